"""`deals`, `terms`, `ask`, `verify`, `migrate`, `demo` as their user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from api.cli.demo import DEAL, QUESTION, story_text
from tests.api.cli import Command, lines
from tests.databases import run
from tests.records import a_sending


@pytest.fixture
def told(command: Command) -> Command:
    """The command on a ledger that holds the story."""
    assert command("record", "-", given=story_text()).code == 0
    return command


def test_deals_are_listed_with_their_standing(told: Command) -> None:
    assert "contested (P7)" in told("deals").out
    [deal] = told("deals", "--json").json["deals"]
    assert (deal["deal"], deal["client"], deal["standing"]) == (DEAL, "northcare", "contested")


def test_deals_come_in_pages(told: Command) -> None:
    told("record", "-", given=lines(*(a_sending("deal.opened", deal=f"d{n}") for n in range(3))))
    page = told("deals", "--limit", "2", "--json").json
    assert [each["deal"] for each in page["deals"]] == ["d0", "d1"]
    rest = told("deals", "--after", page["next"], "--json").json
    assert [each["deal"] for each in rest["deals"]] == ["d2", DEAL]
    assert rest["next"] is None


def test_an_empty_ledger_says_how_to_begin(command: Command) -> None:
    assert "deal-ledger record FILE" in command("deals").out


def test_an_answer_is_recorded_for_a_dispute_and_given_again(told: Command, tmp_path: Path) -> None:
    said = told("ask", DEAL, QUESTION, "--dispute", "D1", "--json")
    file = tmp_path / "answer.json"
    file.write_text(said.out, encoding="utf-8")
    given = told("ask", DEAL, QUESTION, "--dispute", "D1", "--basis", file, "--json")
    assert json.dumps(given.json) == json.dumps(said.json), "in the same order too"
    again = told("ask", DEAL, QUESTION, "--dispute", "D1", "--basis", file)
    assert "Recorded for dispute D1" in again.out
    assert "Nothing was recorded on the deal or the organisation since." in again.out
    assert said.json["issued"]["digest"] in again.out


def test_an_answer_without_a_record_says_that_it_is_a_hypothesis(told: Command) -> None:
    said = told("ask", DEAL, QUESTION, "--without", "story-11", "--without", "story-07")
    assert "Hypothetical: answered as if story-07, story-11 were not on record." in said.out
    assert "SILENT" in said.out.partition("Hypothetical: ")[2], "it is said before the verdict"
    one = told("ask", DEAL, QUESTION, "--without", "story-11")
    assert "as if story-11 were not on record. It is, and the answer is not kept." in " ".join(
        one.out.split()
    )


def test_terms_are_shown_as_they_stood(told: Command) -> None:
    said = told("terms", DEAL, "--effective-at", "2025-05-01")
    assert "the latest proposal sealed P3" in said.out
    assert "4.2" not in said.out
    assert "silent" in told("terms", DEAL).out


def test_terms_are_told_with_kind_value_clarification_and_what_was_sealed(
    command: Command,
) -> None:
    scope = [{"axis": "orders", "item": "initial", "state": "in", "words": "the [first] order"}]
    term = {"kind": "discount", "value": {"percent": "20"}, "until": "2026-12-31", "scope": scope}
    wrong = {"clause": "4.2", "heading": "Discount", "text": "Twenty percent.", "term": term}
    right = {**wrong, "text": "Twelve percent.", "term": {**term, "value": {"percent": "12"}}}
    added = [{"axis": "orders", "item": "expansion", "state": "in"}]
    agreed = {"clauses": ["4.2"], "agreed_by": ["us", "acme"], "text": "Add-ons too."}
    command(
        "record",
        "-",
        given=lines(
            a_sending("party.joined"),
            a_sending("party.joined", party="us", name="Us Ltd", role="seller"),
            a_sending("clause.added", id="c", at="2025-05-02", **wrong),
            a_sending("proposal.sealed", at="2025-05-03"),
            a_sending("record.corrected", deal="D-1", corrects="c", data=right, id="mend"),
            a_sending("terms.clarified", term={"kind": "discount", "scope": added}, **agreed),
        ),
    )
    said = " ".join(command("terms", "D-1").out.split())
    for part in (
        "Term: discount, 12 %, until 2026-12-31 (record c)",
        "in orders: initial (“the [first] order”)",
        "corrected by record mend; both are shown: as first recorded: “Twenty percent.”",
        "as sealed in P1, which stays so: “Twenty percent.” with the term: discount, 20 %",
        "clarified by Us Ltd and Acme GmbH, in effect from 2025-05-16T10:00:00Z",
        "“Add-ons too.” It prevails where it speaks: discount, no value stated",
        "in orders: expansion silent orders: follow on, renewal, co term;",
    ):
        assert part in said


def test_that_the_ledger_began_later_is_said_of_terms_and_of_the_list(told: Command) -> None:
    note = "Note: The ledger itself began later: known by the sources' own times."
    for asked in (("terms", DEAL), ("deals",)):
        said = " ".join(told(*asked, "--known-at", "2025-05-10").out.split())
        assert note in said
        assert note not in told(*asked).out
    assert told("deals", "--known-at", "2025-05-10", "--json").json["notes"] == [
        f"{note.removeprefix('Note: ')} So of {DEAL}."
    ]
    nobody = told("deals", "--known-at", "2020-05-10")
    assert "Of none of these deals anything was known then." in nobody.out


def test_an_answer_is_a_page_of_text(told: Command) -> None:
    said = told("ask", DEAL, QUESTION)
    assert said.code == 0
    for part in ("YES", "FOR", "AGAINST", "NOT SHOWN BY THE RECORD", "contested", "BASIS"):
        assert part in said.out


def test_the_same_basis_gives_the_same_bytes(told: Command, tmp_path: Path) -> None:
    first = told("ask", DEAL, QUESTION, "--json")
    file = tmp_path / "answer.json"
    file.write_text(first.out, encoding="utf-8")
    told("record", "-", given=lines(a_sending("clause.removed", deal=DEAL, clause="4.2")))
    assert told("ask", DEAL, QUESTION, "--json", "--basis", file).out == first.out
    assert told("ask", DEAL, QUESTION, "--json").out != first.out


def test_a_question_may_be_asked_as_parameters(told: Command) -> None:
    asked = {"kind": "scope", "items": [{"axis": "orders", "item": "expansion"}]}
    assert told("ask", DEAL, json.dumps(asked), "--json").json["verdict"] == "yes"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["terms", "nowhere"], "deal_not_on_record"),
        (["terms", "/organisation"], "deal_not_on_record"),
        (["terms", DEAL, "--known-at", "record:nowhere"], "bad_basis"),
        (["terms", DEAL, "--effective-at", "soon"], "bad_basis"),
        (["ask", DEAL, "Who knew?"], "question_not_read"),
        (["ask", DEAL, '{"kind": "opinion"}'], "question_not_read"),
        (["ask", DEAL, QUESTION, "--basis", "{}"], "bad_basis"),
    ],
)
def test_what_cannot_be_answered_is_a_problem_document(
    told: Command, arguments: list[str], code: str
) -> None:
    said = told(*arguments, "--json")
    assert said.code == 1
    assert said.json["code"] == code
    assert "Traceback" not in said.err


def test_a_question_that_is_not_read_is_answered_with_three_that_are(told: Command) -> None:
    said = told("ask", DEAL, "Who knew?")
    assert said.code == 1
    *_, listed = said.err.partition("Questions that can be asked:")
    nearest = [line.strip() for line in listed.splitlines() if line.strip()]
    assert len(nearest) == 3
    assert all(told("ask", DEAL, question).code == 0 for question in nearest)


def test_verify_says_that_all_holds_and_names_the_first_entry_that_does_not(
    told: Command, database: str
) -> None:
    good = told("verify", "--json")
    assert good.code == 0
    assert good.json["holds"] is True
    run(
        database,
        "ALTER TABLE ledger.entries DISABLE TRIGGER append_only",
        "UPDATE ledger.entries SET state = replace(convert_from(state, 'UTF8'), '640000.00',"
        " '240000.00')::bytea WHERE event_id = 'story-15d'",
    )
    bad = told("verify", "--json")
    assert bad.code == 1
    assert bad.json["broken"]["record"] == "story-15d"
    assert "record story-15d" in told("verify").out


def test_migrate_may_be_run_again(command: Command) -> None:
    assert "up to date" in command("migrate").out


def test_a_database_that_was_never_migrated_says_what_to_do(empty_database: str) -> None:
    command = Command({"DEAL_LEDGER_DATABASE_URL": empty_database})
    said = command("deals")
    assert said.code == 1
    assert "deal-ledger migrate" in said.err
    assert command("migrate").code == 0
    assert command("deals").code == 0


def test_a_database_that_cannot_be_reached_says_so_without_a_traceback(tmp_path: Path) -> None:
    command = Command({"DEAL_LEDGER_DATABASE_URL": f"host={tmp_path} dbname=nowhere"})
    said = command("deals")
    assert said.code == 1
    assert "cannot be used" in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize("url", ["mysql://u:secret@h/x", "postgresql://u:sec%ret@h/x"])
def test_a_url_that_cannot_be_read_is_not_quoted_as_it_may_hold_a_password(url: str) -> None:
    said = Command({"DEAL_LEDGER_DATABASE_URL": url})("deals")
    assert said.code == 2
    assert "DEAL_LEDGER_DATABASE_URL" in said.err
    assert "sec" not in said.out + said.err
    assert "Traceback" not in said.err


def test_the_demo_answers_its_dispute_in_a_ledger_that_is_thrown_away() -> None:
    said = Command({"DEAL_LEDGER_DATABASE_URL": "", "DEAL_LEDGER_HOME": ""})("demo", "--no-serve")
    assert said.code == 0
    for part in ("YES", "story-11", "contested", "Terms of northcare-2025", "What to try next"):
        assert part in said.out
