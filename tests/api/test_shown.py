"""What others wrote does not steer the terminal of whoever reads it."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.padding import Padding
from rich.table import Table

from api.cli.output import err, out
from api.cli.shown import HarmlessConsole, harmless

HOSTILE = "a\x1b[31mb\x1b]0;title\x07c\u202ed\u2066e\x9bf\x7fg\rh"


def printed(value: object) -> str:
    out = HarmlessConsole(file=StringIO(), force_terminal=True, width=200)
    out.print(value)
    assert isinstance(out.file, StringIO)
    return out.file.getvalue()


def table() -> Table:
    made = Table("A")
    made.add_row(HOSTILE)
    return made


@pytest.mark.parametrize("value", [HOSTILE, Padding(HOSTILE, 2), table()])
def test_a_control_character_is_shown_as_a_sign(value: object) -> None:
    found = printed(value)
    for each in ("\x1b]", "\x1b[31m", "\x07", "\u202e", "\u2066", "\x9b", "\x7f", "\r"):
        assert each not in found
    for letter in "abcdefgh":
        assert letter in found


def test_what_the_program_writes_itself_has_its_colours_and_lines() -> None:
    assert "\x1b[1;31m" in printed("[bold red]Not started:[/] why")
    assert printed("one\ntwo").splitlines() == ["one", "two"]


def test_an_id_between_colons_is_no_picture(capsys: pytest.CaptureFixture[str]) -> None:
    for console in (out, err):
        console.print("ds:envelope:e-1 :key:")
    printed_, said = capsys.readouterr()
    assert printed_ == said == "ds:envelope:e-1 :key:\n"


def test_other_texts_stay_as_they_are() -> None:
    for text in ("Zahlungsziel: 30 Tage", "שלום\u200f", "🙂‍↔️", "a\tb\nc"):
        assert harmless(text) == text
