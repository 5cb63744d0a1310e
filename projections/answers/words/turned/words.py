"""One word that makes another kind of a question: "limited" is no limit of powers, and so on."""

from __future__ import annotations

from projections.answers.words.turned.turn import NAMED, WHO, Turn, turn

_THAN = "(?:lower|higher|cheaper|dearer|better|worse|shorter|longer|larger|smaller) than"

WORDS: tuple[Turn, ...] = (
    turn(
        "(?:is|are|was|were) (?:[^|]+ )?limited|(?:is|are|was|were|has) (?:the |our )?(?:contract|"
        "agreement) (?:been )?signed|sign(?:ed)? the (?:contract|agreement)(?= )",
        "A limit of what is owed, or a contract that is signed, is no approval of ours.",
        kinds="sign_off",
    ),
    turn(
        "(?:is|are) (?:[^|]+ )?(?:capped|reduced|limited|gone)|(?:dropped|lifted|gone)(?= (?:$|"
        "\\|))|"
        "(?:dropped|lifted) (?:after|before|from the)|replacements?(?= )|"
        "did @proposal (?:lapse|expire)|"
        f"{_THAN}|@proposal (?:[a-z]+ ){{1,3}}replace @proposal",
        "That is not whether a text changed.",
        kinds="changes",
        asks=("whether",),
    ),
    turn("binding|bound", "Whether it binds is a matter of law.", kinds="precedence"),
    turn(
        "terminated?|termination|executed|executes?",
        "That is not whether an offer was retracted.",
        kinds="retraction",
        asks=("whether",),
        unless="(?:before|after|when|until) (?:[^|]+ )?(?:executed|terminated)",
    ),
    turn(
        "on (?:anybody|anyone|somebody|someone)(?: 's)? (?:instructions?|orders?|authority)|in "
        "(?:his|"
        "her|their) own right",
        "On whose instruction it was done is asked.",
        kinds="retraction",
        asks=("whether",),
    ),
    turn(
        "in time(?! at)",
        "In time for what, is not held by the reading.",
        kinds="retraction",
        also=lambda _, question, __: question.before is None,
    ),
    turn(
        "(?:was|is) @person over (?:his|her|their|the) (?:limit|authority)|delegation (?:[a-z]+ "
        ")?(?:over|"
        "run out|expired|ended|lapsed)",
        "Whether it was outside the limit is asked, and the reading tells whether it was within.",
        kinds="sign_off",
        also=lambda _, question, __: not question.negated,
    ),
    turn(
        "(?:did|does|do|would) (?:[^|]+ )?have to (?:sign|approve)|worth",
        "Whether it was needed, or worth something, is not whether it was signed.",
        kinds="sign_off",
        asks=("whether",),
    ),
    turn(
        f"(?:did|has|had) {NAMED} (?:[a-z]+ )?(?:tell|told|ask|asked|instruct|instructed) {NAMED} "
        "(?:not )?to|for nothing|from @person or from",
        "That is not whether it was told.",
        kinds="communication",
        asks=("whether",),
    ),
    turn(
        f"(?:did|have|has|had) {WHO} (?:ever )?(?:promise|promised|offer|offered)|(?:was|were) "
        f"(?:the )?"
        "(?:[^ |]+ ){1,3}ordered (?:while|when|before|after|in)",
        "What was promised or ordered is not what holds.",
        kinds="scope",
    ),
    turn(
        "though|although",
        "What is conceded is not asked.",
        kinds="silence",
    ),
    turn(
        "(?<=^ )(?:was|were|is|are) (?:@clause|there ever|it) (?:[^|]+ )?(?:part of|with|offer)|"
        "(?<=^ )how "
        "did",
        "What the terms are does not answer it.",
        kinds="terms",
    ),
    turn(
        "@(?:clause|proposal) (?:ever |first )?sent to|when (?:was|were) @proposal received",
        "Whether and when it was sent is asked.",
        kinds="knowledge terms",
        asks=("whether", None),
    ),
    turn(
        f"(?:did|have|has|had) {WHO} (?:[a-z]+ )?(?:agree|agreed)",
        "What was agreed is not what holds.",
        kinds="scope",
    ),
    turn(
        "objection (?:[a-z]+ )?(?:late|out of time|belated)(?= $)",
        "Whether it came late is asked, and the reading tells whether it came in time.",
        kinds="objection",
        also=lambda _, question, __: not question.negated,
    ),
    turn(
        "valid(?= $)",
        "Whether it is valid is a matter of law.",
        kinds="retraction sign_off",
    ),
    turn(
        "(?:when|was|were) (?:was |were )?(?:our |the )?(?:retraction|withdrawal) (?:of @[a-z]+ )?"
        "(?:received|read|opened)",
        "When it was received is asked, and not when it was made.",
        kinds="retraction",
    ),
    turn(
        "(?:is|are|was|were) (?:[^ |]+ ){1,4}mentioned in @proposal",
        "What an offer mentions is asked, and not what was told.",
        kinds="communication",
    ),
    turn("(?<=^ )how (?:did|was|were)", "How it was told is asked.", kinds="communication"),
)
