"""The records of a deal as a page, each as it stands, in a place that others link to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from api.deals import known
from api.following import reached
from api.in_turn import InTurn
from api.pages.asked_here import asked_by_address
from api.pages.deal import At, deal_page
from api.pages.entering import entered
from api.pages.forms.mending import BY_TYPE, may_be_struck
from api.pages.visiting import PageReader, PageVisit
from api.visiting import LARGEST_POSITION, DealInPath
from domain.occurrence import moment_text
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.timeline.moments import Moments

router = APIRouter(include_in_schema=False, route_class=InTurn)
ON_A_PAGE = 50


class Listed(At):
    """Which records: after a position, or those around one; of the deal, or of the organisation."""

    of: Literal["deal", "organisation"] = "deal"
    after: int = Field(default=0, ge=0, le=LARGEST_POSITION)
    record: str = Field(default="", max_length=120)
    recorded: Literal["", "now", "before"] = ""


async def _listed(visit: PageReader, listed: Annotated[Listed, Query()]) -> Listed:
    await reached(visit.service, listed.min_position, visit.request)
    return listed


@router.get("/deals/{deal}/records")
def records_page(
    request: Request,
    deal: DealInPath,
    visit: PageReader,
    listed: Annotated[Listed, Depends(_listed)],
) -> Response:
    """A page of records, in the order in which the ledger took them."""
    found = known(visit, deal, listed.asked_for())
    moments = Moments(found)
    of_deal = moments.facts
    # What is ruled for all deals is for those to read who may see them all.
    of_all = _ruled(found, moments) if visit.caller.token.deals is None else []
    facts = of_all if _is_of_all(listed, of_deal, of_all) else of_deal
    start = _start(listed, facts)
    shown = facts[start : start + ON_A_PAGE]
    return deal_page(
        "records.html",
        visit,
        request,
        found,
        "records",
        records=[moments.shown(fact) | {"kept": _kept(found, fact)} for fact in shown],
        mended_by=_mended_by(visit, shown) if facts is of_deal else {},
        of="organisation" if facts is of_all else "deal",
        total=len(facts),
        first=start + 1,
        sought=listed.record,
        just_now=listed.recorded,
        is_there=any(fact.id == listed.record for fact in shown),
        later=_later(found, listed),
        organisation=len(of_all),
        withheld=found.withheld_of_its_own,
        withheld_of_all=found.withheld - found.withheld_of_its_own,
        to=_addresses(listed, facts, start),
    )


def _later(deal: KnownDeal, listed: Listed) -> dict[str, Any] | None:
    """The record that is looked for, where it is dated later than the moment of the page."""
    every = (*deal.facts.counted, *deal.organisation)
    fact = next((each for each in every if each.id == listed.record), None)
    if fact is None or fact.interval.begun_by(deal.basis.effective_at):
        return None
    moment = moment_text(fact.interval.end)
    known_at = listed.known_at or ""
    address = asked_by_address(None, effective_at=moment, known_at=known_at, record=fact.id)
    return {"occurred_at": fact.occurred.json, "address": f"{address}#record-{fact.id}"}


def _mended_by(visit: PageVisit, facts: Sequence[Fact]) -> dict[str, list[tuple[str, str]]]:
    """By record, the forms that mend it for who looks: each its part of an address, and words."""
    legal, recorder = visit.caller.holds("legal"), visit.caller.holds("recorder")
    found = {}
    for fact in facts:
        if may_be_struck(fact, legal=legal, recorder=recorder):
            correct = [("correction", "Correct it")] if fact.event.stored_as in BY_TYPE else []
            found[fact.id] = [*correct, ("strike", "Strike it")]
    return found


def _ruled(deal: KnownDeal, moments: Moments) -> list[Fact]:
    """The records of the organisation that had begun to happen."""
    moment = deal.basis.effective_at
    return [fact for fact in moments.ruled if fact.interval.begun_by(moment)]


def _is_of_all(listed: Listed, of_deal: Sequence[Fact], of_all: Sequence[Fact]) -> bool:
    if listed.of == "organisation":
        return True
    sought = listed.record
    return any(f.id == sought for f in of_all) and not any(f.id == sought for f in of_deal)


def _start(listed: Listed, facts: Sequence[Fact]) -> int:
    """The place of the first record of the page."""
    sought = next((n for n, fact in enumerate(facts) if fact.id == listed.record), None)
    if sought is not None:
        return sought - sought % ON_A_PAGE
    return next((n for n, fact in enumerate(facts) if fact.place > listed.after), len(facts))


def _addresses(listed: Listed, facts: Sequence[Fact], start: int) -> dict[str, str | None]:
    """The pages before and after this one, and the beginnings of both lists."""

    def to(place: int, of: str) -> str:
        times = {"effective_at": listed.effective_at or "", "known_at": listed.known_at or ""}
        after = str(facts[place - 1].place) if place else ""
        return asked_by_address(None, **times, of=of, after=after)

    of = "organisation" if listed.of == "organisation" else "deal"
    end = start + ON_A_PAGE
    return {
        "before": to(max(0, start - ON_A_PAGE), of) if start else None,
        "next": to(end, of) if end < len(facts) else None,
        "deal": to(0, "deal"),
        "organisation": to(0, "organisation"),
    }


def _kept(deal: KnownDeal, fact: Fact) -> dict[str, Any]:
    """What stands around the event: from where it came, on which evidence, how it was received."""
    entry = fact.entry
    envelope = entry.envelope.model_dump(mode="json", exclude_none=True, by_alias=True)
    return {
        "source": envelope.get("source", {}),
        "evidence": envelope["evidence"],
        "received_at": entry.received_at.isoformat() if entry.received_at else None,
        "entered": entered(deal, entry.recorded_by, fact.actor),
        "leaf": entry.leaf.hex(),
    }
