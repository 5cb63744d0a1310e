"""`.tlog-proof` files (c2sp.org/tlog-proof): a proof that others verify without the ledger.

The text is

    c2sp.org/tlog-proof@v1
    [extra BASE64]
    index N
    BASE64(hash), a line each

    the signed checkpoint
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.proof.checkpoint import LARGEST_SIZE, checkpoint_of
from ledger.proof.inclusion import verify_inclusion
from ledger.proof.note import Verifier

SUFFIX = ".tlog-proof"
HEADING = "c2sp.org/tlog-proof@v1"
MOST_HASHES = 63


class TlogProofError(ValueError):
    """The text is not that of a proof."""


@dataclass(frozen=True, slots=True)
class TlogProof:
    """The index of an entry, the hashes beside its way up, and the signed checkpoint above."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    @property
    def text(self) -> str:
        """As it is kept in a file."""
        extra = [] if self.extra is None else [f"extra {_base64(self.extra)}"]
        head = (HEADING, *extra, f"index {self.index}", *map(_base64, self.hashes))
        return "\n".join(head) + "\n\n" + self.checkpoint

    def proves(self, leaf: bytes, verifiers: Sequence[Verifier]) -> bool:
        """Whether the leaf stands at this index under a checkpoint that one of the keys signed.

        Raises NoteError, or CheckpointError, for a checkpoint that none of them did.
        """
        if not verifiers:
            return False
        head = checkpoint_of(self.checkpoint.encode(), verifiers)
        return verify_inclusion(self.index, head.size, leaf, self.hashes, head.root)


def read_tlog_proof(content: bytes) -> TlogProof:
    """A proof as a file holds it. Raises TlogProofError; says nothing of whether it proves."""
    try:
        whole = content.decode()
    except UnicodeDecodeError:
        raise TlogProofError("The proof is not UTF-8.") from None
    above, empty_line, checkpoint = whole.partition("\n\n")
    heading, *lines = above.split("\n")
    if heading != HEADING or not empty_line or not lines:
        raise TlogProofError(f"A proof begins with {HEADING}, and has a checkpoint below.")
    extra = _decoded(lines.pop(0)[6:]) if lines[0].startswith("extra ") else None
    if not lines or not (found := re.fullmatch("index (0|[1-9][0-9]{0,18})", lines.pop(0))):
        raise TlogProofError("A proof names the index of its entry.")
    hashes = tuple(map(_decoded, lines))
    if len(hashes) > MOST_HASHES or any(len(each) != 32 for each in hashes):
        raise TlogProofError("A proof has at most 63 hashes, of 32 bytes each.")
    if int(found[1]) > LARGEST_SIZE:
        raise TlogProofError("The index is larger than any log.")
    return TlogProof(int(found[1]), hashes, checkpoint, extra)


def _base64(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _decoded(text: str) -> bytes:
    try:
        raw = b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, NotBase64):
        raise TlogProofError("What should be base64 is not.") from None
    if _base64(raw) != text:
        raise TlogProofError("What should be base64 is not written as it has to be.")
    return raw
