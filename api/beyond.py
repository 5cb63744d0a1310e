"""What a question may need beyond the deal: whether its proof holds, and the other deals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ledger.application import Ledger
from ledger.proof.stream_verification import StreamReport
from ledger.verifying_deal import DealReport, judge_deal, verify_deal
from projections.deal import KnownDeal


@dataclass(frozen=True, slots=True)
class BeyondOneDeal:
    """Asked of the ledger, for one answer. `deals`: those that who asks may see (None: all)."""

    ledger: Ledger
    deals: frozenset[str] | None = None
    _judged: dict[tuple[str, int], StreamReport] = field(default_factory=dict)

    def proof(self, deal: KnownDeal) -> Mapping[str, Any]:
        """See `Beyond`. Of a record that its reader may not see, only the place of the break."""
        size, root = deal.basis.known_at, bytes.fromhex(deal.basis.root)
        report = verify_deal(self.ledger, self._judge(deal), deal.entries, size, root)
        return {
            "holds": report.holds,
            "entries": report.entries,
            "position": size,
            "root": deal.basis.root,
            "undisclosed": report.undisclosed,
            "broken": _broken(report, deal),
            "sentence": _told(report, deal),
            "last_full_verify": None,
        }

    def _judge(self, deal: KnownDeal) -> StreamReport:
        """All that is there now, once: an answer stands on what was known, and on today."""
        key = deal.id, deal.basis.now_position
        if key not in self._judged:
            self._judged[key] = judge_deal(self.ledger, *key)
        return self._judged[key]

    def other_deals(self, deal: KnownDeal) -> list[KnownDeal]:
        """See `Beyond`. Every deal is folded anew: what a view stands on is another basis."""
        basis, shared = deal.basis, deal.organisation_entries
        read = ((id_, self.ledger.entries(id_, basis.now_position)) for id_ in self._ids())
        return [
            KnownDeal(id_, entries, shared, basis, deal.without)
            for id_, entries in read
            if entries and id_ != deal.id
        ]

    def _ids(self) -> Iterator[str]:
        """The deals that may be seen, by id."""
        if self.deals is not None:
            yield from sorted(self.deals)
            return
        page = self.ledger.deals()
        while page:
            yield from page
            page = self.ledger.deals(page[-1])


def _broken(report: DealReport, deal: KnownDeal) -> dict[str, Any] | None:
    broken = report.broken
    if broken is None:
        return None
    seen = broken.record is None or any(each.id == broken.record for each in deal.shown)
    return {
        "rule": broken.rule,
        "position": broken.position,
        "record": broken.record if seen else None,
        "reason": broken.reason if seen else None,
    }


def _told(report: DealReport, deal: KnownDeal) -> str:
    size = deal.basis.known_at
    broken = _broken(report, deal)
    if broken is None:
        erased = (
            f" {report.undisclosed} of their values are no longer kept (erased); that breaks "
            "nothing."
            if report.undisclosed
            else ""
        )
        return (
            f"The proof holds: the stored bytes of all {report.entries} entries of this deal, "
            f"their chain, and that they lie in the root at position {size}.{erased}"
        )
    where = f" at position {broken['position']}" if broken["position"] else ""
    record = f" (record {broken['record']})" if broken["record"] else ""
    why = f": {broken['reason']}" if broken["reason"] else ""
    return f"The proof fails{where}{record}, by the rule {broken['rule']}{why}."
