"""The readable part of a bundle: what the readings said when it was exported, as page and PDF.

Another party gets the answers that were asked for, over what it may see, and no reading of ours.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from api.evidence import paper, stamps, withheld
from api.evidence.answers import as_seen
from api.evidence.case import Files
from api.evidence.counterparty import Counterparty
from api.evidence.exported import exported
from domain.refusals import Refusal
from projections.clocks.reading import clocks
from projections.coverage import coverage
from projections.deal import KnownDeal
from projections.knowledge.reading import knowledge
from projections.overview import overview
from projections.terms import terms
from projections.timeline import timeline

if TYPE_CHECKING:
    from api.evidence.parts import Sealed

MOST_AT_ONCE = 2_000
"""Records of a deal whose paper is made while somebody waits for an answer over HTTP."""
_STANDS = {
    "values": "its bytes, without the values that they commit to",
    "entry": "the hash of its bytes alone",
    "body": "nothing: a digest is in the entries made of it",
}
_NOT_TOLD = {"name": None, "governing_law": None}
"""Of how the deal was opened, another party is not told these."""
_WHY = {"not_party": "this party was no party to it", "attorney_client": "attorney-client"}


class PaperTakesTooLong(Refusal):
    """A long deal is not set on paper while somebody waits."""

    code = "paper_takes_too_long"

    def __init__(self, records: int) -> None:
        super().__init__(
            f"The deal has {records:,} records: its page and PDF take longer than an answer may. "
            "Take the bundle without them (paper=false), or with them by the command "
            "deal-ledger export.",
            "/paper",
        )


def part(sealed: Sealed) -> Files:
    """`timeline.html` and `evidence.pdf`, in several volumes for a long deal."""
    return paper.of(_told(sealed))


def _told(sealed: Sealed) -> paper.Told:
    case = sealed.case
    export = _export(sealed)
    kept_back = [_withheld(dict(zip(withheld.COLUMNS, e, strict=True))) for e in withheld.log(case)]
    answers = [
        json.loads(content) for name, content in sorted(sealed.files.items()) if _is_answer(name)
    ]
    if isinstance(case.sight, Counterparty):
        seen = overview(as_seen(case.known, case.sight)) | _NOT_TOLD
        return paper.Told(export=export, overview=seen, answers=answers, withheld=kept_back)
    return paper.Told(export=export, answers=answers, withheld=kept_back, **_readings(case.known))


def _readings(deal: KnownDeal) -> dict[str, Any]:
    return {
        "overview": overview(deal),
        "terms": terms(deal),
        "timeline": timeline(deal),
        "coverage": coverage(deal),
        "clocks": clocks(deal),
        "knowledge": knowledge(deal),
    }


def _is_answer(name: str) -> bool:
    return name.startswith("answers/")


def _export(sealed: Sealed) -> paper.Export:
    found = exported(sealed.case)
    return replace(
        found, checkpoint=sealed.note, verifier_key=sealed.key, stamped=stamps.sentence(sealed)
    )


def _withheld(line: dict[str, Any]) -> paper.Withheld:
    is_entry = line["stream"] != "delivery"
    return paper.Withheld(
        position=line["position"],
        why=_WHY.get(line["why"]) or line["why"].replace("_", " "),
        stands=_STANDS[line["left_out"]],
        version=line["version"] if is_entry else None,
        record=line["record"] or None,
        type=line["type"] or None if is_entry else "raw delivery",
        occurred_at=line["occurred_at"] or None,
        actor=line["author"] or None,
    )


def refuse_long(records: int) -> None:
    """Raise PaperTakesTooLong for a deal whose paper nobody can wait for."""
    if records > MOST_AT_ONCE:
        raise PaperTakesTooLong(records)
