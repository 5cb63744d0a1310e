"""Checking a bundle of evidence without the ledger, from its files alone. Pure.

A bundle is judged by these rules, in this order; the first that fails is told. `archive` and
`names` come before, where it is a zip: see `archive`.

    missing      the files that every bundle has are there
    manifest     it lists every other file, and no other, with its SHA-256
    about        what the bundle says that it is can be read
    key          the verifier key of the bundle is one, and the one that was given, if one was
    checkpoint   that key has signed the checkpoint, and it is of this log
    seen         no newer checkpoint of the log was seen, and none of the same size says otherwise
    form         entries are in canonical form, at the position that their file names; so are tables
    origin       every entry names this log, this format and its stream
    proof        every entry, and every leaf, has its proof, and no other, under this checkpoint
    version, prev, clock    of each stream, as `verification` has them; leaves stand for entries
    closing      the last of the deal is the closing record, and says how many there were before
    disclosures  every value is one that its entry commits to, every person one that is named
    wordings     every text is one whose digest stands in an entry
    documents    every content is one whose digest an entry that files a document commits to
    contents     the closing record commits to every file that was made before it; nothing else was
                 put beside it
    stamps       they are those that the closing record names, and every one is what an entry of the
                 log records, of a tree that this one begins with, and no clock contradicts it; see
                 `stamps`
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.x509 import Certificate

from ledger.proof.bundle import parsing
from ledger.proof.bundle.broken import BundleBroken
from ledger.proof.bundle.disclosing import (
    bodies_not_committed,
    judge_closing,
    judge_documents,
    judge_values,
    judge_wordings,
)
from ledger.proof.bundle.layout import (
    AFTERWARDS,
    CHECKPOINT,
    CONTENTS,
    KEY,
    MANIFEST,
    PROOFS,
    SEALED,
    STAMPED,
    STAMPS,
    entry_name,
    listing,
)
from ledger.proof.bundle.parsing import About, wanted
from ledger.proof.bundle.stamps import Stamped, Times, judge_stamps, times
from ledger.proof.bundle.streams import judge_streams
from ledger.proof.checkpoint import Checkpoint, CheckpointError, checkpoint_of, log_of
from ledger.proof.note import NoteError, Verifier, read_note, verifier_of


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking verified of a bundle. `pinned` is whether the key was given from elsewhere.

    `unsigned` are files that no signature speaks for, `uncommitted` bodies of deliveries that no
    entry commits to; `undisclosed` counts values that entries commit to and that are not in the
    bundle; `extends` is the size of an older checkpoint that was
    given: that the log extends it cannot be seen from a bundle. `stamps_named` is whether the
    closing record says which stamps there are; `times` are what they show, where roots were given.
    """

    about: About
    head: Checkpoint
    key: Verifier
    pinned: bool
    entries: int
    leaves: int
    closed_at: str
    undisclosed: int
    unsigned: tuple[str, ...]
    uncommitted: tuple[str, ...] = ()
    older: tuple[Checkpoint, ...] = ()
    stamps: tuple[Stamped, ...] = ()
    stamps_named: bool = True
    times: tuple[Times, ...] = ()


def check(
    files: Mapping[str, bytes],
    keys: Sequence[Verifier] = (),
    seen: Sequence[Checkpoint] = (),
    roots: Sequence[Certificate] = (),
) -> Checked:
    """Check the files of a bundle. Raises BundleBroken with the first thing that is wrong.

    `keys` are verifier keys that were handed over otherwise; without them the bundle's own is
    believed. `seen` are checkpoints that somebody kept, `roots` the certificates of whom to believe
    of times; without them nobody looks who stamped.
    """
    _judge_manifest(files)
    about = parsing.about(files)
    key = _key(files, keys)
    note = wanted(files, CHECKPOINT)
    head = _head(note, key, about)
    _judge_seen(head, seen)
    streams = judge_streams(files, about, note.decode(), head)
    closing = judge_closing(files, about, streams)
    undisclosed = judge_values(files, streams)
    judge_wordings(files, streams)
    judge_documents(files, streams)
    unsigned = _judge_contents(files, closing.contents, entry_name("deal", closing.position))
    stamps = judge_stamps(files, about, head, streams, roots)
    return Checked(
        about,
        head,
        key,
        bool(keys),
        len(streams.entries),
        len(streams.leaves),
        closing.recorded_at,
        undisclosed,
        unsigned,
        bodies_not_committed(files),
        tuple(each for each in seen if each.size < head.size),
        stamps,
        STAMPED in files,
        tuple(times(streams, stamps)) if roots else (),
    )


