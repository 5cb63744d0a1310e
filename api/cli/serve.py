"""`deal-ledger serve`: the HTTP interface, until it is told to stop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from ipaddress import ip_address
from typing import TYPE_CHECKING, Annotated

import typer

from api.beside import runner_beside
from api.cli.ending import until_told
from api.cli.output import REFUSED, err, out, refusals
from api.opening import serving_database
from api.outside import Outside, real
from api.settings import Settings
from api.signing import signing_here
from ledger.database import VIEWS
from ledger.read_back_links import NAME
from ledger.tokens import Wanted

if TYPE_CHECKING:
    from api.service import Service

Host = Annotated[
    str | None, typer.Option(help="Address to listen on. Default: DEAL_LEDGER_HOST, or 127.0.0.1.")
]
Port = Annotated[
    int | None,
    typer.Option(
        help="Port to listen on; 0 takes any free one. Default: DEAL_LEDGER_PORT, or 8321.",
        min=0,
        max=65535,
    ),
]
Runner = Annotated[
    bool,
    typer.Option(
        "--runner/--no-runner",
        help="Keep the views across deals, in a process beside; else `deal-ledger runner` does.",
    ),
]


def serve(*, host: Host = None, port: Port = None, runner: Runner = True) -> None:
    """Serve the HTTP interface and its interactive documents (/docs), until Ctrl-C or SIGTERM.

    The first time on an embedded ledger an admin's token is made and printed, once. Others are
    made with `deal-ledger token create`. An embedded ledger is signed meanwhile; with a database of
    your own `deal-ledger signer` does that. Logs are JSON lines on standard error.
    """
    from api.asking_views import may_ask_views  # noqa: PLC0415 - as below
    from api.service import running  # noqa: PLC0415

    given = {"host": host, "port": port}
    changed = {name: value for name, value in given.items() if value is not None}
    outside = real()
    with until_told(), ExitStack() as stack:
        stack.enter_context(refusals(as_json=False))
        settings = Settings.from_environment().model_copy(update=changed)
        database = stack.enter_context(serving_database(settings, outside))
        service = stack.enter_context(
            running(database.url, settings, outside, database.revive, database.eraser_url)
        )
        if settings.database_url is None:
            first_token(service, outside)
            stack.enter_context(signing_here(database.url, settings, outside))
        _warn(settings)
        login, may_ask = may_ask_views(service.ledger)
        if not may_ask:
            err.print(f"[yellow]The views across deals are not kept:[/] GRANT {VIEWS} TO {login}.")
        elif runner:
            stack.enter_context(runner_beside(settings))
        serve_here(service, sign_in_hints(service, outside))


def serve_here(service: Service, hints: list[str]) -> None:
    """Serve, after saying where and what to try."""
    # Here, not above: every other command would load a web server to begin.
    from api import logs, serving  # noqa: PLC0415

    logs.configure(service.settings.log_level)

    def began(address: str) -> None:
        out.print(f"Serving on [bold]{address}[/]", soft_wrap=True)
        out.print(f"Interactive documents: {address}/docs", soft_wrap=True)
        for hint in hints:
            out.print(hint.replace("{address}", address), soft_wrap=True, markup=False)
        out.print("Stop with Ctrl-C.")

    with _taken(service.settings):
        serving.serve(service, began)


@contextmanager
def _taken(settings: Settings) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        where = f"{settings.host}:{settings.port}"
        err.print(f"[bold red]Not served:[/] {where} cannot be listened on ({fault.strerror}).")
        err.print("Name another: deal-ledger serve --port 0 takes any free one.")
        raise typer.Exit(REFUSED) from None


def sign_in_hints(service: Service, outside: Outside) -> list[str]:
    """Where to sign in: on an embedded ledger by a link that whoever sees this may use, once."""
    if service.settings.database_url is not None:
        return ["Pages: {address}/deals (sign in with a token)"]
    code = outside.secret().hex()
    service.links.offer(code)
    return ["Pages, by a link that signs you in once:", f"  {{address}}/sign-in/{code}"]


def first_token(service: Service, outside: Outside) -> str | None:
    """Make and print an admin's token when there was never any; gives its text.

    That of a link for a read-back is none that anybody has.
    """
    if any(each.name != NAME for each in service.tokens.all()):
        return None
    wanted = Wanted("first serve", ["admin"])
    _, text = service.tokens.create(wanted, outside.secret(), outside.now())
    out.print("Admin's token, shown only this once; keep it:", style="bold")
    out.print(f"  {text}", soft_wrap=True)
    return text


def _warn(settings: Settings) -> None:
    try:
        loopback = ip_address(settings.host).is_loopback
    except ValueError:
        loopback = settings.host == "localhost"
    if not loopback:
        err.print(
            f"[yellow]Listening on {settings.host} without TLS:[/] tokens travel in clear. Put a "
            "proxy with TLS before it (docs/operating.md)."
        )
