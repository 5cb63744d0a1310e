"""`deal-ledger read-back create`, `list`, `revoke`."""

from __future__ import annotations

import pytest

from api.cli.demo import DEAL, story_text
from tests.api.cli import Command


@pytest.fixture
def told(command: Command) -> Command:
    """The command, on a ledger that holds the story."""
    assert command("record", "-", given=story_text()).code == 0
    return command


def test_a_link_is_shown_once_listed_without_what_opens_it_and_taken_back(told: Command) -> None:
    made = told("read-back", "create", DEAL, "P7", "agency-buyer")
    assert made.code == 0, made.err
    url = next(word for word in made.out.split() if "/read-back/" in word)
    id_, _, secret = url.rpartition("/")[2].partition("_")
    assert "To Philippa Abernethy\n\nPlease say" in made.out
    assert "DEAL_LEDGER_PUBLIC_URL" in made.err
    listed = told("read-back", "list", DEAL)
    assert id_ in listed.out
    assert "agency-buyer" in listed.out
    assert secret not in listed.out
    # The whole address will do as well: that is what somebody has at hand.
    assert told("read-back", "revoke", DEAL, url).code == 0
    [found] = told("read-back", "list", DEAL, "--json").json["links"]
    assert (found["link"], found["counts"], found["made_by"]) == (id_, False, "cli:read-back")


def test_a_link_leads_to_the_public_address_and_ends_as_asked(told: Command) -> None:
    public = Command({**told.settings, "DEAL_LEDGER_PUBLIC_URL": "https://ledger.example.com"})
    made = public("read-back", "create", DEAL, "P7", "rep", "--expires-in-days", "3", "--json")
    assert made.json["url"].startswith(f"https://ledger.example.com/read-back/{made.json['link']}_")
    assert made.json["expires_at"] > made.json["created_at"]
    assert made.err == ""


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (("create", DEAL, "P99", "rep"), 1, "proposal_not_on_record"),
        (("create", DEAL, "P7", "nobody"), 1, "person_not_in_deal"),
        (("create", "nothing", "P7", "rep"), 1, "deal_not_on_record"),
        (("create", DEAL, "P7", "rep", "--expires-in-days", "91"), 2, "Usage"),
        (("revoke", DEAL, "0123456789abcdef"), 1, "read_back_link_not_known"),
        (("list", "nothing"), 1, "deal_not_on_record"),
    ],
)
def test_what_cannot_be_done_says_why(
    told: Command, given: tuple[str, ...], code: int, said: str
) -> None:
    answer = told("read-back", *given)
    assert answer.code == code
    assert said in answer.err
    assert "/read-back/" not in answer.out


def test_a_deal_without_links_says_how_to_make_one(told: Command) -> None:
    assert "read-back create" in told("read-back", "list", DEAL).out
