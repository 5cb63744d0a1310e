"""The replay of a deal as a page."""

from __future__ import annotations

import pytest

from tests.api.http.calling import DEAL
from tests.api.pages.conftest import Browser
from tests.api.pages.test_reading_pages import checked

REPLAY = f"/deals/{DEAL}/replay"


@pytest.mark.parametrize(
    "path",
    [
        REPLAY,
        f"{REPLAY}?position=39",
        f"{REPLAY}?position=39&happened=30",
        f"{REPLAY}?effective_at=2025-05-12",
        f"{REPLAY}?known_at=record:story-18a",
        f"{REPLAY}?known_at=2025-05-10",
        f"{REPLAY}?position=0",
        f"{REPLAY}?contemporaneous_only=true",
    ],
)
def test_every_page_is_whole(lawyer: Browser, path: str) -> None:
    checked(lawyer.open(path), scripts=2)
