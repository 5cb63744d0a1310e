"""What each kind names in its own way, before its words are accounted for."""

from __future__ import annotations

import re
from dataclasses import replace

from projections.answers.words.frames.changes import amended
from projections.answers.words.frames.frame import Frame, with_items, without_words
from projections.answers.words.line import Line, Token, phrase
from projections.answers.words.meaning.kinds_meant import with_kind_meant
from projections.answers.words.vocabulary import Vocabulary

_NO = (
    (phrase("(?:said|say|says|saying) no(?: to)?(?! to )"), "refused"),
    (phrase("(?:had|have|has|having|with|get|got|given) no (?:say|voice|chance|look in|part)(?: "
            "in| on| over)?"), "bypassed"),
    (phrase("(?:a|'s|the) no(?= )"), "refusal"),
    (phrase("(?:his|her|their|our|'s) (?:stand in|substitute|replacement|assistant|secretary)"),
     "standin"),
    (phrase("(?:did|was|has|had|have) not (?:even |ever )?(?:get|got|given|have|had) (?:a |any |"
            "the )?(?:say|voice|look in|chance|look)(?: in| on| over)?"), "bypassed"),
)  # fmt: skip
"""What says no is no question in the negative."""
_SHOULD_LIKE = phrase("should(?= (?:like|be (?:grateful|obliged|glad|pleased|thankful)) )")
_CAN_BE = phrase(
    "(?:can|could|may) (?:@[a-z]+|it|this) (?:[a-z]+ly )?be (?:[a-z]+ly )?(?:said|shown|proved|"
    "proven|"
    "taken|demonstrated|established|seen|held) to (?:have )?(?:be )?"
)
"""That something can be shown to be so, is asked of whether it is so."""


def with_refusals(line: Line) -> Line:
    """With what says no as a refusal, and not as a negation."""
    line = without_words(line, _CAN_BE).without(_SHOULD_LIKE)
    for pattern, word in _NO:
        while found := line.find(pattern):
            at = line.tokens[found.begin]
            line = line.replaced(found.begin, found.end, Token(word, at.begin, at.end))
    return line


def with_own_names(line: Line, vocabulary: Vocabulary, frame: Frame) -> Line:
    """With what this kind names in its own way."""
    if frame.kind == "silence":
        return with_items(line, vocabulary, grown=False)
    if frame.kind == "precedent":
        prepared = frame.prepare(frame.prepare_loosely(line, vocabulary), vocabulary)
        return _of_others(prepared)
    if frame.kind == "precedence":
        line = _without_contents(line)
    if frame.kind == "terms" and line.has(_CLAUSE):
        return frame.prepare(line, vocabulary)
    if frame.kind == "terms":
        shorter = frame.prepare(line.without(_LENGTH_OF), vocabulary)
        if shorter.values("kind"):
            line = line.without(_LENGTH_OF)
        return with_kind_meant(frame.prepare(frame.prepare_loosely(line, vocabulary), vocabulary))
    if frame.kind == "changes":
        line = _as_it_is(line)
        return _amended(
            frame.prepare(frame.prepare_loosely(_without_values(line), vocabulary), vocabulary),
            vocabulary,
        )
    if frame.kind == "scope":
        line = without_governing(line, vocabulary)
    return frame.prepare(frame.prepare_loosely(line, vocabulary), vocabulary)


_CONTENT = (
    r"(?:\d[\d.,]*|[a-z]+(?:ty|teen)|ten|twelve|eleven|[a-z]+ty [a-z]+|%|percent|pct|per cent|cent|"
    r"off|no|not|full|list|price|prices|discount|discounts|rebate|rebates|rate|rates|cap|a|an|the|"
    r"days|months|weeks|hours|years|@kind|it|is|are|they|separate|separately|quoted|charged|"
    r"extra|included|excluded|in|out|at|of|for|yes|same|another|thing|one|something|"
    r"else|different|otherwise|any|net)"
)
_CONTENTS = phrase(
    r"(?P<text>@clause|@document|@version) (?:refused|(?:says?|gives?|grants?|states?|has|quotes?|"
    r"shows?|reads?|puts?|sets?|offers?|allows?|promises?|provides?(?: for)?|names|talks of|"
    rf"speaks of|is)(?= {_CONTENT} ))(?: {_CONTENT}){{1,7}}(?= (?:@|\||but|and|while|yet|"
    r"whereas|so|which|who|whose|what|$))"
)
"""What two texts say, where it is asked which of them wins."""
_BARE_CONTENTS = phrase(
    r"(?P<text>@clause|@document|@version) (?:gives|grants|allows|denies|forbids|takes (?:it )?"
    r"(?:away|back)|(?:gives|grants|allows|denies|forbids) it)(?= (?:@|\||and|but|while|yet|"
    r"whereas|so|which|$))"
)


