"""The pages after an erasure: they say that something was erased, and show nothing of it."""

from __future__ import annotations

import re
from pathlib import Path

from api.erasing import eraser_of
from ledger.erasing.eraser import By, Done
from ledger.erasing.plan import Wanted
from ledger.erasing.whom import PartyNotPerson
from tests.api.http.calling import DEAL
from tests.api.pages.conftest import Browser
from tests.api.pages.test_reading_pages import checked
from tests.databases import rows
from tests.projections.views.viewing import followed

PAGES = (
    f"/deals/{DEAL}",
    f"/deals/{DEAL}?effective_at=2025-04-30",
    f"/deals/{DEAL}?effective_at=2025-05-12&known_at=record:story-18a",
)
OTHERS = (
    *(f"/deals/{DEAL}/{name}" for name in ("records", "replay", "replay/at", "knowledge", "ask")),
    f"/deals/{DEAL}/knowledge?clause=4.2",
    f"/deals/{DEAL}/ask?question=What+was+promised+to+the+client%3F",
)


def test_every_page_goes_on_when_one_after_the_other_is_erased(
    lawyer: Browser, database: str, tmp_path: Path
) -> None:
    service = lawyer.service
    eraser = eraser_of(service.ledger, database, tmp_path, service.outside.now)
    gone: list[str] = []
    for (person,) in rows(database, "SELECT person FROM ledger.persons ORDER BY person"):
        by, wanted = By("cli", None), Wanted(person, "Request 17.")
        try:
            done = eraser.erase(wanted, by, f"erasure:{len(gone) + 1}", lambda _, __: None)
        except PartyNotPerson:
            continue
        assert isinstance(done, Done)
        gone += [*done.plan.whom.ids, *done.plan.whom.names]
        for path in (*PAGES, *OTHERS):
            page = lawyer.open(path)
            if path in PAGES:
                checked(page)
            clear = {value for value in gone if re.search(rf"\b{re.escape(value)}\b", page)}
            assert clear == set(), (person, path)
    assert len(gone) > 5
    for path in (PAGES[0], OTHERS[0]):
        assert "[erased]" in lawyer.open(path)
    followed(database, service.ledger)
    checked(lawyer.open("/deals"))
