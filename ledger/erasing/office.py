"""What can be read in an office file (docx, xlsx, pptx, odt …): XML in a zip, within limits.

No XML is parsed: whatever entities and depths it has, tags are cut out of it. What a run or a span
divides is joined, what stands in two paragraphs or cells is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - it is an exception

LARGEST = 50_000_000
"""Bytes that are unpacked of one file."""
MOST_PARTS = 2_000
_BEGINS = b"PK\3\4"
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_TYPES, _MIMETYPE = "[Content_Types].xml", "mimetype"
_READABLE = (".xml", ".rels", ".rdf", ".vml")
_APART = re.compile(
    r"</(?:\w+:)?(?:p|h|si|c|row|tr|tc|table-cell|list-item)>"
    r"|<(?:\w+:)?(?:br|cr|tab|s|line-break|t)/>"
)
_TAG = re.compile(r"<[^<>]*>")
_ENCRYPTED = 1
_FAULTS = (BadZipFile, ZlibError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
"""What unpacking may raise, whatever the bytes are."""


@dataclass(frozen=True, slots=True)
class Read:
    """The texts of an office file. `whole`: nothing else is in it, as images, or was too long."""

    texts: tuple[bytes, ...]
    whole: bool


def read_office(content: bytes) -> Read | None:
    """What can be read; None where it is no office file."""
    if not content.startswith(_BEGINS):
        return None
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            return _read(archive, members) if _is_office(archive, members) else None
    except _FAULTS:
        return None


def _is_office(archive: ZipFile, members: list[ZipInfo]) -> bool:
    if len(members) > MOST_PARTS:
        return False
    if any(each.filename == _TYPES for each in members):
        return True
    found = next((each for each in members if each.filename == _MIMETYPE), None)
    return found is not None and _part(archive, found, 200)[0].startswith(_OPEN_DOCUMENT)


def _read(archive: ZipFile, members: list[ZipInfo]) -> Read:
    texts, whole, left = ["\n".join(each.filename for each in members).encode()], True, LARGEST
    for each in members:
        if each.is_dir() or each.filename == _MIMETYPE:
            continue
        if not each.filename.casefold().endswith(_READABLE) or left <= 0:
            whole = False
            continue
        try:
            part, all_of_it = _part(archive, each, left)
        except _FAULTS:
            part, all_of_it = b"", False
        left -= len(part)
        whole = whole and all_of_it
        texts += _texts_of(part)
    return Read(tuple(texts), whole)


def _part(archive: ZipFile, member: ZipInfo, most: int) -> tuple[bytes, bool]:
    """At most so many bytes of a part, and whether these are all. What it says of itself is not
    believed.
    """
    if member.flag_bits & _ENCRYPTED or member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        return b"", False
    with archive.open(member) as file:
        found = file.read(most + 1)
    return found[:most], len(found) <= most


def _texts_of(part: bytes) -> Iterator[bytes]:
    """Its text, joined; and as it is, for what stands in attributes."""
    wide = part.startswith((b"\xff\xfe", b"\xfe\xff"))
    xml = part.decode("utf-16" if wide else "utf-8", "replace")
    yield unescape(_TAG.sub("", _APART.sub("\n", xml))).encode("utf-8", "replace")
    yield xml.encode("utf-8", "replace")
