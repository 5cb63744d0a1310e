"""Who is to be erased: every id of the human, the pseudonyms, the names; and what is on hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.corrections import corrected_event
from domain.events import Event
from domain.events.deal import ParticipantAssigned, PartyJoined
from domain.events.disputes import RecordCorrected
from domain.events.holds import ErasureDone
from domain.holds import Hold, holds_in_effect, same_human
from domain.record import ORGANISATION
from domain.refusals import Refusal
from ledger.application import Ledger
from ledger.erasing.matching import Matcher
from ledger.proof.stand_in import ERASED_TEXT

_NAMING = (ParticipantAssigned.stored_as, PartyJoined.stored_as, RecordCorrected.stored_as)
_OTHERS = """
    SELECT person FROM ledger.persons WHERE NOT person = ANY(%s) AND EXISTS
        (SELECT FROM unnest(%s::text[]) AS own (word) WHERE strpos(lower(person), own.word) > 0)
    ORDER BY person"""


class PersonNotOnRecord(Refusal):
    """No entry names this person (any more)."""

    code = "person_not_on_record"

    def __init__(self) -> None:
        super().__init__(
            "Nobody of this id is on record: it was mistyped, or the person was erased before. "
            "If something was left then, name the record of that erasure (after).",
            "/person",
        )


class PartyNotPerson(Refusal):
    """The id is a party's: it stands in clear in the entries, and is none of a person."""

    code = "party_not_person"

    def __init__(self) -> None:
        super().__init__(
            "This is the id of a party, which stands in clear in the entries. Persons are erased.",
            "/person",
        )


@dataclass(frozen=True, slots=True)
class Whom:
    """One human. `pseudonyms` are the digests, in hexadecimal, under which entries name them.

    `held` are the pseudonyms of the persons of each hold, by the hold's id; `others` are ids of
    other persons in which an id of theirs, or a part of their name, stands. `former` are the
    pseudonyms that an erasure took before.
    """

    ids: tuple[str, ...]
    pseudonyms: frozenset[str]
    names: tuple[str, ...]
    holds: tuple[Hold, ...]
    held: tuple[tuple[str, frozenset[str]], ...]
    others: tuple[str, ...]
    former: frozenset[str] = frozenset()

    def matcher(self, also: Sequence[str]) -> Matcher:
        """What finds them in texts."""
        return Matcher(self.ids, self.names, tuple(also), self.others)

    def in_state(self, state: bytes) -> bool:
        """Whether the stored bytes of an entry name them by pseudonym."""
        return any(each.encode() in state for each in self.pseudonyms)

    def holds_on(self, stream: str, state: bytes) -> frozenset[str]:
        """The holds that keep an entry whole."""
        of_deals = {each.id for each in self.holds if stream in each.deals}
        of_persons = {
            hold for hold, theirs in self.held if any(each.encode() in state for each in theirs)
        }
        return frozenset(of_deals | of_persons)

    @property
    def own_holds(self) -> frozenset[str]:
        """The holds that name them."""
        return frozenset(each.id for each in self.holds if each.persons & set(self.ids))


def whom(ledger: Ledger, person: str, up_to: int, after: str | None = None) -> Whom:
    """The human with this id, as known up to and with a position.

    Who was erased is on no record: that it was they, in the erasure `after`, says whoever asks.
    Raises PersonNotOnRecord, PartyNotPerson.
    """
    organisation = ledger.entries(ORGANISATION, up_to)
    ids = same_human(person, organisation)
    former = _erased_in(ledger, after)
    pseudonyms = _pseudonyms(ledger, ids) | former
    if not pseudonyms:
        raise PersonNotOnRecord
    names: set[str] = set()
    for entry in ledger.of_types(_NAMING, up_to):
        match _right(entry.event):
            case PartyJoined(party=party) if party in ids:
                raise PartyNotPerson
            case ParticipantAssigned(person=assigned, name=name) if assigned in ids:
                names |= {name} - {ERASED_TEXT}
            case _:
                pass
    holds = holds_in_effect(organisation)
    everybody = {
        each.id: {alias for held in each.persons for alias in same_human(held, organisation)}
        for each in holds
    }
    return Whom(
        tuple(sorted(ids)),
        pseudonyms,
        tuple(sorted(each for each in names if each.strip())),
        tuple(holds),
        tuple((hold, _pseudonyms(ledger, persons)) for hold, persons in everybody.items()),
        _others(ledger, ids, names),
        former,
    )


def _erased_in(ledger: Ledger, record: str | None) -> frozenset[str]:
    if record is None:
        return frozenset()
    entry = ledger.entry(record)
    if entry is None or not isinstance(entry.event, ErasureDone):
        raise PersonNotOnRecord
    return frozenset(entry.event.pseudonyms)


def _others(ledger: Ledger, ids: frozenset[str], names: set[str]) -> tuple[str, ...]:
    theirs = sorted(Matcher(tuple(ids), tuple(names)).beginnings)
    return tuple(row["person"] for row in ledger.rows.all(_OTHERS, sorted(ids), theirs))


def _right(event: Event) -> Event:
    return corrected_event(event) if isinstance(event, RecordCorrected) else event


def _pseudonyms(ledger: Ledger, ids: frozenset[str] | set[str]) -> frozenset[str]:
    rows = ledger.rows.all(
        "SELECT encode(digest, 'hex') AS digest FROM ledger.persons WHERE person = ANY(%s)",
        sorted(ids),
    )
    return frozenset(row["digest"] for row in rows)
