"""A link as JSON, over HTTP and by command."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from api.read_back.making import Made
from domain.occurrence import moment_text
from ledger.read_back_links import Link


def link_body(link: Link, now: datetime) -> dict[str, Any]:
    """A link as JSON."""
    token = link.token
    return {
        "link": link.id,
        "deal": link.deal,
        "proposal": link.proposal,
        "person": link.person,
        "made_by": link.made_by,
        "created_at": moment_text(token.created_at),
        "expires_at": moment_text(token.expires_at) if token.expires_at else None,
        "revoked_at": moment_text(token.revoked_at) if token.revoked_at else None,
        "counts": link.counts(now),
    }


def made_body(made: Made, now: datetime) -> dict[str, Any]:
    """The same of one that was made now, with what opens it."""
    return link_body(made.link, now) | {
        "url": made.url,
        "questions": len(made.asked.questions),
        "left_out": made.asked.left_out,
        "message": made.message._asdict(),
    }
