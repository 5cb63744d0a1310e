"""The bank holds what it says: deals that are recorded, enough questions, names that exist."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest

from domain.occurrence import Occurrence
from domain.record import Record, parse
from domain.values import FIXED_ITEMS, PRICING
from tests.api.cli import Command
from tests.questions.bank import (
    HALVES,
    KINDS,
    Kind,
    Question,
    Reading,
    Reason,
    Register,
    Unreadable,
    deals,
    questions,
    unreadable,
)

AT_LEAST_PER_KIND = 30
AT_LEAST_THIRD_PART = 26
AT_LEAST_FIFTH_PART = 12
AT_LEAST_SIXTH_PART = 10
AT_LEAST_SEVENTH_PART = 10
AT_LEAST_EIGHTH_PART = 12
AT_LEAST_NINTH_PART = 12
AT_LEAST_LATER_PART = 12
AT_LEAST_UNREADABLE = 40
AT_LEAST_UNREADABLE_FIFTH_PART = 25
AT_LEAST_UNREADABLE_SIXTH_PART = 20
AT_LEAST_UNREADABLE_SEVENTH_PART = 20
AT_LEAST_UNREADABLE_EIGHTH_PART = 25
AT_LEAST_UNREADABLE_NINTH_PART = 25
AT_LEAST_UNREADABLE_LATER_PART = 25
LATER_PARTS = HALVES[HALVES.index("j") :]
PARAMETERS: Mapping[Kind, set[str]] = {
    "scope": {"items", "terms", "clauses"},
    "terms": {"terms", "clauses", "proposal"},
    "sign_off": {"ask", "clauses", "proposal", "persons", "before"},
    "knowledge": {"ask", "persons", "parties", "clauses", "version", "proposal", "before"},
    "changes": {"ask", "clauses", "from", "to", "after"},
    "retraction": {"ask", "clauses", "proposal", "persons", "before"},
    "communication": {"ask", "items", "state", "by", "to", "before"},
    "silence": {"items", "words", "documents"},
    "precedence": {"documents", "clauses", "items"},
    "precedent": {"items", "terms"},
    "process": {"persons", "clauses", "proposal", "before"},
    "integrity": {"after"},
    "objection": {"ask", "persons", "parties", "clauses", "proposal", "before"},
}
ASKED: Mapping[Kind, set[str]] = {
    "sign_off": {"who", "whether", "allowed"},
    "knowledge": {"who", "whether", "when"},
    "changes": {"what", "whether", "who", "why"},
    "retraction": {"whether", "who", "when", "why"},
    "communication": {"whether", "what", "relay"},
    "objection": {"whether", "who"},
}
LISTS = {
    "clauses": "clause",
    "persons": "person",
    "parties": "party",
    "documents": "document",
    "by": "person_or_party",
    "to": "person_or_party",
}
MOMENTS = ({"event"}, {"event", "record"}, {"at"}, {"proposal"})


def records(path: Path) -> list[Record]:
    return [parse(line) for line in path.read_bytes().splitlines()]


def known_to(deal: str) -> Mapping[str, set[str]]:
    """What the deal's records bring into the world, by the field that names it."""
    found: dict[str, set[str]] = defaultdict(set)
    for record in records(deals()[deal]):
        sent = record.as_sent()
        found["record"].add(sent["id"])
        for field in ("person", "party", "clause", "proposal", "item"):
            found[field] |= {sent["data"][field]} if field in sent["data"] else set()
        if sent["type"] == "clause.added":
            found["document"].add(sent["data"].get("document", "order"))
    found["person_or_party"] = found["person"] | found["party"]
    return found


