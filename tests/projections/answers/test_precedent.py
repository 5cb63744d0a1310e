"""The kind `precedent`: how other deals treat it, this client's apart, and how many are silent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from domain.record import Record
from projections.answers.asked import QuestionNotRead
from projections.deal import KnownDeal
from projections.facts import Role
from tests.projections.given import NOW, Given, given, records
from tests.projections.offers import offer
from tests.records import a_clause, a_record

ITEMS = [{"axis": "orders", "item": "expansion"}]


def opened(client: str = "acme", at: str = "2025-01-01", **more: Any) -> Record:
    return a_record("deal.opened", client=client, at=at, **({"id": "open"} | more))


def clause(state: str | None, text: str = "As is.", id_: str = "cl", **more: Any) -> Record:
    scope = [{"axis": "orders", "item": "expansion", "state": state, "words": f"{state} it is"}]
    term = {"kind": "discount", "scope": scope if state else []} | more
    return a_clause("4.2", id=id_, at="2025-01-02", text=text, term=term)


def other(id_: str, *then: Record) -> KnownDeal:
    return replace(given(*then).known(), id=id_)


class AmongOthers(Given):
    """A deal of acme, and other deals that its reader may see."""

    def __init__(self, others: Sequence[KnownDeal], client: str = "acme") -> None:
        super().__init__([opened(client, "2025-05-01")])
        self._others = others

    def other_deals(self, deal: KnownDeal) -> list[KnownDeal]:
        return [_for(each, deal.basis.role) for each in self._others]


def _for(deal: KnownDeal, role: Role) -> KnownDeal:
    return replace(deal, basis=replace(deal.basis, role=role))


def asked(*others: KnownDeal, role: Role = "admin", **more: Any) -> dict[str, Any]:
    question = {"kind": "precedent", "items": ITEMS, **more}
    return AmongOthers(others).ask(question, role=role, now=NOW)


def counts(answer: dict[str, Any], whose: str = "this_client") -> dict[str, int]:
    return {name: many for name, many in answer["details"][whose]["counts"].items() if many}


def test_this_client_and_others_stand_apart_and_the_silent_are_counted() -> None:
    answer = asked(
        other("a", opened(), clause("in")),
        other("b", opened(), clause(None)),
        other("c", opened("globex"), clause("out", id_="out")),
        other("d", opened("globex")),
        other("e", clause("in", id_="none")),
    )
    assert answer["verdict"] == "stated"
    assert counts(answer) == {"in": 1, "silent": 1}
    assert counts(answer, "other_clients") == {"in": 1, "out": 1, "silent": 1}
    assert [(e["record"], e["deal"]) for e in answer["supports"]] == [("cl", "a"), ("none", "e")]
    assert [(e["record"], e["deal"]) for e in answer["opposes"]] == [("out", "c")]
    assert answer["supports"][0]["words"] == "in it is"
    assert "For acme (this client), 2 deal(s): 1 in, 1 silent." in answer["sentence"]
    assert "For other clients, 3 deal(s): 1 in, 1 out, 1 silent." in answer["sentence"]
    assert (
        "a for acme (in; draft; by the current drafts, opened 2025-01-01): clause 4.2"
        in (answer["sentence"])
    )


@pytest.mark.parametrize(
    ("text", "treatment"),
    [
        (clause("in"), "in"),
        (clause("out"), "out"),
        (clause("in", condition="volume"), "partly"),
        (clause("in", until="2025-02-01"), "silent"),
        (clause(None), "silent"),
        (clause(None, "New services: as agreed."), "undetermined"),
    ],
)
def test_each_deal_is_ruled_as_a_question_of_scope_is(text: Record, treatment: str) -> None:
    answer = asked(other("a", opened(), text))
    assert counts(answer) == {treatment: 1}
    assert answer["verdict"] == "stated"
    none_speaks = "Stated: no other deal on record states expansion, in or out."
    assert answer["sentence"].startswith(none_speaks) == (treatment == "silent")
    if treatment == "undetermined":
        assert records(answer["also_said"]) == ["cl"]


def test_terms_of_another_kind_say_nothing() -> None:
    answer = asked(other("a", opened(), clause("in")), terms=["liability"])
    assert counts(answer) == {"silent": 1}


def test_the_standing_of_a_deal_is_said_with_its_treatment() -> None:
    sealed = a_record("proposal.sealed", at="2025-01-03")
    sent, accepted = offer("sent", "2025-01-04"), offer("accepted", "2025-01-05")
    answer = asked(
        other("a", opened(), clause("in"), sealed, sent, accepted),
        other("b", opened(), clause("in"), sealed, sent),
    )
    standings = [each["standing"] for each in answer["details"]["this_client"]["deals"]]
    assert standings == ["in_force", "offered"]
    assert "(in; in force; by the accepted proposal, P1" in answer["sentence"]


def test_a_deal_that_began_later_is_marked() -> None:
    deals = [
        other(id_, opened(at=at), clause("in"))
        for id_, at in (("a", "2025-04-30"), ("b", "2025-05-01"), ("c", "2025-05-02"))
    ]
    answer = asked(*deals)
    later = [each["began_later"] for each in answer["details"]["this_client"]["deals"]]
    assert later == [False, None, True]


def test_a_struck_deal_and_one_that_had_not_begun_are_none() -> None:
    struck = other("a", opened(), clause("in"), a_record("record.struck", record="open"))
    assert asked(struck)["details"]["this_client"]["deals"] == []
    future = other("b", opened(at="2030-01-01"))
    answer = asked(future)
    assert answer["details"]["this_client"]["deals"] == []


def test_that_there_is_no_other_deal_is_stated() -> None:
    answer = asked()
    assert answer["verdict"] == "stated"
    assert answer["sentence"].startswith("Stated: no other deal is on record.")
    assert [each["looked_for"] for each in answer["not_shown"]] == ["this_client", "other_clients"]


def test_what_is_withheld_in_other_deals_is_not_shown_and_counted() -> None:
    hidden = a_clause("4.2", id="cl", privilege="work_product", term={
        "kind": "discount", "scope": [{"axis": "orders", "item": "expansion", "state": "in"}]
    })  # fmt: skip
    seen = asked(other("a", opened(), hidden))
    assert counts(seen) == {"in": 1}
    answer = asked(other("a", opened(), hidden), role="reader")
    assert counts(answer) == {"silent": 1}
    assert answer["not_shown"][-1]["sentence"].startswith("1 record(s) of other deals")


def test_where_no_item_is_named_the_terms_of_a_kind_are_told() -> None:
    answer = asked(
        other("a", opened(), clause("in")),
        other("b", opened(), clause(None, "A discount, as agreed.", kind="payment")),
        other("c", opened("globex"), clause("in", kind="payment")),
        items=[],
        terms=["discount"],
    )
    assert answer["verdict"] == "stated"
    assert counts(answer) == {"stated": 1, "silent": 1}
    assert counts(answer, "other_clients") == {"silent": 1}
    assert (records(answer["supports"]), records(answer["also_said"])) == (["cl"], [])
    assert answer["opposes"] == []
    assert "a for acme (stated; draft;" in answer["sentence"]
    assert "states it: “As is.” (record cl)" in answer["sentence"]
    assert "say nothing on pricing terms." in answer["not_shown"][-1]["sentence"]


def test_a_clause_that_only_names_the_kind_decides_nothing() -> None:
    named = a_clause("4.2", id="cl", at="2025-01-02", heading="Rebate", text="As is.")
    answer = asked(other("a", opened(), named), items=[], terms=["discount"])
    assert counts(answer) == {"undetermined": 1}
    assert (records(answer["supports"]), records(answer["also_said"])) == ([], ["cl"])


def test_no_other_deal_that_states_a_term_is_stated() -> None:
    answer = asked(other("a", opened(), clause("in")), items=[], terms=["liability"])
    told = "Stated: no other deal on record states liability terms."
    assert answer["sentence"].startswith(told)
    assert answer["would_change"] == "Another deal whose governing text states liability terms."


def test_items_or_kinds_of_term_are_named() -> None:
    with pytest.raises(QuestionNotRead, match="Name items, or kinds of term"):
        asked(items=[])
