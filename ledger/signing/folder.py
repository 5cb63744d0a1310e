"""The signer's folder: its private key, and its state. Nobody but its owner may read them.

Invariant: a checkpoint is in the state, and on the disk, before anybody else is given it. Whoever
comes after a crash finds the last one that was given out, or one more.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from ledger.signing.state import State, StateError, read_state

NAME = "signer"
KEY = "key.pem"
STATE = "state.json"
KEPT = (KEY, STATE)
"""What a backup carries."""
_LOCK = "lock"


class SignerBusyError(Exception):
    """Another process signs with this folder."""


@dataclass(frozen=True, slots=True)
class SignerFolder:
    """A folder, made when it is first needed."""

    path: Path

    @contextmanager
    def alone(self, lock: str = _LOCK) -> Iterator[None]:
        """No other process signs meanwhile, or what `lock` stands for. Raises SignerBusyError,
        StateError.
        """
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self.path / lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as fault:
            raise StateError(f"{self.path} cannot be used: {fault.strerror}.") from None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        except BlockingIOError:
            raise SignerBusyError(f"Another process signs with {self.path}.") from None
        finally:
            os.close(descriptor)

    def key(self) -> Ed25519PrivateKey | None:
        """The private key, when there is one. Raises StateError."""
        content = self._content(KEY)
        if content is None:
            return None
        try:
            key = load_pem_private_key(content, None)
        except (ValueError, TypeError):
            key = None
        if not isinstance(key, Ed25519PrivateKey):
            raise StateError(f"{self.path / KEY} holds no private key of Ed25519.")
        return key

    def make_key(self) -> Ed25519PrivateKey:
        """A new private key, kept. For whoever is alone, when there is none."""
        key = Ed25519PrivateKey.generate()
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        self.write(KEY, pem)
        return key

    def state(self) -> State | None:
        """The state, when there is one. Raises StateError."""
        content = self._content(STATE)
        return None if content is None else read_state(content)

    def save(self, state: State) -> None:
        """Keep a state. Once this returns it is on the disk, whatever happens."""
        self.write(STATE, state.to_bytes())

    def contents(self) -> dict[str, bytes]:
        """The files that a backup carries: all of them, or none. Raises StateError."""
        found = {name: self._content(name) for name in KEPT}
        return {name: content for name, content in found.items() if content is not None}

    def write(self, name: str, content: bytes) -> None:
        """A whole file in place of the one before, or that one still. Raises StateError."""
        new = self.path / f"{name}.new"
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
            with os.fdopen(os.open(new, flags, 0o600), "wb") as file:
                os.fchmod(file.fileno(), 0o600)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            new.replace(self.path / name)
            descriptor = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as fault:
            raise StateError(f"{self.path / name} cannot be written: {fault.strerror}.") from None

    def _content(self, name: str) -> bytes | None:
        try:
            return (self.path / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as fault:
            raise StateError(f"{self.path / name} cannot be read: {fault.strerror}.") from None


def folder_in(home: Path) -> SignerFolder:
    """The signer's folder in the home."""
    return SignerFolder(home / NAME)
