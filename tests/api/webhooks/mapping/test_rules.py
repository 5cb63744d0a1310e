"""What rules can say: members, keys, privileges, people, and what happens where nothing fits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from api.webhooks.mapping.loading import load
from api.webhooks.mapping.making import MOST
from api.webhooks.mapping.translating import Translated, UntranslatableError, translate
from api.webhooks.provider import Part
from tests.api.webhooks.mapping.translated import (
    UNVERIFIED,
    VERIFIED,
    default,
    parts,
    records,
    sent,
)

HEAD = """
provider = "generic"
system = "quotes"
channel = "crm"
[deal]
object = "text(deal)"
id = "object()"
"""


def made(
    text: str, payload: Any, at: datetime | None = datetime(2026, 1, 1, tzinfo=UTC)
) -> Translated:
    return translate(load(HEAD + text), Part("x", "ref-1", at, payload), VERIFIED)


SAID = """
[[record]]
name = "said"
when = "deal"
each = "lines"
key = "member().id"
type = "value.reported"
actor = "person(user, named('quotes:user', text(userId)))"
on_behalf_of = "boss"
privilege = "confidential"
data = { system = "system()", object = "text(deal)", field = "'a'", value = "member().value" }
"""


def test_one_record_comes_of_each_member_told_apart_by_its_key() -> None:
    lines = [{"id": 1, "value": "a"}, {"id": 2, "value": "b"}]
    found = made(SAID, {"deal": "D-1", "user": "Ana@X.com", "lines": lines, "boss": "vp"})
    assert [each.id for each in found.records] == ["crm-1:ref-1:said:1", "crm-1:ref-1:said:2"]
    [first, _] = sent(list(found.records))
    assert first["actor"] == "ana@x.com"
    assert first["on_behalf_of"] == "vp"
    assert first["privilege"] == "confidential"
    swapped = made(SAID, {"deal": "D-1", "user": "Ana@X.com", "lines": lines[::-1], "boss": "vp"})
    assert set(swapped.records) == set(found.records)


@pytest.mark.parametrize("lines", [None, []])
def test_no_member_is_no_record(lines: object) -> None:
    assert made(SAID, {"deal": "D-1", "lines": lines}).uncovered


@pytest.mark.parametrize(
    ("payload", "code", "pointer"),
    [
        ({"lines": 7}, "not_a_list", "/each"),
        ({"lines": [{}] * (MOST + 1)}, "too_many", "/each"),
        ({"lines": [{"value": "a"}]}, "value_missing", "/key"),
        ({"lines": [{"id": {}, "value": "a"}]}, "wrong_type", "/key"),
        ({"lines": [{"id": "1", "value": "a"}], "userId": None}, "value_missing", "/actor"),
        ({"lines": [{"id": "1"}], "userId": 1}, "value_missing", "/data/value"),
        ({"lines": [{"id": "1", "value": {}}], "userId": 1}, "wrong_type", "/data/value"),
        ({"lines": [{"id": "1", "value": "\x00"}], "userId": 1}, "bad_text", "/data/value"),
        ({"deal": "a/b", "lines": [{"id": "1", "value": 1}], "userId": 1}, "bad_id", "/deal"),
        ({"deal": ["x"], "lines": [{"id": "1", "value": 1}]}, "expression_failed", "/deal"),
        ({"lines": [{"id": "1", "value": 1}], "user": "a b"}, "value_missing", "/actor"),
    ],
)
def test_what_a_rule_covers_and_cannot_be_made_says_where(
    payload: dict[str, Any], code: str, pointer: str
) -> None:
    with pytest.raises(UntranslatableError) as caught:
        made(SAID, {"deal": "D-1"} | payload)
    assert (caught.value.code, caught.value.pointer) == (code, pointer)
    assert "Rule 'said'" in caught.value.message


def test_two_fields_that_a_mapping_makes_of_nothing_are_left_out() -> None:
    rule = """
[[record]]
name = "closed"
when = "closed"
type = "deal.closed"
data = { outcome = "outcome", reason = "why" }
"""
    [record] = sent(list(made(rule, {"deal": "D", "closed": 0, "outcome": "won"}).records))
    assert record["data"] == {"outcome": "won"}
    assert record["actor"] == "system:quotes"


def test_a_record_of_the_organisation_has_no_deal() -> None:
    rule = """
