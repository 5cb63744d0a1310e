"""Whose authority a wording needs (VOCABULARY 5), for rules that ask what those people saw.

1. Who was asked for its sign-off, and whoever has a function that the policy asks for, until that
   sign-off is there.
2. For whom a deputy signed.
3. Where a signature was beyond authority, and none on the wording was allowed: everybody of the
   house whose own would have reached.

Whoever signed the wording themselves is not among them: see SEEN01.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.occurrence import Interval
from projections.authority import ALLOWED
from projections.clauses import Wording
from projections.facts import Fact
from projections.findings.looked import Looked
from projections.knowledge.ladder import Rung
from projections.signing.required import ByPolicy, Requested
from projections.signing.signatures import OwnState
from projections.signing.table import Cell, Row


@dataclass(frozen=True, slots=True)
class Needed:
    """A human whose authority a wording needs, and the records that show it.

    `passed_by`: somebody signed for them, or beyond the own authority where theirs would reach.
    """

    human: str
    row: Row
    because: tuple[Fact, ...]
    passed_by: bool = False


def needed(looked: Looked) -> Iterator[Needed]:
    """Everybody, per wording; somebody who is needed for two reasons is told twice."""
    for row, every in looked.signatures:
        standing = [each for each in every if each.state == "signed"]
        signers = {each.signed.signature.signer for each in standing}
        found = (*_asked(looked, row), *_deputised(row, standing), *_beyond(looked, row, standing))
        yield from (each for each in found if each.human not in signers)


def _asked(looked: Looked, row: Row) -> Iterator[Needed]:
    for cell in row.cells:
        if cell.state != "signed":
            because, humans = _whom(looked, cell)
            yield from (Needed(each, row, (because,)) for each in humans)


def _whom(looked: Looked, cell: Cell) -> tuple[Fact, Iterable[str]]:
    match cell.required:
        case Requested(request=request):
            return request.fact, (request.human,)
        case ByPolicy(function=function, regime=regime):
            return regime.fact, house(looked, function)


def _deputised(row: Row, standing: Sequence[OwnState]) -> Iterator[Needed]:
    for each in standing:
        signature = each.signed.signature
        if signature.whose != signature.signer:
            yield Needed(signature.whose, row, (signature.fact,), passed_by=True)


def allowed(standing: Iterable[OwnState]) -> bool:
    """Whether one of these signatures, that stand on a wording, was within authority."""
    return any(ALLOWED[each.signed.judgement.authority] == "yes" for each in standing)


def _beyond(looked: Looked, row: Row, standing: Sequence[OwnState]) -> Iterator[Needed]:
    if allowed(standing):
        return
    judge = looked.coverage.authorities.judge
    for each in standing:
        judged = each.signed.judgement
        if judged.authority in {"exceeded", "expired", "none"}:
            for person in house(looked):
                found = judge(replace(judged.signing, signer=person, principal=None))
                if found.because == "allowed":
                    because = (each.signed.signature.fact, *found.rests_on)
                    yield Needed(person, row, because, passed_by=True)


def house(looked: Looked, function: str | None = None) -> Iterator[str]:
    """The people of the house at the moment asked, of a function or of any."""
    now = Interval(looked.moment, looked.moment)
    functions = looked.coverage.sign_offs.functions
    for person in dict.fromkeys(map(looked.people.canonical, looked.deal.participants)):
        held = functions.at(person, now)
        if function in held if function else held:
            yield person


BEFORE_THEM: frozenset[Rung] = frozenset({"displayed", "acknowledged", "discussed", "authored"})
"""What shows that the words were before somebody who signs: that they signed does not."""


def was_before(looked: Looked, human: str, row: Row, by: datetime | None = None) -> bool:
    """Whether a record shows that a wording was, or may have been, before somebody by then.

    An opened message is enough. `by` is the moment asked where it is left out.
    """
    return had(looked, human, row.wording, by)


def had(looked: Looked, human: str, wording: Wording, by: datetime | None = None) -> bool:
    """The same of a wording that no sign-off need be asked for."""
    return any(
        (proof.rung in BEFORE_THEM or proof.rung == "opened")
        and (by is None or proof.fact.interval.begun_by(by))
        for proof in looked.proofs(human, wording)
    )
