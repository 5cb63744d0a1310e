"""SCOPE04: a term was lost at a re-wording."""

from __future__ import annotations

from typing import Any

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.records import a_clause, a_record


def term(kind: str = "discount") -> dict[str, Any]:
    return {"kind": kind, "value": {"percent": "22"}, "scope": []}


FIRST = a_clause("SCHED-A", id="first", term=term(), at="2025-05-01")


def revised(**more: Any) -> Record:
    given = {"id": "again", "at": "2025-05-02", "text": "Now so.", **more}
    return a_record("clause.revised", clause="SCHED-A", **given)


def test_a_price_that_is_not_stated_again_is_grave() -> None:
    [one] = found("SCOPE04", FIRST, revised())
    assert one.severity == "high"
    about = [each.json for each in one.about]
    assert about == [{"clause": "SCHED-A", "version": 2}, {"record": "first"}]
    assert [each.id for each in one.records] == ["first", "again"]
    assert one.sentence == (
        "A discount was stated for clause SCHED-A (wording 1). In its place came clause SCHED-A "
        "(wording 2), and no term is stated for that."
    )


def test_another_term_is_less_grave() -> None:
    first = a_clause("SCHED-A", term=term("payment"), at="2025-05-01")
    assert [each.severity for each in found("SCOPE04", first, revised())] == ["medium"]


def test_a_term_given_with_the_wording_or_stated_afterwards_is_none() -> None:
    assert found("SCOPE04", FIRST, revised(term=term())) == []
    stated = a_record(
        "term.stated", clause="SCHED-A", term=term("payment"), method="human", at="2025-05-03"
    )
    assert found("SCOPE04", FIRST, revised(), stated) == []
    assert len(found("SCOPE04", FIRST, revised(), stated, effective_at="2025-05-02")) == 1


def test_what_a_parser_proposes_is_not_stated() -> None:
    stated = a_record(
        "term.stated", clause="SCHED-A", term=term(), method="parser", at="2025-05-03"
    )
    assert len(found("SCOPE04", FIRST, revised(), stated)) == 1


def test_where_no_wording_ever_had_a_term_there_is_none() -> None:
    bare = a_clause("SCHED-A", at="2025-05-01")
    assert found("SCOPE04", bare) == []
    assert found("SCOPE04", bare, revised()) == []


def test_a_term_that_was_lost_stays_lost_at_the_next_re_wording() -> None:
    later = revised(id="third", at="2025-05-03")
    [one] = found("SCOPE04", FIRST, revised(), later)
    about = [each.json for each in one.about]
    assert about == [{"clause": "SCHED-A", "version": 3}, {"record": "first"}]
    with_one = revised(id="third", at="2025-05-03", term=term())
    assert found("SCOPE04", FIRST, revised(), with_one) == []


def test_a_revision_that_arrives_late_takes_its_place_in_time() -> None:
    late = revised(id="late", at="2025-04-30")
    assert found("SCOPE04", FIRST, late) == []


def test_it_is_there_from_when_the_wording_is() -> None:
    assert found("SCOPE04", FIRST, revised(), effective_at="2025-05-01") == []


def test_a_struck_revision_lost_nothing() -> None:
    assert found("SCOPE04", FIRST, revised(), a_record("record.struck", record="again")) == []


def test_a_reader_sees_none_that_rests_on_what_is_withheld() -> None:
    assert found("SCOPE04", FIRST, revised(privilege="attorney_client"), role="reader") == []
    hidden = a_clause("SCHED-A", term=term(), at="2025-05-01", privilege="attorney_client")
    assert found("SCOPE04", hidden, revised(), role="reader") == []


def test_it_is_settled_until_the_next_wording_of_a_stated_one_loses_it_again() -> None:
    [one] = opened("SCOPE04", FIRST, revised())
    closing = settling(one, at="2025-05-03", how="not_a_finding")
    assert opened("SCOPE04", FIRST, revised(), closing) == []
    assert len(settled("SCOPE04", FIRST, revised(), closing)) == 1
    stated = revised(id="third", at="2025-05-04", term=term())
    lost = revised(id="fourth", at="2025-05-05")
    [again] = opened("SCOPE04", FIRST, revised(), closing, stated, lost)
    assert again["about"][0] == {"clause": "SCHED-A", "version": 4}
