"""Signing a ledger for as long as it extends what was signed, and never once it does not.

What makes a signer freeze, beside the rules of `ledger.proof.verification` for what is new:

    log        the row that says what the log is is not there once and whole, or counts too few
    origin     the log has another name
    shrunk     the log counts fewer entries than were signed
    missing    an entry that was signed, or that the log counts, is not there
    rewritten  the entries that were signed give another tree than the one that was signed
    leaf, subtrees, position    the same of an entry that was signed, read again
    forgotten  checkpoints of this ledger were published, and this signer does not remember them
    restored   the signer's state comes from a backup

Only `resuming` lets it go on.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.proof.checkpoint import Checkpoint, CheckpointError, checkpoint_of, key_name
from ledger.proof.note import NoteError, Signer, Verifier
from ledger.proof.verification import Break
from ledger.signing import published
from ledger.signing.folder import SignerFolder
from ledger.signing.following import Progress, following_from
from ledger.signing.rereading import Rereading
from ledger.signing.source import LogHead, Source
from ledger.signing.state import FORGOTTEN, Frozen, State, StateError, at_size
from ledger.subtrees import Ask

REST = 60.0
"""Seconds between two passes over what was signed."""


class LedgerSigner:
    """Signs one ledger. For one thread, which is alone with the folder and has the connection.

    After a psycopg.Error it is thrown away, and a new one begins from what is kept.
    """

    def __init__(
        self,
        folder: SignerFolder,
        ask: Ask,
        now: Callable[[], datetime],
        progress: Progress | None = None,
    ) -> None:
        self._folder = folder
        self._ask = ask
        self._now = now
        self._progress = progress
        self._source = Source(ask)
        self._key, self.state = opened(folder, self._source, now)
        self._following = following_from(self.state, self._source)
        self._rereading: Rereading | None = Rereading(self._source)
        self._rested_from = 0.0
        self.compared = False
        """Whether all that was signed was read again since it began: nothing is signed before."""
        if self.state.frozen:
            self._tell()
        elif self.state.note and (last := self.state.last):
            published.publish(ask, self._public, last, self.state.note)

    def step(self) -> Checkpoint | None:
        """Take in what is new and sign it; None when there is nothing, or no more signing.

        Until all was compared, a step reads a page of it again instead.
        """
        if self.state.frozen:
            return None
        head = self._source.head()
        if broken := self._judge(head):
            self._freeze(broken)
        elif not self.compared:
            self.reread()
        else:
            assert head is not None
            return self._sign(head)
        return None

    def reread(self) -> None:
        """Read a page again of what was signed, unless the last pass was a moment ago."""
        if self._rereading is None:
            if time.monotonic() - self._rested_from < REST:
                return
            self._rereading = Rereading(self._source)
        broken = self._rereading.page(self.state.size)
        if broken is None and self._rereading.size == self.state.size:
            broken = self._rereading.differs(self.state.nodes)
            self._rereading, self._rested_from = None, time.monotonic()
            self.compared = broken is None
        if broken:
            self._freeze(broken)

    @property
    def _public(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def _judge(self, head: LogHead | None) -> Break | None:
        if head is None:
            return Break("log", "there is not one row, and a whole one, that says what the log is")
        if head.origin != self.state.log:
            return Break("origin", f"the log is called {head.origin!r}")
        size, signed = head.log.size, self.state.size
        if size < signed:
            return Break("shrunk", f"the log counts {size} entries, and {signed} were signed")
        if head.stored < size:
            reason = f"the log counts {size} entries, and the last that is stored is {head.stored}"
            return Break("missing", reason, head.stored + 1)
        if head.stored > size:
            reason = f"the log counts {size} entries, and one is stored at {head.stored}"
            return Break("log", reason, size + 1)
        if size == signed and list(head.log.frontier) != self.state.nodes:
            return Break("rewritten", "the log states another tree than the one that was signed")
        return None

    def _sign(self, head: LogHead) -> Checkpoint | None:
        if broken := self._following.catch_up(head, self._progress):
            self._freeze(broken)
            return None
        stand = self._following.stand
        if self.state.note and stand.size == self.state.size:
            return None
        signed = Checkpoint(self.state.origin, stand.size, stand.root)
        note = Signer(key_name(signed.origin), self._key).sign(signed.text)
        state = at_size(self.state.log, signed.origin, stand.size, stand.frontier, stand.clock)
        self._keep(state.model_copy(update={"note": note, "losses": self.state.losses}))
        published.publish(self._ask, self._public, signed, note)
        return signed

    def _freeze(self, broken: Break) -> None:
        frozen = Frozen(
            rule=broken.rule, reason=broken.reason, position=broken.position, at=self._now()
        )
        self._keep(self.state.freeze(frozen))
        self._tell()

    def _keep(self, state: State) -> None:
        # On the disk before anybody is told.
        self._folder.save(state)
        self.state = state

    def _tell(self) -> None:
        assert self.state.frozen is not None
        published.tell(self._ask, self._public, "frozen", told_of(self.state.frozen))


def told_of(frozen: Frozen) -> dict[str, Any]:
    """A freeze as readers are told of it."""
    return frozen.model_dump(mode="json")


def verifier(key: Ed25519PrivateKey, origin: str) -> Verifier:
    """What others verify with, under an origin."""
    return Signer(key_name(origin), key).verifier


def opened(
    folder: SignerFolder, source: Source, now: Callable[[], datetime]
) -> tuple[Ed25519PrivateKey, State]:
    """Key and state, made when there are none. Raises StateError."""
    key, state = folder.key(), folder.state()
    if state is None:
        key = key or folder.make_key()
        state = _first_state(source, now)
        folder.save(state)
    elif key is None:
        raise StateError(
            "The signer has a state and no key. Restore both from a backup of the ledger, or move "
            "the state away: then it begins with a new key, which is to be given to whoever "
            "verifies."
        )
    elif state.frozen is None and (newer := _signed_since(key, state, source)):
        reason = f"it signed {newer.size} entries, and remembers only {state.size}: an older copy"
        state = state.freeze(Frozen(rule=FORGOTTEN, reason=reason, at=now()))
        folder.save(state)
    return key, state


def _signed_since(key: Ed25519PrivateKey, state: State, source: Source) -> Checkpoint | None:
    """A published checkpoint that it signed under this origin, and does not remember."""
    last = published.latest(source.ask)
    if last is None or last.size <= state.size:
        return None
    try:
        # Whoever records may put rows there: only the signature counts.
        signed = checkpoint_of(last.note.encode(), [verifier(key, state.origin)])
    except (NoteError, CheckpointError):
        return None
    return signed if signed.origin == state.origin and signed.size > state.size else None


def _first_state(source: Source, now: Callable[[], datetime]) -> State:
    head = source.head()
    if head is None:
        raise StateError("There is not one row, and a whole one, that says what the log is.")
    last = published.latest(source.ask)
    if last is None:
        return at_size(head.origin, head.origin, 0, [], "")
    reason = (
        f"checkpoints were published up to size {last.size}, and this signer knows nothing of them"
    )
    return State(
        log=head.origin,
        origin=last.origin,
        size=last.size,
        root=last.root.hex(),
        frontier=(),
        clock="",
        note=last.note,
        frozen=Frozen(rule=FORGOTTEN, reason=reason, at=now()),
    )
