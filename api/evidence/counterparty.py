"""What another party may be given: only what it was party to itself.

A record is a party's own matter when

    - one of its people made it, it was made on their behalf, or it names them (or the party) as who
      received, opened, countered, accepted, signed, ordered, relied …;
    - it was sent, relayed, said, shown, instructed or asked of one of them, or one of them was
      there: `to`, `cc`, `of`, `attendees`;
    - it seals or executes a proposal that was sent to or through one of them, or by them;
    - it corrects or strikes one of these, or says who they, or those they dealt with, are, and of
      which party;
    - it opens the deal (its name is kept back: time zone and currency are needed to read dates).

The people of a party are those that were ever assigned to it, and other ids of theirs. What is
confidential or privileged never leaves. Drafting is the house's own: texts leave as the texts that
proposals were sealed with, which the seal commits to. Of records that others made, notes and
reasons are kept back; where the house had a record from, what it rests on, and what the house took
the words of a statement to mean, always are. Where the last stands in the hashed bytes, as it did
in those of earlier versions, the statement leaves as its hash.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from api.evidence.sight import Leaves, privilege_of
from domain.events.deal import DealOpened, ParticipantAssigned, PartyJoined
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.evidence import EvidenceExported
from domain.events.organisation import PersonIdentified
from domain.events.proposals import AgreementExecuted, ProposalSealed, ProposalSent
from domain.events.sign_off import SignOffRequested
from domain.events.told import StatementMade
from domain.record import Entry
from domain.refusals import Refusal
from ledger.proof.entry_bytes import unwrap

_ACTS = ("by", "to", "cc", "attendees", "agreed_by", "via")
"""Fields that name who took part in what a record tells."""
_DRAFTING = ("clause.added", "clause.revised", "clause.removed", "term.stated")
_ALWAYS_KEPT_BACK = ("/source", "/evidence")
_MEANT = re.compile(r"(/data)?/data/scope(/.*)?")
"""Where a statement, or a correction of one, has what the house took its words to mean."""
IN_CLEAR = "scope_in_clear"
"""Why a statement that the party was party to leaves as its hash."""
_KEPT_BACK_OF_OTHERS = ("/data/notes", "/data/reason", "/data/data/notes", "/data/data/reason")


class PartyNotOnRecord(Refusal):
    """Nobody of this name takes part in the deal."""

    code = "party_not_on_record"

    def __init__(self, party: str) -> None:
        super().__init__(f"No party {party!r} takes part in this deal.", "/for")


@dataclass(frozen=True, slots=True)
class Counterparty:
    """What one party may see of a deal. Implements Sight.

    `people` are the party and its people, `dealt_with` those beside them whom it dealt with; `own`
    are the ids of the records that are its matter, whether they may leave or not; `asked_at` is the
    position that the export was asked at; `meant_in_clear` are the positions of statements in whose
    hashed bytes it stands what the house took them to mean.
    """

    party: str
    people: frozenset[str]
    dealt_with: frozenset[str]
    own: frozenset[str]
    asked_at: int
    meant_in_clear: frozenset[int] = frozenset()

    def leaves(self, entry: Entry) -> Leaves:
        """Whole, or as a hash."""
        mine = entry.id in self.own and privilege_of(entry, self.asked_at) == "none"
        return "whole" if mine and entry.position not in self.meant_in_clear else "as_leaf"

    def discloses(self, entry: Entry, name: str) -> bool:
        """Nothing of where the house had it from, or took it to mean; of others' no reasons."""
        if name.startswith(_ALWAYS_KEPT_BACK) or _MEANT.fullmatch(name) or opens_the_deal(entry):
            return False
        others = entry.envelope.actor not in self.people
        return not (others and name.startswith(_KEPT_BACK_OF_OTHERS))

    def gives_content(self, entry: Entry) -> bool:
        """What it filed itself, or was filed for it: no content that others put in the place."""
        envelope = entry.envelope
        return bool({envelope.actor, envelope.on_behalf_of} & self.people)

    def names(self, person: str) -> bool:
        """Its own people, and those whom it dealt with."""
        return person in self.people or person in self.dealt_with

    def why(self, entry: Entry) -> str:
        """Whether it was party to it; if so, what keeps it back."""
        if entry.id not in self.own:
            return "not_party"
        private = privilege_of(entry, self.asked_at)
        return private if private != "none" else IN_CLEAR


