"""`check`, verify.py and verify.sh take the same bytes, and refuse the same.

The manifest is made to fit whatever is changed: anybody can do that. Left out are the time stamps,
which the two that lie in a bundle do not look at, and say so, and these two themselves.
"""

from __future__ import annotations

import os
import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

import pytest

from ledger.embedded import EmbeddedServer
from ledger.proof.bundle import layout
from ledger.proof.bundle.broken import BundleBroken
from ledger.proof.bundle.checking import check
from ledger.proof.bundle.disclosing import GIVEN_TO_ANYBODY
from ledger.proof.disclosure import opened
from tests.api.evidence.bundles import (
    VERIFIERS,
    Files,
    House,
    a_house,
    kind_of,
    printed_files,
    unzipped,
    verified,
    with_manifest,
)
from tests.ledger.proving import a_signer
from tests.records import a_clause, a_record

PROOF = "proofs/0000000006.tlog-proof"
MANY, OF_THESE_BY_SH = int(os.environ.get("DEAL_LEDGER_TEST_BYTES", "400")), 10
"""Bytes that are changed; one of so many is handed to verify.sh too, which is slow."""


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    records = (
        a_record("catalogue.item_defined"),
        a_record("deal.opened"),
        a_record("party.joined"),
        a_record("participant.assigned", person="carla", name="Carla", party="acme"),
        a_clause("4.2"),
        a_record("proposal.sealed"),
        a_record("proposal.sent"),
        a_record("sign_off.requested"),
    )
    with a_house(server, tmp_path_factory.mktemp("house"), *records) as made:
        yield made


@pytest.fixture(scope="module")
def every(house: House) -> Files:
    """A bundle with the paper, for another party: it has leaves, and texts of a seal."""
    return printed_files(house, party="acme")


@pytest.fixture
def folder(every: Files, tmp_path: Path) -> Path:
    return unzipped(every, tmp_path / "bundle")


def by_check(files: Files) -> bool:
    try:
        check(files)
    except BundleBroken:
        return False
    return True


def by_python(folder: Path) -> bool:
    """What verify.py says; in this process, as it is asked often."""
    with patch("sys.argv", ["verify.py"]):
        try:
            runpy.run_path(str(folder / "verify.py"), run_name="__main__")
        except SystemExit as ended:
            return ended.code is None
        return True


def put(folder: Path, files: Files, name: str) -> None:
    """Write one file, and the manifest."""
    for each in (name, layout.MANIFEST):
        (folder / each).write_bytes(files[each])


def agreed(folder: Path, before: Files, name: str, content: bytes, *, by_sh: bool) -> bool:
    """What all say of a bundle with this file: the same."""
    files = dict(before) | {name: content}
    files = files if name == layout.MANIFEST else with_manifest(files)
    put(folder, files, name)
    said = {"check": by_check(files), "verify.py": by_python(folder)}
    if by_sh:
        said["verify.sh"] = verified(folder, "verify.sh")[0]
    put(folder, before, name)
    assert len(set(said.values())) == 1, (name, said, content)
    return said["check"]


def one_byte(content: bytes, chance: Random) -> bytes:
    """One byte changed, removed or added, anywhere; or an end of line, where it is often missed."""
    at = chance.choice([chance.randrange(len(content)), len(content) - 1, len(content)])
    byte = bytes([chance.choice([chance.randrange(256), 10, 13, 32, 0, 44, 43])])
    match chance.randrange(3):
        case 0:
            return content[:at] + byte + content[at + 1 :]
        case 1:
            return content[:at] + content[at + 1 :]
        case _:
            return content[:at] + byte + content[at:]


