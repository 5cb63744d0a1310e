"""Erasing a person, where ledger and views meet; and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg

from ledger.application import Ledger
from ledger.database import VIEWS, UnsafeSettingError
from ledger.erasing.eraser import Connection, Done, DoneBefore, Eraser
from ledger.erasing.kept_list import file_in
from ledger.erasing.plan import Plan, in_clear
from projections.views.emptying import empty

SHOWN = 50
"""Entries with something in clear, and contents that cannot be looked into, that are told one by
one; all of them are counted."""


def eraser_of(ledger: Ledger, url: str, home: Path, now: Callable[[], datetime]) -> Eraser:
    """What erases in this ledger, by a login that may, with its list in `home`."""
    return Eraser(ledger, url, _empty_views, file_in(home), now)


def _empty_views(connection: Connection) -> None:
    try:
        connection.execute(f"SET LOCAL ROLE {VIEWS}".encode())
    except psycopg.errors.InsufficientPrivilege:
        raise UnsafeSettingError(
            f"The user {connection.info.user!r} may not act as {VIEWS}, whose views hold names: "
            f"GRANT {VIEWS} TO it (docs/operating.md, Erasing a person)."
        ) from None
    empty(connection)


def erased(done: Done | DoneBefore) -> dict[str, Any]:
    """What was erased, and where the record of it stands.

    Of what was done before, what its record says: the rest is null.
    """
    if isinstance(done, Done):
        where = {"record": done.rows.record, "position": done.position}
        return {"added": True, **where, **planned(done.plan)}
    return {
        "added": False,
        "record": done.record,
        "position": done.position,
        "erased": [each.model_dump(mode="json") for each in done.event.erased],
        "records": None,
        "in_clear": {"count": done.event.in_clear, "entries": []},
        "names_of_others": None,
        "unread": None,
        "set_up": None,
    }


def only_planned(plan: Plan) -> dict[str, Any]:
    """What would be erased, of what was not."""
    return {"added": False, "record": None, "position": None, **planned(plan)}


def planned(plan: Plan) -> dict[str, Any]:
    """What would be erased, by kinds and numbers; and what would stay."""
    return {
        "erased": [{"kind": kind, "count": count} for kind, count in plan.counts.items() if count],
        "records": plan.findings.records,
        "in_clear": {
            "count": len(plan.findings.in_clear),
            "entries": list(in_clear(plan))[:SHOWN],
        },
        "names_of_others": {
            "count": len(plan.findings.others_named),
            "entries": [
                {"position": position, "record": record}
                for position, record in plan.findings.others_named[:SHOWN]
            ],
        },
        "unread": {
            "count": len(plan.contents.unread),
            "documents": [asdict(each) for each in plan.contents.unread[:SHOWN]],
        },
        "set_up": list(plan.beside.set_up),
    }
