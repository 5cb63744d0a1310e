"""What stands beside an offer: whose wording was signed, in time for what, whether it arrived.

Of each family a table over several deals: what is read and how, and near sentences that are not.
"""

from __future__ import annotations

from typing import Any

import pytest

from projections.answers.asked import Question, QuestionNotRead
from projections.answers.question import read
from tests.projections.words.test_names_and_things import names
from tests.questions.bank import deals
from tests.questions.measure import known

SALTMARSH, GULLWING, HELIX = "saltmarsh-2023", "gullwing-2024", "helix-2025"
OSPREY, COBALT, FENNMARK = "osprey-2024", "cobalt-2025", "fennmark-2024"
STORIES = {deal: known(deal, path) for deal, path in deals().items()}


def all_of(deal: str, asked: str) -> tuple[Question, ...]:
    return read(asked, STORIES.get(deal) or names(deal))


def one(deal: str, asked: str) -> Question:
    (found,) = all_of(deal, asked)
    return found


def refusal(deal: str, asked: str) -> str:
    with pytest.raises(QuestionNotRead) as refused:
        all_of(deal, asked)
    return refused.value.message


@pytest.mark.parametrize(
    ("deal", "question", "clause", "offer"),
    [
        (COBALT, "Was 2.3 signed off before P2 went out?", "2.3", "P2"),
        (COBALT, "Did Ellis sign 7.4 before P2 was sent?", "7.4", "P2"),
        (COBALT, "Who signed 2.3 before P2 was sent?", "2.3", "P2"),
        (COBALT, "Was 2.3 signed off before the retraction of P2?", "2.3", "P2"),
        (SALTMARSH, "Did Gregory sign 4.5 before P2 went out?", "4.5", "P2"),
        (HELIX, "Was 3.4 signed off before P3 was sent?", "3.4", "P3"),
        (FENNMARK, "Was 1.5 signed off by the time P2 was sent?", "1.5", "P2"),
        (FENNMARK, "Was 1.5 signed off before it went out?", "1.5", "P2"),
        (FENNMARK, "Was 1.5 signed off before the offer went out?", "1.5", "P2"),
        ("103", "Did Zofia sign clause 7 before P2 was sent?", "7", "P2"),
        ("86", "Did Griet sign Art.5 before A1 went out?", "Art.5", "A1"),
    ],
)
def test_before_an_offer_the_wording_is_that_of_the_offer(
    deal: str, question: str, clause: str, offer: str
) -> None:
    found = one(deal, question)
    assert (found.kind, found.clauses, found.proposal) == ("sign_off", (clause,), offer)
    assert found.effective_at


def test_a_clause_that_the_offer_does_not_hold_was_not_signed_off_for_it() -> None:
    assert refusal(COBALT, "Was 2.8 signed off before P1 was sent?").startswith("Which offer's")


def test_a_figure_that_the_offer_does_not_hold_was_not_signed_off_for_it() -> None:
    assert one("103", "Did Zofia approve 18 % before P2 was sent?").proposal == "P2"
    assert refusal("103", "Did Zofia approve 15 % before P2 was sent?").startswith("The number")


def test_an_offer_that_is_named_already_stays() -> None:
    found = one(COBALT, "Was 2.3 of P1 signed off before P2 was sent?")
    assert found.proposal == "P1"


IN_TIME = [
    (SALTMARSH, "Was P2 retracted in time?", {"proposal": "P2"}, False),
    (SALTMARSH, "Did Fiona retract P2 in time?", {"persons": ["b.fiona"]}, False),
    (SALTMARSH, "Was 4.5 taken back in time?", {"clauses": ["4.5"]}, False),
    (SALTMARSH, "Was P2 withdrawn in good time?", {"proposal": "P2"}, False),
    (SALTMARSH, "Was P2 withdrawn too late?", {"proposal": "P2"}, True),
    (FENNMARK, "Was the retraction of P2 timely?", {"proposal": "P2"}, False),
    (FENNMARK, "Was the withdrawal in time?", {}, False),
    ("65", "Did we withdraw P2 in time?", {"proposal": "P2"}, False),
    ("65", "Did we retract in time?", {}, False),
    ("81", "Was P2 revoked in time?", {"proposal": "P2"}, False),
    ("54", "Was 5.2 withdrawn early enough?", {"clauses": ["5.2"]}, False),
]


@pytest.mark.parametrize(("deal", "question", "parameters", "negated"), IN_TIME)
def test_in_time_is_before_it_was_accepted(
    deal: str, question: str, parameters: dict[str, Any], negated: bool
) -> None:
    found = one(deal, question)
    assert found.kind == "retraction"
    assert found.before is not None
    assert found.before.event == "proposal.accepted"
    assert {name: found.parameters.get(name) for name in parameters} == parameters
    assert found.negated is negated


@pytest.mark.parametrize(
    ("deal", "question"),
    [
        (SALTMARSH, "Was P2 retracted in time for the meeting?"),
        (SALTMARSH, "Was P2 sent in time?"),
        (FENNMARK, "Did Beate accept in time?"),
    ],
)
def test_in_time_for_something_else_is_refused(deal: str, question: str) -> None:
    assert refusal(deal, question).endswith(".")


SIGNING = [
    (COBALT, "Did Carla see 2.8 before signing?", "proposal.accepted"),
    (GULLWING, "Did Lotte see B.2 before signing?", "proposal.accepted"),
    ("105", "Was Rose made aware of 2.1 before signing?", "proposal.accepted"),
    (COBALT, "Was 2.8 taken back before Carla signed?", "proposal.accepted"),
]


@pytest.mark.parametrize(("deal", "question", "event"), SIGNING)
def test_what_the_clients_people_sign_is_the_offer(deal: str, question: str, event: str) -> None:
    found = one(deal, question)
    assert found.before is not None
    assert found.before.event == event


NOT_KNOWN = [
    (COBALT, "When did Carla get P2?"),
    (COBALT, "Has Carla received P2?"),
    (COBALT, "Did P2 reach Carla?"),
    (COBALT, "Was P2 sent to Hector?"),
    (COBALT, "Did Carla open P2 before signing it?"),
    (OSPREY, "Did Clara open P2?"),
    (OSPREY, "When was P2 sent to Diego?"),
    (GULLWING, "When did Lotte receive P2?"),
    (HELIX, "When did Helix receive P3?"),
    ("101", "When was P2 received by Kontio?"),
    ("71", "Who at the metro got P2?"),
    ("82", "Did P3 reach Vroni before she signed P2?"),
    ("72", "Was KW-2 ever sent to the Cooperative?"),
    ("76", "Did Wanjiku ever see R-0?"),
]


@pytest.mark.parametrize(("deal", "question"), NOT_KNOWN)
def test_an_offer_that_came_to_somebody_is_not_what_was_known(deal: str, question: str) -> None:
    assert refusal(deal, question).endswith(".")


@pytest.mark.parametrize(
    ("deal", "question", "parameters"),
    [
        (COBALT, "Did Carla open P1?", {"persons": ["c.carla"], "proposal": "P1"}),
        (OSPREY, "Had Clara opened P1?", {"persons": ["o.clara"], "proposal": "P1"}),
        (COBALT, "Did Hector know P2?", {"persons": ["c.hector"], "proposal": "P2"}),
        (HELIX, "When did Omar get to see 8.2?", {"ask": "when", "clauses": ["8.2"]}),
    ],
)
def test_what_was_opened_or_known_is_read(
    deal: str, question: str, parameters: dict[str, Any]
) -> None:
    found = one(deal, question)
    assert found.kind == "knowledge"
    assert {name: found.parameters.get(name) for name in parameters} == parameters
