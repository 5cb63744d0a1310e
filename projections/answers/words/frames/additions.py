"""What the client adds, and more of the same, in the many ways of telling it."""

from __future__ import annotations

import re

from projections.answers.words.clauses import stem
from projections.answers.words.line import Found, Line, phrase
from projections.answers.words.vocabulary import Vocabulary

_ADDED_THINGS = phrase(
    "(?:anything|everything|whatever|all|things|stuff|those)(?: else)?(?: (?:that|which))?"
    "(?: (?:is|are|gets|get|may be|might be|to be|being|was|were))? (?:added|bought|ordered|"
    "acquired|"
    "purchased|taken on|rented|hired|booked)(?: to (?:the|their|its|our) [a-z]+)? (?:later on|"
    "later|"
    "afterwards|subsequently|in future|in the future|next year|during the term|down the road)"
)
_ADDED_BY_THEM = phrase(
    "(?:(?:like|further|new|other|any|all|the) )*(?:products and services|services?|products?|"
    "items?|"
    "modules?|licen[cs]es?) (?:that are |which are |to be )?(?:later )?added (?:later )?by "
    "(?:@client|@party|them)(?: (?:later|during the term|in future))?"
)
_WHATEVER = phrase(
    "(?:anything|whatever|everything|all)(?: else)?(?: that)? (?:they|the client|@client|@party) "
    "(?:(?:may|might|will|would|later|ever|also) )*(?:add|adds|added|buy|buys|bought|order|orders|"
    "ordered)(?: later| on top| afterwards)?"
)
_MORE = (
    "(?:(?:may|might|will|would|could|later|ever|also|subsequently|shall|should|then|decide to|"
    "choose to|want to) )*(?:adds?|added|rents?|rented|hires?|hired|books?|booked|buys?|bought|"
    "opens?|opened|opening|builds?|built|launch(?:es|ed)?|orders?|ordered|purchases?|purchased|"
    "takes? "
    "on|took on|takes? up|took up|picks? up|signs? up for|comes? back for|asks? for|calls? "
    "off|brings? in|acquires?|acquired|adding|buying|ordering)"
)
_TIME = (
    "(?: (?:later on|later|on top|afterwards|subsequently|during the (?:term|contract|agreement|"
    "deal)|(?:over|throughout|within) the (?:term|contract|agreement|deal)|next (?:year|quarter|"
    "month)|in future|in the future|mid term|midterm|to (?:the|their|its) [a-z]+|down the "
    "(?:road|line)|after signing|along the way|as they grow|halfway through))*"
)
_THEIRS = phrase(
    rf"(?:the |any |all |extra |more |further |new )*(?P<what>[a-z]+)(?: (?:that|which))? "
    rf"(?:they|@client|@party) {_MORE}(?P<when>{_TIME})"
)
"""What the client adds: "machines that they add next year"."""
_ADDS = re.compile(
    r" (?:add|adds|added|adding|opens?|opened|builds?|built|launch(?:es|ed)?|takes? on|took on|"
    r"acquires?|acquired|brings? in)(?: |$)"
)
"""What is only bought or hired may be what was bought from the first."""
_OPENED = phrase(
    rf"(?:(?:a|an|the|any|all|new|another|further|extra|every|each|future) )*(?P<what>[a-z]+)"
    rf"(?: (?:that|which))?(?: (?:is|are|gets|get|was|were|will be|being|to be))? (?:opened|added|"
    rf"acquired|built|launched|taken on|brought in|opening|joining|joined|starting)"
    rf"(?P<when>{_TIME})"
)
"""What is opened or added later, whoever does it: "a hotel opened next year"."""
_SUPPOSED = phrase(
    rf"(?:if |when |once |in case )?(?:they|he|she|it|@client|@party) {_MORE} (?:another|one more|"
    rf"more|further|additional|extra|a few more|some more|new|an? (?:new|extra|additional|further)|"
    rf"a (?:second|third)) (?P<what>[a-z]+)(?P<when>{_TIME})"
)
"""What the client adds, as a case that is put: "suppose they add another hotel later"."""
_GENERAL = frozenset(
    "services service products product items things units stuff modules licences licenses".split()
)
_NOT_FIRST = phrase(
    "(?:any |the |more |further |other )*(?:services?|products?|things?|items?|anything|modules?|"
    "licen[cs]es?|stuff|what|whatever)(?: else)?(?: (?:that|which))? "
    "(?:it|they|he|she|@client|@party) (?:did|had|has|have|does|do) not (?:(?:yet|even|already) )?"
    "(?:buy|order|take|have|want|book|rent|hire|purchase|bought|ordered|taken|had|booked|rented|"
    "purchased|include|included|get|got) (?:at first|before|originally|initially|the first time|"
    "so far|yet|from the start|in the first (?:place|order|round)|at the outset|until now|"
    "at signing)"
)
_UNITS = "(?: (?:units?|pieces?|seats|users|licen[cs]es?|of them|of those|of these|on top))?"
_COMMITTED = "(?:committed|contracted|agreed|bound)"
_ON_TOP = phrase(
    rf"(?:another|an (?:extra|additional|added)|an? further) \d+{_UNITS}|"
    rf"\d+ (?:more|extra|additional|further){_UNITS}|"
    rf"\d+{_UNITS} (?:on top of|over and above|beyond|above) (?:the |their |our |what )?"
    rf"(?:\d+|{_COMMITTED}){_UNITS}(?: (?:he|she|they|it|@client|@party|we) "
    rf"(?:is|are|was|were|has|have) {_COMMITTED}(?: (?:to|for))?)?|"
    r"(?:on top of|over and above|beyond|above) (?:the )?(?:first |contracted )?[\d.,]+|"
    rf"(?:more|beyond|over|above|in excess of) (?:than )?(?:the |their |our |its )?"
    rf"(?:{_COMMITTED}|minimum) (?:\d+|volumes?|quantity|quantities|number|amount|units)"
)
_NO_GOODS = frozenset("orders order what whatever anything everything all that when if".split())
EXPANSION = ("orders expansion",)


