"""Whether the records of a rule can be records at all, as far as its constants tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from api.webhooks.mapping.expressions import Expression
from api.webhooks.mapping.templates import Constant, Template
from domain.events import REGISTRY, WRITTEN_BY_THE_LEDGER, DealEvent, Event
from domain.faults import faults_of
from domain.record import Envelope
from domain.refusals import Fault
from domain.values import Value

_TERM_FIELD = "term"
_TERM_TYPE = "term.stated"


def kind_of(type_: str) -> type[Event] | str:
    """The events of a type; or, as a sentence, why a mapping makes none of it."""
    if type_ not in REGISTRY:
        return f"{type_[:60]!r} is not a type of the vocabulary"
    if type_ in WRITTEN_BY_THE_LEDGER:
        return f"{type_} is written by the ledger alone"
    if type_ == _TERM_TYPE:
        return "what another system holds is never a term: report it (value.reported)"
    return REGISTRY.kind(type_)


def is_of_a_deal(kind: type[Event]) -> bool:
    """Whether its records name a deal."""
    return issubclass(kind, DealEvent)


def required_of(kind: type[Event]) -> frozenset[str]:
    """The fields without which there is no such event, as they are written."""
    fields = kind.model_fields.items()
    return frozenset(given.alias or name for name, given in fields if given.is_required())


def faults_in(kind: type[Event], data: Mapping[str, Template]) -> Iterator[Fault]:
    """What is wrong with `data` whatever the payload is; pointers begin at the data."""
    if _TERM_FIELD in data:
        message = "What another system holds is never a term: report it (value.reported)."
        yield Fault("bad_value", f"/{_TERM_FIELD}", message)
    yield from _judged(kind, data)


def faults_of_envelope(type_: str, given: Mapping[str, Template]) -> Iterator[Fault]:
    """The same for the envelope: `given` has those of its fields that the rule makes."""
    named = dict.fromkeys(("id", "occurred_at", "actor"), Constant(_UNKNOWN))
    yield from _judged(Envelope, {**named, **given, "type": Constant(type_)})


class _Unknown:
    """Stands for what only a payload will tell."""


_UNKNOWN = _Unknown()


def _judged(model: type[Value], templates: Mapping[str, Template]) -> Iterator[Fault]:
    unknown: set[str] = set()
    trial = {name: _trial(each, f"/{name}", unknown) for name, each in templates.items()}
    try:
        model.model_validate(trial)
    except ValidationError as error:
        for fault in faults_of(error):
            if fault.code == "unknown_field" or fault.pointer not in unknown:
                yield fault


def _trial(template: Template, pointer: str, unknown: set[str]) -> Any:
    """The value with what is known of it; `unknown` collects where nothing is."""
    match template:
        case Expression():
            constant = template.constant
            if constant is None:
                unknown.add(pointer)
            return _UNKNOWN if constant is None else constant
        case Constant(value=_Unknown()):
            unknown.add(pointer)
            return _UNKNOWN
        case Constant(value=value):
            return value
        case Mapping():
            return {
                name: _trial(each, f"{pointer}/{name}", unknown) for name, each in template.items()
            }
        case _:
            return [_trial(each, f"{pointer}/{at}", unknown) for at, each in enumerate(template)]
