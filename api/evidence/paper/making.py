"""From what is told to the two files: a page for everybody, and a PDF that can be filed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from api.evidence.paper.blocks import Block
from api.evidence.paper.case import Case
from api.evidence.paper.page import page
from api.evidence.paper.parts import PARTS
from api.evidence.paper.parts.cover import checking, cover
from api.evidence.paper.told import Told
from api.evidence.paper.typeset import typeset

Progress = Callable[[int, int], None]
"""How many steps are done, of how many."""
_MOST_IN_CONTENTS = 70
"""Headings; a longer table of contents names the parts alone."""

_APART = frozenset({"timeline", "certificate"})
"""Parts that begin and end on pages of their own."""


def of(told: Told, progress: Progress = lambda _done, _of: None) -> dict[str, bytes]:
    """The files by name: `timeline.html` and `evidence.pdf`; both say the same.

    The same told gives the same bytes. For a deal of 10,000 entries see docs/performance.md.
    """
    steps = len(PARTS) + 3
    case = Case(told)
    sections = [checking(case)]
    for done, part in enumerate(PARTS, 1):
        progress(done, steps)
        sections.append(part(case))
    paper = _paper(case, sections)
    progress(len(PARTS) + 1, steps)
    as_page = page(paper)
    progress(len(PARTS) + 2, steps)
    as_pdf = typeset(paper, told.export.at)
    progress(steps, steps)
    return {"timeline.html": as_page, "evidence.pdf": as_pdf}


def _paper(case: Case, sections: list[Block]) -> Block:
    overview, export = case.told.overview, case.told.export
    numbered = [_numbered(each, str(number)) for number, each in enumerate(sections, 1)]
    named = f": {overview['name']}" if overview["name"] else ""
    many = sum(1 for _ in _headings(numbered)) > _MOST_IN_CONTENTS
    return {
        "kind": "Evidence from the ledger",
        "title": f"Deal {overview['deal']}{named}",
        "running": f"Deal {overview['deal']}, export {export.id}",
        "cover": cover(case),
        "sections": numbered,
        "depth": 1 if many else 2,
    }


def _numbered(section: Block, number: str) -> Block:
    """A section with its number, and the sections in it with theirs."""
    blocks, count = [], 0
    for each in section["blocks"]:
        if each["block"] == "section":
            count += 1
            blocks.append(_numbered(each, f"{number}.{count}"))
        else:
            blocks.append(each)
    apart = section["anchor"] in _APART
    return section | {"number": number, "blocks": blocks, "apart": apart}


def _headings(blocks: Iterable[Block]) -> Iterator[Block]:
    for each in blocks:
        if each["block"] == "section":
            yield each
            yield from _headings(each["blocks"])
