"""`deal-ledger demo`: the story that this was made for, from nothing to an answered dispute."""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack, closing
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from api.answers import ask
from api.beside import runner_beside
from api.cli.ask import print_answer
from api.cli.ending import until_told
from api.cli.output import err, out, refusals
from api.cli.record import IMPORTER
from api.cli.serve import first_token, serve_here, sign_in_hints
from api.cli.terms import print_terms
from api.opening import Database, serving_database
from api.outside import Outside, real
from api.reading import AS_OF_NOW, known_deal
from api.settings import Settings
from api.signing import signing_here
from domain.record import Record, parse
from ledger.application import Ledger
from projections.terms import terms

DEAL = "northcare-2025"
QUESTION = "Was the discount meant to cover expansion services?"

Serve = Annotated[
    bool,
    typer.Option("--serve/--no-serve", help="Serve the HTTP interface afterwards, until Ctrl-C."),
]
Save = Annotated[
    Path | None,
    typer.Option("--save", help="Write the story's records to this file instead.", metavar="FILE"),
]


def demo(*, serve: Serve = True, save: Save = None) -> None:
    """Record the story in a throw-away ledger and answer its dispute.

    A sales team's signed-off offer is retracted by leadership that never quite engaged. Was the
    discount meant to cover expansion services?
    """
    if save is not None:
        save.write_text(story_text(), encoding="utf-8")
        out.print(f"Wrote {save}. Keep it in a ledger: deal-ledger record {save}")
        return
    outside = real()
    with ExitStack() as stack:
        stack.enter_context(until_told())
        home = stack.enter_context(tempfile.TemporaryDirectory(prefix="deal-ledger-demo-"))
        stack.enter_context(refusals(as_json=False))
        # Whatever this process is told of a database: the story goes into a throw-away one,
        # which nobody is asked to stamp.
        given = Settings.from_environment()
        settings = given.model_copy(
            update={
                "database_url": None,
                "home": Path(home),
                "time_stamp_authorities": None,
            }
        )
        err.print("Starting a throw-away PostgreSQL and recording the story …")
        database = stack.enter_context(serving_database(settings, outside))
        with closing(Ledger(database.url, outside.salts)) as ledger:
            _show(ledger, outside)
        _say_what_next()
        if serve:
            _serve(database, settings, outside)


def _show(ledger: Ledger, outside: Outside) -> None:
    records = tell(ledger)
    err.print(f"{records} records, one Merkle root: {ledger.root().hex()}\n")
    deal = known_deal(ledger, DEAL, outside.now())
    print_answer(ask(ledger, deal, AS_OF_NOW, QUESTION))
    out.print()
    print_terms(terms(deal))


def _serve(database: Database, settings: Settings, outside: Outside) -> None:
    from api import serving  # noqa: PLC0415 - what only serving needs
    from api.service import running  # noqa: PLC0415 - as above

    out.print()
    try:
        serving.refuse_taken(settings)
    except OSError:
        # Perhaps by another demo: whoever tries it wants to see it, not to choose a port.
        settings = settings.model_copy(update={"port": 0})
    with (
        running(database.url, settings, outside, database.revive, database.eraser_url) as service,
        runner_beside(settings),
        signing_here(database.url, settings, outside),
    ):
        token = first_token(service, outside)
        asked = json.dumps({"question": QUESTION})
        serve_here(
            service,
            [
                *sign_in_hints(service, outside),
                "Ask it over HTTP:",
                f"  curl -H 'Authorization: Bearer {token}' \\",
                f"    --json '{asked}' {{address}}/v1/deals/{DEAL}/ask",
            ],
        )


def story() -> list[Record]:
    """The records of the story, in order."""
    return [parse(line) for line in story_text().splitlines()]


def story_text() -> str:
    """The story as JSON Lines."""
    return (files("api.demo") / "story.jsonl").read_text(encoding="utf-8")


def tell(ledger: Ledger) -> int:
    """Record the story; gives the number of its records."""
    return len([ledger.record(record, IMPORTER) for record in story()])


def _say_what_next() -> None:
    out.print("\n[bold]What to try next[/]")
    for line in (
        "deal-ledger demo --save story.jsonl        the story's records, to read and to keep",
        "deal-ledger record story.jsonl             … in a ledger of your own",
        f"deal-ledger terms {DEAL} --effective-at 2025-05-12",
        f'deal-ledger ask {DEAL} "{QUESTION}" --effective-at 2025-05-16T09:59Z',
        f'deal-ledger ask {DEAL} "Does the discount cover analytics?"',
        f"deal-ledger terms {DEAL} --known-at record:story-09",
        "deal-ledger verify                         recompute every leaf and the root",
    ):
        out.print(f"  {line}", soft_wrap=True)
