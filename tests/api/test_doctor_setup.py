"""The set-ups of docs/operating.md, done as it says on a server of their own: nothing is wrong."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from psycopg.conninfo import make_conninfo

from api.cli.demo import story, tell
from api.cli.record import IMPORTER
from ledger.application import Ledger
from ledger.database import UnsafeSettingError, migrate, refuse_owner
from ledger.embedded import EmbeddedServer
from tests.api.examined import examined, of, states
from tests.databases import SEEDS, a_ledger, a_server, run
from tests.shared import CHECKOUT


@pytest.fixture
def fresh(binaries: Path | None) -> Iterator[EmbeddedServer]:
    """A server with nothing on it: no database, no role of the ledger's."""
    with (
        TemporaryDirectory(prefix="deal-ledger-tests-") as home,
        a_server(Path(home), binaries).running() as server,
    ):
        yield server


def statements(began: str) -> list[str]:
    """The statements of the block in docs/operating.md that begins with this comment."""
    text = (CHECKOUT / "docs" / "operating.md").read_text(encoding="utf-8")
    [block] = re.findall(rf"```sql\n-- {re.escape(began)}\n(.*?)```", text, re.DOTALL)
    return [each for each in block.split(";\n") if each.strip()]


def url(server: EmbeddedServer, user: str, database: str = "deals") -> str:
    return make_conninfo(server.url(database), user=user)


def set_up(server: EmbeddedServer) -> str:
    """Migrate as the owner, and make the login; gives its URL."""
    owner = url(server, "deal_ledger_owner")
    before = examined(owner)
    assert of("roles", before).state == of("schema", before).state == "wrong"
    assert migrate(owner, lambda: SEEDS)
    run(owner, *statements("as deal_ledger_owner"))
    return url(server, "deal_ledger_app")


def test_a_server_of_one_s_own(fresh: EmbeddedServer) -> None:
    run(fresh.url("postgres"), *statements("as a superuser, once"))
    app = set_up(fresh)
    findings = examined(app)
    assert states(findings, "wrong") == []
    assert states(findings, "warning") == ["tokens"]
    refuse_owner(app)
    with pytest.raises(UnsafeSettingError, match="owns the database and the schema ledger"):
        refuse_owner(url(fresh, "deal_ledger_owner"))


def test_a_managed_server_where_nobody_is_a_superuser(fresh: EmbeddedServer) -> None:
    run(fresh.url("postgres"), "CREATE ROLE provided LOGIN CREATEROLE CREATEDB")
    run(url(fresh, "provided", "postgres"), *statements("as the provider's administrator, once"))
    findings = examined(set_up(fresh))
    assert states(findings, "wrong") == []
    assert states(findings, "warning") == ["tokens"]


def test_a_server_that_a_dump_was_moved_to(
    fresh: EmbeddedServer, ledger: Ledger, database: str, tmp_path: Path
) -> None:
    tell(ledger)
    run(fresh.url("postgres"), *statements("as a superuser, once"))
    owner = url(fresh, "deal_ledger_owner")
    run(owner, *statements("as deal_ledger_owner, on the new server"))
    dump = tmp_path / "deals.dump"
    for program, *arguments in (
        ("pg_dump", "--format=custom", f"--file={dump}", database),
        ("pg_restore", "--no-owner", "--single-transaction", f"--dbname={owner}", dump),
    ):
        subprocess.run([fresh.binaries / program, *arguments], check=True, timeout=60)
    run(owner, *statements("as deal_ledger_owner"))
    app = url(fresh, "deal_ledger_app")
    assert states(examined(app), "wrong") == []
    with a_ledger(app, "moved") as moved:
        assert moved.root() == ledger.root()
        assert not any(moved.record(record, IMPORTER).added for record in story())
