"""Who spoke and who was told, by where they stand beside the verbs of telling."""

from __future__ import annotations

import re

from projections.answers.words.frames.frame import Given, NotThis
from projections.answers.words.line import Line, phrase

TOLD = (
    "tell|told|telling|tells|inform|informed|informing|promise|promised|promising|"
    "promises|promise made|mention|mentioned|"
    "communicate|communicated|advise|advised|assure|assured|notify|notified|let|"
    "letting|say to|said to|"
    "say|said|saying|saying to|write to|wrote to|written to|explain|explained|state to|stated to|"
    "announce|announced|warn|warned|"
    "make clear|made clear|make it clear|made it clear|commit to|committed to|"
    "undertake|undertook|disclose|disclosed|"
    "convey|conveyed|give to understand|led to believe|hear|heard|represent|"
    "represented|spell out|spelled out|point out|"
    "put to|lead|"
    "pointed out|statement|statements|stated|assurance|assurances|commitment|commitments|pledges|"
    "guarantees|undertaking|undertakings|representation|representations|remarks|remark|promising|"
    "indicated|indicate|signalled|signal|hinted|hint|suggested|suggest|made known|relayed to|"
    "briefed|brief|gave to understand|given to understand|made aware|clarified|clarify|"
    "reassured|reassure|stressed|stress|emphasised|emphasized|offered|claimed|put it to|"
    "explaining|assuring|stating|pointing out|apprised|messaged|emailed|phoned|texted|"
    "pointed out|confirm|confirmed|guarantee|guaranteed|spoken|speak|talk|talked|pledge|pledged|"
    "communicated|communicating|conveying|notifying|advising|warning|mentioning|claiming|"
    "announcing|announced|announcement|promises|wrote|write|written|writing|texted|called|"
    "told off|let know|impression|believe|believed|made out|intimated|intimate|"
    "declared|declare|asserted|alerted|alert|enlightened|instructed|"
    "gave word|gave notice|notice|on notice|to understand|message that|messages|mail|mails|email|"
    "emails"
)
RELAYED = (
    "add|added|adding|leave out|left out|leaving out|omit|omitted|omits|drop|dropped|"
    "pass on|passed on|"
    "passing on|pass it on|passing it on|passed it on|relay|relayed|relaying|forward|"
    "forwarded|forwarding|"
    "pass our message on|passed our message on|hand on|handed on|twist|twisted|"
    "embellish|embellished|"
    "change|changed|in its own words|put into|passed along|pass along|passing along|"
    "omission|omissions|additions|embellishment|embellishments|unchanged|unaltered|garbled|garble|"
    "faithfully|verbatim|watered down|tone down|toned down|softened|paraphrased|reworded|edited|"
    "word for word|accurately|intact|complete|in full|relays|relayed version|"
    "distort|distorted|alter|altered"
)
_BY_PARTY = phrase(
    r"(?:anyone|anybody|someone|somebody|people|one) (?:at|from|of|on|in) "
    r"(?P<by>@party|@seller|@partner)(?: 's)?(?: side| team)?"
)
_TO = phrase(
    r"(?:tell|told|telling|inform|informed|promise|promised|promising|advise|advised|"
    r"assure|assured|notify|"
    r"notified|let|said to|say to|mentioned to|mention to|explain to|explained to|"
    r"write to|wrote to|"
    r"receive|lead|led|put to|put|gave|give|given|put it to|made to|"
    r"written to|communicated to|communicate to|to|towards|warn|warned|with|confirm "
    r"to|confirmed to|offer|offered|guarantee|guaranteed|tells)"
    r" (?P<to>(?:@client|@person|@party|@partner|them)(?: (?:and|or) (?:@client|"
    r"@person|@party|@partner|them))*)"
)
_HEARER = (
    "(?:was|were|been|be|is|are|get|got|being) (?:(?:ever|actually|all|also|only|not|always) )*"
)
_PASSIVE = phrase(
    r"(?P<to>(?:@client|@person|@party|@partner|they)(?: (?:and|or) (?:@client|"
    r"@person|@party|@partner))*)"
    rf" (?:(?:(?:ever|had|has|have|actually|all) )*{_HEARER}(?:told|informed|promised|advised|"
    r"assured|notified|given|offered|led to believe|warned|receive|received|reassured|briefed|"
    r"made aware|apprised|put on notice|set straight)|"
    r"(?:(?:ever|had|has|have|actually|all) )*(?:hear|heard|get told|given to understand|"
    r"led to believe)|"
    r"(?:(?:ever|actually) )*(?:told|informed|notified|assured|warned|briefed|apprised)"
    r"(?! (?:(?:to )?(?:@client|@person|@party|@partner|@seller|them|us|him|her|anyone|anybody|"
    r"everyone)) ))"
)
_ASIDE = phrase(
    r"(?:(?:was|were|is|are)|(?:has|have|had)(?= (?:.+ )?(?:been|got|gotten) )|did(?= (?:.+ "
    r")?(?:get|hear) ))"
    r" (?P<to>(?:@client|@person|@party|@partner|"
    r"they)(?: (?:and|or) (?:@client|@person|@party|@partner))*) (?:(?:ever|been|be|"
    r"actually|all|get|got|gotten) )*(?:told|informed|promised|advised|assured|notified|offered|"
    r"hear|heard|warned)(?! (?:the )?(?:@client|@person|@party|@partner|@seller|them|us|anyone|"
    r"anybody) )"
)
_BY = phrase(
    r"(?:did|has|have|had|what did|when) (?P<by>@person|@partner|@party|@seller) "
    r"(?:(?:ever|actually|have) )*(?:tell|told|say|said|add|added|"
    r"leave out|left out|omit|omitted|promise|promised|pass|passed|mention|mentioned|"
    r"inform|informed|relay|relayed|drop|dropped|forward|forwarded|assure|assured|"
    r"explain|explained|change|changed|leave|write|wrote|offer|confirm|twist|"
    r"embellish)"
    r"|(?P<by4>@person|@partner|@party|@seller) 's (?:relay|forward|relays|message|version|mail|"
    r"email|"
    r"promise|promises|statements?|words|assurances?|remarks?|account|summary)"
    r"|(?:by|from) (?P<by2>@person|@partner|@party|@seller)|(?P<by3>@person|@partner|"
    r"@party|@seller) (?:told|promised|said|added|left out|omitted|passed|assured|"
    r"informed|mentioned|relayed|forwarded|adding)"
)
_HE_WAS_TOLD = phrase(
    "(?:was|were|had|has|is) (?:he|she) (?:(?:ever|actually|been|not|at all) )*(?:told|promised|"
    "informed|assured|advised|offered|given|warned|notified|briefed)|(?:he|she) (?:was|had been|"
    "has been|got) (?:(?:ever|actually) )*(?:told|promised|informed|assured|advised|offered|given|"
    "warned|notified|briefed)|(?:did|had|has) (?:he|she) (?:ever |actually )?(?:hear|heard)"
)
_TOLD_HIM = phrase(
    "(?:tell|told|telling|promise|promised|inform|informed|assure|assured|advise|advised|warn|"
    "warned|notify|notified|said to|say to|mention to|mentioned to|to|brief|briefed) (?:him|her)"
)
_TOLD_US = phrase(
    "(?:were|was) (?:we|i) (?:(?:ever|actually) )*(?:told|promised|informed|assured|warned)|"
    "(?:have|had) (?:we|i) (?:(?:ever|actually) )*been (?:told|promised|informed|assured|warned)|"
    "(?:tell|told|inform|informed|promise|promised|assure|assured|warn|warned|tells|to) (?:us|me)"
)
_THEY_SAID = phrase(
    "(?:did|have|had) they (?:(?:ever|actually) )*(?:tell|told|say|said|promise|"
    "promised|inform|informed|mention|"
    "mentioned|assure|assured|confirm|confirmed|write|offer)"
)
_PASSIVE_AFTER = re.compile(
    r" (?:(?:ever|actually|really|also|all|even|then|already|had|has|have|did|not|never) )*"
    r"(?:was|were|been|be|is|are|get|got|being) (?:(?:ever|actually|also|even|already|not|never) )*"
    r"(?:told|informed|promised|advised|assured|notified|given|offered|led|warned|reassured|"
    r"briefed|"
    r"made|apprised|alerted|under|of|sent|written|emailed|mailed|called|phoned) |"
    r" (?:(?:ever|actually|really|also|even|already) )*(?:hear|heard|believe|learn|understand|"
    r"get|got|receive|received) "
)
_SPEAKS = "|".join(
    verb
    for verb in (
        f"{TOLD}|{RELAYED}|make|made|making|give|gave|given|put|use|used|write|wrote|send|sent"
    ).split("|")
    if "(" not in verb
)
_ACTIVE_AFTER = re.compile(
    r" (?:(?:ever|actually|really|also|all|even|then|already|had|has|have|did|been|not|never|be|"
    r"was|"
    rf"were|is|may|might) )*(?:(?:{_SPEAKS}) )"
)
_HEARD_BEFORE = re.compile(
    r" (?:to|towards|with|tell|telling|told|inform|informing|informed|promise|promising|promised|"
    r"advise|advised|assure|assuring|assured|notify|notified|notifying|warn|warned|warning|let|"
    r"give|"
    r"gave|giving|given|offer|offered|brief|briefed|reassure|reassured|alert|alerted|lead|led|"
    r"leading|"
    r"write|wrote|email|emailed|text|texted|call|called|phone|phoned|message|messaged|for|of) "
    r"(?:the |our |all |both )*$"
)


