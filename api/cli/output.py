"""How commands speak: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from psycopg import OperationalError

from api.cli.shown import HarmlessConsole
from api.doctor.connecting import fault_of_url
from api.errors import problem
from api.settings import BadSettingError, Settings
from domain.refusals import Refusal
from ledger.database import SchemaError, UnsafeSettingError
from ledger.embedded import EmbeddedServerError
from ledger.patience import UnavailableError
from ledger.recorder import DATABASE_FAULTS

REFUSED = 1
USAGE = 2
INTERRUPTED = 130

out = HarmlessConsole(highlight=False, soft_wrap=False, emoji=False)
err = HarmlessConsole(stderr=True, highlight=False, emoji=False)

AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON; a refusal as a problem document.")
]
EffectiveAt = Annotated[
    str | None,
    typer.Option(
        help="What had happened by then: a time with offset or a date (the end of that day in the "
        "deal's zone). Default: now.",
        metavar="TIME",
    ),
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        help="What the ledger held by then: a position, a time of recording, or record:ID (up to "
        "and with that record). Default: now.",
        metavar="WHEN",
    ),
]
DealArgument = Annotated[str, typer.Argument(help="The deal's id.", metavar="DEAL")]


def print_json(value: Any) -> None:
    """A value as JSON, for a program to read."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def records_are(count: int) -> str:
    """So many records, and the verb that goes with them."""
    return "1 record is" if count == 1 else f"{count} records are"


@contextmanager
def refusals(*, as_json: bool) -> Iterator[None]:
    """Say why something was refused, and end with exit code 1."""
    try:
        yield
    except Refusal as refusal:
        if as_json:
            print_json(problem(refusal))
        else:
            say_refusal(problem(refusal))
        raise typer.Exit(REFUSED) from None
    except (UnsafeSettingError, SchemaError, EmbeddedServerError) as fault:
        err.print(f"[bold red]Not started:[/] {_plain(fault)}")
        raise typer.Exit(REFUSED) from None
    except BadSettingError as fault:
        err.print(f"[bold red]Not started:[/] {_plain(fault)}")
        raise typer.Exit(USAGE) from None
    except (UnavailableError, *DATABASE_FAULTS) as fault:
        _refuse_unreadable_url()
        err.print(f"[bold red]The database cannot be used:[/] {_plain(fault)}")
        if isinstance(fault, UnavailableError | OperationalError):
            err.print("Check DEAL_LEDGER_DATABASE_URL, or unset it to use the embedded server.")
        else:
            err.print("`deal-ledger doctor` says what is wrong with it.")
        raise typer.Exit(REFUSED) from None


def _refuse_unreadable_url() -> None:
    """What libpq says of a URL that it cannot read quotes it, password and all: say it here."""
    url = Settings.from_environment().database_url
    if url and (found := fault_of_url(url)):
        err.print(f"[bold red]Not started:[/] {_plain(found.found)}")
        err.print(_plain(" ".join(found.mend)))
        raise typer.Exit(USAGE) from None


def write_text(text: str, output: Path | None) -> None:
    """A result into a file, or to standard output."""
    if output is None:
        sys.stdout.write(text)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except OSError as fault:
        err.print(f"[bold red]Not written:[/] {_plain(fault)}")
        raise typer.Exit(REFUSED) from None


def say_refusal(document: dict[str, Any]) -> None:
    """A problem document for a person: what, where, and how to go on."""
    for fault in document["errors"]:
        where = f" at {fault['pointer']}" if fault["pointer"] else ""
        err.print(f"[bold red]{fault['code']}[/]{_plain(where)}: {_plain(fault['detail'])}")
    if document.get("nearest"):
        err.print("Questions that can be asked:")
        for question in document["nearest"]:
            err.print(f"  {_plain(question)}")


def _plain(text: object) -> str:
    """Text that is shown as it is, whatever square brackets it holds."""
    return str(text).replace("[", "\\[")
