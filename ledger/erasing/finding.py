"""What is about a person in the entries, and in the values beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from domain.events.deal import ParticipantAssigned
from domain.events.disputes import AnswerIssued
from domain.events.told import DocumentFiled
from ledger.application import Ledger
from ledger.erasing.filings import Filings
from ledger.erasing.matching import Matcher, texts_in
from ledger.erasing.reading import names_in
from ledger.erasing.whom import Whom
from ledger.mapper import StoredEntry
from ledger.proof.disclosure import digest_of, opened
from ledger.proof.entry_bytes import unwrap
from ledger.proof.named import PSEUDONYM
from ledger.proof.stand_in import stand_in

Progress = Callable[[int, int], None]
"""Is told how many entries were looked through, of how many."""
_NAME = "/data/name"
_SPEAKERS = ("actor", "on_behalf_of", "instructed_by")


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A committed value that is about the person: where, by which digest, and what stands in."""

    position: int
    digest: bytes
    stand_in: str
    answer: bool


@dataclass(frozen=True, slots=True)
class FoundInClear:
    """An entry in whose hashed bytes something stands that cannot be erased, by JSON pointers."""

    position: int
    record: str
    pointers: tuple[str, ...]


@dataclass
class Findings:
    """What was found in the entries up to and with a position.

    `records` counts the entries that name the person or of which a value goes, `deals` are theirs;
    `holds` are those that keep one of them whole. `filings` are of all documents. `others_named`
    are the records that say what somebody else is called, and would say it no more.
    """

    up_to: int = 0
    records: int = 0
    values: list[FoundValue] = field(default_factory=list)
    in_clear: list[FoundInClear] = field(default_factory=list)
    holds: set[str] = field(default_factory=set)
    deals: set[str] = field(default_factory=set)
    filings: Filings = field(default_factory=Filings)
    others_named: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Looking:
    """Looks through entries for one person. `words`: what they said goes too, whatever it says."""

    ledger: Ledger
    whom: Whom
    matcher: Matcher
    words: bool

    def go_on(self, findings: Findings, up_to: int, progress: Progress) -> None:
        """Look through the entries after those that were, up to and with a position."""
        for row in self.ledger.stored(findings.up_to, up_to):
            self._look(findings, row)
            if row.id % 500 == 0:
                progress(row.id, up_to)
        findings.up_to = up_to
        progress(up_to, up_to)

    def _look(self, findings: Findings, row: StoredEntry) -> None:
        stands = self.whom.in_state(row.state)
        content = unwrap(row.state).entry
        values = self._values(row, content, stands=stands)
        if stands or values:
            findings.records += 1
            findings.deals.add(content.get("deal", ""))
            findings.holds |= self.whom.holds_on(content.get("deal", ""), row.state)
        findings.values += values
        gone = frozenset(each.digest for each in values)
        findings.filings.note(self.whom, row, content, gone)
        if self._names_another(row, content, gone):
            findings.others_named.append((row.id, content["id"]))
        pointers = tuple(self._in_clear(content))
        if pointers:
            findings.in_clear.append(FoundInClear(row.id, content["id"], pointers))

    def _values(
        self, row: StoredEntry, content: dict[str, Any], *, stands: bool
    ) -> list[FoundValue]:
        """The values that go. One that the record cannot be read without is no text, and stays."""
        speaks = stands and self.words and self._speaks(content)
        disclosed = [(text, *opened(text)) for text in row.disclosures]
        wanted = [
            each
            for each in disclosed
            if (speaks and each[1].startswith("/data")) or self._names_in(each[2], stands=stands)
        ]
        if wanted and row.topic != DocumentFiled.stored_as:
            # From the digest of what is kept elsewhere a short text can be guessed.
            wanted += [
                each for each in disclosed if each[1].endswith("/sha256") and each not in wanted
            ]
        answer = row.topic == AnswerIssued.stored_as
        found = [
            (text, FoundValue(row.id, digest_of(text), stand_in(name, value), answer))
            for text, name, value in wanted
        ]
        return list(self._that_may_go(row, found))

    def _that_may_go(
        self, row: StoredEntry, found: Sequence[tuple[str, FoundValue]]
    ) -> Iterator[FoundValue]:
        if found and self.ledger.can_be_read(_without(row, found)):
            yield from (value for _, value in found)
            return
        left = row
        for each in found:
            if self.ledger.can_be_read(without := _without(left, [each])):
                left = without
                yield each[1]

    def _names_another(
        self, row: StoredEntry, content: dict[str, Any], gone: frozenset[bytes]
    ) -> bool:
        if row.topic != ParticipantAssigned.stored_as:
            return False
        theirs = content["data"].get("person", "").removeprefix(PSEUDONYM) in self.whom.pseudonyms
        return not theirs and any(
            opened(text)[0] == _NAME and digest_of(text) in gone for text in row.disclosures
        )

    def _names_in(self, value: Any, *, stands: bool) -> bool:
        return any(names_in(text, self.matcher, takes_part=stands) for text in texts_in(value))

    def _speaks(self, content: dict[str, Any]) -> bool:
        own = {f"{PSEUDONYM}{each}" for each in self.whom.pseudonyms}
        return any(content.get(name) in own for name in _SPEAKERS)

    def _in_clear(self, content: dict[str, Any]) -> Iterator[str]:
        for pointer, text in _leaves({k: v for k, v in content.items() if k != "_sd"}):
            if not text.startswith(PSEUDONYM) and names_in(text, self.matcher):
                yield pointer


def _without(row: StoredEntry, found: Sequence[tuple[str, FoundValue]]) -> StoredEntry:
    gone = {text for text, _ in found}
    return replace(
        row,
        disclosures=tuple(each for each in row.disclosures if each not in gone),
        stand_ins=(*row.stand_ins, *(value.stand_in for _, value in found)),
    )


def _leaves(value: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from _leaves(member, f"{pointer}/{name}")
    elif isinstance(value, list):
        for place, member in enumerate(value):
            yield from _leaves(member, f"{pointer}/{place}")
