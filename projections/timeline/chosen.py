"""Which moments a reader asks for, and what is refused because nothing on record goes by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.events import REGISTRY
from domain.naming import clauses_named
from domain.refusals import Refusal
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.people import named_in
from projections.timeline.history import Change


class NotInTimeline(Refusal):
    """Nothing that this reader may see of the deal goes by this name."""

    code = "not_in_timeline"

    def __init__(self, kind: str, id_: str) -> None:
        super().__init__(f"No {kind} {id_!r} is on record in this deal.", f"/{kind}")


class KindNotKnown(Refusal):
    """A kind of record that the vocabulary does not have."""

    code = "kind_not_known"

    def __init__(self, kind: str) -> None:
        super().__init__(f"There is no kind of record {kind!r}.", "/kind")


@dataclass(frozen=True, slots=True)
class Chosen:
    """The moments wanted: those to which all that is given applies.

    `kinds` are stored names (`clause.revised`), none: all. A person is one under any of their ids.
    """

    person: str | None = None
    clause: str | None = None
    proposal: str | None = None
    kinds: Sequence[str] = ()
    contemporaneous_only: bool = False


class Concerns:
    """What each record is about: by what it names, by what it leads to, by what it moved."""

    def __init__(self, deal: KnownDeal, facts: Sequence[Fact]) -> None:
        self._deal = deal
        self._facts = facts

    @cached_property
    def _known(self) -> Knowledge:
        return Knowledge(self._deal)

    def refuse_unknown(self, chosen: Chosen) -> None:
        """Raise NotInTimeline or KindNotKnown for what is not on record at all."""
        for kind in chosen.kinds:
            if kind not in REGISTRY.names:
                raise KindNotKnown(kind)
        if chosen.person is not None and chosen.person not in self._persons:
            raise NotInTimeline("person", chosen.person)
        if chosen.clause is not None and chosen.clause not in self._clauses:
            raise NotInTimeline("clause", chosen.clause)
        if chosen.proposal is not None and chosen.proposal not in self._proposals:
            raise NotInTimeline("proposal", chosen.proposal)

    def person(self, person: str, fact: Fact, changes: Iterable[Change]) -> bool:
        """Whether it names a human, by any id, or moved one of their rungs."""
        human = self._known.people.canonical
        if any(human(id_) == human(person) for id_ in named_in(fact)):
            return True
        rungs = (change.key[-1] for change in changes if change.key[0] == "rung")
        return any(human(id_) == human(person) for id_ in rungs)

    def clause(self, clause: str, fact: Fact) -> bool:
        """Whether it names a clause, or leads to a wording of it."""
        return clause in set(self._of_clause(fact))

    def proposal(self, proposal: str, fact: Fact, changes: Iterable[Change]) -> bool:
        """Whether it names a proposal, leads to it, or moved its clocks."""
        moved = ("clocks", proposal) in {change.key for change in changes}
        return moved or proposal in set(self._of_proposal(fact))

    def _of_clause(self, fact: Fact) -> Iterator[str]:
        if isinstance(own := getattr(fact.event, "clause", None), str):
            yield own
        yield from (named.clause for named in clauses_named(fact.event))
        yield from (each.id for each in fact.about if each.kind == "clause")
        for lead in self._known.leads.of(fact):
            yield from (each.wording.clause for each in lead.target.wordings[: lead.size])

    def _of_proposal(self, fact: Fact) -> Iterator[str]:
        for field in ("proposal", "amends", "replacement"):
            if isinstance(named := getattr(fact.event, field, None), str):
                yield named
        yield from (each.id for each in fact.about if each.kind == "proposal")
        named_by = (lead.target.named for lead in self._known.leads.of(fact))
        yield from (each.id for each in named_by if each.kind == "proposal")

    @cached_property
    def _persons(self) -> frozenset[str]:
        ids = {id_ for fact in self._facts for id_ in named_in(fact)}
        return frozenset(alias for id_ in ids for alias in self._known.people.aliases(id_))

    @cached_property
    def _clauses(self) -> frozenset[str]:
        return frozenset(clause for fact in self._facts for clause in self._of_clause(fact))

    @cached_property
    def _proposals(self) -> frozenset[str]:
        return frozenset(each for fact in self._facts for each in self._of_proposal(fact))
