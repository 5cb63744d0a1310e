"""The PDF: typeset by typst from the blocks of the page, and from nothing but what is passed in."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.resources import as_file, files

import typst

from api.evidence.paper.blocks import Block
from api.evidence.paper.characters import everywhere, printed

STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
"""For archives, with structure, and for readers who do not see: ISO 19005-2 and 14289-1."""


def typeset(paper: Block, at: datetime) -> bytes:
    """The paper as PDF/A-2a and PDF/UA-1, dated `at`; the same paper gives the same bytes.

    Words go in as data and never as markup. Only the fonts in the wheel are used: whatever they
    lack is written as its code point.
    """
    moment = at.astimezone(UTC).replace(microsecond=0)
    dated = paper | {"date": _date(moment)}
    told = json.dumps(everywhere(dated, printed), ensure_ascii=False)
    with as_file(files("api.evidence.paper") / "type") as folder:
        return typst.compile(
            folder / "evidence.typ",
            root=folder,
            format="pdf",
            ignore_system_fonts=True,
            sys_inputs={"paper": told},
            pdf_standards=STANDARDS,
            timestamp=moment,
        )


def _date(moment: datetime) -> dict[str, int]:
    names = ("year", "month", "day", "hour", "minute", "second")
    return {name: getattr(moment, name) for name in names}
