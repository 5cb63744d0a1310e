"""Persons and their pseudonyms: the digest of one salted disclosure per person.

A person is proposed a pseudonym when first named, and has it once an append that carries it is
kept; until then nothing of the person is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import RLock

from ledger.proof.disclosure import PERSON, Disclosure, Salts, disclose, opened
from ledger.proof.named import PSEUDONYM

REMEMBERED = 50_000
ERASED = "erased."
"""How a person is named whose disclosure was deleted: this, and the start of the pseudonym."""

FindByPerson = Callable[[str], Disclosure | None]
FindByDigest = Callable[[bytes], str | None]
"""Gives the text of the disclosure with this digest."""


class Pseudonyms:
    """Both directions, remembered; what is not is looked up by the two functions given."""

    def __init__(self, salts: Salts, by_person: FindByPerson, by_digest: FindByDigest) -> None:
        self._salts = salts
        self._by_person = by_person
        self._by_digest = by_digest
        self._lock = RLock()
        self._written: dict[str, str] = {}
        self._read: dict[str, str] = {}
        self._erased: dict[str, str] = {}
        self._proposed: dict[str, Disclosure] = {}

    def write(self, person: str) -> str:
        """How the person stands in an entry; who was erased, as they stood when they were read."""
        with self._lock:
            if person in self._erased:
                return self._erased[person]
            if person in self._proposed:
                return PSEUDONYM + self._proposed[person].digest.hex()
            if person not in self._written:
                found = self._by_person(person)
                if found is None:
                    found = disclose(PERSON, person, self._salts())
                    self._proposed[person] = found
                    return PSEUDONYM + found.digest.hex()
                self._remember(person, PSEUDONYM + found.digest.hex())
            return self._written[person]

    def proposal(self, person: str) -> Disclosure | None:
        """The disclosure that an append must carry, None when the person's is kept already."""
        return self._proposed.get(person)

    def kept(self, person: str) -> None:
        """An append that carried the person's proposal was kept."""
        with self._lock:
            if proposal := self._proposed.pop(person, None):
                self._remember(person, PSEUDONYM + proposal.digest.hex())

    def forget_proposals(self) -> None:
        """Another writer gave one of these persons a pseudonym: look them up again."""
        with self._lock:
            self._proposed.clear()

    def forget(self) -> None:
        """Somebody was erased: nothing that was remembered counts."""
        with self._lock:
            self._proposed.clear()
            self._written.clear()
            self._read.clear()
            self._erased.clear()

    def read(self, pseudonym: str) -> str:
        """The person's id, or `erased.` and the start of the pseudonym when it was erased."""
        with self._lock:
            if pseudonym not in self._read:
                digest = pseudonym.removeprefix(PSEUDONYM)
                text = self._by_digest(bytes.fromhex(digest))
                if text is None:
                    # For ever: who was erased is not looked for at every entry that names them.
                    self._read[pseudonym] = ERASED + digest[:16]
                    self._erased[ERASED + digest[:16]] = pseudonym
                else:
                    self._remember(opened(text)[1], pseudonym)
            return self._read[pseudonym]

    def _remember(self, person: str, pseudonym: str) -> None:
        if len(self._written) >= REMEMBERED:
            self._written.clear()
            self._read.clear()
        self._written[person] = pseudonym
        self._read[pseudonym] = person
