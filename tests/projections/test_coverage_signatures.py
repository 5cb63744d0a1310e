"""Every signature on a wording is shown, each for itself: none hides another."""

from __future__ import annotations

from typing import Any

from tests.projections.given import Given, given
from tests.projections.signing import (
    FIRST,
    asked,
    assigned,
    declined,
    delegated,
    granted,
    percent,
    policy,
    revised,
    row,
    sealed,
    sent,
    signed,
    states,
    withdrawn,
)

ASKED = asked("S1", "vera")
OWN = signed("S1", "vera", "2025-05-07", id="own")
FOR_HER = signed("S2", "dana", "2025-05-08", on_behalf_of="vera", id="for-her")
SECOND = (revised("Thirty percent.", "2025-05-10"), sealed("P2", "2025-05-11"))
"""Clause 4.2 in wording 2, sealed in P2."""
LIMITS = (
    granted("G1", "vera", limit=percent("10")),
    delegated("D1", "vera", "dana", limit=percent("10")),
)


def own_states(deal: Given, **times: Any) -> list[tuple[str, str]]:
    return [(each["record"], each["state"]) for each in row(deal, **times)["signatures"]]


def test_a_deputy_who_signs_later_does_not_hide_what_the_principal_signed() -> None:
    deal = given(*LIMITS, *FIRST, ASKED, OWN, FOR_HER)
    own, for_her = row(deal)["signatures"]
    assert (own["record"], own["by"], own["on_behalf_of"]) == ("own", "vera", None)
    assert (for_her["record"], for_her["by"], for_her["on_behalf_of"]) == (
        "for-her",
        "dana",
        "vera",
    )
    assert [each["authority"]["state"] for each in (own, for_her)] == ["exceeded"] * 2
    assert [each["authority"]["value"] for each in (own, for_her)] == [percent("22")] * 2
    assert own["position"] < for_her["position"]
    [cell] = row(deal)["required"]
    assert (cell["state"], cell["signatures"]) == ("signed", ["own", "for-her"])


def test_what_the_principal_signs_later_does_not_hide_the_deputy() -> None:
    before = signed("S2", "dana", "2025-05-06T12:00Z", on_behalf_of="vera", id="for-her")
    deal = given(*FIRST, ASKED, before, OWN)
    assert own_states(deal) == [("for-her", "signed"), ("own", "signed")]
    assert own_states(given(*FIRST, before, OWN)) == [("for-her", "signed"), ("own", "signed")]


def test_signatures_that_nobody_required_are_all_shown_too() -> None:
    deal = given(*FIRST, OWN, FOR_HER)
    assert [each["answer"] for each in row(deal)["beyond"]] == ["for-her"]
    assert own_states(deal) == [("own", "signed"), ("for-her", "signed")]
    assert [each["required"] for each in row(deal)["signatures"]] == [False, False]


def test_each_signature_says_what_became_of_it_whatever_decides() -> None:
    back = withdrawn("S2", "boss", "2025-05-09", id="back")
    deal = given(*FIRST, ASKED, OWN, FOR_HER, back)
    assert states(deal) == ["withdrawn"]
    own, for_her = row(deal)["signatures"]
    assert (own["state"], own["ended_by"]) == ("signed", None)
    assert (for_her["state"], for_her["ended_by"]) == ("withdrawn", "back")
    assert "Signed by dana on behalf of vera" in for_her["sentence"]
    assert "Withdrawn by boss, 2025-05-09." in for_her["sentence"]


def test_a_refusal_under_the_same_id_ends_the_signature_of_that_person() -> None:
    no = declined("S1", "vera", "2025-05-09", id="no")
    deal = given(*FIRST, ASKED, OWN, FOR_HER, no)
    assert states(deal) == ["declined"]
    assert own_states(deal) == [("own", "declined"), ("for-her", "signed")]


def test_a_withdrawal_takes_back_all_that_was_signed_before_it_and_nothing_after() -> None:
    again = signed("S1", "vera", "2025-05-07T12:00Z", id="again")
    back = withdrawn("S1", "vera", "2025-05-08")
    anew = signed("S1", "vera", "2025-05-09", id="anew")
    deal = given(*FIRST, ASKED, signed("S1", "vera", id="own"), again, back)
    assert own_states(deal) == [("own", "withdrawn"), ("again", "withdrawn")]
    deal = given(*[entry.record for entry in deal.entries], anew)
    assert own_states(deal)[-1] == ("anew", "signed")
    assert own_states(deal)[0] == ("own", "withdrawn")


def test_a_signature_and_a_withdrawal_of_one_day_have_no_known_order() -> None:
    back = withdrawn("S1", "vera", "2025-05-07")
    [own] = row(given(*FIRST, ASKED, OWN, back))["signatures"]
    assert (own["state"], own["order_unknown"]) == ("withdrawn", True)
    [own] = row(given(*FIRST, ASKED, OWN), effective_at="2025-05-07T12:00Z")["signatures"]
    assert (own["state"], own["order_unknown"]) == ("signed", True)


