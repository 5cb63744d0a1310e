"""What no frame reads word for word is read by its cues or refused; what is left out is told."""

from __future__ import annotations

from typing import Any

import pytest

from projections.answers.answering import question_json
from projections.answers.asked import KINDS, Question, QuestionNotRead
from projections.answers.question import read
from projections.answers.words import negation
from projections.answers.words.cues import CUES
from projections.answers.words.dates import DAYS, MONTHS
from projections.answers.words.ordinary import LIMITS, ORDINARY
from tests.questions.bank import deals
from tests.questions.measure import known

NAMES = {deal: known(deal, path) for deal, path in deals().items()}
STORY, SALTMARSH, GULLWING = "northcare-2025", "saltmarsh-2023", "gullwing-2024"
HELIX, OSPREY, COBALT, FENNMARK = "helix-2025", "osprey-2024", "cobalt-2025", "fennmark-2024"


def one(deal: str, question: str) -> Question:
    (found,) = read(question, NAMES[deal])
    return found


READ: list[tuple[str, str, str, dict[str, Any]]] = [
    (OSPREY, "Would dubbing be swept up by the rate cap?", "scope", {}),
    (HELIX, "Omar thinks calibration visits fall within the price hold. Is he right?", "scope", {}),
    (HELIX, "What volume is the client tied to?", "terms", {"terms": ["volume"]}),
    (HELIX, "Did Grace give the price hold her blessing?", "sign_off", {"persons": ["a.grace"]}),
    (COBALT, "Marcus put his name to P2. Was he entitled to?", "sign_off", {"ask": "allowed"}),
    (OSPREY, "The rate cap got signed off, or so Jonas says. Who by?", "sign_off", {"ask": "who"}),
    (GULLWING, "Who at the port had sight of 12.5?", "knowledge", {"parties": ["gullwing"]}),
    (SALTMARSH, "Did 4.6 ever cross Greg's desk?", "knowledge", {"persons": ["b.greg"]}),
    (STORY, "Philippa tells us 4.2 was news to her.", "knowledge", {"persons": ["agency-buyer"]}),
    (SALTMARSH, "Why did the rebate clause get reworked?", "changes", {"ask": "why"}),
    (FENNMARK, "There's talk that 1.5 was softened after P1. Was it?", "changes", {}),
    (COBALT, "Somebody rewrote 2.3. On whose initiative?", "changes", {"ask": "who"}),
    (STORY, "P3 said one thing, P7 another. What exactly moved?", "changes", {"ask": "what"}),
    (SALTMARSH, "Did we go back on P2 before Hugh said yes?", "retraction", {"proposal": "P2"}),
    (STORY, "Marguerite had P7 withdrawn. For what reason?", "retraction", {"ask": "why"}),
    (OSPREY, "P1: accepted first or withdrawn first?", "retraction", {"proposal": "P1"}),
    (STORY, "Did Tobias let on to the agency that Analytics was out?", "communication", {}),
    (SALTMARSH, "Ivo passed our offer on. Did he leave anything out?", "communication", {}),
    (OSPREY, "anything on AI translation in there?", "silence", {"words": "AI translation"}),
    (GULLWING, "If schedule B and 5.3 don't tally, which has the upper hand?", "precedence", {}),
    (HELIX, "In a clash of S.4 and 3.4, what carries the day?", "precedence", {}),
    (GULLWING, "How did spare parts fare in our previous deals?", "precedent", {}),
    (STORY, "How did P7 get to the agency with the VP none the wiser?", "process", {}),
    (OSPREY, "Legal complains that they were sidestepped on P1.", "process", {"proposal": "P1"}),
    (STORY, "Has someone been doctoring the log?", "integrity", {}),
    (GULLWING, "Has any entry been struck out, and if so for what reason?", "integrity", {}),
    (HELIX, "Did Omar kick off about the price hold?", "objection", {"persons": ["h.omar"]}),
    (SALTMARSH, "Any grumbling from Hugh about the rebate clause?", "objection", {}),
]


@pytest.mark.parametrize(("deal", "question", "kind", "parameters"), READ)
def test_it_is_read_by_its_cues(
    deal: str, question: str, kind: str, parameters: dict[str, Any]
) -> None:
    found = one(deal, question)
    assert found.kind == kind
    assert found.parameters.items() >= parameters.items()


