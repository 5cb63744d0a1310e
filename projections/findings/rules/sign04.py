"""SIGN04: the sign-off policy changed while a request was open.

1. A policy came into force under the open deal after a sign-off was requested and before it was
   answered.
2. Only where the new policy asks for something else of a wording that was there, or the request
   still is open: then whoever answers it answers under other rules than whoever asked.
3. Whoever was asked anew under the policy answers under it. A policy with the same rules as the one
   before it is no other.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.naming import Pointer
from projections.findings.finding import Finding, in_order, record_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.signing.beside import PolicyChange, policy_changes
from projections.signing.binding import Request


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each policy that met open requests."""
    answered = {answer.sign_off for answer in looked.coverage.sign_offs.answers}
    for change in policy_changes(looked.coverage):
        before = change.regime.replaces
        if before and before.event.rules == change.regime.event.rules:
            continue
        waiting = [each for each in change.open if each.event.sign_off not in answered]
        concerned = list(change.open) if change.differs else waiting
        concerned = [each for each in concerned if not _again(looked, change, each)]
        if concerned:
            yield _finding(looked, change, concerned)


def _again(looked: Looked, change: PolicyChange, old: Request) -> bool:
    """Whether the same person was asked anew under the policy."""
    return any(
        each.human == old.human and change.regime.begins <= each.interval.begin
        for each in looked.coverage.sign_offs.requests
    )


def _finding(looked: Looked, change: PolicyChange, concerned: list[Request]) -> Finding:
    before = (change.regime.replaces.fact,) if change.regime.replaces else ()
    return Finding(
        code=RULE.code,
        severity="medium",
        about=(
            record_named(change.regime.fact),
            *(Pointer("sign_off", each.event.sign_off) for each in concerned),
        ),
        persons=tuple(dict.fromkeys(each.human for each in concerned)),
        records=in_order((*before, change.regime.fact, *(each.fact for each in concerned))),
        sentence=looked.signed.change(change),
        to_do="Ask again under the policy that is in force, or record why the old request stands.",
    )


RULE = Rule(
    code="SIGN04",
    title="The policy changed under an open request",
    severity="medium",
    why=(
        "Whoever signs then signs under rules that nobody had in mind when asking, and another "
        "sign-off may be required that nobody asked for."
    ),
    example="Legal must sign discounts above 15 % from Monday on; the request is from Friday.",
    settle="A new request to the same person under the policy in force.",
    find=find,
)
