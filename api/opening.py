"""Opening a ledger: the embedded server or a database of one's own, checked before it is used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from api.outside import Outside
from api.settings import Settings
from ledger.application import Ledger
from ledger.database import migrate, refuse_owner, refuse_unguarded, refuse_unsafe
from ledger.embedded import EmbeddedServer
from ledger.logins import APP, make_login


@contextmanager
def database_url(settings: Settings, outside: Outside) -> Iterator[str]:
    """The database's URL, while it is running. The embedded one is migrated by itself."""
    if settings.database_url:
        yield settings.database_url
        return
    with EmbeddedServer(settings.home).running() as server:
        migrate(server.url(), outside.seeds)
        yield server.url()


@contextmanager
def serving_url(settings: Settings, outside: Outside) -> Iterator[str]:
    """The database's URL for a serving process, whose user may write and not change.

    Raises UnsafeSettingError or SchemaError.
    """
    with ExitStack() as stack:
        if settings.database_url:
            url = settings.database_url
        else:
            server = stack.enter_context(EmbeddedServer(settings.home).running())
            migrate(server.url(), outside.seeds)
            make_login(server.url())
            url = server.url(user=APP)
        refuse_owner(url)
        refuse_unsafe(url)
        refuse_unguarded(url)
        yield url


@contextmanager
def opened(settings: Settings, outside: Outside) -> Iterator[Ledger]:
    """The ledger. Raises UnsafeSettingError or SchemaError rather than run where it could lose."""
    with opened_at(settings, outside) as (_, ledger):
        yield ledger


@contextmanager
def opened_at(settings: Settings, outside: Outside) -> Iterator[tuple[str, Ledger]]:
    """The database's URL, and the ledger in it. Raises what `opened` does."""
    with database_url(settings, outside) as url:
        refuse_unsafe(url)
        ledger = Ledger(url, outside.salts)
        try:
            yield url, ledger
        finally:
            ledger.close()
