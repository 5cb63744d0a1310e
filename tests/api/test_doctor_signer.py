"""`deal-ledger doctor` looks at the signer: is all signed, is it frozen, who may read its key?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.doctor.finding import Finding
from api.doctor.signing import judged_standing, judged_state
from ledger.application import Ledger
from ledger.signing.published import Standing
from ledger.signing.state import Frozen, at_size
from tests.api.examined import examined, here, of
from tests.ledger.eleven import add, eleven
from tests.ledger.signing.hand import ByHand
from tests.tampering import in_bytes, tamper


@pytest.fixture
def hand(database: str, ledger: Ledger, tmp_path: Path) -> ByHand:
    """A signer that has signed eleven entries."""
    add(ledger, *eleven())
    made = ByHand(database, tmp_path / "signer")
    assert made.sign()
    return made


def looked_at(hand: ByHand) -> list[Finding]:
    return examined(hand.url, here, DEAL_LEDGER_HOME=str(hand.folder.path.parent))


def test_a_signer_at_work_is_well(hand: ByHand) -> None:
    findings = looked_at(hand)
    assert of("signer", findings) == Finding("ok", "11 of 11 entries are signed.", (), "signer")
    assert of("signer files", findings).state == "ok"


def test_where_nobody_signs_there_are_no_files(database: str, tmp_path: Path) -> None:
    hand = ByHand(database, tmp_path / "signer")
    assert of("signer", looked_at(hand)).found == "0 of 0 entries are signed."
    assert of("signer files", looked_at(hand)).found == "No signer was at work with this home."


def test_a_frozen_signer_is_wrong_and_says_where(hand: ByHand) -> None:
    tamper(hand.url, in_bytes(5, "twelve", "ninety"))
    hand.sign()
    for check in ("signer", "signer files"):
        found = of(check, looked_at(hand))
        assert found.state == "wrong"
        assert "frozen" in found.found
        assert "deal-ledger signer status" in found.mend
    assert "at position 5 (leaf)" in of("signer", looked_at(hand)).found


def test_a_key_that_others_may_read_is_wrong(hand: ByHand) -> None:
    for name in ("key.pem", "state.json"):
        (hand.folder.path / name).chmod(0o640)
        found = of("signer files", looked_at(hand))
        assert (found.state, name in found.found) == ("wrong", True)
        (hand.folder.path / name).chmod(0o600)
    assert of("signer files", looked_at(hand)).state == "ok"


def test_files_that_cannot_be_read_are_wrong(hand: ByHand) -> None:
    hand.folder.write("state.json", b"rubbish")
    assert of("signer files", looked_at(hand)).state == "wrong"


def test_what_waits_for_long_is_said() -> None:
    nothing = Standing(None, None)
    assert judged_standing(nothing, 5, late=True, embedded=False).state == "warning"
    assert judged_standing(nothing, 5, late=True, embedded=True).state == "ok"
    assert judged_standing(nothing, 5, late=False, embedded=False).state == "ok"


def test_what_the_signer_remembers_is_judged() -> None:
    state = at_size("log", "log", 5, [b"x" * 32], "")
    frozen = state.freeze(Frozen(rule="leaf", reason="so", at=datetime(2026, 1, 1, tzinfo=UTC)))
    assert judged_state(None, 5, keyed=True).state == "ok"
    assert judged_state(state, 5, keyed=True).state == "ok"
    assert judged_state(state, 4, keyed=True).state == "wrong"
    assert judged_state(state, 5, keyed=False).state == "wrong"
    assert judged_state(frozen, 5, keyed=True).state == "wrong"
