"""The kind `scope`: "Was the discount meant to cover expansion services?" (VOCABULARY 6.2).

1. The stated terms of the governing text, of the kinds named, decide (`ruling`); where clauses are
   named, theirs alone, of the wordings that `asked_text` takes.
2. In gives yes, out gives no; a condition or a descendant ruled otherwise gives partly; documents
   or statements that differ without precedence give ambiguous.
3. A term outside its period does not speak: silent, naming its dates.
4. No statement at all: undetermined when words or heading of a clause of those kinds, or of one
   with no stated term, name the item; else silent.
5. Several axes: any out gives no; all in, said by one term, gives yes; else the first of
   silent, undetermined, ambiguous, partly.
6. Statements of intent are listed, and never decide.
"""

from __future__ import annotations

from domain.values import PRICING
from projections.answers.asked import Question
from projections.answers.draft import Case, Draft, Verdict
from projections.answers.kinds.scope_finding import ScopeFinding
from projections.answers.kinds.scope_telling import Telling
from projections.deal import KnownDeal
from projections.sentences.naming import listed


def rule(case: Case) -> Draft:
    """The answer to a question of scope."""
    finding = ScopeFinding(case.deal, case.question)
    telling = Telling(finding)
    supports, opposes = finding.evidence("in"), finding.evidence("out")
    if finding.verdict == "no":
        supports, opposes = opposes, supports
    if finding.precedence and any(i.ruling.rule == "precedence" for i in finding.items):
        supports = [*supports, telling.precedence_cited]
    return Draft(
        verdict=finding.verdict,
        sentence=telling.sentence,
        supports=tuple(supports),
        opposes=tuple(opposes),
        also_said=tuple(finding.evidence("also_said")),
        readings=tuple(telling.readings),
        not_shown=tuple(telling.not_shown),
        would_change=telling.would_change,
        concepts=tuple(telling.concepts),
    )


def verdict(case: Case) -> Verdict:
    """The verdict alone."""
    return ScopeFinding(case.deal, case.question).verdict


def read_as(question: Question, deal: KnownDeal) -> str:
    """The question in one plain sentence."""
    catalogue = deal.catalogue
    titles = " and ".join(f"{catalogue.title(item)} ({item[0]})" for item in question.items)
    named = ", ".join(kind.replace("_", " ") for kind in question.terms) or "stated"
    terms = "pricing" if question.terms == PRICING else named
    of_clauses = listed(f"clause {each}" for each in question.clauses)
    text = of_clauses if question.clauses else "the governing text"
    return f"Are {titles} in the scope of the {terms} terms of {text}?"
