"""The sign-off policy: which was in force when, and whose sign-off it asks for (VOCABULARY 2.7).

1. The latest by `from`, then position, of those that had begun replaces the ones before, for the
   whole organisation. No policy is in force before it was published, whatever its `from` says.
2. A rule applies to a wording by its stated term: the kind; the item in scope, by the nearest
   statement on it or above it, or by one below it; the value above the rule's. What a rule leaves
   out applies to all.
3. Where the term that a rule asks about, or its value in that measure, is not stated, nobody can
   say whether it applies: that is neither a yes nor a no.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.events.organisation import PolicyPublished, PolicyRule, RuleCondition
from domain.values import Function, Term
from projections.catalogue import Catalogue, Item
from projections.facts import Fact
from projections.signing.measures import exceeds

Applies = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Regime:
    """A policy in force from a moment until the next regime begins."""

    begins: datetime
    fact: Fact
    event: PolicyPublished
    replaces: Regime | None

    @property
    def about_scope(self) -> bool:
        """Whether any of its rules asks about scope."""
        return any(rule.when.axis or rule.when.item for rule in self.event.rules)


@dataclass(frozen=True, slots=True)
class Asked:
    """A function whose sign-off a policy asks for, by the numbers of its rules, counted from 1."""

    function: Function
    rules: tuple[int, ...]


class Policies:
    """The policies of the organisation in the order in which they came into force."""

    def __init__(self, organisation: Iterable[Fact], moment: datetime, zone: str) -> None:
        self.regimes: tuple[Regime, ...] = _regimes(organisation, moment, zone)
        self._begins = [each.begins for each in self.regimes]

    def in_force(self, moment: datetime) -> Regime | None:
        """The policy in force at `moment`; None when there was none."""
        place = bisect_right(self._begins, moment)
        return self.regimes[place - 1] if place else None


def _regimes(organisation: Iterable[Fact], moment: datetime, zone: str) -> tuple[Regime, ...]:
    published = []
    for fact in organisation:
        if isinstance(fact.event, PolicyPublished) and fact.interval.begun_by(moment):
            from_ = fact.event.from_.interval(zone).begin
            published.append((max(from_, fact.interval.begin), from_, fact, fact.event))
    published.sort(key=lambda each: (each[0], each[1], each[2].place))
    found: list[Regime] = []
    best: tuple[datetime, int] | None = None
    for begins, from_, fact, event in published:
        if best is None or (from_, fact.place) > best:
            best = from_, fact.place
            before = found[-1] if found else None
            if before and before.begins == begins:
                before = found.pop().replaces
            found.append(Regime(begins, fact, event, before))
    return tuple(found)


def asked_for(
    rules: Sequence[PolicyRule], term: Term | None, catalogue: Catalogue
) -> tuple[tuple[Asked, ...], tuple[Asked, ...]]:
    """Whose sign-off these rules ask for on a wording with this term; and whose they may ask for.

    `term` is None when none is stated. The second list is what nobody can say.
    """
    found: dict[Applies, dict[Function, list[int]]] = {"yes": {}, "unknown": {}, "no": {}}
    for number, rule in enumerate(rules, 1):
        found[applies(rule.when, term, catalogue)].setdefault(rule.requires, []).append(number)
    surely = tuple(Asked(function, tuple(by)) for function, by in found["yes"].items())
    perhaps = (each for each in found["unknown"].items() if each[0] not in found["yes"])
    return surely, tuple(Asked(function, tuple(by)) for function, by in perhaps)


def applies(when: RuleCondition, term: Term | None, catalogue: Catalogue) -> Applies:
    """Whether a rule applies to a wording with this term."""
    if when == RuleCondition():
        return "yes"
    if term is None:
        return "unknown"
    if when.kind is not None and when.kind != term.kind:
        return "no"
    if (when.axis or when.item) and not _in_scope(when, term, catalogue):
        return "no"
    if when.above is None:
        return "yes"
    above = exceeds(term.value, when.above) if term.value else None
    return "unknown" if above is None else "yes" if above else "no"


def _in_scope(when: RuleCondition, term: Term, catalogue: Catalogue) -> bool:
    """Whether the term states the rule's item in, or something on its axis when it names none."""
    stated = [each for each in term.scope if when.axis is None or each.axis == when.axis]
    inside: set[Item] = {(each.axis, each.item) for each in stated if each.state == "in"}
    if when.item is None:
        return bool(inside)
    every = {(each.axis, each.item) for each in stated}
    for axis in dict.fromkeys(each.axis for each in stated):
        asked: Item = axis, when.item
        nearest = next((level for level in catalogue.ancestry(asked) if level in every), None)
        if nearest in inside or any(asked in catalogue.ancestry(each) for each in inside):
            return True
    return False
