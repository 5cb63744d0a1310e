"""What a frame is: how a kind of question is told, and how its parameters are found."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from projections.answers.asked import Kind, with_all_pricing
from projections.answers.words.clause_texts import by_own_words
from projections.answers.words.clauses import item_of
from projections.answers.words.items import plurals, stands_apart
from projections.answers.words.line import Found, Line, Pattern, Phrase, Token, phrase
from projections.answers.words.phrases import Name, named
from projections.answers.words.vocabulary import Vocabulary


class NotThis(Exception):
    """The question is not one of this kind, or not understood as one. Its message says why."""


@dataclass(frozen=True)
class Given:
    """A line that is read by a frame, with the deal's vocabulary."""

    line: Line
    vocabulary: Vocabulary
    negated: bool = False

    def has(self, pattern: Pattern) -> bool:
        """Whether the line has it."""
        return self.line.has(pattern)

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that it names."""
        versions = [t.values[0] for t in self.line.tokens if t.text == "@version"]
        return tuple(dict.fromkeys((*self.line.values("clause"), *versions)))

    @property
    def version(self) -> int | None:
        """The wording that it names, of its one clause."""
        numbers = [int(t.values[1]) for t in self.line.tokens if t.text == "@version"]
        return numbers[0] if len(numbers) == 1 and len(self.clauses) == 1 else None

    @property
    def proposal(self) -> str | None:
        """The one proposal that it names. Raises NotThis when it names two."""
        named_ = self.line.values("proposal")
        if len(named_) > 1:
            raise NotThis("It names more than one proposal.")
        return named_[0] if named_ else None

    @property
    def terms(self) -> tuple[Any, ...]:
        """The kinds of term that it names."""
        return with_all_pricing(self.line.values("kind"))  # type: ignore[arg-type]

    @property
    def items(self) -> tuple[tuple[str, str], ...]:
        """The items that it names."""
        return tuple(item_of(value) for value in self.line.values("item"))


_NAMELY = phrase(r"@item (?:\| )?(?:namely|that is|meaning) (?P<meant>@item)")
_BEFORE_A_GLOSS = frozenset("about on regarding concerning for cover covers covered that".split())
Parameters = Mapping[str, Any]
Refusals = Sequence[tuple[Phrase, str]]
"""What a kind is not asked, each with the reason that is given."""


def refuse(given: Given, refusals: Refusals) -> None:
    """Raises NotThis for the first of what a kind is not asked."""
    for pattern, reason in refusals:
        if given.has(pattern):
            raise NotThis(reason)


Prepare = Callable[[Line, Vocabulary], Line]


_BOUNDING = frozenset("before after until since without only unless except".split())
"""Words that bound what is asked: they stand in longer cues, and never say nothing."""


@dataclass(frozen=True)
class Frame:
    """One kind: it is meant where a cue stands, every other word is one of `words` or says
    nothing, and every thing is one that it `takes`.

    `prepare` names what this kind names in its own way, before words are counted, and
    `prepare_loosely` more of it, once no frame has read the question; `read` gives the parameters,
    or raises NotThis. `moments`: which relations become parameters of their own.
    """

    kind: Kind
    cues: Phrase
    words: frozenset[str]
    takes: frozenset[str]
    read: Callable[[Given], Parameters]
    prepare: Prepare = lambda line, _: line
    prepare_loosely: Prepare = lambda line, _: line
    moments: frozenset[str] = frozenset()
    drops: frozenset[str] = frozenset()

    @cached_property
    def alone(self) -> frozenset[str]:
        """The words that say nothing strange by themselves: its own, and cues of one word."""
        cues = re.split(r"[|()?:]", self.cues.pattern)
        own = {word for word in cues if re.fullmatch("[a-z]+", word)}
        return self.words | (own - _BOUNDING)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word that it knows, those of longer cues too."""
        return self.words | set(re.findall("[a-z]{2,}", self.cues.pattern))


def tagged(*names: str) -> frozenset[str]:
    """Tags as they stand in a line; times are taken by every kind."""
    return frozenset(f"@{name}" for name in names) | {"@when", "@known", "@before", "@after"}


