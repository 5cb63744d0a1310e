"""An answer of silence in sentences, with its evidence. Each is built from the facts it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from projections.answers.evidence import Evidence
from projections.answers.kinds.silence_finding import Found, Matter, SilenceFinding
from projections.answers.sides import Sides, sided
from projections.answers.standing import text_name
from projections.answers.wordings import begun, ended, named, withheld_told
from projections.clauses import Wording
from projections.sentences.naming import listed, quoted, when

MOST_TOLD = 12
"""Places in the sentence; all of them are in `details`."""


@dataclass(frozen=True)
class Telling:
    """Says what a finding found."""

    finding: SilenceFinding

    @property
    def sentence(self) -> str:
        """The verdict in plain words, the places, and what was searched."""
        found = self.finding
        places = [place for each in found.found.values() for place in each]
        said = [self._opening, *map(self._place, places[:MOST_TOLD])]
        if len(places) > MOST_TOLD:
            said.append(f"{len(places) - MOST_TOLD} more places are in the details.")
        said += [*self._formerly(), *self._near(), *self._elsewhere(), self._searched]
        if found.deal.withheld:
            said.append(f"{withheld_told(found.deal.withheld)}: not searched.")
        return " ".join(said)

    @property
    def _opening(self) -> str:
        found = self.finding
        silent_on = listed(map(self._title, found.silent_on))
        match found.verdict:
            case "yes":
                return f"Yes: something is said about {listed(map(self._title, found.matters))}."
            case "partly":
                return f"Partly: nothing is said about {silent_on}."
            case _:
                return (
                    f"Silent: no document says anything about {silent_on}, "
                    "and silence is neither yes nor no."
                )

    def _title(self, matter: Matter) -> str:
        if isinstance(matter, str):
            return quoted(matter)
        return f"{self.finding.deal.catalogue.title(matter)} ({matter[0]})"

    def _place(self, found: Found) -> str:
        draft = "" if self._governs(found.wording) else ", a draft that does not govern"
        where = f"{begun(named(found.wording))}{draft}"
        if found.fact is not found.wording.fact and found.fact.event.stored_as != "term.stated":
            where += f", as clarified on {when(found.fact.occurred)}"
        if found.stated is None:
            return f"{where} says: {ended(found.words or '')}"
        title = self.finding.deal.catalogue.title(found.stated)
        of = f", which stands {found.how} it," if found.how != "scope" else ""
        words = f": {ended(found.words)}" if found.words else ", without words of its own."
        return f"{where} states {title}{of} {found.state}{words}"

    def _governs(self, wording: Wording) -> bool:
        return any(each is wording for each in self.finding.governing)

    def _formerly(self) -> Iterator[str]:
        places = [place for each in self.finding.formerly.values() for place in each]
        for each in places[-MOST_TOLD:]:
            words = ended(each.words or "")
            yield f"{begun(named(each.wording))} said so and stands no more: {words}"

    def _near(self) -> Iterator[str]:
        near = [named(wording) for wording in self.finding.near]
        if near:
            yield f"All of the words, but in no one sentence: {listed(near[:MOST_TOLD])}."

    def _elsewhere(self) -> Iterator[str]:
        deal = self.finding.deal
        for each in self.finding.said[:MOST_TOLD]:
            fact, words = each.evidence.fact, each.evidence.words or ""
            who = f"{deal.person(fact.actor)}, {when(fact.occurred)} (record {fact.id})"
            yield f"In no document, and deciding nothing, {who}: {ended(words)}"

    @property
    def _searched(self) -> str:
        found = self.finding
        clauses = listed(each.clause for each in found.governing) if found.governing else "none"
        other = listed(map(named, found.beside)) if found.beside else "none"
        of = f" in {listed(found.question.documents)}" if found.question.documents else ""
        if len(found.governing) > MOST_TOLD:
            clauses = str(len(found.governing))
        if len(found.beside) > MOST_TOLD:
            other = str(len(found.beside))
        text = text_name(found.deal)
        return f"Searched{of}: {text} (clauses: {clauses}); other current wordings: {other}."

    @cached_property
    def evidence(self) -> Sides:
        """The places; when silent, what was said elsewhere for and against; else beside."""
        found = self.finding
        places = [_cited(place) for each in found.found.values() for place in each]
        formerly = [_cited(place) for each in found.formerly.values() for place in each]
        near = [Evidence(each.fact, each.text, each) for each in found.near]
        said = {
            direction: [each.evidence for each in found.said if each.direction == direction]
            for direction in ("in", "out", "also_said")
        }
        if found.verdict == "silent":
            return sided(said["in"], said["out"], [*said["also_said"], *formerly, *near])
        beside = [each.evidence for each in found.said]
        return sided(places, (), [*beside, *formerly, *near])

    @property
    def not_shown(self) -> Iterator[dict[str, Any]]:
        """What was looked for and is said nowhere, with what was searched."""
        found = self.finding
        for matter in found.silent_on:
            yield {
                "looked_for": "words" if isinstance(matter, str) else "item",
                **self._matter(matter),
                "searched": len(found.governing) + len(found.beside),
                "sentence": f"Nothing about {self._title(matter)} is on record in the wordings "
                f"searched. {self._searched}",
            }
        held = {wording.clause for wording in found.deal.text}
        for clause in found.deal.governing.holds or {}:
            if clause not in held:
                yield {
                    "looked_for": "wording",
                    "clause": clause,
                    "sentence": f"The governing wording of clause {clause}: its record cannot be "
                    "shown, so it was not searched.",
                }
        if found.filed:
            names = listed(quoted(getattr(each.event, "name", "")) for each in found.filed)
            yield {
                "looked_for": "file",
                "records": [each.id for each in found.filed],
                "sentence": f"What stands in the files {names} was not searched: only clauses are.",
            }

    @property
    def would_change(self) -> str:
        """The one missing fact that matters most."""
        if self.finding.verdict == "yes":
            return "A removal of these words, or an accepted amendment without them."
        return "A clause, in any document, that says it, or a stated term that has it in or out."

    @property
    def details(self) -> dict[str, Any]:
        """The facts as data; see the rule file."""
        found = self.finding
        governing = found.deal.governing
        return {
            "searched": {
                "by": governing.tier,
                "proposal": governing.proposal.id if governing.proposal else None,
                "governing": [_wording(each) for each in found.governing],
                "other_current": [_wording(each) for each in found.beside],
                "documents": sorted({w.document for w in (*found.governing, *found.beside)}),
                "files_not_searched": [each.id for each in found.filed],
            },
            "found": [
                {**self._matter(matter), "places": [self._json(place) for place in places]}
                for matter, places in found.found.items()
            ],
        }

    def _matter(self, matter: Matter) -> dict[str, Any]:
        if isinstance(matter, str):
            return {"words": matter}
        return {"item": {"axis": matter[0], "item": matter[1]}}

    def _json(self, found: Found) -> dict[str, Any]:
        stated = found.stated
        return {
            **_wording(found.wording),
            "governs": self._governs(found.wording),
            "record": found.fact.id,
            "how": found.how,
            "stated": {"axis": stated[0], "item": stated[1]} if stated else None,
            "state": found.state,
            "words": found.words,
        }


def _cited(found: Found) -> Evidence:
    return Evidence(found.fact, found.words, found.wording)


def _wording(wording: Wording) -> dict[str, Any]:
    return {"clause": wording.clause, "version": wording.number, "document": wording.document}
