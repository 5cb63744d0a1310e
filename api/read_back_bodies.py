"""The bodies of what is sent, and answered, about links by which a read-back is answered."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from api.schemas import Body
from domain.values import ID_PATTERN

DAYS, MOST_DAYS = 14, 90
"""How long a link counts: unless said otherwise, and at the most."""


class ReadBackLinkWanted(BaseModel):
    """Whom a link asks about which proposal, and for how many days it can be answered."""

    model_config = ConfigDict(extra="forbid", strict=True)
    proposal: str = Field(pattern=ID_PATTERN)
    person: str = Field(pattern=ID_PATTERN)
    expires_in_days: int = Field(default=DAYS, ge=1, le=MOST_DAYS)


class ReadBackLink(Body):
    """A link, without what opens it. `counts`: it can be answered by now.

    `person` is null once they were erased. `made_by` is the token, or the command, that made it;
    what is answered by it is `recorded_by` `read-back-link:LINK`.
    """

    link: str
    deal: str
    proposal: str
    person: str | None
    made_by: str
    created_at: str
    expires_at: str
    revoked_at: str | None
    counts: bool


class LinkMessage(Body):
    """The words that may go with a link, in plain text."""

    subject: str
    text: str


class ReadBackLinkMade(ReadBackLink):
    """A link as it is made. `url` opens it, and is told only now.

    `questions` are those that the person is shown; `left_out` those that rest on words which are
    privileged, or confidential for somebody who is none of the seller's own people.
    """

    url: str
    questions: int
    left_out: int
    message: LinkMessage


class ReadBackLinks(Body):
    """A page of the links of a deal, the latest first."""

    deal: str
    links: list[ReadBackLink]
    next: str | None
