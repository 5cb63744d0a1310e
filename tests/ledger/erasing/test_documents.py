"""What is kept of documents: what tells of the person goes, and what nobody can read is told."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from base64 import b64encode, encodebytes
from hashlib import sha256
from pathlib import Path
from quopri import encodestring
from typing import Any

import pytest

from ledger.backup.erasing import Again
from ledger.contents import Contents
from ledger.embedded import EmbeddedServer
from ledger.erasing.contents import DocumentNotKept
from ledger.erasing.kept_list import file_in, read_list
from ledger.erasing.plan import LegalHoldCovers
from ledger.erasing.scanning import scan_database
from ledger.verifying import verify
from tests.databases import MIGRATED, a_database, counted_salts, everything, rows, run
from tests.ledger.backups import bring_back, save
from tests.ledger.erasing.erasing import NOW, VALUES, House

NAME = "Carla Örtel-Klein"
PACKED = b"%PDF-1.7\n" + zlib.compress(f"Signed by {NAME}, and by nobody else.".encode())


def kept(house: House, content: bytes, deal: str = "D-1", **given: Any) -> str:
    """File a document and keep its content; gives its SHA-256 in hexadecimal digits."""
    digest = sha256(content).hexdigest()
    given = {"document": "DO2", "name": "a file", "actor": "vera", **given}
    entry = house.record(
        "document.filed", deal=deal, sha256=digest, bytes=len(content), media_type="x/y", **given
    )
    contents = Contents(house.ledger.rows)
    assert contents.keep(deal, entry.id, content, NOW, "a token")
    return digest


def is_kept(house: House, digest: str, deal: str = "D-1") -> bool:
    return Contents(house.ledger.rows).content(deal, bytes.fromhex(digest)) is not None


TEXT = f"Dear Ana,\n\nas {NAME} said in the meeting: it stays as it is, for a year.\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.encode("iso-8859-1"),
        b'{"who": "Carla \\u00d6rtel-Klein"}',
        b"<p>Carla &Ouml;rtel-Klein</p>",
        b"Content-Transfer-Encoding: base64\n\n" + encodebytes(TEXT.encode() * 3),
        b"Content-Transfer-Encoding: quoted-printable\n\n" + encodestring(TEXT.encode()),
        encodestring(TEXT.encode("iso-8859-1")),
        b'{"attached":"' + b64encode(TEXT.encode()) + b'"}',
        TEXT.encode().hex().encode(),
        b"%PDF-1.4\n(" + TEXT.encode("cp1252") + b")\n\x80\x81",
    ],
)
def test_a_content_in_which_the_person_stands_goes(house: House, content: bytes) -> None:
    digest = kept(house, content)
    done = house.erase()
    assert not is_kept(house, digest)
    assert {"kind": "contents", "count": 1} in counted(house)
    assert done.plan.contents.unread == []
    assert verify(house.ledger, lambda done, total: None).holds


def counted(house: House) -> list[dict[str, Any]]:
    entry = house.ledger.entry("erasure:1")
    assert entry
    erased: list[dict[str, Any]] = entry.record.as_sent()["data"]["erased"]
    return erased


def test_a_content_about_nobody_stays(house: House) -> None:
    digest = kept(house, b"Price: 40,000 a year. Clara is another.")
    house.erase()
    assert is_kept(house, digest)


@pytest.mark.parametrize(
    "given",
    [
        {"name": f"Contract of {NAME}.pdf"},
        {"evidence": {"uri": "https://dms.example/carla@kunde.example/7"}},
        {"source": {"system": "dms", "ref": "carla/7"}},
        {"name": f"Contract of {NAME}", "privilege": "attorney_client"},
    ],
)
def test_a_content_goes_with_the_name_or_the_place_that_names_them(
    house: House, given: dict[str, Any]
) -> None:
    digest = kept(house, PACKED, **given)
    house.erase()
    assert not is_kept(house, digest)


def test_a_content_goes_with_a_corrected_name_and_in_every_deal(house: House) -> None:
    digest = kept(house, PACKED)
    entry = house.ledger.entries("D-1")[-1]
    right = {**entry.record.as_sent()["data"], "name": f"Of {NAME}"}
    house.record("record.corrected", corrects=entry.id, data=right)
    kept(house, PACKED, "D-2")
    house.erase()
    assert not is_kept(house, digest)
    assert not is_kept(house, digest, "D-2")
    assert {"kind": "contents", "count": 2} in counted(house)


@pytest.mark.parametrize(
    "content",
    [
        PACKED,
        gzip.compress(TEXT.encode(), mtime=0),
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"{\\rtf1 Carla \\'d6rtel}",
        b"Encoding: base64\n\n" + encodebytes(gzip.compress(bytes(range(256)), mtime=0) * 9),
        TEXT.encode("utf-16-le"),
    ],
)  # fmt: skip
def test_what_nobody_can_look_into_is_told_and_goes_when_it_is_named(
    house: House, content: bytes
) -> None:
    digest = kept(house, content, "D-2")
    other = kept(house, content + b"\0", document="DO3")
    unread = house.plan().contents.unread
    # First what lies in a deal in which they stand.
    assert [(each.deal, each.documents, each.sha256, each.bytes) for each in unread] == [
        ("D-1", ("DO3",), other, len(content) + 1),
        ("D-2", ("DO2",), digest, len(content)),
    ]
    done = house.erase(documents=(digest,))
    assert [each.sha256 for each in done.plan.contents.unread] == [other]
    assert not is_kept(house, digest, "D-2")
    assert is_kept(house, other)


def test_a_content_that_nobody_keeps_is_not_named(house: House) -> None:
    before = everything(house.url)
    with pytest.raises(DocumentNotKept):
        house.erase(documents=("0" * 64,))
    assert everything(house.url) == before


@pytest.mark.parametrize("about", [{"deals": ["D-2"]}, {"persons": ["otto"]}])
def test_a_hold_on_the_deal_or_on_who_filed_it_keeps_a_content(
    house: House, about: dict[str, Any]
) -> None:
    digest = kept(house, PACKED, "D-2", actor="otto")
    house.record("legal_hold.placed", hold="H-7", reason="A claim.", **about)
    house.plan()
    with pytest.raises(LegalHoldCovers, match="H-7"):
        house.erase(documents=(digest,))
    assert is_kept(house, digest, "D-2")


def test_what_is_kept_between_looking_and_erasing_is_not_missed(house: House) -> None:
    late: list[str] = []

    def keep_one_more(_: object) -> None:
        house.empty_views = lambda _: None
        late.append(kept(house, TEXT.encode()))

    house.empty_views = keep_one_more
    house.erase()
    assert not is_kept(house, late[0])


def test_an_erased_content_is_not_kept_again(house: House) -> None:
    digest = kept(house, TEXT.encode())
    house.erase()
    contents = Contents(house.ledger.rows)
    assert contents.is_erased(bytes.fromhex(digest))
    assert not contents.keep("D-2", "r-1", TEXT.encode(), NOW, "a token")
    assert not is_kept(house, digest, "D-2")


def test_who_kept_a_content_is_told_no_more(house: House) -> None:
    run(
        house.url,
        "INSERT INTO ledger.tokens (token, secret_digest, name, person, roles, created_at)"
        " VALUES ('t-1', sha256('x'), 'a token', 'carla', '{recorder}', now())",
    )
    kept(house, b"about nobody")
    house.erase()
    assert rows(house.url, "SELECT kept_by FROM ledger.contents") == [("[erased]",)]


def test_a_time_stamping_authority_that_names_them_is_told(house: House) -> None:
    run(
        house.url,
        "INSERT INTO ledger.time_stamping (authority) VALUES ('https://carla@kunde.example/tsa')",
    )
    assert house.plan().beside.set_up == [
        "time stamping authority https://carla@kunde.example/tsa"
    ]  # fmt: skip


def test_why_a_signer_was_resumed_is_told_where_it_names_them(house: House) -> None:
    told = json.dumps({"reason": "Carla Örtel-Klein restored it."})
    values = f"(sha256('key'), 'resumed', '{told}')"
    run(house.url, f"INSERT INTO ledger.signer_log (key, kind, told) VALUES {values}")  # noqa: S608 - our own text
    assert house.plan().beside.set_up == ["what the signer told 1"]


def test_looking_for_values_looks_into_contents_and_says_what_it_cannot(house: House) -> None:
    kept(house, encodestring(TEXT.encode()))
    kept(house, PACKED)
    found = scan_database(house.url, [NAME])
    assert any(re.match(r"ledger\.contents", each.where) for each in found.met)
    assert found.opaque == 1
    house.erase()
    after = scan_database(house.url, VALUES)
    assert (after.met, after.opaque, after.clean) == ([], 1, True)


def test_a_restore_erases_contents_again(
    house: House, server: EmbeddedServer, tmp_path: Path
) -> None:
    kept(house, TEXT.encode())
    named = kept(house, PACKED)
    file = tmp_path / "before.backup"
    save(house.url, file)
    house.erase(documents=(named,))
    with a_database(server, MIGRATED) as target:
        erasures = read_list(file_in(house.home))
        bring_back(file, target, again=Again(erasures, counted_salts("again")))
        assert rows(target, "SELECT count(*) FROM ledger.contents") == [(0,)]
        assert rows(target, "SELECT count(*) FROM ledger.erased_contents") == [(2,)]
        assert scan_database(target, VALUES).met == []
