"""Without what only says again which thing is meant, or whom the question is put to.

"The second offer, P2,", "the free storage clause, B.9", "their pet food company, Fennmark Pet",
"the new 3.1", "Sue, did we …". What is left out must fit the thing that it stands beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from projections.answers.words.line import Line, Token
from projections.answers.words.vocabulary import Vocabulary

_NEW = frozenset("new current present revised amended reworded updated".split())
_ARTICLES = frozenset("the our their its a this that".split())
_NTH = {
    word: place
    for place, words in (
        (0, "first initial original opening earliest"),
        (1, "second 2nd"),
        (2, "third 3rd"),
        (3, "fourth 4th"),
        (-1, "last final latest"),
    )
    for word in words.split()
}
_OF_WE = re.compile(
    r",\s+(?:did|have|has|had|do|were|are|can|could) (?:we|i|our people|our side|our team)\b",
    re.IGNORECASE,
)
_HOUSES = (
    "company|sister|sister company|subsidiary|arm|affiliate|business|branch|division|entity|firm|"
    "unit|outfit|offshoot|daughter|group company"
)
_HOUSE = re.compile(
    rf"\b(?:their|our|the|its|his|her)\s+(?:(?!and\b|or\b|of\b|for\b|in\b|not\b)[a-z-]+\s+)"
    rf"{{0,4}}?(?:{_HOUSES}),?\s*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:the|our)\s+(?P<what>(?:[\w-]+\s+){1,4}?)clause,?\s+\(?$", re.IGNORECASE)
_LONG = 4
Cut = tuple[int, int]


def unapposed(line: Line, vocabulary: Vocabulary) -> str:
    """The question without them; `line` has its names as things."""
    text = line.asked
    for begin, end in sorted(_cuts(line, vocabulary), reverse=True):
        text = f"{text[:begin]} {text[end:].lstrip(' ,')}"
    return " ".join(text.split())


def _cuts(line: Line, vocabulary: Vocabulary) -> Iterator[Cut]:
    tokens = line.tokens
    yield from _before_heading(line, vocabulary)
    first = tokens[0] if tokens else None
    if first and first.text == "@person" and _OF_WE.match(line.asked, first.end):
        yield first.begin, first.end
    for at, token in enumerate(tokens):
        if token.text in {"@clause", "@version"}:
            yield from _before_clause(line, at, vocabulary)
        if token.text == "@proposal" and at and _is_placed(tokens[at - 1], token, vocabulary):
            yield tokens[at - 1].begin, token.end - len(_own_name(line, token))
        if token.text == "@party" and (found := _HOUSE.search(line.asked[: token.begin])):
            yield found.start(), token.begin


_OFFERS = re.compile(r"(?:offer|proposal|bid|quote|version|draft)\b", re.IGNORECASE)


def misplaced(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether an offer goes by its id and by a place that it has not: "the first offer, P2"."""
    return any(
        one.text in _NTH
        and two.text == "@proposal"
        and bool(_OFFERS.match(line.asked, two.begin))
        and not _is_placed(one, two, vocabulary)
        for one, two in pairwise(line.tokens)
    )


def _own_name(line: Line, token: Token) -> str:
    return line.said([token]).split()[-1]


def _is_placed(word: Token, token: Token, vocabulary: Vocabulary) -> bool:
    """Whether an offer that goes by its id is the one that was sent in that place, too."""
    place, sent = _NTH.get(word.text), vocabulary.proposals.sent
    if place is None or place >= len(sent) or not sent:
        return False
    return token.values == (sent[place].id,)


def _before_heading(line: Line, vocabulary: Vocabulary) -> Iterator[Cut]:
    """What says "new" before the whole heading of a clause: "the new payment terms"."""
    for one, two in pairwise(line.tokens):
        if one.text not in _ARTICLES or two.text not in _NEW:
            continue
        rest = line.asked[two.end :].strip().casefold()
        for clause in vocabulary.known.deal.clauses.by_id.values():
            headings = {each.heading.casefold() for each in clause.wordings.values()}
            said = [each for each in headings if " " in each and rest.startswith(each)]
            if any(not rest[len(each) :][:1].isalnum() for each in said):
                yield two.begin, two.end
                return


def _before_clause(line: Line, at: int, vocabulary: Vocabulary) -> Iterator[Cut]:
    token = line.tokens[at]
    before = line.tokens[at - 1] if at else None
    if before and before.text in _NEW and token.text == "@clause":
        article = line.tokens[at - 2] if at > 1 else before
        yield (article if article.text in _ARTICLES else before).begin, token.begin
        return
    found = _CLAUSE.search(line.asked[: token.begin])
    if found and _heads(found["what"], token.values[0], vocabulary):
        yield found.start(), token.begin


def _heads(said: str, clause: str, vocabulary: Vocabulary) -> bool:
    """Whether every longer word of a description stands in the heading or text of the clause."""
    about = vocabulary.known.deal.clauses.by_id[clause]
    wordings = about.wordings.values()
    texts = " ".join(f"{each.heading} {each.text}" for each in wordings).casefold()
    return all(word[:_LONG] in texts for word in said.casefold().split() if len(word) >= _LONG)
