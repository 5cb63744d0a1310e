"""Time stamps over HTTP: what is on record, what it says of an entry, and how it stands."""

from __future__ import annotations

from base64 import b64decode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.settings import Settings
from ledger.proof.time_stamp import judge_token, read_token, roots_of
from ledger.stamping.asking import NoAnswerError
from tests.api.http.calling import DEAL, Api, refused
from tests.ledger.signing.hand import ByHand
from tests.ledger.stamping.authority import Authority, an_authority
from tests.ledger.stamping.hand import NAME, StampedByHand
from tests.records import a_sending
from tests.tampering import in_bytes, tamper


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return an_authority(tmp_path / "ca")


@pytest.fixture
def settings(authority: Authority) -> Settings:
    """The service knows whom to believe."""
    return Settings(threads=4, time_stamp_roots=authority.folder / "root.pem")


@pytest.fixture
def hand(database: str, tmp_path: Path, told: Api, authority: Authority) -> StampedByHand:
    """The story, signed; nothing is stamped yet."""
    signer = ByHand(database, tmp_path / "signer")
    assert signer.sign()
    made = StampedByHand(told.service.ledger, signer, authority)
    made.every = timedelta()
    return made


@pytest.fixture
def stamped(told: Api, hand: StampedByHand) -> Api:
    """The story, stamped; then three records more."""
    assert hand.step() == 1
    sent = [a_sending("value.reported", deal=DEAL, value=number) for number in range(3)]
    assert told.record(*sent).status_code == 201
    assert hand.signer.sign()
    told.service.signed.told("")
    return told


def test_stamps_are_given_with_all_that_verifies_them(
    stamped: Api, hand: StampedByHand, authority: Authority
) -> None:
    body = stamped.get("/v1/log/stamps").json()
    [found] = body["stamps"]
    assert (found["holds"], found["chain"], found["authority"]) == (True, "verified", NAME)
    stamp = read_token(b64decode(found["token"]))
    assert judge_token(stamp, found["checkpoint"].encode(), roots_of(authority.roots)) is None
    size = hand.recorded()[0].head.size
    assert (found["size"], found["position"]) == (size, size + 1)
    assert found["root"] == stamped.service.ledger.root(size).hex()
    assert body["next"] is None


def test_stamps_come_in_pages(stamped: Api, hand: StampedByHand) -> None:
    assert hand.step() == 1
    first = stamped.get("/v1/log/stamps", limit=1).json()
    [one] = first["stamps"]
    assert first["next"] == one["position"]
    second = stamped.get("/v1/log/stamps", limit=1, after=first["next"]).json()
    assert second["stamps"][0]["position"] > one["position"]
    assert second["next"] is None
    refused(stamped.get("/v1/log/stamps", limit=501), 422, "bad_parameter", "/limit")
    refused(stamped.get("/v1/log/stamps", before=1), 422, "bad_parameter", "/before")
    refused(stamped.as_("recorder").get("/v1/log/stamps"), 403, "role_not_held")


def test_a_proof_says_between_what_its_entry_was_recorded(
    stamped: Api, hand: StampedByHand
) -> None:
    size = hand.recorded()[0].head.size
    times = stamped.get("/v1/log/proof/1").json()["times"]
    assert times["no_earlier_than"] is None
    assert times["no_later_than"]["position"] == size + 1
    assert "the record does not show since when" in times["sentence"]
    times = stamped.get(f"/v1/log/proof/{size + 2}").json()["times"]
    assert times["no_earlier_than"]["record"].startswith("time-stamp:")
    assert times["no_later_than"] is None
    assert "the record does not show by when" in times["sentence"]
    assert hand.step() == 1
    between = stamped.get(f"/v1/log/proof/{size + 2}").json()["times"]
    assert between["no_earlier_than"]["time"] <= between["no_later_than"]["time"]


def test_a_stamp_that_does_not_hold_is_named_and_bounds_nothing(
    stamped: Api, hand: StampedByHand
) -> None:
    at = hand.recorded()[0].position
    tamper(hand.signer.url, in_bytes(at, '"token":"M', '"token":"N'))
    [found] = stamped.get("/v1/log/stamps").json()["stamps"]
    assert (found["holds"], found["rule"], found["token"]) == (False, "form", None)
    # The last checkpoint holds the entry as it was: that of another one is still proved.
    times = stamped.get("/v1/log/proof/1").json()["times"]
    assert times["no_later_than"] is None
    assert [each["position"] for each in times["passed_over"]] == [at]
    assert "1 stamp(s) that do not hold were passed over" in times["sentence"]


def test_nobody_sends_a_stamp(stamped: Api) -> None:
    sent = {
        "id": "mine",
        "type": "time_stamp.received",
        "occurred_at": "2025-05-16",
        "actor": "ana",
        "data": {},
    }
    refused(stamped.record(sent), 422, "reserved_type", "/type")


@pytest.mark.parametrize(
    "question",
    [
        "Was anything altered or added later?",
        "Was the discount meant to cover expansion services?",
        "Why did this reach the client without the VP?",
    ],
)
def test_a_stamp_changes_no_answer(told: Api, hand: StampedByHand, question: str) -> None:
    path = f"/v1/deals/{DEAL}/ask"
    before = told.post(path, {"question": question}).json()
    assert hand.step() == 1
    after = told.post(path, {"question": question}).json()
    for name in ("verdict", "supports", "opposes", "also_said", "not_shown", "would_change"):
        assert before[name] == after[name]
    again = told.post(path, {"question": question, "basis": before["basis"]}).json()
    assert again == before


def test_how_it_stands_with_the_authorities_is_said(told: Api, hand: StampedByHand) -> None:
    def standing() -> tuple[str, str, dict[str, float]]:
        told.service.signed.told("")
        body = told.get("/health/ready").json()
        found = {}
        for line in told.get("/metrics").text.splitlines():
            if line.startswith("deal_ledger_time_stamp"):
                name, value = line.split()
                found[name.removeprefix("deal_ledger_time_")] = float(value)
        return body["status"], body["time_stamps"], found

    nothing = {"stamped_size": 0, "stamped_at_seconds": 0, "stamps_failing": 0}
    assert standing() == ("ready", "none", nothing)
    assert hand.step() == 1
    size = hand.recorded()[0].head.size
    at = hand.stamps[0].at.timestamp()
    numbers = {"stamped_size": size, "stamped_at_seconds": at, "stamps_failing": 0}
    assert standing() == ("ready", "stamping", numbers)
    assert datetime.fromtimestamp(at, UTC) == hand.stamps[0].at

    def away(_: str, __: bytes) -> bytes:
        raise NoAnswerError("it cannot be reached")

    hand.post = away
    assert told.record(a_sending("value.reported", deal=DEAL)).status_code == 201
    hand.signer.sign()
    assert hand.step() == 0
    assert standing() == ("ready", "failing", numbers | {"stamps_failing": 1})
