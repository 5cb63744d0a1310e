"""Striking and correcting by hand: both records stay, and what no form shows is kept."""

from __future__ import annotations

from typing import Any

import pytest

from api.pages.wording import event_words
from tests.api.http.calling import DEAL, Api
from tests.api.pages.conftest import Browser
from tests.api.pages.filling import RECORD, Form, last, on, opened, sent
from tests.api.pages.test_reading_pages import HOSTILE, checked
from tests.records import a_sending

WHY: dict[str, Any] = {"why": "A slip.", "by": "rep", **on("2025-06-10", "said")}


@pytest.fixture
def clerk(stranger: Browser) -> Browser:
    """A browser in which a person who reads and records is signed in."""
    return stranger.sign_in("reader", "recorder", person="rep")


def told(browser: Browser, *records: dict[str, Any]) -> None:
    answer = Api(browser.client, browser.service).as_("admin").record(*records)
    assert answer.status_code == 201, answer.text


def test_records_lead_to_the_forms_that_mend_them(clerk: Browser) -> None:
    told(clerk, a_sending("record.struck", id="s", deal=DEAL, record="story-21"))
    text = clerk.open(f"/deals/{DEAL}/records")
    of = {each.split('"', 1)[0]: each for each in text.split('id="record-')[1:]}
    assert f'href="{RECORD}/correction?record=story-10"' in of["story-10"]
    assert f'href="{RECORD}/strike?record=story-10"' in of["story-10"]
    assert f"{RECORD}/correction" not in of["story-18a"]
    assert f"{RECORD}/strike?record=story-18a" in of["story-18a"]
    for struck in ("story-21", "s"):
        assert f"{RECORD}/strike" not in of[struck]
    assert f"{RECORD}/strike" not in clerk.sign_in("reader").open(f"/deals/{DEAL}/records")


def test_a_record_is_struck_with_its_reason(clerk: Browser) -> None:
    shown = opened(clerk, "strike?record=story-10")
    assert shown["by"] == ["rep"]
    answer = sent(clerk, "strike", shown, **WHY)
    assert answer.status_code == 303, answer.text
    kept = last(clerk).as_kept()
    assert (kept["type"], kept["actor"], kept["occurred_at"]) == (
        *("record.struck", "rep", "2025-06-10"),
    )
    assert kept["data"] == {"record": "story-10", "reason": "A slip."}
    text = clerk.open(f"/deals/{DEAL}/records?record=story-10")
    assert "it counts for nothing" in text.split('id="record-story-10"')[1].split("</article>")[0]
    assert clerk.get(f"{RECORD}/strike?record=story-10").status_code == 422


def test_what_was_corrected_is_shown_with_who_corrected_it(clerk: Browser) -> None:
    shown = opened(clerk, "correction?record=story-10")
    assert sent(clerk, "correction", shown, **WHY, words="New words.").status_code == 303
    by, token = last(clerk).id, last(clerk).recorded_by.name
    of = clerk.open(f"/deals/{DEAL}/records?record=story-10").split('id="record-story-10"')[1]
    asked = clerk.open(f"/deals/{DEAL}/ask?question=What+was+promised+to+the+client%3F")
    cards = asked.split('<article class="evidence">')[1:]
    evidence = next(each for each in cards if "New words." in each)
    for text in (of.split("</article>")[0], evidence.split("</article>")[0]):
        plain = " ".join(text.split())
        assert "What it says now rests on this correction." in plain
        assert f"record {by}</a>; asserted), recorded" in plain
        assert f"by {token}, a token" in plain
        assert '<span class="mark late">' in plain
    checked(asked, scripts=2)


def test_the_replay_says_what_was_corrected_and_the_words_of_then(clerk: Browser) -> None:
    shown = opened(clerk, "correction?record=story-10")
    sent(clerk, "correction", shown, **WHY, words="New words.")
    whole = clerk.open(f"/deals/{DEAL}/replay?position=10").split('id="moments"')[1]
    assert "What it says now rests on this correction." in whole
    then = clerk.open(f"/deals/{DEAL}/replay?contemporaneous_only=true&position=10")
    checked(then, scripts=2)
    listed = then.split('id="moments"')[1]
    assert "What stands here is what it said at the time." in listed
    assert "You get the same price for anything you add." in listed


