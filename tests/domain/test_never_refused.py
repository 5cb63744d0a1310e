"""An inconvenient fact is recorded; the readings say what it is."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import record_of
from tests.domain.cases import given
from tests.domain.examples import FULL, MINIMAL, SAID_OF_OTHERS
from tests.records import a_clause, a_record

NEEDS_SOMETHING = {
    "clause.revised",
    "clause.removed",
    "term.stated",
    "precedence.stated",
    "terms.clarified",
    "acknowledgement.given",
    "objection.raised",
    "clause.displayed",
    "finding.settled",
    "review.waived",
    *SAID_OF_OTHERS,
}
ABOUT_THE_ORGANISATION = {type_ for type_, sent in MINIMAL.items() if "deal" not in sent}
NEEDS_NOTHING = sorted(MINIMAL.keys() - NEEDS_SOMETHING - ABOUT_THE_ORGANISATION)


@pytest.mark.parametrize("type_", NEEDS_NOTHING)
def test_a_deal_takes_it_before_it_was_opened_and_before_what_it_names(type_: str) -> None:
    given().when(record_of(MINIMAL[type_])).adds()


@pytest.mark.parametrize("ref", FULL["message.sent"]["data"]["about"][2:])
def test_a_message_may_be_about_what_is_not_on_record_yet(ref: dict[str, Any]) -> None:
    given().when(a_record("message.sent", about=[ref])).adds()
    given().when(a_record("objection.raised", about=[ref], words="No.")).adds()


def test_an_acceptance_after_a_retraction_is_a_fact() -> None:
    given(
        a_clause(),
        a_record("proposal.sealed"),
        a_record("proposal.sent"),
        a_record(
            "proposal.retracted", proposal="P1", to=["carla"], reason_class="error", reason="Oops."
        ),
        a_record("proposal.accepted", proposal="P1", by="carla"),
        a_record("proposal.rejected", proposal="P1", by="carla"),
        a_record("proposal.accepted", proposal="P1", by="carla"),
    )


def test_a_sign_off_that_nobody_asked_for_beyond_all_authority_is_a_fact() -> None:
    value = {"amount": "999999999.00", "currency": "USD"}
    given(a_record("sign_off.granted", actor="intern", value=value))


def test_a_sign_off_may_be_withdrawn_declined_and_granted_in_any_order() -> None:
    given(
        a_record("sign_off.withdrawn", sign_off="S1", reason_class="other", reason="Wait."),
        a_record("sign_off.granted"),
        a_record("sign_off.declined", sign_off="S1", proposal="P1", reason="No."),
        a_record("sign_off.granted"),
        a_record("sign_off.requested"),
    )


def test_what_was_opened_before_it_was_sent_is_a_fact() -> None:
    given(
        a_record("message.opened", message="M1", by="carla"),
        a_record("message.received", message="M1", by="carla"),
        a_record("message.sent"),
        a_record("message.failed", message="M1", to=["carla"], reason="No such host."),
    )


@pytest.mark.parametrize("at", ["0002-01-01", "9997-12-31T23:59:59-23:59", "2099-01-01"])
def test_no_time_is_too_early_or_too_late(at: str) -> None:
    case = given(a_clause(at=at))
    case.when(a_record("proposal.sealed", at=at)).adds()


def test_a_deal_that_was_closed_goes_on() -> None:
    given(
        a_record("deal.closed", outcome="lost"),
        a_clause(),
        a_record("deal.opened"),
        a_record("deal.closed", outcome="won"),
    )


def test_a_record_that_happened_before_the_deal_was_opened_is_taken() -> None:
    given(a_record("deal.opened", at="2025-05-01"), a_clause(at="2025-04-01"))


def test_a_clause_is_added_beside_others_of_the_same_words() -> None:
    given(a_clause("4.2"), a_clause("4.3"), a_clause("4.2/a"))
