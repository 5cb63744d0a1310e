"""The first member of a backup: what it holds, and which schema it fits."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from ledger import database
from ledger.database import SchemaError

FORMAT = 1
"""Goes up when an older program could not read, or would leave out, what a backup holds."""

MANIFEST = "manifest.json"
TABLES = "tables"
"""The folder of a folder for each table."""
SIGNER = "signer"
"""The folder of the signer's key and state, where it was there to be saved."""
END = "end"
"""The last member: a backup without it is not whole."""

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how much of it is done, and of how much."""


class BackupError(Exception):
    """No backup was made, or nothing was restored; the message says why."""


class Head(NamedTuple):
    """What a ledger says that it is: its name, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Part):
    """A migration that had run."""

    number: int
    name: str
    digest: str


class Table(_Part):
    """A table of the schema `ledger`: the columns that are stored, and how many rows."""

    name: str
    columns: tuple[str, ...]
    rows: int


class Sequence(_Part):
    """Where a sequence of the schema `ledger` stands: its last value, and whether it was given."""

    name: str
    last: int
    called: bool


class Manifest(_Part):
    """What a backup holds. `tables` stand in an order in which they can be loaded."""

    format: int = FORMAT
    made_at: AwareDatetime
    server: str
    steps: tuple[Step, ...]
    origin: str
    size: int
    root: str = Field(pattern="^[0-9a-f]{64}$")
    tables: tuple[Table, ...]
    sequences: tuple[Sequence, ...]

    @property
    def head(self) -> Head:
        """What the ledger said that it was."""
        return Head(self.origin, self.size, bytes.fromhex(self.root))

    @property
    def last_step(self) -> int:
        """The number of the last migration that had run."""
        return self.steps[-1].number

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(table.rows for table in self.tables)

    def to_bytes(self) -> bytes:
        """As it is written."""
        return self.model_dump_json(indent=2).encode() + b"\n"


def read_manifest(content: bytes) -> Manifest:
    """The manifest. Raises BackupError, and SchemaError when this version cannot restore it."""
    try:
        form = json.loads(content)["format"]
        if isinstance(form, int) and form > FORMAT:
            raise SchemaError(
                f"The backup is of a newer version (format {form}): use that version."
            )
        manifest = Manifest.model_validate_json(content)
    except (ValidationError, ValueError, TypeError, LookupError):
        raise BackupError("The file holds something else than a backup of a ledger.") from None
    _refuse_other_steps(manifest)
    return manifest


def _refuse_other_steps(manifest: Manifest) -> None:
    known = {each.number: each.digest for each in database.migrations()}
    for step in manifest.steps:
        if step.number not in known:
            newest = manifest.last_step
            raise SchemaError(
                f"The backup is of a newer version (step {newest}): use that version."
            )
        if known[step.number] != step.digest:
            raise SchemaError(f"Migration {step.number} is not the one that the backup knows.")
    if [each.number for each in manifest.steps] != sorted(known)[: len(manifest.steps)]:
        raise SchemaError("The backup lacks a migration that comes before its last.")
    if not manifest.steps:
        raise BackupError("The file holds no ledger.")
