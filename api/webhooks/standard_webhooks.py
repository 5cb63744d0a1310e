"""Signatures of Standard Webhooks 1.0: `v1` (HMAC-SHA256) and `v1a` (Ed25519).

The message is `id.timestamp.body`; the header lists signatures, so that secrets and keys can be
changed without a pause. (github.com/standard-webhooks, spec/standard-webhooks.md)
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from api.webhooks.provider import Arrival
from api.webhooks.signing import (
    SECOND,
    base64_hmac,
    from_base64,
    octets,
    one_fits,
    one_header,
    refuse_other_times,
    refused,
)

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
PUBLIC_KEY = "whpk_"
SECRET = "whsec_"  # noqa: S105 - what a secret begins with
KEY_BYTES = 32
"""Of a secret that is made here; from 24 to 64 are allowed."""
_MOST_SIGNATURES = 20


def a_secret(random: bytes) -> str:
    """A secret made of KEY_BYTES random bytes or more."""
    return f"{SECRET}{b64encode(random[:KEY_BYTES]).decode()}"


def signed(identity: str, sent_at: datetime, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """The headers of a delivery of ours, with one `v1` signature for each secret, in their order.

    Raises ValueError without a secret: what nobody can check is not sent.
    """
    seconds = str(int(sent_at.timestamp()))
    message = octets(f"{identity}.{seconds}.") + body
    signatures = [f"v1,{base64_hmac(key, message).decode()}" for key in _keys(secrets)]
    if not signatures:
        raise ValueError("There is no secret to sign with.")
    return {ID: identity, TIMESTAMP: seconds, SIGNATURE: " ".join(signatures)}


def is_signed(arrival: Arrival) -> bool:
    """Whether a delivery has any of the headers: then its signature counts, and nothing else."""
    return any(name in arrival.headers for name in (ID, TIMESTAMP, SIGNATURE))


def check_signature(arrival: Arrival, secrets: Sequence[str]) -> None:
    """Raise NotBelievedError unless one signature fits one of the secrets or public keys."""
    identity, sent_at = one_header(arrival, ID), one_header(arrival, TIMESTAMP)
    given = one_header(arrival, SIGNATURE)
    refuse_other_times(arrival, sent_at, SECOND)
    message = octets(f"{identity}.{sent_at}.") + arrival.body
    keys, public = list(_keys(secrets)), list(_public_keys(secrets))
    if not keys and not public:
        refused("no_secret", "No secret of this connection can check a signature.")
    signatures = [each.partition(",") for each in given.split(" ")]
    if len(signatures) > _MOST_SIGNATURES:
        refused("signature_wrong", f"More than {_MOST_SIGNATURES} signatures are not looked at.")
    symmetric = [octets(each) for version, _, each in signatures if version == "v1"]
    fits = one_fits(symmetric, [base64_hmac(key, message) for key in keys])
    for version, _, each in signatures:
        if version == "v1a":
            signature = from_base64(each) or b""
            fits |= any(_signed(key, signature, message) for key in public)
    if not fits:
        refused("signature_wrong", "No signature fits the delivery.")


def _keys(secrets: Sequence[str]) -> Iterator[bytes]:
    """The keys in the secrets. A public key is none: whoever knows it could sign with it."""
    for secret in secrets:
        found = _decoded(secret, SECRET)
        if found and not secret.strip().startswith(PUBLIC_KEY):
            yield found


def _public_keys(secrets: Sequence[str]) -> Iterator[Ed25519PublicKey]:
    for secret in secrets:
        found = _decoded(secret, PUBLIC_KEY)
        if found and len(found) == 32 and secret.strip().startswith(PUBLIC_KEY):
            yield Ed25519PublicKey.from_public_bytes(found)


def _decoded(secret: str, prefix: str) -> bytes | None:
    text = secret.strip().removeprefix(prefix).rstrip("=")
    return from_base64(text + "=" * (-len(text) % 4))


def _signed(key: Ed25519PublicKey, signature: bytes, message: bytes) -> bool:
    try:
        key.verify(signature, message)
    except InvalidSignature:
        return False
    return True
