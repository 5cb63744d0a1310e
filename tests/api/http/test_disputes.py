"""Answers for a dispute: recorded with their bytes, given again as they were; and hypotheses."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

import pytest

from domain.canonical import canonical
from tests.api.http.calling import DEAL, QUESTION, Api, refused
from tests.records import a_sending

ASK = f"/v1/deals/{DEAL}/ask"
DISPUTE = "D1"
BESIDE = ("issued", "since", "hypothetical")


def the_answer(body: dict[str, Any]) -> dict[str, Any]:
    """The answer itself, without what stands beside it."""
    return {name: value for name, value in body.items() if name not in BESIDE}


def in_dispute(api: Api, **more: Any) -> dict[str, Any]:
    answer = api.post(ASK, {**QUESTION, "dispute": DISPUTE, **more})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_an_answer_for_a_dispute_is_recorded_with_its_digest(told: Api) -> None:
    counsel = told.as_("legal", person="counsel")
    size = told.service.ledger.size
    body = in_dispute(counsel)
    assert the_answer(body) == counsel.post(ASK, {**QUESTION, "basis": body["basis"]}).json()
    issued = body["issued"]
    entry = told.service.ledger.entry(issued["record"])
    assert entry is not None
    assert entry.position == issued["position"] == size + 1
    kept = entry.as_kept()
    assert kept["data"]["answer"].encode() == canonical(the_answer(body))
    assert kept["data"]["digest"] == issued["digest"]
    assert issued["digest"] == sha256(canonical(the_answer(body))).hexdigest()
    assert kept["data"]["dispute"] == issued["dispute"] == DISPUTE
    assert (kept["privilege"], kept["on_behalf_of"]) == ("work_product", "counsel")
    assert kept["recorded_by"]["kind"] == "ledger"
    assert body["since"]["records"] == []


def test_asked_again_on_its_basis_the_recorded_bytes_come_back_and_what_is_new_beside_them(
    told: Api,
) -> None:
    first = in_dispute(told)
    told.record(
        a_sending(
            "record.corrected",
            id="late-correction",
            deal=DEAL,
            corrects="story-10",
            data=_statement(told) | {"words": "the same price for nothing"},
            reason="misheard",
        )
    )
    told.record(a_sending("value.reported", id="later-value", deal=DEAL))
    size = told.service.ledger.size
    again = in_dispute(told, basis=first["basis"])
    assert the_answer(again) == the_answer(first)
    assert again["issued"] == first["issued"]
    assert told.service.ledger.size == size, "it was recorded once"
    since = again["since"]
    assert [each["record"] for each in since["records"]] == ["late-correction", "later-value"]
    assert (since["records"][0]["takes_back"], since["records"][0]["cited"]) == ("story-10", True)
    assert "late-correction corrects story-10, which the answer cites." in since["sentence"]
    assert since["position"] == size


def test_asked_anew_it_is_another_answer_on_another_basis(told: Api) -> None:
    first = in_dispute(told)
    other = in_dispute(told)
    assert other["issued"]["record"] != first["issued"]["record"]
    assert other["basis"] != first["basis"]


def test_a_precedent_given_to_who_sees_all_is_not_given_to_who_sees_less(told: Api) -> None:
    told.record(a_sending("deal.opened", id="other-opened", deal="other-2025", client="northcare"))
    question = "How did we treat expansion services for this client before?"
    asked = {"question": question, "dispute": DISPUTE}
    first = told.as_("legal").post(ASK, asked)
    assert "other-2025" in first.text
    limited = told.as_("legal", deals=[DEAL])
    given = limited.post(ASK, {**asked, "basis": first.json()["basis"]})
    assert given.status_code == 200
    assert "other-2025" not in given.text


def test_what_the_ledger_writes_itself_is_withheld_from_readers(told: Api) -> None:
    record = in_dispute(told)["issued"]["record"]
    reader = told.as_("reader")
    seen = reader.get(f"/v1/deals/{DEAL}/records", limit=500).json()["records"]
    assert record not in [each.get("id") for each in seen]


@pytest.mark.parametrize("role", ["reader", "recorder"])
def test_only_legal_has_answers_recorded(told: Api, role: Any) -> None:
    size = told.service.ledger.size
    asking = told.as_("reader", role)
    problem = refused(
        asking.post(ASK, {**QUESTION, "dispute": DISPUTE}), 403, "role_not_held", "/dispute"
    )
    assert "legal" in problem["detail"]
    assert told.service.ledger.size == size


@pytest.mark.parametrize(
    ("more", "code", "pointer"),
    [
        ({"dispute": "no-such"}, "dispute_not_on_record", "/dispute"),
        ({"dispute": "not an id"}, "bad_id", "/dispute"),
        ({"dispute": 3}, "bad_id", "/dispute"),
        ({"dispute": DISPUTE, "without": ["story-10"]}, "hypothesis_not_recorded", "/without"),
        ({"without": "story-10"}, "wrong_type", "/without"),
        ({"without": ["story-10", "???"]}, "bad_id", "/without/1"),
        ({"without": ["no-such-record"]}, "bad_basis", "/without"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_recorded(
    told: Api, more: dict[str, Any], code: str, pointer: str
) -> None:
    size = told.service.ledger.size
    refused(told.post(ASK, {**QUESTION, **more}), 422, code, pointer)
    assert told.service.ledger.size == size


def test_a_question_that_is_not_read_is_not_recorded(told: Api) -> None:
    size = told.service.ledger.size
    answer = told.post(ASK, {"question": "What is the meaning of life?", "dispute": DISPUTE})
    refused(answer, 422, "question_not_read", "/question")
    assert told.service.ledger.size == size


def test_without_a_record_the_answer_is_another_and_says_that_it_is_a_hypothesis(
    told: Api,
) -> None:
    size = told.service.ledger.size
    body = told.post(ASK, {**QUESTION, "without": ["story-11"]}).json()
    assert body["verdict"] == "silent"
    assert body["hypothetical"]["without"] == ["story-11"]
    assert "story-11" in body["hypothetical"]["sentence"]
    assert "story-11" not in json.dumps(the_answer(body))
    assert told.service.ledger.size == size
    again = told.post(ASK, {**QUESTION, "without": ["story-11"], "basis": body["basis"]})
    assert again.json() == body


def test_what_a_reader_may_not_see_cannot_be_left_out(told: Api) -> None:
    """Otherwise leaving it out would tell that it is there, and what it says."""
    answer = told.as_("reader").post(ASK, {**QUESTION, "without": ["story-25"]})
    refused(answer, 422, "bad_basis", "/without")


def _statement(api: Api) -> dict[str, Any]:
    entry = api.service.ledger.entry("story-10")
    assert entry is not None
    data: dict[str, Any] = entry.as_kept()["data"]
    return data
