"""The kind `process`: "Why did this reach the client without the VP?" (VOCABULARY 6.2).

Stated, as it stood when the proposal asked about (named, else of the governing text) was first
sent; what was not sent, as it stands. Silent only when nothing of the kind is on record.

1. The policy in force then, what it asked for, and whether any rule was about scope.
2. Who had been asked, and how that stood then.
3. Bypassed: what was required and not signed then (also when it was signed afterwards: said so);
   the authority that a signature lacked, with the people who would have had it in the own name;
   whoever signed through a deputy only. People who are named and whom nobody asked are named as
   not asked, with whether the policy asked for their function: bypassed they are only by that.
4. Engagement gaps, of the people named, else of those who were bypassed: since when they had last
   opened, been shown or written any of the terms (signed is not seen), what changed since, what
   they had never seen of what was sent, and when they first dealt with it again.
5. `opposes` runs the opposite: the records by which it did reach those people before it was sent,
   and by which they saw what was sent, but for the one that a gap is counted from.
"""

from __future__ import annotations

from collections.abc import Iterator

from projections.answers.asked import Question
from projections.answers.cited import Cited
from projections.answers.draft import Case, Draft, Verdict
from projections.answers.kinds.process_finding import ProcessFinding
from projections.answers.kinds.process_telling import Telling
from projections.answers.telling import MOST
from projections.clauses import Removal, Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.sentences.naming import listed


def rule(case: Case) -> Draft:
    """The answer to a question of process."""
    finding = ProcessFinding(case.deal, case.question)
    telling = Telling(finding)
    cited = Cited()
    cited.support(_process(finding))
    cited.support(_gaps(finding))
    cited.oppose(_reached(finding))
    cited.support(_authority(finding))
    cited.also((each.fact, None) for each in (finding.later_regime,) if each)
    return Draft(
        verdict=finding.verdict,
        sentence=telling.sentence,
        supports=cited.supports,
        opposes=cited.opposes,
        also_said=cited.also_said,
        not_shown=tuple(telling.not_shown),
        would_change=telling.would_change,
        concepts=tuple(telling.concepts),
        details=telling.details,
    )


def verdict(case: Case) -> Verdict:
    """The verdict alone."""
    return ProcessFinding(case.deal, case.question).verdict


_Found = Iterator[tuple[Fact, Wording | None]]


def _process(finding: ProcessFinding) -> _Found:
    """How it left the house, by which policy, who was asked, and what they said."""
    yield from ((each.fact, None) for each in finding.regimes)
    yield from ((fact, None) for fact in finding.requests)
    yield from ((each.signed.signature.fact, each.signed.wording) for _, each in finding.signed)
    for row, cell in finding.cells:
        if cell.decided:
            yield cell.decided.answer.fact, row.wording
    if finding.sent:
        yield finding.sent, None
    yield from ((fact, None) for fact in finding.arrived[:1])


def _gaps(finding: ProcessFinding) -> _Found:
    """What was last seen, and what changed since."""
    for each in finding.engagements:
        if each.last and each.gap:
            yield each.last.fact, each.last.lead.target.wordings[0].wording
        for change in each.changed:
            yield change.fact, None if isinstance(change, Removal) else change.wording
        if each.again:
            yield each.again.fact, None


def _reached(finding: ProcessFinding) -> _Found:
    """By what it did get to them: what stood with them, and what they saw of what was sent."""
    for each in finding.engagements:
        yield from ((proof.fact, None) for proof in each.reached[-MOST:])
        for proof in each.had[-MOST:]:
            yield proof.fact, proof.lead.target.wordings[0].wording


def _authority(finding: ProcessFinding) -> _Found:
    """The grants and delegations of those who signed."""
    for _, each in finding.signed:
        yield from ((fact, None) for fact in each.signed.judgement.rests_on)


def read_as(question: Question, deal: KnownDeal) -> str:
    """The question in one plain sentence."""
    text = question.proposal or "the governing text"
    clauses = listed(f"clause {each}" for each in question.clauses)
    what = f"{clauses} of {text}" if question.clauses else text
    who = listed((deal.person(each) for each in question.persons), "or")
    without = f" without {who}" if question.persons else ""
    return f"How did {what} leave the house{without}: policy, who was asked, what was bypassed?"
