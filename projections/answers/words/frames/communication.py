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
from projections.answers.words.frames.speakers import RELAYED, TOLD, speakers
from projections.answers.words.interrogative import asks_yes_or_no
from projections.answers.words.line import Line, Token, phrase
from projections.answers.words.vocabulary import Vocabulary

_IN = (
    "(?:get|gets|getting|have|has|carry|carries|attract|attracts|enjoy|enjoys) (?:the |a |our |"
    "any )?(?:discount|rebate|same price|same rate|same prices|same rates|reduced price|price "
    "hold)|"
    "included|in(?! (?:writing|any|the (?:contract|documents|papers|paperwork|text|"
    "agreement|mail|email)))|covered|part of it|part of the (?:deal|offer|discount|"
    "price|package)|discounted|in scope|inside|"
    "(?:come|comes|came|fall|falls|fell|go|goes|be|is|are) (?:with|under|within|into|at) "
    "(?:the |a |"
    "our |that )?(?:discount|rebate|reduction|discounted (?:rate|price))|"
    "come with it|comes with it|part|includes|include|in the (?:deal|offer|price|discount)|"
    "(?:held|kept|fixed|frozen)(?: at (?:the |this |that )?(?:price|rate)| in price)?(?= $)|"
    "(?:comes?|stays?|go|goes|is|are|be|remains?) (?:at|on|for) the (?:reduced|held|fixed|agreed|"
    "special|lower|contract) (?:price|prices|rate|rates)|"
    "free|free of charge|at the same price|at the same rate|at the same discount|"
    "within|covers|cover|apply|applies|in the package|thrown in"
)
_OUT = (
    "excluded|out|outside|exclude|excludes|out of scope|extra|charged separately|"
    "separate|at list price|"
    "(?:with|carry|carries|get|gets|have|has) no (?:discount|rebate)|not discounted|"
    "without (?:a |any )?(?:discount|rebate)|(?:not|never) (?:get|getting|given|have|attract|carry|"
    "enjoy|benefit from|qualify for|receive) (?:the |a |any |our |this |that )?(?:discount|rebate|"
    "price|prices|rate|rates|price hold|cap|reduction|same price|same rate)|exempt|carved out|"
    "left out|an extra|(?:carry|carries|attract|attracts|have|has) an? (?:surcharge|supplement)|"
    "charged extra|outside the (?:deal|offer|price|discount|scope)"
)
_GAP_OUT = (
    "(?:leave|left|leaving|cut|cutting) (?:(?:anything|something|any|some|a|the|words?|parts?|"
    "bits?|things?|everything|pieces?|much|of|it|our|message) )*out"
)
_CUES = phrase(
    f"{TOLD}|{RELAYED}|{_GAP_OUT}|put (?:(?:anything|something|words?|into|it|our|message|extra|"
    f"of|his|her|their|its|own) )*in"
)
_WORDS = frozenset(

        f"{TOLD}|{RELAYED}|{_IN}|{_OUT} that what ever we they them us our anybody anyone "
        f"someone did does has have had "


        "was were been be is are it know when he she his her to about of on by passing "
        "message messages "


        "mail email offer proposal else anything anyone everything something all which "
        "how in by word words "


        "would will should get gets getting got would at same price discount rate deal "
        "so client's side people "


        "parts part passages passage pieces sentence sentences explicitly costs costing free "
        "paid pay pays "
    "omitted ours impression believe believed promises promise forwarding forwarded forwards given "
    "gave give giving words word put use used regarding account accounts mails notice along "
    "during talking telling call calls phone spoke meeting discussed discuss covered "
    "lead believe receive received cost costs lost faithful whose version list lists "
        "regarding concerning far statements remarks been pass passed line lines each "
    "faithfully completely complete unchanged version own accurately verbatim full down "
    "there end side who making made make clear fact through for with out part not "
        "any given off own bit from wrote "


        "over went go too also writing orally verbally expressly explicitly conversation "
        "still thing things "

    "services order orders terms".replace("|", " ").split()
)  # fmt: skip
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
_TOLD_ABOUT = phrase(
    "(?:tell|told|inform|informed|notify|notified|warn|warned|brief|briefed|alert|alerted|advise|"
    "advised|write|wrote|written|apprised) (?:(?:@[a-z]+|the|them|him|her|ever|to|and|or|"
    "anything) )*"
    "(?:about|of|regarding|concerning|on) (?:the |our |any )*@item"
)
_PASSED = phrase(
    "pass|passed|passing|relay|relayed|relaying|forward|forwarded|forwarding|hand|handed|"
    "message|own words|along|omissions?|additions|relays?"
)
_ANYTHING_LEFT = phrase(
    "(?P<verb>leave|left|leaving|cut|cutting) (?:(?:anything|something|any|some|a|the|words?|"
    "parts?|"
    "bits?|things?|everything|pieces?|much|of|it|our|message) )+(?P<out>out)"
)
_AT_LIST = phrase(
    "(?:(?:charged|sold|priced|billed|invoiced|rented|quoted) )?(?:separately and )?at (?:the )?"
    "(?:list|full) (?:price|prices|rate|rates)"
)
_IN_WRITING = phrase(
    "(?<=@client )in writing|(?<=@person )in writing|(?<=@party )in writing|in writing(?= that )"
)
_ON_PASSING = phrase(
    "(?<=add )on(?= (?:forwarding|passing|relaying|handing|transmitting) )|"
    "(?:(?<= add )|(?<= added ))on(?: top)?(?= (?:when|while|as|before|after|in|to|@when|$))"
)
_PUT_IN = phrase(
    "(?:put|slip|slipped|sneak|sneaked|work|worked|throw|threw|smuggle|smuggled|write|wrote) "
    "(?:(?:anything|something|words?|in|into|it|our|message|extra|of|his|her|their|its|own) "
    ")*in(?:to)?"
    "(?: (?:our|the) (?:message|mail|offer|email))?"
    "(?: (?:that|which) (?:was|were|is|are) (?:not |never )?(?:ours|from us|our own|of our own))?"
    "|(?:words?|anything|something|things?) "
    "(?:(?:that|which) )?(?:was|were|is|are) (?:not |never )?(?:ours|from us|our own|of our own)"
)
_TOLD_SOMEBODY = phrase(
    "(?:told|tells|promised|assured) (?:someone|somebody|people|everyone|everybody)"
)
_NOT_ASKED = phrase(
    "(?:was|were|is|been|get|got) @[a-z]+ (?:ever |also )?paid|why|when (?:did|was|were|have|"
    "had)|who (?:told|promised|said|informed|ever|at|else|"
    "mentioned|wrote|of)|who was|who were|how (?:did|was|were|often|many)|who did"
)


