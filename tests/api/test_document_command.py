"""`deal-ledger document …`."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from tests.api.cli import Command, lines
from tests.records import DEAL, a_sending

PDF = b"%PDF-1.7 what both sides signed"


def filed(command: Command) -> None:
    told = {"name": "MSA", "media_type": "application/pdf", "bytes": len(PDF)}
    document = a_sending(
        "document.filed", id="filed", document="msa", sha256=sha256(PDF).hexdigest(), **told
    )
    assert command("record", "-", given=lines(a_sending("deal.opened"), document)).code == 0


def test_a_content_goes_in_and_comes_out(command: Command, tmp_path: Path) -> None:
    filed(command)
    (tmp_path / "in").write_bytes(PDF)
    put = command("document", "put", DEAL, "msa", tmp_path / "in", "--json")
    assert put.json["added"] is True
    assert "Kept already" in command("document", "put", DEAL, "msa", tmp_path / "in").out
    assert command("document", "get", DEAL, "msa", tmp_path / "out").code == 0
    assert (tmp_path / "out").read_bytes() == PDF
    assert command("document", "get", DEAL, "msa", "-").out.encode() == PDF
    refused = command("document", "get", DEAL, "msa", tmp_path / "out")
    assert (refused.code, "Not written" in refused.err) == (1, True)


def test_what_is_not_what_was_filed_is_refused(command: Command, tmp_path: Path) -> None:
    filed(command)
    (tmp_path / "in").write_bytes(PDF + b".")
    assert "content_differs" in command("document", "put", DEAL, "msa", tmp_path / "in").err
    assert "document_not_on_record" in command("document", "get", DEAL, "mas", "-").err
    got = command("document", "get", DEAL, "msa", "-")
    assert (got.code, "content_not_kept" in got.err) == (1, True)
