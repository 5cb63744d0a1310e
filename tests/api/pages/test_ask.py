"""Asking as a page: an answer with both sides, how it was read, and what is done with it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, quote_plus

import pytest

from api.answer_page import answer_page
from api.pages.asked_here import Asking, asked_by_address
from tests.api.http.calling import DEAL, QUESTION, Api, Clock
from tests.api.pages.conftest import Browser
from tests.api.pages.test_reading_pages import HOSTILE, checked
from tests.records import a_sending

ASK = f"/deals/{DEAL}/ask"
ASKED = f"{ASK}?question={quote_plus(QUESTION['question'])}"
SCOPE = f"{ASK}?kind=scope&items=orders:expansion&terms=discount"


@pytest.mark.parametrize(
    "path",
    [
        ASK,
        ASKED,
        f"{ASKED}&effective_at=2025-05-12&known_at=record:story-18a",
        f"{ASKED}&effective_at=&known_at=&kind=",
        SCOPE,
        f"{ASK}?kind=knowledge&persons=vp-sales&clauses=4.2&ask=whether&before=proposal:P7",
        f"{ASK}?kind=changes&from=proposal:P3&to=proposal:P7",
        f"{ASK}?kind=communication&to=northcare&by=",
        f"{ASK}?kind=integrity",
        f"{ASK}?question=Who+knew+about+4.2%3F",
    ],
)
def test_every_page_is_whole(lawyer: Browser, path: str) -> None:
    checked(lawyer.open(path), scripts=2)


def links(text: str) -> list[str]:
    """The addresses that ask a question, as a browser reads them."""
    found = re.findall(r'href="(/deals/[^"]+/ask\?[^"]+)"', text)
    return [unescape(each) for each in found]


def as_text(text: str) -> str:
    """The text that is there to be copied."""
    return unescape(text.split('id="as-text"', 1)[1].split(">", 1)[1].split("</pre>", 1)[0])


def refused(browser: Browser, path: str, status: int) -> str:
    answer = browser.get(path)
    assert answer.status_code == status, answer.text
    checked(answer.text, scripts=2 if "<h2" in answer.text else 1)
    return answer.text


def test_what_speaks_for_and_against_stands_side_by_side_with_its_moment(lawyer: Browser) -> None:
    text = lawyer.open(ASKED)
    for_, against = text.split('id="for"', 1)[1].split('id="against"', 1)
    assert "added by Customer during the Term" in for_
    assert "we never intended additional services at that price" in against
    assert f'href="/deals/{DEAL}/records?record=story-22#record-story-22"' in against
    assert f'href="/deals/{DEAL}/replay?known_at=record:story-22"' in against
    assert "Clause 4.2 is silent on beneficiaries" in text
    assert "Today: Yes." in text


def test_what_was_recorded_after_the_dispute_says_so(lawyer: Browser) -> None:
    text = lawyer.open(f"{ASK}?question=Did+Marguerite+Oyelaran+know+about+clause+4.2%3F")
    assert "recorded after the dispute was opened" in text.split('id="against"', 1)[1]


def test_every_suggestion_can_be_asked(lawyer: Browser) -> None:
    suggested = links(lawyer.open(ASK))
    assert len(suggested) == 13
    for each in suggested:
        assert lawyer.get(each).status_code == 200, each


def test_a_question_that_is_not_read_leads_to_three_that_are(lawyer: Browser) -> None:
    text = refused(lawyer, f"{ASK}?question=Who+knew+about+4.2+in+Boston%3F", 422)
    assert "not understood: boston" in text
    nearest = links(text.split("The nearest questions", 1)[1].split("</ul>", 1)[0])
    assert len(nearest) == 3
    for each in nearest:
        assert lawyer.get(each).status_code == 200


def test_a_day_in_a_question_that_is_not_read_is_said_to_be_left_out(lawyer: Browser) -> None:
    asked = quote_plus("What did Philippa Abernethy know on 12 May?")
    text = refused(lawyer, f"{ASK}?question={asked}", 422)
    assert "it is told whether, who, and when" in text
    form = text.split('class="fields"', 1)[1].split("</form>", 1)[0]
    assert "2025-05-12 stands in your question, and not in this form" in form
    assert 'name="effective_at"' not in form


def test_how_it_was_read_stands_above_the_verdict(lawyer: Browser) -> None:
    text = lawyer.open(f"{ASK}?question={quote_plus('Was the VP ever shown clause 4.2?')}")
    above, verdict = text.split('<h2 id="verdict"', 1)
    assert "Read as: Did Marguerite Oyelaran know about clause 4.2?</p>" in above
    assert verdict.startswith(' class="verdict yes" aria-describedby="read-as">')
    by_fields = lawyer.open(SCOPE)
    assert 'id="read-as"' not in by_fields
    assert 'describedby="read-as"' not in by_fields


def test_how_it_was_read_can_be_put_right_field_by_field(lawyer: Browser) -> None:
    text = lawyer.open(f"{ASKED}&known_at=record:story-18a")
    form = text.split('class="fields"', 1)[1].split("</form>", 1)[0]
    assert re.search(r'value="orders:expansion" checked', form)
    assert 'name="known_at" value="record:story-18a"' in form
    other = lawyer.open(f"{ASK}?kind=scope&items=orders:renewal&items=beneficiaries:affiliates")
    assert "renewal" in other.split('class="asked"', 1)[1].split("</p>", 1)[0]
    assert "Silent: nothing on record says so" in other


def test_another_kind_keeps_what_both_can_name(lawyer: Browser) -> None:
    text = lawyer.open(f"{ASK}?question=Who+signed+off+on+clause+4.2%3F")
    [knew] = [each for each in links(text) if "kind=knowledge" in each]
    assert "clauses=4.2" in knew
    assert "clause 4.2" in lawyer.open(knew)


def test_a_date_that_can_be_two_days_is_answered_in_both(lawyer: Browser) -> None:
    text = lawyer.open(f"{ASK}?question=What+terms+were+in+force+on+05/06/2025%3F")
    checked(text, scripts=2)
    assert "It can be read in two ways" in text
    assert "what had happened by 6 May 2025." in text
    assert "what had happened by 5 June 2025." in text
    assert "is of the first of the two" in text
    alone = [each for each in links(text.split("two ways", 1)[1]) if "effective_at" in each][:2]
    assert {"effective_at=2025-05-06", "effective_at=2025-06-05"} == {
        each.rsplit("&", 1)[1] for each in alone
    }
    for each in alone:
        assert "It can be read in two ways" not in lawyer.open(each)
    # On one basis both would be answered on the same day: neither recorded nor sent on as one.
    assert 'name="basis"' not in text
    assert "The address of this very answer" not in text


def test_the_text_to_copy_is_the_one_of_the_command_line(lawyer: Browser) -> None:
    api = Api(lawyer.client, lawyer.service).as_("legal")
    answered = api.post(f"/v1/deals/{DEAL}/ask", QUESTION).json()
    assert as_text(lawyer.open(ASKED)) == answer_page(answered)


@pytest.mark.parametrize(
    "path",
    [
        ASKED,
        f"{ASK}?question=What+terms+were+in+force+on+12+May+2025%3F",
        f"{ASKED}&effective_at=2025-05-12&known_at=record:story-18a",
        f"{SCOPE}&effective_at=2025-05-12",
    ],
)
def test_the_address_of_an_answer_gives_it_again(lawyer: Browser, path: str, clock: Clock) -> None:
    text = lawyer.open(path)
    [address] = [each for each in links(text) if "basis=" in each]
    clock.later(minutes=5)
    later = a_sending("clause.added", deal=DEAL, id="later", clause="9.9")
    assert Api(lawyer.client, lawyer.service).as_("admin").record(later).status_code == 201
    assert as_text(lawyer.open(address)) == as_text(text)


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "scope", "items": [{"axis": "services", "item": "a:b"}], "terms": ["price"]},
        {"kind": "changes", "ask": "who", "from": {"proposal": "P3"}, "to": "2025-05-12"},
        {"kind": "knowledge", "persons": ["a", "b"], "clauses": ["4.2"], "version": 3},
        {"kind": "objection", "before": {"event": "order.placed", "record": "story-9"}},
        {"kind": "retraction", "before": {"record": "a:b/c"}},
        {"kind": "communication", "to": ["x"], "by": ["y"], "state": "in", "words": "a & b"},
    ],
)
def test_a_question_by_fields_is_the_same_when_its_address_is_read(given: dict[str, Any]) -> None:
    pairs = parse_qs(asked_by_address(given))
    lists = {"items", "terms", "clauses", "documents", "persons", "parties", "by", "to"}
    named = {name: each if name in lists else each[0] for name, each in pairs.items()}
    assert Asking.model_validate(named).wanted == given


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=riddle", 422),
        ("kind=scope&items=orders", 422),
        ("kind=scope&items=%00:x", 422),
        ("kind=knowledge&clauses=4.2&version=x", 422),
        ("kind=knowledge&clauses=4.2&version=9999", 422),
        ("kind=changes&from=event:nothing", 422),
        ("kind=changes&from=1&from=2", 422),
        ("question=" + "w" * 2_001, 422),
        ("question=%00", 422),
        ("question=x&basis=%7B%7D", 422),
        ("question=x&basis=1&dispute=D1", 422),
        ("other=1", 422),
    ],
)
def test_a_bad_question_is_refused_on_a_page(lawyer: Browser, query: str, status: int) -> None:
    refused(lawyer, f"{ASK}?{query}", status)


@pytest.mark.parametrize(
    ("query", "open_", "shut"),
    [
        ("kind=scope&terms=discount", "What it may cover", "Clauses"),
        ("kind=precedent", "What it may cover", "Clauses"),
        ("kind=precedent", "Kinds of term", "Clauses"),
        ("kind=silence&clauses=4.2", "What it may cover", "Kinds of term"),
    ],
)
def test_a_question_that_does_not_say_what_it_is_about_is_a_form_that_asks_for_it(
    lawyer: Browser, query: str, open_: str, shut: str
) -> None:
    text = lawyer.open(f"{ASK}?{query}")
    checked(text, scripts=2)
    form = text.split('class="fields"', 1)[1].split("</form>", 1)[0]
    assert "Choose at least one thing that it is about" in text
    assert f"<details open><summary>{open_}" in form
    assert f"<details ><summary>{shut}" in form or f"<summary>{shut}" not in form
    assert "Not answered" not in text
    assert 'role="alert"' not in text
    put = lawyer.open(f"{ASK}?{query}&items=orders:expansion")
    assert 'id="verdict"' in put


def test_whatever_else_can_be_asked_about_an_answer_opens(lawyer: Browser) -> None:
    for question in ("Did+anybody+object+in+time%3F", "Who+signed+off+on+clause+4.2%3F"):
        text = lawyer.open(f"{ASK}?question={question}")
        others = links(text.split("Or ask something else", 1)[1].split("</ul>", 1)[0])
        assert len(others) == 12
        for each in others:
            assert lawyer.get(each).status_code == 200, each


def to_record(text: str) -> dict[str, str]:
    """What the form that records an answer sends."""
    form = text.split('method="post" action="/deals', 1)[1].split("</form>", 1)[0]
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in fields}


@pytest.mark.parametrize("path", [ASKED, SCOPE])
def test_an_answer_is_recorded_as_it_was_seen(lawyer: Browser, path: str, clock: Clock) -> None:
    seen = lawyer.open(path)
    size = lawyer.service.ledger.size
    api = Api(lawyer.client, lawyer.service).as_("admin")
    later = a_sending("clause.added", deal=DEAL, id="later", clause="9.9")
    assert api.record(later).status_code == 201
    clock.later(minutes=5)
    sent = lawyer.send(ASK, None, **to_record(seen), dispute="D1")
    assert sent.status_code == 303, sent.text
    text = lawyer.open(sent.headers["location"])
    checked(text, scripts=2)
    assert "On record for dispute D1" in text
    assert "Since then 1 record(s) were added." in text
    again = lawyer.send(ASK, None, **to_record(seen), dispute="D1")
    assert again.headers["location"] == sent.headers["location"]
    assert lawyer.service.ledger.size == size + 2


def test_looking_records_nothing(lawyer: Browser) -> None:
    size = lawyer.service.ledger.size
    basis = to_record(lawyer.open(ASKED))["basis"]
    text = lawyer.open(f"{ASKED}&dispute=D1&basis={quote_plus(basis)}")
    assert "No answer to this on this basis is on record for dispute D1" in text
    assert lawyer.service.ledger.size == size


def test_who_may_not_record_answers_is_told_and_refused(stranger: Browser) -> None:
    reader = stranger.sign_in("reader")
    text = reader.open(ASKED)
    assert "recorded for a dispute by who has the role legal" in text
    given = {"asked": '"x"', "basis": "{}", "dispute": "D1", "form_token": reader.form_token()}
    assert reader.send(ASK, None, **given).status_code == 403


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"form_token": "0" * 64}, 403),
        ({"dispute": "D9"}, 422),
        ({"dispute": ""}, 422),
        ({"dispute": "\x00"}, 422),
        ({"basis": "1"}, 422),
        ({"basis": "{"}, 422),
        ({"asked": "7"}, 422),
        ({"asked": '"\\u0000"'}, 422),
        ({"asked": '"' + "w" * 3_000 + '"'}, 422),
        ({"asked": '{"kind": "riddle"}'}, 422),
    ],
)
def test_a_form_with_something_else_in_it_records_nothing(
    lawyer: Browser, changed: dict[str, str], status: int
) -> None:
    given = to_record(lawyer.open(ASKED)) | {"dispute": "D1"} | changed
    size = lawyer.service.ledger.size
    answer = lawyer.send(ASK, None, **given)
    assert answer.status_code == status, answer.text
    checked(answer.text)
    assert lawyer.service.ledger.size == size


def test_hostile_words_in_a_question_are_shown_harmlessly(lawyer: Browser) -> None:
    for words in (HOSTILE[:600], HOSTILE[:1_900]):
        text = refused(lawyer, f"{ASK}?question={quote_plus(words)}", 422)
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text


def test_other_times_keep_the_question(lawyer: Browser) -> None:
    text = lawyer.open(f"{ASKED}&effective_at=2025-05-12")
    times = text.split('class="times"', 1)[1].split("</form>", 1)[0]
    assert f'name="question" value="{QUESTION["question"]}"' in times
    assert f'href="{ASKED}">Back to now' in times
    fields = lawyer.open(SCOPE).split('class="times"', 1)[1].split("</form>", 1)[0]
    assert 'name="items" value="orders:expansion"' in fields


def test_who_asked_is_on_record_before_the_answer_is_given(stranger: Browser) -> None:
    stranger.sign_in("reader").open(ASKED)
    rows = stranger.service.ledger.rows.all("SELECT action, deal FROM ledger.access_log")
    assert {"action": "ask page", "deal": DEAL} in rows
