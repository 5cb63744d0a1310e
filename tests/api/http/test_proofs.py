"""Proofs over HTTP: what is given proves, with the key alone; to whom it may be given."""

from __future__ import annotations

import io
import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from ledger.proof.checkpoint import Checkpoint, checkpoint_of
from ledger.proof.consistency import verify_consistency
from ledger.proof.inclusion import verify_inclusion
from ledger.proof.merkle import leaf_hash, push, root_of
from ledger.proof.note import Verifier, verifier_of
from ledger.proof.tlog_proof import read_tlog_proof
from ledger.signing.signer import verifier
from tests.api.http.calling import DEAL, Api, refused
from tests.databases import rows, run
from tests.ledger.signing.hand import ByHand
from tests.records import a_sending
from tests.tampering import in_bytes, tamper


@pytest.fixture
def hand(database: str, tmp_path: Path) -> ByHand:
    """A signer of the service's ledger."""
    return ByHand(database, tmp_path / "signer")


@pytest.fixture
def signed(told: Api, hand: ByHand) -> Api:
    """An admin of a ledger that holds the story, all of it signed."""
    assert hand.sign()
    return told


def many(api: Api, records: int) -> None:
    """Record so many more."""
    sent = [a_sending("value.reported", deal=DEAL, value=number) for number in range(records)]
    for start in range(0, records, 250):
        assert api.record(*sent[start : start + 250]).status_code == 201


def key_of(hand: ByHand) -> Verifier:
    key = hand.folder.key()
    assert key is not None
    return verifier_of(verifier(key, hand.state.origin).text)


def checkpoint(api: Api, hand: ByHand) -> Checkpoint:
    """The last checkpoint, as whoever has the key believes it."""
    response = api.get("/v1/log/checkpoint")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    return checkpoint_of(response.content, [key_of(hand)])


def test_the_checkpoint_is_given_as_it_was_signed(signed: Api, hand: ByHand) -> None:
    head = checkpoint(signed, hand)
    ledger = signed.service.ledger
    assert (head.origin, head.size, head.root) == (ledger.origin, ledger.size, ledger.root())


def test_before_anything_is_signed_there_is_no_checkpoint(told: Api) -> None:
    for path in ("checkpoint", "proof/1", "consistency?from=1"):
        refused(told.get(f"/v1/log/{path}"), 404, "checkpoint_not_signed")


def test_every_entry_is_proved_by_its_bytes_and_the_key(signed: Api, hand: ByHand) -> None:
    head = checkpoint(signed, hand)
    for row in signed.service.ledger.stored():
        body = signed.get(f"/v1/log/proof/{row.id}").json()
        leaf = leaf_hash(row.state)
        hashes = [bytes.fromhex(each) for each in body["hashes"]]
        assert verify_inclusion(row.id - 1, head.size, leaf, hashes, head.root)
        assert (body["leaf"], body["index"], body["size"]) == (leaf.hex(), row.id - 1, head.size)
        assert checkpoint_of(body["checkpoint"].encode(), [key_of(hand)]) == head


@pytest.mark.parametrize("asked", [{"format": "tlog-proof"}, None])
def test_a_proof_is_also_a_file_for_other_tools(
    signed: Api, hand: ByHand, asked: dict[str, str] | None
) -> None:
    for row in list(signed.service.ledger.stored())[::7]:
        headers = {"Accept": "text/plain" if asked is None else "application/json"}
        response = signed.get(f"/v1/log/proof/{row.id}", headers=headers, **(asked or {}))
        assert response.headers["content-type"].startswith("text/plain")
        proof = read_tlog_proof(response.content)
        assert proof.proves(leaf_hash(row.state), [key_of(hand)])


def test_what_is_not_signed_or_not_there_is_not_proved(signed: Api) -> None:
    size = signed.service.ledger.size
    many(signed, 1)
    problem = signed.get(f"/v1/log/proof/{size + 1}")
    refused(problem, 409, "position_not_signed")
    assert problem.headers["retry-after"] == "1"
    refused(signed.get(f"/v1/log/proof/{size + 2}"), 404, "position_not_on_record")


