"""Deals at random of everything that moves a reading: late, corrected, struck, privileged."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from domain.record import record_of
from domain.refusals import Refusal
from tests.domain.stories import DATA, times
from tests.projections.given import Given
from tests.projections.test_clocks_properties import KINDS
from tests.projections.test_knowledge_properties import TOLD
from tests.records import BY, DEAL

people = st.sampled_from(["ana", "carla", "acme", "vera", "system:crm"])
clause = st.sampled_from(["3.1", "4.2"])
money = st.sampled_from(["10", "90"]).map(lambda amount: {"amount": amount, "currency": "EUR"})
function = st.sampled_from(["legal", "finance"])
days = st.integers(1, 12).map(lambda day: f"2025-05-{day:02}")
rule = st.fixed_dictionaries(
    {"when": st.sampled_from([{}, {"kind": "discount"}, {"axis": "orders"}]), "requires": function}
)
discount = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["discount", "price"]),
        "scope": st.sampled_from([[], [{"axis": "orders", "item": "expansion", "state": "in"}]]),
    }
)
OTHERS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "clause.revised": st.fixed_dictionaries(
        {"clause": clause, "text": st.sampled_from(["Ten.", "Expansion.", "Insurance."])},
        optional={"heading": st.sampled_from(["H", "Ten"]), "term": discount, "drafted_by": people},
    ),
    "clause.added": st.fixed_dictionaries(
        {"clause": clause, "heading": st.just("H"), "text": st.just("Ten.")},
        optional={"document": st.sampled_from(["order", "annex"])},
    ),
    "term.stated": st.fixed_dictionaries(
        {"clause": clause, "term": discount, "method": st.just("human")},
        optional={"version": st.integers(1, 2)},
    ),
    "participant.assigned": st.fixed_dictionaries(
        {"person": people, "name": st.just("A"), "function": function}
        | {"party": st.sampled_from(["acme", "house"])},
    ),
    "party.joined": st.fixed_dictionaries(
        {"party": st.sampled_from(["acme", "house", "carla"]), "name": st.just("Expansion")}
        | {"role": st.sampled_from(["client", "seller", "partner"])},
    ),
    "message.sent": st.fixed_dictionaries(
        {"message": st.sampled_from(["a", "b", "M1"]), "to": st.lists(people, min_size=1)}
        | {"channel": st.just("email")}
        | {"about": st.just([{"document": "order"}]) | st.just([{"sign_off": "S1"}])},
    ),
    "document.filed": st.fixed_dictionaries(
        {"document": st.sampled_from(["order", "annex"]), "name": st.just("N")}
        | {"media_type": st.just("text/plain"), "sha256": st.just("0" * 64), "bytes": st.just(1)},
        optional={"about": st.just([{"clause": "4.2"}])},
    ),
    "proposal.sent": st.fixed_dictionaries(
        {"proposal": st.sampled_from(["P1", "P2"]), "to": st.just(["carla"])}
        | {"channel": st.just("email"), "via": st.sampled_from(["acme", "vera"])},
    ),
    "sign_off.granted": st.fixed_dictionaries(
        {"sign_off": st.sampled_from(["S1", "S2"]), "proposal": st.sampled_from(["P1", "P2"])},
        optional={"value": money, "clauses": st.just(["4.2"])},
    ),
}
ORGANISATION: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "authority.granted": st.fixed_dictionaries(
        {"grant": st.sampled_from(["G1", "G2", "G3"]), "over": st.sampled_from(["any", "value"])}
        | {"function": function},
        optional={"limit": money},
    ),
    "authority.delegated": st.fixed_dictionaries(
        {"delegation": st.sampled_from(["D1", "D2"]), "delegator": people, "delegate": people}
        | {"from": days, "until": days},
    ),
    "authority.revoked": st.fixed_dictionaries({"grant": st.sampled_from(["G1", "G2"])}),
    "policy.published": st.fixed_dictionaries(
        {"policy": st.sampled_from(["one", "two"]), "rules": st.lists(rule, max_size=2)}
        | {"from": days},
    ),
    "catalogue.item_defined": st.fixed_dictionaries(
        {"item": st.just("insurance"), "name": st.sampled_from(["Insurance", "Ten"])}
    ),
    "person.identified": st.fixed_dictionaries(
        {"person": people, "same_as": people, "method": st.just("directory")}
    ),
}
FURTHER = [
    *OTHERS.items(),
    *TOLD.items(),
    *((type_, st.fixed_dictionaries(a, optional=b)) for type_, (a, b) in KINDS.items()),
    *((type_, data) for type_, data in DATA.items() if type_ != "clause.added"),
]
_SAME = ("clause", "proposal", "message", "sign_off", "statement", "document", "agreement", "order")


@st.composite
def deals(draw: st.DrawFn, longest: int = 18) -> Given:
    """A deal at random; records that are refused are left out."""
    deal = Given([], BY)
    for number in range(draw(st.integers(1, longest))):
        kind = draw(st.integers(0, 11))
        if kind == 0:
            sent = _of_house(draw)
        elif kind == 1 and deal.entries:
            sent = _against(draw, deal)
        elif number < 2 and kind < 10:
            added = {"clause": ("3.1", "4.2")[number], "heading": "H", "text": "Ten."}
            sent = {"type": "clause.added", "data": added}
        else:
            type_, data = draw(st.sampled_from(FURTHER))
            sent = {"type": type_, "data": draw(data)}
        head = {"id": f"s-{number}", "occurred_at": draw(times), "actor": draw(people)}
        head["privilege"] = draw(st.sampled_from(["none", "none", "none", "work_product"]))
        of_deal = {} if sent["type"] in ORGANISATION or sent.pop("house", False) else {"deal": DEAL}
        try:
            deal.entries.append(deal._entry(record_of(head | of_deal | sent), BY))
        except Refusal:
            continue
    return deal


def _of_house(draw: st.DrawFn) -> dict[str, Any]:
    type_ = draw(st.sampled_from(sorted(ORGANISATION)))
    return {"type": type_, "data": draw(ORGANISATION[type_])}


def _against(draw: st.DrawFn, deal: Given) -> dict[str, Any]:
    """A strike or a correction of a record that is there."""
    target = draw(st.sampled_from(deal.entries))
    type_, house = target.event.stored_as, target.record.deal is None
    if draw(st.booleans()):
        struck = {"record": target.id, "reason": "Twice."}
        return {"type": "record.struck", "data": struck, "house": house}
    known = [data for name, data in FURTHER if name == type_]
    known += [ORGANISATION[type_]] if house and type_ in ORGANISATION else []
    right = draw(draw(st.sampled_from(known))) if known else {}
    sent = target.record.as_sent()["data"]
    right |= {name: sent[name] for name in _SAME if name in sent and name in right}
    data = {"corrects": target.id, "data": right, "reason": "Typed wrong."}
    if draw(st.booleans()):
        data["occurred_at"] = draw(times)
    return {"type": "record.corrected", "data": data, "house": house}
