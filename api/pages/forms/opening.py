"""The form that opens a deal: what it is, with whom, and who takes part. All of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from api.pages.forms.choices import plain
from api.pages.forms.common import BESIDE, at
from api.pages.forms.fields import Field
from api.pages.forms.filled import Filled
from api.pages.forms.form import made
from api.pages.forms.taking_part import FUNCTIONS, ID_HINT
from domain.events.deal import known_zone
from domain.refusals import Fault
from domain.values import ID_PATTERN

Json = dict[str, Any]
PARTNERS, PEOPLE = 2, 6
"""Rows; what is more is recorded on the deal by its own forms."""
ZONE = "UTC"
REGULATED = plain([("yes", "Yes"), ("no", "No"), ("", "Not known")])

DEAL = (
    Field(
        *("deal", "The deal’s id", "line", "/deal"),
        hint="As in your CRM; it stands in addresses. Letters, digits and . _ : @ + -",
    ),
    Field("deal_name", "What it is called", "line", "/data/name"),
    Field("currency", "Currency", "line", "/data/currency", hint="Three letters, as EUR."),
    Field(
        *("time_zone", "Time zone of its dates", "line", "/data/time_zone"),
        hint="As Europe/Berlin. Left empty, it is UTC.",
        needed=False,
    ),
    Field(
        *("governing_law", "Governing law", "line", "/data/governing_law"),
        hint="Only where it is known.",
        needed=False,
    ),
    Field("regulated", "Is the buyer regulated?", "pick", "/data/regulated_buyer", "", REGULATED),
    replace(at("When it began"), name="when"),
    Field("actor", "Who opens it", "line", "/actor", hint=f"Their id. {ID_HINT}"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """Fields that make one record, of which a row without an id and a name makes none.

    `role` is that of a company; None: the row is a person's.
    """

    name: str
    title: str
    role: str | None
    needed: bool
    of: int

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its fields."""
        id_ = "party" if self.role else "person"
        found = (
            Field(f"{self.name}_id", "Id", "line", f"/data/{id_}"),
            Field(f"{self.name}_name", "Name", "line", "/data/name"),
        )
        every = found if self.role else (*found, *self._of_a_person)
        return tuple(replace(each, of=self.of, within=self.title) for each in every)

    @property
    def _of_a_person(self) -> tuple[Field, ...]:
        company = f"{self.name}_for"
        return (
            Field(company, "For", "one", "/data/party", choices=plain(SIDES)),
            Field(f"{self.name}_as", "As", "one", "/data/function", choices=FUNCTIONS),
        )

    def is_filled(self, filled: Filled) -> bool:
        """Whether it makes a record."""
        return self.needed or any(filled.line(field.name) for field in self.fields)


COMPANIES = (
    Row("client", "The client", "client", True, 1),
    Row("seller", "Our side", "seller", True, 2),
    *(Row(f"partner{n}", f"A partner ({n})", "partner", False, 2 + n) for n in (1, 2)),
)
SIDES = [(row.name, row.title) for row in COMPANIES]
PERSONS = tuple(
    Row(f"person{n}", f"Person {n}", None, False, len(COMPANIES) + n) for n in range(1, PEOPLE + 1)
)
ROWS = (*COMPANIES, *PERSONS)
FIELDS = (*DEAL, *(field for row in ROWS for field in row.fields), *BESIDE)


def zone_of(filled: Filled) -> str:
    """The zone in which times of the form are meant."""
    typed = filled.line("time_zone")
    return typed if known_zone(typed) else ZONE


def records(filled: Filled, id_: str) -> tuple[list[Json], list[int], list[Fault]]:
    """What was filled in: the opening, then companies and people; of which row each is; faults."""
    found: list[Json] = []
    parts, faults = [], []
    for row, fields in _filled_rows(filled):
        record, wrong = made(fields, filled, zone_of(filled), row.of if row else 0)
        faults += [replace(each, pointer=f"/{len(found)}{each.pointer}") for each in wrong]
        parts.append(row.of if row else 0)
        if row is None:
            found.append(_opening(record, filled, id_))
        else:
            around = {name: found[0][name] for name in _AROUND if name in found[0]}
            found.append(around | _joining(record, row, filled, id_))
    if "deal" not in found[0]:
        faults.append(Fault("missing_field", "/0/deal", "The field 'deal' is required."))
    return found, parts, faults


def said_once(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults without those that the rows have from the opening, of which it is said already."""
    return tuple(each for each in faults if not _FROM_THE_OPENING.match(each.pointer))


_AROUND = ("deal", "occurred_at", "actor", "evidence", "privilege")
_FROM_THE_OPENING = re.compile(rf"/[1-9][0-9]*/({'|'.join(_AROUND)})(/|$)")


def _filled_rows(filled: Filled) -> Iterator[tuple[Row | None, tuple[Field, ...]]]:
    yield None, (*DEAL, *BESIDE)
    yield from ((row, row.fields) for row in ROWS if row.is_filled(filled))


def _opening(record: Json, filled: Filled, id_: str) -> Json:
    data = record.setdefault("data", {})
    data["client"] = _company(filled, "client")
    if (regulated := data.get("regulated_buyer")) in _ANSWERS:
        data["regulated_buyer"] = _ANSWERS[regulated]
    return record | {"id": id_, "type": "deal.opened"}


def _joining(record: Json, row: Row, filled: Filled, id_: str) -> Json:
    data = record.setdefault("data", {})
    if row.role:
        data["role"] = row.role
    elif (party := data.get("party")) in dict(SIDES):
        data["party"] = _company(filled, party)
    type_ = "party.joined" if row.role else "participant.assigned"
    return record | {"id": f"{id_}.{row.name}", "type": type_}


_ANSWERS = {"yes": True, "no": False}


def _company(filled: Filled, name: str) -> str:
    """The id of a company of the form; where it is none, that is said of its own row alone."""
    typed = filled.line(f"{name}_id")
    return typed if re.fullmatch(ID_PATTERN, typed) else name
