"""The words that records are made of: ids, refs, money, scope statements, terms.

Every string field says by its type whether it stands in the hashed bytes in clear, is a person's
id (written as a pseudonym), or is committed (a salted digest, with the value beside it).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Strict,
    StringConstraints,
    Tag,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from domain.occurrence import Occurrence

ID_PATTERN = r"^[A-Za-z0-9._:@+/-]{1,120}$"
DEAL_PATTERN = r"^[A-Za-z0-9._:@+-]{1,120}$"
DECIMAL_PATTERN = r"^-?[0-9]{1,15}(\.[0-9]{1,6})?$"
CURRENCY_PATTERN = r"^[A-Z]{3}$"
SHA256_PATTERN = r"^[0-9a-f]{64}$"
FINDING_PATTERN = r"^[A-Z]{2,8}[0-9]{2}$"
BASE64_PATTERN = r"^[A-Za-z0-9+/]+={0,2}$"
SYSTEM = "system:"
"""An actor that is a machine: `system:crm`. It never climbs the knowledge ladder."""

LONGEST_TEXT = 1_000_000
"""More than an entry can hold: which texts fit is said by the size of the entry."""
LONGEST_WORDS = 100_000
LONGEST_ANSWER = 20_000_000


class Standing(Enum):
    """How a value stands in the hashed bytes."""

    ID = "id"
    PERSON = "person"
    CLEAR = "clear"
    COMMITTED = "committed"


@dataclass(frozen=True, slots=True)
class In:
    """Marks a string type with its standing in the hashed bytes."""

    standing: Standing


def _not_dots(value: str) -> str:
    if value in {".", ".."}:
        raise PydanticCustomError("bad_id", "A deal id is not '.' or '..'.")
    return value


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN), In(Standing.ID)]
DealId = Annotated[
    str, StringConstraints(pattern=DEAL_PATTERN), AfterValidator(_not_dots), In(Standing.ID)
]
PersonId = Annotated[str, StringConstraints(pattern=ID_PATTERN), In(Standing.PERSON)]
PersonOrParty = Annotated[str, StringConstraints(pattern=ID_PATTERN), In(Standing.PERSON)]
"""Which of the two is not known while it is written, so both are written as pseudonyms."""

Sha256 = Annotated[str, StringConstraints(pattern=SHA256_PATTERN), In(Standing.CLEAR)]
ContentDigest = Annotated[str, StringConstraints(pattern=SHA256_PATTERN), In(Standing.COMMITTED)]
"""The SHA-256 of something kept elsewhere. Committed: a short message can be guessed from it."""
Decimal = Annotated[str, StringConstraints(pattern=DECIMAL_PATTERN), In(Standing.CLEAR)]
Currency = Annotated[str, StringConstraints(pattern=CURRENCY_PATTERN), In(Standing.CLEAR)]
ClearText = Annotated[str, StringConstraints(max_length=LONGEST_TEXT), In(Standing.CLEAR)]
"""Clause headings and texts, and term values: what a contract says."""
Base64 = Annotated[
    str,
    StringConstraints(min_length=4, max_length=LONGEST_TEXT, pattern=BASE64_PATTERN),
    In(Standing.CLEAR),
]
"""Bytes that prove something to whoever has the entry."""
Words = Annotated[str, StringConstraints(max_length=LONGEST_WORDS), In(Standing.COMMITTED)]
"""What people are called, say or write: names, words, notes, reasons, uris."""

WrittenAnswer = Annotated[str, StringConstraints(max_length=LONGEST_ANSWER), In(Standing.COMMITTED)]
"""The bytes of an answer, as text: it quotes many records."""

T = TypeVar("T")
Many = Annotated[tuple[T, ...], Strict(False), Field(max_length=1000)]
Some = Annotated[tuple[T, ...], Strict(False), Field(min_length=1, max_length=1000)]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]
WordingNumber = Annotated[int, Field(ge=1, le=2**53 - 1)]


class Value(BaseModel):
    """A part of a record: frozen, strict, and nothing that the vocabulary does not name."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", serialize_by_alias=True)


class Money(Value):
    """An exact amount: `{"amount": "1250000.00", "currency": "EUR"}`."""

    amount: Decimal
    currency: Currency


class Percent(Value):
    """A share in a hundred, as a decimal string."""

    percent: Decimal


class Days(Value):
    """A whole number of days."""

    days: Count


class Months(Value):
    """A whole number of months."""

    months: Count


class InWords(Value):
    """A value that has no number, in the words of the contract."""

    text: ClearText


def _measure(value: Any) -> str | None:
    if isinstance(value, Value):
        return f"<{type(value).__name__}>"
    keys = set(value) if isinstance(value, dict) else set()
    for key, tag in _MEASURES.items():
        if key in keys:
            return tag
    return None


