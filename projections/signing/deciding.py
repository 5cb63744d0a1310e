"""How answers on the wordings of one clause stand (VOCABULARY 5). Pure.

1. The latest answer on exactly this wording decides: `signed`, `declined` or `withdrawn`. What one
   person withdrew leaves what another signed.
2. No answer on it, and a signature that stands on an older wording: `stale`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.wordings import latest
from projections.clauses import Wording
from projections.signing.binding import Answer
from projections.signing.order import order_known

OfWording = Literal["this", "older", "later"]


@dataclass(frozen=True, slots=True)
class Decided:
    """The answer that decides, of `answers` on one wording: this one, an older or a later one.

    `order_unknown`: records that overlap could have decided otherwise, or it may have been given
    only after the moment.
    """

    of: OfWording
    number: int
    answer: Answer
    answers: tuple[Answer, ...]
    order_unknown: bool


def decided(
    by_number: Mapping[int, Sequence[Answer]], wording: Wording, moment: datetime
) -> Decided | None:
    """What decides for a wording: an answer on it; else the newest other wording that is signed.

    `by_number` are the answers on its clause by the number of the wording. None when nobody
    answered on it, and no signature on an older or a later wording stands.
    """
    if own := by_number.get(wording.number):
        return _deciding("this", wording.number, own, moment)
    for of, number in others(by_number, wording):
        found = _deciding(of, number, by_number[number], moment)
        if found.answer.kind == "signed":
            return found
    return None


def others(
    by_number: Mapping[int, Sequence[Answer]], wording: Wording
) -> Iterator[tuple[OfWording, int]]:
    """The other wordings answered on: the older ones, the newest first, then the later ones."""
    others = sorted(by_number, key=lambda number: _place(wording, number), reverse=True)
    yield from (("older", each) for each in others if _is_older(wording, each))
    yield from (("later", each) for each in others if not _is_older(wording, each))


def _place(wording: Wording, number: int) -> tuple[bool, object, int]:
    """In time; a wording that is struck, or not for this reader, by its number alone."""
    other = wording.of.wording(number)
    return (True, other.interval.begin, number) if other else (False, number, number)


def _is_older(wording: Wording, number: int) -> bool:
    other = wording.of.wording(number)
    if other is None:
        return number < wording.number
    ends = max(other.interval.end, wording.interval.end)
    return latest((other, wording), ends) is wording


def _deciding(of: OfWording, number: int, answers: Sequence[Answer], moment: datetime) -> Decided:
    by_whose: dict[str, list[Answer]] = {}
    for each in answers:
        by_whose.setdefault(each.whose, []).append(each)
    last = [found for own in by_whose.values() if (found := latest(own, moment))]
    if any(each.kind == "signed" for each in last):
        last = [each for each in last if each.kind != "withdrawn"]
    decides = latest(last, moment)
    assert decides is not None  # every answer had begun by the moment
    rivals = (*last, *by_whose[decides.whose])
    unsure = decides.interval.end > moment or any(_could_decide(each, decides) for each in rivals)
    in_order = sorted(answers, key=lambda each: each.place)
    return Decided(of, number, decides, tuple(in_order), unsure)


def _could_decide(other: Answer, decides: Answer) -> bool:
    same = other.sign_off == decides.sign_off
    return other.kind != decides.kind and not order_known(
        other.fact, decides.fact, of_one_sign_off=same
    )
