"""A ledger whose people sign in at a provider on loopback, and a browser between the two."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from api.app import app
from api.service import Service, running
from api.settings import Settings
from ledger.tokens import Token
from tests.api.http.calling import DEAL, STORY, Api, Clock, outside
from tests.api.oidc.house import BACK, CLIENT, LEDGER, SECRET, House, a_house

START, DONE = "/sign-in/organisation/start", "/sign-in/organisation/done"
HOME = f"/deals/{DEAL}"
"""A page that needs no view."""
ROLES = '{"lawyers": ["legal", "recorder"], "sales": ["reader"]}'


@dataclass(frozen=True)
class Visitor:
    """A browser: it keeps cookies and is led where it is told to go."""

    client: TestClient
    service: Service
    house: House

    def begin(self, next_: str = "/deals") -> str:
        """Begin to sign in; gives where it leads to."""
        answer = self.client.get(START, params={"next": next_}, follow_redirects=False)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def at_the_house(self, address: str) -> str:
        """Sign in there; gives where it leads back to, on this side."""
        with httpx.Client(trust_env=False) as there:
            answer = there.get(address)
        assert answer.status_code == 302, answer.text
        parts = urlsplit(answer.headers["location"])
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == BACK
        return f"{parts.path}?{parts.query}"

    def back(self, address: str) -> httpx.Response:
        """Come back, and not go on."""
        return self.client.get(address, follow_redirects=False)

    def sign_in(self, next_: str = "/deals") -> httpx.Response:
        """All the way."""
        return self.back(self.at_the_house(self.begin(next_)))

    def refused(self, answer: httpx.Response, status: int, code: str) -> str:
        """The page of an answer that signs nobody in."""
        assert answer.status_code == status, answer.text
        assert f"Code {code}." in answer.text
        assert "deal_ledger_session" not in answer.headers.get("set-cookie", "")
        assert self.client.get(HOME, follow_redirects=False).status_code == 303
        assert not self.tokens()
        return answer.text

    def tokens(self) -> list[Token]:
        """The tokens that signing in by the organisation has made."""
        made = self.service.tokens.all()
        return [each for each in made if each.name == "sign-in by the organisation"]


def query_of(address: str) -> dict[str, str]:
    """The parameters of an address, each of them once."""
    return {name: one for name, [one] in parse_qs(urlsplit(address).query).items()}


@pytest.fixture
def clock() -> Clock:
    """The clock of ledger and provider."""
    return Clock()


@pytest.fixture
def house(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A provider at which one lawyer is signed in, who stands in the story."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    with a_house(clock) as served:
        served.person = {"sub": "1001", "ledger_person": "rep", "groups": ["lawyers", "staff"]}
        yield served


@pytest.fixture
def settings(house: House, tmp_path: Path) -> Settings:
    """The settings of a ledger with this provider."""
    return Settings(
        threads=4,
        request_timeout=2.0,
        home=tmp_path,
        public_url=LEDGER,
        oidc_issuer=house.url,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_person_claim="ledger_person",
        oidc_roles=ROLES,
    )


@pytest.fixture
def service(database: str, clock: Clock, settings: Settings) -> Iterator[Service]:
    """A running service on a ledger that holds the story."""
    with running(database, settings, outside(clock)) as started:
        with TestClient(app(started)) as client:
            told = Api(client, started).as_("admin").record(*STORY)
            assert told.status_code == 201, told.text
        yield started


@pytest.fixture
def visitor(service: Service, house: House) -> Iterator[Visitor]:
    """A browser in which nobody is signed in."""
    with TestClient(app(service), LEDGER, raise_server_exceptions=False) as client:
        yield Visitor(client, service, house)
