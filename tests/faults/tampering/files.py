"""The kinds of tampering with what was handed over: bundles, and proofs of one entry."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from ledger.proof.bundle import layout
from ledger.proof.checkpoint import Checkpoint, checkpoint_of
from ledger.proof.tlog_proof import read_tlog_proof
from ledger.signing.state import read_state
from tests.api.evidence.bundles import VERIFIERS, Files, relisted
from tests.faults.tampering.house import Elsewhere, House
from tests.faults.tampering.means import Answers, Found, Outcome, by_itself, checked, proved
from tests.ledger.proving import a_signer

HOLDER = "whoever holds the bundle"
PROVER = "whoever holds the proof"
RETRACTION, CLOSING = "deal/0000000020.json", "deal/0000000022.json"
ENTRY, PROOF = "deal/0000000005.json", "proofs/0000000005.tlog-proof"
Changing = Callable[[Files], Mapping[str, bytes | None]]
BOTH = frozenset(VERIFIERS)


@dataclass(frozen=True)
class BundleKind:
    """One kind. The manifest is made to fit; `rule` and `file` are what `check` names first.

    `by_itself` are those of the verifiers in the bundle that find it too. `later`: whoever checks
    has seen a newer checkpoint.
    """

    name: str
    change: Changing
    rule: str
    file: str
    by_itself: frozenset[str] = field(default=BOTH)
    later: bool = False
    refit: bool = True


def _other(files: Files, name: str, old: bytes, new: bytes) -> Mapping[str, bytes]:
    assert old in files[name], name
    return {name: files[name].replace(old, new)}


def _without(*names: str) -> Changing:
    gone = [each for name in names for each in (name, _proof_of(name))]
    return lambda _: dict.fromkeys(gone)


def _proof_of(entry: str) -> str:
    return f"proofs/{Path(entry).stem}.tlog-proof"


def _swapped_values(files: Files) -> Mapping[str, bytes]:
    heading, *lines = (line.split(",") for line in files[layout.DISCLOSURES].decode().splitlines())
    numbered = [line for line in lines if line[0]]
    one = numbered[0]
    other = next(line for line in numbered if line[0] != one[0])
    one[0], other[0] = other[0], one[0]
    return {layout.DISCLOSURES: "".join(f"{','.join(x)}\n" for x in (heading, *lines)).encode()}


def _signed_by_another(files: Files) -> Mapping[str, bytes]:
    """Checkpoint, proofs and key, all of another key."""
    signer = a_signer(checkpoint_of(files[layout.CHECKPOINT]).origin, "another")
    note = signer.sign(checkpoint_of(files[layout.CHECKPOINT]).text)
    proofs = {
        name: replace(read_tlog_proof(files[name]), checkpoint=note).text.encode()
        for name in files
        if name.startswith(layout.PROOFS)
    }
    key = f"{signer.verifier.text}\n".encode()
    return {layout.CHECKPOINT: note.encode(), layout.KEY: key, **proofs}


def _without_stamps(files: Files) -> Mapping[str, None]:
    return dict.fromkeys(name for name in files if name.startswith(layout.STAMPS))


def _bad_signature(files: Files) -> Mapping[str, bytes]:
    text, _, line = files[layout.CHECKPOINT].rstrip(b"\n").rpartition(b" ")
    raw = bytearray(b64decode(line))
    raw[-1] ^= 1
    return {layout.CHECKPOINT: text + b" " + b64encode(raw) + b"\n"}


def _hash_changed(files: Files) -> Mapping[str, bytes]:
    found = read_tlog_proof(files[PROOF])
    return {PROOF: replace(found, hashes=found.hashes[::-1]).text.encode()}


BUNDLES = (
    BundleKind("a file, and not the manifest", lambda f: _other(f, ENTRY, b"twelve", b"ninety"),
               "manifest", ENTRY, refit=False),
    BundleKind("an entry", lambda f: _other(f, ENTRY, b"twelve", b"ninety"), "proof", PROOF),
    BundleKind("an entry removed", _without(ENTRY), "version", "deal/0000000006.json"),
    BundleKind("the latest retraction removed, the closing record left", _without(RETRACTION),
               "version", CLOSING),
    BundleKind("the latest retraction removed, with all after it", _without(RETRACTION, CLOSING),
               "closing", "deal/0000000019.json"),
    BundleKind("two entries swapped", lambda f: {ENTRY: f[RETRACTION], RETRACTION: f[ENTRY]},
               "form", ENTRY),
    BundleKind("two values swapped", _swapped_values, "disclosures", layout.DISCLOSURES),
    BundleKind("the hashes of a proof", _hash_changed, "proof", PROOF),
    BundleKind("the signature of the checkpoint", _bad_signature, "checkpoint", layout.CHECKPOINT),
    BundleKind("the privilege log", lambda f: {"withheld.csv": f["withheld.csv"] + b"\n"},
               "contents", "withheld.csv"),
    BundleKind("a file added", lambda _: {"more.txt": b"Believe me."}, "contents", "more.txt"),
    BundleKind("the time stamps taken out", _without_stamps, "missing", "stamps/0000000012.json"),
    BundleKind("all of it, signed with another key", _signed_by_another, "key", layout.KEY),
    BundleKind("an older bundle, to who has seen a newer checkpoint", lambda _: {}, "seen",
               layout.CHECKPOINT, frozenset(), later=True),
)  # fmt: skip


def bundles(house: House) -> Iterator[Outcome]:
    """Every kind, on the bundle that was handed over."""
    for each in BUNDLES:
        yield of_bundle(house, each, HOLDER)


def of_bundle(house: House, kind: BundleKind, power: str) -> Outcome:
    """Change it, and let it be checked by all who can."""
    kept = house.elsewhere
    changed = kind.change(kept.bundle)
    files = relisted(kept.bundle, changed) if kind.refit else {**kept.bundle, **_there(changed)}
    seen = [checkpoint_of(_newest(house), [kept.key])] if kind.later else []
    folder = house.folder / "bundle"
    found: dict[str, Found | None] = {"check": checked(files, kept, seen)}
    for program in VERIFIERS:
        told = by_itself(program, files, kept, folder)
        found[program] = told and Found(told.rule)
    wanted = dict.fromkeys(kind.by_itself, Found("refused"))
    if kind.rule:
        wanted["check"] = Found(kind.rule, kind.file)
    return Outcome(kind.name, power, next(iter(changed), None), found, wanted)


def _there(changed: Mapping[str, bytes | None]) -> Files:
    return {name: content for name, content in changed.items() if content is not None}


def _newest(house: House) -> bytes:
    state = read_state((house.signer_of("today") / "state.json").read_bytes())
    return (state.note or "").encode()


Proof = tuple[bytes, bytes]


def _elsewhere(kept: Elsewhere) -> Proof:
    found = read_tlog_proof(kept.proof)
    return replace(found, index=found.index + 1).text.encode(), kept.entry


def _one_hash_more(kept: Elsewhere) -> Proof:
    found = read_tlog_proof(kept.proof)
    return replace(found, hashes=(*found.hashes, bytes(32))).text.encode(), kept.entry


def _under_another_root(kept: Elsewhere) -> Proof:
    found = read_tlog_proof(kept.proof)
    head = checkpoint_of(found.checkpoint.encode())
    forged = Checkpoint(head.origin, head.size, sha256(b"forged").digest())
    note = a_signer(head.origin, "another").sign(forged.text)
    return replace(found, checkpoint=note).text.encode(), kept.entry


PROOFS: Mapping[str, Callable[[Elsewhere], Proof]] = {
    "another entry under a proof": lambda kept: (kept.proof, kept.entry.replace(b"twelve", b"ten")),
    "another index in a proof": _elsewhere,
    "a hash more in a proof": _one_hash_more,
    "a proof under a checkpoint of another key": _under_another_root,
}


def proofs(house: House) -> Iterator[Outcome]:
    """Every kind, on the proof of entry 5 that was handed over."""
    for name, change in PROOFS.items():
        told = proved(*change(house.elsewhere), house.elsewhere)
        found: Answers = {"proof": told and Found("proof", "entry 5")}
        yield Outcome(name, PROVER, "entry 5", found, {"proof": Found("proof", "entry 5")})
