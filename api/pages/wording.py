"""Values of the vocabulary as people read them: times, names of states, amounts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

_VERDICTS = {
    "yes": "Yes",
    "no": "No",
    "partly": "Partly",
    "ambiguous": "Ambiguous: two readings are open",
    "silent": "Silent: nothing on record says so",
    "undetermined": "Undetermined: the record speaks, but does not decide",
    "stated": "Stated",
}

_MARKS = {
    "late": "recorded late",
    "after_dispute": "recorded after the dispute was opened",
    "the_sender_says": "its class is only what the sender says",
    "unverified": "who sent it is not verified",
    "order_unknown": "may have ended after the moment asked",
    "wording_unsure": "which wording was meant is not sure",
    "version_inferred": "which wording was meant follows from the time",
    "before_the_wording": "dated before that wording was made",
    "failed": "it did not arrive",
    "corrected": "corrected since",
    "struck": "struck since",
}

_ENDS = re.compile(r"“[^“”]*”|([.\]]\)? )(?=[A-Z“])")
"""Where a sentence ends, or the citation behind it, and quotes in which none does."""
_SHORT = 12
_LAST_SECOND = 59
_ZEROS = re.compile(r"\.0+$")


def words(said: str | None) -> str:
    """A value of the vocabulary as words."""
    return "" if said is None else said.replace("_", " ")


def verdict(said: str) -> str:
    """A verdict with what it means."""
    return _VERDICTS.get(said, words(said))


def mark_words(mark: str) -> str:
    """How far a record is believed, in words."""
    return _MARKS.get(mark, words(mark))


def when(occurred: Any) -> str:
    """An occurrence in words, in the offset and as exactly as somebody sent it.

    Of what a clock wrote, with fractions, and of the end of a minute or a day the minute is enough.
    """
    if occurred is None:
        return "not on record"
    if isinstance(occurred, dict):
        return f"between {when(occurred['from'])} and {when(occurred['to'])}"
    text = str(occurred)
    if len(text) == 10:
        return _day(date.fromisoformat(text))
    moment = datetime.fromisoformat(text)
    offset = text[-6:] if text[-6] in "+-" else "UTC"
    to_the_minute = moment.second in {0, _LAST_SECOND} or moment.microsecond
    time = f"{moment:%H:%M}" if to_the_minute else f"{moment:%H:%M:%S}"
    return f"{_day(moment.date())}, {time} {offset}"


def exactly(occurred: Any) -> str:
    """An occurrence as it was sent, for who wants it to the letter."""
    if isinstance(occurred, dict):
        return f"{occurred['from']} / {occurred['to']}"
    return "" if occurred is None else str(occurred)


def grouped(number: str) -> str:
    """A decimal with its thousands set apart, without decimals that are nothing but zeros."""
    return _ZEROS.sub("", f"{Decimal(number):,f}")


def money(number: str, currency: str) -> str:
    """An amount with its currency before it."""
    return f"{currency} {grouped(number)}"


def withheld(count: int) -> str:
    """That so many records are withheld."""
    return "1 record is withheld" if count == 1 else f"{count} records are withheld"


def amount(value: dict[str, Any] | None) -> str:
    """The value of a term or of a signature."""
    match value:
        case None:
            return ""
        case {"percent": percent}:
            return f"{percent} %"
        case {"months": count}:
            return f"{count} {'month' if count == 1 else 'months'}"
        case {"days": count}:
            return f"{count} {'day' if count == 1 else 'days'}"
        case {"text": said}:
            return f"“{said}”"
        case {"amount": given, "currency": currency}:
            return money(given, currency)
        case _:
            return ", ".join(f"{words(name)}: {each}" for name, each in value.items())


def sentences(text: str) -> list[str]:
    """The sentences of an answer, a short first one with the next; quoted ones stay together.

    Joined by a space they are the text again. A break too many (after “Inc.”) loses nothing.
    """
    ends = [found.end(1) - 1 for found in _ENDS.finditer(text) if found[1]]
    starts = [0, *(end + 1 for end in ends)]
    found = [text[start:end] for start, end in zip(starts, [*ends, None], strict=True)]
    if len(found) > 1 and len(found[0]) <= _SHORT:
        found[:2] = [f"{found[0]} {found[1]}"]
    return found


def event_words(type_: str) -> str:
    """The type of a record, in words."""
    return words(type_).replace(".", " ").replace("sign off", "sign-off")


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def counts(open_: dict[str, int]) -> str:
    """How many findings are open by severity; those that there are none of are left out."""
    found = [f"{open_[each]} {each}" for each in ("high", "medium", "low") if open_[each]]
    return ", ".join(found) or "none"


FILTERS: dict[str, Callable[..., str | list[str]]] = {
    "words": words,
    "verdict": verdict,
    "mark_words": mark_words,
    "when": when,
    "exactly": exactly,
    "sentences": sentences,
    "grouped": grouped,
    "withheld": withheld,
    "event_words": event_words,
    "amount": amount,
    "counts": counts,
}
