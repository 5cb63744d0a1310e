"""`deal-ledger proof when` and `proof stamps`: time stamps, read and handed out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from cryptography.x509 import Certificate
from rich.markup import escape

from api.cli.output import REFUSED, AsJson, err, out, print_json, refusals
from api.opening import opened
from api.outside import real
from api.settings import Settings
from api.stamps import NOT_CHECKED, VERIFIED, roots_in, times_of
from api.stamps import as_json as stamp_as_json
from ledger.application import Ledger
from ledger.proof.verification import Break
from ledger.stamping.judging import Judged as JudgedStamps
from ledger.stamping.recorded import Found, RecordedStamp, stamps_after
from ledger.stamping.when import judge_recorded, tree_of

Certificates = tuple[Certificate, ...]
_NOBODY_LOOKED = "[yellow]Nobody looked who stamped:[/] give the root certificates: --roots FILE"
Judged = list[tuple[Found, Break | None]]
Roots = Annotated[
    Path | None,
    typer.Option(
        help="The root certificates of the authorities, in PEM. Default: those of "
        "DEAL_LEDGER_TIME_STAMP_ROOTS; without any nobody looks who stamped.",
        metavar="FILE",
    ),
]


def when(
    position: Annotated[int, typer.Argument(help="The entry's position.", min=1)],
    *,
    roots: Roots = None,
    as_json: AsJson = False,
) -> None:
    """Say between what an entry was recorded, as the time stamps on record show."""
    with refusals(as_json=as_json), opened_with_roots(roots) as (ledger, believed):
        times = times_of(ledger, position, believed)
    if as_json:
        print_json({"position": position, **times})
        return
    out.print(escape(times["sentence"]), soft_wrap=True)
    for each in times["passed_over"]:
        out.print(_broken(each["position"], each["rule"], each["reason"]), soft_wrap=True)


def stamps(
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Folder to write them to: POSITION.checkpoint, what was stamped, and "
            "POSITION.token, the stamp, as `openssl ts -verify` takes them.",
            metavar="FOLDER",
            file_okay=False,
        ),
    ] = None,
    roots: Roots = None,
    as_json: AsJson = False,
) -> None:
    """List the time stamps on record, or write them out; exit code 1 where one does not hold."""
    with refusals(as_json=as_json), opened_with_roots(roots) as (ledger, believed):
        tree = tree_of(ledger)
        found = [(each, judge_recorded(each, tree, believed)) for each in stamps_after(ledger, 0)]
    if output is not None:
        _write(found, output)
    if as_json:
        told = [stamp_as_json(each, broken, believed) for each, broken in found]
        print_json({"stamps": told})
    else:
        _print(found, believed)
    if any(broken for _, broken in found):
        raise typer.Exit(REFUSED)


@contextmanager
def opened_with_roots(
    roots: Path | None,
) -> Iterator[tuple[Ledger, Certificates]]:
    """The ledger, and whom to believe of authorities. Raises BadSettingError, as `opened` does."""
    settings = Settings.from_environment()
    believed = roots_in(roots or settings.time_stamp_roots)
    with opened(settings, real()) as ledger:
        yield ledger, believed


def stamps_as_json(judged: JudgedStamps, roots: Certificates) -> dict[str, Any]:
    """What `verify` found of them: how many hold, and those that do not."""
    return {
        "hold": len(judged.hold),
        "chain": VERIFIED if roots else NOT_CHECKED,
        "broken": [asdict(each) for each in judged.broken],
    }


def print_stamps(judged: JudgedStamps, roots: Certificates) -> None:
    """The same for a person."""
    if judged.hold:
        first, last = judged.hold[0], judged.hold[-1]
        out.print(
            f"{len(judged.hold)} time stamp(s) hold: from {first.stamped_at} to "
            f"{last.stamped_at}, the last over the first {last.head.size} entries."
        )
    for each in judged.broken:
        assert each.position
        out.print(_broken(each.position, each.rule, each.reason), soft_wrap=True)
    if judged.hold and not roots:
        out.print(_NOBODY_LOOKED)


def _print(found: Judged, roots: Certificates) -> None:
    if not found:
        out.print("No time stamp is on record: it does not show when anything was recorded.")
    for each, broken in found:
        if broken or not isinstance(each, RecordedStamp):
            assert broken
            out.print(_broken(each.position, broken.rule, broken.reason), soft_wrap=True)
        else:
            said = f"the first {each.head.size} entries, {each.stamped_at}"
            by = each.authority or "[erased]"
            out.print(f"{each.position}: {said}, by {escape(by)}", soft_wrap=True)
    if found and not roots:
        out.print(_NOBODY_LOOKED)


def _broken(position: int, rule: str, reason: str) -> str:
    return f"[bold red]{position} does not hold[/] ({rule}): {escape(reason)}"


def _write(found: Judged, folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for each, _ in found:
            if isinstance(each, RecordedStamp):
                (folder / f"{each.position}.checkpoint").write_bytes(each.checkpoint)
                (folder / f"{each.position}.token").write_bytes(each.stamp.token)
    except OSError as fault:
        err.print(f"[bold red]Not written:[/] {escape(str(fault))}")
        raise typer.Exit(REFUSED) from None
