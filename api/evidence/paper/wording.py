"""How things are named on paper: times, records, states, in words that a court reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from api.evidence.paper.blocks import Piece, Words, code, quiet
from ledger.read_back_links import RECORDED_BY

_Thing = TypeVar("_Thing")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[Tt](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)([Zz]|[+-]\d\d:\d\d))?", re.ASCII
)
_NO_FRACTION = re.compile(r"\.0+$")
MARKS = {
    "late": "recorded late",
    "after_dispute": "recorded after the dispute was opened",
    "the_sender_says": "class as the sender says",
    "unverified": "sender not verified",
    "order_unknown": "order not known",
    "struck": "struck: counts for nothing",
    "corrected": "corrected since",
}
CLASSES = {
    "system_observed": "observed by a system",
    "signed": "signed",
    "recollection": "a recollection",
}


def when(occurred: Any) -> str:
    """An occurrence as a date in words, no more exact than it was sent: to the day or minute."""
    if occurred is None:
        return "time not stated"
    if isinstance(occurred, dict):
        return f"between {when(occurred['from'])} and {when(occurred['to'])}"
    found = _TIME.fullmatch(str(occurred))
    if found is None:
        return str(occurred)
    year, month, day, time, zone = found.groups()
    said = f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
    if time is None:
        return said
    return f"{said}, {_NO_FRACTION.sub('', time)} {'UTC' if zone in 'Zz' else f'UTC{zone}'}"


def day_of(occurred: Any) -> str:
    """The day alone; of a span the whole span."""
    if isinstance(occurred, dict):
        return when(occurred)
    return when(str(occurred)[:10])


def moment_of(time: datetime) -> str:
    """A moment of the service's clock, in UTC."""
    return when(time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))


def words(said: str | None) -> str:
    """A value of the vocabulary as words."""
    return "nothing" if said is None else said.replace("_", " ")


def in_words(amount: dict[str, Any]) -> str:
    """The value of a term or a signature."""
    match amount:
        case {"amount": number, "currency": currency}:
            return f"{number} {currency}"
        case {"percent": percent}:
            return f"{percent} %"
        case {"days": days}:
            return f"{days} days"
        case {"months": months}:
            return f"{months} months"
        case _:
            return f"“{amount['text']}”"


def record(id_: str, position: int | None = None) -> Words:
    """Where something stands on record."""
    at: list[Piece] = [] if position is None else [quiet(f", position\u00a0{position}")]
    return [quiet("record "), code(id_), *at]


def recorded(recorded_at: dict[str, Any]) -> str:
    """When it was recorded: by its source where that is believed or said, and by the ledger."""
    said = [f"{when(recorded_at['ledger'])} by the ledger"]
    if "source" in recorded_at:
        said.insert(0, f"{when(recorded_at['source'])} by its source")
    if "the_sender_says" in recorded_at:
        said.append(f"and {when(recorded_at['the_sender_says'])} as the sender says")
    return f"recorded {', '.join(said)}"


def mark(name: str) -> str:
    """A mark on a record, in words."""
    return MARKS.get(name, words(name))


def class_of(name: str) -> str:
    """How a record is known, in words."""
    return CLASSES.get(name, words(name))


def kind(type_: str) -> str:
    """The type of a record, in words."""
    return type_.replace(".", " ").replace("_", " ")


def credentials(each: dict[str, Any]) -> str:
    """Whether whoever acted brought in what it says now, or somebody else did."""
    by = "the actor" if each["by_self"] else "another"
    if "correction" not in each and each["recorded_by"]["name"].startswith(RECORDED_BY):
        by = "whoever had a link made for the actor"
    return f"entered by {by}"


def brought_in(by: dict[str, Any]) -> str:
    """By whose credentials it was recorded."""
    return f"{words(by['kind'])} “{by['name']}”"


def corrected(each: dict[str, Any]) -> str:
    """Who corrected a record, resting on what, when that was recorded, and by which credentials."""
    by = each["correction"]
    how = f"{credentials(each)}, {brought_in(by['recorded_by'])}"
    return f"by {by['actor_name']}; {class_of(by['class'])}; {recorded(by['recorded_at'])}; {how}"


def sentence_case(text: str) -> str:
    """With a capital at its beginning, nothing else touched."""
    return text[:1].upper() + text[1:]


def listed(names: list[str]) -> str:
    """Names in a row."""
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)


def batches(things: Sequence[_Thing], size: int) -> Iterator[Sequence[_Thing]]:
    """Some at a time."""
    return (things[start : start + size] for start in range(0, len(things), size))


def missed(proposal: str, each: dict[str, Any]) -> str:
    """What stood when a proposal was sealed, and arrived after its seal."""
    came = "its removal" if each["version"] is None else f"wording {each['version']}"
    held = "does not hold it" if each["instead"] is None else f"holds wording {each['instead']}"
    dated = (
        "overlaps it, so their order is not known"
        if each["order_unknown"]
        else "is dated before it"
    )
    return (
        f"Not in {proposal}: clause {each['clause']}, {came} (record {each['record']}), "
        f"was recorded after the seal and {dated}. The seal {held}."
    )
