"""`deal-ledger backup FILE`: all that the ledger holds, in one encrypted file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from psycopg.errors import InsufficientPrivilege
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from api.cli.output import (
    INTERRUPTED,
    REFUSED,
    USAGE,
    AsJson,
    err,
    out,
    print_json,
    refusals,
)
from api.opening import database_url
from api.outside import real
from api.passphrase import PassphraseError, passphrase_from
from api.settings import Settings
from ledger.backup.dump import Wanted, origin_of
from ledger.backup.dump import backup as write_backup
from ledger.backup.manifest import BackupError, Manifest
from ledger.backup.manifest import Progress as Told
from ledger.backup.new_file import refuse_existing
from ledger.backup.signing import files_of
from ledger.database import SchemaError
from ledger.signing.folder import folder_in

PassphraseFile = Annotated[
    Path | None,
    typer.Option(
        help="File with the passphrase in its one line. Default: DEAL_LEDGER_PASSPHRASE, else it "
        "is asked for.",
        metavar="FILE",
    ),
]
File = Annotated[Path, typer.Argument(help="The file to write.", metavar="FILE")]
Force = Annotated[bool, typer.Option("--force", help="Replace FILE when it is there.")]


def backup(
    file: File,
    *,
    passphrase_file: PassphraseFile = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write everything that the ledger holds to one file, encrypted with a passphrase.

    Entries, the values beside them, pseudonyms, tokens, the access log and the ledger's secret,
    as they are at one moment; writers go on meanwhile; and key and state of the signer in
    DEAL_LEDGER_HOME. What can be derived is left out. FILE
    appears when it is complete, and only its owner may read it. Without the passphrase nobody can
    open it: keep that elsewhere. With DEAL_LEDGER_DATABASE_URL its user must own the database.

    It is a zip that holds files of the age format, and says in its README.txt how to open it by
    hand. The counterpart: deal-ledger restore FILE.
    """
    outside = real()
    with said("No backup", as_json=as_json):
        settings = Settings.from_environment()
        refuse_existing(file, replace=force)
        passphrase = passphrase_of(settings, passphrase_file, twice=True)
        with database_url(settings, outside) as url, shown() as progress:
            # Before the database, so that the state is never ahead of it.
            signer = files_of(folder_in(settings.home), origin_of(url))
            wanted = Wanted(file, passphrase, outside.now(), force, signer)
            manifest = write_backup(url, wanted, progress)
    if as_json:
        print_json({**summary(file, manifest), "signer": bool(signer)})
        return
    size = file.stat().st_size
    out.print(f"[bold green]Backed up[/] {manifest.size} entries to {escape(str(file))}, {size} B")
    out.print(f"Root {manifest.root}", soft_wrap=True)
    if signer:
        out.print("The signer's key and state are in it.")
    else:
        out.print("No signer of this ledger is in it: there is none in DEAL_LEDGER_HOME.")
    if not manifest.size:
        out.print("The ledger is empty: is it the one that was meant?")


def summary(file: Path, manifest: Manifest) -> dict[str, Any]:
    """What a backup holds, for a program."""
    return {
        "file": str(file),
        "bytes": file.stat().st_size,
        "made_at": manifest.made_at.isoformat(),
        "origin": manifest.origin,
        "entries": manifest.size,
        "root": manifest.root,
        "tables": {table.name: table.rows for table in manifest.tables},
    }


def passphrase_of(settings: Settings, file: Path | None, *, twice: bool) -> str:
    """The passphrase; asked for, without showing it, where there is a terminal."""

    def ask() -> str:
        asked: str = typer.prompt(
            "Passphrase", hide_input=True, confirmation_prompt=twice, err=True
        )
        return asked

    return passphrase_from(file, settings.passphrase, ask if sys.stdin.isatty() else None)


@contextmanager
def said(what: str, *, as_json: bool) -> Iterator[None]:
    """Say why there is no backup, or why nothing was restored, and end with the exit code."""
    try:
        with refusals(as_json=as_json):
            try:
                yield
            except InsufficientPrivilege as fault:
                raise BackupError(
                    f"{fault.diag.message_primary}. The user of DEAL_LEDGER_DATABASE_URL must own "
                    "the database."
                ) from None
            except SchemaError as fault:
                raise BackupError(str(fault)) from None
    except PassphraseError as fault:
        err.print(f"[bold red]{what}:[/] {escape(str(fault))}")
        raise typer.Exit(USAGE) from None
    except BackupError as fault:
        err.print(f"[bold red]{what}:[/] {escape(str(fault))}")
        raise typer.Exit(REFUSED) from None
    except OSError as fault:
        err.print(f"[bold red]{what}:[/] {escape(str(fault))}")
        raise typer.Exit(REFUSED) from None
    except KeyboardInterrupt:
        err.print(f"[bold red]{what}:[/] interrupted.")
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def shown() -> Iterator[Told]:
    """Progress on standard error: a bar for each thing that is done."""
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=err,
        transient=True,
        disable=not err.is_terminal,
    ) as bars:
        tasks: dict[str, Any] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what)
            bars.update(tasks[what], completed=done, total=total)

        yield tell