def test_a_stale_sign_off_shows_what_the_principal_and_the_deputy_signed() -> None:
    again = asked("S3", "vera", "2025-05-12", proposal="P2")
    deal = given(*FIRST, ASKED, OWN, FOR_HER, *SECOND, again)
    assert states(deal) == ["stale"]
    assert own_states(deal) == [("own", "stale"), ("for-her", "stale")]
    assert all(each["difference"] for each in row(deal)["signatures"])
    assert "wording 1, an older one" in row(deal)["signatures"][0]["sentence"]


def test_a_later_older_wording_signed_by_a_deputy_hides_no_earlier_one_of_the_principal() -> None:
    for_her = signed("S2", "dana", "2025-05-12", on_behalf_of="vera", proposal="P2", id="for-her")
    third = revised("Forty percent.", "2025-05-13"), sealed("P3", "2025-05-14")
    again = asked("S3", "vera", "2025-05-15", proposal="P3")
    deal = given(*FIRST, ASKED, OWN, *SECOND, for_her, *third, again)
    assert own_states(deal) == [("own", "stale"), ("for-her", "stale")]
    assert [each["version"] for each in row(deal)["signatures"]] == [1, 2]


def test_who_signed_this_wording_is_not_shown_with_an_older_one() -> None:
    again = signed("S3", "vera", "2025-05-12", proposal="P2", id="again")
    deal = given(*FIRST, ASKED, OWN, *SECOND, again)
    assert own_states(deal) == [("again", "signed")]


def test_the_signature_on_which_a_cell_rests_is_among_them() -> None:
    """Otto signed in vera's place; what he signed since under an id of his own is another."""
    under_hers = signed("S1", "otto", "2025-05-07", id="hers")
    his = signed("S9", "otto", "2025-05-12", proposal="P2", id="his")
    third = revised("Forty percent.", "2025-05-13"), sealed("P3", "2025-05-14")
    asks = policy("A", "2025-01-01", ({}, "legal"))
    legal = assigned("otto", "legal", until="2025-05-08")
    deal = given(asks, legal, *FIRST, ASKED, under_hers, *SECOND, his, *third)
    [cell] = row(deal)["required"]
    assert (cell["state"], cell["signed"]["record"]) == ("stale", "hers")
    assert own_states(deal) == [("hers", "stale"), ("his", "stale")]
    assert cell["signatures"] == ["hers"]


def test_a_signature_on_a_later_wording_is_shown_as_later() -> None:
    later = signed("S2", "vera", "2025-05-12", proposal="P2", id="later")
    deal = given(*FIRST, sent("P1", "2025-05-03"), ASKED, *SECOND, later)
    assert own_states(deal) == [("later", "later")]


def test_the_value_on_a_signature_is_told_from_that_of_the_term() -> None:
    worth = signed("S1", "vera", value=percent("30"), id="own")
    [own, for_her] = row(given(*FIRST, ASKED, worth, FOR_HER))["signatures"]
    assert (own["value"], own["judged"]) == (
        percent("30"),
        "Judged over a discount: 30 %, as signed.",
    )
    assert (for_her["value"], for_her["judged"]) == (
        None,
        "Judged over a discount: 22 %, as the term states.",
    )


def test_a_withdrawn_signature_on_an_older_wording_is_shown_with_the_new_one() -> None:
    """Nobody answered on the new wording: that the old answer was taken back is not silence."""
    back = withdrawn("S1", "vera", "2025-05-09", id="back")
    found = row(given(*FIRST, ASKED, OWN, back, *SECOND, asked("S3", "vera", proposal="P2")))
    [own] = found["signatures"]
    assert (own["record"], own["version"], own["state"]) == ("own", 1, "withdrawn")
    assert own["ended_by"] == "back"
    [cell] = found["required"]
    assert (cell["state"], cell["signatures"]) == ("open", ["own"])
    assert "No answer on this wording is on record. Signed by vera" in cell["sentence"]
    assert cell["sentence"].endswith(
        "That was wording 1, an older one. Withdrawn by vera, 2025-05-09."
    )


def test_a_signature_that_was_withdrawn_hides_no_older_one_that_stands() -> None:
    older = signed("S1", "vera", "2025-05-07", id="older")
    newer = signed("S2", "vera", "2025-05-12", proposal="P2", id="newer")
    back = withdrawn("S2", "vera", "2025-05-13")
    third = (revised("Forty.", "2025-05-14"), sealed("P3", "2025-05-15"))
    deal = given(*FIRST, older, *SECOND, newer, back, *third)
    assert own_states(deal) == [("older", "stale"), ("newer", "withdrawn")]


def test_an_answer_tells_of_a_withdrawn_older_signature_and_counts_it_for_nothing() -> None:
    back = withdrawn("S1", "vera", "2025-05-09", id="back")
    deal = given(*FIRST, ASKED, OWN, back, *SECOND)
    for ask in ("who", "whether"):
        answer = deal.ask({"kind": "sign_off", "ask": ask, "clauses": ["4.2"]})
        assert answer["verdict"] == "silent"
        assert "older one. Withdrawn by vera, 2025-05-09." in answer["sentence"]
        assert [each["record"] for each in answer["also_said"]] == ["own", "back"]
