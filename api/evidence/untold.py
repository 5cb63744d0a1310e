"""What a part of the record does not tell is not called absent in the answers read from it.

Terms, sign-offs, authority, reasons and what people of the house said among themselves stand in no
part that another party sees: that an answer finds none of them there says nothing of the whole.
"""

from __future__ import annotations

import re
from typing import Any

from projections.sources import NO_SYSTEM

SHOWN_NO_SYSTEM = (
    "This part of the record shows no system as reporting on this person; what the rest shows of "
    "systems is not in it."
)
"""Which systems report is the house's own matter: that none is shown says nothing of it."""
UNTOLD = (
    "It does not tell which terms are stated of the texts, what was signed off by whom, why, or "
    "what was said among others: that it shows none does not say that there is none."
)
"""Stands in every answer for another party."""
_RESTS_ON_TERMS = frozenset({"scope", "terms", "silence", "changes"})
"""Kinds where the house's drafts decide: what is silent in a part may be stated in the whole."""
_OF_THE_HOUSE = frozenset({"statement_of_intent", "term", "terms", "scope", "instruction"})
"""What was looked for, and would stand among what this part leaves out."""
_SENTENCES = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (re.escape(NO_SYSTEM), SHOWN_NO_SYSTEM),
        (r" ?What it means is not stated: no term of it is on record\.", ""),
        (r" ?Of which kind (?:[^.]|\.(?! ))*? is, no term states\.", ""),
        (r" ?No kind of term was named; these spoke: none\.", ""),
        (
            r"No term states (.+?), or what stands above or below it\.",
            r"What terms state of \1 is not told by this part.",
        ),
        (
            r", and no term states whether it is in or out\.",
            "; what terms state of it is not told by this part.",
        ),
        (r"; no sign-off on it is on record\.", "; sign-offs on it are not told by this part."),
        (r"; no signature is on record\.", "; signatures are not told by this part."),
        (
            r"No (?:delegation|grant) (?:[^.]|\.(?! ))*? is on record\.",
            "Grants are not told by this part.",
        ),
        (r"; who asked for it is not on record", "; who asked for it is not told by this part"),
        (r"; no reason is on record\.", "; the reason is not told by this part."),
        (
            r"Silent: nothing on record says so, and silence is neither yes nor no\.",
            "Undetermined: this part does not tell what terms state of it.",
        ),
        (
            r"Silent: at (\S+) no ((?:[^.]|\.(?! ))+?) are on record\.",
            r"Undetermined: which \2 stood at \1 is not told by this part.",
        ),
        (
            r"Silent: no document says anything about (.+?), and silence is neither yes nor no\.",
            r"Undetermined: no text of this part says anything about \1; terms are not told.",
        ),
        (
            r"Silent: why (.+?) is not on record\.",
            r"Undetermined: why \1 is not told by this part.",
        ),
        (
            r"Silent: no change(.*?) is on record\.",
            r"Undetermined: this part shows no change\1.",
        ),
    )
)


def of_this_part(value: Any, kind: str = "") -> Any:
    """What an answer says of all that is on record, said of this part of it.

    Words that were recorded (`words`) are given as they are.
    """
    if isinstance(value, list):
        told = (each for each in value if not _is_of_the_house(each))
        return [of_this_part(each, kind) for each in told]
    if not isinstance(value, dict):
        return value
    question = value.get("question")
    kind = question["kind"] if isinstance(question, dict) else kind
    return {name: _told(name, each, kind) for name, each in value.items()}


def _told(name: str, value: Any, kind: str) -> Any:
    if name == "verdict" and value == "silent" and kind in _RESTS_ON_TERMS:
        return "undetermined"
    if isinstance(value, str) and name == "sentence":
        for pattern, instead in _SENTENCES:
            value = pattern.sub(instead, value)
        return value
    return of_this_part(value, kind)


def _is_of_the_house(value: Any) -> bool:
    return isinstance(value, dict) and value.get("looked_for") in _OF_THE_HOUSE
