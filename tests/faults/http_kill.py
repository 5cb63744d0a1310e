"""Kill −9 under HTTP load: what was answered 200 or 201 stays, once, where the answer said.

`python -m tests.faults.http_kill --rounds 20`. In each round eight clients record on three deals,
arrays now and then. In turn `deal-ledger serve` is killed, or its PostgreSQL before it is told to
stop, or its PostgreSQL alone; what was killed is started again on the same home. Then what was not
answered is sent again with the same ids, and the ledger is checked against what was answered.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.embedded import EmbeddedServer
from ledger.tokens import SECRET_BYTES, Tokens, Wanted
from tests.databases import a_ledger
from tests.faults.checking import Round, kept, show, together, wrong
from tests.faults.http_clients import Client, clients_of, lines_of, send
from tests.faults.writers import record_of_id
from tests.served import Line, Served

LONGEST = 1.0
"""Seconds of work in a round, at most."""
BOTH = "PostgreSQL"
TURNS = ("serve", BOTH, "PostgreSQL alone")


class Killed:
    """A service on a home of its own, and all that its clients sent and were told so far."""

    def __init__(self, home: Path, seed: int) -> None:
        self.server = EmbeddedServer(home / "home")
        self.chance = random.Random(seed)
        self.sent: list[str] = []
        self.told: dict[str, str] = {}
        self._log = home / "log"
        self.served = self._started()
        with a_ledger(self.server.url(), "token") as ledger:
            wanted = Wanted("clients", ["recorder"])
            secret, now = os.urandom(SECRET_BYTES), datetime.now(UTC)
            _, self.token = Tokens(ledger.rows).create(wanted, secret, now)

    def kill(self, turn: str) -> Iterator[str]:
        """Kill, and start again. Gives what is wrong."""
        if turn == "serve":
            # Its PostgreSQL goes on, without anybody who would stop it.
            self.served.kill()
            self.served = self._started()
            return
        self._kill_postgresql()
        time.sleep(self.chance.uniform(0, LONGEST / 2))
        if turn == BOTH:
            if code := self.served.stop():
                yield f"without its database it ended with {code}"
            self.served = self._started()
            return
        # One more user of the home finds the server gone and starts it; the service keeps it.
        with self.server.running():
            time.sleep(LONGEST / 2)
        if not self.served.runs:
            yield "the service ended with its database"

    def close(self) -> None:
        """End the service, and its PostgreSQL even if nobody is left who would."""
        self.served.stop()
        with self.server.running():
            pass

    def _started(self) -> Served:
        # Shorter than by default: what is tried here is that a request gives up.
        settings = {"DEAL_LEDGER_HOME": str(self.server.home), "DEAL_LEDGER_DATABASE_TIMEOUT": "2"}
        return Served(self._log, {"DEAL_LEDGER_DATABASE_URL": "", **settings})

    def _kill_postgresql(self) -> None:
        pid = int((self.server.data / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        os.kill(pid, signal.SIGKILL)


def rounds(home: Path, many: int, seed: int) -> Iterator[Round]:
    """Run that many rounds on one ledger in `home`."""
    with closing(Killed(home, seed)) as killed:
        for number in range(1, many + 1):
            yield a_round(killed, number)


def a_round(killed: Killed, number: int) -> Round:
    """Work, kill, start again, send again, check."""
    turn = TURNS[(number - 1) % len(TURNS)]
    seconds = killed.chance.uniform(0.05, LONGEST)
    with clients_of(killed.served.address, killed.token, number) as clients:
        time.sleep(seconds)
        faults = list(killed.kill(turn))
    faults += [f"{each.fault!r}" for each in clients if each.fault]
    unknown = note(killed, clients)
    found = send_again(killed, unknown)
    url = killed.server.url()
    with a_ledger(url, f"check-{number}") as ledger:
        faults += wrong(ledger, url, killed.sent, killed.told)
        entries = ledger.size
    numbers = (len(killed.told), len(unknown), found, entries)
    return Round(number, turn, seconds, *numbers, tuple(faults))


def note(killed: Killed, clients: Sequence[Client]) -> list[str]:
    """Add what the clients know; gives the records that they were told nothing of."""
    for each in clients:
        killed.sent += each.sent
        killed.told |= each.told
    return [record for each in clients for record in each.sent if record not in each.told]


def send_again(killed: Killed, unknown: Sequence[str]) -> int:
    """Send again what was not answered; gives how much of it was on record already."""
    found = 0
    with closing(Line(killed.served.address)) as line:
        for ids in together(unknown):
            receipts = send(line, [record_of_id(each) for each in ids], killed.token)
            killed.told |= lines_of(receipts)
            found += kept(ids, [each["added"] for each in receipts])
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each round; 1 when anything was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.http_kill", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="deal-ledger-kill-") as home:
        return show(rounds(Path(home), given.rounds, given.seed), given.seed)


if __name__ == "__main__":
    # Told to end, it stops what it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    sys.exit(main())
