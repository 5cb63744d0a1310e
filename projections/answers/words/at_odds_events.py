"""Whose act it is, and of which text a moment is: what only the deal's records can tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any

from projections.answers.asked import Question
from projections.answers.words.at_odds_acts import people_of
from projections.answers.words.line import Line, phrase
from projections.answers.words.vocabulary import Vocabulary

_SIGNED = phrase(
    "(?:did|has|had|have) (?:not )?(?P<who>@person) (?:(?:ever|not|already|really|even|also|still|"
    "never) )*(?:sign|signed|approve|approved|countersign|countersigned)"
)


def signs_for_the_client(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether one of the client's people signed is asked: that is to accept, and no sign-off."""
    if question.kind != "sign_off" or question.ask == "allowed":
        return False
    found = line.find(_SIGNED)
    who = {*found.values("who")} & people_of(question) if found else set()
    clients = {*vocabulary.people.client}
    return bool(who) and {vocabulary.people.party_of.get(each) for each in who} <= clients


_EVENTS = {
    "proposal.accepted": "accepted|agreed",
    "proposal.retracted": "retracted|withdrawn|revoked|pulled|rescinded|taken back",
    "proposal.rejected": "rejected|declined|refused|turned down",
    "proposal.lapsed": "expired|lapsed|ran out|runs out|expires",
    "proposal.countered": "countered",
}
_ACTIVELY = {
    "proposal.accepted": "accepted|accept|said yes to|agreed to",
    "proposal.rejected": "rejected|declined|refused|turned down",
    "proposal.opened": "opened|open",
    "proposal.countered": "countered",
}
_RELATED = "(?:before|when|after|until|till|once|by the time|as soon as)"
_SUBJECT = "(?:@person|@party|@client|they|he|she|anyone|anybody|somebody)"
_ALSO = "(?:(?:was|were|had|has|been|got|is|could|ever|even|finally|then) )*"
_IT = [
    *((event, phrase(f"{_RELATED} it {_ALSO}(?:{verbs})")) for event, verbs in _EVENTS.items()),
    *(
        (event, phrase(f"{_RELATED} {_SUBJECT} {_ALSO}(?:{verbs}) it"))
        for event, verbs in _ACTIVELY.items()
    ),
]


def is_of_the_moment_of_another(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether "before it was accepted" is of a text of which that never happened.

    Whatever record the reading took is then one of another offer, or of other clauses.
    """
    proposal = question.parameters.get("proposal")
    clauses = {*question.clauses}
    before = question.parameters.get("before") or {}
    for event, pattern in _IT:
        if before.get("event") == event and "record" not in before:
            continue  # It is of no record: nothing is taken for what never happened.
        if line.has(pattern) and not _happened(event, proposal, clauses, vocabulary):
            return True
    return False


def _happened(event: str, proposal: str | None, clauses: set[str], vocabulary: Vocabulary) -> bool:
    """Whether it happened to the offer, or to one that it may be, or to all the clauses."""
    if proposal is None and (not clauses or event == "proposal.opened"):
        return True
    facts = vocabulary.known.deal.facts.counted
    return any(
        fact.event.stored_as == event
        and proposal in {None, getattr(fact.event, "proposal", None)}
        and _touches(event, getattr(fact.event, "clauses", None), clauses)
        for fact in facts
    )


def _touches(event: str, of: Any, clauses: set[str]) -> bool:
    if event == "proposal.rejected" and clauses:
        return False  # A clause that was declined was a sign-off that was declined.
    return event != "proposal.retracted" or not (of and clauses) or clauses <= {*of}


_SAID_WHEN = phrase(
    f"(?:when|once|as soon as|before|after) {_SUBJECT} (?:had )?(?:signed|approved|countersigned) "
    "(?:it|that|this)"
)


def is_of_the_text_signed(line: Line, question: Question, _: Vocabulary) -> bool:
    """Whether the text that somebody signed is asked, and the one in force then is read."""
    return question.kind == "terms" and line.has(_SAID_WHEN)


_DECLINED = phrase(
    "(?P<who>he|she|@person) (?:(?:had|has|then|finally|ever) )*(?:declined|refused|rejected|"
    "turned (?:it|@clause|@proposal) down|said no)"
)


def is_declined_by_one_of_ours(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether somebody of ours declined to sign, and the moment read is the client's refusal."""
    moments = [question.parameters.get(name) for name in ("before", "after", "from", "to")]
    if not any(isinstance(each, dict) and "rejected" in each.get("event", "") for each in moments):
        return False
    found = line.find(_DECLINED)
    if found is None:
        return False
    who = {*found.values("who")} or people_of(question)
    return any(vocabulary.people.is_own(each) for each in who)


_DOWN = phrase(
    "(?:lowered|reduced|cut|decreased|dropped to|went down|go down|fallen|fell|shortened|lower|"
    "lessened|slashed|trimmed|tightened)"
)
_UP = phrase(
    "(?:raised|increased|went up|go up|risen|rose|lengthened|extended|lifted|improved|doubled|"
    "higher|bumped up|upped)"
)
_FIGURE = r"\d+(?:\.\d+)?"
_FROM_TO = re.compile(
    rf"\bfrom (?P<one>{_FIGURE})(?: ?%| ?per ?cent| ?percent)?(?: \w+)? to (?P<two>{_FIGURE})\b"
)
_NUMBERS = re.compile(rf"{_FIGURE}(?= ?(?:%|per ?cent|percent|month|day|week|year|hour))")
_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        start=1,
    )
} | {"thirty": "30", "forty": "40", "sixty": "60", "ninety": "90", "twenty-four": "24"}
_SPELT = re.compile(rf"\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b")


def turns_the_direction(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether "lowered" or "from 12 to 24" is asked of clauses that never went that way."""
    if question.kind != "changes" or question.ask != "whether" or len(question.clauses) != 1:
        return False
    steps = list(_steps(question.clauses[0], vocabulary))
    said = None if line.values("date", "from", "to") else _FROM_TO.search(line.asked)
    if said is not None:
        pair = Decimal(said["one"]), Decimal(said["two"])
        return pair not in steps
    down, up = line.has(_DOWN), line.has(_UP)
    if not steps or not (down or up):
        return False
    if down and up:
        return True
    return not any(one > two if down else one < two for one, two in steps)


def _steps(clause: str, vocabulary: Vocabulary) -> Iterator[tuple[Decimal, Decimal]]:
    """The first figures of each wording and of the next."""
    about = vocabulary.known.deal.clauses.by_id.get(clause)
    texts = [about.wordings[number].text for number in sorted(about.wordings)] if about else []
    for one, two in pairwise(map(_figure, texts)):
        if one is not None and two is not None and one != two:
            yield one, two


def _figure(text: str) -> Decimal | None:
    spelt = _SPELT.sub(lambda found: _WORDS[found.group()], text.casefold())
    found = _NUMBERS.search(spelt)
    return Decimal(found.group()) if found else None


EVENTS: tuple[Callable[[Line, Question, Vocabulary], bool], ...] = (
    signs_for_the_client,
    is_of_the_moment_of_another,
    is_of_the_text_signed,
    is_declined_by_one_of_ours,
    turns_the_direction,
)
