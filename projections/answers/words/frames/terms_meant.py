"""Which kind of term is meant where none is named: "how fast must we answer", "on the hook for"."""

from __future__ import annotations

from domain.values import PRICING, TermKind
from projections.answers.words.line import Line, Token, phrase
from projections.answers.words.vocabulary import Vocabulary

_NUMBERS = phrase(
    r"(?:already |still |just |only |now )*\d[\d.]*(?: (?:%|percent|days))? or "
    r"(?:already |still |just |even |rather )*\d[\d.]*(?: (?:%|percent|days))?(?= $)"
)
"""What is offered as an answer."""
_HOW_FAST = (
    "how (?:fast|quickly|soon|promptly|quick) (?:(?:do|does|must|should|did|will|are|is|have|has|"
    "were|can|would) )?(?:we|our people|you|they|@seller|repairs?|faults?|help|support)"
    "(?: (?:must|have|are|is|has|had|obliged|bound|supposed|expected|to|be|get))*"
)
_AT_LEAST = (
    "(?:what|which|how (?:much|many)(?: [a-z]+)?)(?: is the)? ?(?:minimum )?"
    "(?:must|did|does|do|has|is) (?:@client|@party|they) (?:(?:undertake|undertook|commit|"
    "committed|bound|have|has|obliged|at least|to) )+(?:take|buy|order|purchase|rent|hire|consume)"
    "(?: (?:each|every|per|a) (?:day|week|month|quarter|year))?"
)
_ON_THE_HOOK = (
    "(?:how much|what|how far|up to what) (?:are|is|were|would|could|can) (?:we|@seller)(?: be)? "
    "(?:on the hook|liable|exposed|good)(?: for)?|"
    "(?:how (?:high|big|large|much) is |what is )?(?:our |the )(?:maximum |total |worst case )?"
    "exposure"
)
_TO_SETTLE = (
    "how (?:long|many days|much time) (?:may|can|could|do|does|did) (?:@client|@party|they) "
    "(?:(?:take|have|get|need|leave) )?(?:to )?(?:settle|clear)"
)
_MAY_RISE = (
    "how (?:much|far|high) (?:may|can|could|might) (?:we |@seller )?(?:raise |increase |put up )?"
    "(?:the |our )?(?:rates?|prices?)(?: (?:rise|go up|increase|climb|creep up))?"
)
_MEANT: tuple[tuple[TermKind, str], ...] = (
    ("service_level", _HOW_FAST),
    ("volume", _AT_LEAST),
    ("liability", _ON_THE_HOOK),
    ("payment", _TO_SETTLE),
    ("price_cap", _MAY_RISE),
)


def with_meant(line: Line, _: Vocabulary) -> Line:
    """With the kind of term that a way of asking means; without what is offered as an answer."""
    line = line.without(_NUMBERS)
    for kind, said in _MEANT:
        found = line.find(phrase(said))
        if found:
            first, last = line.tokens[found.begin], line.tokens[found.end - 1]
            kinds = PRICING if kind in PRICING else (kind,)
            what = Token("what", first.begin, first.begin)
            meant = Token("@kind", first.begin, last.end, tuple(kinds))
            return line.replaced(found.begin, found.end, what, meant)
    return line
