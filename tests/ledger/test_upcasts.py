"""Bytes stored by an older version of an event are read as the current one; they never change."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, ClassVar

import pytest

from domain.events import EVENTS
from domain.events.base import DealEvent
from domain.events.registry import Registry
from domain.values import ClearText, Id, PersonId
from ledger.application import Ledger
from ledger.mapper import EntryMapper, NewEntry, StoredEntry
from ledger.pseudonyms import Pseudonyms
from ledger.verifying import verify
from tests.databases import counted_salts
from tests.records import BY, a_clause, a_record


class ClauseAddedWithTitle(DealEvent):
    """As `clause.added` might look one day: two fields with other names, and a new one."""

    stored_as: ClassVar[str] = "clause.added"
    clause: Id
    title: ClearText
    number: int = 0
    text: ClearText
    document: Id = "order"
    author: PersonId | None = None


def _with_title(data: dict[str, Any]) -> dict[str, Any]:
    names = {"heading": "title", "drafted_by": "author"}
    return {names.get(name, name): value for name, value in data.items()}


def _numbered(data: dict[str, Any]) -> dict[str, Any]:
    return data | {"number": int(data["clause"].partition(".")[0])}


KINDS = tuple(kind for kind in EVENTS if kind.stored_as != "clause.added")
LATER = Registry((*KINDS, ClauseAddedWithTitle), {"clause.added": (_with_title, _numbered)})


def reader(ledger: Ledger, registry: Registry) -> EntryMapper:
    """A mapper of a later version of the program."""
    salts = counted_salts("later")
    pseudonyms = Pseudonyms(salts, ledger._disclosure_of_person, ledger._disclosure_of_digest)
    return EntryMapper(lambda: ledger.origin, pseudonyms, salts, registry)


def test_an_old_entry_is_read_step_by_step_as_the_current_version(ledger: Ledger) -> None:
    ledger.record(a_clause("4.2", heading="Discount", text="Twenty.", drafted_by="vera"), BY)
    [row] = ledger.stored()
    entry = reader(ledger, LATER).to_domain_event(row)
    expected = ClauseAddedWithTitle(
        clause="4.2", title="Discount", number=4, text="Twenty.", author="vera"
    )
    assert entry.event == expected
    assert entry.schema == 1
    assert json.loads(row.state)["entry"]["schema"] == 1
    assert verify(ledger, lambda done, total: None).holds


def test_an_entry_of_the_version_between_takes_only_the_steps_that_are_left(ledger: Ledger) -> None:
    ledger.record(a_clause("4.2", heading="Discount"), BY)
    [row] = ledger.stored()
    between = {"clause": "7.1", "title": "Term", "text": "A year.", "document": "order"}
    content = json.loads(row.state)
    content["entry"] |= {"schema": 2, "data": between}
    stored = StoredEntry(
        originator_id=row.originator_id,
        originator_version=1,
        topic=row.topic,
        state=json.dumps(content).encode(),
        id=1,
        leaf=row.leaf,
        disclosures=(),
    )
    event = reader(ledger, LATER).to_domain_event(stored).event
    assert event == ClauseAddedWithTitle(**between, number=7)


def test_a_new_entry_says_in_which_version_it_was_written() -> None:
    assert LATER.schema("clause.added") == 3
    assert LATER.schema("clause.revised") == 1


def test_a_row_that_names_an_unknown_type_is_not_read_as_something_else(ledger: Ledger) -> None:
    ledger.record(a_clause("4.2"), BY)
    [row] = ledger.stored()
    with pytest.raises(KeyError, match=r"clause\.added"):
        reader(ledger, Registry(KINDS)).to_domain_event(row)


def test_upcasts_of_what_is_not_registered_are_refused() -> None:
    with pytest.raises(ValueError, match="not registered"):
        Registry(KINDS, {"clause.added": (_with_title,)})


def test_the_right_data_of_an_old_correction_are_read_as_the_current_version(
    ledger: Ledger,
) -> None:
    ledger.record(a_clause("4.2", id="typo"), BY)
    right = {"clause": "4.2", "heading": "Discount", "text": "Twenty percent.", "drafted_by": "ana"}
    ledger.record(a_record("record.corrected", corrects="typo", data=right), BY)
    event = reader(ledger, LATER).to_domain_event([*ledger.stored()][1]).event
    assert ClauseAddedWithTitle.model_validate(event.data).title == "Discount"
    assert event.data["author"] == "ana"


def test_a_correction_says_in_which_version_its_right_data_are_written(ledger: Ledger) -> None:
    mapper = reader(ledger, LATER)
    data = {"clause": "4.2", "heading": "Discount", "text": "Twenty percent."}
    correction = a_record("record.corrected", corrects="typo", data=data)
    event = correction.event.model_copy(update={"type": "clause.added"})
    new = NewEntry("D-1", 2, replace(correction, event=event), BY, None, b"", 1)
    content = json.loads(mapper.prepare(new).state)
    assert (content["schema"], content["data_schema"]) == (1, 3)
