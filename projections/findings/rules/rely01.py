"""RELY01: somebody relies on an offer that is open.

1. A `reliance.reported` bears on a proposal, a clause of it or a message about it.
2. The proposal is offered, and neither accepted nor at an end (its clock of formation).
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.events.proposals import RelianceReported
from domain.naming import Pointer
from projections.clocks.fold import ProposalClocks
from projections.facts import Fact
from projections.findings.finding import Finding, in_order, record_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.sentences.naming import quoted, when

_OPEN = frozenset({"offered", "countered"})


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each record of reliance and open proposal."""
    for clocks in map(looked.clocks.__getitem__, looked.clocks.relied_on):
        if clocks.formation.clock.state in _OPEN:
            for fact in {each.fact.id: each.fact for each in clocks.beside.reliance}.values():
                yield _finding(looked, clocks, fact)


def _finding(looked: Looked, clocks: ProposalClocks, fact: Fact) -> Finding:
    event = fact.event
    assert isinstance(event, RelianceReported)
    irrevocable = clocks.beside.promises.holds("irrevocable", fact.interval)
    said = (
        f"{looked.name(event.by)} acted on {clocks.proposal.id}, {when(fact.occurred)} "
        f"({quoted(event.act)}). It is {clocks.formation.clock.state}, and not accepted yet"
    )
    stated = irrevocable == "not_stated"
    said += "; whether it is irrevocable was not stated." if stated else "."
    return Finding(
        code=RULE.code,
        severity="medium",
        about=(Pointer("proposal", clocks.proposal.id), record_named(fact)),
        records=in_order((*clocks.proposal.sent, fact)),
        sentence=said,
        to_do="Before anything is taken back, ask legal; tell the client at once of any doubt.",
    )


RULE = Rule(
    code="RELY01",
    title="Somebody relies on an open offer",
    severity="medium",
    why=(
        "Once the other side has turned somebody else away because of it, to take an offer back "
        "may cost more than the discount. Whoever thinks of retracting should know first."
    ),
    example="The client stops its talks with another bidder two days after the offer arrived.",
    settle="The acceptance; or a word to the client about what holds and until when.",
    find=find,
)
