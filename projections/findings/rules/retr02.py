"""RETR02: a retraction without a recorded instruction, or by who never signed what is retracted.

1. Nobody's instruction is on record: neither `instructed_by` nor a `retraction.instructed` that it
   follows. Whoever signed the proposal themselves needs none, nor does what was not sent yet.
2. Who instructed never signed the proposal, nor did anybody for them with their knowledge: a
   deputy's signature is told, and gives its principal nothing (VOCABULARY 4).
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
from projections.signing.binding import Signature


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each retraction."""
    by_proposal = _signatures(looked) if looked.retractions else {}
    for clocks, each in looked.retractions:
        signed = by_proposal.get(clocks.proposal.id, [])
        signers = {signature.signer for signature in signed}
        by = _instructing(looked, each)
        if not by:
            sent = each.timed.moment != "before_sending"
            if sent and looked.people.human(each.fact.actor) not in signers:
                yield _without(looked, clocks, each)
        elif unsigned := [person for person in by if person not in signers]:
            yield _never_signed(looked, clocks, each, unsigned, signed)


def _signatures(looked: Looked) -> dict[str, list[Signature]]:
    found: dict[str, list[Signature]] = {}
    for answer in looked.coverage.sign_offs.answers:
        if answer.kind == "signed" and (signature := answer.signature):
            found.setdefault(signature.event.proposal, []).append(signature)
    return found


def _instructing(looked: Looked, found: Retraction) -> list[str]:
    named = [each.fact.actor for each in found.instructions]
    own = found.fact.entry.envelope.instructed_by
    humans = map(looked.people.human, [*([own] if own else []), *named])
    return list(dict.fromkeys(each for each in humans if each))


def _without(looked: Looked, clocks: ProposalClocks, found: Retraction) -> Finding:
    who = looked.name(found.fact.actor)
    return _finding(
        clocks,
        found,
        (looked.people.canonical(found.fact.actor),),
        (),
        f"{who} retracted {clocks.proposal.id}, {when(found.fact.occurred)}; that anybody "
        "instructed it is not on record.",
        "Record who instructed it (`retraction.instructed`), and why.",
    )


def _never_signed(
    looked: Looked,
    clocks: ProposalClocks,
    found: Retraction,
    people: list[str],
    signed: list[Signature],
) -> Finding:
    who = listed(looked.name(each) for each in people)
    said = (
        f"{who} had {clocks.proposal.id} retracted, {when(found.fact.occurred)}; a sign-off of it "
        f"by {who} is not on record."
    )
    signers = dict.fromkeys(each.signer for each in signed)
    if signers:
        said += f" Signed by: {listed(looked.name(each) for each in signers)}"
        principals = {each.whose for each in signed} & set(people)
        said += " (a deputy signed for them)." if principals else "."
    return _finding(
        clocks,
        found,
        tuple(people),
        tuple(each.fact for each in signed),
        said,
        "Record on what authority it was taken back, and tell those who had signed it.",
    )


def _finding(
    clocks: ProposalClocks,
    found: Retraction,
    persons: tuple[str, ...],
    more: tuple[Fact, ...],
    sentence: str,
    to_do: str,
) -> Finding:
    instructions = (each.fact for each in found.instructions)
    return Finding(
        code=RULE.code,
        severity="medium",
        about=(Pointer("proposal", clocks.proposal.id), record_named(found.fact)),
        persons=persons,
        records=in_order((*more, *instructions, found.fact)),
        sentence=sentence,
        to_do=to_do,
    )


RULE = Rule(
    code="RETR02",
    title="A retraction without an instruction or a sign-off by who instructed it on record",
    severity="medium",
    why=(
        "Whoever executes a retraction answers for it towards the client. Without an instruction "
        "on record they stand there alone; and what others signed is taken back by somebody else."
    ),
    example="The salesperson retracts P7, told to by the VP, for whom only a deputy had signed.",
    settle="The instruction as a record, with its reason; and who of the signers agreed to it.",
    find=find,
)
