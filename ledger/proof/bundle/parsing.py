"""Reading the files of a bundle that are tables or say what it is. Raises BundleBroken."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.canonical import canonical
from ledger.proof.bundle.broken import BundleBroken
from ledger.proof.bundle.layout import (
    ABOUT,
    DISCLOSURE_COLUMNS,
    FORMAT,
    LEAF_COLUMNS,
    LEAVES,
    STAMPED,
    STAMPED_COLUMNS,
    STREAMS,
    Stream,
    table,
)

_NUMBER = re.compile("[1-9][0-9]{0,15}")
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class About:
    """What a bundle says that it is. `limited`: for another party, or less what is privileged."""

    origin: str
    deal: str
    export: str
    versions: int
    limited: bool


@dataclass(frozen=True, slots=True)
class Leaf:
    """An entry that left as its hash alone."""

    stream: Stream
    version: int
    position: int
    leaf: bytes


@dataclass(frozen=True, slots=True)
class Value:
    """A disclosure, and the position of the entry that commits to it; None for a person's."""

    position: int | None
    digest: str
    text: str


def about(files: Mapping[str, bytes]) -> About:
    """What it is, as `evidence.json` says. Raises BundleBroken: about."""
    content = wanted(files, ABOUT)
    try:
        said: dict[str, Any] = json.loads(content)
        limited = "for" in said or bool(said.get("without_privileged"))
        found = About(said["origin"], said["deal"], said["export"], said["versions"], limited)
        known = said["format"] == FORMAT and canonical(said) == content
    except (ValueError, KeyError, TypeError, RecursionError):
        known = False
    if not known or type(found.versions) is not int:
        raise BundleBroken("about", f"it does not say, as {FORMAT} has it, what this is", ABOUT)
    return found


def leaves(files: Mapping[str, bytes]) -> list[Leaf]:
    """Entries that left as hashes. Raises BundleBroken: form."""
    return [
        Leaf(_stream(stream), int(version), int(position), bytes.fromhex(leaf))
        for stream, version, position, leaf in _rows(files, LEAVES, LEAF_COLUMNS)
        if _right(LEAVES, _NUMBER, version, position) and _right(LEAVES, _HASH, leaf)
    ]


def values(files: Mapping[str, bytes], name: str) -> list[Value]:
    """Disclosures. Raises BundleBroken: form."""
    return [
        Value(int(position) if position else None, digest, text)
        for position, digest, text in _rows(files, name, DISCLOSURE_COLUMNS)
        if _right(name, _HASH, digest) and (not position or _right(name, _NUMBER, position))
    ]


def stamped(files: Mapping[str, bytes]) -> dict[int, bytes] | None:
    """By position, the leaves of the entries whose time stamps were exported.

    None: made by a version that did not name them. Raises BundleBroken: form.
    """
    if STAMPED not in files:
        return None
    return {
        int(position): bytes.fromhex(leaf)
        for position, leaf in _rows(files, STAMPED, STAMPED_COLUMNS)
        if _right(STAMPED, _NUMBER, position) and _right(STAMPED, _HASH, leaf)
    }


def wanted(files: Mapping[str, bytes], name: str) -> bytes:
    """A file that has to be there. Raises BundleBroken: missing."""
    if name not in files:
        raise BundleBroken("missing", "it is not in the bundle", name)
    return files[name]


def _rows(files: Mapping[str, bytes], name: str, columns: Sequence[str]) -> Iterator[list[str]]:
    content = wanted(files, name)
    try:
        heading, *rows = csv.reader(content.decode("ascii").splitlines())
        good = heading == list(columns) and table(columns, rows) == content
    except (ValueError, csv.Error):
        good = False
    if not good or any(len(row) != len(columns) for row in rows):
        raise BundleBroken("form", "it is not the table that it should be", name)
    yield from rows


def _right(name: str, pattern: re.Pattern[str], *texts: str) -> bool:
    if not all(map(pattern.fullmatch, texts)):
        raise BundleBroken("form", "a line of it is not as it should be", name)
    return True


def _stream(name: str) -> Stream:
    for each in STREAMS:
        if name == each:
            return each
    raise BundleBroken("form", "a line of it names no stream", LEAVES)
