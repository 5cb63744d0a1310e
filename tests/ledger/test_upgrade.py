"""A ledger of the former version goes on after an upgrade, as docs/operating.md says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from api.cli.demo import DEAL, story, story_text, tell
from api.reading import known_deal
from ledger import database as schema
from ledger.application import Ledger
from ledger.database import WRITER, SchemaError, migrate, migrations, refuse_unsafe
from ledger.embedded import EmbeddedServer
from ledger.verifying import verify
from projections.terms import terms
from tests.api.cli import Command
from tests.databases import SEEDS, a_ledger, rows, run
from tests.records import BY, a_record

FORMER = range(1, len(migrations()))
"""The last migrations of the versions before."""
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
_KEPT = "SELECT position, event_id, state, leaf, subtrees, fingerprint FROM ledger.entries"


_ASKED_FOR = (
    "ALTER TABLE ledger.log ADD COLUMN erasures bigint NOT NULL DEFAULT 0",
    "CREATE TABLE ledger.erased (position bigint, digest bytea, stand_in text)",
    f"GRANT SELECT ON ledger.erased TO {WRITER}",
)
_NO_MORE = ("ALTER TABLE ledger.log DROP COLUMN erasures", "DROP TABLE ledger.erased")


@contextmanager
def a_former_ledger(url: str, series: str) -> Iterator[Ledger]:
    """A ledger on a former schema; what today's program asks for beyond that is there meanwhile."""
    former = rows(url, "SELECT to_regclass('ledger.erased')") == [(None,)]
    run(url, *(_ASKED_FOR if former else ()))
    with a_ledger(url, series) as ledger:
        yield ledger
    run(url, *(_NO_MORE if former else ()))


@pytest.fixture(params=FORMER)
def last(request: pytest.FixtureRequest) -> int:
    """The last migration of a version before."""
    return int(request.param)


@pytest.fixture
def former(empty_database: str, last: int) -> str:
    """The URL of a ledger at a former schema, with the story in it."""
    assert len(migrate(empty_database, lambda: SEEDS, last)) == last
    with a_former_ledger(empty_database, "former") as ledger:
        tell(ledger)
    return empty_database


def upgrade(url: str) -> Command:
    """Migrate as the docs say; gives the command on the migrated database."""
    [(ran,)] = rows(url, "SELECT count(*) FROM public.deal_ledger_migrations")
    command = Command({"DEAL_LEDGER_DATABASE_URL": url})
    expected = [f"{each.number:04} {each.name}" for each in migrations()[ran:]]
    assert command("migrate", "--json").json == {"ran": expected}
    return command


def reading(ledger: Ledger) -> dict[str, Any]:
    """What the ledger says and proves of the story's deal."""
    said = terms(known_deal(ledger, DEAL, NOW))
    return {"terms": said, "root": ledger.root(), "size": ledger.size, "origin": ledger.origin}


def test_before_the_upgrade_every_command_says_what_to_run(former: str) -> None:
    with pytest.raises(SchemaError, match=r"lacks \d+ migration.*deal-ledger migrate"):
        refuse_unsafe(former, {})
    said = Command({"DEAL_LEDGER_DATABASE_URL": former})("deals")
    assert said.code == 1
    assert "run `deal-ledger migrate`" in said.err


def test_an_upgrade_keeps_every_byte_position_and_root(former: str) -> None:
    kept = rows(former, _KEPT)
    with a_former_ledger(former, "before") as ledger:
        before = reading(ledger)
    upgrade(former)
    refuse_unsafe(former, {})
    assert rows(former, _KEPT) == kept
    with a_ledger(former, "after") as ledger:
        assert reading(ledger) == before
        assert verify(ledger, lambda done, total: None).broken is None


def test_after_an_upgrade_recording_goes_on_where_it_was(former: str) -> None:
    size = len(story())
    upgrade(former)
    with a_ledger(former, "after") as ledger:
        added = ledger.record(a_record("deal.opened"), BY)
        assert (added.added, added.position) == (True, size + 1)
        assert verify(ledger, lambda done, total: None).broken is None


def test_what_is_sent_again_after_an_upgrade_adds_nothing(former: str) -> None:
    size = len(story())
    said = upgrade(former)("record", "-", "--json", given=story_text()).json
    assert (said["added"], said["already"]) == (0, size)
    assert rows(former, "SELECT size FROM ledger.log") == [(size,)]


def test_an_upgrade_that_is_run_twice_runs_once(former: str) -> None:
    command = upgrade(former)
    assert command("migrate", "--json").json == {"ran": []}


def test_the_former_program_refuses_the_newer_schema(
    former: str, last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade(former)
    known = migrations()[:last]
    monkeypatch.setattr(schema, "migrations", lambda: known)
    with pytest.raises(SchemaError, match=r"newer version .*: use that version"):
        refuse_unsafe(former, {})
    with pytest.raises(SchemaError, match="newer version"):
        migrate(former, lambda: SEEDS)


def test_an_embedded_ledger_is_brought_forward_by_the_next_command(last: int) -> None:
    with TemporaryDirectory(prefix="deal-ledger-home-") as home:
        with EmbeddedServer(Path(home)).running() as server:
            migrate(server.url(), lambda: SEEDS, last)
            with a_former_ledger(server.url(), "former") as ledger:
                tell(ledger)
                root = ledger.root().hex()
        said = Command({"DEAL_LEDGER_HOME": home, "DEAL_LEDGER_DATABASE_URL": ""})
        assert said("verify", "--json").json["root"] == root
        assert said("record", "-", "--json", given=story_text()).json["added"] == 0
