"""When an order comes, and whether a term speaks then.

1. Months are counted from the day of the start, in the deal's zone: the `from` of a stated duration
   in the text, else when the agreement took effect, else when the proposal was accepted, else
   `effective_at` (as if it began then).
2. A term speaks from its `from` to the end of its `until`. A price hold or cap without an `until`
   whose value is a number of months or days ends so long after its `from`, else after the start.
3. The terms of prices have ended when the last that has an end has; the agreement, when its stated
   duration has. Where no end is stated, the time of what comes after it is not known: then a term
   with a period does not speak.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from domain.events.proposals import AgreementExecuted
from domain.events.scenarios import ScenarioDefined
from domain.occurrence import MICROSECOND
from domain.values import PRICING, Days, Months, Term, TermKind
from domain.wordings import latest
from projections.proposals import first
from projections.stress.tested import Tested
from projections.terms import terms_of

By = Literal["term", "agreement", "acceptance", "assumed"]
_DAY = timedelta(days=1)
_HELD_FOR = frozenset({"price_hold", "price_cap"})
_LAST_YEAR = 9990
_FAR = datetime(_LAST_YEAR, 12, 31, tzinfo=UTC)
"""Later than any order that is thought of, and with room for every zone."""


@dataclass(frozen=True, slots=True)
class Start:
    """When the time of the terms began, by what, and the record that says so."""

    at: datetime
    by: By
    record: str | None = None


@dataclass(frozen=True)
class Timing:
    """The times of one text."""

    tested: Tested

    @property
    def zone(self) -> str:
        """The deal's."""
        return self.tested.deal.zone

    @cached_property
    def start(self) -> Start:
        """From when months are counted: the begin of that day."""
        found = self._start
        local = found.at.astimezone(ZoneInfo(self.zone))
        return replace(found, at=datetime.combine(local, time(), local.tzinfo).astimezone(UTC))

    @property
    def _start(self) -> Start:
        deal, proposal = self.tested.deal, self.tested.proposal
        for fact, term in self._stated(("duration",)):
            if term.from_ is not None:
                return Start(term.from_.interval(self.zone).begin, "term", fact)
        if proposal and (made := latest(proposal.executed, deal.basis.effective_at)):
            assert isinstance(made.event, AgreementExecuted)
            began = made.event.effective_from or made.occurred
            return Start(began.interval(self.zone).begin, "agreement", made.id)
        if proposal and proposal.accepted:
            accepted = first(proposal.accepted)
            return Start(accepted.interval.begin, "acceptance", accepted.id)
        return Start(deal.basis.effective_at, "assumed")

    def of(self, scenario: ScenarioDefined) -> datetime | None:
        """When an order comes; None where that depends on an end that is not stated."""
        match scenario.after:
            case None:
                return self._later(self.start.at, months=scenario.month or 0)
            case "price_terms":
                return self._last_end(PRICING)
            case "agreement":
                return self._last_end(("duration",))

    def speaks(self, term: Term, moment: datetime | None) -> bool:
        """Whether a term speaks on the day that begins at a moment; None: that is not known."""
        begins, ends = self.begin(term), self.end(term)
        if moment is None:
            return begins is None and ends is None
        return (begins is None or begins < moment + _DAY) and (ends is None or moment < ends)

    def begin(self, term: Term) -> datetime | None:
        """From when a term is stated to speak."""
        return term.from_.interval(self.zone).begin if term.from_ else None

    def end(self, term: Term) -> datetime | None:
        """From when on a term speaks no more; None where no end of it is stated."""
        if term.until is not None:
            return term.until.interval(self.zone).end + MICROSECOND
        if term.kind not in _HELD_FOR and term.kind != "duration":
            return None
        begins = self.begin(term) or self.start.at
        match term.value:
            case Months(months=months):
                return self._later(begins, months=months)
            case Days(days=days):
                return self._later(begins, days=days)
            case _:
                return None

    def day(self, moment: datetime) -> str:
        """The day of a moment in the deal's zone."""
        return moment.astimezone(ZoneInfo(self.zone)).date().isoformat()

    def last_day(self, end: datetime) -> str:
        """The last day before an end."""
        return self.day(end - MICROSECOND)

    def _last_end(self, kinds: tuple[TermKind, ...]) -> datetime | None:
        ends = (self.end(term) for _, term in self._stated(kinds))
        return max((end for end in ends if end), default=None)

    def _stated(self, kinds: tuple[TermKind, ...]) -> Iterable[tuple[str, Term]]:
        for wording in self.tested.wordings:
            for stated in terms_of(self.tested.deal, wording):
                if stated.term.kind in kinds:
                    yield stated.fact.id, stated.term

    def _later(self, moment: datetime, *, months: int = 0, days: int = 0) -> datetime:
        """So much later on the clock of the deal; the 31st is the last of a shorter month."""
        local = moment.astimezone(ZoneInfo(self.zone))
        if months > 12 * _LAST_YEAR or days > 366 * _LAST_YEAR or local.year >= _LAST_YEAR:
            return _FAR
        years, month = divmod(local.month - 1 + months, 12)
        year = local.year + years
        if year >= _LAST_YEAR or local.toordinal() + days >= _FAR.toordinal():
            return _FAR
        day = min(local.day, monthrange(year, month + 1)[1])
        there = local.replace(year=year, month=month + 1, day=day) + timedelta(days=days)
        return there.astimezone(UTC)
