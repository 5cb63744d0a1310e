"""Public agreements with their real histories: every version reads back to the letter."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from api.importing import Import
from api.reading import known_deal
from domain.refusals import Refusal
from ledger.application import Ledger
from projections.basis import Asked
from projections.terms import terms
from tests.records import BY
from tests.shared import shared

NOW = datetime(2026, 11, 1, tzinfo=UTC)
VERSIONS = {"csa": (48, 792), "mnda": (5, 60)}
AGREEMENTS = sorted(VERSIONS)


def imported(ledger: Ledger, agreement: str) -> Import:
    refused: list[tuple[int, Refusal]] = []
    job = Import(ledger, BY, lambda line, refusal: refused.append((line, refusal)), lambda _: None)
    with shared("data", "histories", f"{agreement}.records.jsonl").open("rb") as lines:
        job.run(lines)
    assert refused == []
    return job


def expected(agreement: str) -> dict[str, dict[str, Any]]:
    text = shared("data", "histories", f"{agreement}.expected.json").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = json.loads(text)
    return found


def texts(ledger: Ledger, agreement: str, part: str = "clauses", **times: Any) -> dict[str, str]:
    found = terms(known_deal(ledger, agreement, NOW, Asked(**times)))
    return {each["clause"]: each["sha256"] for each in found[part]}


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_every_version_reads_back_to_the_letter(ledger: Ledger, agreement: str) -> None:
    imported(ledger, agreement)
    versions = expected(agreement)
    read = {
        commit: texts(ledger, agreement, known_at=f"record:{version['last_record']}")
        for commit, version in versions.items()
    }
    assert read == {commit: version["clauses"] for commit, version in versions.items()}
    assert (len(read), sum(map(len, read.values()))) == VERSIONS[agreement]


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_recording_the_history_again_adds_nothing(ledger: Ledger, agreement: str) -> None:
    first = imported(ledger, agreement).tally
    root = ledger.root()
    again = imported(ledger, agreement).tally
    assert (again.added, again.already) == (0, first.added)
    assert ledger.root() == root


@pytest.mark.parametrize("agreement", AGREEMENTS)
@pytest.mark.parametrize("seed", range(3))
def test_a_shuffled_history_ends_in_the_same_current_terms(
    ledger: Ledger, agreement: str, seed: int
) -> None:
    lines = shared("data", "histories", f"{agreement}.records.jsonl").read_bytes().splitlines()
    added = [line for line in lines if json.loads(line)["type"] == "clause.added"]
    others = [line for line in lines if line not in added]
    random.Random(seed).shuffle(others)
    refused: list[int] = []
    job = Import(ledger, BY, lambda line, _: refused.append(line), lambda _: None)
    job.run(BytesIO(b"\n".join([*added, *others])))
    assert refused == []
    last = list(expected(agreement).values())[-1]
    assert texts(ledger, agreement, "current") == last["clauses"]
