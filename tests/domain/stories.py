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
wording = st.fixed_dictionaries({"clause": clauses, "version": st.integers(1, 4)})
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
}
SAME_IN_A_CORRECTION = {"clause", "proposal", "message", "sign_off"}
BEGINNING: list[Sent] = [
    ("clause.added", "2025-05-01", {"clause": clause, "heading": "H", "text": "Ten."}, "none")
    for clause in CLAUSES
]


@st.composite
def stories(draw: st.DrawFn) -> list[Sent]:
    """Mostly begins with two clauses; what is struck or corrected is mostly there, and its own."""
    story = list(BEGINNING) if draw(st.integers(0, 3)) else []
    for _ in range(draw(st.integers(0, 12))):
        type_ = draw(st.sampled_from([*DATA, "record.struck", "record.corrected"]))
        privilege = draw(st.sampled_from(["none", "none", "none", "work_product"]))
        data = draw(DATA[type_]) if type_ in DATA else draw(_naming(story, type_))
        story.append((type_, draw(times), data, privilege))
    return story


@st.composite
def _naming(draw: st.DrawFn, story: list[Sent], type_: str) -> dict[str, Any]:
    number = draw(st.integers(0, len(story)))
    if type_ == "record.struck" or number == len(story) or story[number][0] not in DATA:
        return {_NAMED[type_]: f"s-{number}", "reason": "Because."} | (
            {"data": {}} if type_ == "record.corrected" else {}
        )
    wrong = story[number]
    same = {name: value for name, value in wrong[2].items() if name in SAME_IN_A_CORRECTION}
    correction = {"corrects": f"s-{number}", "data": draw(DATA[wrong[0]]) | same, "reason": "So."}
    return correction | draw(st.fixed_dictionaries({}, optional={"occurred_at": times}))


_NAMED = {"record.struck": "record", "record.corrected": "corrects"}


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
