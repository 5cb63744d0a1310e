"""What stands round the question in other sentences and clauses: why it is asked, who says what.

Reasons ("because …", "since the client insists …") are left out, up to the next comma. Of several
sentences of which one asks, that one is read, with what the others name in the place of its "it"
and "he"; a sentence that names more than that is no aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from projections.answers.words.line import BREAK, Line, Token, phrase

_REASON = phrase(
    "because|given that|seeing that|considering that|considering|in view of the fact that|now that|"
    "so that|in order to|in order that|in case|just in case|on the grounds that|inasmuch as|"
    "not that it matters|if only because|"
    "(?:since|as|while|although|though|even though|whereas) (?=(?:the )?(?:@client|@party|@partner|"
    "@seller|@person|we|they|he|she|i|you|it|nobody|everybody|somebody|someone|there|our|my|their) "
    "(?:[a-z]+ ){0,2}(?:insists?|claims?|says?|keeps?|wants?|needs?|has to|have to|is|are|am|"
    "thinks?|believes?|argues?|denies|deny|maintains?|asks?|swears?|denied|insisted|claimed|said|"
    "must|will|seems?|never mentioned|cannot|can|suggests?) )"
)
_ASKS = re.compile(
    r"^ (?:(?:and|so|but|or|then|now|well|also|please|really|actually|ever|by|on|at|to|for|in) )*"
    r"(?:who|whom|whose|what|when|why|how|which|where|did|was|were|is|are|has|have|had|does|do|"
    r"any|anybody|anyone|anything|can|could) "
)
_STATES = phrase("did|was|were|is|are|has|have|had|does|do|s|said|says|claims?|[a-z]+ed|went|came")
_CARRIED = frozenset({"@clause", "@version", "@proposal", "@item", "@document"})
_HE = phrase("he|she|him|her|his|hers")
_THEY = phrase("they|them|their|theirs")
_PARTIES = frozenset({"@client", "@party", "@partner", "@seller"})
_TIMES = frozenset({"@when", "@before", "@after", "@known", "@from", "@to", "@then"})


def variants(line: Line) -> Iterator[Line]:
    """The line without its asides, the shortest that says all first; last as it is."""
    plain = without_reasons(line)
    asked = _asked(plain)
    if asked is not None:
        yield asked
    if plain is not line:
        yield plain
    yield line


def without_reasons(line: Line) -> Line:
    """Without what only says why it is asked; of a reason that names a thing nothing is left out."""
    found = line.find(_REASON)
    if found is None:
        return line
    end = found.end
    while end < len(line.tokens) and not _comma(line, end):
        end += 1
    if found.begin == 0 and end == len(line.tokens):
        return line
    part = line.tokens[found.begin : end]
    if any(token.text in _CARRIED | _TIMES for token in part):
        return line
    return without_reasons(line.replaced(found.begin, end))


def _comma(line: Line, at: int) -> bool:
    """Whether a sentence or a clause ends before this token."""
    between = line.asked[line.tokens[at - 1].end : line.tokens[at].begin]
    return line.tokens[at].text == BREAK or bool(re.search(r"[,;:()–—]|\s-\s", between))


def _sentences(line: Line) -> list[tuple[Token, ...]]:
    found: list[list[Token]] = [[]]
    for token in line.tokens:
        if token.text == BREAK:
            found.append([])
        else:
            found[-1].append(token)
    return [tuple(each) for each in found if each]


def _asked(line: Line) -> Line | None:
    """The one sentence that asks, with what the others name; None where no one sentence does."""
    sentences = _sentences(line)
    asking = [each for each in sentences if _is_asked(line, each)]
    if len(sentences) < 2 or len(asking) != 1:
        return None
    one = Line(line.asked, asking[0])
    others = [token for each in sentences if each is not asking[0] for token in each]
    things = [token for token in others if token.is_thing]
    if any(token.text in _TIMES for token in things):
        return None
    own = {token.text for token in one.tokens}
    carried = [token for token in things if token.text in _CARRIED]
    if carried and own & _CARRIED:
        values = {token.values for token in one.tokens if token.text in _CARRIED}
        if not all(token.values in values for token in carried):
            return None
        carried = []
    return _with_people(replace(one, tokens=(*carried, *one.tokens)), things)


def _is_asked(line: Line, sentence: tuple[Token, ...]) -> bool:
    text = f" {' '.join(token.text for token in sentence)} "
    if _ASKS.match(text):
        return True
    after = line.asked[sentence[-1].end :]
    return bool(re.match(r"[\"'”’)]*\?", after)) and bool(_STATES.search(text))


def _with_people(line: Line, things: list[Token]) -> Line | None:
    """With whom the other sentences name in the place of "he", "she" and "they"."""
    persons = {token.values: token for token in things if token.text == "@person"}
    parties = {token.values: token for token in things if token.text in _PARTIES}
    for pattern, meant in ((_HE, persons), (_THEY, parties or persons)):
        found = line.find(pattern)
        named = any(token.text in {"@person", *_PARTIES} for token in line.tokens)
        if found is None or not things or named:
            continue
        if len(meant) > 1:
            return None
        if meant:
            line = line.replaced(found.begin, found.end, next(iter(meant.values())))
    return line
