"""What holds for the clocks of every deal, however odd its records."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

from hypothesis import given as for_every
from hypothesis import settings
from hypothesis import strategies as st

from domain.canonical import canonical
from domain.record import Record, record_of
from domain.refusals import Refusal
from domain.wordings import latest
from projections.clocks import clocks, clocks_of
from projections.clocks.chronology import chronological
from projections.proposals import whole
from tests.domain.stories import times
from tests.projections.given import Given
from tests.records import BY, DEAL, a_record

proposal = st.sampled_from(["P1", "P2"])
clause = st.sampled_from(["3.1", "4.2"])
some_clauses = st.lists(clause, min_size=1, max_size=2)
who = st.sampled_from(["ana", "carla", "acme"])
sign_off = st.sampled_from(["S1", "S2", "S3"])
ref = st.one_of(
    st.fixed_dictionaries({"proposal": proposal}),
    st.fixed_dictionaries({"clause": clause}),
    st.fixed_dictionaries({"message": st.sampled_from(["M1", "M2"])}),
    st.fixed_dictionaries({"record": st.sampled_from(["r-1", "r-5"])}),
    st.just({"topic": "add-ons"}),
)
why: dict[str, st.SearchStrategy[Any]] = {
    "reason_class": st.just("commercial"),
    "reason": st.just("So."),
}
one: dict[str, st.SearchStrategy[Any]] = {"proposal": proposal}
to = {"to": st.lists(who, min_size=1, max_size=2)}
KINDS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "clause.revised": ({"clause": clause, "text": st.just("Ten.")}, {}),
    "proposal.sealed": (one, {"clauses": some_clauses, "amends": proposal}),
    "proposal.sent": (
        {**one, **to, "channel": st.just("email")},
        {"valid_until": times, "irrevocable_until": times},
    ),
    "proposal.received": ({**one, "by": who}, {}),
    "proposal.opened": ({**one, "by": who}, {}),
    "proposal.countered": ({**one, "by": who}, {}),
    "proposal.accepted": (
        {**one, "by": who},
        {"dispatched_at": times, "received_at": times, "qualifications": st.just(["but"])},
    ),
    "proposal.rejected": (one, {}),
    "proposal.lapsed": (one, {}),
    "proposal.retracted": (
        {**one, **to, **why},
        {"received_at": times, "clauses": some_clauses, "replacement": proposal},
    ),
    "agreement.executed": ({**one, "agreement": st.sampled_from(["A1", "A2"])}, {}),
    "order.placed": (
        {"order": st.sampled_from(["O1", "O2"]), "order_type": st.just("initial")},
        {"proposal": proposal, "claimed_under": clause},
    ),
    "sign_off.requested": (
        {**one, "sign_off": sign_off, "of": who},
        {"clauses": some_clauses, "role": st.sampled_from(["legal", "finance"])},
    ),
    "sign_off.granted": ({**one, "sign_off": sign_off}, {"clauses": some_clauses}),
    "sign_off.declined": ({**one, "sign_off": sign_off, "reason": st.just("No.")}, {}),
    "sign_off.withdrawn": ({"sign_off": sign_off, **why}, {}),
    "retraction.instructed": ({"target": ref, "to": st.just("ana"), **why}, {}),
    "reliance.reported": ({"by": who, "act": st.just("Hired."), "on": ref}, {}),
    "message.relayed": (
        {"message": st.sampled_from(["M1", "M2"]), "of": st.sampled_from(["M1", "M2"]), **to},
        {},
    ),
    "terms.clarified": ({"clauses": some_clauses, "agreed_by": st.just(["acme"])}, {}),
}


@st.composite
def deals(draw: st.DrawFn) -> Given:
    """Two clauses, then anything about two proposals, in any order and at any time."""
    records = [
        a_record("clause.added", id=f"c-{each}", clause=each, at="2025-05-01")
        for each in ("3.1", "4.2")
    ]
    for number in range(1, draw(st.integers(1, 14))):
        type_ = draw(st.sampled_from(sorted(KINDS)))
        needed, optional = KINDS[type_]
        record = record_of(
            {
                "id": f"r-{number}",
                "deal": DEAL,
                "type": type_,
                "occurred_at": draw(times),
                "actor": draw(who),
                "privilege": draw(st.sampled_from(["none", "none", "work_product"])),
                "data": draw(st.fixed_dictionaries(needed, optional=optional)),
            }
        )
        records = _taken(records, record)
    return Given(records, BY)


def _taken(records: list[Record], record: Record) -> list[Record]:
    try:
        Given([*records, record])
    except Refusal:
        return records
    return [*records, record]


@settings(max_examples=200, deadline=None)
@for_every(deals(), st.sampled_from(["admin", "reader"]), times)
def test_no_deal_makes_the_reading_fail_and_the_same_basis_gives_the_same_bytes(
    deal: Given, role: Any, at: Any
) -> None:
    moment = at if isinstance(at, str) else None
    first, again = (canonical(clocks(deal.known(moment, role=role))) for _ in range(2))
    assert first == again


@settings(max_examples=200, deadline=None)
@for_every(deals())
def test_every_state_but_the_first_rests_on_records_that_had_happened(deal: Given) -> None:
    known = deal.known()
    happened = {fact.id for fact in known.happened}
    for each in clocks_of(known).by_proposal.values():
        for clock in (each.internal.clock, each.communication.clock, each.formation.clock):
            made_by = {fact.id for fact in clock.made_by}
            assert bool(made_by) == (clock.state not in {"drafted", "not_sent", "none"})
            assert made_by <= {step.fact.id for step in clock.steps} <= happened


@settings(max_examples=200, deadline=None)
@for_every(deals())
def test_no_retraction_disappears_and_undetermined_means_more_than_one(deal: Given) -> None:
    known = deal.known()
    for id_, each in clocks_of(known).by_proposal.items():
        found = [*each.retractions.whole, *each.retractions.in_part]
        facts = [] if id_ not in known.proposals.by_id else known.proposals.by_id[id_].retracted
        assert {one.fact.id for one in found} == {fact.id for fact in facts}
        assert all(whole(one.fact) for one in each.retractions.whole)
        for one in found:
            assert one.timed.possible
            assert (one.timed.moment == "undetermined") == (len(one.timed.possible) > 1)


@settings(max_examples=200, deadline=None)
@for_every(deals())
def test_the_order_of_steps_ends_with_the_latest_and_never_puts_later_before_earlier(
    deal: Given,
) -> None:
    facts = list(deal.known().happened)
    ordered = chronological(facts)
    assert sorted(fact.id for fact in ordered) == sorted(fact.id for fact in facts)
    assert ordered[-1] is latest(facts, max(fact.interval.end for fact in facts))
    for place, fact in enumerate(ordered):
        assert not any(later.interval.before(fact.interval) for later in ordered[place:])


def _long_deal(many: int) -> Given:
    """Everything about one proposal, over and over: what would show a loop within a loop."""
    why = {"reason_class": "commercial", "reason": "So."}
    rounds = [
        record
        for n in range(many // 8)
        for day in (f"2025-05-{1 + n % 28:02}",)
        for record in (
            a_record("clause.revised", clause="4.2", at=day),
            a_record("sign_off.requested", sign_off=f"S{n}", proposal="P1", of="vera", at=day),
            a_record("sign_off.granted", sign_off=f"S{n}", proposal="P1", actor="vera", at=day),
            a_record("proposal.accepted", proposal="P1", by="acme", at=day),
            a_record("proposal.retracted", proposal="P1", to=["acme"], at=day, **why),
            a_record("retraction.instructed", target={"clause": "4.2"}, to="ana", at=day, **why),
            a_record("reliance.reported", by="acme", act="Hired.", on={"clause": "4.2"}, at=day),
            a_record("proposal.sent", proposal=f"P{n}", to=["acme"], channel="email", at=day),
        )
    ]
    deal = Given([a_record("clause.added", at="2025-05-01"), a_record("proposal.sealed")])
    last = deal.entries[-1]
    for number, record in enumerate(rounds, last.position + 1):
        entry = replace(last, record=record, position=number, version=number)
        deal.entries.append(entry)
    return deal


def test_the_cost_grows_no_faster_than_the_entries() -> None:
    def calls(many: int) -> int:
        known = _long_deal(many).known()
        made = 0

        def count(*_: object) -> None:
            nonlocal made
            made += 1

        sys.setprofile(count)
        try:
            clocks(known)
        finally:
            sys.setprofile(None)
        return made

    assert calls(1600) < 4.4 * calls(400)
