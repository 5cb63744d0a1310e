"""Files and tiles that others' tools read are written, and refused, as C2SP has them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.proof.checkpoint import Checkpoint
from ledger.proof.inclusion import prove_inclusion
from ledger.proof.merkle import leaf_hash
from ledger.proof.note import NoteError
from ledger.proof.tiles import NoTileError, Tile, bundle, tile_at
from ledger.proof.tlog_proof import TlogProof, TlogProofError, read_tlog_proof
from tests.ledger.proving import ORIGIN, a_signer, a_tree

SIGNER = a_signer()
TREE = a_tree(11)
NOTE = SIGNER.sign(Checkpoint(ORIGIN, 11, TREE.root()).text)


def a_proof(index: int) -> TlogProof:
    return TlogProof(index, tuple(prove_inclusion(index, 11, TREE.subtree)), NOTE)


@pytest.mark.parametrize("index", range(11))
def test_a_proof_that_was_written_proves_when_it_is_read(index: int) -> None:
    proof = read_tlog_proof(a_proof(index).text.encode())
    assert proof == a_proof(index)
    assert proof.text.startswith(f"c2sp.org/tlog-proof@v1\nindex {index}\n")
    assert proof.text.endswith(f"\n\n{NOTE}")
    assert proof.proves(leaf_hash(TREE.entries[index]), [SIGNER.verifier])
    assert not proof.proves(leaf_hash(b"another"), [SIGNER.verifier])
    assert not proof.proves(leaf_hash(TREE.entries[index]), [])


def test_a_proof_under_anothers_checkpoint_is_not_believed() -> None:
    with pytest.raises(NoteError):
        a_proof(3).proves(leaf_hash(TREE.entries[3]), [a_signer(key="another").verifier])


def test_a_proof_may_carry_something_else() -> None:
    proof = TlogProof(0, (), NOTE, b"something")
    assert read_tlog_proof(proof.text.encode()) == proof
    assert "\nextra c29tZXRoaW5n\nindex 0\n" in proof.text


TEXT = a_proof(3).text
BAD = {
    "nothing": "",
    "another heading": TEXT.replace("@v1", "@v2"),
    "no index": TEXT.replace("index 3\n", ""),
    "an index that is none": TEXT.replace("index 3", "index 03"),
    "an index that is too large": TEXT.replace("index 3", "index 9999999999999999999"),
    "no checkpoint": TEXT.partition("\n\n")[0],
    "a short hash": TEXT.replace("index 3\n", "index 3\nAAAA\n"),
    "a hash that is none": TEXT.replace("index 3\n", "index 3\n*\n"),
    "a hash in another spelling": TEXT.replace("index 3\n", f"index 3\n{'A' * 42}B=\n"),
    "too many hashes": TEXT.replace("index 3\n", "index 3\n" + f"{'A' * 43}=\n" * 64),
    "extra without an index": "c2sp.org/tlog-proof@v1\nextra AAAA\n\n",
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_proof_is_refused(name: str) -> None:
    with pytest.raises(TlogProofError):
        read_tlog_proof(BAD[name].encode())


@given(st.binary(max_size=80))
def test_any_bytes_are_refused_in_order(raw: bytes) -> None:
    with pytest.raises(TlogProofError):
        read_tlog_proof(b"c2sp.org/tlog-proof@v1\nindex 1\n" + raw + b"\xff")


@pytest.mark.parametrize(
    ("path", "tile"),
    [
        ("0/000", Tile(0, 0)),
        ("0/000.p/5", Tile(0, 0, 5)),
        ("1/x001/x234/067", Tile(1, 1_234_067)),
        ("entries/x001/000.p/255", Tile(None, 1000, 255)),
    ],
)
def test_the_paths_of_tiles_are_those_of_the_specification(path: str, tile: Tile) -> None:
    assert tile_at(path) == tile
    assert tile.path == path


@pytest.mark.parametrize(
    "path",
    [
        "", "0", "0/0", "0/0000", "00/000", "8/000", "0/x000/001", "0/001/002", "0/000.p/0",
        "0/000.p/256", "0/000.p/01", "0/000/", "/0/000", "entries/x12/000", "0/000.p/999",
        "0/\u0660\u0660\u0660", "-1/000", "0/000\n",
    ],
)  # fmt: skip
def test_other_paths_are_no_tiles(path: str) -> None:
    with pytest.raises(NoTileError):
        tile_at(path)


@given(st.integers(0, 7), st.integers(0, 10**9), st.integers(1, 256))
def test_every_tile_is_found_by_its_path(level: int, index: int, width: int) -> None:
    tile = Tile(level, index, width)
    assert tile_at(tile.path) == tile


def test_a_tile_holds_the_roots_of_the_tiles_below() -> None:
    assert Tile(0, 1, 2).places == [(257, 0), (258, 0)]
    assert Tile(1, 0, 2).places == [(256, 8), (512, 8)]
    assert Tile(2, 0).least_size == 256**3
    assert Tile(None, 1, 3).least_size == 259


def test_a_bundle_has_every_entry_after_its_length() -> None:
    assert bundle([b"abc", b"", b"x" * 65_535]) == (b"\x00\x03abc\x00\x00\xff\xff" + b"x" * 65_535)