def test_a_correction_begins_with_what_the_record_says_and_keeps_the_rest(clerk: Browser) -> None:
    path = "correction?record=story-10"
    text = clerk.open(f"{RECORD}/{path}")
    checked(text)
    shown = Form(text).values
    assert shown["words"] == ["You get the same price for anything you add."]
    assert shown["actor"] == ["rep"]
    answer = sent(clerk, "correction", shown, **WHY, words="The same price for what you add.")
    assert answer.status_code == 303, answer.text
    before = clerk.service.ledger.entry("story-10")
    assert before is not None
    kept = last(clerk).as_kept()
    assert kept["type"] == "record.corrected"
    data = kept["data"]
    assert "occurred_at" not in data
    assert "actor" not in data
    assert data["data"] == before.as_kept()["data"] | {"words": "The same price for what you add."}


def test_time_and_actor_are_put_right_where_they_differ(clerk: Browser) -> None:
    shown = opened(clerk, "correction?record=story-10")
    fields = {**WHY, "actor": "vp-sales", **on("2025-04-27")}
    assert sent(clerk, "correction", shown, **fields).status_code == 303
    data = last(clerk).as_kept()["data"]
    assert (data["actor"], data["occurred_at"]) == ("vp-sales", "2025-04-27")
    again = opened(clerk, "correction?record=story-10")
    assert (again["actor"], again["when_day"]) == (["vp-sales"], ["2025-04-27"])


def test_what_a_field_would_not_give_again_is_not_shown_and_stays(clerk: Browser) -> None:
    scope = [{"axis": "orders", "item": "expansion", "state": "in", "words": "anything"}]
    about = [{"topic": "one"}, {"topic": "two"}]
    given = {"words": "So.", "form": "written", "scope": scope, "about": about}
    told(clerk, a_sending("statement.made", id="odd", deal=DEAL, statement="X", **given))
    text = clerk.open(f"{RECORD}/correction?record=odd")
    assert not {"scope_in", "about"} & Form(text).names
    answer = sent(clerk, "correction", Form(text).values, **WHY, words="Not so.")
    assert answer.status_code == 303, answer.text
    data = last(clerk).as_kept()["data"]["data"]
    assert (data["scope"], data["about"]) == (scope, about)
    assert data["words"] == "Not so."


@pytest.mark.parametrize(
    ("fields", "field", "code", "pointer"),
    [
        ({"words": ""}, "words", "missing_field", "/data/data/words"),
        ({"about": ["clause:9.9"]}, "about", "clause_not_on_record", "/data/data/about/0/clause"),
        ({"when_how": "day", "when_day": ""}, "when", "missing_field", "/data/occurred_at"),
        ({"when_how": "day", "when_day": "x"}, "when", "bad_time", "/data/occurred_at"),
        ({"actor": ""}, "actor", "missing_field", "/data/actor"),
        ({"why": ""}, "why", "missing_field", "/data/reason"),
        ({"by": ""}, "by", "missing_field", "/actor"),
        ({"said_day": ""}, "said", "missing_field", "/occurred_at"),
    ],
)
def test_what_is_refused_stands_beside_its_field(
    clerk: Browser, fields: dict[str, Any], field: str, code: str, pointer: str
) -> None:
    shown = opened(clerk, "correction?record=story-10")
    answer = sent(clerk, "correction", shown, **(WHY | fields))
    assert answer.status_code == 422, answer.text
    checked(answer.text)
    assert f"({code} at {pointer})" in answer.text.split(f'id="{field}-fault"')[1].split("</p>")[0]
    assert answer.text.count('class="wrong"') == 1


def test_disputes_are_for_legal_alone_and_all_else_for_recorders(stranger: Browser) -> None:
    legal = stranger.sign_in("legal")
    assert legal.get(f"{RECORD}/strike?record=story-10").status_code == 422
    shown = opened(legal, "strike?record=story-25")
    assert sent(legal, "strike", shown, **WHY).status_code == 303
    recorder = stranger.sign_in("reader", "recorder")
    assert recorder.get(f"{RECORD}/strike?record=story-25").status_code == 422
    reader = stranger.sign_in("reader")
    assert reader.get(f"{RECORD}/strike?record=story-10").status_code == 403


@pytest.mark.parametrize("form", ["strike", "correction"])
def test_what_cannot_be_mended_is_said_so(clerk: Browser, form: str) -> None:
    for record in ("nothing", "story-01", "story-25", "%00"):
        answer = clerk.get(f"{RECORD}/{form}?record={record}")
        assert answer.status_code == 422
        checked(answer.text)
    assert clerk.get(f"{RECORD}/{form}").status_code == 422
    assert clerk.get(f"{RECORD}/correction?record=story-18a").status_code == 422
    assert clerk.send(f"{RECORD}/{form}", form_token=clerk.form_token()).status_code == 422


