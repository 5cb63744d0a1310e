"""Mail over a real SMTP server: what it took, what it refused, and what nobody knows."""

from __future__ import annotations

import ssl
import time
from dataclasses import replace
from email.message import EmailMessage
from typing import Any

import pytest

from api.mail.delivering import Delivery, delivered
from api.mail.server import MailServer, Security
from tests.api.mail.serving import PASSWORD, USER, dripping, saying, serving_mail

TO = "vp@house.example"
GREETING = b"220 here\r\n", b"250 here\r\n"


def server(port: int, security: Security = "none", **given: Any) -> MailServer:
    domains = frozenset({"house.example"})
    made = MailServer("127.0.0.1", port, security, "ledger@house.example", domains, 5.0)
    return replace(made, **given)


def letter(text: str = "Clause 4.2 changed.") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "ledger@house.example", TO, "Digest"
    made.set_content(text, cte="quoted-printable")
    return made


def test_a_mail_is_taken_with_every_word_of_it() -> None:
    text = "“22 %” changed.\n.\n..two\n" + "x" * 2000 + "\n"
    with serving_mail() as box:
        assert delivered(server(box.port), letter(text), TO) == Delivery("accepted")
    [(sender, recipients, _)] = box.taken
    assert (sender, recipients) == ("ledger@house.example", [TO])
    assert box.text() == text


@pytest.mark.usefixtures("believed")
@pytest.mark.parametrize(("security", "at_once"), [("starttls", False), ("tls", True)])
def test_over_tls_and_signed_in(tls: ssl.SSLContext, security: Security, at_once: bool) -> None:
    own: dict[str, Any] = {"user": USER, "password": PASSWORD}
    with serving_mail(tls, at_once=at_once, signs_in=True) as box:
        assert delivered(server(box.port, security, **own), letter(), TO) == Delivery("accepted")
    assert box.signed_in == [USER]
    assert box.over_tls == [True]


@pytest.mark.usefixtures("believed")
def test_a_wrong_password_is_told_without_the_password(tls: ssl.SSLContext) -> None:
    own: dict[str, Any] = {"user": USER, "password": "another-secret"}
    with serving_mail(tls, signs_in=True) as box:
        found = delivered(server(box.port, "starttls", **own), letter(), TO)
    assert found == Delivery("failed", "the mail server answered 535 to signing in")
    assert box.taken == []
    assert "another-secret" not in repr(server(1, **own))


@pytest.mark.parametrize(("security", "at_once"), [("starttls", False), ("tls", True)])
def test_a_server_that_nobody_vouches_for_gets_nothing(
    tls: ssl.SSLContext, security: Security, at_once: bool
) -> None:
    with serving_mail(tls, at_once=at_once) as box:
        found = delivered(server(box.port, security), letter(), TO)
    assert found == Delivery("failed", "the certificate of the mail server is not believed")
    assert box.taken == []


def test_without_starttls_nothing_is_sent_in_clear() -> None:
    with serving_mail() as box:
        found = delivered(server(box.port, "starttls"), letter(), TO)
    assert found.outcome == "failed"
    assert "does not offer" in str(found.said)
    assert box.taken == []


def test_a_refused_recipient_has_failed_and_the_words_of_the_server_are_not_kept() -> None:
    with serving_mail() as box:
        box.rcpt = "550 No such Vera here"
        found = delivered(server(box.port), letter(), TO)
    assert found == Delivery("failed", "the mail server answered 550 to the recipient")


def test_a_refused_mail_has_failed() -> None:
    with serving_mail() as box:
        box.data = "554 Not that"
        found = delivered(server(box.port), letter(), TO)
    assert found == Delivery("failed", "the mail server answered 554 to the mail")


def test_a_server_that_hangs_up_before_it_has_the_words_has_not_got_them() -> None:
    with saying(*GREETING) as port:
        found = delivered(server(port), letter(), TO)
    assert found == Delivery("failed", "the mail server hung up")


def test_of_one_that_hangs_up_with_the_words_nobody_knows_whether_it_has_them() -> None:
    with serving_mail() as box:
        box.hangs_up = True
        found = delivered(server(box.port), letter(), TO)
    assert found == Delivery("unknown", "the mail server hung up")
    assert len(box.taken) == 1


def test_of_one_that_says_nothing_after_the_words_nobody_knows_either() -> None:
    with serving_mail() as box:
        box.waits = 1.5
        began = time.monotonic()
        found = delivered(server(box.port, timeout=0.5), letter(), TO)
    assert found == Delivery("unknown", "the mail server did not answer within 0.5 seconds")
    assert time.monotonic() - began < 5


def test_one_that_never_greets_is_not_waited_for() -> None:
    with saying() as port:
        found = delivered(server(port, timeout=0.5), letter(), TO)
    assert found.outcome == "failed"


@pytest.mark.parametrize(
    ("lines", "drop"),
    [((), b"220-here\r\n"), ((), b"2"), (GREETING[:1], b"250-here\r\n"), (GREETING, b"2")],
)
def test_one_that_goes_on_talking_is_not_listened_to_for_ever(
    lines: tuple[bytes, ...], drop: bytes
) -> None:
    with dripping(*lines, drop=drop) as port:
        began = time.monotonic()
        found = delivered(server(port, timeout=0.5), letter(), TO)
        assert time.monotonic() - began < 3
    assert found == Delivery("failed", "the mail server did not answer within 0.5 seconds")


@pytest.mark.usefixtures("believed")
def test_nor_one_over_tls_that_does_not_answer(tls: ssl.SSLContext) -> None:
    with serving_mail(tls, at_once=True) as box:
        box.waits = 1.5
        found = delivered(server(box.port, "tls", timeout=0.7), letter(), TO)
    assert found == Delivery("unknown", "the mail server did not answer within 0.7 seconds")


def test_one_that_is_not_there_cannot_be_reached() -> None:
    with serving_mail() as box:
        port = box.port
    assert delivered(server(port), letter(), TO).outcome == "failed"


def test_what_is_no_smtp_is_no_delivery() -> None:
    with saying(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        assert delivered(server(port), letter(), TO).outcome == "failed"
