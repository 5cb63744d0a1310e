"""What was told to whom: in messages, in statements, and in the clauses of proposals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from domain.events.clauses import TermsClarified
from domain.events.told import (
    MeetingHeld,
    MessageFailed,
    MessageOpened,
    MessageReceived,
    MessageRelayed,
    MessageSent,
    StatementMade,
)
from projections.answers.asked import Question
from projections.answers.evidence import Evidence, words_said
from projections.answers.kinds.communication_audience import Audience
from projections.answers.kinds.communication_matter import Matter, Says
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.proposals import Proposal, first

Way = Literal[
    "told",
    "failed",
    "partner_only",
    "to_others",
    "to_us",
    "to_unknown",
    "by_others",
    "added",
    "omitted",
    "relayed",
    "met",
]
"""How something reached those asked about. Only `told` counts; the others say why it does not."""


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """One record that speaks on the matter: what it says, its exact words, and how it got there.

    `shown` are further records that this rests on: the sending of a proposal, the failure of a
    message, what was relayed.
    """

    fact: Fact
    says: Says
    way: Way
    words: str | None
    wording: Wording | None = None
    proposal: str | None = None
    shown: tuple[Fact, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether those asked about were told it by those asked about."""
        return self.way == "told"

    @property
    def evidence(self) -> list[Evidence]:
        """The record; with a clause, what shows that its proposal was told too."""
        own = [Evidence(self.fact, self.words, self.wording)]
        return [*own, *self.beside] if self.wording else own

    @property
    def beside(self) -> list[Evidence]:
        """The further records."""
        return [Evidence(fact, _words(fact)) for fact in self.shown]