def counterparty(
    party: str,
    entries: Sequence[Entry],
    organisation: Sequence[Entry],
    asked_at: int,
    meant_in_clear: Collection[int] = (),
) -> Counterparty:
    """What a party may see of the entries of a deal. Raises PartyNotOnRecord.

    The organisation's entries say who is one human under several ids, and nothing else.
    `meant_in_clear` are the positions of entries of which `means_in_clear` holds.
    """
    events = [each.event for each in entries]
    joined = {each.party for each in events if isinstance(each, PartyJoined)}
    people = {party} | {
        each.person
        for each in events
        if isinstance(each, ParticipantAssigned) and each.party == party
    }
    if party not in joined and len(people) == 1:
        raise PartyNotOnRecord(party)
    people |= _other_ids(people, organisation)
    acts = [each for each in entries if _acts(each) & people and _is_theirs(each)]
    proposals = {each.event.proposal for each in acts if isinstance(each.event, ProposalSent)}
    open_to_them = [each for each in acts if privilege_of(each, asked_at) == "none"]
    dealt_with = {person for each in open_to_them for person in _acts(each)} - people
    own = {each.id for each in acts}
    own |= {each.id for each in entries if _is_of(each.event, proposals)}
    known = people | dealt_with
    known |= {e.party for e in events if isinstance(e, ParticipantAssigned) and e.person in known}
    own |= {each.id for each in entries if _says_who(each.event, known)}
    # A correction or a strike may itself be taken back.
    for each in entries:
        if _takes_back(each.event) & own:
            own.add(each.id)
    return Counterparty(
        party,
        frozenset(people),
        frozenset(dealt_with),
        frozenset(own),
        asked_at,
        frozenset(meant_in_clear),
    )


def means_in_clear(state: bytes) -> bool:
    """Whether what the house took a statement to mean stands in the hashed bytes of an entry.

    It does in those of version 1 of the event, which cannot be written any more.
    """
    content = unwrap(state).entry
    type_, data = content["type"], content["data"]
    if type_ == RecordCorrected.stored_as:
        type_, data = data.get("type"), data.get("data", {})
    return type_ == StatementMade.stored_as and bool(data.get("scope"))


def opens_the_deal(entry: Entry) -> bool:
    """Whether a record opens the deal, or says rightly how it was opened."""
    event = entry.event
    corrects = isinstance(event, RecordCorrected) and event.type == DealOpened.stored_as
    return corrects or isinstance(event, DealOpened)


def _other_ids(people: set[str], organisation: Sequence[Entry]) -> set[str]:
    same = [
        {each.event.person, each.event.same_as}
        for each in organisation
        if isinstance(each.event, PersonIdentified)
    ]
    found = set(people)
    for _ in same:
        found = found.union(*(pair for pair in same if pair & found))
    return found


def _is_theirs(entry: Entry) -> bool:
    event = entry.event
    if isinstance(event, ParticipantAssigned | PartyJoined | EvidenceExported):
        return False
    return event.stored_as not in _DRAFTING


def _acts(entry: Entry) -> set[str]:
    """Who acted in what a record tells: persons and parties."""
    envelope = entry.envelope
    found = {envelope.actor, envelope.on_behalf_of}
    if isinstance(entry.event, SignOffRequested):
        found.add(entry.event.of)
    for field in _ACTS:
        found.update(_listed(getattr(entry.event, field, None)))
    return {each for each in found if each and not each.startswith("system:")}


def _listed(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        yield from (each for each in value if isinstance(each, str))


def _is_of(event: Any, proposals: set[str]) -> bool:
    """Whether it fixes, or executes, a proposal that they were sent."""
    if isinstance(event, DealOpened):
        return True
    return isinstance(event, ProposalSealed | AgreementExecuted) and event.proposal in proposals


def _says_who(event: Any, known: set[str]) -> bool:
    if isinstance(event, ParticipantAssigned):
        return event.person in known
    return isinstance(event, PartyJoined) and event.party in known


def _takes_back(event: Any) -> set[str]:
    if isinstance(event, RecordCorrected):
        return {event.corrects}
    return {event.record} if isinstance(event, RecordStruck) else set()
