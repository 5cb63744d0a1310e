"""Whether anything on record goes by a name that is asked for.

An empty list would say that there is nothing of it; of a name that was mistyped that is not known.
What is not on record and what the reader may not see is refused alike.
"""

from __future__ import annotations

from typing import Literal

from psycopg import sql

from domain.refusals import Refusal
from domain.values import FIXED_ITEMS
from projections.catalogue import Catalogue, Item
from projections.views.asking import Page, Question, Reader
from projections.views.ports import Connection
from projections.views.rows import pricing, register
from projections.views.view import View

Kind = Literal["person", "party", "deal"]


class NameNotOnRecord(Refusal):
    """Nothing that this reader may see in any deal goes by this name."""

    code = "name_not_on_record"

    def __init__(self, kind: str, id_: str, position: int, parameter: str) -> None:
        super().__init__(
            f"No {kind} {id_!r} is on record in the deals that you may see, as of position "
            f"{position}.",
            f"/{parameter}",
        )


def refuse_unknown(
    connection: Connection, reader: Reader, kind: Kind, id_: str, parameter: str, position: int
) -> None:
    """Raise NameNotOnRecord for an id that no deal has or names, as far as the register goes.

    `position` is what was asked stands on: a register that is behind it cannot tell, and refuses
    nothing. Raises ViewNotReady.
    """
    table, known = "register_words", f"kind = {kind!r} AND ref = %(name)s"
    if kind == "deal":
        table, known = "register", "deal = %(name)s"
    there, at = _any(connection, reader, register.VIEW, table, known, id_)
    if not there and at >= position:
        raise NameNotOnRecord(kind, id_, at, parameter)


def refuse_unknown_item(
    connection: Connection, reader: Reader, item: Item, catalogue: Catalogue
) -> None:
    """Raise NameNotOnRecord for an item of no catalogue that no pricing term states either.

    Of such an item every deal would be silent. Raises ViewNotReady.
    """
    axis, name = item
    if name in FIXED_ITEMS.get(axis, ()) or item in catalogue.known:
        return
    stated = f"axis = {axis!r} AND item = %(name)s"
    there, at = _any(connection, reader, pricing.VIEW, "pricing", stated, name)
    if not there and axis == "beneficiaries":
        refuse_unknown(connection, reader, "party", name, "item", at)
    elif not there:
        raise NameNotOnRecord("item", name, at, "item")


def _any(
    connection: Connection, reader: Reader, view: View, table: str, where: str, name: str
) -> tuple[bool, int]:
    """Whether there is such a row for the reader, and the position that this stands on."""
    source = sql.SQL("views.{}").format(sql.SQL(table))
    question = Question(view, sql.SQL("deal"), source, sql.SQL(where), {"name": name})
    found = question.ask(connection, reader, Page(("deal",), limit=1))
    return bool(found.rows), found.position
