"""What stands beside the table: sign-offs that do not count in it, and policies that changed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.events.sign_off import SignOffDeclined, SignOffGranted, SignOffRequested
from domain.values import Function
from projections.clauses import Wording
from projections.facts import Fact
from projections.policy import Regime
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
    """A policy that came into force while sign-offs of the deal were requested and not answered."""

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
    """The policies that came into force while a request was open, in that order."""
    regimes, moment = coverage.policies.regimes, coverage.deal.basis.effective_at
    begins = [each.begins for each in regimes]
    last = bisect_right(begins, moment)
    answered = _answered(coverage)
    open_: dict[int, list[Request]] = {}
    for request in coverage.sign_offs.requests:
        until = answered.get(request.event.sign_off)
        first = bisect_right(begins, request.interval.begin)
        end = min(last, bisect_right(begins, until)) if until else last
        for place in range(first, end):
            open_.setdefault(place, []).append(request)
    for place, requests in sorted(open_.items()):
        regime = regimes[place]
        yield PolicyChange(regime, tuple(requests), tuple(_differs(coverage, regime)))


def _answered(coverage: Coverage) -> dict[str, datetime]:
    """When each sign-off was first answered."""
    found: dict[str, datetime] = {}
    for answer in coverage.sign_offs.answers:
        begin = answer.interval.begin
        found[answer.sign_off] = min(found.get(answer.sign_off, begin), begin)
    return found


def _differs(coverage: Coverage, regime: Regime) -> Iterator[Differs]:
    for row in coverage.rows:
        after, before = (
            [asked.function for asked in coverage.requirements.asked_by(each, row.wording)[0]]
            for each in (regime, regime.replaces)
        )
        yield from (Differs(row.wording, f, "added") for f in after if f not in before)
        yield from (Differs(row.wording, f, "dropped") for f in before if f not in after)
