"""A bundle is a zip of one form: whatever else a zip may be is refused before it is unpacked."""

from __future__ import annotations

import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.proof.bundle.archive import packed, unpacked
from ledger.proof.bundle.broken import BundleBroken
from tests.api.evidence.bundles import opened, zipped

FILES = {"README.txt": b"Read me.", "deal/0000000001.json": b"{}", "verify.sh": b"#!/bin/bash\n"}


def refused(content: bytes, path: Path) -> tuple[str, str | None]:
    file = path / "bundle.zip"
    file.write_bytes(content)
    with pytest.raises(BundleBroken) as found, unpacked(file):
        pass
    return found.value.rule, found.value.file


def as_others_zip(change: Callable[[zipfile.ZipFile], object] = lambda _: None) -> bytes:
    """The files, packed by somebody else, with something done to it."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(FILES):
            info = zipfile.ZipInfo(name)
            info.external_attr = 0o100644 << 16
            archive.writestr(info, FILES[name])
        change(archive)
    return written.getvalue()


def test_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    assert opened(zipped(FILES, tmp_path / "b.zip")) == FILES


def test_other_tools_unpack_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(zipped(FILES, tmp_path / "b.zip")) as archive:
        assert archive.testzip() is None
        assert {each.filename: archive.read(each) for each in archive.infolist()} == FILES
        modes = {each.filename: each.external_attr >> 16 & 0o777 for each in archive.infolist()}
    assert modes == {"README.txt": 0o644, "deal/0000000001.json": 0o644, "verify.sh": 0o755}


def test_many_files_are_packed_too(tmp_path: Path) -> None:
    many = {f"proofs/{number:010}.tlog-proof": b"x" for number in range(66_000)}
    path = zipped(many, tmp_path / "b.zip")
    with zipfile.ZipFile(path) as archive:
        assert len(archive.infolist()) == 66_000
    assert len(opened(path)) == 66_000


@pytest.mark.parametrize(
    "name",
    ["../x", "/etc/passwd", "a/../../x", "a//b", "./a", "a\\b", "C:/x", "a/", "é", "", "a" * 201],
)
def test_a_name_that_leaves_the_folder_is_refused(name: str, tmp_path: Path) -> None:
    content = as_others_zip(lambda archive: archive.writestr(zipfile.ZipInfo(name), b"x"))
    assert refused(content, tmp_path)[0] == "names"


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("deal/link")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    content = as_others_zip(lambda archive: archive.writestr(link, "/etc/passwd"))
    assert refused(content, tmp_path) == ("names", "deal/link")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["README.txt", "readme.TXT"])
def test_a_file_that_is_there_twice_is_refused(name: str, tmp_path: Path) -> None:
    double = zipfile.ZipInfo(name)
    double.external_attr = 0o100644 << 16
    kept = packed(FILES)
    written = io.BytesIO(b"".join(kept))
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr(double, b"Read me instead.")
    assert refused(written.getvalue(), tmp_path) == ("names", name)


def test_what_is_compressed_is_refused_before_it_can_burst(tmp_path: Path) -> None:
    written = io.BytesIO()
    bomb = zipfile.ZipInfo("bomb")
    bomb.external_attr, bomb.compress_type = 0o100644 << 16, zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(bomb, bytes(50_000_000))
    assert len(written.getvalue()) < 100_000
    assert refused(written.getvalue(), tmp_path) == ("archive", "bomb")


def test_a_file_that_says_to_be_larger_than_the_bundle_is_refused(tmp_path: Path) -> None:
    content = bytearray(b"".join(packed(FILES)))
    at = content.index(b"PK\1\2")
    struct.pack_into("<II", content, at + 20, 2**31, 2**31)
    assert refused(bytes(content), tmp_path) == ("archive", "README.txt")


def test_the_same_files_packed_by_others_are_refused(tmp_path: Path) -> None:
    assert refused(as_others_zip(), tmp_path) == ("archive", None)


@pytest.mark.parametrize(
    "change",
    [lambda zip_: b"x" + zip_, lambda zip_: zip_ + b"x", lambda zip_: zip_[:-1], lambda _: b""],
)
def test_anything_before_or_after_is_refused(
    change: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    assert refused(change(b"".join(packed(FILES))), tmp_path)[0] == "archive"


@given(at=st.integers(0, 10_000), bit=st.integers(0, 7))
def test_any_bit_that_is_changed_between_the_files_is_refused(
    at: int, bit: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = bytearray(b"".join(packed(FILES)))
    content[at % len(content)] ^= 1 << bit
    path = tmp_path_factory.getbasetemp() / "changed.zip"
    path.write_bytes(content)
    try:
        with unpacked(path) as files:
            assert dict(files) != FILES
    except BundleBroken:
        pass


@given(content=st.binary(max_size=400))
def test_any_bytes_are_refused_in_order(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.zip"
    path.write_bytes(b"PK\3\4" + content + b"PK\5\6" + bytes(18))
    with pytest.raises(BundleBroken), unpacked(path) as files:
        assert files


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.zip"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(BundleBroken, match="no plain file"), unpacked(path):
            pass
