"""Kill −9 of the views' runner: whatever it was at, its rows are those of an undisturbed run.

`python -m tests.faults.runner_kill --rounds 20`. In each round some deals get records,
`deal-ledger runner` is started and killed a moment later; in every third round it has a view to
build anew. After each kill the rows of every view are compared with what the folds give at the
view's position; in the end a last runner brings them to the end of the ledger, and they are
compared with those that one undisturbed run writes from nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from api.views import connect_as_views, entries_once
from domain.record import ORGANISATION, Record
from ledger.application import Ledger
from ledger.database import migrate
from ledger.embedded import EmbeddedServer
from projections.views.all import VIEWS
from projections.views.building import BUILD_LOCK
from projections.views.following import clock
from projections.views.runner import lock
from projections.views.status import Status, statuses
from projections.views.tables import make
from projections.views.view import BESIDE, View
from projections.views.writing import Folding
from tests.benchmarks.inputs import IMPORT, negotiation, opening
from tests.databases import SEEDS, a_ledger, rows, run
from tests.projections.views.viewing import connection, content, followed, until
from tests.records import a_record

DEALS = 12
EACH = 40
"""Records that a deal gets in a round."""
LONGEST = 1.8
"""Seconds that a runner may work, at most; about as long as its work takes."""
_COMMAND = (sys.executable, "-m", "api.cli.main", "runner")


@dataclass(frozen=True, slots=True)
class Round:
    """What a round found: where the views stood when the runner was killed, and what is wrong."""

    number: int
    seconds: float
    building: bool
    entries: int
    positions: tuple[int, ...]
    wrong: tuple[str, ...]


class Killed:
    """A ledger whose runner is killed over and over."""

    def __init__(self, server: EmbeddedServer, ledger: Ledger, seed: int) -> None:
        self.server = server
        self.ledger = ledger
        self.url = server.url()
        self.chance = random.Random(seed)
        self._deals = {f"D-{number}": negotiation(f"D-{number}") for number in range(DEALS)}
        for deal in self._deals:
            ledger.record_together(opening(deal), IMPORT)

    def record(self, number: int) -> None:
        """Some more of every deal, and one thing that touches them all."""
        some = self.chance.sample(sorted(self._deals), DEALS // 2)
        more = [record for deal in some for record in islice(self._deals[deal], EACH)]
        self.chance.shuffle(more)
        persons = {"person": f"person-{number % 12:02}", "same_as": f"alias-{number}"}
        self.ledger.record_each([*more, _identified(number, persons)], IMPORT)

    @contextmanager
    def runner(self) -> Iterator[subprocess.Popen[bytes]]:
        """A runner that keeps the views; killed after."""
        settings = {"DEAL_LEDGER_DATABASE_URL": "", "DEAL_LEDGER_HOME": str(self.server.home)}
        with subprocess.Popen(
            _COMMAND, stdout=subprocess.PIPE, env={**os.environ, **settings}
        ) as process:
            assert process.stdout
            try:
                process.stdout.readline()
                yield process
            finally:
                process.kill()


def _identified(number: int, persons: dict[str, str]) -> Record:
    return a_record("person.identified", id=f"identified-{number}", **persons)


def rounds(home: Path, many: int, seed: int) -> Iterator[Round]:
    """Run that many rounds on one ledger in `home`, and a last one that nobody disturbs."""
    with ExitStack() as stack:
        server = stack.enter_context(EmbeddedServer(home / "home").running())
        migrate(server.url(), lambda: SEEDS)
        ledger = stack.enter_context(a_ledger(server.url(), "kill"))
        killed = Killed(server, ledger, seed)
        for number in range(1, many + 1):
            yield _round(killed, number)
        yield _last(killed, many + 1)


def _round(killed: Killed, number: int) -> Round:
    """Record, run, kill, look."""
    building = number % 3 == 0 and _begin_anew(killed)
    killed.record(number)
    seconds = killed.chance.uniform(0, LONGEST)
    with killed.runner():
        time.sleep(seconds)
    seen = _seen(killed)
    at = tuple(seen[view.name].position for view in VIEWS)
    wrong = tuple(_wrong(killed, seen))
    return Round(number, seconds, bool(building), killed.ledger.size, at, wrong)


def _last(killed: Killed, number: int) -> Round:
    """Nobody disturbs it; and then from nothing."""
    began = time.monotonic()
    size = killed.ledger.size
    with killed.runner():
        until(lambda: {each.position for each in _seen(killed).values()} == {size})
    seconds = time.monotonic() - began
    wrong = list(_wrong(killed, _seen(killed)))
    disturbed = content(killed.url)
    run(killed.url, "DROP SCHEMA views CASCADE")
    migrate(killed.url, lambda: SEEDS)
    followed(killed.url, killed.ledger)
    undisturbed = content(killed.url)
    wrong += [
        f"{table} is not what an undisturbed run writes"
        for table, there in undisturbed.items()
        if there != disturbed[table]
    ]
    return Round(number, seconds, False, size, (size,) * len(VIEWS), tuple(wrong))


def _begin_anew(killed: Killed) -> bool:
    """Let a view look as if another version had written it."""
    view = killed.chance.choice(VIEWS)
    if rows(killed.url, "SELECT to_regclass('views.status')") == [(None,)]:
        return False
    run(killed.url, f"UPDATE views.status SET version = 0 WHERE view = '{view.name}'")  # noqa: S608
    return True


def _seen(killed: Killed) -> dict[str, Status]:
    with connection(killed.url) as opened:
        return statuses(opened)


def _wrong(killed: Killed, seen: dict[str, Status]) -> Iterator[str]:
    """Views whose rows are not those that the folds give at their position."""
    for view in VIEWS:
        status = seen[view.name]
        if status.version is not None:
            if status.failed_at is not None:
                yield f"{view.name} is stopped: {status.error}"
            if content(killed.url, [view]) != _expected(killed, view, status.position):
                yield f"{view.name} is not what it should be at {status.position}"


def _expected(killed: Killed, view: View, position: int) -> dict[str, list[tuple[object, ...]]]:
    """What the folds give, written beside and taken back."""
    with connect_as_views(killed.url)() as opened:
        until(lambda: lock(opened, BUILD_LOCK))
        with opened.transaction(force_rollback=True):
            make(opened, view, BESIDE)
            entries = entries_once(killed.ledger)
            folding = Folding(opened, entries, position, clock(opened), BESIDE)
            deals = {deal: [view] for deal in killed.ledger.deals()}
            folding.write(deals, entries.entries(ORGANISATION, position))
            return {
                table: sorted(
                    opened.execute(f"SELECT * FROM views.{table}{BESIDE}".encode()),  # noqa: S608
                    key=str,
                )
                for table in view.all_tables
            }


def show(done: Iterator[Round], seed: int) -> int:
    """Print a line for each round; 1 when anything was wrong."""
    table = Table("round", "after", "building", "entries", "views at", "", title=f"Seed {seed}")
    anything = False
    for each in done:
        anything = anything or bool(each.wrong)
        table.add_row(
            str(each.number),
            f"{each.seconds:.2f} s",
            "yes" if each.building else "",
            str(each.entries),
            " ".join(map(str, each.positions)),
            "; ".join(each.wrong) or "all holds",
        )
    Console().print(table)
    return 1 if anything else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each round; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.runner_kill", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="deal-ledger-kill-") as home:
        return show(rounds(Path(home), given.rounds, given.seed), given.seed)


if __name__ == "__main__":
    # Told to end, it stops what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
