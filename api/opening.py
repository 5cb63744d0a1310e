"""Opening a ledger: the embedded server or a database of one's own, checked before it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from api.outside import Outside
from api.settings import Settings
from ledger.application import Ledger
from ledger.database import migrate, refuse_owner, refuse_unguarded, refuse_unsafe
from ledger.embedded import EmbeddedServer
from ledger.logins import APP, ERASING, make_logins


@contextmanager
def database_url(settings: Settings, outside: Outside) -> Iterator[str]:
    """The database's URL, while it is running. The embedded one is migrated by itself."""
    if settings.database_url:
        yield settings.database_url
        return
    with EmbeddedServer(settings.home).running() as server:
        migrate(server.url(), outside.seeds)
        yield server.url()


@dataclass(frozen=True, slots=True)
class Database:
    """A database that runs: its URL, and what starts it again where that is ours to do.

    `eraser_url` is of the login that erases, where there is one.
    """

    url: str
    revive: Callable[[], None] | None = None
    eraser_url: str | None = None


@contextmanager
def serving_database(settings: Settings, outside: Outside) -> Iterator[Database]:
    """The database of a serving process, with a user who may write and not change.

    Raises UnsafeSettingError or SchemaError.
    """
    with ExitStack() as stack:
        if settings.database_url:
            found = Database(settings.database_url, eraser_url=settings.eraser_url)
        else:
            server = stack.enter_context(EmbeddedServer(settings.home).running())
            migrate(server.url(), outside.seeds)
            make_logins(server.url())
            erasing = server.url(user=ERASING)
            found = Database(server.url(user=APP), server.revive, erasing)
        refuse_owner(found.url)
        refuse_unsafe(found.url)
        refuse_unguarded(found.url)
        yield found


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
