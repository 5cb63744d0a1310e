"""A change in plain sentences, built from the records that prove it and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from domain.events.clauses import ClauseAdded, ClauseRemoved, ClauseRevised
from projections.changes.comparing import Changed
from projections.changes.stale import Left
from projections.changes.stated import Moved, differing, moved
from projections.changes.steps import Change
from projections.changes.told import ToldOfChanges
from projections.clauses import Removal
from projections.deal import KnownDeal
from projections.sentences.naming import listed, spelled, when

_BECAME = {
    "added": "is there now, and was not before",
    "removed": "is not there any more",
    "reworded": "has another wording",
    "corrected": "has the same wording, corrected",
    "restated": "has the same words, and what they were stated to mean is not the same",
}


@dataclass(frozen=True, slots=True)
class Telling:
    """Says what changed, who asked for it, who was shown it, and whose sign-off it left behind."""

    deal: KnownDeal

    def of(self, changed: Changed, told: ToldOfChanges, left: Sequence[Left]) -> str:
        """The whole change of one clause."""
        said = [
            f"Clause {changed.clause} {_BECAME[changed.what]}.",
            *self._drafts(changed),
            *self.terms(changed),
            *self.told(changed, told),
            *self.left(left),
        ]
        return " ".join(said)

    def _drafts(self, changed: Changed) -> Iterator[str]:
        for each in changed.steps.drafts:
            yield self._step(each)
        steps = changed.steps
        if steps.withheld:
            yield f"{steps.withheld} of its drafts in between are kept from this reader."
        known = steps.drafts or steps.mended or steps.withheld
        if not known and changed.what in {"added", "removed"}:
            yield "No draft changed it between the two: a seal took it in, or left it out."
        if not changed.readable:
            yield "Its words at one of the two ends cannot be shown here."

    def _step(self, change: Change) -> str:
        fact, event = change.fact, change.fact.event
        assert isinstance(event, ClauseAdded | ClauseRevised | ClauseRemoved)
        did = "removed" if isinstance(change, Removal) else event.stored_as.partition(".")[2]
        by = self.deal.person(fact.actor)
        drafted = ""
        if not isinstance(event, ClauseRemoved) and event.drafted_by:
            drafted = f", drafted by {self.deal.person(event.drafted_by)}"
        asked = "; who asked for it is not on record"
        if event.requested_by:
            asked = f", at the request of {self.deal.person(event.requested_by)}"
        return f"It was {did} on {when(fact.occurred)} by {by}{drafted}{asked}."

    def terms(self, changed: Changed) -> Iterator[str]:
        """What was stated at both ends, as far as it is not the same."""
        old, new = (each.stated if each else None for each in (changed.old, changed.new))
        before, after = old.term if old else None, new.term if new else None
        if not changed.readable or not (before or after):
            return
        if after is None and changed.new is not None:
            yield "Its term was not stated again: the new wording states none."
        moves = [self._moved(each, changed) for each in moved(before, after)]
        if moves:
            said = "; ".join(moves)
            yield f"{said[0].upper()}{said[1:]}."
        if before and after and (fields := differing(before, after)):
            yield f"Of its term, this differs: {listed(fields)}."

    def _moved(self, moved: Moved, changed: Changed) -> str:
        item = self.deal.catalogue.title((moved.axis, moved.item))
        named = f"{spelled(moved.axis)}: {item}"
        if changed.old is None:
            return f"{named} is stated {spelled(moved.after)}"
        now = "not there any more" if changed.new is None else spelled(moved.after)
        return f"{named} was {spelled(moved.before)} and is {now}"

    def told(self, changed: Changed, told: ToldOfChanges) -> Iterator[str]:
        """Who opened or was shown the new wording, and of whom no record says so."""
        if changed.wording is None:
            if changed.what == "removed":
                yield "Who was told that it is gone is not on record: a rung is on a wording."
            return
        wording = changed.wording
        seen = [
            self.deal.person(each.id) + _marked(told.marks(wording, proof))
            for each in told.people(wording)
            if (proof := each.known.seen)
        ]
        yield f"Opened or shown, as records say: {listed(seen)}."
        yield f"Not on record as having seen it: {self._people(told.unseen(wording))}."
        if maybe := told.perhaps(wording):
            records = dict.fromkeys(proof.record for each in maybe.values() for proof in each)
            yield (
                f"Whether it is what {listed(records)} meant, which {self._people(maybe)} met, is "
                "not known: it was recorded only afterwards."
            )

    def _people(self, ids: Iterable[str]) -> str:
        return listed(self.deal.person(each) for each in ids)

    def left(self, left: Sequence[Left]) -> Iterator[str]:
        """Whose sign-off the change left behind."""
        for each in left:
            fact = each.signature.fact
            who, number = self.deal.person(fact.actor), each.number
            match each.state:
                case "stale":
                    yield f"{who} signed wording {number}, and not this one."
                case "left_out":
                    yield f"{who} signed wording {number}, which is not there any more."
                case state:
                    yield f"{who} signed wording {number}; this one was {state} since."


def _marked(marks: Sequence[str]) -> str:
    return f" ({listed(spelled(each) for each in marks)})" if marks else ""
