"""A row of sign-off coverage in short, as JSON."""

from __future__ import annotations

from typing import Any

from projections.signing.required import Requested
from projections.signing.table import Cell, Row


def row_shown(row: Row) -> dict[str, Any]:
    """What a row comes to, as JSON."""
    return {
        "clause": row.wording.clause,
        "version": row.wording.number,
        "governs": row.governs,
        "proposal": row.proposal,
        "required": [_cell(cell) for cell in row.cells],
        "beyond": [
            {"state": each.state, "answer": each.decided.answer.fact.id} for each in row.beyond
        ],
        "verdict": row.verdict,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    required, decided, signed = cell.required, cell.decided, cell.signed
    by: dict[str, Any] = (
        {"by": "request", "record": required.request.fact.id, "of": required.request.event.of}
        if isinstance(required, Requested)
        else {"by": "policy", "record": required.regime.fact.id, "function": required.function}
    )
    return by | {
        "state": cell.state,
        "answer": decided.answer.fact.id if decided else None,
        "authority": signed.judgement.authority if signed else None,
    }
