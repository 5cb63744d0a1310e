"""Stamping in a process: what it is set to, how authorities are asked, and what is logged of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Thread

import httpx
import structlog

from api.logs import Log
from api.outside import Outside
from api.settings import BadSettingError, Settings, variable
from api.stamps import roots_in
from ledger.proof.time_stamp import TimeStamp
from ledger.proof.verification import Break
from ledger.signing.folder import SignerBusyError, folder_in
from ledger.signing.state import StateError
from ledger.stamping.asking import LARGEST_ANSWER, TOO_LARGE, Asker, NoAnswerError
from ledger.stamping.authority import Authority, Plan, authorities_in
from ledger.stamping.running import StampingAtWork
from ledger.submission import Receipt

TOTAL = 15.0
"""Seconds from the look-up of the name to the last byte of the answer, however it trickles."""
SAID_EVERY = 60.0
LONGEST_STEP = 5.0
"""Seconds that is waited for an answer underway, once it is told to stop: it is asked for again."""
_HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
}


def plan_of(settings: Settings) -> Plan:
    """Whom to ask, how often, and whom to believe. Raises BadSettingError."""
    authorities = authorities_in(settings.time_stamp_authorities or "")
    if authorities and settings.time_stamp_roots is None:
        raise BadSettingError(
            f"{variable('time_stamp_roots')}: name the file with the root certificates of the "
            "authorities. A stamp that none of them vouches for is not recorded."
        )
    every = timedelta(minutes=settings.time_stamp_minutes)
    return Plan(authorities, roots_in(settings.time_stamp_roots), every)


def post(url: str, request: bytes) -> bytes:
    """Ask an authority; gives what it answered. Raises NoAnswerError."""
    return asyncio.run(_post(url, request))


async def _post(url: str, request: bytes) -> bytes:
    try:
        async with (
            asyncio.timeout(TOTAL),
            _client() as by,
            by.stream("POST", url, content=request, headers=_HEADERS) as answer,
        ):
            if answer.status_code != httpx.codes.OK:
                raise NoAnswerError(f"it answered {answer.status_code}")
            return await _read(answer)
    except TimeoutError:
        why = f"no answer within {TOTAL:g} seconds"
    except httpx.ConnectError:
        why = "it cannot be reached"
    # Also what the environment says of proxies and authorities, when it cannot be used.
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, ImportError) as fault:
        why = f"it could not be asked, or what it answered was no HTTP ({type(fault).__name__})"
    raise NoAnswerError(why)


def _client() -> httpx.AsyncClient:
    """Follows no redirect. A proxy and the authorities for TLS of the environment count."""
    return httpx.AsyncClient(
        timeout=TOTAL,
        follow_redirects=False,
        headers={"User-Agent": "deal-ledger", "Accept-Encoding": "identity"},
    )


async def _read(answer: httpx.Response) -> bytes:
    body = b""
    async for part in answer.aiter_raw():
        body += part
        if len(body) > LARGEST_ANSWER:
            raise NoAnswerError(TOO_LARGE)
    return body


class LoggedStamping:
    """Logs what becomes of stamping."""

    def __init__(self) -> None:
        self._log: Log = structlog.get_logger()
        self._said: tuple[object, float] = (None, 0.0)

    def stamped(self, authority: Authority, stamp: TimeStamp, receipt: Receipt) -> None:
        """Each time."""
        self._log.info(
            "time_stamp_recorded",
            authority=authority.name,
            stamped_at=stamp.at.isoformat(),
            position=receipt.position,
        )

    def refused(self, authority: Authority, broken: Break, again_at: datetime) -> None:
        """Each time: it is tried later and later."""
        self._log.warning(
            "time_stamp_refused",
            authority=authority.name,
            rule=broken.rule,
            reason=broken.reason,
            again_at=again_at.isoformat(),
        )

    def hindered(self, fault: Exception) -> None:
        """Once a minute for as long as it lasts; to wait for another one at work is no fault."""
        known, at = self._said
        what = type(fault), str(fault)
        if isinstance(fault, SignerBusyError) or (
            known == what and time.monotonic() - at < SAID_EVERY
        ):
            return
        self._said = (what, time.monotonic())
        says = str(fault) if isinstance(fault, StateError) else None
        self._log.error("hindered", part="stamping", fault=type(fault).__name__, says=says)


@contextmanager
def stamping_beside(url: str, settings: Settings, outside: Outside) -> Iterator[None]:
    """Stamping in a thread of its own, for as long as it lasts. Raises BadSettingError."""
    worker = StampingAtWork(
        url,
        folder_in(settings.home),
        plan_of(settings),
        Asker(post, outside.now),
        outside.salts,
        LoggedStamping(),
    )
    thread = Thread(target=worker.run, name="stamping", daemon=True)
    thread.start()
    try:
        yield
    finally:
        worker.stop.set()
        thread.join(LONGEST_STEP)
