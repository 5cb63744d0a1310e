"""The two ends of a comparison: what each of them is, and which comes first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from domain.events.clauses import ClauseAdded, ClauseRemoved, ClauseRevised
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.occurrence import Interval, moment_text
from domain.record import Entry
from domain.refusals import Refusal
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.proposals import Proposal

Kind = Literal["proposal", "wording", "position", "time", "basis"]


_DRAFTS = frozenset({ClauseAdded, ClauseRevised, ClauseRemoved})


class BadEnd(Refusal):
    """What was asked about cannot be an end of a comparison."""

    code = "bad_end"


@dataclass(frozen=True, eq=False)
class End:
    """One end of a comparison.

    `deal` is the deal as it is known there; `moment` by when things had happened there; `known_at`
    the position by which they were known there. `record` is the seal, the wording's record, or the
    record that was named. `place` is its position, or the one that was given; a time has none.
    """

    asked: str | None
    kind: Kind
    deal: KnownDeal
    when: Interval
    known_at: int
    record: Fact | None = None
    place: int | None = None
    proposal: Proposal | None = None
    wording: Wording | None = None

    @property
    def moment(self) -> datetime:
        """By when things had happened there."""
        return self.when.end

    @property
    def drafts(self) -> bool:
        """Whether it is what stood in the drafts, not what one seal or one wording holds."""
        return self.kind not in {"proposal", "wording"}

    @cached_property
    def mended(self) -> Mapping[str, list[Entry]]:
        """The corrections and strikes that this reader knows there, by the record they are of."""
        found: dict[str, list[Entry]] = {}
        for entry in self.deal.shown:
            event = entry.event
            if type(event) is RecordCorrected:
                found.setdefault(event.corrects, []).append(entry)
            elif type(event) is RecordStruck:
                found.setdefault(event.record, []).append(entry)
        return found

    @cached_property
    def drafted(self) -> Mapping[str, list[Entry]]:
        """Per clause every record that changed its drafts, shown to this reader or not."""
        found: dict[str, list[Entry]] = {}
        for entry in self.deal.entries:
            event = entry.event
            if type(event) in _DRAFTS:
                assert isinstance(event, ClauseAdded | ClauseRevised | ClauseRemoved)
                found.setdefault(event.clause, []).append(entry)
        return found

    def had(self, entry: Entry, when: Interval) -> bool:
        """Whether a record was known there, and had happened."""
        return entry.position <= self.known_at and when.begun_by(self.moment)

    @cached_property
    def struck(self) -> frozenset[str]:
        """The ids of the records that are known there to be struck."""
        return frozenset(each.id for each in self.deal.facts.struck)

    @property
    def json(self) -> dict[str, Any]:
        """As the reading prints it: what was asked, and what that came to."""
        return {
            "asked": self.asked,
            "kind": self.kind,
            "at": moment_text(self.moment),
            "known_at": self.known_at,
            "record": self.record.id if self.record else None,
        }


def in_order(one: End, other: End) -> bool:
    """Whether `one` does not certainly come after `other`."""
    if "position" in {one.kind, other.kind}:
        return one.place is None or other.place is None or one.place <= other.place
    return not other.when.before(one.when)
