"""Stories made at random: records of a small world, in any order, most of them acceptable."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from domain.record import Record, record_of
from domain.refusals import Refusal
from tests.domain.cases import Case, given
from tests.domain.examples import DEAL

CLAUSES = ("3.1", "4.2")
Sent = tuple[str, Any, dict[str, Any], str]
"""Type, occurrence, data and privilege of a record that has no id yet."""

days = st.integers(1, 12).map(lambda day: f"2025-05-{day:02}")
times = st.one_of(
    days,
    st.integers(0, 9).map(lambda minute: f"2025-05-06T12:0{minute}Z"),
    st.tuples(days, days).map(lambda ends: {"from": min(ends), "to": max(ends)}),
)
clauses = st.sampled_from(CLAUSES)
texts = st.sampled_from(["Ten.", "Twenty.", "Thirty."])
names = st.sampled_from(["a", "b"])
records = st.integers(0, 12).map("s-{}".format)
wording = st.fixed_dictionaries({"clause": clauses, "version": st.integers(1, 4)})
reason = st.just("Because.")
about = st.lists(clauses.map(lambda clause: {"clause": clause}) | wording, max_size=2)
zone = st.sampled_from(["UTC", "Asia/Tokyo", "America/New_York"])
opening = st.fixed_dictionaries(
    {"name": texts, "client": names, "currency": st.just("EUR"), "time_zone": zone}
)
added = st.fixed_dictionaries({"clause": clauses, "heading": texts, "text": texts})
revised = st.fixed_dictionaries({"clause": clauses, "text": texts})
seal = st.fixed_dictionaries(
    {"proposal": names},
    optional={
        "clauses": st.lists(clauses, min_size=1, max_size=3),
        "contents": st.lists(wording, max_size=2),
        "amends": names,
    },
)
term = st.just({"kind": "other", "scope": []})
stated = st.fixed_dictionaries({"clause": clauses, "term": term, "method": st.just("human")})
message = st.fixed_dictionaries(
    {"message": names, "to": st.just(["ana"]), "channel": st.just("email"), "about": about}
)
request = st.fixed_dictionaries({"sign_off": names, "proposal": names, "of": names})

DATA: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "deal.opened": opening,
    "clause.added": added,
    "clause.revised": revised,
    "clause.removed": st.fixed_dictionaries({"clause": clauses}),
    "term.stated": stated,
    "proposal.sealed": seal,
    "message.sent": message,
    "sign_off.requested": request,
    "record.struck": st.fixed_dictionaries({"record": records, "reason": reason}),
    "record.corrected": st.fixed_dictionaries(
        {
            "corrects": records,
            "data": st.one_of(opening, added, revised, seal, stated, message),
            "reason": reason,
        },
        optional={"occurred_at": times},
    ),
}


def _one(type_: str) -> st.SearchStrategy[Sent]:
    privilege = st.sampled_from(["none", "none", "none", "work_product"])
    return st.tuples(st.just(type_), times, DATA[type_], privilege)


anything = st.lists(st.one_of([_one(type_) for type_ in DATA]), max_size=14)


def as_record(sent: Sent, number: int) -> Record:
    """The record, under the id `s-<number>`."""
    type_, at, data, privilege = sent
    return record_of(
        {"id": f"s-{number}", "deal": DEAL, "type": type_, "occurred_at": at, "actor": "ana"}
        | {"data": data, "privilege": privilege}
    )


def told(sent: list[Sent]) -> Case:
    """A deal that took what it could of a story."""
    case = given()
    for number, each in enumerate(sent):
        try:
            case.record(as_record(each, number))
        except Refusal:
            continue
    return case
