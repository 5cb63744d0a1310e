"""The lines of a digest: what changed, since when, and what is asked, from records alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.events.clauses import ClauseAdded, ClauseRemoved, ClauseRevised
from domain.events.organisation import PolicyPublished
from domain.events.sign_off import SignOffGranted, SignOffRequested
from projections.clauses import Wording
from projections.digest.gaps import Change, Gap
from projections.digest.words import beginning, changed
from projections.facts import Fact
from projections.findings.looked import Looked
from projections.sentences.naming import Names, listed, quoted, spelled, when

LINES = 3
NEVER = (
    "No record shows that you opened terms of this deal, had them displayed to you or wrote them: "
    "this is what stands now."
)
NOTHING_ASKED = (
    "Nobody asks anything of you on record. Look at it before you rely on what you had before you."
)
ENDING = (
    "This tells what everybody of the house may see: whatever is privileged is left out, whether "
    "there is any or not. What no record shows may have happened all the same."
)


@dataclass(frozen=True)
class Telling:
    """Says the gap of one human to themselves."""

    looked: Looked
    gap: Gap

    @cached_property
    def _names(self) -> Names:
        return Names(self.looked.name, self.looked.deal.catalogue)

    @property
    def since(self) -> str:
        """When they last had terms before them, and by which record."""
        last = self.gap.last
        if last is None:
            return NEVER
        how = "written by you" if last.rung == "authored" else spelled(last.rung)
        at = when(last.fact.occurred)
        return f"You last had terms of this deal before you {at} (record {last.record}: {how})."

    @property
    def lines(self) -> list[str]:
        """At most three, one for each changed clause, the most money first."""
        return [self.line(each) for each in self.gap.changes[:LINES]]

    @property
    def rest(self) -> str | None:
        """The clauses for which there is no line."""
        left = self.gap.changes[LINES:]
        if not left:
            return None
        named = listed(_named(each.named) for each in left)
        return f"Besides, {len(left)} more: {named}."

    @property
    def older(self) -> str | None:
        """What stands, is not newer, and was never before them either."""
        if not self.gap.older:
            return None
        named = listed(_named(each) for each in self.gap.older)
        return f"Not newer, or not surely, and not before you on any record either: {named}."

    def line(self, change: Change) -> str:
        """One change: the clause, what became of it, the words, what was stated of them."""
        head = f"Clause {change.clause} {quoted(change.named.heading)}"
        match change.what:
            case "removed":
                return f"{head} {self._removed(change)}"
            case "reworded":
                return f"{head} {self._reworded(change)}"
            case _:
                return f"{head} {self._new(change)}"

    def _new(self, change: Change) -> str:
        now = change.named
        did = "was added" if isinstance(now.fact.event, ClauseAdded) else "was reworded"
        earlier = "" if now.number == 1 else " No record shows an earlier wording before you."
        return (
            f"({_placed(self.looked, now)}) {did} {self._by(change.fact)}: "
            f"{_words(beginning(now.text))}{earlier}{self._stated(now)}"
        )

    def _reworded(self, change: Change) -> str:
        assert change.seen is not None
        now, seen = change.named, change.seen
        old, new = changed(seen.text, now.text)
        last = f"wording {seen.number}, the last that you had before you"
        both = f"It was {quoted(old)} ({last}) and is {_words(new)}"
        if seen.text == now.text:
            both = f"The words are those of {last}: {_words(old)}"
        return (
            f"({_placed(self.looked, now)}) was reworded {self._by(change.fact)}. {both}"
            f"{self._stated(seen)}{self._stated(now)}"
        )

    def _removed(self, change: Change) -> str:
        seen = change.named
        held = [each for each in self.looked.text if each.clause == change.clause]
        still = f" The governing text still holds wording {held[0].number}." if held else ""
        return (
            f"was removed from the drafts {self._by(change.fact)}. You last had wording "
            f"{seen.number} before you: {_words(beginning(seen.text))}{still}{self._stated(seen)}"
        )

    def _by(self, fact: Fact) -> str:
        event = fact.event
        assert isinstance(event, ClauseAdded | ClauseRevised | ClauseRemoved)
        asked = event.requested_by
        by = f"by {self.looked.name(fact.actor)}"
        by += f", at the request of {self.looked.name(asked)}" if asked else ""
        return f"{when(fact.occurred)} {by} (record {fact.id})"

    def _stated(self, wording: Wording) -> str:
        stated = wording.term(self.looked.moment)
        if stated is None:
            return f" Nobody stated what wording {wording.number} means."
        said = self._names.term(stated.term).removeprefix(" It states ")
        return f" Stated of wording {wording.number}: {said}"

    @property
    def asked(self) -> list[str]:
        """What records ask of them, each once."""
        clauses: dict[str, list[str]] = {}
        for each in self.gap.needed:
            said = self._asks(each.because)
            clauses.setdefault(said, []).append(_named(each.row.wording))
        return [f"{said}: {listed(dict.fromkeys(of))}." for said, of in clauses.items()] or [
            NOTHING_ASKED
        ]

    def _asks(self, because: Sequence[Fact]) -> str:
        fact = because[0]
        match fact.event:
            case SignOffRequested(sign_off=id_, proposal=proposal):
                return f"Your sign-off {id_} of {proposal} is asked for (record {fact.id})"
            case SignOffGranted(sign_off=id_, proposal=proposal):
                signed = f"{self.looked.name(fact.actor)} signed {id_} of {proposal}"
                principal = fact.entry.envelope.on_behalf_of
                if principal and self.looked.people.canonical(principal) == self.gap.human:
                    return f"{signed} for you (record {fact.id})"
                return f"{signed} beyond the own authority where yours reaches (record {fact.id})"
            case PolicyPublished():
                return f"A policy asks for a sign-off of your function (record {fact.id})"
            case _:
                return f"Your authority is needed (record {fact.id})"

    @property
    def subject(self) -> str:
        """The one line over a message."""
        count = len(self.gap.changes)
        many = "1 clause" if count == 1 else f"{count} clauses"
        if self.gap.last is None:
            return f"{self._deal}: {many} that no record shows before you"
        return f"{self._deal}: {many} changed since you last had the terms before you"

    @property
    def _deal(self) -> str:
        opened = self.looked.deal.opened
        return opened.name if opened else self.looked.deal.id

    @property
    def text(self) -> str:
        """All of it as plain text. Words of records never stand at the beginning of a line."""
        return "\n".join(self._paragraphs()) + "\n"

    def _paragraphs(self) -> Iterator[str]:
        deal = self.looked.deal
        yield _within(f"Deal {deal.id}: {self.subject}")
        yield ""
        yield self.since
        yield ""
        for number, line in enumerate(self.lines, 1):
            yield _within(f"{number}. {line}")
        yield from (_within(each) for each in (self.rest, self.older) if each)
        yield ""
        yield "What is asked of you:"
        yield from (_within(f"- {each}") for each in self.asked)
        yield ""
        yield ENDING


def _words(said: str) -> str:
    """Words at the end of a sentence, which they may end themselves."""
    return quoted(said) if said.endswith((".", "!", "?")) else f"{quoted(said)}."


def _named(wording: Wording) -> str:
    return f"clause {wording.clause} (wording {wording.number})"


def _placed(looked: Looked, wording: Wording) -> str:
    """Which wording it is, and whether it governs or stands in the drafts."""
    sealed = looked.deal.governing.tier != "drafts" and looked.text is looked.deal.text
    where = "governing text" if sealed and looked.in_text(wording) else "drafts"
    return f"wording {wording.number}, in the {where}"


def _within(paragraph: str) -> str:
    """Whatever lines its words have: all but the first are marked as more of it."""
    return "\n   | ".join(paragraph.splitlines())
