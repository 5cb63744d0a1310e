"""communication: what was said to whom, whether it was said in or out, what a relay changed."""

from __future__ import annotations

from typing import Any

from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    tagged,
    with_items,
)
from projections.answers.words.line import Line, phrase
from projections.answers.words.vocabulary import Vocabulary

_TOLD = (
    "tell|told|telling|tells|inform|informed|informing|promise|promised|promising|"
    "promises|promise made|mention|mentioned|"
    "communicate|communicated|advise|advised|assure|assured|notify|notified|let|"
    "letting|say to|said to|"
    "say|said|write to|wrote to|written to|explain|explained|state to|stated to|"
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
    "pointed out|confirm|confirmed|guarantee|guaranteed|spoken|speak|talk|talked|pledge|pledged"
)
_RELAY = (
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
_IN = (
    "included|in(?! (?:writing|any|the (?:contract|documents|papers|paperwork|text|"
    "agreement|mail|email)))|covered|part of it|part of the (?:deal|offer|discount|"
    "price|package)|discounted|in scope|inside|"
    "come with it|comes with it|part|includes|include|in the (?:deal|offer|price|discount)|"
    "free|free of charge|at the same price|at the same rate|at the same discount|"
    "within|covers|cover|apply|applies|in the package|thrown in"
)
_OUT = (
    "excluded|out|outside|exclude|excludes|out of scope|extra|charged separately|"
    "separate|at list price|"
    "(?:with|carry|carries|get|gets|have|has) no (?:discount|rebate)|not discounted|"
    "without (?:a |any )?(?:discount|rebate)|exempt|carved out|left out|an extra|"
    "charged extra|outside the (?:deal|offer|price|discount|scope)"
)
_CUES = phrase(f"{_TOLD}|{_RELAY}")
_WORDS = frozenset(

        f"{_TOLD}|{_RELAY}|{_IN}|{_OUT} that what ever we they them us our anybody anyone "
        f"someone did does has have had "


        "was were been be is are it know when he she his her to about of on by passing "
        "message messages "


        "mail email offer proposal else anything anyone everything something all which "
        "how in by word words "


        "would will should get gets getting got would at same price discount rate deal "
        "so client's side people "


        "lead believe receive received cost costs lost faithful whose version list lists "
        "regarding concerning far statements remarks been pass passed line lines each "
    "faithfully completely complete unchanged version own accurately verbatim full down "
    "there end side who making made make clear fact through for with out part not "
        "any given off own bit from wrote "


        "over went go too also writing orally verbally expressly explicitly conversation "
        "still thing things "

    "services order orders".replace("|", " ").split()
)  # fmt: skip
_BY_PARTY = phrase(
    r"(?:anyone|anybody|someone|somebody|people|one) (?:at|from|of|on|in) "
    r"(?P<by>@party|@seller|@partner)(?: 's)?(?: side| team)?"
)
_TO = phrase(
    r"(?:tell|told|telling|inform|informed|promise|promised|promising|advise|advised|"
    r"assure|assured|notify|"
    r"notified|let|said to|say to|mentioned to|mention to|explain to|explained to|"
    r"write to|wrote to|"
    r"receive|lead|led|put to|put it to|made to|"
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
    r"made aware|apprised)|"
    r"(?:(?:ever|had|has|have|actually|all) )*(?:hear|heard|get told|given to understand|"
    r"led to believe)|"
    r"(?:(?:ever|actually) )*(?:told|informed|notified|assured|warned|briefed|apprised)"
    r"(?! (?:(?:to )?(?:@client|@person|@party|@partner|@seller|them|us|him|her|anyone|anybody|"
    r"everyone)) ))"
)
_ASIDE = phrase(
    r"(?:was|were|has|have|had|did|is) (?P<to>(?:@client|@person|@party|@partner|"
    r"they)(?: (?:and|or) (?:@client|@person|@party|@partner))*) (?:(?:ever|been|be|"
    r"actually|all|get) )*(?:told|informed|promised|advised|assured|notified|offered|"
    r"hear|heard|warned)"
)
_BY = phrase(
    r"(?:did|has|have|had|what did|when) (?P<by>@person|@partner|@party|@seller) "
    r"(?:(?:ever|actually|have) )*(?:tell|told|say|said|add|added|"
    r"leave out|left out|omit|omitted|promise|promised|pass|passed|mention|mentioned|"
    r"inform|informed|relay|relayed|drop|dropped|forward|forwarded|assure|assured|"
    r"explain|explained|change|changed|leave|write|wrote|offer|confirm|twist|"
    r"embellish)"
    r"|(?P<by4>@person|@partner|@party|@seller) 's (?:relay|relays|message|version|mail|email|"
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
_NEGATIVE = r"(?:not|never|no longer)"
_STATES_OUT = phrase(
    rf"(?:(?:is|are|was|were|would be|will be|be) )?(?:{_NEGATIVE} (?:(?:be|being|"
    rf"going|to|meant|a|any) )*(?:{_IN})"
    rf"|(?:{_OUT}))"
)
_PROMISED = phrase(
    "promise|promised|promises|promising|guarantee|guaranteed|pledge|pledged|commit to|committed to"
)
_ANYTHING = phrase(
    "anything|something|a word|mention|mentioned|talk to|talked to|speak to|spoken to|"
    "raised|ever discussed|discuss|discussed"
)
_PASSED = phrase(
    "pass|passed|passing|relay|relayed|relaying|forward|forwarded|forwarding|hand|handed|"
    "message|own words|along|omissions?|additions|unchanged|relays?"
)
_NOT_ASKED = phrase(
    "why|when (?:did|was|were|have|had)|who (?:told|promised|said|informed|ever|at|else|"
    "mentioned|wrote|of)|who was|who were|how (?:did|was|were|often|many)|who did"
)


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    line = line.each(phrase("(?:and |or )?(?:@twice)"), lambda _: None)
    return with_items(line, vocabulary)


def _states(line: Line) -> tuple[Line, str | None]:
    """What is said to have been said of the items: in, or out; the words are taken out."""
    place = line.text.find("@item")
    if place < 0:
        return line, None
    negated = phrase(rf"{_NEGATIVE} (?:{_OUT})")
    for pattern, state in ((negated, "in"), (_STATES_OUT, "out"), (phrase(_IN), "in")):
        match = None
        for each in pattern.finditer(line.text):
            if each.start() > place or state == "out" or line.text.find("that") > place:
                match = each
                break
        if match is None:
            continue
        kept = line.within(match.start(), match.end())
        begin = line.tokens.index(kept[0])
        return line.replaced(begin, begin + len(kept)), state
    return line, None


def state_of(line: Line, vocabulary: Vocabulary) -> tuple[Line, str | None]:
    """Before negations are read: "told that X is not included" is no negated question."""
    named = with_items(line, vocabulary)
    return _states(named)


def _read(given: Given) -> Parameters:
    line, people = given.line, given.vocabulary.people
    if given.has(
        phrase(
            "(?:a|any|no|the) mention|mention of|agreed|silent|in writing|on paper|document|"
            "documents|paper|papers|contract|text|clause"
        )
    ):
        raise NotThis("It asks what stands in writing.")
    if given.has(_NOT_ASKED):
        raise NotThis("Of what was said it is told whether, and what.")
    found: dict[str, Any] = {
        "items": given.items,
        "clauses": given.clauses,
        "proposal": given.proposal,
    }
    by, to = _speakers(given)
    state = line.values("state")
    partner = {*people.partner} | {p for p, of in people.party_of.items() if of in people.partner}
    relays = given.has(phrase(_RELAY)) and (set(by) & partner or given.has(_PASSED))
    if relays and not state and not given.has(phrase("told|tell|promised|promise|inform|informed")):
        return found | {"ask": "relay", "by": by, "told_to": to}
    if not given.has(phrase(_TOLD)):
        raise NotThis("It does not say that something was said.")
    if (
        given.has(
            phrase(
                "what|list|statements|assurances|promises (?:made )?to|which promises|everything|"
                "anything else"
            )
        )
        and not state
    ):
        if not (
            by
            or to
            or given.has(phrase("promise|promised|promises|pledged|told|assured|guaranteed"))
        ):
            raise NotThis("It does not say whose words they may have been.")
        return found | {"ask": "what", "by": by, "told_to": to}
    if not given.items:
        raise NotThis("It does not say what may have been said.")
    if not state and given.has(_PROMISED) and not given.has(_ANYTHING):
        state = ("in",)
    if not state and not (given.has(_ANYTHING) and to):
        raise NotThis("It does not say what may have been said of it.")
    found |= {"ask": "whether", "by": by, "told_to": to}
    return found | ({"state": state[0]} if state else {})


def _speakers(given: Given) -> tuple[tuple[str, ...], tuple[str, ...]]:
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
    everybody = [
        t for t in line.tokens if t.text in {"@client", "@person", "@party", "@partner", "@seller"}
    ]
    if any(id(token) not in used for token in everybody):
        raise NotThis("It is not clear who is said to have spoken to whom.")
    return tuple(dict.fromkeys(by)), tuple(dict.fromkeys(to))


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


FRAME = Frame(
    kind="communication",
    cues=_CUES,
    words=_WORDS,
    takes=tagged(
        "item", "person", "party", "client", "partner", "seller", "clause", "proposal", "state"
    )
    - {"@after"},
    read=_read,
    prepare=_prepare,
)
