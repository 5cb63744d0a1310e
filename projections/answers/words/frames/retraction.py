"""retraction: whether, when, why an offer or clause was retracted, and who decided it."""

from __future__ import annotations

import re
from dataclasses import replace

from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    tagged,
    with_subjects,
)
from projections.answers.words.line import Found, Line, Token, phrase
from projections.answers.words.vocabulary import Vocabulary

_VERBS = (
    "retract|retracted|retracting|retracts|withdraw|withdrawn|withdrew|withdrawing|revoke|revoked|"
    "revoking|rescind|rescinded|pull|pulled|pulling|(?:take|took|taken|taking)(?= (?:[^ "
    "]+ ){0,5}back )|take back|took back|taken back|taking back|"
    "take it back|took it back|recalled|recall|walk back|walked back|walked it back|"
    "back out|backed out|call back|called back|"
    "take (?:@proposal|@clause) back|took (?:@proposal|@clause) back|taken "
    "(?:@proposal|@clause) back|"
    "take (?:the )?(?:offer|proposal|bid|thing) back|took (?:the )?(?:offer|proposal|"
    "bid|thing) back|pull back|pulled back|retractions|taken off the table|took "
    "(?:it |@proposal |the offer )?off the table|off the table|pulled out|pull out|"
    "walk away|walked away|walked|yank|yanked|backtrack|"
    "backtracked|ditched|ditch|binned|scrapped|killed|called off|call off|gone back "
    "on|went back on|go back on|reneged|unsent|stepped back from|voided|cancel|"
    "cancelled|canceled|(?:get|getting|got|have|had|bring|brought) (?:the )?"
    "(?:@proposal|@clause|it|offer|proposal|bid) back|repeal|repealed|annul|annulled|nullified|"
    "countermanded|"
    "countermand|scrap|"
    "(?:put|place) (?:it )?off the table|pulling back|scrapping|cancelling|cancellation|"
    "revoking|rescinding|recalling|disowned|abandon|abandoned|dropped|drop|"
    "(?:taken|took|take|taking) out(?= (?:.+ )?@(?:before|when) )|"
    "withdraws|rescinds|revokes|recalls|pulls|unmade|undone|undo|retracts|rowed back|row back|"
    "backpedal|backpedalled|dishonoured|dishonored|torpedoed|torn up|tore up|"
    "(?:go|went|gone|going) back on"
)
_NOUNS = (
    "recall|cancellation|retracted offer|retracting|taking back|retraction|retractions|"
    "withdrawal|revocation|rescission"
)
_CUES = phrase(f"{_VERBS}|{_NOUNS}")
_WORDS = frozenset(
    "offer proposal bid quote package thing clause deal whole entire part any was "
    "were who when why "
    "how come what made make decided decide decision ordered order told tell "
    "instructed instruct instruction "
    "asked ask got behind reason reasons for cause caused date day time happened happen "
    "happening exactly off out by us we was at point moment take took taken back call called "
    "contract agreement market table wanted want whom whose order orders "
    "instructions behest command request initiative plug or still standing from idea "
    "all completely "
    "entirely fully decision pull responsible initiated motive "
    "only piece bit portion precede preceded acceptance stated cited recorded noted documented "
    "offers getting gotten decides anything ultimately any of them ever behind names name "
    "carry carried carrying out execute executed perform performed "
    "proposals one instruct effect effected timing wish motive driver driven prompted "
    "prompt led lead our have back decided deciding chose choose opted agreed explanation "
    "explain off table ground grounds given gave give "
    "say said formally in paper sent had does did do give gives word command agreed accept "
    "already still even ours side team nobody anybody anyone somebody someone people person".split()
)
_TOLD = phrase(
    "who (?:ever |actually |first )?(?:told|asked|instructed|ordered|made|got|forced|"
    "pushed|directed) "
    "(?P<whom>@person|us)(?: to)?|"
    "who (?:ever |actually |first )?(?:gave|handed|sent|issued) (?P<whom2>@person|us) (?:the|an) "
    "(?:order|orders|instruction|instructions|word|go ahead|nod|mandate|command)(?: to)?"
)
_INSTRUCTED = phrase(
    "@person (?:(?:ever|actually|really|then|first) )*(?:instruct|instructed|tell|told|order|"
    "ordered|ask|"
    "asked|direct|directed|make|made|force|forced|command|commanded|get|got|have|had) "
    "(?P<whom>@person)(?: to)?"
)
_SUGGESTED = re.compile(r"(?<= )(?:was it )?@person(?= $)")
"""In "who decided it, Greg?" the name is a guess."""
_WHO = phrase("who|whose|whom")
_WHY = phrase(
    "why|how come|(?:what (?:is|was|were) )?(?:the )?(?:reason|reasons|grounds|ground|"
    "motive)|what for|what made us|what caused"
)
_WHEN = phrase(
    "when|date|day|what (?:date|day|time)|at what (?:time|hour)|on (?:what|which) (?:date|day)|"
    "which (?:date|day)|at "
    "what point|date of|day of"
)


def _told(given: Given) -> tuple[str, ...]:
    """Whom somebody told to retract: who told them is asked."""
    found = given.line.find(_TOLD)
    instructed = given.line.find(_INSTRUCTED)
    told = (*found.values("whom"), *found.values("whom2")) if found else ()
    return (*told, *instructed.values("whom")) if instructed else told


_ABOUT_IT = phrase(
    "decision|order|orders|instruction|instructions|initiative|timing|explanation|command|mandate|"
    "responsible|request"
)
_YES_NO = phrase("did|was|were|has|have|had|is|are|any|ever")


_AT_ACCEPTANCE = frozenset(
    {"proposal.accepted", "agreement.executed", "proposal.received", "proposal.opened"}
)


