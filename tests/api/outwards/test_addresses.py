"""Where may be pushed to."""

from __future__ import annotations

import pytest

from api.outwards.addresses import BadAddressError, checked


@pytest.mark.parametrize(
    "url",
    [
        "https://crm.example.com/hooks/1?key=2",
        "https://crm.example.com:8443",
        "https://10.0.0.8/chat",
        "https://[fd00::1]/chat",
        "http://localhost:8000/",
        "http://127.0.0.1:8000/",
        "http://127.8.8.8/",
        "http://[::1]:8000/",
    ],
)
def test_over_tls_anywhere_and_in_clear_to_this_machine(url: str) -> None:
    assert checked(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "crm.example.com",
        "https://",
        "https:///path",
        "ftp://crm.example.com",
        "file:///etc/passwd",
        "http://crm.example.com",
        "http://10.0.0.8/",
        "http://localhost.example.com/",
        "http://127.0.0.1.example.com/",
        "http://[::ffff:10.0.0.8]/",
        "https://user@crm.example.com/",
        "https://user:secret@crm.example.com/",
        "https://@crm.example.com/",
        "https://crm.example.com/#part",
        "https://crm.example.com:port/",
        "https://crm.example.com:99999/",
        "https://[crm/",
        "https://crm.example.com/a b",
        "https://crm.example.com/\r\nHost: x",
        "https://crm.exämple.com/",
        "https://crm.example.com/" + "a" * 2000,
    ],
)
def test_other_addresses_are_refused_with_a_reason(url: str) -> None:
    with pytest.raises(BadAddressError, match=r"\w"):
        checked(url)
