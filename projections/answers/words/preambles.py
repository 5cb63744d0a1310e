"""What stands before or after a question and only says who asks, why, or that an answer is wanted.

Told by grammar: somebody, a verb of asking or of claiming, and the word that leads to a clause.
Who asks or claims is no part of the question, unless "he" or "she" in it means nobody else.
"""

from __future__ import annotations

import re

from projections.answers.words.lead_ins import LEAD_INS, PURPOSE
from projections.answers.words.line import Line, phrase

_NAMED = "@person|@people|@nobody|@function|@client|@party|@partner|@seller"
_OTHERS = (
    "counsel|(?:the |our )?(?:other|opposing) (?:side|party|counsel|camp|team|lawyers?|"
    "@person|@people|@nobody|@function)|(?:the |our |my |an? |some )?(?:court|judge|board|"
    "tribunal|arbitrator|regulator|"
    "auditors?|boss|manager|colleagues?|management|lawyers?|other side|adviser|insurer|"
    "@(?:person|client|party|partner) 's (?:boss|manager|lawyers?|counsel|team|assistant|"
    "colleagues?|"
    "people|side)|mediator|office|committee|press|team|chair|chairman)|somebody|someone|everybody|everyone|"
    "people|they|he|she|some|many|i|we"
)
_WHO = f"(?:(?:(?:our|my|the) )?(?:{_NAMED}|{_OTHERS})(?: (?:at|from|of) (?:{_NAMED}))?)"
_ADVERBS = "(?:just |now |also |really |still |keeps |kept |always |only |again )*"
_ASKS = (
    f"{_ADVERBS}(?:(?:is|am|are|was|were|has|have|had|would be|would|had be|had) "
    f")?{_ADVERBS}(?:had like|had love|had appreciate|had prefer|ask|asks|"
    f"asked|asking|want|"
    "wants|wanted|need|needs|needed|would like|would love|wonder|wonders|wondered|wondering|"
    "request|requests|requested|enquires|inquires|curious|keen|eager|interested|glad|grateful|"
    "happy|would like|would love|anxious|would appreciate|would be (?:glad|grateful|happy|"
    "interested|curious|keen|"
    "obliged|pleased))"
)
_LEARN = (
    "(?:(?:in|about|for) )?(?:(?:a |an |the |some )?(?:list|summary|overview|breakdown|account|"
    "explanation|idea|note|outline|table) (?:of|about|as to|on)|(?:a |some |your "
    ")?(?:confirmation|assurance|proof|evidence|word|"
    "clarification|certainty|clarity|information|an answer)|(?:to )?(?:know|knowing|see|seeing|"
    "hear|hearing|learn|find out|"
    "finding out|be told|understand|"
    "check|establish|ask|be sure|confirm|have|get|read)(?: about| from you)?)?"
)
_LEADS = "(?:whether|if|that|about)"
_CLAIMS = (
    f"{_ADVERBS}(?:(?:is|am|are|was|were|has|have|had) )?{_ADVERBS}(?:say|says|said|saying|claim|"
    "claims|claimed|claiming|think|thinks|thought|believe|believes|insist|insists|insisted|"
    "maintain|maintains|maintained|argue|argues|argued|allege|alleges|alleged|suggest|suggests|"
    "assert|asserts|contend|contends|state|states|hold|reckon|reckons|swear|swears|recall|recalls|"
    "remember|remembers|sure|certain|convinced|adamant|under the impression|tells me|tells us|"
    "told me|told us|being told|assumes|assume|submits|have the impression|suspect|suspects|fear|"
    "fears|"
    "worried|hears|heard|insinuates?|implies|imply|hints)"
)
_OPEN = r"who|whom|whose|what|when|why|how|which|where|did|was|were|is|are|has|have|had|does|do"
_BEGIN = r"(?:(?<=^ )|(?<= \| ))"
_NOTE = (
    "(?:a )?(?:note |point |matter |reminder )?for (?:the|our|my|your) (?:own )?(?:file|record|"
    "records|"
    "minutes|notes|peace of mind|sake|information|client|board|brief|hearing|meeting|report|"
    "chronology|auditors?|lawyers?|judge|court|bundle|statement)|subject|"
    "(?:the )?(?:dispute|case|issue|matter|question|point|short version) in (?:one|a) "
    "(?:line|word|sentence|nutshell|few words)|(?:one |a |another |my |our |next |last |quick |"
    "short |brief )*(?:query|question|check|request|enquiry|inquiry|point|one)|"
    "(?:one |another )?(?:last|more|final|further) (?:thing|point|question)|"
    "in (?:brief|short|other words|one word)|as (?:a matter of )?fact|"
    "on (?:another|a different|the same) (?:note|matter|point)|"
    "(?:quick |just a )?(?:sanity|reality|fact|cross) check|"
    "to (?:sum up|recap|begin with|start with|be precise|be exact|be clear|be sure|be on the "
    "safe side|settle (?:an argument|a bet|this|it)|put it (?:simply|bluntly|plainly|briefly))|"
    "before i forget|while i (?:think of it|remember)|if i may(?: ask)?|if i (?:might|could) ask|"
    "for clarity|for completeness|for the sake of (?:completeness|clarity|good order|argument)|"
    "i mean|let us be clear|urgent|for background"
)
_IT_WOULD = (
    "(?:it|that) (?:would|had|will|is|was)(?: be)?(?: very| most| really| quite| so)? (?:good|"
    "useful|helpful|nice|great|handy|important|interesting|best|worth|kind|fine|essential|"
    "valuable|crucial)(?: for (?:us|me|@person|the (?:file|board|court)))? (?:to|if (?:i|we) "
    "(?:could|can|knew)|if you (?:could|would|can)|knowing|checking|establishing|having)"
    "(?: (?:know|see|hear|learn|have|find out|establish|check|confirm|tell|say|look|be told|"
    "understand))?(?: (?:me|us))?|it would help (?:me |us )?(?:to )?(?:know|see|learn|have|"
    "establish|understand)"
)
_DO_TELL = (
    "(?:(?:please|kindly|pls|just|do|now|could you|can you|would you|will you|"
    "can somebody|can someone|could somebody|could someone|may i ask you to|i must ask you to|"
    "try to|go and) )*"
    "(?:please )?(?:provide|supply|furnish|prove(?: to (?:me|us))?|convince (?:me|us)|"
    "satisfy (?:me|us)|demonstrate|"
    "recite|read out|restate|identify|outline|sketch|lay out|run by me|find out|"
    "check|see|"
    "look|look up|look into|let (?:me|us) know|tell (?:me|us)|"
    "show (?:me|us)|confirm|verify|establish|determine|clarify|advise|state|say|explain|ascertain|"
    "remind me|walk (?:me|us) through|take (?:me|us) through|run (?:me|us) through|work out|"
    "figure out|specify|indicate|dig up|dig out|point out|give (?:me|us)|list for (?:me|us)|help "
    "(?:me|us) (?:understand|see)|set out|spell out)(?: (?:please|for me|for us|to me|to us|first"
    "))*"
)
_FRAMES = (
    (
        rf"{_BEGIN}(?:it (?:can|could) not (?:possibly |surely )?be(?: the case| true| right| so)? "
        r"that|(?:i|we) (?:refuse|decline|find it hard|am loath|are loath) to (?:believe|accept|"
        r"think) that)(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:for|in|as part of|in preparation of|ahead of|before) (?:the|our|my|his|her|"
        rf"their|a|an|this|that|tomorrow 's|today 's) (?:[a-z]+ )?{PURPOSE}(?: [a-z]+ day)?"
        rf"(?: (?:\|))?(?= (?:{_WHO} {_ASKS}|{_OPEN}) )"
    ),
    (
        rf"{_BEGIN}{_WHO} (?:am|is|are) (?:[a-z]+ing) (?:[a-z]+ ){{0,3}}{PURPOSE} (?:and|so) "
        rf"(?:{_WHO} )?(?:{_ASKS})(?: {_LEARN})?(?: {_LEADS})?"
    ),
    *LEAD_INS,
    rf"{_BEGIN}(?:{_NOTE})(?: (?:\||from {_WHO}))?(?= \S)",
    (
        rf"{_BEGIN}(?:and |so |but |then |well |now )*{_WHO} {_ASKS}(?: (?:me|us|you))?"
        rf" (?:{_LEARN} )?{_LEADS}"
    ),
    (
        rf"{_BEGIN}{_WHO} {_ASKS}(?: (?:me|us|you))?(?: {_LEARN})?(?: for)?(?= (?:\||{_OPEN}|the|"
        rf"every|all)"
        r" )"
    ),
    rf"{_BEGIN}(?:and |so |but |then |well |now )*{_WHO} {_CLAIMS}(?: [a-z]+ly)? that",
    (
        rf"{_BEGIN}(?:(?:somebody|someone|people|they|he|some|everybody) {_CLAIMS}|(?:we|i) (?:are|"
        rf"am|is) (?:being |constantly |often |always )?(?:told|informed|assured)(?: that)?)"
    ),
    (
        rf"{_BEGIN}(?:there is|there was|we (?:have|had|face|faced)|i (?:have|had)) (?:a |an |the |"
        r"some |this )?"
        r"(?:claim|rumou?r|suggestion|allegation|assertion|view|story|argument|"
        r"suspicion|feeling|talk|contention|question|doubt|dispute)(?: going round| here| around)? "
        r"(?:that|whether|if|as to whether|about whether)"
    ),
    (
        rf"{_BEGIN}(?:the )?(?:claim|allegation|suggestion|assertion|contention|story|rumou?r|"
        rf"issue|"
        r"question|point|dispute|doubt)(?: here| now)? (?:is|was)(?: that| whether| if)?(?= \S)"
    ),
    rf"{_BEGIN}{_IT_WOULD}(?: {_LEADS})?(?= \S)",
    rf"{_BEGIN}{_DO_TELL} {_LEADS}",
    (
        rf"{_BEGIN}{_DO_TELL}(?= (?:at |on |by |in |for |to |of |from )?(?:{_OPEN}|the reason|the "
        r"date|the names?) )"
    ),
    (
        rf"{_BEGIN}(?:may|might|can|could|must) i (?:please )?(?:ask|enquire|inquire|know|learn|"
        rf"trouble you (?:to|for))(?: you)?(?: {_LEADS})?(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:what|all|the thing) (?:i|we) (?:am|are|is|was)? ?(?:after|want|need|would "
        rf"like|"
        r"wish|really want|really need|have)(?: to (?:know|ask|establish|find out|understand|see|"
        r"check|learn|hear|be told|clarify|confirm|verify))?(?: for (?:the|our|my) [a-z]+)? is"
        rf"(?: {_LEADS})?(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:would|do|does|can|could) (?:you|we|anybody|anyone|somebody|someone) "
        rf"(?:please |happen to |already |now )*(?:know|say|tell|see|recall|remember|prove|"
        rf"show|confirm|establish|document|check|look up|verify)(?: (?:me|us|for sure|for certain|"
        rf"for me|for us))*"
        rf"(?: {_LEADS}(?: or not)?|(?= (?:the|{_OPEN}) ))"
    ),
    (
        rf"{_BEGIN}(?:i|we) (?:(?:do|did|can|could|have|am|are|would|is) )?(?:not |still |just |"
        rf"really "
        rf")*(?:understand|see|know|sure|certain|clear|remember|recall|doubt|confident|aware|think|"
        rf"gather|seem to (?:remember|recall))(?: (?:now|about|yet))?(?: {_LEADS})?(?= (?:{_OPEN}|"
        rf"that) )(?: that)?"
    ),
    (
        rf"{_BEGIN}(?:is|was) (?:not )?it (?:not )?(?:true|right|correct|so|a fact|the case|"
        rf"certain|clear|"
        r"established|documented)(?: to say)?(?: that| whether| if)"
    ),
    (
        rf"{_BEGIN}(?:could|can|would|will) (?:somebody|someone|you|anybody|anyone)(?: please| "
        rf"kindly)?"
        r"(?= (?:pull up|bring up|call up|dig out|recite|quote|show|list|read out|look up|get|"
        r"spell out) )"
    ),
    (
        rf"{_BEGIN}(?:it|that) (?:looks|seems|appears|sounds|looked|seemed)(?: to (?:me|us))? "
        r"(?:as if|as though|like|that)(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:whether|if)(?! i am (?:not )?(?:mistaken|wrong)| i (?:remember|recall)| "
        rf"memory)(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:our|the|this|your) (?:file|files|record|records|ledger|log|system|books) "
        r"(?:should|must|ought to|will|would|may|might|can|could) (?:be able to )?(?:show|say|tell|"
        r"reveal|know|contain|hold)(?: (?:us|me))?(?: (?:that|whether|if))?(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:we|i) (?:will|shall|may|might|are going to|are about to|am going to|have to) "
        r"(?:be |get )?(?:asked|answer|explain|tell them|be telling them|say)(?: (?:about|soon|"
        r"tomorrow|today))?(?: (?:that|whether|if))?(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:{_NAMED}) (?:says|said|claims|claimed|maintains|insists|argues|alleges|"
        rf"thinks|"
        r"believes|tells us|asserts)(?= (?:the )?(?:@clause|@document|@version|@proposal) )"
    ),
    (
        rf"{_BEGIN}(?:somebody|someone|you|they|anybody|anyone|the team|sales|legal) (?:should|"
        rf"must|"
        r"ought to|has to|needs to|can|could|may) (?:please )?(?:tell|show|inform|remind|advise) "
        rf"(?:me|us)(?: {_LEADS})?(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:i|we) (?:just |really |also |still )*(?:need|want|require|would like|would "
        rf"love|"
        r"seek|am after|are after|am looking for|are looking for|am seeking)"
        r"(?: to (?:have|see|get|be given|read))?(?: (?:a|some|your))?"
        r"(?: (?:confirmation|proof|clarity|certainty|information|details|word))?"
        rf"(?: {_LEADS})?(?= (?:the|our|all|every|each|a|any|@.*) )"
    ),
    (
        rf"{_BEGIN}(?:do|did|have|has|had|is|are) (?:we|you|i|there|they) (?:have |got |hold |"
        rf"keep |"
        r"find |see |any |some |a |an |the |on file |in the file |on record )+"
        r"(?:records?|evidence|proof|trace|sign|indication|documentation|note|entry|anything)"
        r"(?: (?:on file|at all|here|in the (?:file|ledger|record|records)|to show|showing|saying|"
        r"suggesting|indicating|confirming|proving))*(?: (?:that|of|whether|if|for))(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:(?:is|are|was) there |do we have |have we )?(?:anything|something) (?:on "
        rf"file |on record |"
        r"here |at all )?(?:to show|showing|that shows|to suggest|suggesting|to prove|proving|"
        r"indicating|"
        r"to indicate|saying|to say)(?: (?:that|whether|if))?(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:what|which) (?:records?|evidence|proof|trace|sign|indication|documentation) "
        r"(?:is there|do we have|have we|are there|exists?|do you have)(?: (?:to show|showing|at "
        r"all))*"
        r"(?: (?:that|of|whether|for))(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:any|some|a) (?:records?|evidence|proof|trace|sign|indication|documentation|"
        rf"note|"
        r"confirmation|word|clue|hint)(?: (?:on file|at all|here|to show|showing|suggesting|"
        r"indicating))*(?: (?:that|of|whether|if|as to whether|for))(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:i|we) (?:have|had|got) (?:a |another |one |one more |this )?(?:quick |short |"
        r"small |simple )?(?:question|query|doubt|request)(?: (?:here|for you))?"
        r"(?: (?:about|on|regarding|concerning|whether|if))?(?= \S)"
    ),
    (
        rf"{_BEGIN}(?:what|something|one thing) (?:i|we) (?:do not know|cannot tell|cannot see|"
        r"am not clear about|wonder about|wonder|keep asking myself|fail to see) is"
        rf"(?: {_LEADS})?(?= \S)"
    ),
)
_BEFORE = tuple(re.compile(f"{each}(?= )") for each in _FRAMES)
_DID = "(?:had|did|was|were|has|have|is|are|does|do|would|could)"
_NO_PASSIVE = "".join(
    f"(?<! {word} )" for word in "was were is are been not nor being had did by has have".split()
)
"""Behind these somebody was asked: "why was legal not asked"."""
_TAILS = (
    (
        r"(?:\| |and )?(?:i|we) (?:had|would|do) (?:like|love|want|need) to (?:know|see|check|find "
        r"out) (?:if|whether) (?:he|she|they|that|it|this) (?:is|are|was|were) (?:right|"
        r"wrong|correct|"
        r"true|so|mistaken)"
    ),
    (
        r"(?:\| |and )?(?:i|we) (?:had|would|do) (?:like|love|want|need) (?:that|this|it) "
        r"(?:to be )?"
        r"(?:checked|confirmed|verified|looked into|looked up|cleared up)"
    ),
    (
        r"(?:\| |and )?(?:can|could) (?:that|this|it) be (?:verified|confirmed|checked|shown|"
        r"proved|"
        r"proven|established)"
    ),
    (
        r"(?:\| |and |so )?(?:is|was) (?:it|that|this) (?:so|true|right|correct|the case|a fact)"
        rf"(?: that (?:he|she|they|it|we|there) {_DID}(?: not)?)?"
    ),
    (
        r"(?:\| |and )?(?:would|could|can|will) you (?:please )?(?:look (?:that|it|this|into it|"
        r"into "
        r"that)(?: up)?|check(?: that| it| this)?|confirm(?: that| it| this)?|verify(?: that| it| "
        r"this)?|tell (?:me|us)|let (?:me|us) know|find out|help|say)(?: for me| for us| please)?"
    ),
    (
        rf"(?:\| |and )?(?:that|this|it) is (?:what|all) {_WHO} {_ASKS}(?: (?:to )?(?:know|see|"
        rf"find "
        r"out|be told|establish))?"
    ),
    (
        rf"(?:\| )?(?:is|was) (?:what|all) {_WHO} {_ASKS}(?: (?:to )?(?:know|see|find out|be told|"
        r"establish))?"
    ),
    (
        rf"{_NO_PASSIVE}(?:\| )?(?:{_WHO}) (?:asks|asked|wants to know|needs to know|would "
        rf"like to know|"
        rf"wonders|is "
        r"asking|is wondering)"
    ),
    (
        r"(?:\| |and )?(?:(?:does|do|did|has|have) (?:he|she|they|it|i|we) (?:have |got |get "
        r")?(?:that |"
        r"this |it )?(?:right|wrong|correct|straight)|(?:is|are|was|were) (?:he|she|they|i|we) "
        r"(?:right|"
        r"wrong|correct|mistaken)(?: (?:about (?:that|this|it)|there))?)"
    ),
    (
        r"(?:\| )?(?:so |now |and )?what (?:do|does) (?:the|our|your) (?:records?|files?|ledger|"
        r"logs?|"
        r"papers|books|evidence) (?:say|show|tell(?: us)?|reveal|suggest)(?: about (?:that|it|"
        r"this))?"
    ),
    (
        r"\| (?:(?:is|was|are|were) there (?:one|any|such a thing)|do we have (?:one|any|it|that)|"
        r"have we (?:got )?(?:one|any)|(?:does|did) (?:one|any|such a thing) exist)"
        r"(?: (?:now|at all|on file|on record|after all|somewhere|anywhere))?"
    ),
    (
        r"(?:\| )?(?:is|was|are|do we have|have we|have we got) (?:there )?(?:any |some |a "
        r")?(?:records?|"
        r"evidence|proof|trace|signs?|indication|documentation)(?: (?:of|for) (?:it|that|this))?"
    ),
    (
        r"(?:\| )?(?:is|was) (?:it|that|this) (?:ever )?(?:proven|proved|documented|recorded|"
        r"established|on record|certain|clear|shown|evidenced)"
    ),
    (
        r"\| (?:did|was|were|is|are|has|have|had|does|do) (?:it|they|he|she|we|this|that)(?: not)?"
        r"(?: really| actually| so| indeed)?"
    ),
    (
        r"(?:and |\| )?or (?:is it |was it )?(?:vice versa|(?:just )?the (?:other way|opposite|"
        r"reverse|contrary)(?: (?:about|around|round))?)"
    ),
    (
        r"(?:did|has|had) (?:one|any) (?:ever )?(?:occur|occurred|happen|happened|take place|"
        r"taken place)"
    ),
    (
        r"(?<! yearly )(?<! annual )(?<! the )(?:\| )?(?:please )?(?:advise|confirm|let (?:me|us) "
        r"know|check|reply|answer)(?: please)?"
    ),
    (
        r"(?:\| )?(?:yes or no|true or false|or am i (?:wrong|mistaken)|correct me if i am wrong|"
        r"if at "
        r"all|if ever|if so|y n|i mean|do you know|would you say|would you know)"
    ),
)
_AFTER = tuple(re.compile(f"(?<= )(?:{each})(?= $)") for each in _TAILS)
_PRONOUN = phrase("he|she|him|her|his|hers")
_PERSON = phrase("@person")


def without_preambles(line: Line) -> Line:
    """Without what only says that, by whom and why it is asked."""
    while True:
        shorter = _shorter(line)
        if shorter is None:
            return line
        line = shorter


def _shorter(line: Line) -> Line | None:
    for pattern in (*_AFTER, *_BEFORE):
        found = line.find(pattern)
        if found is None:
            continue
        left = line.replaced(found.begin, found.end)
        meant = [token for token in found.tokens() if token.text == "@person"]
        if meant and left.has(_PRONOUN) and not left.has(_PERSON):
            left = line.replaced(found.begin, found.end, *meant)
        if any(token.text != "|" for token in left.tokens) and len(left.tokens) < len(line.tokens):
            return left
    return None


WORDS = frozenset(word for each in (*_FRAMES, *_TAILS) for word in re.findall("[a-z]{3,}", each))
