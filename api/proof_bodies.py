"""The bodies of answers about proofs. Hashes are hexadecimal."""

from __future__ import annotations

from typing import Literal

from api.schemas import Body


class TimeBound(Body):
    """A bound in time, and the stamp that gives it: recorded at `position`, of `size` entries.

    `chain` says whether who signed it was looked at here: without root certificates nobody does.
    """

    time: str
    authority: str | None
    stamped_at: str
    record: str
    position: int
    size: int
    chain: Literal["verified", "not_checked"]


class StampPassedOver(Body):
    """A stamp on record that does not hold: the rule that fails, and why."""

    position: int
    record: str
    rule: str
    reason: str


class EntryTimes(Body):
    """Between what an entry was recorded, as stamps show; null where the record does not.

    `no_earlier_than`: a stamp stands in the entry or ahead of it. `no_later_than`: the tree that
    was stamped holds it.
    """

    no_earlier_than: TimeBound | None
    no_later_than: TimeBound | None
    passed_over: list[StampPassedOver]
    sentence: str


class RecordedTimeStamp(Body):
    """A time stamp (RFC 3161) on record: `token` is base64 of its DER, `checkpoint` was stamped.

    `rule` and `reason` say why it does not hold, null where it does; what cannot be read at all has
    neither time nor token.
    """

    position: int
    record: str
    authority: str | None
    recorded_at: str | None
    stamped_at: str | None
    accuracy: float | None
    origin: str | None
    size: int | None
    root: str | None
    checkpoint: str | None
    token: str | None
    holds: bool
    chain: Literal["verified", "not_checked"]
    rule: str | None
    reason: str | None


class TimeStamps(Body):
    """Time stamps in the order in which they were recorded; `next` is the `after` of the rest."""

    stamps: list[RecordedTimeStamp]
    next: int | None


class InclusionProof(Body):
    """That an entry lies in the tree that a checkpoint signs.

    `index` is the position less one; `hashes` are those beside the way from `leaf` up to `root`;
    `checkpoint` is the signed note; `times` say between what the entry was recorded.
    """

    position: int
    index: int
    leaf: str
    origin: str
    size: int
    root: str
    hashes: list[str]
    checkpoint: str
    times: EntryTimes


class ConsistencyProof(Body):
    """That the tree of `to_size` entries begins with that of `from_size`.

    The roots are signed nowhere here: compare them with those of checkpoints.
    """

    from_size: int
    to_size: int
    from_root: str
    to_root: str
    hashes: list[str]
