"""Time stamps (RFC 3161) over checkpoints, judged from their bytes. Pure.

A token is of a note by these rules, in this order; the first that fails is told.

    form         the bytes are a token with one signer, and the digest in it is a SHA-256
    imprint      it is of these bytes
    chain        whoever signed it may stamp times, is named in what is signed, and is certified
                 by one of the roots, at the time that it states

And what is recorded in a ledger by these:

    stamped_at   the time that stands beside the token is the token's
    checkpoint   the note is a checkpoint of this ledger, and smaller than where it is recorded
    root         the first entries of the ledger are those that the checkpoint signs
    clock        the ledger's own clock does not contradict it: the last entry in the checkpoint
                 was not recorded later, nor the stamp itself earlier

Certificates that were revoked are not asked for. A token holds those that lead to the root.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates
from rfc3161_client import TimeStampResponse, VerifierBuilder, decode_timestamp_response
from rfc3161_client.verify import SHA256_OID

from ledger.proof.checkpoint import Checkpoint, log_of
from ledger.proof.der_order import with_certificates_in_order
from ledger.proof.signing_certificate import names_its_signer
from ledger.proof.verification import Break

FAR_OFF = timedelta(minutes=5)
"""How far an authority's clock and ours may be apart."""
VAGUEST = timedelta(hours=1)
"""The least exact time that a stamp may state."""
GRANTED = 0
_TO_THE_SECOND = timedelta(seconds=1)
_YEARS = 2000, 9000
_GRANTED = bytes.fromhex("3003020100")


class TimeStampError(ValueError):
    """The bytes are no time stamp that can be used."""


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """What a token says. `certificates` are those that come with it, in DER."""

    token: bytes
    at: datetime
    accuracy: timedelta | None
    imprint: bytes
    nonce: int | None
    serial: int
    certificates: tuple[bytes, ...]

    @property
    def earliest(self) -> datetime:
        """What is in the token cannot have been known before this."""
        return self.at - (self.accuracy or timedelta())

    @property
    def latest(self) -> datetime:
        """What was stamped was there by then: a time to the second is within that second."""
        rest = timedelta() if self.at.microsecond else _TO_THE_SECOND
        return self.at + (self.accuracy or timedelta()) + rest


def read_response(content: bytes) -> TimeStamp:
    """What an authority answered. Raises TimeStampError; says nothing of who signed it."""
    response = _decoded(with_certificates_in_order(content))
    if response.status != GRANTED:
        raise TimeStampError(f"The authority grants no stamp: its status is {response.status}.")
    stamp = _stamp(response)
    if read_token(stamp.token) != stamp:
        raise TimeStampError("The token says something else by itself than in its answer.")
    return stamp


def read_token(token: bytes) -> TimeStamp:
    """A token as it is kept. Raises TimeStampError; says nothing of who signed it."""
    stamp = _stamp(_decoded(_as_response(token)))
    if stamp.token != token:
        raise TimeStampError("The token is not written as it has to be (DER).")
    return stamp


def roots_of(pem: bytes) -> tuple[Certificate, ...]:
    """The certificates in a PEM file. Raises TimeStampError."""
    try:
        return tuple(load_pem_x509_certificates(pem))
    except ValueError:
        raise TimeStampError("There is no certificate in it, or one that cannot be read.") from None


def as_pem(certificates: Sequence[bytes]) -> bytes:
    """Certificates as tools of others read them. Raises ValueError."""
    found = map(load_der_x509_certificate, certificates)
    return b"".join(each.public_bytes(Encoding.PEM) for each in found)


def certificates_with(stamps: Iterable[TimeStamp]) -> bytes:
    """Those that came with any of them, each once, as tools of others read them."""
    found = []
    for each in sorted({each for stamp in stamps for each in stamp.certificates}):
        with suppress(ValueError):  # of somebody whose certificate nobody can read
            found.append(as_pem([each]))
    return b"".join(found)


def as_written(moment: datetime) -> str:
    """A time of a token, as it is recorded."""
    exactly = moment.replace(tzinfo=None)
    return f"{exactly.isoformat(timespec='microseconds' if moment.microsecond else 'seconds')}Z"


