"""Checkpoints (c2sp.org/tlog-checkpoint): the text of a note that says how large a log is.

    ORIGIN
    SIZE
    BASE64(root)
    [further lines, not empty, which mean something to whoever wrote them]

An origin names one log that only ever grows. After a loss the same ledger goes on under another
one, which commits to what was signed last: `resumed_origin`.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from ledger.proof.note import NoteError, Verifier, is_key_name, read_note, signed_text

LARGEST_SIZE = 2**63 - 1
AFTER = "/after-"
_RESUMED = re.compile(rf"(.+){AFTER}[0-9a-f]{{64}}")


class CheckpointError(ValueError):
    """The text is not that of a checkpoint."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's name, how many leaves it has, and the root over them."""

    origin: str
    size: int
    root: bytes
    further: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As it is signed."""
        root = b64encode(self.root).decode("ascii")
        return "".join(f"{line}\n" for line in (self.origin, self.size, root, *self.further))


def read_checkpoint(text: str) -> Checkpoint:
    """A checkpoint's text. Raises CheckpointError unless it is written as it has to be."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines):
        raise CheckpointError("A checkpoint has three lines or more, none of them empty.")
    origin, size, root, *further = lines
    if not re.fullmatch("0|[1-9][0-9]{0,18}", size) or int(size) > LARGEST_SIZE:
        raise CheckpointError("The second line of a checkpoint is a size.")
    found = Checkpoint(origin, int(size), _root(root), tuple(further))
    if found.text != text:
        raise CheckpointError("The checkpoint is not written as it has to be.")
    return found


def checkpoint_of(content: bytes, verifiers: Sequence[Verifier] = ()) -> Checkpoint:
    """The checkpoint that a signed note holds.

    With `verifiers` one of them must have signed it; without, nobody looks who did. Raises
    NoteError, or CheckpointError.
    """
    text = signed_text(content, verifiers) if verifiers else read_note(content).text
    return read_checkpoint(text)


def key_name(origin: str) -> str:
    """The name under which a log's key signs: its origin. Raises NoteError where it cannot be."""
    if not is_key_name(origin):
        raise NoteError(f"The origin {origin!r} cannot be the name of a key.")
    return origin


def resumed_origin(log: str, last: Checkpoint) -> str:
    """How a log is called after `last` could not be extended: it commits to that checkpoint."""
    return f"{log}{AFTER}{sha256(last.text.encode()).hexdigest()}"


def log_of(origin: str) -> str:
    """The name of the ledger whose checkpoints have this origin."""
    found = _RESUMED.fullmatch(origin)
    return found[1] if found else origin


def _root(line: str) -> bytes:
    try:
        root = b64decode(line.encode("ascii"), validate=True)
    except (UnicodeEncodeError, NotBase64):
        root = b""
    if len(root) != 32:
        raise CheckpointError("The third line of a checkpoint is the base64 of a root.")
    return root
