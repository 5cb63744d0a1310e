"""Ids that name one thing in their deal are given once; the same id may be mentioned for ever."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record, record_of
from tests.domain.cases import given
from tests.domain.examples import BEFORE, FULL
from tests.records import a_record

GIVES_AN_ID = {
    "proposal.sealed": "proposal",
    "sign_off.requested": "sign_off",
    "message.sent": "message",
    "message.relayed": "message",
    "meeting.held": "meeting",
    "statement.made": "statement",
    "order.placed": "order",
    "agreement.executed": "agreement",
    "dispute.opened": "dispute",
}
GIVES_NONE = sorted(
    FULL.keys()
    - GIVES_AN_ID.keys()
    - {"deal.opened", "clause.added", "authority.granted", "authority.delegated"}
    - {"authority.revoked", "catalogue.item_defined", "person.identified", "policy.published"}
    - {"scenario.defined", "legal_hold.placed", "legal_hold.released"}
)


def before() -> list[Record]:
    return [record_of(each) for each in BEFORE]


def under_another_id(sent: dict[str, Any]) -> Record:
    return record_of(sent | {"id": f"{sent['id']}-again", "occurred_at": "2025-05-20"})


@pytest.mark.parametrize("type_", GIVES_AN_ID)
def test_an_id_names_one_thing_in_its_deal(type_: str) -> None:
    case = given(*before(), record_of(FULL[type_]))
    pointer = f"/data/{GIVES_AN_ID[type_]}"
    case.when(under_another_id(FULL[type_])).is_refused("id_already_used", pointer)


@pytest.mark.parametrize("type_", GIVES_NONE)
def test_what_happens_to_a_thing_may_happen_twice(type_: str) -> None:
    case = given(*before(), record_of(FULL[type_]))
    case.when(under_another_id(FULL[type_])).adds()


@pytest.mark.parametrize("type_", GIVES_AN_ID)
def test_an_id_whose_record_was_struck_may_be_given_again(type_: str) -> None:
    struck = a_record("record.struck", record=f"{type_}-full", reason="A double.")
    case = given(*before(), record_of(FULL[type_]), struck)
    case.when(under_another_id(FULL[type_])).adds()


def test_a_strike_frees_no_other_id() -> None:
    case = given(a_record("message.sent", message="M1"), a_record("message.sent", message="M2"))
    case.record(a_record("record.struck", record="r-1", reason="A double."))
    case.when(a_record("message.sent", message="M2")).is_refused("id_already_used", "/data/message")


def test_a_relayed_message_has_an_id_of_its_own() -> None:
    case = given(a_record("message.sent", message="M1"))
    relayed = a_record("message.relayed", message="M1", of="M1", to=["carla"])
    case.when(relayed).is_refused("id_already_used", "/data/message")


def test_things_of_different_kinds_may_have_the_same_id() -> None:
    given(
        a_record("message.sent", message="1"),
        a_record("meeting.held", meeting="1", attendees=["ana"], about=[]),
        a_record("order.placed", order="1", order_type="initial"),
    )


def test_a_deal_is_opened_once() -> None:
    case = given(a_record("deal.opened"))
    case.when(a_record("deal.opened", name="Another")).is_refused("deal_already_opened", "/type")


def test_a_deal_whose_opening_was_struck_may_be_opened_again() -> None:
    case = given(a_record("deal.opened", id="o", time_zone="Asia/Tokyo"))
    case.record(a_record("record.struck", record="o", reason="A test."))
    assert case.state.zone == "UTC"  # type: ignore[union-attr]
    case.record(a_record("deal.opened"))


def test_a_sign_off_is_requested_once_and_may_be_granted_again() -> None:
    case = given(a_record("sign_off.requested"), a_record("sign_off.granted"))
    case.when(a_record("sign_off.requested")).is_refused("id_already_used", "/data/sign_off")
    case.when(a_record("sign_off.granted")).adds()
