"""A kind of term with what it is about beside: "the tuning discount", "the fuel cap".

What it is about may be left out of a question whether the term covers something, where every clause
that states pricing of that thing is about it too: then no other term could be what is asked.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.values import PRICING
from projections.answers.asked import Question
from projections.answers.words.clauses import stem
from projections.answers.words.line import Line, Token, phrase
from projections.answers.words.meaning.thesaurus import is_grammar
from projections.answers.words.ordinary import LIMITS
from projections.answers.words.tokens import words
from projections.answers.words.vocabulary import Vocabulary
from projections.catalogue import Item
from projections.clauses import Wording

_KIND = "cap|ceiling|discount|rebate|reduction|price|prices|rate|rates|hold|price cap|price hold"
_ABOUT = r"(?P<about>[a-z]{3,}(?: [a-z]{3,}){0,2})"
_BEFORE = phrase(rf"(?:the|our|their|this|that) {_ABOUT} (?P<kind>{_KIND})(?! (?:on|of) )")
_BEHIND = phrase(rf"(?:the|our|their|this|that) (?P<kind>{_KIND}) (?:on|for) (?:the )?{_ABOUT}")
_ON = phrase(rf"(?P<the>the|our|their) {_ABOUT} (?:on|for) (?=.* (?:capped|held|fixed|limited) )")
_TELLS = frozenset("list unit full same new old other first last held fixed price".split())


def unqualified(line: Line, vocabulary: Vocabulary) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The question without what a kind is about, and that; `line` has its names as things."""
    for pattern in (_BEFORE, _BEHIND, _ON):
        found = line.find(pattern)
        if found is None:
            continue
        about = found.tokens("about")
        if not all(_is_about(token, vocabulary) for token in about):
            continue
        first, last = found.tokens()[0], found.tokens()[-1]
        kind = f"the {found.word('kind')}" if "kind" in found.match.re.groupindex else ""
        text = f"{line.asked[: first.begin]}{kind}{line.asked[last.end :]}"
        yield " ".join(text.split()), tuple(token.text for token in about)


def _is_about(token: Token, vocabulary: Vocabulary) -> bool:
    """Whether a word stands in a clause that states pricing, and bounds or compares nothing."""
    word = token.text
    if is_grammar(word) or word in LIMITS or word in _TELLS:
        return False
    return any(stem(word) in _words_of(each) for each in _priced(vocabulary))


def bears(question: Question, about: tuple[str, ...], vocabulary: Vocabulary) -> bool:
    """Whether every clause that states pricing of what is asked of has all of these words."""
    if question.kind != "scope" or not question.items:
        return False
    catalogue = vocabulary.known.deal.catalogue
    wanted = {each for item in question.items for each in catalogue.ancestry(item)}
    stated = [each for each in _priced(vocabulary) if _scope_of(each) & wanted]
    return bool(stated) and all(stem(word) in _words_of(each) for each in stated for word in about)


def _priced(vocabulary: Vocabulary) -> list[Wording]:
    return [
        wording
        for clause in vocabulary.known.deal.clauses.by_id.values()
        for wording in clause.wordings.values()
        if any(each.term.kind in PRICING for each in wording.terms)
    ]


def _scope_of(wording: Wording) -> set[Item]:
    return {
        (scope.axis, scope.item)
        for each in wording.terms
        if each.term.kind in PRICING
        for scope in each.term.scope
    }


def _words_of(wording: Wording) -> frozenset[str]:
    return frozenset(map(stem, words(f"{wording.heading or ''} {wording.text}")))
