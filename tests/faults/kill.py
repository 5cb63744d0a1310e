"""Kill −9 under load: nothing acknowledged is lost, nothing doubled, no gap, all proofs verify.

`python -m tests.faults.kill --rounds 20`. In each round eight threads of another process record,
and at a random moment either that process or PostgreSQL is killed; what was about to be sent is
then sent again, and the whole ledger is checked against what was acknowledged.
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
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.application import Ledger
from ledger.database import migrate
from ledger.embedded import EmbeddedServer
from tests.databases import SEEDS, a_ledger, a_server, rows
from tests.faults.checking import STORED, Round, kept, show, together, wrong
from tests.faults.writers import record_of_id, send
from tests.shared import CHECKOUT

THREADS = 8
LONGEST = 1.0
"""Seconds of work in a round, at most."""


def rounds(home: Path, binaries: Path | None, many: int, seed: int) -> Iterator[Round]:
    """Run that many rounds on one ledger in `home`."""
    chance = random.Random(seed)
    server = a_server(home / "server", binaries)
    folder = home / "written"
    folder.mkdir()
    with server.running():
        migrate(server.url(), lambda: SEEDS)
        for number in range(1, many + 1):
            killed = chance.choice(("writers", "PostgreSQL"))
            seconds = chance.uniform(0.05, LONGEST)
            with writers(server, folder, number) as process:
                time.sleep(seconds)
                kill(killed, process, server)
            ended = process.returncode in {0, -signal.SIGKILL}
            faults = () if ended else (f"the writers ended with {process.returncode}",)
            yield checked(server, folder, Round(number, killed, seconds, 0, 0, 0, 0, faults))


@contextmanager
def writers(server: EmbeddedServer, folder: Path, number: int) -> Iterator[subprocess.Popen[bytes]]:
    """A process that records; it is given once something of it was acknowledged, and then ended."""
    arguments = [server.url(), str(folder), str(number), str(THREADS)]
    command = [sys.executable, "-m", "tests.faults.writers", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, cwd=CHECKOUT) as process:
        while not any(path.stat().st_size for path in folder.glob(f"told-k-{number}-*")):
            assert process.poll() is None, "the writers could not begin"
            time.sleep(0.01)
        yield process
        # Leaving ends its standard input: it finishes what it is at.


def kill(what: str, process: subprocess.Popen[bytes], server: EmbeddedServer) -> None:
    """Kill the writers, or PostgreSQL and start it again. Both were started here."""
    if what == "writers":
        process.kill()
        return
    pid = int((server.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    os.kill(pid, signal.SIGKILL)
    # One more user of the home finds the server gone and starts it; the first one keeps it.
    with server.running():
        time.sleep(0.5)


def checked(server: EmbeddedServer, folder: Path, done: Round) -> Round:
    """Send again what is not known to be recorded, and compare all there is with what was told."""
    sent = _lines(folder, "sent")
    told = {line.split()[0]: line for line in _lines(folder, "told")}
    unknown = [record for record in sent if record not in told]
    with a_ledger(server.url(), f"again-{done.number}") as ledger:
        found = sum(_again(ledger, each) for each in together(unknown))
        faults = (*done.wrong, *wrong(ledger, server.url(), sent, told))
        entries = ledger.size
    _write_down(server.url(), folder, unknown)
    numbers = (len(told), len(unknown), found, entries)
    return Round(done.number, done.killed, done.seconds, *numbers, faults)


def _lines(folder: Path, kind: str) -> list[str]:
    paths = sorted(folder.glob(f"{kind}-*"))
    return [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]


def _again(ledger: Ledger, records: Sequence[str]) -> int:
    """Send again; gives how many were on record already."""
    receipts = send(ledger, [record_of_id(each) for each in records])
    return kept(records, [each.added for each in receipts])


def _write_down(url: str, folder: Path, records: Sequence[str]) -> None:
    query = f"{STORED} WHERE event_id = ANY(%s)"
    lines = (" ".join(map(str, row)) for row in rows(url, query, list(records)))
    with (folder / "told-again").open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each round; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kill", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres-bin", type=Path, default=None, metavar="DIR")
    given = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="deal-ledger-kill-") as home:
        return show(rounds(Path(home), given.postgres_bin, given.rounds, given.seed), given.seed)


if __name__ == "__main__":
    # Told to end, it stops the server that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
