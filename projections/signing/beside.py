"""What stands beside the table: sign-offs that do not count in it, and policies that changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from domain.events.deal import DealClosed, DealOpened
from domain.events.sign_off import SignOffDeclined, SignOffGranted, SignOffRequested
from domain.values import Function
from domain.wordings import latest
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.policy import Regime
from projections.proposals import Proposal
from projections.signing.binding import Request
from projections.signing.table import Coverage

Why = Literal["no_seal", "not_in_seal", "asked_again", "later_proposal", "wording_not_held"]


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A request, a signature or a refusal that counts for no wording of the table, and why.

    `clauses` are those that it names and that the seal does not hold.
    """

    fact: Fact
    event: SignOffRequested | SignOffGranted | SignOffDeclined
    why: Why
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Differs:
    """A function that a new policy asks for on a wording and the old did not, or the reverse."""

    wording: Wording
    function: Function
    change: Literal["added", "dropped"]


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """A policy that came into force under the open deal, and the requests not answered by then."""

    regime: Regime
    open: tuple[Request, ...]
    differs: tuple[Differs, ...]


def not_counted(coverage: Coverage) -> Iterator[NotCounted]:
    """What does not count, in the order of positions."""
    rows = coverage.rows  # which are counted is known once the table is there
    numbers = {row.wording.clause: row.wording.number for row in rows}
    counted = coverage.requirements.counted
    replaced = coverage.requirements.replaced - counted
    for request in coverage.sign_offs.requests:
        missing = _missing(coverage, request.event)
        if request.binds is None:
            yield NotCounted(request.fact, request.event, "no_seal")
        elif missing:
            yield NotCounted(request.fact, request.event, "not_in_seal", missing)
        elif request.fact.id in replaced:
            yield NotCounted(request.fact, request.event, "asked_again")
        elif request.fact.id not in counted:
            held = any(numbers.get(clause) == number for clause, number in request.binds.items())
            why: Why = "later_proposal" if held else "wording_not_held"
            yield NotCounted(request.fact, request.event, why)
    for answer in coverage.sign_offs.answers:
        event = answer.fact.event
        if isinstance(event, SignOffGranted | SignOffDeclined):
            missing = _missing(coverage, event)
            if missing:
                yield NotCounted(answer.fact, event, "not_in_seal", missing)
            elif not answer.binds:
                yield NotCounted(answer.fact, event, "no_seal")


def _missing(
    coverage: Coverage, event: SignOffRequested | SignOffGranted | SignOffDeclined
) -> tuple[str, ...]:
    """The clauses that are named and not in the seal."""
    held = coverage.sign_offs.binding(event.proposal, None)
    if held is None or isinstance(event, SignOffDeclined):
        return ()
    return tuple(dict.fromkeys(each for each in event.clauses or () if each not in held))


def policy_changes(coverage: Coverage) -> Iterator[PolicyChange]:
    """The policies that came into force while the deal was open, in that order.

    Those that met an open request, or changed what was required of a wording that was there then.
    What had been sent by then is judged by the policy before, and is not changed by it.
    """
    regimes = coverage.policies.regimes
    begins = [each.begins for each in regimes]
    answered = _answered(coverage)
    open_: dict[int, list[Request]] = {}
    for request in coverage.sign_offs.requests:
        until = answered.get(request.event.sign_off)
        first = bisect_right(begins, request.interval.begin)
        end = bisect_right(begins, until) if until else len(begins)
        for place in range(first, end):
            open_.setdefault(place, []).append(request)
    seals = _Seals(coverage.deal)
    for place in _under_the_deal(coverage.deal, begins):
        regime, requests = regimes[place], tuple(open_.get(place, ()))
        differs = tuple(_differs(coverage, regime, seals))
        if requests or differs:
            yield PolicyChange(regime, requests, differs)


def _under_the_deal(deal: KnownDeal, begins: Sequence[datetime]) -> range:
    """The places of the policies that began by `effective_at` while the deal was open."""
    opened = [f.interval.begin for f in deal.happened if isinstance(f.event, DealOpened)]
    closed = [f.interval.begin for f in deal.happened if isinstance(f.event, DealClosed)]
    moment = deal.basis.effective_at
    since = min(opened or (f.interval.begin for f in deal.happened), default=moment)
    return range(bisect_right(begins, since), bisect_right(begins, min((*closed, moment))))


def _answered(coverage: Coverage) -> dict[str, datetime]:
    """When each sign-off was first answered."""
    found: dict[str, datetime] = {}
    for answer in coverage.sign_offs.answers:
        begin = answer.interval.begin
        found[answer.sign_off] = min(found.get(answer.sign_off, begin), begin)
    return found


def _differs(coverage: Coverage, regime: Regime, seals: _Seals) -> Iterator[Differs]:
    for wording, seal in _concerned(coverage, regime.begins, seals):
        term = coverage.meanings.of(wording, regime.begins, seal, None).known
        after, before = (
            [asked.function for asked in coverage.requirements.asked_by(each, term)[0]]
            for each in (regime, regime.replaces)
        )
        yield from (Differs(wording, f, "added") for f in after if f not in before)
        yield from (Differs(wording, f, "dropped") for f in before if f not in after)


def _concerned(
    coverage: Coverage, begins: datetime, seals: _Seals
) -> Iterator[tuple[Wording, Fact | None]]:
    """The wordings that were there when a policy began and went out under it, each with its seal.

    Those in the drafts then, but for what had been sent as it was last sealed, and those that are
    judged by a later sending. What was worded only afterwards never stood under the policy before.
    """
    for clause in coverage.deal.clauses.by_id.values():
        found: dict[int, tuple[Wording, Fact | None]] = {}
        if current := clause.current(begins):
            last = seals.last(current, begins)
            if last is None or not _sent_before(last, begins):
                found[current.number] = current, last.sealed if last else None
        row = coverage.row(clause.id)
        if row and row.policy.at >= begins and row.wording.interval.begun_by(begins):
            proposal = coverage.deal.proposals.by_id.get(row.proposal or "")
            found[row.wording.number] = row.wording, proposal.sealed if proposal else None
        yield from (found[number] for number in sorted(found))


def _sent_before(proposal: Proposal, moment: datetime) -> bool:
    return any(each.interval.end < moment for each in proposal.sent)


class _Seals:
    """The seals of a deal by the wordings that they hold."""

    def __init__(self, deal: KnownDeal) -> None:
        self._deal = deal

    @cached_property
    def _holding(self) -> dict[tuple[str, int], dict[Fact, Proposal]]:
        found: dict[tuple[str, int], dict[Fact, Proposal]] = {}
        for proposal in self._deal.proposals.by_id.values():
            if proposal.sealed is not None:
                for held in proposal.contents or ():
                    holding = found.setdefault((held.clause, held.version), {})
                    holding[proposal.sealed] = proposal
        return found

    def last(self, wording: Wording, moment: datetime) -> Proposal | None:
        """The proposal that held a wording as it was last sealed by then."""
        holding = self._holding.get((wording.clause, wording.number), {})
        seal = latest(holding, moment)
        return holding[seal] if seal else None
