"""`deal-ledger token create`, `list`, `revoke`."""

from __future__ import annotations

import pytest

from tests.api.cli import Command


def test_a_token_is_shown_once_listed_without_its_secret_and_revoked(command: Command) -> None:
    made = command("token", "create", "Ana's script", "--role", "reader", "--role", "recorder")
    assert made.code == 0
    text = next(word for word in made.out.split() if word.startswith("dl_"))
    _, id_, secret = text.split("_", 2)
    listed = command("token", "list")
    assert id_ in listed.out
    assert "recorder, reader" in listed.out
    assert secret not in listed.out
    # The whole token will do as well: that is what somebody has at hand.
    assert command("token", "revoke", text).code == 0
    [found] = command("token", "list", "--json").json["tokens"]
    assert found["counts"] is False
    assert found["revoked_at"] is not None


def test_a_token_may_be_limited_to_deals_bound_to_a_person_and_expire(command: Command) -> None:
    options = ("--deal", "D-1", "--deal", "D-2", "--person", "ana", "--expires-in-days", "30")
    made = command("token", "create", "x", "--role", "legal", *options, "--json").json
    assert made["deals"] == ["D-1", "D-2"]
    assert made["person"] == "ana"
    assert made["expires_at"] > made["created_at"]
    assert made["text"].startswith(f"dl_{made['token']}_")


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--role", "king"],
        ["--role", "reader", "--deal", "a b"],
        ["--role", "reader", "--person", "a b"],
        ["--role", "reader", "--expires-in-days", "0"],
    ],
)
def test_a_token_that_cannot_be_made_ends_with_2(command: Command, options: list[str]) -> None:
    said = command("token", "create", "x", *options)
    assert said.code == 2
    assert "dl_" not in said.out


def test_a_token_that_is_not_there_cannot_be_revoked(command: Command) -> None:
    said = command("token", "revoke", "nowhere")
    assert said.code == 1
    assert "deal-ledger token list" in said.err


def test_a_ledger_without_tokens_says_how_to_make_one(command: Command) -> None:
    assert "token create" in command("token", "list").out
