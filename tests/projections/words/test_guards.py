"""Whatever a frame makes of it: a reading tells what is asked, and loses nothing that is named."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from projections.answers import words
from projections.answers.asked import QuestionNotRead
from projections.answers.question import read
from projections.answers.words.line import Phrase
from projections.answers.words.ordinary import without_adverbs
from tests.questions.bank import deals
from tests.questions.measure import known

STORY, GULLWING, COBALT, FENNMARK, HELIX = (
    "northcare-2025",
    "gullwing-2024",
    "cobalt-2025",
    "fennmark-2024",
    "helix-2025",
)
NAMES = {deal: known(deal, deals()[deal]) for deal in (STORY, GULLWING, COBALT, FENNMARK, HELIX)}


@pytest.mark.parametrize(
    ("question", "ask"),
    [
        ("2.8 - drafted by?", "who"),
        ("Drafter of 2.3?", "who"),
        ("P2: approved at whose request?", "who"),
        ("the date P2 was withdrawn", "when"),
        ("Has P2 been revoked to date?", "whether"),
        ("what prompted the change to 2.3?", "why"),
        ("were there differences between P1 and P2?", "whether"),
    ],
)
def test_what_is_asked_is_told_by_nouns_as_well(question: str, ask: str) -> None:
    (found,) = read(question, NAMES[COBALT])
    assert found.ask == ask


@pytest.mark.parametrize(
    ("deal", "question"),
    [
        (STORY, "Was Hanneke aware of what Tobias had said to Philippa?"),
        (STORY, "Did Marguerite know what Tobias told the client?"),
        (STORY, "Who objected to Tobias' statement?"),
        (STORY, "Did anybody protest against what Tobias said?"),
        (GULLWING, "what is the port's view of 5.3?"),
        (STORY, "what should we tell Philippa?"),
        (STORY, "Who wanted 4.2 but did not say so?"),
        (STORY, "Does 4.2 say what the agency says it says?"),
        (STORY, "Which documents are missing?"),
        (STORY, "what is the VP's email?"),
        (STORY, "How many pages has P7?"),
        (STORY, "Was Philippa misled?"),
        (COBALT, "Had Marcus seen 2.8 between the sending and the acceptance?"),
        (COBALT, "Would Carla have signed without 2.8?"),
        (GULLWING, "did Owen sign P2 because Bram told him to?"),
        (FENNMARK, "was Sabine right to withdraw P2?"),
        (FENNMARK, "was P2 retracted for the reason Sabine gave?"),
        (FENNMARK, "which of the signatures are forged?"),
        (GULLWING, "Did Noa read all of P2?"),
    ],
)
def test_what_is_not_on_record_is_not_answered_with_something_near_it(
    deal: str, question: str
) -> None:
    with pytest.raises(QuestionNotRead):
        read(question, NAMES[deal])


def test_who_is_named_in_a_sentence_of_its_own_is_not_lost() -> None:
    (found,) = read("Probably, P2 - Price (O.) not consulted: why?", NAMES[GULLWING])
    assert found.kind == "process"
    assert found.parameters["persons"] == ["t.owen"]


def test_a_condition_is_never_passed_over() -> None:
    (found,) = read("Did Owen see 12.5 before we let P2 go out?", NAMES[GULLWING])
    assert found.parameters["before"] == {"event": "proposal.sent", "record": "gw.p2sent"}


def test_adverbs_in_passing_are_taken_out_and_told() -> None:
    assert without_adverbs("Probably, was it clearly only partly signed?") == (
        "was it only partly signed?",
        ("probably", "clearly"),
    )


def test_what_an_amendment_does_is_what_changed_in_it() -> None:
    (found,) = read("What does the amendment do to the fleet discount clause?", NAMES[COBALT])
    assert (found.kind, found.ask) == ("changes", "what")
    assert found.parameters["from"] == {"proposal": "P2"}
    assert found.parameters["to"] == {"proposal": "P3"}


def test_every_pattern_compiles() -> None:
    phrases = [
        value
        for module in pkgutil.walk_packages(words.__path__, f"{words.__name__}.")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, Phrase)
    ]
    assert len(phrases) > 200
    assert all(phrase.compiled for phrase in phrases)


@pytest.mark.parametrize("noun", ["horses", "music", "children"])
@pytest.mark.parametrize(
    ("deal", "question"),
    [
        (COBALT, "carla beleives {} are inclded. is taht what we told her"),
        (COBALT, "carla reckons {} are in. is that what the discount says?"),
        (COBALT, "carla heard {} get in. what did we tell her"),
        (STORY, "they think {}. is that what we told them"),
        (STORY, "To what extent, if at all, are {} of the Agency brought within the discount?"),
        (STORY, "how far are {} brought within the discount"),
        (STORY, "which {} get the discount?"),
        (STORY, "was {} signed off"),
        (HELIX, "On 5 February 2025, were {} within the ambit of the unit prices?"),
        (HELIX, "heard compliance got {} feet on P3. is it still signed by them?"),
    ],
)
def test_a_noun_that_nobody_knows_is_never_passed_over(deal: str, question: str, noun: str) -> None:
    with pytest.raises(QuestionNotRead):
        read(question.format(noun), NAMES[deal])


@pytest.mark.parametrize(
    ("deal", "question", "kind"),
    [
        (COBALT, "Ellis tells me that legal turned 7.4 down, so is it approved?", "sign_off"),
        (HELIX, "Omar plays dumb on the price hold clause. has he seen it?", "knowledge"),
        (
            GULLWING,
            "Counsel says that the note was rewritten. Was any record corrected?",
            "integrity",
        ),
    ],
)
def test_a_verb_in_passing_still_is(deal: str, question: str, kind: str) -> None:
    (found,) = read(question, NAMES[deal])
    assert found.kind == kind


def test_it_was_accepted_is_never_of_another_offer() -> None:
    (never,) = read("Was P1 retracted before the client accepted it?", NAMES[COBALT])
    (accepted,) = read("Was P2 retracted before the client accepted it?", NAMES[COBALT])
    assert never.parameters["before"] == {"event": "proposal.accepted"}
    assert accepted.parameters["before"] == {"event": "proposal.accepted", "record": "cb.p2acc"}
