"""`deal-ledger reconcile`: an export against what was reported, and what is recorded of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.reconciling.comparing import same
from api.webhooks.mapping.loading import default_text
from domain.record import Credential
from ledger.application import Ledger
from ledger.inbox.connections import Connection, Connections
from tests.api.cli import Command, Said
from tests.records import BY, a_record

MADE = datetime(2026, 1, 1, tzinfo=UTC)
REPORTED = "2026-02-01T10:00:00Z"
EXPORTED = "2026-03-01T18:00:00Z"
DEAL = "hubspot-7"


class Crm:
    """A connection with what it reported, and its exports."""

    def __init__(self, ledger: Ledger, command: Command, folder: Path) -> None:
        self.ledger, self.command, self.folder = ledger, command, folder

    def connect(self, provider: str) -> None:
        made = Connection(provider, provider, {}, default_text(provider) or "", None, MADE)
        Connections(self.ledger.rows).create(made)

    def reported(
        self, field: str, value: Any, *, deal: str = DEAL, at: str = REPORTED, **more: Any
    ) -> None:
        system, number = deal.split("-")
        kind = "opportunity" if system == "salesforce" else "deal"
        given = {"system": system, "object": f"{kind} {number}", "field": field, "value": value}
        self.ledger.record(a_record("value.reported", deal=deal, at=at, **given, **more), BY)

    def reconcile(self, export: str | bytes, *options: str, of: str = "hubspot") -> Said:
        file = self.folder / "deals.export"
        file.write_bytes(export.encode() if isinstance(export, str) else export)
        return self.command("reconcile", of, file, "--exported-at", EXPORTED, *options)

    def values(self, deal: str = DEAL) -> dict[str, Any]:
        """What was recorded of exports on a deal, by field."""
        return {
            each.as_kept()["data"]["field"]: each.as_kept()
            for each in self.ledger.entries(deal)
            if each.recorded_by.name == "cli:reconcile"
        }


@pytest.fixture
def crm(ledger: Ledger, command: Command, tmp_path: Path) -> Crm:
    found = Crm(ledger, command, tmp_path)
    found.connect("hubspot")
    return found


def test_a_difference_is_recorded_as_between_the_last_report_and_the_export(crm: Crm) -> None:
    crm.reported("amount", "1000", at="2026-01-15T10:00:00Z")
    crm.reported("amount", "2000")
    crm.reported("stage", "qualified")
    said = crm.reconcile("hs_object_id,amount,dealstage\n7,3000,qualified\n", "--json")
    assert said.code == 0
    told = said.json
    assert {name: told[name] for name in ("unchanged", "differing", "recorded")} == {
        "unchanged": 1, "differing": 1, "recorded": 1,
    }  # fmt: skip
    [entry] = [e for e in crm.ledger.entries(DEAL) if e.recorded_by.name == "cli:reconcile"]
    assert entry.recorded_by == Credential("cli:reconcile", "admin_import")
    kept = entry.as_kept()
    assert kept["data"] == {
        "system": "hubspot", "object": "deal 7", "field": "amount", "value": "3000",
        "previous": "2000",
    }  # fmt: skip
    assert kept["occurred_at"] == {
        "from": "2026-02-01T10:00:00.000000Z", "to": "2026-03-01T18:00:00.000000Z",
    }  # fmt: skip
    assert kept["evidence"]["class"] == "imported"
    assert len(kept["evidence"]["sha256"]) == 64
    assert kept["source"] == {"system": "hubspot", "ref": "export deals.export, line 2"}


def test_the_same_file_again_adds_nothing_also_as_made_at_another_time(crm: Crm) -> None:
    crm.reported("amount", "2000")
    export = "hs_object_id,amount\n7,3000\n"
    assert crm.reconcile(export, "--json").json["recorded"] == 1
    size = crm.ledger.size
    again = crm.reconcile(export, "--json").json
    assert (again["differing"], again["unchanged"]) == (0, 1)
    earlier = crm.command(
        *("reconcile", "hubspot", crm.folder / "deals.export", "--json"),
        *("--exported-at", "2026-02-20T00:00:00Z"),
    )
    assert (earlier.code, earlier.json["recorded"]) == (0, 0)
    assert crm.ledger.size == size


def test_what_was_reported_after_the_export_is_no_difference(crm: Crm) -> None:
    crm.reported("amount", "2000")
    crm.reported("amount", "3000", at="2026-03-02T10:00:00Z")
    assert crm.reconcile("hs_object_id,amount\n7,2000\n", "--json").json["differing"] == 0


def test_a_value_that_was_never_reported_is_as_old_as_its_object_or_as_what_is_known(
    crm: Crm,
) -> None:
    crm.reported("stage", "qualified", at="2025-12-01T10:00:00Z")
    assert crm.reconcile("hs_object_id,amount\n7,3000\n").code == 0
    found = crm.values()["amount"]
    assert "previous" not in found["data"]
    assert found["occurred_at"]["from"] == "2025-12-01T10:00:00.000000Z"
    crm.reconcile("hs_object_id,dealname,createdate\n7,Acme,2024-05-05T00:00:00Z\n")
    assert crm.values()["name"]["occurred_at"]["from"] == "2024-05-05T00:00:00.000000Z"


@pytest.mark.parametrize(
    ("reported", "exported"),
    [
        ("2000", "2000.00"),
        (2000, "2000"),
        ("1782371972438", "2026-06-25T07:19:32.438Z"),
        (None, ""),
        (True, "true"),
        ("Acme ", "Acme"),
    ],
)
def test_one_value_written_in_two_ways_is_no_difference(reported: Any, exported: str) -> None:
    assert same(exported, reported)
    assert same(reported, exported)


@pytest.mark.parametrize(
    ("reported", "exported"),
    [("2000", "2000.01"), ("007", "7"), ("2000", ""), (None, "0"), ("no", "No"), (1, True)],
)
def test_another_value_is_one(reported: Any, exported: Any) -> None:
    assert not same(exported, reported)
    assert not same(reported, exported)


def test_bad_rows_are_told_with_their_lines_and_the_rest_goes_on(crm: Crm) -> None:
    crm.reported("amount", "2000")
    crm.reported("amount", "5", deal="hubspot-8")
    export = (
        b'hs_object_id,amount,dealname\n7,1\n,1,x\n7,3000,"two\nlines"\n'
        b"9,1,unknown\n\n8,6,\xff\n8,6,A\n8,7,B\n8\n"
    )
    said = crm.reconcile(export, "--json")
    assert said.code == 1
    told = said.json
    assert [each["line"] for each in told["unreadable"]] == [2, 3, 8, 10, 11]
    assert told["unknown"] == ["hubspot-9"]
    assert {each["deal"]: each["value"] for each in told["differences"] if each["field"] == "amount"
            } == {"hubspot-7": "3000", "hubspot-8": "6"}  # fmt: skip
    shown = crm.reconcile(export)
    assert "Row 8 can't be read: It is not UTF-8" in shown.err
    assert "Not in the ledger: hubspot-9." in shown.out


def test_a_dry_run_records_nothing(crm: Crm) -> None:
    crm.reported("amount", "2000")
    size = crm.ledger.size
    said = crm.reconcile("hs_object_id,amount\n7,3000\n", "--dry-run")
    assert said.code == 0
    assert "Nothing was recorded" in said.out
    assert "3000" in said.out
    assert crm.ledger.size == size


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_and_a_byte_order_mark_are_read(crm: Crm, delimiter: str) -> None:
    crm.reported("amount", "2000")
    crm.reported("name", "Acme, Inc; x")
    header = delimiter.join(["hs_object_id", '"amount"', "dealname"])
    row = delimiter.join(["7", "3000", '"Acme, Inc; x"'])
    told = crm.reconcile(f"\ufeff{header}\r\n{row}\r\n", "--json").json
    assert (told["differing"], told["unchanged"]) == (1, 1)


@pytest.mark.parametrize("holder", [None, "data", "results"])
def test_json_is_read_also_as_an_interface_gives_it(crm: Crm, holder: str | None) -> None:
    crm.reported("amount", "2000.50")
    crm.reported("name", "Acme")
    rows: Any = [
        {"id": "7", "properties": {"amount": 3000.10, "dealname": "Acme", "closedate": None}},
        "no object",
    ]
    said = crm.reconcile(json.dumps({holder: rows} if holder else rows), "--json")
    assert said.code == 1
    assert [each["value"] for each in said.json["differences"]] == ["3000.1"]
    assert said.json["unreadable"] == [{"line": 2, "reason": "It is not a JSON object."}]


def test_salesforce_and_pipedrive_are_read_by_their_own_mappings(crm: Crm) -> None:
    crm.connect("salesforce")
    crm.connect("pipedrive")
    crm.reported("amount", "10.0", deal="salesforce-006X")
    crm.reported("status", "created", deal="salesforce-006Y")
    rows = "Id,Amount,StageName,IsDeleted\n006X,11,,false\n006Y,,,true\n"
    told = crm.reconcile(rows, "--json", of="salesforce").json
    assert [(each["deal"], each["field"], each["value"]) for each in told["differences"]] == [
        ("salesforce-006X", "amount", "11"), ("salesforce-006Y", "status", "deleted"),
    ]  # fmt: skip
    crm.reported("amount", 10, deal="pipedrive-1")
    crm.reported("stage", 3, deal="pipedrive-1")
    deal = {"data": [{"id": 1, "value": 10.0, "stage_id": 4, "status": None}]}
    told = crm.reconcile(json.dumps(deal), "--json", of="pipedrive").json
    assert [(each["field"], each["value"]) for each in told["differences"]] == [("stage", 4)]


def test_the_id_may_stand_in_another_column(crm: Crm) -> None:
    crm.reported("amount", "2000")
    told = crm.reconcile("Deal No,amount\n7,3000\n", "--json", "--id-column", "Deal No").json
    assert told["differing"] == 1
    assert crm.reconcile("a,amount\n7,3\n", "--id-column", "b").code == 2


def test_a_value_that_only_legal_may_see_stays_so_in_what_is_recorded_after_it(crm: Crm) -> None:
    crm.reported("amount", "2000", privilege="attorney_client")
    assert crm.reconcile("hs_object_id,amount\n7,3000\n").code == 0
    assert crm.values()["amount"]["privilege"] == "attorney_client"


@pytest.mark.parametrize(
    ("export", "says"),
    [
        ("", "is empty"),
        ("Deal Name,Amount\nx,1\n", "reads none of the columns"),
        ("id,amount,amount\n7,1,2\n", "stands twice"),
        ("[1", "Not JSON"),
        ('{"rows": []}', "neither an array"),
        (b"hs_object_id,amount\xff\n", "not UTF-8"),
        ("{" + '"a":{' * 200, "Not JSON"),
    ],
)
def test_a_file_that_cannot_be_compared_is_refused(
    crm: Crm, export: str | bytes, says: str
) -> None:
    said = crm.reconcile(export)
    assert said.code == 1
    assert says in " ".join(said.err.split())


def test_who_cannot_be_reconciled_and_times_that_cannot_be_are_refused(crm: Crm) -> None:
    crm.connect("docusign")
    assert "no export of deals" in crm.reconcile("a\n1\n", of="docusign").err
    assert "no connection other" in crm.reconcile("a\n1\n", of="other").err
    file = crm.folder / "deals.export"
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    for wrong in ("yesterday", "2026-01-01T00:00:00", later):
        assert crm.command("reconcile", "hubspot", file, "--exported-at", wrong).code == 2
