"""What a question says beside its things, and a reading of it does not hold: then it is none.

Each is a family of sentences that some stranger's question belonged to, and that the words and the
meaning read alike, and wrong: names, times and verbs were all understood, and what joined them was
not. It is looked for in the whole question, whichever pass read it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from projections.answers.asked import Question
from projections.answers.words.apposed import misplaced
from projections.answers.words.at_odds_acts import OF_ACTS, people_of
from projections.answers.words.at_odds_beside import BESIDE
from projections.answers.words.at_odds_events import EVENTS
from projections.answers.words.at_odds_people import PEOPLE
from projections.answers.words.at_odds_things import GUARDS, names_less
from projections.answers.words.at_odds_verbs import VERBS
from projections.answers.words.line import BREAK, Line, phrase
from projections.answers.words.meaning.opening import HE
from projections.answers.words.vocabulary import Vocabulary

_THING = "@(?:clause|version|proposal|person|document|party|client|partner)"
_OPEN = phrase("who|whom|whose|when|why|what|which|how|by whom")
_VERB = phrase("did|does|do|was|were|is|are|has|have|had|can|could")

_DOERS = phrase(
    "(?:signator(?:y|ies)|signers?|approvers?|authors?|drafters?|writers?|editors?|originators?|"
    "initiators?|instigators?|objectors?|readers?)"
)


def leaves_the_doer(line: Line, question: Question) -> bool:
    """Whether a noun asks who did it ("4.5: signatory?"), and no name is given."""
    asked = line.has(_DOERS) and not line.has(_VERB)
    return asked and question.ask not in {"who", None}


_DATES = phrase(
    "(?:(?<! to )dates?|timing|timestamps?)(?= (?:of (?!@)|and |$))|(?:day|hour) of(?= [a-z])"
)


def leaves_the_date(line: Line, question: Question) -> bool:
    """Whether a noun asks when ("clause 1.7: date of change?"), and no time is given."""
    asked = line.has(_DATES) and not (line.has(_VERB) or line.has(_OPEN))
    return asked and question.ask not in {"when", None}


_JOINED = phrase(
    "(?:as well as|along with|together with|in addition to|plus|and also|besides)"
    "(?: (?:of|to|the|a|list|all|any|those|full))* (?:who|whom|whose|whoever|when|why|what|which|"
    "names?|people|persons|approvers?|signators?|signatories|approvals|everyone|everybody|those|"
    "objectors?|reasons?|dates?|changes|sign offs|signatures)"
)


def is_joined(line: Line, _: Question) -> bool:
    """Whether a second thing is asked for beside the first: "the price, as well as who signed"."""
    return line.has(_JOINED)


_NOT_THAT = phrase(
    f"not (?:the |in |of |on )?{_THING} (?:\\| )?but|{_THING} (?:\\| )?(?:and |but )?not (?:the |"
    f"in |of |on )?{_THING}|(?:any|no|every|all|some|each)(?:thing|body|one)? (?:[a-z]+ )?but(?= "
    "(?:the )?@)"
)
_TURNED = phrase(
    "or (?:(?:is|was) it )?(?:the other way (?:a?round|about)|the reverse|vice versa|the opposite)"
)


def sets_apart(line: Line, question: Question) -> bool:
    """Whether one thing is meant and another is not: "not 2.8 but 2.3", "anything but 2.4"."""
    if question.kind != "precedence" and line.has(_TURNED):
        return True
    return line.has(_NOT_THAT)


def is_who_did_not(line: Line, question: Question) -> bool:
    """Whether it asks who did not, or what was not said: that is not who did, or what was.

    Who did not know it is told by who knew: of knowledge everybody who was shown it is named.
    """
    if question.negated and line.has(_ALL):
        return True
    what = question.kind == "communication" and question.ask == "what"
    who = question.kind != "knowledge" and question.ask == "who"
    return question.negated and (who or what)


_ALL = phrase("not (?:everyone|everybody|all|every|both|each)|across the board")


_PASSED_ON = phrase(
    "(?:did|was|were|has|had|have|does) (?:[^ |]+ )?@person (?:[^ |]+ ){0,4}(?:(?:that|the|this) "
    "(?:message|word|news)|(?:got|get|given|sent) word|told|tell|tells|hear|heard|hears|learn|"
    "learned|learnt|informed|inform|promise|promised|promises|assurance|assured)|@person (?:got|"
    "gets|has|had|received) (?:that|this|it) (?:in writing|from|confirmed)"
)


def leaves_the_hearer(line: Line, question: Question) -> bool:
    """Whether what somebody was told is asked, and a term's scope is read."""
    return question.kind == "scope" and line.has(_PASSED_ON)


