"""Records that change what earlier ones prove: each is held against the fold of the whole."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from projections.timeline import Replay, state
from tests.projections.given import given
from tests.projections.known import displayed
from tests.projections.timeline.from_scratch import known_at, rungs, rungs_by_replay
from tests.projections.timeline.reading import moments, of
from tests.records import a_clause, a_record

TOPIC = [{"topic": "insurance"}]
NOTED: dict[str, Any] = {"sha256": "0" * 64, "media_type": "text/plain", "bytes": 1, "name": "N"}


def about(ref: dict[str, Any], at: str = "2025-05-05", **more: Any) -> Record:
    return a_record("message.sent", message="M9", about=[ref], at=at, **more)


def filed(at: str, clause: str) -> Record:
    return a_record("document.filed", document="annex", about=[{"clause": clause}], at=at, **NOTED)


def revised(text: str, at: str, **more: Any) -> Record:
    return a_record("clause.revised", text=text, at=at, **more)


FEES = a_clause("3.1", text="Fees.", at="2025-05-01")
FIRST = a_clause("4.2", text="One.", at="2025-05-01")
IN = {"axis": "orders", "item": "expansion", "state": "in"}
CASES: dict[str, list[Record]] = {
    "a clause is spoken of before any wording stood, and one arrives late": [
        a_clause("4.2", text="One.", at="2025-05-10"), displayed("vera", at="2025-05-05"),
        revised("Two.", "2025-05-03"),
    ],
    "a clause is spoken of after its removal, and a wording arrives late": [
        FIRST, a_record("clause.removed", at="2025-05-02"), displayed("vera", at="2025-05-05"),
        revised("Two.", "2025-05-03"),
    ],
    "a request arrives after its answer": [
        FIRST, FEES, a_record("proposal.sealed", at="2025-05-02"),
        a_record("sign_off.granted", actor="vera", at="2025-05-07"),
        a_record("sign_off.requested", clauses=["4.2"], at="2025-05-03"),
    ],
    "a late wording names a topic": [
        FIRST, about(TOPIC[0]), revised("Insurance.", "2025-05-03"),
    ],
    "a term is stated of a wording that a topic then leads to": [
        FIRST, about({"topic": "expansion"}),
        a_record("term.stated", at="2025-05-06", method="human", clause="4.2",
                 term={"kind": "price", "scope": [IN]}),
    ],
    "an item gets a name that makes it a topic": [
        FIRST, about({"topic": "cover"}),
        a_record("clause.revised", text="All insurance.", at="2025-05-02"),
        a_record("catalogue.item_defined", item="i", name="Insurance", synonyms=["cover"]),
    ],
    "a late clause stands in a document": [
        FIRST, about({"document": "order"}), a_clause("5.1", at="2025-05-02"),
    ],
    "a document is filed that was named before": [
        FIRST, about({"document": "annex"}), filed("2025-05-06", "4.2"),
    ],
    "a proposal is sealed after it was spoken of": [
        FIRST, about({"proposal": "P1"}), a_record("proposal.sealed", at="2025-05-06"),
    ],
    "a record is named before it is there": [
        FIRST, about({"record": "later"}), displayed("vera", id="later"),
    ],
    "an id turns out to be a party": [
        FIRST, displayed("vera"), a_record("proposal.sent", via="vera", at="2025-05-06"),
    ],
    "two ids turn out to be one human": [
        FIRST, displayed("vera"), displayed("carla"),
        a_record("person.identified", person="vera", same_as="carla"),
    ],
    "a joined id becomes a participant": [
        FIRST, displayed("vera"), a_record("person.identified", person="anton", same_as="vera"),
        a_record("participant.assigned", person="vera"),
    ],
}  # fmt: skip
STAY: dict[str, list[Record]] = {
    "a late revision of a clause that was spoken of": [
        FIRST, displayed("vera", at="2025-05-05"), revised("Two.", "2025-05-03"),
    ],
    "a revision on the same day as what was said of the clause": [
        FIRST, displayed("vera", at="2025-05-05"), revised("Two.", "2025-05-05"),
    ],
    "a wording gets a heading that names a topic, on the day of the one before": [
        FIRST, revised("Two.", "2025-05-03"), about(TOPIC[0], at="2025-05-03T12:00Z"),
        revised("Three.", "2025-05-03T18:00Z", heading="Insurance"),
    ],
    "a clause moves to another document": [
        FIRST, about({"document": "annex"}), a_record("clause.removed", at="2025-05-06"),
        a_clause("4.2", document="annex", at="2025-05-07", text="Again."),
    ],
    "a document is filed again, dated before the first": [
        FIRST, FEES, filed("2025-05-08", "4.2"), about({"document": "annex"}),
        filed("2025-05-07", "3.1"),
    ],
    "a document is filed late": [
        FIRST, FEES, filed("2025-05-02", "4.2"), about({"document": "annex"}, at="2025-05-09"),
        filed("2025-05-07", "3.1"),
    ],
    "a sign-off is granted late that was spoken of": [
        FIRST, FEES, a_record("proposal.sealed", at="2025-05-02"),
        a_record("sign_off.requested", at="2025-05-03"),
        about({"sign_off": "S1"}, at="2025-05-09"),
        a_record("sign_off.granted", clauses=["4.2"], at="2025-05-07"),
    ],
    "a message is sent after it had failed": [
        FIRST, a_record("message.failed", to=["vera"], message="M9", reason="Full."),
        about({"clause": "4.2"}, to=["vera"]), a_record("party.joined", at="2025-05-01"),
    ],
}  # fmt: skip
"""What arrives late here moves nothing of what others prove."""


@pytest.mark.parametrize("case", CASES)
def test_every_rung_is_what_the_fold_of_the_whole_says(case: str) -> None:
    before, after = _without_the_last(CASES[case])
    # The last record changes what was proven by others: else the case shows nothing.
    assert before != after


@pytest.mark.parametrize("case", STAY)
def test_what_arrives_late_moves_nothing_that_was_proven_by_others(case: str) -> None:
    before, after = _without_the_last(STAY[case])
    assert before == after


def _without_the_last(records: list[Record]) -> tuple[dict[Any, str], dict[Any, str]]:
    """Which records proved the rungs before the last one, and after it but for its own."""
    deal = given(*records)
    known = deal.known()
    replay = Replay(known)
    wanted = [rungs(known_at(known, position)) for position in range(deal.size + 1)]
    every = {of for each in wanted for of in each}
    for position, then in enumerate(wanted):
        assert rungs_by_replay(replay, position, every) == then
    seen = [{of: stands["record"] for of, stands in then.items()} for then in wanted]
    last = deal.entries[-1].id
    return seen[-2], {key: record for key, record in seen[-1].items() if record != last}


def test_a_rung_that_becomes_inferred_has_moved_and_says_so() -> None:
    """What the record meant was sure when it was recorded; a late wording left it open."""
    late = revised("Two.", "2025-05-03", id="late")
    deal = given(FIRST, displayed("vera", id="d", at="2025-05-05"), late)
    shown, moved = (
        [each for each in of(moments(deal), record)["moved"]["rungs"] if each["person"] == "vera"]
        for record in ("d", "late")
    )
    gained = {"person": "vera", "name": "vera", "clause": "4.2", "version": 1}
    gained |= {"from": None, "to": "displayed"}
    assert shown == [gained | {"fell": False}]
    inferred = {"from": "displayed", "marks": ["version_inferred"], "late_change": "late"}
    assert moved == [gained | {"fell": False} | inferred]


def test_a_rung_of_which_the_wording_is_unsure_is_marked_where_it_moved_and_in_the_state() -> None:
    deal = given(FIRST, revised("Two.", "2025-05-05"), displayed("vera", id="d", at="2025-05-05"))
    [rung] = of(moments(deal), "d")["moved"]["rungs"]
    assert (rung["version"], rung["to"], rung["marks"]) == (2, "displayed", ["wording_unsure"])
    stands = {"person": "vera", "rung": "displayed", "record": "d", "marks": ["wording_unsure"]}
    known = state(deal.known(), deal.size)["knowledge"]
    assert stands in next(each["people"] for each in known if each["version"] == 2)


def test_a_rung_that_a_surer_record_proves_has_moved() -> None:
    shown = [displayed("vera", at="2025-05-05"), displayed("vera", id="sure", version=2)]
    deal = given(FIRST, revised("Two.", "2025-05-05"), *shown)
    [rung] = of(moments(deal), "sure")["moved"]["rungs"]
    assert (rung["from"], rung["to"], rung["from_marks"]) == (
        *("displayed", "displayed"),
        ["wording_unsure"],
    )
    assert "marks" not in rung


def test_who_is_identified_is_called_by_name_wherever_a_moment_names_one_of_their_ids() -> None:
    vera = a_record("participant.assigned", person="vera", name="Vera Lind", at="2025-05-01")
    same = a_record("person.identified", id="one", person="v.lind", same_as="vera")
    deal = given(FIRST, displayed("v.lind", id="d", actor="v.lind"), same, vera)
    found = of(moments(deal), "d")
    assert (found["actor"], found["actor_name"]) == ("v.lind", "Vera Lind")
    assert "Vera Lind" in found["sentence"]
    assert "v.lind" not in found["sentence"]
    assert {each["name"] for each in found["moved"]["rungs"]} == {"Vera Lind"}
