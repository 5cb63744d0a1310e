"""The settings: environment variables, one line each (the same table stands in the docs)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

SETTINGS: Mapping[str, str] = {
    "DEAL_LEDGER_DATABASE_URL": (
        "Connection string of a PostgreSQL 15 or newer. Absent: the embedded server is used."
    ),
    "DEAL_LEDGER_HOME": (
        "Folder of the embedded server's data. Absent: the user's data folder, for root "
        "/var/lib/deal-ledger."
    ),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the ledger is. `database_url` None means the embedded server in `home`."""

    database_url: str | None
    home: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """The settings of this process; an empty variable counts as absent."""
        home = environment.get("DEAL_LEDGER_HOME")
        return cls(
            database_url=environment.get("DEAL_LEDGER_DATABASE_URL") or None,
            home=Path(home).expanduser().resolve() if home else default_home(),
        )


def default_home() -> Path:
    """The user's data folder. Not root's own: its parents would have to be opened to the server."""
    if os.geteuid() == 0:
        return Path("/var/lib/deal-ledger")
    return Path(platformdirs.user_data_dir("deal-ledger"))
