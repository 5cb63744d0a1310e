"""Who of the house has a gap: what they last had before them, against what stands now.

1. Looked at are those who take part for the seller now. What is written for them may be
   confidential, so nobody gets it who, under any of their ids, stands on another side, or whose
   side is not on record.
2. What stands now is the governing text, and what is in the drafts beside it.
3. A wording was before somebody where a record shows it, or may show it: opened, displayed,
   acknowledged, discussed or authored (as of finding SEEN02). That they signed does not.
4. What they never had before them and what began after they last had any terms is what changed;
   and that a clause is gone of which they had a wording. Whoever never had any terms before them is
   told all that stands. What they never had and is older, or may be, is named beside it.
5. The most money first, by what the old or the new wording states, whichever is more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from domain.refusals import Refusal
from projections.answers.kinds.process_engagement import Engagement, Engagements
from projections.clauses import Removal, Wording
from projections.facts import Fact
from projections.findings.looked import Looked
from projections.findings.needed import Needed, had, house, needed
from projections.gate import Stake, stake
from projections.knowledge.proving import Proof

What = Literal["added", "reworded", "removed", "standing"]


class NotOfTheHouse(Refusal):
    """A digest goes to people of the house alone."""

    code = "not_of_the_house"

    def __init__(self, person: str) -> None:
        super().__init__(
            f"No record shows that {person!r} takes part in this deal now for the seller, and for "
            "nobody else. What a digest tells may be confidential: it goes to the house's own "
            "people, and other sides are told what they are party to by other means.",
            "/to",
        )


@dataclass(frozen=True, slots=True)
class Change:
    """One clause that is not as somebody last had it before them.

    `seen` is the last wording of it that they had before them, if any; `now` the one that stands,
    None where the clause is gone; `fact` the record that brought it about. `standing`: they never
    had any terms before them, so whether it changed is not the point.
    """

    what: What
    seen: Wording | None
    now: Wording | None
    fact: Fact

    @property
    def clause(self) -> str:
        """The clause's id."""
        wording = self.now or self.seen
        assert wording is not None
        return wording.clause

    @property
    def named(self) -> Wording:
        """The wording that it is about: the one that stands, else the last that they had."""
        wording = self.now or self.seen
        assert wording is not None
        return wording


@dataclass(frozen=True, slots=True)
class Gap:
    """What one human of the house was not shown.

    `last` proves when they last had terms before them, if ever; `changes` since, the most money
    first; `older` wordings stand and were never before them, and are not, or not surely, newer
    than that. `needed` is what their authority is needed for among all of these.
    """

    human: str
    last: Proof | None
    changes: tuple[Change, ...]
    older: tuple[Wording, ...]
    needed: tuple[Needed, ...]


def gaps(looked: Looked) -> Iterator[Gap]:
    """Everybody of the house for whom something changed: whose authority is needed first."""
    wanted = _needed(looked)
    found = [_gap(looked, human, wanted.get(human, [])) for human in of_the_house(looked)]
    yield from sorted((each for each in found if each.changes), key=lambda each: not each.needed)


def gap_of(looked: Looked, person: str) -> Gap:
    """That of one person, by any of their ids; without changes there is none.

    Raises NotOfTheHouse.
    """
    human = looked.people.canonical(person)
    if human not in set(of_the_house(looked)):
        raise NotOfTheHouse(person)
    return _gap(looked, human, _needed(looked).get(human, []))


def of_the_house(looked: Looked) -> Iterator[str]:
    """Who takes part for the seller at the moment of the reading, and for nobody else."""
    for human in house(looked):
        ids = [each for each in looked.people.aliases(human) if each in looked.deal.assignments]
        if {looked.sides.of(each) for each in ids} == {"seller"}:
            yield human


def _needed(looked: Looked) -> dict[str, list[Needed]]:
    found: dict[str, list[Needed]] = {}
    for each in needed(looked):
        found.setdefault(each.human, []).append(each)
    return found


def _gap(looked: Looked, human: str, wanted: list[Needed]) -> Gap:
    missing = [each for each in looked.wordings if not had(looked, human, each)]
    keys = [each.key for each in missing]
    engaged = Engagements(looked.knowledge, None, keys).of(human)
    changes = _changes(looked, human, missing, engaged)
    told = {each.named.key for each in changes}
    every = {each.key for each in missing}
    return Gap(
        human,
        engaged.last,
        tuple(sorted(changes, key=lambda each: _stake(looked, each))),
        tuple(each for each in missing if each.key not in told),
        tuple(each for each in wanted if each.row.wording.key in every),
    )


def _changes(
    looked: Looked, human: str, missing: list[Wording], engaged: Engagement
) -> list[Change]:
    if engaged.last is None:
        return [Change("standing", None, each, each.fact) for each in missing]
    newer = {each.key for each in engaged.changed if not isinstance(each, Removal)}
    found = [_reworded(looked, human, each) for each in missing if each.key in newer]
    gone = (each for each in engaged.changed if isinstance(each, Removal))
    had_once = ((each.fact, _last_had(looked, human, each)) for each in gone)
    return found + [Change("removed", seen, None, fact) for fact, seen in had_once if seen]


def _reworded(looked: Looked, human: str, now: Wording) -> Change:
    before = (each.wording for each in looked.knowledge.before_it(now.key))
    seen = [each for each in before if had(looked, human, each)]
    return Change("reworded" if seen else "added", seen[-1] if seen else None, now, now.fact)


def _last_had(looked: Looked, human: str, removed: Removal) -> Wording | None:
    """The last wording of a removed clause that was before somebody."""
    for clause in looked.deal.clauses.by_id.values():
        if any(change is removed or change.fact is removed.fact for change in clause.changes):
            written = looked.knowledge.chronicle.in_time.get(clause.id, [])
            seen = [each.wording for each in written if had(looked, human, each.wording)]
            return seen[-1] if seen else None
    return None


def _stake(looked: Looked, change: Change) -> Stake:
    found = (each for each in (change.seen, change.now) if each is not None)
    return min(stake(looked.deal, each) for each in found)