def test_between_two_checkpoints_the_ledger_only_grew(told: Api, hand: ByHand) -> None:
    hand.sign()
    before = checkpoint(told, hand)
    many(told, 5)
    hand.sign()
    after = checkpoint(told, hand)
    for to in ("", f"&to={after.size}"):
        body = told.get(f"/v1/log/consistency?from={before.size}{to}").json()
        hashes = [bytes.fromhex(each) for each in body["hashes"]]
        sizes = body["from_size"], body["to_size"]
        assert sizes == (before.size, after.size)
        assert verify_consistency(sizes, hashes, (before.root, after.root))
        assert (body["from_root"], body["to_root"]) == (before.root.hex(), after.root.hex())


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("from=-1", "/from"), ("from=x", "/from"), ("", "/from"), ("from=3&to=2", "/from"),
        ("from=1&to=100000", "/to"), ("from=1&to=9007199254740991", "/to"),
        ("from=1&at=2", "/at"), ("from=1&from=2", "/from"),
    ],
)  # fmt: skip
def test_sizes_that_are_none_are_refused(signed: Api, query: str, pointer: str) -> None:
    refused(signed.get(f"/v1/log/consistency?{query}"), 422, "bad_parameter", pointer)


@pytest.mark.parametrize("path", ["proof/0", "proof/x", "proof/-1", "proof/9007199254740992"])
def test_positions_that_are_none_are_refused(signed: Api, path: str) -> None:
    refused(signed.get(f"/v1/log/{path}"), 422, "bad_parameter", "/position")


# Tiles


