"""What is given to a connection is judged before it counts: a slip there nobody would find."""

from __future__ import annotations

import pytest

from api.refusals import BadMapping
from api.webhooks.given import BadGivenError, mapping_of, secret_of, settings_of
from api.webhooks.mapping.loading import default_text, providers

ORGANIZATION = "organization_id=00D5w000004qGTOEA2"


def test_a_setting_that_is_needed_is_asked_for() -> None:
    with pytest.raises(BadGivenError, match="organization_id is needed"):
        settings_of("salesforce", [])
    assert settings_of("salesforce", [ORGANIZATION])["organization_id"] == "00D5w000004qGTOEA2"
    assert settings_of("hubspot", []) == {}


@pytest.mark.parametrize(
    ("provider", "given"),
    [
        ("salesforce", "outbound_messages=autenticated"),
        ("salesforce", "organization_id=00D5"),
        ("hubspot", "accept=v3"),
        ("hubspot", "acept=v1"),
        ("docusign", "silent_after=often"),
        ("generic", "silent_after"),
    ],
)
def test_a_setting_that_would_not_do_what_it_says_is_refused(provider: str, given: str) -> None:
    needed = [ORGANIZATION] if provider == "salesforce" else []
    with pytest.raises(BadGivenError):
        settings_of(provider, [*needed, given])


def test_settings_are_changed_one_by_one_and_taken_back() -> None:
    before = {"accept": "v1, v2", "silent_after": "48"}
    assert settings_of("hubspot", ["accept="], before) == before | {"accept": ""}
    assert settings_of("hubspot", ["accept=v2"], before)["silent_after"] == "48"


def test_a_secret_that_no_delivery_could_fit_is_refused() -> None:
    assert secret_of("hubspot", " word\n") == "word"
    assert secret_of("pipedrive", "me:word:two") == "me:word:two"
    for provider, given in [("hubspot", " "), ("pipedrive", "word"), ("pipedrive", ":word")]:
        with pytest.raises(BadGivenError):
            secret_of(provider, given)


def test_a_mapping_is_this_providers_and_can_be_read() -> None:
    for provider in providers():
        text = default_text(provider)
        assert text is not None
        assert mapping_of(provider, None) == mapping_of(provider, text.encode()) == text
    salesforce = (default_text("salesforce") or "").encode()
    with pytest.raises(BadGivenError, match="for salesforce, not for hubspot"):
        mapping_of("hubspot", salesforce)
    for unreadable in (b"\xff", b"", b"provider ="):
        with pytest.raises(BadMapping):
            mapping_of("hubspot", unreadable)
