"""A browser without a screen: signed in to the pages of a ledger that holds the story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from api.app import app
from api.service import Service, running
from api.settings import Settings
from ledger.tokens import TokenRole, Wanted
from tests.api.http.calling import STORY, Api, Clock, outside
from tests.projections.views.viewing import followed


@dataclass(frozen=True)
class Browser:
    """Keeps cookies, follows redirects, sends what forms send."""

    client: TestClient
    service: Service

    def sign_in(
        self, *roles: TokenRole, person: str | None = None, deals: Sequence[str] | None = None
    ) -> Browser:
        """Sign in with a new token of these roles."""
        given = self.service.outside
        wanted = Wanted("browser", roles, deals, person)
        _, text = self.service.tokens.create(wanted, given.secret(), given.now())
        answer = self.send("/sign-in", token=text)
        assert answer.status_code == 303, answer.text
        return self

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Open a page, wherever it leads."""
        return self.client.get(path, headers=headers, follow_redirects=True)

    def open(self, path: str) -> str:
        """The text of a page that must be there."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(
        self, path: str, headers: dict[str, str] | None = None, **fields: str | list[str]
    ) -> httpx.Response:
        """Send a form, and do not follow."""
        return self.client.post(path, data=fields, headers=headers, follow_redirects=False)

    def form_token(self, path: str = "/deals") -> str:
        """The token in a form of a page."""
        found = re.search(r'name="form_token" value="([0-9a-f]+)"', self.get(path).text)
        assert found
        return found[1]


@pytest.fixture
def clock() -> Clock:
    """The clock of the service."""
    return Clock()


@pytest.fixture
def service(database: str, clock: Clock, tmp_path: Path) -> Iterator[Service]:
    """A running service on a ledger that holds the story, with its views."""
    settings = Settings(threads=4, position_timeout=0.3, request_timeout=2.0, home=tmp_path)
    with running(database, settings, outside(clock)) as started:
        with TestClient(app(started)) as client:
            told = Api(client, started).as_("admin").record(*STORY)
            assert told.status_code == 201, told.text
        followed(database, started.ledger)
        yield started


@pytest.fixture
def stranger(service: Service) -> Iterator[Browser]:
    """A browser in which nobody is signed in."""
    with TestClient(app(service), raise_server_exceptions=False) as client:
        yield Browser(client, service)


@pytest.fixture
def lawyer(stranger: Browser) -> Browser:
    """A browser in which somebody with the role `legal` is signed in."""
    return stranger.sign_in("legal")
