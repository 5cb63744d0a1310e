"""Whom entries name: every pseudonym in their bytes, at the first entry that has it."""

from __future__ import annotations

from hashlib import sha256

from ledger.proof.named import PSEUDONYM, Named
from ledger.proof.plain_page import Columns

ANA, BO, CYR = (sha256(name).hexdigest() for name in (b"Ana", b"Bo", b"Cyr"))


def _row(position: int, state: str) -> Columns:
    return (position, "deal", position, f"r{position}", "type", "", state.encode(), b"", b"")


def _named(*pages: list[str]) -> dict[str, int]:
    named, position = Named(), 0
    for page in pages:
        rows = [_row(position + place, state) for place, state in enumerate(page, start=1)]
        named.note(rows, [b"\n".join(row[6] for row in rows)])
        position += len(page)
    return dict(named.first)


def _person(digest: str) -> str:
    return f'"{PSEUDONYM}{digest}"'


def test_each_is_told_with_the_first_entry_that_has_it() -> None:
    first = ["{}", f"[{_person(ANA)},{_person(BO)}]", f"[{_person(ANA)}]"]
    assert _named(first, [f"[{_person(CYR)},{_person(BO)}]"]) == {ANA: 2, BO: 2, CYR: 4}


def test_a_text_that_begins_like_one_hides_none() -> None:
    text = r'"He wrote \"person:"'
    assert _named([f"[{text},{_person(ANA)}]"]) == {ANA: 1}


def test_one_at_the_end_of_the_bytes_is_found_and_what_is_shorter_is_none() -> None:
    assert _named([_person(ANA)[:-2], _person(BO)]) == {BO: 2}


def test_what_has_another_form_is_none() -> None:
    other = [ANA.upper(), ANA[:-1], ANA + "0", "Ana"]
    assert _named([",".join(map(_person, other))]) == {}
