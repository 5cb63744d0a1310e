"""What is said to have been said, where it is more than that a thing is in, or out."""

from __future__ import annotations

from projections.answers.words.turned.turn import Turn, turn

_IN = "(?:free|in|in it|included|covered|discounted|reduced|held|capped|fixed|part of it)"
_OUT = "(?:out|excluded|extra|outside|exempt|charged|not)"
_TELLING = (
    "(?:tell|told|telling|write|wrote|writing|say|said|speak|spoke|mail|mailed|emailed|call|called|"
    "report|reported)"
)

CLAIMS: tuple[Turn, ...] = (
    turn(
        f"(?:is|are|was|were|stays?|remains?) (?:not )?(?:{_IN} (?:or|and|nor) (?:not )?{_OUT}|"
        f"{_OUT} (?:or|and|nor) (?:not )?{_IN})",
        "Two things are said of it, and they are not one.",
        kinds="communication",
    ),
    turn(
        "(?:when|although|though|while|even though|whereas) (?:it|that|they|this) (?:is|was|are|"
        "were|did|does|do|had|has) not",
        "What is said against it stands beside what was told.",
        kinds="communication",
    ),
    turn(
        "(?<=^ )(?:what|which) (?:did|has|had|have) @(?:person|partner|party|client)",
        "What was told or left out is asked, and not whether.",
        kinds="communication",
        asks=("whether",),
    ),
    turn(
        "@person and @person (?:[a-z]+ )?(?:talk|talked|speak|spoke|discuss|discussed|chat|chatted|"
        "write|wrote|agree|agreed)(?= (?:about|on|$|at|in))",
        "What was said between two is asked, and not what they told the client.",
        kinds="communication",
    ),
    turn(
        f"(?:leave|left|leaving) (?:[^ |]+ )?out (?:[^|]+ )?{_TELLING}",
        "What was left out of what was told is asked, and not who was passed by.",
        kinds="process",
    ),
)
