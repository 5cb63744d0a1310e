"""GAP01: what the record does not show of somebody may lie in a time without coverage.

1. No record shows a wording before somebody whose authority is needed (see SEEN02), by the sending
   of the offer where it was sent: what they were shown afterwards does not answer that.
2. Between that wording and the sending of the offer (or now) a system that reports on them did not,
   or none did at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from domain.occurrence import Interval
from projections.findings.finding import Finding, in_order, record_named, wording_named
from projections.findings.looked import Looked
from projections.findings.needed import Needed, needed, was_before
from projections.findings.rule import Rule
from projections.proposals import first
from projections.sentences.naming import listed
from projections.signing.table import Row
from projections.sources import Coverage


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each human, on all wordings that are concerned."""
    by_human: dict[str, dict[int, Needed]] = {}
    for each in needed(looked):
        if not was_before(looked, each.human, each.row, _end(looked, each.row)):
            by_human.setdefault(each.human, {}).setdefault(id(each.row), each)
    for human, found in by_human.items():
        window = _window(looked, found.values())
        coverage = looked.knowledge.coverage(human, window)
        if coverage.gaps or not coverage.connected:
            yield _finding(looked, human, list(found.values()), coverage)


def _window(looked: Looked, found: Iterable[Needed]) -> Interval:
    """From the first of the wordings to the sending of the last of them, or to the moment asked."""
    rows = [each.row for each in found]
    begin = min(row.wording.interval.begin for row in rows)
    return Interval(begin, max(begin, *(_end(looked, row) for row in rows)))


def _end(looked: Looked, row: Row) -> datetime:
    sent = looked.sent(row.proposal)
    return first(sent).interval.end if sent else looked.moment


def _finding(looked: Looked, human: str, found: list[Needed], coverage: Coverage) -> Finding:
    who = looked.name(human)
    wordings = [each.row.wording for each in found]
    clauses = listed([f"clause {each.clause}" for each in wordings])
    gaps = in_order(each.fact for each in coverage.gaps)
    because = (fact for each in found for fact in each.because)
    return Finding(
        code=RULE.code,
        severity="medium" if gaps else "low",
        about=(*map(wording_named, wordings), *map(record_named, gaps)),
        persons=(human,),
        records=in_order((*(each.fact for each in wordings), *because, *gaps)),
        sentence=(
            f"Whether {who} was shown {clauses}{_by_then(looked, found)} would rest on a "
            f"time that is not covered. {coverage.sentence}"
        ),
        to_do="Look into the system that did not report, for that time, and record what is there.",
        not_shown=(f"What {who} was shown of {clauses} in that time.",),
    )


def _by_then(looked: Looked, found: list[Needed]) -> str:
    sent = any(looked.sent(each.row.proposal) for each in found)
    return " before the offer was sent" if sent else ""


RULE = Rule(
    code="GAP01",
    title="A verdict would rest on a time without coverage",
    severity="medium",
    why=(
        "Silence of a system that did not report says nothing. What was said there may decide, and "
        "it can be looked up as long as that system keeps it."
    ),
    example="Chat did not report on 5 and 6 May, when clause 4.2 was talked about.",
    settle="The records of that time, brought in late and marked so; or who accepts the gap.",
    find=find,
)
