"""Who is meant by "he" where one is named before: "Joost: did he …", "Karim says … Did we?"."""

from __future__ import annotations

from dataclasses import replace

from projections.answers.words.line import BREAK, Found, Line
from projections.answers.words.telling.lexicon import pattern
from projections.answers.words.telling.parts import of_group

_TOPIC = pattern(
    "(?P<who><people>)(?: \\|)? (?P<did>did|has|had|have|was|were) (?:he|she|they)(?P<rest> .+)$"
)
_SAYS = pattern(
    """
        (?P<who><people>) (?:says?|claims?|maintains?|insists?|swears?|said|claimed|insisted|
        argues?|complains?|complained)(?: that)? (?:(?:nobody|no one|none of us|we) (?:(?:ever|
        never|had|
        has|have|did|not) )*<tell> (?:him|her|them)|(?:he|she|they) (?:(?:was|were|had|has|been|
        never|not|ever|did) )*(?:<told>|<hear>)) (?P<rest>(?:<on>|that) [^|]*?) \\| (?:did (?:we|
        anybody|anyone|somebody|someone)(?: ever)?(?: <tell>(?: (?:him|her|them))?)?(?: so| that)?|
        (?:was|were|had) (?:he|she|they)(?: ever)?(?: been)?(?: told)?(?: so| that)?|is (?:that|it)
         (?:so|true|right|correct)|true|correct|right) $"""
)


def resolved(line: Line) -> Line:
    """The line with whoever is named in the place of the pronoun."""
    for form, verbs in ((_SAYS, ("was", "told")), (_TOPIC, ())):
        match = form.search(line.text)
        if match is None:
            continue
        found = Found(line, match, 0, len(line.tokens))
        who, did, rest = (of_group(found, name) for name in ("who", "did", "rest"))
        at = line.tokens[0]
        was, *told = (replace(at, text=word) for word in verbs) if verbs else did
        tokens = (was, *who, *told, *rest)
        return Line(line.asked, tuple(token for token in tokens if token.text != BREAK))
    return line
