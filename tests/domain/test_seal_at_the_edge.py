"""What the ledger writes into a record cannot be sent."""

from __future__ import annotations

from tests.domain.example_data.told import DIGEST
from tests.domain.examples import FULL
from tests.domain.refusing import faults_of, with_

SEALED, CORRECTED = FULL["proposal.sealed"], FULL["record.corrected"]


def test_nobody_can_send_the_digest_of_a_seal() -> None:
    assert faults_of(with_(SEALED, "/data/digest", DIGEST)) == [("unknown_field", "/data/digest")]
    place = "/data/contents/1/digest"
    assert faults_of(with_(SEALED, place, DIGEST)) == [("unknown_field", place)]


def test_nobody_can_send_the_type_of_what_is_corrected() -> None:
    sent = with_(CORRECTED, "/data/type", "clause.revised")
    assert faults_of(sent) == [("unknown_field", "/data/type")]
