"""What texts say, how they differ and what they do to each other: no record of a change."""

from __future__ import annotations

import re

from projections.answers.words.turned.turn import Turn, turn

_EITHER = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)? or [^\W\d_]+(?: [^\W\d_]+)?")
"""Words of which any will do."""
_NO_WORDS = re.compile(
    r"\b(?:or|without|more than|altered|the same|twice|once|always|never|every|"
    r"first|last)\b",
    re.IGNORECASE,
)
_MESSAGES = (
    "(?:emails?|mails?|messages?|minutes|dispute|letters?|notes?|chats?|calls?|meetings?|slides?)"
)
_MENTIONS = (
    "(?:mention|mentions|mentioned|say|says|said|state|states|contain|contains|refer|speak|tell)"
)

_AFFILIATES = ("beneficiaries", "affiliates")

TEXTS: tuple[Turn, ...] = (
    turn(
        "[^|]+",
        "Who is meant may have been called otherwise in what was said: name them as affiliates.",
        kinds="communication silence",
        also=lambda line, question, _: (
            _AFFILIATES in question.items and "filiat" not in line.asked.casefold()
        ),
    ),
    turn(
        "[^|]+",
        "The words that are searched for are more than a name.",
        kinds="silence",
        also=lambda _, question, __: bool(
            question.words and _NO_WORDS.search(_EITHER.sub("", question.words, 1))
        ),
    ),
    turn(
        f"(?:any|the|an|our|their|no|that|those|which) {_MESSAGES} (?:ever |also |not "
        f")?{_MENTIONS}|(?:do|does|did) (?:any|the|an|our|their) {_MESSAGES} ",
        "Messages are no documents of the deal: what was told is asked of communication.",
        kinds="silence",
    ),
    turn(
        "(?:every|each|all) (?:of )?(?:the |our )?(?:documents?|papers?|texts?|contracts?) "
        f"(?:[a-z]+ )?{_MENTIONS}|(?:the|our) main (?:contract|document|agreement|text)",
        "Which documents are meant is not held by the reading.",
        kinds="silence",
    ),
    turn(
        "(?:any|every|each|no|a|which|the|our|what) (?:documents?|papers?|texts?|contracts?) "
        f"(?:ever )?{_MENTIONS} (?:[a-z]+ )?(?:that|how|whether)",
        "What documents say is asked, and not what was told.",
        kinds="communication objection sign_off",
    ),
    turn(
        "(?:in|from) (?:the|our|any) (?:papers?|documents?|texts?|contract) (?:on|about) how|"
        "anything in (?:the|our) (?:papers?|documents?) (?:on|about)",
        "What documents say is asked, and not what was done.",
        kinds="objection sign_off retraction communication",
    ),
    # One clause, and what it does.
    turn(
        "(?<=^ )(?:does|do|did|can|will) @clause (?!say|mention|cover|apply|extend|include|"
        "exclude|reach|prevail|beat|trump|govern|control|override|outrank|win|take|come|yield|"
        "conflict|contradict|change|vary|move|evolve|undergo|remain|stay|become|shift|bear|carry|"
        "need|require|show|have|go|clash|rank|ever|differ|read|get)[a-z]+",
        "What a clause does is a matter of law.",
        kinds="changes sign_off retraction knowledge",
        unless="@clause (?:change|differ|get|read|look)(?= (?:$|between|from|over|after|before|in|"
        "at|since|@))",
    ),
    turn(
        "(?:does|did|do) @clause (?:change|replace|amend|modify|alter|supersede|affect|double|"
        "repeal) (?:@clause|the|our|how)",
        "What one clause does to another is a matter of law.",
        kinds="changes precedence",
    ),
    turn(
        "@clause (?:say|says|state|states) that|(?:does|do) @clause (?:decide|choose|settle|rank|"
        "apply to the|determine|apply)(?= )",
        "What a clause says is asked, and not which of two wins.",
        kinds="precedence",
        unless="which|or|@clause and @[a-z]+ (?:|)",
    ),
    turn(
        "(?:what|how much) is the difference between @clause and @clause|stayed? the same|(?:did|"
        "has|have) not change[a-z]*|remained? (?:the same|unchanged)|(?:what|which) (?:[a-z]+ "
        ")?(?:is|was|were) (?:un|not )changed",
        "What did not change, or how two clauses differ, is asked: changes tells what changed.",
        kinds="changes",
        asks=("what", "who"),
    ),
    turn(
        "(?:kept|survive[sd]?|surviving|retained|left in|left alone|left as)(?= (?:$|\\||@|in|by|"
        "as|through))",
        "What was kept is the contrary of what changed.",
        kinds="changes",
        asks=("whether",),
        also=lambda _, question, __: not question.negated,
    ),
    turn(
        "(?:changed|amended|altered) by the (?!client|seller|port|agency|broker|agent|deal|"
        "other)[a-z]+|(?:our|their|whose|his|her|my|your|@[a-z]+ 's) (?:idea|wish|request|demand|"
        "suggestion)|"
        "changed? (?:@clause )?back|struck|surveyed|survived|inspected",
        "That is not whether a text changed.",
        kinds="changes",
        asks=("whether", "who"),
        unless="whose|who (?!changed)|@proposal|(?:at|on|by) (?:our|their|his|her|@[a-z]+ 's) "
        "(?:request|wish|demand|suggestion)",
    ),
    turn(
        "(?:taken|struck|left|cut) out (?:[^|]+ )?(?:together|along) with",
        "What was done to two clauses together is asked.",
        kinds="changes sign_off",
    ),
    turn("together with|along with", "What was done together is asked.", kinds="changes sign_off"),
    turn(
        "what (?:did|does) @proposal say (?:[^|]+ )?(?:and|that) (?:[a-z]+ )?@proposal",
        "What two offers say is asked, and not what changed.",
        kinds="changes",
    ),
    # Terms.
    turn(
        "(?:as of|from) what date|(?:agreement|contract|deal) in force|used? to (?:be|have|get|pay|"
        "say|cost)|(?:did|do|have) (?:we|they|you) (?:[a-z]+ "
        ")?(?:offer|give|propose|quote|charge) (?:[a-z@]+ )?(?:first|last)(?= (?:$|\\|))|(?:when|"
        "how often) did (?:they|we|@client|@party|@person) (?:pay|order)|how long (?:has|have|had|"
        "did)|(?:terms|price|rate) of the dispute|and what (?:is|was|were) (?:it|they)",
        "That is not what the terms are.",
        kinds="terms",
    ),
    turn(
        "which clauses? (?:[^|]+ )?not|(?:what|which) does @clause not",
        "What does not hold is asked, and the reading tells what does.",
        kinds="terms",
        also=lambda _, question, __: question.negated,
    ),
)
