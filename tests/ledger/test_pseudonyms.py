"""A person stands in the entries as one pseudonym, whoever named them first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from domain.record import Credential
from ledger.appending import Answer
from ledger.application import Ledger
from ledger.mapper import PreparedEntry
from ledger.proof.entry_bytes import unwrap
from ledger.submission import Receipt
from ledger.verifying import verify
from tests.databases import a_ledger, counted_salts, everything, rows, run
from tests.records import BY, a_clause, a_record
from tests.threads import at_once


def _persons(url: str) -> dict[str, str]:
    found = rows(url, "SELECT person, encode(digest, 'hex') FROM ledger.persons")
    return {person: f"person:{digest}" for person, digest in found}


def test_a_person_has_one_pseudonym_wherever_they_stand(ledger: Ledger, database: str) -> None:
    ledger.record(
        a_record(
            "message.sent", actor="ana", on_behalf_of="vera", instructed_by="vera",
            to=["carla", "ana"], cc=["vera"],
        ),
        Credential("mail", "connection", person="ana"),
    )  # fmt: skip
    persons = _persons(database)
    assert set(persons) == {"ana", "vera", "carla"}
    [row] = ledger.stored()
    entry = unwrap(row.state).entry
    assert (
        entry["actor"] == entry["data"]["to"][1] == entry["recorded_by"]["person"] == persons["ana"]
    )
    assert (
        entry["on_behalf_of"] == entry["instructed_by"] == entry["data"]["cc"][0] == persons["vera"]
    )
    assert entry["data"]["to"][0] == persons["carla"]
    assert "carla" not in row.state.decode()


def test_a_system_needs_no_pseudonym(ledger: Ledger, database: str) -> None:
    ledger.record(a_record("value.reported", actor="system:crm"), BY)
    assert _persons(database) == {}
    assert b'"actor":"system:crm"' in next(ledger.stored()).state


def test_a_person_keeps_the_pseudonym_in_another_process(ledger: Ledger, database: str) -> None:
    ledger.record(a_record("deal.opened"), BY)
    before = _persons(database)
    with a_ledger(database, "other") as other:
        other.record(a_clause("4.2"), BY)
    assert _persons(database) == before
    actors = {unwrap(row.state).entry["actor"] for row in ledger.stored()}
    assert actors == {before["ana"]}


def test_a_person_named_only_in_refused_records_is_not_kept(ledger: Ledger, database: str) -> None:
    outcomes = ledger.record_each(
        [
            a_record("clause.revised", clause="9.9", actor="ulrike"),
            a_record("deal.opened"),
            a_record("deal.opened", actor="ulrike"),
        ],
        BY,
    )
    assert [isinstance(each, Receipt) for each in outcomes] == [False, True, False]
    assert set(_persons(database)) == {"ana"}
    assert "ulrike" not in everything(database)


def test_two_writers_who_name_the_same_new_persons_at_once_agree(
    ledger: Ledger, database: str
) -> None:
    def name(each: Ledger, deal: str) -> list[Receipt]:
        messages = (
            a_record("message.sent", message=f"M{n}", deal=deal, to=[f"p{n}", f"q{n}"])
            for n in range(40)
        )
        return [each.record(message, BY) for message in messages]

    with a_ledger(database, "other") as other:
        done = at_once([partial(name, ledger, "D-1"), partial(name, other, "D-2")])
    assert [len(each) for each in done] == [40, 40]
    one, two = (
        [e.record.as_sent()["data"]["to"] for e in ledger.entries(d)] for d in ("D-1", "D-2")
    )
    assert one == two
    assert len(_persons(database)) == 81
    assert verify(ledger, lambda done, total: None).holds


class NamedMeanwhile(Ledger):
    """Just before its first append, another process names the same person."""

    other: Ledger | None = None

    def _append(self, entries: Sequence[PreparedEntry]) -> list[Answer]:
        if other := self.other:
            self.other = None
            other.record(a_record("value.reported", deal="D-2", actor="nora.neu"), BY)
        return super()._append(entries)


def test_a_person_whom_another_process_named_first_gets_their_pseudonym(
    ledger: Ledger, database: str
) -> None:
    late = NamedMeanwhile(database, counted_salts("late"))
    late.other = ledger
    outcomes = late.record_each(
        [
            a_record("deal.opened", actor="nora.neu"),
            a_clause("4.2", actor="ana"),
            a_record("clause.revised", clause="4.2", actor="nora.neu"),
        ],
        BY,
    )
    late.close()
    assert sorted(each.version for each in outcomes if isinstance(each, Receipt)) == [1, 2, 3]
    assert [e.envelope.actor for e in ledger.entries("D-1")] == ["nora.neu", "ana", "nora.neu"]
    assert set(_persons(database)) == {"ana", "nora.neu"}
    assert verify(ledger, lambda done, total: None).holds


def test_a_person_whose_pseudonym_was_deleted_is_erased_everywhere(
    ledger: Ledger, database: str
) -> None:
    ledger.record(a_record("message.sent", actor="ana", to=["carla"]), BY)
    root = ledger.root()
    run(database, "DELETE FROM ledger.persons WHERE person = 'carla'")
    with a_ledger(database, "later") as later:
        [entry] = later.entries("D-1")
        assert entry.record.as_sent()["data"]["to"][0].startswith("erased.")
        assert entry.envelope.actor == "ana"
        report = verify(later, lambda done, total: None)
    # Nothing on record says that it was erased: so the bytes hold, and the person is missed.
    assert report.broken is not None
    assert (report.broken.rule, report.root) == ("persons", root)
    assert "carla" not in everything(database)
