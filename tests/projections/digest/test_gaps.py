"""Who of the house has a gap, and what is in it."""

from __future__ import annotations

import pytest

from projections.digest import NotOfTheHouse, digest, digest_of
from tests.projections.answers.packs import NOW, story
from tests.projections.digest.telling import HOUSE, displayed, everybody, to_vera, told
from tests.projections.given import given
from tests.projections.offers import party
from tests.projections.signing import assigned, clause, percent, revised, sealed, sent, term, usd
from tests.records import a_record

SEEN = (clause(text="Ten."), displayed("4.2", "2025-05-02"))


def changes(found: dict[str, object]) -> list[tuple[str, str, int | None, int | None]]:
    every = found["changes"]
    assert isinstance(every, list)
    return [(e["clause"], e["change"], e["seen_version"], e["version"]) for e in every]


def test_whoever_saw_what_stands_has_no_gap() -> None:
    assert to_vera(*SEEN) is None
    assert everybody(*SEEN) == ["rep"]


def test_a_wording_that_came_after_they_last_saw_one_is_a_change() -> None:
    found = told(*SEEN, revised("Twelve.", "2025-05-03"))
    assert changes(found) == [("4.2", "reworded", 1, 2)]
    assert found["last"]["record"] == "shown-vera-4.2-1"
    assert found["about"] == [{"clause": "4.2", "version": 2}]


def test_one_that_came_before_is_told_beside_it_and_not_as_a_change() -> None:
    two = clause("5", at="2025-05-01")
    assert to_vera(*SEEN, two) is None
    found = told(*SEEN, two, clause("6", at="2025-05-04"))
    assert changes(found) == [("6", "added", None, 1)]
    assert found["older"] == (
        "Not newer, or not surely, and not before you on any record either: clause 5 (wording 1)."
    )


def test_of_what_may_have_come_before_nobody_says_that_it_came_after() -> None:
    assert to_vera(*SEEN, clause("5", at={"from": "2025-05-01", "to": "2025-05-09"})) is None


def test_a_clause_that_they_had_and_that_is_gone_is_a_change() -> None:
    gone = a_record("clause.removed", clause="4.2", at="2025-05-04", id="gone")
    found = told(*SEEN, gone)
    assert changes(found) == [("4.2", "removed", 1, None)]
    assert found["about"] == [{"clause": "4.2", "version": 1}]
    other = (clause("5"), a_record("clause.removed", clause="5", at="2025-05-04", id="other"))
    assert to_vera(*SEEN, *other) is None


def test_whoever_never_had_terms_is_told_all_that_stands_and_that_it_is_so() -> None:
    found = told(clause(), clause("5"))
    assert changes(found) == [("4.2", "standing", None, 1), ("5", "standing", None, 1)]
    assert found["last"] is None
    assert found["since"].startswith("No record shows that you opened terms of this deal")


def test_that_they_were_sent_it_or_signed_it_closes_no_gap_and_opening_does() -> None:
    later = revised("Twelve.", "2025-05-03")
    mail = a_record("message.sent", message="M", to=["vera"], about=[{"clause": "4.2"}],
                    at="2025-05-04")  # fmt: skip
    sign = (sealed("P1", "2025-05-04"), a_record("sign_off.granted", actor="vera", at="2025-05-05"))
    assert to_vera(*SEEN, later, mail, *sign)
    opened = a_record("message.opened", message="M", by="vera", at="2025-05-06")
    assert to_vera(*SEEN, later, mail, opened) is None


def test_the_most_money_comes_first_by_the_old_or_the_new_wording() -> None:
    shown = (clause("1", term=term("price", usd("9.00"))), displayed("1", "2025-05-02"))
    then = {"at": "2025-05-03"}
    found = told(
        *shown,
        clause("2", term=term("price", usd("5.00")), **then),
        clause("3", term=term("discount", percent("22")), **then),
        clause("4", term=term("payment"), **then),
        a_record("clause.revised", clause="1", text="Free.", **then),
    )
    assert [each["clause"] for each in found["changes"]] == ["1", "2", "3", "4"]


def test_the_governing_text_stands_and_so_do_the_drafts_beside_it() -> None:
    offer, later = (sealed("P1", "2025-05-04"), sent("P1", "2025-05-05")), revised
    found = told(*SEEN, *offer, later("Twelve.", "2025-05-06"))
    assert "(wording 2, in the drafts)" in found["lines"][0]
    found = told(*SEEN, later("Twelve.", "2025-05-03"), *offer, later("Nine.", "2025-05-06"))
    assert [each["version"] for each in found["changes"]] == [2, 3]
    assert "(wording 2, in the governing text)" in found["lines"][0]


@pytest.mark.parametrize(
    "records",
    [
        (party("them", "client"), assigned("carla", "client_contact", party="them")),
        (party("them", "partner"), assigned("carla", "sales", party="them")),
        (party("them", "other"), assigned("carla", "sales", party="them")),
        (assigned("carla", "sales", party="nobody-joined"),),
        (assigned("carla", "sales", until="2025-06-01"),),
        (
            party("them", "client"),
            assigned("carla", "sales"),
            assigned("c.2", "client_contact", party="them"),
            a_record("person.identified", person="carla", same_as="c.2", deal=None),
        ),
        (),
    ],
)
def test_who_is_not_of_the_house_gets_none(records: tuple[object, ...]) -> None:
    deal = given(*HOUSE, clause(), *records).known(role="reader")  # type: ignore[arg-type]
    assert [each["person"] for each in digest(deal)["digests"]] == ["vera", "rep"]
    with pytest.raises(NotOfTheHouse):
        digest_of(deal, "carla")


def test_in_the_story_the_vp_has_a_gap_before_the_offer_goes_out_and_comes_first() -> None:
    [first, *others] = digest(story().known("2025-05-09", now=NOW, role="reader"))["digests"]
    assert (first["person"], first["needed"]) == ("vp-sales", True)
    assert first["last"]["record"] == "story-09"
    assert first["about"] == [{"clause": "4.2", "version": 1}]
    assert (
        "signed S2 of P7 for you (record story-17b): clause 4.2 (wording 1)." in first["asked"][0]
    )
    assert [each["person"] for each in others] == ["deputy", "engineer"]


def test_what_is_privileged_is_told_to_nobody() -> None:
    secret = clause("9", at="2025-05-03", text="SECRET", privilege="attorney_client")
    assert to_vera(*SEEN, secret) is None
    found = digest(given(*HOUSE, *SEEN, secret).known(role="reader"))
    assert "SECRET" not in str(found)
    assert found["withheld"] == 1


def test_the_same_basis_gives_the_same_digest() -> None:
    one, other = (digest(story().known("2025-05-09", now=NOW, role="reader")) for _ in range(2))
    assert one == other
