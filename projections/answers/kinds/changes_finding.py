"""What changed between two moments: the records that changed it, and what stands at both ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from domain.events.clauses import (
    ClauseAdded,
    ClauseRemoved,
    ClauseRevised,
    PrecedenceStated,
    TermsClarified,
    TermStated,
)
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.sign_off import SignOffGranted
from projections.answers.asked import Moment, Question
from projections.answers.draft import Verdict
from projections.answers.kinds.changes_between import Between, between
from projections.changes.comparing import Changed
from projections.changes.stale import Left, Stale
from projections.changes.told import ToldOfChanges
from projections.clauses import Wording, is_stated
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.written import Key
from projections.not_in_it import NotInIt
from projections.people import people_of


@dataclass(frozen=True, slots=True)
class Resealed:
    """A clause that no draft changed, and that the proposal sealed in between holds otherwise.

    `new` is None where the seal leaves the clause out.
    """

    clause: str
    old: int
    new: int | None
    seal: Fact
    proposal: str


@dataclass(frozen=True)
class ChangesFinding:
    """What a known deal says on a question of changes, by the rules of `changes`."""

    deal: KnownDeal
    question: Question

    @cached_property
    def _asked(self) -> Between | Moment:
        return between(self.deal, self.question)

    @property
    def absent(self) -> Moment | None:
        """The moment that is asked about and is not on record by then."""
        return self._asked if isinstance(self._asked, Moment) else None

    @property
    def between(self) -> Between | None:
        """The two moments; None when one of them is absent."""
        return self._asked if isinstance(self._asked, Between) else None

    @cached_property
    def clauses(self) -> frozenset[str] | None:
        """The clauses asked about, those of the proposal named beside moments; None: all."""
        if self.question.clauses:
            return frozenset(self.question.clauses)
        named = self.question.proposal
        if named is None or (self.between is not None and self.between.of_seals):
            return None
        of = self.deal.proposals.by_id.get(named)
        return frozenset(each.clause for each in (of.contents if of else None) or ())

    def _concerns(self, clause: str) -> bool:
        return self.clauses is None or clause in self.clauses

    @cached_property
    def changed(self) -> tuple[Changed, ...]:
        """The clauses that are not the same at both ends."""
        if self.between is None:
            return ()
        found = self.between.compared().changed
        return tuple(each for each in found if self._concerns(each.clause))

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """The records that changed it, certainly between the two, in the order of time."""
        if self.between is None:
            return ()
        if self.between.of_seals:
            drafts = (step.fact for each in self.changed for step in each.steps.drafts)
            return tuple(sorted(drafts, key=_in_time))
        return tuple(f for f in self._changing if self.between.has(f) == "yes" and self._new(f))

    @cached_property
    def by_clause(self) -> dict[str, list[Fact]]:
        """The same by clause, each in the order of time."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts:
            for clause in clauses_of(fact):
                found.setdefault(clause, []).append(fact)
        return found

    @cached_property
    def unsure(self) -> tuple[Fact, ...]:
        """Those of which the order to one of the two moments is not known."""
        if self.between is None or self.between.of_seals:
            return ()
        return tuple(f for f in self._changing if self.between.has(f) == "unknown")

    @cached_property
    def _changing(self) -> list[Fact]:
        moment = self.deal.basis.effective_at
        clarified = self.deal.clauses.clarifications
        effective = {each.fact.id for each in clarified if each.effective <= moment}
        found = [f for f in self.deal.happened if self._changes(f, effective)]
        return sorted(found, key=_in_time)

    def _changes(self, fact: Fact, effective: set[str]) -> bool:
        match fact.event:
            case ClauseAdded() | ClauseRevised() | ClauseRemoved():
                return self._concerns(fact.event.clause)
            case TermStated(clause=clause):
                return self._concerns(clause) and self._restates(fact)
            case TermsClarified(clauses=clauses):
                return fact.id in effective and any(map(self._concerns, clauses))
            case _:
                return False

    def _restates(self, fact: Fact) -> bool:
        """Whether a wording that had a stated term was given another one."""
        assert isinstance(fact.event, TermStated)
        of = self.deal.clauses.by_id.get(fact.event.clause)
        wording = of.wording(fact.event.version or 1) if of else None
        if wording is None or not is_stated(fact.event):
            return False
        earlier = [s for s in wording.terms if s.fact is not fact and s.place < fact.place]
        return bool(earlier) and earlier[-1].term != fact.event.term

    def _new(self, fact: Fact) -> bool:
        """The first wording is no change of a clause, when no moment says since when is asked."""
        if self.question.ask != "whether" or (self.between and self.between.start):
            return True
        if not isinstance(fact.event, ClauseAdded):
            return True
        changes = self.deal.clauses.by_id[fact.event.clause].changes
        return any(each.fact is not fact and each.place < fact.place for each in changes)

    @cached_property
    def beside(self) -> tuple[Fact, ...]:
        """What bears on it and changes no wording: first terms, precedence, corrections."""
        bears = [f for f in self.deal.happened if self._bears(f)]
        taken = {f.id for f in (*self.facts, *self.unsure)}
        within = self.between
        return tuple(f for f in bears if f.id not in taken and within and within.has(f) != "no")

    def _bears(self, fact: Fact) -> bool:
        match fact.event:
            case TermStated(clause=clause):
                return self._concerns(clause)
            case PrecedenceStated(clause=clause):
                return self.clauses is None or (clause is not None and self._concerns(clause))
            case RecordCorrected(corrects=record) | RecordStruck(record=record):
                return record in self._of_clauses
            case _:
                return False

    @cached_property
    def _of_clauses(self) -> frozenset[str]:
        """The records that changed the drafts of these clauses, struck ones too."""
        return frozenset(
            entry.id
            for entry in self.deal.shown
            if isinstance(entry.event, ClauseAdded | ClauseRevised | ClauseRemoved)
            and self._concerns(entry.event.clause)
        )

    @cached_property
    def not_in_it(self) -> tuple[Fact, ...]:
        """What stood before the later of two seals, and was recorded too late to be in it."""
        stop = self.between.stop if self.between and self.between.of_seals else None
        if stop is None:
            return ()
        sealed = self.deal.proposals.by_id.get(str(stop.moment.proposal))
        found = {each["record"] for each in NotInIt(self.deal).of(sealed)}
        taken = {f.id for f in (*self.facts, *self.beside)}
        changing = (f for f in self._changing if f.id in found and f.id not in taken)
        return tuple(changing)

    @cached_property
    def resealed(self) -> tuple[Resealed, ...]:
        """What a seal in between left out, or took in another wording than the drafts had."""
        if self.between is None or self.between.of_seals or self.between.start is None:
            return ()
        return tuple(self._resealed(self.between))

    def _resealed(self, asked: Between) -> Iterator[Resealed]:
        assert asked.start is not None
        start = asked.start.moment_of("start")
        moment = self.deal.basis.effective_at
        stop = min(asked.stop.moment_of("stop"), moment) if asked.stop else moment
        before, after = (self.deal.proposals.governing(each) for each in (start, stop))
        seal = after.proposal.sealed if after.proposal else None
        if seal is None or after.holds is None or asked.has(seal) != "yes":
            return
        drafts = {each.clause: each.number for each in self.deal.clauses.current(start)}
        held = {c: number for c, (number, _) in (before.holds or {}).items()} or drafts
        touched = {c for fact in (*self.facts, *self.unsure) for c in clauses_of(fact)}
        assert after.proposal is not None
        for clause, number in drafts.items():
            new = after.holds.get(clause, (None, ""))[0]
            same = new in {number, held.get(clause)}
            if not same and clause not in touched and self._concerns(clause):
                yield Resealed(clause, number, new, seal, after.proposal.id)

    @cached_property
    def signed_older(self) -> list[Resealed]:
        """Where the moment is a sign-off: what it signed and the drafts had left by then."""
        start = self.between.start if self.between else None
        fact = start.at.fact if start else None
        if fact is None or not isinstance(fact.event, SignOffGranted):
            return []
        of = self.deal.proposals.by_id.get(fact.event.proposal)
        if of is None or of.sealed is None:
            return []
        current = {w.clause: w.number for w in self.deal.clauses.current(fact.interval.begin)}
        signed = fact.event.clauses or tuple(each.clause for each in of.contents or ())
        return [
            Resealed(held.clause, held.version, current[held.clause], of.sealed, of.id)
            for held in of.contents or ()
            if held.clause in signed and current.get(held.clause, 0) > held.version
        ]

    @property
    def any(self) -> bool:
        """Whether something certainly changed."""
        if self.between is not None and self.between.of_seals:
            return bool(self.changed)
        return bool(self.facts or self.resealed)

    @cached_property
    def last_before(self) -> Fact | None:
        """The last change that certainly came before the first of the two moments."""
        start = self.between.start if self.between else None
        if start is None:
            return None
        earlier = [f for f in self._changing if start.at.order(f) in {"before", "at"}]
        return earlier[-1] if earlier else None

    @property
    def reasons(self) -> list[Fact]:
        """The records of changes that say why, or at whose request."""
        return [f for f in self.facts if reason_of(f) or getattr(f.event, "requested_by", None)]

    @property
    def verdict(self) -> Verdict:
        """By what is asked: whether, what, who or why."""
        if self.between is None or not self.deal.clauses.by_id:
            return "silent"
        match self.question.ask:
            case "whether":
                return "yes" if self.any else "undetermined" if self.unsure else "no"
            case "why":
                return "stated" if self.reasons else "silent"
            case "who":
                return "stated" if self.facts or self.resealed else "silent"
            case _:
                return "stated"

    @cached_property
    def knowledge(self) -> Knowledge:
        """Who knew what, for whom the new wordings were shown."""
        return Knowledge(self.deal)

    @property
    def shown(self) -> list[Key]:
        """The new wordings of which is said who saw them."""
        if self.question.ask != "what":
            return []
        return [each.wording for each in self.changed if each.wording]

    @cached_property
    def told(self) -> ToldOfChanges:
        """What the sides and their people were told of the new wordings."""
        return ToldOfChanges(self.knowledge, self.shown)

    @cached_property
    def _stale(self) -> Stale:
        return Stale(self.deal, people_of(self.deal))

    @cached_property
    def left(self) -> dict[str, list[Left]]:
        """Per clause that changed, the sign-offs that the change left behind."""
        return {each.clause: self._stale.of(each) for each in self.changed}

    def wording(self, fact: Fact) -> Wording | None:
        """The wording that a record made."""
        for clause in clauses_of(fact):
            of = self.deal.clauses.by_id.get(clause)
            found = of.wording(self.deal.numbers.get(fact.id, 0)) if of else None
            if found is not None:
                return found
        return None

    @property
    def ends(self) -> list[Fact]:
        """The records that are the two moments."""
        asked = self.between
        bounds = (asked.start, asked.stop) if asked else ()
        return [each.at.fact for each in bounds if each and each.at.fact]


def clauses_of(fact: Fact) -> tuple[str, ...]:
    """The clauses that a record changes."""
    match fact.event:
        case TermsClarified(clauses=clauses):
            return clauses
        case event:
            clause = getattr(event, "clause", None)
            return (clause,) if isinstance(clause, str) else ()


def reason_of(fact: Fact) -> str | None:
    """The reason that a record of a change gives."""
    reason = getattr(fact.event, "reason", None)
    return reason if isinstance(reason, str) and reason else None


def _in_time(fact: Fact) -> tuple[datetime, int]:
    return fact.interval.begin, fact.place
