"""The envelope of a record: who, when, from where, on which evidence, how private."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.events import WRITTEN_BY_THE_LEDGER
from domain.record import ORGANISATION, parse, record_of
from tests.domain.examples import FULL, MINIMAL
from tests.domain.refusing import faults_of, with_, without

SENT = MINIMAL["message.sent"]
PRIVILEGES = ["none", "confidential", "attorney_client", "work_product"]


@pytest.mark.parametrize("field", ["id", "type", "occurred_at", "actor", "data"])
def test_these_fields_are_required(field: str) -> None:
    assert faults_of(without(SENT, f"/{field}")) == [("missing_field", f"/{field}")]


@pytest.mark.parametrize(
    "field", ["on_behalf_of", "instructed_by", "source", "evidence", "privilege"]
)
def test_these_fields_may_be_left_out(field: str) -> None:
    assert faults_of(without(FULL["message.sent"], f"/{field}")) == []


@pytest.mark.parametrize(
    "field", ["position", "version", "recorded_at", "recorded_by", "received_at", "leaf", "schema"]
)
def test_nobody_can_send_what_the_ledger_adds(field: str) -> None:
    assert faults_of(with_(SENT, f"/{field}", 1)) == [("unknown_field", f"/{field}")]


@pytest.mark.parametrize(
    "type_", ["clause.deleted", "", "x y", "Clause.added", "clause.added ", "ä"]
)
def test_an_unknown_type_is_refused(type_: str) -> None:
    assert faults_of(with_(SENT, "/type", type_)) == [("unknown_type", "/type")]


@pytest.mark.parametrize("type_", ["answer.issued", "time_stamp.received"])
def test_some_types_are_written_by_the_ledger_alone(type_: str) -> None:
    assert type_ in WRITTEN_BY_THE_LEDGER
    assert faults_of(with_(SENT, "/type", type_)) == [("reserved_type", "/type")]


def test_a_record_of_a_deal_names_its_deal() -> None:
    assert faults_of(without(SENT, "/deal")) == [("missing_field", "/deal")]
    assert record_of(without(SENT, "/deal"), "D-7").stream == "D-7"
    assert record_of(with_(SENT, "/deal", None), "D-7").stream == "D-7"


@pytest.mark.parametrize(
    "type_",
    [
        "catalogue.item_defined",
        "authority.granted",
        "authority.delegated",
        "authority.revoked",
        "person.identified",
        "policy.published",
        "scenario.defined",
        "legal_hold.placed",
        "legal_hold.released",
    ],
)
def test_a_record_about_the_organisation_names_no_deal(type_: str) -> None:
    sent = MINIMAL[type_]
    assert record_of(sent).stream == ORGANISATION
    assert faults_of(sent | {"deal": "D-1"}) == [("deal_not_expected", "/deal")]


@pytest.mark.parametrize("type_", ["record.struck", "record.corrected"])
def test_a_strike_or_a_correction_belongs_to_a_deal_or_to_the_organisation(type_: str) -> None:
    assert record_of(MINIMAL[type_]).stream == "D-1"
    assert record_of(without(MINIMAL[type_], "/deal")).stream == ORGANISATION


def test_evidence_is_asserted_and_nothing_private_unless_said_otherwise() -> None:
    envelope = record_of(SENT).envelope
    assert envelope.evidence.class_ == "asserted"
    assert envelope.privilege == "none"
    assert record_of(with_(SENT, "/evidence", {})).envelope.evidence.class_ == "asserted"


def test_a_dispute_is_work_product_unless_said_otherwise() -> None:
    sent = MINIMAL["dispute.opened"]
    assert record_of(sent).envelope.privilege == "work_product"
    for said in PRIVILEGES:
        assert record_of(with_(sent, "/privilege", said)).envelope.privilege == said
    assert record_of(MINIMAL["dispute.resolved"]).envelope.privilege == "none"


@pytest.mark.parametrize("privilege", PRIVILEGES)
@pytest.mark.parametrize(
    "class_", ["system_observed", "signed", "asserted", "imported", "recollection"]
)
def test_every_class_of_evidence_and_every_privilege_is_taken(privilege: str, class_: str) -> None:
    sent = with_(SENT, "/privilege", privilege) | {"evidence": {"class": class_}}
    assert faults_of(sent) == []


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/privilege", "secret", "not_one_of"),
        ("/evidence/class", "hearsay", "not_one_of"),
        ("/evidence/class_", "signed", "unknown_field"),
        ("/evidence/sha256", "abc", "bad_digest"),
        ("/evidence/sha256", "A" * 64, "bad_digest"),
        ("/evidence/quote", 5, "wrong_type"),
        ("/evidence", "signed", "wrong_type"),
        ("/source", "hubspot", "wrong_type"),
        ("/source/system", "two words", "bad_id"),
        ("/source/recorded_at", "yesterday", "bad_time"),
        ("/source/position", 7, "unknown_field"),
        ("/occurred_at", 1747412940, "bad_time"),
        ("/occurred_at", "2025-05-16T16:29", "bad_time"),
        ("/actor", ["ana"], "wrong_type"),
        ("/on_behalf_of", "Ana Weber", "bad_id"),
        ("/instructed_by", 7, "wrong_type"),
        ("/type", 7, "wrong_type"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(pointer: str, value: Any, code: str) -> None:
    assert faults_of(with_(FULL["message.sent"], pointer, value)) == [(code, pointer)]


def test_a_source_names_its_system() -> None:
    assert faults_of(with_(SENT, "/source", {})) == [("missing_field", "/source/system")]
    assert faults_of(with_(SENT, "/source", {"system": "hubspot"})) == []


def test_every_fault_is_named_at_once() -> None:
    sent = {"type": "clause.added", "deal": "a/b", "actor": "", "data": {"clause": 1, "str": 2}}
    assert set(faults_of(sent)) == {
        ("missing_field", "/id"),
        ("bad_id", "/deal"),
        ("missing_field", "/occurred_at"),
        ("bad_id", "/actor"),
        ("wrong_type", "/data/clause"),
        ("missing_field", "/data/heading"),
        ("missing_field", "/data/text"),
        ("unknown_field", "/data/str"),
    }


@pytest.mark.parametrize("name", ["a/b~c", "<Money>", "str", "0", "", "data"])
def test_a_pointer_names_an_unknown_field_as_it_was_written(name: str) -> None:
    escaped = name.replace("~", "~0").replace("/", "~1")
    assert faults_of(SENT | {"data": SENT["data"] | {name: 1}}) == [
        ("unknown_field", f"/data/{escaped}")
    ]


def test_the_same_content_is_the_same_however_it_is_written() -> None:
    sent = FULL["message.sent"]
    turned = {name: sent[name] for name in reversed(sent)}
    spelled_out = json.dumps(MINIMAL["message.sent"] | {"privilege": "none", "source": None})
    assert parse(json.dumps(turned, indent=2)).as_sent() == parse(json.dumps(sent)).as_sent()
    assert parse(spelled_out).as_sent() == record_of(MINIMAL["message.sent"]).as_sent()
