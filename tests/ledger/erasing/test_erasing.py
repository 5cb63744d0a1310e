"""An erasure takes what is about a person, and leaves every proof whole."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest

from domain.record import ORGANISATION
from ledger.application import Ledger
from ledger.erasing.plan import ReasonNamesThem
from ledger.erasing.whom import PartyNotPerson, PersonNotOnRecord
from ledger.mapper import NewEntry
from ledger.verifying import verify
from projections.facts import facts_of
from tests.databases import a_ledger, rows
from tests.ledger.erasing.erasing import REASON, VALUES, House
from tests.records import BY, a_record


def told(ledger: Ledger, deal: str = "D-1") -> dict[str, dict[str, Any]]:
    """What the entries of a deal say, by the id that each gives, or its type."""
    found = {}
    for entry in ledger.entries(deal):
        sent = entry.record.as_sent()
        first = next(iter(sent["data"].values()), "")
        found[first if isinstance(first, str) else entry.event.stored_as] = sent
    return found


def test_nothing_of_the_person_is_found_afterwards(house: House) -> None:
    assert {each.value for each in house.found()} == {*range(1, len(VALUES) + 1)}
    house.erase()
    assert house.found() == []


def test_every_proof_holds_and_no_byte_has_changed(house: House) -> None:
    before = [(row.state, row.leaf) for row in house.ledger.stored()]
    house.erase()
    report = verify(house.ledger, lambda done, total: None)
    assert report.holds
    assert report.undisclosed > 0
    assert [(row.state, row.leaf) for row in house.ledger.stored()][: len(before)] == before


def test_erased_stands_in_the_place_of_every_value_that_went(house: House) -> None:
    told(house.ledger)  # as it is remembered before
    house.erase()
    found = told(house.ledger)
    assert found["M1"]["data"]["words"] == "[erased]"
    assert found["M3"]["data"]["adds"] == "[erased]"
    assert found["M3"]["data"]["omits"] == "Nothing."
    assert found["ME1"]["data"]["notes"] == "[erased]"
    assert found["DO1"]["data"]["name"] == "[erased]"
    assert found["crm"]["data"]["value"] == "[erased]"


def test_what_is_about_nobody_stays(house: House) -> None:
    before = told(house.ledger)["M2"], told(house.ledger, "D-2")
    house.erase()
    assert (told(house.ledger)["M2"], told(house.ledger, "D-2")) == before


def test_the_person_stands_as_erased_everywhere_and_still_as_one(house: House) -> None:
    house.erase()
    found = told(house.ledger)
    [to] = found["M1"]["data"]["to"]
    assert to.startswith("erased.")
    assert found["ST1"]["actor"] == to
    assert found["ST1"]["data"]["words"] == "We agree."
    names = [
        each.record.as_sent()["data"]["name"]
        for each in house.ledger.entries("D-1")
        if each.event.stored_as == "participant.assigned"
    ]
    assert names == ["[erased]", "Ana Weber"]


def test_digests_of_what_is_kept_elsewhere_go_with_the_words(house: House) -> None:
    house.erase()
    found = told(house.ledger)
    assert "sha256" not in found["M4"]["data"]
    assert "sha256" not in found["M4"]["evidence"]
    # What a document was is its digest: without it the record would say nothing.
    assert found["DO1"]["data"]["sha256"] == "a" * 64


def test_what_they_said_goes_too_when_it_is_asked_for(house: House) -> None:
    house.erase(words=True)
    assert told(house.ledger)["ST1"]["data"]["words"] == "[erased]"


def test_it_is_recorded_by_kinds_and_numbers_and_never_who(house: House) -> None:
    done = house.erase()
    entry = house.ledger.entry("erasure:1")
    assert entry is not None
    assert (entry.record.stream, entry.position) == (ORGANISATION, done.position)
    sent = entry.record.as_sent()
    assert sent["data"]["reason"] == REASON
    assert sent["on_behalf_of"] == "dana"
    assert {"kind": "persons", "count": 2} in sent["data"]["erased"]
    assert len(sent["data"]["pseudonyms"]) == 2
    assert (entry.recorded_by.name, entry.recorded_by.kind) == ("cli", "ledger")


def test_the_same_id_sent_again_is_somebody_new(house: House) -> None:
    before = house.ledger.entries("D-1")
    former = next(each for each in before if each.event.stored_as == "statement.made")
    house.erase()
    again = house.record("message.received", message="M2", by="carla")
    assert again.record.as_sent()["data"]["by"] == "carla"
    [state] = [row.state for row in house.ledger.stored() if row.id == again.position]
    [old] = [row.state for row in house.ledger.stored() if row.id == former.position]
    pseudonym = rows(house.url, "SELECT encode(digest, 'hex') FROM ledger.persons"
                     " WHERE person = 'carla'")[0][0]  # fmt: skip
    assert pseudonym.encode() in state
    assert pseudonym.encode() not in old
    assert told(house.ledger)["ST1"]["actor"].startswith("erased.")


def test_another_process_shows_nothing_more_and_writes_no_erased_pseudonym(house: House) -> None:
    with a_ledger(house.url, "other") as other:
        assert told(other)["M1"]["data"]["words"] == "Dear Carla, it stays."
        other.record(a_record("message.opened", message="M8", by="carla"), BY)
        house.erase()
        assert told(other)["M1"]["data"]["words"] == "[erased]"
        assert told(other)["ST1"]["actor"].startswith("erased.")


def test_another_process_that_writes_first_gives_a_new_pseudonym(house: House) -> None:
    with a_ledger(house.url, "other") as other:
        other.record(a_record("message.opened", message="M1", by="carla"), BY)
        house.erase()
        receipt = other.record(a_record("message.opened", message="M1", by="carla"), BY)
        assert receipt.first_named == ("carla",)
        entry = other.entry(receipt.record)
        assert entry is not None
        assert entry.record.as_sent()["data"]["by"] == "carla"
    assert verify(house.ledger, lambda done, total: None).holds


def test_what_was_prepared_before_an_erasure_is_not_appended_after_it(house: House) -> None:
    ledger = house.ledger
    version = ledger.entries("D-2")[-1].version + 1
    record = a_record("message.opened", deal="D-2", message="M1", by="carla")
    new = NewEntry("D-2", version, record, BY, None, sha256(b"x").digest(), 1)
    prepared = ledger.prepare(new)
    house.erase()
    [answer] = ledger._append([prepared])
    assert answer.outcome == "pseudonym"
    [answer] = ledger._append([ledger.prepare(new)])
    assert answer.outcome == "added"


def test_what_is_recorded_between_looking_and_erasing_is_not_missed(house: House) -> None:
    plan = house.plan()
    late = house.record("message.sent", message="M9", to=["carla"], words="Late, Carla!")
    done = house.erase()
    assert len(done.plan.findings.values) == len(plan.findings.values) + 1
    assert house.ledger.entries("D-1")[-1].id == late.id
    assert told(house.ledger)["M9"]["data"]["words"] == "[erased]"


def test_what_stands_in_clear_is_told_and_stays(house: House) -> None:
    house.record("clause.added", clause="7", heading="Notices", text="To Carla Örtel-Klein.")
    house.record("value.reported", id="crm:carla:1", value=3)
    found = house.plan().findings.in_clear
    assert [(each.record, each.pointers) for each in found] == [
        ("r-16", ("/data/text",)),
        ("crm:carla:1", ("/id",)),
    ]
    house.erase()
    assert {each.where.partition(",")[0] for each in house.found()} == {"ledger.entries"}
    entry = house.ledger.entry("erasure:1")
    assert entry is not None
    assert entry.record.as_sent()["data"]["in_clear"] == 2


def test_a_person_who_is_not_on_record_is_refused(house: House) -> None:
    for person in ("nobody", "carl"):
        with pytest.raises(PersonNotOnRecord):
            house.erase(person)
    house.erase()
    with pytest.raises(PersonNotOnRecord):
        house.erase()


def test_a_party_is_no_person(house: House) -> None:
    house.record("party.joined", party="acme", actor="ana")
    house.record("proposal.sealed", proposal="P1")
    house.record("proposal.sent", proposal="P1", to=["acme"])
    with pytest.raises(PartyNotPerson):
        house.erase("acme")


@pytest.mark.parametrize("reason", ["carla asked", "By Carla Örtel-Klein", "x carla@kunde.example"])
def test_a_reason_that_says_who_it_was_is_refused(house: House, reason: str) -> None:
    with pytest.raises(ReasonNamesThem):
        house.erase(reason=reason)
    assert house.found()


def test_a_correction_of_a_name_is_erased_too_and_read_on(house: House) -> None:
    assigned = next(
        each for each in house.ledger.entries("D-1") if each.event.stored_as.startswith("partic")
    )
    right = {"person": "carla", "name": "Carla Örtel", "party": "acme", "function": "sales"}
    house.record("record.corrected", corrects=assigned.id, data=right)
    house.erase()
    assert house.found("Carla Örtel") == []
    [corrected] = [e for e in house.ledger.entries("D-1") if e.event.stored_as[7:] == "corrected"]
    assert corrected.record.as_sent()["data"]["data"]["name"] == "[erased]"


def test_a_corrected_filing_can_be_read_on(house: House) -> None:
    filing = next(e for e in house.ledger.entries("D-1") if e.event.stored_as == "document.filed")
    right = {
        "document": "DO1", "name": "Carla Örtel-Klein.pdf", "media_type": "application/pdf",
        "sha256": "d" * 64, "bytes": 3,
    }  # fmt: skip
    house.ledger.record(a_record("record.corrected", corrects=filing.id, data=right), BY)
    house.erase()
    found = facts_of(house.ledger.entries("D-1")).counted
    [event] = [each.event for each in found if each.id == filing.id]
    assert (event.name, event.sha256) == ("[erased]", "d" * 64)  # type: ignore[attr-defined]


def test_an_enumeration_that_is_called_like_the_person_stays(house: House) -> None:
    house.record(
        "participant.assigned", person="legal", name="Legal", function="legal",
        privilege="attorney_client",
    )  # fmt: skip
    house.erase("legal", also=())
    sent = house.ledger.entries("D-1")[-1].record.as_sent()["data"]
    assert (sent["name"], sent["function"]) == ("[erased]", "legal")


@pytest.mark.parametrize("privilege", ["none", "attorney_client"])
def test_words_in_lists_and_measures_are_erased_whole(house: House, privilege: str) -> None:
    house.record("proposal.sealed", proposal="P1")
    house.record("proposal.accepted", proposal="P1", by="carla", privilege=privilege,
                 qualifications=["If Carla agrees.", "At once."])  # fmt: skip
    house.record("sign_off.granted", sign_off="S1", proposal="P1", actor="carla",
                 value={"text": "as Carla said"}, privilege=privilege)  # fmt: skip
    house.erase()
    accepted, granted = (e.record.as_sent()["data"] for e in house.ledger.entries("D-1")[-2:])
    assert accepted["qualifications"] == ["[erased]"]
    clear = privilege == "none"
    assert granted["value"] == {"text": "as Carla said" if clear else "[erased]"}
