"""By which way, where, how far and by whom alone: a reading tells only that it was done."""

from __future__ import annotations

from projections.answers.words.line import phrase
from projections.answers.words.turned.turn import Turn, is_timed, turn

_WAS = "sign_off knowledge retraction communication objection changes"
_CHANNEL = (
    "phone|telephone|email|mail|letter|registered letter|post|fax|chat|courier|voice|message|video|"
    "teams|slack|sms|registered mail|minutes"
)
_THEN = phrase("(?:before|after|since|until) (?:the |our |that )?meeting")
"""A moment of the deal, where the reading holds it."""
_PLACE = "meeting|call|conference|hearing|workshop|lunch|dinner|office|phone|screen|approval page"
_ASKS = "did|was|were|is|are|has|have|had|does|do|who|what|which|when|why|can|could"

MANNER: tuple[Turn, ...] = (
    turn(
        "in part(?! of)|a copy of|(?:a|one|some|any) (?:page|part|line|section) of|subject to "
        "@clause|"
        "(?:see|saw|seen) through",
        "How much of it, or of what, is asked: the reading tells only that it was.",
        kinds="sign_off knowledge objection",
        asks=("whether", "allowed"),
    ),
    turn(
        f"(?:by|over|via|through|on|in) (?:(?:the|a|an) )?(?:{_CHANNEL})(?= )|(?:orally|verbally|"
        "in writing|in person|face to face|word for word|verbatim)(?= )|(?:from|in) (?:the|our|"
        "an?|that|this|her|his|their) (?:email|mail|letter|message)(?= )|(?:read|see|saw|open|"
        "opened|got|get) (?:the|our|an?|that|this) (?:email|mail|letter)(?= )",
        "By which way it was done is asked: the reading tells only that it was.",
        kinds=_WAS,
        asks=("whether", "when", "what", "who"),
        unless="(?:have|had|got) @[a-z]+ on the phone|(?:put|have|get|need|want|confirm|give|show|"
        "tell|answer|like|let) (?:[^|]+ )?in writing|by hand over|on hand",
    ),
    turn(
        "(?:at|in|during|on|from|before|after) (?:(?:the|a|our|that|this|its|first|last|quote) "
        f")+(?:{_PLACE})(?= )|(?:at|in|during) (?:the |that |our )?meeting",
        "Where it was done is asked: the reading tells only that it was.",
        kinds=_WAS,
        also=lambda line, question, _: not (line.has(_THEN) and is_timed(question)),
        asks=("whether", "when", "what", "who", "why"),
        unless="(?:word|talk|rumour|rumor|people|somebody|someone|everyone|everybody|nobody|us|"
        "i|we|me) (?:[^ |]+ )?(?:[^ |]+ )?(?:in|at|on|from|before|after) (?:the|our|a|this|that) "
        f"(?:{_PLACE})|(?<=^ )(?:(?!@)[a-z]+ ){{1,4}}(?:before|for|ahead of) (?:the|our|my|a|this) "
        f"(?:{_PLACE}) (?:{_ASKS})|"
        "(?:before|after|for|at|in) (?:the |our |a |this )?(?:meeting|call|hearing) "
        "(?:i|we|with|today|tomorrow|starts|\\|)",
    ),
    turn(
        "(?:retract|retracted|withdraw|withdrew|instruct|change|changed) (?:[^ |]+ )?(?:himself|"
        "herself|themselves)|@person alone(?! knew)|alone(?= (?:$|\\|))|on (?:his|her|their) own|"
        "own initiative|single "
        "handed(?:ly)?|without help",
        "Whether somebody did it alone is asked.",
        kinds="retraction sign_off changes",
        asks=("whether", "when"),
        unless="(?:ask|asking|tell|told) (?:[^ |]+ )?(?:himself|herself)|"
        "(?:he|she|they) (?:says?|said|claims?|thinks?)? ?(?:himself|herself|themselves)",
    ),
    turn(
        "on (?:our|his|her|their|my|your|its) (?:own )?behalf|@person (?:[^|]+ )?(?:on behalf of|"
        "in the name of|in his own name|in her own name)|on behalf of (?:[^|]+ )?@person",
        "On whose behalf it was done is asked: the reading tells only that it was.",
        kinds=_WAS,
        also=lambda _, question, __: bool(question.persons or question.by),
    ),
    turn(
        "as a whole|(?:all|the whole|the entirety|every word|every clause|every part|each clause) "
        "of "
        "@(?:proposal|clause|document)",
        "How much of it is asked: the reading tells only that it was some.",
        kinds="objection knowledge",
    ),
    turn(
        "directly|in time|privately|publicly|formally",
        "In what manner it was told is asked: the reading tells only that it was.",
        kinds="communication",
        asks=("whether",),
    ),
    turn(
        "for the same (?:reasons?|cause)|for a (?:good )?reason|for no (?:good )?reason",
        "For which reason it was done is asked.",
        kinds="objection sign_off retraction changes",
    ),
    turn(
        "(?:within|less than|more than|at least|at most|up to|under|over) (?:a|an|one|two|three|"
        "[0-9]+|half an?) (?:hours?|days?|weeks?|months?|years?|minutes?)|how (?:long|often|many|"
        "much|quickly|fast)(?: [a-z]+)? (?:before|after|did|was|were|has|had|it|until|ago|between|"
        "times)|(?:an?|one|two|three|[0-9]+) (?:minutes?|hours?|days?|weeks?|months?|years?) "
        "(?:before|after|later|earlier)|how many times",
        "How long, how soon or how often is asked: no kind tells it.",
        kinds=_WAS,
        unless="(?<=^ )(?:(?:an?|one|two|three|[0-9]+) (?:minutes?|hours?|days?|weeks?|months?) "
        "(?:before|after)|had|has|what|which)(?= )",
    ),
    turn(
        "(?:long|shortly|well|right|just|immediately|soon|directly) (?:before|after) @(?:proposal|"
        "person|client)|(?:long|shortly) before",
        "How long before is asked: no kind tells it.",
        kinds="knowledge",
        unless="just before|right before|immediately before|(?:well|right|just) (?:after|before)",
    ),
    turn(
        "(?<=^ )how (?:was|were|did|is|has|had) (?:the |our )?(?:@(?:proposal|clause|person|"
        "client|party|seller)|we|they|he|she|offer|it) (?:[a-z]+ )?(?:retract|retracted|withdraw|"
        "withdrawn|revoked|pulled|taken back|called off)(?= (?:$|@))",
        "How it was done is not why it was.",
        kinds="retraction",
        asks=("why",),
    ),
)
