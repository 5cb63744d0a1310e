"""Questions that need more than one deal's records: its proof, and the deals that may be seen."""

from __future__ import annotations

from typing import Any

from tests.api.http.calling import DEAL, Api
from tests.records import a_sending
from tests.tampering import in_bytes, tamper

ASK = f"/v1/deals/{DEAL}/ask"
INTEGRITY = {"kind": "integrity"}
PRECEDENT = {"kind": "precedent", "items": [{"axis": "orders", "item": "expansion"}]}


def another(deal: str, state: str, client: str) -> list[dict[str, Any]]:
    scope = [{"axis": "orders", "item": "expansion", "state": state}]
    return [
        a_sending("deal.opened", id=f"{deal}-open", deal=deal, client=client, at="2025-01-01"),
        a_sending("clause.added", id=f"{deal}-cl", deal=deal, at="2025-01-02",
                  term={"kind": "discount", "scope": scope}),
    ]  # fmt: skip


def treatments(answer: dict[str, Any]) -> dict[str, str]:
    groups = (answer["details"][name]["deals"] for name in ("this_client", "other_clients"))
    return {each["deal"]: each["treatment"] for group in groups for each in group}


def strings(value: Any) -> set[str]:
    """Every text that stands by itself in an answer."""
    match value:
        case dict():
            return set().union(*map(strings, value.values()))
        case list():
            return set().union(*map(strings, value))
        case str():
            return {value}
        case _:
            return set()


def test_the_proof_of_the_story_holds(told: Api) -> None:
    answer = told.post(ASK, INTEGRITY).json()
    assert answer["verdict"] == "no"
    proof = answer["details"]["proof"]
    assert (proof["holds"], proof["entries"], proof["last_full_verify"]) == (True, 41, None)
    assert proof["root"] == answer["basis"]["root"]
    assert "all 41 entries of this deal" in answer["sentence"]


def test_a_proof_that_fails_makes_it_a_yes_and_says_where(told: Api, database: str) -> None:
    [row] = told.service.ledger.rows.all(
        "SELECT position FROM ledger.entries WHERE event_id = 'story-11'"
    )
    tamper(database, in_bytes(row["position"], "like products", "some products"))
    answer = told.post(ASK, INTEGRITY).json()
    assert answer["verdict"] == "yes"
    broken = answer["details"]["proof"]["broken"]
    assert (broken["rule"], broken["record"]) == ("leaf", "story-11")
    assert "The proof fails at position" in answer["sentence"]


def test_a_reader_learns_of_a_record_it_may_not_see_only_where_the_proof_breaks(
    told: Api, database: str
) -> None:
    tamper(database, "UPDATE ledger.entries SET topic = 'x' WHERE event_id = 'story-25'")
    seen = told.post(ASK, INTEGRITY).json()["details"]["proof"]["broken"]
    assert (seen["record"], seen["rule"]) == ("story-25", "columns")
    answer = told.as_("reader").post(ASK, INTEGRITY)
    hidden = answer.json()["details"]["proof"]["broken"]
    assert (hidden["record"], hidden["reason"]) == (None, None)
    assert hidden["position"] == seen["position"]
    assert "story-25" not in answer.text


def test_what_is_recorded_later_does_not_change_the_proof_of_a_basis(told: Api) -> None:
    first = told.post(ASK, INTEGRITY)
    told.record(
        *another("d1", "in", "globex"), a_sending("clause.removed", deal=DEAL, clause="4.2")
    )
    again = told.post(ASK, {**INTEGRITY, "basis": first.json()["basis"]})
    assert again.content == first.content


def test_other_deals_are_ruled_as_they_were_on_the_basis(told: Api) -> None:
    told.record(*another("d1", "in", "northcare"), *another("d2", "out", "globex"))
    first = told.post(ASK, PRECEDENT)
    assert treatments(first.json()) == {"d1": "in", "d2": "out"}
    told.record(
        *another("d3", "in", "globex"),
        a_sending("clause.removed", id="gone", deal="d1", clause="4.2", at="2025-01-03"),
    )
    again = told.post(ASK, {**PRECEDENT, "basis": first.json()["basis"]})
    assert again.content == first.content
    assert treatments(told.post(ASK, PRECEDENT).json()) == {
        "d1": "silent",
        "d2": "out",
        "d3": "in",
    }


def test_a_token_is_told_nothing_of_deals_that_it_may_not_see(told: Api) -> None:
    told.record(*another("d1", "in", "northcare"), *another("d2", "out", "globex"))
    limited = told.as_("reader", deals=[DEAL, "d2", "nowhere"])
    answer = limited.post(ASK, PRECEDENT)
    assert treatments(answer.json()) == {"d2": "out"}
    assert not {"d1", "d1-open", "d1-cl"} & strings(answer.json())
    assert "d1 for" not in answer.json()["sentence"]
    alone = told.as_("reader", deals=[DEAL]).post(ASK, PRECEDENT).json()
    assert (alone["verdict"], treatments(alone)) == ("stated", {})
    assert alone["withheld"] == told.as_("reader").post(ASK, PRECEDENT).json()["withheld"]
