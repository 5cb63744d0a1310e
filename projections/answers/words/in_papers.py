"""A clause by its paper and its number there: "annex B, no. 4", "item 3 of annex 2".

The number is the end of the clause's id, and one clause of that paper alone has it.
"""

from __future__ import annotations

import re

from projections.answers.known import Known
from projections.answers.words.line import Found, Line, phrase

_NOUNS = (
    "(?:(?:clause|section|paragraph|para|article|point|item|number|no|nr|part|line|sub|entry|"
    "provision|heading) )*"
)
_NUMBER = r"(?:[a-z] )?\d+(?:\.\d+)*[a-z]?|@clause"
_NO_MEASURE = r"(?! (?:%|percent|per|pct|days?|weeks?|months?|years?|hours?|@)(?: |$))"
_BEHIND = phrase(
    rf"(?P<paper>@document) (?:\| )?(?:'s )?{_NOUNS}(?P<number>{_NUMBER}){_NO_MEASURE}"
    rf"|(?:the )?{_NOUNS}(?P<number2>{_NUMBER}) (?:of|in|to|from|under) (?:the )?(?P<paper2>"
    r"@document)"
)
_RUNS = re.compile(r"[^\W\d_]+|\d+")


def by_paper(line: Line, known: Known) -> Line:
    """With the clauses that are named by paper and number as things."""
    if not line.values("document"):
        return line
    return line.each(_BEHIND, lambda found: _one(found, known))


def _one(found: Found, known: Known) -> tuple[str, tuple[str, ...]] | None:
    (paper,) = found.values("paper") or found.values("paper2")
    said = found.word("number") or found.word("number2")
    numbered = found.values("number") or found.values("number2")
    own = [each for each in known.deal.clauses.by_id.values() if each.document == paper]
    if numbered:
        fits = [each.id for each in own if each.id in numbered]
    else:
        runs = _RUNS.findall(said)
        fits = [each.id for each in own if _RUNS.findall(each.id.casefold())[-len(runs) :] == runs]
    return ("clause", tuple(fits)) if len(fits) == 1 else None
