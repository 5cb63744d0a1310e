"""One story told once for each module, and bundles of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.embedded import EmbeddedServer
from tests.api.evidence.bundles import Files, House, a_house
from tests.records import a_clause, a_record


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A deal with a retraction at its end, one privileged record, and something else beside it."""
    path: Path = tmp_path_factory.mktemp("house")
    records = (
        a_record("catalogue.item_defined", id="o-1"),
        a_record("deal.opened", id="e-1"),
        a_record("deal.opened", id="x-1", deal="D-2"),
        a_clause("4.2", id="e-2"),
        a_record("proposal.sealed", id="e-3"),
        a_record("proposal.sent", id="e-4"),
        a_record("message.sent", id="e-5", words="The discount stays.", privilege="work_product"),
        a_record(
            "proposal.retracted", id="e-6", proposal="P1", to=["carla"],
            reason_class="error", reason="It was a mistake.",
        ),
    )  # fmt: skip
    with a_house(server, path, *records) as made:
        yield made


@pytest.fixture(scope="module")
def files(house: House) -> Files:
    """A bundle of that deal, for the house."""
    return house.export().files
