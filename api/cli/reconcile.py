"""`deal-ledger reconcile CONNECTION FILE`: a CRM's own export against what it reported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from api.cli.output import INTERRUPTED, REFUSED, AsJson, err, out, print_json, refusals
from api.opening import opened
from api.outside import real
from api.reconciling.comparing import Compared, Comparing
from api.reconciling.export import Export, open_export
from api.reconciling.payloads import ID_COLUMNS, columns_of
from api.reconciling.running import Reconciliation, Tally
from api.settings import Settings
from api.webhooks.mapping.rules import ProviderMapping
from api.webhooks.provider import UnreadableError
from api.webhooks.translator import mapping_of
from domain.occurrence import moment_text
from ledger.application import Ledger
from ledger.inbox.connections import Connection, Connections
from ledger.inbox.delivery import UntranslatableError

MEGABYTE = 1_000_000
MILESTONE = 10 * MEGABYTE
"""Where no bar can be drawn, a line is printed every so many bytes."""
MOST_SHOWN = 100
"""Differences and deals that are listed; `--json` lists all."""
Id = Annotated[str, typer.Argument(help="The connection whose system this is.")]
File = Annotated[
    Path,
    typer.Argument(
        help="CSV (UTF-8, with a header) or JSON (an array of objects, or one under `data`).",
        exists=True,
        dir_okay=False,
    ),
]
ExportedAt = Annotated[
    str | None,
    typer.Option(
        "--exported-at",
        help="When the export was made, with an offset. Default: the time of the file.",
        metavar="TIME",
    ),
]


def reconcile(
    connection: Id,
    file: File,
    *,
    exported_at: ExportedAt = None,
    id_column: Annotated[
        str | None, typer.Option(help="The column that has the deal's id in that system.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Record nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compare a CRM's own export with what it reported, and record the differences.

    Columns have the names and values that the connection's mapping reads. A difference is recorded
    as having happened between the last report and the export. The same file again adds nothing.
    Exit code 1 if a row could not be read.
    """
    with refusals(as_json=as_json), opened(Settings.from_environment(), real()) as ledger:
        found = _connection(ledger, connection)
        mapping = _mapping(found)
        at = _moment(exported_at, file, real().now())
        report = _Report(as_json=as_json)
        try:
            export = open_export(file)
            _refuse_other_columns(found, mapping, export, id_column)
            comparing = Comparing(found, mapping, export, at, _entries(ledger), id_column)
            with _progress(file) as read:
                job = Reconciliation(comparing, None if dry_run else ledger, report, read)
                _run(job)
        except UnreadableError as fault:
            _refuse(f"{file} can't be read: {fault}")
        except OSError as fault:
            _refuse(f"{file} can't be read: {fault.strerror}.")
        report.end(job.tally, at, dry_run=dry_run)
    if job.tally.unreadable:
        raise typer.Exit(REFUSED)


def _run(job: Reconciliation) -> None:
    try:
        job.run()
    except KeyboardInterrupt:
        err.print("Interrupted. Run the same command again: nothing is added twice.")
        raise typer.Exit(INTERRUPTED) from None


def _entries(ledger: Ledger) -> Any:
    size = ledger.size
    return lambda deal: ledger.read(deal, size)


def _connection(ledger: Ledger, name: str) -> Connection:
    found = Connections(ledger.rows).get(name)
    if found is None:
        _refuse(f"There is no connection {name}: deal-ledger connection list shows them.")
    if found.provider not in ID_COLUMNS:
        known = ", ".join(ID_COLUMNS)
        _refuse(f"{found.provider} has no export of deals: this is for {known}.")
    return found


def _mapping(connection: Connection) -> ProviderMapping:
    try:
        return mapping_of(connection.mapping)
    except UntranslatableError as fault:
        _refuse(str(fault))


def _refuse_other_columns(
    connection: Connection, mapping: ProviderMapping, export: Export, id_column: str | None
) -> None:
    """A file none of whose columns the mapping knows says nothing, rather than: no difference."""
    if connection.provider == "generic" or not export.columns:
        return
    if id_column is not None and id_column not in export.columns:
        raise typer.BadParameter(f"There is no column {id_column!r}.", param_hint="--id-column")
    covered = columns_of(mapping)
    if not covered.intersection(export.columns) and "properties" not in export.columns:
        names = ", ".join(sorted(covered))
        _refuse(
            f"The mapping of {connection.id} reads none of the columns of this file. Export it "
            f"with the names that {connection.provider} has inside, e.g.: {names}."
        )


