"""`deal-ledger subscription create`, `list`, `show`, `rotate`, `retire`, `end`, `test`."""

from __future__ import annotations

import re

import pytest

from tests.api.cli import Command, lines
from tests.api.outwards.receiving import Answer, receiving
from tests.databases import run
from tests.records import a_sending

URL = "https://crm.example.com/hook"


def made(command: Command, *options: str, url: str = URL) -> str:
    said = command("subscription", "create", url, *options, "--json")
    assert said.code == 0, said.err
    return str(said.json["subscription"])


def test_a_subscription_is_made_and_its_secret_shown_once(command: Command) -> None:
    said = command("subscription", "create", URL)
    assert said.code == 0
    [secret] = re.findall(r"whsec_\S+", said.out)
    [listed] = command("subscription", "list", "--json").json["subscriptions"]
    assert f"subscription test {listed['subscription']}" in said.out
    assert (listed["url"], listed["role"], listed["types"]) == (URL, "reader", None)
    for told in (("list",), ("show", listed["subscription"])):
        shown = command("subscription", *told)
        assert secret not in shown.out
        assert "up to date" in shown.out


def test_it_begins_now_at_the_beginning_or_after_a_position(command: Command) -> None:
    command("record", "-", given=lines(a_sending("deal.opened"), a_sending("value.reported")))
    for given, position in (((), 2), (("--from", "beginning"), 0), (("--from", "1"), 1)):
        id_ = made(command, *given)
        assert command("subscription", "show", id_, "--json").json["position"] == position
    assert "behind" in command("subscription", "list").out


def test_it_may_be_limited_to_types_and_deals(command: Command) -> None:
    options = ("--type", "clause.added", "--type", "answer.issued", "--deal", "D-1")
    id_ = made(command, *options, "--role", "legal")
    found = command("subscription", "show", id_, "--json").json
    assert found["types"] == ["answer.issued", "clause.added"]
    assert (found["deals"], found["role"]) == (["D-1"], "legal")


@pytest.mark.parametrize(
    "given",
    [
        ["http://crm.example.com/"],
        ["https://user:secret@crm.example.com/"],
        [URL, "--type", "clause.invented"],
        [URL, "--type", "answer.issued"],
        [URL, "--deal", "a b"],
        [URL, "--deal", ".."],
        [URL, "--role", "admin"],
        [URL, "--from", "yesterday"],
        [URL, "--from", "1"],
    ],
)
def test_one_that_cannot_be_made_ends_with_2(command: Command, given: list[str]) -> None:
    said = command("subscription", "create", *given)
    assert said.code == 2
    assert "whsec_" not in said.out


def test_a_secret_is_rotated_and_the_last_one_stays(command: Command) -> None:
    id_ = made(command)
    rotated = command("subscription", "rotate", id_, "--json").json
    [first] = rotated["before"]
    assert rotated["secret"].startswith("whsec_")
    said = command("subscription", "rotate", id_).out
    assert f"subscription retire {id_} {first}" in said
    assert f"subscription retire {id_} {rotated['number']}" in said
    for number in (first, rotated["number"]):
        assert command("subscription", "retire", id_, str(number)).code == 0
    secrets = command("subscription", "show", id_, "--json").json["secrets"]
    assert [each["ended_at"] is None for each in secrets] == [False, False, True]
    last = command("subscription", "retire", id_, str(secrets[2]["number"]))
    assert last.code == 1
    assert "no other one that counts" in last.err
    assert command("subscription", "retire", id_, "999").code == 1


def test_it_is_ended_once(command: Command) -> None:
    id_ = made(command)
    assert "ended by command" in command("subscription", "end", id_).out
    first = command("subscription", "show", id_, "--json").json
    again = command("subscription", "end", id_, "--json").json
    assert again["ended_at"] == first["ended_at"]


def test_what_fails_and_what_ended_is_listed_with_the_reason(
    command: Command, database: str
) -> None:
    failing, ended = made(command), made(command)
    set_ = "UPDATE ledger.subscriptions SET last_error = 'position 3: 500 Internal Server Error'"
    run(
        database,
        f"{set_}, tries = 2, again_at = '2026-03-01T09:00Z' WHERE subscription = '{failing}'",
        f"{set_}, ended_at = now(), reason = '10 tries failed' WHERE subscription = '{ended}'",
    )
    said = command("subscription", "list").out
    assert f"{failing}: 2 tries failed, again at 2026-03-01 09:00" in said
    assert "the last, position 3: 500 Internal Server Error" in said
    assert f"{ended}: ended " in said
    assert ", at position 0: 10 tries failed" in said
    assert "10 tries failed" in command("subscription", "show", ended).out


def test_an_example_is_pushed_signed_and_what_comes_back_is_printed(command: Command) -> None:
    with receiving(Answer(200, body=b"Thank you"), Answer(500, body=b"[bold]No")) as receiver:
        shown = command("subscription", "create", receiver.url, "--json").json
        taken = command("subscription", "test", shown["subscription"])
        failed = command("subscription", "test", shown["subscription"], "--json")
    push = receiver.pushes[0]
    assert push.fits(shown["secret"])
    assert push.id.startswith(f"{shown['subscription']}:test:")
    assert (push.body["type"], set(push.body["data"])) == (
        "subscription.tested",
        {"subscription", "sentence"},
    )
    assert taken.code == 0
    assert "200 OK" in taken.out
    assert "Thank you" in taken.out
    assert failed.code == 1
    assert (failed.json["status"], failed.json["body"]) == (500, "[bold]No")
    after = command("subscription", "show", shown["subscription"], "--json").json
    assert (after["tries"], after["last_error"], after["ended_at"]) == (0, None, None)


def test_an_example_that_does_not_arrive_says_why(command: Command) -> None:
    id_ = made(command, url="http://127.0.0.1:9/")
    said = command("subscription", "test", id_)
    assert said.code == 1
    assert "could not be reached" in said.out


def test_authorities_that_cannot_be_read_are_named(command: Command) -> None:
    id_ = made(command)
    said = Command({**command.settings, "SSL_CERT_FILE": "/nowhere"})("subscription", "test", id_)
    assert (said.code, said.out) == (1, "")
    assert "SSL_CERT_FILE" in said.err
    assert "Traceback" not in said.err


def test_a_subscription_that_is_not_there_is_refused(command: Command) -> None:
    for told in ("show", "end"):
        said = command("subscription", told, "nowhere")
        assert said.code == 1
        assert "deal-ledger subscription list" in said.err


def test_a_ledger_without_subscriptions_says_how_to_make_one(command: Command) -> None:
    assert "subscription create" in command("subscription", "list").out