def test_of_two_corrections_at_once_the_second_is_shown_the_first(clerk: Browser) -> None:
    mine = opened(clerk, "correction?record=story-10")
    other = opened(clerk, "correction?record=story-10")
    for _ in range(2):  # sent twice, it is no other correction
        answer = sent(clerk, "correction", other, **WHY, words="The same price for orders.")
        assert answer.status_code == 303, answer.text
    size = clerk.service.ledger.size
    refused = sent(clerk, "correction", mine, **WHY, words="Another price.")
    assert refused.status_code == 422
    checked(refused.text)
    told = refused.text.split('id="faults-head"')[1].split("</section>")[0]
    assert "It was corrected meanwhile, by Tobias Wrenfield: “A slip.”" in told
    assert "The same price for orders." in told
    assert clerk.service.ledger.size == size
    again = Form(refused.text).values
    assert again["words"] == ["Another price."]
    assert sent(clerk, "correction", again).status_code == 303


def test_a_correction_that_changes_nothing_is_refused(clerk: Browser) -> None:
    for words in (None, "The same price."):
        shown = opened(clerk, "correction?record=story-10")
        refused = sent(clerk, "correction", shown, **WHY)
        assert refused.status_code == 422
        assert "Nothing is changed" in refused.text
        if words:
            fields = {**WHY, "words": words, "actor": "vp-sales", **on("2025-04-27")}
            assert sent(clerk, "correction", shown, **fields).status_code == 303
            assert (
                "Nothing is changed"
                in sent(
                    clerk, "correction", opened(clerk, "correction?record=story-10"), **WHY
                ).text
            )


def test_hostile_words_are_shown_harmlessly(clerk: Browser) -> None:
    about = [{"topic": HOSTILE[:200]}]
    hostile = {"words": HOSTILE, "form": "written", "about": about}
    told(clerk, a_sending("statement.made", id="odd", deal=DEAL, statement="X", **hostile))
    for form in ("strike", "correction"):
        text = clerk.open(f"{RECORD}/{form}?record=odd")
        checked(text)
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text
    shown = opened(clerk, "correction?record=odd")
    assert shown["words"] == [HOSTILE]
    assert sent(clerk, "correction", shown, **WHY, words=f"{HOSTILE}!").status_code == 303
    assert last(clerk).as_kept()["data"]["data"]["words"] == f"{HOSTILE}!"


def of_type(browser: Browser, type_: str) -> list[str]:
    """The records of a kind, by id."""
    return [e.id for e in browser.service.ledger.entries(DEAL) if e.envelope.type == type_]


@pytest.mark.parametrize(
    ("type_", "said"),
    [
        ("proposal.accepted", "an acceptance of P7"),
        ("proposal.sealed", "the seal of P7"),
        ("proposal.sent", "a sending of P7"),
        ("sign_off.granted", "a signature of P7"),
    ],
)
def test_what_rests_on_a_record_comes_before_the_reason_for_striking_it(
    clerk: Browser, type_: str, said: str
) -> None:
    size = clerk.service.ledger.size
    text = clerk.open(f"{RECORD}/strike?record={of_type(clerk, type_)[-1]}")
    checked(text)
    before = text.split('class="filling"', maxsplit=1)[0]
    plain = " ".join(before.split())
    assert f"Its kind: {event_words(type_)}. It is {said}" in plain
    assert "With it: " in plain
    assert "Without it: " in plain
    assert "they read otherwise without it" in plain
    assert "Answers that rest on this record will change" in plain
    assert clerk.service.ledger.size == size


def test_without_its_acceptance_another_rule_says_what_governs(clerk: Browser) -> None:
    [accepted] = of_type(clerk, "proposal.accepted")
    text = " ".join(clerk.open(f"{RECORD}/strike?record={accepted}").split())
    assert "P7 governs, accepted." in text.split("With it: ")[1].split("</li>")[0]
    assert "P7 governs, sent." in text.split("Without it: ")[1].split("</li>")[0]


def test_what_rests_on_the_opening_of_a_deal_can_be_looked_at(clerk: Browser) -> None:
    [opening] = of_type(clerk, "deal.opened")
    answer = clerk.get(f"{RECORD}/strike?record={opening}")
    assert answer.status_code == 200
    checked(answer.text)


def test_a_correction_says_nothing_of_a_strike(clerk: Browser) -> None:
    assert "resting-head" not in clerk.open(f"{RECORD}/correction?record=story-10")
