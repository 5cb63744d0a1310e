"""The time stamps of a bundle, judged from its files: each by itself, and what they bound.

A stamp that is recorded in the entry at POSITION is five files in `stamps/`:

    POSITION.json          the exact bytes of that entry
    POSITION.tlog-proof    that it is in the tree of the bundle's checkpoint
    POSITION.checkpoint    what was stamped: an earlier checkpoint of the log, and the token of it
    POSITION.token         in DER, as `openssl ts -verify` takes them; both stand in the entry too
    POSITION.consistency   that the tree of the bundle's checkpoint begins with the one stamped

`certificates.pem` are those that came with the tokens. `stamps.csv`, to which the closing record
commits, names them all: none can be taken out, or put beside them.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography.x509 import Certificate

from domain.canonical import canonical
from ledger.proof.bundle import parsing
from ledger.proof.bundle.broken import BundleBroken
from ledger.proof.bundle.layout import STAMPS, STAMPS_CERTIFICATES, stamp_name
from ledger.proof.bundle.parsing import About, wanted
from ledger.proof.bundle.streams import Streams
from ledger.proof.checkpoint import Checkpoint, CheckpointError, checkpoint_of
from ledger.proof.consistency import verify_consistency
from ledger.proof.entry_bytes import Exact, unwrap_exactly
from ledger.proof.inclusion import verify_inclusion
from ledger.proof.merkle import leaf_hash
from ledger.proof.note import NoteError
from ledger.proof.plain_bytes import DOMAIN
from ledger.proof.time_stamp import (
    TimeStamp,
    TimeStampError,
    as_written,
    certificates_with,
    judge_checkpoint,
    judge_clock,
    judge_token,
    read_token,
)
from ledger.proof.tlog_proof import TlogProofError, read_tlog_proof
from ledger.proof.verification import Break

TYPE = "time_stamp.received"
KINDS = ("json", "tlog-proof", "checkpoint", "token", "consistency")
_NAME = re.compile(rf"{STAMPS}([0-9]{{10}})\.({'|'.join(KINDS)})")


@dataclass(frozen=True, slots=True)
class Stamped:
    """A stamp that holds: where it is recorded, how many entries it covers, what it says.

    `vouched` is whether one of the roots that were given vouches for who signed it; None: nobody
    looked.
    """

    position: int
    size: int
    stamp: TimeStamp
    vouched: bool | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """Between what the entries of the deal from `first` to `last` (positions) were recorded.

    None: the bundle does not show it.
    """

    first: int
    last: int
    no_earlier_than: datetime | None
    no_later_than: datetime | None


def judge_stamps(
    files: Mapping[str, bytes],
    about: About,
    head: Checkpoint,
    streams: Streams,
    roots: Sequence[Certificate],
) -> tuple[Stamped, ...]:
    """The stamps, each of which holds, by position. Raises BundleBroken: stamps.

    Who signed them is looked at when there are roots, and told: a stamp of somebody else is none
    the less what it is.
    """
    found = []
    for position in _named(files, _positions(files)):
        stamped = _judge(_Files(files, position), about, head, streams)
        vouched = None
        if roots:
            note = files[stamp_name(position, "checkpoint")]
            vouched = judge_token(stamped.stamp, note, roots) is None
        found.append(replace(stamped, vouched=vouched))
    _judge_certificates(files, found)
    return tuple(found)


def times(streams: Streams, stamps: Sequence[Stamped]) -> list[Times]:
    """What the stamps that somebody vouches for show of the deal's entries, in their order.

    Entries beside each other of which they show the same are told together.
    """
    held = [each for each in stamps if each.vouched]
    positions = [each.position for each in held]
    by_size = sorted(held, key=lambda each: (each.size, each.position))
    sizes = [each.size for each in by_size]
    found: list[Times] = []
    for position in sorted(_of_the_deal(streams)):
        ahead = bisect_right(positions, position)
        covering = bisect_left(sizes, position)
        since = held[ahead - 1].stamp.earliest if ahead else None
        until = by_size[covering].stamp.latest if covering < len(sizes) else None
        last = found[-1] if found else None
        if last and (last.no_earlier_than, last.no_later_than) == (since, until):
            found[-1] = replace(last, last=position)
        else:
            found.append(Times(position, position, since, until))
    return found


def _of_the_deal(streams: Streams) -> Iterator[int]:
    yield from (at for at, each in streams.entries.items() if each.stream == "deal")
    yield from (each.position for each in streams.leaves if each.stream == "deal")


def _positions(files: Mapping[str, bytes]) -> list[int]:
    found = set()
    for name in sorted(name for name in files if name.startswith(STAMPS)):
        if name == STAMPS_CERTIFICATES:
            continue
        named = _NAME.fullmatch(name)
        if named is None:
            raise BundleBroken("stamps", "it is no part of a time stamp", name)
        found.add(int(named[1]))
    return sorted(found)


def _named(files: Mapping[str, bytes], found: list[int]) -> list[int]:
    """Those that the closing record names, once nothing else is there; all where it names none."""
    named = parsing.stamped(files)
    if named is None:
        return found
    for position in found:
        if position not in named:
            reason = "it is of no time stamp that was exported"
            raise BundleBroken("stamps", reason, stamp_name(position, "json"))
    for position, leaf in named.items():
        name = stamp_name(position, "json")
        if leaf_hash(wanted(files, name)) != leaf:
            raise BundleBroken("stamps", "it is not the entry that was exported", name)
    return sorted(named)


def _judge_certificates(files: Mapping[str, bytes], stamps: Sequence[Stamped]) -> None:
    expected = certificates_with(each.stamp for each in stamps)
    if stamps and wanted(files, STAMPS_CERTIFICATES) != expected:
        reason = "they are not those that came with the tokens"
        raise BundleBroken("stamps", reason, STAMPS_CERTIFICATES)


class _Files:
    """Those of one stamp."""

    def __init__(self, files: Mapping[str, bytes], position: int) -> None:
        self._files = files
        self.position = position

    def __getitem__(self, kind: str) -> bytes:
        return wanted(self._files, stamp_name(self.position, kind))

    def broken(self, kind: str, reason: str) -> BundleBroken:
        return BundleBroken("stamps", reason, stamp_name(self.position, kind))


def _judge(of: _Files, about: About, head: Checkpoint, streams: Streams) -> Stamped:
    entry = _entry(of, about, head)
    note, stamp = _what_was_stamped(of, entry)
    if broken := judge_token(stamp, of["checkpoint"], ()):
        raise of.broken("token", broken.reason)
    root = _root(of, note, head)
    if broken := judge_checkpoint(note, about.origin, of.position, root):
        raise of.broken("checkpoint", broken.reason)
    if broken := _judge_clock(stamp, note, entry, streams):
        raise of.broken("token", broken.reason)
    return Stamped(of.position, note.size, stamp)


def _entry(of: _Files, about: About, head: Checkpoint) -> Exact:
    """The entry that records it, once it is proved."""
    stored = of["json"]
    try:
        entry = unwrap_exactly(stored)
        proof = read_tlog_proof(of["tlog-proof"])
    except TlogProofError as fault:
        raise of.broken("tlog-proof", str(fault)) from None
    except ValueError as fault:
        raise of.broken("json", str(fault)) from None
    said = (entry.entry.get("origin"), entry.entry.get("domain"), entry.entry.get("type"))
    if said != (about.origin, DOMAIN, TYPE) or entry.position != of.position:
        raise of.broken("json", "it is no entry of this log that records a time stamp")
    index, leaf = of.position - 1, leaf_hash(stored)
    leads = verify_inclusion(index, head.size, leaf, proof.hashes, head.root)
    if proof.index != index or proof.extra is not None or not leads:
        raise of.broken("tlog-proof", "it does not lead from the entry to the checkpoint")
    return entry


def _what_was_stamped(of: _Files, entry: Exact) -> tuple[Checkpoint, TimeStamp]:
    """What lies beside the entry, and is what stands in it."""
    try:
        data = entry.entry["data"]
        said = data["checkpoint"].encode(), b64decode(data["token"], validate=True)
        stated = str(data["stamped_at"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise of.broken("json", "it does not say what was stamped") from None
    for kind, content in zip(("checkpoint", "token"), said, strict=True):
        if of[kind] != content:
            raise of.broken(kind, "it is not what stands in the entry")
    try:
        note, stamp = checkpoint_of(said[0]), read_token(said[1])
    except (NoteError, CheckpointError) as fault:
        raise of.broken("checkpoint", str(fault)) from None
    except TimeStampError as fault:
        raise of.broken("token", str(fault)) from None
    if stated != as_written(stamp.at):
        raise of.broken("json", f"the token says {stamp.at}, not {stated}")
    return note, stamp


def _root(of: _Files, note: Checkpoint, head: Checkpoint) -> bytes:
    """The stamped root, once the bundle's tree is shown to begin with it."""
    content = of["consistency"]
    try:
        said = json.loads(content)
        good = canonical(said) == content
        hashes = [bytes.fromhex(each) for each in said["hashes"]]
        sizes = note.size, head.size
        good = good and (said["from_size"], said["to_size"]) == sizes
    except (ValueError, KeyError, TypeError, RecursionError):
        good = False
    if not good or not verify_consistency(sizes, hashes, (note.root, head.root)):
        reason = "it does not show that the bundle's tree begins with the one that was stamped"
        raise of.broken("consistency", reason)
    return note.root


def _judge_clock(
    stamp: TimeStamp, note: Checkpoint, entry: Exact, streams: Streams
) -> Break | None:
    """The last that was stamped, as far as the bundle has it, was not recorded later."""
    covered = [at for at in streams.entries if at <= note.size]
    try:
        after = datetime.fromisoformat(entry.recorded_at)
        before = stamp.latest
        if covered:
            last = streams.entries[max(covered)]
            before = datetime.fromisoformat(last.content.recorded_at)
        return judge_clock(stamp, before, after)
    except (ValueError, TypeError):
        return Break("clock", "the ledger's own times cannot be read")
