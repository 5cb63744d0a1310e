"""Whatever the owner does to a table that verifying reads is named, and ends nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from ledger.contents import Contents
from ledger.database import UnsafeSettingError, refuse_unsafe
from ledger.embedded import EmbeddedServer
from ledger.proof.verification import Break
from ledger.shapes import BESIDE, ENTRIES, OPENED
from ledger.stamping.judging import judge_stamps, sizes_stamped
from ledger.verifying import verify
from tests.api.examined import examined
from tests.databases import MIGRATED, a_database, a_ledger, run
from tests.ledger.eleven import add, eleven
from tests.ledger.erasing.erasing import House
from tests.ledger.inbox.delivering import Post, connect
from tests.records import DEAL, a_record, a_sending, number_anew

CONTENTS = {"stays": b"The agreement, as it was signed.", "goes": b"Dear Nora Novak"}
SHAPES = {**OPENED, **ENTRIES, **BESIDE}
COLUMNS = [(table, column) for table, columns in SHAPES.items() for column in columns]
# All that holds a column as it is.
FREED = """
    DO $$ DECLARE each record; BEGIN
        FOR each IN
            SELECT format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE',
                conrelid::regclass, conname) AS statement
            FROM pg_constraint
            WHERE 'ledger.{table}'::regclass IN (conrelid, confrelid) AND contype <> 'n'
            UNION ALL SELECT format('DROP INDEX IF EXISTS %s', indexrelid::regclass) FROM pg_index
            WHERE indrelid = 'ledger.{table}'::regclass AND NOT indisunique
            UNION ALL SELECT format('ALTER TABLE ledger.{table} ALTER %I DROP IDENTITY', attname)
            FROM pg_attribute WHERE attrelid = 'ledger.{table}'::regclass AND attidentity <> ''
            UNION ALL SELECT format('DROP TRIGGER %I ON ledger.{table}', tgname)
            FROM pg_trigger WHERE tgrelid = 'ledger.{table}'::regclass AND NOT tgisinternal
        LOOP EXECUTE each.statement; END LOOP;
    END $$"""
OTHERS = {
    "bytea": {"text": "encode({0}, 'hex')", "jsonb": "to_jsonb(encode({0}, 'hex'))"},
    "text": {"bytea": "convert_to({0}, 'UTF8')", "jsonb": "to_jsonb({0})"},
    "bigint": {"integer": "{0}::int", "text": "{0}::text"},
    "timestamp with time zone": {"text": "{0}::text", "date": "{0}::date"},
    "bytea[]": {"text": "{0}::text", "text[]": "{0}::text[]"},
    "text[]": {"text": "{0}::text", "bytea[]": "{0}::bytea[]"},
    "boolean": {"text": "{0}::text", "integer": "{0}::int"},
}
RETYPED = [(table, column, each) for table, column in COLUMNS
           for each in OTHERS[SHAPES[table][column]]]  # fmt: skip


MAY_BE_NULL = {("connections", "connection"), ("connections", "provider")}
"""Only asked for what could excuse that a body has another digest."""


@pytest.fixture(scope="module")
def template(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database with something in every table that is read."""
    number_anew()
    with a_database(server, MIGRATED) as url:
        fill(url, tmp_path_factory.mktemp("home"))
        assert found(url) is None
        yield str(conninfo_to_dict(url)["dbname"])


@pytest.fixture
def changed(server: EmbeddedServer, template: str) -> Iterator[str]:
    """The URL of a copy, to be changed."""
    with a_database(server, template) as url:
        yield url


def fill(url: str, home: Path) -> None:
    now = datetime(2026, 11, 26, tzinfo=UTC)
    with a_ledger(url, "tables") as ledger:
        add(
            ledger,
            *eleven(),
            a_record("privilege.marked", record="r-8"),
            *(
                a_record(
                    "document.filed",
                    id=id_,
                    document=id_,
                    name="A",
                    media_type="text/plain",
                    bytes=len(content),
                    sha256=sha256(content).hexdigest(),
                )
                for id_, content in CONTENTS.items()
            ),
            a_record("participant.assigned", person="nora", name="Nora Novak"),
            a_record("message.sent", message="M2", to=["nora"], words="Dear Nora, it stays."),
        )
        for record, content in CONTENTS.items():
            Contents(ledger.rows).keep(DEAL, record, content, now, "vera")
        House(url, ledger, home).erase("nora", also=())
        connect(ledger)
        post = Post(url, ledger)
        post.deliver(a_sending("value.reported", id="delivered"))
        post.work()


def found(url: str) -> Break | None:
    """What verifying names first, or why a ledger is not opened."""
    try:
        refuse_unsafe(url)
    except UnsafeSettingError as fault:
        return Break("not opened", str(fault))
    with a_ledger(url, "another") as ledger:
        report = verify(ledger, lambda _, __: None, sizes_stamped(ledger))
        stamps = judge_stamps(ledger, report, [])
    assert stamps.broken == ()
    return report.broken


def change(url: str, table: str, *statements: str) -> Break:
    """Do it, as the owner; what is named then."""
    run(url, FREED.format(table=table), *statements)
    broken = found(url)
    assert broken is not None
    return broken


