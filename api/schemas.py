"""The bodies of answers, as the OpenAPI document shows them and the client reads them."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from domain.values import EvidenceClass, Privilege
from projections.answers.asked import Kind
from projections.answers.draft import Verdict
from projections.proposals import Standing, Tier

When = str | dict[str, str]
"""A time or date as it was sent, or `{"from", "to"}`."""


class Body(BaseModel):
    """A part of an answer. More fields may come with later versions."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Fault(Body):
    """One thing that is wrong: its code, a JSON pointer to it, and a sentence."""

    code: str
    pointer: str
    detail: str


class Problem(Body):
    """Why a request was refused (RFC 9457). `errors` has every fault that was found."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    pointer: str
    errors: list[Fault]
    understood: dict[str, Any] | None = None
    nearest: list[str] | None = None


class Receipt(Body):
    """Where a record stands. `added` is false when it was there already.

    `leaf` is its Merkle leaf; `first_named` are the ids of persons (and of parties that stand where
    a person might) that nothing in the ledger named before. It is told once, when it is added.
    """

    record: str
    deal: str | None
    position: int
    version: int
    leaf: str
    recorded_at: str
    added: bool
    first_named: list[str]


class Receipts(Body):
    """Receipts of records that were sent together, in their order.

    `position` is the highest; `version` the highest of the deal, null when there are several.
    """

    records: list[Receipt]
    position: int
    version: int | None


class Moment(Body):
    """A moment with the position that the ledger had then."""

    time: str
    position: int


class Basis(Body):
    """What a reading stands on; sent back, it gives the same bytes."""

    effective_at: str
    known_at: int
    known_by: Literal["ledger", "source"]
    now_at: Moment
    role: Literal["reader", "recorder", "legal", "admin"]
    rules: str
    root: str
    source_time: str | None = None


class DealSummary(Body):
    """A deal in one line."""

    deal: str
    version: int
    name: str | None
    client: str | None
    client_name: str | None
    standing: Standing
    proposal: str | None
    entries: int
    opened_on_record: bool


class OpenFindings(Body):
    """How many findings of a deal are open, by severity; and how many were settled."""

    high: int
    medium: int
    low: int
    settled: int


class DealLine(DealSummary):
    """A deal's line in the register.

    `value` (exact text) is what the record `value_record` signed for on the governing proposal,
    believed as far as `value_marks` say. Where that was recorded late, or after a dispute was
    opened, `value_before` (value, currency, record) is what was signed for at the time, if any.
    `last_occurred_at` is when `last_record` happened, as exactly as it was sent.
    `found` is where words that were searched for stand. `last_movement` is when the last happened
    of what others recorded, `last_record`: that an answer or evidence was given moves no deal.
    """

    governing: Tier
    value: str | None
    currency: str | None
    value_record: str | None
    value_marks: list[str]
    value_before: dict[str, str] | None
    outcome: str | None
    last_movement: str
    last_record: str | None
    last_occurred_at: str | dict[str, Any] | None
    withheld: int
    found: list[dict[str, Any]]
    findings: OpenFindings | None


class Register(Body):
    """A page of the register; `next` is the cursor of the page that follows.

    `stopped_at` is the position of an entry that stopped the register: what came since is not in
    it, and the operator has to look. `notes` are sentences that must be said of its lines.
    The counts of findings stand on `findings_position`; null where they are not known.
    """

    deals: list[DealLine]
    findings_position: int | None
    next: str | None
    position: int
    stopped_at: int | None
    notes: list[str]


class PageAcross(Body):
    """A page of a view across deals; `next` is the cursor of the page that follows.

    `position` is that of the ledger which the rows stand on; `stopped_at` that of an entry that
    stopped the view: what came since is not in it. `withheld` counts the records, in deals that may
    be seen, that are kept from the reader.
    """

    rows: list[dict[str, Any]]
    next: str | None
    position: int
    stopped_at: int | None
    withheld: int


class Governing(Body):
    """Which text governs: by what, which proposal, and the amendments that lie over it."""

    by: Tier
    proposal: str | None
    amendments: list[str]
    contents_on_record: bool | None = None
    sentence: str | None = None


class DealOverview(DealSummary):
    """Who and what a deal is about."""

    basis: Basis
    currency: str | None
    governing_law: str | None
    regulated_buyer: bool | None
    time_zone: str
    governing: Governing
    parties: list[dict[str, Any]]
    people: list[dict[str, Any]]
    notes: list[str]
    withheld: int


class RecordedBy(Body):
    """Whose credentials brought a record in."""

    name: str
    kind: Literal["admin_import", "connection", "unverified_connection", "token", "ledger"]
    person: str | None = None


class Entry(Body):
    """A record as it was kept."""

    id: str
    deal: str | None = None
    type: str
    occurred_at: When
    actor: str
    on_behalf_of: str | None = None
    instructed_by: str | None = None
    source: dict[str, Any] | None = None
    evidence: dict[str, Any]
    privilege: Privilege
    data: dict[str, Any]
    position: int
    version: int
    leaf: str
    recorded_at: str
    recorded_by: RecordedBy
    received_at: str | None = None
    struck_by: str | None = None
    corrected_by: str | None = None


class EntryPage(Body):
    """A page of a deal's records; `next` is the cursor of the page that follows."""

    deal: str
    version: int
    basis: Basis
    records: list[Entry]
    next: int | None
    notes: list[str]
    withheld: int


