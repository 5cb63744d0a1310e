"""The command `deal-ledger`: what is not asked for is not loaded, so that it begins at once."""

from __future__ import annotations

import sys
from importlib import import_module

import typer

READINGS = (
    *("deals", "terms", "timeline", "clocks", "knowledge", "coverage", "changes", "findings"),
    *("stress", "digest", "gate", "impact"),
    "ask",
)
COMMANDS = (
    *("demo", "serve", "runner", "record", "reconcile", *READINGS, "export", "check", "verify"),
    *("privilege-log", "access-log", "migrate", "rebuild", "doctor", "backup", "restore"),
    "erase",
)
GROUPS = (
    *("token", "signer", "proof", "connection", "inbox", "mapping", "subscription"),
    *("document", "read-back"),
)
"""Commands with commands of their own. All of them stand in a file of their name."""
_HELP = (
    "The flight recorder of a deal: records what was proposed, changed, signed off, told and "
    "retracted; says what stood, as it was known at any time; answers disputes from the record."
)
_EPILOG = (
    "Start with: deal-ledger demo. Settings are environment variables, among them "
    "DEAL_LEDGER_DATABASE_URL (absent: an embedded PostgreSQL) and DEAL_LEDGER_HOME (where that "
    "keeps its data); all are in docs/operating.md."
)


def application(only: str | None = None) -> typer.Typer:
    """The command with all that it does, or with one of its commands alone."""
    made = typer.Typer(
        name="deal-ledger",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        help=_HELP,
        epilog=_EPILOG,
    )
    # With a callback one command alone is still a command, and named when it is called.
    made.callback()(_nothing)
    for name in COMMANDS if only is None else {only} & {*COMMANDS}:
        made.command(name)(_of_file(name))
    for name in GROUPS if only is None else {only} & {*GROUPS}:
        made.add_typer(_of_file(name), name=name)
    return made


def _nothing() -> None:
    """Nothing is done before a command."""


def _of_file(name: str) -> typer.Typer:
    name = name.replace("-", "_")
    found: typer.Typer = getattr(import_module(f"api.cli.{name}"), name)
    return found


def main() -> None:
    """The console script."""
    asked = sys.argv[1] if len(sys.argv) > 1 else None
    known = asked in {*COMMANDS, *GROUPS}
    application(asked if known else None)()


if __name__ == "__main__":
    main()
