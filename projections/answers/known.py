"""The names that a question on a deal can use: whatever the ledger knows of it now."""

from __future__ import annotations

from functools import cached_property

from projections.answers.ranking import ranked_documents
from projections.catalogue import Item
from projections.deal import KnownDeal
from projections.people import people_of, persons_named


class Known:
    """Ids by what they name. `deal` is the deal as known now: later names are names too.

    `timed`: a time is sent beside the question, and "at that time" is that.
    """

    def __init__(self, deal: KnownDeal, *, timed: bool = False) -> None:
        self.deal = deal
        self.timed = timed

    @cached_property
    def items(self) -> frozenset[Item]:
        """Every item of every axis."""
        return frozenset(self.deal.catalogue.known)

    @cached_property
    def clauses(self) -> frozenset[str]:
        """The clauses, removed ones too."""
        return frozenset(self.deal.clauses.by_id)

    @cached_property
    def proposals(self) -> frozenset[str]:
        """The proposals."""
        return frozenset(self.deal.proposals.by_id)

    @cached_property
    def documents(self) -> frozenset[str]:
        """The documents that clauses stand in, or that a stated precedence ranks."""
        held = (clause.document for clause in self.deal.clauses.by_id.values())
        return frozenset((*held, *ranked_documents(self.deal.facts.counted)))

    @cached_property
    def parties(self) -> frozenset[str]:
        """The parties."""
        return frozenset(self.deal.parties)

    @cached_property
    def persons(self) -> frozenset[str]:
        """Everybody whom a record of the deal names."""
        return frozenset(persons_named(self.deal, people_of(self.deal)))

    @cached_property
    def anybody(self) -> frozenset[str]:
        """Persons and parties."""
        return self.persons | self.parties

    @cached_property
    def records(self) -> frozenset[str]:
        """The records of the deal that this reader may see."""
        return frozenset(entry.id for entry in self.deal.shown)

    def has_wording(self, clause: str, number: int) -> bool:
        """Whether a clause has a wording of this number."""
        found = self.deal.clauses.by_id.get(clause)
        return found is not None and found.wording(number) is not None

    def nearest(self, items: tuple[Item, ...] = ()) -> list[str]:
        """Questions that can be asked on this deal: about what was named, else what is known."""
        catalogue = self.deal.catalogue
        services = [item for item in catalogue.known if item[0] == "services"]
        first = [*items, *services, ("orders", "expansion"), ("beneficiaries", "affiliates")]
        chosen = list(dict.fromkeys(first))[:3]
        return [f"Does the discount cover {catalogue.title(item)}?" for item in chosen]
