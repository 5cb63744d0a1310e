"""Encryption in the age format (https://age-encryption.org), which the `age` tool opens too.

A passphrase seals in memory only, a key seals a stream. So every backup has a key of its own, which
the passphrase seals, and which seals the data. age authenticates what it decrypts, piece by piece,
and the end as well: what was changed or cut short is never taken for whole.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import IO, Any, BinaryIO, TypeAlias

import pyrage  # type: ignore[import-untyped]

from ledger.backup.manifest import BackupError

_BUFFER = 1 << 16

Key: TypeAlias = Any
"""An identity of `pyrage.x25519`, which ships no types."""


def new_key(passphrase: str) -> tuple[Key, bytes]:
    """A fresh key, and the same sealed by the passphrase (scrypt: about a second, 512 MiB)."""
    key = pyrage.x25519.Identity.generate()
    return key, bytes(pyrage.passphrase.encrypt(f"{key}\n".encode(), passphrase))


def key_of(sealed: bytes, passphrase: str) -> Key:
    """The key that the passphrase sealed. Raises BackupError when it is another passphrase."""
    try:
        text = bytes(pyrage.passphrase.decrypt(sealed, passphrase)).decode()
        return pyrage.x25519.Identity.from_str(text.strip())
    except (pyrage.DecryptError, pyrage.IdentityError, UnicodeDecodeError) as fault:
        raise BackupError(f"The passphrase does not open this backup ({fault}).") from None


def seal(pieces: Iterator[bytes], out: IO[bytes], key: Key) -> None:
    """Write all pieces to `out`, encrypted to the key."""
    ends = _Ends(pieces, out)
    try:
        pyrage.encrypt_io(ends, ends, [key.to_public()])
    except pyrage.EncryptError:
        if ends.fault is None:
            raise
        raise ends.fault from None


class _Ends:
    """Both ends of an encryption. age's library keeps only the words of a fault in them."""

    def __init__(self, pieces: Iterator[bytes], out: IO[bytes]) -> None:
        self._pieces = pieces
        self._out = out
        self._left = memoryview(b"")
        self.fault: BaseException | None = None

    def read(self, size: int) -> bytes:
        """At most `size` bytes of what is left; none at the end."""
        try:
            while not self._left:
                self._left = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as fault:
            self.fault = fault
            raise
        read, self._left = self._left[:size], self._left[size:]
        return bytes(read)

    def write(self, content: bytes) -> int:
        """Pass on."""
        try:
            return self._out.write(content)
        except BaseException as fault:
            self.fault = fault
            raise

    def flush(self) -> None:
        """Left to whoever owns `out`."""


@contextmanager
def unsealed(sealed: IO[bytes], key: Key) -> Iterator[BinaryIO]:
    """What the key sealed, to be read as it is decrypted.

    Reading raises BackupError where the data were changed, and at an end that is not the true one.
    """
    # age's library pushes, tar pulls: between them a thread, and a pipe that makes it wait.
    reading, writing = os.pipe()
    decryption = _Decryption(sealed, key, writing)
    decryption.start()
    try:
        with os.fdopen(reading, "rb", buffering=0) as pipe:
            yield io.BufferedReader(_Plaintext(pipe, decryption), _BUFFER)
    finally:
        decryption.join()


class _Decryption(Thread):
    """Decrypts into a pipe until the end, a fault, or nobody reads any more."""

    def __init__(self, sealed: IO[bytes], key: Key, writing: int) -> None:
        super().__init__(name="decryption", daemon=True)
        self._sealed = sealed
        self._key = key
        self._writing = writing
        self.fault: Exception | None = None

    def run(self) -> None:
        """The thread's work."""
        try:
            with os.fdopen(self._writing, "wb") as pipe:
                pyrage.decrypt_io(self._sealed, pipe, [self._key])
        except Exception as fault:  # noqa: BLE001 - told to whoever reads
            self.fault = fault


class _Plaintext(io.RawIOBase):
    """The pipe. Its end is believed only when the decryption says that it is the true one."""

    def __init__(self, pipe: io.FileIO, decryption: _Decryption) -> None:
        self._pipe = pipe
        self._decryption = decryption

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """What io asks of a stream."""
        count = self._pipe.readinto(buffer)
        if count:
            return count
        self._decryption.join()
        if self._decryption.fault:
            raise BackupError(
                f"The file was changed or cut short: {self._decryption.fault}."
            ) from None
        return 0
