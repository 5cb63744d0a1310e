"""What holds for every reading of a deal: what was known stays known; time takes nothing back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given as for_every
from hypothesis import settings
from hypothesis import strategies as st

from domain.canonical import canonical
from domain.record import Entry
from projections.changes import changes
from projections.clocks import clocks, clocks_of
from projections.coverage import coverage
from projections.deal import KnownDeal
from projections.digest import digest
from projections.facts import Role
from projections.findings import findings
from projections.knowledge.knowing import Knowledge
from projections.knowledge.reading import knowledge
from projections.overview import overview
from projections.records import records
from projections.signing.required import Requested
from projections.signing.table import coverage_of
from projections.stress import stress
from projections.terms import terms
from tests.domain.stories import days
from tests.projections import test_clocks_properties as offered
from tests.projections import test_coverage_properties as signed
from tests.projections import test_knowledge_properties as told
from tests.projections.given import Given

READINGS: Mapping[str, Callable[[KnownDeal], dict[str, Any]]] = {
    "overview": overview,
    "records": lambda deal: records(deal, after=0, limit=100),
    "terms": terms,
    "clocks": clocks,
    "coverage": coverage,
    "knowledge": knowledge,
    "findings": findings,
    "stress": stress,
    "digest": digest,
    "changes": lambda deal: changes(deal, "2025-05-04"),
    "changes of what is known": lambda deal: changes(deal, "1"),
}
deals = st.one_of(told.deals(), offered.deals(), signed.deals())


@pytest.mark.parametrize("name", READINGS)
@settings(max_examples=40, deadline=None)
@for_every(deals, days, st.sampled_from(["admin", "reader"]))
def test_what_was_known_never_changes_whatever_is_recorded_later(
    name: str, deal: Given, at: str, role: Role
) -> None:
    for position in range(1, deal.size + 1):
        then = Given([])
        then.entries = deal.entries[:position]
        if any(entry.record.deal for entry in then.entries):
            before = _read(name, then.known(at, role=role))
            assert before == _read(name, deal.known(at, position, role=role))


def _read(name: str, deal: KnownDeal) -> bytes:
    """A reading as bytes, but for when it was asked: that is no part of what was known."""
    return canonical(READINGS[name](deal) | {"basis": None})


@settings(max_examples=100, deadline=None)
@for_every(told.deals())
def test_a_rung_never_falls_in_the_course_of_time_but_by_a_message_that_failed(
    deal: Given,
) -> None:
    """Whatever was recorded when. At the ends of days: within one, an order may be unknown."""
    failed = {entry.event.stored_as for entry in deal.entries} & {"message.failed"}
    before: told.Rungs = {}
    for day in range(13 if deal.entries and not failed else 0):
        at = datetime(2025, 5, 1, 23, 59, 59, tzinfo=UTC) + timedelta(days=day)
        now = told.rungs(Knowledge(deal.known(at.isoformat())))
        assert all(now.get(key, -1) >= rank for key, rank in before.items())
        before = now


@settings(max_examples=60, deadline=None)
@for_every(deals, days, days)
def test_the_words_of_a_change_lead_from_the_one_end_to_the_other(
    deal: Given, one: str, other: str
) -> None:
    if not any(entry.record.deal for entry in deal.entries):
        return
    found = changes(deal.known(), min(one, other), max(one, other))
    for each in found["clauses"]:
        for end, gone in (("from", "added"), ("to", "removed")):
            said = "".join(
                text for piece in each["words"] for name, text in piece.items() if name != gone
            )
            assert said == (each[end]["text"] if each[end] else "")


@settings(max_examples=60, deadline=None)
@for_every(signed.deals(), days)
def test_no_sign_off_that_covers_the_new_wording_is_called_stale(deal: Given, day: str) -> None:
    """`stale` in a change and `signed` in the coverage never say it of one person and wording."""
    known = deal.known()
    of = {each["clause"]: each for each in changes(known, day)["clauses"]}
    for row in coverage(known)["clauses"]:
        change = of.get(row["clause"])
        if change and change["to"] and change["to"]["version"] == row["version"]:
            gone = {each["record"] for each in change["sign_offs"] if each["state"] == "stale"}
            covering = {c["signed"]["record"] for c in row["required"] if c["state"] == "signed"}
            assert not gone & covering


@settings(max_examples=150, deadline=None)
@for_every(signed.deals())
def test_the_ladder_and_the_coverage_say_the_same_of_who_signed_which_wording(deal: Given) -> None:
    known = deal.known()
    sign_offs = coverage_of(known).sign_offs
    bound = {
        (each.fact.id, clause, number)
        for each in sign_offs.signatures
        for clause, number in (each.binds or {}).items()
    }
    ladder = Knowledge(known)
    proven = {
        (proof.record, *wording)
        for person in ladder.persons
        for wording in ladder.known(person)
        for proof in ladder.proofs(person, wording)
        if proof.proves == "signed"
    }
    assert proven == bound


@settings(max_examples=150, deadline=None)
@for_every(signed.deals())
def test_a_proposal_that_is_signed_off_has_no_request_that_is_open(deal: Given) -> None:
    """The clock goes by the answers on the proposal, the coverage by those on the wording.

    So a wording may be declined or withdrawn on another proposal; but open it is not.
    """
    known = deal.known()
    clocks_ = clocks_of(known).by_proposal
    for row in coverage_of(known).rows:
        clock = clocks_[row.proposal].internal if row.proposal else None
        if clock and clock.clock.state == "signed_off":
            for cell in row.cells:
                of = cell.required.request if isinstance(cell.required, Requested) else None
                if of and of.event.proposal == row.proposal:
                    assert cell.state not in {"open", "stale"}


DEFINES = frozenset(
    {
        # What these say holds whenever it was said: who is who, what a proposal holds that was
        # accepted before it was sealed. And wordings are numbered by position.
        *("clause.added", "clause.revised", "record.struck", "record.corrected", "proposal.sealed"),
        *(
            "terms.clarified",
            "deal.opened",
            "party.joined",
            "participant.assigned",
            "person.identified",
        ),
    }
)


@pytest.mark.parametrize("name", READINGS)
@settings(max_examples=40, deadline=None)
@for_every(deals, days, st.sampled_from(["admin", "reader"]))
def test_what_happened_only_later_changes_nothing_of_what_stood_before(
    name: str, deal: Given, at: str, role: Role
) -> None:
    after = deal.known(at, role=role)
    before = replace(
        after,
        entries=_by_then(after.entries, after),
        organisation_entries=_by_then(after.organisation_entries, after),
    )
    if before.entries:
        assert _at(name, before) == _at(name, after)


def _by_then(entries: Sequence[Entry], deal: KnownDeal) -> list[Entry]:
    """Without what began only after the moment of the reading."""
    said = [each.event for each in entries]
    changed = {getattr(each, "corrects", getattr(each, "record", "")) for each in said}
    begun = [
        each.envelope.occurred_at.interval(deal.zone).begun_by(deal.basis.effective_at)
        for each in entries
    ]
    return [
        entry
        for entry, by_then in zip(entries, begun, strict=True)
        if by_then or entry.event.stored_as in DEFINES or entry.id in changed
    ]


def _at(name: str, deal: KnownDeal) -> bytes:
    """A reading as bytes, but for what counts all that is known, whenever it happened."""
    counted = ("basis", "version", "withheld", "entries", "next", "look_alikes")
    known = dict.fromkeys(counted)
    found = READINGS[name](deal)
    for end in {"from", "to"} & found.keys():
        found[end] |= {"known_at": None}
    return canonical(found | known)
