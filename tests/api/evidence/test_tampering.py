"""Whatever is done to a bundle, checking it says so, and names the first thing that is wrong."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.evidence.standalone import __file__ as standalone
from ledger.proof.bundle import layout
from ledger.proof.checkpoint import Checkpoint, checkpoint_of
from ledger.proof.tlog_proof import TlogProof, read_tlog_proof
from tests.api.evidence.bundles import (
    VERIFIERS,
    Files,
    House,
    a_change,
    broken,
    checked,
    kind_of,
    relisted,
    unzipped,
    verified,
    with_manifest,
)
from tests.ledger.proving import a_signer
from tests.records import a_record

ENTRY, LAST, CLOSING = "deal/0000000002.json", "deal/0000000008.json", "deal/0000000009.json"
PROOF = "proofs/0000000006.tlog-proof"


def test_an_untouched_bundle_holds_and_says_what_was_verified(house: House, files: Files) -> None:
    found = checked(files)
    assert (found.about.deal, found.about.versions, found.head.size) == ("D-1", 6, 9)
    assert (found.entries, found.leaves, found.undisclosed, found.pinned) == (8, 0, 0, False)
    assert checked(files, keys=[house.key]).pinned


def proof(files: Files, change: Callable[[TlogProof], TlogProof]) -> Mapping[str, bytes]:
    return {PROOF: change(read_tlog_proof(files[PROOF])).text.encode()}


def hashes(*changed: bytes) -> Callable[[TlogProof], TlogProof]:
    return lambda found: TlogProof(found.index, changed, found.checkpoint)


def reordered(found: TlogProof) -> TlogProof:
    return TlogProof(found.index, found.hashes[::-1], found.checkpoint)


def fewer(found: TlogProof) -> TlogProof:
    return TlogProof(found.index, found.hashes[:-1], found.checkpoint)


def more(found: TlogProof) -> TlogProof:
    return TlogProof(found.index, (*found.hashes, bytes(32)), found.checkpoint)


def elsewhere(found: TlogProof) -> TlogProof:
    return TlogProof(found.index + 1, found.hashes, found.checkpoint)


def beyond(found: TlogProof) -> TlogProof:
    return TlogProof(found.index + 2**20, found.hashes, found.checkpoint)


def under_another(found: TlogProof) -> TlogProof:
    note = a_signer().sign(Checkpoint("ledger.example/other", 9, bytes(32)).text)
    return TlogProof(found.index, found.hashes, note)


def line(files: Files, name: str, number: int, change: Callable[[str], str]) -> bytes:
    """A table with one line changed."""
    lines = files[name].decode().splitlines(keepends=True)
    lines[number] = change(lines[number])
    return "".join(lines).encode()


def swapped(files: Files) -> Mapping[str, bytes]:
    """Two values change their entries."""
    lines = [each.split(",") for each in files[layout.DISCLOSURES].decode().splitlines()]
    one, other = next(
        (a, b) for a in range(1, 9) for b in range(1, 9) if lines[a][0] not in ("", lines[b][0])
    )
    lines[one][0], lines[other][0] = lines[other][0], lines[one][0]
    return {layout.DISCLOSURES: "".join(f"{','.join(each)}\n" for each in lines).encode()}


Tampering = Callable[[Files], Mapping[str, bytes | None]]
UNSIGNED: dict[str, tuple[Tampering, tuple[str, str | None]]] = {
    "a file of contents changed": (
        lambda f: {"README.txt": f["README.txt"] + b"."},
        ("contents", "README.txt"),
    ),
    "a file added": (lambda _: {"more.txt": b"x"}, ("contents", "more.txt")),
    "a file removed": (lambda _: {"certificate.txt": None}, ("contents", "certificate.txt")),
    "a file renamed": (
        lambda f: {"certificate.txt": None, "Certificate": f["certificate.txt"]},
        ("contents", "Certificate"),
    ),
    "an entry removed": (
        lambda _: {ENTRY: None, "proofs/0000000002.tlog-proof": None},
        ("version", "deal/0000000004.json"),
    ),
    "an entry without its proof": (
        lambda _: {"proofs/0000000004.tlog-proof": None},
        ("missing", "proofs/0000000004.tlog-proof"),
    ),
    "an entry changed": (
        lambda f: {ENTRY: f[ENTRY].replace(b'"EUR"', b'"USD"')},
        ("proof", "proofs/0000000002.tlog-proof"),
    ),
    "two entries swapped": (
        lambda f: {ENTRY: f[LAST], LAST: f[ENTRY]},
        ("form", ENTRY),
    ),
    "the last retraction removed, with what closes it": (
        lambda _: {
            LAST: None, "proofs/0000000008.tlog-proof": None,
            CLOSING: None, "proofs/0000000009.tlog-proof": None,
        },
        ("closing", "deal/0000000007.json"),
    ),
    "the last retraction removed, the closing record left": (
        lambda _: {LAST: None, "proofs/0000000008.tlog-proof": None},
        ("version", CLOSING),
    ),
    "fewer versions said": (
        lambda f: {layout.ABOUT: f[layout.ABOUT].replace(b'"versions":6', b'"versions":5')},
        ("closing", CLOSING),
    ),
    "another export said": (
        lambda f: {layout.ABOUT: f[layout.ABOUT].replace(b'"export":"', b'"export":"0')},
        ("closing", CLOSING),
    ),
    "an entry of the organisation as one of the deal": (
        lambda f: {
            "organisation/0000000001.json": None, "deal/0000000001.json":
            f["organisation/0000000001.json"],
        },
        ("origin", "deal/0000000001.json"),
    ),
    "a hash too many": (lambda f: proof(f, more), ("proof", PROOF)),
    "a hash too few": (lambda f: proof(f, fewer), ("proof", PROOF)),
    "hashes in another order": (lambda f: proof(f, reordered), ("proof", PROOF)),
    "another index": (lambda f: proof(f, elsewhere), ("proof", PROOF)),
    "an index beyond the tree": (lambda f: proof(f, beyond), ("proof", PROOF)),
    "a proof under another checkpoint": (lambda f: proof(f, under_another), ("proof", PROOF)),
    "a proof of nothing": (
        lambda f: {"proofs/0000000003.tlog-proof": f[PROOF]},
        ("proof", "proofs/0000000003.tlog-proof"),
    ),
    "an entry that is given as a leaf too": (
        lambda f: {
            layout.LEAVES: f[layout.LEAVES]
            + f"deal,1,2,{sha256(bytes(1) + f[ENTRY]).hexdigest()}\n".encode()
        },
        ("proof", layout.LEAVES),
    ),
    "a value that no entry commits to": (
        swapped,
        ("disclosures", layout.DISCLOSURES),
    ),
    "the closing record's values changed": (
        lambda f: {layout.CLOSING: line(f, layout.CLOSING, 1, lambda x: x[:-5] + "A" + x[-4:])},
        ("disclosures", layout.CLOSING),
    ),
    "another key": (
        lambda _: {layout.KEY: f"{a_signer().verifier.text}\n".encode()},
        ("checkpoint", layout.CHECKPOINT),
    ),
    "no key": (lambda _: {layout.KEY: b"none"}, ("key", layout.KEY)),
    "no checkpoint": (lambda _: {layout.CHECKPOINT: None}, ("missing", layout.CHECKPOINT)),
    "a list of contents that fits": (
        lambda f: {
            "README.txt": b"Believe me.",
            layout.CONTENTS: f[layout.CONTENTS].replace(
                sha256(f["README.txt"]).hexdigest().encode(),
                sha256(b"Believe me.").hexdigest().encode(),
            ),
        },
        ("contents", layout.CONTENTS),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNSIGNED)
def test_a_change_is_found_though_the_manifest_is_made_to_fit(name: str, files: Files) -> None:
    change, found = UNSIGNED[name]
    assert broken(relisted(files, change(files))) == found


@pytest.mark.parametrize("name", UNSIGNED)
@pytest.mark.parametrize("program", VERIFIERS)
def test_what_lies_in_the_bundle_finds_it_too(
    name: str, program: str, files: Files, tmp_path: Path
) -> None:
    changed = relisted(files, UNSIGNED[name][0](files))
    good, said = verified(unzipped(changed, tmp_path / "bundle"), program)
    assert not good, said


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"more.txt": b"x"}, ("manifest", "more.txt")),
        ({ENTRY: b"x"}, ("manifest", ENTRY)),
        ({layout.MANIFEST: b"nothing"}, ("manifest", layout.MANIFEST)),
        ({layout.MANIFEST: b""}, ("manifest", "README.txt")),
    ],
)
def test_the_manifest_lists_every_file(
    change: Mapping[str, bytes], found: tuple[str, str], files: Files
) -> None:
    assert broken({**files, **change}) == found


def test_a_file_that_the_manifest_lists_and_that_is_gone_is_named(files: Files) -> None:
    left = {name: content for name, content in files.items() if name != ENTRY}
    assert broken(left) == ("manifest", ENTRY)


def test_another_key_than_the_one_that_was_given_is_refused(files: Files) -> None:
    key = a_signer(key="another").verifier
    assert broken(files, keys=[key]) == ("key", layout.KEY)


def test_an_older_bundle_is_refused_by_whoever_has_seen_a_newer_checkpoint(
    house: House, files: Files
) -> None:
    house.add(a_record("value.reported", id="later", deal="D-2"))
    newer = house.covering(house.ledger.size)
    assert newer is not None
    seen = checkpoint_of(newer.note.encode(), [house.key])
    assert broken(files, seen=[seen]) == ("seen", layout.CHECKPOINT)
    own = checkpoint_of(files[layout.CHECKPOINT])
    assert checked(files, seen=[own]).older == ()
    forked = Checkpoint(own.origin, own.size, bytes(32))
    assert broken(files, seen=[forked]) == ("seen", layout.CHECKPOINT)
    foreign = Checkpoint("ledger.example/other", 1, bytes(32))
    assert broken(files, seen=[foreign]) == ("seen", layout.CHECKPOINT)
    older = Checkpoint(own.origin, 3, bytes(32))
    assert checked(files, seen=[older]).older == (older,)


@given(data=st.data())
def test_any_bit_that_is_changed_is_found(data: st.DataObject, files: Files) -> None:
    name = data.draw(st.sampled_from(sorted(files)))
    at = data.draw(st.integers(0, max(0, len(files[name]) - 1)))
    changed = bytearray(files[name])
    changed[at] ^= 1 << data.draw(st.integers(0, 7))
    rule, file = broken({**files, name: bytes(changed)})
    assert (rule, file) == ("manifest", name) or name == layout.MANIFEST


@given(data=st.data())
def test_any_bit_that_is_changed_is_found_though_the_manifest_is_made_to_fit(
    data: st.DataObject, files: Files
) -> None:
    name = data.draw(st.sampled_from(sorted(files.keys() - {layout.MANIFEST})))
    at = data.draw(st.integers(0, max(0, len(files[name]) - 1)))
    changed = bytearray(files[name])
    changed[at] ^= 1 << data.draw(st.integers(0, 7))
    broken(relisted(files, {name: bytes(changed)}))


@given(data=st.data())
def test_any_content_of_any_file_is_refused_in_order(data: st.DataObject, files: Files) -> None:
    name = data.draw(st.sampled_from(sorted(files.keys() - {layout.MANIFEST})))
    lines = [b"deal,1,1,", b"{}", b"[]", b"\x00", b"position,digest,disclosure\n", b'"', b"\xff"]
    content = data.draw(st.lists(st.sampled_from(lines) | st.binary(max_size=9)).map(b"".join))
    broken(relisted(files, {name: content}))


@pytest.mark.parametrize("program", VERIFIERS)
def test_one_changed_letter_in_every_kind_of_file_is_refused(
    program: str, files: Files, tmp_path: Path
) -> None:
    folder = unzipped(files, tmp_path / "bundle")
    assert verified(folder, program)[0]
    for kind in sorted({kind_of(name) for name in files} - {program}):
        name = max(each for each in files if kind_of(each) == kind)
        content = files[name]
        for number in range(3 if program == "verify.py" else 1):
            changed = a_change(content, f"{program}{name}{number}")
            (folder / name).write_bytes(changed)
            good, said = verified(folder, program)
            assert not good, f"{name}: {said}"
        (folder / name).write_bytes(content)
    assert verified(folder, program)[0]


@pytest.mark.parametrize("program", VERIFIERS)
def test_one_changed_letter_is_refused_though_the_manifest_is_made_to_fit(
    program: str, files: Files, tmp_path: Path
) -> None:
    folder = unzipped(files, tmp_path / "bundle")
    for kind in sorted({kind_of(name) for name in files} - {program, layout.MANIFEST}):
        name = max(each for each in files if kind_of(each) == kind)
        changed = with_manifest({**files, name: a_change(files[name], f"{name}{kind}")})
        (folder / name).write_bytes(changed[name])
        (folder / layout.MANIFEST).write_bytes(changed[layout.MANIFEST])
        good, said = verified(folder, program)
        assert not good, f"{name}: {said}"
        (folder / name).write_bytes(files[name])


@pytest.mark.parametrize("program", VERIFIERS)
def test_the_key_that_was_handed_over_is_what_counts(
    program: str, house: House, files: Files, tmp_path: Path
) -> None:
    folder = unzipped(files, tmp_path / "bundle")
    assert verified(folder, program, house.key.text)[0]
    assert not verified(folder, program, a_signer().verifier.text)[0]


@pytest.mark.parametrize("program", VERIFIERS)
def test_a_link_is_no_file(program: str, files: Files, tmp_path: Path) -> None:
    folder = unzipped(files, tmp_path / "bundle")
    (folder / "README.txt").rename(tmp_path / "README.txt")
    (folder / "README.txt").symlink_to(tmp_path / "README.txt")
    assert not verified(folder, program)[0]


@pytest.mark.parametrize("program", VERIFIERS)
def test_a_pipe_is_no_file(program: str, files: Files, tmp_path: Path) -> None:
    folder = unzipped(files, tmp_path / "bundle")
    os.mkfifo(folder / "more")
    assert not verified(folder, program)[0]


HOSTILE = (
    ("leaves.csv", "deal,1,size[$(touch ran)],00"),
    ("leaves.csv", "deal,a[$(touch ran)],3," + "0" * 64),
    ("leaves.csv", "a[$(touch ran)],1,3," + "0" * 64),
    ("disclosures.csv", "a[$(touch ran)],00,x"),
    ("closing.csv", "58,00,FALSE ROW"),
    ("checkpoint", "a[$(touch ran)]"),
)


@pytest.mark.parametrize("name", VERIFIERS)
@pytest.mark.parametrize(("file", "row"), HOSTILE)
def test_what_stands_in_a_bundle_is_never_run(
    files: Files, tmp_path: Path, name: str, file: str, row: str
) -> None:
    folder = unzipped(relisted(files, {file: files[file] + row.encode()}), tmp_path)
    holds, said = verified(folder, name)
    assert (holds, (folder / "ran").exists()) == (False, False)
    assert not said.startswith("VERIFIED")


@pytest.mark.parametrize("name", VERIFIERS)
def test_the_size_of_a_checkpoint_is_a_number(files: Files, tmp_path: Path, name: str) -> None:
    lines = files["checkpoint"].decode().split("\n")
    said = "\n".join([lines[0], "a[$(touch ran)]", *lines[2:]]).encode()
    folder = unzipped(relisted(files, {"checkpoint": said}), tmp_path)
    assert not verified(folder, name)[0]
    assert not (folder / "ran").exists()


def test_a_verifier_key_may_end_with_any_letter_of_base64() -> None:
    # As the script takes it apart: read with an IFS would eat a + at the end.
    script = (Path(standalone).parent / "verify.sh").read_text(encoding="utf-8")
    [taken] = [line for line in script.splitlines() if line.startswith("origin=")]
    given = f'vkey=log.example+0a1b2c3d+AB+/+\n{taken}\necho "$origin $key"'
    done = subprocess.run(["bash", "-c", given], capture_output=True, text=True, check=True)
    assert done.stdout == "log.example AB+/+\n"
