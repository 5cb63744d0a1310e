"""One of several, the first or the last of them, all but one: a reading holds things side by side.

Where "or" joins two people, texts, moments or ways, one of them is enough, or one has to be told.
"""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.words.turned.turn import NAMED, WHO, Turn, turn

_ONE_IS_ENOUGH = "It asks for one of several: they are two questions."
_SEVERAL = 2
_TEXT = "@(?:clause|version|proposal|document)"
_SEES = (
    "(?:see|sees|saw|seen|open|opened|read|know|knew|known|learn|learnt|learned|hear|heard|sign|"
    "signed|approve|approved|object|objected|retract|retracted|tell|told|get|got)"
)

CHOICES: tuple[Turn, ...] = (
    turn(
        f"(?:by |to |from |of |was |is )?{NAMED} or (?:by |to |from |of |was |is )?@(?:person|"
        "party|client|partner)|us or (?:by |to )?@person|(?:neither|either) @person",
        _ONE_IS_ENOUGH,
        kinds="sign_off knowledge retraction communication process",
        asks=("whether", "allowed", None),
        also=lambda _, question, __: not _of_those_told(question),
    ),
    turn(
        f"{_TEXT} or (?:of |in |to |just |only |even |for |at |least |about )*{_TEXT}|(?:neither|"
        f"either) {_TEXT}|"
        f"(?:nor|or) (?:only |in |of |to )*{_TEXT}(?= $)|(?:sign|signed|see|saw|seen) {_TEXT} or|"
        f"or everything|or (?:to )?how|nor {_TEXT}",
        _ONE_IS_ENOUGH,
        kinds="sign_off knowledge retraction objection changes communication process",
        asks=("whether", "allowed", "when", None),
    ),
    turn(
        "before or after|after or before",
        _ONE_IS_ENOUGH,
        kinds="changes knowledge sign_off objection communication scope",
    ),
    turn(
        "[0-9][^ |]* (?:% )?or (?:[a-z]+ )?[0-9][^ |]*",
        _ONE_IS_ENOUGH,
        kinds="sign_off objection knowledge communication",
    ),
    turn(
        "or (?:did|was|were|has|had|is) (?:we|somebody|someone|another|he|she|they|others|@person) "
        "(?:[a-z]+ )?(?:else|not|do|did|on|care|by)|or (?:did|have|has) "
        "(?:we|others)(?= $)|or just (?:put|asked)|or (?:later|theirs|ours|"
        "somebody else|someone else|others?|at (?:a|the)|directly|by (?:a|the|his|her))(?= )|or "
        "(?:removed|replaced|lowered|raised|cut|extended|reduced|increased|kept|signed|postponed|"
        "paused|suspended)(?= )|by whom or",
        _ONE_IS_ENOUGH,
        kinds="sign_off knowledge retraction objection changes communication",
        asks=("whether", "allowed", "when"),
    ),
    turn(
        f"who (?:[^|]+ )?{_SEES} (?:[^|]+ )?(?:first|last)(?= (?:$|\\|))|first @person or|(?:was|"
        f"were|is) the (?:first|last|only) (?:[a-z]+ )?(?:to|who|that)|who (?:first|last) |{WHO} "
        f"(?:first|last) {_SEES}",
        "Who was first or last is asked, and not who did it.",
        kinds="knowledge sign_off objection retraction communication",
        asks=("who", "whether", "allowed"),
    ),
    turn(
        f"{WHO} (?:[^|]+ )?{_SEES} (?:[^|]+ )?(?:first|last)(?= (?:$|\\|))|who saw (?:[^|]+ "
        ")?first",
        "Who was first or last is asked, and not who did it.",
        kinds="knowledge sign_off objection",
        asks=("who", "whether"),
    ),
    turn(
        "(?:last|lastly|again|once more|twice|how often)|(?:second|third|last) time",
        "The first time is on record as that: no other is asked for.",
        kinds="knowledge",
        asks=("when",),
        unless="(?:ask|say|tell|remind|here|me) (?:[a-z]+ )?again|at last",
    ),
    turn(
        "(?:first|second|third|last|both|each|two|other|previous|old|original) (?:or the second |"
        "or the first )?(?:wordings?|versions?|@clause)|both wordings|the (?:first|second) or",
        "Which of its wordings is meant is not held by the reading.",
        kinds="knowledge sign_off objection",
        also=lambda _, question, __: bool(
            question.clauses and question.version is None and question.proposal is None
        ),
    ),
    # All but what is named.
    turn(
        "(?:anything|everything|nothing|something|anyone|anybody|everyone|everybody|nobody|none|"
        "all|any|every|no|whatever) (?:[^ |]+ ){0,4}?(?:besides|but|except|excepting|excluding|"
        "save|other than|apart from|aside from|beyond)(?= (?:the |a |to |for |of )*[a-z@0-9])|"
        "(?:besides|leaving|setting|putting) (?:[^ |]+ ){1,3}aside|(?:excepted|aside)(?= $)|"
        "besides(?= )",
        "It asks of all but what it names.",
        kinds="scope retraction objection sign_off knowledge changes communication terms precedent",
        unless="(?<=^ )(?:is|are|was|were) (?:[^ |]+ ){1,4}excepted|but (?:did|was|were|is|are|has|"
        "had|not|we|they|he|she|it|i|what|who|when)",
    ),
    turn(
        "(?:anything|anyone|anybody|someone|somebody|something|everything|everyone|what|who|"
        "nobody|nothing|whom) else|the (?:rest|remainder|others?) of|the rest|everything but|"
        "along with|together with",
        "It asks of what is not named.",
        kinds="retraction objection sign_off knowledge changes communication scope",
        asks=("whether", None, "allowed"),
        unless="or (?:anyone|anybody|someone|somebody) else|(?:like|as) (?:anyone|anybody|everyone|"
        "everything) else|(?:for|to|with) (?:anyone|"
        "anybody|somebody|someone) else|or (?:what|anything) else",
    ),
)


def _of_those_told(question: Question) -> bool:
    """Whether it may be said of whom something was told: the answer names who was, and who not."""
    return len(question.told_to) > 1 and len(question.by) < _SEVERAL
