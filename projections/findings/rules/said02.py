"""SAID02: who passed our words on added something to them, or left something out.

1. A relay of a message, by people who are not of the house, has `adds` or `omits`.
2. It was passed on to others than the house, and did not fail with all of these.
3. Grave where it was passed on to the client.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.events.told import MessageRelayed
from domain.naming import Pointer
from projections.facts import Fact
from projections.findings.finding import Finding, record_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.sentences.naming import listed, quoted, when


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each relay."""
    for fact in looked.happened(MessageRelayed):
        event = fact.event
        assert isinstance(event, MessageRelayed)
        if not (event.adds or event.omits):
            continue
        others = looked.sides.of(fact.actor, fact.interval.end) != "seller"
        if others and (to := reached(looked, fact)):
            yield _finding(looked, fact, event, to)


def reached(looked: Looked, fact: Fact) -> list[str]:
    """Those not of the house to whom a relay was passed on, without whom it failed with."""
    event = fact.event
    assert isinstance(event, MessageRelayed)
    to = [each for each in event.to if looked.sides.of(each, fact.interval.end) != "seller"]
    return [each for each in to if looked.knowledge.failure(fact, each) is None]


def _finding(looked: Looked, fact: Fact, event: MessageRelayed, reached_: list[str]) -> Finding:
    at = fact.interval.end
    to_client = any(looked.sides.of(each, at) == "client" for each in reached_)
    did = [f"added {quoted(event.adds)}"] if event.adds else []
    did += [f"left out {quoted(event.omits)}"] if event.omits else []
    to = listed(looked.name(each) for each in reached_)
    return Finding(
        code=RULE.code,
        severity="high" if to_client else "medium",
        about=(record_named(fact), Pointer("message", event.of)),
        records=(fact,),
        sentence=(
            f"{looked.name(fact.actor)} passed message {event.of} on to {to}, "
            f"{when(fact.occurred)}, and {listed(did)}."
        ),
        to_do=f"Put it right with {to}, in writing, or take it into the offer.",
    )


RULE = Rule(
    code="SAID02",
    title="A relay added or left out something",
    severity="high",
    why=(
        "The client heard something that the house never said, and believes that it did. As long "
        "as nobody puts it right, silence looks like agreement to them."
    ),
    example="The partner forwards the offer and adds “all future services included”.",
    settle=(
        "A message to those who received it that says what holds, or a clause that says it; and a "
        "record that this settles it."
    ),
    find=find,
)
