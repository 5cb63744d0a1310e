"""How other deals treat what a question of precedent is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from domain.events.deal import DealOpened
from projections.answers.asked import Question
from projections.answers.draft import Verdict
from projections.answers.evidence import Evidence
from projections.answers.kinds.scope_finding import ScopeFinding
from projections.answers.kinds.terms_finding import TermsFinding
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact

Treatment = Literal["stated", "in", "out", "partly", "ambiguous", "undetermined", "silent"]
TREATMENTS: tuple[Treatment, ...] = (
    "stated",
    "in",
    "out",
    "partly",
    "ambiguous",
    "undetermined",
    "silent",
)
_TREATMENTS: dict[Verdict, Treatment] = {
    "yes": "in",
    "no": "out",
    "partly": "partly",
    "ambiguous": "ambiguous",
    "undetermined": "undetermined",
    "silent": "silent",
}
Says = Literal["stated", "in", "out", "names"]


@dataclass(frozen=True, slots=True)
class Words:
    """What a clause of a deal says, or what clarifies it; in exact words, where there are any."""

    fact: Fact
    wording: Wording
    says: Says
    words: str | None


@dataclass(frozen=True)
class Treated:
    """One other deal: how it treats what is asked about, and what its text says on it."""

    deal: KnownDeal
    treatment: Treatment
    words: tuple[Words, ...]

    @property
    def client(self) -> str | None:
        """The client's party, where that is on record."""
        return self.deal.opened.client if self.deal.opened else None


def opening_of(deal: KnownDeal) -> Fact | None:
    """The record that opened a deal."""
    return next((fact for fact in deal.facts.counted if isinstance(fact.event, DealOpened)), None)


def _by_items(deal: KnownDeal, question: Question) -> Treated:
    """Ruled by the rules of scope on its own text."""
    finding = ScopeFinding(deal, Question(kind="scope", items=question.items, terms=question.terms))
    return Treated(deal, _TREATMENTS[finding.verdict], _once(_spoken_on(finding)))


def _by_terms(deal: KnownDeal, question: Question) -> Treated:
    """By the terms of the kinds asked about that its governing text states."""
    finding = TermsFinding(deal, Question(kind="terms", terms=question.terms))
    words = (
        Words(wording.fact, wording, "stated" if spoken.terms else "names", wording.text)
        for spoken in finding.spoken
        for wording in [spoken.wording]
    )
    stated = any(spoken.terms for spoken in finding.spoken)
    named: Treatment = "undetermined" if finding.spoken else "silent"
    return Treated(deal, "stated" if stated else named, _once(words))


def _once(words: Iterable[Words]) -> tuple[Words, ...]:
    return tuple({each.fact.id: each for each in words}.values())


def _spoken_on(finding: ScopeFinding) -> Iterator[Words]:
    """What a text says on items; of a deal that is silent, nothing decides."""
    for item in finding.items:
        if item.verdict != "silent":
            for spoken in item.ruling.decided_by:
                says: Says = "in" if spoken.says == "in" else "out"
                yield Words(spoken.fact, spoken.wording, says, spoken.words)
        for named in item.naming:
            if named.wording:
                yield Words(named.fact, named.wording, "names", named.words)


@dataclass(frozen=True)
class PrecedentFinding:
    """The other deals that a reader may see, by client; see `precedent`."""

    deal: KnownDeal
    question: Question
    others: Sequence[KnownDeal]

    @cached_property
    def treated(self) -> list[Treated]:
        """Every other deal, ruled, by its id."""
        ruled = _by_items if self.question.items else _by_terms
        return [ruled(deal, self.question) for deal in self.others if _counts(deal)]

    @property
    def client(self) -> str | None:
        """The client of this deal."""
        return self.deal.opened.client if self.deal.opened else None

    @cached_property
    def this_client(self) -> list[Treated]:
        """The other deals of this client."""
        return [each for each in self.treated if self._is_ours(each)]

    @cached_property
    def other_clients(self) -> list[Treated]:
        """The deals of other clients."""
        return [each for each in self.treated if not self._is_ours(each)]

    def _is_ours(self, treated: Treated) -> bool:
        return self.client is not None and treated.client == self.client

    @property
    def speaks(self) -> bool:
        """Whether at least one other deal speaks on it."""
        return any(each.treatment != "silent" for each in self.treated)

    def evidence(self, *says: Says) -> tuple[Evidence, ...]:
        """What says it, this client's deals first."""
        return tuple(
            Evidence(words.fact, words.words, words.wording, treated.deal)
            for treated in (*self.this_client, *self.other_clients)
            for words in treated.words
            if words.says in says
        )


def _counts(deal: KnownDeal) -> bool:
    """Whether anything of it had happened, and its opening was not struck."""
    struck = any(isinstance(entry.event, DealOpened) for entry in deal.facts.struck)
    return bool(deal.happened) and not (struck and deal.opened is None)
