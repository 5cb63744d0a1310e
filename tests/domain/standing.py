"""VOCABULARY section 8 as an outside reader would write it down: which field stands how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

Standing = Literal["id", "person", "clear", "committed"]

IDS = {
    "clause", "clauses", "document", "proposal", "amends", "replacement", "agreement", "order",
    "claimed_under", "entire_agreement_clause", "sign_off", "message", "of", "meeting", "statement",
    "dispute", "record", "corrects", "party", "client", "acts_for", "parent", "via", "agreed_by",
    "item", "grant", "delegation", "policy", "system", "type",
    "hold", "deals", "finding", "authority",
    "scenario", "services", "beneficiary",
}  # fmt: skip
PERSONS = {
    "person", "same_as", "confirmed_by", "drafted_by", "requested_by", "by", "to", "cc",
    "attendees", "persons", "delegator", "delegate", "actor", "accepted_by",
}  # fmt: skip
CLEAR = {
    "heading", "text",  # of clauses
    "role", "function", "outcome", "method", "mode", "order_type", "channel", "form", "over",
    "requires", "reason_class", "kind", "axis", "state", "how",
    "after", "through",  # enumerations
    "until", "from", "effective_from", "valid_until", "irrevocable_until", "dispatched_at",
    "received_at", "due", "objection_until", "occurred_at",  # times
    "currency", "amount", "percent", "days", "months", "quantity", "bytes", "version",
    "month", "units",
    "digest", "time_zone", "regulated_buyer", "anticipates_litigation", "topic",  # values
}  # fmt: skip
COMMITTED = {
    "name", "governing_law", "reason", "words", "condition", "irrevocable_basis", "qualifications",
    "act", "conditions", "adds", "omits", "notes", "surface", "object", "field", "value",
    "previous", "media_type", "sha256", "cause", "question", "synonyms",
}  # fmt: skip
IN_THIS_EVENT: dict[tuple[str, str], Standing] = {
    ("terms.clarified", "text"): "committed",
    ("proposal.countered", "text"): "committed",
    ("proposal.sent", "channel"): "committed",
    ("source.connected", "channel"): "committed",
    ("sign_off.requested", "of"): "person",
    ("sign_off.requested", "role"): "committed",
    ("sign_off.granted", "role"): "committed",
    ("sign_off.granted", "statement"): "committed",
    ("privilege.marked", "privilege"): "id",  # what may be shown rests on it
    ("dispute.resolved", "outcome"): "committed",
    ("person.identified", "method"): "committed",
}
"""Where a name means something else than in other events."""

Leaf = tuple[tuple[str, ...], Any]
"""The path to a value that is no object and no list, and the value."""


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[Leaf]:
    """Every leaf of a JSON value; a range of times is one leaf."""
    if isinstance(value, dict) and set(value) != {"from", "to"}:
        for name, member in value.items():
            yield from leaves(member, (*path, name))
    elif isinstance(value, list):
        for place, member in enumerate(value):
            yield from leaves(member, (*path, str(place)))
    else:
        yield path, value


def standing(type_: str, path: tuple[str, ...]) -> Standing:
    """How the leaf at `path` of an event's data stands. Fails for a name that nobody ruled on."""
    if type_ == "record.corrected" and path[0] == "data":
        return standing("clause.revised", path[1:])  # what the examples correct
    names = [step for step in path if not step.isdigit()]
    at_top = len(names) == 1
    name = names[-1]
    if (type_, names[0]) == ("statement.made", "scope"):
        return "committed"  # what the house took words to mean: no term's scope
    if at_top and (type_, name) in IN_THIS_EVENT:
        return IN_THIS_EVENT[(type_, name)]
    if name == "text" and "value" in names:
        return "clear"  # a term's value in words
    tables: tuple[tuple[Standing, set[str]], ...] = (
        ("id", IDS),
        ("person", PERSONS),
        ("clear", CLEAR),
        ("committed", COMMITTED),
    )
    [found] = [standing for standing, names_ in tables if name in names_]
    return found
