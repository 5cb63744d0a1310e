"""The kind `precedent`: "How did we treat add-ons for this client before?" (VOCABULARY 6.2).

1. The other deals are all that the reader may see, as known on the same basis, with anything that
   had happened by `effective_at`; a deal whose opening was struck is none. Deals that began after
   this one are among them, and marked. Deals that are not to be seen are not counted either.
2. Each is ruled by the rules of `scope`, on its own governing text and its own parties: in, out,
   partly, ambiguous, undetermined or silent. Its standing is said beside it: what was only offered
   is not what was agreed.
3. Where no item is named, the terms of the kinds named: stated, undetermined where only words of a
   clause name them, or silent.
4. This client's deals and those of others stand apart; a deal with no client on record is with the
   others. How many were silent is counted: silence is no treatment.
5. Always stated, how many of which are silent: also that none speaks on it, or that there is none.
6. What states it, or states it in, supports; what states it out opposes, whichever way most deals
   go; what names it and states nothing stands beside. Each is cited with its deal.

`details`: `this_client` and `other_clients`, each with `counts` by treatment and `deals`: `deal`,
`name`, `client`, `treatment`, `standing`, `governing`, `opened_at`, `began_later`, `clauses` (each
with `version`, `says` and the exact `words`), `withheld`.
"""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.draft import Case, Draft, Verdict
from projections.answers.kinds import scope
from projections.answers.kinds.precedent_finding import PrecedentFinding
from projections.answers.kinds.precedent_telling import Telling, terms_named
from projections.deal import KnownDeal


def rule(case: Case) -> Draft:
    """The answer to a question of precedent."""
    finding = PrecedentFinding(case.deal, case.question, case.beyond.other_deals(case.deal))
    telling = Telling(finding)
    return Draft(
        verdict=verdict(case),
        sentence=telling.sentence,
        supports=finding.evidence("stated", "in"),
        opposes=finding.evidence("out"),
        also_said=finding.evidence("names"),
        not_shown=tuple(telling.not_shown),
        would_change=telling.would_change,
        concepts=("course of dealing", "trade practice", "precedents are no term of this deal"),
        details=telling.details,
    )


def verdict(_: Case) -> Verdict:
    """The verdict alone."""
    return "stated"


def read_as(question: Question, deal: KnownDeal) -> str:
    """The question in one plain sentence."""
    asked = scope.read_as(question, deal) if question.items else _terms(question)
    return f"In the other deals, for this client and for others: {asked}"


def _terms(question: Question) -> str:
    return f"Which {terms_named(question)} terms does the governing text state?"
