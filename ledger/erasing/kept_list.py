"""What was erased, by digests, in a file outside the database: a restore erases it again.

One line of JSON for each erasure, the last one at the end. No line holds a value or who it was:
digests of salted disclosures, numbers of rows, and the reason as it is on record. A line is on the
disk before its erasure is committed, and is taken back when that failed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ledger.erasing.plan import Plan

NAME = "erasures.jsonl"
Hex = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class ListError(Exception):
    """The list cannot be read or written; the message says why."""


class ErasedRows(BaseModel):
    """One erasure: which rows, as the database's function takes them. `log` is the ledger's name.

    `by` is whose credentials asked for it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = 1
    log: str
    record: str
    at: str
    by: str
    reason: str
    in_clear: int
    counts: dict[str, int]
    pseudonyms: tuple[Hex, ...]
    values: tuple[tuple[int, Hex, str], ...]
    deliveries: tuple[tuple[int, Hex], ...]
    items: tuple[tuple[int, Hex], ...]
    bound: tuple[str, ...]
    named: tuple[str, ...]
    accesses: tuple[tuple[int, datetime], ...]
    documents: tuple[Hex, ...]

    @property
    def arguments(self) -> list[object]:
        """For `delete_erased` and `erase`, in their order."""
        return [
            [bytes.fromhex(each) for each in self.pseudonyms],
            [position for position, _, _ in self.values],
            [bytes.fromhex(digest) for _, digest, _ in self.values],
            [stand_in for _, _, stand_in in self.values],
            [number for number, _ in self.deliveries],
            [bytes.fromhex(doubles) for _, doubles in self.deliveries],
            [number for number, _ in self.items],
            [bytes.fromhex(doubles) for _, doubles in self.items],
            list(self.bound),
            list(self.named),
            [number for number, _ in self.accesses],
            [read_at for _, read_at in self.accesses],
            [bytes.fromhex(each) for each in self.documents],
        ]


CASTS = (
    *("bytea[]", "bigint[]", "bytea[]", "text[]", "bigint[]", "bytea[]"),
    *("bigint[]", "bytea[]", "text[]", "text[]", "bigint[]", "timestamptz[]"),
    "bytea[]",
)
"""The types of the arguments."""


def rows_of(plan: Plan, log: str, record: str, at: str, by: str, reason: str) -> ErasedRows:
    """What a plan erases."""
    beside = plan.beside
    return ErasedRows(
        log=log,
        record=record,
        at=at,
        by=by,
        reason=reason,
        in_clear=len(plan.findings.in_clear),
        counts=plan.counts,
        pseudonyms=tuple(sorted(plan.whom.pseudonyms)),
        values=tuple(
            (each.position, each.digest.hex(), each.stand_in) for each in plan.findings.values
        ),
        deliveries=tuple((number, doubles.hex()) for number, doubles in beside.deliveries),
        items=tuple((number, doubles.hex()) for number, doubles in beside.items),
        bound=tuple(beside.bound),
        named=tuple(beside.named),
        accesses=tuple(beside.accesses),
        documents=tuple(sorted(plan.contents.going)),
    )


def file_in(home: Path) -> Path:
    """Where the list lies."""
    return home / NAME


def read_list(file: Path) -> list[ErasedRows]:
    """Every erasure of a list, the oldest first; none where there is no file. Raises ListError."""
    try:
        content = file.read_bytes()
        # What was not written to its end belongs to an erasure that was not done.
        lines = content[: content.rfind(b"\n") + 1].decode().splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError):
        raise ListError(f"{file} cannot be read.") from None
    try:
        return [ErasedRows.model_validate_json(line) for line in lines if line.strip()]
    except ValidationError:
        raise ListError(f"{file} is not a list of erasures that this version can read.") from None


def add_to_list(file: Path, erasures: Sequence[ErasedRows]) -> None:
    """Add erasures that the list does not have yet. Raises ListError."""
    known = {each.record for each in read_list(file)}
    for each in erasures:
        if each.record not in known:
            with noted(file, each, lambda: True):
                pass


@contextmanager
def noted(file: Path, rows: ErasedRows, stands: Callable[[], bool]) -> Iterator[None]:
    """The list has the erasure from here on; no more when it was not done after all.

    `stands` says, after a fault, whether it is on record; where that cannot be known, the list has
    it. Raises ListError before anything is done.
    """
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    except OSError as fault:
        raise ListError(f"{file} cannot be written: {fault.strerror}.") from None
    try:
        before = file.read_bytes().rfind(b"\n") + 1
        os.ftruncate(descriptor, before)
        _write(descriptor, file, rows)
        try:
            yield
        except BaseException:
            if not stands():
                os.ftruncate(descriptor, before)
                os.fsync(descriptor)
            raise
    finally:
        os.close(descriptor)


def _write(descriptor: int, file: Path, rows: ErasedRows) -> None:
    line = memoryview(rows.model_dump_json().encode() + b"\n")
    try:
        while line:
            line = line[os.write(descriptor, line) :]
        os.fsync(descriptor)
    except OSError as fault:
        raise ListError(f"{file} cannot be written: {fault.strerror}.") from None
