"""Which wording of a clause a question is about (VOCABULARY 6.2, kind `knowledge`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.sentences.naming import listed, quoted


@dataclass(frozen=True)
class Asked:
    """The wordings of a deal by clause: the governing one, else the current one."""

    deal: KnownDeal

    @cached_property
    def governing(self) -> dict[str, Wording]:
        """The governing text by clause."""
        return {wording.clause: wording for wording in self.deal.text}

    @cached_property
    def beside(self) -> dict[str, Wording]:
        """The current wordings of the drafts that are not those of the governing text."""
        current = self.deal.clauses.current(self.deal.basis.effective_at)
        held = {id(wording) for wording in self.deal.text}
        return {each.clause: each for each in current if id(each) not in held}

    def of(self, clause: str, number: int | None = None) -> Wording | None:
        """The wording of this number, else the governing, else the current; None when none was."""
        if number is not None:
            found = self.deal.clauses.by_id.get(clause)
            named = found.wording(number) if found else None
            begun = named and named.interval.begun_by(self.deal.basis.effective_at)
            return named if begun else None
        return self.governing.get(clause) or self.beside.get(clause)


def named(wording: Wording) -> str:
    """A wording in a sentence."""
    return f"clause {wording.clause} (wording {wording.number}, {wording.document})"


def clauses_named(wordings: Sequence[Wording]) -> str:
    """Their clauses: `clause 3.1`, `clauses 3.1 and 4.2`."""
    word = "clause" if len(wordings) == 1 else "clauses"
    return f"{word} {listed(each.clause for each in wordings)}"


def begun(said: str) -> str:
    """The same with a capital at its head, and nothing else changed."""
    return said[:1].upper() + said[1:]


def ended(words: str) -> str:
    """Exact words in quotation marks at the end of a sentence, with its stop."""
    return quoted(words) if words.rstrip().endswith((".", "!", "?")) else f"{quoted(words)}."


def withheld_told(number: int) -> str:
    """How many records a reader does not see."""
    return "1 record is withheld" if number == 1 else f"{number} records are withheld"
