"""Small builders for sign-offs, grants and policies, and what a reading says of them."""

from __future__ import annotations

from itertools import count
from typing import Any

from domain.record import Record, record_of
from projections.coverage import coverage
from tests.projections.given import Given, given
from tests.records import a_record, a_sending

_numbers = count(1)
"""Of these records' ids: they are made once for several tests too, so they never begin again."""

SIGNED_AT = "2025-05-07T10:00:00Z"


def usd(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "USD"}


def percent(share: str) -> dict[str, str]:
    return {"percent": share}


def term(kind: str = "discount", value: dict[str, Any] | None = None, *scope: str) -> Any:
    """A term; a statement of scope is written `in services:suite`."""
    stated = []
    for each in scope:
        state, _, item = each.partition(" ")
        axis, _, name = item.partition(":")
        stated.append({"axis": axis, "item": name, "state": state})
    return {"kind": kind, "scope": stated} | ({"value": value} if value else {})


def clause(name: str = "4.2", /, **given: Any) -> Record:
    return _record(
        "clause.added",
        clause=name,
        **{"at": "2025-05-01", "term": term("discount", percent("22"))} | given,
    )


def revised(text: str, at: str, **given: Any) -> Record:
    again = {"term": term("discount", percent("22"))}
    return _record("clause.revised", text=text, at=at, **again | given)


def sealed(proposal: str, at: str, **given: Any) -> Record:
    return _record("proposal.sealed", proposal=proposal, at=at, **given)


def sent(proposal: str, at: str, **given: Any) -> Record:
    return _record("proposal.sent", proposal=proposal, at=at, **given)


def asked(sign_off: str, of: str, at: str = "2025-05-06", **given: Any) -> Record:
    return _record("sign_off.requested", sign_off=sign_off, of=of, at=at, **given)


def signed(sign_off: str, by: str, at: str = SIGNED_AT, **given: Any) -> Record:
    return _record("sign_off.granted", sign_off=sign_off, actor=by, at=at, **given)


def declined(sign_off: str, by: str, at: str, **given: Any) -> Record:
    said = {"proposal": "P1", "reason": "Too cheap."} | given
    return _record("sign_off.declined", sign_off=sign_off, actor=by, at=at, **said)


def withdrawn(sign_off: str, by: str, at: str, **given: Any) -> Record:
    said = {"reason_class": "error", "reason": "The wrong one."} | given
    return _record("sign_off.withdrawn", sign_off=sign_off, actor=by, at=at, **said)


def assigned(person: str, function: str, at: str = "2025-01-01", **given: Any) -> Record:
    said = {"name": person.capitalize(), "party": "us"} | given
    return _record("participant.assigned", person=person, function=function, at=at, **said)


def granted(grant: str, to: str, over: str = "any", at: str = "2025-01-01", **given: Any) -> Record:
    """A grant to a person, or to a function written `function:deal_desk`."""
    kind, _, name = to.rpartition(":")
    data = {"grant": grant, kind or "person": name, "over": over} | given
    return _of_organisation("authority.granted", at, data)


def delegated(delegation: str, by: str, to: str, at: str = "2025-05-01", **given: Any) -> Record:
    period = {"from": "2025-05-05", "until": "2025-05-16"}
    data = {"delegation": delegation, "delegator": by, "delegate": to} | period | given
    return _of_organisation("authority.delegated", at, data)


def revoked(at: str, **given: Any) -> Record:
    return _of_organisation("authority.revoked", at, given)


def policy(name: str, from_: str, *rules: tuple[dict[str, Any], str], at: str = "") -> Record:
    """A policy of rules, each a condition and the function that it requires."""
    listed = [{"when": when, "requires": function} for when, function in rules]
    data = {"policy": name, "rules": listed, "from": from_}
    return _of_organisation("policy.published", at or from_, data)


def _of_organisation(type_: str, at: str, data: dict[str, Any]) -> Record:
    sending = a_sending(type_, at=at, id=f"s-{next(_numbers)}")
    return record_of(sending | {"data": data})


def _record(type_: str, /, **given: Any) -> Record:
    return a_record(type_, **{"id": f"s-{next(_numbers)}"} | given)


FIRST = (clause(id="c", text="Twenty percent."), sealed("P1", "2025-05-02"))
"""Clause 4.2, a discount of 22 %, in wording 1 sealed in P1."""


def row(deal: Given, clause: str = "4.2", **times: Any) -> dict[str, Any]:
    """What the reading says of a clause."""
    found = coverage(deal.known(**times))["clauses"]
    return next(each for each in found if each["clause"] == clause)


def states(deal: Given, clause: str = "4.2", **times: Any) -> list[str]:
    """The states of the required sign-offs of a clause, in their order."""
    return [cell["state"] for cell in row(deal, clause, **times)["required"]]


def authority(*records: Record, **times: Any) -> dict[str, Any]:
    """The authority of the last of the signatures on clause 4.2."""
    found = row(given(*FIRST, *records), **times)
    every = [cell["signed"] for cell in (*found["required"], *found["beyond"]) if cell["signed"]]
    last: dict[str, Any] = every[-1]["authority"]
    return last
