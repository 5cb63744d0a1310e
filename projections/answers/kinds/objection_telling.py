"""An answer of objection in sentences. Each is built from the facts that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from projections.answers.asked_text import told
from projections.answers.evidence import marked
from projections.answers.kinds.objection_finding import Objection, ObjectionFinding, Period
from projections.answers.moments import absent
from projections.answers.not_shown import reported_on, unidentified
from projections.answers.telling import few
from projections.facts import Fact
from projections.people import look_alikes, people_of
from projections.sentences import Sentences
from projections.sentences.naming import listed, when

_TO = {
    "it": "",
    "another_wording": " It was to another wording of the clause.",
    "something_else": " It was to something else.",
}


@dataclass(frozen=True)
class Telling:
    """Says what a finding found."""

    finding: ObjectionFinding

    @property
    def sentence(self) -> str:
        """The verdict, every objection, the acceptance, and whether a period was ever set."""
        found = self.finding
        parts = [
            self._opening,
            *self._lacking(),
            *few(told(found.deal, each) for each in found.text.wordings if not found.text.whole),
            *few(each.sentence for each in found.text.absent),
            *few(self.objection(each) for each in found.to_it),
            *few(self.objection(each) for each in found.objections if each.to != "it"),
            *few(self._acceptance()),
            *few(self._periods()),
            *few(self._moment()),
        ]
        return " ".join(parts)

    @property
    def _opening(self) -> str:
        found, what = self.finding, self.finding.text.name
        who = self._people(found.to_it)
        match found.verdict:
            case "stated":
                return f"Stated: {who} objected{self._to_what(found.to_it)}."
            case "yes" | "partly" as verdict:
                in_time = found.standing("in_time")
                said = f"{self._people(in_time)} objected{self._to_what(in_time)}{self._in_time}"
                return f"{verdict.capitalize()}: {said}."
            case "undetermined":
                return (
                    f"Undetermined: {who} objected{self._to_what(found.to_it)}, and whether that "
                    "was in time turns on an order that the record does not show."
                )
            case _:
                by = f" by {self._named}" if self._named else ""
                if found.to_it:
                    return f"Silent: no objection{by} to {what} in time is on record: it was late."
                return (
                    f"Silent: no objection{by} to {what} is on record; no objection is not consent."
                )

    def _to_what(self, objections: Sequence[Objection]) -> str:
        """Those clauses that are named and met; else it stands with each objection."""
        found = self.finding
        if not found.question.clauses:
            return f" to {found.text.name}" if found.question.proposal else ""
        lacking = found.not_met(objections)
        met = (each for each in found.question.clauses if each not in lacking)
        return f" to {listed(map(self._clause, met))}"

    def _clause(self, clause: str) -> str:
        names = {each.wording.clause: each.name for each in self.finding.text.wordings}
        return names.get(clause, f"clause {clause}")

    def _lacking(self) -> Iterator[str]:
        """Clauses that are named too, and that nobody objected to where somebody did to others."""
        found = self.finding
        asks_who = found.question.ask == "who"
        objections = found.to_it if asks_who else found.standing("in_time")
        if objections and (lacking := found.not_met(objections)):
            in_time = "" if asks_who else " in time"
            to = listed(map(self._clause, lacking), "or")
            yield f"No objection{in_time} to {to} is on record."

    @property
    def _in_time(self) -> str:
        """By what it was in time: only by what there is on record."""
        found = self.finding.standing("in_time")
        limits = {
            "before it was accepted": any(each.acceptance == "before" for each in found),
            "before the stated period ended": any(each.period == "before" for each in found),
            "before the moment asked about": any(each.moment == "before" for each in found),
        }
        said = [name for name, holds in limits.items() if holds]
        return f", {listed(said)}" if said else "; it is not on record that it was accepted"

    @property
    def _named(self) -> str:
        question, person = self.finding.question, self.finding.deal.person
        named = (*question.persons, *question.parties)
        return listed((person(each) for each in named), "or") if named else ""

    def _people(self, objections: Iterable[Objection]) -> str:
        person = self.finding.deal.person
        return listed(dict.fromkeys(person(each.fact.actor) for each in objections))

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self.finding.deal)

    def _record(self, fact: Fact) -> str:
        said, more = self._sentences.of(fact), marked(self.finding.deal, fact)
        return f"{said} [{when(fact.occurred)}, record {fact.id}{more}]"

    def objection(self, each: Objection) -> str:
        """One objection in its words, and how it stands to acceptance, period and moment."""
        said = self._record(each.fact) + _TO[each.to] + self._met(each)
        limits = {
            "the acceptance": each.acceptance,
            "the end of the stated period": each.period,
            "the moment asked about": each.moment,
        }
        for order, words in (
            ("after", " It came after {}."),
            ("unknown", " Whether it came before {} is not shown."),
        ):
            met = [name for name, found in limits.items() if found == order]
            if met and each.to == "it":
                said += words.format(listed(met))
        return said

    def _met(self, each: Objection) -> str:
        """Which wordings it was to, where they are few; a proposal is in its own sentence."""
        names = {w.key: w.name for w in self.finding.subject.wordings}
        found = [names[thing] for thing in sorted(t for t in each.things if isinstance(t, tuple))]
        whole = any(isinstance(thing, str) for thing in each.things)
        return f" It was to {listed(found)}." if found and not whole and len(found) <= 4 else ""

    def _acceptance(self) -> Iterator[str]:
        for fact in self.finding.accepted:
            yield f"Accepted: {self._record(fact)}"
        if not self.finding.accepted:
            yield "No acceptance of it is on record."

    def _periods(self) -> Iterator[str]:
        found = self.finding
        if not found.periods:
            yield "No period to object was ever set, as far as the record shows."
        for each in found.periods:
            yield self.period(each)

    def period(self, each: Period) -> str:
        """A period as it was stated, and whether it arrived."""
        said = f"A period to object was set until {when(each.until)}: {self._record(each.fact)}"
        return f"{said} That message arrived with nobody." if each.failed else said

    def _moment(self) -> Iterator[str]:
        if self.finding.moment:
            yield self.finding.moment.sentence(self.finding.deal)
        elif self.finding.question.before:
            yield absent(self.finding.question.before)["sentence"]

    @property
    def details(self) -> dict[str, Any]:
        """Every objection with its orders; the acceptances and the periods, as records."""
        found = self.finding
        return {
            "objections": [
                {
                    "record": each.fact.id,
                    "by": each.fact.actor,
                    "to": each.to,
                    "in_time": each.in_time if each.to == "it" else None,
                    "acceptance": each.acceptance,
                    "period": each.period,
                    "moment": each.moment,
                }
                for each in found.objections
            ],
            "accepted": [each.id for each in found.accepted],
            "periods": [
                {"record": each.fact.id, "until": each.until.json, "failed": each.failed}
                for each in found.periods
            ],
            "moment": found.moment.json if found.moment else None,
        }

    @property
    def not_shown(self) -> list[dict[str, Any]]:
        """Objections and periods that are not on record, with the coverage of those named."""
        found = self.finding
        missing: list[dict[str, Any]] = [each.json for each in found.text.absent]
        if found.question.before and found.moment is None:
            missing.append(absent(found.question.before))
        if not found.to_it:
            missing.append({"looked_for": "objection", "sentence": self._opening})
        if not found.periods:
            missing.append({"looked_for": "period", "sentence": next(self._periods())})
        people = people_of(found.deal)
        humans = found.humans or self._of_parties
        missing += reported_on(found.deal, people, humans)
        return missing + (
            list(unidentified(people, look_alikes(found.deal, people), set(humans)))
            if humans
            else []
        )

    @property
    def _of_parties(self) -> tuple[str, ...]:
        """The people of the parties named; none named, those of the client."""
        deal = self.finding.deal
        client = (deal.opened.client,) if deal.opened else ()
        wanted = self.finding.question.parties or client
        people = people_of(deal)
        found = (p for p, assigned in deal.participants.items() if assigned.party in wanted)
        return tuple(dict.fromkeys(people.canonical(each) for each in found))

    @property
    def would_change(self) -> str:
        """The one missing fact that matters most."""
        match self.finding.verdict:
            case "yes" | "stated":
                return "That the objection was taken back, or was to something else."
            case "undetermined":
                return "The exact time of the objection, or of what it must have come before."
            case _:
                return "An objection to it, raised before acceptance and within any stated period."

    @property
    def concepts(self) -> list[str]:
        """The field's words that it bears on. No law is applied."""
        found = ["silence is not acceptance", "waiver", "acquiescence"]
        if self.finding.periods:
            found.append("period for objection")
        return found
