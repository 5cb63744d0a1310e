"""The command `deal-ledger`."""

from __future__ import annotations

import typer

from api.cli.ask import ask
from api.cli.backup import backup
from api.cli.changes import changes
from api.cli.clocks import clocks
from api.cli.connection import connection
from api.cli.coverage import coverage
from api.cli.deals import deals
from api.cli.demo import demo
from api.cli.doctor import doctor
from api.cli.inbox import inbox
from api.cli.knowledge import knowledge
from api.cli.mapping import mapping
from api.cli.migrate import migrate
from api.cli.proof import proof
from api.cli.rebuild import rebuild
from api.cli.reconcile import reconcile
from api.cli.record import record
from api.cli.restore import restore
from api.cli.runner import runner
from api.cli.serve import serve
from api.cli.signer import signer
from api.cli.subscription import subscription
from api.cli.terms import terms
from api.cli.timeline import timeline
from api.cli.token import token
from api.cli.verify import verify

app = typer.Typer(
    name="deal-ledger",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The flight recorder of a deal: records what was proposed, changed, signed off, told and "
    "retracted; says what stood, as it was known at any time; answers disputes from the record.",
    epilog="Start with: deal-ledger demo. Settings are environment variables, among them "
    "DEAL_LEDGER_DATABASE_URL (absent: an embedded PostgreSQL) and DEAL_LEDGER_HOME (where that "
    "keeps its data); all are in docs/operating.md.",
)
READINGS = (deals, terms, timeline, clocks, knowledge, coverage, changes, ask)
for command in (
    *(demo, serve, runner, record, reconcile, *READINGS, verify),
    *(migrate, rebuild, doctor, backup, restore),
):
    app.command()(command)
app.add_typer(token, name="token")
app.add_typer(signer, name="signer")
app.add_typer(proof, name="proof")
app.add_typer(connection, name="connection")
app.add_typer(inbox, name="inbox")
app.add_typer(mapping, name="mapping")
app.add_typer(subscription, name="subscription")


def main() -> None:
    """The console script."""
    app()


if __name__ == "__main__":
    main()
