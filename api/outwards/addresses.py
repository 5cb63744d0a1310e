"""Where may be pushed to: over TLS, or in clear to this machine."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

LONGEST = 2000


class BadAddressError(ValueError):
    """It can't be pushed to this address; the message says why."""


def checked(url: str) -> str:
    """The address, when it may be pushed to. Raises BadAddressError.

    A private network is allowed: what receives may be in the house.
    """
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        raise BadAddressError(f"An address has at most {LONGEST} ASCII characters, and no space.")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise BadAddressError("The host or the port cannot be read.") from None
    if not host:
        raise BadAddressError("An address begins with https:// and names a host.")
    _refuse_unsafe(parts, host)
    return url


def _refuse_unsafe(parts: SplitResult, host: str) -> None:
    if parts.username is not None or parts.password is not None:
        raise BadAddressError(
            "A user or password in an address gets into lists and logs: every push is signed, so "
            "check the signature instead."
        )
    if parts.fragment:
        raise BadAddressError("What follows # is never sent: leave it out.")
    if parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(host)):
        return
    raise BadAddressError("Use https://. In clear, http:// leads to this machine only.")


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine, whatever its names resolve to."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
