"""Small words for tests of the knowledge ladder: who stands where on which wording."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.reading import knowledge
from tests.projections.given import given
from tests.records import a_clause, a_record

WORDING = ("4.2", 1)
CLAUSE = a_clause("4.2", id="c", actor="drafter", at="2025-05-01")
SEALED = a_record("proposal.sealed", id="seal", actor="drafter", at="2025-05-02")
ABOUT = [{"clause": "4.2"}]


def knowing(*records: Record, **times: Any) -> Knowledge:
    """What a reader at these two times knows of who knew what."""
    return Knowledge(given(*records).known(**times))


def reading(*records: Record, **times: Any) -> dict[str, Any]:
    """The reading `knowledge`."""
    return knowledge(given(*records).known(**times))


def rungs(found: Knowledge, person: str) -> dict[str, str]:
    """Per wording (`4.2/1`), how high a person stands."""
    return {
        f"{clause}/{number}": on.highest.rung
        for (clause, number), on in found.known(person).items()
        if on.highest
    }


def rung(found: Knowledge, person: str, wording: tuple[str, int] = WORDING) -> str | None:
    """How high a person stands on a wording."""
    return found.rung(person, wording).rung


def fact(found: Knowledge, record: str) -> Fact:
    """The fact of a record."""
    return next(each for each in found.deal.facts.counted if each.id == record)


def message(**more: Any) -> Record:
    """A message to Carla about clause 4.2."""
    return a_record("message.sent", **{"at": "2025-05-05", "about": ABOUT, **more})


def displayed(to: str, **more: Any) -> Record:
    """Clause 4.2 was shown to a person."""
    return a_record("clause.displayed", **{"clause": "4.2", "to": to, "at": "2025-05-05", **more})


def statement(id_: str = "ST1", **more: Any) -> Record:
    """Ana says something about clause 4.2."""
    return a_record(
        "statement.made",
        **{"statement": id_, "words": "So be it.", "about": ABOUT, "form": "written", **more},
    )


def person(id_: str, name: str, **more: Any) -> Record:
    """A participant."""
    return a_record(
        "participant.assigned", **{"person": id_, "name": name, "at": "2025-04-01", **more}
    )
