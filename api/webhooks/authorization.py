"""The `Authorization` header: a bearer token, or HTTP Basic, as senders that sign nothing have."""

from __future__ import annotations

from collections.abc import Sequence

from api.webhooks.provider import Arrival
from api.webhooks.signing import from_base64, octets, one_fits, refused

HEADER = "authorization"


def check_authorization(
    arrival: Arrival, secrets: Sequence[str], schemes: Sequence[str] = ("basic", "bearer")
) -> None:
    """Raise NotBelievedError unless the delivery carries one of the secrets.

    A secret is a bearer token, or `user:password` for Basic.
    """
    if len(arrival.headers.get(HEADER, ())) > 1:
        refused("header_doubled", "The header authorization stands more than once.")
    scheme, _, given = (arrival.header(HEADER) or "").strip().partition(" ")
    if scheme.lower() not in schemes or not given.strip():
        wanted = " or ".join(each.capitalize() for each in schemes)
        refused("credentials_missing", f"An Authorization header of the kind {wanted} is needed.")
    if not one_fits([_credentials(scheme.lower(), given.strip())], map(octets, secrets)):
        refused("credentials_wrong", "The credentials are not those of this connection.")


def _credentials(scheme: str, given: str) -> bytes:
    if scheme == "bearer":
        return octets(given)
    # What is no base64 fits no secret: the secrets that count are not empty.
    return from_base64(given) or b""
