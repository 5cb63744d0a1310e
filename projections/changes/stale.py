"""Which sign-offs a change left behind: given on the old wording, and not covering the new one.

1. A signature binds the wordings in the seal that it was given on. One on a wording that the change
   went away from does not cover the new one: `stale`, until the same person signs that too.
2. What its person said since of the new wording stands beside: signed, declined or withdrawn.
3. A signature on a clause that is there no more covers what is no longer in the text: `left_out`.
4. A signature that had been taken back is not among them: it covered nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from domain.wordings import latest
from projections.changes.comparing import Changed
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.people import People
from projections.signing.binding import Answer
from projections.signing.functions import Functions
from projections.signing.sign_offs import SignOffs

State = Literal["stale", "left_out", "signed", "declined", "withdrawn"]
Given = Literal["before", "after", "order_unknown"]


@dataclass(frozen=True, slots=True)
class Left:
    """A signature on wording `number` of the clause, and how its person stands to the new one.

    `given` is whether that was before the new wording was there; None where there is none.
    """

    signature: Answer
    number: int
    state: State
    answer: Answer | None
    given: Given | None


class Stale:
    """The sign-offs that changes of a deal left behind, as they stand by `effective_at`."""

    def __init__(self, deal: KnownDeal, people: People) -> None:
        functions = Functions(deal.happened, people, deal.parties, deal.zone)
        self._sign_offs = SignOffs(deal, people, functions)
        self._moment = deal.basis.effective_at

    def of(self, changed: Changed) -> list[Left]:
        """Those of one clause, in the order of their records."""
        if changed.old is None or changed.what in {"corrected", "restated"}:
            return []
        new = changed.new.number if changed.new else None
        gone = {changed.old.number, *changed.steps.numbers} - {new}
        return sorted(self._left(changed, gone, new), key=lambda each: each.signature.place)

    def _left(self, changed: Changed, gone: set[int], new: int | None) -> Iterator[Left]:
        by_whose: dict[str, dict[int, list[Answer]]] = {}
        for number, answers in self._sign_offs.on(changed.clause).items():
            for each in answers:
                by_whose.setdefault(each.whose, {}).setdefault(number, []).append(each)
        wording = changed.new.wording if changed.new else None
        for own in by_whose.values():
            since = latest(own.get(new, ()), self._moment) if new else None
            for number in sorted(gone & own.keys()):
                last = latest(own[number], self._moment)
                if last is not None and last.kind == "signed":
                    yield _of(last, number, since, wording, new)


def _of(
    signed: Answer, number: int, since: Answer | None, wording: Wording | None, new: int | None
) -> Left:
    state: State = since.kind if since else "stale"
    given = _given(signed, wording) if wording else None
    return Left(signed, number, state if new else "left_out", since, given)


def _given(signed: Answer, wording: Wording) -> Given:
    if signed.interval.overlaps(wording.interval):
        return "order_unknown"
    return "before" if signed.interval.before(wording.interval) else "after"
