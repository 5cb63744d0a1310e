"""The evidence of an answer, in three lists: each record stands in the first that names it."""

from __future__ import annotations

from collections.abc import Iterable

from projections.answers.evidence import Evidence, words_said
from projections.clauses import Wording
from projections.facts import Fact

Found = Iterable[tuple[Fact, Wording | None]]


class Cited:
    """Collects what speaks for a verdict, against it, and without a direction."""

    def __init__(self) -> None:
        self._lists: dict[str, list[Evidence]] = {"for": [], "against": [], "also": []}
        self._named: set[str] = set()

    def support(self, found: Found) -> None:
        """These speak for the verdict."""
        self._add("for", found)

    def oppose(self, found: Found) -> None:
        """These speak against it."""
        self._add("against", found)

    def also(self, found: Found) -> None:
        """These name the matter without a direction."""
        self._add("also", found)

    @property
    def supports(self) -> tuple[Evidence, ...]:
        """For the verdict."""
        return tuple(self._lists["for"])

    @property
    def opposes(self) -> tuple[Evidence, ...]:
        """Against it."""
        return tuple(self._lists["against"])

    @property
    def also_said(self) -> tuple[Evidence, ...]:
        """Without a direction."""
        return tuple(self._lists["also"])

    def _add(self, name: str, found: Found) -> None:
        for fact, wording in found:
            if fact.id not in self._named:
                self._named.add(fact.id)
                self._lists[name].append(Evidence(fact, own_words(fact), wording))


def own_words(fact: Fact) -> str | None:
    """The exact words that a record says; None when it says nothing in words."""
    said = words_said(fact.event)
    return said[0][1] if said else None
