"""Handing one mail to the server, and what is known of it then.

Of what a server answers the status alone is kept: its words could quote what was sent. A mail that
a server took is not thereby received by anybody.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from socket import SHUT_RDWR
from threading import Timer
from time import monotonic
from typing import Any

from api.mail.server import MailServer, domain_of
from ledger.outbox.digest_links import Outcome

_AT_A_LINE = re.compile(rb"(?m)^\.")
_END = b".\r\n"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a mail; `said` why it did not leave, or why that is not known."""

    outcome: Outcome
    said: str | None = None


class _Timed(smtplib.SMTP):
    """The library's talk, which is over at `ends` also where each piece of an answer comes in time.

    The library waits for each piece by itself: a server that goes on saying something would be
    listened to for ever.
    """

    def __init__(self, ends: float, *given: Any, **named: Any) -> None:
        self._ends, self._is_over = ends, False
        super().__init__(*given, **named)

    def getreply(self) -> tuple[int, bytes]:
        """The next answer, if it is there in time and whole. Raises TimeoutError."""
        ending = Timer(max(0.0, self._ends - monotonic()), self._hang_up)
        ending.daemon = True
        ending.start()
        try:
            found = super().getreply()
        except (OSError, smtplib.SMTPException, ValueError) as fault:
            if self._is_over:
                self.close()
                raise TimeoutError from fault
            raise
        finally:
            ending.cancel()
        # What was cut off may begin as if the mail had been taken.
        if self._is_over:
            self.close()
            raise TimeoutError
        return found

    def _hang_up(self) -> None:
        self._is_over = True
        if (connection := self.sock) is not None:
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)


class _TimedOverTLS(_Timed, smtplib.SMTP_SSL):
    """The same over TLS from the first byte on."""


class _RefusedError(Exception):
    """The server answered something else than what lets the mail go on."""


class _Talk:
    """One talk with a server, which ends in time whatever that does.

    `leaving`: the words were given to it, so that it may have them whatever comes next.
    """

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._ends = monotonic() + server.timeout
        self._smtp: smtplib.SMTP | None = None
        self.leaving = False

    def close(self) -> None:
        """Hang up."""
        if self._smtp is not None:
            self._smtp.close()

    def begin(self) -> None:
        """Reach it, over TLS where that is asked for, and say who we are."""
        to, context = self._server, ssl.create_default_context()
        there = to.host, to.port, domain_of(to.sender)
        if to.security == "tls":
            self._smtp = _TimedOverTLS(self._ends, *there, timeout=to.timeout, context=context)
        else:
            self._smtp = _Timed(self._ends, *there, timeout=to.timeout)
        self._in_time().ehlo_or_helo_if_needed()
        if to.security == "starttls":
            self._wanted("STARTTLS", self._in_time().starttls(context=context), 220)
            self._in_time().ehlo_or_helo_if_needed()
        if to.user is not None:
            self._in_time().login(to.user, to.password or "")

    def hand_over(self, letter: EmailMessage, to: str) -> None:
        """Give it the mail. Returns once it says that it has it."""
        self._wanted("the sender", self._in_time().mail(self._server.sender), 250)
        self._wanted("the recipient", self._in_time().rcpt(to), 250, 251)
        self._wanted("DATA", self._in_time().docmd("DATA"), 354)
        talk = self._in_time()
        self.leaving = True
        talk.send(_AT_A_LINE.sub(b"..", letter.as_bytes(policy=SMTP)) + _END)
        answer = self._in_time().getreply()
        self.leaving = answer[0] == 250
        self._wanted("the mail", answer, 250)

    def end(self) -> None:
        """Say goodbye; whatever comes of it changes nothing."""
        with suppress(OSError, smtplib.SMTPException, ValueError):
            self._in_time().quit()

    def _in_time(self) -> smtplib.SMTP:
        """The talk, which from here on waits no longer than is left."""
        left = self._ends - monotonic()
        if left <= 0:
            raise TimeoutError
        assert self._smtp is not None
        if self._smtp.sock is not None:
            self._smtp.sock.settimeout(left)
        return self._smtp

    @staticmethod
    def _wanted(step: str, answer: tuple[int, bytes], *codes: int) -> None:
        if answer[0] not in codes:
            raise _RefusedError(f"the mail server answered {answer[0]} to {step}")


def delivered(server: MailServer, letter: EmailMessage, to: str) -> Delivery:
    """Hand a mail for one address to the server, in at most its `timeout`."""
    talk = _Talk(server)
    try:
        talk.begin()
        talk.hand_over(letter, to)
    except (smtplib.SMTPException, OSError, ValueError, _RefusedError) as fault:
        said = _reason(fault, server)
        return Delivery("unknown" if talk.leaving else "failed", said)
    else:
        talk.end()
        return Delivery("accepted")
    finally:
        talk.close()


def _reason(fault: Exception, server: MailServer) -> str:
    """Why it went no further, without a word of the server's and without what it was told."""
    # The library says of both that it was disconnected.
    if isinstance(fault, TimeoutError) or isinstance(fault.__context__, TimeoutError):
        return f"the mail server did not answer within {server.timeout:g} seconds"
    match fault:
        case _RefusedError():
            return str(fault)
        case smtplib.SMTPAuthenticationError():
            return f"the mail server answered {fault.smtp_code} to signing in"
        case smtplib.SMTPResponseException():
            return f"the mail server answered {fault.smtp_code}"
        case smtplib.SMTPNotSupportedError():
            return "the mail server does not offer what the settings ask for (STARTTLS or sign-in)"
        case ssl.SSLCertVerificationError():
            return "the certificate of the mail server is not believed"
        case ssl.SSLError():
            return "the mail server does not speak TLS as it should"
        case smtplib.SMTPServerDisconnected() | ConnectionResetError() | BrokenPipeError():
            return "the mail server hung up"
        case OSError() if not isinstance(fault, smtplib.SMTPException):
            return "the mail server could not be reached"
        case _:
            return f"the talk with the mail server broke off: {type(fault).__name__}"
