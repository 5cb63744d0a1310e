"""The bodies of readings of one deal: terms, clocks, sign-off coverage, knowledge, changes."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from api.schemas import Basis, Body, Governing, Provenance, When
from domain.values import Axis
from projections.findings import Severity
from projections.proposals import Standing


class OfDeal(Body):
    """What every reading of a deal says: on what it stands, and how many records are withheld.

    `notes` are sentences that must be said of the whole reading.
    """

    deal: str
    version: int
    basis: Basis
    notes: list[str]
    withheld: int


class Clarification(Body):
    """A clarification that prevails for a wording, from `effective` on."""

    record: str
    agreed_by: list[dict[str, str]]
    effective: str
    order_unknown: bool
    term: dict[str, Any] | None
    in_period: bool | None
    text: str | None


class GoverningClause(Body):
    """A clause of the governing text. `silent` lists, per axis, what no statement covers.

    `corrected` has the words that were recorded first, and those that a seal holds instead.
    """

    clause: str
    version: int
    heading: str
    text: str
    sha256: str
    document: str
    record: str
    position: int
    occurred_at: When
    order_unknown: bool
    proposal: str | None
    term: dict[str, Any] | None
    stated_by: str | None
    in_period: bool | None
    silent: dict[Axis, list[str]] | None
    clarified_by: list[Clarification] = Field(default_factory=list)
    corrected: dict[str, Any] | None = None


class CurrentWording(Body):
    """A wording of the drafts, and whether it is the one that governs."""

    clause: str
    version: int
    heading: str
    text: str
    sha256: str
    governs: bool


class Terms(OfDeal):
    """The terms of a deal: the governing text, and the drafts beside it.

    `retractions` are those of the proposals that it comes from, each with its moment; one of some
    clauses changes neither the text nor the standing, and is in `notes` too. `reported` are the
    values that other systems reported last: evidence, and never a term.
    """

    governing: Governing
    not_in_it: list[dict[str, Any]]
    standing: Standing
    retractions: list[dict[str, Any]]
    clauses: list[GoverningClause]
    current: list[CurrentWording]
    reported: list[dict[str, Any]]


class Clock(Body):
    """One clock: its state, the records that made it, and every step that led there."""

    state: str
    made_by: list[dict[str, Any]]
    order_unknown: bool
    sentence: str
    steps: list[dict[str, Any]]


class ProposalClocks(Body):
    """A proposal on its three clocks, its retractions, and what is shown beside them."""

    proposal: str
    amends: str | None
    contents_on_record: bool
    not_in_it: list[dict[str, Any]]
    internal: Clock
    communication: Clock
    formation: Clock
    retractions: list[dict[str, Any]]
    clause_retractions: list[dict[str, Any]]
    instructions_not_followed: list[dict[str, Any]]
    promises: list[dict[str, Any]]
    reliance: list[dict[str, Any]]
    clarifications: list[dict[str, Any]]
    orders: list[dict[str, Any]]
    replaced_by: list[Any]
    replaces: list[Any]


class Clocks(OfDeal):
    """The three clocks of every proposal. `unplaced` are records that bear on none of them."""

    governing_law: str | None
    proposals: list[ProposalClocks]
    unplaced: list[dict[str, Any]]


class CoveredClause(Body):
    """A wording with the sign-offs that it needs, and what was said `beyond` them.

    `signatures` are all on it, each for itself, whichever decides.
    """

    clause: str
    version: int
    heading: str
    record: str
    governs: bool
    proposal: str | None
    required: list[dict[str, Any]]
    beyond: list[dict[str, Any]]
    signatures: list[dict[str, Any]]
    policy: dict[str, Any]
    sentence: str
    corrected: dict[str, Any] | None = None


class Coverage(OfDeal):
    """Clause by required sign-off, on exact wordings."""

    governing: Governing
    not_in_it: list[dict[str, Any]]
    standing: Standing
    clauses: list[CoveredClause]
    policy_changes: list[dict[str, Any]]
    not_counted: list[dict[str, Any]]


class KnownWording(Body):
    """A wording, what of it was told to which side, and which participants never saw it."""

    clause: str
    version: int
    heading: str
    record: str
    occurred_at: Any
    sealed_by: str | None
    told: dict[str, Any]
    not_shown_to: list[str]
    corrected: dict[str, Any] | None = None


class KnowingPerson(Body):
    """A person: the highest proven rung per wording with its record; which sources cover them."""

    person: str
    ids: list[str]
    identified_by: list[str]
    name: str | None
    party: str | None
    function: str | None
    until: Any
    side: str | None
    participant: bool
    clauses: list[dict[str, Any]]
    coverage: dict[str, Any]


class Knowledge(OfDeal):
    """Person by wording: the highest rung on record, and the record that proves it.

    `rungs` are in their order; `records` are those that are cited, by id.
    """

    rungs: list[str]
    wordings: list[KnownWording]
    not_in_it: list[dict[str, Any]]
    people: list[KnowingPerson]
    records: dict[str, dict[str, Any]]
    told: dict[str, list[dict[str, Any]]]
    side_not_on_record: list[Any]
    topics: list[dict[str, Any]]
    leads_nowhere: list[dict[str, Any]]
    look_alikes: list[dict[str, Any]]


class ChangedClause(Body):
    """A clause that differs: its words, its terms by axis, who acted, who was told."""

    clause: str
    change: str
    from_: dict[str, Any] | None = Field(alias="from")
    to: dict[str, Any] | None
    words: list[dict[str, Any]] | None
    term: dict[str, Any] | None
    steps: list[dict[str, Any]]
    steps_withheld: int
    told: dict[str, Any] | None
    not_shown_to: list[str] | None
    sign_offs: list[dict[str, Any]]
    sentence: str


class Changes(OfDeal):
    """What differs between two ends, clause by clause."""

    from_: dict[str, Any] = Field(alias="from")
    to: dict[str, Any]
    clauses: list[ChangedClause]
    unchanged: list[str]
    records: dict[str, dict[str, Any]]


class TimelineMoment(Body):
    """One record, as it is known on the basis, and what it moved when it was recorded.

    `correction`: who made it what it says; `corrected_later`: who corrected what it said at first,
    where only what was said at the time is shown.
    """

    position: int
    version: int
    of: str
    record: str
    type: str
    occurred_at: Any
    recorded_at: Any
    recorded_by: dict[str, Any]
    actor: str
    actor_name: str
    on_behalf_of: str | None
    instructed_by: str | None
    by_self: bool
    class_: str = Field(alias="class")
    privilege: str
    sentence: str
    marks: list[str]
    difference: dict[str, Any] | None
    moved: dict[str, Any]
    struck_by: str | None = None
    corrected_by: str | None = None
    correction: Provenance | None = None
    first_recorded: str | None = None
    corrected_later: Provenance | None = None


class Timeline(OfDeal):
    """The moments of a deal in the order of positions; `next` is the `after` of the next page."""

    at: int | None
    moments: list[TimelineMoment]
    next: int | None


class State(OfDeal):
    """A deal after the record at a position, as it was known then."""

    position: int
    governing: Governing | None
    not_in_it: list[dict[str, Any]]
    standing: Standing | None
    terms: dict[str, Any]
    clocks: list[dict[str, Any]]
    coverage: list[dict[str, Any]]
    knowledge: list[dict[str, Any]]


class Finding(Body):
    """Something to look at. `about` and `persons` are what it is bound to, `records` show it.

    To settle it, record `finding.settled` with its `code` as `finding`, the same `about` and the
    ids of `persons`.
    """

    key: str
    code: str
    title: str
    severity: Severity
    about: list[dict[str, Any]]
    persons: list[dict[str, str]]
    records: list[str]
    sentence: str
    not_shown: list[str]
    to_do: str


class SettledBy(Body):
    """The record that settled a finding: how, by whom, with which authority, and why."""

    record: str
    occurred_at: When
    finding: str
    how: str
    by: str
    accepted_by: dict[str, str]
    authority: str | None
    reason: str


class SettledFinding(Finding):
    """A finding that a record settled."""

    settled_by: SettledBy


class Findings(OfDeal):
    """What the rules find: open, and settled; `open` counts all that are open, by severity.

    `unfit` are the records that settle nothing that this reader is shown.
    """

    findings: list[Finding]
    settled: list[SettledFinding]
    open: dict[Severity, int]
    unfit: list[SettledBy]
