"""`deal-ledger erase PERSON`: delete what is about a person; `--check`: look whether it is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.progress import Progress

from api.cli.backup import PassphraseFile
from api.cli.checking import check
from api.cli.output import REFUSED, AsJson, err, out, print_json, refusals
from api.erasing import SHOWN, erased, eraser_of, only_planned, planned
from api.opening import opened_at
from api.outside import real
from api.settings import Settings
from api.views import connect_as_views, entries_once
from domain.values import ID_PATTERN, SHA256_PATTERN
from ledger.application import Ledger
from ledger.erasing.eraser import By, Eraser
from ledger.erasing.kept_list import ListError
from ledger.erasing.plan import Plan, Wanted
from projections.views.all import VIEWS
from projections.views.building import BUILD_LOCK, Build
from projections.views.runner import lock
from projections.views.status import statuses

What = Annotated[
    list[str] | None,
    typer.Argument(help="The person's id; with --check, the values.", metavar="PERSON | VALUE…"),
]
Reason = Annotated[
    str | None,
    typer.Option(help="Why: it is kept with the record, so it must not say who.", metavar="TEXT"),
]
Also = Annotated[
    list[str] | None,
    typer.Option(
        help="Another value that tells who it is: an address, a number, a former name. May be "
        "given several times.",
        metavar="VALUE",
    ),
]
WithWords = Annotated[
    bool,
    typer.Option("--with-words", help="What they said themselves goes too, whatever it says."),
]
Documents = Annotated[
    list[str] | None,
    typer.Option(
        "--document",
        help="The content of a document that is about them, though nobody can look into it. May "
        "be given several times.",
        metavar="SHA256",
    ),
]
ByOption = Annotated[
    str | None, typer.Option("--by", help="The person who erases.", metavar="PERSON")
]
RecordId = Annotated[
    str | None,
    typer.Option(
        "--id",
        help="The id of the record of it, so that the same may be given again: once it is done "
        "nothing more is. It is kept, so it must not say who.",
        metavar="ID",
    ),
]
After = Annotated[
    str | None,
    typer.Option(
        help="The record of an erasure of this person, of which something was left: erase that.",
        metavar="ID",
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only tell what would go and stay.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Check = Annotated[
    bool,
    typer.Option("--check", help="Erase nothing: look for values, in the database or a dump."),
]
Values = Annotated[
    Path | None,
    typer.Option(help="With --check: a file with a value in each line.", metavar="FILE"),
]
Dump = Annotated[
    Path | None,
    typer.Option(
        help="With --check: what pg_dump (plain) or `deal-ledger backup` wrote, instead of the "
        "database.",
        metavar="FILE",
    ),
]


def erase(  # noqa: PLR0913 - every option is one
    what: What = None,
    *,
    reason: Reason = None,
    also: Also = None,
    with_words: WithWords = False,
    document: Documents = None,
    by: ByOption = None,
    id_: RecordId = None,
    after: After = None,
    dry_run: DryRun = False,
    yes: Yes = False,
    check_: Check = False,
    values: Values = None,
    dump: Dump = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Erase a person: delete what is about them, for ever, and record that it was done.

    All ids that are identified as the same human go: the pseudonyms, names, every value in which
    an id, a name or a value of --also stands, deliveries, recorded answers, the names of tokens,
    what is kept of documents (those that are no text are told: look at these yourself). No proof
    breaks. Refused while a legal hold covers them. What stands in clear in the hashed
    bytes stays, and is told first. Backups that were made before still have it.

    With --check it looks for values in every table, or in a dump, in plain text, escaped, in
    hexadecimal digits and base64. Exit code 1: found, or not all could be looked through.
    """
    given = what or []
    if check_:
        check([*given, *_lines(values)], dump, passphrase_file, as_json=as_json)
        return
    if values or dump or len(given) != 1:
        raise typer.BadParameter("Name one person (or give --check, and values).")
    wanted = _wanted(given[0], reason, also or [], document or [], words=with_words)
    wanted = replace(wanted, after=after)
    if by is not None:
        _refuse_bad_id(by, "--by")
    if id_ is not None and not re.fullmatch(ID_PATTERN, id_):
        raise typer.BadParameter("That is no id.", param_hint="--id")
    if as_json and not (yes or dry_run):
        raise typer.BadParameter("--json goes with --yes or --dry-run: nobody could be asked.")
    with refusals(as_json=as_json), _listed():
        outside, settings = real(), Settings.from_environment()
        with opened_at(settings, outside) as (url, ledger):
            login = settings.eraser_url or url
            eraser = eraser_of(ledger, login, settings.home, outside.now)
            if id_ and not dry_run and (before := eraser.done_before(wanted, id_)):
                _end(erased(before), as_json=as_json)
                return
            plan = _shown(eraser, wanted)
            if not as_json:
                _print_plan(plan, dry_run=dry_run)
            if dry_run:
                _end(only_planned(plan), as_json=as_json)
                return
            if not yes and not typer.confirm("Erase this for ever?", err=True):
                raise typer.Exit(REFUSED)
            record = id_ or f"erasure:{outside.secret().hex()[:24]}"
            done = eraser.erase(wanted, By("cli:erase", by), record, lambda _, __: None)
            _end(erased(done), as_json=as_json)
            _rebuild(url, ledger)