class LedgerPage(Body):
    """A page of the whole ledger; `next` is the position after which to go on.

    At the end `next` is null: ask again after `position` for what comes later.
    """

    records: list[Entry]
    next: int | None
    position: int
    withheld: int


class Provenance(Body):
    """Who told of what (or corrected it), when that was recorded, and how far it is believed."""

    record: str
    position: int
    occurred_at: When
    recorded_at: dict[str, Any]
    recorded_by: RecordedBy
    actor: str
    actor_name: str
    class_: EvidenceClass = Field(alias="class")


class Cited(Provenance):
    """A record cited for its exact words; `correction` is there when they are corrected ones."""

    type: str
    by_self: bool
    words: str | None
    marks: list[str]
    deal: str | None = None
    clause: str | None = None
    version: int | None = None
    corrected_by: str | None = None
    correction: Provenance | None = None


class Understood(Body):
    """How a question was read: its kind, and the parameters of that kind that it names."""

    model_config = ConfigDict(frozen=True, extra="allow")

    asked: str | None
    kind: Kind
    negated: bool
    read_as: str


class Reported(Body):
    """Which systems reported to the ledger, and when they did not."""

    connected: list[dict[str, Any]]
    gaps: list[dict[str, Any]]
    sentence: str


class Now(Body):
    """The same question today, and what became of the text.

    `ended_too`: a lapse, rejection or counter-offer of what was accepted, with the order of both.
    """

    verdict: Verdict
    standing: Standing
    sentence: str
    ended_too: list[dict[str, Any]]


class NotShown(Body):
    """Something that was looked for and is not on record."""

    model_config = ConfigDict(frozen=True, extra="allow")

    sentence: str


class Issued(Body):
    """Where an answer that was given in a dispute is on record."""

    record: str
    dispute: str
    position: int
    recorded_at: str
    digest: str


class Later(Body):
    """A record that was added after an answer; `cited`: whether it takes back what that cites."""

    record: str
    position: int
    type: str
    recorded_at: str
    takes_back: str | None = None
    cited: bool | None = None


class Since(Body):
    """What was recorded between an answer and now."""

    position: int
    records: list[Later]
    withheld: int
    sentence: str


class Hypothetical(Body):
    """Which records were left out."""

    without: list[str]
    sentence: str


class Answer(Body):
    """An answer: a verdict, the evidence for and against, and what the record does not show.

    `issued` and `since`, or `hypothetical`, stand beside it and are no part of its bytes.
    """

    deal: str
    version: int
    question: Understood
    verdict: Verdict
    sentence: str
    basis: Basis
    governing: Governing
    not_in_it: list[dict[str, Any]]
    now: Now
    readings: list[dict[str, Any]]
    supports: list[Cited]
    opposes: list[Cited]
    also_said: list[Cited]
    not_shown: list[NotShown]
    coverage: Reported
    details: dict[str, Any]
    would_change: str
    concepts: list[str]
    withheld: int
    rules: str
    issued: Issued | None = None
    since: Since | None = None
    hypothetical: Hypothetical | None = None


class Health(Body):
    """Whether the process lives, or is ready; with the position that it knows.

    `degraded` is ready, too, but for `signer`, which is frozen: what is recorded is not signed.
    `none`: nothing was ever signed here. `time_stamps` is `failing` where an authority gives none,
    `none` where nobody is asked. Null: not known just now.
    """

    status: Literal["live", "ready", "degraded"]
    position: int
    signer: Literal["signing", "frozen", "none"] | None = None
    time_stamps: Literal["stamping", "failing", "none"] | None = None
