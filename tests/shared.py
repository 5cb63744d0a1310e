"""Where the real inputs lie: captured webhooks, contracts with their histories, questions.

They are not part of this repository: `DEAL_LEDGER_SHARED` names their folder, else it is the folder
`shared` beside the checkout.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]


def shared(*parts: str) -> Path:
    """A file or folder of the real inputs. Skips the test without it; where CI=true, fails it."""
    folder = os.environ.get("DEAL_LEDGER_SHARED") or CHECKOUT.parent / "shared"
    path = Path(folder, *parts)
    if not path.exists():
        absent = f"{path} is not here: set DEAL_LEDGER_SHARED to the folder of real inputs."
        if os.environ.get("CI") == "true":
            pytest.fail(absent)
        pytest.skip(absent)
    return path
