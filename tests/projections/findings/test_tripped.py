"""Histories that were made to trip the rules: each speaks where it should, and is silent else."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from projections.findings.looked import Looked
from projections.findings.rules import late01
from tests.projections.findings import test_late01 as late
from tests.projections.findings import test_reg01 as reg
from tests.projections.findings import test_retr01 as retr
from tests.projections.findings import test_said as said
from tests.projections.findings import test_sign04 as sign04
from tests.projections.findings.rules import found
from tests.projections.findings.test_read01 import DEAL as READ
from tests.projections.findings.test_read01 import says
from tests.projections.given import given
from tests.records import a_clause, a_record

OPENED = (
    a_record("deal.opened", at="2025-04-01"),
    a_record("party.joined", at="2025-04-01"),
    a_record("party.joined", party="us", name="Vendor", role="seller", at="2025-04-01"),
    a_record("party.joined", party="near", name="Brightlink", role="partner", at="2025-04-01"),
)
DAY = {"effective_at": "2025-05-10"}
EVERY = (
    *("in orders:expansion", "in orders:renewal", "out beneficiaries:affiliates"),
    "in quantity:additional",
)


def priced(clause: str, *scope: str, kind: str = "discount", **more: Any) -> Record:
    """A clause with a term of prices; `from_`, `until`, `value` are the term's own."""
    own = {name.removesuffix("_"): more.pop(name) for name in ("from_", "until") if name in more}
    value = more.pop("value", {"percent": "22"})
    term = reg.term(*scope, kind=kind) | {"value": value} | own
    return a_clause(clause, **{"id": f"c-{clause}", "at": "2025-05-01", "term": term, **more})


def clarified(clause: str, term: dict[str, Any], at: str = "2025-05-04", **more: Any) -> Record:
    both = ["acme", "us"]
    return a_record(
        "terms.clarified", **{"clauses": [clause], "term": term, "agreed_by": both, "at": at} | more
    )


def duration(months: int | None = None, **more: Any) -> Record:
    value = {"months": months} if months else more.pop("value")
    return priced("9", kind="duration", value=value, **more)


# SCOPE01 and SCOPE03: what a term states is stated, also before it begins and after its end.


@pytest.mark.parametrize("period", [{"from_": "2025-07-01"}, {"until": "2025-05-05"}])
def test_what_a_term_states_is_no_silence_outside_its_period(period: dict[str, str]) -> None:
    assert found("SCOPE01", *OPENED, priced("4.2", *EVERY, **period), **DAY) == []
    named = priced("4.2", *EVERY, text="A discount for add-ons and affiliates.", **period)
    assert found("SCOPE03", *OPENED, named, **DAY) == []


def test_what_no_term_states_is_silence_in_any_period() -> None:
    [one] = found("SCOPE01", *OPENED, priced("4.2", from_="2025-07-01"), **DAY)
    assert "expansion" in one.sentence


def test_what_a_clarification_states_is_no_silence() -> None:
    agreed = clarified("4.2", reg.term(*EVERY))
    assert found("SCOPE01", *OPENED, priced("4.2"), agreed, **DAY) == []
    by_one = clarified("4.2", reg.term(*EVERY), agreed_by=["us"])
    assert len(found("SCOPE01", *OPENED, priced("4.2"), by_one, **DAY)) == 1


def test_an_item_on_another_axis_settles_nothing() -> None:
    assert len(found("SCOPE01", *OPENED, priced("4.2", "in services:expansion"), **DAY)) == 1


# SCOPE02: terms that begin later conflict already when they are signed.


def test_two_terms_that_begin_together_later_are_told_before_they_do() -> None:
    odds = (
        priced("4.2", "in orders:expansion", from_="2025-07-01"),
        priced("5", "out orders:expansion", from_="2025-07-01", document="schedule"),
    )
    [one] = found("SCOPE02", *OPENED, *odds, **DAY)
    assert one.severity == "high"


