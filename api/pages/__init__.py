"""Pages for people: rendered on the server from the same readings that the HTTP interface gives."""

from __future__ import annotations

from api.pages import (
    ask,
    evidence,
    knowledge,
    mending,
    opening,
    organisation,
    record,
    records,
    register,
    replay,
    retracting,
    sign_in,
    terms,
)

PAGES = (
    *(sign_in, organisation, register, opening, terms, replay, ask, knowledge, records),
    *(retracting, mending, record, evidence),
)
"""Each has a router."""
