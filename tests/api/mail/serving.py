"""A real SMTP server on 127.0.0.1, which keeps what it takes and refuses what it is told to."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Thread
from time import sleep
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

USER, PASSWORD = "ledger", "s3cret-of-the-mail-server"


@dataclass
class Postbox:
    """What a server took, and how it answers. `hangs_up` when the words have come."""

    port: int = 0
    taken: list[Any] = field(default_factory=list)
    rcpt: str = "250 OK"
    data: str = "250 OK"
    hangs_up: bool = False
    waits: float = 0.0
    signed_in: list[str] = field(default_factory=list)
    over_tls: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - its name there
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.waits)
        self.over_tls.append(server.transport.get_extra_info("ssl_object") is not None)
        if self.data.startswith("250"):
            self.taken.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        if self.hangs_up:
            server.transport.abort()
        return self.data

    def authenticated(
        self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any
    ) -> AuthResult:
        """Whether somebody signs in as the settings say."""
        assert isinstance(data, LoginPassword)
        self.signed_in.append(data.login.decode())
        right = (data.login.decode(), data.password.decode()) == (USER, PASSWORD)
        return AuthResult(success=right, handled=False)

    # No properties: the library looks at every attribute of what it is given.
    def letters(self) -> list[EmailMessage]:
        """What it took, read."""
        return [message_from_bytes(raw, policy=default) for _, _, raw in self.taken]

    def text(self) -> str:
        """The words of the last."""
        return str(self.letters()[-1].get_content()).replace("\r\n", "\n")


@contextmanager
def serving_mail(
    tls: ssl.SSLContext | None = None, *, at_once: bool = False, signs_in: bool = False
) -> Iterator[Postbox]:
    """A server; with `tls` by STARTTLS, or `at_once` from the first byte on."""
    box = Postbox()
    options: dict[str, Any] = {"ident": "tests"}
    if tls is not None and not at_once:
        options |= {"tls_context": tls, "require_starttls": True}
    if signs_in:
        # Of TLS from the first byte on it does not know, and would not let anybody sign in.
        options |= {"authenticator": box.authenticated, "auth_required": not at_once}
        options["auth_require_tls"] = not at_once
    controller = Controller(
        box,
        hostname="127.0.0.1",
        port=_free_port(),
        ssl_context=tls if at_once else None,
        ready_timeout=10.0,
        **options,
    )
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


@contextmanager
def saying(*lines: bytes) -> Iterator[int]:
    """A server that says one line to each that it hears, and then hangs up; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=_say, args=(server, lines))
        thread.start()
        yield server.getsockname()[1]
        thread.join(10)


@contextmanager
def dripping(*lines: bytes, drop: bytes) -> Iterator[int]:
    """One that says a line to each that it hears, and then goes on without an end; its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=_drip, args=(server, lines, drop))
        thread.start()
        yield server.getsockname()[1]
        thread.join(10)


def _drip(server: socket.socket, lines: tuple[bytes, ...], drop: bytes) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as heard, suppress(OSError):
        for each in lines:
            connection.sendall(each)
            heard.readline()
        for _ in range(50):
            connection.sendall(drop)
            sleep(0.1)


def _say(server: socket.socket, lines: tuple[bytes, ...]) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as heard:
        for place, each in enumerate(lines):
            if place:
                heard.readline()
            connection.sendall(each)
        if len(lines) > 1:
            heard.readline()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
