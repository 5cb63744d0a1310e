"""An offer that stands beside a sign-off: "before P2 went out" asks of the wording that P2 holds.

Until it went out an earlier offer governed, and a time alone would ask about that one's wording.
"""

from __future__ import annotations

from dataclasses import replace

from domain.occurrence import MICROSECOND, moment_text
from projections.answers.asked import Question
from projections.answers.words.line import Line, phrase
from projections.answers.words.turned.turn import Turn, turn
from projections.answers.words.vocabulary import Vocabulary
from projections.proposals import first

_BESIDE = phrase(
    "(?:before|prior to|ahead of|until|by the time(?: that)?|when|at the time(?: that| when)?) "
    "(?:(?!@clause|@version|before|until|when)[^ |]+ ){0,4}?(?P<of>@proposal)"
)


def with_offer(line: Line, question: Question, vocabulary: Vocabulary) -> Question:
    """The sign-off with the offer of the moment, where that holds every clause it asks about."""
    if not _lacks_offer(line, question, vocabulary):
        return question
    found = line.find(_BESIDE)
    [offer] = found.values("of") if found else [_about_to_go(question, vocabulary)]
    proposal = vocabulary.known.deal.proposals.by_id.get(offer)
    held = {each.clause for each in (proposal.contents or ())} if proposal else set()
    holds = bool(held) and {*question.clauses} <= held
    return replace(question, proposal=offer) if holds else question


def _lacks_offer(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    free = question.proposal is None and question.version is None
    if question.kind != "sign_off" or not free or question.effective_at is None:
        return False
    if line.values("proposal"):
        return len(line.values("proposal")) == 1 and line.has(_BESIDE)
    return bool(_about_to_go(question, vocabulary))


def _about_to_go(question: Question, vocabulary: Vocabulary) -> str:
    """The offer that was sent next at the time it asks about, when that is why it is the time."""
    for offer in vocabulary.known.deal.proposals.by_id.values():
        begin = first(offer.sent).interval.begin if offer.sent else None
        if begin and moment_text(begin - MICROSECOND) == question.effective_at:
            return offer.id
    return ""


OF_OFFERS: tuple[Turn, ...] = (
    turn(
        "[^|]+",
        "Which offer's wording was signed off is not held by the reading.",
        kinds="sign_off",
        also=_lacks_offer,
    ),
)
