"""What somebody gives a connection, judged before it counts: settings, a secret, a mapping."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from api.webhooks.mapping.loading import default_text, load
from api.webhooks.provider import SETTINGS_OF_ALL
from api.webhooks.registry import PROVIDERS
from api.webhooks.rhythm import hours

NEEDED = " *"
"""Ends the name of a setting that a connection needs."""
_WRITTEN: Mapping[tuple[str, str], str] = {
    ("hubspot", "accept"): "(v[12]([ ,]+v[12])*)?",
    ("salesforce", "organization_id"): "[A-Za-z0-9]{15}([A-Za-z0-9]{3})?",
    ("salesforce", "outbound_messages"): "(authenticated)?",
}
"""How settings are written that decide who is believed: a slip there would be found by nobody."""


class BadGivenError(ValueError):
    """What was given to a connection cannot count; the message says why."""


def settings_of(
    provider: str, given: Sequence[str], before: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The settings given, each as NAME=VALUE, over those before. Raises BadGivenError."""
    meanings = {**PROVIDERS[provider].settings, **SETTINGS_OF_ALL}
    known = {name.removesuffix(NEEDED): name for name in meanings}
    found = dict(before or {})
    for each in given:
        name, equals, value = each.partition("=")
        if not equals or name not in known:
            names = ", ".join(known)
            raise BadGivenError(
                f"{each!r}: write NAME=VALUE; {provider} has the settings: {names}."
            )
        if not re.fullmatch(_WRITTEN.get((provider, name), ".*"), value):
            raise BadGivenError(f"{value!r} is no {name}: {meanings[known[name]]}.")
        found[name] = value
    for name, written in known.items():
        if written.endswith(NEEDED) and not found.get(name):
            raise BadGivenError(f"{name} is needed: {meanings[written]}.")
    try:
        hours(found.get("silent_after", ""))
    except ValueError:
        raise BadGivenError(f"silent_after is {SETTINGS_OF_ALL['silent_after']}.") from None
    return found


def secret_of(provider: str, given: str) -> str:
    """A secret that was given. Raises BadGivenError for one that no delivery could fit."""
    found = given.strip()
    if not found:
        raise BadGivenError("A secret has at least one character.")
    if provider == "pipedrive" and not re.fullmatch("[^:]+:.+", found):
        raise BadGivenError("Pipedrive sends a user name and a password: write them USER:PASSWORD.")
    return found


def mapping_of(provider: str, given: bytes | None) -> str:
    """The text of a mapping for a provider; None: the one that comes along.

    Raises BadMapping for one that cannot be used, BadGivenError for another provider's.
    """
    if given is None:
        return default_text(provider) or ""
    found = load(given)
    if found.provider != provider:
        raise BadGivenError(f"This mapping is for {found.provider}, not for {provider}.")
    return given.decode("utf-8")
