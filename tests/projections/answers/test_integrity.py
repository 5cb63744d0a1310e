"""The kind `integrity`: what was altered or came later, and what only looks so."""

from __future__ import annotations

from typing import Any

import pytest

from domain.record import Credential, Record
from projections.deal import KnownDeal
from tests.projections.answers.told import cited, mentions, pack, told
from tests.projections.given import Given, given, records
from tests.records import BY, a_record

ASKED = {"kind": "integrity"}
TOKEN = Credential("token:1", "token")


def source(at: str) -> dict[str, Any]:
    return {"system": "crm", "ref": "x", "recorded_at": at}


def said(id_: str, at: str, recorded: str | None = None, **more: Any) -> Record:
    """Ana said something at one time, which her system recorded at another (or at the same)."""
    data = {"words": "So be it.", "about": [{"topic": "price"}], "form": "written"}
    came = {"source": source(recorded or at)}
    return a_record("statement.made", id=id_, at=at, statement=id_, **data, **(came | more))


def disputed(at: str = "2025-06-02T09:00:00Z", **more: Any) -> Record:
    return a_record("dispute.opened", id="disp", at=at, **({"source": source(at)} | more))


def opened() -> Record:
    return a_record("deal.opened", id="o", at="2025-05-01", source=source("2025-05-01"))


def asked(*records: Record, by: Credential = BY, **times: Any) -> dict[str, Any]:
    return given(opened(), *records, by=by).ask(ASKED, **times)


def test_the_story_was_not_altered() -> None:
    answer = told().ask("integrity")
    assert answer["verdict"] == "no"
    assert cited(answer, "supports", "opposes") == []
    assert cited(answer, "also_said") == ["story-26"]
    assert answer["also_said"][0]["marks"] == ["after_dispute"]
    assert "The proof holds." in answer["sentence"]
    assert "No full verify of the ledger is on record." in answer["sentence"]


def test_the_packs_are_answered_as_they_say() -> None:
    untouched = pack("02-logistics-precedence", "s02-kestrel").ask("integrity")
    assert untouched["verdict"] == "no"
    added = pack("20-solar-relay", "s20-altamira").ask("integrity")
    assert added["verdict"] == "yes"
    assert cited(added, "supports") == ["s20.late"]
    assert cited(added, "also_said") == ["s20.obj"]
    assert mentions(added, ["after_dispute"]) == []


def test_a_correction_is_an_alteration() -> None:
    correction = a_record(
        "record.corrected", id="corr", corrects="a", data={"statement": "a", "words": "Not so.",
        "about": [{"topic": "price"}], "form": "written"}, reason="Misheard.",
        at="2025-05-03T10:00:00Z",
    )  # fmt: skip
    answer = asked(said("a", "2025-05-02T10:00:00Z"), correction)
    assert answer["verdict"] == "yes"
    assert (records(answer["supports"]), answer["supports"][0]["words"]) == (["corr"], "Misheard.")
    assert answer["details"]["corrections"][0]["of"] == "a"
    before = asked(said("a", "2025-05-02T10:00:00Z"), correction, known_at="record:a")
    assert before["verdict"] == "no"
    assert before["now"]["verdict"] == "yes"


def test_a_struck_record_is_an_alteration_whatever_is_asked_about() -> None:
    strike = a_record("record.struck", id="strike", record="a", at="2025-05-09T10:00:00Z")
    answer = asked(said("a", "2025-05-02T10:00:00Z"), strike, effective_at="2025-05-03")
    assert answer["verdict"] == "yes"
    assert records(answer["supports"]) == ["strike"]
    assert answer["details"]["struck"][0]["type"] == "statement.made"


@pytest.mark.parametrize(
    ("recorded", "verdict"),
    [("2025-05-03T10:00:00Z", "no"), ("2025-05-03T10:00:01Z", "yes")],
)
def test_late_is_more_than_a_day_after_the_end(recorded: str, verdict: str) -> None:
    answer = asked(said("a", "2025-05-02T10:00:00Z", recorded))
    assert answer["verdict"] == verdict
    assert answer["details"]["late"] == (["a"] if verdict == "yes" else [])


def test_an_import_without_a_sources_time_is_listed_and_does_not_decide() -> None:
    answer = asked(said("a", "2025-05-02T10:00:00Z", source=None))
    assert answer["verdict"] == "no"
    assert answer["details"]["undated_imports"] == ["a"]
    assert (
        "1 record(s) came in an import without a source's time of recording (a)"
        in (answer["sentence"])
    )
    assert answer["details"]["imports"] == [{"by": "import", "records": ["o", "a"]}]


def test_what_a_sender_says_of_its_own_time_is_not_believed() -> None:
    answer = asked(said("a", "2025-05-02T10:00:00Z"), by=TOKEN)
    assert answer["verdict"] == "yes"
    assert answer["details"]["late"] == ["o", "a"]
    assert answer["details"]["said_by_sender"] == ["o", "a"]


@pytest.mark.parametrize(
    ("at", "recorded", "where"),
    [
        ("2025-06-02T08:59:59Z", "2025-06-02T09:00:01Z", "added_after_dispute"),
        ("2025-06-02T09:00:00Z", "2025-06-02T09:00:01Z", "order_unknown"),
        ("2025-06-02", "2025-06-02T09:00:01Z", "order_unknown"),
        ("2025-06-02T09:00:01Z", "2025-06-02T09:00:02Z", "happened_after_dispute"),
        ("2025-06-02T08:59:59Z", "2025-06-02T08:59:59Z", None),
    ],
)
def test_only_what_certainly_came_before_the_dispute_was_added_later(
    at: str, recorded: str, where: str | None
) -> None:
    answer = asked(disputed(), said("a", at, recorded))
    lists = ("added_after_dispute", "order_unknown", "happened_after_dispute")
    assert [name for name in lists if answer["details"][name]] == ([where] if where else [])
    assert answer["verdict"] == ("yes" if where == "added_after_dispute" else "no")
    side = {"order_unknown": "opposes", "happened_after_dispute": "also_said"}.get(where or "")
    assert side is None or records(answer[side]) == ["a"]


class Broken(Given):
    def proof(self, deal: KnownDeal) -> dict[str, Any]:
        return {"holds": False, "sentence": "The proof fails.", "last_full_verify": None}


def test_a_proof_that_fails_is_a_yes() -> None:
    answer = Broken([opened()]).ask(ASKED)
    assert answer["verdict"] == "yes"
    assert "The proof fails." in answer["sentence"]
    assert answer["details"]["proof"]["holds"] is False


def test_a_reader_is_told_that_records_are_withheld_and_no_more() -> None:
    late = said("a", "2025-05-02T10:00:00Z", "2025-06-01", privilege="attorney_client")
    assert asked(late)["verdict"] == "yes"
    answer = asked(late, role="reader")
    assert answer["verdict"] == "no"
    assert answer["withheld"] == 1
    [withheld] = [each for each in answer["not_shown"] if each["looked_for"] == "withheld"]
    assert withheld["sentence"].startswith("1 record(s) of this deal are withheld")
    assert mentions(answer, ["So be it."]) == ["So be it."]


def test_an_empty_deal_has_nothing_altered() -> None:
    answer = asked()
    assert answer["verdict"] == "no"
    assert "No dispute is on record." in answer["sentence"]
