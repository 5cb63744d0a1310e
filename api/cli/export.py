"""`deal-ledger export DEAL -o FILE.zip`: the evidence of a deal, for whoever trusts nobody here."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from api.cli.output import (
    REFUSED,
    AsJson,
    DealArgument,
    EffectiveAt,
    KnownAt,
    err,
    out,
    print_json,
    refusals,
)
from api.evidence.exporting import Covering, Exported
from api.evidence.exporting import export as export_evidence
from api.evidence.printed import part as printed
from api.evidence.terms import Wish
from api.opening import opened_at
from api.outside import Outside, real
from api.settings import Settings
from api.signing import signing_here
from ledger.application import Ledger
from ledger.backup.manifest import BackupError
from ledger.backup.new_file import new_file
from ledger.signing.published import Published, covering, standing

BY = "command line"
SIGNED_HERE = 120.0
"""Seconds for a signer that begins now, and first reads all that was signed before."""

Output = Annotated[Path, typer.Option("--output", "-o", help="The file to write.", metavar="FILE")]
Party = Annotated[
    str | None,
    typer.Option(
        "--for",
        help="The party that it is handed to: only what that party was party to leaves, the rest "
        "as hashes. Without it: everything.",
        metavar="PARTY",
    ),
]
Questions = Annotated[
    list[str] | None,
    typer.Option(
        "--question",
        help="A question whose answer goes into it, in plain words or parameters as JSON. Several "
        "times for several.",
    ),
]
WithoutPrivileged = Annotated[
    bool,
    typer.Option(
        "--without-privileged",
        help="Leave out the values of privileged records; withheld.csv lists them.",
    ),
]
Again = Annotated[
    str | None,
    typer.Option(help="An export that is on record, once more: the same bytes.", metavar="EXPORT"),
]
Paper = Annotated[
    bool,
    typer.Option(
        "--paper/--no-paper",
        help="With timeline.html and evidence.pdf, for people: minutes for thousands of records.",
    ),
]
Force = Annotated[bool, typer.Option("--force", help="Replace FILE when it is there.")]


def export(  # noqa: PLR0913 - every option is an argument
    deal: DealArgument,
    *,
    output: Output,
    party: Party = None,
    question: Questions = None,
    without_privileged: WithoutPrivileged = False,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    again: Again = None,
    paper: Paper = True,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write the evidence of a deal into one zip that verifies without the ledger.

    Entries, the values that they commit to, proofs, the signed root, raw deliveries, answers, and
    what verifies all of it. A record in the deal closes it and says how many records there were;
    what was recorded later is not in it. The times are those of the answers. The counterpart:
    deal-ledger check FILE.
    """
    wish = Wish(
        deal=deal,
        by=BY,
        effective_at=effective_at,
        known_at=known_at,
        party=party,
        without_privileged=without_privileged,
        questions=tuple(question or ()),
        again=again,
    )
    outside = real()
    with (
        refusals(as_json=as_json),
        _written(),
        # First: what cannot be written is known before anything is recorded.
        new_file(output, replace=force) as file,
        _signed(outside) as (ledger, covered),
    ):
        parts = (printed,) if paper else ()
        exported = export_evidence(ledger, outside.now(), wish, covered, parts)
        size = sum(file.write(piece) for piece in exported.packed())
    _say(exported, output, size, as_json=as_json)


@contextmanager
def _signed(outside: Outside) -> Iterator[tuple[Ledger, Covering]]:
    """The ledger, and its checkpoints: signed here where nobody else has to."""
    settings = Settings.from_environment()
    with ExitStack() as stack:
        url, ledger = stack.enter_context(opened_at(settings, outside))
        patience = settings.position_timeout
        if not settings.database_url:
            patience = SIGNED_HERE
            # That another one is at work is nothing to tell here.
            quiet = settings.model_copy(update={"log_level": "error"})
            stack.enter_context(signing_here(url, quiet, outside))
        yield ledger, lambda position: _wait(ledger, position, patience)


def _wait(ledger: Ledger, position: int, patience: float) -> Published | None:
    give_up = time.monotonic() + patience
    while (found := covering(ledger.rows.all, position)) is None:
        if time.monotonic() > give_up or standing(ledger.rows.all).frozen:
            break
        time.sleep(0.1)
    return found


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except BackupError as fault:
        err.print(f"[bold red]Not written:[/] {escape(str(fault))}", soft_wrap=True)
        raise typer.Exit(REFUSED) from None


def _say(exported: Exported, output: Path, size: int, *, as_json: bool) -> None:
    terms, closing = exported.terms, exported.closing
    if as_json:
        print_json(
            {
                "file": str(output),
                "bytes": size,
                "export": terms.export,
                "record": closing.id,
                "position": closing.position,
                "versions": terms.versions,
                "for": terms.party,
                "files": len(exported.files),
            }
        )
        return
    out.print(f"[bold green]Exported[/] {len(exported.files)} files to ", end="")
    out.print(str(output), markup=False, soft_wrap=True)
    out.print(f"Export {terms.export}, closed at position {closing.position}.", soft_wrap=True)
    out.print("Hand the verifier key over by another way: deal-ledger signer key", soft_wrap=True)
