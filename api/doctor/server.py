"""Checks of the database server: would it keep what it acknowledges, and let `serve` work?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from api.doctor import connecting
from api.doctor.finding import Finding, Setup, ok, warning, wrong
from ledger.database import OLDEST_SERVER, WRITER
from ledger.inspecting import DURABILITY, Session, switched_off

BESIDES = 15
"""Connections that `serve` holds beside one for each thread: for the desk, the access log, looking
up tokens and the watch one each, for questions across deals four, the runner beside it seven."""
CLOCK_WARNING = timedelta(seconds=5)
CLOCK_WRONG = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Database:
    """What is looked at: a database that was reached, in a session that is kept."""

    setup: Setup
    url: str
    session: Session

    def row(self, query: str, *parameters: object) -> tuple[Any, ...]:
        """The single row that a query gives."""
        row = self.session.execute(query.encode(), parameters).fetchone()
        assert row is not None
        return row

    @property
    def name(self) -> str:
        """The database's name."""
        return self.session.info.dbname


def encryption(database: Database) -> Iterator[Finding]:
    """Is what travels to another machine encrypted?"""
    yield from connecting.encryption(database.session)


def version(database: Database) -> Iterator[Finding]:
    """Is the server new enough?"""
    yield judged_version(database.session.info.server_version)


def judged_version(number: int) -> Finding:
    """What there is to say of a server's version."""
    if number < OLDEST_SERVER:
        return wrong(
            f"PostgreSQL {number // 10000} is too old: the ledger needs 15 or newer.",
            "Upgrade the server (pg_upgrade, or your provider's upgrade), or name another one.",
        )
    return ok(f"PostgreSQL {number // 10000}.{number % 10000}.")


def encoding(database: Database) -> Iterator[Finding]:
    """Can every sign be kept?"""
    (found,) = database.row("SELECT current_setting('server_encoding')")
    if found == "UTF8":
        yield ok("UTF8.")
    else:
        yield wrong(
            f"The database keeps text as {found}, not as UTF8.",
            "Make another database, and let DEAL_LEDGER_DATABASE_URL name it:",
            "CREATE DATABASE … OWNER deal_ledger_owner ENCODING 'UTF8' TEMPLATE template0;",
        )


def writable(database: Database) -> Iterator[Finding]:
    """Is this the primary server, and does it take writes?"""
    replica, read_only = database.row(
        "SELECT pg_is_in_recovery(), current_setting('default_transaction_read_only') = 'on'"
    )
    if replica:
        yield wrong(
            "This server is a replica: nothing can be recorded, and what it shows may be old.",
            "Name the primary; with several hosts in the URL: target_session_attrs=read-write",
        )
    elif read_only:
        yield wrong(
            "Sessions may only read (default_transaction_read_only); some providers set this "
            "when the disk is full.",
            "SET default_transaction_read_only = off;",
            f'ALTER DATABASE "{database.name}" RESET default_transaction_read_only;',
        )
    else:
        yield ok("The server takes writes.")


def durability(database: Database) -> Iterator[Finding]:
    """Is what was acknowledged on disk?"""
    off = switched_off(database.session)
    for name in off:
        yield wrong(
            f"{name} is off: an acknowledged record could be lost.",
            f"ALTER SYSTEM SET {name} = on; SELECT pg_reload_conf();",
            f'If it stays off: ALTER DATABASE "{database.name}" RESET {name}; and the same for'
            f' ALTER ROLE "{database.session.info.user}".',
        )
    if not off:
        yield ok(f"{', '.join(DURABILITY)} are on.")


def isolation(database: Database) -> Iterator[Finding]:
    """Do transactions see what others appended before them?"""
    (found,) = database.row("SELECT current_setting('default_transaction_isolation')")
    if found == "read committed":
        yield ok("read committed.")
    else:
        yield wrong(
            f"Transactions begin as {found}: nothing can be recorded.",
            f'ALTER DATABASE "{database.name}" SET default_transaction_isolation ='
            " 'read committed';",
        )


def connections(database: Database) -> Iterator[Finding]:
    """Are there enough for every thread of `serve`?"""
    limits = database.row(
        "SELECT current_setting('max_connections')::int"
        " - current_setting('superuser_reserved_connections')::int"
        " - coalesce(current_setting('reserved_connections', true), '0')::int,"
        " (SELECT datconnlimit FROM pg_database WHERE datname = current_database()),"
        " (SELECT rolconnlimit FROM pg_roles WHERE rolname = session_user)"
    )
    # A limit below 0 is none.
    yield judged_connections(
        min(limit for limit in limits if limit >= 0), database.setup.settings.threads
    )


def judged_connections(usable: int, threads: int) -> Finding:
    """What there is to say of the connections that this user may have."""
    needed = threads + BESIDES
    if usable >= needed:
        return ok(f"{usable} may be used, `serve` needs up to {needed}.")
    return wrong(
        f"{usable} may be used, but `serve` with {threads} threads needs up to {needed}.",
        f"DEAL_LEDGER_THREADS={max(2, usable - BESIDES)}",
        f"Or: ALTER SYSTEM SET max_connections = {needed + 20}; and restart PostgreSQL; "
        "look also at the connection limits of the role and the database.",
    )


def clock(database: Database) -> Iterator[Finding]:
    """Do the clocks here and there agree? The database's is the one that counts."""
    before = database.setup.now()
    (there,) = database.row("SELECT clock_timestamp()")
    after = database.setup.now()
    yield judged_clock(there - (before + (after - before) / 2))


def judged_clock(ahead: timedelta) -> Finding:
    """What there is to say when the database's clock is `ahead` of the one here."""
    seconds = ahead.total_seconds()
    if abs(ahead) <= CLOCK_WARNING:
        return ok("The clocks here and of the database agree.")
    said = f"The database's clock is {abs(seconds):.0f} s {'ahead' if seconds > 0 else 'behind'}."
    mend = "On both machines: timedatectl set-ntp true; see with: timedatectl timesync-status"
    return wrong(said, mend) if abs(ahead) > CLOCK_WRONG else warning(said, mend)


def session_options(database: Database) -> Iterator[Finding]:
    """Do the options reach the server that `serve` gives to each of its sessions?"""
    own = conninfo_to_dict(database.url).get("options") or ""
    url = make_conninfo(database.url, options=f"{own} -c lock_timeout=4321")
    try:
        with connecting.connect(url) as session:
            row = session.execute("SELECT current_setting('lock_timeout')").fetchone()
    except psycopg.Error as fault:
        yield connecting.refused(url, fault)
    else:
        yield judged_options(arrived=row == ("4321ms",))


def judged_options(*, arrived: bool) -> Finding:
    """What there is to say when options of a session did or did not arrive."""
    if arrived:
        return ok("The options of a session reach the server.")
    return wrong(
        f"The options of a session are left out: it would not act as {WRITER}.",
        "Connect to PostgreSQL itself: no pooler in transaction mode (docs/operating.md).",
    )


CHECKS = (
    *(encryption, version, encoding, writable, durability, isolation, connections, clock),
    session_options,
)
