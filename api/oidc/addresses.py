"""Which addresses of a provider are asked, and led to."""

from __future__ import annotations

from urllib.parse import urlsplit

from api.outwards.addresses import is_this_machine

LONGEST = 2_000


def over_tls(url: str) -> str:
    """The address, when nobody between can read or change what is said. Raises ValueError."""
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        raise ValueError(f"An address has at most {LONGEST} ASCII characters, and no space.")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ValueError("The host or the port cannot be read.") from None
    if not host or "@" in parts.netloc or parts.fragment:
        raise ValueError("An address begins with https:// and names a host, no user and no #.")
    if parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(host)):
        return url
    raise ValueError("Use https://. In clear, http:// leads to this machine only.")


def issuer(url: str) -> str:
    """An issuer as it names itself. Raises ValueError."""
    if "?" in url:
        raise ValueError("An issuer has no query.")
    return over_tls(url)
