"""The two handles of a replay: what had happened by, and what the ledger knew by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from pydantic import Field

from api.deals import known
from api.pages.deal import At
from api.refusals import bad_parameter
from api.replays import Kept
from api.visiting import LARGEST_POSITION, Times, Visit
from domain.occurrence import Interval
from projections.deal import KnownDeal
from projections.timeline import Replay, steps_in_time

LONG = 2_000
"""Of a deal with more entries what records of the organisation moved is not looked for: it would

take the states after each of them.
"""


T = TypeVar("T")


class Step(At):
    """A step of a replay. Neither `happened` nor `effective_at`: both handles go together.

    `table`: the picture as a table too, however long that is.
    """

    position: int | None = Field(default=None, ge=0, le=LARGEST_POSITION)
    happened: int | None = Field(default=None, ge=0, le=LARGEST_POSITION)
    contemporaneous_only: bool = False
    table: bool = False

    def known_then(self) -> Times:
        """What the page was asked to stand on, without a step."""
        return Times(effective_at=self.effective_at or None, known_at=self.known_at or None)


@dataclass(frozen=True)
class Replayed:
    """A deal over which a replay goes, and where it stands.

    `deal` is all that is known now, or by the sources' times that were asked for. `apart`: up to
    which moment things had happened, where the handles are apart.
    """

    deal: KnownDeal
    kept: Kept
    position: int
    apart: datetime | None
    asked: Step

    @property
    def replay(self) -> Replay:
        """The replay of the deal."""
        return self.kept.replay

    @property
    def is_long(self) -> bool:
        """Whether only the deal's own records are steps."""
        return len(self.deal.entries) > LONG

    def made(self, name: str, make: Callable[[], T]) -> T:
        """What is made of the deal and its steps, once."""
        return self.kept.made((name, self.asked.contemporaneous_only), make)

    @property
    def moments(self) -> dict[int, Interval]:
        """Every moment, whether it is a step or not."""
        return self.kept.made(
            ("moments", False),
            lambda: steps_in_time(self.deal, self.replay, own_only=self.is_long),
        )

    @property
    def steps(self) -> dict[int, Interval]:
        """The moments that are steps."""
        if not self.asked.contemporaneous_only:
            return self.moments
        return self.made("moments", self._contemporaneous)

    def _contemporaneous(self) -> dict[int, Interval]:
        deal, replay = self.deal, self.replay
        return steps_in_time(deal, replay, contemporaneous_only=True, own_only=self.is_long)

    @property
    def knowing(self) -> Sequence[int]:
        """The steps of what the ledger knew by: positions."""
        return self.made("knowing", lambda: list(self.steps))

    @property
    def happening(self) -> Sequence[int]:
        """The steps of what had happened by: positions, by the end of what they tell."""
        return self.made("happening", lambda: sorted(self.steps, key=self._end))

    def _end(self, place: int) -> tuple[datetime, int]:
        return self.steps[place].end, place

    @property
    def known_step(self) -> int:
        """Which step of what the ledger knew by is the last one by now, from 0."""
        return max(0, bisect_right(self.knowing, self.position) - 1)

    @property
    def happened_step(self) -> int:
        """The same of what had happened by."""
        moment = self.apart or self.deal.basis.effective_at
        ends = [self.steps[place].end for place in self.happening]
        return max(0, bisect_right(ends, moment) - 1)

    def here(self) -> tuple[KnownDeal, Replay]:
        """The deal on the basis of the step, and a replay that has the state there."""
        if self.apart is not None:
            cut = self.deal.then(self.apart)
            return cut, Replay(cut, only=self.position)
        return self.deal, self.replay


def replayed(visit: Visit, deal: str, asked: Step) -> Replayed:
    """The step that was asked for. Raises Refusals.

    `known_at` is where the handle of what the ledger knew stands, unless `position` says so; a time
    before the ledger began is the sources' own, over which the whole replay then goes.
    """
    if asked.happened is not None and asked.effective_at:
        raise bad_parameter("happened", "What had happened by is given twice: leave one out.")
    found = known(visit, deal, asked.known_then())
    by_ledger = found.basis.known_by == "ledger"
    position, whole = found.basis.known_at, found
    if by_ledger and (asked.known_at or asked.effective_at):
        whole = known(visit, deal, Times())
    elif asked.effective_at:
        whole = known(visit, deal, Times(known_at=asked.known_at))
    if asked.position is not None:
        position = asked.position
    apart = found.basis.effective_at if asked.effective_at else None
    kept = visit.service.replays.kept(whole)
    whole = whole.folded_as(kept.replay.deal)
    at = Replayed(whole, kept, position, apart, asked)
    if asked.happened is not None:
        if asked.happened not in at.moments:
            raise bad_parameter("happened", "This is the position of none of the deal's moments.")
        at = replace(at, apart=at.moments[asked.happened].end)
    return at
