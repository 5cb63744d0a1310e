"""What is recorded: the same records in every run, of the length that records have.

A deal here is twelve clauses that are revised in turn, with a message about each change: every
second record is a `clause.revised` of about 600 bytes, every other a `message.sent` with two
committed values (its words, and the reference in the system that it came from).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
from typing import Any

from domain.record import Credential, Record, record_of

SEED = 20_250_516
CLAUSES = tuple(f"{chapter}.{article}" for chapter in range(1, 5) for article in range(1, 4))
PERSONS = tuple(f"person-{n:02}" for n in range(12))
IMPORT = Credential("benchmarks", "admin_import")
_WORDS = (
    "the client may order further services at the discount stated above until the end of the term "
    "provided that notice is given in writing and no invoice is overdue the supplier keeps the "
    "price of each unit for renewals and for affiliates as listed in the order form annexed hereto"
).split()


class CountedSalts:
    """Sixteen bytes, never the same twice: a counter, so that every run makes the same bytes."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self) -> bytes:
        """The next salt."""
        return next(self._numbers).to_bytes(16, "big")


def opening(deal: str) -> list[Record]:
    """A deal is opened, and its clauses are added."""
    chance = random.Random(f"{SEED} {deal}")
    data: list[tuple[str, dict[str, Any]]] = [
        ("deal.opened", {"name": f"Licences {deal}", "client": "agency", "currency": "EUR"}),
        *(
            ("clause.added", {"clause": clause, "heading": "Fees", "text": prose(chance, 300)})
            for clause in CLAUSES
        ),
    ]
    return [_record(deal, f"{deal}-{n:07}", n, *each) for n, each in enumerate(data)]


def negotiation(deal: str, start: int = 0) -> Iterator[Record]:
    """What follows the opening of a deal, without end, from the record numbered `start` on."""
    chance = random.Random(f"{SEED} {deal} {start}")
    for n in count(start):
        number = n + len(CLAUSES) + 1
        yield _record(deal, f"{deal}-{number:07}", number, *_step(n, chance))


def _step(n: int, chance: random.Random) -> tuple[str, dict[str, Any]]:
    clause = CLAUSES[n // 2 % len(CLAUSES)]
    if n % 2 == 0:
        scope = [{"axis": "orders", "item": "expansion", "state": "in"}]
        percent = {"percent": f"{chance.randrange(5, 30)}"}
        return "clause.revised", {
            "clause": clause,
            "text": prose(chance, 240),
            "term": {"kind": "discount", "value": percent, "scope": scope},
            "drafted_by": chance.choice(PERSONS),
        }
    return "message.sent", {
        "message": f"message-{n:07}",
        "to": chance.sample(PERSONS, 2),
        "channel": "email",
        "about": [{"clause": clause}],
        "words": prose(chance, 160),
    }


def _record(deal: str, id_: str, number: int, type_: str, data: dict[str, Any]) -> Record:
    day, minute = divmod(number, 1440)
    at = f"2025-{1 + day // 28 % 12:02}-{1 + day % 28:02}T{minute // 60:02}:{minute % 60:02}:00Z"
    source: dict[str, Any] = {"system": "crm", "recorded_at": at}
    if type_ == "message.sent":
        source["ref"] = f"CRM-{number:08}"
    return record_of(
        {
            "id": id_,
            "deal": deal,
            "type": type_,
            "occurred_at": at,
            "actor": PERSONS[number % len(PERSONS)],
            "source": source,
            "data": data,
        }
    )


def prose(chance: random.Random, length: int) -> str:
    """About `length` characters of prose."""
    words: list[str] = []
    while sum(map(len, words)) + len(words) < length:
        words.append(chance.choice(_WORDS))
    return " ".join(words).capitalize() + "."