def test_one_that_follows_the_other_is_no_conflict() -> None:
    after = (
        priced("4.2", "in orders:expansion", until="2025-12-31"),
        priced("5", "out orders:expansion", from_="2026-01-01", document="schedule"),
    )
    assert found("SCOPE02", *OPENED, *after, **DAY) == []
    assert found("SCOPE02", *OPENED, *after, effective_at="2026-02-01") == []


def test_two_that_meet_for_a_while_later_conflict_then() -> None:
    meeting = (
        priced("4.2", "in orders:expansion", until="2025-12-31"),
        priced("5", "out orders:expansion", from_="2025-12-01", document="schedule"),
    )
    assert len(found("SCOPE02", *OPENED, *meeting, **DAY)) == 1


# SCOPE03: who sells is named in nearly every clause, and no price is for them.


def test_the_seller_is_no_beneficiary_that_was_left_out() -> None:
    text = "Vendor grants a discount of 22 %."
    assert found("SCOPE03", *OPENED, priced("4.2", *EVERY, text=text), **DAY) == []


def test_a_partner_who_is_named_may_be_one() -> None:
    text = "A discount of 22 % for Brightlink."
    [one] = found("SCOPE03", *OPENED, priced("4.2", *EVERY, text=text), **DAY)
    assert "Brightlink" in one.sentence or "brightlink" in one.sentence


# SCOPE04: a term is not lost where both sides agreed on one for the new wording.


def test_a_term_that_was_agreed_for_the_new_wording_is_not_lost() -> None:
    anew = a_record("clause.revised", clause="4.2", text="Shorter.", at="2025-05-03")
    assert len(found("SCOPE04", *OPENED, priced("4.2"), anew, **DAY)) == 1
    agreed = clarified("4.2", reg.term(*EVERY))
    assert found("SCOPE04", *OPENED, priced("4.2"), anew, agreed, **DAY) == []
    in_words = a_record(
        "terms.clarified", clauses=["4.2"], text="As before.", agreed_by=["acme", "us"],
        at="2025-05-04",
    )  # fmt: skip
    assert len(found("SCOPE04", *OPENED, priced("4.2"), anew, in_words, **DAY)) == 1


# TERM01: ends are compared wherever one is surely before the other.


@pytest.mark.parametrize(
    ("hold", "whole", "many"),
    [
        ({"value": {"days": 90}}, {"value": {"months": 12}}, 1),
        ({"value": {"days": 365}}, {"value": {"months": 12}}, 0),
        ({"value": {"months": 12}}, {"value": {"days": 366}}, 0),
        ({"value": {"months": 12}}, {"value": {"days": 1000}}, 1),
        ({"until": "2026-05-31"}, {"value": {"months": 36}, "from_": "2025-06-01"}, 1),
        ({"until": "2028-05-31"}, {"value": {"months": 36}, "from_": "2025-06-01"}, 0),
        ({"until": "2026-05-31"}, {"value": {"months": 36}}, 0),
        (
            {"value": {"months": 24}, "from_": "2025-06-01"},
            {"value": {"months": 36}, "until": "2028-05-31"},
            1,
        ),
    ],
)
def test_one_end_surely_before_the_other_is_told_in_any_measure(
    hold: dict[str, Any], whole: dict[str, Any], many: int
) -> None:
    told = (*OPENED, priced("4.2", kind="price_hold", **hold), duration(**whole))
    assert len(found("TERM01", *told, **DAY)) == many


def test_an_end_that_both_sides_agreed_on_is_one() -> None:
    ending = reg.term("in orders:initial") | {"until": "2028-05-31"}
    assert len(found("TERM01", *OPENED, priced("4.2"), **DAY)) == 1
    assert found("TERM01", *OPENED, priced("4.2"), clarified("4.2", ending), **DAY) == []
    other = reg.term("in orders:initial", kind="payment") | {"until": "2028-05-31"}
    assert len(found("TERM01", *OPENED, priced("4.2"), clarified("4.2", other), **DAY)) == 1


# REG01