def speakers(given: Given) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """By whom it was said, and to whom. Raises NotThis where somebody named is neither."""
    line, people = given.line, given.vocabulary.people
    by: list[str] = []
    to: list[str] = []
    used: set[int] = set()
    for pattern in (_BY_PARTY, _TO, _ASIDE, _PASSIVE, _BY):
        for match in pattern.finditer(line.text):
            for name, value in match.groupdict().items():
                if value is None:
                    continue
                begin, end = match.span(name)
                tokens = [t for t in line.within(begin, end) if id(t) not in used]
                used |= {id(t) for t in tokens}
                into = to if name == "to" else by
                for token in tokens:
                    into += people.client if token.text in {"them", "they"} else token.values
    to += _told_him(line, used)
    if line.has(_TOLD_US):
        to += people.seller
    if line.has(_THEY_SAID):
        by += people.client
    by += _meant_by_a_pronoun(line, used)
    _by_their_places(line, used, by, to)
    everybody = [t for t in line.tokens if t.text in _PEOPLE]
    if any(id(token) not in used for token in everybody):
        raise NotThis("It is not clear who is said to have spoken to whom.")
    return tuple(dict.fromkeys(by)), tuple(dict.fromkeys(to))


def _by_their_places(line: Line, used: set[int], by: list[str], to: list[str]) -> None:
    """Who stands before a verb of telling spoke; who stands after one, or after "to", heard."""
    for number, token in enumerate(line.tokens):
        if token.text not in _PEOPLE or id(token) in used:
            continue
        before = _JOINED_BEFORE.sub(" ", f" {' '.join(t.text for t in line.tokens[:number])} ")
        after = _JOINED_AFTER.sub(" ", f" {' '.join(t.text for t in line.tokens[number + 1 :])} ")
        told = _BE_BEFORE.search(before) and not _TELLING_AFTER.match(after)
        if told or _HEARD_BEFORE.search(before) or _PASSIVE_AFTER.match(after):
            into = to
        elif _ACTIVE_AFTER.match(after) or before.endswith((" by ", " from ")):
            into = by
        else:
            continue
        used.add(id(token))
        into += token.values


