"""What holds for the findings of every deal: they never fail, and show nothing that is withheld."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import Any

from hypothesis import given as for_every
from hypothesis import settings
from hypothesis import strategies as st

from domain.canonical import canonical
from domain.record import Record
from projections.findings import findings, findings_of
from projections.findings.finding import SEVERITIES
from projections.findings.looked import Looked
from projections.findings.rules import RULES
from tests.domain.stories import days
from tests.projections import test_clocks_properties as offered
from tests.projections import test_coverage_properties as signed
from tests.projections import test_knowledge_properties as told
from tests.projections import test_reading_properties as worded
from tests.projections.answers.packs import story
from tests.projections.given import Given

deals = st.one_of(worded.deals(), told.deals(), offered.deals(), signed.deals()).filter(
    lambda deal: any(entry.record.deal for entry in deal.entries)
)
GRAVEST = {rule.code: SEVERITIES.index(rule.severity) for rule in RULES}


@settings(max_examples=150, deadline=None)
@for_every(deals, days, st.sampled_from(["admin", "reader"]))
def test_no_deal_makes_them_fail_and_the_same_basis_gives_the_same_bytes(
    deal: Given, at: str, role: Any
) -> None:
    first, again = (canonical(findings(deal.known(at, role=role))) for _ in range(2))
    assert first == again


@settings(max_examples=150, deadline=None)
@for_every(deals)
def test_each_is_bound_to_something_shown_by_records_and_as_grave_as_its_rule_says(
    deal: Given,
) -> None:
    known = deal.known()
    happened = {fact.id for fact in chain(known.happened, known.organisation)}
    found = findings_of(Looked(known))
    assert len({each.key for each in found}) == len(found)
    for each in found:
        assert each.about
        assert {fact.id for fact in each.records} <= happened
        assert {ref.id for ref in each.about if ref.kind == "record"} <= happened
        assert SEVERITIES.index(each.severity) >= GRAVEST[each.code]
        assert each.sentence.endswith((".", "”"))
        assert each.to_do.endswith(".")


@settings(max_examples=100, deadline=None)
@for_every(deals, days)
def test_a_reader_is_shown_no_record_that_is_withheld(deal: Given, at: str) -> None:
    known = deal.known(at, role="reader")
    withheld = {e.id for e in deal.entries} - {e.id for e in known.shown}
    withheld -= {e.id for e in deal.entries if e.record.deal is None}
    for each in findings_of(Looked(known)):
        assert not {fact.id for fact in each.records} & withheld
        assert not {ref.id for ref in each.about if ref.kind == "record"} & withheld


def test_every_record_of_the_story_withheld_by_itself_is_in_no_finding_of_a_reader() -> None:
    records = [entry.record for entry in story().entries]
    for place, record in enumerate(records):
        if record.deal is None or record.event.stored_as == "deal.opened":
            continue
        told = [*records[:place], _privileged(record), *records[place + 1 :]]
        read = canonical(findings(Given(told).known(role="reader"))).decode()
        assert f'"{record.id}"' not in read, record.id


def _privileged(record: Record) -> Record:
    kept_back = record.envelope.model_copy(update={"privilege": "attorney_client"})
    return replace(record, envelope=kept_back)
