"""The provider of an organisation: where it leads to, and whom it says that somebody is."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote_plus, urlencode

from joserfc.jwk import KeySet
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from api.oidc import asking
from api.oidc.addresses import over_tls
from api.oidc.attempt import Attempt
from api.oidc.identity import KeyNotKnownError, identity, keys_in
from api.oidc.organisation import Organisation
from api.oidc.refusals import IdentityNotBelieved, ProviderNotRight, SignInTooLate
from api.refusals import Busy
from api.shares import Share

MOST_ASKED = 20
"""Sign-ins that ask it at the same time."""
REMEMBERED_FOR = 3_600.0
"""Seconds that what it tells of itself counts; then a key that it gave up counts no more."""
_KNOWN = "/.well-known/openid-configuration"
_LONGEST_CODE = 4_000
_ERRORS = frozenset(
    (
        *("invalid_request", "invalid_client", "unauthorized_client", "unsupported_grant_type"),
        *("invalid_scope", "unsupported_response_type", "invalid_target", "request_not_supported"),
    )
)
"""What a provider may say is wrong, in words that are safe to repeat."""

Address = Annotated[str, AfterValidator(over_tls)]


class Metadata(BaseModel):
    """What a provider tells of itself (OpenID Connect Discovery 1.0), as far as it is used."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    issuer: str
    authorization_endpoint: Address
    token_endpoint: Address
    jwks_uri: Address
    end_session_endpoint: Address | None = None
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False
    code_challenge_methods_supported: tuple[str, ...] | None = None
    scopes_supported: tuple[str, ...] | None = None


class Provider:
    """One provider, remembered for a while. For one event loop."""

    def __init__(self, organisation: Organisation, now: Callable[[], datetime]) -> None:
        self.organisation = organisation
        self.underway = Share(MOST_ASKED, Busy)
        self._now = now
        self._metadata: tuple[Metadata, float] | None = None
        self._keys: tuple[KeySet, float] | None = None

    async def metadata(self) -> Metadata:
        """What it tells of itself. Raises ProviderNotReached, ProviderNotRight."""
        if self._metadata is None or self._metadata[1] < time.monotonic():
            told = await asking.get(self.organisation.issuer.rstrip("/") + _KNOWN)
            self._metadata = (_metadata(told, self.organisation.issuer), _until())
        return self._metadata[0]

    async def keys(self, *, anew: bool = False) -> KeySet:
        """What it signs with. Raises ProviderNotReached, ProviderNotRight."""
        if anew or self._keys is None or self._keys[1] < time.monotonic():
            told = await asking.get((await self.metadata()).jwks_uri)
            try:
                self._keys = (keys_in(told), _until())
            except ValueError as fault:
                raise ProviderNotRight(str(fault)) from None
        return self._keys[0]

    async def begin(self, attempt: Attempt) -> str:
        """Where to sign in. Raises ProviderNotReached, ProviderNotRight."""
        to = (await self.metadata()).authorization_endpoint
        return _with(
            to,
            response_type="code",
            client_id=self.organisation.client_id,
            redirect_uri=self.organisation.redirect_uri,
            scope=self.organisation.scopes,
            state=attempt.state,
            nonce=attempt.nonce,
            code_challenge=attempt.challenge,
            code_challenge_method="S256",
        )

    async def refuse_other_issuer(self, named: str | None) -> None:
        """Raise IdentityNotBelieved when an answer names another issuer (RFC 9207)."""
        told = await self.metadata()
        needed = told.authorization_response_iss_parameter_supported
        if (named is not None or needed) and named != self.organisation.issuer:
            raise IdentityNotBelieved("the answer is of another issuer")

    async def identity(self, code: str, attempt: Attempt) -> tuple[dict[str, Any], str]:
        """The claims of who signed in, and the token that states them.

        Raises SignInTooLate, IdentityNotBelieved, ProviderNotReached, ProviderNotRight.
        """
        text = await self._redeemed(code, attempt)
        expected = {
            "iss": self.organisation.issuer,
            "aud": self.organisation.client_id,
            "nonce": attempt.nonce,
        }
        try:
            return identity(text, await self.keys(), expected, self._now()), text
        except KeyNotKnownError:
            pass
        try:
            return identity(text, await self.keys(anew=True), expected, self._now()), text
        except KeyNotKnownError:
            raise IdentityNotBelieved("it is signed by a key that is not published") from None

    async def sign_out(self, hint: str) -> str | None:
        """Where to sign out of the provider, too; None: it tells of no such place.

        Raises ProviderNotReached, ProviderNotRight.
        """
        to = (await self.metadata()).end_session_endpoint
        if to is None:
            return None
        hinted = {"id_token_hint": hint} if hint else {}
        return _with(
            to,
            client_id=self.organisation.client_id,
            post_logout_redirect_uri=self.organisation.signed_out_uri,
            **hinted,
        )

    async def _redeemed(self, code: str, attempt: Attempt) -> str:
        told, ours = await self.metadata(), self.organisation
        form = {
            "grant_type": "authorization_code",
            "code": code[:_LONGEST_CODE],
            "redirect_uri": ours.redirect_uri,
            "code_verifier": attempt.verifier,
        }
        login = None
        if ours.client_secret is None:
            form["client_id"] = ours.client_id
        elif "client_secret_basic" in told.token_endpoint_auth_methods_supported:
            login = (quote_plus(ours.client_id), quote_plus(ours.client_secret))
        else:
            form |= {"client_id": ours.client_id, "client_secret": ours.client_secret}
        answer = await asking.post(told.token_endpoint, form, login)
        return _id_token(answer)


def _id_token(answer: asking.Answer) -> str:
    if answer.said.get("error") == "invalid_grant":
        raise SignInTooLate
    if answer.status != 200:
        raise ProviderNotRight(f"it does not take the code ({error_in(answer.said)})")
    found = answer.said.get("id_token")
    if not isinstance(found, str):
        raise ProviderNotRight("it states no identity (id_token)")
    return found


def error_in(said: Mapping[str, Any]) -> str:
    """The error that a provider names, when it is one of those that there are."""
    named = said.get("error")
    return named if isinstance(named, str) and named in _ERRORS else "no known reason"


def _metadata(told: Mapping[str, Any], issuer: str) -> Metadata:
    try:
        found = Metadata.model_validate(told)
    except ValidationError as fault:
        fields = sorted({str(each["loc"][0]) for each in fault.errors()})
        raise ProviderNotRight(f"it does not tell, or not over TLS: {', '.join(fields)}") from None
    if found.issuer != issuer:
        raise ProviderNotRight("it names itself otherwise than DEAL_LEDGER_OIDC_ISSUER does")
    return found


def _until() -> float:
    return time.monotonic() + REMEMBERED_FOR


def _with(address: str, **query: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"
