"""A ref names exactly one thing; every ref and every clause that a record names is found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from domain.naming import clauses_named, refs_of
from domain.record import record_of
from domain.values import Ref
from tests.domain.examples import FULL
from tests.domain.refusing import faults_of, with_

SENT = FULL["acknowledgement.given"]
KINDS = [
    "clause", "proposal", "sign_off", "message", "statement", "meeting", "order", "document",
    "record", "topic",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_ref_names_one_thing(kind: str) -> None:
    assert faults_of(with_(SENT, "/data/about", [{kind: "X-1"}])) == []


@pytest.mark.parametrize("kind", KINDS)
def test_only_a_clause_has_a_version(kind: str) -> None:
    found = faults_of(with_(SENT, "/data/about", [{kind: "X-1", "version": 3}]))
    assert found == ([] if kind == "clause" else [("bad_ref", "/data/about/0")])


@pytest.mark.parametrize(
    ("ref", "code", "pointer"),
    [
        ({}, "bad_ref", ""),
        ({"version": 3}, "bad_ref", ""),
        ({"clause": "4.2", "topic": "discount"}, "bad_ref", ""),
        ({"clause": None}, "bad_ref", ""),
        ({"clause": "4.2", "version": 0}, "bad_value", "/version"),
        ({"clause": "4.2", "version": "3"}, "wrong_type", "/version"),
        ({"clause": "§ 4"}, "bad_id", "/clause"),
        ({"topic": ""}, "missing_value", "/topic"),
        ({"topic": "x" * 501}, "too_long", "/topic"),
        ({"person": "ana"}, "unknown_field", "/person"),
        ("4.2", "wrong_type", ""),
        ([], "wrong_type", ""),
    ],
)
def test_another_ref_is_refused(ref: Any, code: str, pointer: str) -> None:
    found = faults_of(with_(SENT, "/data/about", [ref]))
    assert (code, f"/data/about/0{pointer}") in found


def refs_within(value: Any, pointer: str = "") -> Iterator[tuple[Ref, str]]:
    """Every ref within a validated value, found by looking everywhere."""
    if isinstance(value, Ref):
        yield value, pointer
    elif isinstance(value, tuple):
        for place, member in enumerate(value):
            yield from refs_within(member, f"{pointer}/{place}")
    elif hasattr(value, "model_fields_set"):
        for name in type(value).model_fields:
            yield from refs_within(getattr(value, name), f"{pointer}/{name}")


@pytest.mark.parametrize("type_", FULL)
def test_every_ref_of_a_record_is_found(type_: str) -> None:
    event = record_of(FULL[type_]).event
    assert list(refs_of(event)) == list(refs_within(event))


CLAUSE_FIELDS = {"clause", "clauses", "claimed_under", "entire_agreement_clause"}


def clause_places(value: Any, pointer: str) -> Iterator[str]:
    """The pointers of all that is called a clause, whatever the event."""
    if isinstance(value, list):
        for place, member in enumerate(value):
            yield from clause_places(member, f"{pointer}/{place}")
    elif isinstance(value, dict):
        for name, member in value.items():
            step = f"{pointer}/{name}"
            if name not in CLAUSE_FIELDS:
                yield from clause_places(member, step)
            elif isinstance(member, list):
                yield from (f"{step}/{place}" for place in range(len(member)))
            else:
                yield step


@pytest.mark.parametrize("type_", sorted(FULL.keys() - {"clause.added", "record.corrected"}))
def test_every_clause_that_a_record_names_is_found(type_: str) -> None:
    found = [named.pointer for named in clauses_named(record_of(FULL[type_]).event)]
    assert sorted(found) == sorted(clause_places(FULL[type_]["data"], "/data"))


def test_a_clause_that_is_added_is_not_one_that_must_be_there() -> None:
    assert list(clauses_named(record_of(FULL["clause.added"]).event)) == []
