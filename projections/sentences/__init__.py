"""Every record in one plain sentence, built from the facts that it names and nothing else."""

from __future__ import annotations

from collections.abc import Callable

from domain.events import Event
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.sentences import agreeing, drafting, saying, settling
from projections.sentences.naming import Names

_ROOMS = (drafting.sentence, agreeing.sentence, saying.sentence, settling.sentence)


class Sentences:
    """The sentences of a deal's records, with people and parties called as the deal calls them.

    `person` may call them otherwise, by all the ids of a human for one.
    """

    def __init__(self, deal: KnownDeal, person: Callable[[str], str] | None = None) -> None:
        self._names = Names(person or deal.person, deal.catalogue)

    def of(self, fact: Fact) -> str:
        """What happened, as it is known: who did it, to what, with the words that were said."""
        envelope = fact.entry.envelope
        said = self.event(fact.event, fact.actor)
        if envelope.on_behalf_of:
            said += f" On behalf of {self._names.person(envelope.on_behalf_of)}."
        if envelope.instructed_by:
            said += f" Instructed by {self._names.person(envelope.instructed_by)}."
        return said

    def event(self, event: Event, actor: str) -> str:
        """The sentence of an event that `actor` brought about."""
        who = self._names.person(actor)
        for sentence in _ROOMS:
            if said := sentence(event, who, self._names):
                return said
        raise NotImplementedError(event.stored_as)  # a test asks for every type of the registry
