"""The kind `retraction`: "Was the offer retracted before the client accepted?" (VOCABULARY 6.2).

Of a person named, the retractions count that the person instructed or executed; others are beside.

1. Asked about is the proposal named; else, for clauses, the proposal that the governing text has
   each from where it was retracted, else the latest that was retracted with or of that clause;
   else the governing text's proposal. Who, when and why, of a governing text that nobody
   retracted, are said of what was retracted; so is whether, where nothing was sealed or sent.
2. Silent when no retraction of it is on record: an instruction alone is none, and is named; so are
   retractions of other proposals.
3. Yes when all of it was retracted, partly when only some of it was. A retraction of the whole
   proposal is one of each clause that it holds; retractions of every clause are one of the whole.
4. "Before the client accepted": a retraction counts when it was received; the acceptance (the
   first without qualifications, or the one named) by the dispatch rule and by the receipt rule
   (`projections.counting`). Before it under both is yes, after it under both is no, else it is
   undetermined. Never accepted by then is yes, and said so. Where only an executed agreement is on
   record, that is taken for the acceptance.
5. Before another moment: by the interval in which the retraction counts; overlapping is
   undetermined, within a written time is not before it.
6. Parts that differ: undetermined when one is; partly when one is a yes; else no.
7. The retraction and its instruction support, and the acceptance opposes; where it is a no
   because of the acceptance, it is the other way round. Reliance, sending, arrival and what else
   became of the offer are named beside. Which rule holds is for the law, and no law is applied.
8. A retraction, instruction, acceptance or execution of what is asked about that was struck counts
   for nothing, and is said (`projections.answers.struck`).

`details`: `parts` with `proposal`, `clause` (null: all of it, or the rest) and `outcome` (`none`,
`retracted`, `before`, `after`, `unknown`); `retractions` as the reading `clocks` shows them;
`not_followed`, `reliance` and `elsewhere` (retractions of other proposals) as ids; `governing_law`;
`struck`, where anything was.
"""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.draft import Case, Draft, Verdict
from projections.answers.kinds.retraction_finding import RetractionFinding
from projections.answers.kinds.retraction_telling import Telling
from projections.answers.struck import with_struck
from projections.deal import KnownDeal
from projections.sentences.naming import listed

_ASKED = {
    "who": "Who decided that {} be retracted, and who did it?",
    "when": "When was {} retracted{}?",
    "why": "Why was {} retracted{}?",
}


def rule(case: Case) -> Draft:
    """The answer to a question of retraction."""
    finding = RetractionFinding(case.deal, case.question)
    telling = Telling(finding)
    supports, opposes, also_said = finding.evidence
    draft = Draft(
        verdict=finding.verdict,
        sentence=telling.sentence,
        supports=supports,
        opposes=opposes,
        also_said=also_said,
        not_shown=tuple(telling.not_shown),
        would_change=telling.would_change,
        concepts=tuple(telling.concepts),
        details=telling.details,
    )
    return with_struck(draft, case.deal, finding.concerned)


def verdict(case: Case) -> Verdict:
    """The verdict alone."""
    return RetractionFinding(case.deal, case.question).verdict


def read_as(question: Question, deal: KnownDeal) -> str:
    """The question in one plain sentence."""
    what = question.proposal or "the offer"
    if question.clauses:
        several = "s" if len(question.clauses) > 1 else ""
        of = f" of {question.proposal}" if question.proposal else ""
        what = f"clause{several} {listed(question.clauses)}{of}"
    persons = question.persons
    by = f" by {listed(map(deal.person, persons))}" if persons else ""
    if question.ask in _ASKED:
        return _ASKED[question.ask].format(what, by)
    return f"Was {what} retracted{by}{_before(question)}?"


def _before(question: Question) -> str:
    moment = question.before
    if moment is None:
        return ""
    record = f" (record {moment.record})" if moment.record else ""
    if moment.event == "proposal.accepted":
        return f" before it was accepted{record}"
    if moment.event:
        return f" before {moment.event}{record}"
    named = moment.at or (f"proposal {moment.proposal}" if moment.proposal else None)
    return f" before {named or f'record {moment.record}'}"
