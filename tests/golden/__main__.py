"""`python -m tests.golden schema`, `… entries` and `… answers`: see the package."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from domain.events import REGISTRY
from domain.record import Record, record_of
from ledger.database import migrate
from tests.databases import SEEDS, a_server
from tests.domain.cases import case_for
from tests.domain.examples import BEFORE, FULL
from tests.golden import answers
from tests.golden.catalogue import SCHEMA, catalogue
from tests.golden.entries import a_decided, add, goldens


def schema() -> None:
    """Describe a database migrated just now."""
    with TemporaryDirectory() as home, a_server(Path(home), None).running() as server:
        migrate(server.url(), lambda: SEEDS)
        SCHEMA.write_text(catalogue(server.url()), encoding="utf-8")


def entries() -> None:
    """Add what is not kept yet: an example of every type, as it is stored today."""
    kept = {each.schema for each in goldens()}
    for name in REGISTRY.names:
        if (name, REGISTRY.schema(name)) not in kept:
            for record in _examples(name):
                add(record)


def _examples(name: str) -> Iterator[Record]:
    """The full example of a type as it is decided; and again, privileged."""
    sent = FULL.get(name) or WRITTEN[name]
    event = REGISTRY.kind(name).model_validate(sent["data"])
    if name in FULL:
        event = case_for(sent, BEFORE).when(record_of(sent)).adds()
    for privilege in ("none", "attorney_client"):
        data = event.model_dump(mode="json", exclude_none=True)
        numbered = {"id": f"{name}-{REGISTRY.schema(name)}-{privilege}", "privilege": privilege}
        yield a_decided({**sent, **numbered, "data": data})


ANSWER: dict[str, Any] = {
    **FULL["dispute.opened"],
    "type": "answer.issued",
    "data": {
        "dispute": "Q1",
        "question": "Was the discount meant to cover expansion services?",
        "answer": '{"verdict":"silent"}',
        "digest": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "basis": {
            "effective_at": "2025-05-16T16:29:07Z",
            "known_at": 12,
            "now_at": "2025-06-01T08:00:00.000001Z",
            "now_position": 14,
            "role": "legal",
            "rules": "2025-1",
        },
    },
}
STAMP: dict[str, Any] = {
    **FULL["policy.published"],
    "type": "time_stamp.received",
    "data": {
        "authority": "https://tsa.example/stamp",
        "checkpoint": "ledger.example/golden\n2\nmg0s6aVPNo3gLkWGNzbWQGzsY5uHxmjFa4tOKbWrt2M=\n\n"
        "\u2014 ledger.example/golden AAAAAAE=\n",
        "stamped_at": "2025-05-16T16:29:07Z",
        "token": "MIIHtQYJKoZIhvcNAQcCoIIHpjCCB6I=",
    },
}
WRITTEN = {each["type"]: each for each in (ANSWER, STAMP)}
"""Nobody can send these."""

if __name__ == "__main__":
    {"schema": schema, "entries": entries, "answers": answers.write}[sys.argv[1]]()
