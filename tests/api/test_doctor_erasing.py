"""What the doctor says of erasing: who may, and whether a restore would know."""

from __future__ import annotations

from pathlib import Path

import pytest
from psycopg.conninfo import make_conninfo

from api.erasing import eraser_of
from ledger.application import Ledger
from ledger.embedded import EmbeddedServer
from ledger.erasing.eraser import By
from ledger.erasing.kept_list import file_in
from ledger.erasing.plan import Wanted
from tests.api.examined import examined, here, is_mended, mend, of
from tests.api.test_doctor_database import login
from tests.records import BY, a_record


@pytest.mark.parametrize(
    "fault",
    [
        "REVOKE EXECUTE ON FUNCTION ledger.erase FROM deal_ledger_eraser",
        "REVOKE EXECUTE ON FUNCTION ledger.hold_still FROM deal_ledger_eraser",
    ],
)
def test_a_right_that_the_eraser_needs_is_given_back(database: str, fault: str) -> None:
    assert "lacks rights" in is_mended(database, "eraser", fault).found


def test_the_login_that_erases_is_told_what_to_be_granted(
    server: EmbeddedServer, database: str
) -> None:
    with login(server, "rubber", "IN ROLE deal_ledger_eraser") as user:
        named = {"DEAL_LEDGER_ERASER_URL": make_conninfo(database, user=user)}
        found = of("eraser", examined(database, here, **named))
        assert (found.state, found.mend[-1]) == ("wrong", 'GRANT deal_ledger_views TO "rubber";')
        mend(database, found)
        assert of("eraser", examined(database, here, **named)).state == "ok"


@pytest.mark.parametrize("user", ["nobody_at_all", "postgres"])
def test_a_login_that_cannot_connect_or_leads_elsewhere_is_wrong(
    server: EmbeddedServer, database: str, user: str
) -> None:
    url = make_conninfo(server.url("postgres"), user=user)
    found = of("eraser", examined(database, here, DEAL_LEDGER_ERASER_URL=url))
    assert found.state == "wrong"


def test_erasures_that_no_list_here_has_are_warned_of(
    database: str, ledger: Ledger, tmp_path: Path
) -> None:
    home = {"DEAL_LEDGER_HOME": str(tmp_path)}
    ledger.record(a_record("message.sent", to=["carla"]), BY)
    eraser = eraser_of(ledger, database, tmp_path, here)
    eraser.erase(Wanted("carla", "Asked."), By("cli", None), "erasure:1", lambda _, __: None)
    assert of("list of erasures", examined(database, here, **home)).state == "ok"
    file = file_in(tmp_path)
    file.rename(tmp_path / "elsewhere")
    assert of("list of erasures", examined(database, here, **home)).state == "warning"
    file.write_text("no list\n")
    assert of("list of erasures", examined(database, here, **home)).state == "wrong"