[[record]]
name = "item"
when = "type == 'item'"
type = "catalogue.item_defined"
data = { item = "id", name = "name", synonyms = ["other"] }
"""
    [record] = made(rule, {"type": "item", "id": "i", "name": "n", "other": "o"}).records
    assert record.deal is None


@pytest.mark.parametrize(
    "expression", ["join(', ', a)", "a[0] > b", "max(a)", "sum(a)", "sort_by(a, &b)", "keys(a)"]
)
def test_an_expression_that_fails_on_a_payload_is_named(expression: str) -> None:
    rule = SAID.replace('when = "deal"', f'when = "{expression}"')
    with pytest.raises(UntranslatableError) as caught:
        made(rule, {"deal": "D", "a": [1, "x", None], "b": "c"})
    assert caught.value.code == "expression_failed"
    assert repr(expression)[1:-1] in caught.value.message


@pytest.mark.parametrize(("when", "covered"), [("`0`", True), ("''", False), ("`false`", False)])
def test_nought_is_true_as_everywhere_in_jmespath(when: str, covered: bool) -> None:
    rule = """
[[record]]
name = "closed"
when = "WHEN"
type = "deal.closed"
data = { outcome = "'won'" }
""".replace("WHEN", when)
    assert made(rule, {"deal": "D"}).uncovered is not covered


PEOPLE = """
[people]
stated_on = 2026-01-15
stated_by = "ana"
method = "verified address"
[people.known]
"Bob@Example.com" = "bob"
"quotes:user:7" = "vp"
"""
BY_BOB = """
[[record]]
name = "told"
when = "deal"
type = "message.sent"
actor = "person(user, named('quotes:user', userId))"
data = { message = "'m'", to = ["to"], channel = "'email'", about = [] }
"""


def test_who_is_known_under_another_id_is_identified_and_never_replaced() -> None:
    payload = {"deal": "D", "user": "bob@example.com", "to": "quotes:user:7"}
    [message, first, second] = sent(list(made(PEOPLE + BY_BOB, payload).records))
    assert message["actor"] == "bob@example.com"
    assert message["data"]["to"] == ["quotes:user:7"]
    assert first == {
        "id": "crm-1:same:bob@example.com:bob",
        "type": "person.identified",
        "occurred_at": "2026-01-15",
        "actor": "ana",
        "evidence": {"class": "asserted"},
        "privilege": "none",
        "data": {
            "person": "bob@example.com",
            "same_as": "bob",
            "method": "verified address",
            "confirmed_by": "ana",
        },
    }
    assert second["data"]["same_as"] == "vp"


def test_an_identification_is_the_same_whichever_delivery_brings_it() -> None:
    mapping = load(HEAD + PEOPLE + BY_BOB)
    payload = {"deal": "D", "user": "bob@example.com", "to": "x"}
    first = translate(mapping, Part("x", "1", datetime(2026, 1, 1, tzinfo=UTC), payload), VERIFIED)
    other = translate(
        mapping, Part("x", "2", datetime(2026, 2, 1, tzinfo=UTC), payload), UNVERIFIED
    )
    assert first.records[1] == other.records[1]
    assert first.settled_by == {first.records[1].id: frozenset({"record_id_reused"})}


def test_nobody_is_identified_where_no_person_known_is_named() -> None:
    found = made(PEOPLE + BY_BOB, {"deal": "D", "user": "eve@example.com", "to": "x"})
    assert [each.envelope.type for each in found.records] == ["message.sent"]


WHOLE = {
    "id": "own-1",
    "deal": "D-1",
    "type": "deal.closed",
    "occurred_at": "2026-01-01",
    "actor": "ana",
    "data": {"outcome": "won"},
}


def test_a_record_that_is_sent_whole_is_taken_as_it_is() -> None:
    [record] = records("generic", WHOLE)
    assert record.id == "own-1"
    assert record.envelope.evidence.class_ == "asserted"
    assert record.envelope.source is None


def test_a_whole_record_that_is_none_says_where() -> None:
    part = Part("x", "r", None, {}, records=(WHOLE, WHOLE | {"type": "deal.closd"}))
    with pytest.raises(UntranslatableError) as caught:
        translate(default("generic"), part, VERIFIED)
    assert (caught.value.code, caught.value.pointer) == ("unknown_type", "/1/type")
    assert caught.value.message.startswith("Record 2 of the delivery: ")
    assert caught.value.message.endswith("(/type)")


def test_a_record_that_came_alone_in_its_part_has_no_number() -> None:
    # Of an array each record is a part of its own: "record 1" would be wrong of all but the first.
    found = parts("generic", [WHOLE, WHOLE | {"type": "deal.closd"}])
    with pytest.raises(UntranslatableError, match=r"^The record: "):
        translate(default("generic"), found[1], VERIFIED)


def test_a_part_that_its_provider_could_not_read_is_not_tried() -> None:
    part = Part("unknown", "r", None, None, fault="It says nothing.")
    with pytest.raises(UntranslatableError, match="It says nothing"):
        translate(default("hubspot"), part, VERIFIED)
