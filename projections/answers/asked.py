"""A question as it was understood: its kind and parameters (VOCABULARY 6.2).

Plain words (`question`) and parameters (`parameters`) both become one of these; a rule file never
sees anything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from domain.refusals import Fault, Refusal
from domain.values import PRICING, TermKind
from projections.catalogue import Item

Kind = Literal[
    "scope",
    "terms",
    "sign_off",
    "knowledge",
    "changes",
    "retraction",
    "communication",
    "silence",
    "precedence",
    "precedent",
    "process",
    "integrity",
    "objection",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

PARAMETERS: Mapping[Kind, tuple[str, ...]] = {
    "scope": ("items", "terms", "clauses"),
    "terms": ("terms", "clauses", "version", "proposal"),
    "sign_off": ("ask", "clauses", "version", "persons", "proposal"),
    "knowledge": ("ask", "persons", "parties", "clauses", "version", "proposal", "before"),
    "changes": ("ask", "from", "to", "after", "before", "clauses", "proposal"),
    "retraction": ("ask", "proposal", "clauses", "persons", "before"),
    "communication": ("ask", "items", "words", "state", "by", "to", "clauses", "proposal"),
    "silence": ("items", "words", "documents"),
    "precedence": ("clauses", "documents", "items"),
    "precedent": ("items", "terms"),
    "process": ("persons", "clauses", "proposal"),
    "integrity": (),
    "objection": ("ask", "persons", "parties", "clauses", "proposal", "before"),
}
"""What a question of each kind may name."""

ASKS: Mapping[Kind, tuple[str, ...]] = {
    "sign_off": ("who", "whether", "allowed"),
    "knowledge": ("whether", "who", "when"),
    "changes": ("what", "whether", "who", "why"),
    "retraction": ("whether", "who", "when", "why"),
    "communication": ("whether", "what", "relay"),
    "objection": ("whether", "who"),
}
"""What can be wanted to know, where a kind has several; the first is taken when nothing is said."""


class QuestionNotRead(Refusal):
    """The question is not understood well enough to be answered.

    `understood` is what was; `nearest` are questions that can be asked on this deal. `others` say
    the same of other questions that were asked with it.
    """

    code = "question_not_read"

    def __init__(
        self,
        message: str,
        understood: dict[str, Any],
        nearest: list[str],
        others: Sequence[str] = (),
    ) -> None:
        super().__init__(message, "/question")
        self.understood = understood
        self.nearest = nearest
        self.others = tuple(others)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """One for each question that was not read."""
        said = (self.message, *self.others)
        return tuple(Fault(self.code, self.pointer, each) for each in said)


class QuestionIncomplete(QuestionNotRead):
    """Its parameters are understood, and do not name what it is about: one of `needs` would."""

    def __init__(
        self, message: str, understood: dict[str, Any], nearest: list[str], needs: Sequence[str]
    ) -> None:
        super().__init__(message, understood, nearest)
        self.needs = tuple(needs)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of the deal: an event of a type (`record`: this one), a proposal, or a time.

    Exactly one of `event`, `proposal` and `at` is given; `at` as it was written, a date or a time.
    """

    event: str | None = None
    record: str | None = None
    proposal: str | None = None
    at: str | None = None

    @property
    def json(self) -> dict[str, str]:
        """As it is printed, and accepted."""
        found = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in found.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Kind, parameters, and the times that its words gave; lists are empty where nothing is named.

    `terms` empty means all kinds of term. `effective_at` and `known_at` are as a reader may send
    them; None is now. `from_moment` and `to_moment` are `from` and `to` of the kind `changes`;
    `told_to` is `to` of the kind `communication`. `negated`: asked in the negative, and read as the
    affirmative. `passed_over`: the words that were not understood, and left out of the reading.
    """

    kind: Kind
    ask: str | None = None
    items: tuple[Item, ...] = ()
    terms: tuple[TermKind, ...] = ()
    clauses: tuple[str, ...] = ()
    version: int | None = None
    proposal: str | None = None
    documents: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    told_to: tuple[str, ...] = ()
    state: Literal["in", "out"] | None = None
    words: str | None = None
    before: Moment | None = None
    after: Moment | None = None
    from_moment: Moment | None = None
    to_moment: Moment | None = None
    effective_at: str | None = None
    known_at: str | None = None
    negated: bool = False
    asked: str | None = None
    passed_over: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, Any]:
        """What it names, as JSON under the names of `PARAMETERS`; what is not named is left out."""
        return dict(self._named())

    def _named(self) -> Iterator[tuple[str, Any]]:
        takes = PARAMETERS[self.kind]
        if self.ask is not None:
            yield "ask", self.ask
        if self.items:
            yield "items", [{"axis": axis, "item": item} for axis, item in self.items]
        if "terms" in takes:
            yield "terms", list(self.terms) or "all"
        for name in ("clauses", "documents", "persons", "parties", "by"):
            if found := getattr(self, name):
                yield name, list(found)
        if self.told_to:
            yield "to", list(self.told_to)
        for name in ("version", "proposal", "state", "words"):
            if (value := getattr(self, name)) is not None:
                yield name, value
        moments = {
            "before": self.before,
            "after": self.after,
            "from": self.from_moment,
            "to": self.to_moment,
        }
        for name, moment in moments.items():
            if moment is not None:
                yield name, moment.json


def with_all_pricing(kinds: tuple[TermKind, ...]) -> tuple[TermKind, ...]:
    """Discount, price, rate, price hold: whichever is named, all pricing terms are meant."""
    others = tuple(kind for kind in kinds if kind not in PRICING)
    return (*PRICING, *others) if len(others) < len(kinds) else others
