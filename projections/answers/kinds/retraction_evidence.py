"""Records as evidence for, against and beside an answer of retraction."""

from __future__ import annotations

from collections.abc import Iterable

from domain.events.proposals import (
    ProposalAccepted,
    ProposalCountered,
    ProposalLapsed,
    ProposalRejected,
    RelianceReported,
)
from projections.answers.evidence import Evidence, words_said
from projections.facts import Fact

Three = tuple[tuple[Evidence, ...], tuple[Evidence, ...], tuple[Evidence, ...]]


def once(facts: Iterable[Fact]) -> list[Fact]:
    """Each record once, in order."""
    return list({fact.id: fact for fact in facts}.values())


def apart(*sides: Iterable[Fact]) -> Three:
    """As evidence; each record on the first side that has it."""
    taken: set[str] = set()
    cited = []
    for side in sides:
        facts = [fact for fact in once(side) if fact.id not in taken]
        taken |= {fact.id for fact in facts}
        cited.append(tuple(Evidence(fact, _words(fact)) for fact in facts))
    one, two, three = cited
    return one, two, three


def _words(fact: Fact) -> str | None:
    """The exact words of a record; of a reliance what was done, of an offer what was said to it."""
    if isinstance(fact.event, RelianceReported):
        return fact.event.act
    if isinstance(fact.event, ProposalRejected | ProposalLapsed):
        return fact.event.reason
    if isinstance(fact.event, ProposalCountered):
        return fact.event.text
    if isinstance(fact.event, ProposalAccepted):
        return "; ".join(fact.event.qualifications) or None
    return next((words for _, words in words_said(fact.event)), None)
