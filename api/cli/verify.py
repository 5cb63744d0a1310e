"""`deal-ledger verify`: was the record touched?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.progress import Progress

from api.cli.output import REFUSED, AsJson, err, out, print_json, refusals
from api.cli.proof import a_verifier
from api.cli.stamps import Roots, opened_with_roots, print_stamps, stamps_as_json
from ledger.proof.checkpoint import Checkpoint, CheckpointError, checkpoint_of
from ledger.proof.held import judge_held
from ledger.proof.note import NoteError, Verifier
from ledger.proof.verification import Break, Report
from ledger.stamping.judging import judge_stamps, sizes_stamped
from ledger.verifying import verify as verify_ledger

Kept = Annotated[
    list[Path] | None,
    typer.Option(
        "--checkpoint",
        help="A checkpoint that was kept elsewhere: does the ledger still extend it? May be given "
        "more than once.",
        exists=True,
        dir_okay=False,
        metavar="FILE",
    ),
]
Keys = Annotated[
    list[str] | None,
    typer.Option(
        "--key",
        help="A verifier key, as `deal-ledger signer key` printed it: one must have signed each "
        "checkpoint. May be given more than once.",
        metavar="VKEY",
    ),
]


@dataclass(frozen=True, slots=True)
class _Held:
    """A file, what it holds, and what is wrong with it."""

    file: Path
    head: Checkpoint | None
    broken: Break | None


def verify(
    *, checkpoint: Kept = None, key: Keys = None, roots: Roots = None, as_json: AsJson = False
) -> None:
    """Recompute every leaf and the root from the stored bytes.

    Checks the tree, the order, each deal's chain, the clocks, and every value beside its digest;
    the time stamps on record; and with --checkpoint, which was kept elsewhere, that nothing was
    rewritten since. Exit code 1 when something does not hold; the first entry that breaks is named,
    and why.
    """
    if key and not checkpoint:
        raise typer.BadParameter("A key goes with --checkpoint FILE.", param_hint="--key")
    verifiers = [a_verifier(each) for each in key or ()]
    read = [_read(file, verifiers) for file in checkpoint or ()]
    sizes = {each.head.size for each in read if each.head}
    with (
        refusals(as_json=as_json),
        opened_with_roots(roots) as (ledger, believed),
        Progress(console=err, transient=True, disable=not err.is_terminal) as progress,
    ):
        task = progress.add_task("Verifying", total=None)
        report = verify_ledger(
            ledger,
            lambda done, total: progress.update(task, completed=done, total=total),
            {*sizes, *sizes_stamped(ledger)},
        )
        held = _judged(read, ledger.origin, report) if read else []
        stamps = judge_stamps(ledger, report, believed)
    holds = report.holds and not stamps.broken and not any(each.broken for each in held)
    if as_json:
        told = _json(report, held, signed=bool(verifiers))
        stamped = stamps_as_json(stamps, believed)
        print_json({"holds": holds, **told, "time_stamps": stamped})
    else:
        _print(report)
        print_stamps(stamps, believed)
        _print_held(held, signed=bool(verifiers))
        if holds:
            # Last, and of all that was looked at: whoever reads no further has read the rest.
            out.print("[bold green]Everything holds.[/]")
    if not holds:
        raise typer.Exit(REFUSED)


def _read(file: Path, verifiers: list[Verifier]) -> _Held:
    try:
        return _Held(file, checkpoint_of(file.read_bytes(), verifiers), None)
    except (NoteError, CheckpointError) as fault:
        return _Held(file, None, Break("signature", str(fault)))
    except OSError as fault:
        return _Held(file, None, Break("file", f"it cannot be read: {fault.strerror}"))


def _judged(read: list[_Held], log: str, report: Report) -> list[_Held]:
    judged = iter(judge_held([each.head for each in read if each.head], log, report))
    return [_Held(each.file, each.head, next(judged)) if each.head else each for each in read]


def _json(report: Report, held: list[_Held], *, signed: bool) -> dict[str, Any]:
    return {
        "entries": report.entries,
        "root": report.root.hex(),
        "undisclosed": report.undisclosed,
        "broken": asdict(report.broken) if report.broken else None,
        "notes": list(report.notes),
        "checkpoints": [
            {
                "file": str(each.file),
                "origin": each.head.origin if each.head else None,
                "size": each.head.size if each.head else None,
                "signature_verified": signed and each.head is not None,
                "holds": each.broken is None,
                "rule": each.broken.rule if each.broken else None,
                "reason": each.broken.reason if each.broken else None,
            }
            for each in held
        ],
    }


def _print(report: Report) -> None:
    if report.broken is None:
        out.print(f"{report.entries} entries recomputed, and what stands beside them.")
        out.print(f"Root {report.root.hex()}", soft_wrap=True)
    else:
        broken = report.broken
        where = f"position {broken.position}" if broken.position else "the log as a whole"
        record = f", record {escape(broken.record)}" if broken.record else ""
        out.print(
            f"[bold red]Broken at {where}{record}[/] ({broken.rule}): {escape(broken.reason)}"
        )
        out.print(f"{report.entries} entries before it hold.")
    if report.undisclosed:
        out.print(f"{report.undisclosed} committed value(s) are no longer disclosed.")
    for note in report.notes:
        out.print(f"[yellow]{escape(note)}[/]", soft_wrap=True)


def _print_held(held: list[_Held], *, signed: bool) -> None:
    for each in held:
        name = escape(str(each.file))
        if each.broken is None and each.head:
            out.print(
                f"[bold green]Extends[/] {name}: the first {each.head.size} entries are those that "
                "it signs.",
                soft_wrap=True,
            )
        elif each.broken:
            reason = f"({each.broken.rule}): {escape(each.broken.reason)}"
            out.print(f"[bold red]Contradicts[/] {name} {reason}", soft_wrap=True)
    if held and not signed:
        out.print(
            "[yellow]Nobody looked who signed:[/] give the verifier key, as it was handed to you: "
            "--key VKEY"
        )
    if not held:
        out.print(
            "[dim]Not covered: a log rewritten from end to end. Only a checkpoint that was kept "
            "elsewhere shows that: --checkpoint FILE[/]"
        )
