"""Records that speak on an item outside the text: intent. They are listed, and never decide.

A record speaks on an item when its `scope` does, or its words, adds, omits or reason name it.
Direction: its `scope`; else `adds` is in and `omits` is out; an objection, a declined or withdrawn
sign-off, and a retraction for intent_mismatch are against. What has no direction is `also_said`.
A clarification that is not in effect is no text, and speaks by the scope of its term; a term that a
parser proposed and nobody confirmed counts as not stated, and is `also_said`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from domain.events.clauses import TermsClarified, TermStated
from domain.events.disputes import ProposalRetracted, RetractionInstructed
from domain.events.sign_off import SignOffDeclined, SignOffWithdrawn
from domain.events.told import MessageRelayed, ObjectionRaised, StatementMade
from domain.values import ScopeStatement
from projections.answers.evidence import Evidence, words_said
from projections.answers.proposed import in_effect, proposes
from projections.catalogue import Catalogue, Item, names_in
from projections.deal import KnownDeal
from projections.facts import Fact

Direction = Literal["in", "out", "also_said"]
_SPEAKS = frozenset({"words", "adds", "omits", "reason"})
IN_THE_TEXT = frozenset({"clause.added", "clause.revised", "term.stated", "terms.clarified"})


@dataclass(frozen=True, slots=True)
class Said:
    """A record that speaks on an item, with its direction."""

    evidence: Evidence
    direction: Direction
    item: Item


def said_on(deal: KnownDeal, items: Sequence[Item]) -> list[Said]:
    """What the records that had happened say on these items, outside the text of the clauses."""
    dispute, agreed = deal.dispute, in_effect(deal)
    found = []
    for fact in deal.happened:
        if fact.event.stored_as in IN_THE_TEXT and not proposes(fact, agreed):
            continue
        said = next((s for item in items if (s := said_by(fact, item, deal.catalogue))), None)
        if said is None:
            continue
        # What somebody says once a dispute is on may be true, and is no statement of intent.
        if dispute and dispute is not fact and not fact.interval.before(dispute.interval):
            said = Said(said.evidence, "also_said", said.item)
        found.append(said)
    return found


def said_by(fact: Fact, item: Item, catalogue: Catalogue) -> Said | None:
    """What one record says on an item; None when it does not speak on it."""
    match fact.event:
        case StatementMade(scope=scope, words=words) if scope:
            state = _scope_on(scope, item, catalogue)
        case TermsClarified(term=term, text=words) if term:
            state = _scope_on(term.scope, item, catalogue)
        case TermStated(term=term):
            words = None
            state = "also_said" if _scope_on(term.scope, item, catalogue) else None
        case _:
            words, state = None, None
    if state:
        return Said(Evidence(fact, words), state, item)
    names = catalogue.names(item)
    own = _SPEAKS | {"text"} if isinstance(fact.event, TermsClarified) else _SPEAKS
    spoken = [(name, said) for name, said in words_said(fact.event) if name in own]
    naming = [(name, said) for name, said in spoken if names_in(said, names)]
    if not naming:
        return None
    return Said(Evidence(fact, _whole(spoken, naming)), _direction(fact, naming), item)


def _scope_on(
    scope: Sequence[ScopeStatement], item: Item, catalogue: Catalogue
) -> Direction | None:
    """What the nearest of a record's own scope says; at odds with itself, no direction."""
    for level in catalogue.ancestry(item):
        states = {s.state for s in scope if (s.axis, s.item) == level}
        if states:
            return states.pop() if len(states) == 1 else "also_said"
    return None


def _direction(fact: Fact, naming: Iterable[tuple[str, str]]) -> Direction:
    match fact.event:
        case ObjectionRaised() | SignOffDeclined() | SignOffWithdrawn():
            return "out"
        case RetractionInstructed(reason_class="intent_mismatch"):
            return "out"
        case ProposalRetracted(reason_class="intent_mismatch"):
            return "out"
        case MessageRelayed():
            fields = {name for name, _ in naming}
            if {"adds", "omits"} <= fields:
                return "also_said"
            return "in" if "adds" in fields else "out" if "omits" in fields else "also_said"
        case _:
            return "also_said"


def _whole(spoken: list[tuple[str, str]], naming: list[tuple[str, str]]) -> str:
    """The exact words that name the item; what a relay added or left out before its own words."""
    fields = dict(naming)
    for name in ("adds", "omits", "reason", "words"):
        if name in fields:
            return fields[name]
    return spoken[0][1]
