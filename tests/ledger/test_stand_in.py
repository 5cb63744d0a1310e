"""What stands in the place of a value that was erased tells nothing but that."""

from __future__ import annotations

import pytest

from ledger.proof.stand_in import stand_in, standing_in

ENTRY = {"data": {"to": ["carla"], "text": "Twenty percent.", "lines": [{"item": "x"}]}}
FORGED = (
    '["/data/words", "I agree."]',
    '["/data/words", ["[erased]", "I agree."]]',
    '["/data/words", {"text": "I agree."}]',
    '["/data/words", "[erased]", "I agree."]',
    '["/data/text", "[erased]"]',
    '["/data/lines/0/item", "[erased]"]',
    '["/data/lines/0", "[erased]"]',
    '["/data/lines/7/words", "[erased]"]',
    '["/data/text/words", "[erased]"]',
    '["data/words", "[erased]"]',
    '["words", "[erased]"]',
    '[1, "[erased]"]',
    '"/data/words"',
    '{"/data/words": "[erased]"}',
    "[]",
    "I agree.",
    "[" * 20_000,
)


@pytest.mark.parametrize(
    ("value", "standing"),
    [
        ("We agree.", ["[erased]"]),
        (["Carla", "Vera"], [["[erased]"]]),
        ({"text": "Carla"}, [{"text": "[erased]"}]),
        ({"percent": "20"}, []),
        (12, []),
    ],
)
def test_it_has_the_shape_of_what_was_erased_and_nothing_of_it(
    value: object, standing: list[object]
) -> None:
    for name in ("/data/words", "/data/lines/0/words", "/words"):
        assert standing_in(stand_in(name, value), ENTRY) == [name, *standing]
    assert standing_in(stand_in("/data/sha256", value), ENTRY) == ["/data/sha256"]


@pytest.mark.parametrize("text", FORGED)
def test_anything_else_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="something else"):
        standing_in(text, ENTRY)


MESSAGE = {
    "type": "message.sent", "schema": 1, "evidence": {"class": "asserted"},
    "data": {"message": "M1", "to": ["vera"]},
}  # fmt: skip
CORRECTION = {
    "type": "record.corrected", "schema": 1, "evidence": {}, "data_schema": 2,
    "data": {"corrects": "r-1", "type": "statement.made", "data": {"statement": "ST1"}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (MESSAGE, "/data/words"),
        (MESSAGE, "/evidence/quote"),
        (CORRECTION, "/data/reason"),
        (CORRECTION, "/data/data/words"),
        (CORRECTION | {"data_schema": 1}, "/data/data/zzz"),
        (MESSAGE | {"privilege": "work_product"}, "/data/channel"),
    ],
)
def test_it_stands_where_an_entry_of_its_type_commits_to_something(
    entry: dict[str, object], name: str
) -> None:
    assert standing_in(stand_in(name, "Carla"), entry) == [name, "[erased]"]


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (MESSAGE, "/data/zzz"),
        (MESSAGE, "/data/channel"),
        (MESSAGE, "/instructed_by"),
        (MESSAGE, "/zzz"),
        (CORRECTION, "/data/zzz"),
        (CORRECTION, "/data/data/zzz"),
        (CORRECTION, "/data/data/form"),
        (MESSAGE | {"privilege": "work_product"}, "/data/zzz"),
        (MESSAGE | {"privilege": "work_product"}, "/instructed_by"),
    ],
)
def test_it_stands_nowhere_else(entry: dict[str, object], name: str) -> None:
    with pytest.raises(ValueError, match="something else"):
        standing_in(stand_in(name, "Carla"), entry)
