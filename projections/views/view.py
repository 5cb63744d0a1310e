"""What a view is: tables of its own, and the rows that one deal puts into them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from domain.events import Event
from domain.events.disputes import RecordCorrected, RecordStruck
from domain.events.privilege import PrivilegeMarked
from projections.deal import KnownDeal
from projections.facts import Role

SCHEMA = "views"
BESIDE = "__beside"
"""What the names of tables end with that are being built."""
Audience = Literal["all", "reader", "legal"]
"""For whom a row is: for both where readers are withheld nothing, else each has its own."""
Row = tuple[Any, ...]
"""A named tuple: its fields are columns, after `deal` and `audience`."""


@dataclass(frozen=True, slots=True)
class View:
    """A read model across deals.

    `version` changes whenever other rows would come out, or the tables change. `tables` gives the
    table of each kind of row. `touched_by` are the organisation's events that may change rows of a
    deal; `rows` is pure.
    """

    name: str
    version: int
    tables: Mapping[type[Row], str]
    rows: Callable[[KnownDeal], Iterable[Row]]
    touched_by: frozenset[type[Event]] = frozenset()

    @property
    def stands(self) -> str:
        """The table that says, per deal, what its rows stand on."""
        return f"{self.name}_stands"

    @property
    def all_tables(self) -> tuple[str, ...]:
        """Every table of the view."""
        return *self.tables.values(), self.stands

    def made(self, beside: str) -> str:
        """The SQL that makes its tables; `beside` ends their names."""
        folder = files("projections.views") / "sql"
        texts = [(folder / f"{each}.sql").read_text("utf-8") for each in (self.name, "stands")]
        return "\n".join(texts).replace("{view}", self.name).replace("{beside}", beside)

    def concerned_by(self, event: Event) -> bool:
        """Whether an event of the organisation may change rows; a change of a record may always."""
        changes = isinstance(event, RecordCorrected | RecordStruck | PrivilegeMarked)
        return bool(self.touched_by) and (changes or type(event) in self.touched_by)


def audiences_of(role: Role) -> list[Audience]:
    """Whose rows a role is shown."""
    return ["all", "legal" if role in {"legal", "admin"} else "reader"]
