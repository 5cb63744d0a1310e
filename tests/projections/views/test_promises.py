"""Promises across deals: their windows, and which record ended them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ledger.application import Ledger
from projections.views.promises import Wanted as Promised
from projections.views.promises import promises
from tests.projections.views.viewing import (
    NOW,
    OPEN_DAY,
    READER,
    connection,
    followed,
    recorded,
)
from tests.records import a_clause, a_record


def test_a_promise_is_open_within_its_window_and_until_a_record_ends_it(told: str) -> None:
    def at(moment: datetime) -> list[tuple[str, str]]:
        with connection(told) as opened:
            rows = promises(opened, Promised(moment, state=None), READER).rows
        return [(row["promise"], row["state"]) for row in rows]

    assert at(datetime(2025, 5, 12, tzinfo=UTC)) == [("validity", "not_begun")]
    assert at(OPEN_DAY) == [("validity", "open")]
    assert at(NOW) == [("validity", "ended")]
    with connection(told) as opened:
        [row] = promises(opened, Promised(OPEN_DAY), READER).rows
    assert row["ends"] == "2025-06-11T23:59:59Z"
    # Accepted and retracted, and which of the two came first is undetermined.
    assert (row["ended_by"], row["ended_by_one_of"]) == (None, ["story-24", "story-23"])


@pytest.mark.parametrize(
    ("then", "ended_by", "one_of"),
    [
        ([("accepted", "2025-05-20")], "accepted", ["accepted"]),
        ([("accepted", "2025-05-20"), ("retracted", "2025-05-21")], "accepted", ["accepted"]),
        ([("accepted", "2025-05-20"), ("lapsed", "2025-05-20")], None, ["accepted", "lapsed"]),
        ([("accepted", "2025-05-20"), ("executed", "2025-05-20")], "accepted", ["accepted"]),
        ([("executed", "2025-05-20")], "executed", ["executed"]),
        ([], None, []),
    ],
)
def test_what_ended_an_offer_is_named_only_where_it_is_known_which_came_first(
    database: str, ledger: Ledger, then: list[tuple[str, str]], ended_by: Any, one_of: list[str]
) -> None:
    data: dict[str, dict[str, Any]] = {
        "accepted": {"proposal": "P1", "by": "acme"},
        "retracted": {
            "proposal": "P1", "to": ["acme"], "reason_class": "commercial", "reason": "No.",
        },
        "lapsed": {"proposal": "P1"},
        "executed": {"agreement": "A1", "proposal": "P1"},
    }  # fmt: skip
    offered = [
        a_clause(),
        a_record("proposal.sealed", at="2025-05-17"),
        a_record("proposal.sent", at="2025-05-18"),
    ]
    for kind, at in then:
        of = "agreement" if kind == "executed" else "proposal"
        offered.append(a_record(f"{of}.{kind}", id=kind, at=at, **data[kind]))
    recorded(ledger, offered)
    followed(database, ledger)
    with connection(database) as opened:
        [row] = promises(opened, Promised(NOW, state=None)).rows
    assert (row["ended_by"], row["ended_by_one_of"]) == (ended_by, one_of)


def test_a_period_that_is_over_is_past_and_no_lapse(database: str, ledger: Ledger) -> None:
    sent = {"proposal": "P1", "at": "2025-05-18"}
    recorded(
        ledger,
        [
            a_clause(),
            a_record("proposal.sealed", at="2025-05-17"),
            a_record("proposal.sent", **sent, valid_until="2025-05-30"),
            a_record("proposal.sent", **sent, irrevocable_basis="their form"),
        ],
    )
    followed(database, ledger)
    with connection(database) as opened:
        rows = promises(opened, Promised(NOW, state=None)).rows
    assert [(row["promise"], row["state"], row["standing"]) for row in rows] == [
        ("validity", "past", "offered"),
        ("irrevocability", "no_end_stated", "offered"),
        ("validity", "no_end_stated", "offered"),
    ]
