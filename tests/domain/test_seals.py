"""A seal holds the wordings that were current when it was made, as known when it was recorded."""

from __future__ import annotations

from hashlib import sha256

import pytest

from domain.canonical import canonical
from domain.events.proposals import ProposalSealed
from domain.record import Record
from tests.domain.cases import Case, given
from tests.records import a_clause, a_record


def sealed(at: str = "2025-05-16", **given_: object) -> Record:
    return a_record("proposal.sealed", at=at, **given_)


def revised(at: str, **given_: object) -> Record:
    return a_record("clause.revised", at=at, **given_)


def seal_in(case: Case, record: Record) -> ProposalSealed:
    event = case.when(record).adds()
    assert isinstance(event, ProposalSealed)
    return event


def two_clauses() -> Case:
    return given(
        a_clause("4.2", at="2025-05-02", text="Twenty."),
        a_clause("3.1", at="2025-05-01", text="Fees."),
        revised("2025-05-10", clause="4.2", text="Thirty."),
    )


def test_a_seal_holds_all_that_is_current_in_the_order_of_recording() -> None:
    assert two_clauses().when(sealed()).seals() == [("4.2", 2), ("3.1", 1)]


def test_a_seal_of_named_clauses_holds_these_in_their_order() -> None:
    assert two_clauses().when(sealed(clauses=["3.1"])).seals() == [("3.1", 1)]
    assert two_clauses().when(sealed(clauses=["3.1", "4.2"])).seals() == [("3.1", 1), ("4.2", 2)]


def test_a_clause_that_is_named_twice_is_sealed_once() -> None:
    assert two_clauses().when(sealed(clauses=["3.1", "3.1"])).seals() == [("3.1", 1)]


def test_a_seal_of_given_contents_holds_exactly_these() -> None:
    contents = [{"clause": "4.2", "version": 1}]
    assert two_clauses().when(sealed(contents=contents)).seals() == [("4.2", 1)]
    assert two_clauses().when(sealed(contents=[])).seals() == []


def test_a_seal_made_earlier_holds_what_stood_earlier() -> None:
    assert two_clauses().when(sealed("2025-05-05")).seals() == [("4.2", 1), ("3.1", 1)]
    assert two_clauses().when(sealed("2025-05-01")).seals() == [("3.1", 1)]
    assert two_clauses().when(sealed("2025-04-30")).seals() == []


def test_a_clause_that_did_not_stand_is_not_sealed() -> None:
    case = two_clauses().record(a_record("clause.removed", clause="3.1", at="2025-05-12"))
    assert case.when(sealed()).seals() == [("4.2", 2)]
    assert case.when(sealed(clauses=["3.1"])).seals() == []


def test_a_revision_that_arrives_after_the_seal_is_not_in_it() -> None:
    case = two_clauses().record(sealed("2025-05-16", proposal="P1"))
    case.record(revised("2025-05-15", clause="4.2", text="Forty."))
    kept = case.entries["r-4"].event
    assert isinstance(kept, ProposalSealed)
    assert [(each.clause, each.version) for each in kept.contents or ()] == [("4.2", 2), ("3.1", 1)]
    # A seal of the same day that is recorded after it holds it.
    assert case.when(sealed("2025-05-16", proposal="P2")).seals() == [("4.2", 3), ("3.1", 1)]


def test_a_revision_that_overlaps_the_seal_counts_when_it_was_known() -> None:
    case = given(a_clause(at="2025-05-01"), revised("2025-05-16T16:29:30Z"))
    assert case.when(sealed("2025-05-16T16:29Z")).seals() == [("4.2", 2)]
    assert case.when(sealed("2025-05-16T16:28Z")).seals() == [("4.2", 1)]


def test_a_seal_names_each_wording_by_the_digest_of_its_text() -> None:
    seal = seal_in(two_clauses(), sealed())
    digests = [each.digest for each in seal.contents or ()]
    assert digests == [sha256(text.encode()).hexdigest() for text in ("Thirty.", "Fees.")]


def test_the_digest_of_a_seal_is_over_its_contents_in_canonical_json() -> None:
    seal = seal_in(two_clauses(), sealed(clauses=["4.2"]))
    digest = sha256(b"Thirty.").hexdigest()
    contents = canonical([{"clause": "4.2", "version": 2, "digest": digest}])
    assert seal.digest == sha256(contents).hexdigest()


def test_given_contents_get_the_digests_of_their_wordings() -> None:
    by_name = seal_in(two_clauses(), sealed(clauses=["4.2"]))
    by_contents = seal_in(two_clauses(), sealed(contents=[{"clause": "4.2", "version": 2}]))
    assert by_contents.contents == by_name.contents
    assert by_contents.digest == by_name.digest


@pytest.mark.parametrize("privilege", ["confidential", "attorney_client", "work_product"])
def test_the_digest_of_a_privileged_wording_is_left_out(privilege: str) -> None:
    case = given(a_clause(privilege=privilege))
    [wording] = seal_in(case, sealed()).contents or ()
    assert wording.digest is None
    [given_] = seal_in(case, sealed(contents=[{"clause": "4.2", "version": 1}])).contents or ()
    assert given_.digest is None


def test_a_struck_wording_is_not_sealed_and_keeps_its_number() -> None:
    case = two_clauses().record(a_record("record.struck", record="r-3", reason="A double."))
    assert case.when(sealed()).seals() == [("4.2", 1), ("3.1", 1)]
    case.record(revised("2025-05-12", clause="4.2"))
    assert case.when(sealed()).seals() == [("4.2", 3), ("3.1", 1)]


def test_a_clause_that_was_never_added_cannot_be_sealed() -> None:
    two_clauses().when(sealed(clauses=["4.2", "9.9"])).is_refused(
        "clause_not_on_record", "/data/clauses/1"
    )
    two_clauses().when(sealed(contents=[{"clause": "9.9", "version": 1}])).is_refused(
        "clause_not_on_record", "/data/contents/0/clause"
    )


def test_a_proposal_may_amend_one_that_is_not_on_record() -> None:
    seal = seal_in(two_clauses(), sealed(amends="P0"))
    assert seal.amends == "P0"


def test_an_empty_deal_can_be_sealed() -> None:
    assert given().when(sealed()).seals() == []