def judge_token(stamp: TimeStamp, stamped: bytes, roots: Sequence[Certificate]) -> Break | None:
    """By the rules imprint and chain; without roots nobody looks who signed it."""
    if stamp.imprint != sha256(stamped).digest():
        return Break("imprint", "it is a stamp of something else")
    if not roots:
        return None
    verifier = VerifierBuilder(roots=list(roots)).build()
    try:
        response = _decoded(_as_response(stamp.token))
        verifier.verify(response, stamp.imprint)
        signer = _signer(response, stamp.certificates)
    except Exception as fault:  # noqa: BLE001 - of hostile certificates it raises not only its own
        return Break("chain", f"none of the roots vouches for it: {_why(fault)}")
    if not names_its_signer(stamp.token, signer):
        return Break("chain", "it does not name the certificate that signs it")
    return None


def judge_checkpoint(head: Checkpoint, log: str, position: int, root: bytes | None) -> Break | None:
    """By the rules checkpoint and root; `root` is the ledger's own at that size."""
    if log_of(head.origin) != log:
        return Break("checkpoint", f"it is of {head.origin}, and this ledger is {log}")
    if not 0 < head.size < position:
        return Break("checkpoint", f"{head.size} entries cannot have been stamped before it")
    if root != head.root:
        reason = f"the first {head.size} entries of the ledger are not those that were stamped"
        return Break("root", reason)
    return None


def judge_clock(stamp: TimeStamp, before: datetime, after: datetime) -> Break | None:
    """By the rule clock: `before` was recorded what is stamped last, `after` the stamp itself."""
    if before - stamp.latest > FAR_OFF:
        reason = f"{stamp.at} was stamped what the ledger says that it recorded at {before}"
        return Break("clock", reason)
    if stamp.earliest - after > 2 * FAR_OFF:
        reason = f"it was made at {stamp.at}, and the ledger says that it recorded it at {after}"
        return Break("clock", reason)
    return None


def _decoded(content: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(content)
    except ValueError:
        raise TimeStampError("It is not the answer of a time stamping authority.") from None


def _stamp(response: TimeStampResponse) -> TimeStamp:
    # Bytes of anybody: what the library raises of them is of many kinds.
    try:
        stamp = _read(response)
        signers = len(response.signed_data.signer_infos)
        algorithm = response.tst_info.message_imprint.hash_algorithm.dotted_string
    except TimeStampError:
        raise
    except Exception:  # noqa: BLE001 - as above
        raise TimeStampError("The time stamp cannot be read.") from None
    if signers != 1:
        raise TimeStampError("A time stamp has one signer.")
    if algorithm != SHA256_OID:
        raise TimeStampError("The stamp is not of a SHA-256.")
    if not _YEARS[0] <= stamp.at.year <= _YEARS[1]:
        raise TimeStampError("The time in the stamp cannot be.")
    return stamp


def _read(response: TimeStampResponse) -> TimeStamp:
    told = response.tst_info
    return TimeStamp(
        token=response.time_stamp_token(),
        at=told.gen_time,
        accuracy=_accuracy(told.accuracy),
        imprint=told.message_imprint.message,
        nonce=told.nonce,
        serial=told.serial_number,
        certificates=tuple(sorted(response.signed_data.certificates)),
    )


def _signer(response: TimeStampResponse, certificates: Sequence[bytes]) -> bytes:
    """The certificate that a verified token says it is signed with, among those with it."""
    [info] = response.signed_data.signer_infos
    for each in certificates:
        found = load_der_x509_certificate(each)
        if (found.issuer, found.serial_number) == (info.issuer, info.serial_number):
            return each
    raise TimeStampError("The certificate is not with it.")


def _accuracy(given: object) -> timedelta | None:
    if given is None:
        return None
    units = {"seconds": "seconds", "millis": "milliseconds", "micros": "microseconds"}
    found = timedelta(**{unit: getattr(given, name) or 0 for name, unit in units.items()})
    if not timedelta() <= found <= VAGUEST:
        raise TimeStampError("The stamp is so inexact that it says nothing.")
    return found


def _as_response(token: bytes) -> bytes:
    """The answer that grants a token, which is all that the library reads."""
    body = _GRANTED + token
    size = len(body)
    if size < 128:
        return bytes([0x30, size]) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([0x30, 0x80 | len(length)]) + length + body


def _why(fault: Exception) -> str:
    """In few words: what the library quotes of OpenSSL is a page."""
    text = str(fault)
    if (at := text.find("Verify error: ")) >= 0:
        return text[at + len("Verify error: ") :].split('"', maxsplit=1)[0]
    return text.split(":", maxsplit=1)[0][:120]
