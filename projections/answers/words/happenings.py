"""What else happened on a deal that a time may be told by: a meeting, a clarification, an order.

Each is one record of its type on the deal, or none: of two meetings, "the meeting" is neither.
"""

from __future__ import annotations

_WHO = "(?P<who>@client|@party|@partner|@person|@seller|they|he|she|we)"
_HAD = "(?:(?:was|were|had|has|have|got|been|first|finally|later|last) )*"
_OWN = "(?:(?:the|our|their|his|her|its|that|this) )?"
_CHANGED = "(?:revised|reworded|rewritten|rewrote|changed|amended|altered)"
_SIGNATURE = "(?:his|her|their|the) (?:signature|approval|sign off)"
HAPPENINGS: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (
        "terms.clarified",
        (
            f"{_OWN}(?:terms|(?P<clause>@clause)) {_HAD}clarified",
            f"{_WHO} {_HAD}clarified (?:it|(?:the )?terms|(?P<clause>@clause))",
        ),
        "clarification|clarifying",
    ),
    (
        "clause.revised",
        (
            f"{_OWN}(?P<clause>@clause) {_HAD}{_CHANGED}",
            (f"{_WHO} {_HAD}{_CHANGED} {_OWN}(?P<clause>@clause)"),
            f"{_OWN}(?:revision|rewording) of (?P<clause>@clause)",
        ),
        "",
    ),
    (
        "clause.added",
        (f"{_OWN}(?P<clause>@clause) {_HAD}(?:added|inserted|introduced|put in|came in|drafted)",),
        "",
    ),
    (
        "meeting.held",
        (
            f"{_OWN}meeting(?: (?:with|of) (?P<who>@person))?",
            "we met(?: (?:with )?(?P<who>@person))?",
        ),
        "",
    ),
    (
        "order.placed",
        (
            f"{_WHO} {_HAD}(?:ordered|placed (?:the|an|their) order)",
            f"{_OWN}order(?: (?:was|came in|went in|arrived|was made|was placed))*",
        ),
        "ordering",
    ),
    (
        "retraction.instructed",
        (f"{_WHO} {_HAD}(?:instructed|ordered) the (?:retraction|withdrawal)",),
        "instruction(?: to (?:retract|withdraw|revoke))?",
    ),
    (
        "sign_off.withdrawn",
        (
            (f"{_WHO} {_HAD}(?:withdrew|withdrawn|took back|taken back|pulled) {_SIGNATURE}"),
            (f"{_WHO} {_HAD}(?:took|taken|pulled) {_SIGNATURE} back"),
        ),
        "",
    ),
    ("record.corrected", (f"{_OWN}(?:record|order|entry) {_HAD}corrected",), "correction"),
)
"""Type, clauses that say that it happened, and nouns for it; `moments` has those of the offers."""
TYPES = frozenset(each[0] for each in HAPPENINGS)
STATED = frozenset("before after when until since till once prior ahead following up".split())
"""Words with which such a time may begin: "by the order" and "at the meeting" are no times."""
AT_THE_TIME = frozenset("time moment day date point".split())