_BE_BEFORE = re.compile(r" (?:was|were|is|are) (?:(?:the|our|all) )*$")
_TELLING_AFTER = re.compile(r" (?:(?:ever|actually|really|not) )*[a-z]+ing ")
_JOINED_BEFORE = re.compile(
    r"(?: (?:the )?@(?:client|person|party|partner|seller)(?: (?:and|or))?)+ $"
)
_JOINED_AFTER = re.compile(r"^(?: (?:and|or) (?:the )?@(?:client|person|party|partner|seller))+ ")
_PEOPLE = frozenset({"@client", "@person", "@party", "@partner", "@seller"})


def _meant_by_a_pronoun(line: Line, used: set[int]) -> list[str]:
    """Who is meant again by "he" in "the broker: what did he add?"."""
    named = [
        t for t in line.tokens if t.text in {"@person", "@partner", "@party"} and id(t) not in used
    ]
    if len(named) != 1 or not line.has(phrase("(?:did|has|had|was) (?:he|she|they|it)")):
        return []
    if line.has(_HE_WAS_TOLD):
        return []
    used.add(id(named[0]))
    return list(named[0].values)


def _told_him(line: Line, used: set[int]) -> list[str]:
    """Who is meant by "him" or "he" of whom it is asked what was said to them."""
    if not line.has(_HE_WAS_TOLD) and not line.has(_TOLD_HIM):
        return []
    named = [
        t for t in line.tokens if t.text in {"@person", "@partner", "@party"} and id(t) not in used
    ]
    used |= {id(token) for token in named}
    values = [value for token in named for value in token.values]
    values += [
        who.removeprefix("@person ")
        for token in line.tokens
        if token.text in {"@before", "@when"}
        for who in token.values[2:3]
        if who.startswith("@person ")
    ]
    if len(set(values)) != 1:
        raise NotThis("It does not say to whom.")
    return values
