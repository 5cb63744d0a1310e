"""Bytes that were stored once are written and read the same for ever."""

from __future__ import annotations

import pytest
from rfc8785 import dumps

from domain.events import REGISTRY
from domain.strict_json import read as read_json
from ledger.proof.disclosure import digest_of
from ledger.proof.named import PSEUDONYM
from tests.golden.entries import BY, RECEIVED_AT, Golden, goldens, prepared, read

GOLDENS = tuple(goldens())
EVERY = pytest.mark.parametrize("kept", GOLDENS, ids=lambda kept: str(kept.record.id))
CURRENT = pytest.mark.parametrize(
    "kept", [each for each in GOLDENS if each.is_current], ids=lambda kept: str(kept.record.id)
)
"""Those of an older version are only read."""


def test_every_type_has_its_bytes_on_file_in_the_version_that_is_stored_today() -> None:
    """Where this fails, `python -m tests.golden entries` adds the missing lines."""
    current = {(name, REGISTRY.schema(name)) for name in REGISTRY.names}
    assert current <= {kept.schema for kept in GOLDENS}


def test_every_version_below_today_s_has_its_bytes_on_file() -> None:
    kept = {each.schema for each in GOLDENS}
    below = ((name, v) for name in REGISTRY.names for v in range(1, REGISTRY.schema(name)))
    assert set(below) <= kept


@CURRENT
def test_a_record_is_stored_in_the_same_bytes_as_ever(kept: Golden) -> None:
    made = prepared(kept.record)
    assert made.state == kept.entry
    assert [each.text for each in made.disclosures] == kept.values
    assert {person: found.text for person, found in made.persons} == kept.persons


@EVERY
def test_stored_bytes_are_read_back_as_the_record_they_were_made_of(kept: Golden) -> None:
    entry = read(kept)
    assert entry.record == kept.record
    assert (entry.recorded_by, entry.received_at) == (BY, RECEIVED_AT)
    assert (entry.position, entry.version, entry.schema) == (7, 3, kept.schema[1])


@EVERY
def test_stored_bytes_are_canonical(kept: Golden) -> None:
    assert dumps(read_json(kept.entry)) == kept.entry


@EVERY
def test_stored_bytes_commit_to_each_value_and_hold_each_person_as_pseudonym(kept: Golden) -> None:
    entry = read_json(kept.entry)
    assert entry["_sd"] == sorted(digest_of(text).hex() for text in kept.values)
    for person, text in kept.persons.items():
        assert f'"{PSEUDONYM}{digest_of(text).hex()}"'.encode() in kept.entry
        assert f'"{person}"'.encode() not in kept.entry
