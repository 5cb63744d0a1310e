"""Who does what to whom: a reading that turns two people round, or holds one who only looks on."""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.words.line import Line, phrase
from projections.answers.words.turned.holding import holds
from projections.answers.words.turned.turn import NAMED, TELLS, WHO, Turn, people_in, turn
from projections.answers.words.vocabulary import Vocabulary

_ADVERBS = "(?:(?:not|ever|even|also|really|actually|already|once) )*"
_DID = "(?:did|has|had|have|does|do|was|were|is|would|could)"


def _many(_: Line, question: Question, __: Vocabulary) -> bool:
    return len(people_in(question)) > 1


def _is_the_clients(_: Line, question: Question, vocabulary: Vocabulary) -> bool:
    people = vocabulary.people
    return bool(question.persons) and not any(map(people.is_own, question.persons))


def _names_two(line: Line, _: Question, __: Vocabulary) -> bool:
    return len([token for token in line.tokens if token.text == "@person"]) > 1


_TELLER = f"(?:did|has|had|have|does) (?P<who>@person) {_ADVERBS}(?:go )?(?!shown){TELLS}"
_HAS_SHOWN = f"(?:has|had) (?P<who>@person) {_ADVERBS}shown @person"
_MADE_AWARE = (
    f"(?:did|has|had) (?P<who>@person) {_ADVERBS}(?:make|made|keep|kept|get|bring) @person "
    "(?:aware|unaware|informed)"
)
_AWARE_BY = "(?:aware|unaware|informed) (?:(?!by )[^ |]+ ){0,4}(?:by|through|from) (?P<who>@person)"
_TOLD_BY = f"{TELLS} (?:(?!by )[^ |]+ ){{0,4}}by (?P<who>@person)"
_FROM = f"(?P<who>@person) {_ADVERBS}(?:and |or )?(?:show|showed)"
_WHO_TOLD = "Who told or showed it to whom is asked, and not who knew it."
_INSTRUCTS = (
    "(?:instruct|instructs|instructed|order|ordered|tell|told|ask|asked|direct|directed|get|got|"
    "have|had|make|made|want|wanted|authori[sz]e|authori[sz]ed)"
)
_RETRACTS = "(?:to )?(?:retract|withdraw|take|pull|revoke|rescind|cancel)"
_SIGNS = "(?:sign|signed|approve|approved|countersign|authori[sz]e|clear|okay)"

