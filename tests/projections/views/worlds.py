"""Records of several deals and of an organisation at random, in one order. Some are refused."""

from __future__ import annotations

from itertools import count
from typing import Any

from hypothesis import strategies as st

from domain.record import Record, record_of
from tests.domain.stories import Sent, names, stories, times
from tests.projections.test_reading_properties import LATER

persons = st.sampled_from(["ana", "a", "b", "c"])
limits = st.sampled_from([{"percent": "10"}, {"amount": "100.00", "currency": "EUR"}])
rules = st.lists(
    st.fixed_dictionaries({"when": st.just({}), "requires": st.sampled_from(["sales", "legal"])}),
    max_size=2,
)
scoped = st.sampled_from([[], [{"axis": "services", "item": "Ten.", "state": "in"}]])
priced = st.fixed_dictionaries(
    {"kind": st.just("price"), "scope": scoped}, optional={"until": times}
)
MORE: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    **LATER,
    "sign_off.granted": st.fixed_dictionaries(
        {"sign_off": names, "proposal": names},
        optional={"value": limits.filter(lambda limit: "amount" in limit)},
    ),
    "term.stated": st.fixed_dictionaries(
        {"clause": st.sampled_from(["3.1", "4.2"]), "term": priced, "method": st.just("human")}
    ),
    "participant.assigned": st.fixed_dictionaries(
        {"person": persons, "name": names, "party": names, "function": st.just("sales")}
    ),
    "clause.displayed": st.fixed_dictionaries(
        {"clause": st.sampled_from(["3.1", "4.2"]), "to": persons}
    ),
    "message.sent": st.fixed_dictionaries(
        {
            "message": names,
            "to": st.lists(persons, min_size=1, max_size=2),
            "channel": st.just("email"),
            "about": st.just([{"topic": "ten"}]),
        }
    ),
}
ORGANISATION: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "person.identified": st.fixed_dictionaries(
        {"person": persons, "same_as": persons, "method": st.just("directory")}
    ),
    "catalogue.item_defined": st.fixed_dictionaries({"item": st.just("Ten."), "name": names}),
    "authority.granted": st.fixed_dictionaries(
        {"person": persons, "over": st.just("any")}, optional={"limit": limits, "until": times}
    ),
    "policy.published": st.fixed_dictionaries({"rules": rules, "from": times}),
}
_OWN_ID = {"authority.granted": "grant", "policy.published": "policy"}
_numbers = count(1)


@st.composite
def worlds(draw: st.DrawFn) -> list[Record]:
    """Up to three new deals, told at once, and what the organisation records meanwhile."""
    prefix = f"w{next(_numbers)}"
    told = [_deal(draw, f"{prefix}-{number}") for number in range(draw(st.integers(1, 3)))]
    told.append(_organisation(draw, prefix))
    mixed: list[Record] = []
    while told := [each for each in told if each]:
        mixed.append(draw(st.sampled_from(told)).pop(0))
    return mixed


def _deal(draw: st.DrawFn, deal: str) -> list[Record]:
    story: list[Sent] = draw(stories())
    for _ in range(draw(st.integers(0, 8))):
        type_ = draw(st.sampled_from(sorted(MORE)))
        privilege = draw(st.sampled_from(["none", "none", "attorney_client"]))
        story.append((type_, draw(times), draw(MORE[type_]), privilege))
    return [_record(deal, number, sent) for number, sent in enumerate(story)]


def _record(deal: str, number: int, sent: Sent) -> Record:
    type_, at, data, privilege = sent
    for field in ("record", "corrects"):
        if str(data.get(field, "")).startswith("s-"):
            data = {**data, field: f"{deal}.{data[field]}"}
    return record_of(
        {
            "id": f"{deal}.s-{number}",
            "deal": deal,
            "type": type_,
            "occurred_at": at,
            "actor": "ana",
            "privilege": privilege,
            "data": data,
        }
    )


def _organisation(draw: st.DrawFn, prefix: str) -> list[Record]:
    found = []
    for number in range(draw(st.integers(0, 3))):
        type_ = draw(st.sampled_from(sorted(ORGANISATION)))
        id_ = f"{prefix}.o-{number}"
        own = {_OWN_ID[type_]: id_} if type_ in _OWN_ID else {}
        sent = {"id": id_, "type": type_, "occurred_at": draw(times), "actor": "ana"}
        found.append(record_of({**sent, "data": {**draw(ORGANISATION[type_]), **own}}))
    return found
