"""The page of a link: one person's questions, answered without a sign-in, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from api.read_back import before
from domain.occurrence import moment_text
from domain.record import Entry
from tests.api.http.calling import DEAL, NOW, Clock
from tests.api.pages.by_link import ASKED, LINKS, SAID, admin, answers, link, over, send
from tests.api.pages.conftest import Browser
from tests.api.pages.filling import Form, last
from tests.api.pages.test_reading_pages import HOSTILE, checked
from tests.databases import rows
from tests.records import a_sending
from tests.threads import at_once


def added(browser: Browser, size: int) -> list[Entry]:
    ledger = browser.service.ledger
    return [each for each in ledger.entries(DEAL) if each.position > size]


def test_a_stranger_sees_the_questions_and_nothing_else_of_the_deal(stranger: Browser) -> None:
    path = link(stranger)
    text = stranger.open(path)
    checked(text)
    assert "Does the discount of clause 4.2 apply to renewals of this order?" in text
    assert text.count("the 22 % discount in Schedule A") == 1
    assert "Philippa Abernethy" in text
    for untold in (
        DEAL,
        "Marguerite",
        "vp-sales",
        "Tobias",
        "Brightlink",
        "P3",
        "SPEC",
        "sign-out",
    ):
        assert untold not in text
    assert "whoever has it can answer in the name of" in text


def test_the_page_is_kept_by_nobody_and_runs_only_what_is_ours(stranger: Browser) -> None:
    answer = stranger.get(link(stranger))
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "private, no-store"
    assert '<meta name="robots" content="noindex">' in answer.text


def test_to_open_it_records_nothing_but_who_looked(stranger: Browser, database: str) -> None:
    path = link(stranger)
    size = stranger.service.ledger.size
    for _ in range(2):
        stranger.open(path)
        stranger.client.head(path)
    assert stranger.service.ledger.size == size
    found = "SELECT token, action, deal, privileged FROM ledger.access_log WHERE action = %s"
    id_ = path.rpartition("/")[2].partition("_")[0]
    assert rows(database, found, "read-back link") == [(id_, "read-back link", DEAL, False)] * 2


@SAID
def test_an_answer_is_the_persons_statement_by_nobodys_own_credentials(
    stranger: Browser, answer: str, words: str, said: str, state: str | None
) -> None:
    path = link(stranger)
    id_ = path.rpartition("/")[2].partition("_")[0]
    size = stranger.service.ledger.size
    told = send(stranger, path, **answers(answer, words))
    assert told.status_code == 303, told.text
    assert told.headers["location"] == f"{path}?recorded=now"
    displayed, statement = (each.as_kept() for each in added(stranger, size))
    assert displayed["data"] == {
        "clause": "4.2",
        "version": 1,
        "to": "agency-buyer",
        "surface": "read-back link",
    }
    data = statement["data"]
    scope = [{"axis": "orders", "item": "renewal", "state": state}] if state else None
    assert (data["words"], data["form"], data.get("scope") or None) == (said, "written", scope)
    assert data["about"] == [{"clause": "4.2", "version": 1}]
    assert statement["actor"] == "agency-buyer"
    assert statement["evidence"]["class"] == "asserted"
    assert statement["evidence"]["quote"].startswith("Does the discount of clause 4.2")
    by = {"name": f"read-back-link:{id_}", "kind": "token"}
    assert displayed["recorded_by"] == statement["recorded_by"] == by


def test_by_itself_is_said_of_no_answer_by_a_link(stranger: Browser) -> None:
    path = link(stranger)
    assert send(stranger, path, **answers("yes")).status_code == 303
    moments = admin(stranger).get(f"/v1/deals/{DEAL}/timeline", limit=500).json()["moments"]
    assert moments[-1]["by_self"] is False
    lawyer = stranger.sign_in("legal")
    text = lawyer.open(f"/deals/{DEAL}/records?record={moments[-1]['record']}")
    assert "whoever had the link that was made for Philippa Abernethy" in text


def test_the_same_answers_add_nothing_and_another_one_stands_beside(
    stranger: Browser, clock: Clock
) -> None:
    path = link(stranger)
    size = stranger.service.ledger.size
    assert send(stranger, path, **answers("yes", "So said.")).status_code == 303
    clock.later(hours=1)
    again = send(stranger, path)
    assert again.headers["location"] == f"{path}?recorded=before"
    assert len(added(stranger, size)) == 2
    assert "nothing was added" in stranger.open(f"{path}?recorded=before")
    for place, answer in enumerate(("not_intended", "yes"), 2):
        told = send(stranger, path, **answers(answer, "So said."))
        assert told.headers["location"] == f"{path}?recorded=now"
        assert len(added(stranger, size)) == 2 * place
    said = [each.as_kept()["data"] for each in added(stranger, size)]
    words = [each["words"] for each in said if "words" in each]
    assert words == ["Yes. So said.", "That was not intended. So said.", "Yes. So said."]


def test_what_was_answered_by_the_link_is_filled_in_when_it_is_opened_again(
    stranger: Browser,
) -> None:
    path, other = link(stranger), link(stranger)
    assert send(stranger, path, **answers("not_sure", "Ask legal.")).status_code == 303
    text = stranger.open(path)
    checked(text)
    assert Form(text).values[f"answer {ASKED}"] == ["not_sure"]
    assert Form(text).values[f"words {ASKED}"] == ["Ask legal."]
    assert "By this link it was answered on" in text
    assert f"answer {ASKED}" not in Form(stranger.open(other)).values


def test_whoever_has_a_link_does_not_fill_the_ledger_with_it(
    stranger: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(before, "MOST_ANSWERS", 2)
    path = link(stranger)
    for answer in ("yes", "no"):
        assert send(stranger, path, **answers(answer)).status_code == 303
    size = stranger.service.ledger.size
    told = send(stranger, path, **answers("yes"))
    assert told.status_code == 409
    checked(told.text)
    assert "2 times by this link already" in told.text
    assert stranger.service.ledger.size == size
    assert send(stranger, path, **answers("no")).headers["location"].endswith("recorded=before")
    assert send(stranger, link(stranger), **answers("yes")).status_code == 303


def test_an_answer_that_was_struck_can_be_given_again(stranger: Browser) -> None:
    path = link(stranger)
    assert send(stranger, path, **answers("yes")).status_code == 303
    strike = a_sending("record.struck", deal=DEAL, record=last(stranger).id, reason="A test.")
    assert admin(stranger).record(strike).status_code == 201
    assert f"answer {ASKED}" not in Form(stranger.open(path)).values
    assert send(stranger, path, **answers("yes")).headers["location"].endswith("recorded=now")


def test_answers_that_are_sent_at_once_are_each_taken_once(stranger: Browser) -> None:
    path = link(stranger)
    shown = Form(stranger.open(path)).values
    size = stranger.service.ledger.size
    filled = shown | {name: [each] for name, each in answers("yes").items()}
    told = at_once([lambda: stranger.send(path, None, **filled) for _ in range(4)])
    assert {each.status_code for each in told} == {303}
    assert len(added(stranger, size)) == 2


@pytest.mark.parametrize("fields", [{}, answers("perhaps"), {"answer 9@9:a:b": "yes"}])
def test_without_an_answer_nothing_is_recorded(stranger: Browser, fields: dict[str, Any]) -> None:
    path = link(stranger)
    size = stranger.service.ledger.size
    told = send(stranger, path, **fields)
    assert told.status_code == 422
    checked(told.text)
    assert "Answer at least one" in told.text
    assert stranger.service.ledger.size == size


@pytest.mark.parametrize("words", ["x" * 200_000, "\x00", "\ud800"])
def test_words_that_cannot_be_kept_are_refused_on_the_page(stranger: Browser, words: str) -> None:
    path = link(stranger)
    size = stranger.service.ledger.size
    told = send(stranger, path, **answers("yes", words.encode("utf-8", "replace").decode()))
    assert told.status_code in {303, 413, 422}
    if told.status_code != 303:
        assert stranger.service.ledger.size == size


@pytest.mark.parametrize(
    ("fields", "headers"),
    [
        ({"form_token": ""}, {}),
        ({"form_token": "0" * 64}, {}),
        ({"form_token": "ö"}, {}),
        ({}, {"Origin": "https://elsewhere.example"}),
        ({}, {"Origin": "null"}),
        ({}, {"Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_a_form_that_another_site_sends_records_nothing(
    stranger: Browser, fields: dict[str, str], headers: dict[str, str]
) -> None:
    path = link(stranger)
    shown = Form(stranger.open(path)).values | answers("yes") | fields
    size = stranger.service.ledger.size
    told = stranger.send(path, headers, **shown)
    assert told.status_code == 403
    assert "form_not_from_here" in told.text
    assert f'href="{path}"' in told.text
    assert stranger.service.ledger.size == size


def test_the_form_of_one_link_is_not_that_of_another(stranger: Browser) -> None:
    path, other = link(stranger), link(stranger, "rep")
    shown = Form(stranger.open(path)).values | answers("yes")
    assert stranger.send(other, None, **shown).status_code == 403


@pytest.mark.parametrize("at", ["soon", "2999-01-01T00:00:00Z", "2026-11-25T11:59:59Z", "2020"])
def test_nothing_was_shown_before_the_link_or_later_than_now(
    stranger: Browser, clock: Clock, at: str
) -> None:
    path = link(stranger)
    clock.later(hours=1)
    assert send(stranger, path, shown_at=at, **answers("yes")).status_code == 303
    assert last(stranger, 2).as_kept()["occurred_at"] == moment_text(clock())


def test_the_page_says_when_it_was_shown(stranger: Browser, clock: Clock) -> None:
    path = link(stranger)
    shown = Form(stranger.open(path)).values | answers("yes")
    clock.later(hours=1)
    assert stranger.send(path, None, **shown).status_code == 303
    assert last(stranger, 2).as_kept()["occurred_at"] == moment_text(NOW)
    assert last(stranger).as_kept()["occurred_at"] == moment_text(clock())


@pytest.mark.parametrize(
    "wrong",
    ["1", "0123456789abcdef_x", "0123456789abcdef_" + "x" * 43, "%00", "%FF", "a" * 3_000, "_"],
)
def test_a_link_that_nobody_made_leads_nowhere(stranger: Browser, wrong: str) -> None:
    over(stranger, f"/read-back/{wrong}", 404, "read_back_link_not_known")


def test_a_link_ends(stranger: Browser, clock: Clock) -> None:
    path = link(stranger)
    clock.later(days=14)
    over(stranger, path, 410, "read_back_link_over")


def test_a_link_that_was_taken_back_leads_nowhere(stranger: Browser) -> None:
    path = link(stranger)
    id_ = path.rpartition("/")[2].partition("_")[0]
    assert admin(stranger).call("DELETE", f"{LINKS}/{id_}").status_code == 200
    over(stranger, path, 410, "read_back_link_over")


@pytest.mark.parametrize("struck", ["story-05a", "story-14"])
def test_a_link_without_a_deal_or_a_seal_leads_nowhere(stranger: Browser, struck: str) -> None:
    path = link(stranger)
    form = Form(stranger.open(path)).values
    strike = a_sending("record.struck", deal=DEAL, record=struck, reason="A test.")
    assert admin(stranger).record(strike).status_code == 201
    over(stranger, path, 410, "read_back_link_over", form)


def test_it_opens_no_other_page_and_no_call(stranger: Browser) -> None:
    path = link(stranger)
    text = path.rpartition("/")[2]
    stranger.open(path)
    assert stranger.get(f"/deals/{DEAL}").url.path == "/sign-in"
    for given in (text, f"dl_{text}"):
        headers = {"Authorization": f"Bearer {given}"}
        assert stranger.get(f"/v1/deals/{DEAL}", **headers).status_code == 401
        assert stranger.send("/sign-in", None, token=given).status_code == 401
    stranger.client.cookies["deal_ledger_session"] = text
    assert stranger.get(f"/deals/{DEAL}").url.path == "/sign-in"


def test_differing_answers_by_links_are_a_finding(stranger: Browser) -> None:
    for person, answer in (("rep", "yes"), ("agency-buyer", "no")):
        assert send(stranger, link(stranger, person), **answers(answer)).status_code == 303
    found = admin(stranger).get(f"/v1/deals/{DEAL}/findings").json()["findings"]
    [differing] = [each for each in found if each["code"] == "READ01"]
    assert [each["person"] for each in differing["persons"]] == ["rep", "agency-buyer"]
    assert differing["severity"] == "high"


def test_hostile_words_are_shown_harmlessly(stranger: Browser) -> None:
    term = {"kind": "discount", "value": {"percent": "40"}, "scope": []}
    hostile = {"clause": "8.1", "text": HOSTILE, "heading": HOSTILE, "term": term}
    told = admin(stranger).record(
        a_sending("clause.added", deal=DEAL, **hostile),
        a_sending("proposal.sealed", deal=DEAL, proposal="P8", clauses=["8.1"]),
        a_sending(
            "participant.assigned", deal=DEAL, person="mallory", name=HOSTILE, party="northcare"
        ),
    )
    assert told.status_code == 201, told.text
    path = link(stranger, "mallory", "P8")
    filled = answers("no", HOSTILE, "8.1@1:orders:expansion")
    assert send(stranger, path, **filled).status_code == 303
    text = stranger.open(path)
    checked(text)
    assert HOSTILE not in text
    checked(stranger.open(f"{path}?recorded={HOSTILE}"))
