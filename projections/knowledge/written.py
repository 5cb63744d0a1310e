"""The wordings that people met: as they were sealed, whatever was corrected since.

A correction of a wording that a proposal sealed changes nobody's rung (VOCABULARY 2.6). So what
decides here (when it began, its words, who wrote it) is as it was known when it was first sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from domain.corrections import corrected_event
from domain.events.clauses import ClauseAdded, ClauseRevised
from domain.events.disputes import RecordCorrected
from domain.events.proposals import ProposalSealed
from domain.occurrence import Interval
from domain.record import Entry
from domain.values import Term
from projections.clauses import Clause, Removal, Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.succession import Recorded, Succession

Key = tuple[str, int]
"""A clause and the number of one wording of it."""


@dataclass(slots=True, eq=False)
class Written:
    """One wording as people met it. `wording` is the same as it is known now.

    `place` is the position of the record that made it; `sealed_by` the first seal that holds it;
    `writers` acted in it or drafted it; `terms` are all that were ever stated of it; `document` is
    the one that it stood in.
    """

    wording: Wording
    key: Key
    place: int
    interval: Interval
    own_heading: str | None
    text: str
    writers: tuple[str, ...]
    terms: tuple[Term, ...]
    sealed_by: Fact | None
    document: str

    @property
    def fact(self) -> Fact:
        """The record that made it."""
        return self.wording.fact


Change = Written | Removal


@dataclass(frozen=True, slots=True)
class Meaning:
    """The wording that a ref to a clause without a version was taken to mean when it was recorded.

    `late` is what was recorded after it and stood in the drafts instead when it happened, if so.
    """

    written: Written
    late: Change | None


class Chronicle:
    """The wordings that had begun by `effective_at`, and what stood in the drafts when.

    `by_key`, and per clause `in_time`, hold them in the order in which they began; `by_place` by
    the position of the record that made them.
    """

    def __init__(self, deal: KnownDeal) -> None:
        moment = deal.basis.effective_at
        sealed = _first_seals(deal.facts.counted)
        as_sealed = _AsSealed(deal, sealed)
        self.by_key: dict[Key, Written] = {}
        self.by_place: dict[int, Written] = {}
        self.in_time: dict[str, list[Written]] = {}
        self.clauses: dict[str, Recorded[Change]] = {}
        self._headed: dict[str, Recorded[Written]] = {}
        self._documents: dict[str, dict[str, None]] = {}
        for clause in deal.clauses.by_id.values():
            changes = [c for c in as_sealed.changes(clause) if c.interval.begun_by(moment)]
            self._take(clause.id, changes)

    def _take(self, clause: str, changes: list[Change]) -> None:
        now = Succession(changes)
        self.clauses[clause] = Recorded(now)
        written = [w for w in now.ordered if isinstance(w, Written)]
        self.in_time[clause] = written
        headed = Succession(w for w in written if w.own_heading is not None)
        self._headed[clause] = Recorded(headed)
        for each in written:
            self.by_key[each.key] = each
            self.by_place[each.place] = each
            self._documents.setdefault(each.document, {})[clause] = None

    def meant(self, clause: str, fact: Fact) -> Meaning | None:
        """What a record means that names a clause and no version; None where nothing stood then.

        That is the wording current at the end of its occurrence, as known when it was recorded: so
        no change that arrives late moves it. Where none stood, the first that came to stand there.
        """
        changes = self.clauses.get(clause)
        if changes is None:
            return None
        moment = fact.interval.end
        now, then = changes.now.at(moment), changes.meant(moment, fact.place, _is_written)
        if not isinstance(then, Written):
            return None
        return Meaning(then, now if now is not then else None)

    def of(self, document: str) -> Iterable[str]:
        """The clauses that ever stood in a document."""
        return self._documents.get(document, ())

    def heading(self, written: Written) -> str:
        """Its own heading, or the one that stood when it began."""
        if written.own_heading is not None:
            return written.own_heading
        before = self._headed[written.wording.clause].now.at(written.interval.end)
        return (before.own_heading or "") if before else ""

    def heading_recorded(self, written: Written) -> str:
        """The same, as known when the wording was recorded: no later change takes it back."""
        if written.own_heading is not None:
            return written.own_heading
        headed = self._headed[written.wording.clause]
        before = headed.at(written.interval.end, written.place)
        return (before.own_heading or "") if before else ""


def _is_written(change: Change) -> bool:
    return isinstance(change, Written)


def _first_seals(facts: Iterable[Fact]) -> dict[Key, Fact]:
    """Per wording, the seal that was recorded first."""
    found: dict[Key, Fact] = {}
    for fact in facts:
        if type(fact.event) is ProposalSealed:
            for held in fact.event.contents or ():
                found.setdefault((held.clause, held.version), fact)
    return found


class _AsSealed:
    def __init__(self, deal: KnownDeal, sealed: Mapping[Key, Fact]) -> None:
        self._sealed = sealed
        self._moment = deal.basis.effective_at
        self._zone = deal.zone
        self._corrections: dict[str, list[Entry]] = {}
        for entry in deal.shown:
            if type(entry.event) is RecordCorrected:
                self._corrections.setdefault(entry.event.corrects, []).append(entry)

    def changes(self, clause: Clause) -> Iterator[Change]:
        document = "order"
        for change in clause.changes:
            if isinstance(change, Wording):
                if type(change.fact.event) is ClauseAdded:
                    document = change.fact.event.document
                yield self._written(change, document)
            else:
                yield change

    def _written(self, wording: Wording, document: str) -> Written:
        key = (wording.clause, wording.number)
        seal = self._sealed.get(key)
        event, interval, actor = self._met(wording.fact, seal)
        stated = [
            each.term
            for each in wording.terms
            if each.fact is not wording.fact and each.interval.begun_by(self._moment)
        ]
        drafter = event.drafted_by
        return Written(
            wording=wording,
            key=key,
            place=wording.place,
            interval=interval,
            own_heading=event.heading,
            text=event.text,
            writers=(actor, drafter) if drafter and drafter != actor else (actor,),
            terms=(event.term, *stated) if event.term else tuple(stated),
            sealed_by=seal,
            document=document,
        )

    def _met(
        self, fact: Fact, seal: Fact | None
    ) -> tuple[ClauseAdded | ClauseRevised, Interval, str]:
        """The event, when it occurred and who acted: as known when it was sealed, else as known."""
        event, interval, actor = fact.event, fact.interval, fact.actor
        if fact.corrected_by is not None and seal is not None:
            envelope = fact.entry.envelope
            event, occurred, actor = fact.entry.event, envelope.occurred_at, envelope.actor
            for entry in self._corrections.get(fact.id, ()):
                if entry.position < seal.place and isinstance(entry.event, RecordCorrected):
                    event = corrected_event(entry.event)
                    occurred = entry.event.occurred_at or envelope.occurred_at
                    actor = entry.event.actor or envelope.actor
            interval = occurred.interval(self._zone)
        assert isinstance(event, ClauseAdded | ClauseRevised)
        return event, interval, actor
