"""Real PostgreSQL for every test: one server a session, a fresh migrated database a test."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings

from ledger.application import Ledger
from ledger.database import migrate
from ledger.embedded import EmbeddedServer
from tests import records
from tests.databases import MIGRATED, SEEDS, a_database, a_server, counted_salts, run

MEMORY = Path("/dev/shm")  # noqa: S108 - every test makes a folder of its own in it
ENOUGH = 4 * 2**30
# Servers of tests flush as always; where there is room, to memory: to wait for a disk tests
# nothing.
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH:
    os.environ.setdefault("TMPDIR", str(MEMORY))
    tempfile.tempdir = None

# A busy machine is not a fault of the program. The same examples come in every run: a failure is
# found again, and none is met by chance.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Another PostgreSQL than the one in the wheel."""
    parser.addoption(
        "--postgres-bin",
        type=Path,
        metavar="DIR",
        help="folder with initdb, pg_ctl and postgres (default: the embedded server's own)",
    )


@pytest.fixture(scope="session")
def binaries(request: pytest.FixtureRequest) -> Path | None:
    """The folder given as --postgres-bin; None for the embedded server's own."""
    given: Path | None = request.config.getoption("--postgres-bin")
    return given


@pytest.fixture(scope="session")
def server(binaries: Path | None) -> Iterator[EmbeddedServer]:
    """The session's server, with one migrated database that every test's own is copied from."""
    with (
        TemporaryDirectory(prefix="deal-ledger-tests-") as home,
        a_server(Path(home), binaries).running() as running,
    ):
        run(running.url("postgres"), f"CREATE DATABASE {MIGRATED}")
        migrate(running.url(MIGRATED), lambda: SEEDS)
        yield running


@pytest.fixture
def empty_database(server: EmbeddedServer) -> Iterator[str]:
    """The URL of a fresh database that no migration has touched."""
    with a_database(server, "template1") as url:
        yield url


@pytest.fixture
def database(server: EmbeddedServer) -> Iterator[str]:
    """The URL, as its owner, of a fresh migrated database."""
    with a_database(server, MIGRATED) as url:
        yield url


@pytest.fixture
def ledger(database: str) -> Iterator[Ledger]:
    """A ledger on `database`, salted the same in every run."""
    with_salts = Ledger(database, counted_salts())
    yield with_salts
    with_salts.close()


@pytest.fixture(autouse=True)
def _same_ids_in_every_run() -> None:
    records.number_anew()
