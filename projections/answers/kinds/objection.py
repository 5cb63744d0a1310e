"""The kind `objection`: "Did anybody object in time?" (VOCABULARY 6.2).

1. What is objected to: the proposal named; else the governing wordings (of the clauses named, or
   all), and what was proposed or drafted after them: that is on the table.
2. An objection is to it when it names such a proposal, or leads to such a wording, also through a
   message or a statement. To an older wording, an older proposal or something else: `also_said`.
3. In time: before the first acceptance without qualifications of the proposal that it is to or that
   holds the wording (under the dispatch and the receipt rule; else before the execution), before
   the stated period ended, and before the moment that is named, if one is. What is not on record
   sets no limit. The stated period is the `objection_until` of the message about the same that was
   sent last and arrived with anybody; its last moment is within it.
4. Yes when one was in time; partly when several clauses are named and there is none to one of them;
   undetermined when that turns on an order that is not known; else silent, saying whether a period
   was ever set. No objection is not consent.
5. `who`: stated with everybody who objected, in time or not; silent when nobody did.
6. `opposes`: objections that were late; of a yes, an acceptance by the same person or party after
   the objection. A refused sign-off or a rejected offer is no objection.
"""

from __future__ import annotations

from collections.abc import Iterator

from projections.answers.asked import Question
from projections.answers.cited import Cited
from projections.answers.draft import Case, Draft, Verdict
from projections.answers.kinds.objection_finding import Objection, ObjectionFinding
from projections.answers.kinds.objection_telling import Telling
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.sentences.naming import listed


def rule(case: Case) -> Draft:
    """The answer to a question of objection."""
    finding = ObjectionFinding(case.deal, case.question)
    telling = Telling(finding)
    cited = _cited(finding)
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
    return ObjectionFinding(case.deal, case.question).verdict


_Found = Iterator[tuple[Fact, Wording | None]]


def _cited(finding: ObjectionFinding) -> Cited:
    cited = Cited()
    match finding.verdict:
        case "stated":
            cited.support(_facts(finding.to_it))
        case "yes":
            cited.support(_facts(finding.standing("in_time")))
            cited.oppose((fact, None) for fact in finding.accepted_after)
        case "undetermined":
            cited.support(_facts(finding.standing("unknown")))
            cited.oppose((fact, None) for fact in finding.accepted)
        case _:
            pass
    cited.oppose(_facts(finding.standing("late")))
    periods = [(each.fact, None) for each in finding.periods]
    if finding.verdict == "yes":
        cited.support(periods)
    cited.also([*_facts(finding.objections), *periods])
    cited.also((fact, None) for fact in finding.accepted)
    return cited


def _facts(objections: list[Objection]) -> _Found:
    return ((each.fact, None) for each in objections)


def read_as(question: Question, deal: KnownDeal) -> str:
    """The question in one plain sentence."""
    named = [deal.person(each) for each in (*question.persons, *question.parties)]
    clauses = listed(f"clause {each}" for each in question.clauses)
    what = clauses if question.clauses else question.proposal or "the governing text"
    of = f" of {question.proposal}" if question.clauses and question.proposal else ""
    limit = "before it was accepted and before any stated period ended"
    if question.before:
        limit += ", and before the moment named"
    if question.ask == "who":
        by = f" ({listed(named, 'or')})" if named else ""
        return f"Who{by} objected to {what}{of}, and was it {limit}?"
    return f"Did {listed(named, 'or') if named else 'anybody'} object to {what}{of} {limit}?"
