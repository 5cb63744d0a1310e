"""The service on a fresh database, called within the process."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from starlette.testclient import TestClient

from api import logs
from api.app import app
from api.service import Service, running
from api.settings import Settings
from ledger.tokens import Wanted
from tests.api.client.serving import in_a_thread
from tests.api.http.calling import STORY, Api, Clock, outside
from tests.api.http.hostile import HEAD_TIMEOUT, Served


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The defaults; a test may ask for others by its own fixture of this name.

    What is kept beside the database lies in a folder of the test.
    """
    return Settings(threads=4, position_timeout=0.3, request_timeout=2.0, home=tmp_path)


@pytest.fixture
def clock() -> Clock:
    """The clock of the service."""
    return Clock()


@pytest.fixture
def service(database: str, settings: Settings, clock: Clock) -> Iterator[Service]:
    """A running service."""
    with running(database, settings, outside(clock)) as started:
        yield started


@pytest.fixture
def api(service: Service) -> Iterator[Api]:
    """The interface, without a token."""
    with TestClient(app(service), raise_server_exceptions=False) as client:
        yield Api(client, service)


@pytest.fixture
def admin(api: Api) -> Api:
    """The interface, as an admin."""
    return api.as_("admin")


@pytest.fixture
def told(admin: Api) -> Api:
    """The interface, as an admin, on a ledger that holds the story."""
    assert admin.record(*STORY).status_code == 201
    return admin


@pytest.fixture
def little_patience(tmp_path: Path) -> Settings:
    """The settings of `served`; a test may ask for others by its own fixture of this name."""
    home = tmp_path / "home"
    return Settings(
        home=home,
        port=0,
        threads=4,
        request_timeout=HEAD_TIMEOUT,
        most_connections=200,
        stop_timeout=1,
    )


@pytest.fixture
def served(database: str, little_patience: Settings) -> Iterator[Served]:
    """A served ledger."""
    given = outside(Clock())
    with running(database, little_patience, given) as service, in_a_thread(service) as address:
        wanted = Wanted("tests", ["recorder", "reader"])
        yield Served(
            service, address, service.tokens.create(wanted, given.secret(), given.now())[1]
        )


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    """What is logged, as lines of JSON."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    to = io.StringIO()
    logs.configure("info", to)
    yield to
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()
