"""Which findings were settled, and by which record.

1. A `finding.settled` is of the finding with its code, bound to exactly the things and the humans
   that it names: a new wording, signature or person makes another finding, which is open.
2. It counts from when it occurred. Of several, the latest by occurrence, then position.
3. One that fits no finding that this reader is shown settles nothing, and is listed apart. Those of
   rows of the stress test (`OF_STRESS`) are looked for there.
4. One without a reason settles nothing either: a gate would be opened by somebody who did not say
   why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.events.findings import FindingSettled
from domain.naming import Pointer, pointer_of
from domain.wordings import latest
from projections.facts import Fact
from projections.findings.finding import Finding
from projections.findings.looked import Looked

OF_STRESS = {"no_term": "STRESS01", "two_readings": "STRESS02"}
"""By what they are settled as: rows of the stress test that no term decides, or two."""
_Bound = tuple[str, frozenset[Pointer], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Settled:
    """A finding, and the record that settled it; None where it is open."""

    finding: Finding
    by: Fact | None


class Settlements:
    """Every `finding.settled` that had begun by the moment asked."""

    def __init__(self, looked: Looked) -> None:
        self._looked = looked
        self.every = tuple(looked.happened(FindingSettled))
        self._by_bound: dict[_Bound, list[Fact]] = {}
        for fact in self.every:
            if _says_why(fact):
                self._by_bound.setdefault(self._settles(fact), []).append(fact)

    def of(self, findings: Iterable[Finding]) -> Iterator[Settled]:
        """Each finding with what settled it."""
        for each in findings:
            fitting = self._by_bound.get(self._bound(each), ())
            yield Settled(each, latest(fitting, self._looked.moment))

    def unfit(self, findings: Iterable[Finding]) -> list[Fact]:
        """The settlements of findings that are not among these."""
        found = {self._bound(each) for each in findings}
        every = [(fact, self._settles(fact)) for fact in self.every]
        elsewhere = OF_STRESS.values()
        fits = {id(fact) for fact, of in every if of in found or of[0] in elsewhere}
        return [fact for fact in self.every if id(fact) not in fits or not _says_why(fact)]

    def _bound(self, finding: Finding) -> _Bound:
        return finding.code, frozenset(finding.about), self._humans(finding.persons)

    def _settles(self, fact: Fact) -> _Bound:
        event = fact.event
        assert isinstance(event, FindingSettled)
        about = frozenset(pointer_of(ref) for ref in event.about)
        return event.finding, about, self._humans(event.persons)

    def _humans(self, persons: Iterable[str]) -> frozenset[str]:
        return frozenset(self._looked.people.canonical(each) for each in persons)


def _says_why(fact: Fact) -> bool:
    event = fact.event
    assert isinstance(event, FindingSettled)
    return bool(event.reason.strip())
