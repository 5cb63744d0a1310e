"""What is found in long contents: the same as in short ones, and nothing by chance."""

from __future__ import annotations

from base64 import b64encode, encodebytes
from collections.abc import Callable
from random import Random
from unicodedata import normalize
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ledger.erasing.folding import Folded, root_of
from ledger.erasing.matching import Matcher
from ledger.erasing.reading import told_in
from ledger.erasing.scanning import Wanted
from ledger.erasing.sieve import PIECE, sieve_for

MAERTA = Matcher(("of-17", "m.oe"), ("Märta Østergård-Lenz",), ("Hafen Ring 5",), ("of-17-b",))
WORDS = "The parties agreed on the 4th of May, for 3 % of 1.000 & more; see a/b\\c. \n"
CHANCE = Random(11)


@pytest.fixture(autouse=True)
def same_chance() -> None:
    CHANCE.seed(11)


FOUND = [
    "Märta Østergård",
    "maerta_ostergaard",
    normalize("NFD", "MÄRTA ØSTERGÅRD"),
    "lenz, märta",
    "of-17",
    "hafen  ring_5",
    quote("Märta Lenz"),
    quote(quote(quote("Märta Lenz"))),
    "M&auml;rta Lenz",
    "M\\u00e4rta Lenz",
    "M\\\\\\\\u00e4rta\\\\\\\\nLenz",
    "Mär\u200bta\u00ad Lenz",
]


def in_text(value: str, at: int) -> bytes:
    long = WORDS * (3 * PIECE // len(WORDS))
    return f"{long[:at]} {value} {long[at:]}".encode()


def in_noise(value: str, at: int) -> bytes:
    noise = CHANCE.randbytes(3 * PIECE)
    return noise[:at] + b" " + value.encode() + b" " + noise[at:]


def in_one_byte(value: str, at: int) -> bytes:
    return in_text(value, at).decode().encode("cp1252", "xmlcharrefreplace")


def in_base64(value: str, at: int) -> bytes:
    return b64encode(in_text(value, at))


def in_a_mail(value: str, at: int) -> bytes:
    return b"Content-Transfer-Encoding: base64\r\n\r\n" + encodebytes(in_text(value, at))


def in_digits(value: str, at: int) -> bytes:
    return in_text(value, at).hex().encode()


@pytest.mark.parametrize("value", FOUND)
@pytest.mark.parametrize("within", [in_text, in_noise, in_base64, in_a_mail, in_digits])
def test_it_is_found_wherever_it_stands(within: Callable[[str, int], bytes], value: str) -> None:
    for at in (PIECE - 41, PIECE - 6):
        assert told_in(within(value, at), MAERTA), at


@pytest.mark.parametrize("value", ["Märta Østergård", "hafen ring 5", "M&auml;rta Lenz"])
def test_it_is_found_in_a_long_text_of_one_byte(value: str) -> None:
    assert told_in(in_one_byte(value, PIECE - 3), MAERTA)


@pytest.mark.parametrize("value", ["of-17-b", "Martas Ostergarden", "of-170", "Hafenrings 55"])
def test_what_is_not_theirs_is_theirs_at_no_place_of_a_long_text(value: str) -> None:
    for at in range(PIECE - 40, PIECE + 10):
        assert not told_in(in_text(value, at), MAERTA)


def test_parts_of_a_name_are_found_far_from_each_other() -> None:
    content = in_text("Märta", 10) + in_text("Ostergard", 2 * PIECE)
    assert told_in(content, MAERTA)
    assert list(Wanted.of(["Märta Østergård"]).met_in_content(content)) == [(1, "plain")]
    assert not told_in(in_text("Märta", 10) + in_text("ostergard", 2 * PIECE), MAERTA)


def test_one_escape_that_is_no_utf8_leaves_the_others_what_they_are() -> None:
    assert Matcher((), ("Jürg Groß",)).names_them("name=J%C3%BCrg+Gro%C3%9F&town=K%F6ln")


LETTERS = st.text(
    st.one_of(
        st.sampled_from("aeouäöüåøæœßđłþAEOUÄÖÜÅØ\u0300\u0308\u030a\u0323\u05b4\u05bc\u0e48\u3099"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=12,
)


@given(LETTERS, LETTERS, LETTERS)
@example("", "a\u0323\u0308", "")
@example("", "가", "")
@example("\u0e48", "\u0e38", "")
def test_the_sieve_lets_through_whatever_is_found_folded(
    before: str, value: str, after: str
) -> None:
    small = Folded.of(value).small
    folded = Folded.of(normalize("NFC", before + value + after)).together
    if root_of(small) and root_of(small) in root_of(folded):
        assert sieve_for([small], [value]).lets_through(before + value + after)


PHOTO = 300_000


@pytest.mark.parametrize("name", ["Ana Roy", "Li Wu", "Eva Lee"])
def test_no_image_goes_for_a_short_name(name: str) -> None:
    matcher = Matcher((name[:3].lower().strip(),), (name,))
    wanted = Wanted.of([name])
    for _ in range(2):
        photo = CHANCE.randbytes(PHOTO)
        for content in (photo, b64encode(photo), b"X: y\r\n\r\n" + encodebytes(photo)):
            assert not told_in(content, matcher)
            assert not list(wanted.met_in_content(content))


@pytest.mark.parametrize("name", ["Ana Roy", "Li Wu", "Eva Lee"])
def test_a_short_name_is_found_beside_an_image_and_as_base64(name: str) -> None:
    photo = encodebytes(CHANCE.randbytes(20_000))
    said = f"Dear {name}, here it is.\r\n\r\n".encode()
    matcher = Matcher((name[:3].lower().strip(),), (name,))
    for content in (said + photo, photo + said, photo + encodebytes(30 * said) + photo):
        assert told_in(content, matcher)
        assert list(Wanted.of([name]).met_in_content(content))
