"""What is called by the id of a record of its own: messages (M2) and sign-offs (SO1)."""

from __future__ import annotations

import re

from domain.events.sign_off import SignOffDeclined, SignOffGranted, SignOffRequested
from domain.events.told import MessageRelayed, MessageSent
from projections.answers.known import Known
from projections.answers.words.ids import spelt
from projections.answers.words.line import Found, Line, phrase

_SIGN_OFFS = (SignOffRequested, SignOffGranted, SignOffDeclined)
_MESSAGES = (MessageSent, MessageRelayed)
_CALLED = phrase(
    "(?:the )?(?:(?:message|mail|email|note|letter) (?P<one>@message)"
    "|(?:sign off|signature|approval|signoff) (?P<two>@signed))"
)


class RecordNames:
    """The messages and the sign-offs of a deal by their ids."""

    def __init__(self, known: Known) -> None:
        signed: list[str] = []
        sent: list[str] = []
        for fact in known.deal.facts.counted:
            if isinstance(fact.event, _SIGN_OFFS):
                signed.append(fact.event.sign_off)
            elif isinstance(fact.event, _MESSAGES):
                sent.append(fact.event.message)
        self._signed = dict(spelt(signed, by=":/"))
        self._sent = dict(spelt(sent, by=":/"))

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id as it is spelt, case folded."""
        return (*self._signed, *self._sent)

    def named(self, line: Line) -> Line:
        """With messages as `@message` and sign-offs as `@signed`."""
        for at, token in enumerate(line.tokens):
            for tag, ids in (("signed", self._signed), ("message", self._sent)):
                if token.text in ids:
                    found = Found(line, re.match("", ""), at, at + 1)  # type: ignore[arg-type]
                    line = line.thing(found, tag, (ids[token.text],))
                    break
        return line.each(_CALLED, lambda f: _called(f))


def _called(found: Found) -> tuple[str, tuple[str, ...]]:
    message = found.values("one")
    return ("message", message) if message else ("signed", found.values("two"))