def with_items(line: Line, vocabulary: Vocabulary, *, grown: bool = True) -> Line:
    """With items as things: whole names, and parts that stand alone.

    `grown`: what a wording says is added later is expansion, too.
    """

    def choose(at: Line, place: int, name: Name, means: dict[str, tuple[str, ...]]) -> Token | None:
        if "grown" in means and "item" not in means:
            return _item(at, place, name, {"item": means["grown"]}) if grown else None
        if "item" not in means and at_verb(at, place):
            return None
        if "item" not in means and stands_apart(vocabulary.known, name[0]):
            return None
        return _item(at, place, name, means)

    line = named(line, vocabulary.items, choose)
    line = line.each(_ADD_ON, _as_add_on)
    line = line.each(_ADD_ON, _as_one)
    line = _glossed(_of_itself(line, vocabulary))
    line = line.each(_NAMELY, lambda found: ("item", found.values("meant")))
    beside = phrase("(?:@part )+@part|@part @item|@item @part")
    line = line.each(beside, lambda _: ("unclear", ()))
    line = line.each(phrase("@part"), lambda found: ("item", found.values()))
    return _with_more(line, vocabulary)


_MORE = phrase(
    "(?P<more>(?:(?:an|any|some|the) )?(?:additional|extra|further|surplus)|another|"
    "(?:a|any) (?:second|third)|(?:(?:one|two|three|five|ten|some|a few|any|\\d+) )?more) "
    "(?P<one>@item)"
)


def _with_more(line: Line, vocabulary: Vocabulary) -> Line:
    """Of "another star projector" the item, and more of it than is contracted.

    Only where a wording tells how many of it are contracted; it says nothing where in which order
    it is more is said beside it.
    """
    found = line.find(_MORE)
    if found is None or not found.values("one")[0].startswith("services "):
        return line
    more = found.tokens("more")
    told = line.values("item")
    said = _ADDITIONAL in told or any(each.startswith("orders ") for each in told)
    around = {*vocabulary.known.deal.catalogue.ancestry(item_of(found.values("one")[0]))}
    if not said and not around & vocabulary.counted:
        return line
    quantity = Token("@item", more[0].begin, more[-1].end, (_ADDITIONAL,))
    return line.replaced(found.begin, found.begin + len(more), *(() if said else (quantity,)))


_ADDITIONAL = "quantity additional"
_OF_ITSELF = phrase("(?P<one>@item) (?:of|for) (?:the |our |their |these |those )?(?P<word>[a-z]+)")


def _of_itself(line: Line, vocabulary: Vocabulary) -> Line:
    """Of "carriage of the boxes" the item alone, where its other name is box transport."""
    found = line.find(_OF_ITSELF)
    if found is None:
        return line
    catalogue = vocabulary.known.deal.catalogue
    (value,) = found.values("one")[:1]
    spelt = {word for name in catalogue.names(item_of(value)) for word in name.split()}
    if found.word("word") not in spelt | {each for word in spelt for each in plurals(word)}:
        return line
    return line.replaced(found.begin, found.end, *found.tokens("one"))


_ADD_ON = phrase("(?P<one>@item) (?P<two>@item)")


def at_verb(line: Line, place: int) -> bool:
    """Whether a part of an item's name is what a text does: "which controls"."""
    return place > 0 and line.tokens[place - 1].text in _DOES


_DOES = frozenset("which one who that what it @clause @version @document".split())


def _as_one(found: Found) -> tuple[str, tuple[str, ...]] | None:
    """Of "sample tracker connectors" the connectors; of two without a comma neither."""
    one, two = found.tokens("one")[0], found.tokens("two")[0]
    said = found.line.said([one])
    services = all(each.values[0].startswith("services ") for each in (one, two))
    if found.line.asked[one.end : two.begin].strip() or not services or one.values == two.values:
        return None
    return ("unclear", ()) if said.endswith("s") and not said.isupper() else ("item", two.values)


def _as_add_on(found: Found) -> tuple[str, tuple[str, ...]] | None:
    """Of "the dashboards add-on" the dashboards: an item that is said to be one is no other."""
    said = found.line.said(found.tokens("two")).casefold()
    alone = said.startswith(("add-on", "add on", "addon"))
    return ("item", found.values("one")) if alone else None


