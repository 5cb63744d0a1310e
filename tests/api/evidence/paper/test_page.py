"""The page: whole in itself, without a script, for everybody, and never more than its words."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest

from api.evidence.paper.blocks import bullets, cell, cited, para, quote, section, table
from api.evidence.paper.page import page

VOID = {"meta", "col", "br", "img", "link", "input", "hr"}
HOSTILE = (
    "</style><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; & <b>",
    "שלום \u202eevil\u202c مرحبا",
    "[erased]",
    "x" * 500,
    "Clause. " * 2_500,
)


class Read(HTMLParser):
    """What a page holds: its tags with attributes, its text, and whether every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += "" if self.open[-1:] == ["style"] else data


def paper(*blocks: Any, title: str = "Deal D-1") -> dict[str, Any]:
    """A paper of one section."""
    one = section("one", "One", blocks) | {"number": "1", "apart": False}
    words = {"kind": "Evidence", "title": title, "running": "Deal D-1"}
    return words | {"cover": [], "sections": [one], "depth": 2}


@pytest.fixture(scope="module")
def story_page(made: dict[str, bytes]) -> Read:
    found = Read(made["timeline.html"].decode("utf-8"))
    assert found.open == []
    return found


def test_it_needs_nothing_from_elsewhere_and_runs_nothing(story_page: Read) -> None:
    names = {tag for tag, _ in story_page.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    for _, attributes in story_page.tags:
        assert not {name for name in attributes if name.startswith("on") or name == "src"}
        assert (attributes.get("href") or "#").startswith("#")


def test_its_style_asks_for_nothing_from_elsewhere(made: dict[str, bytes]) -> None:
    [style] = re.findall(r"<style>(.*?)</style>", made["timeline.html"].decode(), re.DOTALL)
    assert "url(" not in style
    assert "@import" not in style
    assert "@media print" in style


def test_it_says_its_language_title_and_set_of_characters(made: dict[str, bytes]) -> None:
    text = made["timeline.html"].decode("utf-8")
    assert text.lstrip().startswith('<!DOCTYPE html>\n<html lang="en">')
    assert '<meta charset="utf-8">' in text
    assert "<title>Deal D-1: Licences for a health agency, bid of spring 2025</title>" in text


def test_headings_go_down_one_step_at_a_time(story_page: Read) -> None:
    levels = [int(tag[1]) for tag, _ in story_page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_have_captions_and_heads_and_every_link_an_end(story_page: Read) -> None:
    count = Counter(tag for tag, _ in story_page.tags)
    assert count["table"] == count["caption"] == count["thead"] > 5
    assert {of.get("scope") for tag, of in story_page.tags if tag == "th"} == {"col", "row"}
    ids = [of["id"] for _, of in story_page.tags if "id" in of]
    assert len(ids) == len(set(ids))
    ends = {str(of["href"])[1:] for tag, of in story_page.tags if tag == "a"}
    assert ends <= set(ids)


def test_every_colour_of_words_can_be_read_on_its_ground(made: dict[str, bytes]) -> None:
    """WCAG 2: at least 4.5 to 1, in light, in dark, and printed."""
    text = made["timeline.html"].decode("utf-8")
    schemes = [
        dict(re.findall(r"--(\w+): (#\w+)", each))
        for each in re.findall(r":root {(.*?)}", text, re.DOTALL)
    ]
    assert len(schemes) == 3
    for colours in schemes:
        for ink in ("ink", "quiet", "mark"):
            for ground in ("paper", "tint"):
                assert _contrast(colours[ink], colours[ground]) >= 4.5


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(each * 2 for each in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_words_wherever_they_stand(words: str) -> None:
    blocks = [
        para(words, {"strong": words}, {"added": words}),
        quote([{"removed": words}], words),
        bullets([[words]]),
        cited(words, [[words]]),
        table(words, [words], [[cell(words)]], [1]),
        section("two", words, [], 2) | {"number": "1.1"},
    ]
    harmless, found = (
        Read(page(paper(*_with(blocks, each), title=each)).decode("utf-8")) for each in ("x", words)
    )
    assert [tag for tag, _ in found.tags] == [tag for tag, _ in harmless.tags]
    assert found.open == []
    shown = words.replace("\u202e", "⟨U+202E⟩").replace("\u202c", "⟨U+202C⟩")
    assert found.text.count(shown) >= 12


def _with(blocks: Any, words: str) -> Any:
    """The same blocks with other words."""
    if isinstance(blocks, list):
        return [_with(each, words) for each in blocks]
    if isinstance(blocks, dict):
        kept = {"block", "anchor", "number", "level"}
        return {n: each if n in kept else _with(each, words) for n, each in blocks.items()}
    return words if isinstance(blocks, str) else blocks