def test_a_discount_for_whatever_is_added_goes_across_services() -> None:
    assert len(found("REG01", *reg.TOLD, reg.priced("in orders:expansion"))) == 1
    assert found("REG01", *reg.TOLD, reg.priced("out orders:expansion", "in services:one")) == []
    only_one = reg.priced("in services:suite", "out services:two")
    assert found("REG01", *reg.TOLD, only_one) == []


# RETR01: who relied on another clause did not rely on the one that is taken back.


def test_reliance_on_another_clause_makes_a_retraction_no_graver() -> None:
    told = (*retr.OFFERED[:3], a_clause("5", at="2025-05-01"), *retr.OFFERED[3:], retr.received())
    on_five = retr.relied(on={"clause": "5"})
    [one] = found("RETR01", *told, on_five, retr.retracted(clauses=["4.2"]))
    assert one.severity == "medium"
    assert "Relied on before" not in one.sentence
    assert "rely" not in {each.id for each in one.records}
    [one] = found("RETR01", *told, on_five, retr.retracted(clauses=["5"]))
    assert one.severity == "high"
    [one] = found("RETR01", *told, retr.relied(), retr.retracted(clauses=["4.2"]))
    assert one.severity == "high"


# SAID01: a copy counts as sent, a company as its people, and who passes words on says them.


def test_who_had_a_copy_was_told() -> None:
    copied = said.mail(to=["otto"], cc=["carla"])
    [one] = found("SAID01", *said.PEOPLE, said.priced(), copied)
    assert "Carla" in one.sentence
    assert "Otto" not in one.sentence
    failed = a_record("message.failed", message="M", to=["carla"], reason="Full.", at="2025-05-05")
    assert found("SAID01", *said.PEOPLE, said.priced(), copied, failed) == []


def test_a_company_that_was_written_to_was_told() -> None:
    assert len(found("SAID01", *said.PEOPLE, said.priced(), said.mail(to=["acme"]))) == 1


def test_what_our_own_people_add_when_they_pass_words_on_was_said_by_us() -> None:
    inside = said.mail("See the offer.", to=["rep"], actor="otto")
    passed = a_record(
        "message.relayed", id="relay", actor="rep", message="M2", of="M", to=["carla"],
        adds="All add-ons are included.", at="2025-05-06",
    )  # fmt: skip
    [one] = found("SAID01", *said.PEOPLE, said.priced(), inside, passed)
    assert [each.id for each in one.records] == ["relay"]
    assert "All add-ons are included." in one.sentence
    assert found("SAID01", *said.PEOPLE, said.priced("in expansion"), inside, passed) == []
    assert found("SAID02", *said.PEOPLE, said.priced(), inside, passed) == []


@pytest.mark.parametrize("period", [{"from": "2025-07-01"}, {"until": "2025-05-05"}])
def test_what_is_written_for_another_time_is_written(period: dict[str, str]) -> None:
    scope = [{"axis": "orders", "item": "expansion", "state": "in"}]
    term = {"kind": "discount", "value": {"percent": "22"}, "scope": scope, **period}
    written = a_clause("4.2", id="c", term=term, at="2025-05-01")
    assert found("SAID01", *said.PEOPLE, written, said.stated(), **DAY) == []
    assert len(found("SAID01", *said.PEOPLE, written, said.stated("out"), **DAY)) == 1


# SAID02 and SAID03: what reached nobody on the other side was told to nobody there.


def relayed(**more: Any) -> Record:
    fields = {"id": "relay", "actor": "pia", "message": "M2", "of": "M", "to": ["carla"]}
    adds = {"adds": "all future services included", "at": "2025-05-06"}
    return a_record("message.relayed", **{**fields, **adds, **more})


FAILED = a_record("message.failed", message="M2", to=["carla"], reason="Full.", at="2025-05-06")
SIGNED_ALL = a_record(
    "agreement.executed", agreement="A1", proposal="P1", entire_agreement_clause="12",
    at="2025-05-20",
)  # fmt: skip
TWELVE = a_clause("12", text="This is all.", at="2025-05-01")
SEALED = a_record("proposal.sealed", at="2025-05-03")


