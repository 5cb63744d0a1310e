"""The client against a service as it runs."""

from __future__ import annotations

import json
from typing import Any

import pytest

from api.cli.demo import DEAL, QUESTION, story_text
from api.client import Client, RefusedByLedger
from api.client import client as module
from tests.api.client.serving import Served
from tests.records import a_sending

STORY: list[dict[str, Any]] = [json.loads(line) for line in story_text().splitlines()]


@pytest.fixture
def told(client: Client) -> Client:
    """The client, on a ledger that holds the story."""
    client.record_together(STORY)
    return client


def test_a_record_is_added_once_however_often_it_is_sent(client: Client) -> None:
    record = a_sending("clause.added", deal=None)
    first, again = (client.record(record, deal="D-1") for _ in range(2))
    assert (first.added, first.deal, first.position, first.version) == (True, "D-1", 1, 1)
    assert (again.added, again.position, again.leaf) == (False, 1, first.leaf)


def test_records_are_added_together_or_not_at_all(client: Client) -> None:
    good, bad = a_sending("clause.added"), a_sending("clause.revised", clause="9.9")
    with pytest.raises(RefusedByLedger) as raised:
        client.record_together([good, bad])
    assert raised.value.problem.pointer == "/1/data/clause"
    assert client.live().position == 0
    receipts = client.record_together([good, a_sending("clause.revised")], expected=0)
    assert (receipts.position, receipts.version) == (2, 2)
    assert [each.record for each in receipts.records] == [good["id"], "r-3"]


def test_a_record_follows_only_the_version_that_was_expected(client: Client) -> None:
    client.record(a_sending("clause.added"), expected=0)
    with pytest.raises(RefusedByLedger) as raised:
        client.record(a_sending("clause.revised"), expected=0)
    assert (raised.value.status, raised.value.problem.code) == (412, "version_mismatch")


def test_sending_again_is_safe_with_an_expected_version_too(client: Client) -> None:
    record = a_sending("clause.added")
    client.record(record, expected=0)
    assert not client.record(record, expected=0).added


def test_what_is_refused_is_raised_with_its_problem_and_its_request(client: Client) -> None:
    with pytest.raises(RefusedByLedger, match="clause_not_on_record at /data/clause") as raised:
        client.record(a_sending("clause.revised"))
    refused = raised.value
    assert (refused.status, refused.problem.code) == (422, "clause_not_on_record")
    assert len(refused.request_id or "") == 16
    assert refused.again_after is None


def test_text_that_is_none_is_refused_by_the_ledger_with_a_pointer(client: Client) -> None:
    with pytest.raises(RefusedByLedger) as raised:
        client.record(a_sending("clause.added", text="half of a \ud83d"))
    assert raised.value.problem.pointer == "/data/text"


def test_a_token_that_counts_no_more_and_a_deal_that_is_not_seen_are_told_apart(
    served: Served, told: Client
) -> None:
    limited = served.client(served.token("reader", deals=["D-1"]))
    with pytest.raises(RefusedByLedger) as raised:
        limited.deal(DEAL)
    assert raised.value.status == 404
    with pytest.raises(RefusedByLedger) as raised:
        served.client("dl_nobody").deal(DEAL)
    assert raised.value.status == 401


def test_the_register_is_read_to_its_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.record_together([a_sending("deal.opened", deal=f"D-{each}") for each in range(5)])
    assert [each.deal for each in client.deals(limit=2).deals] == ["D-0", "D-1"]
    monkeypatch.setattr(module, "LARGEST_PAGE", 2)
    assert [each.deal for each in client.every_deal()] == [f"D-{each}" for each in range(5)]
    assert list(client.every_deal(known_at=0)) == []


def test_all_pages_of_records_stand_on_one_basis(
    told: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = told.deal(DEAL).version
    monkeypatch.setattr(module, "LARGEST_PAGE", 10)
    records = told.every_record(DEAL)
    first = next(records)
    told.record(a_sending("clause.added", deal=DEAL, clause="later"))
    assert [first.version, *(each.version for each in records)] == list(range(1, version + 1))


def test_a_page_of_records_goes_on_after_its_cursor(told: Client) -> None:
    page = told.records(DEAL, limit=5)
    assert page.next == 5
    page = told.records(DEAL, cursor=page.next, limit=2)
    assert [each.version for each in page.records] == [6, 7]


def test_terms_are_read_as_they_stood_and_as_they_were_known(told: Client) -> None:
    assert told.terms(DEAL).standing == "contested"
    assert told.terms(DEAL, effective_at="2025-05-12").standing == "offered"
    assert told.terms(DEAL, known_at="record:story-09").governing.by == "sealed"
    assert told.terms(DEAL, known_at=30).basis.known_at == 30


def test_an_answer_on_the_basis_of_an_earlier_one_is_the_same_answer(told: Client) -> None:
    answer = told.ask(DEAL, QUESTION, effective_at="2025-05-16T09:59Z")
    assert answer.verdict == "yes"
    told.record(a_sending("clause.added", deal=DEAL, clause="later"))
    assert told.ask(DEAL, QUESTION, basis=answer.basis) == answer
    assert told.terms(DEAL, basis=answer.basis.model_dump()).basis == answer.basis


def test_a_question_is_asked_in_words_or_as_parameters(told: Client) -> None:
    items = [{"axis": "services", "item": "analytics"}]
    answer = told.ask(DEAL, {"kind": "scope", "items": items, "terms": ["discount"]})
    assert answer.verdict == "silent"
    assert answer.verdict == told.ask(DEAL, "Does the discount cover analytics?").verdict


def test_a_question_that_is_not_understood_comes_back_with_some_that_would_be(
    told: Client,
) -> None:
    with pytest.raises(RefusedByLedger) as raised:
        told.ask(DEAL, "What is the weather?")
    assert raised.value.problem.code == "question_not_read"
    assert raised.value.problem.nearest


def test_a_reading_waits_for_the_position_of_a_record(told: Client) -> None:
    receipt = told.record(a_sending("clause.added", deal=DEAL, clause="later"))
    position = receipt.position
    assert told.deal(DEAL, min_position=position).version == receipt.version
    assert told.ask(DEAL, QUESTION, min_position=position).basis.known_at == position
    assert told.ledger(position - 1, min_position=position).records[0].id == receipt.record


def test_the_ledger_is_read_page_by_page(told: Client) -> None:
    page = told.ledger(limit=30)
    assert page.next is not None
    rest = told.ledger(page.next)
    assert rest.next is None
    assert [each.id for each in [*page.records, *rest.records]] == [each["id"] for each in STORY]
    assert told.ledger(rest.position).records == []


def test_the_service_says_that_it_lives_and_is_ready(client: Client) -> None:
    assert (client.live().status, client.ready().status) == ("live", "ready")


@pytest.mark.parametrize("deal", ["", ".", "..", "D-1/terms", "../records"])
def test_an_id_that_would_lead_elsewhere_is_not_sent(client: Client, deal: str) -> None:
    with pytest.raises(ValueError, match="not the id of a deal"):
        client.record(a_sending("clause.added", deal=None), deal=deal)


@pytest.mark.parametrize("deal", ["D?1", "D#1", "D 1", "D%2e1", "Ünser"])
def test_any_other_id_is_asked_for_as_it_is(client: Client, deal: str) -> None:
    with pytest.raises(RefusedByLedger) as raised:
        client.terms(deal)
    assert deal in raised.value.problem.detail
