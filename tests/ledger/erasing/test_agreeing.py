"""An erasure and `erase --check` look by one rule; where they differ is said, and tried, here."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from ledger.erasing.matching import Matcher
from ledger.erasing.reading import names_in, told_in
from ledger.erasing.scanning import SHORTEST, Scan, scan_dump
from ledger.erasing.undoing import can_be_looked_into
from tests.ledger.erasing.erasing import House
from tests.ledger.erasing.test_documents import is_kept, kept

CHANCE = Random(7)
RECORD = ("entries", "disclosures", "persons")
BESIDE = ("contents", "inbox", "inbox_items", "tokens", "access_log")
DUMP = "-- PostgreSQL database dump"
NOISE = CHANCE.randbytes(20_000) + b"\x93li\x02 \x81Wuz\x01" + CHANCE.randbytes(20_000)
"""As an image or what is compressed: what is short stands in it somewhere."""


def scanned(tmp_path: Path, columns: tuple[str, ...], *values: str, table: str = "t") -> Scan:
    row = "\t".join(columns)
    file = tmp_path / "dump.sql"
    copied = f"COPY ledger.{table} (a, b) FROM stdin;\n{row}\n\\.\n"
    for each in (*RECORD, *BESIDE):
        copied += f"COPY ledger.{each} (a) FROM stdin;\n\\.\n"
    file.write_text(f"--\n{DUMP}\n--\n{copied}--\n{DUMP} complete\n--\n", encoding="utf-8")
    return scan_dump(file, values)


def test_parts_of_a_name_in_two_columns_are_no_name(tmp_path: Path) -> None:
    assert scanned(tmp_path, ("Carla", "Klein"), "Carla Klein").met == []
    assert scanned(tmp_path, ("of Carla", "the office", "Klein GmbH"), "Carla Klein").met == []
    assert scanned(tmp_path, ("x", "Klein, Carla"), "Carla Klein").met


@pytest.mark.parametrize("value", ["li", "Wuz"])
def test_a_short_value_is_not_met_by_chance_in_what_is_no_text(tmp_path: Path, value: str) -> None:
    by_id = Matcher((value,), (value,), (value,))
    assert not told_in(NOISE, by_id)
    assert not can_be_looked_into(NOISE)
    if len(value) >= SHORTEST:
        row = ("D-1", "\\\\x" + NOISE.hex())
        assert scanned(tmp_path, row, value, table="contents").met == []


def test_a_short_value_is_found_in_a_text_of_one_byte_and_among_a_few_controls() -> None:
    by_id = Matcher(("li",), ())
    for content in ("Für li: ja.".encode("cp1252"), b"for li\x01\x02", b"\x03" * 5 + b" li " * 90):
        assert told_in(content, by_id)


def test_no_content_goes_by_chance(house: House) -> None:
    house.record("participant.assigned", person="li", name="Li Wu")
    digest = kept(house, NOISE, deal="D-2")
    house.erase("li", also=())
    assert is_kept(house, digest, "D-2")


ADDRESS = "Hafen Ring 5"


@pytest.mark.parametrize(
    ("text", "whom", "value"),
    [
        ("see you, CARLA", Matcher(("carla",), ()), "carla"),
        ("the Ring at the Hafen, 5 o'clock", Matcher(("x",), (), (ADDRESS,)), ADDRESS),
        ("of anna-lena", Matcher(("anna",), (), (), ("anna-lena",)), "anna"),
    ],
)
def test_check_tells_more_where_it_cannot_know_what_a_value_is(
    tmp_path: Path, text: str, whom: Matcher, value: str
) -> None:
    assert not names_in(text, whom)
    assert scanned(tmp_path, (text,), value).met


def test_check_tells_more_where_many_values_stand_in_one_column(tmp_path: Path) -> None:
    entry = ('{"data":{"heading":"Of Carla","text":"To Klein GmbH"}}',)
    assert scanned(tmp_path, entry, "Carla Klein").met
    whom = Matcher(("carla.k",), ("Carla Klein",))
    assert not any(names_in(each, whom) for each in ("Of Carla", "To Klein GmbH"))


def test_an_erasure_takes_more_where_the_person_takes_part(tmp_path: Path) -> None:
    text = "Carla will call."
    assert names_in(text, Matcher(("c",), ("Carla Klein",)), takes_part=True)
    assert scanned(tmp_path, (text,), "Carla Klein").met == []
