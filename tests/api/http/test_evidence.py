"""Evidence over HTTP: for whom, with what, and that it is on record who asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from ledger.proof.bundle.checking import Checked, check
from tests.api.evidence.bundles import opened
from tests.api.http.calling import DEAL, Api, refused
from tests.databases import rows
from tests.ledger.signing.hand import ByHand
from tests.records import a_sending

PATH = f"/v1/deals/{DEAL}/evidence"


@pytest.fixture
def signing(told: Api, database: str, tmp_path: Path) -> Iterator[Api]:
    """An admin of a ledger that holds the story, with a signer at work."""
    hand, stop = ByHand(database, tmp_path / "signer"), Event()

    def work() -> None:
        while not stop.wait(0.05):
            hand.sign()

    thread = Thread(target=work)
    hand.sign()
    thread.start()
    yield told
    stop.set()
    thread.join()


def checked(content: bytes, path: Path) -> Checked:
    file = path / "evidence.zip"
    file.write_bytes(content)
    return check(opened(file))


def test_the_bundle_is_a_file_that_holds(signing: Api, tmp_path: Path) -> None:
    response = signing.as_("legal", person="lara").get(PATH)
    assert response.status_code == 200, response.text
    found = checked(response.content, tmp_path)
    assert response.headers["content-type"] == "application/zip"
    assert response.headers["cache-control"] == "private, no-store"
    named = f'attachment; filename="evidence-{found.about.export}.zip"'
    assert response.headers["content-disposition"] == named
    [entry] = signing.service.ledger.in_order(signing.service.ledger.size - 1)
    assert (entry.id, entry.envelope.on_behalf_of) == (f"export:{found.about.export}", "lara")


def test_the_same_request_gives_the_same_bytes_and_the_export_again(signing: Api) -> None:
    asked = signing.as_("legal")
    first = asked.get(PATH, question="What terms are in force?")
    assert asked.get(PATH, question="What terms are in force?").content == first.content
    name = first.headers["content-disposition"].split("evidence-")[1].removesuffix('.zip"')
    signing.record(a_sending("value.reported", deal=DEAL))
    assert asked.get(PATH, export=name).content == first.content
    refused(asked.get(PATH, export=name, known_at="1"), 422, "bad_parameter", "/export")


def test_who_exported_is_on_record_before_the_answer(signing: Api, database: str) -> None:
    asked = signing.as_("legal")
    asked.get(PATH)
    size = signing.service.ledger.size
    query = "SELECT token, deal, position, privileged FROM ledger.access_log WHERE action = %s"
    assert rows(database, query, "evidence") == [(asked.token_id, DEAL, size, True)]


@pytest.mark.parametrize("role", ["reader", "recorder"])
def test_it_is_for_legal_and_admin(signing: Api, role: str) -> None:
    refused(signing.as_(role).get(PATH), 403, "role_not_held")  # type: ignore[arg-type]
    refused(signing.as_("legal", deals=["other"]).get(PATH), 404, "deal_not_on_record", "/deal")


def test_another_party_is_given_its_own(signing: Api, tmp_path: Path) -> None:
    response = signing.as_("legal").get(f"{PATH}?for=northcare&question=What+was+promised%3F")
    assert response.status_code == 200, response.text
    assert checked(response.content, tmp_path).leaves > 20


@pytest.mark.parametrize(
    ("query", "code", "pointer"),
    [
        ("for=no+id", "bad_parameter", "/for"),
        ("for=nobody", "party_not_on_record", "/for"),
        ("for=a&for=b", "bad_parameter", "/for"),
        ("question=What%3F", "question_not_read", "/question"),
        ("question=%7B", "not_json", ""),
        ("question=%7B%22kind%22%3A1%7D", "question_not_read", None),
        (f"question={'x' * 2001}", "bad_parameter", "/question"),
        ("&".join(["question=x"] * 21), "bad_parameter", "/question"),
        ("known_at=record:nothing", "bad_basis", "/known_at"),
        ("without_privileged=perhaps", "bad_parameter", "/without_privileged"),
        ("more=1", "bad_parameter", "/more"),
    ],
)
def test_what_is_not_asked_for_well_is_refused(
    signing: Api, query: str, code: str, pointer: str | None
) -> None:
    size = signing.service.ledger.size
    response = signing.get(f"{PATH}?{query}")
    assert (response.status_code, response.json()["code"]) == (422, code)
    assert pointer is None or response.json()["pointer"] == pointer
    assert signing.service.ledger.size == size


def test_an_export_that_is_not_there_is_not_found(signing: Api) -> None:
    refused(signing.get(PATH, export="../x"), 404, "export_not_on_record", "/export")


def test_while_nobody_signs_it_is_told_to_come_again(told: Api) -> None:
    refused(told.get(PATH), 404, "checkpoint_not_signed")


def test_what_is_not_covered_yet_is_given_when_it_is(
    told: Api, database: str, tmp_path: Path
) -> None:
    hand = ByHand(database, tmp_path / "signer")
    hand.sign()
    response = told.get(PATH)
    refused(response, 409, "export_not_signed")
    assert response.headers["retry-after"] == "1"
    hand.sign()
    assert told.get(PATH).status_code == 200
