"""The kind `communication`: who was told what, and what does not count as told."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.answers.told import cited, mentions, pack, told
from tests.projections.given import Given, given, records
from tests.projections.offers import PEOPLE, offer
from tests.records import a_clause, a_record

EXPANSION = [{"axis": "orders", "item": "expansion"}]
WASHING = [{"axis": "services", "item": "washing"}]
ITEMS = (
    a_record("catalogue.item_defined", id="i1", item="washing", name="Panel washing"),
    a_record("catalogue.item_defined", id="i2", item="panels", name="Panels"),
)


def deal(*then: Record) -> Given:
    return given(*ITEMS, *PEOPLE, *then)


def asked(*then: Record, times: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    question = {"kind": "communication", "items": WASHING, "state": "out", **more}
    return deal(*then).ask({k: v for k, v in question.items() if v is not None}, **(times or {}))


def message(words: str | None = "Panel washing is not included.", **more: Any) -> Record:
    fields = {"id": "msg", "at": "2025-05-05T10:00Z", "words": words} | more
    return a_record("message.sent", **fields)


def statement(words: str, **more: Any) -> Record:
    fields = {"id": "st", "statement": "ST1", "at": "2025-05-05T11:00Z", "to": ["carla"],
              "about": [{"topic": "price"}], "form": "recorded"}  # fmt: skip
    return a_record("statement.made", words=words, **(fields | more))


def relay(**more: Any) -> Record:
    fields = {"id": "rel", "message": "M2", "of": "M1", "to": ["carla"], "actor": "paul",
              "at": "2025-05-06T10:00Z"}  # fmt: skip
    return a_record("message.relayed", **(fields | more))


def clause(state: str | None, text: str = "As in Schedule A.") -> Record:
    scope = [{"axis": "services", "item": "washing", "state": state, "words": "as is"}]
    term = {"kind": "price", "scope": scope} if state else None
    return a_clause("4.2", id="cl", at="2025-05-02", text=text, **({"term": term} if term else {}))


SEAL = a_record("proposal.sealed", id="seal", proposal="P1", at="2025-05-03")


# The story and the packs.


def test_the_client_was_told_the_opposite_in_the_story() -> None:
    answer = told().ask("communication", items=EXPANSION, state="out", to=["northcare"])
    assert answer["verdict"] == "silent"
    assert cited(answer, "opposes") == ["story-11", "story-18a", "story-20a"]
    assert cited(answer, "also_said") == ["story-10", "story-18b", "story-22"]
    assert "They were told the opposite: In P7, clause 4.2 (wording 1" in answer["sentence"]


def test_what_was_promised_to_the_client_in_the_story() -> None:
    answer = told().ask("communication", ask="what", to=["northcare"])
    assert answer["verdict"] == "stated"
    assert set(cited(answer, "supports")) >= {"story-11", "story-10", "story-20a"}
    assert cited(answer, "opposes") == ["story-22", "story-23"]
    said = ("all future services included", "You get the same price for anything you add.",
            "Said, and not written, to the partner only", "clause 4.2")  # fmt: skip
    assert [words for words in said if words not in answer["sentence"]] == []


def test_the_pack_is_answered_as_it_says() -> None:
    solar = pack("20-solar-relay", "s20-altamira")
    promised = solar.ask("communication", ask="what", items=EXPANSION, to=["s20.altamira"])
    assert (promised["verdict"], cited(promised, "supports")) == ("stated", ["s20.st1"])
    assert mentions(promised, ["Lourdes Peña"]) == []
    added = solar.ask("communication", ask="relay")
    assert (added["verdict"], cited(added, "supports")) == ("stated", ["s20.rel1"])
    assert "added “washing is free”" in added["sentence"]
    washing = [{"axis": "services", "item": "s20.wash"}]
    for to, by in ((["s20.altamira"], []), (["s20.elsa", "s20.hugo"], ["s20.helio"])):
        silent = solar.ask("communication", items=washing, state="out", to=to, by=by)
        assert (silent["verdict"], cited(silent, "supports", "opposes")) == ("silent", [])
        assert cited(silent, "also_said") == ["s20.m3"]
        assert "Inside the house only" in silent["sentence"]


# What counts.


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        (message(), "yes"),
        (message(to=["acme"]), "yes"),
        (message(to=["paul"], cc=["carla"]), "yes"),
        (message("Panel washing starts in May."), "silent"),
        (message("Panel washing is included."), "silent"),
        (message("Washing is not included."), "silent"),
        (message(None), "silent"),
        (message(to=["paul"]), "silent"),
        (message(to=["vera"]), "silent"),
        (message(to=["nobody"]), "silent"),
        (message(actor="carla", to=["otto"]), "silent"),
        (message(actor="paul"), "silent"),
        (message(actor="somebody"), "yes"),
        (statement("Panel washing is not included."), "yes"),
        (statement("No.", scope=[{"axis": "services", "item": "washing", "state": "out"}]), "yes"),
        (
            statement("No.", scope=[{"axis": "services", "item": "washing", "state": "in"}]),
            "silent",
        ),
        (statement("Panel washing is not included.", to=[]), "silent"),
    ],
)
def test_words_to_the_client_say_it_or_they_do_not(told: Record, verdict: str) -> None:
    answer = asked(told)
    assert answer["verdict"] == verdict
    assert records(answer["supports"]) == ([told.id] if verdict == "yes" else [])


def test_the_opposite_opposes_and_no_direction_stands_beside() -> None:
    answer = asked(message("Panel washing is included."), statement("Panel washing starts in May."))
    assert (records(answer["opposes"]), records(answer["also_said"])) == (["msg"], ["st"])
    assert "saying neither in nor out: ana said" in answer["sentence"]


def test_what_names_it_is_enough_where_no_state_is_asked_about() -> None:
    assert asked(message("Panel washing starts in May."), state=None)["verdict"] == "yes"


def test_free_words_are_looked_for_as_they_are() -> None:
    more: dict[str, Any] = {"items": None, "words": "roof leaks"}
    assert asked(message("Roof leaks are not covered."), **more)["verdict"] == "yes"
    assert asked(message("Leaks are not covered."), **more)["verdict"] == "silent"


def test_a_clause_that_was_talked_about() -> None:
    more: dict[str, Any] = {"items": None, "state": None, "clauses": ["4.2"]}
    about = message("Please look.", about=[{"clause": "4.2"}])
    assert asked(clause(None), about, **more)["verdict"] == "yes"
    assert asked(clause(None), message("Please look."), **more)["verdict"] == "silent"


@pytest.mark.parametrize(
    ("then", "verdict"),
    [
        ((), "silent"),
        ((offer("sent", "2025-05-06T09:00Z", id="sent"),), "yes"),
        ((offer("sent", "2025-05-06T09:00Z", id="sent", to=["paul"]),), "silent"),
        (
            (
                offer("sent", "2025-05-06T09:00Z", id="sent", to=["paul"]),
                offer("received", "2025-05-06T10:00Z", id="recv"),
            ),
            "yes",
        ),
        ((offer("received", "2025-05-06T10:00Z", id="recv"),), "silent"),
    ],
)
def test_a_clause_is_told_to_whom_its_proposal_reached(
    then: tuple[Record, ...], verdict: str
) -> None:
    for text in (clause("out"), clause(None, "Panel washing is not included.")):
        answer = asked(text, SEAL, *then)
        assert answer["verdict"] == verdict
        if verdict == "yes":
            assert answer["supports"][0]["clause"] == "4.2"
            assert records(answer["supports"])[0] == "cl"


def test_what_did_not_arrive_does_not_count_until_it_was_received() -> None:
    failed = a_record("message.failed", id="fail", message="M1", to=["carla"], reason="unknown",
                      at="2025-05-05T10:01Z")  # fmt: skip
    answer = asked(message(), failed)
    assert answer["verdict"] == "silent"
    assert records(answer["also_said"]) == ["msg", "fail"]
    assert "It did not arrive" in answer["sentence"]
    received = a_record("message.received", by="carla", at="2025-05-05T12:00Z")
    assert asked(message(), failed, received)["verdict"] == "yes"
    assert asked(message(to=["carla", "otto"]), failed)["verdict"] == "yes"
    assert asked(message(to=["carla", "otto"]), failed, to=["carla"])["verdict"] == "silent"


def test_a_clarification_is_told_to_who_agreed_to_it() -> None:
    scope = [{"axis": "services", "item": "washing", "state": "out"}]
    fields = {"id": "clar", "clauses": ["4.2"], "agreed_by": ["acme", "vendor"]}
    by_term = a_record("terms.clarified", term={"kind": "price", "scope": scope}, **fields)
    in_words = a_record("terms.clarified", text="Panel washing is not included.", **fields)
    for clarified in (by_term, in_words):
        assert asked(clause(None), clarified)["verdict"] == "yes"
    ours = a_record("terms.clarified", text="x", **(fields | {"agreed_by": ["vendor"]}))
    assert asked(clause(None), ours)["verdict"] == "silent"


def test_a_person_is_not_told_by_what_went_to_the_party() -> None:
    assert asked(message(to=["acme"]), to=["carla"])["verdict"] == "silent"
    assert asked(message(), to=["carla"])["verdict"] == "yes"
    assert asked(message(), to=["otto"])["verdict"] == "silent"


def test_of_several_who_are_named_each_that_was_not_told_is_named() -> None:
    answer = asked(message(to=["carla"]), to=["carla", "otto"])
    assert answer["verdict"] == "partly"
    assert "carla was told that the offer excludes Panel washing; " in answer["sentence"]
    assert "no words on record to otto say that" in answer["sentence"]
    assert records(answer["supports"]) == ["msg"]
    both = asked(message(to=["carla", "otto"]), to=["carla", "otto"])
    assert both["verdict"] == "yes"
    assert "carla and otto were told that" in both["sentence"]
    none = asked(to=["carla", "otto"])
    assert none["verdict"] == "silent"
    assert "to carla or otto, and no clause" in none["sentence"]


def test_by_whom_it_was_said_may_be_asked() -> None:
    assert asked(message(), by=["vendor"])["verdict"] == "yes"
    assert asked(message(), by=["vera"])["verdict"] == "silent"
    assert asked(message(actor="paul"), by=["brightlink"])["verdict"] == "yes"


# Relays.


def test_what_a_relay_passes_on_counts_and_what_it_adds_is_the_partners_own() -> None:
    to_partner = message(to=["paul"])
    assert asked(to_partner, relay())["verdict"] == "yes"
    assert asked(to_partner, relay(words="Panel washing is not included."))["verdict"] == "yes"
    other = asked(to_partner, relay(words="All is as in the offer."))
    assert other["verdict"] == "silent"
    assert "Passed on, in words that do not say it" in other["sentence"]
    left_out = asked(to_partner, relay(omits="panel washing is not included"))
    assert left_out["verdict"] == "silent"
    assert "Left out by who passed it on" in left_out["sentence"]
    added = relay(adds="panel washing is free")
    assert records(asked(to_partner, added)["opposes"]) == ["rel"]
    included = asked(to_partner, added, state="in")
    assert (included["verdict"], records(included["supports"])) == ("silent", ["rel"])


def test_what_a_relay_changed_is_stated_or_silent() -> None:
    more: dict[str, Any] = {"ask": "relay", "items": None, "state": None}
    assert asked(message(), relay(), **more)["verdict"] == "silent"
    changed = asked(message(), relay(adds="washing is free", omits="the deadline"), **more)
    assert changed["verdict"] == "stated"
    assert "paul added “washing is free” and left out “the deadline”" in changed["sentence"]
    assert (records(changed["supports"]), records(changed["also_said"])) == (["rel"], ["msg"])
    assert asked(message(), relay(adds="x"), by=["ana"], **more)["verdict"] == "silent"


# What was told.


def test_what_is_written_and_what_is_only_said_are_told_apart() -> None:
    more: dict[str, Any] = {"ask": "what", "items": None, "state": None}
    sent = offer("sent", "2025-05-06T09:00Z", id="sent")
    answer = asked(clause("in"), SEAL, sent, statement("Roofs are free."), **more)
    assert answer["verdict"] == "stated"
    assert records(answer["supports"]) == ["cl", "sent", "st"]
    assert "Said, and not written in these words in P1: ana said" in answer["sentence"]
    assert asked(**more)["verdict"] == "silent"


def test_several_items_are_told_all_or_in_part() -> None:
    both = [*WASHING, {"axis": "services", "item": "panels"}]
    one = message()
    other = message("Panels are not included.", id="msg2", message="M9")
    assert asked(one, items=both)["verdict"] == "partly"
    assert asked(one, other, items=both)["verdict"] == "yes"
    assert asked(items=both)["verdict"] == "silent"


def test_what_is_not_shown_is_said_with_what_reported() -> None:
    crm = a_record("source.connected", id="crm", system="crm", channel="crm", at="2025-05-01")
    answer = asked(crm, message(None))
    first, second = answer["not_shown"]
    assert (first["looked_for"], second["looked_for"]) == ("told", "words")
    assert "Systems that reported: crm." in first["sentence"]
    assert second["records"] == ["msg"]


def test_an_empty_deal_and_a_reader_are_answered_honestly() -> None:
    empty = given(PEOPLE[0]).ask({"kind": "communication"})
    assert empty["verdict"] == "silent"
    hidden = asked(message(privilege="attorney_client"), times={"role": "reader"})
    assert (hidden["verdict"], hidden["withheld"]) == ("silent", 1)
