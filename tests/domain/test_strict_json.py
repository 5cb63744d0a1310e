"""What the hashed form cannot hold is refused while reading, with a code and a pointer to it."""

from __future__ import annotations

import json

import pytest

from domain.record import parse, record_of
from domain.refusals import Fault, Malformed
from domain.strict_json import DEEPEST, LARGEST_INTEGER, MOST_FAULTS, check, read


def faults(text: bytes | str) -> list[tuple[str, str]]:
    with pytest.raises(Malformed) as refused:
        read(text)
    return [(fault.code, fault.pointer) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("text", "code", "pointer"),
    [
        ('{"a": 1.5}', "float_not_allowed", "/a"),
        ('{"a": 1e3}', "float_not_allowed", "/a"),
        ('{"a": -0.0}', "float_not_allowed", "/a"),
        ('{"a": 1e999}', "float_not_allowed", "/a"),
        ('{"a": [NaN]}', "float_not_allowed", "/a/0"),
        ('{"a": [0, -Infinity]}', "float_not_allowed", "/a/1"),
        ('{"a": 9007199254740992}', "integer_too_large", "/a"),
        ('{"a": -9007199254740992}', "integer_too_large", "/a"),
        ('{"a": ' + "9" * 100_000 + "}", "integer_too_large", "/a"),
        ('{"a": "\\u0000"}', "bad_text", "/a"),
        ('{"a": "\\ud800"}', "bad_text", "/a"),
        ('{"a": "\\udc00\\ud800"}', "bad_text", "/a"),
        ('{"a": {"\\ud800": 1}}', "bad_text", "/a/\ufffd"),
        ('{"a": 1, "a": 1}', "duplicate_key", "/a"),
        ('{"a": {"b": 1, "c": 2, "c": 3}}', "duplicate_key", "/a/c"),
        ('{"a": [{}, {"b": {"~/": 1, "~/": 2}}]}', "duplicate_key", "/a/1/b/~0~1"),
        ('{"a": 1, "\\u0061": 1}', "duplicate_key", "/a"),
        ("", "not_json", ""),
        ("{", "not_json", ""),
        ('{"a": 1,}', "not_json", ""),
        ('{"a": 1} {"a": 1}', "not_json", ""),
        ("{'a': 1}", "not_json", ""),
        ('{"a": 01}', "not_json", ""),
        ('{"a": "\n"}', "not_json", ""),
        ('{"a": tru}', "not_json", ""),
        ('\ufeff{"a": 1}', "not_json", ""),
        (b'{"a": "\xff"}', "bad_text", ""),
        (b'{"a": "\xed\xa0\x80"}', "bad_text", ""),  # half a surrogate pair, encoded
        ('{"a": "\ud800"}', "bad_text", ""),
        ('{"a": 1}'.encode("utf-16"), "bad_text", ""),
    ],
)
def test_it_is_refused_with_a_pointer(text: bytes | str, code: str, pointer: str) -> None:
    assert faults(text) == [(code, pointer)]


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert read('{"a": "\\ud83d\\ude00"}') == {"a": "😀"}


@pytest.mark.parametrize("value", [LARGEST_INTEGER, -LARGEST_INTEGER, 0])
def test_whole_numbers_that_every_language_holds_are_taken(value: int) -> None:
    assert read(json.dumps([value])) == [value]


def test_unicode_is_kept_as_it_was_received() -> None:
    decomposed = "u\u0308 \u202e \u2028 \x7f \x01"
    assert read(json.dumps([decomposed])) == [decomposed]


@pytest.mark.parametrize("brackets", ["[]", '{"a":}'])
@pytest.mark.parametrize("depth", [DEEPEST + 1, 3_000, 200_000])
def test_what_is_too_deep_is_refused_before_it_is_read(brackets: str, depth: int) -> None:
    opening, closing = brackets[:-1], brackets[-1]
    assert faults(opening * depth + "1" + closing * depth) == [("too_deep", "")]
    assert faults(opening * depth) == [("too_deep", "")]


@pytest.mark.parametrize("innermost", ["", "1"])
def test_thirty_two_levels_are_not_too_deep(innermost: str) -> None:
    assert read("[" * DEEPEST + innermost + "]" * DEEPEST)


def test_brackets_in_text_are_no_levels() -> None:
    text = "[{" * 3_000 + '\\"'
    assert read(json.dumps({"a": text})) == {"a": text}


def test_a_value_that_is_too_deep_is_refused_wherever_it_came_from() -> None:
    value: object = 1
    for _ in range(3_000):
        value = [value]
    with pytest.raises(Malformed) as refused:
        record_of(value)
    assert refused.value.faults[0] == Fault(
        "too_deep", "/0" * DEEPEST, "A record is at most 32 levels deep."
    )


def test_every_fault_is_named_so_that_all_can_be_mended_at_once() -> None:
    found = faults('{"a": 1.5, "b": ["\\u0000", {"c": 1, "c": 9007199254740992}]}')
    assert found == [
        ("float_not_allowed", "/a"),
        ("bad_text", "/b/0"),
        ("duplicate_key", "/b/1/c"),
        ("integer_too_large", "/b/1/c"),
    ]


def test_a_flood_of_faults_is_cut_off() -> None:
    text = json.dumps({"k" * 50_000: [0.5] * 50_000})
    assert len(faults(text)) == MOST_FAULTS


def test_a_pointer_can_always_be_printed() -> None:
    with pytest.raises(Malformed) as refused:
        check({"\ud800": {"\x00": 0.5}})
    assert all(fault.pointer.encode() and fault.message.encode() for fault in refused.value.faults)


@pytest.mark.parametrize("text", ["[]", "1", '"record"', "null", "true"])
def test_a_record_is_an_object(text: str) -> None:
    with pytest.raises(Malformed) as refused:
        parse(text)
    assert refused.value.faults == (Fault("wrong_type", "", "A record is a JSON object."),)
