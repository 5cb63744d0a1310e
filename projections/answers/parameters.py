"""A question as parameters: `{"kind": "scope", "items": [{"axis", "item"}…], "terms": [kinds]}`.

A name that this deal does not know is refused, as in plain words: never answered by a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, cast, get_args

from domain.events import EVENTS
from domain.occurrence import Occurrence
from domain.values import TermKind
from projections.answers.asked import (
    ASKS,
    KINDS,
    PARAMETERS,
    Kind,
    Moment,
    Question,
    QuestionIncomplete,
    QuestionNotRead,
    with_all_pricing,
)
from projections.answers.known import Known
from projections.catalogue import Item

MOST_NAMED = 100
"""Of anything, in one question."""
LONGEST_WORDS = 400
_EVENT_TYPES = frozenset(kind.stored_as for kind in EVENTS)


def from_parameters(given: Mapping[str, Any], known: Known) -> Question:
    """The question that these parameters ask. Raises QuestionNotRead."""
    kind = given.get("kind")
    if kind not in KINDS:
        raise QuestionNotRead(f"kind is one of: {', '.join(KINDS)}.", {}, known.nearest())
    return _Reading(cast("Kind", kind), given, known).question()


class _Reading:
    def __init__(self, kind: Kind, given: Mapping[str, Any], known: Known) -> None:
        self._kind = kind
        self._given = given
        self._known = known

    def question(self) -> Question:
        unknown = set(self._given) - {"kind", *PARAMETERS[self._kind]}
        if unknown:
            names = ", ".join(PARAMETERS[self._kind]) or "none"
            raise self._refused(f"Parameters of {self._kind} are: {names}.")
        told = self._kind == "communication"
        question = Question(
            kind=self._kind,
            ask=self._ask(),
            items=tuple(self._item(each) for each in self._list("items")),
            terms=self._terms(),
            clauses=self._ids("clauses", self._known.clauses),
            version=self._version(),
            proposal=self._id("proposal", self._known.proposals),
            documents=self._ids("documents", self._known.documents),
            persons=self._ids("persons", self._known.persons),
            parties=self._ids("parties", self._known.parties),
            by=self._ids("by", self._known.anybody),
            told_to=self._ids("to", self._known.anybody) if told else (),
            state=self._state(),
            words=self._words(),
            before=self._moment("before"),
            after=self._moment("after"),
            from_moment=self._moment("from"),
            to_moment=None if told else self._moment("to"),
        )
        self._refuse_incomplete(question)
        return question

    def _refuse_incomplete(self, question: Question) -> None:
        if question.kind == "scope" and not question.items:
            raise self._incomplete("Name at least one item.", "items")
        if question.kind == "precedent" and not (question.items or question.terms):
            raise self._incomplete("Name items, or kinds of term.", "items", "terms")
        if question.kind == "silence" and not (question.items or question.words):
            raise self._incomplete("Name items, or words to be searched for.", "items", "words")
        if question.version is not None and len(question.clauses) != 1:
            raise self._refused("A version is one of a single clause.")
        if question.version is not None and not self._known.has_wording(
            question.clauses[0], question.version
        ):
            raise self._refused(f"Clause {question.clauses[0]} has no wording {question.version}.")

    def _ask(self) -> str | None:
        asks = ASKS.get(self._kind)
        given = self._given.get("ask")
        if asks is None:
            return None
        if given is None:
            return asks[0]
        if given not in asks:
            raise self._refused(f"ask is one of: {', '.join(asks)}.")
        return str(given)

    def _terms(self) -> tuple[TermKind, ...]:
        if self._given.get("terms") == "all":
            return ()
        kinds = self._list("terms")
        for kind in kinds:
            if kind not in get_args(TermKind):
                raise self._refused(f"{kind!r} is not a kind of term.")
        found = tuple(dict.fromkeys(cast("list[TermKind]", kinds)))
        return with_all_pricing(found)

    def _item(self, value: Any) -> Item:
        if isinstance(value, dict) and set(value) == {"axis", "item"}:
            asked = (str(value["axis"]), str(value["item"]))
            if asked in self._known.items:
                return asked
        raise self._refused(f"{value!r} is not an item that this ledger knows.")

    def _version(self) -> int | None:
        value = self._given.get("version")
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
            return value
        raise self._refused("A version is the number of a wording.")

    def _state(self) -> Literal["in", "out"] | None:
        value = self._given.get("state")
        # In a tuple: whatever stands there is looked for, also what has no hash.
        if value in (None, "in", "out"):
            return cast("Literal['in', 'out'] | None", value)
        raise self._refused("state is in or out.")

    def _words(self) -> str | None:
        value = self._given.get("words")
        if value is None or (isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_WORDS):
            return value
        raise self._refused(f"words is a text of at most {LONGEST_WORDS} characters.")

    def _moment(self, name: str) -> Moment | None:
        value = self._given.get(name)
        if value is None:
            return None
        if isinstance(value, str):
            value = {"at": value}
        if not (
            isinstance(value, dict)
            and all(isinstance(each, str) for each in value.values())
            and set(value) in ({"at"}, {"proposal"}, {"event"}, {"event", "record"}, {"record"})
        ):
            raise self._refused(
                f'{name} is {{"event", "record"?}}, {{"record"}}, {{"proposal"}} or {{"at": time}}.'
            )
        moment = Moment(**value)
        self._refuse_unknown_moment(name, moment)
        return moment

    def _refuse_unknown_moment(self, name: str, moment: Moment) -> None:
        if moment.at is not None:
            try:
                Occurrence.of(moment.at)
            except ValueError as error:
                raise self._refused(f"{name}: {error}") from None
        if moment.event is not None and moment.event not in _EVENT_TYPES:
            raise self._refused(f"{name}: there is no type of record {moment.event!r}.")
        if moment.proposal is not None and moment.proposal not in self._known.proposals:
            raise self._refused(f"{name}: there is no proposal {moment.proposal!r}.")
        if moment.record is not None and moment.record not in self._known.records:
            raise self._refused(f"{name}: there is no record {moment.record!r} in this deal.")

    def _ids(self, name: str, known: frozenset[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._one_of(name, each, known) for each in self._list(name)))

    def _id(self, name: str, known: frozenset[str]) -> str | None:
        value = self._given.get(name)
        return None if value is None else self._one_of(name, value, known)

    def _one_of(self, name: str, value: Any, known: frozenset[str]) -> str:
        if isinstance(value, str) and value in known:
            return value
        raise self._refused(f"{name}: {value!r} is not known on this deal.")

    def _list(self, name: str) -> list[Any]:
        value = self._given.get(name, [])
        if isinstance(value, list) and len(value) <= MOST_NAMED:
            return value
        raise self._refused(f"{name} is a list of at most {MOST_NAMED}.")

    def _refused(self, message: str) -> QuestionNotRead:
        return QuestionNotRead(message, {"kind": self._kind}, self._known.nearest())

    def _incomplete(self, message: str, *needs: str) -> QuestionIncomplete:
        return QuestionIncomplete(message, {"kind": self._kind}, self._known.nearest(), needs)
