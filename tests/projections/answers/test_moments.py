"""A moment that a question names: which record it is, and what came before it."""

from __future__ import annotations

from typing import Any

import pytest

from projections.answers.asked import Moment, QuestionNotRead
from projections.answers.moments import Resolved, absent, resolved
from tests.projections.given import Given, given
from tests.records import a_clause, a_record

DEAL = given(
    a_record("authority.granted", id="grant", at="2025-04-01"),
    a_clause("4.2", id="c", at="2025-05-01T09:00Z"),
    a_record("proposal.sealed", id="seal", at="2025-05-02T09:00Z"),
    a_record("proposal.sent", id="later", at="2025-05-05"),
    a_record("proposal.sent", id="sent", at="2025-05-03T09:00Z"),
    a_record("message.sent", id="m", at="2025-05-03T09:00Z"),
)


def found(moment: Moment, deal: Given = DEAL, **times: Any) -> Resolved | None:
    return resolved(moment, deal.known(**times))


def record(moment: Moment, **times: Any) -> str | None:
    got = found(moment, **times)
    return got.fact.id if got and got.fact else None


def test_an_event_is_the_first_record_of_it_by_occurrence_and_the_others_are_named() -> None:
    sent = found(Moment(event="proposal.sent"))
    assert sent is not None
    assert sent.fact is not None
    assert (sent.fact.id, [each.id for each in sent.others]) == ("sent", ["later"])
    said = sent.sentence(DEAL.known())
    assert said.startswith("The moment is 2025-05-03T09:00Z (record sent): ")
    assert "later ones: later (2025-05-05)" in said


def test_a_record_that_is_named_is_that_one_and_one_of_the_organisation_can_be_a_moment() -> None:
    assert record(Moment(event="proposal.sent", record="later")) == "later"
    assert record(Moment(record="later")) == "later"
    assert record(Moment(event="authority.granted")) == "grant"
    assert record(Moment(event="proposal.opened", record="later")) is None


def test_what_had_not_happened_by_then_is_no_moment() -> None:
    assert record(Moment(event="proposal.sent"), effective_at="2025-05-03") == "sent"
    assert record(Moment(event="proposal.sent"), effective_at="2025-05-02") is None
    assert record(Moment(event="proposal.accepted")) is None
    assert "proposal.accepted" in absent(Moment(event="proposal.accepted"))["sentence"]


def test_what_fits_can_be_narrowed() -> None:
    late = resolved(Moment(event="proposal.sent"), DEAL.known(), lambda f: f.id == "later")
    assert late is not None
    assert late.told == "2025-05-05 (record later)"
    assert late.others == ()


def test_a_proposal_is_its_seal_and_without_one_its_first_sending() -> None:
    assert record(Moment(proposal="P1")) == "seal"
    struck = given(
        a_record("proposal.sealed", id="seal", at="2025-05-02"),
        a_record("proposal.sent", id="sent", at="2025-05-03"),
        a_record("record.struck", record="seal"),
    )
    only = found(Moment(proposal="P1"), struck)
    assert only is not None
    assert only.told == "2025-05-03 (record sent)"
    assert found(Moment(proposal="P1"), struck, effective_at="2025-05-02") is None


@pytest.mark.parametrize(
    ("moment", "of", "order"),
    [
        (Moment(event="proposal.sent"), "seal", "before"),
        (Moment(event="proposal.sent"), "sent", "at"),
        (Moment(event="proposal.sent"), "later", "after"),
        (Moment(event="proposal.sent"), "m", "unknown"),
        (Moment(at="2025-05-03"), "sent", "at"),
        (Moment(at="2025-05-03"), "seal", "before"),
        (Moment(at="2025-05-03"), "later", "after"),
        (Moment(at="2025-05-05T10:00Z"), "later", "unknown"),
    ],
)
def test_what_came_before_at_and_after_a_moment(moment: Moment, of: str, order: str) -> None:
    known = DEAL.known()
    got = resolved(moment, known)
    assert got is not None
    [one] = [each for each in known.facts.counted if each.id == of]
    assert got.order(one) == order


def test_of_one_source_a_seal_comes_after_the_clause_that_it_holds() -> None:
    clm = {"system": "clm", "ref": "1"}
    for source, order in ((clm, "before"), (None, "unknown")):
        deal = given(
            a_clause("4.2", id="c", at="2025-05-01", source=source),
            a_record("proposal.sealed", id="seal", at="2025-05-01", source=source),
        ).known()
        got = resolved(Moment(proposal="P1"), deal)
        assert got is not None
        assert got.order(deal.facts.counted[0]) == order


def test_a_date_is_a_day_in_the_zone_of_the_deal() -> None:
    opened = a_record("deal.opened", id="o", at="2025-01-01", time_zone="Europe/Amsterdam")
    day = found(Moment(at="2025-05-03"), given(opened))
    assert day is not None
    assert day.interval.begin.isoformat() == "2025-05-02T22:00:00+00:00"


def test_an_event_that_is_no_type_of_record_is_not_read() -> None:
    with pytest.raises(QuestionNotRead, match="no type of record"):
        DEAL.ask({"kind": "changes", "after": {"event": "proposal.snet"}})
