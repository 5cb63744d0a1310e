"""What a reading stands on: what had happened by when, and what was known by when (VOCABULARY 3).

A basis is resolved once, printed, and accepted back: on the same basis the same question gives the
same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol, get_args

from domain.occurrence import Occurrence, moment_text
from domain.record import Entry
from domain.refusals import Refusal
from domain.values import ID_PATTERN
from projections.facts import Role, visible, zone_of

RULES = "6"
"""The version of the rules of verdicts. It changes when an answer could."""


class BadBasis(Refusal):
    """A time or position that a reading cannot stand on."""

    code = "bad_basis"


class NotOnRecord(BadBasis):
    """The record that `known_at` names, or that is to be left out, is not on record."""

    def __init__(self, record: str, pointer: str = "/known_at") -> None:
        super().__init__(f"{record!r} is not on record.", pointer)


class DealNotOnRecord(Refusal):
    """No entry of this deal is on record."""

    code = "deal_not_on_record"
    status = 404

    def __init__(self, deal: str) -> None:
        super().__init__(f"No deal {deal!r} is on record.", "/deal")


class Positions(Protocol):
    """What resolving asks of the ledger."""

    @property
    def size(self) -> int:
        """The position of the last entry."""
        ...

    def position_at(self, moment: datetime) -> int:
        """The position of the last entry recorded by a moment."""
        ...

    def entry(self, record: str) -> Entry | None:
        """The entry of a record id."""
        ...

    def root(self, size: int | None = None) -> bytes:
        """The root of the tree over the first entries."""
        ...


@dataclass(frozen=True, slots=True)
class Basis:
    """Everything that an answer depends on beside the question. Moments are in UTC.

    `known_by` is `source` when the ledger began later than the time asked for: then, of the entries
    up to `known_at`, those count that their believed sources had recorded by `source_time`.
    """

    effective_at: datetime
    known_at: int
    now_at: datetime
    now_position: int
    role: Role
    root: str
    known_by: Literal["ledger", "source"] = "ledger"
    source_time: datetime | None = None
    rules: str = RULES

    @property
    def json(self) -> dict[str, Any]:
        """As it is printed, and can be sent back."""
        printed: dict[str, Any] = {
            "effective_at": moment_text(self.effective_at),
            "known_at": self.known_at,
            "known_by": self.known_by,
            "now_at": {"time": moment_text(self.now_at), "position": self.now_position},
            "role": self.role,
            "rules": self.rules,
            "root": self.root,
        }
        if self.source_time is not None:
            printed["source_time"] = moment_text(self.source_time)
        return printed

    @property
    def notes(self) -> list[str]:
        """What must be said of every reading on this basis."""
        if self.known_by == "source":
            return ["The ledger itself began later: known by the sources' own times."]
        return []

    def knows(self, entry: Entry, zone: str) -> bool:
        """Whether a reader on this basis knows the entry."""
        if entry.position > self.known_at:
            return False
        if self.source_time is None:
            return True
        said = believed_recording(entry, zone)
        return said is not None and said <= self.source_time

    def known(self, entries: Iterable[Entry], zone: str) -> list[Entry]:
        """Those that a reader on this basis knows."""
        if self.source_time is None:
            return [each for each in entries if each.position <= self.known_at]
        return [each for each in entries if self.knows(each, zone)]

    def knows_as(self, other: Basis) -> bool:
        """Whether readers on both know the same entries and may see the same."""
        return (self.known_at, self.source_time, self.role) == (
            other.known_at,
            other.source_time,
            other.role,
        )

    def at_now(self, root: str) -> Basis:
        """The basis of the same question today."""
        return Basis(
            self.now_at, self.now_position, self.now_at, self.now_position, self.role, root
        )


def believed_recording(entry: Entry, zone: str) -> datetime | None:
    """When the entry's source recorded it, where it says so and is believed (VOCABULARY 7).

    Nobody is believed to have recorded what the ledger had before: that clock is wrong.
    """
    source = entry.envelope.source
    if source is None or source.recorded_at is None or not entry.recorded_by.believed:
        return None
    said = source.recorded_at.interval(zone).begin
    return said if said <= entry.recorded_at else None


@dataclass(frozen=True, slots=True)
class Asked:
    """The times that a reader asks for, not resolved yet, and the reader's role.

    `effective_at`: RFC 3339 time, date, or nothing (now). `known_at`: a position, a time of
    recording, `record:<id>` (or `{"record": id}`), or nothing (now).
    """

    effective_at: object = None
    known_at: object = None
    role: Role = "admin"


def resolve(
    ledger: Positions,
    entries: Sequence[Entry],
    now: datetime,
    asked: Asked,
    size: int | None = None,
) -> Basis:
    """The basis of a reading of a deal's `entries`, asked at `now`. Raises BadBasis.

    `size` is the position up to which the entries were read; the ledger's own when not given. A
    date asked for as `effective_at` is a day in the deal's zone as it was known then.
    """
    size = ledger.size if size is None else size
    position: int | None = size
    source_time: datetime | None = None
    if asked.known_at is not None:
        position = _position(ledger, asked, size)
    if position is None:
        moment = _moment(asked.known_at, zone_of(entries), "/known_at")
        if moment > now:
            raise BadBasis("known_at lies in the future: nothing is known by then.", "/known_at")
        before = bool(entries) and moment < entries[0].recorded_at
        source_time = moment if before else None
        position = size if before else min(size, ledger.position_at(moment))
    effective = now
    if asked.effective_at is not None:
        zone = zone_of([entry for entry in entries if entry.position <= position])
        effective = _moment(asked.effective_at, zone, "/effective_at")
    return Basis(
        effective_at=effective,
        known_at=position,
        now_at=now,
        now_position=size,
        role=asked.role,
        root=ledger.root(position).hex(),
        known_by="source" if source_time else "ledger",
        source_time=source_time,
    )


def _position(ledger: Positions, asked: Asked, size: int) -> int | None:
    """The position named directly or by a record; None when `known_at` is a time."""
    known_at = asked.known_at
    if isinstance(known_at, dict) and set(known_at) == {"record"}:
        known_at = f"record:{known_at['record']}"
    if isinstance(known_at, str) and known_at.startswith("record:"):
        named = known_at.removeprefix("record:")
        entry = ledger.entry(named) if re.fullmatch(ID_PATTERN, named) else None
        # One that is withheld is refused like one that is not there: else its id would tell of it.
        if entry is None or entry.position > size or not visible([entry], asked.role)[0]:
            raise NotOnRecord(known_at)
        return entry.position
    if isinstance(known_at, str) and re.fullmatch("[0-9]{1,18}", known_at):
        known_at = int(known_at)
    if isinstance(known_at, bool) or not isinstance(known_at, int):
        return None
    if not 0 <= known_at <= size:
        raise BadBasis(f"The ledger has positions 0 to {size}, not {known_at}.", "/known_at")
    return known_at


def _moment(value: object, zone: str, pointer: str) -> datetime:
    try:
        return Occurrence.of(value).interval(zone).end
    except ValueError as error:
        raise BadBasis(str(error), pointer) from None


def basis_of(printed: object) -> Basis:
    """A printed basis, read back. Raises BadBasis."""
    not_one = BadBasis("This is not a basis as an answer prints it.", "/basis")
    if not isinstance(printed, dict) or printed.get("role") not in get_args(Role):
        raise not_one
    try:
        source_time = printed.get("source_time")
        return Basis(
            effective_at=_moment(printed["effective_at"], "UTC", "/basis/effective_at"),
            known_at=int(printed["known_at"]),
            now_at=_moment(printed["now_at"]["time"], "UTC", "/basis/now_at"),
            now_position=int(printed["now_at"]["position"]),
            role=printed["role"],
            root=str(printed["root"]),
            known_by="source" if source_time else "ledger",
            source_time=_moment(source_time, "UTC", "/basis/source_time") if source_time else None,
            rules=str(printed["rules"]),
        )
    except (KeyError, TypeError, ValueError):
        raise not_one from None
