"""Small builders of records: say what matters to the test, the rest has defaults.

    a_record("clause.revised", clause="4.2", text="Twelve months.")

Ids are `r-1`, `r-2` … within each test. A trailing underscore is dropped: `from_=` gives `from`.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from domain.events import REGISTRY, DealEvent
from domain.record import Credential, Record, record_of

DEAL = "D-1"
AT = "2025-05-16T10:00Z"
BY = Credential("import", "admin_import")

_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "deal.opened": {"name": "Analytics for Acme", "client": "acme", "currency": "EUR"},
    "party.joined": {"party": "acme", "name": "Acme GmbH", "role": "client"},
    "participant.assigned": {
        "person": "ana", "name": "Ana Weber", "party": "seller", "function": "sales",
    },
    "clause.added": {"clause": "4.2", "heading": "Discount", "text": "Twenty percent."},
    "clause.revised": {"clause": "4.2", "text": "Twenty percent, for twelve months."},
    "clause.removed": {"clause": "4.2"},
    "proposal.sealed": {"proposal": "P1"},
    "proposal.sent": {"proposal": "P1", "to": ["carla"], "channel": "email"},
    "sign_off.requested": {"sign_off": "S1", "proposal": "P1", "of": "vera"},
    "sign_off.granted": {"sign_off": "S1", "proposal": "P1"},
    "message.sent": {
        "message": "M1", "to": ["carla"], "channel": "email",
        "about": [{"topic": "discount"}], "words": "The discount stays.",
    },
    "message.received": {"message": "M1", "by": "carla"},
    "value.reported": {"system": "crm", "object": "deal", "field": "stage", "value": "open"},
    "dispute.opened": {"dispute": "Q1", "question": "Was the discount meant for add-ons?"},
    "record.struck": {"record": "r-1", "reason": "Recorded for the wrong deal."},
    "record.corrected": {"corrects": "r-1", "reason": "A typing error."},
    "privilege.marked": {
        "record": "r-1", "privilege": "attorney_client", "reason": "Drafted with counsel.",
    },
    "catalogue.item_defined": {"item": "analytics", "name": "Analytics"},
    "authority.granted": {"grant": "G1", "person": "vera", "over": "any"},
    "person.identified": {"person": "ana", "same_as": "a.weber", "method": "directory"},
}  # fmt: skip
_ENVELOPE = {
    "id": "id", "deal": "deal", "at": "occurred_at", "actor": "actor", "source": "source",
    "on_behalf_of": "on_behalf_of", "instructed_by": "instructed_by", "evidence": "evidence",
    "privilege": "privilege",
}  # fmt: skip
_numbers = count(1)


def number_anew() -> None:
    """Begin again with `r-1`; done before every test."""
    global _numbers  # noqa: PLW0603
    _numbers = count(1)


def a_sending(type_: str, /, **given: Any) -> dict[str, Any]:
    """A record as a sender would write it. `given` are fields of its envelope or of its data.

    `at` is when it occurred; deal None leaves the deal out.
    """
    sent: dict[str, Any] = {"id": "", "type": type_, "occurred_at": AT, "actor": "ana"}
    if issubclass(REGISTRY.kind(type_), DealEvent):
        sent["deal"] = DEAL
    data = dict(_DEFAULTS.get(type_, {}))
    for name, value in given.items():
        field = _ENVELOPE.get(name)
        (sent if field else data)[field or name.removesuffix("_")] = value
    sent["id"] = sent["id"] or f"r-{next(_numbers)}"
    sent["data"] = data
    return {name: value for name, value in sent.items() if value is not None}


def a_record(type_: str, /, **given: Any) -> Record:
    """A valid record: what matters to the test is given, as in `a_sending`."""
    return record_of(a_sending(type_, **given))


def a_clause(clause: str = "4.2", /, **given: Any) -> Record:
    """The first wording of a clause."""
    return a_record("clause.added", clause=clause, **given)


def statements(many: int, deal: str = DEAL, series: str = "s") -> list[Record]:
    """Records of one deal that need nothing to be there before: `s-1`, `s-2` …"""
    return [
        a_record("value.reported", id=f"{series}-{number}", deal=deal, value=number)
        for number in range(1, many + 1)
    ]
