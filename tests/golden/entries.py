"""Fixed records, the exact bytes that were stored of them, and what these commit to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from domain.canonical import canonical
from domain.events import REGISTRY
from domain.record import Credential, Envelope, Record
from ledger.mapper import EntryMapper, NewEntry, PreparedEntry, StoredEntry
from ledger.proof.disclosure import Disclosure, digest_of
from ledger.proof.merkle import leaf_hash
from ledger.pseudonyms import Pseudonyms
from tests.databases import counted_salts

FOLDER = Path(__file__).parent
RECORDS, ENTRIES = FOLDER / "records.jsonl", FOLDER / "entries.jsonl"
DISCLOSURES = FOLDER / "disclosures.jsonl"
ORIGIN = "ledger.example/golden"
BY = Credential("golden", "connection", person="olaf")
RECEIVED_AT = datetime(2025, 5, 16, 16, 31, 2, 123456, tzinfo=UTC)
_WRAPPING = (
    b',"position":7,"prev":"' + b"0" * 64 + b'","recorded_at":"2025-05-16T16:31:03.000001Z",'
    b'"version":3}'
)


@dataclass(frozen=True, slots=True)
class Golden:
    """One line of the three files."""

    record: Record
    entry: bytes
    values: list[str]
    persons: dict[str, str]

    @property
    def schema(self) -> tuple[str, int]:
        """The type, and the schema version in which it was stored."""
        return self.record.envelope.type, json.loads(self.entry)["schema"]

    @property
    def is_current(self) -> bool:
        """Whether the mapper would still write these bytes."""
        name, version = self.schema
        return REGISTRY.schema(name) == version


def goldens() -> Iterator[Golden]:
    """Every line that is kept."""
    lines = (path.read_bytes().splitlines() for path in (RECORDS, ENTRIES, DISCLOSURES))
    for sent, entry, disclosed in zip(*lines, strict=True):
        beside = json.loads(disclosed)
        yield Golden(a_decided(json.loads(sent)), entry, beside["values"], beside["persons"])


def a_decided(sent: dict[str, Any]) -> Record:
    """A record with what the ledger wrote into its event, which `record_of` would refuse."""
    envelope = {name: value for name, value in sent.items() if name != "data"}
    event = REGISTRY.kind(sent["type"]).model_validate(sent["data"])
    return Record(Envelope.model_validate(envelope), event)


def prepared(record: Record) -> PreparedEntry:
    """What the mapper makes of a record today, with salts that depend on the record's id alone."""
    salts = counted_salts(record.id)
    pseudonyms = Pseudonyms(salts, lambda _: None, lambda _: None)
    return EntryMapper(lambda: ORIGIN, pseudonyms, salts).prepare(
        NewEntry(record.stream, 3, record, BY, RECEIVED_AT, sha256().digest(), 1)
    )


def golden(record: Record) -> Golden:
    """The line of a record that has none yet."""
    made = prepared(record)
    persons = {person: found.text for person, found in made.persons}
    return Golden(record, made.state, [each.text for each in made.disclosures], persons)


def read(kept: Golden) -> Any:
    """The entry that the mapper reads today from bytes that were stored once."""
    state = b'{"entry":' + kept.entry + _WRAPPING
    stored = StoredEntry(
        originator_id=kept.record.stream,
        originator_version=3,
        topic=kept.record.envelope.type,
        state=state,
        id=7,
        leaf=leaf_hash(state),
        disclosures=tuple(kept.values),
    )
    return _reader(kept).to_domain_event(stored)


def _reader(kept: Golden) -> EntryMapper:
    persons = {person: Disclosure(text, digest_of(text)) for person, text in kept.persons.items()}
    by_digest = {each.digest: each.text for each in persons.values()}
    salts = counted_salts()
    pseudonyms = Pseudonyms(salts, persons.get, by_digest.get)
    return EntryMapper(lambda: ORIGIN, pseudonyms, salts)


def add(record: Record) -> None:
    """Add the lines of a record at the end of the files."""
    made = golden(record)
    beside = canonical({"values": made.values, "persons": made.persons})
    lines = ((RECORDS, canonical(record.as_sent())), (ENTRIES, made.entry), (DISCLOSURES, beside))
    for path, line in lines:
        with path.open("ab") as file:
            file.write(line + b"\n")
