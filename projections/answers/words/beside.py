"""A moment of the deal and its day beside it are one time: "when Bill ordered, 10 March".

Only where everything that the moment can be lies on that day; else two times are named.
"""

from __future__ import annotations

import re
from dataclasses import replace

from projections.answers.words.frames.frame import NotThis
from projections.answers.words.line import Line, Token, phrase
from projections.answers.words.resolving import About, Resolving
from projections.answers.words.vocabulary import Vocabulary

_BEHIND = phrase("(?P<moment>@before|@after|@when|@from|@to)(?: \\|)? (?P<day>@when)")
_AHEAD = phrase("(?P<day>@when) (?P<moment>@when)")


def with_days_of_moments(line: Line, vocabulary: Vocabulary) -> Line:
    """Without the days that only say when a moment was."""
    for pattern in (_BEHIND, _AHEAD):
        begin = 0
        while match := pattern.search(line.text, begin):
            begin = match.start() + 1
            moment, day = (line.within(*match.span(name))[0] for name in ("moment", "day"))
            days = _days(moment, day, line, vocabulary)
            first, last = sorted((line.tokens.index(moment), line.tokens.index(day)))
            whole = {"begin": min(moment.begin, day.begin), "end": max(moment.end, day.end)}
            if days and days <= {each[:10] for each in day.values[1:]}:
                line = line.replaced(first, last + 1, replace(moment, **whole))
            elif days and pattern is _BEHIND and _ON_IT.fullmatch(line.said([moment, day])):
                line = line.replaced(first, last + 1, Token("@nodate", **whole))
    return line


def _days(moment: Token, day: Token, line: Line, vocabulary: Vocabulary) -> set[str]:
    """The days of the records that the moment can be; none where it is no event's, or no day."""
    if moment.values[:1] in {("at",), ("proposal",)} or day.values[:1] != ("at",):
        return set()
    if len(moment.values) != _OF_AN_EVENT or moment.values[-1]:
        return set()
    about = About(line.values("clause"), None, next(iter(line.values("proposal")), None))
    try:
        return Resolving(vocabulary, about).days(moment.values)
    except NotThis:
        return set()


_OF_AN_EVENT = 5
_ON_IT = re.compile(r"[^,;:–—()]+ on [^,;:–—()]+", re.IGNORECASE)
"""What is said to be on a day is of another day where the record says so."""
