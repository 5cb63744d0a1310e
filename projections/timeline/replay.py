"""Replay: the state of a deal after every one of its moments, made in one pass.

Each record changes a few values of the state, and only those are read again; every value is kept
with the positions from which it held. Where a record changes how earlier ones are read (a strike, a
correction, a late change of what others refer to), that part is folded from its beginning.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from projections.deal import KnownDeal
from projections.timeline.growing import Growing
from projections.timeline.history import Change, History, Values
from projections.timeline.kept_clocks import KeptClocks
from projections.timeline.kept_coverage import KeptCoverage
from projections.timeline.kept_knowledge import Stretch
from projections.timeline.kept_not_in_it import KeptNotInIt
from projections.timeline.kept_text import KeptText
from projections.timeline.steps import Step, steps_of, withheld

Kept = KeptText | KeptClocks | KeptCoverage | KeptNotInIt


class Replay:
    """The states of a deal as a reader with this role, asking as of `effective_at`, knew it.

    It depends on nothing that was recorded after a position what the state there is. `only` makes
    the states of these positions alone, at the cost of a fold for each; of the first it has no
    changes to tell, of each other those since the one before.
    """

    def __init__(self, deal: KnownDeal, only: Sequence[int] = ()) -> None:
        self.deal = deal
        self.history = History()
        self._changes: dict[int, list[Change]] = {}
        self._growing = Growing.up_to(deal, 0)
        self._kept: tuple[Kept, ...] = (KeptText(), KeptClocks(), KeptCoverage(), KeptNotInIt())
        self._stretch = Stretch()
        self._withheld = withheld(deal)
        steps = [_at_once(deal, each) for each in only] or list(steps_of(deal))
        ends = _ends(steps)
        for at, step in enumerate(steps):
            changes = self._text_clocks_coverage(step)
            changes += self._knowledge(step, ends[at])
            if at or not only:
                self._changes[step.position] = changes

    def changes(self, position: int) -> Sequence[Change]:
        """What the record at a position changed in the state."""
        return self._changes.get(position, ())

    def version(self, position: int) -> int:
        """How many entries the deal had after a position, withheld ones too."""
        return bisect_right(self.deal.entries, position, key=lambda entry: entry.position)

    def withheld(self, position: int) -> int:
        """How many of those known after a position this reader may not see."""
        return bisect_right(self._withheld, position)

    def _text_clocks_coverage(self, step: Step) -> list[Change]:
        if step.anew is not None:
            self._growing = step.anew
            return [
                change
                for kept in self._kept
                for part, values in _by_part(kept, kept.begin(step.anew)).items()
                for change in self.history.replace(part, step.position, values)
            ]
        assert step.fact is not None
        self._growing.take(step.fact)
        return [
            change
            for kept in self._kept
            for change in self.history.change(step.position, kept.take(step.fact))
        ]

    def _knowledge(self, step: Step, end: int) -> list[Change]:
        if step.moves:
            self._stretch = Stretch.known(Growing.up_to(self.deal, end), step.position)
            return self.history.replace("rung", step.position, self._stretch.best)
        return self.history.change(step.position, self._stretch.reach(step.position))


def _at_once(deal: KnownDeal, position: int) -> Step:
    """All that is known at a position as one step."""
    return Step(position, None, Growing.up_to(deal, position), moves=True)


def _ends(steps: Sequence[Step]) -> list[int]:
    """For each step the position at which the stretch that it belongs to ends."""
    ends: list[int] = []
    end = steps[-1].position
    for at in range(len(steps) - 1, -1, -1):
        ends.append(end)
        if steps[at].moves and at:
            end = steps[at - 1].position
    return ends[::-1]


def _by_part(kept: Kept, values: Values) -> Mapping[str, Values]:
    found: dict[str, dict[Any, Any]] = {part: {} for part in kept.parts}
    for key, value in values.items():
        found[key[0]][key] = value
    return found
