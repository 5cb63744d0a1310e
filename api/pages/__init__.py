"""Pages for people: rendered on the server from the same readings that the HTTP interface gives."""

from __future__ import annotations

from api.pages import (
    ask,
    deal,
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
)

PAGES = (
    *(sign_in, organisation, register, opening, deal, replay, ask, knowledge, records),
    *(retracting, mending, record, evidence),
)
"""Each has a router."""