def _wanted(
    person: str, reason: str | None, also: list[str], documents: list[str], *, words: bool
) -> Wanted:
    _refuse_bad_id(person, "PERSON")
    if not (reason or "").strip():
        raise typer.BadParameter("Say why.", param_hint="--reason")
    if any(len(each.strip()) < 2 for each in also):
        raise typer.BadParameter("At least two characters.", param_hint="--also")
    if not all(re.fullmatch(SHA256_PATTERN, each) for each in documents):
        raise typer.BadParameter("Not a SHA-256: 64 digits 0-9a-f.", param_hint="--document")
    values = tuple(each.strip() for each in also)
    return Wanted(person, (reason or "").strip(), values, words, tuple(documents))


def _refuse_bad_id(person: str, where: str) -> None:
    if not re.fullmatch(ID_PATTERN, person):
        raise typer.BadParameter("That is no id of a person.", param_hint=where)


def _lines(file: Path | None) -> Iterator[str]:
    if file is None:
        return
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise typer.BadParameter(
            f"{file} cannot be read as UTF-8.", param_hint="--values"
        ) from None
    yield from (line for line in text.splitlines() if line.strip())


def _shown(eraser: Eraser, wanted: Wanted) -> Plan:
    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("Looking through the entries", total=None)
        return eraser.plan(
            wanted, lambda done, total: progress.update(task, completed=done, total=total)
        )


def _print_plan(plan: Plan, *, dry_run: bool) -> None:
    found = planned(plan)
    out.print("Would be erased:" if dry_run else "To be erased:", style="bold")
    out.print(f"  ids: {escape(', '.join(plan.whom.ids))}", soft_wrap=True)
    names = "; ".join(plan.whom.names) or "none on record; --also names what they went by"
    out.print(f"  names: {escape(names)}", soft_wrap=True)
    for each in found["erased"]:
        out.print(f"  {each['count']} {each['kind']}")
    out.print(f"  in {found['records']} {'record' if found['records'] == 1 else 'records'}")
    _print_names_of_others(found["names_of_others"])
    clear = found["in_clear"]
    if clear["count"]:
        out.print(f"Stays in clear, in {clear['count']} entries:", style="bold yellow")
        for each in clear["entries"]:
            pointers = ", ".join(each["pointers"])
            out.print(f"  {escape(each['record'])} at {each['position']}: {escape(pointers)}")
        if clear["count"] > SHOWN:
            out.print(f"  … and {clear['count'] - SHOWN} more (--json shows as many)")
    _print_unread(found["unread"])
    for each in found["set_up"]:
        out.print(f"[bold yellow]Stays in the set-up:[/] {escape(each)}")


def _print_names_of_others(names: dict[str, Any]) -> None:
    if not names["count"]:
        return
    out.print(
        f"The names of others go with it, in {names['count']} record(s), as theirs stands in them:",
        style="bold yellow",
        soft_wrap=True,
    )
    for each in names["entries"]:
        out.print(f"  {escape(each['record'])} at {each['position']}")
    if names["count"] > SHOWN:
        out.print(f"  … and {names['count'] - SHOWN} more (--json shows as many)")


def _print_unread(unread: dict[str, Any]) -> None:
    if not unread["count"]:
        return
    out.print(
        f"Cannot be looked into, and stays: {unread['count']} document(s). Look at these yourself, "
        "and name with --document what is about them:",
        style="bold yellow",
        soft_wrap=True,
    )
    for each in unread["documents"]:
        named = ", ".join(each["documents"])
        told = f"  {each['deal']}: {named} ({each['bytes']:,} bytes) {each['sha256']}"
        out.print(escape(told), soft_wrap=True)
    if unread["count"] > SHOWN:
        out.print(f"  … and {unread['count'] - SHOWN} more (--json shows as many)")


def _end(body: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(body)
    elif body["record"] and not body["added"]:
        out.print(f"Erased before. Record {body['record']} at {body['position']}.")
    elif body["record"]:
        out.print(f"[bold green]Erased.[/] Record {body['record']} at {body['position']}.")
        out.print(
            "Backups made before still hold it, and whoever was given it. The list of erasures in "
            "DEAL_LEDGER_HOME (erasures.jsonl) lets a restore erase it again: keep it with them.",
            soft_wrap=True,
        )


def _rebuild(url: str, ledger: Ledger) -> None:
    """Build the views anew that were there, unless a runner does."""
    with connect_as_views(url)() as connection:
        there = [each for each in VIEWS if statuses(connection)[each.name].version is not None]
        if there and lock(connection, BUILD_LOCK):
            for _ in Build(connection, entries_once(ledger), there).steps():
                pass


@contextmanager
def _listed() -> Iterator[None]:
    try:
        yield
    except ListError as fault:
        err.print(f"[bold red]Nothing erased:[/] {escape(str(fault))}")
        raise typer.Exit(REFUSED) from None
