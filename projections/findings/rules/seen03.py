"""SEEN03: a notice to somebody failed, or no record shows that it was opened.

1. A message or a sending to a person of the house is looked at that is about a wording of the text
   or of the drafts, and no record shows that wording before that person (see SEEN02).
2. Failed: the record says that it did not arrive. Never opened: nothing shows that it was opened,
   and more than a day has passed. Systems that do not report openings leave the same trace, so that
   is told as less grave.
3. One finding for each message and person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from domain.events.proposals import ProposalSent
from domain.events.told import MessageFailed, MessageRelayed, MessageSent
from projections.facts import Fact
from projections.findings.finding import Finding, in_order, record_named, wording_named
from projections.findings.looked import Looked
from projections.findings.needed import house, was_before
from projections.findings.rule import Rule
from projections.knowledge.proving import Proof
from projections.sentences.naming import listed, when
from projections.signing.table import Row

OPENED_WITHIN = timedelta(days=1)
NOTICES = MessageSent | MessageRelayed | ProposalSent


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each notice that did not reach, or was not opened."""
    for person in house(looked):
        found: dict[Fact, tuple[Proof, list[Row]]] = {}
        for row in looked.rows:
            if not was_before(looked, person, row):
                for proof in looked.proofs(person, row.wording):
                    if isinstance(proof.fact.event, NOTICES) and proof.fact.actor != person:
                        found.setdefault(proof.fact, (proof, []))[1].append(row)
        for proof, rows in found.values():
            if proof.failed or _old(looked, proof.fact):
                yield _finding(looked, person, proof, rows)


def _old(looked: Looked, fact: Fact) -> bool:
    return fact.interval.end + OPENED_WITHIN < looked.moment


def _finding(looked: Looked, person: str, proof: Proof, rows: list[Row]) -> Finding:
    who, clauses = looked.name(person), listed([f"clause {row.wording.clause}" for row in rows])
    what = "sending" if isinstance(proof.fact.event, ProposalSent) else "message"
    said = f"The {what} of {when(proof.fact.occurred)} to {who} about {clauses}"
    if proof.failed:
        reason = proof.failed.event.reason if isinstance(proof.failed.event, MessageFailed) else ""
        said = f"{said} failed: “{reason}”."
    else:
        said = f"{said}: that it was opened is not on record."
    return Finding(
        code=RULE.code,
        severity="medium" if proof.failed else "low",
        about=(record_named(proof.fact), *(wording_named(row.wording) for row in rows)),
        persons=(person,),
        records=in_order(
            (
                *(row.wording.fact for row in rows),
                proof.fact,
                *([proof.failed] if proof.failed else []),
            )
        ),
        sentence=said,
        to_do=f"Reach {who} another way, and record what they were shown.",
        not_shown=(looked.knowledge.coverage(person).sentence,),
    )


RULE = Rule(
    code="SEEN03",
    title="A notice failed, or no record shows it opened",
    severity="medium",
    why=(
        "Whoever sent it takes it that the other knows, and the record does not show that. A "
        "notice without an opening proves later that there was one, and that nobody followed it up."
    ),
    example="On 5 May the VP is mailed a link to clause 4.2; no record shows that it was opened.",
    settle="Show them the wording another way and record it; or record why it does not matter.",
    find=find,
)
