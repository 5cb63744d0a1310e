"""Deliveries of two senders from a fixed seed: doubled, shuffled, untranslatable, forged."""

from __future__ import annotations

import base64
import hmac
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from api.webhooks.addresses import path_of
from api.webhooks.mapping.loading import default_text
from ledger.application import Ledger
from ledger.inbox.connections import Connection, Connections
from tests.records import a_sending

BEARER = "a-token-of-the-generic-sender"
SECRET = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy"
HOST = "127.0.0.1"
DEALS = 40
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
DOUBLED, UNTRANSLATABLE, FORGED = 0.3, 0.05, 0.05
_PROPERTIES = ("amount", "dealstage", "closedate", "dealname")


@dataclass(frozen=True, slots=True)
class Planned:
    """A delivery as it will be sent. `forged`: it is to be refused."""

    provider: str
    body: bytes
    forged: bool = False

    @property
    def digest(self) -> bytes:
        """What the inbox keeps of its body."""
        return sha256(self.body).digest()

    def request(self) -> bytes:
        """The bytes of the request, signed now."""
        path = path_of(self.provider, self.provider)
        head = [f"POST {path} HTTP/1.1", f"Host: {HOST}", "Content-Type: application/json"]
        if self.provider == "generic":
            head.append(f"Authorization: Bearer {'wrong' if self.forged else BEARER}")
        else:
            head += _signed(path, self.body, "wrong" if self.forged else SECRET)
        head.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join([*head, "\r\n"]).encode() + self.body


def _signed(path: str, body: bytes, secret: str) -> list[str]:
    at = str(int(time.time() * 1000))
    message = b"POST" + f"https://{HOST}{path}".encode() + body + at.encode()
    digest = base64.b64encode(hmac.digest(secret.encode(), message, "sha256")).decode()
    return [f"X-HubSpot-Request-Timestamp: {at}", f"X-HubSpot-Signature-v3: {digest}"]


def connect(ledger: Ledger) -> None:
    """The two connections that they come by."""
    connections = Connections(ledger.rows)
    for provider, secret in (("hubspot", SECRET), ("generic", BEARER)):
        text = default_text(provider) or ""
        connections.create(Connection(provider, provider, {}, text, None, SINCE))
        connections.add_secret(provider, secret, SINCE)


def planned(number: int, seed: int) -> list[Planned]:
    """So many deliveries, in the order in which they are sent."""
    chance = random.Random(seed)
    making = _Making(chance)
    several = [making.one() for _ in range(round(number * (1 - DOUBLED)))]
    several += [chance.choice(several) for _ in range(number - len(several))]
    chance.shuffle(several)
    return several


class _Making:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._number = 0
        self._clauses: list[tuple[str, str]] = []

    def one(self) -> Planned:
        """The next delivery."""
        self._number += 1
        which = self._chance.random()
        if which < UNTRANSLATABLE:
            return Planned("generic", self._untranslatable())
        forged = which < UNTRANSLATABLE + FORGED
        if self._chance.random() < 0.5:
            return Planned("hubspot", self._events(), forged)
        records = self._records()
        if not forged:
            self._clauses += [
                (each["deal"], each["data"]["clause"])
                for each in records
                if each["type"] == "clause.added"
            ]
        return Planned("generic", _json(records), forged)

    def _untranslatable(self) -> bytes:
        made: Sequence[Callable[[], bytes]] = (
            lambda: b"not JSON %d" % self._number,
            lambda: _json([{"id": f"x-{self._number}", "type": "clause.invented", "data": {}}]),
            lambda: _json([{**self._records()[0], "occurred_at": f"day {self._number}"}]),
        )
        return self._chance.choice(made)()

    def _events(self) -> bytes:
        """A batch of HubSpot's: changes of some deals."""
        return _json([self._event(place) for place in range(self._chance.randrange(1, 4))])

    def _event(self, place: int) -> dict[str, Any]:
        at = SINCE + timedelta(seconds=self._chance.randrange(10_000_000))
        return {
            "attemptNumber": 0,
            "eventId": self._number * 10 + place,
            "changeSource": "CRM_UI",
            "sourceId": f"userId:{self._chance.randrange(9)}",
            "occurredAt": int(at.timestamp() * 1000),
            "subscriptionType": "deal.propertyChange",
            "propertyName": self._chance.choice(_PROPERTIES),
            "propertyValue": str(self._chance.randrange(100_000)),
            "portalId": 48975575,
            "objectId": 1000 + self._chance.randrange(DEALS),
        }

    def _records(self) -> list[dict[str, Any]]:
        """Records of one deal; some change what another delivery may bring only later."""
        id_, deal = f"g-{self._number}", f"deal-{self._chance.randrange(DEALS)}"
        if self._clauses and self._chance.random() < 0.3:
            deal, clause = self._chance.choice(self._clauses)
            text = f"Wording {self._number}."
            return [a_sending("clause.revised", id=id_, deal=deal, clause=clause, text=text)]
        if self._chance.random() < 0.4:
            return [a_sending("clause.added", id=id_, deal=deal, clause=f"c{self._number}")]
        message = f"M{self._number}"
        return [a_sending("message.sent", id=id_, deal=deal, message=message)]


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()
