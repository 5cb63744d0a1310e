"""The kind `integrity`: "Was anything altered or added later?" (VOCABULARY 6.2).

It is about the records of this deal, not about what they say.

1. Yes when there is a correction or a struck record, whenever it was made; a record made after
   `dispute.opened` of what occurred before it; a late record; or a proof that fails. Else no.
   All of them are listed.
2. After the dispute and late are judged as the marks of evidence are: by the source's time of
   recording where the source is believed, else by the ledger's.
3. Listed, and deciding nothing: what happened after the dispute and was recorded then; what may
   have happened before or after it; late records of an admin's import without a source's time.
   What the ledger writes itself never counts.
4. The proof is of this deal: its stored bytes, their chain, and that they lie in the root at
   `known_at`. A full verify of the ledger is named with its date, or that none is on record.
5. Only what had happened by `effective_at` is judged; corrections and strikes count whenever they
   say that they happened, as they do in every reading.
6. When it is no, what may be an addition and is not shown to be one stands against the answer.

`details`: `corrections` and `struck` as objects; ids of records in `late`, `added_after_dispute`,
`happened_after_dispute`, `order_unknown`, `undated_imports`, `said_by_sender` (a time of recording
that only the sender vouches for); `imports` by credential; `dispute`; `proof` as given.
"""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.draft import Case, Draft, Verdict
from projections.answers.kinds.integrity_finding import IntegrityFinding
from projections.answers.kinds.integrity_telling import Telling
from projections.deal import KnownDeal


def rule(case: Case) -> Draft:
    """The answer to a question of integrity."""
    finding = IntegrityFinding(case.deal, case.beyond.proof(case.deal))
    telling = Telling(finding)
    open_ = finding.evidence(finding.order_unknown)
    also_said = finding.evidence(finding.happened_after_dispute)
    altered = finding.verdict == "yes"
    return Draft(
        verdict=finding.verdict,
        sentence=telling.sentence,
        supports=finding.evidence(finding.deciding),
        opposes=() if altered else open_,
        also_said=(*open_, *also_said) if altered else also_said,
        not_shown=tuple(telling.not_shown),
        would_change=telling.would_change,
        concepts=telling.concepts,
        details=finding.details,
    )


def verdict(case: Case) -> Verdict:
    """The verdict alone."""
    return IntegrityFinding(case.deal, case.beyond.proof(case.deal)).verdict


def read_as(_: Question, deal: KnownDeal) -> str:
    """The question in one plain sentence."""
    return f"Was anything in the records of the deal {deal.id} altered, or added later?"
