"""`deal-ledger restore FILE`: an empty ledger becomes the one that was backed up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from api.cli.backup import PassphraseFile, passphrase_of, said, shown, summary
from api.cli.output import AsJson, out, print_json
from api.outside import real
from api.settings import Settings
from ledger.backup.erasing import Again
from ledger.backup.load import opened_backup
from ledger.backup.load import restore as restore_into
from ledger.backup.manifest import BackupError
from ledger.backup.signing import Outcome, bring_back
from ledger.embedded import EmbeddedServer
from ledger.erasing.kept_list import ErasedRows, ListError, add_to_list, file_in, read_list
from ledger.signing.folder import folder_in

_SIGNERS: dict[Outcome, str] = {
    "restored": "Its signer is frozen: give it the newest checkpoint that anybody has (deal-ledger "
    "signer resume --checkpoint FILE --reason …), or accept what was lost (--accept-loss).",
    "kept": "DEAL_LEDGER_HOME has a signer already, which was kept as it is: if the backup lacks "
    "what it signed, it freezes (deal-ledger signer status).",
    "none": "No signer came with the backup.",
}

Erasures = Annotated[
    list[Path] | None,
    typer.Option(
        help="Another list of erasures (erasures.jsonl of the home in which was erased), beside "
        "that of DEAL_LEDGER_HOME. May be given several times.",
        metavar="FILE",
    ),
]
File = Annotated[Path, typer.Argument(help="What `deal-ledger backup` wrote.", metavar="FILE")]


def restore(
    file: File,
    *,
    passphrase_file: PassphraseFile = None,
    erasures: Erasures = None,
    as_json: AsJson = False,
) -> None:
    """Restore a backup into an empty ledger: the same origin, positions, root and answers.

    Into DEAL_LEDGER_HOME, or the database of DEAL_LEDGER_DATABASE_URL (as its owner; PostgreSQL 15
    or newer, whatever version the backup comes from). The schema is made, loaded and brought
    forward, and the tree of entries is computed anew before anything is kept: all is restored or
    nothing. A ledger that holds anything is never touched. Records that are sent again are
    recognised as before. Persons who were erased after the backup was made are erased again, as far
    as the list of erasures is there (in DEAL_LEDGER_HOME, or --erasures). The signer that comes
    with it is frozen until `signer resume`. Let only one of the two go on: the one that was backed
    up, or this one.
    """
    if not file.is_file():
        raise typer.BadParameter(f"{file} is not a file.", param_hint="FILE")
    with said("Nothing restored", as_json=as_json):
        settings = Settings.from_environment()
        known = _known_erasures(settings, erasures)
        passphrase = passphrase_of(settings, passphrase_file, twice=False)
        with (
            shown() as progress,
            opened_backup(file, passphrase, progress) as saved,
            _target(settings) as url,
        ):
            manifest = saved.manifest
            with _listed():
                # Those that the backup knows, too: the next one to be restored may be older. And
                # before: what is erased again is on the list by the time it is committed.
                of_this = [each for each in known if each.log == manifest.origin]
                add_to_list(file_in(settings.home), of_this)
            restored = restore_into(url, saved, progress, Again(known, real().salts))
        signer = bring_back(folder_in(settings.home), restored.signer, real().now())
    again = [each.record for each in restored.erased_again]
    if as_json:
        print_json({**summary(file, manifest), "signer": signer, "erased_again": again})
        return
    out.print(f"[bold green]Restored[/] {manifest.size} entries of {escape(manifest.origin)}")
    out.print(f"Root {manifest.root}", soft_wrap=True)
    out.print("As it was at", manifest.made_at.isoformat(timespec="seconds"))
    out.print(_SIGNERS[signer], soft_wrap=True)
    if again:
        out.print(f"Erased again: {len(again)} person(s), as the list of erasures says.")
    if not any(each.log == manifest.origin for each in known):
        out.print(
            "No list of erasures was there: who was erased after the backup was made, if anybody, "
            "is back. Nothing in the backup can tell.",
            soft_wrap=True,
        )


def _known_erasures(settings: Settings, files: list[Path] | None) -> list[ErasedRows]:
    """The erasures of all lists, each once. A list that is named must be there."""
    if missing := [each for each in files or () if not each.is_file()]:
        raise typer.BadParameter(f"{missing[0]} is not a file.", param_hint="--erasures")
    with _listed():
        every = [read_list(file) for file in (file_in(settings.home), *(files or ()))]
    return list({each.record: each for found in every for each in found}.values())


@contextmanager
def _listed() -> Iterator[None]:
    try:
        yield
    except ListError as fault:
        raise BackupError(str(fault)) from None


@contextmanager
def _target(settings: Settings) -> Iterator[str]:
    """The database, while it is running; not migrated: restoring does that."""
    if settings.database_url:
        yield settings.database_url
        return
    with EmbeddedServer(settings.home).running() as server:
        yield server.url()
