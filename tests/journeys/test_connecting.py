"""docs/connecting.md as somebody new follows it: each command as it is written, one sender each."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator

import pytest

from tests.journeys.readme import commands, section
from tests.journeys.terminal import Terminal
from tests.shared import CHECKOUT

PAGE = "docs/connecting.md"
PORT = "8321"
SECTIONS = (
    "A CRM that signs",
    "An e-signature service",
    "Senders that sign nothing",
    "Any other sender",
    "When something did not become a record",
    "Changing a secret",
)
LONGEST = 30.0
"""Seconds that the worker may take."""


class Followed:
    """The page, followed: what its commands printed, by what was typed."""

    def __init__(self, terminal: Terminal, address: str) -> None:
        self._terminal = terminal
        self._port = address.rpartition(":")[2]
        self._said: list[tuple[str, tuple[str, int]]] = []

    def follow(self, title: str) -> None:
        """Type what stands under a heading; after a delivery, wait until it is recorded."""
        typed = commands(section(title, PAGE))
        here = [self._patient(each.replace(PORT, self._port)) for each in typed]
        self._said += zip(typed, self._terminal.type(here), strict=True)

    def saw(self, words: str) -> list[str]:
        """What the commands with these words in them printed. They ended well."""
        found = [said for typed, said in self._said if words in typed]
        assert found, words
        assert {code for _, code in found} == {0}, found
        return [text for text, _ in found]

    def _patient(self, command: str) -> str:
        """A reader takes some seconds to read on; the worker is quicker."""
        if not command.startswith("curl"):
            return command
        settled = 'deal-ledger inbox list --json | grep -q \'"state": "waiting"\\|"kept"\''
        tries = int(LONGEST)
        return f"{command}; for _ in $(seq {tries}); do {settled} || break; sleep 1; done; sleep 1"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Followed]:
    """The whole page, followed once."""
    for needed in ("curl", "openssl"):
        if shutil.which(needed) is None:
            pytest.skip(f"{needed} is not installed here")
    terminal = Terminal(tmp_path_factory.mktemp("connecting"))
    *before, serve = commands(section("Before", PAGE))
    assert {code for _, code in terminal.type(before)} == {0}
    with terminal.serving(serve) as (address, _):
        followed = Followed(terminal, address)
        for title in SECTIONS:
            followed.follow(title)
        yield followed


def test_the_amount_stands_beside_the_terms(page: Followed) -> None:
    assert page.saw("Timestamp: $AT") == ["200\n"]
    [preview] = page.saw("mapping test")
    assert "value.reported" in preview
    [terms] = page.saw("terms northcare-2025")
    assert "Reported by other systems" in terms
    assert "amount: 2000" in terms


def test_the_envelope_is_on_the_timeline(page: Followed) -> None:
    assert page.saw("X-DocuSign") == ["200\n"]
    [timeline] = page.saw("--person jane@example.com")
    for moment in ("sent message", "opened message", "signed off on proposal P7"):
        assert moment in " ".join(timeline.split())


def test_senders_that_sign_nothing_get_an_address_with_a_secret_end(page: Followed) -> None:
    [salesforce] = page.saw("create salesforce")
    assert "/webhooks/salesforce/salesforce." in salesforce
    [pipedrive] = page.saw("create pipedrive")
    assert "/webhooks/pipedrive/pipedrive." in pipedrive
    assert "deal-ledger:" in pipedrive


def test_any_sender_delivers_a_record(page: Followed) -> None:
    assert page.saw("webhooks/generic/mail -H") == ["200\n"]
    [listed] = page.saw("--connection mail")
    assert "recorded" in listed
    assert "mail:1" in listed


def test_nothing_of_the_page_is_parked(page: Followed) -> None:
    [parked] = page.saw("--state parked")
    assert "parked" not in parked


def test_the_old_secret_counts_no_more(page: Followed) -> None:
    [rotated] = page.saw("rotate hubspot")
    assert "counts from now on" in rotated
    [retired] = page.saw("retire hubspot 1")
    assert "counts no more" in retired


def test_every_section_with_commands_is_followed() -> None:
    text = (CHECKOUT / PAGE).read_text(encoding="utf-8")
    titles = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert [each for each in titles if commands(section(each, PAGE))] == ["Before", *SECTIONS]
