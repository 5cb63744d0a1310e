"""Pages for people: rendered on the server from the same readings that the HTTP interface gives."""

from __future__ import annotations

from api.pages import (
    answering,
    ask,
    digest,
    digest_opening,
    evidence,
    findings,
    knowledge,
    linking,
    mending,
    opening,
    organisation,
    reading_back,
    record,
    records,
    register,
    replay,
    retracting,
    settling,
    sign_in,
    silences,
    stress,
    terms,
)

PAGES = (
    *(sign_in, organisation, register, opening, terms, replay, ask, knowledge, stress),
    *(records, findings, silences, retracting, reading_back, linking, settling, mending, record),
    *(evidence, answering, digest, digest_opening),
)
"""Each has a router."""