def test_one_byte_anywhere_is_judged_alike(
    every: Files, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = Random(7)
    names = sorted(every.keys() - VERIFIERS.keys())
    kinds = sorted({kind_of(name) for name in names})
    assert {"proofs", "deal", "leaves.csv", "closing.csv", "checkpoint", "wordings"} <= set(kinds)
    for number in range(MANY):
        kind = kinds[number % len(kinds)]
        name = chance.choice([each for each in names if kind_of(each) == kind])
        content = one_byte(every[name], chance)
        by_sh = chance.randrange(OF_THESE_BY_SH) == 0
        taken = agreed(folder, every, name, content, by_sh=by_sh)
        unsigned = layout.AFTERWARDS.fullmatch(name)
        assert taken == bool(unsigned or content == every[name]), (name, content)
    capsys.readouterr()


def cosigned(content: bytes) -> bytes:
    """With a line of somebody else who signed the same."""
    above, _, note = content.rpartition(b"\n\n")
    text = (b"\n\n" + above).rpartition(b"\n\n")[2].decode() + "\n"
    line = a_signer("witness.example").sign(text).encode().rpartition(b"\n\n")[2]
    return above + b"\n\n" + note + line


def other_base64(content: bytes) -> bytes:
    """The same hash in other letters: two bits of the last one mean nothing."""
    at = content.index(b"=\n") - 1
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    other = letters[letters.index(content[at]) + 1]
    return content[:at] + bytes([other]) + content[at + 1 :]


def other_key_id(content: bytes) -> bytes:
    at = content.rindex(b" ") + 1
    return content[:at] + (b"B" if content[at : at + 1] == b"A" else b"A") + content[at + 1 :]


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "no last line end": lambda content: content[:-1],
    "a line end more": lambda content: content + b"\n",
    "a last line more": lambda content: content + b"x\n",
    "line ends of Windows": lambda content: content.replace(b"\n", b"\r\n"),
    "a space at the end of a line": lambda content: content.replace(b"\n", b" \n", 1),
    "a NUL": lambda content: content.replace(b"\n", b"\0\n", 1),
    "a mark of byte order": lambda content: b"\xef\xbb\xbf" + content,
    "an empty line": lambda content: content.replace(b"\n", b"\n\n", 1),
    "twice": lambda content: content * 2,
    "nothing": lambda _: b"",
}
OF_NOTES = {"cosigned": cosigned, "other base64": other_base64, "other key id": other_key_id}
OF_PROOFS = {
    "extra": lambda content: content.replace(b"\nindex", b"\nextra QQ==\nindex"),
    "a zero before the index": lambda content: content.replace(b"index ", b"index 0"),
}
OF_CLOSING = {
    "another position": lambda content: content.replace(b"\n9,", b"\n8,"),
    "no position": lambda content: content.replace(b"\n9,", b"\n,"),
    "a row twice": lambda content: content + content.splitlines(keepends=True)[-1],
    "quotes": lambda content: content.replace(b"\n9,", b'\n"9",'),
}


def forms() -> Iterator[tuple[str, str, Callable[[bytes], bytes]]]:
    own = {"checkpoint": OF_NOTES, PROOF: OF_PROOFS | OF_NOTES, "closing.csv": OF_CLOSING}
    for name in (PROOF, "checkpoint", "verifier.vkey", "closing.csv", "contents.sha256"):
        for what, change in {**CHANGES, **own.get(name, {})}.items():
            yield name, what, change


@pytest.mark.parametrize(("name", "what", "change"), list(forms()))
def test_what_says_the_same_in_other_bytes_is_refused_by_all(
    every: Files, folder: Path, name: str, what: str, change: Callable[[bytes], bytes]
) -> None:
    content = change(every[name])
    assert content != every[name], what
    assert not agreed(folder, every, name, content, by_sh=True)


@pytest.mark.parametrize("wish", [{}, {"without_privileged": True}, {"party": "acme"}])
def test_all_that_the_closing_record_says_goes_with_it_in_its_order(
    house: House, tmp_path: Path, wish: dict[str, Any]
) -> None:
    files = house.export(**wish).files
    folder = unzipped(files, tmp_path / "bundle")
    heading, *lines = files[layout.CLOSING].splitlines(keepends=True)
    assert len(lines) == 2 if wish else len(lines) > 2
    assert agreed(folder, files, layout.CLOSING, files[layout.CLOSING], by_sh=True)
    changed = [lines[:at] + lines[at + 1 :] for at in range(len(lines))]
    changed += [lines[::-1], [line for line in lines if says(line) in GIVEN_TO_ANYBODY]]
    for left in changed:
        if left == lines:
            continue
        content = b"".join([heading, *left])
        assert not agreed(folder, files, layout.CLOSING, content, by_sh=left in changed[-2:]), left


def says(line: bytes) -> str:
    """Which value a line of a table discloses."""
    return opened(line.decode().rstrip("\n").rpartition(",")[2])[0]
