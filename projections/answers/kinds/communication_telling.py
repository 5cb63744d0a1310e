"""An answer of communication in sentences. Each is built from the facts that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from domain.events.told import MessageRelayed, MessageSent
from projections.answers.kinds.communication_answer import CommunicationAnswer
from projections.answers.kinds.communication_finding import CommunicationFinding, Told, Way
from projections.clocks.phrases import at
from projections.facts import Fact
from projections.people import look_alikes, people_of
from projections.sentences import Sentences
from projections.sentences.naming import listed, quoted
from projections.sources import Sources

MOST_TOLD = 12
"""Of one sort, in the sentence; all of them are in the evidence and the details."""
_APART: dict[Way, str] = {
    "failed": "It did not arrive:",
    "partner_only": "Said to the partner only:",
    "to_others": "Not to those asked about:",
    "to_us": "Inside the house only:",
    "to_unknown": "To whom it was said is not on record, or their party is not:",
    "by_others": "Said by others than those asked about:",
    "added": "Added by who passed it on, in their own words:",
    "omitted": "Left out by who passed it on:",
    "relayed": "Passed on, in words that do not say it:",
    "met": "In the notes of a meeting with them:",
}
STATES = {"in": "includes", "out": "excludes"}


@dataclass(frozen=True)
class Telling:
    """Says what an answer decides."""

    answer: CommunicationAnswer

    @property
    def _finding(self) -> CommunicationFinding:
        return self.answer.finding

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self._finding.deal)

    @property
    def sentence(self) -> str:
        """The verdict in plain words, then who said what to whom, with the exact words."""
        match self.answer.question.ask:
            case "what":
                parts = self._what()
            case "relay":
                parts = self._relay()
            case _:
                parts = self._whether()
        return " ".join(parts)

    def _whether(self) -> Iterator[str]:
        answer = self.answer
        said = [t for t in answer.told if t.counts and answer.for_it(t)]
        yield self._opening
        yield from self._all("", said)
        opposite = [t for t in answer.told if t.counts and answer.opposite(t)]
        yield from self._all("They were told the opposite:", opposite)
        neither = _without([t for t in answer.told if t.counts], said, opposite)
        yield from self._all("Told to them, and saying neither in nor out:", neither)
        yield from self._apart(t for t in answer.told if not t.counts)

    @property
    def _opening(self) -> str:
        verdict, name = self.answer.verdict, self._finding.audience.name
        match verdict:
            case "yes":
                were = "were" if len(self._finding.audience.told) > 1 else "was"
                return f"Yes: {name} {were} told {self._that}."
            case "partly" if len(set(self.answer.by_recipient.values())) > 1:
                return f"Partly: {'; '.join(self._each_told())}."
            case "partly":
                return f"Partly: {name} was told so of some of {self._finding.matter.name} only."
            case _:
                to = self._finding.audience.any_name
                return (
                    f"Silent: no message or statement to {to}, and no clause of a proposal to "
                    f"them, on record says {self._that}."
                )

    def _each_told(self) -> Iterator[str]:
        """Who was told, of several who are named, and who was not."""
        person, by_verdict = self._finding.deal.person, dict[str, list[str]]()
        for each, verdict in self.answer.by_recipient.items():
            by_verdict.setdefault(verdict, []).append(person(each))
        if told := by_verdict.get("yes"):
            yield f"{listed(told)} {'were' if len(told) > 1 else 'was'} told {self._that}"
        if some := by_verdict.get("partly"):
            were = "were" if len(some) > 1 else "was"
            yield f"{listed(some)} {were} told so of some of {self._finding.matter.name} only"
        if none := by_verdict.get("silent"):
            yield f"no words on record to {listed(none, 'or')} say {self._that}"

    @property
    def _that(self) -> str:
        state, matter = self.answer.question.state, self._finding.matter
        if state is None:
            return f"of {matter.name}" if not matter.anything else "anything"
        return f"that the offer {STATES[state]} {matter.name}"

    def _what(self) -> Iterator[str]:
        answer, name = self.answer, self._finding.audience.name
        about = "" if self._finding.matter.anything else f" of {self._finding.matter.name}"
        if answer.verdict == "silent":
            yield f"Silent: nothing that was told to {name}{about} is on record."
        else:
            yield f"Stated: what was told to {name}{about}, as far as it is on record."
        yield from self._all("Written:", [t for t in answer.stated if t.wording])
        said = [t for t in answer.stated if t.counts and not t.wording]
        yield from self._all(self._not_written, said)
        partner = [t for t in answer.stated if t.way == "partner_only"]
        yield from self._all("Said, and not written, to the partner only:", partner)
        apart = [t for t in answer.stated if not t.counts]
        yield from self._apart(_without(apart, partner))
        yield from self._apart(_without(answer.told, answer.stated))
        if answer.taken_back:
            told = (self._one(fact) for fact in answer.taken_back[:MOST_TOLD])
            yield f"Against it since: {' '.join(told)}"

    @property
    def _not_written(self) -> str:
        proposals = {t.proposal: None for t in self.answer.told if t.wording and t.proposal}
        where = f" in {' or '.join(proposals)}" if proposals else ""
        return f"Said, and not written in these words{where}:"

    def _relay(self) -> Iterator[str]:
        answer, name = self.answer, self._finding.audience.name
        if answer.verdict == "silent":
            yield f"Silent: nothing added or left out in passing it on to {name} is on record."
        for fact in answer.changed[:MOST_TOLD]:
            yield from self._changed(fact)
        changed = {fact.id for fact in answer.changed}
        unchanged = [fact for fact in self._finding.relays if fact.id not in changed]
        if unchanged:
            told = " ".join(map(self._one, unchanged[:MOST_TOLD]))
            yield f"Passed on, with nothing recorded as added or left out: {told}"

    def _changed(self, fact: Fact) -> Iterator[str]:
        event = fact.event
        assert isinstance(event, MessageRelayed)
        who = self._finding.deal.person(fact.actor)
        done = [
            f"{verb} {quoted(words)}"
            for verb, words in (("added", event.adds), ("left out", event.omits))
            if words
        ]
        yield f"Stated: {who} {' and '.join(done)}. {self._one(fact)}"
        original = self._finding.original_of(fact)
        if original is None:
            yield f"The message {event.of} that was passed on is not on record."
        else:
            yield f"What was passed on: {self._one(original)}"

    def _apart(self, told: Iterable[Told]) -> Iterator[str]:
        """By why it does not count; what was named with what passed it on is not named again."""
        passed_on = {f.id for t in self.answer.told for f in t.shown if t.wording is None}
        by_way: dict[Way, list[Told]] = {}
        for each in told:
            if each.fact.id not in passed_on:
                by_way.setdefault(each.way, []).append(each)
        for way, head in _APART.items():
            yield from self._all(head, by_way.get(way, []))

    def _all(self, head: str, told: Sequence[Told]) -> Iterator[str]:
        if told and head:
            yield head
        by_proposal: dict[str | None, list[Told]] = {}
        for each in told[:MOST_TOLD]:
            by_proposal.setdefault(each.proposal, []).append(each)
        for proposal, own in by_proposal.items():
            yield from self._in_proposal(proposal, own) if proposal else map(self._said, own)
        if len(told) > MOST_TOLD:
            yield f"And {len(told) - MOST_TOLD} more, listed in the evidence."

    def _in_proposal(self, proposal: str, told: Sequence[Told]) -> Iterator[str]:
        clauses = [
            f"clause {t.wording.clause} (wording {t.wording.number}, record {t.fact.id}): "
            f"{quoted(t.words or '')}"
            for t in told
            if t.wording
        ]
        yield f"In {proposal}, {'; '.join(clauses)}."
        yield from map(self._one, dict.fromkeys(fact for each in told for fact in each.shown))

    def _said(self, told: Told) -> str:
        recollection = told.fact.entry.envelope.evidence.class_ == "recollection"
        recalled = ["This is a recollection."] if recollection else []
        return " ".join([self._one(told.fact), *recalled, *map(self._one, told.shown)])

    def _one(self, fact: Fact) -> str:
        return f"{self._sentences.of(fact).rstrip('.')} ({at((fact,))})."

    @property
    def details(self) -> dict[str, Any]:
        """The findings as data."""
        return {
            "told": [_shown(each) for each in self.answer.told],
            "relays": [
                {
                    "record": fact.id,
                    "of": fact.event.of,
                    "adds": fact.event.adds,
                    "omits": fact.event.omits,
                }
                for fact in self._finding.relays
                if isinstance(fact.event, MessageRelayed)
            ],
            "without_words": [fact.id for fact in self._without_words],
        }

    @cached_property
    def _without_words(self) -> list[Fact]:
        audience = self._finding.audience
        return [
            fact
            for fact in self._finding.deal.happened
            if isinstance(fact.event, MessageSent | MessageRelayed)
            and fact.event.words is None
            and audience.to(fact.event.to, fact.interval) == "asked"
        ]

    @property
    def not_shown(self) -> Iterator[dict[str, Any]]:
        """What was looked for and is not on record, with what reported on those asked about."""
        deal, audience = self._finding.deal, self._finding.audience
        coverage = Sources(deal.happened, deal.zone).on(audience.persons)
        if self.answer.verdict in {"silent", "partly"}:
            yield {
                "looked_for": "told",
                "to": list(audience.told),
                "coverage": coverage.json,
                "sentence": f"{self._looked_for} {coverage.sentence}",
            }
        if self._without_words:
            ids = ", ".join(fact.id for fact in self._without_words[:MOST_TOLD])
            many = len(self._without_words)
            yield {
                "looked_for": "words",
                "records": [fact.id for fact in self._without_words],
                "sentence": (
                    f"{many} message(s) to {audience.name} are on record without their words "
                    f"({ids}): what they said is not known."
                ),
            }
        for alike in look_alikes(deal, people_of(deal)):
            if {alike.one, alike.other} & set(audience.persons):
                yield {
                    "looked_for": "identity",
                    "persons": [alike.one, alike.other],
                    "sentence": (
                        f"{alike.one} and {alike.other} look alike, and nobody has identified them."
                    ),
                }

    @property
    def _looked_for(self) -> str:
        name, matter = self._finding.audience.name, self._finding.matter.name
        return f"No words to {name} that say it of {matter} are on record."

    @property
    def would_change(self) -> str:
        """The one missing fact that matters most."""
        name = self._finding.audience.name
        match self.answer.verdict:
            case "silent" if self.answer.question.ask == "relay":
                return "A record of what was added or left out in passing it on."
            case "silent" | "partly":
                return f"A message, a statement or a clause that says it to {name}."
            case "yes":
                return "A record that it did not arrive, or that it was taken back at the time."
            case _:
                return f"A record of something else that was said to {name}."

    @property
    def concepts(self) -> Iterator[str]:
        """The field's words that it bears on. No law is applied."""
        yield "representations made before the contract"
        if any(t.way in {"added", "omitted", "partner_only"} for t in self.answer.told):
            yield "authority of an intermediary"
        if any(t.way == "failed" for t in self.answer.told):
            yield "receipt of a notice"
        if any(t.counts and not t.wording for t in self.answer.told):
            yield "oral and written terms (parol evidence, entire agreement)"


def _without(told: Iterable[Told], *others: Iterable[Told]) -> list[Told]:
    taken = {each for other in others for each in other}
    return [each for each in told if each not in taken]


def _shown(told: Told) -> dict[str, Any]:
    return {
        "record": told.fact.id,
        "says": told.says,
        "way": told.way,
        "clause": told.wording.clause if told.wording else None,
        "version": told.wording.number if told.wording else None,
        "proposal": told.proposal,
    }