ROLES: tuple[Turn, ...] = (
    turn(
        f"{TELLS}|read|aware|unaware|informed",
        _WHO_TOLD,
        kinds="knowledge",
        also=holds(
            _TELLER,
            _HAS_SHOWN,
            _TOLD_BY,
            _MADE_AWARE,
            _AWARE_BY,
            _FROM,
            "read to @person by (?P<who>@person)",
            "read by (?P<who>@person) to @person",
        ),
    ),
    turn(
        f"(?:whom|who) {_DID} {WHO} {_ADVERBS}{TELLS}",
        "To whom it was told is asked, and not who knew it.",
        kinds="knowledge",
        asks=("who",),
    ),
    turn(
        "(?:acknowledge|acknowledged|see|saw|read|open|opened) (?:[^ |]+ )?for @person",
        "What one did for another is on no record.",
        kinds="knowledge",
    ),
    turn(
        "spoke|speak|talked|wrote|met|called",
        "Whom somebody spoke to is no one who knew it.",
        kinds="knowledge",
        also=holds("(?:spoke|speak|talked|wrote|met|called) (?:to |with )?(?P<who>@person)"),
    ),
    turn(
        f"{_INSTRUCTS} (?:[^ |]+ ){{0,2}}?@person (?:[^ |]+ ){{0,2}}?{_RETRACTS}|@person (?:[^ |"
        f"]+ )?{_INSTRUCTS} (?:[^ |]+ ){{0,3}}?by @person|{_INSTRUCTS} by @person",
        "Who instructed whom is asked: a reading has both alike.",
        kinds="retraction",
        asks=("whether", "when", "why"),
        also=_names_two,
    ),
    turn(
        "@person (?:[^ |]+ )?instructed (?:[^|]+ )?by @person|instructed @person|(?:did|has|had) "
        "@person (?:[a-z]+ )?(?:instruct|instructed)",
        "Who instructed whom is asked: a reading has both alike.",
        kinds="retraction",
        asks=("whether",),
    ),
    turn(
        "who (?:was|were|got|is) (?:instructed|told|ordered|asked|informed|notified|made)",
        "Who was told is asked, and not who did it.",
        kinds="retraction sign_off changes",
        asks=("who",),
    ),
    turn(
        "(?:to|for|from) (?:whom|who) (?:was|were|is|did)|in whose (?:name|interest|favou?r)",
        "To whom it went is asked, and not who did it.",
        kinds="retraction",
    ),
    turn(
        f"(?:{_DID}|who|when|why) (?:(?:{NAMED}|we|they|you|he|she) )?{_ADVERBS}(?:tell|told|"
        "inform|informed|notify|notified) (?:[^ |]+ )?(?:that|why|of|about|when)",
        "Who was told of it is asked, and not whether it was retracted.",
        kinds="retraction",
        unless="(?:told|tell|informed) (?:me|us|that|you) (?:that |why )?",
    ),
    turn(
        f"(?:{_DID}|when) {WHO} {_ADVERBS}(?:get|got|receive|received|read|see|seen|hear|open|"
        "accept|sign|know|learn) (?:[^ |]+ )?(?:[^ |]+ )?(?:retraction|withdrawal|revocation|"
        "retracted|withdrawn)|before @person could|while @person was",
        "What somebody got or did is asked, and not what was retracted.",
        kinds="retraction",
    ),
    turn(
        "@person",
        "Whom it reached, or who wanted or told it, retracted nothing.",
        kinds="retraction",
        also=holds(
            "(?:reach|reached|reaches|to|tell|told|inform|informed|before) (?P<who>@person)",
            "(?:if|when|while|although|though|because|since|as) (?P<who>@person)",
            "(?P<who>@person) (?:was )?(?:left|kept) out",
        ),
        unless="by @person|did @person|has @person|had @person (?:already )?(?:retract|"
        "withdr)[a-z]*",
    ),
    turn(
        "@person",
        "Who said it, or at whose wish it was done, retracted nothing.",
        kinds="retraction",
        asks=("whether", "when"),
        also=holds(
            "(?:did|has|had|does) (?P<who>@person) (?:[a-z]+ )?(?:say|said|claim|confirm|write)",
            "@person [^|]*(?:at|on|for|with) (?P<who>@person) 's (?:request|wish|order|orders|"
            "consent)",
        ),
    ),
    turn(
        "(?:let|lets|make|made|have|had|get|got|want|wanted|letting|getting|making|having) "
        f"@person (?:to )?{_SIGNS}|approve that @person|{_SIGNS} what @person|by @person "
        "(?:letting|having)|(?:in|with) @person 's (?:name|consent|permission|blessing|approval|"
        "leave|knowledge)|sign off of @person|by (?:letting|having|making)",
        "That one had another sign is asked, and not whether both signed.",
        kinds="sign_off",
        asks=("whether", "who"),
        also=_many,
    ),
    turn(
        "(?:although|though|while|even though|in front of|in the presence of) @person",
        "What another did beside it is not held by the reading.",
        kinds="sign_off retraction objection",
    ),
    turn(
        "sign|signed",
        "A signature of the client's is an acceptance, and no approval of ours.",
        kinds="sign_off",
        asks=("whether",),
        also=_is_the_clients,
    ),
    turn(
        "delegat[a-z]*",
        "Who delegated to whom is on record, but is not asked.",
        kinds="sign_off",
        also=_many,
    ),
    turn(
        "(?:is|was|were|been) (?:@[a-z]+ )?asked (?:to|for) (?:sign|approve|approval|a sign off|"
        "sign off|signature)|sent (?:[^ |]+ )?(?:[^ |]+ )?for (?:approval|signature)",
        "Whether somebody was asked to sign is not whether it was signed.",
        kinds="sign_off",
        asks=("whether",),
    ),
    turn(
        "(?:did|has|had|have) i (?!ask|wonder|guess)[a-z]+",
        "Who asks is not known by a name.",
        kinds="sign_off knowledge objection retraction communication process",
    ),
    turn(
        "(?:above|below|under|senior to|higher than|over) @person",
        "Who stands above somebody is not that person.",
        kinds="sign_off knowledge objection retraction",
        asks=("whether", "who"),
    ),
    turn(
        "@person (?:'s )?(?:team|people|deputy|assistant|secretary|lawyers?|attorneys?|counsel|"
        "boss|office|staff|colleagues?|department|side|firm|wife|husband|predecessor|successor)",
        "Who belongs to somebody is not that person.",
        also=lambda line, question, _: bool(people_in(question) & {*line.values("person")}),
        unless="@person (?:'s )?(?:side|office)(?= )",
    ),
    turn(
        "@person (?:of|from|at|with) (?:the )?@(?:party|client|partner|seller)",
        "Where somebody belongs does not fit the name.",
        also=lambda _, question, __: bool(question.persons and question.parties),
    ),
    turn(
        "@person (?:from )?@person",
        "What somebody is said to be does not fit the name.",
        also=_many,
        kinds="sign_off knowledge objection process retraction",
        unless="@person @person (?:and|or) @person",
    ),
    turn("@person 's @person", "Who belongs to somebody is not that person.", also=_many),
    turn(
        "(?:flagged|pointed out|raised|reported|brought|submitted) (?:[^ |]+ )?to",
        "Whom it was told to is asked, and not who objected.",
        kinds="objection",
        also=holds("(?:flagged|pointed out|raised|reported|brought|submitted) to (?P<who>@person)"),
    ),
    turn(
        "according to|in the (?:view|opinion|words) of|in @person 's (?:view|opinion|words)",
        "Whose account it is, is nobody who is asked about.",
        kinds="process sign_off retraction knowledge",
        unless="he|she|him|her|they|them",
        also=holds("(?:according to|view of|opinion of|words of|in) (?P<who>@person)"),
    ),
    # What one says is another's.
    turn(
        f"{_DID} {NAMED} {_ADVERBS}(?:say|said|tell|told|write) (?:(?:to )?@[a-z]+ )?that {NAMED} "
        "(?:ever |had |has )?(?:said|says|told|tells|promised|wants?|wanted|thinks?|thought|asked|"
        "had "
        "asked|had said|claims?|claimed|believes?)",
        "What one told of another is asked: no reading has both.",
        kinds="communication",
    ),
    turn(
        f"told by {NAMED} to|{_DID} {NAMED} (?:ever )?(?:deny|denied)|{_DID} {NAMED} (?:[a-z]+ "
        ")?(?:tell|told) @person what",
        "What one told of another is asked: no reading has both.",
        kinds="communication",
    ),
    turn(
        "\\| (?:did|had|has|does) (?:he|she|they) (?:[a-z]+ )?(?:tell|told|say|said|know|knew|see|"
        "seen|hear)",
        "Who is meant in the second sentence is not sure.",
        kinds="communication",
        also=lambda line, question, _: _of_the_first(line, question),
    ),
    turn(
        f"{_DID} (?:he|she) (?:not )?(?:know|knew|known)",
        "What somebody knew is asked, and not what was told.",
        kinds="communication",
        also=lambda _, question, __: bool(question.by),
    ),
    turn(
        "they|them",
        "Who told whom is not sure.",
        kinds="communication",
        also=lambda _, question, __: bool({*question.by} & {*question.told_to}),
    ),
    turn(
        "he|she",
        "Who told it is not held by the reading.",
        kinds="communication",
        also=lambda line, question, _: (
            not question.by and line.has(phrase("that he (?:told|promised|informed|said)"))
        ),
    ),
    turn(
        f"(?:^ )?{_DID} {NAMED} (?:[a-z]+ )?(?:forward|pass|relay|send|hand)",
        "Whether it was passed on is asked, and not how.",
        kinds="communication",
        asks=("relay",),
        unless="[^|]*(?:add|added|adding|leave|left|leaving|drop|dropped|chang[a-z]*|word for word|"
        "as is|as we|as i|verbatim|complet[a-z]*|correct[a-z]*|faithful[a-z]*|exact[a-z]*|full|"
        "fully|all|everything|alter[a-z]*|omit[a-z]*|unchanged|chop|whole|same|entire[a-z]*|"
        "properly|true|right|intact|in|anything|something|accurate[a-z]*|twist|embellish|water|"
        "cut)",
    ),
    # Who passed somebody by is not passed by.
    turn(
        "@person",
        "Who did it, or whom it reached, is nobody who was passed by.",
        kinds="process",
        also=holds(
            f"(?:did|has|have) (?P<who>@person) {_ADVERBS}(?:forget|forgotten|ignore|ignored|"
            "overlook|overlooked|miss|missed|send|sent|breach|breached|leave|bypass|bypassed|"
            "skip|skipped|open|opened|accept|accepted|sign|signed|push|pushed|ship|issue|violate|"
            "ask|asked|forgot|go|jump|circumvent|break|disregard|request|requested|write|propose)",
            "(?:breached|ignored|bypassed|skipped|overlooked|broken|sent|violated|missed) by "
            "(?P<who>@person)",
            "(?:reach|reached|to) (?P<who>@person) (?:[^ |]+ )?without",
            "(?:did|had|has|have) (?P<who>@person) (?:ever |really )?(?:see|seen|know|known)",
        ),
        unless="did @person approve|(?:get|go|ask|asked|run|put|past|need|needed|by) (?:to "
        ")?@person",
    ),
)


def _of_the_first(line: Line, question: Question) -> bool:
    """Whether somebody named before the break is held beside somebody named behind it."""
    first, second = set[str](), set[str]()
    for token in line.tokens:
        if token.text == "|":
            first |= second
            second = set()
        elif token.text == "@person":
            second |= {*token.values}
    knows = line.has(
        phrase("\\| (?:did|had|has|does) (?:he|she|they) (?:[a-z]+ )?(?:know|knew|see)")
    )
    return knows or bool(second and {*question.told_to} & (first - second))
