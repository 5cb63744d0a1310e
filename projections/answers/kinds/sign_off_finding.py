"""Who signed off what is asked about, who was asked, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

from domain.events.sign_off import SignOffDeclined, SignOffGranted, SignOffRequested
from projections.answers.asked import Question
from projections.answers.asked_text import AskedText, asked_text
from projections.answers.combining import of_all
from projections.answers.draft import Verdict
from projections.authority import ALLOWED, Judgement, signing_of
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.signing.beside import NotCounted, not_counted
from projections.signing.binding import Answer, Signature
from projections.signing.deciding import OfWording, others
from projections.signing.required import ByPolicy, Requested
from projections.signing.signatures import OwnState, signatures
from projections.signing.table import Beyond, Cell, Coverage, Row, coverage_of

Stand = Verdict
_AGAINST = frozenset({"declined", "withdrawn"})


@dataclass(frozen=True)
class SignOffFinding:
    """What a known deal says on a question of sign-off, by the rules of `sign_off`."""

    deal: KnownDeal
    question: Question

    @cached_property
    def table(self) -> Coverage:
        """The sign-off coverage of the deal."""
        return coverage_of(self.deal)

    @cached_property
    def text(self) -> AskedText:
        """The wordings asked about."""
        return asked_text(self.deal, self.question)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of these wordings."""
        return tuple(self.table.of(each.wording, each.held) for each in self.text.wordings)

    @cached_property
    def humans(self) -> tuple[str, ...]:
        """The people asked about, each human once; empty when it is anybody."""
        canonical = self.table.sign_offs.people.canonical
        return tuple(dict.fromkeys(canonical(each) for each in self.question.persons))

    @cached_property
    def signed(self) -> list[tuple[Row, OwnState]]:
        """Every signature by or for those asked about, each for itself."""
        every = ((row, each) for row in self.rows for each in self.signatures[id(row)])
        theirs = ((row, each) for row, each in every if self._theirs(each))
        return [(row, each) for row, each in theirs if not each.taken_back]

    @property
    def taken_back(self) -> list[OwnState]:
        """Those of them on other wordings that were taken back: told, and they decide nothing."""
        every = (each for row in self.rows for each in self.signatures[id(row)])
        return [each for each in every if each.taken_back and self._theirs(each)]

    @cached_property
    def signatures(self) -> dict[int, list[OwnState]]:
        """Every signature on each row."""
        return {id(row): signatures(self.table, row) for row in self.rows}

    @cached_property
    def cells(self) -> list[tuple[Row, Cell]]:
        """The required sign-offs: of those asked about, or that they answered."""
        every = ((row, cell) for row in self.rows for cell in row.cells)
        return [(row, cell) for row, cell in every if not self.humans or self._concerns(cell)]

    @cached_property
    def beyond(self) -> list[tuple[Row, Beyond]]:
        """What was said without being required, by those asked about."""
        every = ((row, each) for row in self.rows for each in row.beyond)
        return [
            (row, each)
            for row, each in every
            if not self.humans or each.decided.answer.whose in self.humans
        ]

    @cached_property
    def refused_otherwise(self) -> list[tuple[Row, Answer, OfWording, int]]:
        """Refusals of other wordings, with which those are: told, and they decide nothing."""
        told = {fact.id for _, cell in self.cells for fact in _answers(cell)}
        told |= {fact.id for _, each in self.beyond for fact in _answers(each)}
        return [
            (row, answer, of, number)
            for row in self.rows
            for of, number, answer in _refusals(self.table, row.wording)
            if answer.fact.id not in told and (not self.humans or answer.whose in self.humans)
        ]

    @cached_property
    def unbound(self) -> list[NotCounted]:
        """What counts for no wording here, and is on what is asked about."""
        proposals = {self.text.proposal, *(row.proposal for row in self.rows)}
        return [each for each in not_counted(self.table) if self._on_it(each, proposals)]

    @cached_property
    def loose(self) -> list[tuple[Signature, Judgement]]:
        """Signatures on a proposal of which no seal is on record: on which wordings is unknown."""
        facts = {each.fact.id for each in self.unbound if each.why == "no_seal"}
        found = [each for each in self.table.sign_offs.signatures if each.fact.id in facts]
        judge = self.table.authorities.judge
        return [(s, judge(signing_of(s.fact, s.event.value, None))) for s in found]

    @cached_property
    def verdict(self) -> Verdict:
        """By what is asked: who, whether, or whether they were allowed to."""
        match self.question.ask:
            case "who":
                return "stated" if self.signed or self.loose else "silent"
            case "allowed":
                return self._allowed()
            case _:
                return self._whether()

    def _whether(self) -> Verdict:
        if not self.humans:
            found = self._of_all()
        else:
            found = of_all(self._of_person(each) for each in self.humans)
        return "undetermined" if found == "silent" and self.loose else found

    def _of_all(self) -> Verdict:
        """Over all rows at once; of one row this is what the table says of it."""
        states = [cell.state for _, cell in self.cells]
        if _AGAINST & set(states):
            return "no"
        if states and set(states) == {"signed"}:
            return "yes"
        signed = [{each.state for each in row.beyond} for row in self.rows]
        if not states and signed and all("signed" in each for each in signed):
            return "yes"
        some = {*states, *chain.from_iterable(signed)} & {"signed", "stale"}
        return "partly" if some else "silent"

    def _of_person(self, human: str) -> Verdict:
        """Where the person was asked, by what they were asked; else over all rows."""
        asked = [row for row in self.rows if any(is_of(cell, human) for cell in row.cells)]
        stands = {self._stand(row, human) for row in asked or self.rows}
        if "no" in stands:
            return "no"
        if stands == {"yes"}:
            return "yes"
        return "partly" if stands & {"yes", "partly"} else "silent"

    def _stand(self, row: Row, human: str) -> Stand:
        found = [each for each in self.signatures[id(row)] if human in _by_or_for(each)]
        own = [each for each in found if each.signed.signature.signer == human]
        if any(each.state == "signed" for each in own):
            return "yes"
        against = {
            *(cell.state for cell in row.cells if is_of(cell, human)),
            *(each.state for each in row.beyond if each.decided.answer.whose == human),
            *(each.state for each in own if each.of == "this"),
        }
        if against & _AGAINST:
            return "no"
        deputy = any(each.state == "signed" for each in found)
        return "partly" if deputy or any(each.state == "stale" for each in own) else "silent"

    @cached_property
    def judged(self) -> list[Judgement]:
        """The authority of the signatures asked about: those on this wording, if there are any."""
        found = [(row, each) for row, each in self.signed if self._is_signer(each)]
        found = found or self.signed
        on_this = [each for _, each in found if each.of == "this"]
        chosen = on_this or [each for _, each in found]
        own = [each.signed.judgement for each in chosen]
        return own or [judgement for _, judgement in self.loose]

    def _allowed(self) -> Verdict:
        """All alike, or partly when some were; else one that was not, else one nobody can say."""
        found = {ALLOWED[each.authority] for each in self.judged}
        if not found:
            return "silent"
        if len(found) == 1:
            return found.pop()
        if {"yes", "no"} <= found:
            return "partly"
        return "no" if "no" in found else "undetermined"

    @cached_property
    def in_own_name(self) -> list[Judgement]:
        """The opposite hypothesis: deputies beyond their delegation, whose own grants allow it."""
        beyond = (j for j in self.judged if j.signing.principal and ALLOWED[j.authority] != "yes")
        judge = self.table.authorities.judge
        own = (judge(replace(each.signing, principal=None)) for each in beyond)
        return [each for each in own if each.because == "allowed"]

    def _is_signer(self, found: OwnState) -> bool:
        return not self.humans or found.signed.signature.signer in self.humans

    def _theirs(self, found: OwnState) -> bool:
        return not self.humans or not set(self.humans).isdisjoint(_by_or_for(found))

    def _concerns(self, cell: Cell) -> bool:
        signature = cell.signed.signature if cell.signed else None
        answered = signature is not None and bool(
            {signature.signer, signature.whose} & set(self.humans)
        )
        return answered or any(self._wanted(cell, human) for human in self.humans)

    def _wanted(self, cell: Cell, human: str) -> bool:
        """Whether a person was asked, or is of the function that a policy asks for in vain."""
        if not isinstance(cell.required, ByPolicy):
            return is_of(cell, human)
        of = self.table.sign_offs.functions.of(human)
        return cell.state != "signed" and any(m.function == cell.required.function for m in of)

    def _on_it(self, found: NotCounted, proposals: set[str | None]) -> bool:
        clauses = set(self.question.clauses)
        if found.event.proposal not in proposals or found.why == "asked_again":
            return False
        if clauses and found.clauses and clauses.isdisjoint(found.clauses):
            return False
        return not self.humans or not set(self.humans).isdisjoint(self._people_in(found.fact))

    def _people_in(self, fact: Fact) -> Iterator[str]:
        canonical = self.table.sign_offs.people.canonical
        behalf = fact.entry.envelope.on_behalf_of
        match fact.event:
            case SignOffRequested(of=person):
                yield canonical(person)
            case SignOffGranted() | SignOffDeclined():
                yield canonical(fact.actor)
                if behalf:
                    yield canonical(behalf)
            case _:
                pass


def is_of(cell: Cell, human: str) -> bool:
    """Whether it was this person who was asked for it."""
    return isinstance(cell.required, Requested) and cell.required.request.human == human


def _answers(decided: Cell | Beyond) -> Iterator[Fact]:
    if decided.decided:
        yield decided.decided.answer.fact
        yield from (each.fact for each in decided.decided.answers)


def _refusals(table: Coverage, wording: Wording) -> Iterator[tuple[OfWording, int, Answer]]:
    by_number = table.sign_offs.on(wording.clause)
    for of, number in others(by_number, wording):
        for answer in sorted(by_number[number], key=lambda each: each.fact.place):
            if answer.kind == "declined" and number != wording.number:
                yield of, number, answer


def _by_or_for(found: OwnState) -> set[str]:
    signature = found.signed.signature
    return {signature.signer, signature.whose}
