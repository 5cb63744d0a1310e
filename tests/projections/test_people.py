"""Who is who: identified ids, parties, and ids that look alike."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from projections.people import People, look_alikes, people_of
from tests.projections.given import given
from tests.projections.known import message, person
from tests.records import a_clause, a_record


def same(one: str, other: str, **more: object) -> Record:
    return a_record("person.identified", person=one, same_as=other, **more)


def people(*records: Record, **times: Any) -> People:
    return people_of(given(a_clause(), *records).known(**times))


def test_two_ids_are_one_human_once_somebody_has_said_so() -> None:
    found = people(same("ana", "a.weber"))
    assert found.canonical("ana") == found.canonical("a.weber")
    assert found.aliases("ana") == ("a.weber", "ana")
    before = people(same("ana", "a.weber"), known_at=1)
    assert before.aliases("ana") == ("ana",)


def test_when_it_was_said_in_the_world_does_not_matter() -> None:
    found = people(same("ana", "a.weber", at="2026-03-01"), effective_at="2025-01-01")
    assert found.canonical("ana") == "a.weber"


def test_one_human_may_have_many_ids() -> None:
    found = people(same("ana", "a.weber"), same("w.ana", "ana@acme"), same("ana", "w.ana"))
    assert found.aliases("ana@acme") == ("a.weber", "ana", "ana@acme", "w.ana")
    assert len(found.identified_by("w.ana")) == 3
    assert found.identified_by("vera") == ()


def test_the_id_of_the_participant_stands_for_the_human() -> None:
    found = people(same("ana", "a.weber"), person("w.ana", "Ana"), same("w.ana", "ana"))
    assert found.aliases("ana") == ("w.ana", "a.weber", "ana")


def test_to_be_the_same_as_oneself_changes_nothing() -> None:
    assert people(same("ana", "ana")).aliases("ana") == ("ana",)


def test_a_party_or_a_system_is_no_person_and_is_never_joined() -> None:
    party = a_record("party.joined", party="acme")
    found = people(party, same("acme", "ana"), same("system:crm", "ana"))
    assert not found.is_person("acme")
    assert not found.is_person("system:crm")
    assert found.is_person("ana")
    assert found.aliases("ana") == ("ana",)
    assert found.human("acme") is None


def test_an_id_that_nobody_introduced_is_a_person_unless_it_stands_where_only_a_party_can() -> None:
    via = a_record("proposal.sent", to=["carla"], via="agent")
    assigned = person("vera", "Vera", party="us")
    found = people(via, assigned)
    assert [found.is_person(id_) for id_ in ("carla", "agent", "us")] == [True, False, False]


def alike(*ids: str, names: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
    assigned = [person(id_, name, actor="system:crm") for id_, name in (names or {}).items()]
    records = [message(message=f"M{n}", to=[id_]) for n, id_ in enumerate(ids)]
    deal = given(a_clause(actor="system:crm"), *assigned, *records).known()
    found = look_alikes(deal, people_of(deal))
    return [(each.one, each.other, each.why) for each in found]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("a.weber", "anna.weber@acme.example", "initial"),
        ("anna.weber", "anna.weber@acme.example", "same_parts"),
        ("anna-weber", "weber.anna", "same_parts"),
        ("Anna.Weber", "anna_weber", "same_parts"),
        ("anna.weber@acme.example", "anna.weber@mail.example", "same_parts"),
        ("vera", "vera@acme.example", "same_parts"),
        ("Vera", "vera", "same_parts"),
    ],
)
def test_ids_with_the_same_parts_look_alike(one: str, other: str, why: str) -> None:
    assert alike(one, other) == [(one, other, why)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a.weber", "b.weber"),
        ("a.weber", "anna.webern"),
        ("anna.weber", "anna.weber2"),
        ("anna.weber", "anna.maria.weber"),
        ("aweber", "anna.weber"),
        ("info@acme.example", "info@agent.example"),
        ("team-1-2", "team-2-1"),
        ("p-1", "p-2"),
        ("jo", "jo@acme.example"),
        ("17", "17@acme.example"),
        ("vera", "vera.lund"),
    ],
)
def test_less_than_that_is_not_alike(one: str, other: str) -> None:
    assert alike(one, other) == []


def test_names_of_participants_count_as_their_spelling() -> None:
    assert alike(names={"p-17": "Ana Weber", "x-9": "ana  weber"}) == [("p-17", "x-9", "same_name")]
    assert alike("a.weber", names={"p-17": "Ana Weber"}) == [("a.weber", "p-17", "initial")]
    assert alike("jm.muller", "muller.jm@x", names={"u-1": "JM Müller"})[0][2] == "same_parts"


def test_who_is_identified_looks_alike_no_more() -> None:
    records = (message(to=["a.weber", "anna.weber"]), same("a.weber", "anna.weber"))
    deal = given(a_clause(), *records).known()
    assert look_alikes(deal, people_of(deal)) == ()
    before = given(a_clause(), *records).known(known_at=2)
    [pair] = look_alikes(before, people_of(before))
    assert (pair.one, pair.other) == ("a.weber", "anna.weber")


def test_parties_and_systems_look_like_nobody() -> None:
    party = a_record("party.joined", party="anna.weber")
    deal = given(a_clause(actor="system:a.weber"), party, message(to=["a.weber"])).known()
    assert look_alikes(deal, people_of(deal)) == ()


def test_who_was_erased_looks_like_nobody() -> None:
    names = {"erased.9efce2aa0855c5e0": "[erased]", "erased.687c73f0752694c5": "[erased]"}
    assert alike(*names, "ana", "bo", names={**names, "ana": "[erased]", "bo": "[erased]"}) == []
