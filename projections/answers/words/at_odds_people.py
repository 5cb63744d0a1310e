"""Who does what to whom: a reading that gives somebody another part than the sentence is none.

A list of people in a reading is people in one part. In the sentence they then stand beside each
other, joined by "and", "or" or a comma; who stands apart has a part of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from projections.answers.asked import Question
from projections.answers.words.at_odds_acts import people_of
from projections.answers.words.line import Line, phrase
from projections.answers.words.turned.earlier import asks_the_same

_WHO = frozenset({"@person", "@party", "@client", "@partner", "@seller"})
_JOINS = frozenset(
    "and both or nor neither either also as well along together with plus the our".split()
)
_JOINED = frozenset("and or nor plus with well".split())
_IN_A_NAME = phrase(
    "in @person 's (?:name|place|stead|absence)|(?:for|on behalf of) @person|@person 's (?:deputy|"
    "delegate|stand in|proxy|substitute)"
)
_AT_A_WORD = phrase(
    "(?:on|at|upon|by) @person 's (?:say so|instructions?|orders?|word|behest|request|command|"
    "direction)"
)


def shares_no_part(line: Line, question: Question) -> bool:
    """Whether two of one list of a reading stand apart: "did Bram tell Owen about 12.5?"."""
    if question.kind == "sign_off" and question.ask == "allowed" and line.has(_IN_A_NAME):
        return False
    if question.kind == "retraction" and line.has(_AT_A_WORD):
        return False
    if asks_the_same(line):
        return False  # "Bram has seen it. Has Owen?" is read of Owen alone (`turned.amended`)
    return any(_stand_apart(line, held) for held in _lists(question))


def _lists(question: Question) -> Iterator[set[str]]:
    parameters = question.parameters
    if question.kind == "communication":
        if question.ask != "relay":
            yield from (set(parameters.get(name, ())) for name in ("by", "to"))
    else:
        yield {*parameters.get("persons", ()), *parameters.get("parties", ())}


def _stand_apart(line: Line, held: set[str]) -> bool:
    places = [
        at for at, token in enumerate(line.tokens) if token.text in _WHO and held & {*token.values}
    ]
    if len({line.tokens[at].values for at in places}) < 2:
        return False
    between = [
        line.tokens[one + 1 : two]
        for one, two in pairwise(places)
        if line.tokens[one].values != line.tokens[two].values
    ]
    if any(token.text not in _JOINS for tokens in between for token in tokens):
        return True
    return not any(token.text in _JOINED for tokens in between for token in tokens)


_OTHERS = (
    "(?:teams?|lawyers?|boss|people|colleagues?|deputy|assistants?|secretary|office|department|"
    "staff|managers?|side|group|superiors?|reports?|predecessors?|successors?|counterparts?|"
    "husband|wife|brother|sister|friends?|solicitors?|advisers?)"
)
_NOT_THEM = phrase(
    f"@person 's (?:own |whole |entire )?{_OTHERS}|(?:anyone|anybody|someone|somebody|everyone|"
    "nobody|no one|people|those|higher up) (?:[a-z]+ )?(?:above|below|under|over|senior to|"
    "reporting to|close to) @person"
)
_DELEGATED = phrase("@person 's (?:deputy|delegate)")


def is_of_somebody_near(line: Line, question: Question) -> bool:
    """Whether it is asked of somebody's team or superior, and read of whom it names."""
    found = line.find(_NOT_THEM)
    if found is None or (question.ask == "allowed" and line.has(_DELEGATED)):
        return False
    return question.kind != "scope" and bool(people_of(question) & {*found.values()})


_I = phrase(
    "(?:did|do|have|had|was|am|could|can|may) i (?:(?:not|ever|already|really|actually|even|also) "
    ")*(?:been )?(?:object|objected|protest|protested|complain|complained|sign|signed|approve|"
    "approved|retract|retracted|withdraw|withdrawn|know|known|see|seen|read|told|tell|allowed|"
    "entitled|authori[sz]ed|bypassed|skipped|asked|consulted)"
)
_WE_ACCEPTED = phrase(
    "we (?:had |have |finally |then |already )*(?:accepted|accept|agreed to @proposal|said yes)"
)
_THEY_THEM = phrase(
    "(?:did|had|have|has|do|does) they (?:[a-z]+ )?(?:tell|told|inform|informed|promise|promised|"
    "assure|assured|warn|warned|notify|notified) them"
)


