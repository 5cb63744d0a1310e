"""`deal-ledger check FILE.zip`: a bundle of evidence, without a ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from cryptography.x509 import Certificate
from rich.markup import escape

from api.cli.output import REFUSED, AsJson, err, out, print_json
from api.cli.proof import a_verifier
from ledger.proof.bundle.archive import unpacked
from ledger.proof.bundle.broken import BundleBroken
from ledger.proof.bundle.checking import Checked
from ledger.proof.bundle.checking import check as check_bundle
from ledger.proof.bundle.stamps import Stamped, Times
from ledger.proof.checkpoint import Checkpoint, CheckpointError, checkpoint_of
from ledger.proof.note import NoteError, Verifier
from ledger.proof.time_stamp import TimeStampError, as_written, roots_of

File = Annotated[Path, typer.Argument(help="The bundle.", exists=True, dir_okay=False)]
Keys = Annotated[
    list[str] | None,
    typer.Option(
        "--key",
        help="The verifier key, as it was handed to you: without it the bundle vouches for itself. "
        "May be given more than once.",
        metavar="VKEY",
    ),
]
Seen = Annotated[
    list[Path] | None,
    typer.Option(
        "--checkpoint",
        help="A checkpoint of the ledger that you have: the bundle may not be older, nor say "
        "otherwise. May be given more than once.",
        exists=True,
        dir_okay=False,
        metavar="FILE",
    ),
]

Roots = Annotated[
    Path | None,
    typer.Option(
        help="The root certificates of the time stamping authorities that you believe, in PEM: "
        "says between what the entries were recorded.",
        exists=True,
        dir_okay=False,
        metavar="FILE",
    ),
]
MOST_TIMES = 20
"""So many lines of times are printed; JSON has them all."""


def check(
    file: File,
    *,
    key: Keys = None,
    checkpoint: Seen = None,
    roots: Roots = None,
    as_json: AsJson = False,
) -> None:
    """Check a bundle of evidence with nothing but the file: no ledger, no database.

    Every byte of it: files, entries, proofs, chain, completeness, values, signature. Says what was
    verified and what cannot be. Exit code 1, and the first thing that is wrong, when it does not
    hold.
    """
    keys = [a_verifier(each) for each in key or ()]
    believed = _roots(roots) if roots else ()
    try:
        seen = [_seen(each, keys) for each in checkpoint or ()]
        with unpacked(file) as files:
            checked = check_bundle(files, keys, seen, believed)
    except BundleBroken as broken:
        _refuse(broken, as_json=as_json)
    except OSError as fault:
        _refuse(BundleBroken("archive", f"it cannot be read: {fault.strerror}"), as_json=as_json)
    if as_json:
        print_json(_json(checked))
    else:
        _print(checked)


def _roots(file: Path) -> tuple[Certificate, ...]:
    try:
        return roots_of(file.read_bytes())
    except (TimeStampError, OSError) as fault:
        raise typer.BadParameter(str(fault), param_hint="--roots") from None


def _seen(file: Path, keys: Sequence[Verifier]) -> Checkpoint:
    try:
        return checkpoint_of(file.read_bytes(), keys)
    except (NoteError, CheckpointError) as fault:
        raise BundleBroken("seen", f"the one that was given is none: {fault}", str(file)) from None


def _refuse(broken: BundleBroken, *, as_json: bool) -> None:
    where = broken.file or "the bundle"
    if as_json:
        told = {"rule": broken.rule, "reason": broken.reason, "file": broken.file}
        print_json({"holds": False, "broken": told})
    else:
        err.print(
            f"[bold red]It does not hold.[/] {escape(where)} ({broken.rule}): "
            f"{escape(broken.reason)}",
            soft_wrap=True,
        )
    raise typer.Exit(REFUSED)


def _json(checked: Checked) -> dict[str, Any]:
    about, head = checked.about, checked.head
    return {
        "holds": True,
        "broken": None,
        "origin": about.origin,
        "deal": about.deal,
        "export": about.export,
        "versions": about.versions,
        "closed_at": checked.closed_at,
        "entries": checked.entries,
        "leaves": checked.leaves,
        "undisclosed": checked.undisclosed,
        "checkpoint": {"origin": head.origin, "size": head.size, "root": head.root.hex()},
        "key": checked.key.text,
        "key_pinned": checked.pinned,
        "stamps": [_stamp(each) for each in checked.stamps],
        "times": [_times(each) for each in checked.times],
        "unsigned": list(checked.unsigned),
        "uncommitted": list(checked.uncommitted),
        "not_verified": list(_not_verified(checked)),
    }


def _stamp(stamped: Stamped) -> dict[str, Any]:
    return {
        "position": stamped.position,
        "size": stamped.size,
        "stamped_at": as_written(stamped.stamp.at),
        "vouched": stamped.vouched,
    }


def _times(times: Times) -> dict[str, Any]:
    since, until = times.no_earlier_than, times.no_later_than
    return {
        "first": times.first,
        "last": times.last,
        "no_earlier_than": since and as_written(since),
        "no_later_than": until and as_written(until),
    }


def _print(checked: Checked) -> None:
    about, head = checked.about, checked.head
    out.print(f"[bold green]It holds.[/] Export {escape(about.export)} of {escape(about.deal)}")
    lines = (
        f"{checked.entries} entries and {checked.leaves} leaves are in the log {head.origin},",
        f"under a checkpoint of {head.size} entries.",
        f"Versions 1 to {about.versions} of the deal are complete; closed {checked.closed_at}.",
        f"{checked.undisclosed} value(s) that entries commit to are not disclosed.",
        *_told_times(checked),
        *(f"Not verified: {each}" for each in _not_verified(checked)),
    )
    for line in lines:
        out.print(line, markup=False, soft_wrap=True)


def _told_times(checked: Checked) -> Iterator[str]:
    for each in checked.times[:MOST_TIMES]:
        since, until = each.no_earlier_than, each.no_later_than
        who = (
            f"Entry {each.first} was"
            if each.first == each.last
            else f"Entries of the deal from {each.first} to {each.last} were"
        )
        said = [f"no earlier than {as_written(since)}"] if since else []
        said += [f"no later than {as_written(until)}"] if until else []
        if said:
            yield f"{who} recorded {' and '.join(said)}."
        else:
            yield f"{who} recorded at a time that no stamp in the bundle bounds."
    if (more := len(checked.times) - MOST_TIMES) > 0:
        yield f"{more} more of these: --json has them all."


def _not_verified(checked: Checked) -> Iterator[str]:
    if not checked.pinned:
        yield (
            "who signed. The key is the bundle's own: give the one that was handed to you, "
            f"--key VKEY ({checked.key.text})"
        )
    if not checked.stamps_named:
        yield (
            "that no time stamp was taken out: the bundle was made by a version that did not have "
            "the closing record name them"
        )
    if checked.stamps and not checked.times:
        yield (
            f"who made the {len(checked.stamps)} time stamp(s), which are of this log: give the "
            "root certificates of the authorities, --roots FILE"
        )
    unknown = [each.position for each in checked.stamps if each.vouched is False]
    if unknown:
        listed = ", ".join(map(str, unknown))
        yield f"who made the time stamp(s) of {listed}: no root that was given vouches for it"
    if checked.uncommitted:
        listed = ", ".join(checked.uncommitted)
        yield f"bodies of deliveries that no entry commits to, as the house kept them: {listed}"
    if checked.unsigned:
        yield f"what was made for reading after the closing record: {', '.join(checked.unsigned)}"
    for each in checked.older:
        yield (
            f"that the log extends your checkpoint of {each.size} entries. Ask for "
            f"`deal-ledger proof consistency {each.size} {checked.head.size}`"
        )
    if checked.leaves:
        yield "anything but the place of entries that left as their hash"
    when = "" if checked.times else ", and when"
    yield f"that what was recorded is true or all that happened{when}; README.txt says more"