def _glossed(line: Line) -> Line:
    """Without the words that an item in brackets explains: "roofs added later (expansion)"."""
    for at, token in enumerate(line.tokens):
        if token.text != "@item" or line.asked[token.begin - 1 : token.begin] != "(":
            continue
        begin = at
        while begin and line.tokens[begin - 1].text not in _BEFORE_A_GLOSS:
            begin -= 1
            if line.tokens[begin].is_thing:
                return line
        return line.replaced(begin, at) if begin else line
    return line


def _item(line: Line, at: int, name: Name, meanings: dict[str, tuple[str, ...]]) -> Token | None:
    begin, end = line.tokens[at].begin, line.tokens[at + len(name) - 1].end
    for tag in ("item", "part"):
        if values := meanings.get(tag):
            return Token(f"@{tag}" if len(values) == 1 else "@unclear", begin, end, values)
    return None


def with_kinds(line: Line, vocabulary: Vocabulary) -> Line:
    """With kinds of term as things; a heading is the kinds that its clause states."""
    return named(line, vocabulary.kinds_in(line), _kind)


def _is_a_verb(line: Line, at: int, name: Name) -> bool:
    """Whether a name of one word is what somebody does: "did we hold an approval"."""
    return len(name) == 1 and at > 0 and line.tokens[at - 1].text in _WHO_DOES


_WHO_DOES = frozenset("we i they you he she to not ever @person @client @party @seller".split())


def _kind(line: Line, at: int, name: Name, meanings: dict[str, tuple[str, ...]]) -> Token | None:
    if _is_a_verb(line, at, name) and name[0] == "hold":
        return None
    if name == ("ceiling",) and [each.text for each in line.tokens[at + 1 : at + 2]] in _OF:
        return None  # of what it is one, is said, and is no price
    if name == ("capped",) and [each.text for each in line.tokens[at + 1 : at + 2]] == ["at"]:
        return None  # "capped at" asks how high
    begin, end = line.tokens[at].begin, line.tokens[at + len(name) - 1].end
    return Token("@kind", begin, end, meanings["kind"])


_OF = (["on"], ["upon"], ["of"], ["for"])
_IN_CLAUSE = phrase(
    "(?P<what>@clause|@unclear) (?:in|of|under|at|from|within|stated in|set out in|given in) "
    "(?P<where>@clause|@version)"
)


_OF_CLAUSE = phrase(
    "(?P<one>@clause) (?:date|day|deadline|period|limit|amount|figure|percentage|number|"
    "rule|promise)"
)
"""What a clause tells is the clause: "the hand-over date"."""


def with_subjects(line: Line, vocabulary: Vocabulary) -> Line:
    """With clauses by heading, part of a heading or kind of term, also without "clause".

    "The discount in clause 2.3" is clause 2.3, where that is one of discounts.
    """
    line = named(line, vocabulary.subjects_in(line), _subject)
    line = line.each(_OF_CLAUSE, lambda found: ("clause", found.values("one")))
    while found := line.find(_IN_CLAUSE):
        where = found.tokens("where")[0]
        if where.values[0] not in found.values("what"):
            return line
        line = line.replaced(found.begin, found.end, where)
    return by_own_words(line, vocabulary)


def _subject(line: Line, at: int, name: Name, meanings: dict[str, tuple[str, ...]]) -> Token | None:
    if _is_a_verb(line, at, name) and name[0] == "hold":
        return None
    begin, end = line.tokens[at].begin, line.tokens[at + len(name) - 1].end
    fits = meanings["clause"]
    return Token("@clause" if len(fits) == 1 else "@unclear", begin, end, fits)


def without_words(line: Line, pattern: Pattern) -> Line:
    """Without the words of a phrase, its things kept."""
    at = 0
    while match := pattern.search(line.text, at):
        kept = line.within(match.start(), match.end())
        things = [token for token in kept if token.is_thing]
        if not kept or len(things) == len(kept):
            at = match.start() + 1
            continue
        begin = line.tokens.index(kept[0])
        line = line.replaced(begin, begin + len(kept), *things)
    return line
