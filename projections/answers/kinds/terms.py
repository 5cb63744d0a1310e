"""The kind `terms`: "What price terms were in force on 12 May?" (VOCABULARY 6.2).

1. The governing text at `effective_at`; of a proposal that is named, what its seal holds (over what
   it amends); of a clause that is named, the wording named, else the governing one, else the
   current one, and that it is a draft is said.
2. Of the kinds of term named: what a human stated of these wordings, and what client and seller
   clarified. No kind named: every wording, with or without a term.
3. A wording of which no term is stated, and whose heading or words name the kind, is given in its
   words; what it means was not stated. The other wordings without a term are named.
4. A term outside its period is given, and that it does not speak then is said; so are conditions.
5. What became of the text by then (standing, sign-offs with their authority, sending, formation) is
   said: terms that govern need not be agreed.
6. Nothing of these kinds, or no text: silent.
7. What makes or ends a text, states its words or its terms, and was struck, counts for nothing, and
   is said (`projections.answers.struck`).

`supports` are the wordings, what states their terms, and what makes the text govern; `opposes` what
takes it back or turns it down; `also_said` drafts that differ and numbers of other systems.
`details`: `text` (by, proposal, amendments, standing), `terms` per wording with each term, its
`record`, `in_period`, and per axis what it is `silent` on; `without_term`; `sign_offs`;
`struck`, where anything was.
"""

from __future__ import annotations

from domain.values import PRICING
from projections.answers.asked import Question
from projections.answers.draft import Case, Draft, Verdict
from projections.answers.kinds.terms_finding import TermsFinding
from projections.answers.kinds.terms_telling import Telling
from projections.answers.struck import with_struck
from projections.deal import KnownDeal


def rule(case: Case) -> Draft:
    """The answer to a question of terms."""
    finding = TermsFinding(case.deal, case.question)
    telling = Telling(finding)
    draft = Draft(
        verdict=finding.verdict,
        sentence=telling.sentence,
        supports=telling.evidence.supports,
        opposes=telling.evidence.opposes,
        also_said=telling.evidence.also_said,
        not_shown=tuple(telling.not_shown),
        would_change=telling.would_change,
        concepts=("express terms", "entire agreement", "scope of terms"),
        details=telling.details,
    )
    return with_struck(draft, case.deal, finding.concerned)


def verdict(case: Case) -> Verdict:
    """The verdict alone."""
    return TermsFinding(case.deal, case.question).verdict


def read_as(question: Question, _: KnownDeal) -> str:
    """The question in one plain sentence."""
    kinds = ", ".join(kind.replace("_", " ") for kind in question.terms)
    named = "pricing terms" if question.terms == PRICING else f"{kinds} terms" if kinds else "terms"
    of = f"proposal {question.proposal}" if question.proposal else "the governing text"
    clauses = ", ".join(question.clauses)
    wording = f", wording {question.version}," if question.version else ""
    where = f"clause {clauses}{wording} of {of}" if clauses else of
    return f"What {named} stand in {where}?"
