"""What is asked back before somebody takes part: an id, or a name, that is already on record.

Whoever gives an id on record another name changes every page. A form does so only when told that it
is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.pages.forms.choices import plain
from api.pages.forms.fields import Field
from api.pages.forms.filled import Filled
from api.pages.wording import words
from domain.events.deal import ParticipantAssigned, PartyJoined
from domain.refusals import Fault
from projections.deal import KnownDeal
from projections.people import alike_to, folded, people_of

SAME_PERSON = "It is the same person, and this is so from this day on"
SAME_COMPANY = "It is the same company, and this is so from this day on"
ANOTHER_PERSON = "It is another person, who goes by a like name"
ANOTHER_COMPANY = "It is another company, which goes by a like name"
_TICKED = "yes"


def ticks(same: str, another: str) -> tuple[Field, Field]:
    """The boxes that say that it is meant; neither stands in a record."""
    hint = "Only where it is already on record"
    return (
        _tick("same", "If the id is already on record", same, f"{hint}, and something changed."),
        _tick("another", "If the name is already on record", another, f"{hint} under another id."),
    )


def _tick(name: str, label: str, said: str, hint: str) -> Field:
    choices = plain([(_TICKED, said)])
    return Field(name, label, "some", "", hint=hint, choices=choices, needed=False)


def person_doubted(deal: KnownDeal, filled: Filled) -> list[Fault]:
    """Faults where a person's id is on record, or one that may be the same human is."""
    person, name = filled.line("person"), filled.line("name")
    before = _assigned(deal, person, filled.line("record"))
    faults = [] if person not in deal.parties else [_not_theirs(deal, "person", person)]
    if before and not _is_ticked(filled, "same"):
        party = deal.person(before.party)
        who = f"{before.name}, {words(before.function)}, {party}"
        faults.append(_taken("/data/person", who, SAME_PERSON))
    if name and not (_is_ticked(filled, "another") or (before and before.name == name)):
        people = people_of(deal)
        faults += _alike(
            deal,
            (each for each in alike_to(deal, people, person, name) if each != person),
            ANOTHER_PERSON,
        )
    return faults


def company_doubted(deal: KnownDeal, filled: Filled) -> list[Fault]:
    """Faults where a company's id is on record, or one of a like name under another id."""
    party, name = filled.line("party"), filled.line("name")
    joined = _joined(deal, filled.line("record"))
    before = joined.get(party)
    faults = [] if party not in deal.participants else [_not_theirs(deal, "party", party)]
    if before and not _is_ticked(filled, "same"):
        faults.append(_taken("/data/party", f"{before.name}, {words(before.role)}", SAME_COMPANY))
    if name and not (_is_ticked(filled, "another") or (before and before.name == name)):
        like = (
            id_
            for id_, each in joined.items()
            if id_ != party and folded(each.name) == folded(name)
        )
        faults += _alike(deal, like, ANOTHER_COMPANY)
    return faults


def _assigned(deal: KnownDeal, person: str, sent: str) -> ParticipantAssigned | None:
    """As whom an id is on record, but for the record that this form made, when it is sent twice."""
    every = (
        fact.event
        for fact in deal.facts.counted
        if isinstance(fact.event, ParticipantAssigned) and fact.id != sent
    )
    found = [event for event in every if event.person == person]
    return found[-1] if found else None


def _joined(deal: KnownDeal, sent: str) -> dict[str, PartyJoined]:
    return {
        fact.event.party: fact.event
        for fact in deal.facts.counted
        if isinstance(fact.event, PartyJoined) and fact.id != sent
    }


def _is_ticked(filled: Filled, name: str) -> bool:
    return _TICKED in filled.every(name)


def _taken(pointer: str, who: str, tick: str) -> Fault:
    message = f"This id is already {who}. To say that something changed, tick “{tick}”."
    return Fault("id_already_used", pointer, message)


def _not_theirs(deal: KnownDeal, field: str, id_: str) -> Fault:
    """A company is no person: no tick makes it one."""
    said = f"This id is already that of {deal.person(id_)}. Who is somebody else has another id."
    return Fault("id_already_used", f"/data/{field}", said)


def _alike(deal: KnownDeal, ids: Iterable[str], tick: str) -> Iterator[Fault]:
    named = [f"{deal.person(each)} ({each})" for each in ids]
    if named:
        message = (
            f"Already on record under another id: {', '.join(named)}. If it is the same, take that "
            f"id; if not, tick “{tick}”."
        )
        yield Fault("id_already_used", "/data/name", message)
