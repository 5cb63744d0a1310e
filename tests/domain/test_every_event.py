"""Every event of the vocabulary: its fields, which of them are required, and nothing besides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from domain.canonical import canonical
from domain.events import REGISTRY, WRITTEN_BY_THE_LEDGER
from domain.record import record_of
from tests.domain.cases import case_for
from tests.domain.examples import BEFORE, FULL, MINIMAL
from tests.domain.refusing import faults_of, with_, without
from tests.domain.vocabulary import ENUMERATIONS, FIELDS, LISTS, ONE_VALUE

TYPES = sorted(MINIMAL)
BOTH = [*MINIMAL.values(), *FULL.values()]


def fields(type_: str) -> dict[str, bool]:
    """The fields of a type, and whether each is required."""
    return {name.rstrip("?"): not name.endswith("?") for name in FIELDS[type_].split()}


REQUIRED = [(type_, name) for type_ in TYPES for name, needed in fields(type_).items() if needed]
OPTIONAL = [
    (type_, name)
    for type_ in TYPES
    for name, needed in fields(type_).items()
    # one of the two of these is required, or only one of them may be: see test_organisation
    if not needed
    and name not in {"person", "function", "grant", "delegation"}
    and name not in {"in_offer", "after"}
]
CHOICES = [(type_, field) for type_, found in ENUMERATIONS.items() for field in found]


def objects(value: Any, pointer: str = "") -> Iterator[str]:
    """The pointer of every object within a value, but for times and the data of a correction."""
    if isinstance(value, dict):
        if set(value) != {"from", "to"}:
            yield pointer
        for name, member in value.items():
            yield from objects(member, f"{pointer}/{name}")
    elif isinstance(value, list):
        for place, member in enumerate(value):
            yield from objects(member, f"{pointer}/{place}")


def texts(value: Any, pointer: str = "") -> Iterator[str]:
    """The pointer of every text within a value."""
    if isinstance(value, str):
        yield pointer
    for step, member in value.items() if isinstance(value, dict) else ():
        yield from texts(member, f"{pointer}/{step}")
    for step, member in enumerate(value) if isinstance(value, list) else ():
        yield from texts(member, f"{pointer}/{step}")


def test_every_registered_type_has_a_minimal_and_a_full_example() -> None:
    sendable = set(REGISTRY.names) - WRITTEN_BY_THE_LEDGER
    assert set(MINIMAL) == sendable
    assert set(FULL) == sendable
    assert set(FIELDS) == sendable


@pytest.mark.parametrize("type_", TYPES)
def test_a_full_example_gives_every_field_and_a_minimal_one_what_is_required(type_: str) -> None:
    known = fields(type_)
    one_of_two = {"function", "grant", "deals", "in_offer", "after"} & known.keys()
    required = {name for name, needed in known.items() if needed}
    assert MINIMAL[type_]["data"].keys() - one_of_two == required - one_of_two
    assert FULL[type_]["data"].keys() | one_of_two == known.keys()


@pytest.mark.parametrize("sent", BOTH, ids=lambda sent: str(sent["id"]))
def test_a_record_reads_back_as_it_was_sent_with_defaults_filled_in(sent: dict[str, Any]) -> None:
    read = record_of(sent).as_sent()
    assert sent["data"].items() <= read.pop("data").items()
    assert without(sent, "/data").items() <= read.items()


@pytest.mark.parametrize("sent", BOTH, ids=lambda sent: str(sent["id"]))
def test_a_record_that_was_read_is_the_same_when_read_again(sent: dict[str, Any]) -> None:
    read = record_of(sent).as_sent()
    assert canonical(record_of(read).as_sent()) == canonical(read)


@pytest.mark.parametrize("sent", BOTH, ids=lambda sent: str(sent["id"]))
def test_an_example_can_be_recorded(sent: dict[str, Any]) -> None:
    case_for(sent, BEFORE).when(record_of(sent)).adds()


@pytest.mark.parametrize("type_", TYPES)
def test_no_field_is_taken_that_the_vocabulary_does_not_name(type_: str) -> None:
    sent = FULL[type_]
    for pointer in objects(sent):
        if pointer.startswith("/data/data"):
            continue
        place = f"{pointer}/surprise"
        assert faults_of(with_(sent, place, "x")) == [("unknown_field", place)]


@pytest.mark.parametrize(("type_", "field"), REQUIRED)
def test_a_required_field_must_be_there(type_: str, field: str) -> None:
    place = f"/data/{field}"
    assert faults_of(without(FULL[type_], place)) == [("missing_field", place)]
    assert faults_of(without(MINIMAL[type_], place)) == [("missing_field", place)]
    assert faults_of(with_(FULL[type_], place, None)) != []


@pytest.mark.parametrize(("type_", "field"), OPTIONAL)
def test_an_optional_field_may_be_left_out_or_given_alone(type_: str, field: str) -> None:
    assert faults_of(without(FULL[type_], f"/data/{field}")) == []
    given = FULL[type_]["data"][field]
    assert faults_of(with_(MINIMAL[type_], f"/data/{field}", given)) == []


@pytest.mark.parametrize(
    ("type_", "field"), [(type_, field) for type_ in TYPES for field in FULL[type_]["data"]]
)
def test_a_list_is_a_list_even_with_one_member_and_one_value_is_no_list(
    type_: str, field: str
) -> None:
    value = FULL[type_]["data"][field]
    is_list = field in LISTS and (type_, field) not in ONE_VALUE
    assert isinstance(value, list) is is_list
    sent = with_(FULL[type_], f"/data/{field}", value[0] if is_list else [value])
    assert [pointer for _, pointer in faults_of(sent)] == [f"/data/{field}"]


@pytest.mark.parametrize(("type_", "field"), CHOICES)
def test_an_enumeration_takes_its_members_and_nothing_else(type_: str, field: str) -> None:
    place = f"/data/{field}"
    for member in ENUMERATIONS[type_][field].split():
        # An item is one of its axis: with another axis it may be wrong, and that is not asked here.
        assert ("not_one_of", place) not in faults_of(with_(FULL[type_], place, member))
    for other in ("", "OTHER", "elsewhere", 1, None, ["other"]):
        found = faults_of(with_(FULL[type_], place, other))
        assert found == (
            [] if other is None and is_optional(type_, field) else [("not_one_of", place)]
        )


def is_optional(type_: str, field: str) -> bool:
    """Null is as good as nothing where nothing is needed."""
    return field in {"mode", "rules/0/when/kind", "rules/0/when/axis"} or not fields(type_).get(
        field, True
    )


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("value", [None, [], "x", 1, True])
def test_data_is_an_object(type_: str, value: object) -> None:
    assert faults_of(with_(MINIMAL[type_], "/data", value)) == [("wrong_type", "/data")]


@pytest.mark.parametrize("sent", BOTH, ids=lambda sent: sent["type"])
def test_any_text_in_the_place_of_another_is_taken_or_refused_where_it_stands(
    sent: dict[str, Any],
) -> None:
    for pointer in texts(sent["data"], "/data"):
        for text in ("", "~", "\x7f" * 2_000):
            for code, where in faults_of(with_(sent, pointer, text)):
                assert code
                assert where.startswith("/data")
