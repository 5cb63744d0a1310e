"""Privilege that is marked later: what is decided, and what follows for which records."""

from __future__ import annotations

from typing import Any

import pytest

from domain.deal import Deal
from domain.events.proposals import ProposalSealed
from domain.marking import as_private_as, marks_of, with_marks
from domain.record import Entry, Record
from domain.values import Privilege
from tests.domain.cases import Case, entry_of, given, given_organisation
from tests.records import DEAL, a_clause, a_record

RIGHT = {"clause": "4.2", "heading": "Discount", "text": "Ten percent."}


def mark(record: str, as_: str = "attorney_client", **more: Any) -> Record:
    return a_record("privilege.marked", record=record, privilege_=as_, **more)


def a_correction(of: str, **given_: Any) -> Record:
    return a_record("record.corrected", deal=DEAL, corrects=of, data=RIGHT, reason="Typo", **given_)


def entries(*records: Record) -> list[Entry]:
    return [entry_of(record, place) for place, record in enumerate(records, 1)]


def marked(*records: Record) -> list[Privilege]:
    found = entries(*records)
    return [each.privilege for each in with_marks(found, marks_of(found))]


def test_a_mark_names_a_record_that_is_here() -> None:
    given(a_clause(id="c")).when(mark("c")).adds()
    given(a_clause(id="c")).when(mark("d")).is_refused("record_not_on_record", "/data/record")
    grant = a_record("authority.granted", id="g")
    given_organisation(grant).when(mark("g", deal=None)).adds()


def test_a_mark_is_not_marked() -> None:
    case = given(a_clause(id="c"), mark("c", id="m"))
    case.when(mark("m")).is_refused("not_markable", "/data/record")


@pytest.mark.parametrize(
    ("sent", "before", "marked", "stands"),
    [
        (None, "none", "attorney_client", "work_product"),
        ("none", "none", "attorney_client", "attorney_client"),
        ("none", "none", "confidential", "confidential"),
        ("none", "attorney_client", "none", "attorney_client"),
        (None, "attorney_client", "none", "work_product"),
        ("confidential", "work_product", "none", "work_product"),
    ],
)
def test_a_mark_is_as_private_as_what_it_makes_or_made_private(
    sent: str | None, before: str, marked: str, stands: str
) -> None:
    target = entry_of(a_clause(privilege=before), 1)
    made = mark("c", marked) if sent is None else mark("c", marked, privilege=sent)
    assert as_private_as(made, target).envelope.privilege == stands


def test_a_correction_is_as_private_as_what_it_corrects_is_marked() -> None:
    target = entry_of(a_clause(id="c"), 1)
    assert as_private_as(a_correction("c"), target, "work_product").envelope.privilege == (
        "work_product"
    )
    target = entry_of(a_clause(id="c", privilege="attorney_client"), 1)
    assert as_private_as(a_correction("c"), target, "none").envelope.privilege == "none"


def test_deciding_knows_what_is_marked() -> None:
    case = given(a_clause(id="c"), mark("c", "work_product"))
    assert isinstance(case.state, Deal)
    assert case.state.marked == {"c": "work_product"}
    grant = a_record("authority.granted", id="g")
    of_all = given_organisation(grant, mark("g", deal=None))
    assert of_all.state.marked == {"g": "attorney_client"}


def sealed(case: Case) -> str | None:
    event = case.when(a_record("proposal.sealed")).adds()
    assert isinstance(event, ProposalSealed)
    assert event.contents is not None
    return event.contents[0].digest


def test_a_seal_has_no_digest_of_a_wording_that_is_marked() -> None:
    assert sealed(given(a_clause(id="c")))
    assert sealed(given(a_clause(id="c"), mark("c"))) is None
    assert sealed(given(a_clause(id="c"), mark("c", "none")))


def test_a_mark_goes_for_what_corrects_or_strikes_the_record_too() -> None:
    assert marked(
        a_clause(id="c"),
        a_correction("c"),
        a_record("record.struck", record="c"),
        a_clause("5"),
        mark("c"),
        a_correction("c"),
    ) == [
        *("attorney_client", "attorney_client", "attorney_client", "none"),
        *("work_product", "attorney_client"),
    ]


def test_the_last_mark_counts_whichever_way_it_goes() -> None:
    first = a_clause(id="c")
    assert marked(first, mark("c"), mark("c", "none"))[0] == "none"
    assert marked(first, mark("c"), mark("c", "none"), mark("c", "work_product"))[0] == (
        "work_product"
    )


def test_what_a_correction_kept_closed_by_itself_stays_closed_when_its_record_is_waived() -> None:
    closed = a_correction("c", id="x", privilege="attorney_client")
    waived = (a_clause(id="c", privilege="attorney_client"), closed, mark("c", "none"))
    assert marked(*waived)[:2] == ["none", "attorney_client"]
    assert marked(*waived, mark("x", "none"))[:2] == ["none", "none"]


def test_an_entry_knows_what_it_was_privileged_as_at_a_position() -> None:
    found = entries(a_clause(id="c"), mark("c"), mark("c", "confidential"))
    entry = with_marks(found, marks_of(found))[0]
    at = [entry.privilege_at(position) for position in range(1, 4)]
    assert at == ["none", "attorney_client", "confidential"]


def test_what_is_not_marked_otherwise_is_the_same_object() -> None:
    found = entries(a_clause(id="c"), a_clause("5"), mark("c"))
    once = with_marks(found, marks_of(found))
    assert once[1] is found[1]
    again = with_marks(once, marks_of(once))
    assert all(one is other for one, other in zip(once, again, strict=True))