def is_nobody_known(line: Line, question: Question) -> bool:
    """Whether "I" is read as anybody, "we" as who accepted, or "they" told "them"."""
    if line.has(_I) and question.kind not in {"scope", "terms"}:
        return True
    if line.has(_THEY_THEM):
        return True
    moments = [question.parameters.get(name) for name in ("before", "after", "from", "to")]
    accepted = any(
        isinstance(each, dict) and each.get("event") == "proposal.accepted" for each in moments
    )
    return accepted and line.has(_WE_ACCEPTED)


_INSTRUCT = "(?:instruct|tell|order|ask|direct|urge|command|get|make|have|force|push|press)"
_INSTRUCTED = "(?:instructed|told|ordered|asked|directed|urged|commanded|forced|made|pressed)"
_HIM = "(?:@person|@party|@partner|him|her|them|us|someone|somebody|anyone|anybody)"
_ORDERED_TO = phrase(
    f"(?:did|does|had|has) (?:not )?(?:@person|they|we|he|she) (?:[a-z]+ )?(?:{_INSTRUCT}|"
    f"{_INSTRUCTED}) {_HIM}|(?:was|were|has|had) (?:@person|they|we|he|she|who) (?:[a-z]+ "
    f")?(?:been )?{_INSTRUCTED}|(?:was|were) (?:[a-z]+ )?{_INSTRUCTED} to|who (?:was|were|got|had "
    f"been) (?:[a-z]+ )?{_INSTRUCTED}"
)
_GAVE_IT = phrase(
    "(?:did|has|had) (?:@person|they|he|she|anyone|anybody) (?:[a-z]+ )?(?:instruct|instructed|"
    "order|ordered|command|commanded) (?:the|our|that|a|this) (?:[a-z]+ )?(?:retraction|"
    "withdrawal|revocation)|(?:retraction|withdrawal|revocation) (?:[^|]+ )?(?:instructed|ordered|"
    "executed|carried out|performed|done|made) (?:[a-z]+ )?by"
)


def is_who_ordered_whom(line: Line, question: Question) -> bool:
    """Whether it asks who ordered whom to retract, or whose of the two parts somebody had.

    A reading has only who had a part in it; who was ordered is never asked for.
    """
    if question.kind != "retraction" or question.ask == "why":
        return False
    if line.has(_GAVE_IT):
        return question.ask == "whether"
    return line.has(_ORDERED_TO)


_RETRACTION = (
    "(?:(?:the|our|that|this|a|your|their|any|what) )?(?:[a-z]+ )?(?:retraction|withdrawal|"
    "revocation|cancellation|notice|news)"
)
_REACHED = phrase(
    "(?:reach|reached|reaches|arrive with|arrived with|arrive at|get to|got to|came to|come to|"
    "sent to|communicated to|shown to|known to|announced to|addressed to) @(?:person|party|client|"
    f"partner)|@(?:person|party|client|partner) (?:[a-z]+ )?(?:get|got|gets|receive|received|"
    f"receives|read|reads|see|saw|seen|hear|heard|learn|learned|learnt|find|found|miss|missed|"
    f"notice|noticed|know|knew|known|understand|understood)(?: (?:of|about|out))? {_RETRACTION}"
)
_TO_WHOM = phrase(
    "(?:to|for|from|in) (?:whom|who|whose) (?:[a-z]+ )?(?:was|were|is|did|has|had|name)|who(?:m)? "
    "(?:did|has|had) (?:the|our|that|this) (?:[a-z]+ )?(?:retraction|withdrawal|revocation)"
)


_GRANTED = "sign_off.granted"


def is_whom_it_reached(line: Line, question: Question) -> bool:
    """Whether somebody got word of a retraction, and is read as who retracted."""
    if question.kind != "retraction":
        return False
    found = line.find(_REACHED)
    before = question.parameters.get("before") or {"event": _GRANTED}
    if found and (people_of(question) & {*found.values()} or before.get("event") == _GRANTED):
        return True  # "before she signed" is of whom it reached, who signs nothing off
    return line.has(_TO_WHOM)


_AT_HIS_HAND = phrase(
    "(?<!acceptance )(?<!accepted )(?<!objection )(?<!opened )(?<!signature )(?<!approval )(?:by|"
    "for|with|through|via|instead of|at the (?:request|wish|instigation|suggestion|behest) of) "
    "(?P<who>@person)(?! 's)"
)


