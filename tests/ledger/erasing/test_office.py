"""Office files are looked into, within limits; what cannot be read of one is told."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from ledger.erasing import office
from ledger.erasing.matching import Matcher
from ledger.erasing.office import read_office
from ledger.erasing.reading import told_in
from ledger.erasing.undoing import can_be_looked_into
from tests.ledger.erasing.erasing import VALUES, House
from tests.ledger.erasing.test_documents import is_kept, kept

WHOM = Matcher(("c.klein",), ("Carla Örtel-Klein",))
TYPES = {"[Content_Types].xml": "<Types/>"}
OPEN = {"mimetype": "application/vnd.oasis.opendocument.text"}
RUNS = (
    "<w:document><w:body><w:p><w:r><w:t>Signed by Car</w:t></w:r><w:r><w:t>la </w:t></w:r>"
    "<w:proofErr/><w:r><w:t>&#214;rtel</w:t></w:r><w:r><w:t>-Klein.</w:t></w:r></w:p>"
    "</w:body></w:document>"
)
FILES: Mapping[str, Mapping[str, str | bytes]] = {
    "docx": {**TYPES, "word/document.xml": RUNS},
    "docx, who made it": {**TYPES, "docProps/core.xml": "<c:by>Carla Örtel-Klein</c:by>"},
    "docx, an attribute": {**TYPES, "word/comments.xml": '<w:comment w:author="c.klein"/>'},
    "docx, a link": {**TYPES, "word/_rels/a.rels": '<R Target="mailto:c.klein@x.example"/>'},
    "docx, UTF-16": {**TYPES, "word/document.xml": RUNS.encode("utf-16")},
    "xlsx": {**TYPES, "xl/sharedStrings.xml": "<si><t>Carla</t></si><si><t>Örtel-Klein</t></si>"},
    "pptx": {**TYPES, "ppt/slides/slide1.xml": "<a:p><a:r><a:t>Carla Klein</a:t></a:r></a:p>"},
    "odt": {**OPEN, "content.xml": "<text:p>Carla<text:s/><text:span>Ör</text:span>tel-Klein"},
    "the name of a part": {**TYPES, "word/c.klein.xml": "<w/>"},
}  # fmt: skip


def packed(parts: Mapping[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("name", FILES)
def test_whoever_stands_in_an_office_file_is_found(name: str) -> None:
    content = packed(FILES[name])
    assert told_in(content, WHOM)
    assert can_be_looked_into(content)


def test_what_stands_in_two_paragraphs_is_no_word() -> None:
    apart = "<w:p><w:t>To anna-c</w:t></w:p><w:p><w:t>.klein of us</w:t></w:p>"
    content = packed({**TYPES, "word/document.xml": apart})
    assert not told_in(content, Matcher(("c.klein",), ()))
    assert can_be_looked_into(content)


def test_what_cannot_be_read_of_it_is_told() -> None:
    picture = packed({**TYPES, "word/document.xml": RUNS, "word/media/a.png": b"\x89PNG"})
    assert told_in(picture, WHOM)
    for content in (
        picture,
        packed({**TYPES, "word/document.xml": RUNS}, ZIP_BZIP2),
        packed({"a.txt": "Carla"}),
        packed({"mimetype": "application/zip", "content.xml": RUNS}),
        packed(FILES["docx"])[:-30],
    ):
        assert not can_be_looked_into(content)


def test_no_bomb_bursts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "LARGEST", 100_000)
    monkeypatch.setattr(office, "MOST_PARTS", 10)
    bomb = packed({**TYPES, "a.xml": b" " * 5_000_000, "b.xml": "c.klein"})
    found = read_office(bomb)
    assert found is not None
    assert not found.whole
    assert max(map(len, found.texts)) <= 100_000
    many = packed({**TYPES, **{f"{number}.xml": "<a/>" for number in range(20)}})
    assert (read_office(many), can_be_looked_into(many)) == (None, False)


def test_no_bytes_are_a_fault() -> None:
    chance, whole = Random(3), packed(FILES["docx"], ZIP_STORED)
    for _ in range(400):
        changed = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            changed[chance.randrange(4, len(changed))] = chance.randrange(256)
        read_office(bytes(changed[: chance.randrange(4, len(changed) + 1)]))
        read_office(bytes(changed))


def test_an_erasure_takes_it_and_the_check_finds_it(house: House) -> None:
    telling = kept(house, packed(FILES["docx"]))
    other = kept(house, packed({**TYPES, "word/document.xml": "<w:p>Nobody.</w:p>"}), "D-2")
    found = {each.form for each in house.found() if "contents" in each.where}
    assert any(each.endswith("in document") for each in found), found
    house.erase("carla")
    assert not is_kept(house, telling)
    assert is_kept(house, other, "D-2")
    assert not any("contents" in each.where for each in house.found(*VALUES))


def test_columns_of_a_document_belong_together_for_both(house: House) -> None:
    digest = kept(house, "Carla\tÖrtel-Klein\n".encode("utf-16"))
    assert any("contents" in each.where for each in house.found("Carla Örtel-Klein"))
    house.erase("carla")
    assert not is_kept(house, digest)
