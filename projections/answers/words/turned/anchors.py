"""The moment that a question names beside its offer: it has to be one of that offer."""

from __future__ import annotations

import re

from projections.answers.asked import Question
from projections.answers.words.line import Line, phrase
from projections.answers.words.turned.turn import Turn, turn
from projections.answers.words.vocabulary import Vocabulary

_BECAME = phrase(
    "(?:before|after|until|when|till|once|by the time) (?:it|the offer) (?:(?:was|were|"
    "had|has|got|been|is) )+(?P<what>accepted|retracted|withdrawn|revoked|pulled|declined|rejected|"
    "refused|executed)"
)
_EVENTS = {
    "accepted": ("proposal.accepted",),
    "executed": ("agreement.executed",),
    "declined": ("proposal.rejected",),
    "rejected": ("proposal.rejected",),
    "refused": ("proposal.rejected",),
}
_RETRACTED = ("proposal.retracted",)


def _is_of_another_offer(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether that never happened to the offer or clause that "it" is."""
    found = _BECAME.search(line.text)
    if found is None or not (question.proposal or question.clauses):
        return False
    wanted = _EVENTS.get(found["what"], _RETRACTED)
    facts = vocabulary.known.deal.facts.counted
    events = [fact.event for fact in facts if fact.event.stored_as in wanted]
    if not events:
        return found["what"] in {"declined", "rejected", "refused"}
    if question.proposal:
        return not any(getattr(each, "proposal", None) == question.proposal for each in events)
    if wanted == _RETRACTED:
        return not any(_takes_back(each, question.clauses) for each in events)
    return wanted == ("proposal.rejected",)


def _takes_back(event: object, clauses: tuple[str, ...]) -> bool:
    taken = getattr(event, "clauses", None)
    return not taken or bool({*taken} & {*clauses})


_WORDED = re.compile(
    r"\b(?:latest|last|newest|first|original|initial|earlier|previous) (?:wording|version|text)\b",
    re.IGNORECASE,
)


def _leaves_the_wording(line: Line, question: Question, _: Vocabulary) -> bool:
    """Whether a wording is told by its place, and the reading has the one that governs."""
    at = question.effective_at or question.known_at or question.before
    free = question.version is None and question.proposal is None and not at
    return bool(question.clauses) and free and bool(_WORDED.search(line.asked))


ANCHORS: tuple[Turn, ...] = (
    turn(
        "[^|]+",
        "That is on record of another offer, or of none.",
        kinds="knowledge retraction sign_off objection communication changes",
        also=_is_of_another_offer,
    ),
    turn(
        "[^|]+",
        "Which wording is meant is not held by the reading.",
        kinds="terms knowledge sign_off objection",
        also=_leaves_the_wording,
    ),
    turn("wording @clause of @clause", "Which wording is meant is not held by the reading."),
    turn(
        "(?:say|said|read|was) when @person (?:signed|approved|saw|asked|wrote)",
        "Which wording is meant is not held by the reading.",
        kinds="terms process",
        also=lambda _, question, __: question.version is None,
    ),
    turn(
        "(?:offer|proposal|bid|quote) (?:that|which|they|@client) (?:was |were |had |finally "
        ")*(?:accepted|"
        "signed|executed)",
        "Which offer is meant is not held by the reading.",
        kinds="objection sign_off knowledge retraction changes",
        also=lambda _, question, __: question.proposal is None,
    ),
)
