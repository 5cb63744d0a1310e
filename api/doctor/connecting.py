"""Reaching the database: what the URL says, and why it may not lead there. No password is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import TupleRow

from api.doctor.finding import Finding, ok, warning, wrong
from ledger.database import reaching

PATIENCE = 10
"""Seconds for a connection, and for each statement."""
FORM = "DEAL_LEDGER_DATABASE_URL=postgresql://USER:PASSWORD@HOST:5432/DATABASE?sslmode=verify-full"
_BEGINS_ENCRYPTED = ("require", "verify-ca", "verify-full")

_REASONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        r"resolve host|translate host name|not known",
        "The name of the host is not known here.",
        ("Correct the host in DEAL_LEDGER_DATABASE_URL, or ask: getent hosts {host}",),
    ),
    (
        r"refused|No such file",
        "No PostgreSQL listens there.",
        ("Start it, or correct host and port; ask with: pg_isready -h {host} -p {port}",),
    ),
    (
        r"no password supplied|password authentication failed|28P01",
        "The password is missing or wrong.",
        (
            "Put the right one into DEAL_LEDGER_DATABASE_URL (or ~/.pgpass), or set a new one:",
            "ALTER ROLE {user} PASSWORD '…';",
        ),
    ),
    (
        r"pg_hba\.conf",
        "The server does not let this user in from here.",
        (
            "Add to its pg_hba.conf, then SELECT pg_reload_conf():",
            "hostssl {dbname} {user} ADDRESS/32 scram-sha-256",
        ),
    ),
    (
        r"role \".*\" does not exist",
        "There is no such user.",
        ("CREATE ROLE {user} LOGIN PASSWORD '…'; (docs/operating.md says with which rights)",),
    ),
    (
        r"database \".*\" does not exist|3D000",
        "There is no such database.",
        (
            "CREATE DATABASE {dbname} OWNER deal_ledger_owner; (docs/operating.md)",
            "Then, as that owner: deal-ledger migrate",
        ),
    ),
    (
        r"too many|slots are reserved",
        "All connections of the server, the database or the user are taken.",
        ("Raise max_connections (or the limit of the role), or lower DEAL_LEDGER_THREADS.",),
    ),
    (
        r"startup parameter",
        "A pooler stands in front of the database and refuses options of a session.",
        ("Connect to PostgreSQL itself: no pooler in transaction mode (docs/operating.md).",),
    ),
    (
        r"SSL|certificate",
        "The encrypted connection could not be made.",
        ("Name the authority that signed the server's certificate: sslrootcert=FILE in the URL.",),
    ),
    (
        r"timeout|timed out|unreachable|No route",
        "The host does not answer.",
        ("Correct the host, or let this machine through its firewall to port {port}.",),
    ),
)


def fault_of_url(url: str) -> Finding | None:
    """What is wrong with a connection string by itself; not quoted: it may hold a password."""
    try:
        given = conninfo_to_dict(url)
    except psycopg.Error:
        return wrong("DEAL_LEDGER_DATABASE_URL cannot be read as a connection string.", FORM)
    host, port = str(given.get("host") or ""), str(given.get("port") or "")
    in_name = "@" in str(given.get("dbname") or "") and "://" in url
    if "@" in host.lstrip("@") or in_name or not re.fullmatch(r"[\d,]*", port):
        return wrong(
            "DEAL_LEDGER_DATABASE_URL ends its password too early.",
            "Write the signs @ : / ? # % in a password as %40 %3A %2F %3F %23 %25.",
        )
    return None


def connect(url: str) -> psycopg.Connection[TupleRow]:
    """A session that gives up soon. Raises psycopg.Error."""
    given = conninfo_to_dict(url)
    timeout = given.get("connect_timeout") or PATIENCE
    session = psycopg.connect(
        make_conninfo(reaching(url), connect_timeout=timeout), autocommit=True
    )
    try:
        session.execute(f"SET statement_timeout = '{PATIENCE}s'".encode())
    except psycopg.Error:
        session.close()
        raise
    return session


def refused(url: str, fault: Exception) -> Finding:
    """Why there is no connection, as far as the message tells: a server may speak any language."""
    given = conninfo_to_dict(url)
    said = str(fault).strip().splitlines()[0].rpartition("failed: ")[2]
    if password := given.get("password"):
        said = said.replace(str(password), "…")
    for pattern, meaning, mend in _REASONS:
        if re.search(pattern, str(fault), re.IGNORECASE):
            names = {"host": "localhost", "port": "5432", "user": "USER", "dbname": "DATABASE"}
            names |= {name: str(value) for name, value in given.items() if value}
            return wrong(f"{meaning} ({said})", *(each.format_map(names) for each in mend))
    return wrong(f"There is no connection: {said}", FORM)


def place(session: psycopg.Connection[TupleRow]) -> str:
    """Where a session is: host, port, database, user."""
    info = session.info
    where = info.host if info.host.startswith("/") else f"{info.host}:{info.port}"
    return f"database {info.dbname} at {where} as {info.user}"


def encryption(session: psycopg.Connection[TupleRow]) -> Iterator[Finding]:
    """Is what travels to another machine encrypted, whatever the server would like?"""
    options = {each.keyword.decode(): each.val for each in session.pgconn.info}
    yield judged_encryption(session.info.host, _texts(options), in_use=session.pgconn.ssl_in_use)


def _texts(options: Mapping[str, bytes | None]) -> Mapping[str, str]:
    return {name: value.decode() for name, value in options.items() if value}


def judged_encryption(host: str, options: Mapping[str, str], *, in_use: bool) -> Finding:
    """What there is to say of a connection to `host` with these options."""
    if is_local(host) and is_local(options.get("hostaddr", "")):
        return ok("The database is on this machine.")
    mode = options.get("sslmode", "prefer")
    if mode not in _BEGINS_ENCRYPTED:
        now = "is encrypted now, but need not be" if in_use else "is not encrypted"
        return warning(
            f"The connection to {host} {now}: sslmode is {mode}.",
            "Add to DEAL_LEDGER_DATABASE_URL: ?sslmode=verify-full&sslrootcert=FILE",
        )
    if mode != "verify-full":
        return ok(
            f"Encrypted. With sslmode={mode} nobody checks that it is {host} that answers: "
            "verify-full does."
        )
    return ok(f"Encrypted, and {host} has shown its certificate.")


def is_local(host: str) -> bool:
    """Whether this names nothing but this machine: a socket, or the loopback."""
    return not host or host.startswith(("/", "@", "127.")) or host in {"localhost", "::1"}
