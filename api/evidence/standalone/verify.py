"""Verifies the evidence in this folder with Python's standard library alone (3.9 or newer).

    python3 verify.py [VERIFIER-KEY]

Give the verifier key as it was handed to you, not as it lies here: else the bundle vouches for
itself. Nothing but this file is needed; README.txt says what is proved, and what is not.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Made of the checkpoint, after the closing record had committed to everything else.
LATER = {"closing.csv", "contents.sha256", "checkpoint", "verifier.vkey", "manifest.sha256"}
FOR_READING = re.compile(r"timeline\.html|evidence(-[0-9]+)?\.pdf|stamps/.+")
GIVEN = {"/data/versions", "/data/contents"}
FILING = {"/data/sha256": "document.filed", "/data/data/sha256": "record.corrected"}
FORM = re.compile(
    rb'\{"entry":(\{.*\}),"position":([1-9][0-9]*),"prev":"([0-9a-f]{64})","recorded_at":"[^"]+",'
    rb'"version":([1-9][0-9]*)\}',
    re.DOTALL,
)

LEAVES, VALUES = "stream,version,position,leaf", "position,digest,disclosure"
STAMPED, STAMP = "position,leaf", ("json", "tlog-proof", "checkpoint", "token", "consistency")

Point = tuple[int, int, int, int]
Files = dict[str, bytes]
Entries = dict[tuple[str, int], tuple[int, bytes, Any]]


class NotVerified(Exception):
    """What is wrong."""


def need(holds: object, reason: str) -> None:
    """Stop at the first thing that does not hold."""
    if not holds:
        raise NotVerified(reason)


def sha(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def unbase64(text: str) -> bytes:
    """Strict base64."""
    raw = base64.b64decode(text, validate=True)
    need(base64.b64encode(raw).decode() == text, "base64 is not written as it has to be")
    return raw


# Ed25519 (RFC 8032, section 5.1.7).
P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def x_of(y: int, sign: int) -> int | None:
    """The x of a point, None when there is no such point."""
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * ROOT % P
    if (x * x - xx) % P or y >= P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def point(raw: bytes) -> Point:
    """A point as it is written in 32 bytes."""
    number = int.from_bytes(raw, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    x = x_of(y, sign)
    if x is None:
        raise NotVerified("the key or the signature is no point of the curve")
    return x, y, 1, x * y % P


def add(one: Point, other: Point) -> Point:
    """The sum of two points."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, base: Point) -> Point:
    """A multiple of a point."""
    found = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add(found, base)
        base, number = add(base, base), number >> 1
    return found


def signed(key: bytes, text: bytes, signature: bytes) -> bool:
    """Whether the key has signed the text."""
    if len(key) != 32 or len(signature) != 64:
        return False
    r, s = point(signature[:32]), int.from_bytes(signature[32:], "little")
    hashed = hashlib.sha512(signature[:32] + key + text).digest()
    k = int.from_bytes(hashed, "little") % Q
    y = 4 * pow(5, P - 2, P) % P
    x = x_of(y, 0) or 0
    left = times(s, (x, y, 1, x * y % P))
    right = add(r, times(k, point(key)))
    same = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return s < Q and same and (left[1] * right[2] - right[1] * left[2]) % P == 0


def files_of(folder: Path) -> Files:
    """Every file, and that they are those of the manifest."""
    paths = [each for each in folder.rglob("*") if each.is_symlink() or not each.is_dir()]
    for each in paths:
        need(each.is_file() and not each.is_symlink(), f"{each} is no plain file")
    files = {each.relative_to(folder).as_posix(): each.read_bytes() for each in paths}
    need("manifest.sha256" in files, "manifest.sha256 is missing")
    listed = listing(files, {"manifest.sha256"})
    need(files["manifest.sha256"] == listed, "the files are not those of manifest.sha256")
    return files


def listing(files: Files, leaving_out: set[str]) -> bytes:
    """Files with their digests, as sha256sum writes it."""
    names = sorted(files.keys() - leaving_out)
    return "".join(f"{sha(files[name])}  {name}\n" for name in names).encode()


def rows(files: Files, name: str, heading: str) -> list[list[str]]:
    """The lines of a table, every one of them ended, without its heading."""
    first, *lines = files[name].decode("ascii").split("\n")
    found = [line.split(",") for line in lines[:-1]]
    good = first == heading and lines[-1:] == [""]
    good = good and all(len(row) == len(heading.split(",")) for row in found)
    need(good, f"{name} is not the table that it should be")
    return found


