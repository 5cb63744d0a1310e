"""Retracting a proposal by hand: its impact first, who instructed it, then the act."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.http.calling import DEAL, Api
from tests.api.pages.conftest import Browser
from tests.api.pages.filling import RECORD, Form, last, on, opened, sent
from tests.api.pages.test_reading_pages import checked
from tests.records import a_sending

PAGE = "retraction?proposal=P7"
ACT: dict[str, Any] = {
    "how_much": "all",
    "actor": "rep",
    "reason_class": "commercial",
    "reason": "We take it back.",
    **on("2025-06-10"),
}
NEW: dict[str, Any] = {
    "instruction": "new",
    "instructed_by": "vp-sales",
    "instructed_reason_class": "intent_mismatch",
    "instructed_reason": "Not at that price.",
    **on("2025-06-09", "instructed"),
}


@pytest.fixture
def clerk(stranger: Browser) -> Browser:
    """A browser in which somebody who reads all and records is signed in."""
    return stranger.sign_in("legal", "recorder")


@pytest.fixture
def instructed(clerk: Browser) -> str:
    """An instruction that is on record and that nobody has followed."""
    told = (
        Api(clerk.client, clerk.service)
        .as_("admin")
        .record(
            a_sending(
                "retraction.instructed",
                id="told-to",
                deal=DEAL,
                at="2025-06-09",
                actor="vp-sales",
                target={"proposal": "P7"},
                to="rep",
                reason_class="error",
                reason="Take it back.",
            )
        )
    )
    assert told.status_code == 201, told.text
    return "record:told-to"


def refused(browser: Browser, **fields: Any) -> str:
    size = browser.service.ledger.size
    answer = sent(browser, PAGE, opened(browser, PAGE), **fields)
    assert answer.status_code == 422, answer.text
    assert browser.service.ledger.size == size
    checked(answer.text)
    return answer.text


def test_the_proposals_are_offered_and_looking_records_nothing(clerk: Browser) -> None:
    size = clerk.service.ledger.size
    text = clerk.open(f"{RECORD}/retraction")
    checked(text)
    assert f'href="{RECORD}/{PAGE}"' in text
    assert clerk.get(f"{RECORD}/retraction?proposal=P99").status_code == 422
    checked(clerk.open(f"{RECORD}/{PAGE}"))
    assert clerk.service.ledger.size == size


def test_what_it_would_meet_is_shown_before_anything_is_asked(clerk: Browser) -> None:
    text = clerk.open(f"{RECORD}/{PAGE}")
    statement, form = text.split('class="filling"')
    assert "Its moment: after acceptance" in statement
    assert "Hanneke Brouwerquist" in statement
    assert statement.count(">exceeded<") == 4
    assert "stopped talks with another bidder" in statement
    assert "Philippa Abernethy</span>, 13 May 2025" in statement
    assert "It was retracted before." in statement
    assert "northcare" in Form(form).values["to"]


def test_an_instruction_that_is_not_on_record_is_recorded_with_the_retraction(
    clerk: Browser,
) -> None:
    answer = sent(clerk, PAGE, opened(clerk, PAGE), **ACT, **NEW)
    assert answer.status_code == 303, answer.text
    instruction, retraction = (last(clerk, back).as_kept() for back in (2, 1))
    assert instruction["type"] == "retraction.instructed"
    assert (instruction["actor"], instruction["occurred_at"]) == ("vp-sales", "2025-06-09")
    assert instruction["data"] == {
        "target": {"proposal": "P7"},
        "to": "rep",
        "reason_class": "intent_mismatch",
        "reason": "Not at that price.",
    }
    assert (retraction["actor"], retraction["instructed_by"]) == ("rep", "vp-sales")
    assert "clauses" not in retraction["data"]
    assert retraction["data"]["to"] == ["northcare"]
    assert f"record-{retraction['id']}" in clerk.open(answer.headers["location"])
    size = clerk.service.ledger.size
    again = Form(clerk.open(f"{RECORD}/{PAGE}")).values | {"record": [retraction["id"]]}
    assert sent(clerk, PAGE, again, **ACT, **NEW).status_code == 303
    assert clerk.service.ledger.size == size


def test_an_instruction_that_is_on_record_is_named_and_not_recorded_again(
    clerk: Browser, instructed: str
) -> None:
    shown = clerk.open(f"{RECORD}/{PAGE}")
    assert f'value="{instructed}"' in shown
    size = clerk.service.ledger.size
    answer = sent(clerk, PAGE, Form(shown).values, **ACT, instruction=instructed)
    assert answer.status_code == 303, answer.text
    assert clerk.service.ledger.size == size + 1
    assert last(clerk).as_kept()["instructed_by"] == "vp-sales"


def test_what_nobody_instructed_names_nobody(clerk: Browser) -> None:
    fields = ACT | {"instruction": "nobody"}
    assert sent(clerk, PAGE, opened(clerk, PAGE), **fields).status_code == 303
    assert "instructed_by" not in last(clerk).as_kept()


def test_of_single_clauses_each_instruction_names_the_wording(clerk: Browser) -> None:
    fields = ACT | NEW | {"how_much": "some", "clauses": ["3.1", "4.2"]}
    assert sent(clerk, PAGE, opened(clerk, PAGE), **fields).status_code == 303
    one, other, retraction = (last(clerk, back).as_kept() for back in (3, 2, 1))
    targets = [each["data"]["target"] for each in (one, other)]
    assert targets == [{"clause": "3.1", "version": 1}, {"clause": "4.2", "version": 1}]
    assert retraction["data"]["clauses"] == ["3.1", "4.2"]


@pytest.mark.parametrize(
    ("fields", "field", "code", "pointer"),
    [
        ({"instruction": ""}, "instruction", "missing_field", "/instructed_by"),
        ({"instruction": "record:other"}, "instruction", "missing_field", "/instructed_by"),
        ({"instructed_by": ""}, "instructed_by", "missing_field", "/actor"),
        ({"instructed_day": ""}, "instructed", "missing_field", "/occurred_at"),
        ({"instructed_reason": ""}, "instructed_reason", "missing_field", "/data/reason"),
        ({"how_much": ""}, "clauses", "missing_field", "/data/clauses"),
        ({"how_much": "some"}, "clauses", "missing_value", "/data/clauses"),
        ({"actor": ""}, "actor", "missing_field", "/actor"),
        ({"when_day": ""}, "when", "missing_field", "/occurred_at"),
        ({"to": []}, "to", "missing_field", "/data/to"),
        ({"reason": ""}, "reason", "missing_field", "/data/reason"),
        (
            {"received_how": "day", "received_day": "2025-02-30"},
            *("received", "bad_time", "/data/received_at"),
        ),
    ],
)
def test_what_is_refused_stands_beside_its_field(
    clerk: Browser, fields: dict[str, Any], field: str, code: str, pointer: str
) -> None:
    text = refused(clerk, **(ACT | NEW | fields))
    beside = text.split(f'id="{field}-fault"')[1].split("</p>")[0]
    assert f"({code} at {pointer})" in beside
    assert text.count('class="wrong"') == 1
    assert Form(text).values["instructed_reason_class"] == ["intent_mismatch"]
    assert "What a retraction of P7 would meet" in text


def test_all_that_is_missing_is_said_at_once(clerk: Browser) -> None:
    text = refused(clerk, instruction="new")
    beside = {each.split("-fault")[0] for each in text.split('<p class="wrong" id="')[1:]}
    asked = {"instructed_by", "instructed", "instructed_reason_class", "instructed_reason"}
    assert beside == {*asked, "clauses", "actor", "when", "reason_class", "reason"}


def test_a_proposal_without_a_seal_is_taken_back_as_a_whole(clerk: Browser) -> None:
    api = Api(clerk.client, clerk.service).as_("admin")
    told = api.record(
        a_sending("deal.opened"),
        a_sending("participant.assigned"),
        a_sending("proposal.sent", to=["acme"]),
    )
    assert told.status_code == 201, told.text
    path = "/deals/D-1/record/retraction"
    text = clerk.open(f"{path}?proposal=P1")
    checked(text)
    assert "Which wordings it holds is not on record." in text
    fields: Any = Form(text).values | ACT | {"actor": "ana", "instruction": "nobody", "to": ["ana"]}
    assert clerk.send(path, None, **fields).status_code == 303
    assert "clauses" not in last(clerk, deal="D-1").as_kept()["data"]


def test_a_form_without_its_proposal_is_refused(clerk: Browser) -> None:
    answer = clerk.send(f"{RECORD}/retraction", form_token=clerk.form_token())
    assert answer.status_code == 422


def test_the_other_ways_are_shown_before_anything_is_asked(clerk: Browser) -> None:
    statement = clerk.open(f"{RECORD}/{PAGE}").split('class="filling"')[0]
    assert "What could be done instead" in statement
    assert "No clause of it is on record that was not taken back." in statement
    assert "A clarification holds once the client (" in statement
    assert "the wordings stay as they are. No clarification is on record." in statement
    assert "4.2, wording 1: silent on orders (" in statement


def test_who_retracts_may_put_an_objection_on_record_in_the_same_step(
    clerk: Browser, instructed: str
) -> None:
    size = clerk.service.ledger.size
    fields = ACT | {"instruction": instructed, "objection": "The client relies on it."}
    assert sent(clerk, PAGE, opened(clerk, PAGE), **fields).status_code == 303
    assert clerk.service.ledger.size == size + 2
    objection, retraction = (last(clerk, back).as_kept() for back in (2, 1))
    assert objection["type"] == "objection.raised"
    assert objection["data"] == {
        "words": "The client relies on it.",
        "about": [{"proposal": "P7"}],
    }
    same = ("actor", "occurred_at")
    assert [objection[each] for each in same] == [retraction[each] for each in same]
    assert (retraction["actor"], retraction["instructed_by"]) == ("rep", "vp-sales")


def test_an_objection_to_retracting_a_clause_is_about_its_wording(clerk: Browser) -> None:
    fields = ACT | NEW | {"how_much": "some", "clauses": ["4.2"], "objection": "Not this one."}
    assert sent(clerk, PAGE, opened(clerk, PAGE), **fields).status_code == 303
    assert last(clerk, 2).as_kept()["data"]["about"] == [{"clause": "4.2", "version": 1}]


@pytest.mark.parametrize("how", ["new", "on record"])
def test_who_instructs_and_who_retracts_are_two_people(
    clerk: Browser, instructed: str, how: str
) -> None:
    fields = NEW if how == "new" else {"instruction": instructed}
    text = refused(clerk, **(ACT | fields | {"actor": "vp-sales"}))
    assert "are two people" in text.split('id="actor-fault"')[1].split("</p>")[0]


def test_an_instruction_is_recorded_by_itself_and_followed_by_somebody_else(
    clerk: Browser,
) -> None:
    told = {"actor": "vp-sales", "to": "rep", "target": "clause:4.2", **on("2025-06-09")}
    why = {"reason_class": "error", "reason": "Never meant."}
    checked(clerk.open(f"{RECORD}/instruction"))
    answer = sent(clerk, "instruction", opened(clerk, "instruction"), **told, **why)
    assert answer.status_code == 303, answer.text
    kept = last(clerk).as_kept()
    assert kept["type"] == "retraction.instructed"
    assert kept["data"] == {"target": {"clause": "4.2"}, "to": "rep", **why}
    shown = clerk.open(f"{RECORD}/{PAGE}")
    fields = ACT | {"instruction": f"record:{kept['id']}"}
    assert sent(clerk, PAGE, Form(shown).values, **fields).status_code == 303
    assert last(clerk).as_kept()["instructed_by"] == "vp-sales"
    assert "target" not in opened(clerk, "instruction")


def test_nobody_instructs_themselves(clerk: Browser) -> None:
    told = {"actor": "vp-sales", "to": "vp-sales", "target": "clause:4.2", **on("2025-06-09")}
    why = {"reason_class": "error", "reason": "Never meant."}
    size = clerk.service.ledger.size
    answer = sent(clerk, "instruction", opened(clerk, "instruction"), **told, **why)
    assert answer.status_code == 422
    checked(answer.text)
    assert "are two people" in answer.text.split('id="to-fault"')[1].split("</p>")[0]
    assert clerk.service.ledger.size == size


def test_what_was_recorded_since_the_impact_was_shown_is_shown_before_it_is_recorded(
    clerk: Browser,
) -> None:
    shown = opened(clerk, PAGE)
    admin = Api(clerk.client, clerk.service).as_("admin")
    late = a_sending(
        "reliance.reported",
        deal=DEAL,
        id="late-reliance",
        at="2025-06-09",
        actor="vp-sales",
        by="northcare",
        act="Turned away the last bidder.",
        on={"proposal": "P7"},
    )
    told = admin.record(late)
    assert told.status_code == 201, told.text
    size = clerk.service.ledger.size
    refused = sent(clerk, PAGE, shown, **ACT, **NEW)
    assert refused.status_code == 422
    checked(refused.text)
    assert "More was recorded since this impact was shown" in refused.text
    assert "Turned away the last bidder." in refused.text
    assert clerk.service.ledger.size == size
    again = Form(refused.text).values
    assert again["reason"] == ["We take it back."]
    assert sent(clerk, PAGE, again).status_code == 303
    assert clerk.service.ledger.size == size + 2
    # Sent once more after its own records it adds nothing, and asks nothing.
    assert sent(clerk, PAGE, again).status_code == 303
    assert clerk.service.ledger.size == size + 2


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        (on("2025-04-01"), "when", "before the proposal was sealed or sent"),
        (on("2025-04-01", "dispatched"), "dispatched", "before the proposal was sealed or sent"),
        (on("2025-04-01", "received"), "received", "before the proposal was sealed or sent"),
        (
            on("2025-06-11", "dispatched") | on("2025-06-10", "received"),
            *("received", "before it left"),
        ),
        (on("2025-06-08"), "when", "before it was instructed"),
    ],
)
@pytest.mark.parametrize("how", ["new", "on record"])
def test_what_cannot_have_come_so_early_is_refused_beside_its_field(
    clerk: Browser, instructed: str, how: str, fields: dict[str, str], field: str, words: str
) -> None:
    given = NEW if how == "new" else {"instruction": instructed}
    text = refused(clerk, **(ACT | given | fields))
    assert words in text.split(f'id="{field}-fault"')[1].split("</p>")[0]


def test_what_may_have_been_on_one_day_is_taken(clerk: Browser) -> None:
    times = on("2025-06-09") | on("2025-06-09", "dispatched") | on("2025-06-09", "received")
    assert sent(clerk, PAGE, opened(clerk, PAGE), **ACT | NEW | times).status_code == 303
