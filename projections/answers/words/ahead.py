"""Before an offer that is only named: before it was sent."""

from __future__ import annotations

from projections.answers.words.line import Line, phrase

_AHEAD = phrase(
    "(?:ahead of|prior to|before) (?P<of>@proposal)"
    "(?! (?:was|were|went|got|had(?! (?:she|he|they|it|we|not) )|has|is|being|did|and|or|came|"
    "left|reached|ever))"
)


def before_it_was_sent(line: Line) -> Line:
    """With "ahead of P2", of which nothing else is said, as the moment before P2 was sent."""
    return line.each(_AHEAD, lambda f: ("before", ("proposal.sent", *f.values("of"), "", "", "")))
