"""Which texts name a person: ids, names and other values as whole words, also where escaped."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

SHORTEST_PART = 3
"""Letters that a part of a name must have to be looked for by itself."""
_BEFORE_ID, _AFTER_ID = r"(?<![\w@.+-])", r"(?![\w@+-])(?!\.\w)"
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")


@dataclass(frozen=True)
class Matcher:
    """What a person goes by. `also` are other values that whoever asks for the erasure has named.

    Ids are matched as they are written, but addresses, names and `also` in any case.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    also: tuple[str, ...] = ()

    def names_them(self, text: str) -> bool:
        """Whether an id, a whole name (or all of its parts), or one of `also` stands there."""
        return any(
            self._ids.search(each) or self._words.search(each) or self._has_all_parts(each)
            for each in readings_of(text)
        )

    def may_name_them(self, text: str) -> bool:
        """The same, where the person is known to take part: a part of a name, as written, too."""
        return self.names_them(text) or any(
            each.search(reading)
            for parts in self._parts
            for each in parts
            for reading in readings_of(text)
        )

    @cached_property
    def _ids(self) -> re.Pattern[str]:
        cased = [each for each in self.ids if "@" not in each]
        addresses = [each for each in self.ids if "@" in each]
        either = [re.escape(each) for each in cased]
        either += [f"(?i:{re.escape(each)})" for each in addresses]
        return re.compile(f"{_BEFORE_ID}(?:{'|'.join(either)}){_AFTER_ID}")

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return _whole((*self.names, *self.also))

    @cached_property
    def _parts(self) -> list[list[re.Pattern[str]]]:
        """For each name, its parts as they are written."""
        return [
            [re.compile(rf"(?<!\w){re.escape(part)}(?!\w)") for part in parts]
            for parts in map(parts_of, self.names)
            if parts
        ]

    def _has_all_parts(self, text: str) -> bool:
        several = (parts for parts in self._parts if len(parts) > 1)
        return any(all(each.search(text) for each in parts) for parts in several)


def parts_of(name: str) -> list[str]:
    """The parts of a name that are long enough to be told from other words."""
    found = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", normalize("NFC", name))
    return [each for each in found if len(each) >= SHORTEST_PART]


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)


def readings_of(text: str) -> Iterator[str]:
    """A text as it stands, and as it reads once what is escaped in it is not."""
    plain = normalize("NFC", text)
    yield plain
    if "\\" in plain:
        yield normalize("NFC", _UNICODE.sub(_character, plain).replace('\\"', '"'))
    if "%" in plain:
        yield normalize("NFC", unquote(plain.replace("+", " "), errors="replace"))
    if "&" in plain:
        yield normalize("NFC", html.unescape(plain))


def _character(found: re.Match[str]) -> str:
    try:
        return str(json.loads(f'"{found[0]}"'))
    except ValueError:
        return found[0]


def _whole(values: Iterable[str]) -> re.Pattern[str]:
    either = [_spaced(normalize("NFC", each)) for each in values if each.strip()]
    # Without any nothing matches.
    return re.compile("|".join(either) if either else r"(?!)", re.IGNORECASE)


def _spaced(value: str) -> str:
    """One value as whole words, with any space where it has some."""
    inner = r"\s+".join(re.escape(word) for word in value.split())
    before = r"(?<!\w)" if re.match(r"\w", value.strip()) else ""
    after = r"(?!\w)" if re.search(r"\w$", value.strip()) else ""
    return f"{before}{inner}{after}"