def moments(parameters: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """Every moment that a reading names."""
    return [
        parameters[name] for name in ("before", "after", "from", "to") if is_one(parameters, name)
    ]


def is_one(parameters: Mapping[str, Any], name: str) -> bool:
    # `to` is a list of persons and parties where something was communicated.
    return isinstance(parameters.get(name), dict)


def named(parameters: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every thing that the parameters name, with the field that made it known."""
    for name, field in LISTS.items():
        if isinstance(listed := parameters.get(name), list):
            yield from ((field, each) for each in listed)
    for each in (parameters, *moments(parameters)):
        yield from ((name, each[name]) for name in ("proposal", "record") if name in each)
    for each in parameters.get("items", ()):
        if each["item"] not in FIXED_ITEMS.get(each["axis"], ()):
            yield ("party" if each["axis"] == "beneficiaries" else "item"), each["item"]


def every_reading() -> Iterator[tuple[Question, Reading]]:
    for asked in questions():
        yield from ((asked, reading) for reading in (*asked.expected, *asked.accepted))


def test_a_question_names_only_what_its_deal_knows() -> None:
    known = {deal: known_to(deal) for deal in deals()}
    wanted: list[tuple[Question | Unreadable, tuple[str, str]]] = []
    for each, reading in every_reading():
        wanted += [(each, thing) for thing in named(reading.parameters)]
    for refused in unreadable():
        wanted += [(refused, thing) for thing in named(refused.parameters)]
    for asked, reading in every_reading():
        times = (reading.effective_at, reading.known_at)
        wanted += [(asked, ("record", at["record"])) for at in times if isinstance(at, dict)]
    assert [
        (asked.id, thing) for asked, thing in wanted if thing[1] not in known[asked.deal][thing[0]]
    ] == []


def test_a_reading_has_the_parameters_of_its_kind() -> None:
    for asked, reading in every_reading():
        parameters = reading.parameters
        assert set(parameters) <= PARAMETERS[reading.kind], asked.id
        ask = parameters.get("ask")
        assert (ask in ASKED[reading.kind]) if reading.kind in ASKED else ask is None, asked.id
        assert parameters.get("state") in {None, "in", "out"}, asked.id
        for moment in moments(parameters):
            assert set(moment) in MOMENTS, asked.id
        if reading.kind in {"scope", "precedent"}:
            assert parameters["items"], asked.id
            assert parameters["terms"] in ("all", list(PRICING)), asked.id


def test_every_time_is_one_that_a_record_could_have() -> None:
    for asked, reading in every_reading():
        ats = [moment.get("at") for moment in moments(reading.parameters)]
        for at in (reading.effective_at, reading.known_at, asked.asked_at, *ats):
            if isinstance(at, str):
                Occurrence.of(at)


def test_what_is_read_twice_is_read_in_two_ways() -> None:
    two = [each for each in questions() if len(each.expected) > 1]
    assert two
    assert all(len(each.expected) == 2 and each.expected[0] != each.expected[1] for each in two)


def test_the_command_records_every_deal_without_a_refusal(database: str) -> None:
    command = Command({"DEAL_LEDGER_DATABASE_URL": database})
    said = command("record", *deals().values(), "--json")
    assert (said.code, said.json["refused"]) == (0, 0)
    assert said.json["added"] == sum(len(records(path)) for path in deals().values())


@pytest.mark.parametrize("deal", deals())
def test_a_deal_has_the_size_of_a_real_dispute(deal: str) -> None:
    assert 25 <= len(records(deals()[deal])) <= 60


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_asked_often_enough_in_every_half_and_on_every_deal(kind: Kind) -> None:
    of_kind = [each for each in questions() if each.expected[0].kind == kind]
    halves = Counter(each.half for each in of_kind)
    assert halves["a"] + halves["b"] >= AT_LEAST_PER_KIND
    assert abs(halves["a"] - halves["b"]) <= 1
    assert halves["c"] + halves["d"] >= AT_LEAST_THIRD_PART
    assert halves["e"] >= AT_LEAST_FIFTH_PART
    assert halves["f"] >= AT_LEAST_SIXTH_PART
    assert halves["g"] >= AT_LEAST_SEVENTH_PART
    assert halves["h"] >= AT_LEAST_EIGHTH_PART
    assert halves["i"] >= AT_LEAST_NINTH_PART
    assert min(halves[later] for later in LATER_PARTS) >= AT_LEAST_LATER_PART
    assert abs(halves["c"] - halves["d"]) <= 1
    assert {each.deal for each in of_kind} == set(deals())
    for alone in HALVES[HALVES.index("e") :]:
        assert {each.deal for each in of_kind if each.half == alone} == set(deals())


def test_enough_must_be_refused_for_every_reason() -> None:
    developed_on = (unreadable("a") + unreadable("b"), unreadable("c") + unreadable("d"))
    fifth_part, sixth_part, seventh_part = unreadable("e"), unreadable("f"), unreadable("g")
    eighth_part, ninth_part = unreadable("h"), unreadable("i")
    later_parts = [unreadable(later) for later in LATER_PARTS]
    assert min(map(len, developed_on)) >= AT_LEAST_UNREADABLE
    assert len(fifth_part) >= AT_LEAST_UNREADABLE_FIFTH_PART
    assert len(sixth_part) >= AT_LEAST_UNREADABLE_SIXTH_PART
    assert len(seventh_part) >= AT_LEAST_UNREADABLE_SEVENTH_PART
    assert len(eighth_part) >= AT_LEAST_UNREADABLE_EIGHTH_PART
    assert len(ninth_part) >= AT_LEAST_UNREADABLE_NINTH_PART
    assert min(map(len, later_parts)) >= AT_LEAST_UNREADABLE_LATER_PART
    later = (seventh_part, eighth_part, ninth_part, *later_parts)
    for refused in (*developed_on, fifth_part, sixth_part, *later):
        assert {each.reason for each in refused} == set(get_args(Reason))


def given(asked: Question | Unreadable) -> str:
    return str(asked.given) if isinstance(asked, Question) else ""


def test_no_question_is_there_twice() -> None:
    every: list[Question | Unreadable] = [*questions(), *unreadable()]
    assert len({each.id for each in every}) == len(every)
    asked = Counter(
        (each.deal, each.question.casefold().strip(" ?."), given(each)) for each in every
    )
    assert [each for each, times_asked in asked.items() if times_asked > 1] == []


def test_every_register_is_heard_in_each_half() -> None:
    for half in HALVES:
        heard = Counter(each.register for each in questions(half))
        assert min(heard[register] for register in get_args(Register)) >= 5
