"""What is proven to one human on one wording by a moment, and the verdict on that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from projections.answers.asked_text import AskedWording
from projections.answers.draft import Verdict
from projections.answers.moments import Resolved
from projections.clauses import Wording
from projections.knowledge.ladder import RANK, SEEN, Rung, at_least
from projections.knowledge.proving import Proof
from projections.knowledge.written import Written


@dataclass(frozen=True)
class Reached:
    """What is proven by a moment: the proofs in time, and those of them that surely were.

    A proof that may have been about another wording, or of unknown order, is not sure.
    """

    proofs: tuple[Proof, ...]
    sure: tuple[Proof, ...]
    moment: datetime

    @cached_property
    def highest(self) -> Proof | None:
        """The highest that may be in time; of those alike the first, and a sure one before."""
        sure = {id(each) for each in self.sure}
        return max(
            self.proofs,
            key=lambda each: (
                RANK[each.rung_by(self.moment)],
                id(each) in sure,
                not each.doubtful,
            ),
            default=None,
        )

    @cached_property
    def rung(self) -> Rung | None:
        """The rung of the highest."""
        return self.highest.rung_by(self.moment) if self.highest else None

    @cached_property
    def surely(self) -> Rung | None:
        """The highest rung that certainly was reached."""
        rungs = [each.rung_by(self.moment) for each in self.sure]
        return max(rungs, key=RANK.__getitem__, default=None)

    def first(self, least: Rung = "addressed") -> Proof | None:
        """The first record that proves `least` or more."""
        found = (each for each in self.proofs if at_least(each.rung_by(self.moment), least))
        return next(found, None)

    @cached_property
    def seen(self) -> Proof | None:
        """The first that was opened by the person or displayed to them."""
        return next((each for each in self.proofs if each.rung_by(self.moment) in SEEN), None)


@dataclass(frozen=True)
class Standing:
    """Where one human stood on one wording; where that is below opened, on the ones before it."""

    human: str
    asked: AskedWording
    reached: Reached
    earlier: tuple[tuple[Written, Reached], ...]
    moment: Resolved | None

    @cached_property
    def verdict(self) -> Verdict:
        """What surely was, where what may have been would come to the same."""
        hopeful = self._grade(self.reached.rung, [each.rung for _, each in self.earlier])
        surely = self._grade(self.reached.surely, [each.surely for _, each in self.earlier])
        return surely if hopeful == surely else "undetermined"

    def _grade(self, rung: Rung | None, earlier: Iterable[Rung | None]) -> Verdict:
        if at_least(rung, "opened"):
            return "yes"
        seen = any(at_least(each, "opened") for each in earlier)
        return "partly" if rung is not None or seen else "silent"

    @cached_property
    def earlier_seen(self) -> list[tuple[Written, Proof]]:
        """The wordings before this one that were opened, or more, and by which record first."""
        found = ((written, each.first("opened")) for written, each in self.earlier)
        return [(written, proof) for written, proof in found if proof]

    @property
    def seen_first(self) -> tuple[Written | None, Proof] | None:
        """The first record at opened or above; where there is none, that on an earlier wording."""
        if proof := self.reached.first("opened"):
            return None, proof
        return min(self.earlier_seen, key=lambda each: each[1].order, default=None)

    @property
    def deciding(self) -> list[tuple[Proof, Wording]]:
        """The highest proof, the firsts, and the earlier wordings that were seen."""
        reached, wording = self.reached, self.asked.wording
        own = (reached.highest, reached.first("opened"), reached.first(), reached.seen)
        found = [(proof, wording) for proof in own if proof]
        return found + [(proof, written.wording) for written, proof in self.earlier_seen]
