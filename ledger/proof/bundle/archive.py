"""Bundles as zip files: one form for the same files, and nothing else is taken for a bundle.

Files stand in the order of their names, stored as they are: no compression could differ from one
library to the next, or burst. Dates are the earliest that a zip can say.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from stat import S_IFMT, S_IFREG
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import crc32

from ledger.proof.bundle.broken import BundleBroken

LARGEST = 2**32 - 1
MOST_FILES = 1_000_000
_PART = r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*"
_NAME = re.compile(rf"{_PART}(/{_PART})*")
_FIRST_DAY = 0x21
_UNIX = 3 << 8 | 20
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_END_64_AT = struct.Struct("<4sIQI")
_MANY = 0xFFFF
_FAULTS = (
    *(BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError, struct.error),
    *(OSError, OverflowError),
)
"""What reading a zip may raise, whatever its bytes are."""


class BundleTooLarge(Exception):
    """More bytes than a bundle may have."""


def packed(files: Mapping[str, bytes]) -> Iterator[bytes]:
    """The bytes of the zip that holds these files, piece by piece. Raises BundleTooLarge."""
    directory = []
    at = 0
    for name in sorted(files):
        content = files[name]
        directory.append(_central(name, content, at))
        yield _local(name, content)
        yield content
        at += _LOCAL.size + len(name) + len(content)
        if at > LARGEST:
            raise BundleTooLarge
    yield from directory
    yield _end(len(directory), sum(map(len, directory)), at)


class Unpacked(Mapping[str, bytes]):
    """The files of a bundle, read one at a time from the zip when they are asked for."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._members = {each.filename: each for each in archive.infolist()}

    def __getitem__(self, name: str) -> bytes:
        return self._archive.read(self._members[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __len__(self) -> int:
        return len(self._members)


@contextmanager
def unpacked(path: Path) -> Iterator[Unpacked]:
    """The files of a bundle. Raises BundleBroken (archive, names), OSError.

    No byte of it may be other than packing these files has it.
    """
    if not path.is_file():
        raise BundleBroken("archive", "it is no plain file")
    size = path.stat().st_size
    if size > LARGEST:
        raise BundleBroken("archive", "it is larger than any bundle")
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(ZipFile(path))
            members = archive.infolist()
        except _FAULTS as fault:
            raise BundleBroken("archive", f"it is no zip that can be read: {fault}") from None
        _judge_names(members)
        _judge_sizes(members, size)
        files = Unpacked(archive)
        _judge_packing(path, files)
        yield files


def _judge_packing(path: Path, files: Unpacked) -> None:
    with path.open("rb") as written:
        try:
            same = all(written.read(len(piece)) == piece for piece in packed(files))
        except (*_FAULTS, BundleTooLarge) as fault:
            raise BundleBroken("archive", f"it cannot be unpacked: {fault}") from None
        if not same or written.read(1):
            reason = "it is not packed as bundles are: unpacked and packed again, or changed"
            raise BundleBroken("archive", reason)


def _judge_names(members: list[ZipInfo]) -> None:
    if len(members) > MOST_FILES:
        raise BundleBroken("archive", "it has more files than any bundle")
    seen: set[str] = set()
    for each in members:
        name = each.filename
        if each.orig_filename != name or not _NAME.fullmatch(name) or len(name) > 200:
            raise BundleBroken("names", "it leaves the folder, or is no name of a bundle", name)
        if S_IFMT(each.external_attr >> 16) != S_IFREG:
            raise BundleBroken("names", "it is no plain file", name)
        if name.casefold() in seen:
            raise BundleBroken("names", "it is there twice", name)
        seen.add(name.casefold())


def _judge_sizes(members: list[ZipInfo], size: int) -> None:
    total = 0
    for each in members:
        if each.compress_type != ZIP_STORED or each.file_size != each.compress_size:
            raise BundleBroken("archive", "it is compressed; bundles are not", each.filename)
        total += each.file_size
        if total > size:
            raise BundleBroken("archive", "it says to be larger than the bundle", each.filename)


def _local(name: str, content: bytes) -> bytes:
    size = len(content)
    head = (b"PK\3\4", 20, 0, ZIP_STORED, 0, _FIRST_DAY, crc32(content), size, size, len(name), 0)
    return _LOCAL.pack(*head) + name.encode("ascii")


def _central(name: str, content: bytes, at: int) -> bytes:
    size = len(content)
    mode = (S_IFREG | (0o755 if name.startswith("verify.") else 0o644)) << 16
    head = (b"PK\1\2", _UNIX, 20, 0, ZIP_STORED, 0, _FIRST_DAY, crc32(content), size, size)
    return _CENTRAL.pack(*head, len(name), 0, 0, 0, 0, mode, at) + name.encode("ascii")


def _end(files: int, directory: int, at: int) -> bytes:
    if files <= _MANY - 1:
        return _END.pack(b"PK\5\6", 0, 0, files, files, directory, at, 0)
    end = _END_64.pack(b"PK\6\6", 44, 45, 45, 0, 0, files, files, directory, at)
    place = _END_64_AT.pack(b"PK\6\7", 0, at + directory, 1)
    return end + place + _END.pack(b"PK\5\6", 0, 0, _MANY, _MANY, directory, at, 0)