def checkpoint(files: Files, given: str | None) -> tuple[int, bytes]:
    """Size and root that the verifier key has signed."""
    vkey = files["verifier.vkey"].decode()[:-1]
    need(files["verifier.vkey"] == f"{vkey}\n".encode(), "verifier.vkey")
    need(given in (None, vkey), "the bundle has another verifier key than you")
    origin, key_id, encoded = vkey.split("+", 2)
    key = unbase64(encoded)
    hashed = hashlib.sha256(origin.encode() + b"\n" + key).digest()
    need(key[:1] == b"\1" and hashed[:4].hex() == key_id, "the verifier key")
    text, _, line = files["checkpoint"].decode().partition("\n\n")
    need(re.fullmatch(f"\u2014 {re.escape(origin)} [^\n ]+\n", line), "the checkpoint's signature")
    signature = unbase64(line.split(" ")[2].rstrip("\n"))
    good = signature[:4] == hashed[:4] and signed(key[1:], (text + "\n").encode(), signature[4:])
    need(good, "the checkpoint's signature")
    name, size, root = text.split("\n")
    need(name == origin, "the checkpoint is of another log")
    return int(size), unbase64(root)


def proved(files: Files, position: int, leaf: bytes, size: int, root: bytes) -> None:
    """That a leaf is in the tree (RFC 9162, section 2.1.3.2)."""
    name = f"proofs/{position:010}.tlog-proof"
    need(name in files, f"{name} is missing")
    above, _, note = files[name].decode().partition("\n\n")
    heading, index, *hashes = above.split("\n")
    need(heading == "c2sp.org/tlog-proof@v1" and index == f"index {position - 1}", name)
    need(note.encode() == files["checkpoint"], f"{name} stands under another checkpoint")
    at, last, node = position - 1, size - 1, leaf
    need(at <= last, f"{name} is of an entry beyond the checkpoint")
    for beside in map(unbase64, hashes):
        need(last > 0 and len(beside) == 32, f"{name} has a hash too many")
        if at & 1 or at == last:
            node = hashlib.sha256(b"\1" + beside + node).digest()
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = hashlib.sha256(b"\1" + node + beside).digest()
        at, last = at >> 1, last >> 1
    need(last == 0 and node == root, f"{name} does not lead to the checkpoint")


def entries_of(files: Files) -> Entries:
    """Entries by stream and version: position, leaf, and what they say (None: left as a leaf)."""
    found: Entries = {}
    for stream, version, position, hashed in rows(files, "leaves.csv", LEAVES):
        need((stream, int(version)) not in found, "a leaf is there twice")
        found[stream, int(version)] = int(position), bytes.fromhex(hashed), None
    for name in sorted(files):
        stream = name.partition("/")[0]
        if stream not in ("deal", "organisation") or "/" not in name:
            continue
        form = FORM.fullmatch(files[name])
        if form is None or name != f"{stream}/{int(form[2]):010}.json":
            raise NotVerified(f"{name} is no entry")
        need((stream, int(form[4])) not in found, f"{name}: its version is there twice")
        said = json.loads(form[1])
        said["prev"] = form[3].decode()
        leaf = hashlib.sha256(b"\0" + files[name]).digest()
        found[stream, int(form[4])] = int(form[2]), leaf, said
    return found


def chained(entries: Entries, stream: str) -> int:
    """That versions are 1, 2, 3 … and each names the leaf before; how many there are."""
    before, at = bytes(32), 0
    mine = sorted(version for name, version in entries if name == stream)
    for number, version in enumerate(mine, 1):
        position, leaf, said = entries[stream, version]
        need(version == number, f"version {number} of the {stream} is missing")
        need(position > at, f"version {number} of the {stream} is out of order")
        named = said is None or said["prev"] == before.hex()
        need(named, f"version {number} of the {stream} does not name the one before")
        before, at = leaf, position
    return len(mine)


def values(files: Files, name: str) -> Iterator[tuple[str, str, str, Any]]:
    """Position, digest, place and value of each disclosure, once its digest is right."""
    seen = set()
    for position, digest, text in rows(files, name, VALUES):
        need(digest not in seen, f"a value in {name} is there twice")
        seen.add(digest)
        need(sha(text.encode()) == digest, f"a value in {name} does not have its digest")
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        yield position, digest, *json.loads(raw)[1:]


