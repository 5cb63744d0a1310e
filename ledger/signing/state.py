"""What a signer remembers between two checkpoints, and between two runs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from ledger.proof.checkpoint import Checkpoint, checkpoint_of
from ledger.proof.merkle import root_of

FORMAT = 1
Hash = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]

RESTORED = "restored"
FORGOTTEN = "forgotten"
OF_UNKNOWN_PAST = frozenset({RESTORED, FORGOTTEN})
"""Rules of a freeze after which the state does not say what was signed last."""


class StateError(Exception):
    """The signer's files cannot be used; the message says why, and what to do."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Frozen(_Part):
    """Why nothing is signed any more: the rule that failed, and what was found."""

    rule: str
    reason: str
    position: int | None = None
    at: AwareDatetime


class Loss(_Part):
    """What a signer was told to go on without.

    `last` is the checkpoint that the ledger does not extend; `unchanged` is up to where the ledger
    is certainly as it was signed (None: not known); `size` and `root` are what there was instead.
    """

    at: AwareDatetime
    reason: str
    frozen: Frozen
    last: str
    unchanged: int | None
    size: int
    root: Hash
    origin: str


class State(_Part):
    """The last size that was signed, and what it takes to go on from there.

    `log` is the ledger's own name, `origin` the one that is signed under. `note` is None until
    something was signed under this origin.
    """

    format: int = FORMAT
    log: str
    origin: str
    size: int = Field(ge=0)
    root: Hash
    frontier: tuple[Hash, ...]
    clock: str
    note: str | None = None
    frozen: Frozen | None = None
    losses: tuple[Loss, ...] = ()

    @property
    def last(self) -> Checkpoint | None:
        """The last checkpoint, as this state says."""
        return checkpoint_of(self.note.encode()) if self.note else None

    @property
    def nodes(self) -> list[bytes]:
        """The frontier of the tree."""
        return [bytes.fromhex(each) for each in self.frontier]

    def freeze(self, frozen: Frozen) -> State:
        """The same, and nothing is signed any more."""
        return self.model_copy(update={"frozen": frozen})

    def to_bytes(self) -> bytes:
        """As it is kept."""
        return self.model_dump_json(indent=2).encode() + b"\n"


def at_size(log: str, origin: str, size: int, frontier: list[bytes], clock: str) -> State:
    """The state of a tree that was computed, of which nothing is signed yet."""
    return State(
        log=log,
        origin=origin,
        size=size,
        root=root_of(frontier).hex(),
        frontier=tuple(each.hex() for each in frontier),
        clock=clock,
    )


def read_state(content: bytes) -> State:
    """A state as it was kept. Raises StateError."""
    try:
        return State.model_validate_json(content)
    except ValidationError:
        raise StateError(
            "The state of the signer cannot be read. Restore it from a backup of the ledger; "
            "without one: move it away, and `deal-ledger signer resume --accept-loss`."
        ) from None


def restored(content: bytes, at: datetime) -> bytes:
    """The state that a backup holds, frozen: what was signed after the backup is not in it."""
    reason = (
        "the signer comes from a backup, and does not know what it signed after that backup was "
        "made"
    )
    return read_state(content).freeze(Frozen(rule=RESTORED, reason=reason, at=at)).to_bytes()
