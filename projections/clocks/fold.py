"""From the facts of a deal to the clocks of each of its proposals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from domain.events import EVENTS
from domain.events.clauses import TermsClarified
from domain.events.disputes import ProposalRetracted, RetractionInstructed
from domain.events.proposals import OrderPlaced, RelianceReported
from domain.events.sign_off import (
    SignOffDeclined,
    SignOffGranted,
    SignOffRequested,
    SignOffWithdrawn,
)
from domain.values import Ref
from projections.clocks.beside import (
    Beside,
    Clarified,
    Promises,
    clarifications_of,
    orders_of,
    replacements,
)
from projections.clocks.communication import Communication, communication_of
from projections.clocks.formation import Formation, formation_of
from projections.clocks.internal import Internal, internal_of
from projections.clocks.parties import Parties
from projections.clocks.references import Bearing, References
from projections.clocks.retractions import Retractions, retractions_of
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.proposals import Proposal

_NAME_A_PROPOSAL = frozenset(kind for kind in EVENTS if "proposal" in kind.model_fields)


@dataclass(frozen=True, slots=True)
class ProposalClocks:
    """The three clocks of one proposal at the moment asked, its retractions, and what is beside."""

    proposal: Proposal
    internal: Internal
    communication: Communication
    formation: Formation
    retractions: Retractions
    beside: Beside


@dataclass(frozen=True, slots=True)
class Clocks:
    """The clocks by proposal, in the order in which records first name them.

    `unplaced` bear on no proposal that the record shows: withdrawals of sign-offs that no record
    asks for or grants, reliance and instructions on what no proposal holds.
    """

    by_proposal: dict[str, ProposalClocks]
    unplaced: tuple[Fact, ...]


def clocks_of(deal: KnownDeal) -> Clocks:
    """The clocks of every proposal that a record names that had begun by the moment asked."""
    return _Fold(deal).clocks()


def clocks_of_one(deal: KnownDeal, proposal: str) -> ProposalClocks | None:
    """The clocks of one proposal; None when no record that had begun by then names it."""
    return ClocksOnDemand(deal).get(proposal)


class ClocksOnDemand(Mapping[str, ProposalClocks]):
    """The same by proposal, each one's folded when it is asked for: for whoever asks of few."""

    def __init__(self, deal: KnownDeal) -> None:
        self._fold = _Fold(deal)
        self._found: dict[str, ProposalClocks] = {}

    def proposal(self, id_: str) -> Proposal:
        """A proposal as it was at the moment asked; its clocks are not folded for it."""
        return self._fold.proposal(id_)

    @property
    def relied_on(self) -> list[str]:
        """The proposals on which a record of reliance bears, in the order of their names."""
        return [id_ for id_ in self._fold.named if id_ in self._fold.relied_on]

    def __getitem__(self, id_: str) -> ProposalClocks:
        if id_ not in self._fold.named:
            raise KeyError(id_)
        if id_ not in self._found:
            self._found[id_] = self._fold.clocks_of(id_)
        return self._found[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fold.named)

    def __len__(self) -> int:
        return len(self._fold.named)


