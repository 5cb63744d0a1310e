"""What somebody wants exported, and what was exported: the terms that the closing record keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, cast

from domain.canonical import canonical
from domain.events.evidence import EvidenceExported, ExportBasis
from domain.occurrence import Occurrence
from domain.record import Entry, Envelope, Record
from ledger.application import Ledger
from ledger.contents import Kept
from projections.basis import Basis
from projections.facts import Role

RECORD = "export:"
"""What the id of a closing record begins with; the export's own follows."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `by` are the credentials that ask, `person` whose they are, if known.

    `effective_at` and `known_at` are as a reading takes them. `party` is who the bundle is for;
    None: for the house. `again` is an export that is wanted once more, the same bytes.
    """

    deal: str
    by: str
    person: str | None = None
    effective_at: str | None = None
    known_at: str | None = None
    party: str | None = None
    without_privileged: bool = False
    questions: tuple[str, ...] = ()
    again: str | None = None

    @property
    def role(self) -> Role:
        """As whom the answers in the bundle are given."""
        return "reader" if self.party or self.without_privileged else "legal"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a bundle is made by: from the same terms the same bytes.

    `versions` is how many records the deal had; what came later is not in the bundle.
    """

    deal: str
    export: str
    versions: int
    basis: Basis
    by: str
    person: str | None
    party: str | None
    without_privileged: bool
    questions: tuple[str, ...]

    @property
    def record_id(self) -> str:
        """The id of the closing record."""
        return f"{RECORD}{self.export}"

    def closing(self, contents: bytes) -> Record:
        """The record that closes the bundle, and commits to the list of what is in it."""
        event = EvidenceExported.model_validate(
            {
                "export": self.export,
                "versions": self.versions,
                "contents": sha256(contents).hexdigest(),
                "party": self.party,
                "without_privileged": self.without_privileged,
                "questions": self.questions,
                "basis": _kept(self.basis),
                "asked_by": self.by,
            }
        )
        envelope = Envelope(
            id=self.record_id,
            deal=self.deal,
            type=event.stored_as,
            occurred_at=Occurrence.of(self.basis.json["now_at"]["time"]),
            actor="system:deal-ledger",
            on_behalf_of=self.person,
            privilege="work_product",
        )
        return Record(envelope, event)


def export_id(wish: Wish, versions: int, position: int, contents: Sequence[Kept]) -> str:
    """The id of an export: the same for the same wish while nothing is recorded or kept."""
    asked: dict[str, Any] = {
        "deal": wish.deal,
        "by": wish.by,
        "person": wish.person,
        "effective_at": wish.effective_at,
        "known_at": wish.known_at,
        "party": wish.party,
        "without_privileged": wish.without_privileged,
        "questions": list(wish.questions),
        "versions": versions,
        "organisation": position,
        "contents": [each.digest.hex() for each in contents],
    }
    return sha256(canonical(asked)).hexdigest()[:24]


def terms_of(closing: Entry, ledger: Ledger) -> Terms:
    """The terms that a closing record keeps."""
    event = closing.event
    assert isinstance(event, EvidenceExported)
    return Terms(
        str(closing.record.deal),
        event.export,
        event.versions,
        _basis(event.basis, ledger),
        event.asked_by,
        closing.envelope.on_behalf_of,
        event.party,
        event.without_privileged,
        event.questions,
    )


def _kept(basis: Basis) -> ExportBasis:
    printed = basis.json
    return ExportBasis(
        effective_at=Occurrence.of(printed["effective_at"]),
        known_at=basis.known_at,
        now_at=Occurrence.of(printed["now_at"]["time"]),
        now_position=basis.now_position,
        role=basis.role,
        rules=basis.rules,
        source_time=Occurrence.of(printed["source_time"]) if basis.source_time else None,
    )


def _basis(kept: ExportBasis, ledger: Ledger) -> Basis:
    source_time = kept.source_time
    return Basis(
        effective_at=kept.effective_at.interval("UTC").end,
        known_at=kept.known_at,
        now_at=kept.now_at.interval("UTC").end,
        now_position=kept.now_position,
        role=cast("Role", kept.role),
        root=ledger.root(kept.known_at).hex(),
        known_by="source" if source_time else "ledger",
        source_time=source_time.interval("UTC").end if source_time else None,
        rules=kept.rules,
    )