def loses_the_doer(line: Line, question: Question) -> bool:
    """Whether by whom or for whom it was retracted is asked, and the reading has nobody there."""
    if question.kind != "retraction" or question.ask == "who":
        return False
    found = line.find(_AT_HIS_HAND)
    return found is not None and not people_of(question) & {*found.values("who")}


_FLAGGED = phrase(
    "(?:sent|addressed|directed|forwarded|delivered|given|flagged|pointed out|raised|mentioned|"
    "reported|shown|put|passed|taken up|brought up|escalated|referred) (?:[a-z]+ )?(?:to|with|"
    "before) @person"
)


def is_whom_it_was_raised_with(line: Line, question: Question) -> bool:
    """Whether an objection was made or sent to somebody, who is read as who objected."""
    found = line.find(_FLAGGED) if question.kind == "objection" else None
    return found is not None and bool(people_of(question) & {*found.values()})


_GOT_OUR_MAIL = phrase(
    "(?P<who>@(?:person|party|client|partner)) (?:(?:had|has|have|[a-z]+ly|never|not|ever|did) "
    ")*(?:got|get|received|receive|read|saw|opened|missed) (?:our|the|your|any|that|this|a) "
    "(?:[a-z]+ )?(?:mail|email|message|note|letter|text)|(?:as regards|regarding|concerning|as to|"
    "as for|in respect of) (?P<whom>@(?:person|party|client|partner))"
)
_FOR_WHOM = phrase(
    "(?:included|excluded|free|covered|discounted|in|out|available|cheaper|capped|held) for "
    "@(?:party|client|person|partner)"
)


def has_no_part_in_telling(line: Line, question: Question) -> bool:
    """Whether whom our mail reached is read as who told it, or for whom a term is as whom."""
    if question.kind != "communication":
        return False
    by, to = (set(question.parameters.get(name, ())) for name in ("by", "to"))
    found = line.find(_GOT_OUR_MAIL)
    if found and by & {*found.values("who"), *found.values("whom")}:
        return True
    found = line.find(_FOR_WHOM)
    return found is not None and bool(to & {*found.values()})


_WITHOUT_PARTY = phrase(
    "(?:was|were|why was|why were) @(?:client|party|partner|seller) (?:(?:ever|even|[a-z]+ly) "
    ")*(?:bypassed|skipped|left out|cut out|passed over|ignored|asked|involved|consulted|"
    "sidelined|circumvented|excluded)|without @(?:client|party|partner|seller)(?! (?:knowing|"
    "being))"
)
_LACKS = phrase(
    "(?:left|leave|leaves|leaving|missing|dropped|omitted|absent) (?:out )?(?:of|from) "
    "@(?:proposal|clause|document)"
)
_WITHOUT_TEXT = phrase(
    "(?:@proposal|@person|@party|@client|accepted|went|go|reach|reached|sent) without @(?:clause|"
    "document)"
)
_BYPASSED = phrase(
    "(?:did|does|has|had) (?:not )?(?P<who>@person) (?:(?:not|ever|never|really|even|[a-z]+ly) "
    ")*(?:(?!get|got|have|had|been|skipped|bypassed|left|a |an |any |the |no |ok|approv|sign|"
    "consent|out |kept|cut |involved|consulted|asked (?!for|him|her|them|@)|clear|need|"
    "require)[a-z]+|asked for)"
)
_ASKED_FOR = phrase("@person (?:had |has |have |have )?(?:ask|asked|asks|asking) for")
_IN_WORK = phrase(
    "(?:involved|consulted|engaged|included) in (?:the )?(?!the |approv|sign|process|loop|"
    "decision|clear|releas|deal|it|this|that|@)[a-z]+"
)


def is_who_bypassed(line: Line, question: Question) -> bool:
    """Whether who did it is read as who was bypassed, or what a text lacks as a bypassing."""
    if question.kind != "process":
        return False
    persons = people_of(question)
    if line.has(_ASKED_FOR) or line.has(_IN_WORK) or line.has(_WITHOUT_TEXT):
        return True
    if line.has(_LACKS) and not persons:
        return True
    found = line.find(_BYPASSED)
    if found and persons & {*found.values("who")}:
        return True
    party = line.find(_WITHOUT_PARTY)
    return party is not None and not persons & {*party.values()}


PEOPLE: tuple[Callable[[Line, Question], bool], ...] = (
    shares_no_part,
    is_of_somebody_near,
    is_nobody_known,
    is_who_ordered_whom,
    is_whom_it_reached,
    loses_the_doer,
    is_whom_it_was_raised_with,
    has_no_part_in_telling,
    is_who_bypassed,
)
