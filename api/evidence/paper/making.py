"""From what is told to the files: a page for everybody, and a PDF that can be filed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from api.evidence.paper.blocks import Block, cell, table
from api.evidence.paper.case import Case
from api.evidence.paper.page import page
from api.evidence.paper.parts import PARTS
from api.evidence.paper.parts.cover import checking, cover
from api.evidence.paper.told import Told
from api.evidence.paper.typeset import typeset
from api.evidence.paper.volumes import in_volumes

Progress = Callable[[int, int], None]
"""How many steps are done, of how many."""
_MOST_IN_CONTENTS = 70
"""Headings; a longer table of contents names the parts alone."""
_APART = frozenset({"certificate"})
"""Parts that begin and end on pages of their own."""


def of(told: Told, progress: Progress = lambda _done, _of: None) -> dict[str, bytes]:
    """The files by name: `timeline.html` and `evidence.pdf`; both say the same.

    A long paper goes on in `evidence-2.pdf`, `evidence-3.pdf` … The same told gives the same bytes.
    Raises TypesetError.
    """
    case = Case(told)
    progress(0, 1)
    sections = [_numbered(each, str(n)) for n, each in enumerate(_sections(case), 1)]
    volumes = in_volumes(sections)
    steps = len(volumes) + 2
    progress(1, steps)
    found = {"timeline.html": page(_paper(case, sections))}
    progress(2, steps)
    for number, some in enumerate(volumes, 1):
        found[_file(number)] = typeset(_volume(case, volumes, number, some), told.export.at)
        progress(number + 2, steps)
    return found


def _sections(case: Case) -> Iterator[Block]:
    yield checking(case)
    for part in PARTS:
        yield part(case)


def _file(number: int) -> str:
    return "evidence.pdf" if number == 1 else f"evidence-{number}.pdf"


def _paper(case: Case, sections: list[Block]) -> Block:
    overview, export = case.told.overview, case.told.export
    named = f": {overview['name']}" if overview["name"] else ""
    many = sum(1 for _ in _headings(sections)) > _MOST_IN_CONTENTS
    return {
        "kind": "Evidence from the ledger",
        "title": f"Deal {overview['deal']}{named}",
        "running": f"Deal {overview['deal']}, export {export.id}",
        "cover": cover(case),
        "sections": sections,
        "depth": 1 if many else 2,
    }


def _volume(case: Case, volumes: list[list[Block]], number: int, some: list[Block]) -> Block:
    """One volume; the first of several says what stands in which."""
    paper = _paper(case, some)
    if len(volumes) == 1:
        return paper
    shelf = [] if number > 1 else [_shelf(volumes)]
    return paper | {
        "kind": f"{paper['kind']}, volume {number} of {len(volumes)}",
        "cover": [*paper["cover"], *shelf],
    }


def _shelf(volumes: list[list[Block]]) -> Block:
    rows = [
        [cell(str(n)), cell(_file(n)), cell(*map(_spine, each))]
        for n, each in enumerate(volumes, 1)
    ]
    return table("The volumes", ["Volume", "File", "What stands in it"], rows, [10, 25, 65])


def _spine(of: Block) -> str:
    """What stands on the back of a volume: a section, and of one in parts which of them."""
    inner = [each for each in of["blocks"] if each["block"] == "section"]
    parts = f": {inner[0]['title']} to {inner[-1]['title']}" if len(inner) > 1 else ""
    return f"{of['number']} {of['title']}{parts}"


def _numbered(of: Block, number: str) -> Block:
    """A section with its number, and the sections in it with theirs."""
    blocks, count = [], 0
    for each in of["blocks"]:
        if each["block"] == "section":
            count += 1
            blocks.append(_numbered(each, f"{number}.{count}"))
        else:
            blocks.append(each)
    return of | {"number": number, "blocks": blocks, "apart": of["anchor"] in _APART}


def _headings(blocks: Iterable[Block]) -> Iterator[Block]:
    for each in blocks:
        if each["block"] == "section":
            yield each
            yield from _headings(each["blocks"])
