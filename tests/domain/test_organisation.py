"""Catalogue, authority, identity and policy: what may be said about the organisation."""

from __future__ import annotations

from typing import Any

import pytest

from domain.events.time_stamps import TimeStampReceived
from domain.occurrence import Occurrence
from domain.record import Record, record_of
from domain.shape import shape_of
from tests.domain.cases import given_organisation
from tests.domain.examples import FULL, MINIMAL
from tests.domain.refusing import faults_of, with_, without
from tests.records import a_record

GIVES_AN_ID = {
    "authority.granted": "grant",
    "authority.delegated": "delegation",
    "policy.published": "policy",
    "legal_hold.placed": "hold",
}
REPEATABLE = [
    "catalogue.item_defined",
    "authority.revoked",
    "person.identified",
    "scenario.defined",
    "legal_hold.released",
]


def again(sent: dict[str, Any]) -> Record:
    return record_of(sent | {"id": "again"})


@pytest.mark.parametrize("type_", GIVES_AN_ID)
def test_an_authority_or_policy_id_is_given_once(type_: str) -> None:
    case = given_organisation(record_of(FULL[type_]))
    case.when(again(FULL[type_])).is_refused("id_already_used", f"/data/{GIVES_AN_ID[type_]}")


@pytest.mark.parametrize("type_", REPEATABLE)
def test_an_item_is_redefined_and_a_person_identified_as_often_as_it_happens(type_: str) -> None:
    given_organisation(record_of(FULL[type_])).when(again(FULL[type_])).adds()


def test_a_correction_frees_no_id() -> None:
    granted = record_of(FULL["authority.granted"])
    corrected = record_of(
        without(FULL["record.corrected"], "/deal")
        | {
            "data": {
                "corrects": granted.id,
                "data": FULL["authority.granted"]["data"],
                "reason": "x",
            }
        }
    )
    case = given_organisation(granted, corrected)
    case.when(again(FULL["authority.granted"])).is_refused("id_already_used", "/data/grant")


@pytest.mark.parametrize("type_", ["authority.revoked", "authority.delegated"])
def test_what_was_never_granted_may_be_revoked_or_passed_on(type_: str) -> None:
    given_organisation().when(record_of(MINIMAL[type_])).adds()


def test_authority_is_granted_to_a_person_or_to_a_function() -> None:
    sent = FULL["authority.granted"]
    assert faults_of(with_(sent, "/data/function", "legal")) == [("bad_value", "/data")]
    assert faults_of(without(sent, "/data/person")) == [("bad_value", "/data")]
    assert faults_of(with_(without(sent, "/data/person"), "/data/function", "legal")) == []


def test_a_grant_or_a_delegation_is_revoked() -> None:
    sent = FULL["authority.revoked"]
    assert faults_of(with_(sent, "/data/grant", "G1")) == [("bad_value", "/data")]
    assert faults_of(with_(sent, "/data", {})) == [("bad_value", "/data")]


def test_a_delegation_says_from_when_to_when() -> None:
    sent = FULL["authority.delegated"]
    for field in ("from", "until"):
        assert faults_of(without(sent, f"/data/{field}")) == [("missing_field", f"/data/{field}")]


@pytest.mark.parametrize(
    "limit", [{"percent": "20"}, {"amount": "1", "currency": "USD"}, {"months": 3}]
)
@pytest.mark.parametrize("type_", ["authority.granted", "authority.delegated"])
def test_a_limit_is_a_share_money_or_months(type_: str, limit: dict[str, Any]) -> None:
    assert faults_of(with_(FULL[type_], "/data/limit", limit)) == []


def test_a_policy_may_ask_for_nobody() -> None:
    assert faults_of(with_(FULL["policy.published"], "/data/rules", [])) == []


@pytest.mark.parametrize("above", [{"percent": "20"}, {"days": 60}, {"text": "anything unusual"}])
def test_a_rule_is_about_any_value_of_a_term(above: dict[str, Any]) -> None:
    assert faults_of(with_(FULL["policy.published"], "/data/rules/0/when/above", above)) == []


@pytest.mark.parametrize("field", ["when", "requires"])
def test_a_rule_says_when_and_what_is_required(field: str) -> None:
    place = f"/data/rules/0/{field}"
    assert faults_of(without(FULL["policy.published"], place)) == [("missing_field", place)]


def test_a_time_stamp_is_neither_struck_nor_corrected() -> None:
    stamp = TimeStampReceived(
        authority="https://tsa.example",
        checkpoint="a checkpoint",
        stamped_at=Occurrence.of("2025-05-16T10:00:00Z"),
        token="AAAA",
    )
    envelope = record_of(MINIMAL["policy.published"]).envelope
    named = envelope.model_copy(update={"id": "stamp", "type": stamp.stored_as})
    case = given_organisation().record(Record(named, stamp))
    struck = a_record("record.struck", deal=None, record="stamp", reason="Wrong.")
    case.when(struck).is_refused("not_correctable", "/data/record")
    corrected = a_record("record.corrected", deal=None, corrects="stamp", data={}, reason="Wrong.")
    case.when(corrected).is_refused("not_correctable", "/data/corrects")


def test_of_a_time_stamp_only_the_address_of_the_authority_is_committed() -> None:
    shape = shape_of(TimeStampReceived)
    assert {name: each.standing.value for name, each in shape.fields.items()} == {
        "authority": "committed",
        "checkpoint": "clear",
        "stamped_at": "clear",
        "token": "clear",
    }


@pytest.mark.parametrize(
    "more", [{"services": ["lab"], "in_offer": True}, {"month": 3, "after": "agreement"}]
)
def test_a_scenario_says_one_thing_of_two(more: dict[str, Any]) -> None:
    sent = MINIMAL["scenario.defined"]
    faults = faults_of({**sent, "data": {**sent["data"], **more}})
    assert [code for code, _ in faults] == ["bad_value"]


def test_a_scenario_lies_within_a_hundred_years() -> None:
    sent = MINIMAL["scenario.defined"]
    [(_, pointer)] = faults_of({**sent, "data": {**sent["data"], "month": 1201}})
    assert pointer == "/data/month"
