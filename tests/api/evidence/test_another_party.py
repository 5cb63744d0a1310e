"""Whatever a deal holds: of an entry that is not its part, another party learns nothing.

Every record has an id, a day, a word and a person that stand in no other, so that each can be
looked for in every file of the bundle, and in what is encoded there.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from domain.record import Record
from ledger.embedded import EmbeddedServer
from ledger.erasing.forms import layers
from ledger.proof.entry_bytes import unwrap
from ledger.proof.tlog_proof import SUFFIX
from tests.api.evidence.bundles import Files, House, a_house, checked, printed_files
from tests.records import a_record

QUESTIONS = (
    "Was the discount meant to cover expansion services?",
    "What was promised to Acme?",
    "What terms are in force?",
    "Was the offer retracted before the client accepted?",
    "What changed in clause C1?",
    "Did anybody object in time?",
    "Does any document say anything about services not listed?",
    '{"kind": "precedence", "clauses": ["C1", "C2"]}',
)
FIRST = date(2019, 1, 1)
OURS, THEIRS = ("ana", "vera"), ("carla", "carla.2")


class Telling:
    """Tells of a deal by chance. `n` is the number of the record, whatever it is about."""

    def __init__(self, series: int) -> None:
        self.chance = Random(series)
        self.n = 0
        self.sealed = 0

    def records(self) -> Iterator[Record]:
        yield self.a("deal.opened", client="acme", name=self.word, governing_law=self.word)
        yield self.a("party.joined", party="acme")
        yield self.a("party.joined", party="seller", name="Us", role="seller")
        for person, party in (("carla", "acme"), ("ana", "seller"), ("vera", "seller")):
            name = person.title()
            yield self.a("participant.assigned", person=person, name=name, party=party)
        for clause in ("C1", "C2"):
            yield self.a("clause.added", clause=clause, heading=self.word, text=self.word)
        yield self.a("proposal.sealed", proposal="P0")
        yield self.a("proposal.sent", proposal="P0", to=["carla"], actor="ana")
        for _ in range(45):
            yield from self.one()

    def one(self) -> Iterator[Record]:
        """One thing that happens, or two."""
        word, who = self.word, self.chance.choice((*OURS, *THEIRS, self.person))
        told = {"actor": who, "privilege": self.chance.choice(["none"] * 6 + ["confidential"])}
        to = self.chance.sample((*OURS, *THEIRS, self.person), self.chance.randint(1, 2))
        clause = self.chance.choice(("C1", "C2"))
        about = {"about": [{"clause": clause}]}
        match self.chance.randrange(11):
            case 0 | 1:
                term = {"kind": "discount", "value": {"text": word}, "scope": []}
                yield self.a(
                    "clause.revised", clause=clause, text=f"Twenty, {word}.", heading=word,
                    term=term, drafted_by=self.person, reason=word, **told,
                )  # fmt: skip
            case 2:
                self.sealed += 1
                proposal = f"P{self.sealed}"
                yield self.a("proposal.sealed", proposal=proposal, actor=self.person)
                yield self.a("sign_off.requested", sign_off=proposal, proposal=proposal, of="vera")
                yield self.a("proposal.sent", proposal=proposal, to=to, actor=who)
            case 3 if self.sealed:
                proposal = f"P{self.chance.randint(1, self.sealed)}"
                yield self.a(
                    "proposal.retracted", proposal=proposal, to=to, reason_class="error",
                    reason=word, **told,
                )  # fmt: skip
            case 4:
                yield self.a(
                    "message.sent", message=f"M{self.n}", to=to, words=word, **about, **told
                )
            case 5:
                yield self.a(
                    "statement.made", statement=f"S{self.n}", to=to, words=word, form="written",
                    **about, **told,
                )  # fmt: skip
            case 6:
                yield self.a(
                    "meeting.held", meeting=f"T{self.n}", attendees=to, notes=word, **about, **told
                )
            case 7:
                yield self.a("value.reported", value=word, actor="system:crm")
                yield self.a("source.connected", system=word, channel=word, actor=self.person)
            case 8:
                yield self.a("dispute.opened", dispute=f"Q{self.n}", question=word, **told)
            case 9:
                yield self.a("coverage_gap.recorded", system=word, cause=word, actor=self.person)
            case _:
                yield self.a("objection.raised", words=word, **about, **told)

    @property
    def word(self) -> str:
        return f"word{self.n}q"

    @property
    def person(self) -> str:
        return f"person{self.n}q"

    @property
    def day(self) -> date:
        return FIRST + timedelta(days=self.n)

    def a(self, type_: str, /, **given: Any) -> Record:
        source = {"system": "crm", "ref": f"ref-{self.word}"}
        evidence = {"class": "asserted", "quote": self.word}
        at = f"{self.day}T10:00Z"
        given = {"actor": self.person, "source": source, "evidence": evidence, **given}
        made = a_record(type_, id=f"id{self.n}q", at=at, **given)
        self.n += 1
        return made


@pytest.fixture(params=range(6))
def house(
    request: pytest.FixtureRequest, server: EmbeddedServer, tmp_path: Path
) -> Iterator[House]:
    with a_house(server, tmp_path, *Telling(request.param).records()) as made:
        yield made


def test_nothing_of_what_is_not_its_part_stands_in_any_file(house: House) -> None:
    files = printed_files(house, party="acme", questions=QUESTIONS)
    checked(files)
    read = everything_in(files)
    sent = {content for name, content in files.items() if name.startswith("wordings/")}
    stored = [(row, unwrap(row.state)) for row in house.ledger.stored()]
    others = [
        (row, found)
        for row, found in stored
        if f"deal/{row.id:010}.json" not in files and found.entry["id"].startswith("id")
    ]
    rows = csv.DictReader(files["withheld.csv"].decode().splitlines())
    described = {int(row["position"]) for row in rows if row["why"] != "not_party"}
    assert len(others) > 10
    assert len(others) < len(stored) - 10
    for row, found in others:
        n = int(found.entry["id"][2:-1])
        day = FIRST + timedelta(days=n)
        text = found.entry["data"].get("text", "").encode()
        word = () if text in sent else (f"word{n}q",)
        written = found.recorded_at.isoformat(timespec="microseconds").partition("+")[0]
        dates: tuple[str, ...] = (str(day), f"{day.day} {day:%B %Y}", written[11:])
        # What was its matter and is kept back is described: when, by and for whom.
        dates = () if row.id in described else dates
        for forbidden in (f"id{n}q", f"person{n}q", *word, f"ref-word{n}q", *dates):
            alone = rf"(?<![0-9A-Za-z]){re.escape(forbidden)}(?![0-9A-Za-z])"
            assert not re.search(alone, read), (forbidden, row.topic)


def everything_in(files: Files) -> str:
    """Whatever can be read in any file but the PDF, which is made of what the page is made of."""
    found = [
        layer.bytes.decode("utf-8", "replace")
        for name, content in files.items()
        if not name.endswith((SUFFIX, ".pdf", ".sh", ".py"))
        for layer in layers(content)
        if layer.is_text
    ]
    return "\n".join([*files, *found])


def test_a_text_that_was_corrected_is_given_as_it_was_sealed(
    server: EmbeddedServer, tmp_path: Path
) -> None:
    right = {"clause": "4.2", "heading": "Discount", "text": "As it was meant."}
    records = (
        a_record("deal.opened"),
        a_record("party.joined"),
        a_record("participant.assigned", person="carla", name="Carla", party="acme"),
        a_record("clause.added", id="draft", text="As it was mistyped."),
        a_record("record.corrected", corrects="draft", data=right),
        a_record("proposal.sealed"),
        a_record("proposal.sent"),
    )
    with a_house(server, tmp_path, *records) as house:
        files = house.export(party="acme", questions=("What terms are in force?",)).files
    checked(files)
    read = everything_in(files)
    assert "As it was meant." in read
    assert "mistyped" not in read


def test_where_no_system_is_its_part_the_answer_does_not_say_that_there_is_none(
    house: House,
) -> None:
    files = printed_files(house, party="acme", questions=QUESTIONS)
    page = files["timeline.html"].decode()
    for name, content in files.items():
        if name.startswith("answers/"):
            answer = json.loads(content)
            assert not answer["coverage"]["connected"]
            assert "This part of the record shows no system" in answer["coverage"]["sentence"]
        assert b"No system is on record" not in content
    assert "This part of the record shows no system that reported to the ledger." in page


def test_a_wording_stands_under_its_seal(house: House) -> None:
    files = printed_files(house, party="acme", questions=QUESTIONS)
    ids = {
        json.loads(content)["entry"]["id"]: int(name[5:15])
        for name, content in files.items()
        if name.startswith("deal/")
    }
    cited = list(records_in(json.loads(files["answers/question-3.json"])))
    for each in cited:
        assert each.get("position", ids[each["record"]]) == ids[each["record"]]
    for name in ("timeline.html", *(each for each in files if each.startswith("answers/"))):
        assert not re.search(r"\0|\\u0000|U\+0000", files[name].decode())


def records_in(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in an answer that names a record."""
    if isinstance(value, dict):
        if isinstance(value.get("record"), str):
            yield value
        for each in value.values():
            yield from records_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from records_in(each)
