"""The kind `changes`: "What changed between P3 and P7?" (VOCABULARY 6.2).

1. `from` and `to` with a proposal compare what it holds, as sealed (over what it amends); of a
   proposal alone, what it amends or was sealed before it, and itself. Moments named the other way
   round are read in the order of time, and that is said.
2. Other moments are times (`changes_between`): the drafts are compared, and counted are the records
   that changed them between the two. A change that was taken back is a change. Nothing named:
   since the first seal; of clauses named, all of their history.
3. A change is a wording added, revised or removed, a term that replaces another of the same
   wording, a clarification in effect, and what a seal in between holds otherwise than the drafts
   or the text before. A first term, a precedence, a correction or a strike is named beside it.
4. Whether: yes with the records; no, naming the last change before; undetermined when all that
   could be a change has no known order to the moment. The first wording of a clause is no change of
   it, where since when is not asked. No clause on record at all: silent.
5. What: stated, with the exact words at both ends, who acted, drafted and asked for it, who was
   shown it and who not, and whose sign-off it left behind. Who: stated; silent when nobody did.
6. Why: stated with the reasons recorded and who asked for it; silent when no record gives either,
   naming who acted and drafted. A reason is never inferred.
7. A moment that is not on record by then, or a proposal without a seal: silent. An event type is
   the first record of it; where there are later ones, the answer for the last is said too.
8. A sign-off binds what was sealed: where the drafts had left that when it was given, it is said.

`details`: `from`, `to` (moments resolved; None is the beginning or the basis), `clauses` as the
reading `changes` prints a row's `change`, wordings, `words`, `term`; `records` of changes with who
acted, drafted, asked, and the reason; `order_unknown`; `not_in_it` (recorded too late to be in the
later seal); `left_out` by a seal; `sign_offs` left behind.
"""

from __future__ import annotations

from projections.answers.asked import Moment, Question
from projections.answers.draft import Case, Draft, Verdict
from projections.answers.kinds.changes_citing import Citing
from projections.answers.kinds.changes_finding import ChangesFinding
from projections.answers.kinds.changes_telling import Telling
from projections.deal import KnownDeal


def rule(case: Case) -> Draft:
    """The answer to a question of changes."""
    finding = ChangesFinding(case.deal, case.question)
    telling, citing = Telling(finding), Citing(finding)
    evidence = citing.evidence
    return Draft(
        verdict=finding.verdict,
        sentence=telling.sentence,
        supports=evidence.supports,
        opposes=evidence.opposes,
        also_said=evidence.also_said,
        not_shown=tuple(citing.not_shown),
        would_change=telling.would_change,
        concepts=("modification of terms", "approval of the exact wording"),
        details=citing.details,
    )


def verdict(case: Case) -> Verdict:
    """The verdict alone."""
    return ChangesFinding(case.deal, case.question).verdict


_ASKS = {
    "whether": "Did {what} change{when}?",
    "who": "Who changed {what}{when}, and at whose request?",
    "why": "Why was {what} changed{when}, by the reasons recorded?",
    "what": "What changed{of}{when}?",
}


def read_as(question: Question, _: KnownDeal) -> str:
    """The question in one plain sentence."""
    clauses = " and ".join(f"clause {clause}" for clause in question.clauses)
    proposal = f"proposal {question.proposal}" if question.proposal else ""
    what = " of ".join(each for each in (clauses, proposal) if each)
    named = {
        "from": question.from_moment,
        "after": question.after,
        "to": question.to_moment,
        "before": question.before,
    }
    when = "".join(f" {word} {_said(moment)}" for word, moment in named.items() if moment)
    of = f" in {what}" if what else ""
    return _ASKS[question.ask or "what"].format(what=what or "anything", of=of, when=when)


def _said(moment: Moment) -> str:
    if moment.record:
        return f"record {moment.record}"
    return moment.at or moment.proposal or f"the first {moment.event}"
