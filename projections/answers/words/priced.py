"""An item in the place of the clause that prices it: "what is the cap on gensets".

Only where one clause of the deal states pricing of the item itself, whichever its wording, and no
other one states any of it or of what it belongs to: what the terms of that are, is asked.
"""

from __future__ import annotations

import re

from domain.values import PRICING
from projections.answers.words.clauses import item_of
from projections.answers.words.frames.frame import with_items
from projections.answers.words.line import Line, phrase
from projections.answers.words.vocabulary import Vocabulary

_ASKS = phrase("what|which|how|up to what|price|prices|rate|cap|fee|discount|hold")
_NO_YES = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"\b(?:the|our|their|an?)\s+$", re.IGNORECASE)


def by_clause(line: Line, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The question with the clause in the place of its one item, and the clause."""
    if _NO_YES.match(line.asked) or not line.has(_ASKS) or line.values("clause", "version"):
        return None
    items = [each for each in with_items(line, vocabulary).tokens if each.text == "@item"]
    if len(items) != 1 or not items[0].values[0].startswith("services "):
        return None
    clause = _pricing(items[0].values[0], vocabulary)
    if clause is None:
        return None
    before, behind = line.asked[: items[0].begin], line.asked[items[0].end :]
    return f"{_ARTICLE.sub('', before)}clause {clause}{behind}", clause


def _pricing(value: str, vocabulary: Vocabulary) -> str | None:
    """The one clause that states pricing of the item, and of the item itself."""
    item = item_of(value)
    around = {*vocabulary.known.deal.catalogue.ancestry(item)}
    found, itself = set(), set()
    for clause in vocabulary.known.deal.clauses.by_id.values():
        for wording in clause.wordings.values():
            for stated in wording.terms:
                scope: dict[tuple[str, str], str] = {
                    (each.axis, each.item): each.state for each in stated.term.scope
                }
                if stated.term.kind not in PRICING or not around & scope.keys():
                    continue
                found.add(clause.id)
                if scope.get(item) == "in":
                    itself.add(clause.id)
    return next(iter(found)) if len(found) == 1 and found == itself else None
