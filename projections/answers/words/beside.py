"""A moment of the deal and its day beside it are one time: "when Bill ordered, 10 March".

The day tells which record of several the moment is. A day that is that of none of them names
another time, and said to be the moment's own ("sent on 7 May") it is a mistake, not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from projections.answers.words.dates import Calendar
from projections.answers.words.frames.frame import NotThis
from projections.answers.words.line import Found, Line, Token, phrase
from projections.answers.words.resolving import About, Resolving
from projections.answers.words.vocabulary import Vocabulary
from projections.facts import Fact

_BEHIND = phrase(r"(?P<moment>@before|@after|@when|@from|@to)(?: \|)? (?P<day>@when)")
_SAY = phrase(
    "(?P<moment>@before|@when) (?:\\| )?(?:say|for example|for instance|so|namely|that is|"
    "more precisely) (?P<day>@when)"
)
"""The day is the time, and the moment only says on which side of it that is."""
_AHEAD = phrase("(?P<day>@when) (?P<moment>@when|@before)")


def with_days_of_moments(line: Line, vocabulary: Vocabulary) -> Line:
    """Without the days that only say when a moment was."""
    for pattern in (_SAY, _BEHIND, _AHEAD):
        begin = 0
        while match := pattern.search(line.text, begin):
            begin = match.start() + 1
            tokens = line.within(*match.span())
            first = line.tokens.index(tokens[0])
            found = Found(line, match, first, first + len(tokens))
            made = (_said if pattern is _SAY else _as_one)(found, vocabulary)
            if made:
                line = line.replaced(first, first + len(tokens), made)
    return line


def _as_one(found: Found, vocabulary: Vocabulary) -> Token | None:
    moment, day = found.tokens("moment")[0], found.tokens("day")[0]
    begin, end = min(moment.begin, day.begin), max(moment.end, day.end)
    if moment.values[:1] == ("at",) and day.values[:1] == ("at",):
        one = _is_earlier(day, moment) and moment.text == "@before"
        return replace(day, begin=begin, end=end) if one else None
    records = _records(moment, day, found.line, vocabulary)
    if not records:
        return None
    own = [each for each in records if _is_on(each, day.values[1:], vocabulary.calendar)]
    if len(own) == len(records):
        return replace(moment, begin=begin, end=end)
    of = {getattr(each.event, "proposal", None) for each in own}
    if len(own) == 1 and None not in of:
        event, _, *rest = moment.values
        return replace(moment, begin=begin, end=end, values=(event, *of, *rest))  # type: ignore[arg-type]
    said = found.line.asked[moment.begin : day.end]
    return Token("@nodate", begin, end) if _ON_IT.fullmatch(said) else None


def _said(found: Found, vocabulary: Vocabulary) -> Token | None:
    """The day that is said by way of example, if it lies before the moment, or is its own."""
    moment, day = found.tokens("moment")[0], found.tokens("day")[0]
    records = _records(moment, day, found.line, vocabulary)
    calendar, zone = vocabulary.calendar, vocabulary.calendar.zone
    begins = [*(each.interval.begin for each in records), *_effective(records, zone)]
    own = {calendar.day_of(each).isoformat() for each in begins}
    days = {each[:10] for each in day.values[1:]}
    fits = max(days) < max(own) if own and moment.text == "@before" else days <= own
    if not (own and fits):
        return Token("@nodate", moment.begin, day.end)
    return replace(day, begin=moment.begin, end=day.end)


def _effective(records: Sequence[Fact], zone: str) -> Iterator[datetime]:
    """From when on what was agreed in these records takes effect, where they say so."""
    for each in records:
        since = getattr(each.event, "effective_from", None)
        if since is not None:
            yield since.interval(zone).begin


def _is_earlier(day: Token, other: Token) -> bool:
    return max(day.values[1:]) < min(other.values[1:])


def _is_on(fact: Fact, days: Sequence[str], calendar: Calendar) -> bool:
    """Whether it was on one of these days; of a day with its time, then."""
    day, clock = calendar.day_of(fact.interval.begin), calendar.clock_of(fact.interval.begin)
    return any(
        day.isoformat() == each[:10]
        and (
            len(each) == len("2024-05-12")
            or calendar.clock_of(datetime.fromisoformat(each)) == clock
        )
        for each in days
    )


def _records(moment: Token, day: Token, line: Line, vocabulary: Vocabulary) -> list[Fact]:
    """The records that the moment can be; none where it is no event's, or beside no day."""
    if moment.values[:1] in {("at",), ("proposal",)} or day.values[:1] != ("at",):
        return []
    if len(moment.values) != _OF_AN_EVENT or moment.values[-1]:
        return []
    about = About(line.values("clause"), None, next(iter(line.values("proposal")), None))
    try:
        return Resolving(vocabulary, about).records(moment.values)
    except NotThis:
        return []


_OF_AN_EVENT = 5
_ON_IT = re.compile(r"[^,;:–—()]+ on [^,;:–—()]+", re.IGNORECASE)
"""What is said to be on a day is of another day where the record says so."""