_MEASURES = {
    "amount": "<Money>",
    "currency": "<Money>",
    "percent": "<Percent>",
    "days": "<Days>",
    "months": "<Months>",
    "text": "<InWords>",
}
_unknown_measure = {
    "custom_error_type": "bad_value",
    "custom_error_message": "A value is {percent}, {amount, currency}, {days}, {months} or {text}.",
}
TermValue = Annotated[
    Annotated[Money, Tag("<Money>")]
    | Annotated[Percent, Tag("<Percent>")]
    | Annotated[Days, Tag("<Days>")]
    | Annotated[Months, Tag("<Months>")]
    | Annotated[InWords, Tag("<InWords>")],
    Discriminator(_measure, **_unknown_measure),
]
Limit = Annotated[
    Annotated[Money, Tag("<Money>")]
    | Annotated[Percent, Tag("<Percent>")]
    | Annotated[Months, Tag("<Months>")],
    Discriminator(
        _measure,
        custom_error_type="bad_value",
        custom_error_message="A limit is {percent}, {amount, currency} or {months}.",
    ),
]


class Ref(Value):
    """Names one thing, e.g. `{"clause": "4.2", "version": 3}` or `{"topic": "expansion services"}`.

    A clause with a version is one wording; `version` goes with `clause` only.
    """

    clause: Id | None = None
    version: WordingNumber | None = None
    proposal: Id | None = None
    sign_off: Id | None = None
    message: Id | None = None
    statement: Id | None = None
    meeting: Id | None = None
    order: Id | None = None
    document: Id | None = None
    record: Id | None = None
    topic: Annotated[ClearText, Field(min_length=1, max_length=500)] | None = None

    @model_validator(mode="after")
    def _names_one_thing(self) -> Self:
        named = self.model_fields_set - {"version"}
        if len([name for name in named if getattr(self, name) is not None]) != 1:
            raise PydanticCustomError("bad_ref", "A ref names exactly one thing.")
        if self.version is not None and self.clause is None:
            raise PydanticCustomError("bad_ref", "Only a clause has a version.")
        return self


Axis = Literal["services", "orders", "quantity", "beneficiaries", "held"]
TermKind = Literal[
    "price",
    "discount",
    "price_hold",
    "price_cap",
    "volume",
    "payment",
    "service_level",
    "duration",
    "renewal",
    "liability",
    "other",
]
PRICING: tuple[TermKind, ...] = ("price", "discount", "price_hold", "price_cap")
"""Discount, price, rate, price hold … are asked about as one: pricing."""

OrderType = Literal["initial", "expansion", "follow_on", "renewal", "co_term"]
FIXED_ITEMS: dict[str, tuple[str, ...]] = {
    "orders": ("initial", "expansion", "follow_on", "renewal", "co_term"),
    "quantity": ("contracted", "additional"),
    "beneficiaries": ("client", "affiliates", "partner"),
    "held": ("unit_price", "discount", "list_price"),
}
"""The items of every axis but `services`, whose items are the catalogue's."""


class ScopeStatement(Value):
    """One item on one axis is stated in or out, with the words that say so."""

    axis: Axis
    item: Id
    state: Literal["in", "out"]
    words: Words | None = None

    @field_validator("item")
    @classmethod
    def _of_its_axis(cls, item: str, fields: ValidationInfo) -> str:
        axis = fields.data.get("axis")
        fixed = FIXED_ITEMS.get(axis or "")
        # A beneficiary may also be a party's id, so any id is right there.
        if fixed and axis != "beneficiaries" and item not in fixed:
            raise PydanticCustomError(
                "not_one_of",
                "On the axis {axis} an item is one of: {items}.",
                {"axis": axis, "items": ", ".join(fixed)},
            )
        return item


class Term(Value):
    """The structured meaning of one wording; what no statement covers is silent."""

    kind: TermKind
    value: TermValue | None = None
    scope: Many[ScopeStatement]
    from_: Occurrence | None = Field(default=None, alias="from")
    until: Occurrence | None = None
    condition: Words | None = None


Function = Literal[
    "sales",
    "sales_leadership",
    "deal_desk",
    "legal",
    "finance",
    "engineering",
    "account_management",
    "compliance",
    "executive",
    "client_contact",
    "partner_contact",
    "other",
]
ReasonClass = Literal[
    "error", "authority_defect", "intent_mismatch", "commercial", "compliance", "other"
]
Privilege = Literal["none", "confidential", "attorney_client", "work_product"]
EvidenceClass = Literal["system_observed", "signed", "asserted", "imported", "recollection"]
Channel = Literal["email", "chat", "sms", "letter", "portal", "call", "other"]
