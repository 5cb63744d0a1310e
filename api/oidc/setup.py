"""The provider that signs people in; what it needs is loaded only where there is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from api.oidc.organisation import organisation_of
from api.settings import Settings

if TYPE_CHECKING:
    from api.oidc.provider import Provider


def provider_of(settings: Settings, now: Callable[[], datetime]) -> Provider | None:
    """As the settings say; nothing is asked of it yet. Raises BadSettingError."""
    organisation = organisation_of(settings)
    if organisation is None:
        return None
    from api.oidc.provider import Provider  # noqa: PLC0415 - 0.2 s that most processes need not

    return Provider(organisation, now)