def _judge_manifest(files: Mapping[str, bytes]) -> None:
    written = wanted(files, MANIFEST)
    if listing(files, {MANIFEST}) == written:
        return
    try:
        split = (line.split("  ", 1) for line in written.decode().splitlines())
        lines = {name: digest for digest, name in split}
    except ValueError:
        raise BundleBroken("manifest", "a line of it is no digest of a file", MANIFEST) from None
    for name in sorted({*lines, *files} - {MANIFEST}):
        if name not in lines:
            raise BundleBroken("manifest", "it was added: the manifest does not list it", name)
        if name not in files:
            raise BundleBroken("manifest", "it was removed: the manifest lists it", name)
        if sha256(files[name]).hexdigest() != lines[name]:
            raise BundleBroken("manifest", "it was changed: it has another SHA-256", name)
    raise BundleBroken("manifest", "it is not written as `sha256sum` writes it", MANIFEST)


def _key(files: Mapping[str, bytes], keys: Sequence[Verifier]) -> Verifier:
    content = wanted(files, KEY)
    try:
        found = verifier_of(content.decode())
    except (NoteError, UnicodeDecodeError):
        raise BundleBroken("key", "it is no verifier key", KEY) from None
    if content != f"{found.text}\n".encode():
        raise BundleBroken("key", "it is not written as it has to be", KEY)
    if keys and found not in keys:
        raise BundleBroken("key", "it is another key than the one that was given", KEY)
    return found


def _head(note: bytes, key: Verifier, about: About) -> Checkpoint:
    try:
        head = checkpoint_of(note, [key])
    except (NoteError, CheckpointError) as fault:
        raise BundleBroken("checkpoint", str(fault), CHECKPOINT) from None
    if log_of(head.origin) != about.origin or key.name != head.origin:
        raise BundleBroken("checkpoint", f"it is of {head.origin}", CHECKPOINT)
    if head.further or len(read_note(note).signatures) != 1:
        reason = "it has lines beside those that its ledger signed"
        raise BundleBroken("checkpoint", reason, CHECKPOINT)
    return head


def _judge_seen(head: Checkpoint, seen: Sequence[Checkpoint]) -> None:
    for each in seen:
        if log_of(each.origin) != log_of(head.origin):
            raise BundleBroken("seen", f"the one that was given is of {each.origin}", CHECKPOINT)
        if each.size > head.size:
            reason = (
                f"it signs {head.size} entries, and one of {each.size} was seen: this bundle is "
                "older than what you know; have it exported anew"
            )
            raise BundleBroken("seen", reason, CHECKPOINT)
        if each.size == head.size and each.root != head.root:
            reason = "a fork: the one that was given says something else of as many entries"
            raise BundleBroken("seen", reason, CHECKPOINT)


def _judge_contents(files: Mapping[str, bytes], committed: str, closing: str) -> tuple[str, ...]:
    """The files that nothing which is signed speaks for."""
    written = wanted(files, CONTENTS)
    if sha256(written).hexdigest() != committed:
        raise BundleBroken("contents", "the closing record commits to another list", CONTENTS)
    later = {
        name
        for name in files
        if name in {*SEALED, MANIFEST, closing}
        or name.startswith(PROOFS)
        or AFTERWARDS.fullmatch(name)
    }
    found = listing(files, later)
    if found != written:
        odd = set(found.splitlines()) ^ set(written.splitlines())
        names = (line.partition(b"  ")[2].decode(errors="replace") for line in odd)
        name = min(names, default=CONTENTS)
        reason = "it is not what the closing record commits to: changed, added or removed"
        raise BundleBroken("contents", reason, name)
    read = (name for name in later if AFTERWARDS.fullmatch(name) and not name.startswith(STAMPS))
    return tuple(sorted(read))