@pytest.mark.parametrize(
    ("deal", "question"),
    [
        (GULLWING, "Does the loyalty discount cover spare parts and forklifts?"),
        (STORY, "Do horses get the discount?"),
        (STORY, "Have we promised the client tickets?"),
        (GULLWING, "Did Zoltan clap eyes on 5.3?"),
        (GULLWING, "Annex Z and 5.3 don't tally. Which has the upper hand?"),
        (COBALT, "2.1 and 2.3 disagree on marzipan. Which of the two do we apply?"),
        (COBALT, "2.1 and 2.3 disagree on horses. Which of the two do we apply?"),
        (COBALT, "Because Zoltan asked: was 2.8 ratified?"),
        (FENNMARK, "Does the frequency discount kick in for billboards only?"),
        (STORY, "Did anybody apart from the VP sign 4.2?"),
        (OSPREY, "Was it clever of Jonas to approve the rate cap?"),
        (HELIX, "Was the price hold approved by the board?"),
        (COBALT, "Did Dana pretend to have clapped eyes on 2.8?"),
        (COBALT, "Did Dana know that Marcus had signed P2?"),
        (GULLWING, "Did Owen want 5.3 retracted?"),
        (GULLWING, "Did we change our minds about 12.5?"),
        (STORY, "The VP was on leave. Was P7 signed off by her stand-in?"),
        (OSPREY, "Did Clara tell Diego about the rate cap, and was it retracted?"),
        (HELIX, "I looked for something on recalls and found nothing. Is there anything?"),
        (SALTMARSH, "Does the rebate or the towel price matter more?"),
        (COBALT, "The hearing is on 3 May. What terms applied the day before?"),
        (SALTMARSH, "Does our contract stay silent on wages, and who wrote 4.5?"),
        (COBALT, "So 2.8 was never signed off; did we promise Carla that gensets are out?"),
        (FENNMARK, "and that cap thing?"),
        (GULLWING, "Is 5.3 today what it was when Bram signed?"),
    ],
)
def test_what_its_words_do_not_say_is_not_guessed(deal: str, question: str) -> None:
    with pytest.raises(QuestionNotRead):
        read(question, NAMES[deal])


def test_what_was_passed_over_is_told_with_the_answer() -> None:
    found = one(OSPREY, "Marta is furious that P2 left without her signature. Why did it?")
    assert found.passed_over == ("is furious",)
    assert question_json(found, NAMES[OSPREY].deal)["passed_over"] == ["is furious"]


def test_of_what_is_read_word_for_word_nothing_is_passed_over() -> None:
    found = one(STORY, "Was clause 4.2 signed off?")
    assert "passed_over" not in question_json(found, NAMES[STORY].deal)


def test_between_two_moments_is_from_the_one_to_the_other() -> None:
    found = one(COBALT, "Between Hector's objection and the dispute, was 2.8 changed?")
    assert found.parameters["from"]["event"] == "objection.raised"
    assert found.parameters["to"]["event"] == "dispute.opened"


def test_after_that_is_after_what_the_sentence_before_says() -> None:
    found = one(FENNMARK, "Beate turned P1 down. what did we change in the text after that?")
    assert found.parameters["after"]["event"] == "proposal.rejected"


def test_since_a_weekday_is_after_it() -> None:
    found = one(COBALT, "has the text of 2.8 changed at all since Monday?")
    assert "after" in found.parameters


def test_an_amendment_is_compared_with_what_it_amends() -> None:
    found = one(GULLWING, "what does the amendment alter?")
    assert found.parameters["from"] == {"proposal": "P2"}
    assert found.parameters["to"] == {"proposal": "P3"}


def test_what_the_client_signs_is_its_acceptance() -> None:
    found = one(FENNMARK, "Had Beate seen the brand safety clause before she signed?")
    assert found.parameters["before"]["event"] == "proposal.accepted"


def test_the_new_wording_of_a_clause_with_two_is_the_second() -> None:
    assert one(OSPREY, "Did Diego see the new wording of 2.4?").version == 2


def test_records_at_the_time_are_what_was_known_then() -> None:
    question = "What were our media prices as of 1 October 2024, going by the records at the time?"
    found = one(FENNMARK, question)
    assert (found.effective_at, found.known_at) == ("2024-10-01", "2024-10-01")


def test_a_tag_inside_denies_nothing() -> None:
    found = one(OSPREY, "Marta signed off X.1, didn't she? And did she have the power?")
    assert (found.parameters["ask"], found.negated) == ("allowed", False)


def test_what_a_clause_gives_was_not_said_by_anybody() -> None:
    assert one(GULLWING, "What notice did clause 9 give them to pay?").kind == "terms"


def test_a_word_of_a_partys_name_is_a_word_where_names_have_capitals() -> None:
    found = one(COBALT, "Did previous customers get the discount on equipment that they add later?")
    assert found.parameters["items"] == [{"axis": "orders", "item": "expansion"}]


def test_a_promise_is_no_question_of_scope_however_it_is_led_in() -> None:
    question = "Widely, Philippa claims that we promised them all new services at the same price."
    assert one(STORY, question).kind == "communication"


def test_every_kind_has_cues_and_nothing_that_bounds_is_ordinary() -> None:
    assert set(CUES) == set(KINDS)
    assert all(said and 1 <= weight <= 3 for cues in CUES.values() for _, weight, said in cues)
    never = {*negation.WORDS, *DAYS, *MONTHS, *"only without except unless before who why".split()}
    assert not ORDINARY & never
    assert {"only", "should", "almost", "tried"} <= LIMITS
