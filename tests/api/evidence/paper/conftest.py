"""The paper of the story, made once."""

from __future__ import annotations

import pytest

from api.evidence.paper import of
from tests.api.evidence.paper.story import told


@pytest.fixture(scope="session")
def made() -> dict[str, bytes]:
    return of(told())