_AS_OURS = phrase(
    "(?:same|identical|match|matches|matched|differ|differs|differed|different|true|faithful|"
    "consistent|in line) (?:[a-z]+ ){0,2}?(?:what we (?:had )?(?:wrote|written|sent|said|told|"
    "gave)(?: (?:him|her|them))?|our (?:own )?(?:message|mail|email|words|text|wording|note))"
)
"""Whether what somebody passed on is what we wrote is asked of the passing on."""


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    line = _in_short(line, vocabulary)
    return with_items(line, vocabulary)


def _in_short(line: Line, vocabulary: Vocabulary) -> Line:
    """Verbs in two parts as one; who is neither of the sides, and may be covered, as an item."""
    line = line.each(phrase("(?:and |or )?(?:@twice)"), lambda _: None)
    line = line.without(_ON_PASSING).without(_IN_WRITING)
    while found := line.find(_AT_LIST):
        at = line.tokens[found.begin]
        line = line.replaced(found.begin, found.end, Token("excluded", at.begin, at.end))
    for pattern, verb in ((_ANYTHING_LEFT, "omitted"), (_PUT_IN, "added")):
        while found := line.find(pattern):
            at = line.tokens[found.begin]
            line = line.replaced(found.begin, found.end, Token(verb, at.begin, at.end))
    people = vocabulary.people
    sides = {*people.client, *people.seller, *people.partner}
    return line.each(
        phrase(
            "(?<=that )(?P<one>@party)|(?<=about )(?P<two>@party)|(?<=whether )(?P<three>@party)"
        ),
        lambda found: _beneficiary(found.values(), sides),
    )


def _beneficiary(parties: tuple[str, ...], sides: set[str]) -> tuple[str, tuple[str, ...]] | None:
    if set(parties) & sides:
        return None
    return "item", tuple(f"beneficiaries {party}" for party in parties)


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
    named = with_items(_in_short(line, vocabulary), vocabulary)
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
    if given.has(_NOT_ASKED) or given.has(phrase("(?:did|does|do) @clause (?:give|gives|allow)")):
        raise NotThis("Of what was said it is told whether, and what.")
    found: dict[str, Any] = {
        "items": given.items,
        "clauses": given.clauses,
        "proposal": given.proposal,
    }
    if given.has(_TOLD_SOMEBODY) and not asks_yes_or_no(line):
        raise NotThis("It does not say who was told.")
    by, to = speakers(given)
    state = line.values("state")
    partner = {*people.partner} | {p for p, of in people.party_of.items() if of in people.partner}
    relays = given.has(phrase(RELAYED)) and (set(by) & partner or given.has(_PASSED))
    if relays and not state and not given.has(phrase("told|tell|promised|promise|inform|informed")):
        return found | {"ask": "relay", "by": by, "told_to": to}
    if set(by) & partner and given.has(_AS_OURS):
        return found | {"ask": "relay", "by": by, "told_to": to}
    if not given.has(phrase(TOLD)):
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
    if not state and not ((given.has(_ANYTHING) or given.has(_TOLD_ABOUT)) and to):
        raise NotThis("It does not say what may have been said of it.")
    found |= {"ask": "whether", "by": by, "told_to": to}
    return found | ({"state": state[0]} if state else {})


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
