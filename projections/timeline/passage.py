"""Some records of a deal in a row: the states after each of them, from a fold of all before.

Each record changes a few values of the state, and only those are read again; every value is kept
with the positions from which it held. Where a record changes how earlier ones are read (a strike, a
correction, a late change of what others refer to), that part is folded from its beginning.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from projections.deal import KnownDeal
from projections.knowledge.knowing import Knowledge
from projections.timeline.growing import Growing, as_known
from projections.timeline.history import Change, History, Values
from projections.timeline.kept_clocks import KeptClocks
from projections.timeline.kept_coverage import KeptCoverage
from projections.timeline.kept_knowledge import Stretch
from projections.timeline.kept_not_in_it import KeptNotInIt
from projections.timeline.kept_text import KeptText
from projections.timeline.steps import Step

LIVE = 4
Kept = KeptText | KeptClocks | KeptCoverage | KeptNotInIt


class Passage:
    """The states of a deal over some steps, the first of which is a fold. Made as far as asked.

    It depends on nothing that was recorded after a position what the state there is. What the first
    step changed is told where it is the beginning of the deal.
    """

    def __init__(self, deal: KnownDeal, steps: Iterable[Step]) -> None:
        self.history = History()
        self._changes: dict[int, list[Change]] = {}
        self._making: _Making | None = _Making(deal, steps)

    def reach(self, position: int) -> None:
        """Take the records up to a position that were not taken yet; not in two threads at once."""
        while self._making is not None and (step := self._making.next) is not None:
            if step.position > position:
                return
            first, changes = not self.history.size, self._making.take(self.history)
            if not first or not step.position:
                self._changes[step.position] = changes
        self._making = None

    @property
    def size(self) -> int:
        """How many values it holds; what is needed to go on counts for `LIVE` times as many."""
        return self.history.size * (LIVE if self._making else 1)

    def changes(self, position: int) -> Sequence[Change]:
        """What the record at a position changed; it is one that was reached."""
        return self._changes.get(position, ())


class _Making:
    """What is needed to take the next record."""

    def __init__(self, deal: KnownDeal, steps: Iterable[Step]) -> None:
        self._deal = deal
        self._stretches = _stretches(steps)
        self._steps: deque[Step] = deque()
        self._growing = Growing.up_to(deal, 0)
        self._kept: tuple[Kept, ...] = (KeptText(), KeptClocks(), KeptCoverage(), KeptNotInIt())
        self._known: Stretch | None = None

    @property
    def next(self) -> Step | None:
        """The step to be taken next."""
        if not self._steps:
            self._steps.extend(next(self._stretches, ()))
        return self._steps[0] if self._steps else None

    def take(self, history: History) -> list[Change]:
        """Take the next step; gives what it changed."""
        end, step = self._steps[-1].position, self._steps.popleft()
        return [
            *self._text_clocks_coverage(history, step),
            *self._knowledge(history, step, end),
        ]

    def _text_clocks_coverage(self, history: History, step: Step) -> Iterator[Change]:
        if step.anew is not None:
            self._growing = step.anew
            for kept in self._kept:
                for part, values in _by_part(kept, kept.begin(step.anew)).items():
                    yield from history.replace(part, step.position, values)
            return
        assert step.fact is not None
        self._growing.take(step.fact)
        for kept in self._kept:
            yield from history.change(step.position, kept.take(step.fact))

    def _knowledge(self, history: History, step: Step, end: int) -> list[Change]:
        """`end` is the position at which the stretch of the step ends."""
        if self._known is not None and not step.moves:
            return history.change(step.position, self._known.reach(step.position))
        begins = self._known is None
        then = as_known(self._deal, end)
        self._known = Stretch(then.once(Knowledge), step.position)
        if begins:
            history.begin("rung", step.position, self._known)
            return []
        return history.replace("rung", step.position, self._known.every)


def _stretches(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """The steps, each together with those after it that move nothing before them."""
    held: list[Step] = []
    for step in steps:
        if step.moves and held:
            yield held
            held = []
        held.append(step)
    if held:
        yield held


def _by_part(kept: Kept, values: Values) -> Mapping[str, Values]:
    found: dict[str, dict[Any, Any]] = {part: {} for part in kept.parts}
    for key, value in values.items():
        found[key[0]][key] = value
    return found
