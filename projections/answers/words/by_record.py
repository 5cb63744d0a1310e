"""What is called by the id of a record of its own: messages (M2), sign-offs (SO1), orders (O1)."""

from __future__ import annotations

import re
from collections import defaultdict

from domain.events.sign_off import SignOffDeclined, SignOffGranted, SignOffRequested
from domain.events.told import MessageRelayed, MessageSent
from projections.answers.known import Known
from projections.answers.words.ids import spelt
from projections.answers.words.line import Found, Line, phrase
from projections.answers.words.on_file import OnFile

_SIGN_OFFS = (SignOffRequested, SignOffGranted, SignOffDeclined)
_MESSAGES = (MessageSent, MessageRelayed)
_CALLED = phrase(
    "(?:the )?(?:(?:message|mail|email|note|letter) (?P<one>@message)"
    "|(?:sign off|signature|approval|signoff) (?P<two>@signed))"
)
_OF_SOMEBODY = phrase(
    "(?P<whose>@person|@partner|@party|@client|@seller) 's (?P<one>@message)"
    "|(?P<two>@message) (?:by|from) (?P<whose2>@person|@partner|@party|@client|@seller)"
)
_OBJECTED_TO = phrase(
    "(?:object|objects|objected|objecting|objections?|protest|protests|protested|complained?|"
    "complaints?)(?: [^ |@]+){0,2} (?P<to>to|against|about|over) (?P<one>@message)"
)
_MOMENT = phrase(
    "(?P<relation>before|prior to|ahead of|after|since|following|once|when|at the time of) "
    "(?P<one>@signed)"
    "(?: (?:was|were|had been|has been|is|got|being) (?:given|granted|signed|made|done|in|on "
    "file))?"
    "(?! (?:was|had|has|is))"
)
_RELATIONS = {"when": "when", "at the time of": "when"} | dict.fromkeys(
    ("before", "prior to", "ahead of"), "before"
)


class RecordNames:
    """The messages and the sign-offs of a deal by their ids."""

    def __init__(self, known: Known) -> None:
        self.on_file = OnFile(known)
        self._granted: dict[str, list[SignOffGranted]] = defaultdict(list)
        self._by: dict[str, set[str]] = defaultdict(set)
        self._about: dict[str, dict[str, None]] = defaultdict(dict)
        signed: list[str] = []
        for fact in known.deal.facts.counted:
            event = fact.event
            if isinstance(event, _SIGN_OFFS):
                signed.append(event.sign_off)
            if isinstance(event, SignOffGranted):
                self._granted[event.sign_off].append(event)
                self._by[event.sign_off].add(fact.actor)
            if isinstance(event, _MESSAGES):
                self._by[event.message].add(fact.actor)
                clauses = (each.clause for each in event.about if each.clause)
                self._about[event.message] |= dict.fromkeys(clauses)
        self._party_of = {id_: each.party for id_, each in known.deal.participants.items()}
        self._signed = dict(spelt(signed, by=":/"))
        self._sent = dict(spelt(self._about, by=":/"))

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id as it is spelt, case folded."""
        return (*self._signed, *self._sent, *self.on_file.ids)

    def named(self, line: Line) -> Line:
        """With messages as `@message`, sign-offs as `@signed`, and what else is on file."""
        for at, token in enumerate(line.tokens):
            for tag, ids in (("signed", self._signed), ("message", self._sent)):
                if token.text in ids:
                    found = Found(line, re.match("", ""), at, at + 1)  # type: ignore[arg-type]
                    line = line.thing(found, tag, (ids[token.text],))
                    break
        return self.on_file.named(line.each(_CALLED, _called))

    def meant(self, line: Line) -> Line:
        """With "after SO1" as a moment, and what is objected to in a message as its one clause."""
        line = line.each(_OF_SOMEBODY, self._of_somebody)
        line = self.on_file.meant(line.each(_MOMENT, self._moment))
        found = line.find(_OBJECTED_TO)
        about = tuple(self._about[found.values("one")[0]]) if found else ()
        if found is None or len(about) != 1:
            return line
        at = line.tokens.index(found.tokens("one")[0])
        one = Found(line, found.match, at, at + 1)
        return line.thing(one, "clause", about)

    def _of_somebody(self, found: Found) -> tuple[str, tuple[str, ...]] | None:
        """The message alone, where whoever is named beside it sent it."""
        message = found.values("one") or found.values("two")
        whose = {*(found.values("whose") or found.values("whose2"))}
        sent = self._by[message[0]]
        own = whose & (sent | {self._party_of.get(each, "") for each in sent})
        return ("message", message) if own else None

    def _moment(self, found: Found) -> tuple[str, tuple[str, ...]] | None:
        """When that sign-off was granted, where it was granted once."""
        id_ = found.values("one")[0]
        granted = self._granted[id_]
        if len(granted) != 1:
            return None
        clauses = granted[0].clauses or ("",)
        (by,) = self._by[id_]
        relation = _RELATIONS.get(found.word("relation"), "after")
        return relation, ("sign_off.granted", granted[0].proposal, f"@person {by}", clauses[0], "")


def _called(found: Found) -> tuple[str, tuple[str, ...]]:
    message = found.values("one")
    return ("message", message) if message else ("signed", found.values("two"))
