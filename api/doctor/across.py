"""Checks of the views across deals: may they be kept and asked, and does none stand still?"""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from psycopg import sql

from api.doctor.finding import Finding, ok, warning, wrong
from api.doctor.schema import as_owner
from api.doctor.server import Database
from ledger.database import VIEWS
from projections.views.status import Status, statuses


def views(database: Database) -> Iterator[Finding]:
    """How are they? Looked at as the views' role, and then as before."""
    session = database.session
    (before,) = session.execute("SELECT current_user").fetchone() or ("none",)
    try:
        session.execute("RESET ROLE")
        session.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(VIEWS)))
    except psycopg.errors.InsufficientPrivilege:
        yield warning(
            f"{session.info.user} may not act as {VIEWS}: the register is not searched, and no "
            "question is asked across deals.",
            *as_owner(database, f'GRANT {VIEWS} TO "{session.info.user}";'),
        )
    else:
        yield from judged_views(list(statuses(session).values()))
    finally:
        session.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(str(before))))


def judged_views(found: list[Status]) -> Iterator[Finding]:
    """What there is to say of all views."""
    for each in found:
        if each.state == "stopped":
            yield wrong(
                f"The view {each.view} stands still since {each.since:%Y-%m-%d %H:%M}: the entry "
                f"at position {each.failed_at} (deal {each.failed_deal}) raises {each.error}.",
                "Upgrade deal-ledger, or report this; its log says where the fault was.",
                f"Then: deal-ledger rebuild {each.view}",
            )
    if unbuilt := [each.view for each in found if each.state in {"missing", "building"}]:
        yield ok(f"Still to be built, by `serve` or `deal-ledger runner`: {', '.join(unbuilt)}.")
    if not unbuilt and all(each.state == "following" for each in found):
        yield ok(f"All {len(found)} views follow the ledger.")


CHECKS = (views,)
