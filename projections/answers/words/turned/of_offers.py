"""An offer that stands beside a sign-off: "before P2 went out" asks of the wording that P2 holds.

Until it went out an earlier offer governed, and a time alone would ask about that one's wording.
"""

from __future__ import annotations

from dataclasses import replace

from projections.answers.asked import Question
from projections.answers.words.line import Line, phrase
from projections.answers.words.turned.turn import Turn, turn
from projections.answers.words.vocabulary import Vocabulary

_BESIDE = phrase(
    "(?:before|prior to|ahead of|until|by the time(?: that)?|when|at the time(?: that| when)?) "
    "(?:(?!@clause|@version|before|until|when)[^ |]+ ){0,4}?(?P<of>@proposal)"
)


def with_offer(line: Line, question: Question, vocabulary: Vocabulary) -> Question:
    """The sign-off with the offer of the moment, where that holds every clause it asks about."""
    if not _lacks_offer(line, question, vocabulary):
        return question
    found = line.find(_BESIDE)
    [offer] = found.values("of") if found else [""]
    proposal = vocabulary.known.deal.proposals.by_id.get(offer)
    held = {each.clause for each in (proposal.contents or ())} if proposal else set()
    holds = bool(held) and {*question.clauses} <= held
    return replace(question, proposal=offer) if holds else question


def _lacks_offer(line: Line, question: Question, _: Vocabulary) -> bool:
    free = question.proposal is None and question.version is None
    one = len(line.values("proposal")) == 1
    timed = question.effective_at is not None
    return question.kind == "sign_off" and free and timed and one and line.has(_BESIDE)


OF_OFFERS: tuple[Turn, ...] = (
    turn(
        "[^|]+",
        "Which offer's wording was signed off is not held by the reading.",
        kinds="sign_off",
        also=_lacks_offer,
    ),
)
