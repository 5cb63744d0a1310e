"""What is kept of documents: contents in which the person stands, and those nobody can look into.

A content goes in every deal that has it: the bytes are the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from domain.refusals import Refusal
from ledger.erasing.finding import Findings
from ledger.erasing.matching import Matcher
from ledger.erasing.reading import told_in
from ledger.erasing.undoing import can_be_looked_into
from ledger.erasing.whom import Whom
from ledger.recorder import EntryRecorder

_KEPT = """
    SELECT deal, encode(digest, 'hex') AS digest, octet_length(content) AS bytes
    FROM ledger.contents ORDER BY deal, digest"""
_CONTENT = "SELECT content FROM ledger.contents WHERE deal = %s AND digest = %s"


class DocumentNotKept(Refusal):
    """A content is named for erasing that no deal has."""

    code = "document_not_kept"

    def __init__(self, place: int) -> None:
        super().__init__(
            "Nothing was erased: no content with this SHA-256 is kept. It was mistyped, or erased "
            "before.",
            f"/documents/{place}",
        )


@dataclass(frozen=True, slots=True)
class Unread:
    """A content that cannot be looked into and stays: somebody has to look at it themselves."""

    deal: str
    documents: tuple[str, ...]
    sha256: str
    bytes: int


@dataclass
class FoundContents:
    """What was found in the contents. `telling` and `opaque`, by digest, were looked into.

    `going` are the digests of what goes, from so many `rows`. `unread` has first what lies in deals
    in which the person stands.
    """

    telling: set[str] = field(default_factory=set)
    opaque: set[str] = field(default_factory=set)
    looked_into: set[str] = field(default_factory=set)
    going: set[str] = field(default_factory=set)
    rows: int = 0
    holds: set[str] = field(default_factory=set)
    unread: list[Unread] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LookingIntoContents:
    """Looks for one person. `named` contents go whatever can be read in them."""

    rows: EntryRecorder
    whom: Whom
    matcher: Matcher
    named: tuple[str, ...]

    def go_on(self, found: FoundContents, findings: Findings) -> None:
        """Look into what was not looked into yet, and say of all of it what goes and stays."""
        kept = self.rows.all(_KEPT)
        for row in kept:
            if row["digest"] not in found.looked_into:
                self._look_into(found, row)
        self._refuse_not_kept({row["digest"] for row in kept})
        filings = findings.filings.found
        by_name = {digest for (_, digest), filing in filings.items() if filing.goes}
        wanted = found.telling | by_name | set(self.named)
        going = [row for row in kept if row["digest"] in wanted]
        found.going, found.rows = {row["digest"] for row in going}, len(going)
        found.holds = set()
        for row in going:
            found.holds |= self.whom.holds_on(row["deal"], b"")
            if filing := filings.get((row["deal"], row["digest"])):
                found.holds |= filing.holds
        unread = self._unread(found, findings, kept)
        found.unread = sorted(unread, key=lambda each: each.deal not in findings.deals)

    def _look_into(self, found: FoundContents, row: dict[str, Any]) -> None:
        content = self.rows.one(_CONTENT, row["deal"], bytes.fromhex(row["digest"]))
        found.looked_into.add(row["digest"])
        if told_in(bytes(content or b""), self.matcher):
            found.telling.add(row["digest"])
        elif not can_be_looked_into(bytes(content or b"")):
            found.opaque.add(row["digest"])

    def _refuse_not_kept(self, kept: set[str]) -> None:
        for place, digest in enumerate(self.named):
            if digest not in kept:
                raise DocumentNotKept(place)

    def _unread(
        self, found: FoundContents, findings: Findings, kept: list[dict[str, Any]]
    ) -> Iterator[Unread]:
        for row in kept:
            if row["digest"] in found.opaque - found.going:
                filing = findings.filings.found.get((row["deal"], row["digest"]))
                documents = tuple(sorted(filing.documents)) if filing else ()
                yield Unread(row["deal"], documents, row["digest"], row["bytes"])
