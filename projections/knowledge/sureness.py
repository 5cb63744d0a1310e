"""How sure it is that a record proves a rung of just this wording."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from projections.knowledge.proving import Proof
from projections.knowledge.written import Written


def marks(proof: Proof, written: Written, moment: datetime) -> list[str]:
    """How sure the proof is, of a reading at `moment`; nothing where it is.

    `order_unknown`: it may have ended after the moment.
    `wording_unsure`: which wording was meant is not known, for changes of the clause overlap it.
    `version_inferred`: the record names no version; that wording is the one it was taken to mean
    when it was recorded, and `late_change` has arrived since, which it may have meant instead.
    `before_the_wording`: it is dated before the wording began.
    """
    end, lead = proof.fact.interval.end, proof.lead
    if written.interval.begin <= end <= moment and not (proof.doubtful or lead.target.topical):
        return []
    found = []
    if end > moment:
        found.append("order_unknown")
    if proof.unsure(written):
        found.append("wording_unsure")
    if lead.late is not None:
        found.append("version_inferred")
    if end < written.interval.begin:
        found.append("before_the_wording")
    return found


def sureness(proof: Proof, written: Written, moment: datetime) -> dict[str, Any]:
    """The marks as a reading prints them beside a rung, with the `late_change`; {} where sure."""
    found: dict[str, Any] = {}
    if marked := marks(proof, written, moment):
        found["marks"] = marked
        if proof.lead.late is not None:
            found["late_change"] = proof.lead.late.fact.id
    return found


def perhaps(proof: Proof, moment: datetime) -> dict[str, Any]:
    """What a record would prove of a wording that was recorded late, as a reading prints it.

    `would_be` is the rung, `late_change` the record of the wording: which one was meant, is not
    known. An order that is not known, and a message that did not arrive, are said.
    """
    late = proof.lead.late
    assert late is not None  # else nothing would be left open
    found: dict[str, Any] = {
        "rung": "undetermined",
        "would_be": proof.rung,
        "record": proof.record,
        "late_change": late.fact.id,
    }
    if proof.fact.interval.end > moment:
        found["marks"] = ["order_unknown"]
    if proof.failed is not None:
        found["failed_by"] = proof.failed.id
    return found