def _without_contents(line: Line) -> Line:
    if len(line.values("clause", "document", "version")) < _TWO or not line.has(_ASKS_WHICH):
        return line
    while found := line.find(_CONTENTS) or line.find(_BARE_CONTENTS):
        line = line.replaced(found.begin, found.end, *found.tokens("text"))
    return line


_TWO = 2
_ASKS_WHICH = phrase("which|who|whose|what")
_LENGTH_OF = phrase("(?:the )?(?:duration|length|period|term) of(?= (?:the|our) )")
"""How long a term lasts is told with it."""
_CLAUSE = phrase("@clause|@version")
_OTHERS = phrase(
    "(?:other|earlier|previous|prior|past|former|comparable|similar|our other) [a-z]{4,}(?:s|es|"
    "ies)"
)


def _of_others(line: Line) -> Line:
    """Other ports, earlier broadcasters: whoever else was dealt with."""
    while found := line.find(_OTHERS):
        at = line.tokens[found.begin]
        line = line.replaced(found.begin, found.end, Token("others", at.begin, at.end))
    return line


_NEW = re.compile(
    "(?:the )?(?:new|latest|current|present|changed|amended|revised)\\b", re.IGNORECASE
)


def _as_it_is(line: Line) -> Line:
    """With the clause for its new wording: how that came to be is asked of the clause."""
    tokens = tuple(
        replace(token, text="@clause", values=token.values[:1])
        if token.text == "@version" and _NEW.match(line.asked, token.begin)
        else token
        for token in line.tokens
    )
    return Line(line.asked, tokens)


_NUMBER = (
    r"(?:[a-z]+ty [a-z]+|[a-z]+(?:ty|teen)|ten|eleven|twelve|two|three|four|five|six|seven|eight|"
    r"nine|\d[\d.,]*)"
)
_UNIT = r"(?: (?:days?|weeks?|months?|years?|hours?|%|percent|pct|per cent))?"
_VALUE = phrase(
    rf"(?:from )?{_NUMBER}{_UNIT} (?:\\| )?(?:(?:down |up )?to|then|and then|instead of|"
    rf"rather than|"
    rf"and now|now|up from|down from|becoming|against) {_NUMBER}{_UNIT}|"
    r"(?:to|from|by|at|down to|up to) (?:the )?(?:[a-z]+(?:ty|teen)(?: [a-z]+)?|ten|eleven|twelve|"
    r"one|two|three|four|five|six|seven|eight|nine|\d[\d.,]*) "
    r"(?:days?|weeks?|months?|years?|%|percent|pct|per cent)|(?:to|from) \d+"
)
"""What something was changed to is told by what changed."""


def _without_values(line: Line) -> Line:
    """What went from one value to another was changed."""
    found = line.find(_VALUE)
    if found is None:
        return line
    at = found.tokens()[0]
    return line.replaced(found.begin, found.end, Token("changed", at.begin, at.end)).without(_VALUE)


def _amended(line: Line, vocabulary: Vocabulary) -> Line:
    """What an amendment did to a clause is what changed from what it amends."""
    return amended(line, vocabulary) if line.has(phrase("@clause")) else line


_IN_OFFER = phrase(
    "(?:(?:granted|given|stated|offered|agreed|set out|named) )?(?:in|under|of|by|with|from) "
    "@proposal"
)


def without_governing(line: Line, vocabulary: Vocabulary) -> Line:
    """Without the offer of which scope is told anyway."""
    governing = vocabulary.known.deal.governing.proposal
    if governing and line.values("proposal") == (governing.id,):
        return line.without(_IN_OFFER)
    return line
