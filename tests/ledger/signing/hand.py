"""A signer that is stepped through by hand, on a database and a folder of the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger.database import WRITER, connected
from ledger.proof.checkpoint import Checkpoint, checkpoint_of
from ledger.signing import signer as signing
from ledger.signing.folder import SignerFolder
from ledger.signing.resuming import Wish, resume
from ledger.signing.signer import LedgerSigner, verifier
from ledger.signing.source import asking
from ledger.signing.state import Frozen, State

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def now() -> datetime:
    """A clock that stands still."""
    return NOW


class ByHand:
    """The signer of one folder, begun anew whenever it is asked to sign."""

    def __init__(self, url: str, path: Path) -> None:
        self.url = url
        self.folder = SignerFolder(path)

    def sign(self) -> Checkpoint | None:
        """Compare, and sign what is new; None when nothing was signed."""
        with self.begun() as signer:
            return self.step(signer)

    @contextmanager
    def begun(self) -> Iterator[LedgerSigner]:
        """A signer at work."""
        with self.folder.alone(), connected(self.url, WRITER) as connection:
            yield LedgerSigner(self.folder, asking(connection), now)

    @staticmethod
    def step(signer: LedgerSigner) -> Checkpoint | None:
        """As the signer at work steps: until all was compared, and once more."""
        while not signer.compared and not signer.state.frozen:
            signer.step()
        return signer.step()

    def resume(self, wish: Wish) -> State:
        """Let it go on."""
        with self.folder.alone(), connected(self.url, WRITER) as connection:
            return resume(self.folder, asking(connection), now, wish)

    @property
    def state(self) -> State:
        """What it remembers."""
        state = self.folder.state()
        assert state is not None
        return state

    @property
    def frozen(self) -> Frozen:
        """Why it is frozen."""
        assert self.state.frozen is not None
        return self.state.frozen

    @property
    def note(self) -> bytes:
        """The checkpoint that it signed last, as it was signed."""
        assert self.state.note is not None
        return self.state.note.encode()

    @property
    def believed(self) -> Checkpoint:
        """That checkpoint, when its signature is verified."""
        key = self.folder.key()
        assert key is not None
        return checkpoint_of(self.note, [verifier(key, self.state.origin)])


@contextmanager
def passes_without_rest(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One pass over what was signed follows the other at once."""
    with monkeypatch.context() as patched:
        patched.setattr(signing, "REST", 0.0)
        yield
