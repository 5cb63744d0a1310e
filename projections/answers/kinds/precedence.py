"""The kind `precedence`: "Schedule A and clause 4.2 differ: which one wins?" (VOCABULARY 6.2).

1. Asked is between the documents named and those in which the named clauses stand (in the
   governing wording, else in the current one). Fewer than two: between those that state the items
   named; else the order of all documents of the governing text.
2. The latest stated precedence of documents decides, if its clause, where it names one, is in the
   governing text: stated, with the rule.
3. A document that it does not list is not ranked, and without a stated precedence none is:
   ambiguous, with both readings. The order of all is stated all the same, naming the unranked.
4. A document that is at odds with itself on an item that is named: ambiguous whatever is ranked.
5. Clauses of one document: precedence ranks documents, not clauses. Where they state items apart
   (in and out), the nearer statement decides, and the rule is said; else it is ambiguous.
6. One document or none, and no precedence on record: silent, there is nothing to rank.
7. Words of a clause that speak of precedence, and that nobody stated as an order, decide nothing:
   they are quoted in `also_said`.

`details`: `documents` in question, `order` (the documents ranked, the prevailing one first) with
its `record`, `prevails` (None when nothing does), `rule`, `items` with what each document states.
"""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.draft import Case, Draft, Verdict
from projections.answers.kinds.precedence_finding import PrecedenceFinding
from projections.answers.kinds.precedence_telling import Telling
from projections.deal import KnownDeal


def rule(case: Case) -> Draft:
    """The answer to a question of precedence."""
    finding = PrecedenceFinding(case.deal, case.question)
    telling = Telling(finding)
    return Draft(
        verdict=finding.verdict,
        sentence=telling.sentence,
        supports=telling.evidence.supports,
        opposes=telling.evidence.opposes,
        also_said=telling.evidence.also_said,
        readings=tuple(telling.readings),
        not_shown=tuple(telling.not_shown),
        would_change=telling.would_change,
        concepts=telling.concepts,
        details=telling.details,
    )


def verdict(case: Case) -> Verdict:
    """The verdict alone."""
    return PrecedenceFinding(case.deal, case.question).verdict


def read_as(question: Question, deal: KnownDeal) -> str:
    """The question in one plain sentence."""
    named = [
        *question.documents,
        *(f"clause {clause}" for clause in question.clauses),
    ]
    on = " and ".join(deal.catalogue.title(item) for item in question.items)
    about = f" on {on}" if on else ""
    if len(named) < 2:
        of = f" and where does {named[0]} stand in it" if named else ""
        return f"Which order of precedence of the documents is stated{about}{of}?"
    return f"Which prevails{about}: {', '.join(named[:-1])} or {named[-1]}?"
