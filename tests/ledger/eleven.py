"""Eleven entries that tests of proofs stand on: small, and with a bit of everything."""

from __future__ import annotations

from collections.abc import Sequence

from domain.record import Record
from ledger.application import Ledger
from tests.records import BY, a_clause, a_record

ENTRIES = 11


def eleven() -> Sequence[Record]:
    """Records of the organisation (1), of D-1 (2, 3, 5, 6, 8, 10, 11) and of D-2 (4, 7, 9).

    Entries 5, 9 and 11 have the word twelve in clear; 5 and 6 commit to a value, 6 names carla.
    """
    return (
        a_record("catalogue.item_defined"),
        a_record("deal.opened"),
        a_clause("4.2"),
        a_record("deal.opened", deal="D-2"),
        a_record("clause.revised", clause="4.2", reason="asked for"),
        a_record("message.sent", to=["carla"], words="The discount stays."),
        a_clause("4.2", deal="D-2"),
        a_record("value.reported"),
        a_record("clause.revised", clause="4.2", deal="D-2"),
        a_record("value.reported"),
        a_record("clause.revised", clause="4.2"),
    )


def add(ledger: Ledger, *records: Record) -> None:
    """Record them one by one."""
    for record in records:
        ledger.record(record, BY)
