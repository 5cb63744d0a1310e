"""The second pass: of a question that no frame reads word for word, by cues and needed things.

1. What only says why or by whom it is asked is left out (`asides`).
2. The cues of each kind are weighed (`cues`), and said in the words of its frame.
3. A word that no frame knows is passed over when it is ordinary (`ordinary`); a name, a number, a
   quotation, a limit or any other noun is not, and nothing is read.
4. The kind is the one whose frame then finds what it needs, when it is stronger than every other by
   a margin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from projections.answers.asked import KINDS, Kind, Question
from projections.answers.words import fillers
from projections.answers.words.asides import Asides
from projections.answers.words.cues import OWN, canonical, is_cue, strength
from projections.answers.words.frames.frame import Frame, with_items, with_kinds
from projections.answers.words.line import BREAK, Line, Token, phrase
from projections.answers.words.misread import Misread
from projections.answers.words.ordinary import ASKED_FOR, is_in_passing, is_ordinary
from projections.answers.words.sentences import variants
from projections.answers.words.vocabulary import Vocabulary

MARGIN = 2
_ROUNDS = 4
_STRONG = 3
_CUE = 2
_IN_PASSING = 2
"""How many words that are nowhere listed may be passed over."""
_SO_FAR = phrase("(?:so far|to date|up to now|until now|till now)")
"""What only says that now is meant, where no other deals are asked about."""
_OF_ITEMS = frozenset({"scope", "terms", "precedent", "communication", "silence"})
Tried = Callable[[Frame, Line], tuple[Question, ...] | Misread]


@dataclass(frozen=True)
class _Heard:
    strength: int
    questions: tuple[Question, ...]


def loosely(
    line: Line, vocabulary: Vocabulary, frames: tuple[Frame, ...], tried: Tried
) -> tuple[Question, ...] | None:
    """The reading of the line by the kind that it speaks for; None when it is not clear."""
    for each in variants(line, Asides(vocabulary, _known(frames))):
        heard = _heard(each, vocabulary, frames, tried)
        found = sorted(heard, key=lambda heard: -heard.strength)
        if not found:
            continue
        if len(found) > 1 and found[0].strength - found[1].strength < MARGIN:
            return None
        return tuple(with_left_out(line, each, question) for question in found[0].questions)
    return None


def with_left_out(line: Line, read: Line, question: Question) -> Question:
    """The question with all that was passed over: single words, and what stood round it."""
    spans = [(token.begin, token.end) for token in read.tokens]
    left = [
        token
        for token in line.tokens
        if token.text not in _SAID_AGAIN
        and not any(b <= token.begin < max(e, b + 1) for b, e in spans)
    ]
    runs: list[list[Token]] = []
    for token in left:
        if runs and line.tokens.index(token) == line.tokens.index(runs[-1][-1]) + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    asides = tuple(line.said(run) for run in runs)
    return replace(question, passed_over=(*asides, *question.passed_over))


@cache
def _known(frames: tuple[Frame, ...]) -> frozenset[str]:
    words = (word for frame in frames for word in frame.vocabulary)
    return fillers.WORDS | frozenset(words)


def _heard(
    line: Line, vocabulary: Vocabulary, frames: tuple[Frame, ...], tried: Tried
) -> Iterator[_Heard]:
    named = with_kinds(with_items(line, vocabulary), vocabulary)
    weights = {
        frame.kind: strength(frame.kind, named if frame.kind in _OF_ITEMS else line)
        for frame in frames
    }
    for frame in frames:
        weight = weights[frame.kind]
        if weight < 2 or weight + MARGIN < max(weights.values()):
            continue
        plain = _in_own_words(frame, canonical(frame.kind, line))
        if frame.kind != "precedent":
            plain = plain.without(_SO_FAR)
        plain = frame.prepare_loosely(plain, vocabulary)
        rivals = frozenset(kind for kind, other in weights.items() if other >= weight)
        found = _by(frame, plain, tried, rivals - {frame.kind})
        if found:
            yield _Heard(weight, found)


def _by(
    frame: Frame, line: Line, tried: Tried, rivals: frozenset[Kind]
) -> tuple[Question, ...] | None:
    """Read by one frame, with what it does not know passed over, if that is ordinary.

    `rivals` are the kinds that the line speaks for as strongly.
    """
    passed: dict[int, str] = {}
    unlisted = 0
    for _ in range(_ROUNDS):
        found = tried(frame, line)
        if not isinstance(found, Misread):
            said = tuple(passed[at] for at in sorted(passed))
            if ASKED_FOR & {*said} and found[0].ask in {None, "whether"} and frame.kind != "terms":
                return None
            if found[0].negated and found[0].ask in {"who", "when", "why"}:
                return None  # who did not is another question than who did
            return tuple(replace(each, passed_over=(*said, *each.passed_over)) for each in found)
        line, over = _without(frame, line, found, rivals)
        unlisted += sum(not (is_ordinary(token.text) or token.text == "wise") for token in over)
        if line == found.given.line or not found.left or unlisted > _IN_PASSING:
            return None
        if len(over) < len(found.left):
            return None
        passed |= {token.begin: token.text for token in over}
    return None


def _in_own_words(frame: Frame, line: Line) -> Line:
    """With a word that the frame knows for each cue of its kind that it does not."""
    if frame.kind not in OWN:
        return line
    cues = is_cue(frame.kind, line)
    return replace(
        line,
        tokens=tuple(
            replace(token, text=OWN[frame.kind])
            if token.begin in cues and token.text not in frame.alone | fillers.WORDS
            else token
            for token in line.tokens
        ),
    )


def _without(
    frame: Frame, line: Line, found: Misread, rivals: frozenset[Kind]
) -> tuple[Line, list[Token]]:
    """The line without those words left over that may be passed over, and these words."""
    left = {token.begin for token in found.left}
    over: list[Token] = []
    kept: list[Token] = []
    for at, token in enumerate(line.tokens):
        if token.begin not in left or token.text in frame.alone:
            kept.append(token)
        elif _is_passed(line, at) and not _is_of_another(frame, line, token, rivals):
            over.append(token)
        else:
            kept.append(token)
    return replace(line, tokens=tuple(kept)), over


def _is_of_another(frame: Frame, line: Line, token: Token, rivals: frozenset[Kind]) -> bool:
    """Whether a word is a strong cue of another kind, or any of one that is as strong."""
    return any(
        token.begin in is_cue(kind, line, _CUE if kind in rivals else _STRONG)
        for kind in KINDS
        if kind != frame.kind
    )


def _is_passed(line: Line, at: int) -> bool:
    token = line.tokens[at]
    if token.is_thing or (token.capital and not token.first):
        return False
    if at and line.tokens[at - 1].text in {"many", "much", "whose"}:
        return False  # how many of what, is asked
    alone = not (at and line.tokens[at - 1].text in _ARTICLES)
    if alone and _REPORTS.match(f" {' '.join(each.text for each in line.tokens[at + 1 :])} "):
        return False
    if token.text in _KNOWN_BY and line.has(_AT):
        return False
    if _QUOTES.match(line.asked[token.begin - 1 : token.begin]):
        return False
    if token.text == "wise":
        return line.asked[token.begin - 1 : token.begin] == "-"
    return is_ordinary(token.text) or is_in_passing(line, at)


_KNOWN_BY = frozenset("record records file files ledger known knew going judging".split())
_ARTICLES = frozenset("the a an any of this that these those".split())
_REPORTS = re.compile(
    " (?:(?:out|up|on|in|off|over) )?(?:to )?(?:@(?:client|person|party|partner|seller) |them |"
    "him |her |us |anyone |anybody )?that (?:@|the |it |they |we |he |she |all |no |any |our )"
)
"""What is said behind "that" hangs on the word before: it is not in passing."""
_AT = phrase("@(?:when|then|before|known)")
"""What may say by which time something was known is never passed over beside a time."""
_SAID_AGAIN = frozenset({BREAK, *"he she him her his they them their it this that".split()})
"""What is no word left out where it stands for what another sentence names."""
_QUOTES = re.compile('["“«\u2018]')
