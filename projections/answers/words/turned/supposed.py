"""What could, may or should be, what somebody wanted or asked for: no record of what was."""

from __future__ import annotations

from projections.answers.words.turned.turn import WHO, Turn, turn

_WAS = "sign_off knowledge retraction changes communication process integrity objection"
_ADVERBS = "(?:(?:not|ever|even|also|really|actually|already|then|now) )*"
_DID = "(?:did|has|had|have|does|do|is|are|was)"

SUPPOSED: tuple[Turn, ...] = (
    turn(
        f"(?:could|can|might|must|may|should|ought|need) (?:@[a-z]+|{WHO}|the [a-z]+) "
        f"{_ADVERBS}(?:to )?(?:have (?:been )?)?(?:gone|know|known|see|seen|hear|heard|learn|sign|"
        "signed|retract|object|altered|changed|be (?:altered|changed|edited|corrected)|read|tell|"
        "told)",
        "What could, may or should be is asked of no kind that tells what was.",
        kinds=_WAS,
        asks=("whether", "who", "when", "why", "what", None),
        unless="(?:what|which) [^|]*sign offs?|can (?:i|you|we) (?:see|tell|know|read|say)|(?<= "
        ")can someone",
    ),
    turn(
        "who (?:could|may|might|must|should|can) (?:not )?(?:have )?(?:known?|see|seen|read|sign|"
        "object|hear|heard)|would it (?:show|be seen|be visible)|(?:have|had|has) (?:[^ |]+ "
        ")?(?:the|any|a) (?:chance|opportunity) to|(?:was|were|is) @person (?:supposed|meant|"
        "expected|obliged|bound|required|necessary) to (?:know|see|sign|read|object)|(?:was|is) "
        "it right that|necessary that|necessary for|proper that",
        "What could, may or should be is asked of no kind that tells what was.",
        kinds=_WAS,
        asks=("whether", "who", "when", "why", "what", None),
    ),
    turn(
        f"(?:did|has|had|have|does|do) {WHO} {_ADVERBS}(?:ask|asked|want|wanted|expect|expected|"
        "negotiate|negotiated|request|requested|demand|demanded|hope|hoped|wish|wished|give up|"
        "gave up|given up|start|started|stop|stopped|claim|claimed|propose|proposed|insist|deny|"
        "denied|dispute)",
        "What somebody asked for or wanted is not what holds or was done.",
        kinds="scope communication precedent process retraction sign_off",
        unless=f"{_DID} (?:we|they) (?:ever )?(?:claim|deny|stop|start) to|asked (?:about|on|for) "
        "(?:approval|sign off|consent|@clause)(?= $)(?<= z)|ask(?:ed)? (?:legal|finance|@person|"
        "anyone|anybody|first)",
    ),
    turn(
        f"{_DID} (?:{WHO}|other @client) {_ADVERBS}(?:ask|asked|want|wanted) for",
        "What somebody asked for is not what holds or was done.",
        kinds="scope communication precedent process",
    ),
    turn(
        f"{_DID} {WHO} {_ADVERBS}(?:believe|think|assume|suppose|suspect|doubt|hope|fear|imagine)",
        "What somebody believed is asked of no kind.",
        kinds="communication scope knowledge retraction sign_off changes",
        unless="(?:do|does|did) (?:we|you|i|they) think",
    ),
    turn(
        "(?:what|how) (?:@clause|@proposal|it|this) (?:means|meant|is worth|works)|knowing "
        "(?:that|what|of)",
        "What somebody understood is asked, and not what was known.",
        kinds="knowledge",
    ),
    turn(
        "(?<=^ )(?:and |but |so )?(?:if|say|unless|provided|once|when|in case) (?:[^ |]+ "
        "){1,6}?(?:is|are|was|were|has|had|have) (?:[^ |]+ ){1,4}?(?:\\| )?(?:is|are|does|do|did|"
        "would|will)",
        "It sets a condition.",
        kinds="scope objection sign_off knowledge retraction communication",
        asks=(None, "whether", "allowed"),
        unless="(?:if|when) (?:@client|@party|they|we|it|this|i) (?:[a-z]+ )?(?:order|orders|"
        "ordered|accept|accepted|sign|signed|went|add|adds|buy|buys|was sent|sent|take|takes|"
        "understand|remember)|when|once",
    ),
    turn(
        "would (?:[^|]+ )?if (?:[^|]+ )?(?:were|was|had|did) not|if (?:@client|@party|@partner|"
        "@person|he|she|they) (?:ever )?(?:promised|said|told|agreed|asked|wanted) (?:it|so|that|"
        "us|them)(?= $)",
        "It sets a condition.",
    ),
    turn(
        "(?<=^ )may @person [a-z]+",
        "Whether somebody may do it is asked, and not whether it was done.",
        kinds="sign_off",
        asks=("whether", "who"),
    ),
    turn(
        "(?:would|could|will|can) you (?:please |kindly )?(?:tell|inform|notify|write|let) "
        "@(?:person|client|party|partner)",
        "That is a task.",
    ),
    turn(
        "(?:is|was) it too late|still (?:possible|time) to|how (?:to|do (?:we|i)|can (?:we|i)) "
        "(?:object|retract|sign|withdraw|complain)",
        "What can be done is asked of no kind.",
        kinds="objection retraction sign_off",
    ),
)
