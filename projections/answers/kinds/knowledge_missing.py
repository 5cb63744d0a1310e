"""What an answer of knowledge looked for and did not find: sightings, coverage, look-alikes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from projections.answers.kinds.knowledge_finding import KnowledgeFinding
from projections.answers.kinds.knowledge_standing import Standing
from projections.answers.moments import absent
from projections.answers.not_shown import reported_on, unidentified
from projections.answers.telling import MOST
from projections.people import LookAlike, look_alikes


@dataclass(frozen=True)
class Missing:
    """What is not on record. That is never "did not know"."""

    finding: KnowledgeFinding

    @property
    def before(self) -> str:
        """` before …`, when a moment is asked about."""
        before = self.finding.question.before
        if before is None:
            return ""
        moments = [each for each in map(self.finding.moment, self.finding.text.wordings) if each]
        return f" before {moments[0].told}" if moments else " by the time asked about"

    @property
    def entries(self) -> list[dict[str, Any]]:
        """Seeing that is not on record, a moment that is not, coverage, and look-alikes."""
        found = self.finding
        missing: list[dict[str, Any]] = [each.json for each in found.text.absent]
        if found.question.before and not any(map(found.moment, found.text.wordings)):
            missing.append(absent(found.question.before))
        named = found.question.persons or found.question.parties
        unseen = [self._unseen(s) for s in found.standings if named and s.verdict != "yes"]
        missing += unseen[:MOST]
        if len(unseen) > MOST:
            more = f"And {len(unseen) - MOST} more people and wordings (see the details)."
            missing.append({"looked_for": "seeing", "sentence": more})
        missing += self.reported
        if named:
            alike = look_alikes(found.deal, found.known.people)
            missing += list(unidentified(found.known.people, alike, set(found.humans)))
            missing += self._standing_alike(alike)
        return missing

    def _unseen(self, standing: Standing) -> dict[str, Any]:
        who = self.finding.deal.person(standing.human)
        return {
            "looked_for": "seeing",
            "person": standing.human,
            "clause": standing.asked.wording.clause,
            "version": standing.asked.wording.number,
            "sentence": (
                f"No record that certainly came{self.before or ' by then'} says that {who} "
                f"opened, was shown, discussed, signed or wrote {standing.asked.name}."
            ),
        }

    def _standing_alike(self, alike: Iterable[LookAlike]) -> Iterable[dict[str, Any]]:
        """Where an id that looks like one of them stood: it counts as somebody else."""
        found, people = self.finding, self.finding.known.people
        for pair in alike:
            for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
                if (
                    people.canonical(one) not in found.humans
                    or people.canonical(other) in found.humans
                ):
                    continue
                for asked in found.text.wordings:
                    on = found.known.on(other, asked.key)
                    if on.highest:
                        yield {
                            "looked_for": "identity",
                            "ids": [one, other],
                            "rung": on.highest.rung,
                            "record": on.highest.record,
                            "sentence": (
                                f"{other}, who may be {one}, stands at {on.highest.rung} on "
                                f"{asked.name} (record {on.highest.record})."
                            ),
                        }

    @cached_property
    def reported(self) -> list[dict[str, Any]]:
        """Which systems reported on those who are named, from the wording to the moment."""
        found = self.finding
        humans = found.humans if found.question.persons or found.question.parties else ()
        if not found.text.wordings:
            return []
        window = found.window(found.text.wordings[0])
        return list(reported_on(found.deal, found.known.people, humans, window))
