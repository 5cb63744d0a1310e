"""Which wordings a question is about, by what it names (VOCABULARY 6.2).

1. A proposal that is named: the wordings in its seal, of the clauses named, else of all.
2. A clause: the wording named; else the governing one; else, where the governing text does not hold
   the clause, the current one; else, where it was taken out of the drafts, the last one.
3. Nothing named: the governing text.
4. What had not begun by `effective_at`, or is in no seal of the proposal, is absent, and says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from domain.wordings import latest
from projections.answers.asked import Question
from projections.answers.corrected_words import corrected_words
from projections.clauses import Clause, Wording
from projections.deal import KnownDeal
from projections.knowledge.written import Key
from projections.sentences.naming import quoted

Rule = Literal["named", "governing", "current", "last", "proposal", "later"]
Why = Literal["no_seal", "not_in_seal", "no_wording"]
_RULES = {
    "named": "the wording named",
    "governing": "the governing wording",
    "current": "the current wording; the governing text does not hold the clause",
    "last": "the last wording; it stands in neither the governing text nor the drafts",
    "proposal": "the wording that the proposal holds",
    "later": "a wording proposed or drafted after the governing one",
}


@dataclass(frozen=True, slots=True)
class AskedWording:
    """A wording that is asked about, and by which rule.

    `held`: its number, and the proposal of the governing text (or the one named) that holds it.
    """

    wording: Wording
    rule: Rule
    held: tuple[int, str] | None = None

    @property
    def key(self) -> Key:
        """The clause and the number."""
        return self.wording.clause, self.wording.number

    @property
    def name(self) -> str:
        """`clause 4.2 (wording 1 of P7)`."""
        of = f" of {self.held[1]}" if self.held else ""
        return f"clause {self.wording.clause} (wording {self.wording.number}{of})"

    @property
    def sentence(self) -> str:
        """The wording with its heading and its exact words, and why it is this one."""
        name = self.name[0].upper() + self.name[1:]
        heading = f", {quoted(self.wording.heading)}" if self.wording.heading else ""
        return f"{name}{heading}, is {_RULES[self.rule]}: {quoted(self.wording.text)}."


def told(deal: KnownDeal, asked: AskedWording) -> str:
    """Its sentence, and how it stood before it was corrected."""
    held = asked.held[1] if asked.held else None
    return " ".join((asked.sentence, *corrected_words(deal, asked.wording, held)))


@dataclass(frozen=True, slots=True)
class Absent:
    """Something that is asked about and has no wording by then."""

    clause: str | None
    proposal: str | None
    why: Why

    @property
    def sentence(self) -> str:
        """What is not on record, in plain words."""
        match self.why:
            case "no_seal":
                return f"What {self.proposal} holds: no seal of it is on record by then."
            case "not_in_seal":
                return f"The seal of {self.proposal} does not hold clause {self.clause}."
            case _:
                return f"No wording of clause {self.clause} had begun by then."

    @property
    def json(self) -> dict[str, str | None]:
        """As it stands under `not_shown`."""
        return {
            "looked_for": "wording",
            "clause": self.clause,
            "proposal": self.proposal,
            "why": self.why,
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True)
class AskedText:
    """What a question is about. `whole`: no clause was named, so the whole text is."""

    wordings: tuple[AskedWording, ...]
    absent: tuple[Absent, ...]
    whole: bool
    proposal: str | None

    @property
    def one(self) -> AskedWording | None:
        """The wording, when a single clause was asked about."""
        return self.wordings[0] if len(self.wordings) == 1 and not self.whole else None

    @property
    def name(self) -> str:
        """What is asked about, in a few words."""
        if self.whole:
            return self.proposal or "the drafts"
        clauses = [*(w.name for w in self.wordings), *(f"clause {a.clause}" for a in self.absent)]
        return " and ".join(clauses)


def asked_text(deal: KnownDeal, question: Question) -> AskedText:
    """The wordings that a question is about at `effective_at`."""
    found = list(_of_proposal(deal, question) if question.proposal else _of_text(deal, question))
    governing = deal.governing.proposal
    return AskedText(
        tuple(each for each in found if isinstance(each, AskedWording)),
        tuple(each for each in found if isinstance(each, Absent)),
        not question.clauses,
        question.proposal or (governing.id if governing else None),
    )


def _of_proposal(deal: KnownDeal, question: Question) -> Iterator[AskedWording | Absent]:
    assert question.proposal is not None
    proposal = deal.proposals.by_id.get(question.proposal)
    begun = proposal.by(deal.basis.effective_at) if proposal else None
    if begun is None or begun.contents is None:
        yield Absent(None, question.proposal, "no_seal")
        return
    held = {each.clause: each.version for each in begun.contents}
    for clause in question.clauses or held:
        of = deal.clauses.by_id.get(clause)
        wording = of.wording(held[clause]) if of and clause in held else None
        if wording is None:
            yield Absent(clause, question.proposal, "not_in_seal")
        elif question.version in {None, wording.number}:
            yield AskedWording(wording, "proposal", (wording.number, question.proposal))
        else:
            yield Absent(clause, question.proposal, "not_in_seal")


def _of_text(deal: KnownDeal, question: Question) -> Iterator[AskedWording | Absent]:
    holds = deal.governing.holds or {}
    if not question.clauses:
        governing = deal.governing
        if governing.proposal and governing.holds is None:
            yield Absent(None, governing.proposal.id, "no_seal")
        for wording in deal.text:
            yield AskedWording(wording, "governing", holds.get(wording.clause))
        return
    for clause in question.clauses:
        of = deal.clauses.by_id.get(clause)
        found = _of_clause(deal, of, question.version) if of else None
        yield found or Absent(clause, None, "no_wording")


def _of_clause(deal: KnownDeal, clause: Clause, version: int | None) -> AskedWording | None:
    moment = deal.basis.effective_at
    held = (deal.governing.holds or {}).get(clause.id)
    if version is not None:
        named = clause.wording(version)
        if named is None or not named.interval.begun_by(moment):
            return None
        return AskedWording(named, "named", held if held and held[0] == version else None)
    if held and (governing := clause.wording(held[0])):
        return AskedWording(governing, "governing", held)
    if current := clause.current(moment):
        drafts = deal.governing.tier == "drafts"
        return AskedWording(current, "governing" if drafts else "current")
    last = latest(clause.wordings.values(), moment)
    return AskedWording(last, "last") if last else None
