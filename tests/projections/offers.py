"""Records of proposals on their way: P1 holds 3.1 and 4.2, and is for acme, where carla buys."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from projections.clocks import clocks
from tests.projections.given import Given, given
from tests.records import a_clause, a_record

DAY = "2025-05-06T"
WHY = {"reason_class": "commercial", "reason": "Changed our mind."}


def person(person: str, party: str, function: str = "sales", **more: Any) -> Record:
    """A person takes part for a party."""
    return a_record(
        "participant.assigned", person=person, name=person, party=party, function=function, **more
    )


def party(party: str, role: str) -> Record:
    """A party joins, with a role."""
    return a_record("party.joined", party=party, name=party, role=role)


def offer(type_: str, at: str, /, proposal: str = "P1", **more: Any) -> Record:
    """`offer("sent", …)` is `proposal.sent` of P1, with what that needs."""
    needs: dict[str, dict[str, Any]] = {
        "sent": {"to": ["acme"], "channel": "email"},
        "received": {"by": "carla"},
        "opened": {"by": "carla"},
        "countered": {"by": "acme"},
        "accepted": {"by": "acme"},
        "retracted": {"to": ["acme"], **WHY},
    }
    data = needs.get(type_, {}) | more
    return a_record(f"proposal.{type_}", at=at, proposal=proposal, **data)


def executed(at: str, **more: Any) -> Record:
    """An agreement on P1."""
    return a_record("agreement.executed", agreement="A1", proposal="P1", at=at, **more)


def instructed(at: str, target: dict[str, Any], **more: Any) -> Record:
    """The head of sales instructs ana to take something back."""
    fields = {"actor": "vera", "to": "ana", "target": target, **WHY} | more
    return a_record("retraction.instructed", at=at, **fields)


def ordered(at: str, order: str = "O1", **more: Any) -> Record:
    """An order is placed."""
    fields = {"order": order, "order_type": "expansion", "actor": "carla"} | more
    return a_record("order.placed", at=at, **fields)


PEOPLE = (
    a_record("deal.opened", id="opened", at="2025-05-01", governing_law="Norway"),
    party("acme", "client"),
    party("vendor", "seller"),
    party("brightlink", "partner"),
    person("carla", "acme", "client_contact"),
    person("otto", "acme", "client_contact"),
    person("ana", "vendor"),
    person("vera", "vendor", "sales_leadership"),
    person("paul", "brightlink", "partner_contact"),
)
SEALED = (
    *PEOPLE,
    a_clause("3.1", id="c3", at="2025-05-01"),
    a_clause("4.2", id="c4", at="2025-05-02"),
    a_record("proposal.sealed", id="seal", proposal="P1", at="2025-05-03"),
)


def sealed(*then: Record) -> Given:
    """P1 is sealed, and then this happens."""
    return given(*SEALED, *then)


def clock(deal: Given, name: str = "", /, proposal: str = "P1", **times: Any) -> dict[str, Any]:
    """The reading of one proposal, or one clock of it."""
    found = clocks(deal.known(**times))["proposals"]
    one: dict[str, Any] = next(each for each in found if each["proposal"] == proposal)
    return one[name] if name else one


def moment(*then: Record, **times: Any) -> dict[str, Any]:
    """The first retraction of the whole P1, with its moment."""
    found: dict[str, Any] = clock(sealed(*then), **times)["retractions"][0]
    return found


def ids(told: list[dict[str, Any]]) -> list[str]:
    """The records of what is told."""
    return [each["record"] for each in told]
