"""The evidence of a deal as a page: who may see it, what the form gives, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from ledger.proof.bundle.checking import check
from tests.api.evidence.bundles import Files, opened
from tests.api.http.calling import DEAL
from tests.api.pages.conftest import Browser
from tests.api.pages.test_reading_pages import checked
from tests.databases import rows
from tests.ledger.signing.hand import ByHand

PATH = f"/deals/{DEAL}/evidence"


@pytest.fixture
def signing(lawyer: Browser, database: str, tmp_path: Path) -> Iterator[Browser]:
    """The browser of a lawyer, with a signer at work."""
    hand, stop = ByHand(database, tmp_path / "signer"), Event()

    def work() -> None:
        while not stop.wait(0.05):
            hand.sign()

    thread = Thread(target=work)
    hand.sign()
    thread.start()
    yield lawyer
    stop.set()
    thread.join()


def files(content: bytes, path: Path) -> Files:
    file = path / "evidence.zip"
    file.write_bytes(content)
    return opened(file)


def test_the_page_is_whole_and_says_what_a_bundle_does_not_prove(lawyer: Browser) -> None:
    text = lawyer.open(PATH)
    checked(text)
    assert "What it does not prove" in text
    assert 'value="northcare"' in text
    assert f'href="{PATH}"' in lawyer.open(f"/deals/{DEAL}")


def test_readers_have_no_such_page(stranger: Browser) -> None:
    reader = stranger.sign_in("reader")
    assert reader.get(PATH).status_code == 403
    assert PATH not in reader.open(f"/deals/{DEAL}")
    answer = reader.send(PATH, form_token=reader.form_token())
    assert answer.status_code == 403
    assert reader.service.ledger.entries(DEAL)[-1].event.stored_as != "evidence.exported"


def test_the_form_gives_a_bundle_that_holds_and_who_took_it_is_on_record(
    signing: Browser, database: str, tmp_path: Path
) -> None:
    answer = signing.send(
        PATH,
        form_token=signing.form_token(),
        questions="What terms are in force?\r\n\r\nWhat was promised?",
        without_privileged="yes",
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["vary"] == "Cookie"
    assert answer.headers["cache-control"] == "private, no-store"
    assert "evidence-" in answer.headers["content-disposition"]
    found = files(answer.content, tmp_path)
    check(found)
    assert {"answers/question-1.json", "answers/question-2.json"} <= found.keys()
    assert "evidence.pdf" not in found
    query = "SELECT deal, privileged FROM ledger.access_log WHERE action = 'evidence'"
    assert rows(database, query) == [(DEAL, True)]


def test_another_party_is_given_its_own_with_its_paper(signing: Browser, tmp_path: Path) -> None:
    sent = {"for": "northcare", "paper": "yes", "form_token": signing.form_token()}
    answer = signing.send(PATH, None, **sent)
    assert answer.status_code == 200, answer.text
    found = files(answer.content, tmp_path)
    assert check(found).leaves > 20
    assert "evidence.pdf" in found


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"for": "nobody"}, 422, "No party"),
        ({"questions": "What terms are in force?\r\nHm hm?\r\nHo?"}, 422, "Question 2, “Hm hm?”: "),
        ({"questions": "<b>Hm</b>?"}, 422, "Hm"),
        ({"questions": "x" * 2_001}, 422, "at most 2,000 characters"),
        ({"questions": "What?\n" * 21}, 422, "At most 20 questions"),
    ],
)
def test_what_is_not_asked_for_well_is_said_in_the_form_that_keeps_what_was_written(
    signing: Browser, fields: dict[str, str], status: int, said: str
) -> None:
    size = signing.service.ledger.size
    answer = signing.send(PATH, None, form_token=signing.form_token(), **fields)
    assert answer.status_code == status
    checked(answer.text)
    assert 'role="alert"' in answer.text
    assert said in answer.text
    assert "<b>" not in answer.text
    assert signing.service.ledger.size == size


def test_every_question_that_is_not_read_is_named_at_once(signing: Browser) -> None:
    questions = "Hm hm?\r\nWhat terms are in force?\r\nHo?\r\nHa ha?"
    answer = signing.send(PATH, None, form_token=signing.form_token(), questions=questions)
    assert answer.status_code == 422
    checked(answer.text)
    said = answer.text.split('role="alert"')[1].split("</div>")[0]
    for number, words in ((1, "Hm hm?"), (3, "Ho?"), (4, "Ha ha?")):
        assert f"Question {number}, “{words}”: " in said
    assert "Question 2" not in said


def test_a_form_of_another_site_takes_nothing(signing: Browser) -> None:
    size = signing.service.ledger.size
    for token in ("", "0" * 64):
        assert signing.send(PATH, form_token=token).status_code == 403
    elsewhere = {"Origin": "https://elsewhere.example"}
    token = signing.form_token()
    assert signing.send(PATH, headers=elsewhere, form_token=token).status_code == 403
    assert signing.service.ledger.size == size


def test_where_nobody_signs_it_is_said(lawyer: Browser) -> None:
    answer = lawyer.send(PATH, form_token=lawyer.form_token())
    assert answer.status_code in {404, 409}
    assert 'role="alert"' in answer.text


def test_a_deal_that_is_not_there_has_no_page(lawyer: Browser) -> None:
    assert lawyer.get("/deals/nothing/evidence").status_code == 404
    answer = lawyer.send("/deals/nothing/evidence", form_token=lawyer.form_token())
    assert answer.status_code == 404
