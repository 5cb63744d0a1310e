"""Where records lead: wordings that are meant together, shared by all records that mean them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.naming import Pointer
from projections.knowledge.written import Change, Key, Written


class Target:
    """Wordings that are meant together, with what names them. Records share it."""

    __slots__ = ("_json", "_named", "_places", "topical", "wordings")

    def __init__(self, named: Pointer | None, wordings: Iterable[Written]) -> None:
        self._named = named
        self._json: dict[str, Any] | None = None
        self.topical = named is not None and named.kind == "topic"
        self._places: dict[Key, int] | None = None
        self.wordings = tuple(dict.fromkeys(wordings))

    @property
    def named(self) -> Pointer:
        """What names them: a proposal, a topic, or the one wording itself."""
        return self._named or Pointer("clause", *self.wordings[0].key)

    @property
    def json(self) -> Mapping[str, Any]:
        """What names them, as a ref is written; made once."""
        if self._json is None:
            self._json = self.named.json
        return self._json

    def keys(self, size: int, wanted: Collection[Key] | None) -> Iterator[Key]:
        """The first `size` of them, of those that are `wanted` (None: all)."""
        for written in self.wordings[:size]:
            if wanted is None or written.key in wanted:
                yield written.key

    def place(self, wording: Key) -> int | None:
        """Which of them a wording is, from 0; None when it is none of them."""
        if self._places is None:
            self._places = {each.key: at for at, each in enumerate(self.wordings)}
        return self._places.get(wording)


@dataclass(slots=True, eq=False)
class Lead:
    """The first `size` wordings of a target. `unsure`: whether these were meant is not known,

    because a change of the clause overlaps the record. `late`: which wording was meant was inferred
    (the record names none) from what was on record then; this change had happened before the
    record, and was recorded after it. `undetermined`: the wording that the late change made, or
    left standing; the record may have meant it, and proves nothing of it.
    """

    target: Target
    size: int
    unsure: bool = False
    late: Change | None = None
    undetermined: bool = False


@dataclass(frozen=True, slots=True)
class Nowhere:
    """Something that a record is about and that leads to no wording on record, and why."""

    pointer: Pointer
    why: str

    @property
    def json(self) -> dict[str, Any]:
        """As a reading prints it."""
        return {"about": self.pointer.json, "why": self.why}
