"""The closing record of a bundle, and the values and texts beside its entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from domain.events.evidence import EvidenceExported
from ledger.proof.bundle import parsing
from ledger.proof.bundle.broken import BundleBroken
from ledger.proof.bundle.layout import CLOSING, DELIVERIES, DISCLOSURES, DOCUMENTS, WORDINGS
from ledger.proof.bundle.parsing import About, Value
from ledger.proof.bundle.streams import Held, Streams
from ledger.proof.disclosure import opened
from ledger.proof.named import PSEUDONYM

FILING = {"/data/sha256": "document.filed", "/data/data/sha256": "record.corrected"}
"""Where the digest of a document stands, by the type of the entry."""
GIVEN_TO_ANYBODY = ("/data/versions", "/data/contents")
"""Of the closing record's values, those that are given whoever the bundle is for."""


@dataclass(frozen=True, slots=True)
class Closing:
    """What the closing record says."""

    position: int
    recorded_at: str
    contents: str


def judge_closing(files: Mapping[str, bytes], about: About, streams: Streams) -> Closing:
    """Raises BundleBroken: closing."""
    last = _last(streams)
    if last is None or last.content.entry.get("type") != EvidenceExported.stored_as:
        reason = "the last entry of the deal is not the closing record: what came last is missing"
        raise BundleBroken("closing", reason, last.file if last else None)
    said = _said(parsing.values(files, CLOSING), about, last)
    data = last.content.entry.get("data")
    export = data.get("export") if isinstance(data, dict) else None
    if export != about.export:
        raise BundleBroken("closing", f"it closes another export: {export}", last.file)
    versions, contents = said.get("/data/versions"), said.get("/data/contents")
    if not versions == about.versions == last.content.version - 1:
        reason = f"it closes {versions} records, and the bundle has {last.content.version - 1}"
        raise BundleBroken("closing", reason, last.file)
    if not isinstance(contents, str):
        raise BundleBroken("closing", "it does not say what it commits to", CLOSING)
    return Closing(last.content.position, last.content.recorded_at, contents)


def judge_values(files: Mapping[str, bytes], streams: Streams) -> int:
    """How many values are not disclosed. Raises BundleBroken: disclosures."""
    held = streams.entries
    values = parsing.values(files, DISCLOSURES)
    _judge_digests(values, DISCLOSURES)
    shown = [each for each in values if each.position is not None]
    for each in shown:
        entry = held.get(each.position or 0)
        if entry is None or each.digest not in entry.content.entry["_sd"]:
            reason = f"a value beside position {each.position} is not one that it commits to"
            raise BundleBroken("disclosures", reason, DISCLOSURES)
    named: set[str] = set()
    for entry in held.values():
        named.update(persons_named(entry.content.entry))
    for each in values:
        if each.position is None and each.digest not in named:
            raise BundleBroken("disclosures", "a person is named by no entry", DISCLOSURES)
    beside = len(shown) + len(parsing.values(files, CLOSING))
    return sum(len(each.content.entry["_sd"]) for each in held.values()) - beside


def judge_wordings(files: Mapping[str, bytes], streams: Streams) -> None:
    """Raises BundleBroken: wordings."""
    sealed = {
        digest
        for each in streams.entries.values()
        if each.content.entry.get("type") == "proposal.sealed"
        for digest in _strings(each.content.entry.get("data"))
    }
    for name in sorted(name for name in files if name.startswith(WORDINGS)):
        digest = name.removeprefix(WORDINGS).removesuffix(".txt")
        if sha256(files[name]).hexdigest() != digest or digest not in sealed:
            raise BundleBroken("wordings", "it is no text that a proposal was sealed with", name)


def judge_documents(files: Mapping[str, bytes], streams: Streams) -> None:
    """Raises BundleBroken: documents. The values are judged before."""
    names = sorted(name for name in files if name.startswith(DOCUMENTS))
    filed = set(_filed(files, streams)) if names else set()
    for name in names:
        digest = name.removeprefix(DOCUMENTS)
        if sha256(files[name]).hexdigest() != digest:
            raise BundleBroken("documents", "it has another SHA-256 than its name says", name)
        if digest not in filed:
            reason = "it is no content of a document that an entry of the bundle files"
            raise BundleBroken("documents", reason, name)


def bodies_not_committed(files: Mapping[str, bytes]) -> tuple[str, ...]:
    """The bodies of deliveries whose digest no entry commits to. The values are judged before."""
    names = sorted(name for name in files if name.startswith(DELIVERIES))
    values = parsing.values(files, DISCLOSURES) if names else []
    said = [opened(each.text) for each in values if each.position is not None]
    came = {str(value) for place, value in said if place == "/evidence/sha256"}
    return tuple(name for name in names if sha256(files[name]).hexdigest() not in came)


def _filed(files: Mapping[str, bytes], streams: Streams) -> Iterator[Any]:
    """What entries commit to as the digests of documents that they file, or file rightly."""
    for each in parsing.values(files, DISCLOSURES):
        if each.position is not None:
            place, value = opened(each.text)
            kind = streams.entries[each.position].content.entry.get("type")
            if FILING.get(place) == kind and isinstance(value, str):
                yield value


def _last(streams: Streams) -> Held | None:
    held = [each for each in streams.entries.values() if each.stream == "deal"]
    last = max(held, key=lambda each: each.content.version, default=None)
    beyond = any(
        each.stream == "deal" and last and each.version > last.content.version
        for each in streams.leaves
    )
    return None if beyond else last


def _said(values: list[Value], about: About, closing: Held) -> dict[str, Any]:
    """What its values say: all of them, or those that are given to anybody, in their order."""
    _judge_digests(values, CLOSING)
    committed, given = closing.content.entry["_sd"], [each.digest for each in values]
    if not {(each.position, each.digest) for each in values} <= {
        (closing.content.position, digest) for digest in committed
    }:
        reason = "a value is not one that the closing record commits to"
        raise BundleBroken("closing", reason, CLOSING)
    said = dict(opened(each.text) for each in values)
    enough = about.limited and said.keys() == set(GIVEN_TO_ANYBODY)
    if given != (sorted(given) if enough else committed):
        reason = "a value of the closing record is missing, or they stand in another order"
        raise BundleBroken("closing", reason, CLOSING)
    return said


def _judge_digests(values: list[Value], name: str) -> None:
    seen: set[str] = set()
    for each in values:
        if sha256(each.text.encode()).hexdigest() != each.digest:
            raise BundleBroken("disclosures", "a value does not have its digest", name)
        if each.digest in seen:
            raise BundleBroken("disclosures", "a value is there twice", name)
        seen.add(each.digest)
        try:
            opened(each.text)
        except (ValueError, RecursionError):
            raise BundleBroken("disclosures", "a value cannot be read", name) from None


def persons_named(value: Any) -> Iterator[str]:
    """The digests of the pseudonyms that stand anywhere in an entry."""
    for each in _strings(value):
        if each.startswith(PSEUDONYM):
            yield each.removeprefix(PSEUDONYM)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _strings(each)
