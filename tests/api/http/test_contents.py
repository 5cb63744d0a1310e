"""The contents of documents over HTTP: only what was filed, to whom may see it, never run."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from api.service import Service
from ledger.contents import LARGEST, Contents
from tests.api.http.calling import Api, refused
from tests.records import DEAL, a_sending

PDF = b"%PDF-1.7 what both sides signed"
AT = f"/v1/deals/{DEAL}/documents/msa.pdf/content"


def filing(content: bytes = PDF, **given: Any) -> dict[str, Any]:
    """The record that a document was filed, with the digest of its content."""
    told = {
        "document": "msa.pdf",
        "name": "MSA, signed.pdf",
        "media_type": "application/pdf",
        "sha256": sha256(content).hexdigest(),
        "bytes": len(content),
    }
    return a_sending("document.filed", **{**told, **given})


def put(api: Api, content: bytes = PDF, path: str = AT) -> Any:
    return api.call("PUT", path, content=content)


@pytest.fixture
def filed(admin: Api) -> Api:
    """As an admin, on a ledger where a document is filed whose content is not kept yet."""
    assert admin.record(a_sending("deal.opened"), filing(id="filed")).status_code == 201
    return admin


def test_what_was_filed_is_kept_and_given_back(filed: Api) -> None:
    answer = put(filed.as_("recorder"))
    assert answer.status_code == 201
    receipt = {"deal": DEAL, "document": "msa.pdf", "record": "filed", "bytes": len(PDF)}
    assert answer.json() == {**receipt, "sha256": sha256(PDF).hexdigest(), "added": True}
    assert filed.as_("reader").get(AT).content == PDF
    again = put(filed)
    assert (again.status_code, again.json()["added"]) == (200, False)


def test_a_content_with_another_digest_is_not_kept(filed: Api) -> None:
    refused(put(filed, PDF + b"."), 422, "content_differs")
    refused(filed.get(AT), 404, "content_not_kept")


def test_a_content_needs_its_record_first(filed: Api) -> None:
    path = AT.replace("msa.pdf", "order.pdf")
    refused(put(filed, path=path), 404, "document_not_on_record", "/document")
    refused(filed.get(path), 404, "document_not_on_record", "/document")
    refused(put(filed, path=AT.replace(DEAL, "D-9")), 404, "deal_not_on_record", "/deal")


def test_a_content_that_is_too_large_is_refused_while_it_is_read(filed: Api) -> None:
    refused(put(filed, bytes(LARGEST + 1)), 413, "content_too_large")
    sent = []

    def without_end() -> Any:
        for _ in range(100):
            sent.append(1)
            yield bytes(1_000_000)

    refused(filed.call("PUT", AT, content=without_end()), 413, "content_too_large")


def test_the_largest_content_is_kept(filed: Api) -> None:
    content = bytes(LARGEST)
    filed.record(filing(content, document="large"))
    path = AT.replace("msa.pdf", "large")
    assert put(filed, content, path).status_code == 201
    assert filed.get(path).content == content


def test_a_content_is_sent_as_it_is(filed: Api) -> None:
    encoded = filed.call("PUT", AT, content=PDF, headers={"Content-Encoding": "gzip"})
    refused(encoded, 415, "encoding_not_supported")


def test_a_document_may_have_a_slash_in_its_id(filed: Api) -> None:
    filed.record(filing(document="a/b"))
    path = AT.replace("msa.pdf", "a%2Fb")
    assert put(filed, path=path).json()["document"] == "a/b"
    assert filed.get(path).content == PDF


def test_a_content_is_stored_once_though_it_is_filed_twice(filed: Api) -> None:
    filed.record(filing(id="again", document="copy.pdf"))
    path = AT.replace("msa.pdf", "copy.pdf")
    assert put(filed).json()["added"] is True
    assert put(filed, path=path).json() == {
        **put(filed).json(),
        "document": "copy.pdf",
        "record": "again",
    }
    assert filed.get(path).content == PDF
    [kept] = Contents(filed.service.ledger.rows).of_deal(DEAL)
    assert (kept.record, kept.digest, kept.bytes) == ("filed", sha256(PDF).digest(), len(PDF))


def test_the_last_filing_is_given_or_the_one_that_is_asked_for(filed: Api) -> None:
    filed.record(filing(b"the second"))
    put(filed)
    put(filed, b"the second")
    assert filed.get(AT).content == b"the second"
    assert filed.get(AT, sha256=sha256(PDF).hexdigest()).content == PDF
    assert filed.get(AT, known_at="record:filed").content == PDF
    refused(filed.get(AT, sha256="0" * 64), 404, "document_not_on_record", "/document")
    refused(filed.get(AT, sha256="zero"), 422, "bad_parameter", "/sha256")


def test_a_struck_filing_files_nothing(filed: Api) -> None:
    put(filed)
    filed.record(a_sending("record.struck", record="filed"))
    refused(filed.get(AT), 404, "document_not_on_record", "/document")


@pytest.mark.parametrize("privilege", ["attorney_client", "work_product"])
def test_a_content_is_as_privileged_as_its_record(admin: Api, privilege: str) -> None:
    admin.record(a_sending("deal.opened"), filing(privilege=privilege))
    assert put(admin.as_("recorder")).status_code == 201
    hidden = admin.as_("reader").get(AT)
    refused(hidden, 404, "document_not_on_record", "/document")
    assert admin.as_("legal").get(AT).content == PDF


def test_who_may_keep_and_who_may_see(filed: Api) -> None:
    refused(put(filed.as_("reader")), 403, "role_not_held")
    put(filed)
    refused(filed.as_("recorder").get(AT), 403, "role_not_held")
    elsewhere = filed.as_("reader", "recorder", deals=["D-2"])
    refused(elsewhere.get(AT), 404, "deal_not_on_record", "/deal")
    refused(put(elsewhere), 404, "deal_not_on_record", "/deal")


def test_a_content_is_never_run(admin: Api) -> None:
    page = b"<script>alert(1)</script>"
    name = 'a/..\\b"\r\nSet-Cookie: x=1\u202efdp.html'
    admin.record(
        a_sending("deal.opened"), filing(page, name=name, media_type="text/html; charset=utf-8")
    )
    put(admin, page)
    headers = admin.get(AT).headers
    assert headers["content-type"] == "application/octet-stream"
    assert headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-disposition"] == (
        "attachment; filename*=UTF-8''a_.._b_Set-Cookie_%20x%3D1fdp.html"
    )
    assert "set-cookie" not in headers
    assert "filed-media-type" not in headers


def test_what_a_content_is_said_to_be_stands_in_a_header_of_its_own(filed: Api) -> None:
    put(filed)
    answer = filed.get(AT)
    assert answer.headers["filed-media-type"] == "application/pdf"
    tag = answer.headers["etag"]
    assert tag == f'"{sha256(PDF).hexdigest()}"'
    again = filed.get(AT, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_who_got_a_content_is_on_record_before_it_is_given(filed: Api, service: Service) -> None:
    put(filed)
    reader = filed.as_("reader")
    reader.get(AT)
    rows = service.ledger.rows.all("SELECT token, action, deal, privileged FROM ledger.access_log")
    told = {"token": reader.token_id, "action": "document", "deal": DEAL, "privileged": False}
    assert rows == [told]


def test_an_erased_content_is_told_as_such_and_never_kept_again(
    filed: Api, service: Service, tmp_path: Path
) -> None:
    assert put(filed).status_code == 201
    filed.record(a_sending("message.received", message="M1", by="carla"))
    wanted = {"person": "carla", "reason": "Request 17."}
    told = filed.post("/v1/erasures", {**wanted, "dry_run": True}).json()
    [unread] = told["unread"]["documents"]
    assert (told["unread"]["count"], unread["documents"], unread["deal"]) == (1, ["msa.pdf"], DEAL)
    refused(
        filed.post("/v1/erasures", {**wanted, "documents": ["0" * 64]}),
        *(422, "document_not_kept", "/documents/0"),
    )
    done = filed.post("/v1/erasures", {**wanted, "documents": [unread["sha256"]]})
    assert (done.status_code, done.json()["unread"]["count"]) == (201, 0)
    refused(filed.get(AT), 410, "content_erased")
    refused(put(filed), 410, "content_erased")
    listed = tmp_path / "erasures.jsonl"
    assert service.settings.home == listed.parent, "what a test erases is on no list of the machine"
    assert done.json()["record"] in listed.read_text()
