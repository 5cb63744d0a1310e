"""The client can be taken out of the house with the schemas alone."""

from __future__ import annotations

import ast
from pathlib import Path

import api.client

HOUSE = ("api", "domain", "ledger", "projections")


def test_the_client_imports_nothing_of_the_house_but_the_schemas() -> None:
    folder = Path(api.client.__file__).parent
    found = {
        node.module
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in HOUSE
    }
    assert {each for each in found if not each.startswith("api.client")} == {
        "api.digest_bodies",
        "api.document_bodies",
        "api.erasure_bodies",
        "api.inbox_bodies",
        "api.proof_bodies",
        "api.read_back_bodies",
        "api.proposal_bodies",
        "api.reading_bodies",
        "api.schemas",
        "api.stress_bodies",
        "api.withholding_bodies",
    }
