"""What a question may need beyond the deal: whether its proof holds, and the other deals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ledger.application import Ledger
from projections.deal import KnownDeal


@dataclass(frozen=True, slots=True)
class BeyondOneDeal:
    """Asked of the ledger. `sees` says of a deal whether who asks may see it."""

    ledger: Ledger

    def proof(self, deal: KnownDeal) -> Mapping[str, Any]:
        """See `Beyond`."""
        raise NotImplementedError(deal.id)

    def other_deals(self, deal: KnownDeal) -> list[KnownDeal]:
        """See `Beyond`."""
        raise NotImplementedError(deal.id)
