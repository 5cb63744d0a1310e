"""SAID01: something was said to the other side that the text does not say.

1. A message (a copy counts), a statement, or what was added or left out in passing a message on, by
   the house to the client or a partner or their people, that did not fail with all of them, speaks
   on an item with a direction: its own scope (VOCABULARY 6.1), else what its plain words say of it,
   as in answers about communication.
2. The text, by all its terms of prices read together, does not rule on that item alike, neither now
   nor for another time: it is silent, rules the other way, or leaves it open.

What only names an item, without a direction, is no finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.events.told import MessageRelayed, MessageSent, StatementMade
from domain.naming import Pointer
from domain.values import PRICING
from projections.answers.evidence import words_said
from projections.answers.intent import said_by
from projections.answers.kinds.communication_matter import plain
from projections.answers.ruling import Rules
from projections.catalogue import Item
from projections.facts import Fact
from projections.findings.finding import Finding, Severity, record_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.sentences.naming import listed, quoted, when

OTHERS = frozenset({"client", "partner"})
NEARLY_ALWAYS = frozenset({("beneficiaries", "client"), ("orders", "initial")})
"""What words name without meaning to say anything of it."""
Said = tuple[Item, str]


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each message or statement."""
    yield from (_finding(looked, fact, said) for fact, said in unwritten(looked))


def unwritten(looked: Looked) -> Iterator[tuple[Fact, list[Said]]]:
    """What was said to the other side and is not written, with its items and directions."""
    every = looked.prices, looked.ruled(looked.text, PRICING)
    for fact in looked.happened(StatementMade, MessageSent, MessageRelayed):
        if _reached(looked, fact):
            said = [each for each in _said(looked, fact) if not _written(every, each)]
            if said:
                yield fact, said


def _reached(looked: Looked, fact: Fact) -> list[str]:
    """Those of the other side to whom the house said it, without whom it failed with."""
    event = fact.event
    assert isinstance(event, MessageSent | StatementMade | MessageRelayed)
    at = fact.interval.end
    cc = event.cc if isinstance(event, MessageSent) else ()
    if looked.sides.of(fact.actor, at) != "seller":
        return []
    to = [each for each in dict.fromkeys((*event.to, *cc)) if looked.sides.of(each, at) in OTHERS]
    return [each for each in to if looked.knowledge.failure(fact, each) is None]


def _said(looked: Looked, fact: Fact) -> Iterator[Said]:
    catalogue = looked.deal.catalogue
    if isinstance(fact.event, StatementMade) and fact.event.scope:
        stated: dict[Item, None] = {(each.axis, each.item): None for each in fact.event.scope}
        for item in stated:
            said = said_by(fact, item, catalogue)
            if said and said.direction != "also_said":
                yield item, said.direction
        return
    if isinstance(fact.event, MessageRelayed):
        for item in catalogue.known:
            said = said_by(fact, item, catalogue) if item not in NEARLY_ALWAYS else None
            if said and said.direction != "also_said":
                yield item, said.direction
        return
    words = [said for _, said in words_said(fact.event)]
    for item in catalogue.known:
        says = plain(words, catalogue.names(item)) if item not in NEARLY_ALWAYS else None
        if says in {"in", "out"}:
            yield item, str(says)


def _written(every: Iterable[Rules], said: Said) -> bool:
    item, direction = said
    return any(rules.on(item).state == direction for rules in every)


def _finding(looked: Looked, fact: Fact, said: list[Said]) -> Finding:
    event = fact.event
    assert isinstance(event, MessageSent | StatementMade | MessageRelayed)
    catalogue = looked.deal.catalogue
    told = listed([f"{catalogue.title(item)} is {state}" for item, state in said])
    to = listed(looked.name(each) for each in _reached(looked, fact))
    text = listed(f"{catalogue.title(item)}: {looked.prices.on(item).state}" for item, _ in said)
    return Finding(
        code=RULE.code,
        severity=_severity(event),
        about=(record_named(fact), *(Pointer("topic", item[1]) for item, _ in said)),
        records=(fact,),
        sentence=(
            f"{looked.name(fact.actor)} said to {to}, {when(fact.occurred)}: "
            f"{quoted(_words(event))} ({told}). The terms of prices say: {text}."
        ),
        to_do="Write it into the offer, or tell the other side that it is not part of it.",
    )


def _words(event: MessageSent | StatementMade | MessageRelayed) -> str:
    """What was said; in passing words on, what was added to them, or left out."""
    if isinstance(event, MessageRelayed) and (own := event.adds or event.omits):
        return own
    return event.words or ""


def _severity(event: MessageSent | StatementMade | MessageRelayed) -> Severity:
    """What somebody recalls having said is less sure."""
    recalled = isinstance(event, StatementMade) and event.form == "recollection"
    return "medium" if recalled else "high"


RULE = Rule(
    code="SAID01",
    title="Said to the other side, and not written",
    severity="high",
    why=(
        "The other side orders by what they were told, and the house charges by what is written. "
        "Whoever said it is then asked to take it back."
    ),
    example="“Same price for anything you add”, to the partner; no clause says so yet.",
    settle=(
        "A wording that says the same; or a clarification with the client; or a message to them "
        "that it is not part of the offer, and who accepts that."
    ),
    find=find,
)
