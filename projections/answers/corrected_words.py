"""What the correction of a wording leaves as it was: the words that were recorded, and sealed.

A correction changes no seal (VOCABULARY 2.6), so an answer that rests on what is right today says
what was sealed, and sent, beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.events.clauses import ClauseAdded, ClauseRevised
from projections.answers.wordings import ended
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.sentences.naming import Names
from projections.terms import known_at


def corrected_words(deal: KnownDeal, wording: Wording, proposal: str | None) -> Iterator[str]:
    """In one sentence how a wording stood before it was corrected; nothing where that is the same.

    Where `proposal` holds it, that is as it was sealed there; else as it was recorded first.
    """
    fact, now = wording.fact, wording.fact.event
    if fact.corrected_by is None:
        return
    seal = _seal(deal, wording, proposal)
    then = known_at(deal, wording, seal.place) if seal else fact.entry.event
    assert isinstance(then, ClauseAdded | ClauseRevised)
    assert isinstance(now, ClauseAdded | ClauseRevised)
    said = []
    if then.text != now.text:
        said.append(ended(then.text))
    if then.term != now.term:
        term = Names(deal.person, deal.catalogue).term(then.term).strip() if then.term else ""
        said.append(term or "It states no term.")
    if said:
        where = f"as {proposal} sealed it" if seal else "as it was recorded first"
        yield f"Record {fact.corrected_by.id} corrected it; {where}: {' '.join(said)}"


def _seal(deal: KnownDeal, wording: Wording, proposal: str | None) -> Fact | None:
    of = deal.proposals.by_id.get(proposal) if proposal else None
    own = (wording.clause, wording.number)
    held = {(each.clause, each.version) for each in of.contents or ()} if of else set()
    return of.sealed if of and own in held else None
