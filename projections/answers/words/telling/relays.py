"""What whoever passed something on added to it, left out or changed."""

from __future__ import annotations

from typing import Any

from domain.events.told import MessageRelayed
from projections.answers.words.clauses import item_of
from projections.answers.words.line import Found, Line
from projections.answers.words.meaning.thesaurus import is_grammar
from projections.answers.words.telling.lexicon import pattern
from projections.answers.words.telling.parts import Parts, of_group, people
from projections.answers.words.vocabulary import Vocabulary

_PASSING = """
        (?:(?:when|as|while|in|on|where|by) (?:(?:he|she|they|it) )?<often>(?:<handon><along>(?:
         <message>)?<matter><along>(?: to (?P<to><hearers>))?<matter>|(?:<tell>|telling|writing|
        emailing|texting|calling|phoning|called|phoned|emailed|texted) (?:to )?(?P<to><hearers>)
        <matter>|(?:<say>|saying|writing|explaining|speaking|spoke|talking|talked)(?: <message>)?
         (?:to|with) (?P<to><hearers>)<matter>)|(?:in|from) (?:(?:his|her|their|its|the|that) )?
        (?:own )?<mail> to (?P<to><hearers>)<matter>|before it (?:got to|went to|came to|reached)
         (?P<to><hearers>)|(?:towards|to) (?P<to><hearers>))"""
_IT = "(?:(?: <parts><matter>)?(?: (?:in|from|of|to|into|about) <message>)?|(?: <message>))"
_SPLIT = """
        (?:leave|left|cut|miss|missed) (?:<parts>|<message>) (?:out|off|away)|(?:put|slip|slipped|
        throw|threw|work|worked) (?:<parts>|<message>) in|(?:water|watered|tone|toned|play|played)
         (?:<parts>|<message>) down"""
_WHO = "(?P<who><people>) <often>"
_FORMS = tuple(
    pattern(f"{form} $")
    for form in (
        f"""
        (?:what|which (?:part|parts|bit|bits|words)(?: of <message>)?) (?:did|has|had) {_WHO}
        <change>{_IT}(?: {_PASSING})?""",
        f"(?:did|has|had) {_WHO}(?:<change>{_IT}|{_SPLIT}) {_PASSING}",
        f"""
        (?:what|did|has|had|anything)(?: did| has| had)? {_WHO}(?:say|said|tell|told|write|wrote|
        written|promise|promised)(?: <any>)?(?: to)? (?P<to><hearers>)(?: <any>)?(?: (?:that|which|
        but|what))? <notours>""",
        """
        (?:what|did|has|had)(?: did| has| had)? (?P<to><hearers>) <often>(?:hear|heard|get|got|
        learn|learnt)(?: <any>)? from (?P<who><people>)(?: (?:that|which|but))? <notours>""",
        f"""
        what (?:came out|came across|changed|was changed|got changed|was different|got lost|was
         lost|went missing|got left out|was left out|was added|got added|fell away|was dropped|got
         dropped)(?: differently)? (?:when|as|while) {_WHO}(?:<handon><along>(?: <message>)?<matter>
        <along>(?: to (?P<to><hearers>))?|(?:<tell>|wrote to|spoke to) (?P<to><hearers>)
        <matter>)""",
        f"""
        (?:did|has|had) {_WHO}<handon><along>(?: to (?P<to><hearers>))? <message><matter><along>
        (?: to (?P<to><hearers>))? (?:<intact>)""",
        """
        (?:did|has|had) (?P<to><hearers>) <often>(?:get|got|receive|received|hear|heard) <message>
         from (?P<who><people>) (?:<intact>)""",
        """
        (?:was|is|were) what (?P<who><people>) (?:sent|wrote|told|said|passed on|forwarded|relayed)
        (?: to)? (?P<to><hearers>) (?:really |still )?the same as (?:<message>|ours)""",
        f"what (?:did|has|had) {_WHO}<handon><along>(?: to (?P<to><hearers>))?",
        f"""
        (?:did|has|had) {_WHO}<handon><along>(?: to (?P<to><hearers>))? <ourwords><matter><along>
        (?: to (?P<to><hearers>))?""",
    )
)


def relayed(line: Line, vocabulary: Vocabulary) -> Parts | None:
    """The parameters of a question of what a relay changed; None where it is not one."""
    match = next((one for each in _FORMS if (one := each.search(line.text))), None)
    if match is None:
        return None
    found = Found(line, match, 0, len(line.tokens))
    if any(token.capital or is_grammar(token.text) for token in of_group(found, "free")):
        return None  # a name that nobody knows is no matter
    who, to = people(found, "who", vocabulary), people(found, "to", vocabulary)
    beside = {*line.values("person", "party", "client", "partner", "seller")} - {*who, *to}
    if not all(map(vocabulary.people.is_own, beside)):
        return None  # what somebody else wrote is not what we did
    passed = _passed_on(who, vocabulary)
    if not passed or set(who) & set(to):
        return None
    parameters: dict[str, Any] = {"ask": "relay", "by": who, "told_to": to}
    called = of_group(found, "called")
    if len(passed) > 1 and (called or line.values("clause", "message") or " about " in line.text):
        return None  # which of what was passed on is meant, is no parameter
    about = Line("", tuple(each for each in line.tokens if each not in called)).values("item")
    return Parts("communication", parameters | {"items": tuple(map(item_of, about))})


def _passed_on(who: tuple[str, ...], vocabulary: Vocabulary) -> set[str]:
    """The messages that they, or their people, passed on."""
    party_of = vocabulary.people.party_of
    return {
        fact.event.message
        for fact in vocabulary.known.deal.facts.counted
        if isinstance(fact.event, MessageRelayed)
        and (fact.actor in who or party_of.get(fact.actor) in who)
    }
