"""The identity that a provider states (its ID token), believed only when all of it holds.

1. It is signed, by a key that the provider publishes, with an algorithm of two keys: `none` and
   shared secrets are not looked at.
2. It is of this issuer, for this ledger (`aud`; `azp` where there is one, or several `aud`).
3. It was made for this sign-in (`nonce`), has not expired and is not of the future, by our clock
   and LEEWAY.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from joserfc.errors import ClaimError, InvalidClaimError, InvalidKeyIdError, JoseError
from joserfc.jwk import JWKRegistry, Key, KeySet
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry, Token, decode

from api.oidc.refusals import IdentityNotBelieved

ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "Ed25519"),
)
LEEWAY = 60
"""Seconds that the two clocks may be apart."""
_UNREADABLE = (
    *(JoseError, UnsupportedAlgorithm, RecursionError, OverflowError),
    *(ValueError, TypeError, KeyError, AttributeError),
)
"""What comes of reading what others have made, whatever it is."""
_WHY = {
    "iss": "it does not come from the issuer that is set",
    "aud": "it was not made for this ledger",
    "azp": "it was not made for this ledger",
    "nonce": "it was not made for this sign-in",
    "exp": "it has expired or does not say when, or the clocks of the two systems are apart",
    "iat": "it is of the future, or the clocks of the two systems are apart",
    "nbf": "it is of the future, or the clocks of the two systems are apart",
    "sub": "it does not say whom it is of",
}


class _Registry(JWSRegistry):
    max_header_length = 16_384  # some send their certificates along, which are not looked at


class KeyNotKnownError(Exception):
    """Signed by a key that is not among those: the provider may have a new one."""


def keys_in(published: Mapping[str, Any]) -> KeySet:
    """The keys of a provider that can be used. Raises ValueError when there is none."""
    listed = published.get("keys")
    found = [_key(each) for each in (listed if isinstance(listed, list) else ())]
    usable = [each for each in found if each is not None]
    if not usable:
        raise ValueError("it publishes no key that can be used")
    return KeySet(usable)


def _key(published: Any) -> Key | None:
    try:
        return JWKRegistry.import_key(published)
    except _UNREADABLE:
        return None  # of another kind than is known here: the others still count


def identity(text: str, keys: KeySet, expected: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The claims; `expected` are `iss`, `aud` and `nonce`.

    Raises IdentityNotBelieved, KeyNotKnownError.
    """
    claims = _signed(text, keys).claims
    rules = JWTClaimsRegistry(
        int(now.timestamp()),
        LEEWAY,
        iss={"essential": True, "value": expected["iss"]},
        aud={"essential": True, "value": expected["aud"]},
        nonce={"essential": True, "value": expected["nonce"]},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
    )
    try:
        rules.validate(claims)
        _refuse_other_party(claims, expected["aud"])
    except ClaimError as fault:
        why = _WHY.get(fault.claim, "it lacks what it must say")
        raise IdentityNotBelieved(why) from None
    return claims


def _signed(text: str, keys: KeySet) -> Token:
    registry = _Registry(algorithms=ALGORITHMS, strict_check_header=False)
    try:
        return decode(text, keys, registry=registry)
    except InvalidKeyIdError:
        raise KeyNotKnownError from None
    except _UNREADABLE:
        raise IdentityNotBelieved("its signature does not hold") from None


def _refuse_other_party(claims: Mapping[str, Any], client: str) -> None:
    several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
    if (several or "azp" in claims) and claims.get("azp") != client:
        raise InvalidClaimError("azp")
