"""A receiver of webhooks, which checks signatures by itself and answers as it is told."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from threading import Lock, Thread
from time import monotonic, sleep
from typing import Any

PATIENCE = 20.0


@dataclass(frozen=True)
class Push:
    """What came: the path that it came to, headers in small letters, the body."""

    path: str
    headers: Mapping[str, str]
    raw: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def body(self) -> Any:
        return json.loads(self.raw)

    def fits(self, secret: str) -> bool:
        """Whether one of its signatures is of this secret, as the specification says."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        signed = f"{self.id}.{self.headers['webhook-timestamp']}.".encode() + self.raw
        expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return f"v1,{expected}" in self.headers["webhook-signature"].split(" ")


@dataclass(frozen=True)
class Answer:
    """What is answered: after `wait` seconds; a body is sent a byte every `drip` seconds."""

    status: int = 204
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    wait: float = 0.0
    drip: float = 0.0


Rule = Callable[[Push], Answer]
TAKES = Answer()


class Receiver:
    """Keeps what came. `answers` are given one after the other; then by `rule`."""

    def __init__(self, *answers: Answer, rule: Rule = lambda _: TAKES) -> None:
        self.answers = list(answers)
        self.rule = rule
        self.pushes: list[Push] = []
        self.url = ""
        self._lock = Lock()

    def answer(self, push: Push) -> Answer:
        with self._lock:
            self.pushes.append(push)
            return self.answers.pop(0) if self.answers else self.rule(push)

    @property
    def ids(self) -> list[str]:
        """The record ids that came, in their order."""
        return [each.body["data"]["id"] for each in self.pushes]

    def until(self, many: int) -> list[Push]:
        """Wait until so many pushes came."""
        until(lambda: len(self.pushes) >= many)
        return self.pushes


def until(holds: Callable[[], bool]) -> None:
    """Wait until it holds."""
    give_up = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < give_up, "It did not come."
        sleep(0.01)


@contextmanager
def receiving(
    *answers: Answer, rule: Rule = lambda _: TAKES, port: int = 0, tls: SSLContext | None = None
) -> Iterator[Receiver]:
    """A receiver on 127.0.0.1."""
    receiver = Receiver(*answers, rule=rule)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            found = receiver.answer(Push(self.path, headers, raw))
            sleep(found.wait)
            self.send_response(found.status)
            for name, value in found.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(found.body)))
            self.end_headers()
            for byte in found.body:
                self.wfile.write(bytes([byte]))
                sleep(found.drip)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """A client that hung up is no fault."""

    with Server(("127.0.0.1", port), Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        receiver.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}/hook"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
