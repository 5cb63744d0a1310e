"""The kind `silence`: "Does any document say anything about services not listed?" (VOCABULARY 6.2).

1. Searched are the governing text and all other current wordings, with the clarifications in
   effect; only the named documents where some are named.
2. An item is said something about when a term states it in or out, or what stands above it or below
   it, whether that term's period runs or not; or when heading or words name it (whole words).
3. Free words are said when one heading, sentence or statement has them (`searching`). Free words
   that are a name of an item are the item.
4. Something found: yes, with the exact words. Nothing: silent, with what was searched. Of several
   things only some: partly.
5. A wording that stands no more, and what people said or wrote elsewhere, is no document: it is
   listed and never decides. Files whose content is not in the ledger's clauses were not searched.
6. When silent, what was said elsewhere stands for or against by its direction (6.1); else beside.

`details`: `searched` (by, `proposal`, the wordings, documents and files not searched) and `found`:
per thing asked every place, by record, with `how` (words, scope, above, below) and `state`.
"""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.draft import Case, Draft, Verdict
from projections.answers.kinds.silence_finding import SilenceFinding
from projections.answers.kinds.silence_telling import Telling
from projections.deal import KnownDeal


def rule(case: Case) -> Draft:
    """The answer to a question of silence."""
    finding = SilenceFinding(case.deal, case.question)
    telling = Telling(finding)
    return Draft(
        verdict=finding.verdict,
        sentence=telling.sentence,
        supports=telling.evidence.supports,
        opposes=telling.evidence.opposes,
        also_said=telling.evidence.also_said,
        not_shown=tuple(telling.not_shown),
        would_change=telling.would_change,
        concepts=("silence of the contract", "express terms", "completeness of the text"),
        details=telling.details,
    )


def verdict(case: Case) -> Verdict:
    """The verdict alone."""
    return SilenceFinding(case.deal, case.question).verdict


def read_as(question: Question, deal: KnownDeal) -> str:
    """The question in one plain sentence."""
    items = [f"{deal.catalogue.title(item)} ({item[0]})" for item in question.items]
    words = [f"the words “{question.words}”"] if question.words else []
    where = ", ".join(question.documents) or "any document"
    return f"Does {where} say anything about {' and '.join((*items, *words))}?"
