"""Entries as no program of ours writes them, which whoever may append can put there."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from ledger.application import Ledger
from ledger.contents import Contents
from ledger.proof.disclosure import digest_of, disclose
from ledger.proof.verification import Break
from ledger.verifying import verify
from tests.databases import SEEDS, run
from tests.ledger.eleven import add, eleven
from tests.records import DEAL

APPEND = """
    SELECT ledger.append(ARRAY[1::bigint], ARRAY['{stream}'], ARRAY[{version}::bigint],
        ARRAY['forged'], ARRAY['{kind}'], ARRAY[sha256('x')],
        ARRAY[convert_to('{entry}', 'UTF8')], {values})"""
NO_VALUES = "'{}', '{}', '{}'"


def forge(url: str, stream: str, version: int, kind: str, **members: Any) -> None:
    """Append an entry of these members, in the form of one of the ledger."""
    texts = members.pop("texts", [])
    entry = {
        "_sd": sorted(digest_of(each).hex() for each in texts), "domain": "deal-ledger/entry/v1",
        "id": "forged", "origin": SEEDS.origin, "type": kind, **members,
        **({"deal": stream} if stream == DEAL else {}),
    }  # fmt: skip
    values = NO_VALUES
    if texts:
        digests = ", ".join(f"'\\x{digest_of(each).hex()}'::bytea" for each in texts)
        quoted = ", ".join(f"'{each}'" for each in texts)
        values = f"ARRAY[{', '.join('1' for _ in texts)}]::bigint[], ARRAY[{digests}], "
        values += f"ARRAY[{quoted}]"
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"))
    statement = APPEND.format(stream=stream, version=version, kind=kind, entry=text, values=values)
    run(url, statement)


@pytest.mark.parametrize("data", [{}, {"data": []}, {"data": {}}, {"data": {"record": {}}}])
def test_a_mark_that_marks_nothing_is_named(
    ledger: Ledger, database: str, data: dict[str, Any]
) -> None:
    add(ledger, *eleven())
    forge(database, DEAL, 8, "privilege.marked", **data)
    broken = verify(ledger, lambda _, __: None).broken
    assert broken is not None
    assert (broken.rule, broken.position, broken.record) == ("marks", 12, "forged")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"data": 1},
        {"data": {"erased": 1, "pseudonyms": 1}},
        {"data": {"erased": [1, {"kind": "values"}, {"count": {}, "kind": "values"}]}},
        {"data": {"erased": [], "pseudonyms": [{}, []]}},
    ],
)
def test_the_record_of_an_erasure_that_tells_nothing_lets_nothing_go(
    ledger: Ledger, database: str, data: dict[str, Any]
) -> None:
    add(ledger, *eleven())
    forge(database, "/organisation", 2, "erasure.done", **data)
    assert verify(ledger, lambda _, __: None).broken is None
    run(database, "DELETE FROM ledger.persons WHERE person = 'carla'")
    broken = verify(ledger, lambda _, __: None).broken
    assert broken is not None
    assert (broken.rule, broken.position) == ("persons", 6)
    run(database, "INSERT INTO ledger.erased VALUES (6, sha256('x'), '[]')")
    broken = verify(ledger, lambda _, __: None).broken
    assert broken is not None
    assert broken.rule == "erased"


def test_a_value_that_is_no_disclosure_ends_nothing(ledger: Ledger, database: str) -> None:
    add(ledger, *eleven())
    forge(database, DEAL, 8, "document.filed", data={}, texts=["?", "W10"])
    assert verify(ledger, lambda _, __: None).broken is None
    content, now = b"Believe me.", datetime(2026, 11, 26, tzinfo=UTC)
    assert Contents(ledger.rows).keep(DEAL, "forged", content, now, "somebody")
    broken = verify(ledger, lambda _, __: None).broken
    assert broken is not None
    assert (broken.rule, broken.record) == ("contents", "forged")


def test_a_digest_that_is_none_files_nothing(ledger: Ledger, database: str) -> None:
    add(ledger, *eleven())
    listed = disclose("/data/sha256", [{}], bytes(16)).text
    forge(database, DEAL, 8, "document.filed", data={}, texts=[listed])
    run(database, "INSERT INTO ledger.erased_contents VALUES (sha256('x'))")
    reason = "so many contents are said to be erased: 1, and nothing ever was"
    assert verify(ledger, lambda _, __: None).broken == Break("contents", reason)
