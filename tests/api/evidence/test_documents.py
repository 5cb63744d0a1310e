"""Contents of documents go with the records that filed them, and are held against them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from api.evidence import documents
from api.evidence.documents import DocumentsTooLarge, refuse_large
from api.evidence.exporting import ExportNotRepeatable
from api.evidence.too_large import BundleTooLarge
from domain.record import Record
from ledger.contents import Contents
from ledger.embedded import EmbeddedServer
from ledger.proof.bundle import layout
from ledger.proof.disclosure import opened
from tests.api.evidence.bundles import (
    VERIFIERS,
    Files,
    House,
    a_house,
    broken,
    checked,
    relisted,
    unzipped,
    verified,
)
from tests.databases import rows, run
from tests.records import a_record

OURS, THEIRS, SECRET, RIGHT, MISSING = b"ours", b"theirs", b"secret", b"right", b"missing"


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def filing(id_: str, content: bytes, **more: Any) -> Record:
    said = {"document": id_, "name": f"=The {id_}", "media_type": "text/plain", "bytes": 4}
    return a_record("document.filed", id=id_, sha256=digest(content), **said | more)


@pytest.fixture
def house(server: EmbeddedServer, tmp_path: Path) -> Iterator[House]:
    theirs = {"party": "acme", "function": "client_contact", "name": "Carla"}
    right = {"document": "ours", "name": "Right", "media_type": "text/plain", "bytes": 5}
    told = (
        a_record("deal.opened"),
        a_record("party.joined"),
        a_record("participant.assigned", person="carla", **theirs),
        filing("ours", OURS),
        filing("theirs", THEIRS, actor="carla"),
        filing("secret", SECRET, privilege="attorney_client"),
        filing("missing", MISSING),
        a_record("message.sent", id="mail", sha256=digest(b"mail")),
        a_record("record.corrected", corrects="ours", data=right | {"sha256": digest(RIGHT)}),
        a_record("value.reported"),
    )
    with a_house(server, tmp_path, *told) as made:
        for record, content in (
            *(("ours", OURS), ("theirs", THEIRS), ("secret", SECRET)),
            ("ours", RIGHT),
        ):
            keep(made, record, content)
        yield made


def keep(house: House, record: str, content: bytes) -> None:
    Contents(house.ledger.rows).keep("D-1", record, content, house.now, "token:t")


def given(files: Files) -> set[bytes]:
    return {files[name] for name in files if name.startswith(layout.DOCUMENTS)}


def table(files: Files) -> list[dict[str, str]]:
    return list(csv.DictReader(files[documents.TABLE].decode().splitlines()))


def test_contents_go_with_what_filed_them_and_what_is_not_kept_is_said(house: House) -> None:
    files = house.export().files
    checked(files)
    assert given(files) == {OURS, THEIRS, SECRET, RIGHT}
    filed = {(row["document"], row["sha256"]): row for row in table(files)}
    assert filed["missing", digest(MISSING)]["file"] == ""
    kept = filed["ours", digest(OURS)]
    assert kept["file"] == f"documents/{digest(OURS)}"
    assert kept["name"] == "'=The ours"


def test_contents_of_what_is_withheld_never_leave(house: House) -> None:
    files = house.export(without_privileged=True).files
    assert given(files) == {OURS, THEIRS, RIGHT}
    house.add(a_record("privilege.marked", record="ours"))
    marked = house.export(without_privileged=True).files
    checked(marked)
    assert given(marked) == {THEIRS}
    assert digest(SECRET).encode() not in b"".join(marked.values())


def test_another_party_gets_what_it_filed_itself(house: House) -> None:
    files = house.export(party="acme").files
    checked(files)
    assert given(files) == {THEIRS}
    assert [row["document"] for row in table(files)] == ["theirs"]


def test_a_content_filed_twice_leaves_when_one_of_the_filings_does(house: House) -> None:
    house.add(filing("also", SECRET))
    assert SECRET in given(house.export(without_privileged=True).files)


@pytest.mark.parametrize("program", VERIFIERS)
def test_each_is_verified_without_us(program: str, house: House, tmp_path: Path) -> None:
    files = house.export().files
    ok, said = verified(unzipped(files, tmp_path / "bundle"), program)
    assert ok, said


def smuggled(files: Files, content: bytes, name: str) -> Files:
    """With a content more, a list of contents that fits, and all that nobody signed made to fit."""
    more = dict(files) | {name: content}
    return relisted(more, {})


@pytest.mark.parametrize("content", [b"mail", b"nobody filed it", MISSING + b"!"])
def test_a_content_that_no_entry_files_is_refused(
    content: bytes, house: House, tmp_path: Path
) -> None:
    files = house.export().files
    name = f"documents/{digest(content)}"
    changed = smuggled(files, content, name)
    assert broken(changed) == ("documents", name)
    for program in VERIFIERS:
        ok, said = verified(unzipped(changed, tmp_path / "bundle"), program)
        assert not ok, said


@pytest.mark.parametrize("content", [b"Ours", b""])
def test_a_content_that_was_changed_is_refused(
    content: bytes, house: House, tmp_path: Path
) -> None:
    files = house.export().files
    name = f"documents/{digest(OURS)}"
    changed = relisted(files, {name: content})
    assert broken(changed) == ("documents", name)
    for program in VERIFIERS:
        assert not verified(unzipped(changed, tmp_path / "bundle"), program)[0]


def test_what_is_kept_later_is_in_the_next_export_and_not_in_the_last_one_again(
    house: House,
) -> None:
    first = house.export()
    house.now += timedelta(minutes=1)
    keep(house, "missing", MISSING)
    assert MISSING in given(house.export().files)
    again = house.export(again=first.terms.export)
    assert again.files == first.files


def test_a_content_that_was_deleted_since_makes_an_export_unrepeatable(house: House) -> None:
    first = house.export()
    run(house.hand.url, "DELETE FROM ledger.contents WHERE octet_length(content) = 4")
    with pytest.raises(ExportNotRepeatable):
        house.export(again=first.terms.export)
    later = house.export()
    assert OURS not in given(later.files)


def test_an_erased_name_is_said_to_be_erased(house: House) -> None:
    found = rows(house.hand.url, "SELECT digest, disclosure FROM ledger.disclosures")
    [name] = [each[0] for each in found if opened(each[1]) == ("/data/name", "=The ours")]
    run(
        house.hand.url,
        f"""
        DELETE FROM ledger.disclosures WHERE digest = '\\x{name.hex()}';
        INSERT INTO ledger.erased (position, digest, stand_in)
        VALUES (4, '\\x{name.hex()}', '["/data/name","[erased]"]')""",  # noqa: S608
    )
    files = house.export().files
    checked(files)
    assert OURS in given(files)
    [row] = [row for row in table(files) if row["position"] == "4"]
    assert (row["name"], row["sha256"]) == ("[erased]", digest(OURS))


def test_too_many_bytes_are_refused_before_they_are_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "LARGEST", 5)
    with pytest.raises(BundleTooLarge):
        house.export()
    with pytest.raises(DocumentsTooLarge):
        refuse_large(200_000_001)
