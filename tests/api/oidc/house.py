"""A provider on loopback, of another make than what is tested: the server of Authlib, on Flask.

It demands PKCE, its client's secret and the registered address, takes a code once, and lets whoever
stands in `person` in without asking. A test may have it say something else than the truth.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import AccessDeniedError, ClientMixin
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin, OpenIDCode, UserInfo
from flask import Flask, Response, jsonify, request
from joserfc import jws
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

CLIENT, SECRET = "deal-ledger", "s3cret of the ledger"
LEDGER = "https://deals.example.com"
BACK = f"{LEDGER}/sign-in/organisation/done"
Forgery = Callable[["House", dict[str, Any]], str]


def a_key(name: str) -> RSAKey:
    """A key that signs."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


FIRST, SECOND = a_key("first"), a_key("second")


@dataclass
class House:
    """What the provider is, and what it does next."""

    now: Callable[[], datetime]
    url: str = ""
    key: RSAKey = field(default_factory=lambda: FIRST)
    published: tuple[RSAKey, ...] = (FIRST,)
    person: dict[str, Any] = field(default_factory=lambda: {"sub": "1001"})
    declines: str | None = None
    """The error that it leads back with, instead of a code."""
    forges: Forgery | None = None
    """How it states an identity, instead of as it should."""
    told: dict[str, Any] = field(default_factory=dict)
    """What it tells of itself otherwise."""
    secret_in: str = "client_secret_basic"
    status: int | None = None
    """What it answers to everything, when it does not work."""
    asked: list[str] = field(default_factory=list)
    codes: dict[str, _Code] = field(default_factory=dict)

    def signed(self, claims: dict[str, Any] | str, key: Any = None, **header: Any) -> str:
        """An identity with these claims, signed with any key."""
        made = {"alg": "RS256", "kid": self.key.kid, **header}
        text = (claims if isinstance(claims, str) else json.dumps(claims)).encode()
        return jws.serialize_compact(made, text, key or self.key, algorithms=[made["alg"]])


@dataclass(frozen=True)
class _Client(ClientMixin):
    """The ledger, as it is registered."""

    house: House

    def get_client_id(self) -> str:
        return CLIENT

    def get_allowed_scope(self, scope: str) -> str:
        return scope

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == BACK

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret in {SECRET, SECRET.replace(" ", "+")}

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == self.house.secret_in

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass(frozen=True)
class _Code(AuthorizationCodeMixin):
    """What a code stands for."""

    code: str
    redirect_uri: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    person: dict[str, Any]

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return self.nonce

    def get_auth_time(self) -> None:
        return None

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


def _grant_of(house: House) -> type:
    class Grant(AuthorizationCodeGrant):
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post", "none")

        def save_authorization_code(self, code: str, request: Any) -> None:
            sent = request.payload
            nonce, challenge = sent.data["nonce"], sent.data["code_challenge"]
            method = sent.data["code_challenge_method"]
            house.codes[code] = _Code(
                code, sent.redirect_uri, sent.scope, nonce, challenge, method, request.user
            )

        def query_authorization_code(self, code: str, client: Any) -> _Code | None:
            return house.codes.get(code)

        def delete_authorization_code(self, authorization_code: _Code) -> None:
            del house.codes[authorization_code.code]

        def authenticate_user(self, authorization_code: _Code) -> dict[str, Any]:
            return authorization_code.person

    return Grant


class _Identities(OpenIDCode):
    def __init__(self, house: House) -> None:
        super().__init__(require_nonce=True)
        self._house = house

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return any(code.nonce == nonce for code in self._house.codes.values())

    def resolve_client_private_key(self, client: Any) -> Any:
        return KeySet([self._house.key])

    def get_encode_header(self, client: Any) -> dict[str, Any]:
        return {"alg": "RS256", "kid": self._house.key.kid}

    def get_client_claims(self, client: Any) -> dict[str, Any]:
        at = int(self._house.now().timestamp())
        return {"iss": self._house.url, "aud": CLIENT, "iat": at, "exp": at + 300, "auth_time": at}

    def generate_user_info(self, user: dict[str, Any], scope: str) -> UserInfo:
        return UserInfo(user)

    def encode_id_token(self, token: Any, request: Any) -> str:
        text = str(super().encode_id_token(token, request))
        if self._house.forges is None:
            return text
        claims = json.loads(jws.extract_compact(text.encode()).payload)
        return self._house.forges(self._house, claims)


def _app(house: House) -> Flask:
    app = Flask("house")
    server = AuthorizationServer(app, lambda _: _Client(house), lambda *_: None)
    server.register_grant(_grant_of(house), [_Identities(house), CodeChallenge(required=True)])

    @app.before_request
    def noted() -> tuple[str, int] | None:
        house.asked.append(request.path)
        return None if house.status is None else ("it is broken", house.status)

    @app.get("/.well-known/openid-configuration")
    def known() -> Response:
        told = {
            "issuer": house.url,
            "authorization_endpoint": f"{house.url}/authorize",
            "token_endpoint": f"{house.url}/token",
            "jwks_uri": f"{house.url}/keys",
            "end_session_endpoint": f"{house.url}/end",
            "token_endpoint_auth_methods_supported": [house.secret_in],
            "code_challenge_methods_supported": ["S256"],
        }
        return jsonify({k: v for k, v in (told | house.told).items() if v is not None})

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(KeySet([*house.published]).as_dict(private=False))

    @app.get("/authorize")
    def authorize() -> Any:
        try:
            grant = server.get_consent_grant(end_user=house.person)
        except OAuth2Error as fault:
            return server.handle_error_response(None, fault)
        if house.declines is not None:
            sent = grant.request.payload
            refusal = AccessDeniedError(redirect_uri=sent.redirect_uri)
            refusal.error, refusal.state = house.declines, sent.state
            return server.handle_error_response(None, refusal)
        return server.create_authorization_response(grant_user=house.person, grant=grant)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    return app


@contextmanager
def a_house(now: Callable[[], datetime]) -> Iterator[House]:
    """A provider that is served."""
    house = House(now)
    server = make_server("127.0.0.1", 0, _app(house), threaded=True)
    house.url = f"http://127.0.0.1:{server.server_port}"
    serving = threading.Thread(target=server.serve_forever, args=(0.05,))
    serving.start()
    try:
        yield house
    finally:
        server.shutdown()
        serving.join()
        server.server_close()
