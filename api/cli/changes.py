"""`deal-ledger changes DEAL --from --to`: what changed, who asked for it, who was told."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.padding import Padding

from api.cli.output import AsJson, DealArgument, EffectiveAt, KnownAt, out
from api.cli.reading import Reading, print_not_in_it, redlined, say, show
from projections.basis import Asked
from projections.changes.reading import changes as changes_of

From = Annotated[
    str | None,
    typer.Option(
        "--from",
        help="proposal:ID (what was sealed in it), wording:CLAUSE@N, record:ID or a position (the "
        "drafts as they were known then), or a time (the drafts as they stood then).",
        metavar="END",
    ),
]
To = Annotated[
    str | None,
    typer.Option("--to", help="Written like --from. Default: the drafts now.", metavar="END"),
]


def changes(
    deal: DealArgument,
    *,
    from_: From = None,
    to: To = None,
    effective_at: EffectiveAt = None,
    known_at: KnownAt = None,
    as_json: AsJson = False,
) -> None:
    """Show what changed between two proposals, wordings, positions or times.

    Word by word, with what each term stated on which axis, who drafted and who asked for it, who
    was told, and the sign-offs that were given on an older wording.
    """
    asked = Asked(effective_at, known_at)
    show(deal, asked, lambda known: changes_of(known, from_, to), _print, as_json=as_json)


def _print(found: Reading) -> None:
    if not found["clauses"]:
        out.print("No clause differs.")
    for clause in found["clauses"]:
        _print_clause(clause)
    if found["unchanged"]:
        out.print(f"\nUnchanged: {escape(', '.join(found['unchanged']))}")
    for end in (found["from"], found["to"]):
        for each in end.get("not_in_it", ()):
            print_not_in_it(end["asked"].removeprefix("proposal:"), each)


def _print_clause(clause: dict[str, Any]) -> None:
    out.print(f"\n[bold]{escape(clause['clause'])}[/] {clause['change']}")
    if clause["words"]:
        out.print(Padding(redlined(clause["words"]), (0, 0, 0, 2)))
    say(clause["sentence"], 2)
    for sign_off in clause["sign_offs"]:
        if said := sign_off.get("sentence"):
            say(said, 2)
