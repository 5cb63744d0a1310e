"""A condition that names an order: "if they renew, is tuning …" asks of tuning in a renewal.

"If they order the same again" is a follow-on order. What else a condition says is not understood.
"""

from __future__ import annotations

import re

_WHO = r"(?:they|we|he|she|the (?:client|customer|other side)|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,3})"
_IF = rf"^(?:and |but |so )?(?:if|in case|should) {_WHO} (?:later |ever |then |now )?"
_ENDS = r"(?: (?:later(?: on)?|one day|again|next year|after that))?\s*[,:;–—]\s*"
_CONTRACT = r"(?: (?:it|the (?:contract|agreement|deal|term)))?"
_ORDERS = (
    (
        re.compile(rf"{_IF}(?:renews?|renewed|prolongs?){_CONTRACT}{_ENDS}", re.IGNORECASE),
        "renewal",
    ),
    (
        re.compile(rf"^(?:if|in case) (?:it|the (?:contract|agreement|deal|term)) (?:is|gets)"
                   rf" (?:renewed|prolonged){_ENDS}", re.IGNORECASE),
        "renewal",
    ),
    (
        re.compile(rf"{_IF}(?:orders?|ordered|buys?|takes?) (?:the same (?:[\w-]+ ){{0,2}}?again|"
                   rf"(?:some )?more of the same(?: [\w-]+){{0,2}}?){_ENDS}", re.IGNORECASE),
        "follow-on order",
    ),
)  # fmt: skip
_NAMED = re.compile(r"\b(?:renewals?|follow-?on|repeat orders?)\b", re.IGNORECASE)
_SECOND = re.compile(
    r"\b(?:a|another) (?:second|third|further|new) (?=(?:[\w-]+ ){1,4}as a (?:follow-on|repeat) "
    r"order\b)",
    re.IGNORECASE,
)
"""What is ordered as a follow-on order is one more in any case."""


def unconditioned(asked: str) -> str:
    """The question with the order in the place of the condition; itself where there is none."""
    text = _SECOND.sub("a ", asked)
    for pattern, order in _ORDERS:
        found = pattern.match(text.lstrip())
        if found is None:
            continue
        rest = text.lstrip()[found.end() :].rstrip(" ?")
        behind = "" if _NAMED.search(rest) else f" in a {order}"
        return f"{rest[:1].upper()}{rest[1:]}{behind}?"
    return text