@pytest.mark.parametrize(("table", "column", "other"), RETYPED)
def test_a_column_of_another_type_is_named(
    changed: str, table: str, column: str, other: str
) -> None:
    made = SHAPES[table][column]
    value = OTHERS[made][other].format(column)
    alter = f"ALTER TABLE ledger.{table} ALTER {column}"
    broken = change(changed, table, f"{alter} DROP DEFAULT", f"{alter} TYPE {other} USING {value}")
    assert broken.rule in {"tables", "not opened"}
    said = f"the column {column} of ledger.{table} is {other}, and was made as {made}"
    assert said in broken.reason


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_column_that_is_gone_is_named(changed: str, table: str, column: str) -> None:
    broken = change(changed, table, f"ALTER TABLE ledger.{table} DROP COLUMN {column} CASCADE")
    assert broken.rule in {"tables", "not opened"}
    assert f"the column {column} of ledger.{table} is not there" in broken.reason


@pytest.mark.parametrize("table", SHAPES)
def test_a_table_that_is_gone_is_named(changed: str, table: str) -> None:
    broken = change(changed, table, f"DROP TABLE ledger.{table} CASCADE")
    assert broken.rule in {"tables", "not opened"}
    assert f"the table ledger.{table} is not there" in broken.reason


@pytest.mark.parametrize(("table", "column"), [each for each in COLUMNS if each not in MAY_BE_NULL])
def test_what_is_made_null_is_named(changed: str, table: str, column: str) -> None:
    kind, alter = SHAPES[table][column], f"ALTER TABLE ledger.{table} ALTER {column}"
    nothing = f"UPDATE ledger.{table} SET {column} = NULL"  # noqa: S608 - our own names
    allowed = f"{alter} DROP NOT NULL", f"{alter} TYPE {kind}"
    assert change(changed, table, *allowed, nothing).reason


@pytest.mark.parametrize(
    ("table", "column"), [each for each in COLUMNS if SHAPES[each[0]][each[1]] == "bytea"]
)
def test_what_is_too_short_is_named(changed: str, table: str, column: str) -> None:
    shorter = rf"UPDATE ledger.{table} SET {column} = '\x01'"  # noqa: S608 - our own names
    broken = change(
        changed, table, f"ALTER TABLE ledger.{table} ALTER {column} TYPE bytea", shorter
    )
    assert broken.rule != "tables"


@pytest.mark.parametrize("table", ["entries", "erased", "marks", "persons", "contents", "inbox"])
def test_a_view_that_ends_whoever_reads_it_is_named(changed: str, table: str) -> None:
    never = "SELECT * FROM ledger.kept WHERE 1 / (length(kept::text) - length(kept::text)) = 0"
    broken = change(
        changed,
        table,
        f"ALTER TABLE ledger.{table} RENAME TO kept",
        f"CREATE VIEW ledger.{table} AS {never}",
        f"GRANT SELECT ON ledger.{table} TO deal_ledger_writer",
    )
    assert broken == Break(
        "tables", "the database does not give what is to be verified: division by zero"
    )


@pytest.mark.parametrize("table", ["entries", "erased", "marks"])
def test_a_table_that_may_not_be_read_is_named(changed: str, table: str) -> None:
    taken = f"REVOKE SELECT ON ledger.{table} FROM deal_ledger_writer"  # noqa: S608 - our own names
    broken = change(changed, table, taken)
    assert broken.rule == "tables"
    assert f"permission denied for table {table}" in broken.reason


@pytest.mark.parametrize("place", ["-1", "0", "NULL"])
def test_an_entry_that_stands_nowhere_is_named(changed: str, place: str) -> None:
    forged = (
        f"INSERT INTO ledger.entries SELECT {place}, originator_id, 99, 'forged', topic,"  # noqa: S608 - our own text
        " recorded_at, fingerprint, state, leaf, subtrees FROM ledger.entries WHERE position = 5"
    )
    allowed = "ALTER TABLE ledger.entries ALTER position DROP NOT NULL, ALTER position TYPE bigint"
    broken = change(changed, "entries", allowed, forged)
    assert (broken.rule, broken.record) == ("position", "forged")


@pytest.mark.parametrize(
    ("table", "insert", "rule"),
    [
        (
            "disclosures",
            "SELECT NULL, digest, disclosure FROM ledger.disclosures LIMIT 1",
            "strays",
        ),
        ("marks", "SELECT 999, NULL, 'none'", "marks"),
        ("erased", "SELECT position, NULL, stand_in FROM ledger.erased LIMIT 1", "erased"),
        ("erased", "SELECT 3, NULL, '[]'", "erased"),
    ],
)
def test_a_row_put_there_in_part_is_named(changed: str, table: str, insert: str, rule: str) -> None:
    allowed = [
        f"ALTER TABLE ledger.{table} ALTER {column} DROP NOT NULL" for column in SHAPES[table]
    ]
    broken = change(changed, table, *allowed, f"INSERT INTO ledger.{table} {insert}")
    assert broken.rule == rule


@pytest.mark.parametrize("table", SHAPES)
def test_the_doctor_names_it_too(changed: str, table: str) -> None:
    column, made = next(iter(SHAPES[table].items()))
    other, value = next(iter(OTHERS[made].items()))
    alter = f"ALTER TABLE ledger.{table} ALTER {column}"
    run(changed, FREED.format(table=table), f"{alter} DROP DEFAULT",
        f"{alter} TYPE {other} USING {value.format(column)}")  # fmt: skip
    said = [each.found for each in examined(changed) if each.check == "tables"]
    named = f"the column {column} of ledger.{table} is {other}, and was made as {made}"
    assert any(named in each for each in said)
