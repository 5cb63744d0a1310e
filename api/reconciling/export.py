"""An export as rows: CSV with a header, or JSON, each row with the line or member that it is."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from api.webhooks.provider import UnreadableError
from api.webhooks.reading import json_of

DELIMITERS = ",;\t|"
HOLDERS = ("data", "results", "records")
"""Members under which a JSON export may have its array."""
_QUOTED = re.compile(r'"[^"]*"')
_BROKEN = re.compile("[\x00\ud800-\udfff]")
csv.field_size_limit(1024 * 1024)


@dataclass(frozen=True, slots=True)
class Row:
    """One object of the export. `line` is its line in a CSV file, its number (from 1) in JSON.

    `fault` says why it can't be read; an absent value is an empty text.
    """

    line: int
    values: dict[str, Any]
    fault: str | None = None


Read = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Export:
    """A file, the SHA-256 of it, and the columns that it has (of JSON: those of the first row)."""

    path: Path
    digest: str
    is_json: bool
    columns: tuple[str, ...]

    def rows(self, read: Read) -> Iterator[Row]:
        """Its rows, in their order; `read` is told of every byte count. Raises UnreadableError."""
        return self._members(read) if self.is_json else self._lines(read)

    def _members(self, read: Read) -> Iterator[Row]:
        array = _array(self.path)
        share = self.path.stat().st_size // max(1, len(array))
        for number, each in enumerate(array, 1):
            read(share)
            if isinstance(each, dict):
                yield Row(number, {name: _filled(value) for name, value in each.items()})
            else:
                yield Row(number, {}, "It is not a JSON object.")

    def _lines(self, read: Read) -> Iterator[Row]:
        with self.path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
            told = _Told(lines, read)
            reader = csv.reader(told, delimiter=_delimiter(self.path))
            next(reader)
            while True:
                line = reader.line_num + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield Row(line, {}, f"It is no CSV: {error}.")
                    continue
                if cells:
                    yield self._row(line, cells)

    def _row(self, line: int, cells: list[str]) -> Row:
        if len(cells) != len(self.columns):
            fault = f"It has {len(cells)} values, and the header has {len(self.columns)} columns."
            return Row(line, {}, fault)
        if any(map(_BROKEN.search, cells)):
            return Row(line, {}, "It is not UTF-8, or has a character that no record can hold.")
        return Row(line, dict(zip(self.columns, cells, strict=True)))


class _Told:
    """Lines of a file; tells how long each was."""

    def __init__(self, lines: Any, read: Read) -> None:
        self._lines = lines
        self._read = read

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self._read(len(line.encode("utf-8", "surrogateescape")))
            yield line


def open_export(path: Path) -> Export:
    """An export, by its first bytes JSON or CSV. Raises UnreadableError, OSError."""
    with path.open("rb") as file:
        digest = sha256()
        start = file.read(4096)
        digest.update(start)
        while chunk := file.read(1024 * 1024):
            digest.update(chunk)
    is_json = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in {b"[", b"{"}
    columns = _members_of_first(path) if is_json else _header(path)
    return Export(path, digest.hexdigest(), is_json, columns)


def _header(path: Path) -> tuple[str, ...]:
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
        try:
            found = tuple(
                each.strip() for each in next(csv.reader(lines, delimiter=_delimiter(path)))
            )
        except StopIteration:
            raise UnreadableError("empty", "The file is empty.") from None
        except csv.Error as error:
            raise UnreadableError("not_csv", f"The file is no CSV: {error}.") from None
    if any(map(_BROKEN.search, found)):
        raise UnreadableError("bad_text", "The header is not UTF-8: export the file as UTF-8.")
    twice = sorted({each for each in found if found.count(each) > 1})
    if twice:
        raise UnreadableError("doubled_column", f"The column {twice[0]!r} stands twice.")
    return found


def _delimiter(path: Path) -> str:
    """What stands most often between the names of the header."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
        bare = _QUOTED.sub("", lines.readline())
    return max(DELIMITERS, key=bare.count)


def _members_of_first(path: Path) -> tuple[str, ...]:
    found = _array(path)
    return tuple(found[0]) if found and isinstance(found[0], dict) else ()


def _array(path: Path) -> list[Any]:
    value = json_of(path.read_bytes().removeprefix(b"\xef\xbb\xbf"), {})
    if isinstance(value, dict):
        value = next((value[each] for each in HOLDERS if each in value), None)
    if not isinstance(value, list):
        named = ", ".join(HOLDERS)
        message = f"The JSON is neither an array nor an object with one under: {named}."
        raise UnreadableError("no_array", message)
    return value


def _filled(value: Any) -> Any:
    """An empty field is told as an empty text, as CSV has it."""
    if isinstance(value, dict):
        return {name: _filled(each) for name, each in value.items()}
    return "" if value is None else value
