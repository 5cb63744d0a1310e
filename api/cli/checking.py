"""What `deal-ledger erase --check` does: look whether values are found anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer
from rich.markup import escape

from api.cli.backup import passphrase_of, said, shown
from api.cli.output import REFUSED, err, out, print_json
from api.opening import database_url
from api.outside import real
from api.settings import Settings
from ledger.erasing.scanning import Scan, scan_backup, scan_database, scan_dump

MOST_SHOWN = 100
_BACKUP = b"PK\x03\x04"


def check(
    values: Sequence[str], dump: Path | None, passphrase_file: Path | None, *, as_json: bool
) -> None:
    """Look for values, tell where they are, and end with 1 unless they are nowhere.

    Values are told by their number, as what is printed here may be kept.
    """
    if not values:
        raise typer.BadParameter("Name at least one value, or a file of --values.")
    if dump is not None and not dump.is_file():
        raise typer.BadParameter(f"{dump} is not a file.", param_hint="--dump")
    with said("Not looked through", as_json=as_json):
        found = _scan(values, dump, passphrase_file)
    if as_json:
        print_json(_json(found))
    else:
        _print(found, len(values))
    if not found.clean:
        raise typer.Exit(REFUSED)


def _scan(values: Sequence[str], dump: Path | None, passphrase_file: Path | None) -> Scan:
    settings = Settings.from_environment()
    if dump is None:
        with database_url(settings, real()) as url:
            return scan_database(url, values)
    with dump.open("rb") as content:
        is_backup = content.read(len(_BACKUP)) == _BACKUP
    if not is_backup:
        return scan_dump(dump, values)
    passphrase = passphrase_of(settings, passphrase_file, twice=False)
    with shown() as progress:
        return scan_backup(dump, passphrase, values, progress)


def _json(found: Scan) -> dict[str, object]:
    return {
        "clean": found.clean,
        "looked_through": found.looked_through,
        "unread": found.unread,
        "opaque_documents": found.opaque,
        "found": [each._asdict() for each in found.met],
    }


def _print(found: Scan, values: int) -> None:
    for each in found.met[:MOST_SHOWN]:
        out.print(f"Value {each.value}: {escape(each.where)} ({escape(each.form)})")
    if len(found.met) > MOST_SHOWN:
        out.print(f"… and {len(found.met) - MOST_SHOWN} more places")
    for table in found.unread:
        err.print(f"[bold red]Not read:[/] {escape(table)}; this user may not.")
    if found.opaque:
        err.print(
            f"[bold yellow]Not looked into:[/] {found.opaque} document(s) that are no text "
            "(compressed, images): look at these yourself.",
            soft_wrap=True,
        )
    tables = len(found.looked_through)
    if found.clean:
        out.print(f"[bold green]Not found:[/] {values} value(s), in {tables} tables or parts.")
    else:
        out.print(f"[bold red]Found[/] in {len(found.met)} places, of {tables} tables or parts.")
