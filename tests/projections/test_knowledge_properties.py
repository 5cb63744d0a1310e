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
from projections.succession import Recorded, Succession
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
    ids.map(lambda id_: {"document": id_}),
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
    "sign_off.declined": st.fixed_dictionaries(
        {"sign_off": ids, "proposal": ids, "reason": st.just("No.")}
    ),
    "document.filed": st.fixed_dictionaries(
        {"document": ids, "name": ids, "media_type": ids, "bytes": st.just(1)}
        | {"sha256": st.just("0" * 64), "about": about}
    ),
    "acknowledgement.given": st.fixed_dictionaries({"about": about}),
    "clause.removed": st.fixed_dictionaries({"clause": st.just("4.2")}),
    "clause.revised": st.fixed_dictionaries(
        {"clause": st.just("4.2"), "text": topics}, optional={"heading": topics}
    ),
    "clause.added": st.fixed_dictionaries(
        {"clause": st.sampled_from(["4.2", "5"]), "heading": topics, "text": topics},
        optional={"document": ids},
    ),
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


TAKES_BACK = frozenset(
    {
        *("record.struck", "record.corrected", "person.identified"),
        # What was sent is addressed only, once it is known to have failed.
        "message.failed",
        # A request that is recorded after its answer says what was answered.
        "sign_off.requested",
    }
)


def _still_read_alike(before: Knowledge, now: Knowledge, person: str) -> bool:
    """Not where the zone of the days has changed, or an id turned out to be that of a party."""
    return before.deal.zone == now.deal.zone and now.people.human(person) is not None


@settings(max_examples=300, deadline=None)
@for_every(deals())
def test_a_rung_never_falls_as_more_is_known_but_for_what_takes_it_back(deal: Given) -> None:
    before: Knowledge | None = None
    for entry in deal.entries:
        now = Knowledge(deal.known(known_at=entry.position))
        if before is not None and entry.event.stored_as not in TAKES_BACK:
            stands = rungs(now)
            for key, rank in rungs(before).items():
                if _still_read_alike(before, now, key[0]):
                    assert stands.get(key, -1) >= rank
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


@for_every(st.permutations(range(8)), st.lists(intervals, min_size=8, max_size=8), intervals)
def test_what_stood_as_it_was_known_is_the_latest_of_what_was_recorded_by_then(
    places: list[int], members: list[Interval], when: Interval
) -> None:
    changes = [Change(f"r-{n}", each, n, n) for n, each in zip(places, members, strict=True)]
    recorded = Recorded(Succession(changes))
    for place in range(9):
        known = [each for each in changes if each.place < place]
        assert recorded.at(when.end, place) == latest(known, when.end)
        begun = [each for each in changes if each.interval.begun_by(when.end)]
        late = sorted((e for e in begun if e.place > place), key=lambda each: each.place)
        assert recorded.late(when.end, place) == late
