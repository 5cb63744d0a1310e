"""Clauses by number, by heading, and by what they are about.

A heading, or "the … clause" with a heading, a part of one, a kind of term or an item that its
wording states or names, is the clause, when exactly one fits. What fits several is `@unclear`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from projections.answers.known import Known
from projections.answers.words import kinds
from projections.answers.words.ids import spelt
from projections.answers.words.line import Found, Line, Token, phrase
from projections.answers.words.numerals import lettered
from projections.answers.words.phrases import Name, Names
from projections.answers.words.tokens import words
from projections.catalogue import Item, padded, words_of

CLAUSE = (
    "clause|clauses|section|sections|paragraph|para|article|provision|cl|sec|art|sub "
    "clause|subclause|cls"
)
_TEXT = "clause|provision|section|wording|paragraph|language|article"
_SKIP = frozenset(
    "the a an our their its that this and or of on in to did was is about know knew see saw seen "
    "any no some which what who when does do has had for with new old whole same entire".split()
)
_PLAIN = frozenset(
    "the a an of and or in on to for our your their new general other order terms term services "
    "service products product clause".split()
)
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3,
    "4th": 4, "5th": 5, "original": 1, "initial": 1,
}  # fmt: skip
_WORDING = "wording|version|draft|text|form|edition|revision"
_NUMBERED = phrase(rf"(?:the )?(?:{CLAUSE})(?: (?:number|no|nr))? (?P<clause>@clause)")
_VERSION = phrase(
    rf"(?:the )?(?P<ordinal>{'|'.join(ORDINALS)}) (?:{_WORDING}) of (?:the )?(?P<one>@clause)"
    rf"|@clause 's (?P<ordinal2>{'|'.join(ORDINALS)}) (?:{_WORDING})"
    rf"|(?:(?:{_WORDING}) |v)(?P<number>\d+) of (?P<other>@clause)"
    rf"|(?P<third>@clause) (?:in )?(?:its )?(?:(?:{_WORDING}) (?P<number2>\d+)|v(?P<number3>\d+)"
    rf"|(?P<ordinal3>{'|'.join(ORDINALS)}) (?:{_WORDING}))"
)
_OLD_OR_NEW = phrase(
    rf"(?:the )?(?:(?P<new>new|revised|amended|updated|changed|reworked)|old|previous|former|"
    rf"earlier) "
    rf"(?:{_WORDING}) of (?:the )?(?P<one>@clause)"
)
_CURRENT = phrase(
    rf"(?:the )?(?:current|latest|present|final|last|newest|governing) (?:{_WORDING}) of (?:the )?"
    rf"(?P<one>@clause)|(?:the )?(?:{_WORDING}) of (?P<two>@clause)"
)


class ClauseNames:
    """The clauses of a deal by their names. Ids are told apart by a digit in them."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.ids: dict[str, str] = {}
        for name, id_ in spelt(sorted(known.clauses), by=":/"):
            self.ids.setdefault(name, id_)
        for id_ in sorted(known.clauses):
            if id_.isalpha():
                self.ids.setdefault(lettered(id_), id_)

    @cached_property
    def headings(self) -> Mapping[Name, tuple[str, ...]]:
        """The clauses by their headings, old and new ones."""
        found: dict[Name, dict[str, None]] = defaultdict(dict)
        for clause in self._known.deal.clauses.by_id.values():
            for wording in clause.wordings.values():
                for name in _alike(words(wording.own_heading or "")):
                    found[name][clause.id] = None
        return {name: tuple(ids) for name, ids in found.items()}

    @cached_property
    def _by_stems(self) -> Mapping[Name, tuple[str, ...]]:
        """The clauses by the stems of their headings."""
        found: dict[Name, dict[str, None]] = defaultdict(dict)
        for name, ids in self.headings.items():
            found[tuple(map(stem, name))] |= dict.fromkeys(ids)
        return {name: tuple(ids) for name, ids in found.items()}

    @cached_property
    def _parts(self) -> Mapping[Name, set[str]]:
        parts: dict[Name, set[str]] = defaultdict(set)
        for name, ids in self.headings.items():
            for begin in range(len(name)):
                for end in range(begin + 1, len(name) + 1):
                    part = tuple(map(stem, name[begin:end]))
                    if not all(word in _PLAIN for word in name[begin:end]):
                        parts[part] |= set(ids)
        return parts

    @cached_property
    def _by_kind(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for clause in self._known.deal.clauses.by_id.values():
            for wording in clause.wordings.values():
                for stated in wording.terms:
                    found[stated.term.kind].add(clause.id)
        return found

    @cached_property
    def _kinds_stated(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for kind, ids in self._by_kind.items():
            for id_ in ids:
                found[id_] = (*found.get(id_, ()), kind)
        return found

    def kinds_of(self, clause: str) -> tuple[str, ...]:
        """The kinds of term that a clause states."""
        return self._kinds_stated.get(clause, ())

    def wordings(self, clause: str) -> int:
        """How many wordings a clause has."""
        return len(self._known.deal.clauses.by_id[clause].wordings)

    def of_heading(self, name: Name) -> tuple[str, ...]:
        """The clauses of a heading, or of a part of one: all that fit."""
        stems = tuple(map(stem, name))
        return self._by_stems.get(stems) or tuple(sorted(self._parts.get(stems, ())))

    def by_heading(self, name: Name) -> tuple[str, ...]:
        """The clauses of a whole heading."""
        return self._by_stems.get(tuple(map(stem, name)), ())

    def of_kind(self, name: Name) -> tuple[str, ...]:
        """The clauses that state a term of the kind that these words name."""
        said = kinds.EXACT.get(" ".join(name), ())
        return tuple(sorted({id_ for kind in said for id_ in self._by_kind.get(kind, ())}))

    def of_share(self, share: str) -> tuple[str, ...]:
        """The clauses one of whose wordings states this percentage, in figures or words."""
        return tuple(
            clause.id
            for clause in self._known.deal.clauses.by_id.values()
            if any(
                share in kinds.spelt(stated.term.value)
                for wording in clause.wordings.values()
                for stated in wording.terms
            )
        )

    def lasting(self, number: str) -> tuple[str, ...]:
        """The clauses one of whose wordings states so many days or months, in figures or words."""
        return tuple(
            clause.id
            for clause in self._known.deal.clauses.by_id.values()
            if any(
                number in kinds.counted(stated.term.value)
                for wording in clause.wordings.values()
                for stated in wording.terms
            )
        )

    def now_lasts(self, clause: str, number: str) -> bool:
        """Whether the latest wording of a clause states so many days or months."""
        wordings = self._known.deal.clauses.by_id[clause].wordings
        stated = wordings[max(wordings)].terms
        return any(number in kinds.counted(each.term.value) for each in stated)

    def of_item(self, item: Item) -> tuple[str, ...]:
        """The clauses whose stated scope names an item; if none does, those whose text does."""
        clauses = self._known.deal.clauses.by_id.values()
        stated = [
            clause.id
            for clause in clauses
            if any(
                (each.axis, each.item) == item
                for wording in clause.wordings.values()
                for stated in wording.terms
                for each in stated.term.scope
            )
        ]
        if stated:
            return tuple(stated)
        return self.of_text(self._known.deal.catalogue.names(item))

    def of_text(self, names: Iterable[str]) -> tuple[str, ...]:
        """The clauses whose text has one of these words."""
        wanted = [f" {words_of(name)} " for name in names]
        found = (id_ for id_, text in self._texts if any(name in text for name in wanted))
        return tuple(dict.fromkeys(found))

    @cached_property
    def _texts(self) -> list[tuple[str, str]]:
        """Each wording as words between spaces, with its clause."""
        clauses = self._known.deal.clauses.by_id.values()
        return [(each.id, padded(w.text)) for each in clauses for w in each.wordings.values()]

    def subject(self, name: Name) -> tuple[str, ...]:
        """The clauses that a kind of term alone can mean; more than one where it is not clear."""
        stems = tuple(map(stem, name))
        if exact := self._by_stems.get(stems):
            return exact
        return tuple(dict.fromkeys((*self.of_kind(name), *self.of_heading(name))))

    def about(self, name: Name, items: Names) -> tuple[str, ...]:
        """The clauses that "the … clause" can mean: by heading, then kind, then item, then text."""
        return (
            self.of_heading(name)
            or self.of_kind(name)
            or tuple(dict.fromkeys(
                id_
                for value in items.of(name, "item")
                for id_ in self.of_item(item_of(value))
            ))
            or self.of_text((" ".join(name),))
        )  # fmt: skip


def _alike(heading: Name) -> Iterator[Name]:
    """A heading, and the same with another word for a discount: "loyalty rebate"."""
    if heading:
        yield heading
        yield from _turned(heading)
    for at, word in enumerate(heading):
        if word in _DISCOUNTS and len(heading) > 1:
            yield from ((*heading[:at], same, *heading[at + 1 :]) for same in _DISCOUNTS)


def _turned(heading: Name) -> Iterator[Name]:
    """A heading the other way round: "members' reduction", "per-hive price", "frost ceiling"."""
    for at, word in enumerate(heading[1:-1], 1):
        about = heading[at + 1 :]
        if word not in {"for", "of", "on", "per"} or about[0] in _SKIP or len(heading) > _SHORT:
            continue
        yield (*about, *heading[:at])
        yield (*about[:-1], stem(about[-1]), *heading[:at])
        if word == "per":
            yield ("per", *about, *heading[:at])
        return


_SHORT = 4
_DISCOUNTS = ("discount", "rebate", "reduction")


def item_of(value: str) -> Item:
    """An item as it is carried in a line."""
    axis, _, item = value.partition(" ")
    return axis, item


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without the ending of its plural."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def numbered(line: Line, clauses: ClauseNames) -> Line:
    """With the clauses by number as things, whatever stands before the number."""
    at = 0
    while at < len(line.tokens):
        token = line.tokens[at]
        id_ = clauses.ids.get(token.text)
        after = line.tokens[at + 1].text if at + 1 < len(line.tokens) else ""
        measured = after in {"%", "percent", "per", "days", "day", "months", "years", "hours"}
        if id_ is not None and not token.is_thing and not (measured and token.text.isdigit()):
            one = line.replaced(at, at + 1)
            line = Line(
                one.asked,
                (
                    *one.tokens[:at],
                    Token("@clause", token.begin, token.end, (id_,)),
                    *one.tokens[at:],
                ),
            )
        at += 1
    line = line.each(_NUMBERED, lambda found: ("clause", found.values("clause")))
    return line


def headed(line: Line, clauses: ClauseNames, items: Names) -> Line:
    """With "the … clause" as the clause that it means."""
    place = phrase(rf"(?:{_TEXT})|v\d+|version(?= \d)")
    begin = 0
    while match := place.search(line.text, begin):
        begin = match.end()
        end = len(line.text[: match.start()].split())
        made = _headed_at(line, end, clauses, items) or _headed_behind(line, end, clauses)
        if made is not None:
            line = made
            begin = 0
    return line


def _headed_at(line: Line, end: int, clauses: ClauseNames, items: Names) -> Line | None:
    begin = end
    while begin > 0 and end - begin < 6 and _goes_on(line, begin - 1):
        begin -= 1
    for start in range(begin, end):
        name = tuple(token.text for token in line.tokens[start:end])
        whole = clauses.by_heading(name)
        numbered_ = line.tokens[end].text.startswith("v")
        if numbered_ and not whole:
            fits = clauses.of_kind(name)
        else:
            fits = whole or (clauses.about(name, items) if name[0] not in _SKIP else ())
        if fits:
            last = end if numbered_ else end + 1
            found = Found(line, re.match("", ""), start, last)  # type: ignore[arg-type]
            return line.thing(found, "clause" if len(fits) == 1 else "unclear", fits)
    return None


_ON = phrase(
    "the (?:clause|provision|section) (?:on|about|regarding|concerning|dealing with|headed|called|"
    "titled|entitled)(?: the| our)?"
)


def _headed_behind(line: Line, end: int, clauses: ClauseNames) -> Line | None:
    """With "the clause on added products" as the clause of that whole heading."""
    found = line.find(_ON) if end else None
    if found is None or found.begin != end - 1:
        return None
    for last in range(len(line.tokens), found.end, -1):
        tokens = line.tokens[found.end : last]
        fits = clauses.by_heading(tuple(token.text for token in tokens))
        if len(fits) == 1 and not any(token.is_thing for token in tokens):
            said = Found(line, found.match, found.begin, last)
            return line.thing(said, "clause", fits)
    return None


def _goes_on(line: Line, at: int) -> bool:
    token = line.tokens[at]
    return not token.is_thing and token.text not in {"|", "'s"}


def versioned(line: Line, names: ClauseNames) -> Line:
    """With one wording of a clause as `@version` (the clause, and the number of the wording)."""
    line = line.each(_VERSION, _version)
    line = line.each(_OLD_OR_NEW, lambda found: _old_or_new(found, names))
    return line.each(_CURRENT, lambda found: ("clause", found.values()))


def _old_or_new(found: Found, names: ClauseNames) -> tuple[str, tuple[str, ...]] | None:
    """The old or the new wording of a clause that has two."""
    (clause,) = found.values("one")
    if names.wordings(clause) != 2:
        return None
    return "version", (clause, "2" if found.word("new") else "1")


def _version(found: Found) -> tuple[str, tuple[str, ...]] | None:
    ordinal = found.word("ordinal") or found.word("ordinal2") or found.word("ordinal3")
    number = found.word("number") or found.word("number2") or found.word("number3")
    clause = found.values()
    if len(clause) != 1:
        return None
    return "version", (clause[0], str(ORDINALS[ordinal] if ordinal else int(number)))


WORDS = frozenset(re.findall("[a-z]{3,}", f"{CLAUSE}|{_TEXT}|{_WORDING}")) | set(ORDINALS)
