"""What holds for every deal: what was known stays known, and no fold ever refuses."""

from __future__ import annotations

from typing import Any

from hypothesis import given as for_every
from hypothesis import settings
from hypothesis import strategies as st

from domain.record import Record, record_of
from domain.refusals import Refusal
from projections.answers.answering import answer_bytes
from projections.terms import terms
from tests.domain.stories import Sent, stories, times
from tests.projections.given import Given, scope
from tests.records import BY, DEAL

IN, OUT = ({"axis": "orders", "item": "expansion", "state": state} for state in ("in", "out"))
term: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"kind": st.sampled_from(["price", "discount", "payment"])},
    optional={"condition": st.just("if"), "from": times, "until": times},
).map(lambda term: {**term, "scope": []})
scoped = st.tuples(term, st.sampled_from([[], [IN], [OUT], [IN, OUT]])).map(
    lambda pair: {**pair[0], "scope": pair[1]}
)
proposal = st.sampled_from(["a", "b"])
LATER: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "term.stated": st.fixed_dictionaries(
        {"clause": st.sampled_from(["3.1", "4.2"]), "term": scoped, "method": st.just("human")}
    ),
    "proposal.sent": st.fixed_dictionaries(
        {"proposal": proposal, "to": st.just(["c"]), "channel": st.just("email")}
    ),
    "proposal.accepted": st.fixed_dictionaries(
        {"proposal": proposal, "by": st.just("c")},
        optional={"qualifications": st.just(["but"]), "received_at": times},
    ),
    "proposal.retracted": st.fixed_dictionaries(
        {
            "proposal": proposal,
            "to": st.just(["c"]),
            "reason_class": st.just("intent_mismatch"),
            "reason": st.just("No additional services."),
        },
        optional={"received_at": times},
    ),
    "dispute.opened": st.fixed_dictionaries(
        {"dispute": proposal, "question": st.just("Expansion?")}
    ),
}


@st.composite
def deals(draw: st.DrawFn) -> Given:
    """A deal of records at random; those that are refused are left out."""
    story: list[Sent] = draw(stories())
    for _ in range(draw(st.integers(0, 6))):
        type_ = draw(st.sampled_from(sorted(LATER)))
        place = draw(st.integers(0, len(story)))
        story.insert(place, (type_, draw(times), draw(LATER[type_]), "none"))
    told: list[Record] = []
    for number, sent in enumerate(story, 1):
        try:
            record = _record(number, sent)
            Given([*told, record])
        except Refusal:
            continue
        told.append(record)
    return Given(told, BY)


def _record(number: int, sent: Sent) -> Record:
    type_, at, data, privilege = sent
    return record_of(
        {
            "id": f"r-{number}",
            "deal": DEAL,
            "type": type_,
            "occurred_at": at,
            "actor": "ana",
            "privilege": privilege,
            "data": data,
        }
    )


ASKED = scope("orders:expansion", terms=[])


@settings(max_examples=60, deadline=None)
@for_every(deals(), times.filter(lambda at: isinstance(at, str)))
def test_what_was_known_never_changes_whatever_is_recorded_later(deal: Given, at: str) -> None:
    for position in range(1, deal.size + 1):
        then = Given([entry.record for entry in deal.entries[:0]])
        then.entries = deal.entries[:position]
        before, after = then.known(at), deal.known(at, position)
        assert _without_now(terms(before)) == _without_now(terms(after))


def _without_now(found: dict[str, Any]) -> dict[str, Any]:
    return {**found, "basis": {**found["basis"], "now_at": None}}


@settings(max_examples=60, deadline=None)
@for_every(deals(), st.sampled_from(["admin", "reader"]))
def test_no_deal_makes_an_answer_fail_and_the_same_basis_gives_the_same_bytes(
    deal: Given, role: str
) -> None:
    if not deal.entries:
        return
    first, again = (answer_bytes(deal.ask(ASKED, role=role)) for _ in range(2))
    assert first == again


@settings(max_examples=60, deadline=None)
@for_every(deals())
def test_a_seal_once_read_keeps_its_wordings(deal: Given) -> None:
    contents: dict[str, object] = {}
    for position in range(1, deal.size + 1):
        for id_, each in deal.known(known_at=position).proposals.by_id.items():
            corrected = each.sealed is not None and each.sealed.corrected_by is not None
            if each.sealed is None or corrected:
                contents.pop(id_, None)
            else:
                assert contents.setdefault(id_, each.contents) == each.contents
