"""`deal-ledger runner`: views across deals, the inbox, subscriptions, in a process of its own."""

from __future__ import annotations

import os
import signal
from contextlib import ExitStack, closing
from threading import Event, Thread
from time import sleep
from typing import Annotated

import typer

from api import logs
from api.cli.ending import until_told
from api.cli.output import out, refusals
from api.digest.undelivered import record_undelivered
from api.opening import serving_database
from api.outside import real
from api.outwards.pusher import pushing
from api.settings import Settings
from api.views import connect_as_views, keeping_views
from api.webhooks.worker import working
from ledger.application import Ledger

CONNECTIONS = 4
"""To the database: one that appends, and some that read for the views, the inbox, the pusher."""
NICE = 10
"""Requests come first: by so much."""
LONGEST_END = 10.0
"""Seconds in which it ends once the process that started it is gone."""
Beside = Annotated[
    bool,
    typer.Option(
        "--beside", help="End with the standard input: for `serve`, which starts it.", hidden=True
    ),
]


def runner(*, beside: Beside = False) -> None:
    """Keep the views across deals, record what is in the inbox, push to subscriptions.

    Until Ctrl-C or SIGTERM. One process keeps the views, and one each subscription, at a time:
    others wait and take over. The inbox may have several.
    `serve` does this too, unless it is told --no-runner. Logs are JSON lines on standard error.
    """
    if beside:
        os.nice(NICE)
        Thread(target=_end_with_input, name="input", daemon=True).start()
    outside = real()
    with until_told(), ExitStack() as stack:
        stack.enter_context(refusals(as_json=False))
        settings = Settings.from_environment()
        url = stack.enter_context(serving_database(settings, outside)).url
        ledger = Ledger(url, outside.salts, CONNECTIONS, settings.patience)
        stack.enter_context(closing(ledger))
        logs.configure(settings.log_level)
        with connect_as_views(url)():
            pass  # refused now, not over and over
        stack.enter_context(keeping_views(url, ledger, logs.told_of("views")))
        stack.enter_context(working(url, ledger, outside, logs.told_of("inbox")))
        told = logs.told_of("outwards")

        def ended(subscription: str) -> None:
            logs.ended(subscription)
            record_undelivered(ledger, outside)

        stack.enter_context(pushing(url, ledger, outside.now, told, ended))
        out.print("Keeping the views, the inbox and subscriptions. Stop with Ctrl-C.")
        Event().wait()


def _end_with_input() -> None:
    # Not by sys.stdin: what reads it holds a lock that the end of the program would wait for.
    while os.read(0, 4096):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    # A database that hangs may hang for ever: it is left to hang, and nobody waits for this.
    sleep(LONGEST_END)
    os._exit(1)
