"""Parameters that are given more than once, or to a call that takes none."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from fastapi import Request

from api.refusals import BadParameter
from domain.refusals import Fault
from domain.strict_json import escaped

ONCE = ("Authorization", "If-Match", "Last-Event-ID")
_LISTS = {
    "/v1/pricing": frozenset({"kind"}),
    "/v1/pricing/deals": frozenset({"kind"}),
    "/v1/pricing/clients": frozenset({"kind"}),
    "/v1/sign-offs": frozenset({"state"}),
    "/v1/deals/{deal}/timeline": frozenset({"kind"}),
    "/v1/deals/{deal}/findings": frozenset({"severity", "code"}),
    "/v1/findings": frozenset({"severity", "code"}),
    "/v1/deals/{deal}/stress": frozenset({"scenario"}),
    "/v1/deals/{deal}/proposals/{proposal:path}/stress": frozenset({"scenario"}),
    "/v1/deals/{deal}/proposals/{proposal:path}/gate": frozenset({"clause"}),
    "/v1/deals/{deal}/evidence": frozenset({"question"}),
    "/deals/{deal}/ask": frozenset(
        {"items", "terms", "clauses", "documents", "persons", "parties", "by", "to"}
    ),
}
"""What may be given several times, by route."""
_SAID = "It is given more than once: send it once."
MOST_NAMED = 20
"""Faults in one answer."""


def refuse_doubled(request: Request) -> None:
    """Raise BadParameter where a parameter stands twice: one of the two would be overlooked."""
    given = (name for name, _ in request.query_params.multi_items())
    headers = [name for name in ONCE if len(request.headers.getlist(name)) > 1]
    route = getattr(request.scope.get("route"), "path", "")
    may = _LISTS.get(route, frozenset())
    counted = Counter(given)
    doubled = [name for name, times in counted.items() if times > 1 and name not in may] + headers
    if doubled:
        faults = (Fault("bad_parameter", f"/{escaped(each)}", _SAID) for each in doubled)
        raise BadParameter(tuple(islice(faults, MOST_NAMED)))


def refuse_parameters(request: Request) -> None:
    """Raise BadParameter where an address has a parameter that its call does not take."""
    if given := list(request.query_params)[:MOST_NAMED]:
        said = "This call takes no parameters in its address."
        raise BadParameter(
            tuple(Fault("bad_parameter", f"/{escaped(each)}", said) for each in given)
        )
