"""The comparison of two ends, clause by clause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from projections.changes.asked import end_of
from projections.changes.ends import BadEnd, End, in_order
from projections.changes.steps import Steps, steps
from projections.changes.texts import Held, text_of
from projections.deal import KnownDeal
from projections.knowledge.written import Key

What = Literal["added", "removed", "reworded", "corrected", "restated"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A clause of which something is not the same at both ends; `old` or `new` may be nothing.

    `restated`: the same words, and another term or clarification.
    """

    clause: str
    old: Held | None
    new: Held | None
    steps: Steps

    @property
    def what(self) -> What:
        """What became of it."""
        if self.old is None or self.new is None:
            return "added" if self.old is None else "removed"
        if self.old.number != self.new.number:
            return "reworded"
        return "restated" if self.old.text == self.new.text else "corrected"

    @property
    def readable(self) -> bool:
        """Whether the words at both ends can be shown to this reader."""
        return not any(each.missing for each in (self.old, self.new) if each)

    @property
    def wording(self) -> Key | None:
        """The wording that is new; None where no wording is."""
        return (self.clause, self.new.number) if self.new and self.what in _NEW else None


_NEW = frozenset({"added", "reworded"})


@dataclass(frozen=True)
class Comparison:
    """What stands at both ends of a comparison of one deal."""

    deal: KnownDeal
    start: End
    stop: End

    @cached_property
    def texts(self) -> tuple[Mapping[str, Held], Mapping[str, Held]]:
        """What stands at the two ends; of one clause alone where an end is one wording."""
        before, after = text_of(self.start), text_of(self.stop)
        one = self.start.wording or self.stop.wording
        return (_of(before, one.clause), _of(after, one.clause)) if one else (before, after)

    @cached_property
    def changed(self) -> tuple[Changed, ...]:
        """The clauses that are not the same at both ends, in the order of their clauses."""
        before, after = self.texts
        order = {clause: at for at, clause in enumerate(self.deal.clauses.by_id)}
        every = sorted({*before, *after}, key=lambda each: (order.get(each, len(order)), each))
        found = ((each, before.get(each), after.get(each)) for each in every)
        return tuple(self._changed(*each) for each in found if _differs(*each[1:]))

    @property
    def unchanged(self) -> list[str]:
        """The clauses that are the same at both ends."""
        changed = {each.clause for each in self.changed}
        return [each for each in self.texts[1] if each not in changed]

    def _changed(self, clause: str, old: Held | None, new: Held | None) -> Changed:
        return Changed(clause, old, new, steps(self.start, self.stop, clause, old, new))


def compared(deal: KnownDeal, from_: str | None, to: str | None = None) -> Comparison:
    """The comparison between two ends (see `asked`). Raises BadEnd, with a pointer to the end."""
    start, stop = end_of(deal, from_, "/from"), end_of(deal, to, "/to")
    if start.wording and stop.wording and start.wording.clause != stop.wording.clause:
        raise BadEnd("Two wordings are compared when they are of one clause.", "/to")
    if not in_order(start, stop):
        raise BadEnd("This comes after the other end: exchange the two.", "/from")
    return Comparison(deal, start, stop)


def _of(text: Mapping[str, Held], clause: str) -> Mapping[str, Held]:
    return {clause: text[clause]} if clause in text else {}


def _differs(old: Held | None, new: Held | None) -> bool:
    if old is None or new is None:
        return True
    return _compared(old) != _compared(new)


def _compared(held: Held) -> tuple[object, ...]:
    term = held.stated.term if held.stated else None
    return held.number, held.text, term, tuple(each.fact.id for each in held.clarified)
