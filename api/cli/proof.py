"""`deal-ledger proof …`: checkpoints and proofs, made and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from api.cli.output import REFUSED, AsJson, err, out, print_json, refusals, write_text
from api.cli.stamps import stamps, when
from api.opening import opened
from api.outside import real
from api.proving import consistent, inclusion, last_checkpoint
from api.settings import Settings
from api.stamps import roots_in, times_of
from ledger.proof.checkpoint import CheckpointError
from ledger.proof.merkle import leaf_hash
from ledger.proof.note import NoteError, Verifier, verifier_of
from ledger.proof.tlog_proof import TlogProofError, read_tlog_proof
from ledger.signing.published import standing

proof = typer.Typer(
    no_args_is_help=True,
    help="Checkpoints, and proofs that an entry is in the ledger and that it only grew.",
)
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Default: standard output.", metavar="FILE"),
]
Key = Annotated[str, typer.Option(help="The verifier key, as `deal-ledger signer key` prints it.")]


@proof.command()
def checkpoint(*, output: Output = None) -> None:
    """Write the last checkpoint. Keep it where nobody who has the database can change it."""
    with refusals(as_json=False), opened(Settings.from_environment(), real()) as ledger:
        note, _ = last_checkpoint(standing(ledger.rows.all))
    write_text(note, output)


@proof.command()
def entry(
    position: Annotated[int, typer.Argument(help="The entry's position.", min=1)],
    *,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Write the .tlog-proof that an entry is in the tree of the last checkpoint."""
    with refusals(as_json=as_json):
        settings = Settings.from_environment()
        roots = roots_in(settings.time_stamp_roots)
        with opened(settings, real()) as ledger:
            found = inclusion(ledger, *last_checkpoint(standing(ledger.rows.all)), position)
            times = times_of(ledger, position, roots)
    if as_json:
        print_json(found.body_with(times))
    else:
        write_text(found.file.text, output)


proof.command()(when)
proof.command()(stamps)


@proof.command()
def consistency(
    first: Annotated[int, typer.Argument(help="Entries of the first tree.", min=0, metavar="FROM")],
    second: Annotated[
        int | None,
        typer.Argument(
            help="Entries of the second. Default: those of the last checkpoint.",
            min=0,
            metavar="TO",
        ),
    ] = None,
) -> None:
    """Print, as JSON, the proof that the ledger of so many entries begins with an earlier one."""
    with refusals(as_json=True), opened(Settings.from_environment(), real()) as ledger:
        if second is None:
            second = last_checkpoint(standing(ledger.rows.all))[1].size
        body = consistent(ledger, first, second)
    print_json(body)


@proof.command()
def check(
    file: Annotated[Path, typer.Argument(help="A .tlog-proof.", exists=True, dir_okay=False)],
    *,
    key: Key,
    entry: Annotated[
        Path | None,
        typer.Option(help="The entry's exact bytes.", exists=True, dir_okay=False, metavar="FILE"),
    ] = None,
    leaf: Annotated[str | None, typer.Option(help="Instead: its leaf, in hexadecimal.")] = None,
    as_json: AsJson = False,
) -> None:
    """Check a .tlog-proof with the key alone, without a ledger; exit code 1: it proves nothing."""
    verifier, hashed = a_verifier(key), _leaf(entry, leaf)
    try:
        found = read_tlog_proof(file.read_bytes())
        holds, why = found.proves(hashed, [verifier]), "The way up does not lead to the root."
    except (TlogProofError, NoteError, CheckpointError) as fault:
        holds, why = False, str(fault)
    if as_json:
        print_json({"holds": holds, "reason": None if holds else why})
    elif holds:
        out.print(f"[bold green]It holds.[/] The entry has index {found.index} in")
        out.print(escape(found.checkpoint.partition("\n\n")[0]), soft_wrap=True)
    else:
        err.print(f"[bold red]It proves nothing:[/] {escape(why)}")
    if not holds:
        raise typer.Exit(REFUSED)


def a_verifier(text: str) -> Verifier:
    """The key that an option names. Raises BadParameter."""
    try:
        return verifier_of(text)
    except NoteError as fault:
        raise typer.BadParameter(str(fault), param_hint="--key") from None


def _leaf(entry: Path | None, leaf: str | None) -> bytes:
    if (entry is None) == (leaf is None):
        raise typer.BadParameter("Give either --entry or --leaf.")
    if entry is not None:
        return leaf_hash(entry.read_bytes())
    try:
        return bytes.fromhex(str(leaf))
    except ValueError:
        raise typer.BadParameter("Not hexadecimal.", param_hint="--leaf") from None
