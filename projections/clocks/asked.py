"""What is asked of one person or role: requests that stand for each other, and their answers.

Of two requests to the same person or role the latest counts; asked again, what was answered before
still stands until it is answered anew. Asked in two roles, one person is asked twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from projections.clocks.chronology import order_known
from projections.facts import Fact

EVERY = ""
"""Stands for all clauses of a proposal, whichever they are. No clause has this id."""

AnswerKind = Literal["signed", "declined", "withdrawn"]
AskedState = Literal["open", "in_part", "signed", "declined", "withdrawn"]


@dataclass(slots=True, eq=False)
class Asked:
    """Told its requests and answers in their order. `requests` is empty when nobody asked."""

    requests: list[Fact] = field(default_factory=list)
    order_unknown: bool = False
    _wanted: set[str] = field(default_factory=set)
    _unsigned: set[str] = field(default_factory=set)
    _signatures: Counter[str] = field(default_factory=Counter)
    # The latest answer under each sign-off id, numbered as they came, by its kind.
    _answers: dict[AnswerKind, dict[str, tuple[int, Fact]]] = field(
        default_factory=lambda: {"signed": {}, "declined": {}, "withdrawn": {}}
    )
    _told: int = 0
    _last: Fact | None = None

    def ask(self, fact: Fact, clauses: Iterable[str]) -> None:
        """A request for these clauses."""
        self.requests.append(fact)
        self.want(clauses)

    def want(self, clauses: Iterable[str]) -> None:
        """What must be signed for it to be signed in full."""
        added = set(clauses) - self._wanted
        self._wanted |= added
        self._unsigned |= {clause for clause in added if not self._signatures[clause]}

    def answer(self, kind: AnswerKind, sign_off: str, fact: Fact) -> None:
        """An answer under a sign-off id replaces the one before under that id."""
        before = self._last
        if before is not None:
            differs = type(before.event) is not type(fact.event)
            self.order_unknown = (differs or self.order_unknown) and not order_known(before, fact)
        for answers in self._answers.values():
            answers.pop(sign_off, None)
        self._told += 1
        self._answers[kind][sign_off] = self._told, fact
        self._last = fact

    def sign(self, clauses: Iterable[str], change: int) -> None:
        """Signatures of these clauses are added (1) or no longer stand (-1)."""
        for clause in clauses:
            self._signatures[clause] += change
            if clause in self._wanted:
                signed = self._signatures[clause] > 0
                (self._unsigned.discard if signed else self._unsigned.add)(clause)

    @property
    def state(self) -> AskedState:
        """The latest answer decides; but what is withdrawn leaves what else was signed."""
        decides = self._decides
        if decides != "signed":
            return decides or "open"
        full = self._signatures[EVERY] > 0 or not self._unsigned
        return "signed" if full else "in_part"

    @property
    def decided_by(self) -> Fact | None:
        """The answer that decides."""
        decides = self._decides
        return self._newest(decides)[1] if decides else None

    @property
    def _decides(self) -> AnswerKind | None:
        declined, signed = self._newest("declined")[0], self._newest("signed")[0]
        if declined or signed:
            return "declined" if declined > signed else "signed"
        return "withdrawn" if self._answers["withdrawn"] else None

    def _newest(self, kind: AnswerKind) -> tuple[int, Fact | None]:
        answers = self._answers[kind]
        return answers[next(reversed(answers))] if answers else (0, None)
