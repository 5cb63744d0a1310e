"""SIGN03: a required sign-off is missing, and the offer is sent or about to be.

1. A wording that the governing proposal holds requires a sign-off (requested, or asked for by the
   policy) that is open, declined or withdrawn. A stale one is SIGN01's.
2. Sent: grave. Sealed and not sent yet: less so; there is time.
3. What was accepted, or retracted as a whole, is past mending, and still told.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.naming import Pointer
from projections.facts import Fact
from projections.findings.finding import Finding, in_order, named, wording_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.proposals import Proposal
from projections.sentences.naming import spelled, when
from projections.signing.required import ByPolicy, Requested
from projections.signing.table import Cell, Row

MISSING = frozenset({"open", "declined", "withdrawn"})


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each wording and required sign-off."""
    for row in looked.coverage.rows:
        proposal = looked.deal.proposals.by_id.get(row.proposal or "")
        if proposal and proposal.sealed:
            for cell in row.cells:
                if cell.state in MISSING:
                    yield _finding(looked, row, cell, proposal)


def _finding(looked: Looked, row: Row, cell: Cell, proposal: Proposal) -> Finding:
    sent = min(looked.sent(proposal.id), key=lambda fact: fact.interval.begin, default=None)
    seal = (proposal.sealed,) if proposal.sealed else ()
    answer = (cell.decided.answer.fact,) if cell.decided else ()
    where = f"was sent {when(sent.occurred)}" if sent else "is sealed"
    return Finding(
        code=RULE.code,
        severity="high" if sent else "medium",
        about=(
            wording_named(row.wording),
            Pointer("proposal", proposal.id),
            _required(cell),
            *([Pointer("record", sent.id)] if sent else []),
        ),
        persons=(cell.required.request.human,) if isinstance(cell.required, Requested) else (),
        records=in_order((row.wording.fact, *seal, _asking(cell), *answer, *_maybe(sent))),
        sentence=(
            f"{proposal.id} {where}, and a required sign-off of {named(row.wording)} is "
            f"{spelled(cell.state)}. {looked.signed.cell(cell)}"
        ),
        to_do=_to_do(looked, cell, proposal),
    )


def _maybe(fact: Fact | None) -> tuple[Fact, ...]:
    return (fact,) if fact else ()


def _required(cell: Cell) -> Pointer:
    match cell.required:
        case Requested(request=request):
            return Pointer("sign_off", request.event.sign_off)
        case ByPolicy(regime=regime, function=function):
            return Pointer("topic", f"{regime.event.policy}: {function}")


def _asking(cell: Cell) -> Fact:
    match cell.required:
        case Requested(request=request):
            return request.fact
        case ByPolicy(regime=regime):
            return regime.fact


def _to_do(looked: Looked, cell: Cell, proposal: Proposal) -> str:
    match cell.required:
        case Requested(request=request):
            of = looked.name(request.event.of)
        case ByPolicy(function=function):
            of = spelled(function)
    then = looked.before_sending(proposal.id)
    return f"Get the sign-off of {of}{then}, or record who goes on without it and why."


RULE = Rule(
    code="SIGN03",
    title="A required sign-off is missing while the offer is sent, or about to be",
    severity="high",
    why=(
        "An offer that goes out without a sign-off that was asked for binds the house all the same "
        "towards whoever receives it, and is the first to be taken back."
    ),
    example="Finance was asked for clause A.3, has not answered, and the offer is sent.",
    settle="The sign-off; or a record of who goes on without it, with their authority and reason.",
    find=find,
)
