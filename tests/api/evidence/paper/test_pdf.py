"""The PDF: for archives and for everybody, of the words alone, and the same for the same input."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, OutlineItem, Pdf

from api.evidence.paper import setting, typeset
from api.evidence.paper.blocks import Block, bullets, cell, para, quote, section, table
from api.evidence.paper.characters import everywhere, printed
from api.evidence.paper.covered import COVERED
from api.evidence.paper.parts.certificate import form
from api.evidence.paper.typeset import TypesetError
from tests.api.evidence.paper.story import EXPORT
from tests.api.evidence.paper.test_page import HOSTILE, paper

AT = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
TYPST = (
    '#panic("pwned")',
    '"] } #read("/etc/passwd") #{ ["',
    "= Heading *bold* _em_ $x^2$ @ref <label> `raw` // c /* c */ \\ #show: none",
    "bell\x07 nul\x00 escape\x1b[31m",
    "😀 👩\u200d👩\u200d👧 中文合同",
    "\ud800 a\u0301 \ufeff\u200b\u00ad",
)
NO_FONT_HOLDS_THE_PAIR = "\u25fb\u1abe\U0001d53e\U0001d55a\u05a8\ufec5\u025c\u2930\u1dc1"


def pdf(*blocks: Block, title: str = "Deal D-1") -> bytes:
    return typeset.typeset(paper(*blocks, title=title), AT)


def test_it_says_that_it_is_for_archives_and_for_readers_who_do_not_see(
    made: dict[str, bytes],
) -> None:
    found = made["evidence.pdf"]
    for says in (
        b"<pdfaid:part>2</pdfaid:part>",
        b"<pdfaid:conformance>A</pdfaid:conformance>",
        b"<pdfuaid:part>1</pdfuaid:part>",
        b"<xmp:CreateDate>2026-11-01T09:30:00Z</xmp:CreateDate>",
        b"Deal D-1: Licences for a health agency, bid of spring 2025",
    ):
        assert says in found
    assert b"/Lang(en)" in found
    assert b"/StructTreeRoot" in found
    assert b"/Outlines" in found
    assert b"/JavaScript" not in found


def test_its_bookmarks_are_the_sections_with_their_numbers() -> None:
    two = section("two", "Inner", [], 2) | {"number": "1.1"}
    assert headings(paper(para("x"), two)) == ["1  One", "1.1  Inner"]


def test_the_same_paper_gives_the_same_bytes_in_whatever_zone_its_time_is_written() -> None:
    words = paper(para("x"), table("T", ["A"], [[cell("a")]], [1]))
    one = typeset.typeset(words, AT)
    assert one == typeset.typeset(words, AT.astimezone(timezone(timedelta(hours=5))))
    assert one != typeset.typeset(words, AT + timedelta(days=1))


@pytest.mark.parametrize("words", [*HOSTILE, *TYPST])
def test_words_are_never_markup(words: str) -> None:
    inner = section("two", words, [para(words)], 2) | {"number": "1.1"}
    blocks = (quote([{"removed": words}, {"added": words}], words), inner)
    told = paper(*blocks, table(words[:300], [words[:300]], [[cell(words)]], [1]), title=words)
    assert typeset.typeset(told, AT).startswith(b"%PDF-")
    lines = [each for each in printed(words).replace("\x1f", "").splitlines() if each.strip()]
    [_, found] = headings(told)
    assert "".join(found.split()) == "".join(f"1.1{' '.join(lines)}".split())


@pytest.mark.parametrize("lines", range(28, 44))
def test_the_block_for_the_signature_stands_on_one_page(lines: int) -> None:
    *_, signing = form(EXPORT, "D-1")
    begins, ends = (section(each, each, [], 2) | {"number": "1.1"} for each in ("begins", "ends"))
    kept = signing | {"blocks": [begins, *signing["blocks"], ends]}
    told = paper(*[para("x")] * lines, kept)
    with Pdf.open(BytesIO(typeset.typeset(told, AT))) as found, found.open_outline() as outline:
        [one] = [each for each in outline.root if each.title.endswith("One")]
        first, last = (_page(each) for each in one.children)
    assert first == last


def _page(item: OutlineItem) -> tuple[int, int]:
    assert isinstance(item.destination, Array)
    return item.destination[0].objgen


def headings(told: Block) -> list[str]:
    """The text of the headings that typst sees."""
    given_ = everywhere(told, printed) | {"at": AT.isoformat()}
    found = typst.query(
        Path(setting.__file__).parent / "type" / "evidence.typ",
        "heading.where(outlined: true)",
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(given_)},
    )
    return [_text(each["body"]) for each in json.loads(found)]


def _text(content: Any) -> str:
    match content:
        case {"text": str(text)}:
            return text
        case {"children": children}:
            return "".join(map(_text, children))
        case {"func": "space"}:
            return " "
        case _:
            return ""


def test_a_pair_that_no_font_holds_is_set_apart_and_refuses_nothing() -> None:
    """Each of these characters can be set; a mark with what stands before it may not."""
    told = everywhere(paper(para(NO_FONT_HOLDS_THE_PAIR)), printed) | {"at": AT.isoformat()}
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        setting.pdf(json.dumps(told))
    assert pdf(para(NO_FONT_HOLDS_THE_PAIR)).startswith(b"%PDF-")


def test_the_fonts_in_the_wheel_hold_every_character_that_is_said_to_be_covered() -> None:
    every = [chr(point) for first, last in COVERED for point in range(first, last + 1)]
    told = {**paper(bullets([each] for each in every)), "at": AT.isoformat()}
    assert setting.pdf(json.dumps(told)).startswith(b"%PDF-")


@settings(max_examples=25)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=20))
def test_any_words_can_be_set(words: list[str]) -> None:
    assert pdf(*(para(each) for each in words)).startswith(b"%PDF-")


def test_what_cannot_be_set_for_another_reason_is_said() -> None:
    with pytest.raises(TypesetError, match="key"):
        typeset.typeset({"kind": "no paper"}, AT)


def test_it_is_set_from_nothing_but_what_is_passed_in() -> None:
    """No package of the typesetter is fetched, no font of the machine is used."""
    for each in (Path(setting.__file__).parent / "type").iterdir():
        found = re.findall(r'#?(?:import|include|read) ?\(?"([^"]+)"', each.read_text("utf-8"))
        assert set(found) <= {"blocks.typ"}
