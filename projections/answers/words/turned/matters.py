"""Which thing a name belongs to, and matters that no kind tells."""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.words.frames.frame import with_items, with_kinds
from projections.answers.words.line import Line, phrase
from projections.answers.words.turned.turn import Turn, turn
from projections.answers.words.vocabulary import Vocabulary

_PRICING = (
    "(?:discount|rebate|reduction|price|prices|cap|price hold|rate|rates|pricing|hold|cover|waiver|"
    "@clause|@kind)"
)
_COVERS = (
    "(?:cover|covers|covered|include|includes|included|apply to|applies to|extend to|extends to|"
    "reach|reaches|contain|contains)"
)
_ON_ONE = phrase(
    f"{_PRICING} (?:on|for|of|in) (?:(?:the|our|a) )*@item (?:(?:also|even|still|ever) )*{_COVERS} "
    "(?:(?:the|our|a|also|to) )*@item"
)
_PART_OF = phrase(
    "@item (?:(?:of|for|as|to|under|bought as|which are|which is|of which|part of|a part of|"
    "included in|used for|used with|in "
    "the price of|covered by|in) )+(?:(?:the|our|a|price of|@kind of) )*@item|@item (?:also |ever |"
    "now )?(?:cover|covers|include|includes|contain|contains|comprise|comprises) (?:(?:the|our|a) "
    ")*@item"
)


