"""Calls generated from the OpenAPI document, whatever it allows and what it does not.

`python -m tests.faults.generated_calls` makes at least 5,000 (in five minutes, nearer to 90,000)
against a service on a server of its own; `make check` makes fewer. Wrong is: a status of 500, an
answer that the document does not list or that has another form, a call that was wrong and was
taken, a token that was left out and not missed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from rich.console import Console

from api.cli.demo import story_text
from api.outside import real
from api.service import running
from api.settings import Settings
from api.views import keeping_views
from ledger.database import migrate
from ledger.tokens import Wanted
from tests.api.client.serving import in_a_thread
from tests.databases import SEEDS, a_server

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "missing_required_header",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
)
"""All but those about what a valid call must bring: what is well-formed may still be refused."""
ALL_PHASES = "examples,coverage,fuzzing,stateful"
QUICK_PHASES = "examples,fuzzing,stateful"
"""Without the one that tries every edge of every field: it takes minutes."""
WITHOUT_END = "/v1/records/stream"
"""Never ends by itself; its refusals have tests of their own."""
REFUSED = [400, 401, 403, 404, 405, 406, 408, 409, 412, 413, 415, 422, 431]


Faults = list[MutableMapping[str, Any]]


@dataclass(frozen=True)
class Outcome:
    """How many calls were made, and what was wrong, in the words of the tool."""

    calls: int
    code: int
    said: str


@contextmanager
def served(database: str, home: Path, faults: Faults) -> Iterator[tuple[str, str]]:
    """The address of a service that holds the story, and an admin's token.

    Once it has ended, what it logged is among `faults`: of which kind they were, and where.
    """
    outside = real()
    settings = Settings(port=0, position_timeout=0.05, home=home)
    with (
        running(database, settings, outside) as service,
        keeping_views(database, service.ledger, lambda _: None),
        in_a_thread(service, faults) as address,
    ):
        _, token = service.tokens.create(
            Wanted("generated", ["admin"]), outside.secret(), outside.now()
        )
        story = [json.loads(line) for line in story_text().splitlines()]
        told = httpx.post(f"{address}/v1/records", json=story, headers=_bearer(token))
        assert told.status_code == 201
        yield address, token


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def generate(
    address: str, token: str, examples: int, seed: int, phases: str = ALL_PHASES
) -> Outcome:
    """Call the service, `examples` times per operation in each phase that draws at random."""
    with TemporaryDirectory(prefix="generated-calls-") as folder:
        report = Path(folder, "calls.ndjson")
        Path(folder, "schemathesis.toml").write_text(
            f"[checks.negative_data_rejection]\nexpected-statuses = {REFUSED}\n", encoding="utf-8"
        )
        command = [
            *(str(Path(sys.executable).with_name("schemathesis")), "run"),
            f"{address}/openapi.json",
            *("-H", f"Authorization: Bearer {token}"),
            *("--phases", phases),
            *("--checks", ",".join(CHECKS)),
            *("--exclude-path", WITHOUT_END),
            *("--max-examples", str(examples), "--seed", str(seed)),
            *("--request-timeout", "20", "--suppress-health-check", "all", "--warnings", "off"),
            *("--continue-on-failure", "--no-shrink"),
            *("--report", "ndjson", "--report-ndjson-path", str(report)),
        ]
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            env={**os.environ, "COLUMNS": "160"},
            check=False,
        )
        return Outcome(_calls(done.stdout), done.returncode, _plain(done.stdout + done.stderr))


def _calls(said: str) -> int:
    """How many test cases were made, as the summary says."""
    lines = [line for line in said.splitlines() if " generated" in line]
    return int(lines[-1].split()[0].replace(",", "")) if lines else 0


def _plain(said: str) -> str:
    """What it said; a call may be as long as the largest body."""
    return "\n".join(line[:400] for line in said.splitlines())


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was found; 1 when anything was wrong, or when there were too few calls."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.generated_calls")
    parser.add_argument("--calls", type=int, default=5_000, help="at least so many")
    parser.add_argument("--examples", type=int, default=100, help="per operation and phase")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    console = Console()
    made = 0
    with (
        TemporaryDirectory(prefix="deal-ledger-generated-") as home,
        a_server(Path(home), None).running() as server,
    ):
        migrate(server.url(), lambda: SEEDS)
        for seed in count(given.seed):
            faults: Faults = []
            with served(server.url(), Path(home), faults) as (address, token):
                outcome = generate(address, token, given.examples, seed)
            made += outcome.calls
            console.print(f"{made} calls", markup=False)
            if outcome.code or not outcome.calls:
                console.print(outcome.said, markup=False)
                for fault in faults:
                    console.print(json.dumps(fault), markup=False)
                return 1
            if made >= given.calls:
                break
    return 0


if __name__ == "__main__":
    sys.exit(main())
