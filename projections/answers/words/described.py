"""A clause by its number with what it is about beside: "the hold, 3.4", "the new Art.5".

"The 18-month hold in 3.4", "the voicing clause (III.2)", "11-a as revised", "clause 8 as the client
accepted it" are those clauses. Every word of the description must stand in the clause's heading or
text, or name a kind of term that it states; a number must be one of a wording, which is then meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from projections.answers.words import kinds
from projections.answers.words.clauses import stem
from projections.answers.words.figures import figures, in_months, is_number
from projections.answers.words.line import Line, Token, phrase
from projections.answers.words.tokens import words
from projections.answers.words.vocabulary import Vocabulary
from projections.clauses import Clause

KINDS = frozenset(
    {"knowledge", "sign_off", "objection", "changes", "process", "retraction", "precedence"}
)
"""The kinds that ask of a clause as a whole: of what it covers, a description may say more."""
_NEW = frozenset("new revised amended reworded updated changed latest current present".split())
_OLD = frozenset("old previous former earlier".split())
_FIRST = frozenset("original initial first".split())
_PLAIN = frozenset(
    "clause provision section article paragraph wording version text date day limit term rule "
    "figure amount number promise point item month year kg percent per cent % off".split()
)
_INSIDE = frozenset("of for on per to and with half a an the its".split())
_DETERMINERS = frozenset("the a an our their its his her that this".split())
_JOINS = frozenset("in of under from".split())
_TAIL_NEW = phrase(
    "as (?:it was |it is |since |later )?(?:revised|amended|changed|reworded|updated)|in (?:its|"
    "the) (?:new|revised|amended|latest) (?:form|wording|version)"
)
_TAIL_FIRST = phrase(
    "as (?:it was )?(?:first|originally) (?:sent|offered|drafted|worded|written|put)"
    "|in (?:its|the) (?:original|first) (?:form|wording|version)"
)
_TAIL_TAKEN = phrase(
    "as (?:it was )?accepted(?: by (?:@client|@party|@person))?|as (?:@client|@party|@person|they|"
    "he|she) (?:had )?accepted(?: it)?|in (?:its|the) accepted (?:form|wording|version)"
)
_LONGEST = 9


@dataclass(frozen=True, slots=True)
class _Said:
    """A part of what was asked, and the clause (the wordings) that it is."""

    begin: int
    end: int
    clause: Clause
    wordings: frozenset[int]


def undescribed(line: Line, vocabulary: Vocabulary) -> str:
    """The question with such clauses by number alone; `line` has its names as things."""
    text = line.asked
    for said in sorted(_all(line, vocabulary), key=lambda each: -each.begin):
        if spelt := _spelt(said, vocabulary):
            end = said.end
            if text[said.begin : end].count("(") > text[said.begin : end].count(")"):
                end += text[end : end + 1] == ")"
            text = f"{text[: said.begin]}{spelt}{text[end:]}"
    return text


def _spelt(said: _Said, vocabulary: Vocabulary) -> str | None:
    held = vocabulary.known.deal.governing.holds or {}
    governing = held[said.clause.id][0] if said.clause.id in held else None
    if said.wordings == {*said.clause.wordings} or governing in said.wordings:
        return f"clause {said.clause.id}"
    if len(said.wordings) != 1:
        return None
    (number,) = said.wordings
    return f"wording {number} of clause {said.clause.id}"


def _all(line: Line, vocabulary: Vocabulary) -> Iterator[_Said]:
    for at, token in enumerate(line.tokens):
        if token.text not in {"@clause", "@version"}:
            continue
        clause = vocabulary.known.deal.clauses.by_id[token.values[0]]
        begin, described = _begin(line, at, clause)
        own = {*clause.wordings}
        if token.text == "@version":
            own &= {int(token.values[1])}
        fits = own & _meant(described, clause)
        end, tail = _tail(line, at, clause, vocabulary)
        fits &= tail
        if fits and (begin < token.begin or end > token.end):
            yield _Said(begin, end, clause, frozenset(fits))


def _begin(line: Line, at: int, clause: Clause) -> tuple[int, list[str]]:
    """Where the description before a clause begins, and its words; itself where there is none."""
    tokens = line.tokens
    last = at - 1
    joined = last >= 0 and tokens[last].text in _JOINS
    last -= joined
    known = _known(clause)
    first = last + 1
    while first > 0 and last - first < _LONGEST and _describes(tokens[first - 1], known):
        first -= 1
    while first <= last and tokens[first].text not in _DETERMINERS:
        first += 1
    said = [token.text for token in tokens[first : last + 1]]
    tells = [word for word in said if word not in _INSIDE | _DETERMINERS]
    if not tells or (joined and not set(tells) - _PLAIN):
        return tokens[at].begin, []
    return tokens[first].begin, said


def _describes(token: Token, known: frozenset[str]) -> bool:
    word = token.text
    if token.is_thing:
        return False
    return (
        word in _INSIDE | _DETERMINERS | _NEW | _OLD | _FIRST
        or is_number(word)
        or stem(word) in known
    )


def _known(clause: Clause) -> frozenset[str]:
    """The words by which a clause may be described, without the endings of their plurals."""
    found = {stem(word) for word in _PLAIN}
    for wording in clause.wordings.values():
        spelt = words(f"{wording.heading or ''} {wording.text}")
        found |= {stem(word) for word in spelt if len(word) > 2}
        stated = {each.term.kind for each in wording.terms}
        for name, means in kinds.EXACT.items():
            if stated & {*means}:
                found |= {stem(word) for word in name.split()}
    return frozenset(found)


def _meant(said: list[str], clause: Clause) -> set[int]:
    """The wordings that a description can mean: by new and old, and by the numbers in it."""
    numbers = sorted(clause.wordings)
    fits = {*numbers}
    wanted = figures(in_months(" ".join(said)).split())
    for number, wording in clause.wordings.items():
        if not wanted <= figures(words(in_months(wording.text.casefold()))):
            fits -= {number}
    if _NEW & {*said}:
        fits &= {numbers[-1]}
    if _OLD & {*said}:
        fits &= {numbers[0]} if len(numbers) == len({1, 2}) else set()
    if _FIRST & {*said}:
        fits &= {numbers[0]}
    return fits


def _tail(line: Line, at: int, clause: Clause, vocabulary: Vocabulary) -> tuple[int, set[int]]:
    """Where what stands behind a clause ends that tells its wording, and which it can be."""
    numbers = sorted(clause.wordings)
    behind = Line(line.asked, line.tokens[at + 1 :])
    for pattern, fits in (
        (_TAIL_NEW, {numbers[-1]} if len(numbers) > 1 else set()),
        (_TAIL_FIRST, {numbers[0]}),
        (_TAIL_TAKEN, _accepted(clause, vocabulary)),
    ):
        found = behind.find(pattern)
        if found and found.begin == 0:
            return behind.tokens[found.end - 1].end, fits
    return line.tokens[at].end, {*numbers}


def _accepted(clause: Clause, vocabulary: Vocabulary) -> set[int]:
    """The wordings in which a clause was accepted; none where there are several."""
    taken = {
        held.version
        for each in vocabulary.known.deal.proposals.by_id.values()
        if each.accepted
        for held in each.contents or ()
        if held.clause == clause.id
    }
    return taken if len(taken) == 1 else set()
