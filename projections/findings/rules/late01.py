"""LATE01: a verdict rests on a record that was recorded late, or after the dispute.

1. Records that carry a verdict: the wordings of the text and what states or clarifies their terms;
   the order of documents; the seal, sending, receipt, acceptance, execution and retraction of its
   proposal and of what amends it; the signatures on it.
2. Late and after the dispute are judged as in every answer (VOCABULARY 6.1). Of an import without
   a source's time nobody knows whether it is late, as in answers about integrity.
3. What was corrected rests on its record and on its correction: either may be the late one.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.record import Entry
from projections.answers.evidence import (
    recorded_after_dispute,
    recorded_late,
    recordings,
    undated,
)
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.findings.finding import Finding, in_order, record_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.sentences.naming import when


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each such record."""
    for fact in in_order(_carrying(looked)):
        by = recordings(fact)
        disputed = [e for e in by if recorded_after_dispute(looked.deal, e)]
        if disputed and _before_it(looked, fact):
            yield _finding(fact, disputed[0], disputed=True)
        elif late := [e for e in by if _late(looked.deal, fact, e)]:
            yield _finding(fact, late[0], disputed=False)


def _late(deal: KnownDeal, fact: Fact, entry: Entry) -> bool:
    return recorded_late(deal, fact, entry) and not undated(deal, entry)


def _before_it(looked: Looked, fact: Fact) -> bool:
    """What happened after the dispute is no record made after the fact."""
    dispute = looked.deal.dispute
    return dispute is not None and fact.interval.before(dispute.interval)


def _carrying(looked: Looked) -> Iterator[Fact]:
    for wording in looked.text:
        yield wording.fact
        stated = wording.term(looked.moment)
        if stated:
            yield stated.fact
        yield from (each.fact for each in looked.deal.clarified(wording))
    if looked.ranking.fact:
        yield looked.ranking.fact
    governing = looked.deal.governing
    for proposal in (*([governing.proposal] if governing.proposal else []), *governing.amendments):
        by_now = proposal.by(looked.moment)
        yield from [by_now.sealed] if by_now.sealed else []
        for facts in (
            *(by_now.sent, by_now.received, by_now.accepted),
            *(by_now.executed, by_now.retracted),
        ):
            yield from facts
    for row, every in looked.signatures:
        if row.governs:
            yield from (each.signed.signature.fact for each in every if each.of == "this")


def _finding(fact: Fact, entry: Entry, *, disputed: bool) -> Finding:
    """`entry` is what was recorded so: the record, or what corrected it."""
    which = "" if entry is fact.entry else f"what corrected it (record {entry.id}) "
    what = "after the dispute was opened" if disputed else "more than a day later"
    return Finding(
        code=RULE.code,
        severity="high" if disputed else "medium",
        about=(record_named(fact),),
        records=(fact,),
        sentence=(
            f"Record {fact.id} ({fact.event.stored_as}) tells of {when(fact.occurred)} and "
            f"{which}was recorded {what}; answers about this deal rest on it."
        ),
        to_do="Find what was written at the time (a mail, a log), and file it with the record.",
    )


RULE = Rule(
    code="LATE01",
    title="A verdict rests on a late record",
    severity="high",
    why=(
        "What is written down afterwards is doubted, and most of all once there is a dispute. What "
        "was written at the time is easier to find now than in a year."
    ),
    example="That the client accepted on 16 May is recorded on 9 June, a week into the dispute.",
    settle="Evidence from the time, filed, and a record that settles it; or who accepts it.",
    find=find,
)
