"""How well the bank is read: right, half, unread, wrong, per kind and half.

`python -m tests.questions.measure` prints it, and what failed; of the part that is held back,
only numbers.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from domain.occurrence import Occurrence, moment_text
from domain.record import parse
from projections.answers.asked import Question as Read
from projections.answers.asked import QuestionNotRead
from projections.answers.known import Known
from projections.answers.question import read
from projections.answers.words import fillers
from projections.basis import Asked, resolve
from projections.deal import KnownDeal
from projections.facts import Fact
from tests.projections.given import Given
from tests.questions.bank import (
    HALVES,
    HELD_BACK,
    KINDS,
    Half,
    Question,
    Reading,
    deals,
    questions,
    unreadable,
)

Mark: TypeAlias = Literal["right", "half", "unread", "wrong"]
MARKS: tuple[Mark, ...] = ("right", "half", "unread", "wrong")
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Measured:
    """One question of the bank, how it was read, and what that is worth."""

    asked: Question
    read: tuple[Read, ...]
    refused: str
    mark: Mark


@cache
def ledger(path: Path | None = None) -> Given:
    """All records of the bank (or of one file), as one ledger takes them."""
    paths = [path] if path else list(deals().values())
    given = Given(())
    for each in paths:
        given = _more(given, each)
    return given


def _more(given: Given, path: Path) -> Given:
    records = [parse(line) for line in path.read_bytes().splitlines()]
    given.add(records)
    return given


def known(deal: str, path: Path, now: datetime = NOW, *, timed: bool = False) -> Known:
    """The names of a deal, as known at `now`; `timed`: a time is sent beside the question."""
    given = ledger(path)
    own = [entry for entry in given.entries if entry.record.deal == deal]
    shared = [entry for entry in given.entries if entry.record.deal is None]
    return Known(KnownDeal(deal, own, shared, resolve(given, own, now, Asked())), timed=timed)


def measured(asked: Question) -> Measured:
    """Reads one question of the bank."""
    now = datetime.fromisoformat(asked.asked_at) if asked.asked_at else NOW
    names = known(asked.deal, deals()[asked.deal], now, timed=bool(asked.given))
    try:
        found = read(asked.question, names)
    except QuestionNotRead as refused:
        return Measured(asked, (), str(refused), "unread")
    return Measured(asked, found, "", _mark(asked, found, names))


def _mark(asked: Question, found: tuple[Read, ...], names: Known) -> Mark:
    same = [[_same(each, one, asked, names) for one in found] for each in asked.expected]
    if all(map(any, same)) and len(found) == len(asked.expected):
        return "right"
    singles = asked.accepted if len(asked.expected) > 1 else (*asked.expected, *asked.accepted)
    fits = [any(_same(each, one, asked, names) for each in singles) for one in found]
    if fits == [True]:
        return "right"
    return "half" if len(found) == 2 and any(fits) else "wrong"


def _same(expected: Reading, found: Read, asked: Question, names: Known) -> bool:
    """Whether the reading is that one, once the times that were sent beside the words have won."""
    facts = {fact.id: fact for fact in names.deal.facts.counted}
    effective = asked.given.get("effective_at", found.effective_at)
    known_at = asked.given.get("known_at", found.known_at)
    wanted_at = expected.known_at
    record = f"record:{wanted_at['record']}" if isinstance(wanted_at, dict) else wanted_at
    if (found.kind, known_at) != (expected.kind, record):
        return False
    zone = names.deal.zone
    return any(
        _fits(parameters, found.parameters) and _time(at, zone) == _time(effective, zone)
        for parameters, at in _forms(dict(expected.parameters), expected.effective_at, facts)
    )


def _fits(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    one, other = _plain(wanted), _plain(found)
    return _words_fit(one.pop("words", ""), other.pop("words", "")) and one == other


def _words_fit(wanted: str, found: str) -> bool:
    """Free words are right when they hold the wanted ones, and only filling words beside."""
    left = f" {' '.join(found.split())} ".replace(f" {wanted} ", " ", 1) if wanted else found
    return set(left.split()) <= fillers.WORDS and bool(wanted) == bool(found)


def _plain(parameters: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for name, value in parameters.items():
        plain = sorted(map(str, value)) if isinstance(value, list) else value
        found[name] = str(plain).casefold() if name == "words" else plain
    return found


def _forms(
    parameters: dict[str, Any], at: Any, facts: Mapping[str, Fact]
) -> Iterable[tuple[dict[str, Any], str | None]]:
    """The same reading said in the ways that README.md calls the same."""
    moment = at
    if isinstance(at, dict):
        fact = facts[at["record"]]
        moment = fact.occurred.sent
    yield parameters, moment
    before = parameters.get("before", {})
    if isinstance(before, dict) and "record" in before and at is None:
        left = {name: value for name, value in parameters.items() if name != "before"}
        begin = facts[before["record"]].interval.begin - timedelta(microseconds=1)
        yield left, moment_text(begin)
    if "after" in parameters:
        left = {name: value for name, value in parameters.items() if name != "after"}
        yield left | {"from": parameters["after"]}, moment


def _time(at: str | None, zone: str) -> object:
    if at is None or len(at) == 10:
        return at
    return Occurrence.of(at).interval(zone).end


def report(half: Half) -> tuple[dict[str, Counter[Mark]], list[Measured]]:
    """The marks by kind, and everything that was measured."""
    by_kind: dict[str, Counter[Mark]] = defaultdict(Counter)
    found = [measured(each) for each in questions(half)]
    for each in found:
        by_kind[each.asked.expected[0].kind][each.mark] += 1
    return by_kind, found


def answered_though_unreadable(half: Half) -> list[tuple[str, tuple[Read, ...]]]:
    """The questions that had to be refused, and were read."""
    found = []
    for each in unreadable(half):
        try:
            found.append((each.question, read(each.question, known(each.deal, deals()[each.deal]))))
        except QuestionNotRead:
            continue
    return found


def share(marks: Counter[Mark]) -> float:
    """The share that is read right; a needless second reading counts half."""
    return (marks["right"] + marks["half"] / 2) / max(1, sum(marks.values()))


def told() -> Iterator[str]:
    """The report, line by line; of what is held back numbers only."""
    for half in HALVES:
        by_kind, found = report(half)
        yield f"half {half}" + "".join(f"{mark:>8}" for mark in MARKS)
        for kind in KINDS:
            yield f"  {kind:14}" + "".join(f"{by_kind[kind][mark]:6}  " for mark in MARKS)
        total = sum(by_kind.values(), Counter[Mark]())
        marks = "".join(f"{total[mark]:6}  " for mark in MARKS)
        yield f"  {'all':14}{marks} {share(total):.1%}"
        wrongly = answered_though_unreadable(half)
        yield f"  unreadable, and read all the same: {len(wrongly)} of {len(unreadable(half))}"
        if half != HELD_BACK:
            yield from (f"   READ {asked} {list(map(_shown, as_))}" for asked, as_ in wrongly)
            yield from _failures(found)


def _failures(found: list[Measured]) -> Iterator[str]:
    for each in found:
        if each.mark != "right":
            yield f"   {each.mark:6} {each.asked.id}: {each.asked.question}"
            yield f"          {each.refused or list(map(_shown, each.read))}"
            yield f"          expected {each.asked.expected}"


def _shown(one: Read) -> object:
    return one.kind, one.parameters, one.effective_at, one.known_at


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in told())
