"""The data of a backup: members in a gzipped tar, written and read piece by piece.

The length of a member stands before it, and that of a table is not known beforehand: a table is
written as several members, each of whole rows.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Generator, Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from ledger.backup.manifest import BackupError

Member = tuple[str, bytes]
"""A member's name, and what it holds; all of it is in memory at once."""

LEVEL = 4
"""More takes far longer, and saves little of what COPY writes."""
_BLOCK = 1 << 16


def packed(members: Iterable[Member], at: datetime) -> Generator[bytes, None, None]:
    """The bytes of the members, as they come."""
    sink = _Sink()
    with (
        gzip.GzipFile(fileobj=sink, mode="wb", compresslevel=LEVEL, mtime=0) as squeezed,
        tarfile.open(fileobj=squeezed, mode="w|", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size, info.mode, info.mtime = len(content), 0o600, int(at.timestamp())
            tar.addfile(info, io.BytesIO(content))
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """Keeps what is written until it is taken."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, content: object) -> int:
        """Keep it."""
        self._kept.append(bytes(content))  # type: ignore[call-overload]
        return len(self._kept[-1])

    def taken(self) -> bytes:
        """What was written since."""
        taken = b"".join(self._kept)
        self._kept.clear()
        return taken


def unpacked(plaintext: BinaryIO) -> Iterator[Member]:
    """The members, in their order. Once exhausted, all of `plaintext` was read."""
    try:
        with gzip.GzipFile(fileobj=plaintext) as squeezed:
            with tarfile.open(fileobj=squeezed, mode="r|") as tar:
                for info in tar:
                    content = tar.extractfile(info)
                    yield info.name, content.read() if content else b""
            # To the very end: only there is it known that nothing is missing.
            while squeezed.read(_BLOCK):
                pass
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError):
        raise BackupError("The file holds something else than a backup of a ledger.") from None
