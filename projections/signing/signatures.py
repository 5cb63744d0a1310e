"""Every signature on a wording, each for itself: none hides another (VOCABULARY 5).

What a row comes to is decided by its answers together. Here stands, whatever decided:

1. Each signature on exactly this wording.
2. Of whoever did not sign it for the same person: those on the newest older wording that stand,
   else on a later one; and those before them in this order that were taken back, which stand no
   more. So are those on which a sign-off that is stale, or open, rests.
3. A signature's own state: it stands until a withdrawal of its id, or until the same person
   declined under the same id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.events.sign_off import SignOffDeclined
from domain.wordings import latest
from projections.facts import Fact
from projections.signing.binding import Answer, Key
from projections.signing.deciding import OfWording, others
from projections.signing.order import order_known
from projections.signing.table import STATES, BeyondState, Coverage, Row, Signed


@dataclass(frozen=True, slots=True)
class OwnState:
    """How a signature stands by itself, on this wording, an older or a later one.

    `ended_by` is the withdrawal or the refusal since. `order_unknown`: one that overlaps it could
    have come before or after, or it may have been given only after the moment.
    """

    state: BeyondState
    of: OfWording
    signed: Signed
    keys: frozenset[Key]
    ended_by: Fact | None
    order_unknown: bool

    @property
    def taken_back(self) -> bool:
        """Whether it was on another wording and stands no more: it says nothing of this one."""
        return self.of != "this" and self.ended_by is not None


def signatures(coverage: Coverage, row: Row) -> list[OwnState]:
    """The signatures on a row, in the order of positions."""
    found = _Found(coverage, row)
    found.on_this()
    found.of_whoever_did_not_sign_it()
    found.that_decided()
    return sorted(found.by_record.values(), key=lambda each: each.signed.signature.fact.place)


class _Found:
    def __init__(self, coverage: Coverage, row: Row) -> None:
        self._coverage = coverage
        self._row = row
        self._wording = row.wording
        self._moment = coverage.deal.basis.effective_at
        self._by_number = coverage.sign_offs.on(row.wording.clause)
        self._declined: dict[int, dict[tuple[str, str], list[Fact]]] = {}
        self.by_record: dict[str, OwnState] = {}

    def on_this(self) -> None:
        number = self._wording.number
        for answer in self._signed(number):
            self._add(answer, "this", number)

    def of_whoever_did_not_sign_it(self) -> None:
        signed = {_by(each) for each in self._signed(self._wording.number)}
        for of, number in others(self._by_number, self._wording):
            found = [each for each in self._signed(number) if _by(each) not in signed]
            for answer in found:
                self._add(answer, of, number)
            signed |= {_by(each) for each in found if self._end(each, number) is None}

    def that_decided(self) -> None:
        cells = (each.decided for each in self._row.cells)
        for decided in (*cells, *(each.decided for each in self._row.beyond)):
            if decided and decided.of != "this":
                for answer in _signed(decided.answers):
                    self._add(answer, decided.of, decided.number)

    def _signed(self, number: int) -> Iterator[Answer]:
        return _signed(self._by_number.get(number, ()))

    def _add(self, answer: Answer, of: OfWording, number: int) -> None:
        signature = answer.signature
        if signature is None or signature.fact.id in self.by_record:
            return
        ended_by = self._end(answer, number)
        state: BeyondState = STATES.get(of, "signed")
        if ended_by:
            state = "declined" if isinstance(ended_by.event, SignOffDeclined) else "withdrawn"
        self.by_record[signature.fact.id] = OwnState(
            state,
            of,
            self._coverage.signed(signature, number, self._wording.of),
            answer.keys,
            ended_by,
            self._unsure(answer, number),
        )

    def _end(self, answer: Answer, number: int) -> Fact | None:
        """What was said last of a signature, unless that is the signature."""
        if not (against := self._against(answer, number)):
            return None
        last = latest((answer.fact, *against), self._moment)
        return None if last is answer.fact else last

    def _unsure(self, answer: Answer, number: int) -> bool:
        return answer.interval.end > self._moment or any(
            not order_known(each, answer.fact, of_one_sign_off=True)
            for each in self._against(answer, number)
        )

    def _against(self, answer: Answer, number: int) -> Sequence[Fact]:
        if number not in self._declined:
            declined: dict[tuple[str, str], list[Fact]] = {}
            for each in self._by_number.get(number, ()):
                if each.kind == "declined":
                    declined.setdefault((each.sign_off, each.whose), []).append(each.fact)
            self._declined[number] = declined
        own = self._declined[number].get((answer.sign_off, answer.whose), ())
        return *self._coverage.sign_offs.withdrawn.get(answer.sign_off, ()), *own


def _signed(answers: Iterable[Answer]) -> Iterator[Answer]:
    return (each for each in answers if each.kind == "signed")


def _by(answer: Answer) -> tuple[str, str]:
    """For whom, and by whom."""
    assert answer.signature is not None
    return answer.whose, answer.signature.signer