_CALLED = re.compile(
    r",\s+(?:who|whom|whose|when|why|what|which|how|did|was|were|is|are|has|have|had)\b",
    re.IGNORECASE,
)


def calls_somebody(line: Line, question: Question) -> bool:
    """Whether the name at the head may be whom the question is put to: "Marcus, who objected?"."""
    if not line.tokens or line.tokens[0].text != "@person" or question.ask is None:
        return False
    rest = line.tokens[1:]
    if not _CALLED.match(line.asked[line.tokens[0].end :]):
        return False
    meant = any(token.text in HE | {"they"} for token in rest)
    return line.tokens[0].values[0] in people_of(question) and not meant


_TAG = phrase(
    r"\| (?:did|was|has|had|is|does) (?:he|she|not he|not she)(?: (?:ever|so|not))?(?= $)"
)


def is_of_two_people(line: Line, question: Question) -> bool:
    """Whether "he" or "she" may be either of two whom an earlier sentence names.

    A reading that holds both has told them apart, and what only asks "did she?" is what stands
    before it.
    """
    named: set[str] = set()
    behind = False
    if line.has(_TAG) or {*line.values("person")} <= people_of(question):
        return False
    for token in line.tokens:
        if token.text == BREAK:
            behind = True
        elif token.text == "@person" and behind:
            return False
        elif token.text == "@person":
            named |= {*token.values}
        elif token.text in HE and behind:
            return len(named) > 1
    return False


_HOW = phrase(
    "how (?:[^ |]+ ){1,4}(?:regulated|governed|dealt with|handled|settled|ruled|agreed|fixed|"
    "defined|set)"
)


def asks_how_it_is(line: Line, question: Question) -> bool:
    """Whether how a term is regulated is asked, and whether a text mentions it is read."""
    return question.kind == "silence" and line.has(_HOW)


_RULES_FOR = phrase("(?:rules?|policy|policies) (?:for|on|about|regarding|concerning) (?!@)[a-z]+")


def is_of_other_rules(line: Line, question: Question) -> bool:
    """Whether the rules for something are asked, and the process of the whole deal is read."""
    return (
        question.kind == "process"
        and not question.parameters
        and (line.has(_RULES_FOR) or line.has(_CONTROLS))
    )


_WHOM = phrase("@person (?:\\| )?(?:who|whom) @(?:person|client|party|partner)")


def is_of_whom(line: Line, question: Question) -> bool:
    """Whether "Teresa whom Carla told" says who spoke to whom, and the reading turns it round."""
    return question.kind == "communication" and line.has(_WHOM)


_CONTROLS = phrase("who (?:controls|keeps|holds|owns|runs|manages|has) (?:the |our )?[a-z]+")
_DID = (
    "approved|signed|authori[sz]ed|cleared|okayed",
    "withdrawn|retracted|pulled|revoked|rescinded|withdrew",
    "changed|amended|altered|modified|reworded|edited",
    "objected|protested|complained",
    "rejected|refused|declined",
    "seen|read|saw|knew|known",
)
_AND_OR = re.compile(r" (?P<one>[a-z]+) (?:and|or|nor|but|and then|or even) (?P<two>[a-z]+)(?= )")


def did_two_things(line: Line, _: Question) -> bool:
    """Whether two different acts are joined: "was P7 approved or withdrawn?"."""
    for found in _AND_OR.finditer(line.text):
        sets = [
            {at for at, words in enumerate(_DID) if re.fullmatch(words, found[side])}
            for side in ("one", "two")
        ]
        if all(sets) and sets[0] != sets[1]:
            return True
    return False


_RANKED = phrase("the (?:last|only|latest) (?:one |ones |person |people )?to")
_FROM = phrase("(?:from|through|via|thanks to) @(?:person|party|partner|client)")


def is_ranked(line: Line, question: Question) -> bool:
    """Whether it asks of the last or only one, or from whom somebody knew it."""
    return line.has(_RANKED) or (question.kind == "knowledge" and line.has(_FROM))


_WHO_WHOM = phrase("who (?:[^ |]+ ){1,2}whom")
_BY = phrase("by (?P<who>@person)")


