"""Words and phrases that say nothing about what is asked, whatever the kind.

Nothing that could change the meaning of a question stands here: no negation, no modal verb, no
"only", "without", "before" or "after".
"""

from __future__ import annotations

import re

from projections.answers.words.line import Line, phrase, whole

WORDS = frozenset(
    "the a an this that these those some our your its his my own any both "
    "is are was were be been being am do does did done has have had having get gets got "
    "i we us you it he she him her there here one me ourselves myself ever even still already yet "
    "please pls plz kindly hey hi hello so well now then um er erm just quick thanks thank "
    "cheers yes y n actually exactly truly indeed anyway anyhow also too as of on in to "
    "for with about regarding concerning re by at from into over per and or but what "
    "whats hmm oh ah "
    "again really please folks guys team anyone anybody somebody someone quickly simply basically "
    "certainly obviously apparently presumably perhaps maybe possibly if 's | today currently "
    "hm hmmm uh uhm aha whole full entire eventually finally guess sorry dear question thx "
    "answer reply out there though although btw fyi asap and/or also whole "
    "say way sort kind bit namely love good precise exact merely ultimately whatsoever "
    "roughly apart duly formally officially kindly folks all one upon onto towards toward among "
    "amongst such itself themselves himself herself matter issue".split()
)
_NOT_THEIRS = "".join(
    f"(?<! {word} )"
    for word in "they @client @party @person @partner @seller anyone anybody ever to".split()
)
"""What they told us is no request to be told."""
_SOURCES = (
    "(?:somebody|someone|everybody|everyone|people|they|he|she|@client|@person|@partner|"
    "@party|my boss|the boss|management|the board|the court|the judge|my manager|the "
    "auditor|an auditor|audit|@seller)"
)
_ASIDE = phrase(
    f"{_SOURCES} (?:is|are|was|were|just|now|keeps|keep|has|have)*(?: )?(?:wants|want|"
    f"wanted|needs|need|would like|asks|ask|asked|asking|wonders|wondering|wondered|"
    f"is asking|are asking|keeps asking|is wondering)(?: me| us)?(?: to know| to find "
    f"out| to see)? (?:whether|if)"
    f"|{_SOURCES} (?:wants|want|needs|need|would like|is asking|are asking|keeps "
    f"asking|asked)(?: me| us)?(?: to know| to find out)(?= (?:who|when|what|why|how|"
    f"which) )"
    "|(?:somebody|someone|people|everybody|they|one) (?:told me|told us|said(?! yes| no)|says|"
    "claims|claimed|mentioned|tells me|tell me|think|thinks|believes|believe)(?: "
    "that)?"
    "|i (?:have |had )?(?:heard|hear|was told|am told|been told|remember|recall|read|"
    "noticed|thought|seem to remember|seem to recall|keep hearing)(?: somewhere)?(?: "
    "that)?"
    "|rumou?r has it(?: that)?|word is(?: that)?|(?:it )?turns out(?: that)?|the "
    "story goes(?: that)?|story is(?: that)?"
    "|(?:do|did|have) (?:we|you|i) (?:have|got|hold|find|found|see) (?:any |some |a |"
    "the )?(?:evidence|proof|trace|record|sign|signs|indication|documentation)(?: "
    "(?:at all|on file))?(?: that| of| for| showing| to show| whether| if)?"
    "|(?:is|was|are) there (?:any |some |a |)(?:evidence|proof|trace|record|sign|"
    "signs|indication|documentation)(?: (?:at all|on file))?(?: that| of| for| "
    "showing| to show| whether| if)(?: that)?"
    "|(?:any|some) (?:evidence|proof|trace|sign|signs|indication|record)(?: (?:at "
    "all|on file))?(?: that| of| for| whether)"
    "|(?:can|could|may) (?:we|you|i|anyone|somebody|anybody) (?:actually |really "
    ")?(?:show|prove|demonstrate|establish|say|tell|document|see|confirm)(?: that| "
    "whether| if)?"
    "|(?:is|was|would|could|can) it (?:be )?(?:the case|true|right|correct|so|"
    "documented|on record|recorded|proven|shown|established|certain|clear|known|"
    "possible|fair to say)(?: that| whether| if)"
    "|(?:could|can) it be(?: true)?(?: that)?|how can it be that|am i (?:right|"
    "correct|wrong)(?: (?:that|in thinking|to think|in saying|in assuming))?(?: "
    "that)?"
    "|(?:it is |it was )?(?:not |un)?clear to me (?:whether|if|who|when)|(?:just "
    ")?(?:double checking|just checking|checking|confirming|to confirm|to double "
    "check|to be sure|to be safe)"
    "|(?:maybe |perhaps |this is |probably )?(?:a )?(?:silly|stupid|dumb|basic|"
    "simple|quick|short|random|small|little|naive) (?:question|one|thing|check)(?: "
    "but)?"
    "|(?:sorry|apologies) (?:for asking|to ask|if this is obvious|to bother you)(?: "
    "but)?|once more|once again|for my notes|for the (?:file|minutes|avoidance of "
    "doubt)|real quick|in short|in a nutshell|long story short"
    "|(?:need|needs|have|has|must) to know(?: whether| if)?|(?:must|should) know "
    "(?:whether|if)|let us see(?: whether| if)?|(?:please )?look up(?: whether| if)?"
    "|(?:did|do|does|has|have|had)?(?: )?(?:bother|bothered|manage|managed|think|"
    "thought|remember|remembered|happen|happened|get round|got round|take the "
    "trouble|take time|took the trouble) to(?= (?!(?:the|our|this|that|it|its|their|his|her|"
    "a|an|any"
    "|those|these) )[a-z])"
    "|(?:anyone|anybody|somebody|someone) (?:know|knows|remember|remembers|recall|"
    "recalls)(?: off hand)? (?:whether|if)|(?:anyone|anybody) know(?= (?:who|when|"
    "why|what|how) )"
    "|(?:does|do) (?:anyone|anybody|someone|somebody|you|we) (?:here )?(?:know|"
    "remember|recall)(?= (?:who|when|why|what|how|which|whether|if) )(?: (?:whether|"
    "if))?"
    "|(?:came|come|comes|got|get|went|go|turned) (?:round|around|ahead|along) and(?= [a-z]+ )"
    "|(?:can|could|may|might) (?:they|@client|@party|@person|(?:the )?(?:opposing|other) "
    "(?:@nobody|@person|side|party)) (?:now |rightly |fairly |still )*"
    "(?:argue|claim|maintain|allege|contend|assert|say(?= that ))(?: that)?"
    "|help me (?:out|understand|remember)|bear with me|between us|honestly|frankly|"
    "seriously|surely|hopefully|by any means|in any way|in any form|of course"
    "|(?:my|the|our) question (?:is|was)(?: whether| if)?|what i (?:want|need|would "
    "like) to know is(?: whether| if)?|(?:i|we) (?:am|are|is) (?:not sure|unsure|"
    "trying to work out|trying to find out|trying to establish|looking into|arguing "
    "about|arguing over|discussing)(?: whether| if)?"
    "|(?:we|i) (?:cannot|can not|could not|can) (?:find|tell|see|work out|figure "
    "out)(?: out)?(?: whether| if)?|(?:i|we) (?:may|might|could) be wrong but|if i "
    "remember (?:right|rightly|correctly|well)|if i am not mistaken|if memory serves"
    "|quick (?:one|question|check)|(?:can|could|would) (?:you|someone|somebody|"
    "anyone) (?:please |kindly |pls |just "
    "|quickly )*(?:tell|check|confirm|remind|say|show|find out|verify|clarify|explain|look up)"
    "(?: to)?(?: me| us| for me| for us)*(?: whether| if)?"
    "|(?:do|does|did) (?:you|we|anyone|anybody|somebody) (?:happen to )?(?:know|remember|recall) "
    "(?:whether|if|off hand)"
    "|(?:i|we) (?:had|would|do|really|just|also|am|are|was|were| )*(?:like|love|need|"
    "want|wanted|have|"
    "trying|keen|curious|looking) (?:to )?(?:know|find out|establish|understand|"
    "check|be sure|see|hear|ask)?"
    "(?: about)?(?: whether| if)?"
    f"|{_NOT_THEIRS}(?:please )?(?:tell|remind|show) (?:me|us)(?: again)?(?: "
    f"please)?(?: whether| if)?"
    "|let (?:me|us) know(?: whether| if)?|(?:i|we) (?:was |am |were |are )?(?:wonder|"
    "wondering|wondered)(?: whether| if)?"
    "|(?:i|we) (?:think|believe|assume|take it|guess|suppose|understand|gather|"
    "presume|bet|reckon|trust|hope)"
    "(?: that)?|(?:any|no) idea(?: (?:whether|if)|(?= (?:who|what|when|did|was|is|"
    "were|has|had|why|how) ))|any chance|not sure(?: whether| if)?"
    "|(?:is|was) it (?:true|right|correct|fair to say|the case|so) that|am i "
    "right(?: that| in thinking)?"
    "|(?:it|he|she) (?:is said|is claimed|seems|appears)(?: that| to me| as if)?"
    "|(?:please |can you |could you )?(?:explain|clarify|state|confirm|check|verify|"
    "find out)(?= (?:why|when|who|whom|how|what|whether|if) )"
    "|(?:just )?(?:wondering|curious)(?: about)?(?: whether| if)?|how sure are we "
    "that|(?:be|make|being) (?:sure|certain)(?: that)?"
    "|(?:can|could) (?:i|we) (?:be sure|be certain|assume|take it)(?: that)?|"
    "remember (?:whether|if)"
)
_CHAT = phrase(
    "for the record|according to (?:the|our) (?:records?|file|files|ledger)"
    "(?! (?:(?:as )?(?:of|on|at|stood on) )?@date)"
    "|as far as (?:we|you|i|one) (?:know|can see|can tell|see|are aware)|as far as "
    "the records? (?:goes|go|shows?)"
    "|on record|on file|by the way|in fact|at all|by (?:any )?chance|in the end|after all|as well"
    "|right now|at the moment|at present|as things stand|as we speak|as it stands|"
    "these days|as of now|as of today"
    "|as at today|by now|so far as we know|to be clear|just to be sure|just checking|"
    "one more thing|one question"
    "|out of curiosity|help me out|sanity check|the question is(?: whether| if)?|"
    "question (?:whether|if)"
    "|(?:please )?(?:check|verify|confirm|clarify|establish|find out|state|say|"
    "determine|advise) (?:whether|if|for me)(?: or not)?"
    "|whether or not|whether|kindly (?:state|confirm|advise)|yes or no|y or n|yes no|or not|or what"
    "|with you|from you|if you (?:can|could|please|would|know)|when you (?:can|have "
    "a minute|get a chance)"
    "|thank you|thanks in advance|good morning|good afternoon|in this deal|on this "
    "deal|in the deal|for this deal"
    "|i (?:cannot|can not) (?:remember|recall)(?: whether| if)?|i (?:forgot|"
    "forget)(?: whether| if)?"
    "|the other day|once and for all|in other words|to your knowledge|to our "
    "knowledge|as a matter of fact"
    "|(?:did|do|does|has|have) the (?:records?|ledger|file) (?:show|say|show us|tell "
    "us)(?: whether| that| if)?"
    "|(?:the )?@client (?:claims|says|insists|keeps saying|maintains|alleges)(?: that)?"
    "|they (?:claim|say|insist|keep saying|maintain|allege)(?: that)?"
)
_OPENING = whole(
    "ok|okay|right|alright|all right|correct|yes|no|sorry|listen|look|morning|fine|good|true"
)
_TAG = whole(

        r"(?:(?:is|was|were|are|did|does|do|has|have|had|can|would|will|must|might|should) (?:it|"
        r"they|we|he|she|"
        r"there|that|"
        r"this|you|those|i|anyone|anybody|one)"


        r"(?: not)?|(?:is|was|were|are|did|does|do|has|have|had|must|should|might) not (?:it|"
        r"they|we|he|she|"
        r"there|that|this|you|those)"


        r"|(?:did|does|has|have) (?:that|this|it) (?:really |actually |ever )?(?:happen|happened|"
        r"take place|"
        r"occur|occurred)|is that (?:so|really so|a fact|really true|what happened)|is this "
        r"(?:true|"
        r"right|correct|so)|true or (?:false|not)|or am i wrong|am i wrong|am i mistaken"


        r"|can that be(?: right| true)?|was that so|is it so|or is it|or was it|do you "
        r"know|any idea|any ideas|do we know|anyone|anybody|anyone know|does anyone know|"
        r"you know|would you know"


        r"|as far as you know|surely|i think|i believe|i guess|i suppose|i hope|hopefully|"
        r"again|thanks|thank you|cheers|asap|urgent|quickly|anyway|at all|in the end|or "
        r"so i heard|or so i am told|so i hear|i hear|i heard|i am told"


        r"|or not really|still|yet|agreed|after all|by the way|though|then|or did (?:we|"
        r"they|he|she|it)|or did not (?:we|they|he|she)|or was (?:it|he|she) not|or has "
        r"(?:it|he|she) not|or have (?:they|we) not|or is it not|or do they not|or does "
        r"it not"


        r"|right|no|nope|correct|yes|yeah|true|eh|ok|innit|am i right|is that (?:right|"
        r"correct|so|true)|is it not|huh|or)"

)  # fmt: skip


