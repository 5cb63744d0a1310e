"""A question as one kind would have it, and what every kind takes from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from projections.answers.words.frames.frame import Given
from projections.answers.words.line import phrase
from projections.answers.words.meaning.forms import Form

Parameters = dict[str, Any]


_WE = phrase(
    "we|us|our (?:own )?(?:side|team|people|company|end|firm|house|ranks|guys|staff|"
    "shop|camp|outfit|office)|any of us"
)


_THEY = phrase("they|them|their (?:side|people|team|end)|other side")


@dataclass(frozen=True)
class Meant:
    """A question as one kind would have it: the line, its form, and where which concept stands."""

    given: Given
    form: Form
    said: Mapping[str, frozenset[int]]
    """The places of each concept."""
    rest: tuple[int, ...] = ()
    """The places of words that nothing explains (for `silence`)."""
    strong: bool = False
    """Whether one of its ways of saying means hardly anything else."""

    def says(self, *concepts: str) -> bool:
        """Whether one of them is said."""
        return any(self.said.get(each) for each in concepts)


def persons_of(meant: Meant) -> tuple[str, ...]:
    """The people whom it names."""
    return meant.given.line.values("person")


def parties_of(meant: Meant) -> tuple[str, ...]:
    """The parties that it names, or means by "we" and "they"."""
    line, people = meant.given.line, meant.given.vocabulary.people
    parties = [*line.values("party", "client", "partner", "seller")]
    if not parties and not persons_of(meant):
        if line.has(_WE):
            parties += people.seller
        elif line.has(_THEY):
            parties += people.client
    return tuple(dict.fromkeys(parties))


def texts_of(meant: Meant) -> Parameters:
    """The clauses, the wording and the offer that it names."""
    given = meant.given
    return {"clauses": given.clauses, "version": given.version, "proposal": given.proposal}


def about_of(meant: Meant) -> Parameters:
    """The clauses and the offer that it names."""
    return {"clauses": meant.given.clauses, "proposal": meant.given.proposal}
