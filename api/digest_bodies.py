"""The bodies of digests: what is told to whom, what is asked for, what became of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.reading_bodies import OfDeal
from api.schemas import Body, When
from domain.values import DEAL_PATTERN, ID_PATTERN
from projections.knowledge.ladder import Rung

LONGEST_ID = 90
"""Characters of the id of a digest: those of its records are longer."""


class LastHad(Body):
    """The record that shows when somebody last had terms before them."""

    record: str
    rung: Rung
    occurred_at: When


class ChangedClause(Body):
    """A clause that is not as they last had it. `version` stands now, `seen_version` they had.

    `standing`: they never had any terms before them. `words` is the difference of the two, word by
    word.
    """

    change: Literal["added", "reworded", "removed", "standing"]
    clause: str
    heading: str
    version: int | None
    seen_version: int | None
    record: str
    occurred_at: When
    words: list[dict[Literal["kept", "added", "removed"], str]]
    sentence: str


class SentBefore(Body):
    """A digest that was sent to them; `same`: about the same wordings as this one."""

    record: str
    occurred_at: When
    failed: str | None
    opened: str | None
    same: bool


class DigestBody(Body):
    """What is told to one person. `text` is the whole of it, as it would be sent.

    `lines` are at most three, the most money first; `rest` and `older` name what has no line.
    `needed`: their authority is needed for some of it. `not_shown` says which systems reported on
    them.
    """

    person: str
    name: str
    needed: bool
    last: LastHad | None
    since: str
    lines: list[str]
    rest: str | None
    older: str | None
    asked: list[str]
    subject: str
    text: str
    about: list[dict[str, Any]]
    changes: list[ChangedClause]
    not_shown: str
    sent: list[SentBefore]


class DigestReading(OfDeal):
    """For everybody of the house with a gap what they are told, those first who are needed.

    Its basis is a reader's, whoever asks.
    """

    digests: list[DigestBody]


class DigestWanted(BaseModel):
    """A digest to be sent. With an `id` of its own it may be asked for again when no answer came.

    `address` goes with `mail` alone.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    to: Annotated[str, Field(pattern=ID_PATTERN)]
    by: Literal["mail", "webhook"]
    address: Annotated[str, Field(max_length=254)] | None = None
    id: Annotated[str, Field(pattern=DEAL_PATTERN, max_length=LONGEST_ID)] | None = None


class DigestSent(Body):
    """What became of a digest. `added` is false where it was sent before.

    `accepted` by the mail server, `taken` by the receiver of a subscription: neither is received by
    anybody. `unknown`: nobody knows whether it left, and it is not sent again.
    """

    id: str
    deal: str
    record: str
    position: int
    to: str
    by: Literal["mail", "webhook"]
    about: list[dict[str, Any]]
    became: Literal["accepted", "failed", "unknown", "taken", "waiting"]
    sentence: str
    added: bool