def _one_of_another(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether one item is asked to be in another, or says which discount is meant."""
    if len(question.items) < 2 or len({axis for axis, _ in question.items}) > 1:
        return False
    named = with_kinds(with_items(line, vocabulary), vocabulary)
    return named.has(_ON_ONE) or named.has(_PART_OF)


_OF_NEW = phrase(
    "(?:on|for) (?:the |our )?(?:new|newer|later|added|future|additional|further) [a-z]+"
)
_UNDER_CONDITION = phrase(
    "(?:although|though|while|whereas|even though|even if|if) (?:the |our )?@item"
)


def _conceded(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    if len(question.items) < 2:
        return False
    return with_items(line, vocabulary).has(_UNDER_CONDITION)


def _loses_an_item(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    held = {f"{axis} {item}" for axis, item in question.items}
    named = with_items(line, vocabulary, grown=False)
    return bool({*named.values("item")} - held)


MATTERS: tuple[Turn, ...] = (
    turn(
        "how (?:often|frequently)|how many (?:times|clauses|people|documents|offers)",
        "How many or how often is asked: no kind counts.",
        kinds="process terms scope precedent silence precedence communication objection",
    ),
    turn(
        "(?:did|has|have|had) (?:@client|@party|@person|they|he|she|we) (?:[a-z]+ )?(?:order|"
        "ordered|"
        "buy|bought|purchase|purchased|sell|sold|deliver|delivered|rent|rented)",
        "Whether it was ordered or sold is asked, and not what it costs.",
        kinds="scope",
    ),
    turn(
        "did (?:@client|@party|@person|they|he|she) (?:[a-z]+ )?(?:want|ask for|request|expect|"
        "demand|"
        "refuse|reject|hope for|propose)",
        "What somebody wanted is not what the terms are.",
        kinds="terms",
    ),
    turn(
        "answer|answered|reply|replied|respond|responded|react|reacted|all of @(?:party|client|"
        "partner)|"
        "deal with the objection|settled?",
        "What became of the objection is asked, and not whether there was one.",
        kinds="objection",
        asks=("whether",),
        unless="(?:before|when|after|until|need to|have to|must|can|could|to) (?:i |we |you "
        ")?(?:answer|"
        "reply|respond|react)",
    ),
    turn(
        "(?<=^ )why (?:was|were|did|has|have)",
        "Why records were corrected is asked: it is told that, and how.",
        kinds="integrity",
    ),
    turn(
        "without (?:[a-z]+ )?(?:noticing|realising|realizing|caring)|would (?:the |our "
        ")?(?:polic[a-z]+|"
        "rules?) have",
        "What would have been, or who noticed, is asked of no kind.",
        kinds="process",
    ),
    turn(
        "with @person 's (?:knowledge|blessing|consent)",
        "Whether it went out with somebody's knowledge is asked, and not what was known.",
        kinds="knowledge",
    ),
    turn(
        "[^|]+",
        "One item is asked to be in another, or says which term is meant: a reading has both "
        "alike.",
        kinds="scope precedent",
        also=_one_of_another,
    ),
    turn(
        "(?:on|for) [^|]+",
        "What it is of is not held by the reading.",
        kinds="terms",
        also=lambda line, question, vocabulary: (
            not (question.clauses or question.proposal)
            and line.has(_OF_NEW)
            and bool(with_items(line, vocabulary).values("item"))
        ),
    ),
    turn("[^|]+", "What is conceded is not asked.", kinds="scope", also=_conceded),
    turn(
        "have (?:a|any|no) (?:limit|ceiling|authority)(?= $)|delegation over|outside (?:@person "
        "'s|his|her|the) (?:limit|authority|powers?|mandate)",
        "Whether it was within the limit is asked otherwise.",
        kinds="sign_off",
        also=lambda _, question, __: not question.negated,
    ),
    turn(
        "affiliates? of (?:@seller|ours|us|the supplier|@party|@partner)|(?:our|your) (?:own "
        ")?affiliates",
        "Whose affiliates they are is not held by the reading.",
        kinds="scope",
        unless="affiliates? of (?:the )?@client",
    ),
    turn(
        "(?:costs?|charged?|billed|priced|invoiced|sold|come|comes|pays?|paid|supplied) "
        "(?:@[a-z]+ )?(?:[^ |]+ ){0,2}?(?:extra|separately|on top|additionally|(?:at |the |a |for "
        ")*(?:full|list|standard|regular|normal) (?:price|rate|fee|tariff)|at list)|(?:barred|"
        "denied|shut out|locked out|excepted|withheld|disqualified|ineligible|debarred)(?= )|"
        "(?:omit|omits|deny|denies|except|excepts|refuse|refuses|withhold|withholds)(?= )|end "
        "where",
        "It asks whether it is out, and the reading tells whether it is in.",
        kinds="scope",
        also=lambda _, question, __: not question.negated,
        unless="or (?:is |are |do |does |i |at )*[^|]*|which|what|(?:not|never|nor) [^|]*|except "
        "for",
    ),
    turn(
        "(?:we|they) (?:ever |never |always )+|(?<=^ )(?:have|did|do) we (?:always|never)|never "
        "mind",
        "Earlier deals are asked about, or nothing is denied.",
        kinds="scope",
        also=lambda _, question, __: question.negated,
        unless="@date|in the (?:contract|papers?|deal|text)|offered|said|agreed|meant|intended|"
        "wanted|included",
    ),
    turn(
        "from the (?:start|beginning|outset|first)|at first|originally|initially|in the beginning|"
        "(?:delivered|bought|opened|opening|open|rented) before|that (?:open|opened|"
        "joined|join|were|was|are|is) (?:[a-z]+ )?(?:before|after|by|until)",
        "What was so at another time is not held by the reading.",
        kinds="scope precedent terms",
        also=lambda _, question, __: not (question.proposal or question.version),
    ),
    turn(
        "(?:later|afterwards|subsequently) (?:added|on)|(?:added|bought|ordered|taken up) "
        "(?:later|afterwards|subsequently)",
        "What is added later and what it is, are asked together.",
        kinds="scope",
        also=_loses_an_item,
    ),
    turn(
        "enough(?= $)|the same (?:[a-z]+ )?on (?:[^ |]+ ){1,3}as (?:on|for)|as @(?:client|party|"
        "person|"
        "partner) (?:says|said|claims|thinks|reads)|damage to|subject to @clause|survey of|serve "
        "of|maintenance of",
        "It compares, or says what somebody says.",
        kinds="scope",
    ),
    # Records.
    turn(
        "(?:can|could) (?:the|our|this|any|someone|somebody|anyone|a) (?:[a-z]+ )?(?:ledger|file|"
        "record|records|log|be|have)|(?:correction|record|entry|file|ledger) (?:right|true)(?= $)|"
        "how many|only one|entered by (?:people|someone|somebody|us|ours)|and to the contract|"
        "record of the meeting",
        "That is not whether records were altered.",
        kinds="integrity",
        unless="(?:can|could) (?:i|we|you)|or (?:did|has|have|was)|(?:am i|is that|all) right",
    ),
    # Other deals.
    turn(
        "before (?:@client|@party|@person|they|we|the (?:deal|contract|dispute)|it)(?= )|"
        "@(?:partner|party|person) 's other @?client|other @client (?:ask|asked|want)|what do "
        "others|others (?:charge|pay)",
        "Earlier deals of ours are not what is asked about.",
        kinds="precedent",
        unless="before (?:@client|@party) (?:[a-z]+ )?(?:came|joined|signed with)|clients? before",
    ),
    # Objections.
    turn(
        "(?:after|past|outside|beyond) (?:the |its |our )*(?:deadline|period|time limit|time|cut "
        "off|term)|too late(?! \\|)",
        "Whether it came late is asked, and the reading tells whether it came in time.",
        kinds="objection",
        also=lambda _, question, __: not question.negated,
    ),
    turn(
        "object(?:ed|s|ion)? to (?:the )?(?:order|contract|agreement|invoice|@document)(?= )",
        "An objection to a document is asked of no kind.",
        kinds="objection",
    ),
    turn(
        "about the (?:discount|price|rebate|terms|cap|offer)(?= )",
        "What it was about is not held by the reading.",
        kinds="communication",
        asks=("what",),
        also=lambda _, question, __: (
            not (question.items or question.clauses or question.words or question.proposal)
        ),
    ),
    turn(
        "when (?:he|she|they) (?:objected|protested|complained|signed|declined)",
        "What was said then is not what was promised.",
        kinds="communication",
        asks=("what",),
    ),
    # Passed by.
    turn(
        "without (?:[a-z]+ )?(?:@clause|permission|having|reading|opening|seeing|knowing)|without "
        "(?:the )?@(?:party|partner|client)|@clause (?:[a-z]+ )?left out (?:of|from) @proposal|"
        "what (?:was|is|were) left out|"
        "(?:leave|left) (?:anything|something|what|nothing) out|leave out what|dark about|"
        "involved in (?:the )?(?:draft|writ)[a-z]*|(?:@client|@partner|@party) (?:bypassed|"
        "skipped|passed over|left out)|had to sign",
        "Who was passed by is read, and something else is asked.",
        kinds="process",
        unless="without having (?:asked|got|been|gone)|having been",
    ),
    turn(
        "why (?:was|were) @person (?:told|informed|asked|shown|involved)",
        "Why somebody was told is not why somebody was passed by.",
        kinds="process",
        also=lambda _, question, __: not question.negated,
    ),
    turn(
        "between (?:the |its )?(?:sending|[a-z]+ing) and (?:the |its )?[a-z]+",
        "A span of time is held by no question of that kind.",
        kinds="knowledge sign_off objection retraction",
    ),
    turn(
        "(?:when|before|after) (?:he|she|@person) (?:declined|refused|rejected)",
        "Which refusal is meant is not sure.",
        kinds="knowledge",
    ),
)
