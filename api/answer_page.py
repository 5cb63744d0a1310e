"""An answer as a page of plain text, that can be pasted into a mail as it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import wrap
from typing import Any

WIDTH = 96
_GAP = 4
_COLUMN = (WIDTH - _GAP) // 2


def answer_page(answered: dict[str, Any]) -> str:
    """The page: verdict, sentence, for and against side by side, what is not shown, basis."""
    return "\n".join(_lines(answered)) + "\n"


def _lines(answered: dict[str, Any]) -> Iterator[str]:
    asked, now = answered["question"], answered["now"]
    yield from _folded(asked["asked"] or asked["read_as"])
    yield from _folded(_read_as(asked))
    yield ""
    # Before the verdict: it must not be read, nor pasted, as one that stands.
    if hypothetical := answered.get("hypothetical"):
        yield from _folded(hypothetical["sentence"])
        yield ""
    yield answered["verdict"].upper()
    yield from _folded(answered["sentence"])
    yield ""
    yield from _folded(answered["governing"]["sentence"])
    yield from _folded(f"Today: {now['verdict']}. {now['sentence']}")
    for reading in answered["readings"]:
        yield from _folded(f"Reading “{reading['reading']}”: {reading['sentence']}")
    yield ""
    yield from _sides(answered["supports"], answered["opposes"])
    yield from _section("ALSO SAID, FOR NEITHER SIDE", map(_cited, answered["also_said"]))
    not_shown = [each["sentence"] for each in answered["not_shown"]]
    yield from _section("NOT SHOWN BY THE RECORD", [*not_shown, answered["coverage"]["sentence"]])
    yield from _section("WOULD CHANGE IT", [answered["would_change"]])
    yield from _section("BEARS ON", [f"{', '.join(answered['concepts'])}; no law is applied."])
    yield from _section("BASIS", _basis(answered))
    yield from _section("BESIDE THE ANSWER", _beside(answered))


def _read_as(asked: dict[str, Any]) -> str:
    times = asked.get("times", {})
    named = {"effective_at": "what had happened by", "known_at": "what was known by"}
    said = [f"{named[name]} {value}" for name, value in times.items()]
    negated = "asked in the negative, answered as the affirmative" if asked["negated"] else None
    over = asked.get("passed_over", [])
    passed = f"passed over: {', '.join(f'“{each}”' for each in over)}" if over else None
    more = "; ".join([*said, *filter(None, (negated, passed))])
    return f"Read as: {asked['read_as']}{f' ({more})' if more else ''}"


def _basis(answered: dict[str, Any]) -> Iterator[str]:
    basis = answered["basis"]
    yield (
        f"As of {basis['effective_at']}; known at position {basis['known_at']} (by "
        f"{basis['known_by']}); asked at {basis['now_at']['time']}, position "
        f"{basis['now_at']['position']}; as {basis['role']}; rules {basis['rules']}; root "
        f"{basis['root']}."
    )
    if answered["withheld"]:
        yield f"{answered['withheld']} privileged record(s) are withheld from this reader."


def _beside(answered: dict[str, Any]) -> Iterator[str]:
    """What is no part of the answer: where it is on record, and what came since."""
    if issued := answered.get("issued"):
        yield (
            f"Recorded for dispute {issued['dispute']} as {issued['record']}, position "
            f"{issued['position']}, SHA-256 {issued['digest']}."
        )
    if since := answered.get("since"):
        yield since["sentence"]


def _sides(supports: list[dict[str, Any]], opposes: list[dict[str, Any]]) -> Iterator[str]:
    """Two columns of one width; one below the other would hide how they weigh."""
    yield f"{'FOR':<{_COLUMN + _GAP}}AGAINST"
    yield f"{'-' * _COLUMN}{' ' * _GAP}{'-' * _COLUMN}"
    if not supports and not opposes:
        yield f"{'nothing on record':<{_COLUMN + _GAP}}nothing on record"
    for pair in zip_longest(supports, opposes):
        left, right = (wrap(_cited(each), _COLUMN) if each else [] for each in pair)
        for one, other in zip_longest(left, right, fillvalue=""):
            yield f"{one:<{_COLUMN + _GAP}}{other}".rstrip()
        yield ""


def _cited(each: dict[str, Any]) -> str:
    where = f"clause {each['clause']} wording {each['version']}, " if "clause" in each else ""
    when = each["occurred_at"]
    said = when if isinstance(when, str) else f"{when['from']} to {when['to']}"
    marks = "".join(f" ({mark.replace('_', ' ')})" for mark in each["marks"])
    words = f"“{each['words']}” " if each["words"] else ""
    kind, class_ = each["type"], each["class"].replace("_", " ")
    return (
        f"{words}[{where}{each['actor_name']}, {said}, {kind}, {class_}{marks}, "
        f"record {each['record']}]"
    )


def _section(title: str, parts: Iterator[str] | list[str] | map[str]) -> Iterator[str]:
    said = list(parts)
    if said:
        yield ""
        yield title
        for each in said:
            yield from wrap(each, WIDTH, initial_indent="  ", subsequent_indent="  ")


def _folded(text: str) -> list[str]:
    return wrap(text, WIDTH) or [""]
