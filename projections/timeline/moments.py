"""Every record as one moment: who, when, in a plain sentence, and how far it is believed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property, partial
from typing import Any

from domain.corrections import corrected_event
from domain.events.clauses import ClauseAdded, ClauseRemoved, ClauseRevised
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.record import Entry
from domain.wordings import latest
from projections.answers.evidence import by_self, correction, marks, recorded_at
from projections.clauses import Removal, Wording
from projections.deal import KnownDeal
from projections.difference import Piece, difference
from projections.facts import Fact, fact_of, last_corrections
from projections.people import called, people_of
from projections.sentences import Sentences


class Moments:
    """The records of a deal as they are known on its basis, struck ones too, in their order.

    Strikes and corrections are there whatever `effective_at` is: it does not matter to them.
    """

    def __init__(self, deal: KnownDeal) -> None:
        self.deal = deal
        self.people = people_of(deal)
        self.called = cache(partial(called, deal, self.people))
        self._sentences = Sentences(deal, self.called)

    @cached_property
    def facts(self) -> list[Fact]:
        """What is shown: struck records as they would count if nothing had struck them."""
        return [fact for fact in self.every if self._had_happened(fact)]

    @property
    def last(self) -> Fact | None:
        """The last of them."""
        return next((fact for fact in reversed(self.every) if self._had_happened(fact)), None)

    @cached_property
    def every(self) -> list[Fact]:
        """The same, whenever they happened."""
        return self._struck_too(self.deal.shown, self.deal.facts.counted)

    @cached_property
    def ruled(self) -> list[Fact]:
        """The records of the organisation, struck ones too."""
        return self._struck_too(self.deal.organisation_shown, self.deal.organisation)

    def _struck_too(self, entries: Sequence[Entry], counted: Sequence[Fact]) -> list[Fact]:
        places = {fact.place for fact in counted}
        uncounted = [each for each in entries if each.position not in places]
        struck = [each for each in uncounted if not isinstance(each.event, RecordStruck)]
        if not struck:
            return list(counted)
        corrected = last_corrections(entries)
        as_said = [fact_of(each, self.deal.zone, corrected.get(each.id)) for each in struck]
        return sorted((*counted, *as_said), key=lambda fact: fact.place)

    def _had_happened(self, fact: Fact) -> bool:
        begun = fact.interval.begin <= self.deal.basis.effective_at
        return begun or isinstance(fact.event, RecordStruck | RecordCorrected)

    @cached_property
    def _struck_by(self) -> dict[str, str]:
        counted = (*self.deal.facts.counted, *self.deal.organisation)
        strikes = (fact for fact in counted if isinstance(fact.event, RecordStruck))
        return {f.event.record: f.id for f in strikes if isinstance(f.event, RecordStruck)}

    def marks(self, fact: Fact) -> list[str]:
        """How far it is believed, and what was later said of it."""
        found = marks(self.deal, fact)
        found += ["struck"] if fact.id in self._struck_by else []
        return found + (["corrected"] if fact.corrected_by is not None else [])

    def shown(self, fact: Fact) -> dict[str, Any]:
        """The moment as JSON.

        `correction` says who made it what it says; `first_recorded` is its sentence before.
        """
        entry, envelope = fact.entry, fact.entry.envelope
        found: dict[str, Any] = {
            "position": entry.position,
            "version": entry.version,
            "of": "organisation" if entry.record.deal is None else "deal",
            "record": fact.id,
            "type": fact.event.stored_as,
            "occurred_at": fact.occurred.json,
            "recorded_at": recorded_at(entry, self.deal.zone),
            "recorded_by": {"name": entry.recorded_by.name, "kind": entry.recorded_by.kind},
            "actor": fact.actor,
            "actor_name": self.called(fact.actor),
            "on_behalf_of": envelope.on_behalf_of,
            "instructed_by": envelope.instructed_by,
            "by_self": by_self(fact),
            "class": envelope.evidence.class_,
            "privilege": entry.privilege_at(self.deal.basis.known_at),
            "sentence": self._sentences.of(fact),
            "marks": self.marks(fact),
            "difference": self._difference(fact),
        }
        if fact.id in self._struck_by:
            found["struck_by"] = self._struck_by[fact.id]
        if fact.corrected_by is not None:
            found["corrected_by"] = fact.corrected_by.id
            found["correction"] = self.correction(fact.corrected_by)
            found["first_recorded"] = self._sentences.event(entry.event, envelope.actor)
        return found

    def correction(self, entry: Entry) -> dict[str, Any]:
        """Who corrected a record, when that was recorded, and how far it is believed."""
        found = correction(self.deal, entry)
        return found | {"actor_name": self.called(entry.envelope.actor)}

    def _difference(self, fact: Fact) -> dict[str, Any] | None:
        """Word by word, against the wording that stood before; of a removal, what was removed.

        Of a correction, what it made of the words as they were known before it.
        """
        match fact.event:
            case ClauseAdded(clause=clause, text=text) | ClauseRevised(clause=clause, text=text):
                before = self._before(clause, fact)
                return self._shown_difference(clause, before, text, self.deal.numbers.get(fact.id))
            case ClauseRemoved(clause=clause):
                before = self._before(clause, fact)
                return self._shown_difference(clause, before, "", None) if before else None
            case RecordCorrected(corrects=record):
                return self._corrected(self._entries.get(record), fact)
            case _:
                return None

    def _before(self, id_: str, fact: Fact) -> Wording | None:
        """What stood when this began, of what had been recorded before it."""
        clause = self.deal.clauses.by_id.get(id_)
        changes: list[Wording | Removal] = clause.changes if clause else []
        earlier = [each for each in changes if each.place < fact.place]
        found = latest(earlier, fact.interval.end)
        return found if isinstance(found, Wording) else None

    def _shown_difference(
        self, clause: str, before: Wording | None, text: str, version: int | None
    ) -> dict[str, Any]:
        words: list[Piece] = difference(before.text if before else "", text)
        since = before.number if before else None
        return {"clause": clause, "from": since, "to": version, "words": words}

    def _corrected(self, wrong: Entry | None, correction: Fact) -> dict[str, Any] | None:
        event = wrong.event if wrong else None
        if wrong is None or not isinstance(event, ClauseAdded | ClauseRevised):
            return None
        texts = [event.text, *self._texts_by(wrong.id, correction)]
        version = self.deal.numbers.get(wrong.id)
        words = difference(*texts[-2:])
        return {"clause": event.clause, "from": version, "to": version, "words": words}

    def _texts_by(self, record: str, correction: Fact) -> Iterator[str]:
        """The words of a record by its corrections, up to this one."""
        for entry in self.deal.shown:
            event = entry.event
            if isinstance(event, RecordCorrected) and event.corrects == record:
                right = corrected_event(event)
                if isinstance(right, ClauseAdded | ClauseRevised):
                    yield right.text
            if entry is correction.entry:
                return

    @cached_property
    def _entries(self) -> dict[str, Entry]:
        return {entry.id: entry for entry in self.deal.shown}
