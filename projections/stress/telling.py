"""The outcome of a scenario in sentences. Each is built from the facts that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.values import Money
from projections.answers.kinds.scope_finding import OnItem
from projections.answers.kinds.scope_telling import Telling
from projections.answers.speech import Spoken
from projections.answers.wordings import begun, ended
from projections.sentences.naming import listed, quoted, spelled, value
from projections.stress.outcome import Outcome, Says
from projections.stress.price import Price, PriceTerm
from projections.stress.timing import Start

_OPENINGS: dict[Says, str] = {
    "in": "In",
    "out": "Out",
    "partly": "In part",
    "ambiguous": "Two readings are open",
    "silent": "No term says so, and silence is neither in nor out",
    "undetermined": "The words name it, and no term says whether it is in or out",
}
_STARTS = {
    "term": "Months are counted from {day}, from when the stated duration runs (record {record}).",
    "agreement": "Months are counted from {day}, when the agreement took effect (record {record}).",
    "acceptance": "Months are counted from {day}, when it was accepted (record {record}).",
    "assumed": "No start is on record: months are counted as if it began on {day}.",
}


@dataclass(frozen=True)
class Told:
    """Says what became of one scenario."""

    outcome: Outcome

    @property
    def sentence(self) -> str:
        """What the terms come to, item by item, with their exact words."""
        found = (self._on(each) for each in self.outcome.finding.items)
        none_alone = ["Each is stated in, but by no single term."] if self._several_add_up else []
        return " ".join([f"{self._opening}.", *found, *none_alone])

    @property
    def _opening(self) -> str:
        if self.outcome.endless:
            return "The terms cover it, and whether they still hold then is not stated"
        return _OPENINGS[self.outcome.says]

    @property
    def _several_add_up(self) -> bool:
        items = self.outcome.finding.items
        return self.outcome.says == "silent" and all(each.verdict == "yes" for each in items)

    @property
    def not_stated(self) -> list[str]:
        """What else is open, whichever way it is read."""
        return [*self.outcome.tried.not_tried, *self._unknown_time(), *self._after_the_agreement()]

    def statement(self, spoken: Spoken) -> str:
        """One statement, where it stands and in which words."""
        return Telling(self.outcome.finding).statement(spoken)

    def _on(self, found: OnItem) -> str:
        telling = Telling(self.outcome.finding)
        if not found.resting:
            return telling.on(found)
        said = (f"{telling.statement(each)} {self._rests(each)}" for each in found.resting)
        return " ".join(said)

    def _rests(self, spoken: Spoken) -> str:
        """Why a term does not speak when the order comes."""
        timing, moment = self.outcome.timing, self.outcome.moment
        begins, ends = timing.begin(spoken.term), timing.end(spoken.term)
        if moment is None:
            return "Whether that term speaks then is not known."
        if ends is not None and ends <= moment:
            return f"But that term has ended then: its last day is {timing.last_day(ends)}."
        assert begins is not None
        return f"But that term has not begun then: it begins {timing.day(begins)}."

    def _unknown_time(self) -> Iterator[str]:
        if self.outcome.moment is None:
            what = {"price_terms": "the terms of prices", "agreement": "the agreement"}
            ended_ = what[self.outcome.scenario.order.after or "agreement"]
            yield (
                f"When it comes is not known: no end of {ended_} is stated. Only terms without a "
                "period were taken to speak then."
            )

    def _after_the_agreement(self) -> Iterator[str]:
        after = self.outcome.scenario.order.after == "agreement"
        if after and self.outcome.says in {"in", "partly"}:
            yield (
                "Whether terms without an end of their own go on after the agreement is not stated."
            )


def start_told(start: Start, day: str) -> str:
    """From when months are counted, and by what."""
    return _STARTS[start.by].format(day=day, record=start.record)


def price_told(price: Price, units: int | None, unit: Money | None, *, read_in: bool) -> list[str]:
    """What one reading comes to: a line for each term, and one for the sum."""
    said = [_term(each) for each in price.terms]
    if not read_in:
        said = ["None of these terms applies: the list price, which they do not state."]
    elif not said:
        said = ["No term of prices speaks for it then: what it costs is not stated."]
    if unit is not None and price.listed is not None:
        said.append(_sum(price, units, unit))
    return said


def _term(each: PriceTerm) -> str:
    term = each.stated.term
    of = f" of {value(term.value)}" if term.value else " without a number"
    where = f"clause {each.wording.clause}, wording {each.wording.number}"
    parts = [f"{begun(spelled(term.kind))}{of} ({where})"]
    if each.held:
        parts.append(f"holds the {_items(each.held)}")
    elif term.kind in {"price_hold", "price_cap"}:
        parts.append("what is held (unit price, discount or list price) is not stated")
    if each.not_held:
        parts.append(f"does not hold the {_items(each.not_held)}")
    if each.silent_on:
        parts.append(f"silent on {listed(each.silent_on)}")
    said = f"{'; '.join(parts)}."
    if term.value is None:
        said = f"{said} In words: {ended(each.wording.text)}"
    return f"{said} On the condition: {quoted(term.condition)}." if term.condition else said


def _items(items: Iterable[str]) -> str:
    return listed(spelled(each) for each in items)


def _sum(price: Price, units: int | None, unit: Money) -> str:
    assert price.listed is not None
    whole = f"{price.listed.amount} {unit.currency}"
    count = "One unit" if units is None else f"{units} × {unit.amount} {unit.currency}"
    at_list = f"{count} at list price: {whole}"
    if price.sum is not None:
        return f"{at_list}; with the discount {price.sum.amount} {unit.currency}."
    return f"{at_list}. {price.no_sum} No sum was made." if price.no_sum else f"{at_list}."
