"""The texts that a party was sent: under the seal that fixed them, not under who drafted them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from api.evidence.counterparty import Counterparty
from api.evidence.sight import in_clear, privilege_of
from domain.events.clauses import ClauseAdded, ClauseRevised
from domain.events.disputes import RecordCorrected
from domain.events.proposals import ProposalSealed
from domain.record import Entry, Evidence, Record
from projections.clauses import numbers_of

NOT_NAMED = "somebody"
"""Stands there for a person whom the party never dealt with."""


@dataclass(frozen=True, slots=True)
class SealedText:
    """A text, the entry that drafted it, and the first seal of it that the party may see."""

    text: str
    draft: Entry
    seal: Entry

    @property
    def stands_as(self) -> str:
        """The id of the wording while an answer is computed: no record can have a NUL in it."""
        return f"\0{self.draft.position}\0"

    @property
    def entry(self) -> Entry:
        """The wording as the party knows it: there since the seal, and by nobody in particular.

        Place and number are the draft's: wordings keep their order.
        """
        seal = self.seal.envelope
        envelope = self.draft.envelope.model_copy(
            update={
                "id": self.stands_as,
                "occurred_at": seal.occurred_at,
                "actor": NOT_NAMED,
                "on_behalf_of": None,
                "instructed_by": None,
                "source": seal.source and seal.source.model_copy(update={"ref": None}),
                "evidence": Evidence.model_validate({"class": seal.evidence.class_}),
            }
        )
        return replace(
            self.draft,
            record=Record(envelope, self._event),
            recorded_at=self.seal.recorded_at,
            recorded_by=self.seal.recorded_by,
            received_at=self.seal.received_at,
        )

    @property
    def _event(self) -> ClauseAdded | ClauseRevised:
        """Nothing but the text: what it is called and means to the house was not sealed with it."""
        event = self.draft.event
        assert isinstance(event, ClauseAdded | ClauseRevised)
        kept_back = {"term": None, "drafted_by": None, "requested_by": None, "reason": None}
        heading = "" if isinstance(event, ClauseAdded) else None
        return event.model_copy(update={**kept_back, "text": self.text, "heading": heading})


def sealed_texts(
    sight: Counterparty, entries: Sequence[Entry], known_at: int | None = None
) -> list[SealedText]:
    """The texts of the proposals that a party may see, known up to and with a position."""
    seals = _seals(sight, entries, known_at)
    numbers = numbers_of(entries)
    found = []
    for draft in entries:
        event = draft.event
        if not isinstance(event, ClauseAdded | ClauseRevised) or not _may_leave(sight, draft):
            continue
        digests = seals.get((event.clause, numbers[draft.id]), {})
        for text in _texts(draft, entries) if digests else ():
            if seal := digests.get(sha256(text.encode()).hexdigest()):
                found.append(SealedText(text, draft, seal))
                break
    return found


def retold(answered: Any, texts: Sequence[SealedText]) -> Any:
    """An answer in which every wording stands under its seal: id, position and type of it."""
    return _retold(answered, {each.stands_as: each.seal for each in texts})


def _seals(
    sight: Counterparty, entries: Sequence[Entry], known_at: int | None
) -> Mapping[tuple[str, int], dict[str, Entry]]:
    """For each clause and number the first seal of each digest."""
    found: dict[tuple[str, int], dict[str, Entry]] = {}
    for each in entries:
        known = known_at is None or each.position <= known_at
        if isinstance(each.event, ProposalSealed) and known and sight.leaves(each) == "whole":
            for held in each.event.contents or ():
                place = found.setdefault((held.clause, held.version), {})
                place.setdefault(held.digest or "", each)
    return found


def _may_leave(sight: Counterparty, draft: Entry) -> bool:
    return in_clear(draft) and privilege_of(draft, sight.asked_at) == "none"


def _texts(draft: Entry, entries: Sequence[Entry]) -> Iterator[str]:
    """The text as it was drafted, and as it was corrected to."""
    event = draft.event
    assert isinstance(event, ClauseAdded | ClauseRevised)
    yield event.text
    for each in entries:
        if isinstance(each.event, RecordCorrected) and each.event.corrects == draft.id:
            text = each.event.data.get("text")
            if isinstance(text, str):
                yield text


def _retold(value: Any, seals: Mapping[str, Entry]) -> Any:
    if isinstance(value, str):
        for stands_as, seal in seals.items():
            value = value.replace(stands_as, seal.id)
        return value
    if isinstance(value, list | tuple):
        return [_retold(each, seals) for each in value]
    if isinstance(value, dict):
        found = {name: _retold(each, seals) for name, each in value.items()}
        if cited := seals.get(str(value.get("record"))):
            of_the_seal = {"position": cited.position, "type": cited.event.stored_as}
            found |= {name: of_the_seal[name] for name in of_the_seal.keys() & value.keys()}
        return found
    return value
