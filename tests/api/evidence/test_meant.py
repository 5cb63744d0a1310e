"""What the house took a statement to mean stays with the house; what was said goes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any

import pytest

from domain.corrections import data_shape
from domain.events import Event
from domain.events.told import StatementMade
from domain.record import Record
from domain.shape import Shape, shape_of
from domain.values import ScopeStatement
from ledger.embedded import EmbeddedServer
from ledger.proof.disclosure import opened
from tests.api.evidence.bundles import (
    VERIFIERS,
    Files,
    House,
    a_house,
    checked,
    unzipped,
    verified,
)
from tests.records import a_clause, a_record

MEANT = {"axis": "orders", "item": "follow_on", "state": "in", "words": "meant-internally"}
ASKED = "Was the discount meant to cover expansion services?"


def a_statement(number: int, **given: Any) -> Record:
    return a_record(
        "statement.made", id=f"said-{number}", statement=f"W{number}", to=["carla"],
        words=f"said-{number}-aloud", about=[{"clause": "4.2"}], form="written", **given,
    )  # fmt: skip


def story() -> Iterator[Record]:
    yield a_record("deal.opened")
    yield a_record("party.joined")
    yield a_record("participant.assigned", person="carla", party="acme", function="client_contact")
    yield a_clause("4.2")
    yield a_statement(1, scope=[MEANT])
    yield a_statement(2, actor="carla", scope=[MEANT])
    right = {
        "statement": "W1", "words": "said-rightly", "about": [{"clause": "4.2"}],
        "form": "written", "scope": [MEANT],
    }  # fmt: skip
    yield a_record("record.corrected", corrects="said-1", data=right)


def as_before(event: Event) -> Shape:
    """How a statement was written by version 1 of it: with its scope in clear."""
    shape = data_shape(event)
    return Shape(shape.standing, {**shape.fields, "scope": shape_of(ScopeStatement)})


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with a_house(server, tmp_path_factory.mktemp("house"), *story()) as made:
        yield made


@pytest.fixture(scope="module")
def files(house: House) -> Files:
    return house.export(party="acme", questions=(ASKED,)).files


def everything(files: Files) -> str:
    rows = csv.DictReader(files["disclosures.csv"].decode().splitlines())
    values = [opened(row["disclosure"]) for row in rows]
    return b"\n".join(files.values()).decode() + json.dumps(values)


@pytest.mark.parametrize("program", VERIFIERS)
def test_what_words_were_taken_to_mean_is_kept_back_and_the_words_are_not(
    program: str, files: Files, tmp_path: Any
) -> None:
    read = everything(files)
    assert "follow_on" not in read
    assert "meant-internally" not in read
    for words in ("said-1-aloud", "said-2-aloud", "said-rightly"):
        assert words in read
    assert checked(files).undisclosed >= 3
    assert verified(unzipped(files, tmp_path / "bundle"), program)[0]


def test_the_house_reads_it_as_ever(house: House) -> None:
    assert "meant-internally" in everything(house.export().files)
    event = house.ledger.entries("D-1")[4].event
    assert isinstance(event, StatementMade)
    assert event.scope[0].item == "follow_on"


def test_a_statement_that_holds_it_in_its_bytes_leaves_as_its_hash_and_is_listed(
    server: EmbeddedServer, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_house(server, tmp_path, *story()) as house:
        with monkeypatch.context() as patched:
            patched.setattr("ledger.mapper.data_shape", as_before)
            house.add(a_statement(3, scope=[MEANT | {"words": "before"}]))
        house.add(a_statement(4))
        position = house.ledger.size - 1
        files = house.export(party="acme", questions=(ASKED,)).files
        read = everything(files)
        assert '"follow_on"' in everything(house.export().files)
        assert "follow_on" not in read
        assert "said-3-aloud" not in read
        assert "said-4-aloud" in read
        [line] = [
            row
            for row in csv.DictReader(files["withheld.csv"].decode().splitlines())
            if row["why"] == "scope_in_clear"
        ]
        assert (line["position"], line["type"], line["left_out"]) == (
            *(str(position), "statement.made"),
            "entry",
        )
        checked(files)
