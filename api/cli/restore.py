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
from ledger.backup.load import opened_backup
from ledger.backup.load import restore as restore_into
from ledger.backup.signing import Outcome, bring_back
from ledger.embedded import EmbeddedServer
from ledger.signing.folder import folder_in

_SIGNERS: dict[Outcome, str] = {
    "restored": "Its signer is frozen: give it the newest checkpoint that anybody has (deal-ledger "
    "signer resume --checkpoint FILE --reason …), or accept what was lost (--accept-loss).",
    "kept": "DEAL_LEDGER_HOME has a signer already, which was kept as it is: if the backup lacks "
    "what it signed, it freezes (deal-ledger signer status).",
    "none": "No signer came with the backup.",
}

File = Annotated[Path, typer.Argument(help="What `deal-ledger backup` wrote.", metavar="FILE")]


def restore(file: File, *, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """Restore a backup into an empty ledger: the same origin, positions, root and answers.

    Into DEAL_LEDGER_HOME, or the database of DEAL_LEDGER_DATABASE_URL (as its owner; PostgreSQL 15
    or newer, whatever version the backup comes from). The schema is made, loaded and brought
    forward, and the tree of entries is computed anew before anything is kept: all is restored or
    nothing. A ledger that holds anything is never touched. Records that are sent again are
    recognised as before. The signer that comes with it is frozen until `signer resume`. Let only
    one of the two go on: the one that was backed up, or this one.
    """
    if not file.is_file():
        raise typer.BadParameter(f"{file} is not a file.", param_hint="FILE")
    with said("Nothing restored", as_json=as_json):
        settings = Settings.from_environment()
        passphrase = passphrase_of(settings, passphrase_file, twice=False)
        with (
            shown() as progress,
            opened_backup(file, passphrase, progress) as saved,
            _target(settings) as url,
        ):
            files = restore_into(url, saved, progress)
            manifest = saved.manifest
        signer = bring_back(folder_in(settings.home), files, real().now())
    if as_json:
        print_json({**summary(file, manifest), "signer": signer})
        return
    out.print(f"[bold green]Restored[/] {manifest.size} entries of {escape(manifest.origin)}")
    out.print(f"Root {manifest.root}", soft_wrap=True)
    out.print("As it was at", manifest.made_at.isoformat(timespec="seconds"))
    out.print(_SIGNERS[signer], soft_wrap=True)


@contextmanager
def _target(settings: Settings) -> Iterator[str]:
    """The database, while it is running; not migrated: restoring does that."""
    if settings.database_url:
        yield settings.database_url
        return
    with EmbeddedServer(settings.home).running() as server:
        yield server.url()
