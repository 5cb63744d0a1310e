"""Whatever comes: records, uncovered, or untranslatable with a reason. And always the same."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.webhooks.mapping.loading import providers
from api.webhooks.mapping.translating import Translated, UntranslatableError, translate
from api.webhooks.provider import Part, UnreadableError
from api.webhooks.registry import PROVIDERS
from domain.canonical import canonical
from tests.api.webhooks.mapping import test_docusign, test_hubspot, test_pipedrive
from tests.api.webhooks.mapping.test_salesforce import change
from tests.api.webhooks.mapping.translated import VERIFIED, changed, default, parts

NAMES = [
    *("objectId", "propertyName", "propertyValue", "subscriptionType", "mergedObjectIds"),
    *("object_type", "id", "change", "gap", "fields", "nulled", "Amount", "Name", "by"),
    *("entity", "action", "data", "previous", "value", "title", "org_id", "user_id"),
    *("fact", "at", "told_at", "envelope", "envelopeId", "recipient", "recipientId", "email"),
    *("kind", "roleName", "custom", "deal_ledger_deal", "deal_ledger_proposal", "sentDateTime"),
]
WORDS = [
    *("deal.propertyChange", "deal.merge", "deal.creation", "amount", "Opportunity", "UPDATE"),
    *("deal", "create", "change", "delete", "recipient-completed", "recipient-sent", "signer"),
    *("recipient-delivered", "envelope-voided", "client", "a@b.c", "2026-01-01T00:00Z", "P7", "D"),
]
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.text(st.characters()),
    st.sampled_from(WORDS),
)  # fmt: skip
keys = st.sampled_from(NAMES) | st.text(max_size=3)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(keys, inner), max_leaves=15
)
WHOLE: dict[str, Any] = {
    "hubspot": test_hubspot.CHANGE,
    "salesforce": change("UPDATE", {"nulledFields": ["CloseDate"]}, Amount="7.50", Name="n"),
    "pipedrive": test_pipedrive.webhook("change", test_pipedrive.DATA, {"value": 1, "title": "x"}),
    "docusign": test_docusign.delivery(test_docusign.ALICE, test_docusign.CARLA),
}


def judged(provider: str, part: Part) -> Translated | UntranslatableError:
    try:
        found: Translated | UntranslatableError = translate(default(provider), part, VERIFIED)
    except UntranslatableError as caught:
        found = caught
    if isinstance(found, UntranslatableError):
        assert found.code
        assert found.message
        assert found.pointer == "" or found.pointer.startswith("/")
        return found
    assert found.uncovered == (not found.records)
    assert bool(found.reason) == found.uncovered
    assert all(canonical(each.as_sent()) for each in found.records)
    return found


@pytest.mark.parametrize("provider", providers())
@given(payload=anything)
def test_any_payload_ends_in_one_of_three_ways(provider: str, payload: Any) -> None:
    judged(provider, Part("x", "r", datetime(2026, 1, 1, tzinfo=UTC), payload))


@st.composite
def spoilt(draw: st.DrawFn, whole: Any) -> Any:
    """A real delivery in which one thing, somewhere, is something else."""
    value = json.loads(json.dumps(whole))
    holder = value
    while True:
        steps = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        step = draw(st.sampled_from(steps))
        inner = holder[step]
        if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
            holder[step] = draw(anything.filter(_is_json))
            return value
        holder = inner


def _is_json(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


@pytest.mark.parametrize("provider", sorted(WHOLE))
@given(draws=st.data())
def test_a_delivery_with_something_odd_in_it_ends_in_one_of_three_ways(
    provider: str, draws: st.DataObject
) -> None:
    body = draws.draw(spoilt(WHOLE[provider]))
    try:
        found = PROVIDERS[provider].parts(json.dumps(body).encode(), {})
    except UnreadableError:
        return
    for part in found:
        judged(provider, part)


@pytest.mark.parametrize("provider", sorted(WHOLE))
def test_translating_twice_and_in_any_order_gives_equal_records(provider: str) -> None:
    told = parts(provider, WHOLE[provider])
    first = [translate(default(provider), part, VERIFIED).records for part in told]
    again = [translate(default(provider), part, VERIFIED).records for part in reversed(told)]
    assert first == again[::-1]
    ids = [each.id for found in first for each in found]
    assert len(ids) == len(set(ids))


def test_members_are_not_mixed_up_with_fields_of_the_same_name() -> None:
    lines = ('amount = "amount"', 'amount = "amount"\n"a.b" = "one"\n"a-b" = "two"')
    mapping = changed("hubspot", lines)
    ids = set()
    for name in ("a.b", "a-b"):
        [part] = parts("hubspot", test_hubspot.CHANGE | {"propertyName": name, "eventId": 1})
        ids |= {each.id for each in translate(mapping, part, VERIFIED).records}
    assert len(ids) == 2
