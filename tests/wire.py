"""A wire between a client and PostgreSQL that can be cut at the worst moment."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread

from psycopg.conninfo import conninfo_to_dict, make_conninfo

SOCKET = ".s.PGSQL.5432"
_READY = b"Z\x00\x00\x00\x05I"
"""Ends every answer of PostgreSQL outside a transaction: what was asked is done and committed."""


class Wire:
    """Cuts the connection that carries `word`, once: before it arrives, or after the answer left."""

    def __init__(self, folder: Path, url: str) -> None:
        self._server = str(Path(str(conninfo_to_dict(url)["host"]), SOCKET))
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(folder / SOCKET))
        self._listening.listen()
        self.url = make_conninfo(url, host=str(folder))
        self.word = b""
        self.on_the_way_there = False
        self.was_cut = Event()
        Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._listening.close()

    def cut_at(self, word: str, *, on_the_way_there: bool = False) -> None:
        """Cut when `word` passes next."""
        self.on_the_way_there = on_the_way_there
        self.was_cut.clear()
        self.word = word.encode()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                cut = Event()
                Thread(target=self._there, args=(client, server, cut), daemon=True).start()
                Thread(target=self._back, args=(client, server, cut), daemon=True).start()

    def _there(self, client: socket.socket, server: socket.socket, cut: Event) -> None:
        with client, server, suppress(OSError):
            while sent := client.recv(1 << 20):
                if self.word and self.word in sent:
                    self.word = b""
                    if self.on_the_way_there:
                        self.was_cut.set()
                        return
                    cut.set()
                server.sendall(sent)

    def _back(self, client: socket.socket, server: socket.socket, cut: Event) -> None:
        with client, server, suppress(OSError):
            while answer := server.recv(1 << 20):
                if cut.is_set():
                    while not answer.endswith(_READY):
                        answer += server.recv(1 << 20)
                    self.was_cut.set()
                    return
                client.sendall(answer)


@contextmanager
def a_wire(url: str) -> Iterator[Wire]:
    """A wire to the database of `url`; connect to its own `url` instead."""
    with TemporaryDirectory(prefix="wire-") as folder:
        wire = Wire(Path(folder), url)
        try:
            yield wire
        finally:
            wire.close()
