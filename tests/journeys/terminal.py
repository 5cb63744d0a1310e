"""A terminal in which a reader types what a document says, `deal-ledger serve` among it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.shared import CHECKOUT

PATIENCE = 60.0
_END = "=== ended with "


@dataclass(frozen=True)
class Terminal:
    """A folder, and in its environment a home with a space in its path and no fixed port."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """As after activating an environment: `deal-ledger` and `python` are those of the tests."""
        return {
            **os.environ,
            "DEAL_LEDGER_DATABASE_URL": "",
            "DEAL_LEDGER_HOME": str(self.folder / "a home"),
            "DEAL_LEDGER_PORT": "0",
            "NO_PROXY": "127.0.0.1",
            "PATH": f"{self._commands()}:{os.environ['PATH']}",
            "PYTHONPATH": str(CHECKOUT),
        }

    def run(self, *command: str, **environment: str) -> str:
        """What a command prints. It must end well."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def type(self, commands: Sequence[str]) -> list[tuple[str, int]]:
        """What each of the commands of one shell prints, and its exit code."""
        script = "".join(f"{each}\nprintf '\\n{_END}%s\\n' $?\n" for each in commands)
        said = re.split(rf"\n{_END}([0-9]+)\n", self.run("sh", "-c", script))
        return [(text, int(code)) for text, code in zip(said[::2], said[1::2], strict=False)]

    @contextmanager
    def serving(self, command: str) -> Iterator[tuple[str, str]]:
        """The address and the token that a service prints, until it is stopped by Ctrl-C."""
        printed = self.printed_by_serve
        with printed.open("w") as out, (self.folder / "logged by serve").open("w") as err:
            served = subprocess.Popen(
                command.split(), cwd=self.folder, env=self.environment, stdout=out, stderr=err
            )
            try:
                yield _address_and_token(printed, served)
            finally:
                served.send_signal(signal.SIGINT)
                _ended(served)
        assert served.returncode == 0

    @property
    def printed_by_serve(self) -> Path:
        """Where stands what `serving` printed."""
        return self.folder / "printed by serve"

    def _commands(self) -> Path:
        folder = self.folder / "bin"
        folder.mkdir(exist_ok=True)
        for name, module in (("deal-ledger", "-m api.cli.main"), ("python", "")):
            script = folder / name
            script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {module} "$@"\n')
            script.chmod(0o755)
        return folder


def _address_and_token(printed: Path, served: subprocess.Popen[bytes]) -> tuple[str, str]:
    give_up = time.monotonic() + PATIENCE
    while "Stop with Ctrl-C." not in (text := printed.read_text(encoding="utf-8")):
        assert served.poll() is None
        assert time.monotonic() < give_up
        time.sleep(0.05)
    [address] = re.findall(r"Serving on (\S+)", text)
    [token] = re.findall(r"^ *(dl_\S+)", text, re.MULTILINE)
    return address, token


def _ended(served: subprocess.Popen[bytes]) -> None:
    try:
        served.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        served.kill()
        served.wait()
