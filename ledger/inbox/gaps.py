"""Gaps that were noticed: kept before they are recorded, so that a crash forgets none of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

from ledger.readable_times import readable
from ledger.recorder import EntryRecorder

Kind = Literal["silence", "ended", "parked", "banned", "sequence"]
KINDS: tuple[Kind, ...] = get_args(Kind)
AT_ONCE = 200
"""Gaps that are recorded in one go."""
_GAP = (
    "gap, connection, system, deal, kind, about, begins, ends, cause, noticed_at, recorded_at,"
    " heals_at, healed_at"
)


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that did not come, before it is known which deals it concerns.

    `about` tells it from others of its kind. `ends` is its end where that is known already.
    """

    connection: str
    system: str
    kind: Kind
    about: str
    begins: datetime
    cause: str
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A time in which a connection did not report on a deal, as it is kept."""

    gap: int
    connection: str
    system: str
    deal: str
    kind: Kind
    about: str
    begins: datetime
    ends: datetime | None
    cause: str
    noticed_at: datetime
    recorded_at: datetime | None
    heals_at: datetime | None
    healed_at: datetime | None


class Gaps:
    """The gaps of a ledger. `rows` are its queries."""

    def __init__(self, rows: EntryRecorder) -> None:
        self._rows = rows

    def notice(self, missing: Missing, deals: Sequence[str], now: datetime) -> None:
        """Keep that something did not come, for every deal that it concerns; each once."""
        self._rows.all(
            "INSERT INTO ledger.gaps"
            " (connection, system, deal, kind, about, begins, ends, cause, noticed_at)"
            " SELECT %s, %s, deal, %s, %s, %s, %s, %s, %s FROM unnest(%s::text[]) AS d (deal)"
            " ON CONFLICT ON CONSTRAINT noticed_once DO NOTHING RETURNING gap",
            *(missing.connection, missing.system, missing.kind, missing.about, missing.begins),
            *(missing.ends, missing.cause, now, list(deals)),
        )

    def is_noticed(self, missing: Missing) -> bool:
        """Whether it is kept for any deal, from whatever time on for what has a known end."""
        query = (
            "SELECT EXISTS (SELECT FROM ledger.gaps WHERE connection = %s AND kind = %s"
            " AND about = %s AND (begins = %s OR %s::timestamptz IS NOT NULL)) AS found"
        )
        given = missing.connection, missing.kind, missing.about, missing.begins, missing.ends
        return bool(self._rows.one(query, *given))

    def unrecorded(self) -> list[Gap]:
        """Gaps that are to be recorded, in the order in which they were noticed."""
        return self._some("recorded_at IS NULL ORDER BY gap LIMIT %s", AT_ONCE)

    def healing(self) -> list[Gap]:
        """Gaps that have ended, and whose end is to be recorded, in the order of that."""
        where = "recorded_at IS NOT NULL AND healed_at IS NULL AND heals_at IS NOT NULL"
        return self._some(f"{where} ORDER BY heals_at, gap LIMIT %s", AT_ONCE)

    def recorded(self, gaps: Sequence[Gap], now: datetime) -> None:
        """They are on record."""
        self._set("recorded_at = %s", now, gaps)

    def healed(self, gaps: Sequence[Gap], now: datetime) -> None:
        """That they ended is on record, or needs no record."""
        self._set("healed_at = %s", now, gaps)

    def others_open(self, gap: Gap, moment: datetime) -> list[Gap]:
        """Gaps of the same system and deal that began before a moment, and went on then."""
        return self._some(
            "system = %s AND deal = %s AND gap <> %s AND ends IS NULL AND begins < %s"
            " AND recorded_at IS NOT NULL AND (heals_at IS NULL OR heals_at > %s) ORDER BY gap",
            *(gap.system, gap.deal, gap.gap, moment, moment),
        )

    def ends_after(self, gap: Gap) -> list[datetime]:
        """When other gaps of the same system and deal ended, of those that did while it lasted."""
        found = self._rows.all(
            "SELECT DISTINCT heals_at FROM ledger.gaps WHERE system = %s AND deal = %s"
            " AND gap <> %s AND ends IS NULL AND healed_at IS NOT NULL AND heals_at > %s"
            " AND heals_at < coalesce(%s, 'infinity'::timestamptz) ORDER BY heals_at",
            *(gap.system, gap.deal, gap.gap, gap.begins, gap.heals_at),
        )
        return [row["heals_at"] for row in found]

    def counts(self) -> list[dict[str, Any]]:
        """What is open: `deals` is how many it concerns; `begins` None where it can't be read."""
        return self._rows.all(
            f"SELECT connection, system, kind, about, {readable('begins')} AS begins,"  # noqa: S608 - our own text
            f" {readable('ends')} AS ends, cause, count(*) AS deals"
            " FROM ledger.gaps WHERE healed_at IS NULL GROUP BY 1, 2, 3, 4, 5, 6, 7"
            " ORDER BY connection, begins, kind, about"
        )

    def _set(self, what: str, now: datetime, gaps: Sequence[Gap]) -> None:
        query = f"UPDATE ledger.gaps SET {what} WHERE gap = ANY(%s) RETURNING gap"  # noqa: S608
        self._rows.all(query, now, [each.gap for each in gaps])

    def _some(self, where: str, *parameters: Any) -> list[Gap]:
        query = f"SELECT {_GAP} FROM ledger.gaps WHERE {where}"  # noqa: S608 - our own text
        return [Gap(**row) for row in self._rows.all(query, *parameters)]
