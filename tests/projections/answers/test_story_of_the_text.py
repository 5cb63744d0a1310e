"""The story's questions of terms, changes, precedence and silence, by parameters."""

from __future__ import annotations

from typing import Any

import pytest

from tests.projections.given import records
from tests.projections.test_coverage_story import NOW, story

PRICES = {"kind": "terms", "terms": ["price"]}


def asked(question: dict[str, Any], **times: Any) -> dict[str, Any]:
    return story().ask(question, now=NOW, **times)


def test_what_changed_between_p3_and_p7() -> None:
    """7: 4.2 added on 2 May at the partner's request; seen by deal-desk, not by vp or deputy."""
    ends = {"from": {"proposal": "P3"}, "to": {"proposal": "P7"}}
    answer = asked({"kind": "changes", **ends})
    assert answer["verdict"] == "stated"
    said = answer["sentence"]
    assert "Clause 4.2 was added on 2025-05-02" in said
    assert "at the request of Ingrid Solbakken" in said
    assert "Opened or shown, as records say: Hanneke Brouwerquist." in said
    assert "Not on record as having seen it: Marguerite Oyelaran, Dashiell Okonjo" in said
    assert records(answer["supports"]) == ["story-11", "story-08", "story-14", "story-15b"]
    [unseen] = [each for each in answer["not_shown"] if each["looked_for"] == "seen"]
    assert {"vp-sales", "deputy"} <= set(unseen["persons"])


def test_what_was_known_on_10_may_of_what_was_agreed() -> None:
    """10: the terms of P7, signed off, both beyond authority; nothing sent yet."""
    for times in ({}, {"effective_at": "2025-05-10"}):
        answer = asked({"kind": "terms"}, known_at="2025-05-10", **times)
        said = answer["sentence"]
        assert (answer["verdict"], answer["details"]["text"]["proposal"]) == ("stated", "P7")
        assert "P7 was signed off (all asked for)" in said
        assert said.count(": exceeded.") == 2
        assert "No sending of P7 is on record." in said
        assert said.endswith("The ledger itself began later: known by the sources' own times.")
        assert records(answer["supports"]) == ["story-07", "story-11", "story-14"]
        assert answer["now"]["standing"] == "contested"


def test_which_price_terms_were_in_force_on_12_may() -> None:
    answer = asked(PRICES, effective_at="2025-05-12")
    assert [each["clause"] for each in answer["details"]["terms"]] == ["3.1", "4.2"]
    assert "Standing of P7 then: offered" in answer["sentence"]
    assert "a discount of 22 %" in answer["sentence"]
    silent = [each for each in answer["not_shown"] if each.get("clause") == "4.2"]
    assert "affiliates" in str(silent)
    assert "renewal" in str(silent)


def test_the_retraction_speaks_against_the_terms_that_it_takes_back() -> None:
    assert records(asked(PRICES)["opposes"]) == ["story-23"]
    assert asked(PRICES, effective_at="2025-05-15")["opposes"] == []


@pytest.mark.parametrize(
    ("moment", "verdict"),
    [
        ({"after": {"event": "sign_off.granted"}}, "no"),
        ({"after": {"proposal": "P3"}}, "yes"),
        ({"after": {"at": "2025-05-01"}}, "yes"),
        ({"after": {"at": "2025-05-02"}}, "no"),
        ({"after": {"event": "agreement.executed"}}, "silent"),
    ],
)
def test_whether_anything_changed_after_a_moment(moment: dict[str, Any], verdict: str) -> None:
    assert asked({"kind": "changes", "ask": "whether", **moment})["verdict"] == verdict


def test_why_4_2_was_added_is_the_partners_request_and_no_reason_is_on_record() -> None:
    answer = asked({"kind": "changes", "ask": "why", "clauses": ["4.2"]})
    assert answer["verdict"] == "stated"
    assert "at the request of Ingrid Solbakken" in answer["sentence"]
    assert "no reason is on record" in answer["sentence"]


def test_no_document_says_anything_about_services_not_listed_or_analytics() -> None:
    words = asked({"kind": "silence", "words": "services not listed"})
    items = asked({"kind": "silence", "items": [{"axis": "services", "item": "analytics"}]})
    for answer in (words, items):
        assert answer["verdict"] == "silent"
        assert "(clauses: 3.1 and 4.2)" in answer["sentence"]


def test_nothing_ranks_two_clauses_of_the_order() -> None:
    answer = asked({"kind": "precedence", "clauses": ["3.1", "4.2"]})
    assert answer["verdict"] == "ambiguous"
    assert len(answer["readings"]) == 2
