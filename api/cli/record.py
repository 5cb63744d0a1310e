"""`deal-ledger record FILE…`: records in, one line each."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from api.cli.output import INTERRUPTED, REFUSED, AsJson, err, out, refusals, say_refusal
from api.errors import problem
from api.importing import Import, Tally
from api.opening import opened
from api.outside import real
from api.settings import Settings
from domain.record import Credential
from domain.refusals import Refusal

IMPORTER = Credential("cli:import", "admin_import")

Files = Annotated[
    list[Path],
    typer.Argument(
        help="JSON Lines of records, in the order they are to be recorded; - is standard input.",
        metavar="FILE…",
    ),
]


def record(files: Files, *, as_json: AsJson = False) -> None:
    """Record JSON Lines of records, as an admin's import.

    Recording a file again adds nothing: a record's id is its idempotency key. A refused line is
    reported with its number, code and a pointer to the field; the rest goes on. Exit code 1 if any
    line was refused. An interrupted import is simply run again.
    """
    for file in files:
        if str(file) != "-" and not file.is_file():
            raise typer.BadParameter(f"{file} is not a file.", param_hint="FILE")
    with refusals(as_json=as_json), opened(Settings.from_environment(), real()) as ledger:
        report = _JsonReport() if as_json else _Report()
        progress = _progress()
        with progress:
            task = progress.add_task("Recording", total=_total(files))
            job = Import(ledger, IMPORTER, report.refused, lambda n: progress.advance(task, n))
            if not err.is_terminal:
                job.read = _Milestones(job.tally).read
            try:
                for file in files:
                    report.file = str(file)
                    with _opened(file) as lines:
                        job.run(lines)
            except KeyboardInterrupt:
                progress.stop()
                report.end(job.tally)
                err.print("Interrupted. Run the same command again: nothing is added twice.")
                raise typer.Exit(INTERRUPTED) from None
        report.end(job.tally)
    if job.tally.refused:
        raise typer.Exit(REFUSED)


class _Report:
    """For a person: refusals as they come, the tally at the end."""

    file = ""

    def refused(self, line: int, refusal: Refusal) -> None:
        err.print(f"[bold]{self.file}, line {line}[/] refused")
        say_refusal(problem(refusal))

    def end(self, tally: Tally) -> None:
        out.print(f"{tally.added} added, {tally.already} already there, {tally.refused} refused")


class _JsonReport(_Report):
    """One JSON document, written as it comes, so that memory stays constant."""

    def __init__(self) -> None:
        self._begun = False

    def refused(self, line: int, refusal: Refusal) -> None:
        found = {"file": self.file, "line": line, **problem(refusal)}
        sys.stdout.write(("," if self._begun else '{"refusals":[') + "\n" + json.dumps(found))
        self._begun = True

    def end(self, tally: Tally) -> None:
        opening = "" if self._begun else '{"refusals":['
        counts = {"added": tally.added, "already": tally.already, "refused": tally.refused}
        sys.stdout.write(f"{opening}],{json.dumps(counts)[1:]}\n")


MILESTONE = 10_000


class _Milestones:
    """Progress where no bar can be drawn: a line for every ten thousand records."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._passed = 0

    def read(self, _: int) -> None:
        """Another batch is done."""
        done = self._tally.added + self._tally.already + self._tally.refused
        if done // MILESTONE > self._passed:
            self._passed = done // MILESTONE
            err.print(f"{done:,} records so far")


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    if str(file) == "-":
        yield sys.stdin.buffer
    else:
        with file.open("rb") as lines:
            yield lines


def _total(files: list[Path]) -> int | None:
    """Bytes in all; None when standard input is among them."""
    if any(str(file) == "-" for file in files):
        return None
    return sum(file.stat().st_size for file in files)


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    )
