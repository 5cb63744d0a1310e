"""What is exported, read from the ledger once: the parts of a bundle are made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from api.evidence.counterparty import counterparty, means_in_clear
from api.evidence.sight import OfTheHouse, Sight
from api.evidence.terms import Terms
from api.refusals import LogDoesNotHold
from domain.events.time_stamps import TimeStampReceived
from domain.record import ORGANISATION, Entry
from ledger.application import Ledger
from ledger.exporting import stored_stream
from ledger.proof.bundle.layout import Stream
from ledger.proof.verification import Row
from projections.deal import KnownDeal

Files = Mapping[str, bytes]


class Kept(NamedTuple):
    """An entry of the deal or of the organisation: as it is stored, and as it is read."""

    stream: Stream
    row: Row
    entry: Entry


@dataclass(frozen=True, slots=True)
class Case:
    """A deal on the terms of an export. `known` is the deal as readings know it, unlimited.

    `kept` are the entries that the bundle is made of: versions 1 to N of the deal, and the
    organisation's up to where readings stood.
    """

    ledger: Ledger
    terms: Terms
    known: KnownDeal
    kept: Sequence[Kept]
    sight: Sight

    def leaving(self) -> Iterator[Kept]:
        """The entries of which the bytes leave."""
        return (each for each in self.kept if self.sight.leaves(each.entry) != "as_leaf")

    def leaving_whole(self) -> Iterator[Kept]:
        """The entries that leave with values beside them."""
        return (each for each in self.kept if self.sight.leaves(each.entry) == "whole")


def case_of(ledger: Ledger, terms: Terms) -> Case:
    """Read what the terms ask for. Raises LogDoesNotHold, PartyNotOnRecord."""
    position = terms.basis.now_position
    deal = ledger.entries(terms.deal, position)[: terms.versions]
    organisation = ledger.entries(ORGANISATION, position)
    known = KnownDeal(terms.deal, deal, organisation, terms.basis)
    kept = list(_kept(ledger, "deal", terms.deal, deal))
    sight: Sight = OfTheHouse(terms.without_privileged, position)
    if terms.party is not None:
        # Nothing of the organisation concerns another party.
        clear = {each.row.position for each in kept if means_in_clear(bytes(each.row.state))}
        sight = counterparty(terms.party, deal, organisation, position, clear)
    else:
        # With the stamps, on which no reading rests: versions are without a gap.
        stamps = ledger.of_types([TimeStampReceived.stored_as], position)
        whole = sorted([*organisation, *stamps], key=lambda each: each.position)
        kept += _kept(ledger, "organisation", ORGANISATION, whole)
    return Case(ledger, terms, known, kept, sight)


def _kept(ledger: Ledger, stream: Stream, name: str, entries: Sequence[Entry]) -> Iterator[Kept]:
    if not entries:
        return
    rows, broken = stored_stream(ledger, name, entries[-1].position)
    read = {each.position: each for each in entries}
    # Readings leave time stamps out; the chain of the organisation's entries does not.
    beyond = (each.record for each in rows if each.type == TimeStampReceived.stored_as)
    read |= {each.position: each for each in map(ledger.entry, beyond) if each}
    if broken or [(row.position, row.leaf) for row in rows] != [
        (position, read[position].leaf) for position in sorted(read)
    ]:
        raise LogDoesNotHold
    for row in rows:
        yield Kept(stream, row, read[row.position])
