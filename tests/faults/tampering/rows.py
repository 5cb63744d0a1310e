"""Statements that tamper with rows, and who can run them."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.database import ERASER, WRITER, connected
from tests.databases import run
from tests.faults.tampering.house import Attempt
from tests.faults.tampering.means import Doing
from tests.tampering import in_bytes, tamper

FITTING_LEAF = r"leaf = sha256('\x00'::bytea || state)"


def entry(position: int, change: str) -> str:
    """Changes a row of an entry."""
    return f"UPDATE ledger.entries SET {change} WHERE position = {position}"  # noqa: S608


def text(position: int) -> str:
    """Another word in the hashed bytes of an entry."""
    return in_bytes(position, "twelve", "ninety")


def by_owner(
    *statements: str, hash_anew: bool = False, chain_anew: bool = False, guarded: bool = False
) -> Doing:
    """As the superuser of the database, with its guards switched off unless told otherwise."""

    def do(attempt: Attempt) -> None:
        if guarded:
            run(attempt.url, *statements)
        else:
            tamper(attempt.url, *statements, hash_anew=hash_anew, chain_anew=chain_anew)

    return do


def by_writer(*statements: str) -> Doing:
    """As the login that the service has."""
    return _by(WRITER, statements)


def by_eraser(*statements: str) -> Doing:
    """As the login that erases."""
    return _by(ERASER, statements)


def _by(role: str, statements: Sequence[str]) -> Doing:
    def do(attempt: Attempt) -> None:
        with connected(attempt.url, role) as connection:
            for each in statements:
                connection.execute(each.encode())

    return do


SWAPPED = (
    "UPDATE ledger.entries SET position = 99 WHERE position = 8",
    "UPDATE ledger.entries SET position = 8 WHERE position = 10",
    "UPDATE ledger.entries SET position = 10 WHERE position = 99",
)
ADDED = (
    "INSERT INTO ledger.entries SELECT position + 1, 'D-9', 1, 'forged', topic, recorded_at,"
    " fingerprint, state, leaf, subtrees FROM ledger.entries ORDER BY position DESC LIMIT 1"
)
OTHER_VALUE = (
    "UPDATE ledger.disclosures SET disclosure = disclosure || 'x',"
    " digest = sha256(convert_to(disclosure || 'x', 'UTF8')) WHERE position = 6"
)
VALUES_SWAPPED = (
    "UPDATE ledger.disclosures SET position = position + 90 WHERE position IN (5, 6)",
    "UPDATE ledger.disclosures SET position = 6 WHERE position = 95",
    "UPDATE ledger.disclosures SET position = 5 WHERE position = 96",
)
_EARLIER = (
    "UPDATE ledger.entries SET state = convert_to(regexp_replace(convert_from(state, 'UTF8'),"
    " '(.*,\"recorded_at\":\")[^\"]*', '\\1' || to_char(recorded_at AT TIME ZONE 'UTC',"
    " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')), 'UTF8') WHERE position <= 11"
)
AN_HOUR_EARLIER = (
    "UPDATE ledger.entries SET recorded_at = recorded_at - interval '1 hour' WHERE position <= 11",
    _EARLIER,
)
SEEN_ERASURES = "SELECT set_config('deal_ledger.erasures', erasures::text, false) FROM ledger.log"
FORGED_APPEND = """
    SELECT ledger.append(ARRAY[1::bigint], ARRAY['D-7'], ARRAY[1::bigint], ARRAY['forged'],
        ARRAY['deal.opened'], ARRAY[sha256('x')],
        ARRAY[convert_to('{"_sd":[],"domain":"deal-ledger/entry/v1","id":"forged"}', 'UTF8')])"""
OTHER_REASON = in_bytes(20, '"error"', '"other"')
DOUBLED = (
    "ALTER TABLE ledger.entries DROP CONSTRAINT entries_pkey",
    "ALTER TABLE ledger.entries DROP CONSTRAINT one_entry_per_record",
    "ALTER TABLE ledger.entries DROP CONSTRAINT one_entry_per_version",
    "INSERT INTO ledger.entries SELECT * FROM ledger.entries WHERE position = 5",
)


def without(column: str, position: int) -> tuple[str, ...]:
    """A column of a row set to NULL, which the table does not allow before."""
    return (
        f"ALTER TABLE ledger.entries ALTER COLUMN {column} DROP NOT NULL",
        f"UPDATE ledger.entries SET {column} = NULL WHERE position = {position}",  # noqa: S608 - our own names
    )


_SAID_ERASED = (
    "INSERT INTO ledger.erased SELECT position, digest, '[]' FROM ledger.disclosures"
    " WHERE position = 6"
)
AS_IF_ERASED = (
    _SAID_ERASED,
    "DELETE FROM ledger.disclosures WHERE position = 6",
)
WORDS_FOR_ERASED = (
    """UPDATE ledger.erased SET stand_in = '["/data/words", "I agree."]' WHERE position = 16"""
)
MOVED_FOR_ERASED = (
    """UPDATE ledger.erased SET stand_in = '["/data/channels", "[erased]"]' WHERE position = 16"""
)
DIGEST_AS_TEXT = (
    "ALTER TABLE ledger.disclosures DROP CONSTRAINT disclosures_pkey",
    "ALTER TABLE ledger.disclosures ALTER digest TYPE text USING encode(digest, 'hex')",
)
NO_DIGEST_ERASED = (
    "ALTER TABLE ledger.erased DROP CONSTRAINT erased_pkey",
    "ALTER TABLE ledger.erased ALTER digest DROP NOT NULL",
    "UPDATE ledger.erased SET digest = NULL",
)
SAID_ERASED_CONTENT = (
    "INSERT INTO ledger.erased_contents SELECT digest FROM ledger.contents",
    "DELETE FROM ledger.contents",
)
OTHER_CONTENT = (
    "ALTER TABLE ledger.contents DROP CONSTRAINT what_was_filed",
    "UPDATE ledger.contents SET content = 'Another agreement.'",
)
ADDED_CONTENT = (
    "INSERT INTO ledger.contents (deal, digest, record, content, kept_at, kept_by)"
    " SELECT deal, sha256('Believe me.'), record, 'Believe me.', kept_at, kept_by"
    " FROM ledger.contents"
)
