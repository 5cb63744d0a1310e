"""RETR01: an offer was retracted after it was received, accepted or relied on.

1. The moment of the retraction (VOCABULARY 5) is a revocation, after acceptance, or undetermined.
2. Grave where it may have come after an acceptance, where somebody relied on the offer before it,
   or where it was promised to be irrevocable. Else less so.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.naming import Pointer
from projections.clocks.fold import ProposalClocks
from projections.clocks.retractions import Retraction
from projections.facts import Fact
from projections.findings.finding import Finding, in_order, record_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.sentences.naming import listed, when

_LATE = frozenset({"revocation", "after_acceptance", "undetermined"})
_PLAINLY = {
    "revocation": "after it had been received",
    "after_acceptance": "after it had been accepted",
    "undetermined": "at a moment that the record leaves open",
}
_PROMISED = {
    "yes": " It had been promised to be irrevocable until then.",
    "undetermined": " Whether a promise to be irrevocable still held then, the record leaves open.",
}


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each retraction."""
    for clocks, each in looked.retractions:
        if each.timed.moment in _LATE:
            yield _finding(clocks, each)


def _finding(clocks: ProposalClocks, found: Retraction) -> Finding:
    fact = found.fact
    clauses = found.event.clauses
    relied = [
        each.fact
        for each in clocks.beside.reliance
        if not fact.interval.before(each.fact.interval)
        # Who relied on another clause did not rely on what is taken back.
        if clauses is None or each.clause is None or each.clause in clauses
    ]
    promised = _PROMISED.get(clocks.beside.promises.holds("irrevocable", fact.interval), "")
    grave = "after_acceptance" in found.timed.possible or bool(relied) or bool(promised)
    accepted = clocks.proposal.accepted
    said = (
        f"{clocks.proposal.id} was retracted {when(fact.occurred)}, {_PLAINLY[found.timed.moment]}"
    )
    if found.timed.moment == "undetermined":
        possible = [each.replace("_", " ") for each in found.timed.possible]
        said += f" ({listed(possible, 'or')} are possible)"
    said += "."
    surely = [each for each in relied if each.interval.before(fact.interval)]
    perhaps = [each for each in relied if each not in surely]
    if surely:
        said += f" Relied on before: {listed([each.id for each in surely])}."
    if perhaps:
        said += f" Relied on before or after: {listed([each.id for each in perhaps])}."
    said += promised
    return Finding(
        code=RULE.code,
        severity="high" if grave else "medium",
        about=(Pointer("proposal", clocks.proposal.id), record_named(fact)),
        records=in_order((*_shown(clocks), *accepted, *relied, fact)),
        sentence=said,
        to_do=(
            "Have legal look at it before anybody acts on the retraction: whether it counts is a "
            "question of law, which the record does not answer."
        ),
    )


def _shown(clocks: ProposalClocks) -> list[Fact]:
    return [*clocks.proposal.sent[:1], *clocks.proposal.received[:1]]


RULE = Rule(
    code="RETR01",
    title="A retraction after receipt, acceptance or reliance",
    severity="high",
    why=(
        "Before an offer arrives it can be taken back by whoever sent it. Afterwards that depends "
        "on the law, on what was promised, and on what the other side did meanwhile."
    ),
    example="P7 is retracted at 16:30; the client accepted it at 16:29, or perhaps at 16:33.",
    settle=(
        "What legal and the client came to (a clarification, an amendment, an outcome), and a "
        "record that this settles it."
    ),
    find=find,
)
