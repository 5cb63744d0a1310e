"""What holds for every deal: rungs do not fall, no record makes the fold fail."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given as for_every
from hypothesis import settings
from hypothesis import strategies as st

from domain.occurrence import Interval, Occurrence
from domain.record import record_of
from domain.refusals import Refusal
from domain.wordings import Change, latest
from projections.knowledge.knowing import Knowledge
from projections.knowledge.ladder import RANK
from projections.knowledge.reading import knowledge
from projections.succession import Succession
from tests.domain.examples import BEFORE, FULL, MINIMAL
from tests.domain.stories import Sent, stories, times
from tests.projections.given import Given
from tests.records import BY, DEAL

people = st.sampled_from(["ana", "carla", "acme", "system:crm"])
ids = st.sampled_from(["a", "b"])
topics = st.sampled_from(["ten", "H", "insurance", "expansion"])
refs: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.sampled_from(["3.1", "4.2"]).map(lambda clause: {"clause": clause}),
    st.fixed_dictionaries({"clause": st.just("4.2"), "version": st.integers(1, 2)}),
    ids.map(lambda id_: {"proposal": id_}),
    ids.map(lambda id_: {"message": id_}),
    ids.map(lambda id_: {"statement": id_}),
    ids.map(lambda id_: {"sign_off": id_}),
    st.integers(1, 12).map(lambda number: {"record": f"s-{number}"}),
    topics.map(lambda topic: {"topic": topic}),
)
about = st.lists(refs, min_size=1, max_size=2)
several = st.lists(people, min_size=1, max_size=2)
DONE = {"reason_class": st.just("error"), "reason": st.just("No.")}
TOLD: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "message.sent": st.fixed_dictionaries(
        {"message": ids, "to": several, "channel": st.just("email"), "about": about}
    ),
    "message.relayed": st.fixed_dictionaries(
        {"message": ids, "of": ids, "to": several}, optional={"about": about}
    ),
    "message.opened": st.fixed_dictionaries({"message": ids, "by": people}),
    "message.failed": st.fixed_dictionaries(
        {"message": ids, "to": several, "reason": st.just("Full.")}
    ),
    "clause.displayed": st.fixed_dictionaries(
        {"clause": st.just("4.2"), "to": people}, optional={"version": st.just(1)}
    ),
    "statement.made": st.fixed_dictionaries(
        {"statement": ids, "to": several, "words": st.just("So."), "about": about}
        | {"form": st.just("written")}
    ),
    "proposal.received": st.fixed_dictionaries({"proposal": ids, "by": people}),
    "sign_off.granted": st.fixed_dictionaries({"sign_off": ids, "proposal": ids}),
    "sign_off.withdrawn": st.fixed_dictionaries({"sign_off": ids, **DONE}),
    "retraction.instructed": st.fixed_dictionaries({"target": refs, "to": people, **DONE}),
    "party.joined": st.fixed_dictionaries(
        {"party": st.just("acme"), "name": st.just("Acme"), "role": st.just("client")}
    ),
    "source.connected": st.fixed_dictionaries(
        {"system": ids, "channel": ids}, optional={"until": times}
    ),
    "coverage_gap.recorded": st.fixed_dictionaries(
        {"system": ids, "cause": ids}, optional={"until": times}
    ),
}


@st.composite
def deals(draw: st.DrawFn) -> Given:
    """A deal at random; records that are refused are left out."""
    story: list[Sent] = draw(stories())
    for _ in range(draw(st.integers(0, 10))):
        type_ = draw(st.sampled_from(sorted(TOLD)))
        place = draw(st.integers(0, len(story)))
        story.insert(place, (type_, draw(times), draw(TOLD[type_]), "none"))
    deal = Given([], BY)
    for number, (type_, at, data, privilege) in enumerate(story, 1):
        head = {"id": f"s-{number}", "deal": DEAL, "type": type_, "occurred_at": at}
        actor = draw(people)
        record = record_of(head | {"actor": actor, "privilege": privilege, "data": data})
        try:
            deal.entries.append(deal._entry(record, BY))
        except Refusal:
            continue
    return deal


Rungs = dict[tuple[str, str, int], int]


def rungs(found: Knowledge) -> Rungs:
    """Per person and wording the rank of the rung."""
    return {
        (person, *wording): RANK[on.highest.rung]
        for person in found.persons
        for wording, on in found.known(person).items()
        if on.highest
    }


MAY_FALL_AFTER = frozenset(
    {
        "record.struck",
        "record.corrected",
        "message.failed",
        # What a ref means may move when what it names is on record only later, or again.
        *("clause.added", "clause.revised", "clause.removed"),
        *("sign_off.requested", "sign_off.granted", "party.joined", "deal.opened"),
    }
)


@settings(max_examples=150, deadline=None)
@for_every(deals())
def test_a_rung_never_falls_as_more_is_known_but_for_what_takes_it_back(deal: Given) -> None:
    before: Rungs = {}
    for position in range(1, deal.size + 1):
        now = rungs(Knowledge(deal.known(known_at=position)))
        if deal.entries[position - 1].event.stored_as not in MAY_FALL_AFTER:
            assert all(now.get(key, -1) >= rank for key, rank in before.items())
        before = now


@settings(max_examples=100, deadline=None)
@for_every(deals(), st.sampled_from(["admin", "reader"]), times)
def test_no_deal_makes_the_reading_fail_and_the_same_basis_gives_the_same_bytes(
    deal: Given, role: Any, at: object
) -> None:
    if deal.entries:
        first, again = (json.dumps(knowledge(deal.known(at, role=role))) for _ in range(2))
        assert first == again


@settings(max_examples=100, deadline=None)
@for_every(deals(), times)
def test_the_highest_rung_is_that_of_the_highest_proof(deal: Given, at: object) -> None:
    if not deal.entries:
        return
    found = Knowledge(deal.known(at))
    for person in found.persons:
        for wording, on in found.known(person).items():
            proofs = found.proofs(person, wording)
            assert on.highest is not None
            assert RANK[on.highest.rung] == max(RANK[each.rung] for each in proofs)
            assert on.first is not None
            assert on.first.order == min(each.order for each in proofs)
            assert found.rung(person, wording).rung == on.highest.rung


def test_every_record_of_the_vocabulary_can_be_read_each_by_itself_and_all_together() -> None:
    before = [record_of(each) for each in BEFORE]
    together = Given(before)
    for sent in [*MINIMAL.values(), *FULL.values()]:
        assert knowledge(Given([*before, record_of(sent)]).known())["deal"] == DEAL
        try:
            together.entries.append(together._entry(record_of(sent), BY))
        except Refusal:  # an id that is given twice
            continue
    assert together.size > len(MINIMAL)
    assert knowledge(together.known())["deal"] == DEAL


intervals = times.map(lambda at: Occurrence.of(at).interval())


@for_every(st.lists(intervals, max_size=8), intervals)
def test_what_stood_when_is_the_same_whether_indexed_or_not(
    members: list[Interval], when: Interval
) -> None:
    changes = [Change(f"r-{n}", each, n, n) for n, each in enumerate(members)]
    succession = Succession(changes)
    chosen = latest(changes, when.end)
    assert succession.at(when.end) == chosen
    others = [each for each in changes if each != chosen and each.interval.overlaps(when)]
    assert succession.other_overlaps(when, succession.at(when.end)) == bool(others)