_TAG_INSIDE = phrase(
    r"(?:did|does|do|is|was|were|are|has|have|had) not (?:it|they|we|he|she|there)(?= \|)"
)
"""A tag at the end of a sentence that is not the last one denies nothing."""


def plain(line: Line) -> Line:
    """Without what is only courtesy, and without a question that is tagged on at the end."""
    while line.tokens and _OPENING.fullmatch(line.tokens[0].text) and len(line.tokens) > 1:
        line = line.replaced(0, 1)
    line = line.without(_ASIDE).without(_CHAT).without(_TAG_INSIDE)
    while True:
        found = _last(line)
        if found is None:
            return line
        line = line.replaced(found, len(line.tokens))


def direct(line: Line) -> Line:
    """Without "tell me", "I wonder whether": what follows is the question."""
    return line.without(_ASIDE)


def _last(line: Line) -> int | None:
    """Where a tag begins that ends the line; nothing is a tag that has nothing before it."""
    for size in (4, 3, 2, 1):
        begin = len(line.tokens) - size
        if begin < 1:
            continue
        if size == 1 and line.tokens[begin].text in _SET_OFF and not _set_off(line, begin):
            continue
        if line.tokens[begin - 1].text == "'s" or (size == 1 and _is_said_of(line, begin)):
            continue  # finance's ok; who is right
        if _TAG.fullmatch(" ".join(token.text for token in line.tokens[begin:])):
            return begin - (line.tokens[begin - 1].text == "|")
    return None


def _is_said_of(line: Line, at: int) -> bool:
    """Whether a word is what is asked of somebody, and no tag: "who is right"."""
    before = [token.text for token in line.tokens[max(at - 2, 0) : at]]
    return before in (["who", "is"], ["which", "is"], ["one", "is"])


_SET_OFF = frozenset({"agreed", "anyone", "anybody"})
"""What is a tag only where a mark stands before it."""


def _set_off(line: Line, at: int) -> bool:
    """Whether a mark stands before this word: "the turnaround time agreed" ends in no tag."""
    before, word = line.tokens[at - 1], line.tokens[at]
    return bool(line.asked[before.end : word.begin].strip())


SPOKEN = frozenset(re.findall("[a-z]{3,}", f"{_CHAT.pattern} {_ASIDE.pattern} {_TAG.pattern}"))
"""The words of those phrases."""
