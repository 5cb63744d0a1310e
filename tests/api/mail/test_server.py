"""The mail server as the settings name it: nothing in clear, nothing to strangers."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.mail.server import domain_of, mail_server_of, missing
from api.settings import BadSettingError, Settings

SET_UP = {
    "mail_host": "mail.house.example",
    "mail_from": "ledger@house.example",
    "mail_domains": "house.example Sub.house.example",
}


def settings(**given: object) -> Settings:
    return Settings.model_validate({**SET_UP, **given})


def test_mail_goes_to_exactly_the_domains_that_are_named() -> None:
    server = mail_server_of(settings())
    assert server is not None
    assert server.may_be_sent_to("vera@HOUSE.example")
    assert server.may_be_sent_to("vera@sub.house.example")
    for other in ("vera@other.example", "vera@x.house.example", "vera@house.example.evil.example",
                  "vera", "", "a@b@house.example", "vera@house.example\r\nRCPT TO:<x@y.example>",
                  "<vera@house.example>", "vera @house.example", "vera@house.example ",
                  f"{'x' * 65}@house.example"):  # fmt: skip
        assert not server.may_be_sent_to(other), other


@pytest.mark.parametrize("left_out", SET_UP)
def test_without_one_of_them_nothing_is_mailed(left_out: str) -> None:
    assert mail_server_of(settings(**{left_out: None})) is None
    assert missing(settings(**{left_out: None}))[0] == f"DEAL_LEDGER_{left_out.upper()}"


def test_in_clear_it_leads_to_this_machine_only_and_nobody_signs_in() -> None:
    assert mail_server_of(settings(mail_security="none", mail_host="127.0.0.1"))
    with pytest.raises(BadSettingError, match="this machine"):
        mail_server_of(settings(mail_security="none"))
    with pytest.raises(BadSettingError, match="password"):
        mail_server_of(settings(mail_security="none", mail_host="localhost", mail_user="x"))


def test_the_password_is_set_or_the_one_line_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("of the file\n")
    server = mail_server_of(settings(mail_user="ledger", mail_password_file=str(file)))
    assert server is not None
    assert server.password == "of the file"
    assert "of the file" not in repr(server)
    file.write_text("two\nlines")
    for given in ({}, {"mail_password_file": str(file)}, {"mail_password_file": str(tmp_path)}):
        with pytest.raises(BadSettingError):
            mail_server_of(settings(mail_user="ledger", **given))


def test_the_settings_do_not_show_it() -> None:
    assert "p4ss" not in repr(settings(mail_user="u", mail_password="p4ss"))


def test_a_sender_that_is_no_address_is_a_wrong_setting() -> None:
    with pytest.raises(BadSettingError, match="DEAL_LEDGER_MAIL_FROM"):
        mail_server_of(settings(mail_from="ledger"))
    assert domain_of("ledger") is None
