"""Bundles and an erasure: what left before still proves, what leaves after holds nothing of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.evidence import printed
from api.evidence.exporting import Exported, ExportNotRepeatable, export
from api.evidence.paper import making
from api.evidence.paper import typeset as typesetting
from api.evidence.terms import Wish
from ledger.embedded import EmbeddedServer
from ledger.erasing.eraser import By, Eraser
from ledger.erasing.forms import layers
from ledger.erasing.kept_list import file_in
from ledger.erasing.plan import Wanted
from ledger.proof.tlog_proof import read_tlog_proof
from tests.api.evidence.bundles import (
    VERIFIERS,
    Files,
    House,
    a_house,
    checked,
    unzipped,
    verified,
)
from tests.records import a_clause, a_record

NAME, ADDRESS = "Carla Örtel-Klein", "carla@kunde.example"
VALUES = ("carla", "örtel", ADDRESS)
QUESTION = "What was promised to the client?"
THEIRS = '{"kind": "knowledge", "persons": ["carla"], "clauses": ["4.2"]}'


@pytest.fixture
def house(server: EmbeddedServer, tmp_path: Path) -> Iterator[House]:
    """A house with a deal in which Carla stands as who takes part, in words, and as who spoke."""
    records = (
        a_record("catalogue.item_defined"),
        a_record("person.identified", person="carla", same_as="c.klein"),
        a_record("deal.opened"),
        a_record("party.joined"),
        a_record("participant.assigned", person="carla", name=NAME, party="acme"),
        a_clause("4.2"),
        a_record("proposal.sealed"),
        a_record("proposal.sent", to=["acme", "carla"]),
        a_record("message.sent", to=["carla"], words=f"Dear {NAME}, the discount stays."),
        a_record("message.sent", message="M2", to=["acme"], words=f"To {ADDRESS}: as agreed.",
                 privilege="attorney_client"),
        a_record("statement.made", statement="ST1", actor="carla", words="We agree.",
                 form="written", about=[{"clause": "4.2"}]),
        a_record("proposal.retracted", proposal="P1", to=["carla"], reason_class="error",
                 reason=f"{NAME} was told another price."),
    )  # fmt: skip
    with a_house(server, tmp_path, *records) as made:
        yield made


def erase(house: House, home: Path) -> None:
    eraser = Eraser(house.ledger, house.hand.url, lambda _: None, file_in(home), lambda: house.now)
    wanted = Wanted("carla", "Request 17.", (ADDRESS,))
    eraser.erase(wanted, By("cli", None), "erasure:1", lambda _, __: None)


def with_paper(house: House, **wish: Any) -> Exported:
    wanted = Wish("D-1", "command line", **wish)
    return export(house.ledger, house.now, wanted, house.covering, (printed.part,))


def holds(files: Files) -> set[str]:
    """The files in which any of it stands, in any case, in base64 too."""
    return {
        name
        for name, content in files.items()
        for layer in layers(content)
        if layer.is_text
        and any(value in layer.bytes.decode("utf-8", "replace").lower() for value in VALUES)
    }


def test_a_bundle_from_before_still_checks_and_does_not_come_again(
    house: House, tmp_path: Path
) -> None:
    before = [with_paper(house, questions=(QUESTION, THEIRS)), with_paper(house)]
    assert holds(before[0].files) >= {"timeline.html", "disclosures.csv"}
    erase(house, tmp_path)
    for number, made in enumerate(before):
        assert checked(made.files).undisclosed == 0
        folder = unzipped(made.files, tmp_path / f"bundle-{number}")
        for program in VERIFIERS:
            good, said = verified(folder, program)
            assert good, said
        with pytest.raises(ExportNotRepeatable):
            with_paper(house, again=made.terms.export)


@pytest.mark.parametrize("wish", [{}, {"without_privileged": True}, {"party": "acme"}])
def test_a_bundle_from_after_checks_and_holds_nothing_of_it(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wish: dict[str, Any]
) -> None:
    set_on_paper: list[bytes] = []
    typeset = typesetting.typeset

    def noticed(paper: Any, at: Any) -> bytes:
        set_on_paper.append(json.dumps(paper, ensure_ascii=False).encode())
        return typeset(paper, at)

    monkeypatch.setattr(making, "typeset", noticed)
    erase(house, tmp_path)
    made = with_paper(house, questions=(() if wish.get("party") else (QUESTION,)), **wish)
    checked(made.files)
    folder = unzipped(made.files, tmp_path / "bundle")
    for program in VERIFIERS:
        good, said = verified(folder, program)
        assert good, said
    assert holds(made.files) == set()
    assert holds({str(number): each for number, each in enumerate(set_on_paper)}) == set()
    assert b"[erased]" in made.files["timeline.html"] or wish.get("party")
    assert with_paper(house, again=made.terms.export).files == made.files


def test_a_question_about_them_in_an_export_is_erased_with_its_answer(
    house: House, tmp_path: Path
) -> None:
    asked = with_paper(house, questions=(f"Did {NAME} know about clause 4.2?",), person="carla")
    erase(house, tmp_path)
    entry = house.ledger.entry(f"export:{asked.terms.export}")
    assert entry
    sent = entry.record.as_sent()
    assert sent["data"]["questions"] == ["[erased]"]
    assert sent["on_behalf_of"].startswith("erased.")
    with pytest.raises(ExportNotRepeatable):
        with_paper(house, again=asked.terms.export)


def test_proofs_of_single_entries_from_before_still_prove(house: House, tmp_path: Path) -> None:
    files = house.export().files
    erase(house, tmp_path)
    house.hand.sign()
    leaves = {row.id: bytes(row.leaf) for row in house.ledger.stored()}
    proofs = [name for name in files if name.endswith(".tlog-proof")]
    assert proofs
    for name in proofs:
        proof = read_tlog_proof(files[name])
        assert proof.proves(leaves[proof.index + 1], [house.key])
