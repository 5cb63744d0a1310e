"""Looking for values in a dump, or in the live database: everywhere, and in every form."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple, cast

import psycopg
from psycopg import sql

from domain.refusals import Refusal
from ledger.backup.archive import opened_archive
from ledger.backup.catalogue import set_up
from ledger.backup.manifest import TABLES, Progress
from ledger.backup.packing import unpacked
from ledger.database import connected
from ledger.erasing.matching import Matcher
from ledger.erasing.reading import fitting, layers_of
from ledger.erasing.undoing import can_be_looked_into, readings

SHORTEST = 3
"""Characters that a value must have to be looked for: shorter ones are everywhere."""
_TABLES = """
    SELECT schemaname::text, tablename::text FROM pg_catalog.pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2"""
_COPY = re.compile(rb"^COPY ([^ ]+) \(")
_INSERT = re.compile(rb"^INSERT INTO ")
_ENCODING = re.compile(rb"^SET client_encoding = '(?!UTF8')")
_CONTENTS = "contents"
_COPIED = re.compile(rb"\\\\x([0-9a-f]*)(?=[\t\r\n]|$)")
_CUSTOM, _GZIP = b"PGDMP", b"\x1f\x8b"
_BEGUN = frozenset({b"-- PostgreSQL database dump", b"-- PostgreSQL database cluster dump"})
_ENDED = frozenset({each + b" complete" for each in _BEGUN})
"""Lines with which `pg_dump` and `pg_dumpall` begin and end."""
_HOLD_PERSONS = frozenset(
    f"ledger.{each}"
    for each in (
        *("entries", "disclosures", "persons", "inbox", "inbox_items", "contents"),
        *("tokens", "access_log"),
    )
)
"""The tables that an erasure goes through: a dump without their rows is not one of a ledger."""


class CannotBeScanned(Refusal):
    """What was given cannot be looked through; the message says why."""

    code = "cannot_be_scanned"


class Met(NamedTuple):
    """A value was met: the number of the value as given, where, and in which form."""

    value: int
    where: str
    form: str


@dataclass
class Scan:
    """What was looked through, what could not be, and what was met, each place once.

    `opaque` counts contents of documents that are no text: nobody can tell what stands in them.
    """

    looked_through: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    met: list[Met] = field(default_factory=list)
    opaque: int = 0

    @property
    def clean(self) -> bool:
        """Whether every table was looked through and nothing met."""
        return not self.met and not self.unread


@dataclass(frozen=True)
class Wanted:
    """What finds each value, as an erasure finds names. Raises CannotBeScanned for short values."""

    matchers: tuple[Matcher, ...]

    @classmethod
    def of(cls, values: Sequence[str]) -> Wanted:
        """Nobody says which are ids and which names: each is looked for as whatever it may be."""
        if short := [n for n, each in enumerate(values, 1) if len(each.strip()) < SHORTEST]:
            raise CannotBeScanned(f"Value {short[0]} is too short: at least {SHORTEST} characters.")
        stripped = (each.strip() for each in values)
        return cls(tuple(Matcher((), (each,), (each,)) for each in stripped))

    def met_in(self, line: bytes) -> Iterator[tuple[int, str]]:
        """The values that a line holds as whole words, with the form, each once.

        Each column of a row by itself: the parts of a name in two of them are no name.
        """
        found = {each for column in line.split(b"\t") for each in self.met_in_content(column)}
        yield from sorted(found)

    def met_in_content(self, content: bytes) -> Iterator[tuple[int, str]]:
        """The values that one content holds, with the form."""
        for layer in layers_of(content):
            text = layer.bytes.decode("utf-8", "replace")
            for number, matcher in enumerate(self.matchers, 1):
                if form := fitting(matcher, layer).form_in(text):
                    yield number, f"{form} in {layer.name}" if layer.name else form


def scan_database(url: str, values: Sequence[str]) -> Scan:
    """Look through every table of the live database, as its user may read them."""
    wanted, scan = Wanted.of(values), Scan()
    with connected(url) as connection:
        set_up(connection)
        for schema, table in connection.execute(_TABLES).fetchall():
            place = f"{schema}.{table}"
            query = sql.SQL("COPY (SELECT * FROM {}) TO STDOUT")
            try:
                with (
                    connection.cursor() as cursor,
                    cursor.copy(query.format(sql.Identifier(schema, table))) as copied,
                ):
                    _scan(scan, wanted, place, map(bytes, copied))
            except psycopg.errors.InsufficientPrivilege:
                scan.unread.append(place)
    return scan


def scan_dump(file: Path, values: Sequence[str]) -> Scan:
    """Look through what `pg_dump` wrote in plain text, gzipped or not.

    Raises CannotBeScanned for anything else, and for one that was cut short or leaves tables out:
    what is not there to be read would be said not to be there.
    """
    wanted, scan = Wanted.of(values), Scan()
    try:
        with file.open("rb") as raw:
            begins = raw.read(len(_CUSTOM))
            raw.seek(0)
            if begins == _CUSTOM:
                raise CannotBeScanned("Make a plain dump (pg_dump without -F): this one is packed.")
            if begins.startswith(_GZIP):
                with gzip.open(raw) as lines:
                    _scan_lines(scan, wanted, cast("IO[bytes]", lines))
            else:
                _scan_lines(scan, wanted, raw)
    except (OSError, EOFError, zlib.error) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise CannotBeScanned(f"{file} cannot be read: {str(reason).rstrip('.')}.") from None
    return scan


def scan_backup(file: Path, passphrase: str, values: Sequence[str], progress: Progress) -> Scan:
    """Look through what `deal-ledger backup` wrote. Raises BackupError."""
    wanted, scan = Wanted.of(values), Scan()
    with opened_archive(file, passphrase, progress) as plaintext:
        for name, content in unpacked(plaintext):
            place = name.removeprefix(f"{TABLES}/").rpartition("/")[0] or name
            _scan(scan, wanted, place, content.splitlines())
    return scan


def _scan(scan: Scan, wanted: Wanted, place: str, lines: Iterable[bytes]) -> None:
    if place not in scan.looked_through:
        scan.looked_through.append(place)
    for number, line in enumerate(lines, 1):
        _look(scan, wanted, place, f"row {number}", line)


def _scan_lines(scan: Scan, wanted: Wanted, lines: IO[bytes]) -> None:
    place = "dump"
    scan.looked_through.append(str(place))
    begun = ended = 0
    for number, line in enumerate(lines, 1):
        if found := _COPY.match(line):
            place = found[1].decode("utf-8", "replace")
            scan.looked_through.append(place)
        elif place == "dump":
            _refuse_written_otherwise(line)
            begun += line.rstrip() in _BEGUN
            ended += line.rstrip() in _ENDED
        _look(scan, wanted, place, f"line {number}", line)
        if line.rstrip() == b"\\.":
            place = "dump"
    if begun == 0:
        raise CannotBeScanned("This is no plain dump: write one with pg_dump, without -F and -Z.")
    if ended < begun:
        raise CannotBeScanned("This dump was cut short: it lacks what pg_dump ends with.")
    if lacking := sorted(_HOLD_PERSONS.difference(scan.looked_through)):
        raise CannotBeScanned(
            f"This dump lacks the rows of {', '.join(lacking)}: dump all of the ledger's database."
        )


def _refuse_written_otherwise(line: bytes) -> None:
    """Refuse what spreads a value over lines, or writes it in bytes that would not be found."""
    if _INSERT.match(line):
        raise CannotBeScanned("Make a dump without --inserts: a value would stand in pieces.")
    if _ENCODING.match(line):
        raise CannotBeScanned("Make a dump in UTF-8 (pg_dump --encoding=UTF8).")


def _look(scan: Scan, wanted: Wanted, place: str, row: str, line: bytes) -> None:
    found = set(wanted.met_in(line))
    if place.removeprefix("ledger.") == _CONTENTS and (copied := _COPIED.findall(line)):
        # The digest comes before the content.
        content = bytes.fromhex(copied[-1].decode())
        scan.opaque += not can_be_looked_into(content)
        for reading in islice(readings(content), 1, None):
            found |= {(n, f"{form} in document") for n, form in wanted.met_in_content(reading)}
    scan.met += (Met(n, f"{place}, {row}", form) for n, form in sorted(found))
