"""SAID03: the agreement says that it is all there is, and promises stand outside it.

1. An executed agreement names its entire-agreement clause.
2. Something was said to the other side that the text does not say (SAID01), or a relay added
   something (SAID02), before it was executed.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.events.proposals import AgreementExecuted
from domain.events.told import MessageRelayed
from projections.facts import Fact
from projections.findings.finding import Finding, in_order, record_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.findings.rules.said01 import unwritten
from projections.findings.rules.said02 import reached
from projections.sentences.naming import listed


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each agreement."""
    for fact in looked.happened(AgreementExecuted):
        if isinstance(fact.event, AgreementExecuted) and fact.event.entire_agreement_clause:
            outside = [each for each in _outside(looked) if not fact.interval.before(each.interval)]
            if outside:
                yield _finding(fact, fact.event, outside)


def _outside(looked: Looked) -> Iterator[Fact]:
    yield from (fact for fact, _ in unwritten(looked))
    for fact in looked.happened(MessageRelayed):
        if isinstance(fact.event, MessageRelayed) and fact.event.adds and reached(looked, fact):
            yield fact


def _finding(fact: Fact, event: AgreementExecuted, outside: list[Fact]) -> Finding:
    promises = in_order(outside)
    return Finding(
        code=RULE.code,
        severity="medium",
        about=(record_named(fact), *(record_named(each) for each in promises)),
        records=in_order((fact, *promises)),
        sentence=(
            f"Agreement {event.agreement} says in clause {event.entire_agreement_clause} that it "
            f"is the entire agreement; outside it stand records "
            f"{listed([each.id for each in promises])}."
        ),
        to_do="Decide for each of them whether it is to hold, and agree on that with the client.",
    )


RULE = Rule(
    code="SAID03",
    title="An entire-agreement clause, while promises stand outside the paper",
    severity="medium",
    why=(
        "The clause takes from the client what it was told, and it learns of that when it orders. "
        "How far such a clause reaches differs from law to law; that it surprises does not."
    ),
    example="Clause 12 says “entire agreement”; in April the partner was promised future services.",
    settle="An amendment or a clarification that takes the promise in, or says that it is none.",
    find=find,
)
