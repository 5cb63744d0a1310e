"""SCOPE01: prices say nothing about something that is likely to be ordered.

1. A wording of the governing text, or of the drafts, with a stated pricing term, be it by a
   clarification, is looked at.
2. It is silent on an item where the terms of prices of the whole text, read together, are: what
   another clause rules on is no silence, nor is what a term states for a time that is not now.
3. Silence on expansion is grave; on the others less so.
4. It is bound to the wording, to the record of its term, and to each item left silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.naming import Pointer
from domain.values import PRICING
from projections.catalogue import Item
from projections.clauses import Stated, Wording
from projections.findings.finding import Finding, in_order, record_named, wording_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.sentences.naming import listed, spelled
from projections.terms import terms_of

LIKELY: tuple[Item, ...] = (
    ("orders", "expansion"),
    ("orders", "renewal"),
    ("beneficiaries", "affiliates"),
    ("quantity", "additional"),
)
_PLAINLY = {
    ("orders", "expansion"): "expansion (services or licences added later)",
    ("orders", "renewal"): "renewals",
    ("beneficiaries", "affiliates"): "affiliates of the client",
    ("quantity", "additional"): "additional quantities",
}


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each wording with a price on which its text leaves something silent."""
    for wording in looked.wordings:
        every = terms_of(looked.deal, wording)
        stated = next((each for each in every if each.term.kind in PRICING), None)
        if stated:
            silent = _silent(looked, wording)
            if silent:
                yield _finding(wording, stated, silent)


def _silent(looked: Looked, wording: Wording) -> list[Item]:
    rules = looked.pricing(wording)
    return [item for item in LIKELY if rules.on(item).state == "silent"]


def _finding(wording: Wording, stated: Stated, silent: list[Item]) -> Finding:
    what = listed([_PLAINLY[item] for item in silent], "or")
    kind = spelled(stated.term.kind)
    return Finding(
        code=RULE.code,
        severity="high" if ("orders", "expansion") in silent else "medium",
        about=(
            wording_named(wording),
            record_named(stated.fact),
            *(Pointer("topic", item) for _, item in silent),
        ),
        records=in_order((wording.fact, stated.fact)),
        sentence=(
            f"The {kind} of clause {wording.clause} (wording {wording.number}) says nothing about "
            f"{what}, and no other term of prices does."
        ),
        to_do=(
            f"Say in the clause, and in its term, whether it is meant for {what}; or settle the "
            "finding with the reason why it stays open."
        ),
        not_shown=tuple(f"A statement of scope on {_PLAINLY[item]}." for item in silent),
    )


RULE = Rule(
    code="SCOPE01",
    title="Prices are silent on what is likely to be ordered",
    severity="high",
    why=(
        "What a price says nothing about is neither in nor out. Whoever orders it later will "
        "read it one way, and whoever sells it the other."
    ),
    example=(
        "A discount of 22 % for the platform; whether it holds for services that are added later, "
        "for renewals, for affiliates or for more licences stands nowhere."
    ),
    settle=(
        "State in or out for each of them, in a new wording or as a term of this one; or record "
        "who accepts the silence and why."
    ),
    find=find,
)
