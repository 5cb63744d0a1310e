"""What the mappings that come with the program make is taken by the ledger, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from domain.record import Credential, Record
from domain.refusals import Refusal
from ledger.application import Ledger
from tests.api.webhooks.mapping import test_docusign, test_hubspot, test_pipedrive, test_salesforce
from tests.api.webhooks.mapping.translated import outcomes

BY = Credential("connection:crm-1", "connection")
MADE = "2020-05-08T13:40:22.000Z"
FIELDS = {
    "Name": "n",
    "AccountId": "001A",
    "CurrencyIsoCode": "EUR",
    "Amount": "1",
    "CreatedDate": MADE,
}
LATE = {name: each for name, each in test_docusign.ALICE.items() if name != "sentDateTime"}
DELIVERIES: dict[str, list[Any]] = {
    "hubspot": [test_hubspot.CHANGE],
    "salesforce": [
        test_salesforce.message(**FIELDS),
        test_salesforce.change("CREATE", None, **FIELDS),
        test_salesforce.change("GAP_UPDATE"),
    ],
    "pipedrive": [
        test_pipedrive.webhook("create", test_pipedrive.DATA),
        test_pipedrive.webhook("delete", None, test_pipedrive.DATA),
    ],
    "docusign": [
        test_docusign.delivery(LATE, test_docusign.CARLA, sentDateTime="2026-04-25T10:00:00Z"),
        test_docusign.delivery(test_docusign.ALICE, test_docusign.CARLA),
    ],
}


def refused(ledger: Ledger, found: Sequence[Record]) -> list[tuple[str, str]]:
    """Record id and code of what the ledger did not take."""
    answers = ledger.record_each(found, BY)
    return [
        (record.id, answer.code)
        for record, answer in zip(found, answers, strict=True)
        if isinstance(answer, Refusal)
    ]


@pytest.mark.parametrize("provider", sorted(DELIVERIES))
@pytest.mark.parametrize("backwards", [False, True])
def test_all_is_taken_or_on_record_already(ledger: Ledger, provider: str, backwards: bool) -> None:
    told = [each for body in DELIVERIES[provider] for each in outcomes(provider, body)]
    settled = {id_: codes for each in told for id_, codes in each.settled_by.items()}
    for each in reversed(told) if backwards else told:
        for record, code in refused(ledger, each.records):
            assert code in settled[record]
    assert ledger.size > 0
