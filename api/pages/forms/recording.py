"""What a form sends, on record: the same checks, the same way in as over HTTP, by the same token.

What people fill in is what they say: never an admin's import, whoever signed in (decision 32).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from api.deals import known
from api.errors import TITLES
from api.pages.forms.fields import Field
from api.pages.forms.hindsight import by_systems, yet_to_happen, zone_opened
from api.pages.visiting import PageVisit
from api.refusals import RoleNotHeld
from api.sending import Sending
from api.visiting import Times
from domain.record import Record, record_of
from domain.refusals import Fault, Malformed, Refusal
from ledger.submission import Receipt, Submission

LEFT_EMPTY = "This is needed, and was left empty."
"""Beside a field, instead of its name in a record."""
PLAIN = {
    "bad_amount": "Write digits alone, with a point before the decimals and nothing between "
    "thousands: 640000.00.",
}
"""Beside a field, instead of what a program is told."""
SHORT = 12
"""Bytes of chance in the id of a record that a form makes."""


def refuse_unless_recorder(visit: PageVisit) -> None:
    """Raise RoleNotHeld for who reads pages and records nothing."""
    if not visit.caller.holds("recorder"):
        raise RoleNotHeld(["recorder"])


def new_id(visit: PageVisit) -> str:
    """The id of a record, made when its form is shown: sent twice, it adds nothing."""
    return f"form:{visit.service.outside.secret()[:SHORT].hex()}"


def recorded(
    visit: PageVisit,
    deal: str | None,
    values: Sequence[dict[str, Any]],
    faults: Iterable[Fault] = (),
    expected: int | None = None,
) -> list[Receipt]:
    """Record all of it together. Raises a Refusal, which points into the list of `values`.

    `deal` None: each names its own. `faults` were found before, in what was filled in. What has not
    begun to happen, or what a system did, nobody enters by hand. `expected` is the version that the
    deal must have, unless all is there already; None asks nothing.
    """
    records = _read(values, deal, faults)
    zone = known(visit, deal, Times()).zone if deal else zone_opened(records)
    if planned := tuple(yet_to_happen(records, zone, visit.service.outside.now())):
        raise Malformed(planned)
    submission = Submission(tuple(records), visit.caller.by_hand, expected=expected)
    sending = Sending(visit.service, visit.caller, submission, deal, many=True)
    sending.refuse()
    visit.service.ledger.submit([sending.submission])
    return sending.receipts()


def refuse_unrecordable(values: Sequence[dict[str, Any]], deal: str | None) -> None:
    """Raise Malformed, which points into the list of `values`, where one is no record."""
    _read(values, deal, ())


def _read(
    values: Sequence[dict[str, Any]], deal: str | None, faults: Iterable[Fault]
) -> list[Record]:
    records, found = [], list(faults)
    for place, value in enumerate(values):
        found += by_systems(value, f"/{place}")
        try:
            records.append(record_of(value, deal))
        except Malformed as refusal:
            found += [replace(each, pointer=f"/{place}{each.pointer}") for each in refusal.faults]
    if found:
        raise Malformed(tuple(found))
    return records


@dataclass(frozen=True, slots=True)
class Misfilled:
    """One fault, beside the field that it is about; None: about the form as a whole."""

    field: Field | None
    code: str
    title: str
    pointer: str
    message: str


def placed(fields: Iterable[Field], refusal: Refusal, parts: Sequence[int] = ()) -> list[Misfilled]:
    """The faults of a refusal by their fields, in the order of the form; one of each field.

    `parts`: of which record of the form each of those is that were sent (none: they are the same).
    """
    shown = list(fields)
    found: dict[str, Misfilled] = {}
    for fault in refusal.faults:
        _, of, *steps = (*fault.pointer.split("/"), "")
        is_placed = of.isdigit()
        within = fault.pointer.removeprefix(f"/{of}") if is_placed else fault.pointer
        place = int(of) if is_placed else 0
        part = parts[place] if place < len(parts) else place
        field = _field(shown, part, within) if steps else None
        key = field.name if field else fault.pointer + fault.message
        plain = PLAIN.get(fault.code, fault.message)
        empty = field is not None and _names_a_field(fault)
        title = "" if empty else TITLES[fault.code]
        told = Misfilled(field, fault.code, title, within, LEFT_EMPTY if empty else plain)
        found.setdefault(key, told)
    order = {field.name: place for place, field in enumerate(shown)}
    return sorted(found.values(), key=lambda each: order[each.field.name] if each.field else -1)


def _names_a_field(fault: Fault) -> bool:
    return fault.code == "missing_field" and fault.message.startswith("The field ")


def _field(fields: Iterable[Field], of: int, pointer: str) -> Field | None:
    """The field that gave the part of the record to which a pointer leads."""
    own = [f for f in fields if f.at and f.of == of and f"{pointer}/".startswith(f"{f.at}/")]
    return max(own, key=lambda field: len(field.at), default=None)
