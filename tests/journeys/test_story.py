"""The story on real PostgreSQL: what it must answer, and what its bytes must not show."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from api.answers import ask
from api.cli.demo import DEAL, QUESTION, story, tell
from api.reading import known_deal
from domain.record import Record
from ledger.application import Ledger
from ledger.database import migrate
from ledger.embedded import EmbeddedServer
from ledger.proof.disclosure import opened
from projections.answers.answering import answer_bytes
from projections.basis import Asked, basis_of
from projections.terms import terms
from tests.databases import SEEDS, a_ledger, rows
from tests.records import BY

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    tell(ledger)
    return ledger


def asked(ledger: Ledger, question: str = QUESTION, **times: Any) -> dict[str, Any]:
    asked = Asked(**times)
    return ask(ledger, known_deal(ledger, DEAL, NOW, asked), asked, question)


def cited(answer: dict[str, Any], side: str) -> list[str]:
    return [each["record"] for each in answer[side]]


def test_the_discount_was_meant_to_cover_expansion_services(told: Ledger) -> None:
    answer = asked(told)
    assert answer["verdict"] == "yes"
    assert cited(answer, "supports") == ["story-11", "story-10", "story-20a"]
    assert cited(answer, "opposes") == ["story-22"]
    assert answer["supports"][1]["class"] == "recollection"
    assert answer["now"]["standing"] == "contested"
    assert answer["governing"]["proposal"] == "P7"


def test_what_the_record_does_not_show_is_said(told: Ledger) -> None:
    not_shown = asked(told)["not_shown"]
    [intent] = [each for each in not_shown if each["looked_for"] == "statement_of_intent"]
    assert "sales leadership" in intent["sentence"]
    assert "2025-05-16" in intent["sentence"]
    silent = {each["axis"]: each["items"] for each in not_shown if each["looked_for"] == "scope"}
    assert "affiliates" in silent["beneficiaries"]
    assert "renewal" in silent["orders"]


@pytest.mark.parametrize(
    ("times", "supports", "opposes"),
    [
        ({"effective_at": "2025-05-12T13:58Z"}, ["story-11", "story-10"], []),
        ({"effective_at": "2025-05-07"}, ["story-11", "story-10"], []),
        ({"effective_at": "2025-05-16T09:59Z"}, ["story-11", "story-10", "story-20a"], []),
        ({"effective_at": "2025-06-30"}, ["story-11", "story-10", "story-20a"], ["story-22"]),
        ({"known_at": "record:story-18a"}, ["story-11", "story-10"], []),
        ({"known_at": "record:story-21"}, ["story-11", "story-10", "story-20a"], []),
        ({"known_at": "2025-05-15"}, ["story-11", "story-10", "story-20a"], []),
    ],
)
def test_the_answer_is_yes_at_every_date_with_the_evidence_of_that_date(
    told: Ledger, times: dict[str, Any], supports: list[str], opposes: list[str]
) -> None:
    answer = asked(told, **times)
    assert answer["verdict"] == "yes"
    assert cited(answer, "supports") == supports
    assert cited(answer, "opposes") == opposes
    assert answer["now"]["standing"] == "contested"


def test_analytics_are_silent_and_scheduling_bought_next_year_is_in(told: Ledger) -> None:
    assert asked(told, "Does the discount cover analytics?")["verdict"] == "silent"
    assert asked(told, "Does it cover scheduling bought next year?")["verdict"] == "yes"


@pytest.mark.parametrize(
    ("at", "standing"),
    [
        ("2025-05-06", "draft"),
        ("2025-05-11", "draft"),
        ("2025-05-12T13:58Z", "offered"),
        ("2025-05-16T16:28Z", "offered"),
        ("2025-05-16T16:29Z", "in_force"),
        ("2025-05-16T16:30Z", "contested"),
    ],
)
def test_the_standing_changes_with_the_story(told: Ledger, at: str, standing: str) -> None:
    assert terms(known_deal(told, DEAL, NOW, Asked(at)))["standing"] == standing


def committed_values() -> Iterator[str]:
    """Every name and every committed value of the story, as VOCABULARY 8 lists them."""
    names = {"name", "synonyms", "words", "adds", "omits", "notes", "reason", "act", "cause"}
    more = {"question", "channel", "role", "surface", "statement", "conditions"}
    for record in story():
        data = record.as_sent()["data"]
        if record.event.stored_as == "statement.made":
            data.pop("statement")
        for name in (names | more) & data.keys():
            if not (name == "channel" and record.event.stored_as == "message.sent"):
                yield from data[name] if isinstance(data[name], list) else [data[name]]
        if record.envelope.source and record.envelope.source.ref:
            yield record.envelope.source.ref


PEOPLE = (
    *("rep", "vp-sales", "deal-desk", "deputy", "engineer", "partner-lead", "agency-buyer"),
    "counsel",
)


def test_no_name_and_no_committed_value_stands_in_the_stored_entries(told: Ledger) -> None:
    stored = b"\n".join(entry.state for entry in told.stored()).decode()
    # A channel or a role may be the same word as an enumeration that stands in clear.
    values = {value for value in committed_values() if not re.fullmatch(r"[a-z_-]+", value)}
    assert len(values) > 60
    assert [value for value in values if value in stored] == []
    assert [person for person in PEOPLE if f'"{person}"' in stored] == []


def test_every_person_is_one_disclosure_and_no_more(told: Ledger, database: str) -> None:
    kept = dict(rows(database, "SELECT person, disclosure FROM ledger.persons"))
    # A party stands where a person may stand, so it has a pseudonym too.
    assert set(PEOPLE) <= kept.keys()
    assert all(opened(text)[1] == person for person, text in kept.items())


def test_the_same_basis_gives_the_same_bytes_after_a_dump_and_a_restore(
    told: Ledger, database: str, server: EmbeddedServer
) -> None:
    first = asked(told)
    told.close()
    restored = server.url("restored")
    _copy(server, database, restored)
    with a_ledger(restored, "restored") as again:
        basis = basis_of(first["basis"])
        answer = ask(again, known_deal(again, DEAL, NOW, basis), basis, QUESTION)
        assert answer_bytes(answer) == answer_bytes(first)
        assert again.root() == bytes.fromhex(first["basis"]["root"])
        assert not any(again.record(record, BY).added for record in story())


def _copy(server: EmbeddedServer, source: str, target: str) -> None:
    rows(server.url("postgres"), "SELECT 1")
    _psql(server, server.url("postgres"), "CREATE DATABASE restored")
    dump = [str(server.binaries / "pg_dump"), "--format=plain", f"--dbname={source}"]
    text = subprocess.run(dump, check=True, capture_output=True).stdout
    restore = [str(server.binaries / "psql"), "-q", "-v", "ON_ERROR_STOP=1", f"--dbname={target}"]
    subprocess.run(restore, check=True, input=text, capture_output=True)


def _psql(server: EmbeddedServer, url: str, statement: str) -> None:
    command = [str(server.binaries / "psql"), "-q", f"--dbname={url}", "-c", statement]
    subprocess.run(command, check=True, capture_output=True)


def test_a_migration_of_a_restored_ledger_changes_nothing(told: Ledger, database: str) -> None:
    root = told.root()
    assert migrate(database, lambda: SEEDS) == []
    assert told.root() == root


def test_the_story_reads_back_as_it_was_told(told: Ledger) -> None:
    def kept(record: Record) -> dict[str, Any]:
        entry = told.entry(record.id)
        assert entry is not None
        found = entry.record.as_sent()
        if record.event.stored_as == "proposal.sealed":
            found["data"].pop("contents")
            found["data"].pop("digest")
        return found

    assert [kept(record) for record in story()] == [record.as_sent() for record in story()]
