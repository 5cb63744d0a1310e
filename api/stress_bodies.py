"""The body of the stress test of a proposal."""

from __future__ import annotations

from typing import Any, Literal

from api.reading_bodies import OfDeal
from api.schemas import Body


class Start(Body):
    """From which day months are counted, and by what."""

    day: str
    by: Literal["term", "agreement", "acceptance", "assumed"]
    record: str | None
    sentence: str


class TriedWording(Body):
    """A wording that was tried."""

    clause: str
    version: int
    heading: str
    document: str
    record: str


class TriedItem(Body):
    """What the terms say on one item; `rule` is the rule of scope that decided."""

    axis: str
    item: str
    name: str
    verdict: Literal["yes", "no", "partly", "ambiguous", "silent", "undetermined"]
    rule: str


class Amount(Body):
    """An exact sum of money; nothing of it is rounded."""

    amount: str
    currency: str


class PriceBody(Body):
    """What a reading comes to: the terms that would set it, and sums where numbers are stated.

    `lines` are its sentence, by term. `listed` is at list price, `sum` with the discount; `no_sum`
    says why there is none.
    """

    sentence: str
    lines: list[str]
    terms: list[dict[str, Any]]
    listed: Amount | None
    sum: Amount | None
    no_sum: str | None


class ScenarioReading(Body):
    """One reading of a scenario: the statements that say it, with their exact words, and its price.

    It `stands` as stated or ruled out by the terms, in part, `open` beside the other (two
    readings), `undecided` (the record speaks, but does not decide) or `unsaid` (no term).
    """

    reading: Literal["in", "out"]
    stands: Literal["stated", "ruled_out", "in_part", "open", "undecided", "unsaid"]
    statements: list[dict[str, Any]]
    price: PriceBody


class TriedScenario(Body):
    """One scenario: what the terms say, item by item, and both readings of it.

    `defined_by` is the record that defines it, null for one that is shipped. `day` is null where it
    depends on an end that no term states. A `finding` should be settled before anything is sent: by
    a record `finding.settled` of the code with which its `key` begins, bound to what it is `about`.
    """

    scenario: str
    name: str
    defined_by: str | None
    order: dict[str, Any]
    day: str | None
    items: list[TriedItem]
    says: Literal["in", "out", "partly", "ambiguous", "silent", "undetermined"]
    finding: Literal["two_readings", "no_term"] | None
    key: str | None
    about: list[dict[str, Any]]
    settled_by: dict[str, Any] | None
    sentence: str
    readings: list[ScenarioReading]
    not_stated: list[str]


class Stress(OfDeal):
    """Orders that may come, tried against the terms of a proposal, or of the drafts (null).

    `findings` is how many scenarios have one that is open, `settled` how many one that a record
    settled; `missing` says which wordings could not be tried.
    """

    proposal: str | None
    clauses: list[TriedWording]
    start: Start
    scenarios: list[TriedScenario]
    findings: int
    settled: int
    missing: list[str]
