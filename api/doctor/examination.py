"""The whole examination, in the order in which one fault explains the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

import psycopg

from api.doctor import (
    across,
    connecting,
    contents,
    erasing,
    home,
    outwards,
    process,
    schema,
    server,
    signing,
    signing_in,
)
from api.doctor.finding import Finding, Setup, made, not_made, ok, warning, wrong
from api.doctor.server import Database
from ledger.embedded import EmbeddedServer, EmbeddedServerError


def examine(environment: Mapping[str, str], now: Callable[[], datetime]) -> Iterator[Finding]:
    """Everything that is found, as it is found. Raises nothing and changes nothing.

    The embedded server is started to look into it, when there is one, as by every command.
    """
    setup = Setup(environment, process.valid_settings(environment), now)
    yield from made((*process.CHECKS, *signing_in.CHECKS), setup)
    try:
        for finding in _of_the_database(setup):
            yield finding if finding.check else replace(finding, check="connection")
    except Exception as fault:  # noqa: BLE001 - a database may go away at any moment
        yield replace(not_made(fault), check="connection")


def _of_the_database(setup: Setup) -> Iterator[Finding]:
    url = setup.settings.database_url
    if url is None:
        yield from made(home.CHECKS, setup)
        yield from _of_the_embedded(setup)
    elif fault := connecting.fault_of_url(url):
        yield fault
    else:
        yield from _at(url, setup)


def _of_the_embedded(setup: Setup) -> Iterator[Finding]:
    if not home.can_be_started(setup):
        if home.is_there(EmbeddedServer(setup.settings.home).data):
            yield warning("The embedded server was not started to look into it: see above.")
        return
    try:
        with EmbeddedServer(setup.settings.home).running() as running:
            yield from _at(running.url(), setup)
    except (EmbeddedServerError, psycopg.Error, OSError) as fault:
        log = EmbeddedServer(setup.settings.home).data / "server.log"
        yield wrong(f"The embedded server does not run: {fault}", f"tail -n 20 {log}")


def _at(url: str, setup: Setup) -> Iterator[Finding]:
    try:
        session = connecting.connect(url)
    except psycopg.Error as fault:
        yield connecting.refused(url, fault)
        return
    with session:
        yield ok(f"Connected: {connecting.place(session)}.")
        database = Database(setup, url, session)
        yield from made(server.CHECKS, database)
        yield from made(schema.CHECKS, database)
        if schema.there_is("entries", database):
            yield from made((*schema.OF_A_LEDGER, *contents.CHECKS, *across.CHECKS), database)
        if schema.there_is("tokens", database):
            yield from made(contents.OF_THE_SERVICE, database)
        if schema.there_is("checkpoints", database):
            yield from made(signing.CHECKS, database)
        if schema.there_is("time_stamping", database):
            yield from made(signing.OF_STAMPS, database)
        if schema.there_is("erased", database):
            yield from made(erasing.CHECKS, database)
        if schema.there_is("subscriptions", database):
            yield from made(outwards.CHECKS, database)
