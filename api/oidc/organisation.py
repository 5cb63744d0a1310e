"""How an organisation's sign-in is set up: from the settings, before anything is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from api.oidc.addresses import over_tls
from api.oidc.roles import MappedRole, roles_in
from api.settings import BadSettingError, Settings, variable

BACK = "/sign-in/organisation/done"
"""Where the provider leads back to."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """Who vouches for people, as what this ledger asks there, and what follows for them here."""

    issuer: str
    client_id: str
    client_secret: str | None = field(repr=False)
    scopes: str
    person_claim: str | None
    roles_claim: str
    roles: Mapping[str, tuple[MappedRole, ...]]
    public_url: str
    """Where this ledger is reached, without a slash at the end. Never what a request names."""

    @property
    def redirect_uri(self) -> str:
        """Where the provider sends people back to; registered there."""
        return self.public_url + BACK

    @property
    def signed_out_uri(self) -> str:
        """Where it may send them once they have signed out there."""
        return f"{self.public_url}/sign-in"


def organisation_of(settings: Settings) -> Organisation | None:
    """As the settings say; None: nobody signs in that way. Raises BadSettingError."""
    if settings.oidc_issuer is None:
        return None
    if settings.oidc_client_id is None:
        raise BadSettingError(f"{variable('oidc_client_id')}: name what the provider gave.")
    return Organisation(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret or _secret_in(settings.oidc_client_secret_file),
        settings.oidc_scopes,
        settings.oidc_person_claim,
        settings.oidc_roles_claim,
        roles_in(settings.oidc_roles or "{}"),
        _public(settings.public_url),
    )


def _public(url: str | None) -> str:
    try:
        return over_tls(url or "").rstrip("/")
    except ValueError as fault:
        said = f" {fault}" if url else ""
        raise BadSettingError(
            f"{variable('public_url')}: name the address under which people reach `serve`; the "
            f"provider leads back to it.{said}"
        ) from None


def _secret_in(file: Path | None) -> str | None:
    if file is None:
        return None
    name = variable("oidc_client_secret_file")
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except OSError as fault:
        raise BadSettingError(f"{name}: {file} cannot be read ({fault.strerror}).") from None
    except UnicodeDecodeError:
        raise BadSettingError(f"{name}: {file} is not text in UTF-8.") from None
    if len(lines) != 1 or not lines[0].strip():
        raise BadSettingError(f"{name}: {file} is to hold one line, the secret.")
    return lines[0].strip()