def _moment(text: str | None, file: Path, now: datetime) -> datetime:
    if text is None:
        return min(datetime.fromtimestamp(file.stat().st_mtime, UTC), now)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        message = "Write a time with its offset, e.g. 2026-03-01T18:00:00Z."
        raise typer.BadParameter(message, param_hint="--exported-at")
    if found > now:
        raise typer.BadParameter("It is in the future.", param_hint="--exported-at")
    return found.astimezone(UTC)


def _refuse(message: str) -> NoReturn:
    err.print(escape(message), soft_wrap=True)
    raise typer.Exit(REFUSED)


class _Report:
    """Rows as they come, for a person; a table or one JSON document at the end."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self._differences: list[dict[str, Any]] = []
        self._unknown: list[str] = []
        self._unreadable: list[dict[str, Any]] = []

    def differs(self, found: Compared) -> None:
        """A field that has another value than the last one reported."""
        assert found.record is not None
        if self._as_json or len(self._differences) < MOST_SHOWN:
            self._differences.append(
                {
                    "deal": found.deal,
                    "object": found.object,
                    "field": found.field,
                    "previous": found.previous,
                    "value": found.value,
                    "occurred_at": found.record.envelope.occurred_at.json,
                    "record": found.record.id,
                }
            )

    def unknown(self, deal: str) -> None:
        """A deal that the ledger does not know."""
        if self._as_json or len(self._unknown) < MOST_SHOWN:
            self._unknown.append(deal)

    def unreadable(self, line: int, reason: str) -> None:
        """A row of which nothing can be made."""
        if self._as_json:
            self._unreadable.append({"line": line, "reason": reason})
        else:
            err.print(f"[bold]Row {line}[/] can't be read: {escape(reason)}", soft_wrap=True)

    def end(self, tally: Tally, exported_at: datetime, *, dry_run: bool) -> None:
        """What was found."""
        if self._as_json:
            print_json(
                {
                    "exported_at": moment_text(exported_at),
                    **tally.json,
                    "differences": self._differences,
                    "unknown": self._unknown,
                    "unreadable": self._unreadable,
                }
            )
            return
        self._list(tally)
        table = Table("Unchanged", "Differing", "Unknown deals", "Rows that can't be read")
        counts = (tally.unchanged, tally.differing, tally.unknown, tally.unreadable)
        table.add_row(*map(str, counts))
        out.print(table)
        done = "Nothing was recorded (--dry-run)." if dry_run else f"{tally.recorded} recorded."
        at = f"{exported_at:%Y-%m-%d %H:%M:%S} UTC"
        out.print(f"{done} Taken as exported at {at}; if not, say --exported-at.", soft_wrap=True)

    def _list(self, tally: Tally) -> None:
        if self._differences:
            table = Table("Deal", "Of", "Field", "Reported", "Export")
            for each in self._differences:
                before = "nothing" if each["previous"] is None else str(each["previous"])
                row = (each["deal"], each["object"], each["field"], before, str(each["value"]))
                table.add_row(*map(escape, row))
            out.print(table)
        if tally.differing > len(self._differences):
            out.print(f"… and {tally.differing - len(self._differences)} more: --json has all.")
        if self._unknown:
            more = tally.unknown - len(self._unknown)
            rest = f" and {more} more" if more else ""
            named = escape(", ".join(self._unknown))
            out.print(f"Not in the ledger: {named}{rest}.", soft_wrap=True)


@contextmanager
def _progress(file: Path) -> Iterator[Any]:
    columns = (TextColumn("Comparing"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        size = file.stat().st_size
        task = progress.add_task("Comparing", total=size)
        done = 0

        def read(many: int) -> None:
            nonlocal done
            progress.advance(task, many)
            if not err.is_terminal and done // MILESTONE < (done + many) // MILESTONE:
                err.print(f"{(done + many) // MEGABYTE} of {size // MEGABYTE} MB so far")
            done += many

        yield read
