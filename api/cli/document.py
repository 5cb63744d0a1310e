"""`deal-ledger document put|get`: the contents of documents that are filed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from api.cli.output import REFUSED, AsJson, DealArgument, err, out, print_json, refusals
from api.filing import EVERYTHING, keep, kept
from api.opening import opened
from api.outside import real
from api.reading import known_deal
from api.refused_contents import ContentTooLarge
from api.settings import Settings
from ledger.contents import LARGEST

document = typer.Typer(
    no_args_is_help=True,
    help="Keep the contents of documents that are filed, and get them back as they are.",
)
KEEPER = "cli:document"
DocumentArgument = Annotated[
    str, typer.Argument(help="The document's id, as document.filed has it.", metavar="DOCUMENT")
]


@document.command()
def put(
    deal: DealArgument,
    id_: DocumentArgument,
    file: Annotated[
        Path, typer.Argument(help="The content.", exists=True, dir_okay=False, metavar="FILE")
    ],
    *,
    as_json: AsJson = False,
) -> None:
    """Keep the content of a document that is on record: what has the SHA-256 that was filed."""
    outside = real()
    with refusals(as_json=as_json), opened(Settings.from_environment(), outside) as ledger:
        with file.open("rb") as opened_file:
            content = opened_file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise ContentTooLarge(LARGEST)
        told = keep(ledger, deal, id_, content, outside.now(), KEEPER)
    if as_json:
        print_json(told)
        return
    done = "Kept" if told["added"] else "Kept already"
    out.print(f"{done}: {told['bytes']} bytes, as {escape(told['record'])} filed them.")


@document.command()
def get(
    deal: DealArgument,
    id_: DocumentArgument,
    file: Annotated[Path, typer.Argument(help="A new file; - is standard output.", metavar="FILE")],
    *,
    sha256: Annotated[
        str | None,
        typer.Option(help="Of the filing with this digest. Default: of the last.", metavar="HEX"),
    ] = None,
) -> None:
    """Write the content of a document, as it was filed, into a new file."""
    outside = real()
    with refusals(as_json=False), opened(Settings.from_environment(), outside) as ledger:
        found = known_deal(ledger, deal, outside.now(), EVERYTHING)
        given = kept(ledger, found, id_, sha256)
    if str(file) == "-":
        sys.stdout.buffer.write(given.bytes)
        return
    try:
        with file.open("xb") as written:
            written.write(given.bytes)
    except OSError as fault:
        err.print(f"[bold red]Not written:[/] {escape(str(fault))}")
        raise typer.Exit(REFUSED) from None
    out.print(f"{len(given.bytes)} bytes, with the SHA-256 that was filed.")
