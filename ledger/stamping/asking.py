"""One request for a stamp, and what came back: judged before anybody keeps it.

What may be wrong with an answer, beside the rules of `ledger.proof.time_stamp`:

    answer    none came, not in time, not as HTTP has it, or larger than an entry can hold
    nonce     it answers another request
    time      it is far off the clock here, or too inexact
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography.x509 import Certificate
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from ledger.proof.time_stamp import (
    FAR_OFF,
    TimeStamp,
    TimeStampError,
    judge_token,
    read_response,
)
from ledger.proof.verification import Break
from ledger.stamping.authority import Authority

LARGEST_ANSWER = 40_000
"""Bytes; an entry holds the token of it in base64, beside the checkpoint."""
TOO_LARGE = f"it answered more than {LARGEST_ANSWER:,} bytes"

Post = Callable[[str, bytes], bytes]
"""Sends a request to an address, and gives the answer's body. Raises NoAnswerError."""


class NoAnswerError(Exception):
    """No answer that can be used; the message says why, without a word of the other side's."""


class RefusedStampError(Exception):
    """What an authority answered is no stamp that counts; `broken` says by which rule."""

    def __init__(self, broken: Break) -> None:
        super().__init__(f"{broken.rule}: {broken.reason}")
        self.broken = broken


@dataclass(frozen=True, slots=True)
class Asker:
    """Asks authorities, by a way to send and a clock."""

    post: Post
    now: Callable[[], datetime]

    def stamp(self, of: Authority, stamped: bytes, roots: Sequence[Certificate]) -> TimeStamp:
        """A stamp of these bytes, verified. Raises RefusedStampError."""
        # The nonce is the library's: it makes the request unlike any before.
        request = TimestampRequestBuilder(stamped, HashAlgorithm.SHA256).build()
        try:
            answer = self.post(of.url, request.as_bytes())
            if len(answer) > LARGEST_ANSWER:
                raise RefusedStampError(Break("answer", TOO_LARGE))
            stamp = read_response(answer)
        except NoAnswerError as fault:
            raise RefusedStampError(Break("answer", str(fault))) from None
        except TimeStampError as fault:
            raise RefusedStampError(Break("form", str(fault))) from None
        if broken := (
            _judge_nonce(stamp, request.nonce)
            or judge_token(stamp, stamped, roots)
            or _judge_time(stamp, self.now())
        ):
            raise RefusedStampError(broken)
        return stamp


def _judge_nonce(stamp: TimeStamp, nonce: int | None) -> Break | None:
    return None if stamp.nonce == nonce else Break("nonce", "it answers another request")


def _judge_time(stamp: TimeStamp, now: datetime) -> Break | None:
    if abs(stamp.at - now) > FAR_OFF:
        return Break("time", f"it says {stamp.at}, and the clock here {now}")
    if stamp.accuracy is not None and stamp.accuracy > FAR_OFF:
        return Break("time", f"it is exact to {stamp.accuracy.total_seconds():g} seconds only")
    return None
