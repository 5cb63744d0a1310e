"""SEEN02: no record shows the terms as they are now before somebody whose authority is needed.

1. Whose authority is needed: see `needed`.
2. Which of the wordings that they are needed for the record never shows before them: opened,
   displayed, acknowledged, discussed or authored. What they last saw, and what changed since, is
   told.
3. Whoever never had any terms of the deal before them, or since when nothing changed, is told only
   where they were passed by: a deputy signed for them, or somebody signed beyond the own authority
   where theirs would reach.
4. Grave where one of these wordings is about prices, and they were passed by or the offer is sent.
   Before that their sign-off is still to come, and they may be shown it then.

It is what the record does not show, told with the systems that reported on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from domain.events.clauses import ClauseAdded, ClauseRemoved, ClauseRevised
from domain.values import PRICING
from projections.answers.kinds.process_engagement import Engagement, Engagements
from projections.facts import Fact
from projections.findings.finding import Finding, in_order, named, wording_named
from projections.findings.looked import Looked
from projections.findings.needed import Needed, needed, was_before
from projections.findings.rule import Rule
from projections.sentences.naming import listed, when
from projections.signing.table import Row


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each human, on all wordings that they are needed for and never saw."""
    by_human: dict[str, list[Needed]] = {}
    for each in needed(looked):
        by_human.setdefault(each.human, []).append(each)
    for human, found in by_human.items():
        missing = [each for each in found if not was_before(looked, human, each.row)]
        if missing:
            keys = dict.fromkeys(each.row.wording.key for each in missing)
            engaged = Engagements(looked.knowledge, None, list(keys)).of(human)
            if engaged.changed or any(each.passed_by for each in missing):
                yield _finding(looked, human, missing, engaged)


def _finding(looked: Looked, human: str, found: list[Needed], engaged: Engagement) -> Finding:
    who = looked.name(human)
    rows = list({id(each.row): each.row for each in found}.values())
    because = [fact for each in found for fact in each.because]
    wordings = listed([named(row.wording) for row in rows])
    return Finding(
        code=RULE.code,
        severity="high" if _grave(looked, found, rows) else "medium",
        about=tuple(wording_named(row.wording) for row in rows),
        persons=(human,),
        records=in_order((*(row.wording.fact for row in rows), *because, *_last(engaged))),
        sentence=(
            f"The authority of {who} is needed for {wordings}, and that {who} had the words before "
            f"them is not on record. {_since(engaged)}"
        ),
        to_do=f"Show {who} {wordings}{looked.before_sending(rows[0].proposal)}.",
        not_shown=(looked.knowledge.coverage(human).sentence,),
    )


def _grave(looked: Looked, found: Iterable[Needed], rows: Sequence[Row]) -> bool:
    late = any(each.passed_by or looked.sent(each.row.proposal) for each in found)
    return late and _priced(looked, rows)


def _priced(looked: Looked, rows: Iterable[Row]) -> bool:
    stated = (row.wording.term(looked.moment) for row in rows)
    return any(each and each.term.kind in PRICING for each in stated)


def _last(engaged: Engagement) -> tuple[Fact, ...]:
    return (engaged.last.fact,) if engaged.last else ()


def _since(engaged: Engagement) -> str:
    if engaged.last is None:
        return "That they ever had terms of this deal before them is not on record."
    said = f"They last had terms before them {when(engaged.last.fact.occurred)}"
    events = (each.fact.event for each in engaged.changed)
    clauses = [
        e.clause for e in events if isinstance(e, ClauseAdded | ClauseRevised | ClauseRemoved)
    ]
    changed = listed(dict.fromkeys(f"clause {each}" for each in clauses))
    return f"{said}; since then: {changed}." if engaged.changed else f"{said}."


RULE = Rule(
    code="SEEN02",
    title="Somebody whose authority is needed: no record shows them what changed",
    severity="high",
    why=(
        "The one whose authority matters is asked last, and may say: I was never told. As "
        "long as nothing is sent, that costs a conversation; afterwards it costs the client."
    ),
    example=(
        "The VP was shown P3 in April; the discount for expansion was written in May; a deputy is "
        "about to sign for her."
    ),
    settle="Display the wordings to them (`clause.displayed`), or talk them over and record that.",
    find=find,
)
