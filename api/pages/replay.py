"""Replay: a deal after any of its moments, what stood, and who knew."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response

from api.following import reached
from api.in_turn import InTurn
from api.pages.deal import deal_page
from api.pages.handles import Replayed, Step, replayed
from api.pages.lanes import drawing
from api.pages.picture import NARROW, At, picture
from api.pages.rendering import page
from api.pages.scope_sheet import scope_sheet
from api.pages.signed_glance import in_short
from api.pages.visiting import PageReader
from api.pages.who_knew import believed, by_id
from api.responding import looked
from api.visiting import DealInPath
from domain.occurrence import Occurrence, moment_text
from projections.deal import KnownDeal
from projections.timeline import as_known, at_the_time, lanes, shown_at, stood

router = APIRouter(include_in_schema=False, route_class=InTurn)
LISTED = 100
"""Moments in the list at once; of longer deals those around the step."""
ROWS = 100
"""A table beside the picture that has more rows is there when it is asked for."""
CLOCKS = 8
"""Of how many proposals the clocks are shown: the last ones that came up."""
Json = dict[str, Any]


async def _step(visit: PageReader, asked: Annotated[Step, Query()]) -> Step:
    await reached(visit.service, asked.min_position, visit.request)
    return asked


AtStep = Annotated[Step, Depends(_step)]


@router.get("/deals/{deal}/replay")
def replay_page(request: Request, deal: DealInPath, visit: PageReader, asked: AtStep) -> Response:
    """All moments of a deal, the picture of who was exposed to what, and the deal at one step."""
    at = replayed(visit, deal, asked)
    step = _shown(at)
    reading = at.made("lanes", lambda: _lanes(at))
    drawn = at.made("drawing", lambda: drawing(reading))
    narrow = at.made("narrow", lambda: drawing(reading, NARROW.plot))
    return deal_page(
        "replay.html",
        visit,
        request,
        at.deal,
        "replay",
        **step,
        handles=_handles(at),
        listed=_listed(at),
        zone=at.deal.zone,
        total=len(at.steps),
        lanes=drawn.lanes if drawn and (asked.table or drawn.marks <= ROWS) else (),
        as_table=asked.table,
        table=f"{_address(at, table='true')}#lanes-table",
        picture=picture(drawn, step["cursor"]) if drawn else "",
        narrow=picture(narrow, step["cursor"], frame=NARROW) if narrow else "",
        breaks=drawn.breaks if drawn else (),
        far=reading["far"],
        is_long=at.is_long,
    )


@router.get("/deals/{deal}/replay/at")
def replay_at(request: Request, deal: DealInPath, visit: PageReader, asked: AtStep) -> Response:
    """The part of the page that changes from step to step."""
    at = replayed(visit, deal, asked)
    privileged = at.deal.shows_privileged
    looked(visit, "replay step", at.position, at.deal.id, privileged=privileged)
    return page("replay_at.html", visit, request, **_shown(at))


def _shown(at: Replayed) -> Json:
    """What the templates of a step are given."""
    deal, replay = at.here()
    then = as_known(deal, at.position)
    found = stood(deal, at.position, replay, own_only=at.is_long, then=then)
    state, moment = _believed(then, found["state"]), found["moment"]
    names = {each["person"]: each["name"] for each in found["people"]}
    clocks = state["clocks"][: -CLOCKS - 1 : -1]
    return {
        "here": f"/deals/{quote(at.deal.id)}",
        "moment": moment,
        "state": state,
        "people": found["people"],
        "names": names,
        "signing": [in_short(each) for each in state["coverage"]],
        "clocks": clocks,
        "clocks_before": len(state["clocks"]) - len(clocks),
        "sheets": {each["clause"]: scope_sheet(each) for each in state["terms"]["clauses"]},
        "apart": at.apart is not None,
        "corrects_later": _happened_later(at, moment),
        "cursor": _cursor(at, moment),
        "elsewhere": _times(at),
        "only": at.asked.contemporaneous_only,
        "address": _address(at),
        "ways": _ways(at),
    }


def _believed(then: KnownDeal, state: Json) -> Json:
    """The state with the marks of the records that prove its rungs, as they were known then."""
    facts = by_id(then)
    knew = [
        of | {"people": [believed(then, facts.get(each["record"]), each) for each in of["people"]]}
        for of in state["knowledge"]
    ]
    return state | {"knowledge": knew}


def _cursor(at: Replayed, moment: Json | None) -> At | None:
    if at.apart is not None:
        return At(at.position, at.apart, cut=True)
    if moment is None:
        return None
    interval = Occurrence.of(moment["occurred_at"]).interval(at.deal.zone)
    return At(at.position, interval.begin + (interval.end - interval.begin) / 2)


def _happened_later(at: Replayed, moment: Json | None) -> bool:
    """Whether the moment came after what had happened by then: to corrections and strikes that

    does not matter, they count all the same.
    """
    if at.apart is None or moment is None:
        return False
    happened = Occurrence.of(moment["occurred_at"]).interval(at.deal.zone)
    return not happened.begun_by(at.apart)


def _times(at: Replayed) -> str:
    """The step as the other pages of the deal take it."""
    found = {"effective_at": moment_text(at.apart)} if at.apart else {}
    if at.deal.basis.known_by == "source":
        found["known_at"] = at.asked.known_at or ""
    elif at.position < at.deal.basis.known_at:
        found["known_at"] = str(at.position)
    return f"?{urlencode(found)}" if found else ""


def _address(at: Replayed, **other: int | str | None) -> str:
    """The address of a step: this one, or with another position or moment."""
    asked = at.asked
    wanted: dict[str, Any] = {
        "position": at.position,
        "happened": asked.happened,
        "effective_at": asked.effective_at if asked.happened is None else None,
        "known_at": asked.known_at if at.deal.basis.known_by == "source" else None,
        "contemporaneous_only": "true" if asked.contemporaneous_only else None,
    } | other
    if wanted["happened"] is not None:
        wanted["effective_at"] = None
    given = {name: value for name, value in wanted.items() if value not in {None, ""}}
    return f"/deals/{quote(at.deal.id)}/replay?{urlencode(given)}"


def _ways(at: Replayed) -> Json:
    """Where the handles are taken apart, or together; and where less is shown, or all."""
    step = at.knowing[at.known_step] if at.steps else None
    other = _address(at, happened=None if at.apart is not None else step, effective_at=None)
    only = None if at.asked.contemporaneous_only else "true"
    return {"other": other, "toggle": _address(at, contemporaneous_only=only)}


def _handles(at: Replayed) -> list[Json]:
    """The handles of the page, each with its steps."""
    known = _handle(at, "position", at.knowing, at.known_step)
    if at.apart is None:
        return [known]
    return [_handle(at, "happened", at.happening, at.happened_step), known]


def _handle(at: Replayed, name: str, steps: Sequence[int], step: int) -> Json:
    def to(place: int) -> str | None:
        other: Any = {name: steps[place]} if 0 <= place < len(steps) else {}
        return _address(at, **other) if other else None

    return {
        "name": name,
        "steps": _runs(steps),
        "last": len(steps) - 1,
        "step": step,
        "to": {"first": to(0), "earlier": to(step - 1), "later": to(step + 1)}
        | {"last": to(len(steps) - 1)},
    }


def _runs(steps: Sequence[int]) -> str:
    """Positions in their order, those that follow each other by one as `first-last`."""
    runs: list[list[int]] = []
    for step in steps:
        if runs and step == runs[-1][1] + 1:
            runs[-1][1] = step
        else:
            runs.append([step, step])
    return " ".join(str(one) if one == last else f"{one}-{last}" for one, last in runs)


def _lanes(at: Replayed) -> Json:
    """What the picture shows; contemporaneous only, in the words of then."""
    then = at_the_time(at.deal) if at.asked.contemporaneous_only else at.deal
    return lanes(then, at.steps)


def _listed(at: Replayed) -> Json:
    """The moments around the step, each with its address, and the steps before and after them."""
    places = at.knowing
    first = max(0, min(at.known_step - LISTED // 2, len(places) - LISTED))
    listed, only = places[first : first + LISTED], at.asked.contemporaneous_only
    found = shown_at(at.deal, listed, contemporaneous_only=only)
    end = first + len(found)
    return {
        "moments": [each | {"to": _address(at, position=each["position"])} for each in found],
        "before": _address(at, position=places[first - 1]) if first else None,
        "after": _address(at, position=places[end]) if end < len(places) else None,
        "first": first + 1,
    }