class _Fold:
    """Indexes what had happened once; then each proposal looks up its own."""

    def __init__(self, deal: KnownDeal) -> None:
        self._deal = deal
        self._parties = Parties(deal)
        self.named: dict[str, None] = {}
        self._sign_offs: dict[str, list[Fact]] = defaultdict(list)
        self._orders: dict[str, list[Fact]] = defaultdict(list)
        self._claims: dict[str, list[Fact]] = defaultdict(list)
        self._clarified: dict[str, list[Clarified]] = defaultdict(list)
        self._effective = {c.fact.id: c.effective for c in deal.clauses.clarifications}
        self._replaces: dict[str, list[Fact]] = defaultdict(list)
        self.relied_on: dict[str, list[Bearing]] = defaultdict(list)
        self._instructions: dict[str, list[Bearing]] = defaultdict(list)
        self._unplaced: list[Fact] = []
        moment = deal.basis.effective_at
        self._proposals = {id_: each.by(moment) for id_, each in deal.proposals.by_id.items()}
        self._of_sign_off = _proposals_of_sign_offs(deal.happened)
        self._references = References(deal, _holders(self._proposals.values()))
        for fact in deal.happened:
            self._add(fact)

    def clocks(self) -> Clocks:
        """The clocks of every proposal that was named."""
        return Clocks({id_: self.clocks_of(id_) for id_ in self.named}, tuple(self._unplaced))

    def _add(self, fact: Fact) -> None:
        if type(fact.event) in _NAME_A_PROPOSAL:
            self._name(getattr(fact.event, "proposal", None))
        match fact.event:
            case SignOffRequested() | SignOffGranted() | SignOffDeclined() as event:
                self._sign_offs[event.proposal].append(fact)
            case SignOffWithdrawn(sign_off=sign_off):
                self._withdraw(fact, sign_off)
            case OrderPlaced() as event:
                self._order(fact, event)
            case TermsClarified() as event:
                self._clarify(fact, event)
            case ProposalRetracted(replacement=replacement) if replacement:
                self._replaces[replacement].append(fact)
            case RelianceReported(on=ref):
                self._bear(self.relied_on, fact, ref)
            case RetractionInstructed(target=ref):
                self._bear(self._instructions, fact, ref)
            case _:  # `Proposals` holds the rest, or it does not concern the clocks
                pass

    def _name(self, proposal: str | None) -> None:
        if proposal is not None:
            self.named.setdefault(proposal)

    def _withdraw(self, fact: Fact, sign_off: str) -> None:
        for proposal in self._of_sign_off.get(sign_off, ()):
            self._name(proposal)
            self._sign_offs[proposal].append(fact)
        if sign_off not in self._of_sign_off:
            self._unplaced.append(fact)

    def _order(self, fact: Fact, event: OrderPlaced) -> None:
        if event.proposal is not None:
            self._orders[event.proposal].append(fact)
        if event.claimed_under is not None:
            self._claims[event.claimed_under].append(fact)

    def _clarify(self, fact: Fact, event: TermsClarified) -> None:
        begin = self._effective.get(fact.id)
        for clause in dict.fromkeys(event.clauses):
            self._clarified[clause].append(Clarified(fact, event, begin))

    def _bear(self, on: dict[str, list[Bearing]], fact: Fact, ref: Ref) -> None:
        bearings = self._references.bearings(fact, ref)
        if not bearings:
            self._unplaced.append(fact)
        for proposal, bearing in bearings.items():
            self._name(proposal)
            on[proposal].append(bearing)

    def proposal(self, id_: str) -> Proposal:
        """A proposal, cut at the moment asked."""
        return self._proposals.get(id_) or Proposal(id_)

    def clocks_of(self, id_: str) -> ProposalClocks:
        """The clocks of one proposal."""
        deal, zone = self._deal, self._deal.zone
        proposal = self.proposal(id_)
        orders = self._orders.get(id_, [])
        communication = communication_of(proposal, self._parties)
        instructions = self._instructions.get(id_, [])
        return ProposalClocks(
            proposal,
            internal_of(proposal, self._sign_offs.get(id_, []), deal, self._parties),
            communication,
            formation_of(proposal, orders, deal.proposals.order_of(proposal)),
            retractions_of(proposal, communication, instructions, zone),
            Beside(
                Promises(proposal.sent, deal.basis.effective_at, zone),
                tuple(self.relied_on.get(id_, ())),
                clarifications_of(proposal, self._clarified, deal.clarifying),
                orders_of(proposal, orders, self._claims),
                replacements(proposal, self._proposals),
                tuple(self._replaces.get(id_, ())),
            ),
        )


def _holders(proposals: Iterable[Proposal]) -> dict[str, list[tuple[str, int]]]:
    """By clause, the proposals that hold a wording of it, and which."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for proposal in proposals:
        for held in proposal.contents or ():
            found[held.clause].append((proposal.id, held.version))
    return found


def _proposals_of_sign_offs(facts: Iterable[Fact]) -> dict[str, dict[str, None]]:
    """The proposals that a sign-off id was used for: what a withdrawal, which names none, is of."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for fact in facts:
        if isinstance(fact.event, SignOffRequested | SignOffGranted | SignOffDeclined):
            found[fact.event.sign_off][fact.event.proposal] = None
    return dict(found)
