"""An authority for all tests, and a ledger that is signed and stamped by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.application import Ledger
from tests.ledger.eleven import add, eleven
from tests.ledger.signing.hand import ByHand
from tests.ledger.stamping.authority import Authority, an_authority
from tests.ledger.stamping.hand import StampedByHand


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority, made once: keys take a while."""
    return an_authority(tmp_path_factory.mktemp("authority") / "ca")


@pytest.fixture
def authority(made: Authority) -> Authority:
    """That authority, which gives honest answers."""
    return Authority(made.folder)


@pytest.fixture
def hand(database: str, ledger: Ledger, tmp_path: Path, authority: Authority) -> StampedByHand:
    """Eleven entries, signed; nothing is stamped yet."""
    add(ledger, *eleven())
    signer = ByHand(database, tmp_path / "signer")
    assert signer.sign()
    return StampedByHand(ledger, signer, authority)
