"""Reading the access log: who looked at what, the latest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledger.access import Access
from ledger.recorder import EntryRecorder

MOST = 500
_ROWS = """
    SELECT a.number, a.read_at, a.request, a.token, a.action, a.deal, a.position, a.privileged,
        t.name, t.person
    FROM ledger.access_log a LEFT JOIN ledger.tokens t ON t.token = a.token"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows: None asks nothing. `deals` are those that who asks may see; `until` inclusive.

    `before` is the number of a row: those that were written down earlier.
    """

    deal: str | None = None
    token: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None
    deals: frozenset[str] | None = None

    def conditions(self) -> Iterator[tuple[str, Any]]:
        """Each as SQL, with its parameter."""
        found: tuple[tuple[str, Any], ...] = (
            ("a.deal = %s", self.deal),
            ("a.token = %s", self.token),
            ("a.action = %s", self.action),
            ("a.read_at >= %s", self.since),
            ("a.read_at <= %s", self.until),
            ("a.number < %s", self.before),
            ("a.deal = ANY(%s)", None if self.deals is None else sorted(self.deals)),
        )
        yield from ((text, given) for text, given in found if given is not None)


@dataclass(frozen=True, slots=True)
class Looked:
    """A row of the access log; `name` and `person` are those of its token, where it is one."""

    number: int
    access: Access
    name: str | None
    person: str | None


def looked(rows: EntryRecorder, wanted: Wanted, limit: int) -> Sequence[Looked]:
    """At most so many rows, the latest first."""
    conditions = list(wanted.conditions())
    where = f" WHERE {' AND '.join(text for text, _ in conditions)}" if conditions else ""
    query = f"{_ROWS}{where} ORDER BY a.number DESC LIMIT %s"
    found = rows.all(query, *(given for _, given in conditions), limit)
    return [_looked(row) for row in found]


def _looked(row: dict[str, Any]) -> Looked:
    number, name, person = (row.pop(each) for each in ("number", "name", "person"))
    return Looked(number, Access(**row), name, person)