def is_who_to_whom(line: Line, question: Question) -> bool:
    """Whether both who and whom are asked, or who left somebody out is taken as left out."""
    if line.has(_WHO_WHOM):
        return True
    found = line.find(_BY)
    persons = people_of(question)
    doer = {*found.values("who")} if found and question.kind == "process" else set()
    return len(persons) > 1 and bool(doer & persons)


_NESTED = phrase(
    "(?:tell|told|tells|say|said|inform|informed|let) (?:to )?@(?:person|client|party|partner) "
    "(?:know )?what @(?:person|client|party|partner)|(?:tell|told|ask|asked|get|got|instruct|"
    "instructed) @(?:person|client|party|partner) to (?:tell|say|inform|pass|relay|write|assure)"
)


_KNOWN_TELLING = phrase(
    "(?:know|knows|knew|known|aware|unaware|heard|hear|learn|learned|learnt|read|seen|see|saw) "
    "(?:(?:of|about|that|what|how|everything|anything|the|words) )*"
    "@(?:person|client|party|partner) (?:(?:had|has|have|ever|been) )*(?:say|said|told|tells?|"
    "promised?|wrote|written|offered|assured|stated|announced|passed|relayed)"
)


def is_told_of_telling(line: Line, question: Question) -> bool:
    """Whether what is told or known is what another said, or an order to tell it on."""
    return question.kind == "communication" and (line.has(_NESTED) or line.has(_KNOWN_TELLING))


_OBJECTED_TO = phrase(
    "(?:object|objects|objected|objecting|objections?|protests?|protested|complain|complained|"
    "complaints?|contested?|disputed?|challenged?|opposed?|opposition|back|reservations?|"
    "disagreed?|up)(?: (?:in time|at all|ever|formally|promptly))? (?:to|against|about|on|over|"
    "with|regarding) (?:(?:what|how|the|that|a|any|"
    "words?|statements?|promises?|message|mail|email|note|by|of|from|made|sent) )*"
    "(?P<what>@(?:person|party|client|partner))"
)


def is_what_is_objected_to(line: Line, question: Question) -> bool:
    """Whether it is somebody's words that are objected to, and the reading has them object."""
    found = line.find(_OBJECTED_TO) if question.kind == "objection" else None
    if found is None:
        return False
    held = {*people_of(question), *question.parameters.get("parties", ())}
    return bool(held & {*found.values("what")})


_OF_THE_WHOLE = phrase(
    "(?:was|were|is|are|has|had|have) (?:(?:[a-z]+ly|ever) )?(?:the|our|that|this) "
    "(?:(?:whole|entire) )?(?:offer|proposal|bid|quote|quotation|deal)"
)


def is_of_the_whole(line: Line, question: Question) -> bool:
    """Whether the offer is asked about, and the reading has a clause that stands beside it."""
    return question.kind == "retraction" and bool(question.clauses) and line.has(_OF_THE_WHOLE)


_LET = phrase(
    "(?:let|lets|letting|allow|allowed|allows|permit|permitted) (?:(?!@)[^ |]+ |@[a-z]+ ){0,3}?"
    "(?:to )?(?:be )?(?:withdraw|withdrawn|retract|retracted|revoke|revoked|pull|pulled|taken back|"
    "take back|rescind|rescinded)"
)


def is_let(line: Line, question: Question) -> bool:
    """Whether somebody let it be retracted: that is to allow it, or to have it done."""
    return question.kind != "terms" and line.has(_LET)


_GUARDS: tuple[Callable[[Line, Question], bool], ...] = (
    leaves_the_doer,
    leaves_the_date,
    is_joined,
    sets_apart,
    is_who_did_not,
    leaves_the_hearer,
    calls_somebody,
    is_of_two_people,
    asks_how_it_is,
    is_of_other_rules,
    is_of_whom,
    is_let,
    is_of_the_whole,
    did_two_things,
    is_ranked,
    is_told_of_telling,
    is_what_is_objected_to,
    is_who_to_whom,
    *GUARDS,
    *OF_ACTS,
    *PEOPLE,
    *VERBS,
    *BESIDE,
)


def at_odds(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether the question, with its names as things, says what the reading does not hold."""
    if names_less(line, question, vocabulary) or misplaced(line, vocabulary):
        return True
    if any(says(line, question, vocabulary) for says in EVENTS):
        return True
    return any(says(line, question) for says in _GUARDS)
