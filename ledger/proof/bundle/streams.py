"""The entries of a bundle: their bytes, their proofs, and the chain of each stream."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ledger.proof.bundle import parsing
from ledger.proof.bundle.broken import BundleBroken
from ledger.proof.bundle.layout import LEAVES, PROOFS, STREAMS, Stream, entry_name, proof_name
from ledger.proof.bundle.parsing import About, Leaf, wanted
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.entry_bytes import NO_PREVIOUS, Exact, unwrap_exactly
from ledger.proof.inclusion import verify_inclusion
from ledger.proof.merkle import leaf_hash
from ledger.proof.plain_bytes import DOMAIN
from ledger.proof.tlog_proof import TlogProofError, read_tlog_proof


@dataclass(frozen=True, slots=True)
class Held:
    """An entry of a bundle, as its bytes say it."""

    file: str
    stream: Stream
    content: Exact
    leaf: bytes

    @property
    def place(self) -> Leaf:
        """Where it stands."""
        return Leaf(self.stream, self.content.version, self.content.position, self.leaf)


@dataclass(frozen=True, slots=True)
class Streams:
    """The entries of a bundle, by position, and those that left as hashes alone."""

    entries: Mapping[int, Held]
    leaves: tuple[Leaf, ...]


def judge_streams(files: Mapping[str, bytes], about: About, note: str, head: Checkpoint) -> Streams:
    """Raises BundleBroken: form, origin, proof, version, prev, clock."""
    entries = {each.content.position: each for each in _entries(files, about)}
    streams = Streams(entries, tuple(parsing.leaves(files)))
    _judge_proofs(files, streams, note, head)
    for stream in STREAMS:
        _judge_chain(streams, stream)
    return streams


def _entries(files: Mapping[str, bytes], about: About) -> Iterator[Held]:
    for stream in STREAMS:
        for name in sorted(name for name in files if name.startswith(f"{stream}/")):
            stored = files[name]
            try:
                content = unwrap_exactly(stored)
            except ValueError as error:
                raise BundleBroken("form", str(error), name) from None
            if entry_name(stream, content.position) != name:
                raise BundleBroken("form", f"its bytes say position {content.position}", name)
            _judge_origin(content, about, stream, name)
            yield Held(name, stream, content, leaf_hash(stored))


def _judge_origin(content: Exact, about: About, stream: Stream, name: str) -> None:
    entry = content.entry
    said = (entry.get("origin"), entry.get("domain"), entry.get("deal"))
    if said != (about.origin, DOMAIN, about.deal if stream == "deal" else None):
        raise BundleBroken("origin", "it is an entry of another log, deal or format", name)
    if not isinstance(entry.get("_sd"), list):
        raise BundleBroken("form", "the entry does not list what it commits to", name)


def _judge_proofs(
    files: Mapping[str, bytes], streams: Streams, note: str, head: Checkpoint
) -> None:
    held = [(each.content.position, each.leaf) for each in streams.entries.values()]
    held += [(each.position, each.leaf) for each in streams.leaves]
    for position, leaf in sorted(held):
        name = proof_name(position)
        try:
            proof = read_tlog_proof(wanted(files, name))
        except TlogProofError as fault:
            raise BundleBroken("proof", str(fault), name) from None
        if proof.checkpoint != note or proof.extra is not None:
            raise BundleBroken("proof", "it stands under another checkpoint", name)
        if proof.index != position - 1:
            raise BundleBroken("proof", f"it is of the entry at position {proof.index + 1}", name)
        if not verify_inclusion(proof.index, head.size, leaf, proof.hashes, head.root):
            reason = f"it does not lead from the entry to the root of {head.size} entries"
            raise BundleBroken("proof", reason, name)
    proved = {proof_name(position) for position, _ in held}
    if len(proved) < len(held):
        raise BundleBroken("proof", "a position stands there twice", LEAVES)
    if spare := {name for name in files if name.startswith(PROOFS)} - proved:
        raise BundleBroken("proof", "it is of no entry of the bundle", min(spare))


def _judge_chain(streams: Streams, stream: Stream) -> None:
    places = [each.place for each in streams.entries.values() if each.stream == stream]
    places += [each for each in streams.leaves if each.stream == stream]
    before: Leaf | None = None
    clock = ""
    for number, place in enumerate(sorted(places, key=lambda each: each.version), 1):
        held = streams.entries.get(place.position)
        where = held.file if held else LEAVES
        if place.version != number:
            reason = f"version {number} of its stream is missing, or is there twice"
            raise BundleBroken("version", reason, where)
        if before and place.position <= before.position:
            raise BundleBroken("version", "versions and positions are not in one order", where)
        if held:
            _judge_place(held, before, clock)
            clock = held.content.recorded_at
        before = place


def _judge_place(held: Held, before: Leaf | None, clock: str) -> None:
    if held.content.prev != (before.leaf.hex() if before else NO_PREVIOUS):
        reason = "it does not name the leaf of its stream's entry before"
        raise BundleBroken("prev", reason, held.file)
    if held.content.recorded_at < clock:
        raise BundleBroken("clock", f"it was recorded before the one ahead: {clock}", held.file)
