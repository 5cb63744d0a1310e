"""What lies beside the entries and is about a person: deliveries, tokens, the set-up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ledger.erasing.matching import Matcher
from ledger.erasing.reading import names_in, told_in
from ledger.erasing.whom import Whom
from ledger.recorder import EntryRecorder

PAGE = 100
_DELIVERIES = """
    SELECT delivery, doubles, headers::text AS headers, body FROM ledger.inbox
    WHERE delivery > %s AND (headers IS NOT NULL OR body IS NOT NULL)
    ORDER BY delivery LIMIT %s"""
_RECORDED_OF = """
    SELECT e.originator_id, e.state FROM ledger.inbox_items t
    JOIN ledger.entries e ON e.event_id = ANY(t.records) WHERE t.delivery = ANY(%s)"""
_ITEMS = """
    SELECT t.item, t.object, t.reason, i.doubles
    FROM ledger.inbox_items t JOIN ledger.inbox i USING (delivery)
    WHERE t.item > %s ORDER BY t.item LIMIT %s"""
_TOKENS = "SELECT token, name, person FROM ledger.tokens ORDER BY token"
_ACCESSES = """
    SELECT number, read_at, request FROM ledger.access_log
    WHERE number > %s AND request ILIKE ANY(%s) ORDER BY number LIMIT %s"""
_SET_UP = """
    SELECT 'connection ' || connection AS what,
        connection || ' ' || settings::text || ' ' || mapping AS text FROM ledger.connections
    UNION ALL SELECT 'subscription ' || subscription,
        concat_ws(' ', subscription, url, reason, last_error) FROM ledger.subscriptions
    UNION ALL SELECT 'gap ' || gap, concat_ws(' ', about, cause) FROM ledger.gaps
    UNION ALL SELECT 'source of connection ' || connection, source
        FROM ledger.inbox_numbers GROUP BY connection, source
    UNION ALL SELECT 'time stamping authority ' || authority, concat_ws(' ', authority, reason)
        FROM ledger.time_stamping
    UNION ALL SELECT 'what the signer told ' || number, told::text FROM ledger.signer_log
    ORDER BY what"""


@dataclass
class Beside:
    """What was found. Rows with what else tells them from others, as the database's function asks.

    `bound` tokens are the person's own; of `named` ones only the name tells. `set_up` is told, and
    not erased: somebody has to set it up otherwise.
    """

    up_to: int = 0
    deliveries: list[tuple[int, bytes]] = field(default_factory=list)
    items: list[tuple[int, bytes]] = field(default_factory=list)
    bound: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    accesses: list[tuple[int, datetime]] = field(default_factory=list)
    set_up: list[str] = field(default_factory=list)
    holds: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class LookingBeside:
    """Looks for one person. Deliveries are long: only those that were not looked at yet are."""

    rows: EntryRecorder
    whom: Whom
    matcher: Matcher

    def go_on(self, found: Beside) -> None:
        """Look through the deliveries after those that were, and through all of the rest anew."""
        found.deliveries += self._deliveries(found)
        found.holds = self._holds(found)
        found.items = list(self._items())
        found.bound, found.named = self._tokens()
        found.accesses = list(self._accesses())
        rows = self.rows.all(_SET_UP)
        found.set_up = [row["what"] for row in rows if names_in(row["text"], self.matcher)]

    def _deliveries(self, found: Beside) -> Iterator[tuple[int, bytes]]:
        while page := self.rows.all(_DELIVERIES, found.up_to, PAGE):
            for row in page:
                if self._told_in(row):
                    yield row["delivery"], bytes(row["doubles"])
            found.up_to = page[-1]["delivery"]

    def _told_in(self, row: dict[str, Any]) -> bool:
        if names_in(row["headers"] or "", self.matcher):
            return True
        return told_in(bytes(row["body"] or b""), self.matcher)

    def _holds(self, found: Beside) -> set[str]:
        """The holds that keep whole what was recorded from these deliveries."""
        held: set[str] = set()
        numbers = [number for number, _ in found.deliveries]
        for start in range(0, len(numbers), PAGE):
            for row in self.rows.all(_RECORDED_OF, numbers[start : start + PAGE]):
                held |= self.whom.holds_on(row["originator_id"], bytes(row["state"]))
        return held

    def _items(self) -> Iterator[tuple[int, bytes]]:
        after = 0
        while page := self.rows.all(_ITEMS, after, 10 * PAGE):
            for row in page:
                if any(names_in(row[each] or "", self.matcher) for each in ("object", "reason")):
                    yield row["item"], bytes(row["doubles"])
            after = page[-1]["item"]

    def _tokens(self) -> tuple[list[str], list[str]]:
        bound, named = [], []
        for row in self.rows.all(_TOKENS):
            if row["person"] in self.whom.ids:
                bound.append(row["token"])
            elif names_in(row["name"], self.matcher, takes_part=True):
                named.append(row["token"])
        return bound, named

    def _accesses(self) -> Iterator[tuple[int, datetime]]:
        wanted = [f"%{_without_wildcards(each)}%" for each in sorted(self.matcher.beginnings)]
        after = 0
        while page := self.rows.all(_ACCESSES, after, wanted, 10 * PAGE):
            for row in page:
                if self.matcher.names_them(row["request"]):
                    yield row["number"], row["read_at"]
            after = page[-1]["number"]


def _without_wildcards(value: str) -> str:
    for special in "\\%_":
        value = value.replace(special, f"\\{special}")
    return value
