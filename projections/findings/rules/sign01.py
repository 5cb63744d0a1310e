"""SIGN01: somebody signed an older wording, and not the one that stands now.

1. A required sign-off of a wording is stale (VOCABULARY 5): grave where the wording governs.
2. So is a signature that nobody required. Either that or a wording in the drafts is less grave, and
   both together least.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.naming import Pointer
from projections.findings.finding import Finding, in_order, named, wording_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.signing.binding import Signature
from projections.signing.table import Row, Signed


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each wording and each signature on an older one."""
    for row in looked.rows:
        required = [cell.signed for cell in row.cells if cell.state == "stale" and cell.signed]
        for signed in _once(required):
            yield _finding(looked, row, signed, required=True)
        beyond = [each.signed for each in row.beyond if each.state == "stale" and each.signed]
        for signed in _once(beyond):
            if signed.signature not in {each.signature for each in required}:
                yield _finding(looked, row, signed, required=False)


def _once(found: list[Signed]) -> list[Signed]:
    return list({each.signature: each for each in found}.values())


def _finding(looked: Looked, row: Row, signed: Signed, *, required: bool) -> Finding:
    signature = signed.signature
    older = signed.wording
    who = looked.name(signature.whose)
    rests = f"{named(row.wording)} {'governs' if row.governs else 'stands in the drafts'}"
    return Finding(
        code=RULE.code,
        severity=("low", "medium", "high")[required + row.governs],
        about=(wording_named(row.wording), Pointer("sign_off", signature.event.sign_off)),
        persons=(signature.whose,),
        records=in_order((*((older.fact,) if older else ()), signature.fact, row.wording.fact)),
        sentence=(
            f"{who} signed off wording {signed.number} of clause {row.wording.clause}, and "
            f"{rests}: no sign-off of it by {who} is on record."
        ),
        to_do=_to_do(looked, row, signature),
    )


def _to_do(looked: Looked, row: Row, signature: Signature) -> str:
    who = looked.name(signature.whose)
    return f"Show {who} what changed, and ask for a sign-off of wording {row.wording.number}."


RULE = Rule(
    code="SIGN01",
    title="A sign-off is stale",
    severity="high",
    why=(
        "A sign-off binds to the exact words that were signed. After a re-wording the organisation "
        "believes that the offer was approved, and nobody approved what it says."
    ),
    example="Deal desk signs clause 4.2; the next day it is re-worded, sealed again and sent.",
    settle="A sign-off of the wording that stands now, by the same person or for them.",
    find=find,
)
