"""Which documents were filed, by deal and digest; and whether what names one of them goes."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from typing import Any

from domain.events.disputes import RecordCorrected
from domain.events.told import DocumentFiled
from ledger.erasing.whom import Whom
from ledger.mapper import StoredEntry
from ledger.proof.disclosure import digest_of, opened

_OF_ENVELOPE = ("/source/ref", "/evidence/uri")
"""Beside its name: where the document came from, and where it lies."""


@dataclass
class Filing:
    """Every filing of one content on one deal, struck and corrected ones too.

    `goes`: its name, or where it lies, is about the person, and so is what stands in it. `holds`
    keep one of the records whole.
    """

    documents: set[str] = field(default_factory=set)
    holds: set[str] = field(default_factory=set)
    goes: bool = False


@dataclass
class Filings:
    """The filings of all deals, by deal and SHA-256 in hexadecimal digits."""

    found: dict[tuple[str, str], Filing] = field(default_factory=dict)

    def note(self, whom: Whom, row: StoredEntry, content: dict[str, Any], gone: Set[bytes]) -> None:
        """Note an entry, if it files a document; `gone` are the digests of its values that go."""
        data, at = content["data"], "/data"
        if row.topic == RecordCorrected.stored_as and data.get("type") == DocumentFiled.stored_as:
            data, at = data["data"], "/data/data"
        elif row.topic != DocumentFiled.stored_as:
            return
        values = {opened(text)[0]: text for text in row.disclosures}
        if (text := values.get(f"{at}/sha256")) is None:
            return
        filing = self.found.setdefault((content["deal"], opened(text)[1]), Filing())
        filing.documents.add(data["document"])
        filing.holds |= whom.holds_on(content["deal"], row.state)
        naming = (f"{at}/name", f"{at}/sha256", *_OF_ENVELOPE)
        filing.goes |= any(digest_of(values[each]) in gone for each in naming if each in values)
