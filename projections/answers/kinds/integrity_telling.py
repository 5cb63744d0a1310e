"""An answer of integrity in sentences. Each is built from the facts that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.occurrence import moment_text
from projections.answers.evidence import marks_of_the_record
from projections.answers.kinds.integrity_finding import IntegrityFinding
from projections.basis import believed_recording
from projections.facts import Fact
from projections.sentences import Sentences
from projections.sentences.naming import when

MOST_TOLD = 10
"""Of one sort, in the sentence; all of them are in the evidence and the details."""


@dataclass(frozen=True)
class Telling:
    """Says what a finding found."""

    finding: IntegrityFinding

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self.finding.deal)

    @property
    def sentence(self) -> str:
        """The verdict in plain words, then everything that was altered or came later."""
        found = self.finding
        parts = ["Yes." if found.verdict == "yes" else "No."]
        parts += self._altered()
        parts += self._absent()
        parts += self._listed()
        parts.append(found.proof["sentence"])
        parts.append(self._full_verify)
        return " ".join(parts)

    def _altered(self) -> Iterator[str]:
        found = self.finding
        if found.added_after_dispute:
            head = f"Recorded after the dispute ({self._dispute}), of what occurred before it:"
            yield self._all(head, found.added_after_dispute)
        if found.late:
            yield self._all("Recorded late, more than a day after it happened:", found.late)
        if found.corrections:
            yield self._all("Corrected:", found.corrections)
        if found.strikes:
            yield self._all("Struck:", found.strikes)

    def _absent(self) -> Iterator[str]:
        """What was looked for and is not there, as far as this reader may see."""
        found = self.finding
        if not found.corrections:
            yield "No correction is on record."
        if not found.strikes:
            yield "No struck record is on record."
        if not found.late and not any("late" in self._marks(f) for f in found.added_after_dispute):
            undated = " besides those" if found.undated_imports else ""
            yield f"No record{undated} was made more than a day after what it records."
        if found.deal.dispute is None:
            yield "No dispute is on record."
        elif not found.added_after_dispute:
            yield (
                f"Nothing was recorded after the dispute ({self._dispute}) of what occurred "
                "before it."
            )

    def _listed(self) -> Iterator[str]:
        found = self.finding
        if found.undated_imports:
            many = len(found.undated_imports)
            yield (
                f"{many} record(s) came in an import without a source's time of recording "
                f"({_first(found.undated_imports)}): when they were first recorded is not known, "
                "and they do not decide."
            )
        if found.order_unknown:
            head = "Recorded after the dispute, of what may have occurred before it or after:"
            yield self._all(head, found.order_unknown)
        if found.happened_after_dispute:
            head = "What happened after the dispute, and was recorded then, is listed:"
            yield self._all(head, found.happened_after_dispute)
        if found.said_by_sender:
            yield (
                f"{len(found.said_by_sender)} record(s) name a time of recording that only their "
                f"sender vouches for ({_first(found.said_by_sender)}): they are judged by the "
                "ledger's own time."
            )

    def _all(self, head: str, facts: Sequence[Fact]) -> str:
        told = [head, *(self._one(fact) for fact in facts[:MOST_TOLD])]
        if more := len(facts) - MOST_TOLD:
            told += [f"And {more} more, listed in the evidence."] if more > 0 else []
        return " ".join(told)

    def _one(self, fact: Fact) -> str:
        marked = "".join(f", {mark}" for mark in self._marks(fact))
        return (
            f"{self._sentences.of(fact)} It is of {when(fact.occurred)} and was recorded "
            f"{self._recorded(fact)} (record {fact.id}{marked})."
        )

    def _marks(self, fact: Fact) -> list[str]:
        return marks_of_the_record(self.finding.deal, fact)

    def _recorded(self, fact: Fact) -> str:
        source = fact.entry.envelope.source
        if believed_recording(fact.entry, self.finding.deal.zone) and source and source.recorded_at:
            return f"{when(source.recorded_at)} by {source.system}"
        return f"{moment_text(fact.entry.recorded_at)} by the ledger"

    @property
    def _dispute(self) -> str:
        dispute = self.finding.deal.dispute
        assert dispute is not None
        return f"{when(dispute.occurred)}, record {dispute.id}"

    @property
    def _full_verify(self) -> str:
        last = self.finding.proof["last_full_verify"]
        if last is None:
            return "No full verify of the ledger is on record."
        return f"The whole ledger was last verified {last}."

    @property
    def not_shown(self) -> Iterator[dict[str, Any]]:
        """What was looked for and is not on record."""
        found = self.finding
        looked = {
            "correction": (found.corrections, "No correction of a record is on record."),
            "struck": (found.strikes, "No struck record is on record."),
        }
        for name, (facts, sentence) in looked.items():
            if not facts:
                yield {"looked_for": name, "sentence": sentence}
        if found.deal.dispute is None:
            sentence = "No dispute is on record, so nothing can be held against one."
            yield {"looked_for": "dispute", "sentence": sentence}
        if found.proof["last_full_verify"] is None:
            yield {"looked_for": "full_verify", "sentence": self._full_verify}
        if withheld := found.deal.withheld_of_its_own:
            yield {
                "looked_for": "withheld",
                "sentence": (
                    f"{withheld} record(s) of this deal are withheld from this reader: whether "
                    "they were altered or added later is not said here."
                ),
            }

    @property
    def would_change(self) -> str:
        """The one missing fact that matters most."""
        found = self.finding
        if found.verdict == "no":
            return "A root of this ledger, kept elsewhere at an earlier time, that does not match."
        if not found.proof["holds"]:
            return "A copy of the ledger in which the proof holds."
        if found.added_after_dispute or found.late:
            return (
                "A time of recording, vouched for by its source, that lies within a day of what "
                "each of these records says."
            )
        return "What the source itself holds of the records that were corrected or struck."

    @property
    def concepts(self) -> tuple[str, ...]:
        """The field's words that it bears on. No law is applied."""
        found = self.finding
        names = ["integrity of records", "contemporaneous records", "audit trail"]
        if found.deal.dispute is not None:
            names.append("records made after the dispute arose")
        return tuple(names)


def _first(facts: Sequence[Fact]) -> str:
    told = ", ".join(fact.id for fact in facts[:MOST_TOLD])
    return f"{told} …" if len(facts) > MOST_TOLD else told
