"""Stamping at work, beside the signer: in a thread of its own, so that signing never waits."""

from __future__ import annotations

from contextlib import closing
from threading import Event

from ledger.application import Ledger
from ledger.proof.disclosure import Salts
from ledger.signing.folder import SignerFolder
from ledger.stamping.asking import Asker
from ledger.stamping.authority import Plan
from ledger.stamping.taking import Stamper, Told

LOCK = "stamping.lock"
LOOK = 2.0
"""Seconds between two looks."""
RETRY = 5.0


class StampingAtWork:
    """Takes stamps until `stop` is set. Of several with one folder one works, and the others wait.

    Each beginning forgets what failed: it is tried at once.
    """

    def __init__(
        self,
        url: str,
        folder: SignerFolder,
        plan: Plan,
        asker: Asker,
        salts: Salts,
        told: Told,
    ) -> None:
        self._url = url
        self._folder = folder
        self._plan = plan
        self._asker = asker
        self._salts = salts
        self._told = told
        self.stop = Event()

    def run(self) -> None:
        """Work, and begin anew when the database was away."""
        while not self.stop.is_set():
            try:
                with self._folder.alone(LOCK):
                    self._stamp()
            except Exception as fault:  # noqa: BLE001 - whatever it is, it is told, and tried again
                if not self.stop.is_set():
                    self._told.hindered(fault)
            self.stop.wait(RETRY)

    def _stamp(self) -> None:
        with closing(Ledger(self._url, self._salts, pool_size=2)) as ledger:
            stamper = Stamper(self._folder, ledger, self._plan, self._asker, self._told)
            while not self.stop.is_set():
                stamper.step()
                self.stop.wait(LOOK)
