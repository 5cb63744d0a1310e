"""An export is closed by a record, complete, and made again from it byte for byte."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from api.evidence import parts
from api.evidence.case import Case, Files
from api.evidence.exporting import (
    Exported,
    ExportNotOnRecord,
    ExportNotRepeatable,
    ExportNotSigned,
    SignerIsFrozen,
    export,
)
from api.evidence.terms import Wish
from api.refusals import CheckpointNotSigned, LogDoesNotHold
from domain.events.evidence import EvidenceExported
from domain.refusals import VersionMismatch
from ledger.embedded import EmbeddedServer
from ledger.exporting import Delivered
from ledger.proof.disclosure import opened
from projections.answers.asked import QuestionNotRead
from projections.basis import BadBasis, DealNotOnRecord
from tests.api.evidence.bundles import (
    VERIFIERS,
    House,
    a_house,
    broken,
    checked,
    relisted,
    unzipped,
    verified,
)
from tests.databases import run
from tests.records import a_clause, a_record
from tests.tampering import in_bytes, tamper

QUESTION = "What terms are in force?"


@pytest.fixture
def own(server: EmbeddedServer, tmp_path: Path) -> Iterator[House]:
    """A house of the test alone."""
    records = (
        a_record("catalogue.item_defined", id="o-1"),
        a_record("deal.opened", id="e-1"),
        a_clause("4.2", id="e-2"),
        a_record("message.sent", id="e-3", words="a-privileged-word", privilege="work_product"),
        a_record("dispute.opened", id="e-4", privilege="none"),
    )
    with a_house(server, tmp_path, *records) as made:
        yield made


def packed(exported: Exported) -> bytes:
    return b"".join(exported.packed())


def table(files: Files, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(files[name].decode().splitlines()))


def closing(house: House, deal: str = "D-1") -> EvidenceExported:
    event = house.ledger.entries(deal)[-1].event
    assert isinstance(event, EvidenceExported)
    return event


def test_the_closing_record_says_who_asked_for_what_and_how_many_records_there_were(
    own: House,
) -> None:
    made = own.export(person="ana", questions=(QUESTION,))
    entry = own.ledger.entries("D-1")[-1]
    event = closing(own)
    assert (event.versions, event.asked_by, event.questions) == (4, "command line", (QUESTION,))
    assert (entry.envelope.on_behalf_of, entry.envelope.privilege) == ("ana", "work_product")
    assert (entry.recorded_by.kind, entry.id) == ("ledger", f"export:{made.terms.export}")
    assert checked(made.files).about.versions == 4


def test_the_same_wish_gives_the_same_bytes_while_nothing_is_recorded(own: House) -> None:
    first = own.export(questions=(QUESTION,))
    own.wait(minutes=9)
    assert packed(own.export(questions=(QUESTION,))) == packed(first)
    assert own.ledger.size == 6


@pytest.mark.parametrize("what", ["deal", "organisation", "time", "wish"])
def test_another_wish_or_a_grown_record_is_another_export(own: House, what: str) -> None:
    first = own.export()
    wish = {}
    match what:
        case "deal":
            own.add(a_record("value.reported"))
        case "organisation":
            own.add(a_record("catalogue.item_defined", item="other"))
        case "time":
            own.wait(minutes=11)
        case _:
            wish = {"effective_at": "2026-01-01"}
    second = own.export(**wish)
    assert second.terms.export != first.terms.export
    assert checked(second.files).about.versions == closing(own).versions


def test_an_earlier_export_is_given_again_byte_for_byte(own: House) -> None:
    first = own.export(questions=(QUESTION,), without_privileged=True)
    own.add(a_record("value.reported"))
    own.wait(days=30)
    own.export()
    again = own.export(again=first.terms.export)
    assert packed(again) == packed(first)


def test_what_was_erased_since_is_told_and_not_passed_over(
    own: House, server: EmbeddedServer
) -> None:
    first = own.export()
    run(
        own.hand.url,
        "INSERT INTO ledger.erased SELECT position, digest, '[]' FROM ledger.disclosures"
        " WHERE position = 4",
        "DELETE FROM ledger.disclosures WHERE position = 4",
    )
    with pytest.raises(ExportNotRepeatable):
        own.export(again=first.terms.export)
    assert checked(first.files).undisclosed == 0


@pytest.mark.parametrize("name", ["nothing", "../x", "", "e-1"])
def test_an_export_that_is_not_on_record_is_refused(own: House, name: str) -> None:
    with pytest.raises(ExportNotOnRecord):
        own.export(again=name)
    made = own.export()
    own.add(a_record("deal.opened", deal="D-2"))
    with pytest.raises(ExportNotOnRecord):
        own.export("D-2", again=made.terms.export)


def test_nothing_is_recorded_for_what_is_refused(own: House) -> None:
    own.hand.sign()
    size = own.ledger.size
    for deal, wish, refusal in (
        ("D-9", {}, DealNotOnRecord),
        ("/organisation", {}, DealNotOnRecord),
        ("D-1", {"questions": ("What?",)}, QuestionNotRead),
        ("D-1", {"known_at": "99"}, BadBasis),
        ("D-1", {"effective_at": "yesterday"}, BadBasis),
    ):
        with pytest.raises(refusal):
            own.export(deal, **wish)
    assert own.ledger.size == size


def test_without_a_signer_nothing_is_recorded(own: House) -> None:
    with pytest.raises(CheckpointNotSigned):
        export(own.ledger, own.now, Wish("D-1", "legal"), lambda _: None)
    assert own.ledger.size == 5


def test_with_a_frozen_signer_nothing_is_recorded(own: House) -> None:
    own.hand.sign()
    tamper(own.hand.url, in_bytes(2, "EUR", "USD"), hash_anew=True)
    own.hand.sign()
    with pytest.raises(SignerIsFrozen, match="rewritten"):
        own.export("D-1")
    assert own.ledger.size == 5


def test_an_export_that_is_not_signed_in_time_is_told_how_to_go_on(own: House) -> None:
    own.hand.sign()
    with pytest.raises(ExportNotSigned) as refused:
        export(own.ledger, own.now, Wish("D-1", "command line"), lambda _: None)
    name = closing(own).export
    assert f"--again {name}" in str(refused.value)
    made = own.export()
    assert (made.terms.export, own.ledger.size) == (name, 6)


def test_a_deal_that_grows_meanwhile_is_gathered_anew(
    own: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = [a_record("value.reported", id="late")]

    def slow(_: Case) -> Files:
        if late:
            own.add(late.pop())
        return {}

    monkeypatch.setattr(parts, "CONTENTS", (*parts.CONTENTS, slow))
    assert checked(own.export().files).about.versions == 5


def test_the_same_wish_at_the_same_time_is_one_export(
    own: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    other: list[Exported] = []

    def meanwhile(_: Case) -> Files:
        if not other:
            monkeypatch.setattr(parts, "CONTENTS", whole)
            other.append(own.export())
        return {}

    whole = parts.CONTENTS
    monkeypatch.setattr(parts, "CONTENTS", (meanwhile, *whole))
    wish = Wish("D-1", "command line")
    made = export(own.ledger, own.now + timedelta(seconds=1), wish, own.covering)
    assert packed(made) == packed(other[0])
    assert own.ledger.size == 6


def test_parts_that_others_add_are_in_it_and_told_apart(
    own: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(parts, "CONTENTS", (*parts.CONTENTS, lambda _: {"attached/a.pdf": b"a"}))
    read = dict.fromkeys(("timeline.html", "evidence.pdf", "evidence-2.pdf"), b"to be read")
    monkeypatch.setattr(parts, "AFTERWARDS", (lambda _: read,))
    files = own.export().files
    assert checked(files).unsigned == tuple(sorted(read))
    assert broken(relisted(files, {"attached/a.pdf": b"b"})) == ("contents", "attached/a.pdf")
    for name in ("timeline.html.exe", "evidence-x.pdf"):
        assert broken(relisted(files, {name: b"x"})) == ("contents", name)
    folder = unzipped(files, tmp_path / "bundle")
    for program in VERIFIERS:
        good, said = verified(folder, program)
        assert good, said
        assert said.count("For reading only") == len(read)


def test_a_deal_that_never_stands_still_is_refused(
    own: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def always(_: Case) -> Files:
        own.add(a_record("value.reported"))
        return {}

    monkeypatch.setattr(parts, "CONTENTS", (*parts.CONTENTS, always))
    own.hand.sign()
    with pytest.raises(Exception, match="changed by others") as refused:
        own.export()
    assert not isinstance(refused.value, VersionMismatch)


def test_a_ledger_that_does_not_hold_is_not_exported(own: House) -> None:
    own.hand.sign()
    tamper(own.hand.url, in_bytes(2, "EUR", "USD"))
    with pytest.raises(LogDoesNotHold):
        own.export()


def test_what_is_privileged_is_left_out_when_that_is_asked_for(own: House) -> None:
    with_all, without = own.export(), own.export(without_privileged=True)
    assert "a-privileged-word" in str(opened_values(with_all.files))
    assert "a-privileged-word" not in str(opened_values(without.files))
    assert table(with_all.files, "withheld.csv") == []
    first, export_before = table(without.files, "withheld.csv")
    assert (first["record"], first["type"], first["author"]) == ("e-3", "message.sent", "ana")
    assert (first["privilege"], first["left_out"]) == ("work_product", "values")
    assert export_before["type"] == "evidence.exported"
    assert checked(without.files).undisclosed > 0


def opened_values(files: Files) -> list[object]:
    return [opened(row["disclosure"]) for row in table(files, "disclosures.csv")]


def test_answers_are_those_that_the_deal_gives(own: House) -> None:
    files = own.export(questions=(QUESTION, '{"kind": "integrity"}')).files
    first, second = (json.loads(files[f"answers/question-{n}.json"]) for n in (1, 2))
    assert (first["question"]["asked"], first["verdict"]) == (QUESTION, "stated")
    assert (second["question"]["kind"], second["basis"]["role"]) == ("integrity", "legal")


def test_the_texts_say_what_they_are_about(own: House) -> None:
    made = own.export()
    readme, certificate = (made.files[name].decode() for name in ("README.txt", "certificate.txt"))
    for said in ("D-1", made.terms.export, "versions 1 to 4", "WHAT IT DOES NOT PROVE"):
        assert said in readme
    assert certificate.startswith("DRAFT, not signed. ")
    assert made.terms.export in certificate
    assert max(map(len, certificate.splitlines())) <= 100
    assert "902(13)" in certificate
    assert not re.search(r"\$\{?[a-z_]{2}", readme + certificate)
    assert max(map(len, readme.splitlines())) <= 100


def test_deliveries_go_with_their_records(own: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def delivered(number: int, *records: str, body: bytes | None = b"{}") -> Delivered:
        digest = sha256(b"{}").digest()
        return Delivered(number, "crm", own.now, True, digest, body, frozenset(records))

    found = [
        delivered(1, "e-1", "e-2"),
        delivered(2, "e-1", "x-1"),
        delivered(3, "e-3"),
        delivered(4, "e-2", body=None),
        delivered(5, "e-2", body=b"{ }"),
    ]
    monkeypatch.setattr("api.evidence.deliveries.deliveries", lambda *_: found)
    files = own.export(without_privileged=True).files
    assert files["deliveries/0000000001.body"] == b"{}"
    assert sum(name.startswith("deliveries/") for name in files) == 1
    lines = table(files, "deliveries.csv")
    assert [each["file"] != "" for each in lines] == [True, False, False, False, False]
    assert lines[1]["records"] == "e-1"
    out = {each["position"]: each["why"] for each in table(files, "withheld.csv")}
    assert (out["2"], out["3"]) == ("tells_of_other_deals", "privileged")
    assert out["5"] == "changed"


@pytest.mark.parametrize("own_evidence", [False, True])
def test_a_body_that_no_entry_commits_to_is_named(
    own: House, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own_evidence: bool
) -> None:
    body = b'{"of": "e-9"}'
    digest = sha256(b"another" if own_evidence else body)
    own.add(a_record("value.reported", id="e-9", evidence={"sha256": digest.hexdigest()}))
    records = frozenset({"e-9"})
    came = Delivered(1, "crm", own.now, True, sha256(body).digest(), body, records)
    monkeypatch.setattr("api.evidence.deliveries.deliveries", lambda *_: [came])
    files = own.export().files
    name = "deliveries/0000000001.body"
    assert checked(files).uncommitted == ((name,) if own_evidence else ())
    folder = unzipped(files, tmp_path / "bundle")
    for program in VERIFIERS:
        good, said = verified(folder, program)
        assert good, said
        assert (f"no entry commits to it: {name}" in said) == own_evidence


def test_a_bundle_cut_down_to_an_earlier_export_does_not_hold(own: House) -> None:
    own.export()
    own.add(a_record("value.reported"))
    files = own.export().files
    gone = [name for name in files if name.endswith(("07.json", "08.json", "07.tlog-proof"))]
    cut = dict.fromkeys([*gone, "proofs/0000000008.tlog-proof"])
    assert broken(relisted(files, cut)) == ("closing", "closing.csv")