def test_what_a_partner_told_us_was_told_to_no_client() -> None:
    told = (*said.PEOPLE, said.priced(), said.mail("The offer.", to=["pia"]))
    assert found("SAID02", *told, relayed(to=["rep"])) == []
    assert len(found("SAID02", *told, relayed(to=["rep", "carla"]))) == 1


def test_a_relay_that_failed_reached_nobody() -> None:
    told = (
        *said.PEOPLE,
        said.priced(),
        TWELVE,
        SEALED,
        said.mail("The offer.", to=["pia"]),
        relayed(),
    )
    assert len(found("SAID02", *told)) == 1
    assert found("SAID02", *told, FAILED) == []
    assert len(found("SAID03", *told, SIGNED_ALL)) == 1
    assert found("SAID03", *told, FAILED, SIGNED_ALL) == []


# SIGN04: a policy that says the same is no other policy.


def test_a_policy_that_is_published_again_changes_nothing() -> None:
    renamed = sign04.rules("new", "2025-05-05", "50")
    assert found("SIGN04", *sign04.TOLD, renamed) == []


# READ01: what was said of words that stand nowhere any more is past.


def test_of_a_wording_that_nothing_holds_any_more_nobody_differs() -> None:
    differing = (says("ana", "in", "2025-05-17"), says("vera", "out", "2025-05-17"))
    revised = a_record("clause.revised", clause="4.2", text="For all.", at="2025-05-18")
    assert len(found("READ01", *READ, *differing)) == 1
    assert found("READ01", *READ, *differing, revised) == []
    sealed = a_record("proposal.sealed", at="2025-05-17")
    sent = a_record("proposal.sent", at="2025-05-17")
    assert len(found("READ01", *READ, sealed, sent, *differing, revised)) == 1


def test_what_both_sides_agreed_on_since_settles_what_people_said() -> None:
    differing = (says("ana", "in", "2025-05-17"), says("vera", "out", "2025-05-17"))
    scope = [{"axis": "orders", "item": "expansion", "state": "in"}]
    agreed = a_record(
        "terms.clarified", clauses=["4.2"], agreed_by=["acme", "seller"], at="2025-05-19",
        term={"kind": "discount", "scope": scope},
    )  # fmt: skip
    assert found("READ01", *READ, *differing, agreed) == []
    again = says("vera", "out", "2025-05-20")
    assert len(found("READ01", *READ, *differing, agreed, again)) == 1


# LATE01: an amendment, a clarification and the order of documents carry verdicts, too.


def test_a_clarification_recorded_after_the_dispute_is_told() -> None:
    parties = (
        a_record("deal.opened", at="2025-05-01", source=late.by("2025-05-01")),
        a_record("party.joined", at="2025-05-01", source=late.by("2025-05-01")),
        a_record(
            "party.joined", party="us", name="We", role="seller", at="2025-05-01",
            source=late.by("2025-05-01"),
        ),
    )  # fmt: skip
    agreed = clarified(
        "4.2", reg.term(*EVERY), "2025-05-20", id="agreed", source=late.by("2025-06-09")
    )
    told = given(*parties, late.clause(), late.SEALED, late.DISPUTE, agreed)
    assert [each.id for one in late.found(told) for each in one.records] == ["agreed"]


def test_an_amendment_and_a_precedence_recorded_late_are_told() -> None:
    of = {"source": late.by("2025-05-12")}
    told = given(
        late.clause(),
        late.SEALED,
        a_record("clause.revised", text="B.", at="2025-05-03", source=late.by("2025-05-03")),
        a_record("proposal.sealed", id="am", proposal="P2", amends="P1", at="2025-05-04", **of),
        a_record("proposal.accepted", id="y1", proposal="P1", by="acme", at="2025-05-05", **of),
        a_record("proposal.accepted", id="y2", proposal="P2", by="acme", at="2025-05-06", **of),
        a_record("precedence.stated", id="order", order=["order"], at="2025-05-05", **of),
    )
    looked = Looked(told.known())
    records = {each.id for one in late01.find(looked) for each in one.records}
    assert {"am", "y1", "y2", "order"} <= records
