"""RELY01: somebody relies on an offer that is open."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.projections.findings.test_retr01 import OFFERED, accepted, received, relied, retracted
from tests.records import a_record

OPEN = (*OFFERED, received())


def test_reliance_on_an_open_offer_is_a_finding() -> None:
    [one] = found("RELY01", *OPEN, relied())
    assert one.severity == "medium"
    assert [each.json for each in one.about] == [{"proposal": "P1"}, {"record": "rely"}]
    assert [each.id for each in one.records] == ["sent", "rely"]
    assert one.sentence == (
        "Acme GmbH acted on P1, 2025-05-05 (“Sent the others away.”). It is offered, and not "
        "accepted yet; whether it is irrevocable was not stated."
    )


def test_a_countered_one_is_said_so() -> None:
    countered = a_record("proposal.countered", proposal="P1", by="acme", at="2025-05-06")
    [one] = found("RELY01", *OPEN, countered, relied())
    assert "It is countered, and not accepted yet" in one.sentence


@pytest.mark.parametrize("on", [{"clause": "4.2"}, {"proposal": "P1"}])
def test_reliance_on_a_clause_of_it_bears_on_it(on: dict[str, Any]) -> None:
    assert len(found("RELY01", *OPEN, relied(on=on))) == 1


@pytest.mark.parametrize(
    "end",
    [
        accepted("2025-05-08"),
        retracted(),
        a_record("proposal.rejected", proposal="P1", by="acme", id="x"),
    ],
    ids=["accepted", "retracted", "rejected"],
)
def test_what_is_no_longer_open_is_none(end: Record) -> None:
    assert found("RELY01", *OPEN, relied(), end) == []


def test_what_was_not_offered_or_not_relied_on_is_none() -> None:
    assert found("RELY01", *OPEN) == []
    assert found("RELY01", *OFFERED[:4], relied()) == []
    assert found("RELY01", *OPEN, relied(on={"topic": "lunch"})) == []


def test_before_it_and_of_a_struck_or_withheld_one_it_is_none() -> None:
    assert found("RELY01", *OPEN, relied(), effective_at="2025-05-04") == []
    assert found("RELY01", *OPEN, relied(), a_record("record.struck", record="rely")) == []
    assert found("RELY01", *OPEN, relied(privilege="attorney_client"), role="reader") == []


def test_it_is_settled_for_this_reliance() -> None:
    told = (*OPEN, relied())
    [one] = opened("RELY01", *told)
    closing = settling(one, at="2025-05-06")
    assert opened("RELY01", *told, closing) == []
    assert len(settled("RELY01", *told, closing)) == 1
    assert len(opened("RELY01", *told, closing, relied("2025-05-07", id="rely-2"))) == 1
