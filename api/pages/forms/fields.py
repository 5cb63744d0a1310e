"""The fields of a form: how each is shown, and what it is in a record, there and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from api.pages.forms.choices import Choices, Choosing
from api.pages.forms.filled import Filled, Values
from api.pages.forms.when import read_when, written_when
from domain.naming import KINDS

Json = Any
Shape = Literal["line", "words", "lines", "one", "pick", "some", "about", "scope", "when", "amount"]
"""`one` of a list, `pick` one with all in sight, `some` of them; the others say what they take."""
UNITS = {"percent": "percent", "months": "months", "days": "days"}
"""What a value may be counted in, apart from a currency."""
TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `at` points into the record that it becomes a part of, the `of`-th of the form.

    `choices` are its own, or those that the deal gives. `needed` False: may be left empty.
    `within` is the group in which it stands, where others have the same label.
    """

    name: str
    label: str
    shape: Shape
    at: str
    hint: str = ""
    choices: Choices | Callable[[Choosing], Choices] = ()
    needed: bool = True
    of: int = 0
    within: str = ""

    def offered(self, deal: Choosing, chosen: Iterable[str] = ()) -> Choices:
        """What can be chosen, and what was chosen though it is none of it."""
        found = self.choices(deal) if callable(self.choices) else self.choices
        known = {value for _, of in found for value, _ in of}
        other = [(each, each) for each in chosen if each and each not in known]
        return [*found, ("Not on the list", other)] if found and other else found

    @property
    def first_input(self) -> str:
        """The id of its first input, to which a fault leads."""
        grouped = self.shape in {"pick", "some", "about", "scope", "when"}
        return f"{self.name}-1" if grouped else self.name

    def read(self, filled: Filled, zone: str) -> Json | None:
        """What was filled in, as a record has it; None for nothing. Raises NoSuchTime."""
        name = self.name
        match self.shape:
            case "words":
                return filled.typed(name) if filled.line(name) else None
            case "lines":
                lines = (each.strip() for each in filled.typed(name).split("\n"))
                return [each for each in lines if each] or None
            case "some":
                return filled.every(name) or None
            case "about":
                return _refs(filled, name) or None
            case "scope":
                return _scope(filled, name) or None
            case "when":
                return read_when(filled, name, zone)
            case "amount":
                return _amount(filled, name)
            case _:
                return filled.line(name) or None

    def written(self, value: Json | None, zone: str) -> Values:
        """What is in a record, as the fields have it; what does not fit into them is left out."""
        if value is None:
            return {}
        match self.shape:
            case "lines":
                return {self.name: ["\n".join(value)]}
            case "some":
                return {self.name: list(value)}
            case "about":
                return _written_refs(self.name, value)
            case "scope":
                return _written_scope(self.name, value)
            case "when":
                return written_when(value, self.name, zone)
            case "amount":
                return _written_amount(self.name, value)
            case _:
                return {self.name: [str(value)]}


def _refs(filled: Filled, name: str) -> list[Json]:
    found = [ref_of(each) for each in filled.every(name)]
    topic = filled.line(f"{name}_{TOPIC}")
    return [*found, {TOPIC: topic}] if topic else found


def ref_of(chosen: str) -> Json:
    """A ref from how it is written in a field: `clause:4.2`, `clause:4.2@1`, `proposal:P7`."""
    kind, _, named = chosen.partition(":")
    if kind not in KINDS:
        return {"topic": chosen}
    if kind == "clause" and "@" in named:
        clause, _, version = named.rpartition("@")
        if version.isascii() and version.isdigit() and len(version) < 10:
            return {"clause": clause, "version": int(version)}
    return {kind: named}


def written_ref(ref: Mapping[str, Json]) -> str:
    """A ref as it is written in a field."""
    version = f"@{ref['version']}" if "version" in ref else ""
    [(kind, named)] = [(kind, ref[kind]) for kind in KINDS if kind in ref]
    return f"{kind}:{named}{version}"


def _written_refs(name: str, refs: list[Json]) -> Values:
    topics = [ref[TOPIC] for ref in refs if TOPIC in ref]
    return {
        name: [written_ref(ref) for ref in refs if TOPIC not in ref],
        f"{name}_{TOPIC}": topics[:1],
    }


def _scope(filled: Filled, name: str) -> list[Json]:
    return [
        dict(zip(("axis", "item"), each.split(":", 1), strict=False)) | {"state": state}
        for state in ("in", "out")
        for each in filled.every(f"{name}_{state}")
    ]


def _written_scope(name: str, scope: list[Json]) -> Values:
    return {
        f"{name}_{state}": [f"{s['axis']}:{s['item']}" for s in scope if s["state"] == state]
        for state in ("in", "out")
    }


def _amount(filled: Filled, name: str) -> Json | None:
    amount, unit = filled.line(name), filled.line(f"{name}_unit")
    if not amount:
        return None
    if unit == "percent":
        return {"percent": amount}
    if unit in UNITS:
        return {unit: int(amount) if amount.isascii() and amount.isdigit() else amount}
    return {"amount": amount, "currency": unit}


def _written_amount(name: str, value: Json) -> Values:
    if "currency" in value:
        return {name: [value["amount"]], f"{name}_unit": [value["currency"]]}
    [(unit, amount)] = value.items()
    return {name: [str(amount)], f"{name}_unit": [unit]}
