"""SIGN02: somebody signed beyond, outside or without their authority.

1. Each signature that stands on a wording of the governing text or of the drafts is judged at its
   moment (VOCABULARY 5): `exceeded`, `expired` and `none` are findings. What was corrected of
   a wording since is told, and changes no sign-off.
2. `unknown` is none: no grants are on record, or they cannot be compared. Nothing is said of that.
3. A wording that somebody else signed with the authority is past that, and is not looked at.
4. One finding for each signature, with all the wordings that it was beyond.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.naming import Pointer
from projections.authority import Authority
from projections.findings.finding import Finding, in_order, wording_named
from projections.findings.looked import Looked
from projections.findings.needed import allowed
from projections.findings.rule import Rule
from projections.sentences.naming import listed
from projections.signing.authorised import Authorised
from projections.signing.binding import Signature
from projections.signing.table import Row, Signed

BEYOND: Mapping[Authority, str] = {
    "exceeded": "beyond their authority",
    "expired": "after their authority had ended",
    "none": "without authority over it",
}


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each signature."""
    by_record: dict[str, list[tuple[Row, Signed]]] = {}
    for row, every in looked.signatures:
        standing = [own for own in every if own.of == "this" and own.ended_by is None]
        for own in () if allowed(standing) else standing:
            if own.signed.judgement.authority in BEYOND:
                fact = own.signed.signature.fact
                by_record.setdefault(fact.id, []).append((row, own.signed))
    for found in by_record.values():
        yield _finding(looked, found)


def _finding(looked: Looked, found: list[tuple[Row, Signed]]) -> Finding:
    rows, signed = [row for row, _ in found], [each for _, each in found]
    signature, told = signed[0].signature, Authorised(looked.deal)
    who = looked.name(signature.signer)
    clauses = listed([f"clause {row.wording.clause}" for row in rows])
    judged = dict.fromkeys(told.sentence(each.judgement) for each in signed)
    since = dict.fromkeys(told.sentence(each.right) for each in signed if each.right)
    judged |= dict.fromkeys(f"As corrected since: {each}" for each in since)
    how = dict.fromkeys(BEYOND[each.judgement.authority] for each in signed)
    rests_on = (fact for each in signed for fact in each.judgement.rests_on)
    return Finding(
        code=RULE.code,
        severity="high",
        about=(
            Pointer("record", signature.fact.id),
            *(wording_named(row.wording) for row in rows),
        ),
        persons=(signature.signer,),
        records=in_order((*(row.wording.fact for row in rows), *rests_on, signature.fact)),
        sentence=(
            f"{who} signed off {clauses} of {signature.event.proposal} {listed(how)}. "
            f"{' '.join(judged)}"
        ),
        to_do=_to_do(looked, signature, clauses),
    )


def _to_do(looked: Looked, signature: Signature, clauses: str) -> str:
    then = looked.before_sending(signature.event.proposal)
    return (
        f"Have {clauses} signed off by somebody whose authority reaches as "
        f"far{then}, or record who accepts it as it is, and why."
    )


RULE = Rule(
    code="SIGN02",
    title="A sign-off beyond, outside or without authority",
    severity="high",
    why=(
        "Whoever wants to be rid of an offer looks first for a signature that was not allowed. The "
        "other side believed in it; inside, everybody blames the one who signed."
    ),
    example="A deputy for up to 500,000 USD signs an offer of 640,000 USD.",
    settle="A sign-off of the same wording by somebody with the authority; or who accepts it, why.",
    find=find,
)
