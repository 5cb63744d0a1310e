"""Orders, messages, meetings, statements and disputes by their ids: "order PO7", "note N-3".

Beside "before", "after" and "when" each is the moment of its record, where one record has that id.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cached_property

from domain.events.disputes import DisputeOpened
from domain.events.proposals import OrderPlaced
from domain.events.told import MeetingHeld, MessageRelayed, MessageSent, StatementMade
from projections.answers.evidence import recorded_late
from projections.answers.known import Known
from projections.answers.words.ids import spelt
from projections.answers.words.line import Found, Line, Token, phrase
from projections.facts import Fact

_SORTS = {
    OrderPlaced: ("order", "purchase order|order|po|record of order"),
    MeetingHeld: ("meeting", "meeting|session|record of meeting"),
    StatementMade: ("statement", "statement|note|memo|remark|record of statement"),
    DisputeOpened: ("dispute", "dispute|case|record of dispute"),
    MessageSent: ("message", "message|mail|email|note|letter|record of message"),
    MessageRelayed: ("message", "message|mail|email|note|letter|relay|record of message"),
}
_NOUNS = "|".join(dict.fromkeys(noun for _, said in _SORTS.values() for noun in said.split("|")))
_ALONE = re.compile("[a-z]+")
_CALLED = phrase(rf"(?:the )?(?:{_NOUNS}) (?:(?:number|no|nr) )?(?P<one>@filed)")
_DONE = (
    "(?: (?:was|were|is|got|had been|has been|being|had|has))?(?: (?:first|ever|actually|finally))?"
    "(?: (?:placed|sent|held|made|given|opened|relayed|passed on|taken place|took place|out|in|"
    "received|went out|goes out|gone out|came in|comes in|arrived|began|started|written|wrote))"
)
_MOMENT = phrase(
    "(?P<relation>before|prior to|ahead of|after|since|following|once|when|at the time of|until|"
    f"at|in) (?P<one>@filed|@message)(?:{_DONE})?(?! (?:was|had|has|is|@))"
)
_RELATIONS = {"when": "when", "at the time of": "when", "at": "when", "in": "when"} | dict.fromkeys(
    ("before", "prior to", "ahead of", "until"), "before"
)


class OnFile:
    """What a deal has on file under an id of its own that is no clause, offer or sign-off."""

    def __init__(self, known: Known) -> None:
        self._known = known

    @cached_property
    def _by_id(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self._known.deal.facts.counted:
            sort = _SORTS.get(type(fact.event))
            if sort:
                found[getattr(fact.event, sort[0])].append(fact)
        return found

    @cached_property
    def _spelt(self) -> dict[str, str]:
        return dict(spelt(self._by_id, by=":/"))

    @cached_property
    def _others(self) -> frozenset[str]:
        """What a clause, an offer or a paper is called, too: it is meant where nothing is said."""
        known = self._known
        every = (*known.clauses, *known.proposals, *known.documents)
        return frozenset(name for name, _ in spelt(every, by=":/"))

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id that is no other's as it is spelt, case folded."""
        return tuple(each for each in self._spelt if each not in self._others)

    def named(self, line: Line) -> Line:
        """With them as `@filed`; an id of letters alone only behind what it is the id of."""
        tokens = tuple(self._thing(line, at, token) for at, token in enumerate(line.tokens))
        return Line(line.asked, tokens).each(_CALLED, lambda f: ("filed", f.values("one")))

    def _thing(self, line: Line, at: int, token: Token) -> Token:
        called = at > 0 and line.tokens[at - 1].text in _NOUNS.split("|")
        id_ = self._spelt.get(token.text)
        if called and _ALONE.fullmatch(token.text):
            id_ = next(filter(lambda each: each.casefold() == token.text, self._by_id), None)
        if not called and (token.text.isdigit() or token.text in self._others):
            id_ = None
        return replace(token, text="@filed", values=(id_,)) if id_ else token

    def meant(self, line: Line) -> Line:
        """With "before order O1 was placed" as that moment."""
        return line.each(_MOMENT, self._moment)

    def _moment(self, found: Found) -> tuple[str, tuple[str, ...]] | None:
        facts = self._by_id.get(found.values("one")[0], [])
        if len(facts) != 1:
            return None
        relation = _RELATIONS.get(found.word("relation"), "after")
        return relation, (facts[0].event.stored_as, "", f"@record {facts[0].id}", "", "")

    def is_taken_back(self, id_: str) -> bool:
        """Whether its record was corrected, or came late: what is told of records is so of it."""
        deal = self._known.deal
        return any(
            fact.corrected_by is not None or recorded_late(deal, fact, fact.entry)
            for fact in self._by_id.get(id_, ())
        )