def with_additions(line: Line, vocabulary: Vocabulary) -> Line:
    """With what the client adds, however it is told, as expansion."""
    for told in (_THEIRS, _OPENED, _SUPPOSED):
        line = line.each(told, lambda found: _added(found, vocabulary))
    for told in (_ADDED_BY_THEM, _ADDED_THINGS, _WHATEVER):
        line = line.each(told, lambda _: ("item", ("orders expansion",)))
    return line


def _added(found: Found, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]] | None:
    """What the client adds of what the deal is about is expansion."""
    what = found.word("what")
    if not (found.word("when") or _ADDS.search(found.match.group())):
        return None
    about = what in _GENERAL or any(
        vocabulary.clauses.of_text((each,)) for each in (what, stem(what), f"{what}s")
    )
    about = about or any(what in name or stem(what) in name for name in vocabulary.items.all)
    return ("item", ("orders expansion",)) if about and what not in _NO_GOODS else None


_GETS = phrase(
    "@person (?:(?:can|could|may|might|would|will|should|is|has|does|did|now|also) )*(?:get|gets|"
    "have|has|"
    "pay|pays|buy|buys|enjoy|enjoys|entitled|qualify|qualifies|eligible|order|orders|want|wants)|"
    "(?:is|was|would|does|did|will|can|may|could) @person (?:(?:be|get|have|pay|buy|enjoy) "
    ")*(?:entitled|"
    "eligible|get|have|pay|buy|enjoy|qualify|benefit)"
)


def _without_asker(line: Line, vocabulary: Vocabulary) -> Line:
    """Without the client's person who would have it: the client would, and is not asked about."""
    people = vocabulary.people
    theirs = {id_ for id_, party in people.party_of.items() if party in people.client}
    if not line.has(_GETS) or not {*line.values("person")} <= theirs:
        return line
    return line.without(phrase("@person"))


def with_more(line: Line, vocabulary: Vocabulary) -> Line:
    """With what was not bought at first as expansion, and more of the same as more of it."""
    line = _without_asker(line, vocabulary)
    line = line.each(_NOT_FIRST, lambda _: ("item", EXPANSION))
    return line.each(_ON_TOP, lambda _: ("item", ("quantity additional",)))
