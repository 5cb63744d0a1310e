"""What was sent and what was acknowledged, against what is on record; and how it is reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from ledger.application import Ledger
from ledger.verifying import verify
from tests.databases import rows

STORED = "SELECT event_id, position, encode(leaf, 'hex') FROM ledger.entries"
_TITLES = ("round", "killed", "after", "told", "unknown", "kept", "entries", "")


@dataclass(frozen=True, slots=True)
class Round:
    """What a round did and found, from the first round on.

    `told` records were acknowledged; of `unknown` ones, `kept` were on record when they were sent
    again. `wrong` lists what must not be.
    """

    number: int
    killed: str
    seconds: float
    told: int
    unknown: int
    kept: int
    entries: int
    wrong: tuple[str, ...]


def together(records: Sequence[str]) -> Iterator[list[str]]:
    """The ids that were sent together: those that differ only in `a` and `b`."""
    stems = dict.fromkeys(record.rstrip("ab") for record in records)
    for stem in stems:
        yield [record for record in records if record.rstrip("ab") == stem]


def kept(records: Sequence[str], added: Sequence[bool]) -> int:
    """How many of those sent together were on record before they were sent again: all or none."""
    assert len(set(added)) == 1, f"{records}: half of what was sent together was on record"
    return 0 if added[0] else len(records)


def wrong(ledger: Ledger, url: str, sent: Sequence[str], told: Mapping[str, str]) -> Iterator[str]:
    """What must not be. `told` has for each record its id, its position and its leaf in a line."""
    stored = rows(url, f"{STORED} ORDER BY position")
    there = {record: f"{record} {position} {leaf}" for record, position, leaf in stored}
    if lost := [record for record, line in told.items() if there.get(record) != line]:
        yield f"lost or moved: {lost[:3]}"
    if len(stored) != len(set(sent)) or there.keys() != set(sent):
        yield f"{len(stored)} entries of {len(set(sent))} records sent"
    if [position for _, position, _ in stored] != list(range(1, len(stored) + 1)):
        yield "positions leave a gap"
    report = verify(ledger, lambda done, total: None)
    if report.broken or report.root != ledger.root():
        yield f"does not verify: {report.broken}"


def show(rounds: Iterable[Round], seed: int) -> int:
    """Print a line for each round; 1 when anything was wrong."""
    table = Table(*_TITLES, title=f"Killed at random, seed {seed}")
    anything = False
    for done in rounds:
        anything = anything or bool(done.wrong)
        verdict = "; ".join(done.wrong) or "all holds"
        numbers = (done.told, done.unknown, done.kept, done.entries)
        table.add_row(
            str(done.number), done.killed, f"{done.seconds:.2f} s", *map(str, numbers), verdict
        )
    Console().print(table)
    return 1 if anything else 0
