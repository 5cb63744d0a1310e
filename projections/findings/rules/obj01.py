"""OBJ01: people who may object were told of a wording, and no period to object was set.

1. A message by the house to people of the house whose function approves (see `APPROVES`) is about
   a wording of the text or of the drafts, did not fail with them, and has no `objection_until`.
2. Whoever answered in any way that the ladder counts as acknowledged or above needs no period, nor
   does whoever was sent another message about it with one.
3. One finding for each message.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.events.told import MessageSent
from projections.facts import Fact
from projections.findings.finding import Finding, in_order, record_named, wording_named
from projections.findings.looked import Looked
from projections.findings.needed import house
from projections.findings.rule import Rule
from projections.knowledge.ladder import at_least
from projections.knowledge.proving import Proof
from projections.sentences.naming import listed, when
from projections.signing.table import Row

APPROVES = ("sales_leadership", "deal_desk", "legal", "finance", "compliance", "executive")


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each message without a period."""
    notices: dict[Fact, tuple[dict[str, None], dict[int, Row]]] = {}
    for person in _approvers(looked):
        for row in looked.rows:
            proofs = looked.proofs(person, row.wording)
            arrived = [proof for proof in proofs if proof.failed is None]
            if any(_answered_or_with_a_period(proof) for proof in arrived):
                continue
            for proof in arrived:
                if _without_a_period(looked, proof.fact):
                    people, rows = notices.setdefault(proof.fact, ({}, {}))
                    people[person], rows[id(row)] = None, row
    for fact, (people, rows) in notices.items():
        yield _finding(looked, fact, list(people), list(rows.values()))


def _answered_or_with_a_period(proof: Proof) -> bool:
    event = proof.fact.event
    period = isinstance(event, MessageSent) and event.objection_until is not None
    return period or at_least(proof.rung, "acknowledged")


def _without_a_period(looked: Looked, fact: Fact) -> bool:
    event = fact.event
    if not isinstance(event, MessageSent) or event.objection_until is not None:
        return False
    return looked.sides.of(fact.actor, fact.interval.end) == "seller"


def _approvers(looked: Looked) -> Iterator[str]:
    found = (person for function in APPROVES for person in house(looked, function))
    return iter(dict.fromkeys(found))


def _finding(looked: Looked, fact: Fact, people: list[str], rows: list[Row]) -> Finding:
    clauses = listed([f"clause {row.wording.clause}" for row in rows])
    who = listed(looked.name(each) for each in people)
    return Finding(
        code=RULE.code,
        severity="low",
        about=(record_named(fact), *(wording_named(row.wording) for row in rows)),
        persons=tuple(people),
        records=in_order((*(row.wording.fact for row in rows), fact)),
        sentence=(
            f"The message of {when(fact.occurred)} to {who} about {clauses} sets no time until "
            "when to object, and no answer is on record. Silence is not consent."
        ),
        to_do=f"Ask {who} for a yes or a no by a day that is named.",
    )


RULE = Rule(
    code="OBJ01",
    title="A notice without a period to object",
    severity="low",
    why=(
        "Whoever sent it takes the silence that follows for consent; whoever received it says "
        "later that they had not decided yet. A day by which to object makes silence mean more."
    ),
    example="A mail to the VP about clause 4.2, “for your information”.",
    settle="An answer of theirs; or a new notice with `objection_until`.",
    find=find,
)
