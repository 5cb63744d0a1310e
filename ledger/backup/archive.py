"""The file of a backup: a zip with a note for people, the sealed key, and the sealed data.

It ends with the SHA-256 of all that comes before, as the comment of the zip: damage is found
without the passphrase, and told from a wrong one. Whoever damages it on purpose could write that
anew; then it is age that refuses.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ledger.backup.manifest import BackupError, Progress
from ledger.backup.sealing import key_of, new_key, seal, unsealed

NOTE = "README.txt"
KEY = "key.age"
DATA = "ledger.tar.gz.age"
DIGEST_LENGTH = 64
_BLOCK = 1 << 20
_BEGINS = b"PK\x03\x04"
_LARGEST_KEY = 1 << 16

_NOTE = f"""\
A backup of a deal-ledger: all that its database held, encrypted with a passphrase.

To restore it:

    deal-ledger restore FILE

To open it by hand, with unzip, age (https://age-encryption.org) and tar:

    unzip FILE {KEY} {DATA}
    age --decrypt --identity {KEY} {DATA} | tar -xz

age asks for the passphrase. manifest.json says what is there. tables/NAME/ holds the rows of one
table, in the text format of PostgreSQL's COPY; several files are one after the other.

To see that the file is undamaged, which needs no passphrase: these two print the same.

    head -c -{DIGEST_LENGTH} FILE | sha256sum
    tail -c {DIGEST_LENGTH} FILE
"""


def write_archive(
    out: BinaryIO, passphrase: str, made_at: datetime, plaintext: Iterator[bytes]
) -> None:
    """Write the file of a backup, whose data are `plaintext`, into an empty one."""
    key, sealed_key = new_key(passphrase)
    with ZipFile(out, "w", ZIP_STORED) as container:
        container.comment = b"0" * DIGEST_LENGTH
        container.writestr(_member(NOTE, made_at), _NOTE)
        container.writestr(_member(KEY, made_at), sealed_key)
        with container.open(_member(DATA, made_at), "w", force_zip64=True) as sealed:
            seal(plaintext, sealed, key)
    out.flush()
    length = os.fstat(out.fileno()).st_size - DIGEST_LENGTH
    digest = _digest(out, length, lambda _: None)
    out.seek(length)
    out.write(digest)


def _member(name: str, made_at: datetime) -> ZipInfo:
    info = ZipInfo(name, made_at.timetuple()[:6])
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def opened_archive(file: Path, passphrase: str, progress: Progress) -> Iterator[BinaryIO]:
    """The plaintext of a backup. Raises BackupError, also where it is read."""
    with _undamaged(file, progress) as content:
        try:
            container = ZipFile(content)
            with container.open(KEY) as sealed:
                sealed_key = sealed.read(_LARGEST_KEY)
            data = container.open(DATA)
        except Exception:  # noqa: BLE001 - zipfile meets a forged frame with faults of any kind
            raise BackupError("The file is not a backup that this version can read.") from None
        with container, data, unsealed(data, key_of(sealed_key, passphrase)) as plaintext:
            yield plaintext


@contextmanager
def _undamaged(file: Path, progress: Progress) -> Iterator[BinaryIO]:
    """The file, read once to see that it is as it was written."""
    try:
        content = file.open("rb")
    except OSError as fault:
        raise BackupError(f"{file} cannot be read: {fault.strerror}.") from None
    with content:
        try:
            _refuse_damaged(content, progress)
        except OSError as fault:
            raise BackupError(f"{file} cannot be read: {fault.strerror}.") from None
        yield content


def _refuse_damaged(content: BinaryIO, progress: Progress) -> None:
    length = os.fstat(content.fileno()).st_size - DIGEST_LENGTH
    start = content.read(len(_BEGINS) + 26 + len(NOTE))
    if not (start.startswith(_BEGINS) and start.endswith(NOTE.encode())):
        raise BackupError("The file is not a backup of deal-ledger.")
    content.seek(max(length, 0))
    stated = content.read()
    if not re.fullmatch(rb"[0-9a-f]{64}", stated):
        raise BackupError("The file was cut short: it does not end with its SHA-256.")
    found = _digest(content, length, lambda done: progress("Reading the file", done, length))
    if found != stated:
        raise BackupError("The file was changed or damaged: it has another SHA-256 than it states.")


def _digest(content: BinaryIO, length: int, read: Callable[[int], None]) -> bytes:
    """The SHA-256 of the first `length` bytes, in hexadecimal digits."""
    hashed, done = sha256(), 0
    content.seek(0)
    while done < length:
        block = content.read(min(_BLOCK, length - done))
        if not block:
            break
        hashed.update(block)
        done += len(block)
        read(done)
    return hashed.hexdigest().encode()
