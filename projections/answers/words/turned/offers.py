"""What was taken back, and what became of an offer: each is read of the offer itself."""

from __future__ import annotations

from projections.answers.words.turned.turn import Turn, turn

_GOES = (
    "(?:withdraw|withdrew|withdrawn|withdraws|retract|retracted|revoke|revoked|rescind|rescinded|"
    "cancel|cancelled|reverse|reversed|undo|undone|take back|took back|taken back|take|took|taken|"
    "pull|pulled|lift|lifted)"
)
_SIGNATURE = "(?:sign offs?|signatures?|approvals?|consent|clearance|authori[sz]ation)"
_OF = "(?: (?:of|on|to|for|from|by) (?:the )?@[a-z]+| @[a-z]+)?"

OFFERS: tuple[Turn, ...] = (
    turn(
        "(?:retraction|withdrawal|revocation|acceptance|objection|order|rejection|"
        f"{_SIGNATURE}){_OF} (?:(?:was|were|been|be|is|ever|later|then|get|got) )*{_GOES}|{_GOES} "
        "(?:(?!before|after|until|upon|ahead|prior|when|without)[^ |]+ )?(?:his|her|their|its|"
        "the|@person 's|@client 's) (?:acceptance|retraction|withdrawal|objection|rejection|"
        f"{_SIGNATURE})|{_GOES} from (?:the|this|our) (?:deal|contract|negotiations?|talks)",
        "What was taken back is no offer, and no clause of one.",
        kinds="retraction",
        unless="(?:with|without|by|under|order|after|before|on) (?:the |a |his |her |our |their )?"
        f"(?:order|{_SIGNATURE}|acceptance|objection) |order (?:form|to )",
    ),
    turn(
        f"{_SIGNATURE}{_OF} (?:(?:was|were|been|be|is|ever|later|then|already) )*{_GOES}|{_GOES} "
        f"(?:back )?(?:[^ |]+ )?(?:his|her|their|the|@person 's)? ?{_SIGNATURE}|(?:take|took|"
        "taken|taking) back|(?:withdraw|withdrew|withdrawn|revoked?) (?:his|her|their|the) ",
        "Whether a signature was taken back is not whether it was given.",
        kinds="sign_off",
        unless="(?:offer|proposal|@proposal|@clause) (?:was |were |got |been )(?:withdrawn|"
        "retracted|revoked|pulled|taken back)",
    ),
    turn(
        "@person (?:ever |really |not )?withdraw(?= (?:$|\\||@client|@party|before|after|when))",
        "What somebody withdrew is not said.",
        kinds="retraction",
    ),
    turn(
        "(?:before|after|until|when) (?:it|@proposal|the offer|the proposal) (?:had |has |was "
        ")?(?:expire|expired|lapsed?|ran out|run out|ended)",
        "Whether it had lapsed by then is not told by the lapse of another offer.",
        kinds="retraction",
        also=lambda _, question, __: bool(question.proposal),
    ),
    turn(
        "(?:retracted|withdrawn|revoked|pulled|taken back) (?:or|and) (?:(?:when|was|just|only) "
        ")*(?:put|accepted|removed|signed|replaced|suspended|paused)|(?:bring|brings|brought|put|"
        "puts|restore|restores|reinstates?) (?:@clause|@proposal|it) back|reinstat[a-z]*|bind(?:s|"
        "ing)? us",
        "That is not whether it was retracted.",
        kinds="retraction",
    ),
    turn(
        "why (?:[^|]+ )?not (?:[a-z]+ )?(?:retracted|withdrawn|revoked|pulled)|why (?:did|do) "
        "(?:we|they) not|(?:retracted|withdrawn|pulled) but not",
        "Why it was not done is on no record.",
        kinds="retraction changes",
        asks=("why",),
    ),
    turn(
        "(?:did|has|have|had) (?:@client|@party|they|@person|he|she) accept what",
        "Whether it was accepted is asked.",
        kinds="retraction",
    ),
    turn(
        "(?:go|went|gone|sent) (?:out )?(?:although|though|even though|despite)",
        "How it could go out is asked, and not whether it was signed.",
        kinds="sign_off",
    ),
    turn(
        "object(?:ed)? (?:[^|]+ )?and (?:accept|accepted|sign|signed)",
        "They are two questions.",
        kinds="objection",
    ),
    # What became of one offer by another.
    turn(
        "@proposal (?:[a-z]+ )?(?:replaces?|replaced|supersedes?|superseded|overtaken|overtakes?|"
        "overtake|overtook|kills?|killed|prevails?|prevailed|beats?|trumps?|overrides?|ended|"
        "cancel(?:s|led)?|revokes?|void(?:s|ed)?)(?: (?:by|over|with))?|(?:replaced|superseded|"
        "overtaken) by @proposal",
        "What one offer did to another is not what differs in them.",
        kinds="changes",
        unless="what|which|how",
    ),
    turn(
        "(?:sent|made|written|issued|dated) (?:[^ |]+ ){0,3}?(?:later|earlier|sooner|before|after|"
        "than)",
        "When it was sent is asked, and not what changed.",
        kinds="changes",
        asks=("whether", "what"),
        unless="what|which|change[a-z]*|altered?|amended?|revised?|touched|different|reworded|"
        "edited|modified",
    ),
    turn(
        "(?:did|has|have|had) (?:@client|@party|they|@person|he|she) (?:[a-z]+ )?(?:accept|"
        "accepted|sign|signed)",
        "Whether it was accepted is asked.",
        kinds="objection process",
        asks=("whether", None),
        unless="before|when|until|without (?:@person|anyone|anybody|legal|finance)|by the time|"
        "after|object[a-z]*(?= $)",
    ),
    turn(
        "(?:did|have|has) (?:@client|@party|they|he|she) accept(?:ed)? (?:[a-z@]+ )?although",
        "Whether it was accepted is asked.",
        kinds="objection",
    ),
)
