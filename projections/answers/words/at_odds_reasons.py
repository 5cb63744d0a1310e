"""Why a reading is not what was asked, where people, verbs or moments stand otherwise in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from projections.answers.asked import Question
from projections.answers.words import at_odds_beside as beside
from projections.answers.words import at_odds_events as events
from projections.answers.words import at_odds_people as people
from projections.answers.words import at_odds_verbs as verbs
from projections.answers.words.line import Line
from projections.answers.words.vocabulary import Vocabulary

_REASONS: Mapping[Callable[[Line, Question], bool], str] = {
    people.shares_no_part: "Those whom it names have no part in common that could be asked for.",
    people.is_of_somebody_near: "It asks of somebody beside whom it names.",
    people.is_nobody_known: "It is not clear who “I”, “we” or “they” are.",
    people.is_who_ordered_whom: "Who told whom to retract it is told only where it asks who.",
    people.is_whom_it_reached: "Whom a retraction reached is not who retracted.",
    people.loses_the_doer: "For whom it was retracted is asked of no kind.",
    people.is_whom_it_was_raised_with: "To whom it was sent or shown is not who objected.",
    people.has_no_part_in_telling: "It is not clear who is said to have spoken to whom.",
    people.is_who_bypassed: "Who passed somebody by is not who was passed by.",
    verbs.passes_over_the_verb: "What is said to have been done is not understood.",
    verbs.is_of_another_verb: "What was done is another thing than what it is about.",
    verbs.is_who_did_another: "Who did another thing is asked than what it is about.",
    verbs.is_told_and_not_done: "Whether it was told to somebody is not whether it was done.",
    verbs.is_of_what_was_undone: "Whether a sign-off or an acceptance was taken back is not told.",
    verbs.is_how_alone: "Whether somebody did it alone is asked of no kind.",
    verbs.is_told_of_doing: "What was said of what another said, did or wanted is not told.",
    verbs.is_whether_passed_on: "How it was passed on is told, and not whether it was.",
    verbs.is_asked_to_sign: "Who was asked to sign is not who signed.",
    verbs.is_more_than_known: "Only whether it was known is told.",
    verbs.is_how_to_object: "Whether one can object is asked of no kind.",
    verbs.is_of_another_change: "What was changed is told, and not what one text does to another.",
    beside.is_in_a_view: "As somebody has it is asked of no kind.",
    beside.is_on_behalf: "In whose name it was done is asked of no kind.",
    beside.is_of_a_time: "Who is named only says when.",
    beside.has_what_it_has_not: "A span of time is not asked of this kind.",
    beside.is_of_what_was_told_first: "What is told first would be asked as well.",
    beside.did_something_else: "It asks for two acts.",
    beside.is_of_another_retraction: "Of a retraction it is told whether, who, when and why.",
    beside.is_of_another_objection: "Of an objection it is told whether, and who.",
    beside.is_of_another_sign_off: "Of a sign-off it is told who, whether, and if it was allowed.",
    beside.is_of_another_knowledge: "Of several wordings at once it is not told who knew them.",
    beside.is_of_what_was_left_out: "What somebody left unsaid or broke is no passing by.",
    beside.takes_a_wording_for_a_clause: "It is not clear which wording is meant.",
    beside.is_of_one_text_on_another: "What became of an offer by another is no change of a text.",
    beside.asks_for_another_act: "It asks for two acts.",
    beside.negates_its_lead: "It is not clear what is negated.",
}
_OF_RECORDS: Mapping[Callable[[Line, Question, Vocabulary], bool], str] = {
    events.signs_for_the_client: "What the client's people sign is an acceptance.",
    events.is_of_the_moment_of_another: "What the moment says never happened to what it is about.",
    events.is_of_the_text_signed: "Which text somebody signed is not the text in force.",
    events.is_declined_by_one_of_ours: "Whoever declined is no one of the client's.",
    events.turns_the_direction: "No wording went that way.",
}


def reason_at_odds(line: Line, question: Question, vocabulary: Vocabulary) -> str | None:
    """The reason why a reading is at odds with its question, where there is one to tell."""
    for says, reason in _OF_RECORDS.items():
        if says(line, question, vocabulary):
            return reason
    for stands, reason in _REASONS.items():
        if stands(line, question):
            return reason
    return None
