"""The records that one rule makes of one payload."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from api.webhooks.mapping.expressions import Expression, FailedError
from api.webhooks.mapping.fields import Reported, Told, reported
from api.webhooks.mapping.functions import Seen
from api.webhooks.mapping.ids import as_id
from api.webhooks.mapping.rules import ProviderMapping, Rule
from api.webhooks.mapping.templates import AbsentError, filled, written
from domain.record import Record, record_of
from domain.refusals import Malformed

Json = Any
MOST = 1000
"""Records that one rule may make of one part."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """How a delivery came: through which connection, when, and the SHA-256 of its raw body.

    `verified` says that it is certainly its sender's: the provider signs, and the signature holds.
    """

    connection: str
    received_at: datetime
    sha256: str
    verified: bool


class UntranslatableError(Exception):
    """A rule covers a part and no record can be made of it.

    `code` says what is wrong, the message which rule, field and expression; `pointer` is the place
    in the record.
    """

    def __init__(self, code: str, message: str, pointer: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.pointer = pointer


@dataclass(frozen=True, slots=True)
class Made:
    """A record, ready to be recorded.

    A refusal with one of the codes in `settled_by` means that what it says is on record already.
    """

    record: Record
    settled_by: frozenset[str]


@dataclass(frozen=True, slots=True)
class Making:
    """One rule and one payload. `ref` names the part."""

    mapping: ProviderMapping
    rule: Rule
    arrived: Arrived
    ref: str

    def made(self, seen: Seen) -> Iterator[Made]:
        """The records; none when the rule does not cover it. Raises UntranslatableError."""
        if not self._holds(self.rule.when, seen, "when"):
            return
        for member_seen, key in self._members(seen):
            within = self._about(member_seen)
            if self.rule.fields is None:
                yield self._one(within, key)
                continue
            for each in self._fields(within):
                shown = replace(
                    within,
                    field=each.field,
                    label=each.label,
                    value=each.value,
                    previous=each.previous,
                )
                yield self._one(shown, [*key, each.field])

    def _members(self, seen: Seen) -> Iterator[tuple[Seen, list[str]]]:
        rule = self.rule
        if rule.each is None:
            yield seen, []
            return
        members = self._found(rule.each, seen, "each")
        if members is None:
            return
        if not isinstance(members, list):
            raise self._wrong("not_a_list", "each", rule.each, "a list is needed here")
        if len(members) > MOST:
            raise self._wrong("too_many", "each", rule.each, f"there are more than {MOST} members")
        for at, member in enumerate(members):
            within = replace(seen, member=member)
            key = str(at)
            if rule.key is not None:
                key = self._text(rule.key, within, "key")
            yield within, [key]

    def _fields(self, seen: Seen) -> list[Reported]:
        fields = self.rule.fields
        assert fields is not None
        values = self._found(fields.values, seen, "values")
        previous = self._found(fields.previous, seen, "previous") if fields.previous else None
        cleared = self._found(fields.cleared, seen, "cleared") if fields.cleared else None
        if values is not None and not isinstance(values, dict):
            raise self._wrong("not_an_object", "values", fields.values, "an object is needed here")
        told = Told(values or {}, previous, cleared)
        return list(reported(fields.labels, told, empty=fields.report_empty))

    def _about(self, seen: Seen) -> Seen:
        """The same, knowing which CRM object it is about."""
        if self.mapping.deal is None or not self.rule.of_a_deal:
            return seen
        object_ = self.rule.object or self.mapping.deal.object
        return replace(seen, object=self._text(object_, seen, "deal"))

    def _one(self, seen: Seen, key: list[str]) -> Made:
        rule = self.rule
        value: dict[str, Json] = {
            "id": as_id(":".join([self.arrived.connection, self.ref, rule.name, *key])),
            "type": rule.type,
            "privilege": rule.privilege,
        }
        # The deal first: whoever reads why nothing came of it wants to know that before all else.
        if rule.of_a_deal:
            value["deal"] = self._deal(seen)
        value["occurred_at"] = self._needed(rule.occurred_at, seen, "occurred_at")
        value["actor"] = self._needed(rule.actor, seen, "actor")
        if rule.on_behalf_of is not None:
            value["on_behalf_of"] = self._found(rule.on_behalf_of, seen, "on_behalf_of")
        value["source"] = self._source(seen)
        value["evidence"] = {"class": self._class(seen), "sha256": self.arrived.sha256}
        value["data"] = self._data(seen)
        return Made(self._record(value, seen), rule.settled_by)

    def _source(self, seen: Seen) -> dict[str, Json]:
        source = {"system": self.mapping.system, "ref": self.ref}
        recorded_at = self._found(self.rule.recorded_at, seen, "recorded_at")
        return source if recorded_at is None else source | {"recorded_at": recorded_at}

    def _record(self, value: dict[str, Json], seen: Seen) -> Record:
        try:
            return record_of(value)
        except Malformed as refusal:
            fault = refusal.faults[0]
            of_field = f" (field {seen.field!r})" if seen.field is not None else ""
            where, text = self._behind(fault.pointer)
            message = f"Rule {self.rule.name!r}{of_field}, {where}{text}: {fault.message}"
            raise UntranslatableError(fault.code, message, fault.pointer) from None

    def _behind(self, pointer: str) -> tuple[str, str]:
        """The field that a pointer is in, and the expression that made it."""
        match pointer.split("/")[1:]:
            case ["data", field, *_] if field in self.rule.data:
                return f"data.{field}", f", expression {written(self.rule.data[field])!r}"
            case ["deal"] if self.mapping.deal is not None:
                return "deal", f", expression {self.mapping.deal.id.text!r}"
            case [("actor" | "occurred_at" | "recorded_at" | "on_behalf_of") as field]:
                expression = getattr(self.rule, field)
                return field, f", expression {expression.text!r}" if expression else ""
            case ["source", "recorded_at"]:
                return "recorded_at", f", expression {self.rule.recorded_at.text!r}"
            case steps:
                return ".".join(steps) or "record", ""

    def _class(self, seen: Seen) -> str:
        signed = self.rule.signed_when
        if not self.arrived.verified:
            return "asserted"
        if signed is not None and self._holds(signed, seen, "signed_when"):
            return "signed"
        return self.rule.evidence

    def _deal(self, seen: Seen) -> Json:
        deal = self.mapping.deal
        assert deal is not None
        known = deal.known.get(seen.object or "")
        return known or self._needed(deal.id, seen, "deal")

    def _data(self, seen: Seen) -> dict[str, Json]:
        made = {}
        for name, template in self.rule.data.items():
            try:
                made[name] = filled(template, seen)
            except FailedError as error:
                raise self._failed(error, f"data.{name}") from None
            except AbsentError as error:
                if name in self.rule.required:
                    raise self._absent(error.expression, f"data.{name}") from None
        return made

    def _needed(self, expression: Expression, seen: Seen, field: str) -> Json:
        found = self._found(expression, seen, field)
        if found is None:
            raise self._absent(expression, field)
        return found

    def _text(self, expression: Expression, seen: Seen, field: str) -> str:
        found = self._needed(expression, seen, field)
        if isinstance(found, bool) or not isinstance(found, str | int):
            raise self._wrong("wrong_type", field, expression, "a text or a number is needed here")
        return str(found)

    def _found(self, expression: Expression, seen: Seen, field: str) -> Json:
        try:
            return expression.of(seen)
        except FailedError as error:
            raise self._failed(error, field) from None

    def _holds(self, expression: Expression, seen: Seen, field: str) -> bool:
        try:
            return expression.holds(seen)
        except FailedError as error:
            raise self._failed(error, field) from None

    def _absent(self, expression: Expression, field: str) -> UntranslatableError:
        hint = self.mapping.hints.get(field)
        found = self._wrong("value_missing", field, expression, "the payload has nothing there")
        if hint:
            return UntranslatableError(found.code, f"{found.message} {hint}", found.pointer)
        return found

    def _failed(self, error: FailedError, field: str) -> UntranslatableError:
        return self._wrong("expression_failed", field, error.expression, str(error))

    def _wrong(
        self, code: str, field: str, expression: Expression, message: str
    ) -> UntranslatableError:
        told = f"Rule {self.rule.name!r}, {field}, expression {expression.text!r}: {message}."
        pointer = f"/{field.replace('.', '/')}"
        return UntranslatableError(code, told, pointer)


def made_by(mapping: ProviderMapping, ref: str, arrived: Arrived, seen: Seen) -> Iterator[Made]:
    """The records that the rules make of a payload, in the order of the rules."""
    for rule in mapping.rules:
        yield from Making(mapping, rule, arrived, ref).made(seen)
