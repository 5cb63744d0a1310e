"""`deal-ledger digest DEAL`: what changed, shown; and sent by a mail server on loopback."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.api.cli import Command, lines
from tests.api.mail.house import DEAL, HOUSE, VERA
from tests.api.mail.serving import PASSWORD, serving_mail

SEND = ("digest", DEAL, "--to", "vera", "--send", "--via")
BY_MAIL = (*SEND, "mail", "--address", VERA, "--by", "rep", "--id", "d1")


@pytest.fixture
def house(command: Command) -> Command:
    """The command on a ledger in which Vera has a gap."""
    assert command("record", "-", given=lines(*HOUSE)).code == 0
    return command


def mailing(house: Command, port: int, **more: str) -> Command:
    settings = {
        "DEAL_LEDGER_PUBLIC_URL": "https://ledger.example",
        "DEAL_LEDGER_MAIL_HOST": "127.0.0.1",
        "DEAL_LEDGER_MAIL_PORT": str(port),
        "DEAL_LEDGER_MAIL_SECURITY": "none",
        "DEAL_LEDGER_MAIL_FROM": "ledger@house.example",
        "DEAL_LEDGER_MAIL_DOMAINS": "house.example",
    }
    return replace(house, settings={**house.settings, **settings, **more})


def test_it_shows_what_changed_and_sends_nothing(house: Command) -> None:
    ran = house("digest", DEAL)
    said = " ".join(ran.out.split())
    assert ran.code == 0
    assert "Vera vera" in said
    assert "1. Clause 4.2 “Discount” (wording 2, in the drafts) was reworded 2025-05-03" in said
    assert "Asked: Nobody asks anything of you on record." in said
    found = house("digest", DEAL, "--to", "vera", "--json").json
    assert [each["person"] for each in found["digests"]] == ["vera"]
    assert found["basis"]["role"] == "reader"
    assert house("digest", DEAL, "--effective-at", "2025-05-02").out.endswith("asked about.\n")


def test_it_sends_once_and_says_what_became_of_it(house: Command) -> None:
    with serving_mail() as box:
        mailer = mailing(house, box.port)
        first, again = (mailer(*BY_MAIL) for _ in range(2))
    assert (first.code, again.code) == (0, 0)
    assert "Record digest:d1 at position" in first.out
    assert "The mail server took it." in first.out
    assert "(it was sent before: nothing was sent now)" in " ".join(again.out.split())
    assert len(box.taken) == 1
    said = " ".join(mailer("digest", DEAL).out.split())
    assert "that it was opened is not on record" in said


def test_what_failed_ends_with_1_and_a_password_is_nowhere(house: Command) -> None:
    with serving_mail() as box:
        box.rcpt = "550 No"
        ran = mailing(house, box.port)(*BY_MAIL, "--json")
    assert (ran.code, ran.json["became"]) == (1, "failed")
    signs_in = {
        "DEAL_LEDGER_MAIL_SECURITY": "starttls",
        "DEAL_LEDGER_MAIL_USER": "ledger",
        "DEAL_LEDGER_MAIL_PASSWORD": PASSWORD,
    }
    with serving_mail() as box:
        ran = mailing(house, box.port, **signs_in)(*BY_MAIL[:-1], "d2")
    assert ran.code == 1
    assert "does not offer" in " ".join(ran.out.split())
    assert PASSWORD not in ran.out + ran.err


def test_refusals_have_their_codes(house: Command) -> None:
    assert house(*BY_MAIL, "--json").json["code"] == "mail_not_set_up"
    assert house(*SEND, "webhook", "--json").json["code"] == "no_subscription_takes_it"
    with serving_mail() as box:
        mailer = mailing(house, box.port)
        carla = ("digest", DEAL, "--to", "carla", "--json")
        assert mailer(*carla).json["code"] == "not_of_the_house"
        sent = mailer(*carla, "--send", "--via", "mail", "--address", VERA)
        assert (sent.code, sent.json["code"]) == (1, "not_of_the_house")
        elsewhere = mailer(*SEND, "mail", "--address", "vera@x.example", "--json")
        assert elsewhere.json["code"] == "address_not_of_the_house"
    assert box.taken == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("--send",),
        ("--send", "--to", "vera"),
        (*SEND[2:], "mail"),
        (*SEND[2:], "webhook", "--address", VERA),
        (*SEND[2:], "webhook", "--known-at", "3"),
        (*SEND[2:], "webhook", "--id", "a b"),
        (*SEND[2:], "webhook", "--by", "a b"),
        ("--via", "mail"),
    ],
)
def test_what_does_not_go_together_is_a_usage_error(
    command: Command, arguments: tuple[str, ...]
) -> None:
    assert command("digest", DEAL, *arguments).code == 2


def test_a_wrong_setting_is_told_as_one(house: Command) -> None:
    ran = mailing(house, 25, DEAL_LEDGER_MAIL_HOST="mail.house.example")(*BY_MAIL)
    assert ran.code == 2
    assert "DEAL_LEDGER_MAIL_SECURITY" in ran.err
