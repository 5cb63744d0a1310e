"""`python -m tests.benchmarks [NAME…]`: measure, show, and keep the figures in .bench/."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from fnmatch import fnmatch
from functools import partial
from itertools import chain
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tests.benchmarks import across, readings, views
from tests.benchmarks.appending import appending
from tests.benchmarks.delivering import delivering
from tests.benchmarks.filing import filing
from tests.benchmarks.harness import Pace, measure
from tests.benchmarks.http_recording import http_recording
from tests.benchmarks.pages import pages
from tests.benchmarks.proving import proving
from tests.benchmarks.recording import recording
from tests.benchmarks.replaying import replaying
from tests.benchmarks.report import keep, show
from tests.benchmarks.server import FOLDER, databases

RESULTS = FOLDER / "results.json"
QUICK = Pace(rounds=5, seconds=0.15)
WIDTH = 110
"""Columns of the tables where no terminal says how many it has."""


def main(
    names: Annotated[
        list[str] | None, typer.Argument(help="Which to run: append_8x1, 'record_*' …")
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often each peer has its turn.")] = 15,
    seconds: Annotated[float, typer.Option(min=0.01, help="How long each turn takes.")] = 0.5,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Short turns: about a minute.")] = False,
) -> None:
    """Measure appending, recording and reading on a server of its own."""
    pace = QUICK if quick else Pace(rounds, seconds)
    console = Console(width=None if sys.stdout.isatty() else WIDTH)
    with databases() as server, _progress(console) as progress:
        of = (
            *(appending, recording, filing, http_recording, delivering),
            *(replaying, proving, pages),
        )
        every = chain.from_iterable(benchmarks(server) for benchmarks in of)
        known = {each.key: each for each in every}
        wanted = _wanted([*known, views.NAME, *across.names(), *readings.names()], names)
        outcomes = []
        for benchmark in (known[name] for name in wanted if name in known):
            task = progress.add_task(benchmark.key, total=pace.rounds * len(benchmark.peers))
            outcomes.append(measure(benchmark, pace, partial(progress.advance, task)))
        if views.NAME in wanted:
            task = progress.add_task(views.NAME, total=min(pace.rounds, views.MOST_ROUNDS))
            outcomes.append(views.catching_up(server, pace, partial(progress.advance, task)))
        times: list[readings.Times] = []
        if of_many := [name for name in wanted if name in across.names()]:
            task = progress.add_task("across deals", total=pace.rounds * len(of_many))
            times += across.read(server, of_many, pace, partial(progress.advance, task))
        to_read = [name for name in wanted if name in readings.names()]
        task = progress.add_task("readings", total=pace.rounds * len(to_read))
        times += readings.read(server, to_read, pace, partial(progress.advance, task))
        keep(RESULTS, server.machine(), outcomes, times)
    show(console, outcomes, times)
    console.print(f"Written to {RESULTS}")


def _wanted(known: Sequence[str], asked: Sequence[str] | None) -> list[str]:
    if not asked:
        return list(known)
    found = [name for name in known if any(fnmatch(name, each) for each in asked)]
    if not found:
        raise typer.BadParameter(f"There are: {', '.join(known)}")
    return found


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=console)


typer.run(main)
