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
_OF_THE_HOUSE = frozenset({"statement_of_intent", "term", "terms", "scope", "instruction"})
"""What was looked for, and would stand among what this part leaves out."""
_SUCH = r"((?:[^.;:]|[.;:](?! ))+?)"
"""Of one sentence, and of one part of it."""
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
        (
            r"Silent: (no message or statement to .+? of a proposal to them,) on record says ",
            r"Undetermined: \1 of this part says ",
        ),
        (r"\bnothing ((?:[^.;:]|[.;:](?! ))+?) is on record\b", r"this part shows nothing \1"),
        (r", as far as it is on record\.", ", as far as this part shows."),
        (
            r"No period to object was ever set, as far as the record shows\.",
            "This part shows no period to object.",
        ),
        (r"It was never accepted: ", "Whether it was accepted first is not told: "),
        (r"; no instruction is named", "; an instruction is not told by this part"),
        (
            r"told so of some of (.+?) only\.",
            r"told so of some of \1; of the rest this part shows nothing.",
        ),
        (
            r"Partly: only some of what is asked about was retracted\.",
            "Partly: some of what is asked about was retracted; of the rest it is not told.",
        ),
        (
            r"[,;] (?:and )?nobody has (?:identified them|said so, and they count as two)\.",
            "; whether they are one is not told by this part, and they count as two.",
        ),
        (rf"\bNo {_SUCH} (?:is|are) on record\b", r"This part shows no \1"),
        (rf"\bno {_SUCH} (?:is|are) on record\b", r"this part shows no \1"),
        (r"\b(is|are) not on record\b", r"\1 not told by this part"),
        (r"^Silent: ", "Undetermined: "),
    )
)
_SAID = frozenset({"sentence", "decided"})
_BEFORE_ACCEPTANCE = frozenset({"objection", "retraction"})
"""Kinds that hold what there is against an acceptance, which may be left out."""
_RECORDED = re.compile("“[^”]*”")
_CLAIMED = re.compile(r"^(?:Yes|Ambiguous): ")


def of_this_part(value: Any, kind: str = "") -> Any:
    """What an answer says of all that is on record, said of this part of it.

    Words that were recorded (`words`, and quoted in a sentence) are given as they are.
    """
    if isinstance(value, list):
        told = (each for each in value if not _is_of_the_house(each))
        return [of_this_part(each, kind) for each in told]
    if not isinstance(value, dict):
        return value
    question = value.get("question")
    kind = question["kind"] if isinstance(question, dict) else kind
    said = {name: _told(name, each, kind) for name, each in value.items()}
    return _undetermined(value, said, kind) if _rests_on_absence(value, kind) else said


def _undetermined(answered: dict[str, Any], said: dict[str, Any], kind: str) -> dict[str, Any]:
    """What is said, with no verdict; nor one of today that rests on the same."""
    told: dict[str, Any] = {"verdict": "undetermined"}
    if isinstance(sentence := said.get("sentence"), str):
        told["sentence"] = _CLAIMED.sub("Undetermined: ", sentence)
    today = said.get("now")
    if isinstance(today, dict):
        alike = {answered["verdict"]} | ({"yes"} if kind in _BEFORE_ACCEPTANCE else set())
        verdict = today.get("verdict")
        told["now"] = today | {"verdict": "undetermined" if verdict in alike else verdict}
    return said | told


def _told(name: str, value: Any, kind: str) -> Any:
    if isinstance(value, str) and name in _SAID:
        return _of_this_part(value)
    return of_this_part(value, kind)


def _of_this_part(sentence: str) -> str:
    words: list[str] = []

    def held(found: re.Match[str]) -> str:
        words.append(found[0])
        return f"“{len(words) - 1}”"

    said = _RECORDED.sub(held, sentence)
    for pattern, instead in _SENTENCES:
        said = pattern.sub(instead, said)
    return _RECORDED.sub(lambda found: words[int(found[0][1:-1])], said)


def _rests_on_absence(answered: dict[str, Any], kind: str) -> bool:
    """Whether a verdict stands on what is not on record, and may be among what is left out."""
    match answered.get("verdict"):
        case "silent":
            return True
        case "ambiguous":  # which document goes first, the house may have stated
            return kind == "precedence"
        case "yes" if kind == "objection" and "details" in answered:
            return not answered["details"]["accepted"]  # in time: before what may be left out
        case "yes" if kind == "retraction":
            return "It was never accepted: " in answered["sentence"]
        case _:
            return False


def _is_of_the_house(value: Any) -> bool:
    return isinstance(value, dict) and value.get("looked_for") in _OF_THE_HOUSE
