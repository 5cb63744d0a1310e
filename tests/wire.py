"""A wire between a client and PostgreSQL that can be cut at the worst moment."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

from psycopg.conninfo import conninfo_to_dict, make_conninfo

SOCKET = ".s.PGSQL.5432"
_MOST = 1 << 20
_READY = b"Z\x00\x00\x00\x05I"
"""Ends every answer of PostgreSQL outside a transaction: what was asked is done and committed."""


class Wire:
    """Cuts the connection that carries `word`, once: on the way there, or on the way back."""

    def __init__(self, folder: Path, url: str) -> None:
        self._server = str(Path(str(conninfo_to_dict(url)["host"]), SOCKET))
        listening = socket.socket(socket.AF_UNIX)
        listening.bind(str(folder / SOCKET))
        listening.listen()
        self.url = make_conninfo(url, host=str(folder))
        self.word = b""
        self.on_the_way_there = False
        self.was_cut = Event()
        self._ends: list[socket.socket] = [listening]
        self._threads: list[Thread] = []
        self._begin(self._accept, listening)

    def close(self) -> None:
        """Hang up, and take no more connections."""
        _hang_up(*self._ends)
        while self._threads:
            self._threads.pop().join()
        for end in self._ends:
            end.close()

    def cut_at(self, word: str, *, on_the_way_there: bool = False) -> None:
        """Cut when `word` passes next."""
        self.on_the_way_there = on_the_way_there
        self.was_cut.clear()
        self.word = word.encode()

    def _accept(self, listening: socket.socket) -> None:
        while True:
            client, _ = listening.accept()
            server = socket.socket(socket.AF_UNIX)
            self._ends += [client, server]
            server.connect(self._server)
            cut = Event()
            self._begin(self._there, client, server, cut)
            self._begin(self._back, client, server, cut)

    def _begin(self, work: Callable[..., None], *ends: Any) -> None:
        thread = Thread(target=_hung_up_in_the_end, args=(work, *ends))
        self._threads.append(thread)
        thread.start()

    def _there(self, client: socket.socket, server: socket.socket, cut: Event) -> None:
        while sent := client.recv(_MOST):
            if self.word and self.word in sent:
                self.word = b""
                if self.on_the_way_there:
                    self.was_cut.set()
                    return
                cut.set()
            server.sendall(sent)

    def _back(self, client: socket.socket, server: socket.socket, cut: Event) -> None:
        while answer := server.recv(_MOST):
            if cut.is_set():
                while not answer.endswith(_READY):
                    answer += server.recv(_MOST)
                self.was_cut.set()
                return
            client.sendall(answer)


def _hung_up_in_the_end(work: Callable[..., None], *ends: Any) -> None:
    try:
        with suppress(OSError):
            work(*ends)
    finally:
        _hang_up(*(end for end in ends if isinstance(end, socket.socket)))


def _hang_up(*ends: socket.socket) -> None:
    for end in ends:
        # Closing alone would leave the other end waiting while a thread still reads.
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def a_wire(url: str) -> Iterator[Wire]:
    """A wire to the database of `url`; connect to its own `url` instead."""
    with TemporaryDirectory(prefix="wire-") as folder:
        wire = Wire(Path(folder), url)
        try:
            yield wire
        finally:
            wire.close()
