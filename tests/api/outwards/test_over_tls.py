"""Pushes over TLS: only to a receiver that proves who it is."""

from __future__ import annotations

import ssl
from pathlib import Path

import pytest

from api.outwards.posting import NoClientError, client
from tests.api.outwards.conftest import SECRET, House
from tests.api.outwards.receiving import receiving, until


def test_nothing_is_pushed_to_a_receiver_that_nobody_vouches_for(
    house: House, tls: ssl.SSLContext
) -> None:
    house.record("deal.opened")
    with receiving(tls=tls) as receiver:
        made = house.subscribe(receiver)
        house.push_all()
    assert receiver.pushes == []
    assert "could not be reached" in str(house.of(made).last_error)
    assert "certificate verify failed" in str(house.of(made).last_error)


def test_an_authority_of_ones_own_counts(
    house: House, tls: ssl.SSLContext, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    house.record("deal.opened")
    with receiving(tls=tls) as receiver:
        house.subscribe(receiver)
        house.push_all()
    [push] = receiver.pushes
    assert push.fits(SECRET)


def test_a_file_of_authorities_that_is_none_is_told_and_costs_no_try(
    house: House, tls: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "none").write_text("none", encoding="utf-8")
    house.record("deal.opened")
    with receiving(tls=tls) as receiver, monkeypatch.context() as wrong:
        wrong.setenv("SSL_CERT_FILE", str(tmp_path / "none"))
        made = house.subscribe(receiver)
        with house.pushing():
            until(lambda: len(house.told) > 0)
    assert {type(each) for each in house.told} == {NoClientError}
    assert house.of(made).tries == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SSL_CERT_FILE", "/nowhere"),
        ("HTTPS_PROXY", "gopher://proxy.example"),
        ("HTTPS_PROXY", "socks5://proxy.example"),
    ],
)
def test_what_cannot_be_used_of_the_environment_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(NoClientError, match="SSL_CERT_FILE, SSL_CERT_DIR or a proxy"):
        client()
