"""`deal-ledger migrate`: the database's schema, brought forward."""

from __future__ import annotations

from api.cli.output import AsJson, out, print_json, refusals
from api.outside import real
from api.settings import Settings
from ledger import database
from ledger.embedded import EmbeddedServer


def migrate(*, as_json: AsJson = False) -> None:
    """Make or bring forward the schema of the database, as its owner.

    Safe to run again. With DEAL_LEDGER_DATABASE_URL its user must own the database and may create
    roles; the embedded server is migrated by every command, this one included.
    """
    with refusals(as_json=as_json):
        settings = Settings.from_environment()
        if settings.database_url:
            ran = database.migrate(settings.database_url, real().seeds)
        else:
            with EmbeddedServer(settings.home).running() as server:
                ran = database.migrate(server.url(), real().seeds)
    if as_json:
        print_json({"ran": ran})
    else:
        out.print("\n".join(f"Ran migration {each}" for each in ran) or "The schema is up to date.")