def tree_of_tiles(api: Api, size: int) -> bytes:
    """The root that the lowest tiles give."""
    frontier: list[bytes] = []
    for index in range(-(-size // 256)):
        width = min(256, size - 256 * index)
        response = api.get(f"/v1/log/tile/0/{index:03}" + (f".p/{width}" if width < 256 else ""))
        assert response.status_code == 200, response.text
        assert len(response.content) == 32 * width
        for n in range(width):
            push(frontier, 256 * index + n, response.content[32 * n : 32 * n + 32])
    return root_of(frontier)


def test_the_tiles_give_the_root_of_the_checkpoint(admin: Api, hand: ByHand) -> None:
    many(admin, 600)
    hand.sign()
    reader = admin.as_("reader")
    head = checkpoint(reader, hand)
    assert tree_of_tiles(reader, head.size) == head.root
    above = reader.get("/v1/log/tile/1/000.p/2").content
    for index in range(2):
        frontier: list[bytes] = []
        below = reader.get(f"/v1/log/tile/0/{index:03}")
        assert "immutable" in below.headers["cache-control"]
        for n in range(256):
            push(frontier, n, below.content[32 * n : 32 * n + 32])
        assert above[32 * index : 32 * index + 32] == root_of(frontier)


def test_bundles_hold_the_bytes_that_are_hashed(signed: Api) -> None:
    size = signed.service.ledger.size
    response = signed.as_("legal").get(f"/v1/log/tile/entries/000.p/{size}")
    assert response.status_code == 200
    content, found = response.content, []
    while content:
        length = int.from_bytes(content[:2], "big")
        found.append(content[2 : 2 + length])
        content = content[2 + length :]
    assert found == [bytes(row.state) for row in signed.service.ledger.stored()]
    assert b"carla" not in response.content


@pytest.mark.parametrize(
    "path",
    ["0/001", "1/000", "0/000", "0/0", "9/000", "x", "", "0/000.p/0", "entries", "entries/001",
     "entries/0", "7/999", "0/x999/x999/x999/x999/x999/x999/999", "%2e%2e/0"],
)  # fmt: skip
def test_other_tiles_are_not_there(signed: Api, path: str) -> None:
    response = signed.get(f"/v1/log/tile/{path}")
    assert response.status_code == 404
    assert response.json()["code"] in {"no_such_tile", "no_such_route"}


# Who may


def test_any_reader_may_have_checkpoint_proofs_and_hashes(signed: Api) -> None:
    size = signed.service.ledger.size
    for reader in (signed.as_("reader"), signed.as_("reader", deals=["another"])):
        for path in ("checkpoint", "proof/1", "consistency?from=1", f"tile/0/000.p/{size}"):
            assert reader.get(f"/v1/log/{path}").status_code == 200, path
        refused(reader.get(f"/v1/log/tile/entries/000.p/{size}"), 403, "role_not_held")
    refused(signed.as_("recorder").get("/v1/log/checkpoint"), 403, "role_not_held")


def test_bundles_of_all_deals_are_not_for_whoever_sees_some(signed: Api) -> None:
    size = signed.service.ledger.size
    limited = signed.as_("legal", deals=[DEAL])
    refused(limited.get(f"/v1/log/tile/entries/000.p/{size}"), 403, "entries_of_all_deals")


def test_whoever_took_entries_is_written_down_first(signed: Api, hand: ByHand) -> None:
    signed.get(f"/v1/log/tile/entries/000.p/{signed.service.ledger.size}")
    found = rows(hand.url, "SELECT action, privileged FROM ledger.access_log")
    assert ("entries", True) in found


# What was tampered with


def test_no_proof_is_given_that_does_not_prove(signed: Api, hand: ByHand) -> None:
    tamper(hand.url, in_bytes(5, "deal", "dual"), hash_anew=True)
    for position in (1, 5, 9):
        refused(signed.get(f"/v1/log/proof/{position}"), 500, "log_does_not_hold")


def test_an_entry_whose_bytes_were_changed_is_not_proved_by_its_kept_leaf(
    signed: Api, hand: ByHand
) -> None:
    tamper(hand.url, in_bytes(5, "deal", "dual"))
    size = signed.service.ledger.size
    for path in ("proof/5", "proof/5?format=tlog-proof", f"tile/entries/000.p/{size}"):
        answer = signed.get(f"/v1/log/{path}")
        refused(answer, 500, "log_does_not_hold")
        assert answer.json()["detail"].startswith("What is stored of entry 5 does not give")
    assert signed.get("/v1/log/proof/4").status_code == 200
    assert "deal_ledger_not_proved_total 3.0" in signed.get("/metrics").text


def test_that_something_is_not_what_was_signed_is_logged(
    signed: Api, hand: ByHand, logged: io.StringIO
) -> None:
    tamper(hand.url, in_bytes(5, "deal", "dual"))
    signed.get("/v1/log/proof/5")
    lines = [json.loads(line) for line in logged.getvalue().splitlines()]
    [line] = (each for each in lines if each["event"] == "log_does_not_hold")
    assert (line["position"], line["level"]) == (5, "error")
    assert line["request_id"]


def test_what_is_missing_is_not_made_up(signed: Api, hand: ByHand) -> None:
    size = signed.service.ledger.size
    tamper(hand.url, "DELETE FROM ledger.entries WHERE position = 8")
    for path in ("proof/8", "proof/1", f"tile/0/000.p/{size}", f"tile/entries/000.p/{size}"):
        refused(signed.get(f"/v1/log/{path}"), 500, "log_does_not_hold")
    refused(signed.get("/v1/log/consistency?from=8"), 500, "log_does_not_hold")


def test_a_checkpoint_that_is_none_is_not_given(signed: Api, hand: ByHand) -> None:
    run(
        hand.url,
        "INSERT INTO ledger.checkpoints (key, origin, size, root, note)"
        " VALUES (sha256('x'), 'x', 1, sha256('x'), 'rubbish')",
    )
    refused(signed.get("/v1/log/checkpoint"), 500, "log_does_not_hold")


# Health and numbers


def numbers(api: Api) -> dict[str, float]:
    found = {}
    for line in api.get("/metrics").text.splitlines():
        if line.startswith("deal_ledger_sign"):
            name, value = line.split()
            found[name.removeprefix("deal_ledger_")] = float(value)
    return found


def test_a_frozen_signer_is_said_and_recording_goes_on(signed: Api, hand: ByHand) -> None:
    size = signed.service.ledger.size
    signed.service.signed.told("")
    ready = signed.get("/health/ready")
    assert (ready.json()["status"], ready.json()["signer"]) == ("ready", "signing")
    assert numbers(signed) == {"signed_size": size, "signed_lag": 0, "signer_frozen": 0}
    tamper(hand.url, in_bytes(5, "deal", "dual"))
    assert hand.sign() is None
    many(signed, 3)
    signed.service.signed.told("")
    ready = signed.get("/health/ready")
    assert ready.status_code == 200
    assert (ready.json()["status"], ready.json()["signer"]) == ("degraded", "frozen")
    assert numbers(signed)["signer_frozen"] == 1


def test_where_nobody_signs_it_is_said(told: Api) -> None:
    told.service.signed.told("")
    body = told.get("/health/ready").json()
    assert (body["status"], body["signer"]) == ("ready", "none")
    assert numbers(told)["signed_size"] == 0


def test_the_same_proof_has_the_same_bytes(signed: Api) -> None:
    first, second = (signed.get("/v1/log/proof/7") for _ in range(2))
    assert first.content == second.content
    tag = first.headers["etag"]
    assert tag == f'"{sha256(first.content).hexdigest()}"'
    assert signed.get("/v1/log/proof/7", headers={"If-None-Match": tag}).status_code == 304
    assert b64encode(bytes.fromhex(json.loads(first.content)["root"])).decode() in first.text
