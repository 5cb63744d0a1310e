"""Which sign-offs a wording required (VOCABULARY 5).

1. What was requested on the governing proposal, or on an earlier one for a wording that it still
   holds. For a wording that the governing text does not hold: what was requested for that wording.
2. Of requests to the same person or in the same role the latest counts. One person asked in two
   roles is asked twice.
3. What the policy asks for that was in force when the proposal was sent, else at `effective_at`:
   by the term as it was known then. What was corrected of it since changes nothing that was
   required; a policy is read as it is right, and what it was at first stands beside.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from domain.events.proposals import ProposalSealed
from domain.events.sign_off import SignOffRequested
from domain.record import Entry
from domain.values import Function, Term
from domain.wordings import latest, latest_first
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.policy import Asked, Policies, Regime, asked_for
from projections.proposals import Proposal
from projections.signing.binding import Bound, Key, Request, keys_for
from projections.signing.meaning import Meanings
from projections.signing.mended import Mended
from projections.signing.sign_offs import SignOffs


@dataclass(frozen=True, slots=True)
class Requested:
    """A sign-off that was requested. `earlier` are the requests that this one stands for."""

    request: Request
    earlier: tuple[Request, ...]
    keys: frozenset[Key]


@dataclass(frozen=True, slots=True)
class ByPolicy:
    """A sign-off that a policy asks for. `asked` are the requests to people of that function."""

    function: Function
    rules: tuple[int, ...]
    regime: Regime
    asked: tuple[Request, ...]

    @property
    def keys(self) -> frozenset[Key]:
        """Whose answers count: those of anybody of that function."""
        return frozenset({("function", self.function)})


Required = Requested | ByPolicy
_Asked = tuple[list[Request], list[Requested]]


@dataclass(frozen=True, slots=True)
class PolicyThen:
    """The policy by which a wording is judged; None when there was none.

    `at` is when the proposal was sent, by the record `sent`, or else `effective_at`. `may_ask` is
    what nobody can say. `order_unknown`: the policy changed within the time of the sending.
    `corrected` is what it would ask for by what was corrected since, where that is something else.
    `first` is what was in force, and asked, as the policies were recorded first, where one of the
    two was corrected or struck.
    """

    regime: Regime | None
    at: datetime
    sent: Fact | None
    asks: tuple[Asked, ...]
    may_ask: tuple[Asked, ...]
    order_unknown: bool
    corrected: CorrectedPolicy | None = None
    first: FirstPolicy | None = None


@dataclass(frozen=True, slots=True)
class FirstPolicy:
    """A policy as it was recorded first, what it asks for, and the records that mended it."""

    regime: Regime | None
    asks: tuple[Asked, ...]
    may_ask: tuple[Asked, ...]
    by: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class CorrectedPolicy:
    """What a policy would ask for by the term as it is right by now, and by which corrections."""

    asks: tuple[Asked, ...]
    may_ask: tuple[Asked, ...]
    by: tuple[Entry, ...]


class Requirements:
    """What the wordings of a deal required.

    `counted` and `replaced` are the records of requests that counted for a wording asked about, or
    that a later request stood for.
    """

    def __init__(
        self, deal: KnownDeal, sign_offs: SignOffs, policies: Policies, meanings: Meanings
    ) -> None:
        self._deal = deal
        self._sign_offs = sign_offs
        self._policies = policies
        self._meanings = meanings
        self._mended = Mended(deal)
        self._moment = deal.basis.effective_at
        self._up_to: dict[str, frozenset[str]] = {}
        self._functions: dict[int, frozenset[str]] = {}
        self._rank: dict[int, int] = {}
        self._asked: dict[tuple[object, ...], _Asked] = {}
        self.counted: set[str] = set()
        self.replaced: set[str] = set()

    @cached_property
    def _bound(self) -> Bound[Request]:
        """The requests that bind something, the latest first."""
        found = Bound[Request]()
        for place, each in enumerate(latest_first(self._sign_offs.requests)):
            self._rank[id(each)] = place
            found.add(each)
        return found

    def renew(self, facts: Iterable[Fact]) -> None:
        """The deal has grown, by these facts among others."""
        for kept in (self._asked, self.counted, self.replaced):
            kept.clear()
        for fact in facts:
            if isinstance(fact.event, SignOffRequested):
                self.__dict__.pop("_bound", None)
            if isinstance(fact.event, ProposalSealed):
                self._up_to.clear()

    def of(
        self, wording: Wording, proposal: Proposal | None, then: PolicyThen
    ) -> tuple[Required, ...]:
        """What was required of a wording of the governing text's `proposal`, or of none."""
        requests, requested = self._requests(wording, proposal)
        return *requested, *self._by_policy(then, requests)

    def policy(self, wording: Wording, proposal: Proposal | None) -> PolicyThen:
        """The policy by which the wording is judged, and what it asks for."""
        sent = latest(proposal.sent, self._moment) if proposal else None
        # What begins within the time of the sending is taken to have been in force.
        at = min(sent.interval.end, self._moment) if sent else self._moment
        regime = self._policies.in_force(at)
        unsure = sent is not None and regime is not self._policies.in_force(sent.interval.begin)
        seal = proposal.sealed if proposal else None
        meant = self._meanings.of(wording, at, seal, sent)
        asks, may_ask = self.asked_by(regime, meant.known)
        corrected = None
        if meant.corrected_by:
            right = self.asked_by(regime, meant.right)
            if right != (asks, may_ask):
                corrected = CorrectedPolicy(*right, meant.corrected_by)
        first = self._first(regime, at, meant.known)
        return PolicyThen(regime, at, sent, asks, may_ask, unsure, corrected, first)

    def _first(self, regime: Regime | None, at: datetime, term: Term | None) -> FirstPolicy | None:
        found = self._mended.regime(regime, at)
        if found is None:
            return None
        return FirstPolicy(found.regime, *self.asked_by(found.regime, term), found.by)

    def asked_by(
        self, regime: Regime | None, term: Term | None
    ) -> tuple[tuple[Asked, ...], tuple[Asked, ...]]:
        """What a policy asks for on a wording with this term, and what it may ask for."""
        rules = regime.event.rules if regime else ()
        return asked_for(rules, term, self._deal.catalogue)

    def _requests(self, wording: Wording, proposal: Proposal | None) -> _Asked:
        """The requests for exactly this wording, the latest first, and those that count."""
        every = self._bound.on(wording.clause).get(wording.number, [])
        # Clauses that have been in the same seals were asked about alike.
        key = proposal.id if proposal else None, *map(id, every)
        if key not in self._asked:
            among = self.up_to(proposal) if proposal else None
            found = [
                e for each in every for e in each if among is None or e.event.proposal in among
            ]
            found.sort(key=lambda each: self._rank[id(each)])
            requested = _counting(found)
            self.counted.update(each.request.fact.id for each in requested)
            self.replaced.update(e.fact.id for each in requested for e in each.earlier)
            self._asked[key] = found, requested
        return self._asked[key]

    def up_to(self, proposal: Proposal) -> frozenset[str]:
        """The proposal and those sealed before it."""
        if proposal.id not in self._up_to:
            found = (each for each in self._deal.proposals.by_id.values() if each.sealed)
            self._up_to[proposal.id] = frozenset(
                each.id for each in found if each is proposal or _before(each, proposal)
            )
        return self._up_to[proposal.id]

    def _by_policy(self, then: PolicyThen, requests: Sequence[Request]) -> Iterator[ByPolicy]:
        for asked in then.asks if then.regime else ():
            assert then.regime is not None
            to_them = tuple(each for each in requests if self._is_of(each, asked.function))
            yield ByPolicy(asked.function, asked.rules, then.regime, to_them)

    def _is_of(self, request: Request, function: Function) -> bool:
        if id(request) not in self._functions:
            had = self._sign_offs.functions.at(request.human, request.interval)
            self._functions[id(request)] = had | {request.event.role or ""}
        return function in self._functions[id(request)]


def _before(one: Proposal, other: Proposal) -> bool:
    """Whether a proposal was sealed earlier; of overlapping ones, at the earlier position."""
    if one.sealed is None or other.sealed is None:
        return False
    ends = max(one.sealed.interval.end, other.sealed.interval.end)
    return latest((one.sealed, other.sealed), ends) is other.sealed


def _counting(requests: Iterable[Request]) -> list[Requested]:
    """Of requests, the latest first: those that count, each with the ones that it stands for."""
    stands_for: dict[int, list[Request]] = {}
    by_role: dict[str, Request] = {}
    by_person: dict[str, dict[str | None, Request]] = {}
    for each in requests:
        role, own = each.event.role, by_person.setdefault(each.human, {})
        later = by_role.get(role) if role else next(iter(own.values()), None)
        later = later or own.get(role) or own.get(None)
        counts = later or each
        stands_for.setdefault(id(counts), []).append(each)
        own.setdefault(role, counts)
        if role:
            by_role.setdefault(role, counts)
    found = [(group[0], tuple(group[1:])) for group in stands_for.values()]
    found.sort(key=lambda group: group[0].place)
    return [
        Requested(first, rest, keys_for(first, (r.event.sign_off for r in (first, *rest))))
        for first, rest in found
    ]
