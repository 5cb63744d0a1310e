"""SAID01, SAID02 and SAID03: what was said to the other side, passed on, and left outside."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Record
from tests.projections.findings.rules import found, opened, settled, settling
from tests.records import a_clause, a_record

PEOPLE = (
    a_record("deal.opened", at="2025-04-01"),
    a_record("party.joined", at="2025-04-01"),
    a_record("party.joined", party="us", name="We", role="seller", at="2025-04-01"),
    a_record("party.joined", party="brightlink", name="B", role="partner", at="2025-04-01"),
    *(
        a_record(
            "participant.assigned", person=p, name=p.title(), party=of, function=f, at="2025-04-02"
        )
        for p, of, f in (
            ("rep", "us", "sales"),
            ("otto", "us", "engineering"),
            ("carla", "acme", "client_contact"),
            ("pia", "brightlink", "partner_contact"),
        )
    ),
)


def priced(*items: str) -> Record:
    states = [item.split() for item in items]
    scope = [{"axis": "orders", "item": item, "state": state} for state, item in states]
    term = {"kind": "discount", "value": {"percent": "22"}, "scope": scope}
    return a_clause("4.2", id="c", term=term, at="2025-05-01")


def mail(words: str = "Add-ons are included.", **more: Any) -> Record:
    given = {"message": "M", "to": ["carla"], "about": [{"topic": "prices"}], "actor": "rep"}
    return a_record(
        "message.sent", **{"id": "mail", "at": "2025-05-05", "words": words, **given, **more}
    )


def stated(state: str = "in", item: str = "expansion", **more: Any) -> Record:
    scope = [{"axis": "orders", "item": item, "state": state}]
    given = {"statement": "ST", "words": "Yes.", "about": [{"topic": "prices"}], "to": ["carla"]}
    given |= {"form": "written", "scope": scope, "actor": "rep", "at": "2025-05-05", "id": "said"}
    return a_record("statement.made", **{**given, **more})


def test_what_was_said_and_is_not_written_is_grave() -> None:
    [one] = found("SAID01", *PEOPLE, priced(), stated())
    assert one.severity == "high"
    assert [each.json for each in one.about] == [{"record": "said"}, {"topic": "expansion"}]
    assert [each.id for each in one.records] == ["said"]
    assert one.sentence == (
        "Rep said to Carla, 2025-05-05: “Yes.” (expansion is in). The terms of prices say: "
        "expansion: silent."
    )


def test_a_recollection_is_less_grave_and_plain_words_are_read() -> None:
    [recalled] = found("SAID01", *PEOPLE, priced(), stated(form="recollection"))
    assert recalled.severity == "medium"
    [written] = found("SAID01", *PEOPLE, priced(), mail())
    assert written.severity == "high"


def test_what_is_written_alike_is_none_and_the_other_way_is_one() -> None:
    assert found("SAID01", *PEOPLE, priced("in expansion"), stated()) == []
    [one] = found("SAID01", *PEOPLE, priced("out expansion"), stated())
    assert one.sentence.endswith("expansion: out.")
    assert found("SAID01", *PEOPLE, priced("out expansion"), stated("out")) == []


def test_what_names_an_item_without_a_direction_is_none() -> None:
    assert found("SAID01", *PEOPLE, priced(), mail("We should talk about add-ons.")) == []


@pytest.mark.parametrize(
    ("other", "many"),
    [
        ({"to": ["pia"]}, 1),
        ({"to": ["otto"]}, 0),
        ({"to": []}, 0),
        ({"actor": "carla", "to": ["rep"]}, 0),
        ({"actor": "pia"}, 0),
    ],
)
def test_it_counts_from_the_house_to_the_other_side(other: dict[str, Any], many: int) -> None:
    assert len(found("SAID01", *PEOPLE, priced(), stated(**other))) == many


def test_it_is_told_of_those_whom_it_reached() -> None:
    failed = a_record(
        "message.failed", message="M", to=["carla"], reason="No box.", at="2025-05-05"
    )
    assert found("SAID01", *PEOPLE, priced(), mail(), failed) == []
    [one] = found("SAID01", *PEOPLE, priced(), mail(to=["carla", "otto", "pia"]), failed)
    assert one.sentence.startswith("Rep said to Pia, 2025-05-05")


def test_a_speaker_under_another_id_of_the_same_human_is_of_the_house() -> None:
    told = (*PEOPLE, priced(), stated(actor="r.rep"))
    assert found("SAID01", *told) == []
    same = a_record("person.identified", person="r.rep", same_as="rep")
    assert len(found("SAID01", *told, same)) == 1


def test_what_was_said_before_then_struck_or_withheld_is_none() -> None:
    told = (*PEOPLE, priced(), stated())
    assert found("SAID01", *told, effective_at="2025-05-04") == []
    assert found("SAID01", *told, a_record("record.struck", record="said")) == []
    hidden = stated(privilege="attorney_client")
    assert found("SAID01", *PEOPLE, priced(), hidden, role="reader") == []


def test_what_was_said_is_settled_until_it_is_said_again() -> None:
    told = (*PEOPLE, priced(), stated())
    [one] = opened("SAID01", *told)
    closing = settling(one, at="2025-05-06")
    assert opened("SAID01", *told, closing) == []
    assert len(settled("SAID01", *told, closing)) == 1
    again = stated(id="said-2", statement="ST2", at="2025-05-07")
    assert len(opened("SAID01", *told, closing, again)) == 1


def relayed(**more: Any) -> Record:
    given = {"message": "M2", "of": "M", "to": ["carla"], "actor": "pia", "at": "2025-05-06"}
    return a_record("message.relayed", **{"id": "relay", **given, **more})


TO_PARTNER = (*PEOPLE, priced(), mail("Here it is.", to=["pia"]))


def test_a_relay_to_the_client_that_adds_or_omits_is_grave() -> None:
    [one] = found("SAID02", *TO_PARTNER, relayed(adds="all included", omits="the end"))
    assert one.severity == "high"
    assert [each.json for each in one.about] == [{"record": "relay"}, {"message": "M"}]
    assert one.sentence == (
        "Pia passed message M on to Carla, 2025-05-06, and added “all included” and left out "
        "“the end”."
    )


def test_a_relay_to_others_is_less_grave_and_a_plain_one_or_our_own_is_none() -> None:
    [one] = found("SAID02", *TO_PARTNER, relayed(to=["zoe"], adds="all included"))
    assert one.severity == "medium"
    assert found("SAID02", *TO_PARTNER, relayed()) == []
    assert found("SAID02", *TO_PARTNER, relayed(actor="otto", adds="all included")) == []


def test_a_relay_before_then_struck_or_withheld_is_none() -> None:
    told = (*TO_PARTNER, relayed(adds="all included"))
    assert found("SAID02", *told, effective_at="2025-05-05") == []
    assert found("SAID02", *told, a_record("record.struck", record="relay")) == []
    hidden = relayed(adds="all included", privilege="attorney_client")
    assert found("SAID02", *TO_PARTNER, hidden, role="reader") == []


def test_a_relay_is_settled_until_the_next() -> None:
    told = (*TO_PARTNER, relayed(adds="all included"))
    [one] = opened("SAID02", *told)
    closing = settling(one, at="2025-05-07", how="fixed")
    assert opened("SAID02", *told, closing) == []
    assert len(settled("SAID02", *told, closing)) == 1
    again = relayed(id="relay-2", message="M3", adds="all included", at="2025-05-08")
    assert len(opened("SAID02", *told, closing, again)) == 1


def executed(clause: str | None = "12", at: str = "2025-05-10", **more: Any) -> Record:
    given = {"agreement": "A1", "proposal": "P1", "id": "paper", "at": at, **more}
    if clause:
        given["entire_agreement_clause"] = clause
    return a_record("agreement.executed", **given)


SEALED = (
    a_clause("12", heading="All of it", text="This is the agreement.", at="2025-05-01"),
    a_record("proposal.sealed", at="2025-05-02"),
)
PROMISED = (*PEOPLE, priced(), *SEALED, stated())


def test_a_promise_outside_an_entire_agreement_is_a_finding() -> None:
    [one] = found("SAID03", *PROMISED, executed())
    assert one.severity == "medium"
    assert [each.json for each in one.about] == [{"record": "paper"}, {"record": "said"}]
    assert [each.id for each in one.records] == ["said", "paper"]
    [added] = found("SAID03", *TO_PARTNER, *SEALED, relayed(adds="all included"), executed())
    assert added.about[1].json == {"record": "relay"}


def test_without_the_clause_or_the_promise_or_with_one_only_later_it_is_none() -> None:
    assert found("SAID03", *PROMISED, executed(None)) == []
    assert found("SAID03", *PEOPLE, priced(), *SEALED, executed()) == []
    assert found("SAID03", *PROMISED, executed(at="2025-05-04")) == []
    assert found("SAID03", *PEOPLE, priced("in expansion"), *SEALED, stated(), executed()) == []


def test_an_agreement_before_then_struck_or_a_withheld_promise_is_none() -> None:
    assert found("SAID03", *PROMISED, executed(), effective_at="2025-05-09") == []
    assert found("SAID03", *PROMISED, executed(), a_record("record.struck", record="paper")) == []
    hidden = (*PROMISED[:-1], stated(privilege="attorney_client"), executed())
    assert found("SAID03", *hidden, role="reader") == []


def test_an_agreement_is_settled_for_these_promises() -> None:
    told = (*PROMISED, executed())
    [one] = opened("SAID03", *told)
    closing = settling(one, at="2025-05-11")
    assert opened("SAID03", *told, closing) == []
    assert len(settled("SAID03", *told, closing)) == 1
    late = stated(id="said-2", statement="ST2", at="2025-05-06")
    assert len(opened("SAID03", *told, closing, late)) == 1
