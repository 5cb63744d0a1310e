"""What is said to have been said of a thing: that it is in, or out, however it is put.

The predicate is taken apart: what it means without its negation, and whether it has one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NOT = frozenset({"not", "never", "no longer"})
_PASSED = frozenset(
    "also really actually still even ever all now then really going meant supposed to be "
    "automatically".split()
)
_FIGURE = r"(?:[0-9.]+(?: ?%| percent| per cent|%)?)"
_DEAL = (
    "(?:deal|offer|contract|agreement|package|delivery|deliveries|scope|price|prices|pricing|"
    "discount|rebate|reduction|cap|ceiling|hold|price hold|price cap|freeze|fee|fees|rate|rates|"
    "arrangement|order|tender|bundle|service|quote|bid|proposal|waiver|it|that|this|them|"
    "@clause|@proposal|lower price|reduced price|held price|fixed price|same price|same rate|"
    "same discount|reduced rate|held rate)"
)
_A = f"(?:(?:the|our|any|all|a|an|this|that|its|such) )*(?:{_FIGURE} )?"
_OF_IT = f"{_A}{_DEAL}"
_BE = "(?:is|are|was|were|be|been|being|stays?|stayed|remains?|remained|will|would|comes?|goes)"
_PUT = (
    "(?:included|covered|inside|in|in it|part|capped|discounted|reduced|rebated|held|frozen|"
    "fixed|free|free of charge|for free|at no cost|without charge|waived|eligible|thrown in|"
    "cheaper|gratis|on us|in scope|on the house)"
)
_LEFT = (
    "(?:excluded|excepted|out|outside|extra|exempt|exempted|carved out|left out|separate|"
    "(?:charged|billed|invoiced|priced|paid|quoted|sold)(?: for)? (?:extra|separately|on top|in "
    "full)|"
    "(?:charged |billed |invoiced |priced |sold )?at (?:the )?(?:list|full)(?: price| prices| "
    "rate)?|on top|an extra|out of scope|charged|billed|invoiced|chargeable|payable|"
    "charged for|billed for|paid for)"
)
_IN = re.compile(
    f"{_BE}? ?(?:{_PUT}(?: (?:in|by|under|within|of|from|with|for) {_OF_IT})?|"
    f"(?:in|within|inside|under|at|on|part of|covered by|subject to) {_OF_IT})|"
    "(?:has|have|had|gets?|got|carry|carries|carried|enjoys?|attracts?|receives?|takes?|"
    f"benefits? from|qualif(?:y|ies) for|falls? (?:under|within|in)|comes? (?:under|with|within|"
    f"in|at)|goes (?:under|with)|counts? (?:towards|under|in)) {_OF_IT}|"
    "(?:costs?) nothing|comes? (?:for )?free|comes? with it"
)
_OUT = re.compile(
    f"{_BE}? ?(?:{_LEFT}(?: (?:of|from|to|by|on) {_OF_IT})?|without {_OF_IT})|"
    "(?:costs?|comes?|goes) (?:extra|more|on top|separately|at (?:the )?list(?: price)?|"
    "at (?:an )?(?:extra|additional) (?:cost|charge|price))|"
    "(?:has|have|carry|carries|attracts?) an? (?:surcharge|supplement|extra charge)|"
    f"falls? outside(?: of)? {_OF_IT}|"
    "(?:has|have|had|gets?|got|carry|carries|carried|enjoys?|attracts?|receives?|takes?) no "
    f"{_OF_IT}"
)
PROMISED = re.compile(f"(?:{_OF_IT}|free|same) (?:on|for|of) ")
"""What is promised of a thing: that it is in it."""
GIVEN = re.compile(
    f"(?P<no>no )?{_OF_IT} (?:is|are|was|were|will be|would be) (?P<not>not |never )?(?:given|"
    "granted|allowed|made|due|available|paid) (?:on|for|to) "
)
"""What is said to be given on a thing, or not: that it is in it, or out."""
CONCERNING = re.compile(
    f"(?:{_A}(?:{_DEAL}|surcharge|supplement|costs?|charges?|exclusion|penalty) (?:on|for|of) )?"
)
_DO = frozenset("do does did will would shall".split())


def state_of(said: Sequence[str]) -> str | None:
    """`in` or `out`, by all words of a predicate; None where one of them is not understood."""
    words = " ".join(said).replace("no longer", "not").split()
    negations = sum(word in _NOT for word in words)
    plain = [word for word in words if word not in _NOT and word not in _PASSED]
    if negations and plain and plain[0] in _DO:
        plain = plain[1:]
    text = " ".join(plain)
    if negations > 1 or not plain:
        return None
    for pattern, state in ((_OUT, "out"), (_IN, "in")):
        if pattern.fullmatch(text):
            return {"in": "out", "out": "in"}[state] if negations else state
    return None
