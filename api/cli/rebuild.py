"""`deal-ledger rebuild`: the views across deals, built anew."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.progress import Progress

from api.cli.output import REFUSED, AsJson, err, out, print_json, refusals
from api.opening import opened_at
from api.outside import real
from api.settings import Settings
from api.views import connect_as_views, entries_once
from projections.views.all import BY_NAME, VIEWS
from projections.views.building import BUILD_LOCK, Build
from projections.views.ports import Connection
from projections.views.runner import lock
from projections.views.status import statuses
from projections.views.view import View

ViewArgument = Annotated[
    str | None,
    typer.Argument(help=f"One of {', '.join(BY_NAME)}. Default: all of them.", metavar="[VIEW]"),
]


def rebuild(view: ViewArgument = None, *, as_json: AsJson = False) -> None:
    """Build views across deals anew beside those that are read, and put them in their place.

    Readers see the old rows until the new ones are all there. Needs no runner, and does not disturb
    one. Exit code 1 when an entry stopped a view: it is then complete up to the entry before.
    """
    if view is not None and view not in BY_NAME:
        raise typer.BadParameter(f"There are: {', '.join(BY_NAME)}.")
    views = [BY_NAME[view]] if view else list(VIEWS)
    with ExitStack() as stack:
        stack.enter_context(refusals(as_json=as_json))
        url, ledger = stack.enter_context(opened_at(Settings.from_environment(), real()))
        connection = stack.enter_context(connect_as_views(url)())
        progress = stack.enter_context(
            Progress(console=err, transient=True, disable=not err.is_terminal)
        )
        build = Build(connection, entries_once(ledger), views)
        found = _built(build, connection, progress)
    if as_json:
        print_json({"views": found})
    else:
        _print(found)
    if build.stopped:
        raise typer.Exit(REFUSED)


def _built(build: Build, connection: Connection, progress: Progress) -> list[dict[str, Any]]:
    task = progress.add_task("Waiting for another that builds", total=None)
    while not lock(connection, BUILD_LOCK):
        time.sleep(0.2)
    progress.update(task, description="Building")
    build.progress = lambda done, total: progress.update(task, completed=done, total=total)
    for _ in build.steps():
        pass
    seen = statuses(connection, build.views)
    return [_result(view, build, seen[view.name].position) for view in build.views]


def _result(view: View, build: Build, position: int) -> dict[str, Any]:
    stopped = build.stopped.get(view.name)
    return {
        "view": view.name,
        "version": view.version,
        "position": position,
        "stopped": (
            {"at": stopped.at, "deal": stopped.deal, "error": stopped.error} if stopped else None
        ),
    }


def _print(found: list[dict[str, Any]]) -> None:
    for each in found:
        out.print(f"[bold]{each['view']}[/] stands on position {each['position']}")
        if stopped := each["stopped"]:
            err.print(
                f"[bold red]{each['view']} is stopped[/] by the entry at position {stopped['at']}, "
                f"deal {escape(stopped['deal'])}: {stopped['error']}"
            )
