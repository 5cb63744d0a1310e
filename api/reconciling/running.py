"""A whole export, row by row: whatever is wrong with one, the rest is compared and recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from api.reconciling.comparing import Compared, Comparing, UnreadableRowError
from domain.record import Credential, Record
from domain.refusals import Refusal
from ledger.application import Ledger

BY = Credential("cli:reconcile", "admin_import")
BATCH = 200


class Report(Protocol):
    """Is told of what is found, in the order of the rows."""

    def differs(self, found: Compared) -> None:
        """A field that has another value than the last one reported."""
        ...

    def unknown(self, deal: str) -> None:
        """A deal that the ledger does not know; told once."""
        ...

    def unreadable(self, line: int, reason: str) -> None:
        """A row of which nothing can be made."""
        ...


@dataclass(slots=True)
class Tally:
    """Fields that are as they were reported, those that differ, deals and rows that are neither."""

    unchanged: int = 0
    differing: int = 0
    unknown: int = 0
    unreadable: int = 0
    recorded: int = 0

    @property
    def json(self) -> dict[str, Any]:
        """As it is printed."""
        return {
            "unchanged": self.unchanged,
            "differing": self.differing,
            "unknown_deals": self.unknown,
            "unreadable_rows": self.unreadable,
            "recorded": self.recorded,
        }


@dataclass(slots=True)
class Reconciliation:
    """One export. `ledger` None: nothing is recorded. `read` is told of every byte count."""

    comparing: Comparing
    ledger: Ledger | None
    report: Report
    read: Callable[[int], None]
    tally: Tally = field(default_factory=Tally)
    _seen: dict[tuple[str, str, str], int] = field(default_factory=dict)
    _unknown: set[str] = field(default_factory=set)
    _waiting: list[Record] = field(default_factory=list)

    def run(self) -> None:
        """Compare and record all rows. Raises UnreadableError for a file that can't be read."""
        for row in self.comparing.export.rows(self.read):
            try:
                found = list(self.comparing.row(row))
                self._refuse_doubles(found, row.line)
            except UnreadableRowError as fault:
                self.tally.unreadable += 1
                self.report.unreadable(row.line, str(fault))
                continue
            for each in found:
                self._take(each)
            if len(self._waiting) >= BATCH:
                self._record()
        self._record()

    def _refuse_doubles(self, found: list[Compared], line: int) -> None:
        """Two rows about one object: which of them is right is not known, and the first counts."""
        for each in found:
            first = self._seen.setdefault((each.deal, each.object, each.field), line)
            if first != line:
                raise UnreadableRowError(f"{each.object} stands in {first}, too.")

    def _take(self, found: Compared) -> None:
        if not found.known:
            if found.deal not in self._unknown:
                self._unknown.add(found.deal)
                self.tally.unknown += 1
                self.report.unknown(found.deal)
        elif found.record is None:
            self.tally.unchanged += 1
        else:
            self.tally.differing += 1
            self.report.differs(found)
            self._waiting.append(found.record)

    def _record(self) -> None:
        if self.ledger is not None:
            for outcome in self.ledger.record_each(self._waiting, BY):
                if isinstance(outcome, Refusal):
                    # The same export told it before, as made at another time.
                    if outcome.code != "record_id_reused":
                        raise outcome
                elif outcome.added:
                    self.tally.recorded += 1
        self._waiting.clear()
