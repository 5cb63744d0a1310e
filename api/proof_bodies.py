"""The bodies of answers about proofs. Hashes are hexadecimal."""

from __future__ import annotations

from api.schemas import Body


class InclusionProof(Body):
    """That an entry lies in the tree that a checkpoint signs.

    `index` is the position less one; `hashes` are those beside the way from `leaf` up to `root`;
    `checkpoint` is the signed note.
    """

    position: int
    index: int
    leaf: str
    origin: str
    size: int
    root: str
    hashes: list[str]
    checkpoint: str


class ConsistencyProof(Body):
    """That the tree of `to_size` entries begins with that of `from_size`.

    The roots are signed nowhere here: compare them with those of checkpoints.
    """

    from_size: int
    to_size: int
    from_root: str
    to_root: str
    hashes: list[str]
