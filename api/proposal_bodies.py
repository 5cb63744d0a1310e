"""The bodies of readings of one proposal: gate, read-back, impact of a retraction."""

from __future__ import annotations

from typing import Any, Literal

from api.reading_bodies import OfDeal
from api.schemas import Body, When
from projections.proposals import Standing


class Unseen(Body):
    """A wording that was never shown. `heading` and `text` are null where they are withheld.

    `term` is the kind and value that are stated for it, null where nobody stated its meaning.
    """

    clause: str
    version: int
    heading: str | None
    text: str | None
    term: dict[str, Any] | None


class Gate(OfDeal):
    """What a person was never shown of a proposal, the most money first.

    `sealed` is false where no seal is on record: what is in it is not known then. `coverage` says
    which systems reported on the person: what is not on record may have happened elsewhere.
    """

    proposal: str
    person: str
    name: str
    sealed: bool
    never_shown: list[Unseen]
    coverage: dict[str, Any]


class ReadBackAnswer(Body):
    """What somebody said in writing. `state` is null where they said that they are not sure."""

    record: str
    person: str
    name: str
    occurred_at: When
    state: Literal["in", "out"] | None
    words: str


class ReadBackQuestion(Body):
    """A question to a clause. `silent`: no term of prices of the proposal rules on the item.

    `answers` stand in the order of time; `differ`: two people's last words on it do.
    """

    clause: str
    version: int
    heading: str
    text: str
    axis: str
    item: str
    silent: bool
    question: str
    answers: list[ReadBackAnswer]
    differ: bool


class ReadBack(OfDeal):
    """What the clauses on prices of a proposal are meant for, as people said it."""

    proposal: str
    sealed: bool
    questions: list[ReadBackQuestion]


class ImpactMoment(Body):
    """Which moment a retraction has that is received at `at`: undetermined among `possible`."""

    at: str
    moment: str
    possible: list[str]
    rules: dict[str, dict[str, Any]]
    within_validity: bool | None
    within_irrevocability: bool | None
    sentence: str


class SaidOfClock(Body):
    """The state of a clock, in a sentence."""

    state: str
    sentence: str


class Impact(OfDeal):
    """What a retraction of a proposal would meet, were it received at `effective_at`.

    `clauses` is null without a seal on record. `instead` says what taking back some clauses only,
    or clarifying with the client, would mean. `instructions` are those that nobody followed.
    """

    proposal: str
    governs: bool
    standing: Standing
    clauses: list[dict[str, Any]] | None
    signed: list[dict[str, Any]]
    internal: SaidOfClock
    sent: list[dict[str, Any]]
    arrived: list[dict[str, Any]]
    communication: SaidOfClock
    accepted: list[dict[str, Any]]
    executed: list[dict[str, Any]]
    formation: SaidOfClock
    promises: list[dict[str, Any]]
    reliance: list[dict[str, Any]]
    orders: list[dict[str, Any]]
    moment: ImpactMoment
    instead: dict[str, Any]
    retracted: list[str]
    instructions: list[dict[str, Any]]
