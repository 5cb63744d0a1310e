"""The check of how people sign in by their organisation: settings, and what the provider tells."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

from api.doctor.finding import Finding, Setup, ok, warning, wrong
from api.oidc.organisation import Organisation
from api.oidc.refusals import ProviderNotReached, ProviderNotRight
from api.oidc.setup import provider_of
from api.settings import PREFIX, BadSettingError

if TYPE_CHECKING:
    from api.oidc.provider import Metadata, Provider

_ISSUER = f"{PREFIX}OIDC_ISSUER"


def signing_in(setup: Setup) -> Iterator[Finding]:
    """Can people sign in by their organisation, where that is set up?"""
    try:
        provider = provider_of(setup.settings, setup.now)
    except BadSettingError as fault:
        yield wrong(str(fault), "Nobody signs in, and `serve` does not begin, until it is set.")
        return
    if provider is None:
        yield _without_provider(setup)
        return
    yield from _of_settings(provider.organisation)
    try:
        told = asyncio.run(_told(provider))
    except (ProviderNotReached, ProviderNotRight) as fault:
        yield _not_usable(provider, fault)
    else:
        yield from judged_provider(provider.organisation, told)


async def _told(provider: Provider) -> Metadata:
    await provider.keys()
    return await provider.metadata()


def _without_provider(setup: Setup) -> Finding:
    given = sorted(name for name in setup.environment if name.startswith(f"{PREFIX}OIDC_"))
    if any(setup.environment[name] for name in given):
        return warning(
            f"{', '.join(given)}: no effect without {_ISSUER}.", f"Set {_ISSUER}, or unset them."
        )
    return ok("People sign in with tokens: no provider is named.")


def _of_settings(organisation: Organisation) -> Iterator[Finding]:
    if not organisation.roles:
        yield warning(
            "No group has a role: nobody who signs in by the organisation may come in.",
            f'{PREFIX}OIDC_ROLES=\'{{"GROUP": ["reader"]}}\'',
        )
    if organisation.client_secret is None:
        yield ok("This ledger is a public client: it has no secret at the provider.")


def _not_usable(provider: Provider, fault: ProviderNotReached | ProviderNotRight) -> Finding:
    cause = f" ({fault.__cause__})" if fault.__cause__ and str(fault.__cause__) else ""
    return wrong(
        f"{provider.organisation.issuer} cannot be used: {fault.why}{cause}.",
        f"Compare {_ISSUER} with the `issuer` in its /.well-known/openid-configuration, and look "
        "whether this machine reaches it (HTTPS_PROXY, SSL_CERT_FILE).",
    )


def judged_provider(organisation: Organisation, told: Metadata) -> Iterator[Finding]:
    """What there is to say of a provider that tells this of itself."""
    yield ok(
        f"People sign in at {organisation.issuer}. Registered there must be "
        f"{organisation.redirect_uri}, and for signing out {organisation.signed_out_uri}."
    )
    challenges = told.code_challenge_methods_supported
    if challenges is not None and "S256" not in challenges:
        yield warning("The provider does not list PKCE with S256, which is asked for.")
    lacking = set(organisation.scopes.split()) - {*(told.scopes_supported or ())}
    if told.scopes_supported is not None and lacking:
        yield warning(
            f"The provider does not list the scopes {', '.join(sorted(lacking))}.",
            f"See {PREFIX}OIDC_SCOPES.",
        )
    if told.end_session_endpoint is None:
        yield ok("It does not say where to sign out: people stay signed in there.")


CHECKS = (signing_in,)
