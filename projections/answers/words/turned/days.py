"""What was done on a day: a reading has what was done by then, which is another thing."""

from __future__ import annotations

from datetime import date

from projections.answers.asked import Question
from projections.answers.words.line import Line
from projections.answers.words.turned.turn import Turn, turn
from projections.answers.words.vocabulary import Vocabulary

_EVENTS = {
    "retraction": ("proposal.retracted", "retraction.instructed"),
    "changes": ("clause.revised", "clause.added", "clause.removed"),
    "objection": ("objection.raised",),
    "sign_off": ("sign_off.granted", "sign_off.declined", "sign_off.withdrawn"),
    "knowledge": ("proposal.opened", "message.opened", "clause.displayed", "meeting.held"),
    "communication": (
        "message.sent",
        "message.relayed",
        "meeting.held",
        "proposal.sent",
        "statement.made",
        "message.received",
    ),
}
"""What each kind has happen at once."""
_DONE = (
    "(?:(?:retract|withdr|revok|rescind|chang|amend|alter|revis|reword|object|protest|complain|"
    "approv|open|inform|promis|discuss)[a-z]*|pulled|taken back|tell|told|said|say|sign|signed|"
    "signed off|read|saw|see|seen|shown|sent)"
)


def _is_of_another_day(_: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether nothing of that kind happened on the day that is named."""
    asked = question.effective_at
    if not asked or len(asked) != len("2024-05-12"):
        return False
    day = date.fromisoformat(asked)
    days = {
        vocabulary.calendar.day_of(fact.interval.begin)
        for fact in vocabulary.known.deal.facts.counted
        if fact.event.stored_as in _EVENTS[question.kind]
    }
    return day not in days


DAYS: tuple[Turn, ...] = (
    turn(
        f"(?:did|was|were|what was) (?:[^|]+ )?{_DONE} (?:[^|]+ )?(?:on )?@date",
        "What was done on that day is asked, and the reading has what was done by then.",
        kinds=" ".join(_EVENTS),
        asks=("whether", "what", "who"),
        unless="(?:file|record|records|known|knew|log|ledger|stood|still|in place|by|until|before|"
        "since|after|as of|up to|as at|hearing|mediation|for the) (?:[^|]+ )?@date|@date (?:\\| "
        ")?(?:had|has|what|who|was|is|were|did)|what @clause (?:said|says|stated)",
        also=_is_of_another_day,
    ),
    turn(
        f"(?:did|was|were|@[a-z]+ (?:was|were)) (?:[^|]+ )?{_DONE} (?:[^|]+ )?(?:on )?the "
        "(?:(?:very|same) )*(?:day|date|morning|afternoon|evening|[a-z]+day) (?:(?:that|when|of) "
        ")?(?:it|the|we|they|he|she|@[a-z]+)",
        "What was done on that day is asked, and the reading has what was done by then.",
        kinds=" ".join(_EVENTS),
        asks=("whether", "what", "who"),
        unless="(?<=^ )(?:(?:on|by|as of|at) )?the (?:day|date|morning|afternoon|evening|"
        "[a-z]+day)|"
        "(?:as of|by) the (?:day|date)|(?:file|record|records|known|knew|log|ledger|stood|still) "
        "(?:[^|]+ )?the (?:day|date)",
    ),
)