@dataclass(frozen=True)
class CommunicationFinding:
    """Everything on record that speaks on the matter, by the rules of `communication`."""

    deal: KnownDeal
    question: Question

    @cached_property
    def audience(self) -> Audience:
        """Who is asked about."""
        return Audience(self.deal, self.question)

    @cached_property
    def matter(self) -> Matter:
        """What is asked about."""
        return Matter(self.deal, self.question)

    @cached_property
    def written(self) -> list[Told]:
        """The clauses of proposals that speak on the matter; one wording once, if told then so."""
        found: dict[tuple[str, int], Told] = {}
        for proposal in self._proposals():
            for each in self._clauses_of(proposal):
                assert each.wording is not None
                key = (each.wording.clause, each.wording.number)
                if key not in found or (each.counts and not found[key].counts):
                    found[key] = each
        return list(found.values())

    def _proposals(self) -> Iterator[Proposal]:
        moment = self.deal.basis.effective_at
        for id_, each in self.deal.proposals.by_id.items():
            if self.question.proposal in {None, id_}:
                yield each.by(moment)

    def _clauses_of(self, proposal: Proposal) -> Iterator[Told]:
        way, shown = self._way_of(proposal)
        if way is None:
            return
        for held in proposal.contents or ():
            clause = self.deal.clauses.by_id.get(held.clause)
            wording = clause.wording(held.version) if clause else None
            spoken = self.matter.of_wording(wording) if wording else None
            if wording and spoken:
                says, words = spoken
                yield Told(wording.fact, says, way, words, wording, proposal.id, shown)

    def _way_of(self, proposal: Proposal) -> tuple[Way | None, tuple[Fact, ...]]:
        """How a proposal reached those asked about, and the records that say so."""
        sent = [f for f in proposal.sent if self.audience.by(f.actor, f.interval) == "asked"]
        reached = [
            fact
            for fact in (*sent, *self._answered(proposal))
            if self.audience.to(_to(fact), fact.interval) == "asked"
        ]
        if reached and sent:
            direct = [fact for fact in reached if fact in sent] or reached
            return "told", tuple(dict.fromkeys((first(direct), first(sent))))
        if sent:
            where = self.audience.to(_to(first(sent)), first(sent).interval)
            return ("partner_only" if where == "partner" else "to_others"), (first(sent),)
        return None, ()

    def _answered(self, proposal: Proposal) -> list[Fact]:
        """What shows that somebody had it: receipts, openings, and answers to it."""
        return [
            *proposal.received,
            *proposal.opened,
            *proposal.accepted,
            *proposal.countered,
            *proposal.rejected,
        ]

    @cached_property
    def said(self) -> list[Told]:
        """The messages, statements, relays and meetings that speak on the matter."""
        return [told for fact in self.deal.happened for told in self._said(fact)]

    def _said(self, fact: Fact) -> Iterator[Told]:
        match fact.event:
            case MessageSent() | StatementMade():
                says = self.matter.of_fact(fact)
                if says and _words(fact) is not None:
                    way, shown = self._way(fact)
                    yield Told(fact, says, way, _words(fact), None, None, shown)
            case MessageRelayed():
                yield from self._relayed(fact, fact.event)
            case TermsClarified(agreed_by=agreed_by) as event:
                says = self.matter.of_clarification(event)
                if says and self.audience.to(agreed_by, fact.interval) == "asked":
                    yield Told(fact, says, "told", event.text)
            case MeetingHeld(attendees=attendees, notes=notes) if notes:
                says = self.matter.of_fact(fact)
                if says and self.audience.to(attendees, fact.interval) == "asked":
                    yield Told(fact, says, "met", notes)
            case _:  # tells nobody anything, or is a clause's or a proposal's own affair
                pass

    def _way(self, fact: Fact) -> tuple[Way, tuple[Fact, ...]]:
        to = _to(fact)
        where = self.audience.to(to, fact.interval)
        if self.audience.by(fact.actor, fact.interval) != "asked":
            return "by_others", ()
        if where == "asked":
            failures = self._failures(fact, self.audience.asked_among(to, fact.interval))
            return ("failed", failures) if failures else ("told", ())
        ways: dict[str, Way] = {"partner": "partner_only", "us": "to_us", "client": "to_others"}
        return ways.get(where, "to_unknown"), ()

    def _failures(self, fact: Fact, to: list[str]) -> tuple[Fact, ...]:
        """The failures of a message, when it reached none of these."""
        event = fact.event
        if not isinstance(event, MessageSent):
            return ()
        arrived = self._arrived.get(event.message, set())
        failed = [(each, self._failed.get((event.message, each))) for each in to]
        open_ = [each for each, failure in failed if failure is None or each in arrived]
        return () if open_ else tuple(dict.fromkeys(f for _, f in failed if f))

    @cached_property
    def _failed(self) -> dict[tuple[str, str], Fact]:
        """By message and recipient, the record that it did not arrive."""
        return {
            (fact.event.message, to): fact
            for fact in self.deal.happened
            if isinstance(fact.event, MessageFailed)
            for to in fact.event.to
        }

    @cached_property
    def _arrived(self) -> dict[str, set[str]]:
        """By message, those who received or opened it."""
        found: dict[str, set[str]] = {}
        for fact in self.deal.happened:
            if isinstance(fact.event, MessageReceived | MessageOpened):
                found.setdefault(fact.event.message, set()).add(fact.event.by)
        return found

    def _relayed(self, fact: Fact, event: MessageRelayed) -> Iterator[Told]:
        """What a relay adds is its own; what it leaves out was not told; the rest is passed on."""
        where = self.audience.to(event.to, fact.interval)
        ours = self.audience.by(fact.actor, fact.interval) == "asked"
        shown = tuple(f for f in (self._original(event.of),) if f)
        if where != "asked":
            says = self.matter.of_fact(fact) or self.matter.added(fact)
            if says:
                yield Told(fact, says, "to_others", _words(fact), None, None, shown)
            return
        if added := self.matter.added(fact):
            yield Told(fact, added, "told" if ours else "added", event.adds, None, None, shown)
        elif self.matter.omitted(fact):
            yield Told(fact, "names", "omitted", event.omits, None, None, shown)
        elif passed_on := self._passed_on(fact, event, shown):
            yield from passed_on
        elif shown and self.matter.of_fact(shown[0]):
            yield Told(fact, "about", "relayed", _words(fact), None, None, shown)

    def _passed_on(self, fact: Fact, event: MessageRelayed, shown: tuple[Fact, ...]) -> list[Told]:
        """A relay in its own words; without any, in those of what it passes on."""
        original = shown[0] if shown else None
        ours = {self.audience.by(f.actor, f.interval) for f in (fact, *shown)} & {"asked"}
        way: Way = "told" if ours else "by_others"
        if event.words is not None:
            says = self.matter.of_fact(fact)
            return [Told(fact, says, way, event.words, None, None, shown)] if says else []
        says = self.matter.of_fact(original) if original else None
        if original is None or says is None:
            return []
        return [Told(fact, says, way, _words(original), None, None, shown)]

    def _original(self, message: str) -> Fact | None:
        return self._messages.get(message)

    @cached_property
    def _messages(self) -> dict[str, Fact]:
        found: dict[str, Fact] = {}
        for fact in self.deal.happened:
            if isinstance(fact.event, MessageSent | MessageRelayed):
                found.setdefault(fact.event.message, fact)
        return found

    @cached_property
    def all(self) -> list[Told]:
        """Everything that speaks on the matter: what is written, then what was said."""
        return [*self.written, *self.said]

    @cached_property
    def relays(self) -> list[Fact]:
        """The relays to those asked about, by those asked about (nobody named: by anybody)."""
        return [
            fact
            for fact in self.deal.happened
            if isinstance(fact.event, MessageRelayed)
            and self.audience.to(fact.event.to, fact.interval) == "asked"
            and (not self.question.by or self.audience.by(fact.actor, fact.interval) == "asked")
        ]

    def original_of(self, relay: Fact) -> Fact | None:
        """The message that a relay passes on, where it is on record."""
        event = relay.event
        return self._original(event.of) if isinstance(event, MessageRelayed) else None


def _to(fact: Fact) -> tuple[str, ...]:
    """To whom something went; of an answer, by whom it was given."""
    event = fact.event
    to: tuple[str, ...] = getattr(event, "to", ())
    by = getattr(event, "by", None)
    return (*to, *getattr(event, "cc", ()), *((by, fact.actor) if by else ()))


def _words(fact: Fact) -> str | None:
    return next((words for _, words in words_said(fact.event)), None)


def once(told: Iterable[Evidence], taken: set[str]) -> tuple[Evidence, ...]:
    """Each record once, and none of those already taken; it is taken then."""
    found: dict[str, Evidence] = {}
    for each in told:
        if each.fact.id not in taken:
            found.setdefault(each.fact.id, each)
    taken.update(found)
    return tuple(found.values())


def evidence_of(told: Iterable[Told]) -> list[Evidence]:
    """The records themselves."""
    return [evidence for each in told for evidence in each.evidence]
