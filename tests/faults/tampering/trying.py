"""Every kind, one after the other, and what is printed of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.markup import escape
from rich.table import Table

from tests.faults.tampering.files import bundles, proofs
from tests.faults.tampering.house import House
from tests.faults.tampering.kinds import BY_OWNER, BY_SERVICE
from tests.faults.tampering.means import Found, Kind, Outcome, tried
from tests.faults.tampering.powers import BY_POWER, nothing

UNTOUCHED = Kind("nothing", "nobody", nothing)
_COLUMNS = ("what is done", "by", "changed first", "found by", "rule", "named first", "")


def untouched(house: House) -> Outcome:
    """What nobody touched: by every means, nothing is wrong."""
    return tried(house, UNTOUCHED)


def outcomes(house: House) -> Iterator[Outcome]:
    """Of every kind that is to be found."""
    for kind in (*BY_SERVICE, *BY_OWNER, *BY_POWER):
        yield tried(house, kind)
    yield from bundles(house)
    yield from proofs(house)


def missed(found: Sequence[Outcome]) -> list[str]:
    """The kinds that no means found, or that one found otherwise than it is to."""
    return [
        f"{each.power}: {each.name}: {', '.join(each.wrong) or 'not found'}"
        for each in found
        if each.wrong or not any(each.found.values())
    ]


def table_of(found: Sequence[Outcome]) -> Table:
    """A line for each kind and means that finds it."""
    table = Table(*_COLUMNS, title=f"{len(found)} kinds of tampering")
    for each in found:
        told = [each.name, each.power, _text(each.changed)]
        for means, what in each.found.items():
            if what or means in each.wanted:
                table.add_row(*map(escape, (*told, means)), *_told(what), _verdict(each, means))
                told = ["", "", ""]
        if told[0]:
            table.add_row(*map(escape, told), "nothing", "", "", "MISSED")
    return table


def _told(what: Found | None) -> tuple[str, str]:
    return (what.rule, escape(_text(what.where))) if what else ("", "")


def _verdict(each: Outcome, means: str) -> str:
    if means not in each.wrong:
        return ""
    wanted = each.wanted.get(means)
    return f"WRONG: {' '.join(_told(wanted)) if wanted else 'nothing'} was to be found"


def _text(where: int | str | None) -> str:
    return "–" if where is None else str(where)