def closed(files: Files, entries: Entries, versions: int) -> None:
    """That the last version says how many there were, and commits to all that was exported."""
    position, _, said = entries["deal", versions]
    good = said is not None and said["type"] == "evidence.exported"
    need(good, "the last entry of the deal is not the closing record: what came last is missing")
    told, given = {}, []
    for at, digest, place, value in values(files, "closing.csv"):
        need(at == str(position) and digest in said["_sd"], "closing.csv")
        told[place] = value
        given.append(digest)
    need(told.get("/data/versions") == versions - 1, "versions are missing at the end")
    good = told.get("/data/contents") == sha(files["contents.sha256"])
    need(good, "contents.sha256 is not what the closing record commits to")
    later = {name for name in files if name in LATER or name.startswith("proofs/")}
    later.update(name for name in files if FOR_READING.fullmatch(name))
    later.add(f"deal/{position:010}.json")
    need(files["contents.sha256"] == listing(files, later), "a file was changed after the export")
    # All that the record says goes with it; to others only what is given to anybody.
    about = json.loads(files["evidence.json"])
    limited = "for" in about or about.get("without_privileged")
    enough = sorted(given) if limited and told.keys() == GIVEN else said["_sd"]
    need(given == enough, "closing.csv lacks a value, or has them in another order")


def disclosed(files: Files, entries: Entries) -> list[str]:
    """That values are those that their entries commit to, and texts those that were sealed.

    Gives the bodies of deliveries that no entry commits to.
    """
    committed = {str(position): said["_sd"] for position, _, said in entries.values() if said}
    types = {str(position): said["type"] for position, _, said in entries.values() if said}
    filed, came = set(), set()
    text = b"".join(each for name, each in files.items() if name.startswith(("deal/", "organis")))
    for position, digest, place, value in values(files, "disclosures.csv"):
        good = (
            digest in committed.get(position, ())
            if position
            else (f'"person:{digest}"'.encode() in text)
        )
        need(good, f"a value of entry {position} is not one that it commits to")
        if position and FILING.get(place) == types[position]:
            filed.add(f"documents/{value}")
        if position and place == "/evidence/sha256":
            came.add(str(value))
    for name in files:
        if name.startswith("wordings/"):
            digest = sha(files[name])
            good = name == f"wordings/{digest}.txt" and f'"{digest}"'.encode() in text
            need(good, f"{name} is no text of a seal")
        if name.startswith("documents/"):
            good = name == f"documents/{sha(files[name])}" and name in filed
            need(good, f"{name} is no content of a document that was filed")
    bodies = (name for name in sorted(files) if name.startswith("deliveries/"))
    return [name for name in bodies if sha(files[name]) not in came]


def stamps_named(files: Files) -> None:
    """That the time stamps are those that were exported, each of them whole; not what they say."""
    if "stamps.csv" not in files:  # made by a version that did not name them
        return
    wanted = set()
    for position, leaf in rows(files, "stamps.csv", STAMPED):
        names = [f"stamps/{int(position):010}.{kind}" for kind in STAMP]
        for name in (*names, "stamps/certificates.pem"):
            need(name in files, f"{name} is missing")
            wanted.add(name)
        found = hashlib.sha256(b"\0" + files[names[0]]).hexdigest()
        need(found == leaf, f"{names[0]} is not the entry that was exported")
    for name in files:
        if name.startswith("stamps/"):
            need(name in wanted, f"{name} is of no time stamp that was exported")


def main(given: str | None) -> None:
    """Everything, and what was verified."""
    files = files_of(Path(__file__).resolve().parent)
    size, root = checkpoint(files, given)
    entries = entries_of(files)
    for position, leaf, _ in entries.values():
        proved(files, position, leaf, size, root)
    proofs = sum(name.startswith("proofs/") for name in files)
    need(proofs == len(entries), "there are more proofs, or fewer, than entries")
    chained(entries, "organisation")
    closed(files, entries, chained(entries, "deal"))
    bodies = disclosed(files, entries)
    stamps_named(files)
    whole = sum(said is not None for _, _, said in entries.values())
    leaves = len(entries) - whole
    print(f"VERIFIED: {whole} entries and {leaves} leaves under a checkpoint of {size}")
    for name in sorted(filter(FOR_READING.fullmatch, files)):
        if not name.startswith("stamps/"):
            print(f"For reading only, no signature speaks for it: {name}")
    for name in bodies:
        print(f"As the house kept it, no entry commits to it: {name}")
    if any(name.startswith("stamps/") for name in files):
        print("Not looked at: the time stamps in stamps/. README.txt says how to verify them.")
    if given is None:
        key = files["verifier.vkey"].decode().strip()
        print(f"Compare the verifier key with the one that was handed to you: {key}")


if __name__ == "__main__":
    try:
        main(sys.argv[1] if len(sys.argv) > 1 else None)
    except (NotVerified, ValueError, KeyError, IndexError, TypeError, RecursionError) as fault:
        sys.exit(f"NOT VERIFIED: {fault}")
