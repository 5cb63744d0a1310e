"""Going on after a freeze. The ledger must hold in itself; what is asked is what it extends.

It extends the last checkpoint: signing goes on under the same origin. It does not, or nobody can
say what was signed last: only when told to accept the loss, under a new origin that commits to the
last checkpoint, and what was lost is kept in the state and told to readers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ledger.proof.checkpoint import Checkpoint, CheckpointError, checkpoint_of, resumed_origin
from ledger.proof.merkle import finished_subtrees
from ledger.proof.note import NoteError
from ledger.signing import published
from ledger.signing.folder import SignerFolder
from ledger.signing.following import Following, Progress, Stand, following_anew
from ledger.signing.signer import opened, verifier
from ledger.signing.source import Source
from ledger.signing.state import OF_UNKNOWN_PAST, Loss, State, at_size
from ledger.subtrees import Ask, subtrees


class ResumeError(Exception):
    """The signer stays as it is; the message says why, and what would let it go on."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What whoever resumes says: why, the newest checkpoint that is known, and about losses."""

    reason: str
    checkpoint: bytes | None = None
    accept_loss: bool = False


def resume(
    folder: SignerFolder,
    ask: Ask,
    now: Callable[[], datetime],
    wish: Wish,
    progress: Progress | None = None,
) -> State:
    """Let a frozen signer go on; gives its new state. For whoever is alone with the folder.

    Raises ResumeError, StateError.
    """
    source = Source(ask)
    key, state = opened(folder, source, now)
    if state.frozen is None:
        raise ResumeError("The signer is not frozen.")
    last, note = _last(key, state, wish)
    going = _recomputed(source, state, last, progress)
    stand = going.stands.get(last.size)
    loss: Loss | None = None
    known = wish.checkpoint is not None or state.frozen.rule not in OF_UNKNOWN_PAST
    if known and stand is not None and stand.root == last.root:
        resumed = at_size(state.log, state.origin, stand.size, stand.frontier, stand.clock)
        resumed = resumed.model_copy(update={"note": note, "losses": state.losses})
    elif not wish.accept_loss:
        raise ResumeError(_why_not(state, last, stand, going.tree.size))
    else:
        resumed, loss = _with_loss(state, last, going, now(), wish.reason)
    folder.save(resumed)
    told = {
        "at": now().isoformat(),
        "reason": wish.reason,
        "loss": loss.model_dump(mode="json") if loss else None,
    }
    published.tell(ask, key.public_key().public_bytes_raw(), "resumed", told)
    return resumed


def _last(key: Ed25519PrivateKey, state: State, wish: Wish) -> tuple[Checkpoint, str | None]:
    """What was signed last, as far as anybody says, and its note."""
    own = state.last or Checkpoint(state.origin, state.size, bytes.fromhex(state.root))
    if wish.checkpoint is None:
        return own, state.note
    try:
        given = checkpoint_of(wish.checkpoint, [verifier(key, state.origin)])
    except (NoteError, CheckpointError) as fault:
        raise ResumeError(f"The checkpoint is not one that this signer signed. {fault}") from None
    if given.origin != state.origin:
        raise ResumeError(f"The checkpoint is of {given.origin}, and not of {state.origin}.")
    if given.size < own.size:
        raise ResumeError(
            f"The checkpoint is older than what the signer knows: {given.size} entries, not "
            f"{own.size}."
        )
    if given.size == own.size and given.root != own.root:
        raise ResumeError(
            f"A fork: there are two checkpoints of {own.size} entries, signed with this key, that "
            "contradict each other. The key was used elsewhere, and must not be used any more."
        )
    return given, wish.checkpoint.decode()


def _recomputed(
    source: Source, state: State, last: Checkpoint, progress: Progress | None
) -> Following:
    head = source.head()
    if head is None or head.origin != state.log:
        called = head.origin if head else "nothing"
        raise ResumeError(
            f"This signer signed {state.log}, and the ledger here is called {called}. Name another "
            "DEAL_LEDGER_HOME, or move the signer's folder away."
        )
    going = following_anew(state.log, source, {last.size})
    if broken := going.catch_up(head, progress):
        where = f" at position {broken.position}" if broken.position else ""
        raise ResumeError(
            f"The ledger does not hold in itself{where}: {broken.reason}. Restore a backup first; "
            "`deal-ledger verify` says more."
        )
    return going


def _why_not(state: State, last: Checkpoint, stand: Stand | None, size: int) -> str:
    if stand is None:
        found = f"{last.size} entries were signed, and the ledger has {size}: some are lost."
    elif stand.root != last.root:
        found = f"The first {last.size} entries are not those that were signed."
    else:
        assert state.frozen is not None
        return (
            f"{state.frozen.reason[:1].upper()}{state.frozen.reason[1:]}. Give the newest "
            "checkpoint that anybody has of it: --checkpoint FILE. If nobody has one: "
            "--accept-loss."
        )
    return f"{found} Restore what is missing; or, if it cannot be had: --accept-loss."


def _with_loss(
    state: State, last: Checkpoint, going: Following, at: datetime, reason: str
) -> tuple[State, Loss]:
    assert state.frozen is not None
    stand = going.stand
    origin = resumed_origin(state.log, last)
    loss = Loss(
        at=at,
        reason=reason,
        frozen=state.frozen,
        last=last.text,
        unchanged=_unchanged(state, last, going),
        size=stand.size,
        root=stand.root.hex(),
        origin=origin,
    )
    resumed = at_size(state.log, origin, stand.size, stand.frontier, stand.clock)
    return resumed.model_copy(update={"losses": (*state.losses, loss)}), loss


def _unchanged(state: State, last: Checkpoint, going: Following) -> int | None:
    """Up to where the ledger is as it was signed, in steps of the subtrees that were remembered."""
    if last.size != state.size or len(state.frontier) != state.size.bit_count():
        return None
    places = [each for each in finished_subtrees(state.size) if each[0] <= going.tree.size]
    found = subtrees(going.source.ask, places)
    unchanged = 0
    for place, node in zip(places, state.nodes, strict=False):
        if found.get(place) != node:
            break
        unchanged = place[0]
    return unchanged
