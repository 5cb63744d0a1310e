"""A question in the negative is read as its affirmative, and said so (VOCABULARY 6.2)."""

from __future__ import annotations

from projections.answers.words.line import Line, Token, phrase

_PHRASES = (
    (phrase("not (?:a|one) single (?:one|person|soul|time)"), ("anybody",)),
    (phrase("not a (?:word|thing|line|syllable)"), ("anything",)),
    (phrase("no one|not one|not anybody|not anyone"), ("anybody",)),
    (phrase("not anything"), ("anything",)),
    (phrase("not (?:ever|yet|once|at any time|even once|a single time)"), ("ever",)),
    (phrase("not (?:even|actually|really|in fact|also|any)"), ()),
    (phrase("is it not (?:true|right|correct|so|the case)(?: that)?"), None),
)
_WORDS = {
    "not": (),
    "never": ("ever",),
    "nobody": ("anybody",),
    "none": ("any",),
    "nothing": ("anything",),
    "no": ("any",),
    "neither": (),
    "nor": ("or",),
    "nowhere": ("anywhere",),
}
WORDS = frozenset(_WORDS)


def affirmed(line: Line) -> tuple[Line, bool]:
    """The line without its negation, and whether there was one. Two of them are not understood."""
    count = 0
    for pattern, instead in _PHRASES:
        while found := line.find(pattern):
            if instead is not None:
                count += 1
            line = line.replaced(found.begin, found.end, *_tokens(line, found.begin, instead or ()))
    at = 0
    while at < len(line.tokens):
        said = _WORDS.get(line.tokens[at].text)
        if said is not None:
            count += line.tokens[at].text != "nor"
            line = line.replaced(at, at + 1, *_tokens(line, at, said))
            at += len(said)
        else:
            at += 1
    if count > 1 and line.tokens:
        marker = line.tokens[0]
        line = line.replaced(0, 0, Token("@twice", marker.begin, marker.begin))
    return line, count > 0


def _tokens(line: Line, at: int, words: tuple[str, ...]) -> list[Token]:
    place = line.tokens[at]
    return [Token(word, place.begin, place.end) for word in words]
