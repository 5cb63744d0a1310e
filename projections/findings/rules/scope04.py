"""SCOPE04: a clause was worded anew, and the term of the wording before was not stated again.

1. A wording of the governing text, or of the drafts, has no stated term, nor does a clarification
   state one for it.
2. A wording of the same clause before it, in the order of time, has one: the latest of these.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.values import PRICING
from projections.clauses import Stated, Wording
from projections.findings.finding import Finding, in_order, named, record_named, wording_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.sentences.naming import spelled
from projections.terms import terms_of


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each wording without the term of the one before."""
    for wording in looked.wordings:
        if not terms_of(looked.deal, wording):
            for before in _before(looked, wording):
                if lost := before.term(looked.moment):
                    yield _finding(wording, before, lost)
                    break


def _before(looked: Looked, wording: Wording) -> Iterator[Wording]:
    """Those before it, the latest first."""
    for each in reversed(looked.knowledge.before_it((wording.clause, wording.number))):
        if found := wording.of.wording(each.key[1]):
            yield found


def _finding(wording: Wording, before: Wording, lost: Stated) -> Finding:
    kind = spelled(lost.term.kind)
    return Finding(
        code=RULE.code,
        severity="high" if lost.term.kind in PRICING else "medium",
        about=(wording_named(wording), record_named(lost.fact)),
        records=in_order((before.fact, lost.fact, wording.fact)),
        sentence=(
            f"A {kind} was stated for {named(before)}. In its place came {named(wording)}, and no "
            "term is stated for that."
        ),
        to_do=f"State the term of {named(wording)}, or record that it has none any more and why.",
    )


RULE = Rule(
    code="SCOPE04",
    title="A term was lost at a re-wording",
    severity="high",
    why=(
        "A term is the meaning of one wording and does not carry over. After a re-wording in a "
        "hurry nobody may have said whether the discount still means what it meant."
    ),
    example=(
        "Clause 4.2 is revised an hour before the sending; its discount of 22 % with its scope was "
        "stated for the wording before, and for this one nothing is."
    ),
    settle="State the term of the new wording (`term.stated`), or record why it has none.",
    find=find,
)
