"""An answer of changes in sentences. Each is built from the facts that it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from domain.events.clauses import ClauseAdded, ClauseRemoved, ClauseRevised
from domain.occurrence import moment_text
from projections.answers.kinds.changes_between import Bound
from projections.answers.kinds.changes_finding import ChangesFinding, clauses_of, reason_of
from projections.answers.moments import Resolved, absent
from projections.answers.wordings import ended, withheld_told
from projections.changes.comparing import Changed
from projections.changes.telling import Telling as ChangeTelling
from projections.changes.texts import Held
from projections.facts import Fact
from projections.sentences import Sentences
from projections.sentences.naming import listed, when

MOST_TOLD = 12
"""Clauses, or records, in the sentence; all of them are in `details`."""
MOST_STEPS = 5
"""Records, and sign-offs, of one clause in the sentence: the last of them."""


@dataclass(frozen=True)
class Telling:
    """Says what a finding found."""

    finding: ChangesFinding

    @property
    def sentence(self) -> str:
        """The verdict in plain words, every change, and the moments between which it lies."""
        found = self.finding
        if found.absent is not None:
            return f"Silent: {absent(found.absent)['sentence']} {self._no_moment}".rstrip()
        said = [self._opening]
        said += self._by_clause() if found.question.ask in {"what", "whether"} else ()
        said += self._steps() if found.question.ask in {"who", "why"} else ()
        said += [*self._resealed(), *self._unsure(), *self._not_in_it(), *self._beside()]
        said += [*self._last(), *self._ends()]
        said += [*self._later_ones(), *self._signed_older()]
        if found.deal.withheld:
            said.append(f"{withheld_told(found.deal.withheld)}.")
        return " ".join(each for each in said if each)

    @property
    def _no_moment(self) -> str:
        moment = self.finding.absent
        if moment is not None and moment.proposal is not None:
            return "What it holds is not known."
        return "So what came after or before it is not known."

    @property
    def _opening(self) -> str:
        found, range_ = self.finding, self._range
        clauses = listed(f"clause {each}" for each in self._clauses[:MOST_TOLD])
        match found.verdict:
            case "yes":
                return f"Yes: {range_}, {clauses} changed."
            case "no":
                return f"No: {range_}, nothing{self._of} changed."
            case "undetermined":
                return f"Undetermined: whether anything{self._of} changed {range_} is not known."
            case "silent":
                return self._silent
            case _ if found.question.ask == "why":
                return f"Stated: {range_}, {clauses} changed for these reasons on record."
            case _ if not self._clauses:
                return f"Stated: {range_}, nothing{self._of} certainly changed."
            case _:
                return f"Stated: {range_}, {clauses} changed."

    @property
    def _silent(self) -> str:
        if self.finding.question.ask == "why" and self.finding.any:
            return f"Silent: why {listed(self._clauses)} changed {self._range} is not on record."
        return f"Silent: no change{self._of} {self._range} is on record."

    @property
    def _of(self) -> str:
        clauses = [f"clause {each}" for each in self.finding.question.clauses]
        return f" of {listed(clauses)}" if clauses else ""

    @cached_property
    def _clauses(self) -> list[str]:
        """The clauses that changed, in the order in which they did."""
        found = self.finding
        sealed = (each.clause for each in found.resealed)
        compared = (c.clause for c in found.changed) if self._of_seals else ()
        every = dict.fromkeys((*found.by_clause, *sealed, *compared))
        return [c for c in every if found.clauses is None or c in found.clauses]

    @property
    def _of_seals(self) -> bool:
        return self.finding.between is not None and self.finding.between.of_seals

    @property
    def _range(self) -> str:
        asked = self.finding.between
        if asked is None or (asked.start is None and asked.stop is None):
            return f"by {moment_text(self.finding.deal.basis.effective_at)}"
        start, stop = asked.start, asked.stop
        if start and stop:
            return f"between {_named(start)} and {_named(stop)}"
        if start:
            inside = start.within or start.held
            return f"from {_named(start)} on" if inside else f"after {_named(start)}"
        assert stop is not None
        return f"{'up to' if stop.within or stop.held else 'before'} {_named(stop)}"

    def _by_clause(self) -> Iterator[str]:
        """Per clause what became of it, the words, and whose sign-off it left behind."""
        told = ChangeTelling(self.finding.deal)
        changed = {each.clause: each for each in self.finding.changed}
        for clause in self._clauses[:MOST_TOLD]:
            steps = self.finding.by_clause.get(clause, [])
            yield from (self._step(fact, clause) for fact in steps[-MOST_STEPS:])
            if len(steps) > MOST_STEPS:
                earlier = len(steps) - MOST_STEPS
                yield f"{earlier} earlier records of clause {clause} are in the details."
            if clause in changed:
                yield from self._net(changed[clause], told)
            elif not any(each.clause == clause for each in self.finding.resealed):
                yield f"Clause {clause} is again as it was."
        if len(self._clauses) > MOST_TOLD:
            yield f"{len(self._clauses) - MOST_TOLD} more clauses are in the details."

    def _net(self, changed: Changed, told: ChangeTelling) -> Iterator[str]:
        if self._of_seals and not (changed.steps.drafts or changed.steps.withheld):
            yield f"No draft changed clause {changed.clause}: a seal took it in, or left it out."
        if changed.steps.withheld:
            yield f"{withheld_told(changed.steps.withheld)} of its drafts in between."
        yield _words(changed)
        yield from told.terms(changed)
        if self.finding.question.ask == "what":
            yield from told.told(changed, self.finding.told)
        left = self.finding.left[changed.clause]
        yield from told.left(left[-MOST_STEPS:])
        if len(left) > MOST_STEPS:
            yield f"{len(left) - MOST_STEPS} earlier sign-offs of it are in the details."

    def _steps(self) -> Iterator[str]:
        for fact in self.finding.facts[-MOST_TOLD:]:
            yield self._step(fact, listed(clauses_of(fact)))
        if len(self.finding.facts) > MOST_TOLD:
            yield f"{len(self.finding.facts) - MOST_TOLD} earlier records are in the details."

    def _step(self, fact: Fact, clause: str) -> str:
        """Who did it, who drafted it, who asked for it, and the reason that it gives."""
        if not isinstance(fact.event, ClauseAdded | ClauseRevised | ClauseRemoved):
            return f"{Sentences(self.finding.deal).of(fact)} ({when(fact.occurred)}, {fact.id})"
        person, envelope = self.finding.deal.person, fact.entry.envelope
        did = fact.event.stored_as.partition(".")[2]
        said = f"Clause {clause} was {did} on {when(fact.occurred)} by {person(fact.actor)}"
        if envelope.on_behalf_of:
            said += f" on behalf of {person(envelope.on_behalf_of)}"
        if envelope.instructed_by:
            said += f", instructed by {person(envelope.instructed_by)}"
        if drafted := getattr(fact.event, "drafted_by", None):
            said += f", drafted by {person(drafted)}"
        asked = fact.event.requested_by
        said += f", at the request of {person(asked)}" if asked else ""
        said += f" (record {fact.id})"
        said += "" if asked else "; who asked for it is not on record"
        reason = reason_of(fact)
        if reason:
            return f"{said}; the reason given: {ended(reason)}"
        return f"{said}; no reason is on record." if self._wants_reasons else f"{said}."

    @property
    def _wants_reasons(self) -> bool:
        return self.finding.question.ask == "why"

    def _resealed(self) -> Iterator[str]:
        for each in self.finding.resealed[:MOST_TOLD]:
            now = f"holds its wording {each.new}" if each.new else "leaves it out"
            yield (
                f"No draft changed clause {each.clause} (wording {each.old}), and {each.proposal}, "
                f"sealed {when(each.seal.occurred)} (record {each.seal.id}), {now}."
            )

    def _unsure(self) -> Iterator[str]:
        if self.finding.unsure:
            yield "Of these the order to the moment asked about is not known:"
        for fact in self.finding.unsure[:MOST_TOLD]:
            yield self._step(fact, listed(clauses_of(fact)))

    def _not_in_it(self) -> Iterator[str]:
        """What arrives later never changes a seal."""
        found = self.finding
        if found.not_in_it and found.between and found.between.stop:
            sealed = _named(found.between.stop)
            yield f"It stood before {sealed} was sealed, was recorded later, and is not in it:"
        for fact in found.not_in_it[:MOST_TOLD]:
            yield self._step(fact, listed(clauses_of(fact)))

    def _beside(self) -> Iterator[str]:
        for fact in self.finding.beside[:MOST_TOLD]:
            said = Sentences(self.finding.deal).of(fact)
            yield f"No change of a wording, but bearing on it ({when(fact.occurred)}): {said}"

    def _last(self) -> Iterator[str]:
        """When nothing changed: what changed last before."""
        if self.finding.verdict == "no" and (last := self.finding.last_before):
            yield f"The last change before: {self._step(last, listed(clauses_of(last)))}"

    def _ends(self) -> Iterator[str]:
        asked = self.finding.between
        if asked is None:
            return
        if asked.turned:
            yield "The later of the two was named first; they are read in the order of time."
        for bound in (asked.start, asked.stop):
            if bound is not None:
                yield bound.at.sentence(self.finding.deal)

    def _later_ones(self) -> Iterator[str]:
        """Whether the answer holds for the last of several records that the moment could be."""
        start = self.finding.between.start if self.finding.between else None
        if start is None or not start.at.others or not self.finding.facts:
            return
        last = Resolved(start.moment, start.at.others[-1].interval, start.at.others[-1])
        after = [f for f in self.finding.facts if last.order(f) == "after"]
        changed = listed(f"record {each.id}" for each in after) if after else "nothing"
        yield f"After the last of these, {last.told}, {changed} changed it."

    def _signed_older(self) -> Iterator[str]:
        """A sign-off is of what was sealed: the drafts may have gone on before it was given."""
        for each in self.finding.signed_older[:MOST_TOLD]:
            yield (
                f"What was signed is wording {each.old} of clause {each.clause}, as sealed in "
                f"{each.proposal}; when it was signed the drafts had wording {each.new}."
            )

    @property
    def would_change(self) -> str:
        """The one missing fact that matters most."""
        match self.finding.verdict:
            case "undetermined":
                return "The exact time of the change, or of the moment asked about."
            case "silent" if self.finding.absent is not None:
                return "A record of the moment asked about."
            case "silent":
                return "A record of a change that says who asked for it, or why."
            case _:
                return "A record of a change of these clauses at another time."


def _named(bound: Bound) -> str:
    return str(bound.moment.proposal) if bound.held else bound.at.told


def _words(changed: Changed) -> str:
    """The exact words at both ends."""
    if not changed.readable:
        return "Its words at one of the two ends cannot be shown here."
    old, new = _text(changed.old), _text(changed.new)
    match changed.what:
        case "added":
            return f"It says: {new}"
        case "removed":
            return f"It said: {old}"
        case "restated":
            return "Its words are the same; what they are stated to mean is not."
        case _:
            return f"It said: {old} It says now: {new}"


def _text(held: Held | None) -> str:
    return ended(held.text or "") if held else ""
