"""knowledge: whether, when, and who knew a clause."""

from __future__ import annotations

from dataclasses import replace

from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    refuse,
    tagged,
    with_subjects,
)
from projections.answers.words.line import Line, Token, phrase
from projections.answers.words.vocabulary import Vocabulary

_KNEW = (
    "know|knew|known|knows|knowing|aware|see|saw|seen|sees|seeing|shown|showed|show|"
    "read|reads|reading|opened|open|"
    "view|viewed|sight|hear|heard|learn|learned|learnt|find out|found out|unaware|"
    "knowledge|eyes on|"
    "laid eyes|lay eyes|look at|looked at|looking at|in the picture|clue|noticed|"
    "notice|discover|discovered|get wind|got wind|"
    "(?:any|no|an|the (?:slightest|faintest|least|foggiest)|some) idea|"
    "come across|came across|in front of|before their eyes|presented|put before|"
    "familiar|in the dark|in the loop (?:on|about|regarding|of|as to|concerning)|"
    "received|receive|been sent|sent to|got hold of|attention|idea about|idea of|put "
    "to|in the know|acknowledge|acknowledged|set eyes on|inkling|glimpse|skimmed|a "
    "look at|clued in|desk|"
    "inbox|realise|realised|realize|realized|conscious|acquainted|news to|news|by surprise|"
    "copy of|copied|a copy|cc d|surprised|surprise|made aware|have "
    "sight|had sight|oblivious|ignorant"
)
_INFORMED = "informed|told|notified|briefed|alerted|apprised|advised|warned"
_PASSIVE = (
    "(?:was|were|been|be|being|got|is|are|has|had) (?:(?:@[a-z]+|who|anybody|anyone|somebody|and|"
    "or|"
    "ever|actually|first|even|also|already|properly|been|fully) )*"
    f"(?:{_INFORMED})"
)
_CUES = phrase(f"{_KNEW}|{_PASSIVE}")
_WORDS = frozenset(

        f"{_KNEW}|first when who which was were had has did get got to about of on that "
        f"ever what said says say "


        "stated whom brought kept put hold any idea claiming saying claims claimed claim "
        "front cross crossed land landed look take took gotten existed exists exist "
        "existence there side people person team anyone anybody any all clause it "

    "wording text come came through own in whose shown time day date earliest have for around at "
    "is point moment page stood content contents actually before he she they we us them does do "

        "how early soon late given really even sight chance having already themselves properly "
        "everyone "
        "everybody firm company "


        "must become became becoming copy circulated forwarded drawn brought laid placed hour "
        "personally individually names name list latest reached reach him her screen "
        "exactly none be made been from our your earlier included contained anywhere "
        "place part with language passage"
    .replace("|", " ").split()
) - {"before", "earlier", "late"}  # fmt: skip
_WHO = phrase("who|whose|which (?:people|persons?|of)|whom|how many")
_WHEN = phrase(
    "when|(?:on )?(?:what|which) (?:date|day)|(?:at )?what (?:time|point|moment)|since "
    "when|how early|how long"
)
_SINCE_WHEN = phrase("since when|(?:for )?how long|from when")
_WE = phrase(
    "we|us|our (?:people|side|team|guys|company|firm)|anyone (?:here|of us|on our side)|"
    "any of us|our"
)
_THEY = phrase("they|them|their (?:side|people|team)|other side")
_IGNORANT = phrase("news to|news|by surprise|surprised|unaware|in the dark|oblivious|ignorant")
_WAS_INFORMED = phrase(
    f"{_PASSIVE}(?: (?:about|of|on|regarding|concerning|the|whole|that))*"
    "(?= (?:@clause|@version|@proposal|@before|@when|$))|"
    f"(?:@clause|@version|@proposal) (?:.+ )?(?:{_INFORMED})(?= $)"
)
_NOT_ASKED = phrase("why|how come|how (?:did|does|do|has|have|had|was|were|could|can)")


_TOLD = "Of knowledge it is told whether, who, and when."
REFUSED = (
    (_NOT_ASKED, _TOLD),
    (phrase("what (?:did|does|do)"), _TOLD),
    (
        phrase("that (?:the )?(?:@person|@party|@client|@partner|we|they|nobody|anybody)"),
        "What somebody knew of somebody else is not on record.",
    ),
    (
        phrase("(?:views?|opinions?|take|thoughts?|stance) (?:of|on|about)"),
        "What somebody thinks of a clause is not on record.",
    ),
    (
        phrase("all of|every word|in full|cover to cover|to the end"),
        "How much of it somebody read is not on record.",
    ),
)


_SENT_TO = phrase("(?<=@before )to (?:the )?(?:@client|@party|@person|@partner)")


_ACTS = frozenset(
    "proposal.sent proposal.accepted proposal.rejected proposal.countered proposal.retracted "
    "agreement.executed sign_off.granted order.placed objection.raised dispute.opened".split()
)


def _before_it(token: Token) -> Token:
    """Whether somebody knew it "at the time of signing" is whether it was known before that."""
    own = token.text == "@when" and token.values[0] in _ACTS and not token.values[4]
    return replace(token, text="@before") if own else token


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    if sum(token.text == "@when" for token in line.tokens) == 1:
        line = replace(line, tokens=tuple(map(_before_it, line.tokens)))
    line = line.without(_SENT_TO)
    while found := line.find(_SINCE_WHEN):
        first = line.tokens[found.begin]
        when = Token("when", first.begin, first.end)
        line = line.replaced(found.begin, found.end, when)
    return with_subjects(line, vocabulary)


def _read(given: Given) -> Parameters:
    line, people = given.line, given.vocabulary.people
    refuse(given, REFUSED)
    if given.has(phrase(_INFORMED)) and not given.has(_WAS_INFORMED):
        raise NotThis(_TOLD)
    if not (given.clauses or given.proposal):
        raise NotThis("It does not say which clause.")
    persons = line.values("person")
    parties = [*line.values("party", "client", "partner", "seller")]
    asks = [ask for ask, pattern in (("who", _WHO), ("when", _WHEN)) if given.has(pattern)]
    if len(asks) > 1 or (not asks and given.has(phrase("which"))):
        raise NotThis("It asks for more than one thing.")
    if not persons and not parties:
        if given.has(_WE):
            parties += people.seller
        elif given.has(_THEY):
            parties += people.client
    ask = asks[0] if asks else "whether"
    if ask == "who" and persons:
        raise NotThis("It asks who, and names somebody.")
    anyone = given.has(phrase("anyone|anybody|somebody|someone|everybody|everyone"))
    if ask != "who" and not (persons or parties) and not anyone:
        raise NotThis("It does not say who.")
    if ask == "when" and not (persons or parties):
        raise NotThis("It does not say who.")
    return {
        "ask": ask,
        "persons": persons,
        "parties": tuple(dict.fromkeys(parties)),
        "clauses": given.clauses,
        "version": given.version,
        "proposal": given.proposal,
        "negated": given.has(_IGNORANT),
    }


FRAME = Frame(
    kind="knowledge",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("person", "party", "client", "partner", "seller", "clause", "version", "proposal")
    - {"@after"},
    read=_read,
    prepare=_prepare,
    moments=frozenset({"before"}),
)
