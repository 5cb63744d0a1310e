"""The kind `knowledge`: "Did the VP know about 4.2 before it went out?" (VOCABULARY 4, 6.2).

1. The wording is the one named, else the governing one, else the current one (`asked_text`).
2. `before` is a moment (`moments`); one of proposals is that of the first that holds the wording.
   A moment that is not on record by then: everything that had happened counts, and it is said so.
3. Yes at `opened` or above; partly at `addressed` to `received`, or when only an earlier wording
   was opened or more; undetermined when that turns on an order, or on which of two wordings was
   meant, that the record does not show; else silent. Rungs are never inferred upwards.
4. Of several people or wordings that are named: alike, else partly. Of a party, or of anybody, one
   is enough. What its people knew is not said to be what the party knew.
5. `who` is stated with everybody on any rung, and `when` with the first record at `opened` or
   above, on an earlier wording where only that was seen; silent where there is none.
6. `opposes`: what those asked about said of it themselves, in words that speak of knowing and
   negate ("I was never told"), unless that very record proves the rung; and messages that failed.
7. `also_said`: what else they or others said of it, what was shown to them of other clauses, and
   what a deputy signed for them, which gives them nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from projections.answers.asked import Question
from projections.answers.cited import Cited
from projections.answers.draft import Case, Draft, Verdict
from projections.answers.kinds.knowledge_finding import KnowledgeFinding
from projections.answers.kinds.knowledge_standing import Standing
from projections.answers.kinds.knowledge_telling import Telling
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.ladder import RANK
from projections.sentences import Sentences
from projections.sentences.naming import listed

MOST_PROOFS = 12
"""Of one person on one wording; the highest first."""


def rule(case: Case) -> Draft:
    """The answer to a question of knowledge."""
    finding = KnowledgeFinding(case.deal, case.question)
    telling = Telling(finding)
    cited = _cited(finding, telling)
    return Draft(
        verdict=finding.verdict,
        sentence=telling.sentence,
        supports=cited.supports,
        opposes=cited.opposes,
        also_said=cited.also_said,
        not_shown=tuple(telling.missing.entries),
        would_change=telling.would_change,
        concepts=tuple(telling.concepts),
        details=telling.details,
    )


def verdict(case: Case) -> Verdict:
    """The verdict alone."""
    return KnowledgeFinding(case.deal, case.question).verdict


_Found = Iterator[tuple[Fact, Wording | None]]


def _cited(finding: KnowledgeFinding, telling: Telling) -> Cited:
    cited = Cited()
    denials = {fact.id for fact, denies in finding.sayings if denies}
    for standing in finding.standings:
        for proof, wording in standing.deciding:
            cited.support(_with_message(proof.fact, wording, telling))
    cited.oppose((fact, None) for fact, _ in finding.sayings if fact.id in denials)
    cited.oppose(
        (proof.failed, None)
        for standing in finding.standings
        for proof in standing.reached.proofs
        if proof.failed
    )
    for standing in finding.standings:
        cited.support(_every(standing, telling))
    cited.also((fact, None) for fact, _ in finding.sayings)
    cited.also((fact, None) for fact in (*finding.naming, *finding.for_them))
    for standing in finding.standings:
        if finding.question.persons and standing.verdict != "yes":
            shown = finding.otherwise_shown(standing)
            cited.also((p.fact, p.lead.target.wordings[0].wording) for p in shown)
    return cited


def _every(standing: Standing, telling: Telling) -> _Found:
    """What else proves something, the highest first."""
    proofs = sorted(
        standing.reached.proofs, key=lambda p: -RANK[p.rung_by(standing.reached.moment)]
    )
    for proof in proofs[:MOST_PROOFS]:
        yield from _with_message(proof.fact, standing.asked.wording, telling)


def _with_message(fact: Fact, wording: Wording, telling: Telling) -> _Found:
    yield fact, wording
    if message := telling.message_of(fact):
        yield message, wording


def read_as(question: Question, deal: KnownDeal) -> str:
    """The question in one plain sentence."""
    named = [deal.person(each) for each in (*question.persons, *question.parties)]
    what = listed(f"clause {each}" for each in question.clauses)
    if question.version is not None:
        what += f", wording {question.version},"
    if question.proposal and question.clauses:
        what = f"{what} of {question.proposal}"
    elif not question.clauses:
        what = question.proposal or "the governing text"
    before = _before(question, deal)
    match question.ask:
        case "who":
            of = f" of {listed(named, 'or')}" if named else ""
            return f"Who{of} knew about {what}{before}?"
        case "when":
            return f"When did {listed(named) if named else 'anybody'} first see {what}{before}?"
        case _:
            return f"Did {listed(named) if named else 'anybody'} know about {what}{before}?"


def _before(question: Question, deal: KnownDeal) -> str:
    moment = question.before
    if moment is None:
        return ""
    named = moment.at or (moment.proposal and f"the seal of {moment.proposal}")
    fact = next((f for f in deal.facts.counted if f.id == moment.record), None)
    if fact is not None:
        named = f"“{Sentences(deal).of(fact)}”"
    return f" before {named or f'the first {moment.event} that fits'}"
