"""Rows of many columns: a table where there is room, else each row as lines that are read down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.markup import escape
from rich.table import Table

from api.cli.output import out

_ROOM = 140
"""Characters; in less, eight columns break ids and times into pieces that nobody can read."""


def print_rows(heads: Sequence[str], rows: Iterable[Sequence[str]], *, instead: str) -> None:
    """Print rows of plain text; on a narrow terminal also say what to use `instead`."""
    if out.width >= _ROOM:
        table = Table(*heads)
        for row in rows:
            table.add_row(*map(escape, row))
        out.print(table)
        return
    for row in rows:
        for head, text in zip(heads, row, strict=True):
            if text:
                out.print(f"[bold]{head}:[/] {escape(text)}", soft_wrap=True)
        out.print()
    out.print(f"A wider terminal ({_ROOM} characters) shows a table. {instead}", soft_wrap=True)
