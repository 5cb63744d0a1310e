"""READ01: people say different things of what one wording is meant for."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from tests.projections.findings.rules import opened, settled, settling
from tests.projections.given import given
from tests.projections.offers import person
from tests.records import a_clause, a_record

EXPANSION = {"axis": "orders", "item": "expansion"}
DEAL = (
    a_record("deal.opened"),
    a_record("party.joined", party="seller", name="Seller", role="seller"),
    a_record("party.joined"),
    person("ana", "seller"),
    person("vera", "seller"),
    person("carla", "acme"),
    a_clause(),
)


def says(actor: str, state: str | None, day: str = "2025-05-17", **more: Any) -> Record:
    scope = [{**EXPANSION, "state": state}] if state else []
    fields = {"words": "Yes.", "form": "written", "about": [{"clause": "4.2", "version": 1}]}
    number = f"{actor}-{day}-{state}"
    given = fields | {"statement": number, "scope": scope} | more
    return a_record("statement.made", id=number, at=day, actor=actor, **given)


def test_one_says_in_and_another_out() -> None:
    [found] = opened("READ01", *DEAL, says("ana", "in"), says("vera", "out"))
    assert found["severity"] == "medium"
    assert [each["person"] for each in found["persons"]] == ["ana", "vera"]
    assert (
        "ana said 2025-05-17 that it is in and vera said 2025-05-17 that it is out"
        in (found["sentence"])
    )


def test_across_the_sides_it_is_grave() -> None:
    [found] = opened("READ01", *DEAL, says("ana", "in"), says("carla", "out"))
    assert found["severity"] == "high"


def test_who_agrees_who_is_not_sure_and_what_is_only_remembered_differ_from_nobody() -> None:
    others = (
        says("vera", "in"),
        says("carla", None),
        says("carla", "out", form="recollection", day="2025-05-18"),
    )
    assert opened("READ01", *DEAL, says("ana", "in"), *others) == []


def test_what_somebody_said_last_counts() -> None:
    anew = says("vera", "in", "2025-05-18")
    assert opened("READ01", *DEAL, says("ana", "in"), says("vera", "out"), anew) == []


def test_of_another_wording_it_is_another_question() -> None:
    revised = a_record("clause.revised")
    other = says("vera", "out", about=[{"clause": "4.2", "version": 2}])
    assert opened("READ01", *DEAL, revised, says("ana", "in"), other) == []


def test_it_is_settled_and_opened_again_by_another_answer() -> None:
    told = (*DEAL, says("ana", "in"), says("vera", "out"))
    [found] = opened("READ01", *told)
    by = settling(found)
    assert opened("READ01", *told, by) == []
    assert len(settled("READ01", *told, by)) == 1
    assert len(opened("READ01", *told, by, says("carla", "out"))) == 1


def test_agreeing_answers_stand_in_the_answer_and_make_no_term() -> None:
    answers = says("ana", "in"), says("carla", "in")
    found = given(*DEAL, *answers).ask("Was the discount meant to cover expansion services?")
    assert found["verdict"] == "silent"
    assert all(each.id in str(found) for each in answers)
    assert opened("READ01", *DEAL, *answers) == []
