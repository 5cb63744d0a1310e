"""The mail server, as the settings name it: over TLS, or in clear to this machine alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from api.outwards.addresses import is_this_machine
from api.settings import BadSettingError, Settings, variable

Security = Literal["starttls", "tls", "none"]
_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_DOMAIN = r"[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*"
_ADDRESS = re.compile(rf"(?P<local>{_LOCAL})@(?P<domain>{_DOMAIN})")
LONGEST_ADDRESS = 254
NEEDED = ("mail_host", "mail_from", "mail_domains", "public_url")
"""Without one of these nothing is mailed."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, as whom, and for whom. `timeout` seconds in all."""

    host: str
    port: int
    security: Security
    sender: str
    domains: frozenset[str]
    timeout: float
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def may_be_sent_to(self, address: str) -> bool:
        """Whether an address is one, of a domain that the settings name."""
        return domain_of(address) in self.domains


def mail_server_of(settings: Settings) -> MailServer | None:
    """As the settings say; None where they name none. Raises BadSettingError."""
    if settings.mail_host is None or settings.mail_from is None or not settings.mail_domains:
        return None
    if domain_of(settings.mail_from) is None:
        raise BadSettingError(f"{variable('mail_from')}: this is no address.")
    if settings.mail_security == "none":
        _refuse_in_clear(settings)
    return MailServer(
        host=settings.mail_host,
        port=settings.mail_port,
        security=settings.mail_security,
        sender=settings.mail_from,
        domains=frozenset(settings.mail_domains.lower().split()),
        timeout=settings.mail_timeout,
        user=settings.mail_user,
        password=_password(settings) if settings.mail_user else None,
    )


def missing(settings: Settings) -> list[str]:
    """The variables without which nothing is mailed."""
    return [variable(name) for name in NEEDED if not getattr(settings, name)]


def domain_of(address: str) -> str | None:
    """The domain of an address, in small letters; None where it is no address."""
    found = _ADDRESS.fullmatch(address) if len(address) <= LONGEST_ADDRESS else None
    return found["domain"].lower() if found and len(found["local"]) <= 64 else None


def _refuse_in_clear(settings: Settings) -> None:
    assert settings.mail_host is not None
    name = variable("mail_security")
    if settings.mail_user is not None:
        raise BadSettingError(f"{name}: a password does not go out in clear. Use starttls or tls.")
    if not is_this_machine(settings.mail_host):
        raise BadSettingError(f"{name}: in clear, mail leads to this machine only.")


def _password(settings: Settings) -> str:
    if settings.mail_password is not None:
        return settings.mail_password
    path, name = settings.mail_password_file, variable("mail_password_file")
    if path is None:
        raise BadSettingError(f"{variable('mail_user')}: it needs a password.")
    try:
        found = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadSettingError(f"{name}: {type(fault).__name__}") from None
    if not found or "\n" in found:
        raise BadSettingError(f"{name}: one line is needed, the password.")
    return found
