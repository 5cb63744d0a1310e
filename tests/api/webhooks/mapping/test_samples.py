"""Every payload that was found in the providers' public repositories, through the whole way."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from api.webhooks.mapping.translating import UntranslatableError
from api.webhooks.provider import UnreadableError
from tests.api.webhooks.mapping.translated import (
    changed,
    outcomes,
    records,
    reported,
    sent,
)
from tests.shared import shared


def body(*path: str) -> Any:
    return json.loads(shared("data", "webhooks", *path).read_text(encoding="utf-8"))


def test_the_life_of_a_deal_in_hubspot() -> None:
    captured = {
        each["name"]: each["body"]
        for each in body("hubspot", "deal_lifecycle_captured.json")["payloads"]
    }
    told = {name: reported(records("hubspot", [event])) for name, event in captured.items()}
    assert told == {
        "contact.created": {},
        "deal.created": {"status": "created"},
        "deal.updated": {"amount": "2000"},
        "deal.stage_changed": {"stage": "qualifiedtobuy"},
        "deal.deleted": {"status": "deleted"},
        "company.updated": {},
    }
    batch = outcomes("hubspot", list(captured.values()))
    assert sum(each.uncovered for each in batch) == 2
    assert {each.deal for found in batch for each in found.records} == {"hubspot-332507367156"}


def test_an_older_stage_change_of_hubspot() -> None:
    found = records("hubspot", body("hubspot", "deal_stage_change_2019.json")["body"])
    assert reported(found) == {"stage": "1f4f1ec1-8174-49f3-a112-4eaa4748e38e"}


def test_an_outbound_message_of_salesforce() -> None:
    text = shared("data", "webhooks", "salesforce", "outbound_message_opportunity.xml").read_text()
    assert reported(records("salesforce", text)) == {
        "amount": "45000.0",
        "stage": "Negotiation/Review",
        "probability": "80.0",
        "close date": "2020-07-11",
        "name": "Backpackers, Inc. (Sample)",
    }


def test_changes_of_accounts_are_kept_and_counted() -> None:
    for event in body("salesforce", "cdc_account_create_update.json"):
        [found] = outcomes("salesforce", event)
        assert found.uncovered


def test_pipedrive_creates_and_changes() -> None:
    created = sent(records("pipedrive", body("pipedrive", "new_deal_v2.json")))
    assert created[0]["type"] == "deal.opened"
    assert created[0]["data"]["currency"] == "BRL"
    told = reported(records("pipedrive", body("pipedrive", "change_deal_v2_prismatic.json")))
    assert told["amount"] == 2
    assert told["name"] == "test deal"


@pytest.mark.parametrize(
    "name", ["sim_envelope_completed_with_summary_handmade", "sim_envelope_with_terms_handmade"]
)
def test_envelopes_that_name_no_deal_are_parked_and_recorded_once_the_mapping_does(
    name: str,
) -> None:
    payload = body("docusign", f"{name}.json")["body"]
    with pytest.raises(UntranslatableError, match="deal_ledger_deal"):
        records("docusign", payload)
    line = '"98765432-dcba-4321-dcba-0987654321zy" = '
    envelope = payload["data"]["envelopeId"]
    mapping = changed("docusign", (f"# {line}", f'"{envelope}" = '))
    found = sent(records("docusign", payload, mapping))
    assert {each["deal"] for each in found} == {"northcare-2025"}
    [signed] = [each for each in found if each["type"] == "sign_off.granted"]
    assert signed["evidence"]["class"] == "signed"
    assert signed["data"]["proposal"] == "P7"
    assert "message.sent" in {each["type"] for each in found}


def test_foreign_events_are_kept_and_counted() -> None:
    for example in body("cloudevents", "spec_examples.json")["examples"]:
        [found] = outcomes("generic", example["body"])
        assert found.uncovered


def files() -> list[Path]:
    found = sorted(shared("data", "webhooks").rglob("*.*"))
    return [each for each in found if each.parent.name != "signature_vectors"]


def test_no_file_ends_otherwise_than_in_records_uncovered_or_with_a_reason() -> None:
    for file in files():
        provider = file.parent.name.replace("cloudevents", "generic")
        with suppress(UnreadableError, UntranslatableError):
            assert outcomes(provider, file.read_text(encoding="utf-8"))
