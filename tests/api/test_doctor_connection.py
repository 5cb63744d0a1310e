"""`deal-ledger doctor` cannot reach the database, and says why. No password is ever shown."""

from __future__ import annotations

import time
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from api.doctor.connecting import is_local, judged_encryption, refused
from api.doctor.finding import State
from ledger.embedded import EmbeddedServer
from tests.api.examined import examined, of
from tests.databases import run

SECRET = "s3cret"


@pytest.mark.parametrize(
    "url",
    [
        f"postgres//app:{SECRET}@host/deals",
        f"postgresql://app:{SECRET}%zz@host/deals",
        f"postgresql://app@host/deals?password={SECRET}&sslmod=require",
        f"host=localhost {SECRET}",
    ],
)
def test_a_url_that_cannot_be_read_is_not_quoted(url: str) -> None:
    found = of("connection", examined(url))
    assert found.state == "wrong"
    assert "cannot be read" in found.found
    assert SECRET not in str(found)


@pytest.mark.parametrize("sign", ["@", "/", "@/"])
def test_a_password_with_a_sign_that_ends_it_is_told_how_to_be_written(sign: str) -> None:
    found = of("connection", examined(f"postgresql://app:1{sign}{SECRET}@host/deals"))
    assert "%40" in found.mend[0]
    assert SECRET not in str(found)


def test_a_name_that_is_not_known_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    found = of("connection", examined(f"postgresql://app:{SECRET}@no-such-host.invalid/deals"))
    assert "name of the host is not known" in found.found
    assert "getent hosts no-such-host.invalid" in found.mend[0]
    assert SECRET not in str(found)


@pytest.mark.parametrize("host", ["127.0.0.1", "/nowhere"])
def test_a_place_where_nobody_listens_is_told(host: str) -> None:
    found = of("connection", examined(f"host={host} port=1 dbname=deals"))
    assert "No PostgreSQL listens there" in found.found
    assert f"pg_isready -h {host} -p 1" in found.mend[0]


def test_a_database_that_is_missing_is_told(server: EmbeddedServer) -> None:
    found = of("connection", examined(server.url("nothing_here")))
    assert "There is no such database" in found.found
    assert "CREATE DATABASE nothing_here" in found.mend[0]


def test_a_user_that_is_missing_is_told(database: str) -> None:
    found = of("connection", examined(make_conninfo(database, user="nobody_here")))
    assert "There is no such user" in found.found


@pytest.fixture
def let_in(server: EmbeddedServer) -> Iterator[dict[str, str]]:
    """How the user `guarded` is let in, by a word of pg_hba.conf; nobody else is concerned."""
    rules = server.data / "pg_hba.conf"
    kept = rules.read_text()
    run(server.url("postgres"), f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}'")
    methods: dict[str, str] = {}
    for method in ("scram-sha-256", "reject"):
        methods[method] = f"local all guarded {method}\n{kept}"
    yield methods
    rules.write_text(kept)
    run(server.url("postgres"), "SELECT pg_reload_conf()", "DROP ROLE guarded")


@pytest.mark.parametrize(
    ("method", "password", "says"),
    [
        ("scram-sha-256", "", "password is missing or wrong"),
        ("scram-sha-256", f"not-{SECRET}", "password is missing or wrong"),
        ("reject", SECRET, "does not let this user in from here"),
    ],
)
def test_why_a_user_is_not_let_in_is_told(
    server: EmbeddedServer,
    database: str,
    let_in: dict[str, str],
    method: str,
    password: str,
    says: str,
) -> None:
    (server.data / "pg_hba.conf").write_text(let_in[method])
    run(server.url("postgres"), "SELECT pg_reload_conf()")
    url = make_conninfo(database, user="guarded", **({"password": password} if password else {}))
    _until_refused(url)
    found = of("connection", examined(url))
    assert says in found.found
    assert SECRET not in str(found)


def _until_refused(url: str) -> None:
    """A reloaded file reaches new sessions after a moment."""
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            return
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("FATAL: sorry, too many clients already", "All connections"),
        ("FATAL: unsupported startup parameter: options", "A pooler"),
        ("SSL error: certificate verify failed", "encrypted connection"),
        ("connection timeout expired", "does not answer"),
        ("FATAL: Passwort-Authentifizierung fehlgeschlagen", "There is no connection"),
    ],
)
def test_what_a_server_says_is_understood_or_quoted(said: str, meaning: str) -> None:
    fault = psycopg.OperationalError(f"connection failed: connection to server failed: {said}")
    found = refused(f"postgresql://app:{SECRET}@db.example/deals", fault).found
    assert meaning in found
    assert said in found


@pytest.mark.parametrize(
    ("host", "mode", "state"),
    [
        ("/run/postgresql", "prefer", "ok"),
        ("127.0.0.1", "disable", "ok"),
        ("db.example", "prefer", "warning"),
        ("db.example", "allow", "warning"),
        ("db.example", "disable", "warning"),
        ("db.example", "require", "ok"),
        ("db.example", "verify-full", "ok"),
    ],
)
def test_encryption_is_demanded_on_the_way_to_another_machine(
    host: str, mode: str, state: State
) -> None:
    assert judged_encryption(host, {"sslmode": mode}, in_use=mode != "disable").state == state


def test_a_local_name_with_an_address_elsewhere_is_not_local() -> None:
    options = {"sslmode": "prefer", "hostaddr": "192.0.2.7"}
    assert judged_encryption("localhost", options, in_use=True).state == "warning"
    assert is_local("localhost")
