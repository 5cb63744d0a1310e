"""The signer in a process: what is logged of it, and the one that `serve` has in a thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from threading import Thread

import psycopg
import structlog

from api import logs
from api.logs import Log
from api.outside import Outside
from api.settings import Settings
from ledger.database import WRITER, connected
from ledger.proof.checkpoint import Checkpoint
from ledger.signing.folder import SignerBusyError, folder_in
from ledger.signing.running import SignerAtWork
from ledger.signing.source import asking
from ledger.signing.state import Frozen, StateError
from ledger.stamping.standing import tell_only

SAID_EVERY = 60.0
"""Seconds after which what has not changed is said again."""
LONGEST_STEP = 10.0
"""Seconds that a step underway may take once the signer is told to stop."""


class LoggedSigning:
    """Logs what becomes of signing: of entries only positions, no word of theirs."""

    def __init__(self) -> None:
        self._log: Log = structlog.get_logger()
        self._said: tuple[object, float] = (None, 0.0)

    def signed(self, checkpoint: Checkpoint) -> None:
        """At the level of debug."""
        self._said = (None, 0.0)
        self._log.debug("checkpoint_signed", origin=checkpoint.origin, size=checkpoint.size)

    def frozen(self, frozen: Frozen) -> None:
        """Once a minute for as long as it lasts."""
        if self._is_new(frozen):
            self._log.error(
                "signer_frozen",
                rule=frozen.rule,
                position=frozen.position,
                since=frozen.at.isoformat(),
                help="deal-ledger signer status",
            )

    def hindered(self, fault: Exception) -> None:
        """Another one at work with the same folder is no fault: it waits for that one."""
        if not self._is_new((type(fault), str(fault))):
            return
        if isinstance(fault, SignerBusyError):
            self._log.info("signer_waits")
        else:
            says = str(fault) if isinstance(fault, StateError) else None
            self._log.error("hindered", part="signer", fault=type(fault).__name__, says=says)

    def _is_new(self, what: object) -> bool:
        known, at = self._said
        if known == what and time.monotonic() - at < SAID_EVERY:
            return False
        self._said = (what, time.monotonic())
        return True


def a_signer(url: str, settings: Settings, now: Callable[[], datetime]) -> SignerAtWork:
    """The signer of this home, on a database."""
    return SignerAtWork(url, folder_in(settings.home), now, LoggedSigning())


@contextmanager
def signing_here(url: str, settings: Settings, outside: Outside) -> Iterator[None]:
    """A signer in a thread of its own, for as long as it lasts. Raises BadSettingError."""
    # It may have something to say at once.
    logs.configure(settings.log_level)
    with stamping_here(url, settings, outside):
        worker = a_signer(url, settings, outside.now)
        thread = Thread(target=worker.run, name="signer", daemon=True)
        thread.start()
        try:
            yield
        finally:
            worker.stop.set()
            thread.join(LONGEST_STEP)


@contextmanager
def stamping_here(url: str, settings: Settings, outside: Outside) -> Iterator[None]:
    """Has what is signed stamped, where authorities are set. Raises BadSettingError."""
    if not settings.time_stamp_authorities:
        # Whoever was asked before is not told of as failing any more.
        with suppress(psycopg.Error), connected(url, WRITER) as connection:
            tell_only(asking(connection), [])
        yield
        return
    # Here, not above: nobody else needs what asks authorities, and judges their answers.
    from api.stamping import stamping_beside  # noqa: PLC0415

    with stamping_beside(url, settings, outside):
        yield
