"""What holds of every story: what is decided can be replayed, and order does not matter to time."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.canonical import canonical
from domain.deal import Deal
from domain.events.proposals import ProposalSealed
from domain.occurrence import Occurrence
from domain.record import record_of
from domain.refusals import Refusal
from tests.domain.cases import Case, given
from tests.domain.stories import CLAUSES, Sent, as_record, stories, told
from tests.records import a_clause, a_record


@for_all(stories())
def test_what_is_accepted_can_be_replayed_to_the_same_state(story: list[Sent]) -> None:
    case = told(story)
    replayed = Case(Deal())
    for entry in case.entries.values():
        replayed.keep(entry.record)
    assert replayed.state == case.state


@for_all(stories(), st.data())
def test_what_was_stored_is_never_judged_again(story: list[Sent], data: st.DataObject) -> None:
    entries = list(told(story).entries.values())
    replayed = Case(Deal())
    for entry in data.draw(st.permutations(entries)):
        replayed.keep(entry.record)
    assert replayed.state.version == len(entries)


@for_all(stories())
def test_a_decided_record_is_whole_and_reads_back(story: list[Sent]) -> None:
    for entry in told(story).entries.values():
        event = entry.event
        data = event.model_dump(mode="json", exclude_none=True)
        assert type(event).model_validate(data) == event


@for_all(stories())
def test_a_record_sent_twice_is_refused_or_recognised(story: list[Sent]) -> None:
    case = told(story)
    for number, sent in enumerate(story):
        if f"s-{number}" not in case.entries:
            continue
        again = as_record(sent, number)
        try:
            [event] = case.decide(again)
        except Refusal:
            continue
        # The ledger recognises it by these bytes, before it asks what the deal has to say.
        assert canonical(again.as_sent()) == canonical(as_record(sent, number).as_sent())
        assert event.stored_as == again.event.stored_as


@for_all(stories())
def test_every_seal_names_wordings_on_record_by_their_digest(story: list[Sent]) -> None:
    case = told(story)
    assert isinstance(case.state, Deal)
    for entry in case.entries.values():
        if not isinstance(entry.event, ProposalSealed):
            continue
        contents = entry.event.contents or ()
        assert all(1 <= each.version <= case.state.wordings(each.clause) for each in contents)
        listed = [each.model_dump(mode="json", exclude_none=True) for each in contents]
        assert entry.event.digest == sha256(canonical(listed)).hexdigest()


@for_all(stories(), st.integers(1, 12))
def test_a_seal_made_now_holds_what_is_current(story: list[Sent], day: int) -> None:
    case, at = told(story), f"2025-05-{day:02}"
    sealed = a_record("proposal.sealed", proposal="new", at=at)
    current = {clause: case.current(clause, at) for clause in CLAUSES}
    assert dict(case.when(sealed).seals()) == {c: n for c, n in current.items() if n}


days = st.lists(st.integers(2, 28), unique=True, min_size=1, max_size=8)


@for_all(days, st.data())
def test_the_order_of_arrival_does_not_change_what_was_current(
    of_revisions: list[int], data: st.DataObject
) -> None:
    first = a_clause(at="2025-05-01")
    revisions = [
        a_record("clause.revised", id=f"on-{day}", at=f"2025-05-{day:02}") for day in of_revisions
    ]
    case = given(first, *data.draw(st.permutations(revisions)))
    assert isinstance(case.state, Deal)
    for day in range(1, 30):
        step = case.state.current("4.2", Occurrence.of(f"2025-05-{day:02}"))
        latest = max((each for each in of_revisions if each <= day), default=None)
        assert step is not None
        assert step.record == (f"on-{latest}" if latest else first.id)


@for_all(stories(), st.integers(0, 13))
def test_a_strike_undoes_a_wording_as_if_it_had_never_been_current(
    story: list[Sent], number: int
) -> None:
    case = told(story)
    record = f"s-{number}"
    struck = a_record("record.struck", record=record, reason="A test.")
    if case.when(struck).event is None:
        return
    case.record(struck)
    assert isinstance(case.state, Deal)
    for clause in CLAUSES:
        for day in range(1, 13):
            step = case.state.current(clause, Occurrence.of(f"2025-05-{day:02}"))
            assert step is None or step.record != record


@for_all(stories())
def test_what_was_read_is_read_the_same_again(story: list[Sent]) -> None:
    for number, sent in enumerate(story):
        read = as_record(sent, number).as_sent()
        assert canonical(record_of(read).as_sent()) == canonical(read)
