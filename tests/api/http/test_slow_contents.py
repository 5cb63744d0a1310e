"""The content of a document may come slowly, as long as it comes."""

from __future__ import annotations

import time
from hashlib import sha256

import pytest

from api import body
from api.settings import Settings
from ledger.contents import Contents
from tests.api.http.hostile import HEAD_TIMEOUT, Served, answer, connected, still_well
from tests.records import BY, DEAL, a_record

CONTENT = b"x" * 1_000


@pytest.fixture
def little_patience() -> Settings:
    return Settings(
        port=0, threads=4, request_timeout=HEAD_TIMEOUT, answer_timeout=HEAD_TIMEOUT, stop_timeout=1
    )


@pytest.fixture
def filed(served: Served, monkeypatch: pytest.MonkeyPatch) -> Served:
    """A ledger on which the content is filed, and that lets 200 bytes of it come in a second."""
    monkeypatch.setattr(body, "SLOWEST", 200)
    said = {
        "document": "d", "name": "D", "media_type": "text/plain", "bytes": len(CONTENT),
        "sha256": sha256(CONTENT).hexdigest(),
    }  # fmt: skip
    for record in (a_record("deal.opened"), a_record("document.filed", id="filed", **said)):
        served.service.ledger.record(record, BY)
    return served


def head(served: Served) -> bytes:
    return (
        f"PUT /v1/deals/{DEAL}/documents/d/content HTTP/1.1\r\nHost: x\r\n"
        f"Authorization: Bearer {served.token}\r\nContent-Length: {len(CONTENT)}\r\n\r\n"
    ).encode()


def test_a_content_that_comes_slowly_is_kept(filed: Served) -> None:
    with connected(filed) as client:
        began = time.monotonic()
        client.sendall(head(filed))
        for at in range(0, len(CONTENT), 100):
            client.sendall(CONTENT[at : at + 100])
            time.sleep(HEAD_TIMEOUT / 5)
        assert time.monotonic() - began > 1.5 * HEAD_TIMEOUT
        assert answer(client).startswith(b"HTTP/1.1 201")
    [kept] = Contents(filed.service.ledger.rows).of_deal(DEAL)
    assert kept.bytes == len(CONTENT)


def test_a_content_that_stops_coming_is_refused(filed: Served) -> None:
    with connected(filed) as client:
        began = time.monotonic()
        client.sendall(head(filed) + CONTENT[:100])
        said = answer(client)
        assert HEAD_TIMEOUT < time.monotonic() - began < 20
    assert said.startswith((b"HTTP/1.1 408", b"HTTP/1.1 503"))
    assert not Contents(filed.service.ledger.rows).of_deal(DEAL)
    still_well(filed)