def _before_it(token: Token) -> Token:
    """Whether it was retracted "by the time they accepted" is whether it was before that."""
    own = token.text == "@when" and token.values[0] in _AT_ACCEPTANCE and not token.values[4]
    return replace(token, text="@before") if own else token


def _guessed(line: Line) -> set[str]:
    found = line.find(_SUGGESTED) if line.has(_WHO) else None
    return set(found.values()) if found else set()


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    line = line.each(
        _PRECEDE, lambda found: ("before", ("proposal.accepted", "", _of(found), "", ""))
    )
    line = replace(line, tokens=tuple(map(_before_it, line.tokens)))
    return with_subjects(_unreached(line, vocabulary).without(_TO_CLIENT), vocabulary)


def _unreached(line: Line, vocabulary: Vocabulary) -> Line:
    """Without whom of the client's it reached, where a moment tells which word came first."""
    found = line.find(_TO_PERSON) if line.values("before") else None
    people = vocabulary.people
    if found is None or {people.party_of.get(each) for each in found.values()} - {*people.client}:
        return line
    return line.replaced(found.begin, found.end)


def _of(found: Found) -> str:
    who = found.tokens("who")
    return (
        " ".join((who[0].text, *who[0].values))
        if who and who[0].text != "@client"
        else ("@client" if who else "")
    )


_PRECEDE = phrase(
    "(?:precede|preceded|predate|predated|come before|came before|beat) (?:the |their |his |her )?"
    "(?:(?P<who>@person|@client|@party) 's )?acceptance"
)
_TO_CLIENT = phrase(
    "(?:(?<= offers )|(?<= offer )|(?<= proposals )|(?<= proposal )|(?<= bid )|(?<=@proposal ))"
    "(?:(?:that )?(?:we )?(?:had )?(?:made|sent|given|submitted) )?to (?:@client|@party)|"
    "(?:reach|reaches|reached|get to|got to|arrive at|arrived at|arrived with) (?:@client|@party)"
)


_TO_PERSON = phrase(
    "(?:reach|reaches|reached|get to|got to|arrive at|arrived at|arrived with) @person"
)
_WANTED = phrase("@person (?:(?:ever|really|actually) )*(?:want|wanted|wish|wished|wants)")


_DROPPED = phrase("drop|dropped|dropping")
"""Of a clause it is said that it was taken out of the text, and not back from the client."""


def _read(given: Given) -> Parameters:
    if given.clauses and not given.proposal and given.has(_DROPPED):
        raise NotThis("A clause that was dropped was changed, and not retracted.")
    if set(given.line.values("seller", "party")) - set(given.vocabulary.people.seller):
        raise NotThis("Only whoever made an offer can retract it.")
    if given.has(phrase("(?:on|about|regarding|any|the|of) recalls")):
        raise NotThis("A recall of something else may be meant.")
    if given.has(_WANTED) and not (given.has(_WHO) or given.has(_WHY)):
        raise NotThis("What somebody wanted is not what was done.")
    apart = _guessed(given.line) | set(_told(given))
    persons = tuple(each for each in given.line.values("person") if each not in apart)
    asks = [
        ask
        for ask, pattern in (("who", _WHO), ("why", _WHY), ("when", _WHEN))
        if given.has(pattern)
    ]
    if len(asks) > 1:
        raise NotThis("It asks for more than one thing.")
    if given.has(phrase("made|decided|ordered|told|instructed|responsible|behind")) and not asks:
        raise NotThis("It does not ask who decided it.")
    if given.line.has(phrase("@month")) and not asks:
        raise NotThis("Whether it was retracted within a month is not asked of the record.")
    if (given.has(phrase("what")) and not asks) or given.has(phrase("only(?! a)")):
        raise NotThis("Of a retraction it is told whether, who, when and why.")
    if asks == ["who"] and persons:
        raise NotThis("It asks who, and names somebody.")
    if given.has(_ABOUT_IT) and not (asks or given.has(_YES_NO)):
        raise NotThis("It does not say what is asked of the retraction.")
    return {
        "ask": asks[0] if asks else "whether",
        "proposal": given.proposal,
        "clauses": given.clauses,
        "persons": persons,
    }


_ACCEPTED = (
    "(?:(?:it|they|@client|@party|@person) )?(?:was |got )?(?:(?:the|their|his|her|"
    "@(?:person|client|party) 's) )?(?:accepted|acceptance)"
)
_RETRACTED = (
    "(?P<one>(?:(?:it|we) )?(?:was |got )?(?:(?:the|our) )?(?:retracted|withdrawn|withdrew|"
    "revoked|pulled|"
    "rescinded|retraction|withdrawal|revocation))"
)
_EARLIER = re.compile(
    rf" (?:which (?:came|was|comes|is|happened) first )?(?:{_ACCEPTED}(?: first)? or {_RETRACTED}"
    rf"(?: first)?|{_RETRACTED.replace('one', 'two')}(?: first)? or {_ACCEPTED}(?: first)?) "
)


def _prepare_loosely(line: Line, _: Vocabulary) -> Line:
    """What asks which of the two came first asks whether it was retracted before acceptance."""
    match = _EARLIER.search(line.text)
    if match is None or not line.has(phrase("first")):
        return line
    part = line.within(match.start(), match.end())
    at = line.tokens.index(part[0])
    begin, end = part[0].begin, part[-1].end
    before = Token("@before", begin, end, ("proposal.accepted", "", "", "", ""))
    return line.replaced(at, at + len(part), Token("retracted", begin, end), before)


FRAME = Frame(
    kind="retraction",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("person", "clause", "proposal", "month", "seller", "party"),
    read=_read,
    prepare=_prepare,
    prepare_loosely=_prepare_loosely,
    moments=frozenset({"before"}),
)
