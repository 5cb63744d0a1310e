"""What is told of the person who is to be erased, and erasing them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from domain.record import Credential, Entry
from ledger.application import Ledger
from ledger.erasing.eraser import By, Connection, Done, DoneBefore, Eraser
from ledger.erasing.kept_list import file_in
from ledger.erasing.plan import Plan, Wanted
from ledger.erasing.scanning import Met, scan_database
from tests.records import BY, a_clause, a_record

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
PERSON = "carla"
VALUES = ("carla", "Carla Örtel-Klein", "carla@kunde.example", "c.klein")
REASON = "Request 17 of this quarter."


def tell(ledger: Ledger) -> None:
    """A deal in which Carla stands as a person, in words, in addresses, and in privileged notes."""
    for record in (
        a_record("deal.opened"),
        a_clause("4.2"),
        a_record("participant.assigned", person="carla", name="Carla Örtel-Klein"),
        a_record("participant.assigned"),
        a_record("person.identified", person="carla", same_as="c.klein"),
        a_record("message.sent", message="M1", to=["carla"], words="Dear Carla, it stays."),
        a_record("message.sent", message="M2", to=["vera"], words="Nothing of anybody."),
        a_record(
            "message.relayed", message="M3", of="M1", to=["vera"], actor="ana",
            adds="Klein, Carla: agreed? No: CARLA ÖRTEL-KLEIN said so.", omits="Nothing.",
        ),
        a_record("statement.made", statement="ST1", actor="carla", words="We agree.",
                 form="written", about=[{"clause": "4.2"}]),
        a_record("value.reported", value="mail Carla@Kunde.example", field="contact"),
        a_record("meeting.held", meeting="ME1", attendees=["ana", "c.klein"],
                 about=[{"topic": "x"}], notes="Carla came late.", privilege="attorney_client"),
        a_record("document.filed", document="DO1", name="carla@kunde.example.pdf",
                 media_type="application/pdf", sha256="a" * 64, bytes=3, actor="vera"),
        a_record("message.sent", message="M4", to=["vera"], sha256="b" * 64,
                 words="Carla Örtel-Klein called.", evidence={"sha256": "c" * 64}),
        a_record("deal.opened", deal="D-2", actor="vera"),
        a_record("objection.raised", deal="D-2", actor="vera", about=[{"topic": "x"}],
                 words="On her own."),
    ):  # fmt: skip
        ledger.record(record, BY)


@dataclass
class House:
    """A database, its ledger, and where the list of erasures is kept."""

    url: str
    ledger: Ledger
    home: Path
    empty_views: Callable[[Connection], None] = lambda _: None
    numbers: Any = field(default_factory=lambda: count(1))

    @property
    def eraser(self) -> Eraser:
        return Eraser(self.ledger, self.url, self.empty_views, file_in(self.home), lambda: NOW)

    def plan(self, person: str = PERSON, **wanted: Any) -> Plan:
        return self.eraser.plan(self._wanted(person, wanted), lambda _, __: None)

    def erase(self, person: str = PERSON, **wanted: Any) -> Done:
        done = self.ask(f"erasure:{next(self.numbers)}", person, **wanted)
        assert isinstance(done, Done)
        return done

    def ask(self, record: str, person: str = PERSON, **wanted: Any) -> Done | DoneBefore:
        """Erase, or hear what was done before under the same id."""
        by = By("cli", "dana")
        return self.eraser.erase(self._wanted(person, wanted), by, record, lambda _, __: None)

    def _wanted(self, person: str, wanted: dict[str, Any]) -> Wanted:
        also = wanted.pop("also", ("carla@kunde.example",))
        return Wanted(person, wanted.pop("reason", REASON), also, **wanted)

    def found(self, *values: str) -> list[Met]:
        """Where values stand in the database, in any form."""
        return scan_database(self.url, values or VALUES).met

    def record(self, type_: str, /, **given: Any) -> Entry:
        """Record one more thing; gives its entry."""
        receipt = self.ledger.record(a_record(type_, **given), Credential("t", "token", "ana"))
        entry = self.ledger.entry(receipt.record)
        assert entry
        return entry
