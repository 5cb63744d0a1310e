"""What we sign is what the specification, our own inbox and the receiver of the docs believe."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from api.webhooks.standard_webhooks import a_secret, check_signature, signed
from tests.api.webhooks.delivering import JSON, arrival, found
from tests.shared import CHECKOUT

FIRST, SECOND = a_secret(bytes(range(40))), a_secret(bytes(range(40, 80)))
BODY = b'{"type":"deal.opened"}'


def test_the_published_example_gets_the_published_signature() -> None:
    [one] = found("signature_vectors", "standard_webhooks.json")["positive"]
    at = datetime.fromtimestamp(int(one["timestamp"]), UTC)
    headers = signed(one["webhook_id"], at, one["body"].encode(), [one["secret"]])
    assert headers == {
        "webhook-id": one["webhook_id"],
        "webhook-timestamp": one["timestamp"],
        "webhook-signature": one["expected"],
    }


@pytest.mark.parametrize("secret", [FIRST, SECOND])
def test_our_own_inbox_believes_it_with_either_secret(secret: str) -> None:
    now = datetime.now(UTC)
    headers = signed("s1:7", now, BODY, [FIRST, SECOND])
    check_signature(arrival(BODY, {**JSON, **headers}, at=now), [secret])


def test_nothing_is_signed_without_a_secret() -> None:
    for secrets in ([], ["whsec_"], ["whpk_" + FIRST.removeprefix("whsec_")]):
        with pytest.raises(ValueError, match="no secret"):
            signed("s1:7", datetime.now(UTC), BODY, secrets)


def of_the_docs() -> dict[str, Any]:
    """The receiver that docs/subscriptions.md shows."""
    text = (CHECKOUT / "docs" / "subscriptions.md").read_text(encoding="utf-8")
    [code] = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 - our own documentation
    return names


@pytest.mark.parametrize(
    ("secrets", "body", "age", "believed"),
    [
        ([FIRST], BODY, 0, True),
        ([SECOND], BODY, 0, True),
        ([a_secret(bytes(40))], BODY, 0, False),
        ([FIRST], BODY + b" ", 0, False),
        ([FIRST], BODY, 301, False),
        ([FIRST], BODY, -301, False),
    ],
)
def test_the_receiver_of_the_docs_believes_us_and_nobody_else(
    secrets: list[str], body: bytes, age: int, *, believed: bool
) -> None:
    receiver = of_the_docs()
    receiver["SECRETS"][:] = secrets
    at = datetime.fromtimestamp(time.time() - age, UTC)
    headers = signed("s1:7", at, BODY, [SECOND, FIRST])
    if believed:
        assert receiver["checked"](headers, body) == json.loads(BODY)
    else:
        with pytest.raises(ValueError, match="not "):
            receiver["checked"](headers, body)
