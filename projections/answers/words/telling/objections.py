"""Whether and who objected: to a clause, an offer, a thing, or to what somebody told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from domain.events.told import MessageRelayed, MessageSent, ObjectionRaised, StatementMade
from projections.answers.words.frames.frame import NotThis
from projections.answers.words.line import Found, Line, Token
from projections.answers.words.telling.lexicon import pattern
from projections.answers.words.telling.parts import Parts, of_group, rest_of
from projections.answers.words.vocabulary import Vocabulary
from projections.catalogue import names_in
from projections.facts import Fact

_WHO = "(?:(?P<who><people>)|(?P<ours><ours>)|(?:anyone|anybody|someone|somebody)|(?P<they>they))"
_ON = "(?: <on>(?: (?:the|our|a|any))? (?P<thing>@item))?"
_TOLD = f"""
        (?:what|<any>|everything)(?: (?:that|which))? (?P<whose><people>) (?:(?:had|has|ever|
        once) )*(?:told|wrote|written|said|added|promised|put|sent|claimed|passed on|relayed)
        (?: to)?(?: <hearers>)?(?: in (?P<whose>@message))?{_ON}|(?:(?P<whose><people>) 's|(?:the|
        that|this)) (?:own |added )?(?:additions?|sentence|words?|promises?|statements?|remarks?|
        version|claims?|line|<mail>)(?: (?:by|of|from) (?P<whose><people>))?(?: to <hearers>)?(?: in
         (?P<whose>@message))?{_ON}|(?P<whose>@message)"""
_BESIDE = ("the", "our", "any", "a", "an", "that", "this", "free", "new", "extra")
_THING = f"(?:(?:{'|'.join(_BESIDE)}) )*(?P<thing>@item)"
_TEXT = """
        (?:(?:anything|something|any part|any clause|any of it|all|whatever was) (?:in|of|about) )?
        (?:(?:the|our) )?(?P<text>@clause|@proposal)(?: (?:in|of) (?P<text>@proposal))?"""
_WHAT = f"(?:{_TEXT}|{_TOLD}|{_THING})"
_FORMS = tuple(
    pattern(f"{form}(?P<rest><when>)$")
    for form in (
        f"(?:did|has|have|had) {_WHO} <often><timely><object> {_WHAT} <timely>",
        f"""
        (?P<ask>who|whoever|which)(?: (?:people )?(?:at|of|from|on) (?:(?P<ours>us|our (?:side|team|
        people))|(?P<who><people>)))? (?:(?:has|had) )?<often><object> {_WHAT} <timely>""",
        f"{_WHO} (?:(?:has|had) )?<often><object> {_WHAT} <timely>",
        f"""
        (?:was|were|is|are) there <often>(?:(?:a|an|any) )?<objection>(?: (?:from|by) {_WHO})? <to>
         {_WHAT} <timely>""",
        f"""
        (?:was|were|did|has) (?P<who><people>) 's <objection> (?:<to> {_WHAT} )?(?:(?:come|came|
        been|made|raised|arrive|reach us) )*(?:<timely>|(?P<late>too late|late|out of time|belated|
        not in time) )""",
    )
)


def objected(line: Line, vocabulary: Vocabulary) -> Parts | None:
    """The parameters of a question of objection; None where it is not such a one."""
    match = next((one for each in _FORMS if (one := each.search(line.text))), None)
    if match is None:
        return None
    found = Found(line, match, 0, len(line.tokens))
    persons, parties = _who(found, vocabulary)
    text, whose, things = (of_group(found, name) for name in ("text", "whose", "thing"))
    raised = list(_raised(persons, parties, vocabulary)) if whose or things else []
    if not (text or raised):
        return None
    told = [value for token in whose for value in token.values]
    if told and not all(_is_to_what(fact, told, vocabulary) for fact in raised):
        return None
    if things and not all(_names(fact, things[0].values[0], vocabulary) for fact in raised):
        return None
    offers = [token.values[0] for token in text if token.text == "@proposal"]
    parameters: dict[str, Any] = {
        "ask": "who" if of_group(found, "ask") else "whether",
        "persons": persons,
        "parties": parties,
        "clauses": tuple(token.values[0] for token in text if token.text == "@clause"),
        "proposal": offers[0] if offers else None,
        "negated": bool(of_group(found, "late")),
    }
    try:
        times = rest_of(line, of_group(found, "rest"), vocabulary)
        return Parts("objection", parameters, times, tuple(_said(line, things)))
    except NotThis:
        return None


def _said(line: Line, things: tuple[Token, ...]) -> Iterator[str]:
    """An item that all these objections name, as it was asked of."""
    for thing in things:
        first = last = line.tokens.index(thing)
        while first and line.tokens[first - 1].text in _BESIDE:
            first -= 1
        yield line.said(line.tokens[first : last + 1])


def _who(found: Found, vocabulary: Vocabulary) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The persons and the parties who may have objected; nobody for "anybody"."""
    tokens = of_group(found, "who")
    persons = [value for token in tokens if token.text == "@person" for value in token.values]
    parties = [value for token in tokens if token.text != "@person" for value in token.values]
    if of_group(found, "ours"):
        parties += vocabulary.people.seller
    if of_group(found, "they"):
        parties += vocabulary.people.client
    return tuple(dict.fromkeys(persons)), tuple(dict.fromkeys(parties))


def _raised(
    persons: Sequence[str], parties: Sequence[str], vocabulary: Vocabulary
) -> Iterator[Fact]:
    """The objections of those who are asked about; of anybody where nobody is named."""
    party_of = vocabulary.people.party_of
    for fact in vocabulary.known.deal.facts.counted:
        if isinstance(fact.event, ObjectionRaised):
            own = fact.actor in persons or party_of.get(fact.actor) in parties
            if own or not (persons or parties):
                yield fact


def _is_to_what(fact: Fact, whose: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether an objection is to a message or a statement of theirs, and to nothing of others."""
    event = fact.event
    assert isinstance(event, ObjectionRaised)
    told = {each.message or each.statement for each in event.about} - {None}
    return bool(told) and all(_is_of(each, whose, vocabulary) for each in told)


def _is_of(told: str | None, whose: Sequence[str], vocabulary: Vocabulary) -> bool:
    party_of = vocabulary.people.party_of
    for fact in vocabulary.known.deal.facts.counted:
        event = fact.event
        id_ = None
        if isinstance(event, MessageSent | MessageRelayed):
            id_ = event.message
        elif isinstance(event, StatementMade):
            id_ = event.statement
        if id_ is not None and id_ == told:
            return bool({id_, fact.actor, party_of.get(fact.actor)} & {*whose})
    return False


def _names(fact: Fact, thing: str, vocabulary: Vocabulary) -> bool:
    """Whether an objection names an item, in its words or as its topic."""
    event = fact.event
    assert isinstance(event, ObjectionRaised)
    axis, _, item = thing.partition(" ")
    names = vocabulary.known.deal.catalogue.names((axis, item))
    said = [event.words, *(each.topic for each in event.about if each.topic)]
    return any(names_in(each, names) for each in said)
