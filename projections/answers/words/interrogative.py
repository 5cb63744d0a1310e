"""What the question words ask for: a reading that gives anything else is none.

"Who" is told by no time, and "what is his view of it" by no yes or no, whatever a frame makes of
the other words. One of the sentences has to fit; a question without such words fits anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from projections.answers.asked import Question
from projections.answers.words.line import Line, phrase

_BEFORE = "(?:(?:so|and|but|then|now|well|or|in|on|at|by|for|to|from|of|with|since|until|up) ){0,2}"
_AT_HEAD = re.compile(
    rf"(?:^ | \| ){_BEFORE}(?P<word>what(?! about)|which|how(?! about)|where|who|whose|whom|when|"
    rf"why) "
)
_OPEN = phrase("what|which|how|where|who|whose|whom|when|why")
_YES_NO = re.compile(
    r"(?:^ | \| )(?:did|does|do|was|were|is|are|has|have|had|can|could|any|anybody|anyone) "
)
_ASKED = {"who": "who", "whose": "who", "whom": "who", "when": "when", "why": "why"}
_TEXTS = phrase("what (?:.+ )?(?:say|says|state|states|stand|stands|find|found|in|is|are)")
_WHICH_TEXT = phrase(
    "(?:which|what) (?:of (?:the|our) )?(?:documents?|papers?|clauses?|texts?|parts?|sections?|"
    "articles?|pages?|passages?|annex|annexes|schedules?|provisions?)"
)
"""It is told by the words that are found, and where they stand."""
_RECORDS = phrase(
    "(?:which|what|how many) (?:of )?(?:(?:the|our|these) )?(?:records?|entries|entry)"
)
_HOW_SOUND = phrase("how (?:[a-z]+ly )?[a-z]+ (?:is|are|was|were)")


def asks_yes_or_no(line: Line) -> bool:
    """Whether it begins as a question of yes or no does, and no word in it asks for more."""
    return bool(_YES_NO.search(line.text)) and not line.has(_OPEN)


def fits(line: Line, question: Question) -> bool:
    """Whether the reading tells what one of the question words asks for."""
    heads = [found["word"] for found in _AT_HEAD.finditer(line.text)]
    if heads:
        if heads in (["when"], ["where"]):
            heads += _OPEN.findall(line.text)[1:]  # "when he passed it on, what did he add"
        return any(_told(head, line, question) for head in heads)
    if not asks_yes_or_no(line):
        return True
    return question.kind != "terms" and question.ask not in {"who", "when", "why", "what"}


def _told(head: str, line: Line, question: Question) -> bool:
    if question.kind == "process":
        return True
    return question.ask in set(_asks(head, line, question))


def _asks(head: str, line: Line, question: Question) -> Iterator[str | None]:
    """What would tell it; None for the kinds of which one thing only is told."""
    if head in _ASKED:
        yield _ASKED[head]
        if question.kind in {"precedence", "terms"}:
            yield None
        return
    yield from ("what", "who", "when", "why", "relay")
    match question.kind:
        case "scope":
            return
        case "silence" if head != "where" and not (line.has(_TEXTS) or line.has(_WHICH_TEXT)):
            return
        case "integrity" if not (line.has(_RECORDS) or line.has(_HOW_SOUND)):
            return
    yield None
