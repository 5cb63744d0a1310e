"""A file that appears under its name when it is complete, or not at all."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ledger.backup.manifest import BackupError


def refuse_existing(file: Path, *, replace: bool) -> None:
    """Raise BackupError when the file is there and is not to be replaced."""
    if not replace and os.path.lexists(file):
        raise BackupError(f"{file} is already there: choose another name, or give --force.")


@contextmanager
def new_file(file: Path, *, replace: bool) -> Iterator[BinaryIO]:
    """A file to write, which only its owner may read: beside, as `.part`, until it is complete.

    Whatever goes wrong, or whenever the machine stops: `file` is absent, the one that was there
    before, or complete and on the disk.
    """
    refuse_existing(file, replace=replace)
    part = file.with_name(f"{file.name}.part")
    try:
        with _alone(part) as content:
            yield content
            content.flush()
            os.fsync(content.fileno())
            refuse_existing(file, replace=replace)
            part.replace(file)
        _sync_folder(file.parent)
    except OSError as fault:
        raise BackupError(f"{file} cannot be written: {fault.strerror or fault}.") from None


@contextmanager
def _alone(part: Path) -> Iterator[BinaryIO]:
    """The file, emptied: one that a killed backup left, but none that another is writing.

    It is removed when anything goes wrong.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC
    with os.fdopen(os.open(part, flags, 0o600), "w+b") as content:
        try:
            fcntl.flock(content, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(f"{part} is being written by another backup.") from None
        # Between opening and locking, the other one may have completed it.
        if not os.path.samestat(os.fstat(content.fileno()), part.lstat()):
            raise BackupError(f"{part} was being written by another backup.")
        try:
            os.fchmod(content.fileno(), 0o600)
            content.truncate(0)
            yield content
        except BaseException:
            part.unlink(missing_ok=True)
            raise


def _sync_folder(folder: Path) -> None:
    """So that the new name, too, is on the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
