"""Prints what is found and what is not; see the package."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from tests.databases import a_server
from tests.faults.tampering.clean import AlarmError, clean_checks
from tests.faults.tampering.house import House, a_house, migrated
from tests.faults.tampering.trying import missed, outcomes, table_of, untouched
from tests.faults.tampering.unseen import unseen


def main(arguments: Sequence[str] | None = None) -> int:
    """Print all; 1 when a kind was missed, or when a clean check raised an alarm."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.tampering", description=__doc__)
    parser.add_argument("--clean", type=int, default=1_000_000, help="so many clean checks")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else 200)
    with (
        TemporaryDirectory(prefix="deal-ledger-tampering-") as home,
        a_server(Path(home, "home"), None).running() as server,
    ):
        migrated(server)
        folder = Path(home, "house")
        folder.mkdir()
        with a_house(server, folder) as house:
            faults = [*_tampered(console, house), *_unseen(console, house)]
    faults += _clean(console, given.clean, given.seed)
    for each in faults:
        console.print(each, markup=False, style="bold red")
    console.print("Something is wrong." if faults else "All holds.")
    return 1 if faults else 0


def _tampered(console: Console, house: House) -> list[str]:
    found = list(outcomes(house))
    console.print(table_of(found))
    alarms = untouched(house).wrong
    return [*missed(found), *(f"untouched: {each} raises an alarm" for each in alarms)]


def _unseen(console: Console, house: House) -> list[str]:
    console.print("\nNo means finds:")
    wrong = []
    for outcome, needed in unseen(house):
        what = f"– {outcome.name} ({outcome.power}). Needed: {needed}."
        console.print(what, markup=False)
        wrong += [f"{outcome.name}: {each} finds it" for each in outcome.wrong]
    return wrong


def _clean(console: Console, many: int, seed: int) -> list[str]:
    console.print(f"\nClean checks, seed {seed}:")
    try:
        for kind, done in clean_checks(many, seed):
            console.print(f"{done:>9,} {kind}", markup=False)
    except AlarmError as alarm:
        return [f"an alarm without a cause: {alarm}"]
    return []


if __name__ == "__main__":
    # Told to end, it stops what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
