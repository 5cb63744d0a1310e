"""A question in the address of a page: in plain words, or field by field, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal
from urllib.parse import urlencode

from pydantic import Field

from api.asking import LONGEST_QUESTION
from api.pages.deal import At
from projections.answers.asked import PARAMETERS, Kind
from projections.answers.parameters import MOST_NAMED

_MOMENTS = ("before", "after", "from", "to")
_NAMED = re.compile(r"(proposal|record|event):(\S+)(?: record:(\S+))?")
Question = str | dict[str, Any]


def _many() -> Any:
    return Field(default=[], max_length=MOST_NAMED)


def _one() -> Any:
    return Field(default="", max_length=400)


class Asking(At):
    """What is asked, and at which times. A field that was left empty asks for nothing."""

    question: str = Field(default="", max_length=LONGEST_QUESTION)
    kind: Kind | Literal[""] = ""
    ask: str = _one()
    items: list[str] = _many()
    terms: list[str] = _many()
    clauses: list[str] = _many()
    documents: list[str] = _many()
    persons: list[str] = _many()
    parties: list[str] = _many()
    by: list[str] = _many()
    to: list[str] = _many()
    version: str = _one()
    proposal: str = _one()
    state: str = _one()
    words: str = _one()
    before: str = _one()
    after: str = _one()
    from_: str = Field(default="", max_length=400, alias="from")
    dispute: str = Field(default="", max_length=120)

    @property
    def wanted(self) -> Question | None:
        """The question as a ledger takes it; None when nothing was asked."""
        if not self.kind:
            return self.question.strip() or None
        given = self.model_dump(by_alias=True)
        found = {name: _read(self.kind, name, given[name]) for name in PARAMETERS[self.kind]}
        return {"kind": self.kind} | {name: each for name, each in found.items() if each}


def _read(kind: Kind, name: str, given: Any) -> Any:
    """A field as the parameter that it stands for."""
    if name == "items":
        return [dict(zip(("axis", "item"), each.split(":", 1), strict=False)) for each in given]
    if name == "version" and re.fullmatch("[0-9]{1,9}", given):
        return int(given)
    if name == "to" and kind != "communication":
        return _moment("".join(given[:1]))
    if name in _MOMENTS and name != "to":
        return _moment(given)
    if isinstance(given, str):
        return given.strip()
    return [each for each in given if each]


def _moment(given: str) -> Any:
    found = _NAMED.fullmatch(given.strip())
    if not found:
        return given.strip()
    name, id_, record = found.groups()
    return {name: id_} | ({"record": record} if record else {})


def fields(question: Mapping[str, Any]) -> dict[str, list[str]]:
    """The fields of an address that ask a question, by parameters or as an answer printed it."""
    given = {"kind": question["kind"]} | {
        name: question[name] for name in PARAMETERS[question["kind"]] if name in question
    }
    return {name: found for name, each in given.items() if (found := list(_written(name, each)))}


def _written(name: str, given: Any) -> Iterator[str]:
    match given:
        case "all" if name == "terms":
            return
        case list():
            for each in given:
                yield ":".join(map(str, each.values())) if isinstance(each, dict) else str(each)
        case {"at": at}:
            yield at
        case dict():
            yield " ".join(f"{each}:{given[each]}" for each in sorted(given))
        case _:
            yield str(given)


def kept(question: Question | None) -> list[tuple[str, str]]:
    """Names and values of the fields that ask this."""
    match question:
        case None:
            return []
        case str():
            return [("question", question)]
        case _:
            return [(name, each) for name, found in fields(question).items() for each in found]


def asked_by_address(question: Question | None, **beside: str) -> str:
    """The part of an address behind its `?` that asks this, with times or a basis beside it."""
    return urlencode([*kept(question), *((name, each) for name, each in beside.items() if each)])
