"""What a serving process holds: the ledger, who may come in, who looked, how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cryptography.x509 import Certificate

from api.asking_views import AskedViews, may_ask_views
from api.auth import Doorkeeper
from api.erasing import eraser_of
from api.links import Links
from api.mail.server import mail_server_of
from api.metrics import Metrics
from api.oidc.setup import provider_of
from api.outage import Outage, Revive
from api.outside import Outside
from api.replays import Replays
from api.settings import Settings
from api.shares import Shares, shares
from api.signed import Signed
from api.stamps import roots_in
from api.webhooks.known import KnownConnections
from ledger.access import AccessLog
from ledger.application import Ledger
from ledger.erasing.eraser import Eraser
from ledger.inbox import connections as of_connections
from ledger.inbox.connections import Connections
from ledger.inbox.gaps import Gaps
from ledger.inbox.keeping import Inbox
from ledger.inbox.listing import Listing
from ledger.read_back_links import ReadBackLinks
from ledger.sessions import Sessions
from ledger.signing import published
from ledger.tokens import CHANGED, Tokens
from ledger.watching import Watch

if TYPE_CHECKING:
    from api.oidc.provider import Provider

SPARE_CONNECTIONS = 3
"""For the desk, the access log, and for looking up tokens while every thread is busy."""


@dataclass(frozen=True, slots=True)
class Service:
    """Everything that requests share. Threads may use all of it at the same time."""

    settings: Settings
    outside: Outside
    ledger: Ledger
    tokens: Tokens
    door: Doorkeeper
    sessions: Sessions
    pages_door: Doorkeeper
    links: Links
    read_back_links: ReadBackLinks
    access: AccessLog
    watch: Watch
    metrics: Metrics
    shares: Shares
    views: AskedViews
    replays: Replays
    connections: KnownConnections
    inbox: Inbox
    listing: Listing
    gaps: Gaps
    signed: Signed
    stamp_roots: tuple[Certificate, ...]
    eraser: Eraser
    organisation: Provider | None
    """Who signs people in, where the settings name a provider."""


@contextmanager
def running(
    url: str,
    settings: Settings,
    outside: Outside,
    revive: Revive | None = None,
    eraser_url: str | None = None,
) -> Iterator[Service]:
    """The service on a database whose user may act as the writer; ended when it is left.

    `revive` starts the database again when it was killed, where that is ours to do; `eraser_url` is
    of the login that erases, where it is another one. Raises BadSettingError.
    """
    stamp_roots = roots_in(settings.time_stamp_roots)
    organisation = provider_of(settings, outside.now)
    mail_server_of(settings)  # a wrong setting is told now, not at the first mail
    pool_size = settings.threads + SPARE_CONNECTIONS
    ledger = Ledger(url, outside.salts, pool_size, settings.patience)
    tokens = Tokens(ledger.rows)
    door = Doorkeeper(tokens.of, outside.now)
    sessions = Sessions(ledger.rows, tokens)
    pages_door = Doorkeeper(sessions.of, outside.now)
    access = AccessLog(ledger.rows)
    views = AskedViews(url, settings.patience)
    user, granted = may_ask_views(ledger)
    views.refuse_unless_granted(user, granted=granted)
    connections = KnownConnections(Connections(ledger.rows))
    signed = Signed(ledger)
    changed: dict[str, Callable[[str], None]] = {
        CHANGED: partial(_forgotten, (door, pages_door)),
        of_connections.CHANGED: connections.forget,
        published.CHANGED: signed.told,
    }
    watch = Watch(url, changed, Outage(revive).told)
    access.start()
    watch.start()
    try:
        yield Service(
            settings,
            outside,
            ledger,
            tokens,
            door,
            sessions,
            pages_door,
            Links(outside.now),
            ReadBackLinks(ledger.rows),
            access,
            watch,
            Metrics(ledger, access, watch, views, signed),
            shares(settings),
            views,
            Replays(),
            connections,
            Inbox(ledger.rows),
            Listing(ledger.rows),
            Gaps(ledger.rows),
            signed,
            stamp_roots,
            eraser_of(ledger, eraser_url or url, settings.home, outside.now),
            organisation,
        )
    finally:
        watch.close()
        access.close()
        views.close()
        ledger.close()


def _forgotten(doors: Iterable[Doorkeeper], token: str) -> None:
    for door in doors:
        door.forget(token)
