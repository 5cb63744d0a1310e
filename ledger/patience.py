"""How long the ledger waits for its database, and what it says when that was too long."""

from __future__ import annotations

from dataclasses import dataclass


class UnavailableError(Exception):
    """The database did not answer in time, or not at all: send again later.

    What was being written is not acknowledged; sending it again settles whether it stands.
    """


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait; 0 means without end.

    `lost` is for a connection that was lost, `free` for a free connection of the pool, `statement`
    for one statement, and `lock` for a lock within it.
    """

    lost: float = 30.0
    free: float = 30.0
    statement: float = 0.0
    lock: float = 0.0

    @property
    def options(self) -> str:
        """As options of a PostgreSQL session; what has no end is left as it is."""
        limits = {"statement_timeout": self.statement, "lock_timeout": self.lock}
        given = ((name, seconds) for name, seconds in limits.items() if seconds)
        return " ".join(f"-c {name}={round(1000 * seconds)}" for name, seconds in given)
