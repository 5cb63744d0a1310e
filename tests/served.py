"""`deal-ledger serve` as its user has it: a process of its own, on a free port of 127.0.0.1.

Spoken to over sockets, with requests that are bytes already: what is measured or killed here is the
service, and its client must cost next to nothing.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from domain.record import Record
from tests.shared import CHECKOUT

Address = tuple[str, int]
PATIENCE = 30.0
_MOST = 1 << 16
_LENGTH = re.compile(rb"\r\ncontent-length: ([0-9]+)", re.IGNORECASE)
_COMMAND = (sys.executable, "-m", "api.cli.main", "serve", "--port", "0")


class Served:
    """A serving process. It has begun; `log` is where it writes what it logs."""

    def __init__(self, log: Path, settings: Mapping[str, str]) -> None:
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                _COMMAND,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=CHECKOUT,
                env={**os.environ, "DEAL_LEDGER_HOST": "127.0.0.1", **settings},
            )
        self.address = self._address(log)

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End it without a word."""
        self._process.kill()
        self._left()

    def stop(self) -> int:
        """Tell it to end; gives its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return self._left()

    def _left(self) -> int:
        try:
            return self._process.wait(PATIENCE)
        finally:
            self._process.kill()
            self._process.wait()
            assert self._process.stdout
            self._process.stdout.close()

    def _address(self, log: Path) -> Address:
        assert self._process.stdout
        for line in self._process.stdout:
            if found := re.search(rb"Serving on http://(.+):([0-9]+)", line):
                return found[1].decode(), int(found[2])
        self._left()
        raise AssertionError(f"It could not serve: {log.read_text(encoding='utf-8')[-2000:]}")


@contextmanager
def serving(log: Path, settings: Mapping[str, str]) -> Iterator[Served]:
    """A serving process; it must end well when it is told to."""
    served = Served(log, settings)
    try:
        yield served
    finally:
        code = served.stop()
    assert code == 0, f"serve ended with {code}"


class Line:
    """One client's connection, kept open from request to request."""

    def __init__(self, address: Address) -> None:
        self._socket = socket.create_connection(address, PATIENCE)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def fileno(self) -> int:
        """Where to wait for an answer of several lines."""
        return self._socket.fileno()

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body of the answer. Raises OSError when the other end is gone."""
        self.send(request)
        return self.answer()

    def send(self, request: bytes) -> None:
        """Ask, and do not wait for the answer."""
        self._socket.sendall(request)

    def answer(self) -> tuple[int, bytes]:
        """Status and body of the next answer."""
        answer = self._more()
        while (head := answer.find(b"\r\n\r\n") + 4) < 4:
            answer += self._more()
        found = _LENGTH.search(answer, 0, head)
        assert found, answer
        end = head + int(found[1])
        while len(answer) < end:
            answer += self._more()
        return int(answer[9:12]), answer[head:end]

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _more(self) -> bytes:
        if not (received := self._socket.recv(_MOST)):
            raise ConnectionResetError
        return received


def recording(records: Sequence[Record], token: str) -> bytes:
    """The request that records one record, or several together, at the address of their deal."""
    sent = [record.as_sent() for record in records]
    body = json.dumps(sent if len(sent) > 1 else sent[0], ensure_ascii=False).encode()
    head = (
        f"POST /v1/deals/{records[0].stream}/records HTTP/1.1",
        "Host: 127.0.0.1",
        f"Authorization: Bearer {token}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "\r\n",
    )
    return "\r\n".join(head).encode() + body
