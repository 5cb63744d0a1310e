"""How things are called in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.occurrence import Occurrence
from domain.values import Days, Limit, Money, Months, Percent, Ref, Term, TermValue
from projections.catalogue import Catalogue, Item


def listed(names: Iterable[str], joint: str = "and") -> str:
    """`a, b and c`; `nobody` when there is none."""
    found = list(names)
    if len(found) < 2:
        return found[0] if found else "nobody"
    return f"{', '.join(found[:-1])} {joint} {found[-1]}"


def quoted(words: str) -> str:
    """Exact words, in quotation marks."""
    return f"“{words}”"


def remark(label: str, words: str | None) -> str:
    """` label: “words”.`, when there are words."""
    return f" {label}: {quoted(words)}." if words else ""


def when(occurrence: Occurrence) -> str:
    """A time as it was written down."""
    sent = occurrence.sent
    return sent if isinstance(sent, str) else f"between {sent[0]} and {sent[1]}"


def until(occurrence: Occurrence | None) -> str:
    """` until …`, when there is an end."""
    return f" until {when(occurrence)}" if occurrence else ""


def spelled(word: str) -> str:
    """An enumeration's value as words."""
    return word.replace("_", " ")


def value(given: TermValue | Limit) -> str:
    """A value with its unit."""
    match given:
        case Money(amount=amount, currency=currency):
            return f"{amount} {currency}"
        case Percent(percent=percent):
            return f"{percent} %"
        case Days(days=days):
            return f"{days} days"
        case Months(months=months):
            return f"{months} months"
        case _:
            return quoted(given.text)


@dataclass(frozen=True, slots=True)
class Names:
    """People and parties by `person`, items by the catalogue."""

    person: Callable[[str], str]
    catalogue: Catalogue

    def people(self, ids: Iterable[str]) -> str:
        """Several people or parties."""
        return listed(self.person(each) for each in ids)

    def item(self, item: Item) -> str:
        """An item of an axis."""
        return self.catalogue.title(item)

    def ref(self, ref: Ref) -> str:
        """The one thing that a ref names."""
        named = next(
            (name, found)
            for name in Ref.model_fields
            if name != "version" and (found := getattr(ref, name)) is not None
        )
        kind, id_ = named
        if kind == "topic":
            return f"the topic {quoted(id_)}"
        wording = f" (wording {ref.version})" if ref.version else ""
        return f"{spelled(kind)} {id_}{wording}"

    def about(self, refs: Iterable[Ref]) -> str:
        """` about …`, when there is something."""
        found = [self.ref(each) for each in refs]
        return f" about {listed(found)}" if found else ""

    def term(self, term: Term | None) -> str:
        """` The term …` with what it states in and out; empty without one."""
        if term is None:
            return ""
        of = f" of {value(term.value)}" if term.value else ""
        stated = [
            f"{spelled(each.axis)}: {self.item((each.axis, each.item))} {each.state}"
            for each in term.scope
        ]
        scope = f", with {listed(stated)}" if stated else ", with no scope stated"
        period = "".join((f", from {when(term.from_)}" if term.from_ else "", until(term.until)))
        return f" It states a {spelled(term.kind)}{of}{scope}{period}." + remark(
            "On condition", term.condition
        )
