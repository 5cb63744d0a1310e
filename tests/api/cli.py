"""The command as its user types it: another process, its own home, real output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Command:
    """`deal-ledger` on a database, or with a home of its own."""

    settings: Mapping[str, str]

    def __call__(self, *arguments: str | Path, given: str | bytes = b"") -> Said:
        text = given.encode() if isinstance(given, str) else given
        done = subprocess.run(
            [sys.executable, "-m", "api.cli.main", *map(str, arguments)],
            input=text,
            capture_output=True,
            env={**os.environ, "COLUMNS": "100", **self.settings},
            timeout=120,
            check=False,
        )
        return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def lines(*records: Mapping[str, Any]) -> str:
    """Records as JSON Lines."""
    return "".join(json.dumps(record) + "\n" for record in records)
