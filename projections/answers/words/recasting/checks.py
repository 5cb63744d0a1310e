"""What must be so on record for a frame to say no more than its plain form."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from domain.events.sign_off import SignOffDeclined, SignOffGranted
from domain.events.told import MessageRelayed
from domain.values import PRICING
from projections.answers.words.frames.frame import with_items
from projections.answers.words.line import Found, Line
from projections.answers.words.meaning.thesaurus import is_grammar
from projections.answers.words.recasting.signed import SIGNING
from projections.answers.words.recasting.subject import clause_meant
from projections.answers.words.vocabulary import Vocabulary
from projections.catalogue import words_of

Check = Callable[[Found, Vocabulary], bool]


def _any(_: Found, __: Vocabulary) -> bool:
    return True


def _all_hold(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether all who signed at all hold the function that is named: then it narrows nothing."""
    facts = vocabulary.known.deal.facts.counted
    things = {value for token in found.tokens("rest") for value in token.values}
    signed = {
        fact.actor
        for fact in facts
        if isinstance(fact.event, SignOffGranted)
        and (fact.event.clauses is None or things & {fact.event.proposal, *fact.event.clauses})
    }
    return bool(signed) and signed <= {*found.values("function")}


def _own(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether they are the seller's people: what one of them said, "we" said."""
    return all(map(vocabulary.people.is_own, found.values("who")))


def _passes_on(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether one message was passed on by them, so that "our mail about X" can be no other."""
    people = vocabulary.people
    who = {*found.values("who")}
    passed = {
        fact.event.of
        for fact in vocabulary.known.deal.facts.counted
        if isinstance(fact.event, MessageRelayed)
        and (not who or fact.actor in who or people.party_of.get(fact.actor) in who)
    }
    return len(passed) == 1


def _accepted(_: Found, vocabulary: Vocabulary) -> bool:
    """Whether the text that governs is one that was accepted."""
    return vocabulary.known.deal.governing.tier in {"accepted", "executed"}


def _governs(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether the offer is the one whose text governs."""
    governing = vocabulary.known.deal.governing.proposal
    return governing is not None and found.values("offer") == (governing.id,)


def _is_below(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether an item is, in the catalogue, a part of the other."""
    part, whole = (_item(found, name, vocabulary) for name in ("part", "whole"))
    if part is None or whole is None or part == whole:
        return False
    catalogue = vocabulary.known.deal.catalogue
    return whole in catalogue.ancestry(part)


def _item(found: Found, name: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    tokens = with_items(Line(found.line.asked, found.tokens(name)), vocabulary).tokens
    items = [token for token in tokens if token.text == "@item"]
    if len(items) != 1 or len(items[0].values) != 1:
        return None
    axis, _, item = items[0].values[0].partition(" ")
    return axis, item


def _plain_words(found: Found, _: Vocabulary) -> bool:
    """Whether what is searched for is words, and not a name that nobody knows."""
    return all(
        token.text.isalpha() and (token.first or not token.capital)
        for token in found.tokens("what")
    )


def _only_items(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether items are named, and no word before one makes it another: "cold connectors"."""
    tokens = with_items(Line(found.line.asked, found.tokens("what")), vocabulary).tokens
    things = [token for token in tokens if token.text == "@item"]
    return bool(things) and all(t.text == "@item" or is_grammar(t.text) for t in tokens)


def _priced(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether a term of the governing text states the item: then what stands there tells of it."""
    item = _item(found, "item", vocabulary)
    if item is None:
        return False
    deal = vocabulary.known.deal
    above = set(deal.catalogue.ancestry(item))
    stated = (each.term(deal.basis.effective_at) for each in deal.text)
    return any(
        (said.axis, said.item) in above
        for each in stated
        if each and each.term.kind in PRICING
        for said in each.term.scope
    )


def _says_again(found: Found, _: Vocabulary) -> bool:
    """Whether what is said again in other words names all that was named at first, but people."""
    asks = {token.values for token in found.tokens("asks") if token.is_thing}
    said = [token for token in found.tokens("again") if token.is_thing]
    return bool(asks) and all(token.values in asks or token.text == "@person" for token in said)


def _signed_it(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether they signed it in the offer whose text governs: then who signed tells when."""
    governing = vocabulary.known.deal.governing.proposal
    who, what = {*found.values("who")}, {*found.values("what")}
    return any(
        isinstance(fact.event, SignOffGranted)
        and fact.actor in who
        and (
            fact.event.proposal in what
            or (
                governing is not None
                and fact.event.proposal == governing.id
                and what <= {*(fact.event.clauses or what)}
            )
        )
        for fact in vocabulary.known.deal.facts.counted
    )


def _signed_then(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether that was the day on which they signed: then it is told by their signature."""
    signed = [
        fact
        for fact in vocabulary.known.deal.facts.counted
        if isinstance(fact.event, SignOffGranted) and fact.actor in found.values("who")
    ]
    days = {vocabulary.calendar.day_of(each.interval.begin).isoformat() for each in signed}
    return {*found.values("day")} == days


def _of_the_trade(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether "hire terms" are those of what the deal is about, and no paper that is so called."""
    words = found.line.said(found.tokens("terms")).casefold().split()
    ends = words[-1:] in (["terms"], ["prices"], ["rates"], ["conditions"])
    return ends and len(words) > 1 and vocabulary.is_trade(words[0])


def _declined(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether they declined, and signed nothing since nor before: no other wording either."""
    who = {*found.values("who")}
    events = [fact.event for fact in vocabulary.known.deal.facts.counted if fact.actor in who]
    return any(isinstance(event, SignOffDeclined) for event in events) and not any(
        isinstance(event, SignOffGranted) for event in events
    )


def _clients(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether they are not the seller's people: whoever of those signs, accepts nothing."""
    return not any(map(vocabulary.people.is_own, found.values("who")))


def item_alone(found: Found, name: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The one item in a group, and no word beside it that is not of its name."""
    item = _item(found, name, vocabulary)
    if item is None:
        return None
    names = vocabulary.known.deal.catalogue.names(item)
    own = {word for each in names for word in words_of(each).split()}
    own |= {word.removesuffix(ending) for word in own for ending in ("s", "es")}
    tokens = found.tokens(name)
    return item if all(is_grammar(token.text) or token.text in own for token in tokens) else None


def item_named(found: Found, name: str, vocabulary: Vocabulary) -> str | None:
    """The whole name in the catalogue of the one item in a group; its words, if it is none."""
    item = _item(found, name, vocabulary)
    names = vocabulary.known.deal.catalogue.names(item) if item else ()
    return next(iter(names), None) or found.line.said(found.tokens(name)) or None


def _one_share(found: Found, vocabulary: Vocabulary) -> bool:
    """Whether one clause states that percentage, and no other one."""
    return clause_meant(found.tokens("share"), vocabulary) is not None


def _notice(_: Found, vocabulary: Vocabulary) -> bool:
    """Whether what is stated to last is a notice, and nothing else."""
    deal = vocabulary.known.deal
    lasting = [
        wording
        for clause in deal.clauses.by_id.values()
        for wording in clause.wordings.values()
        if any(stated.term.kind == "duration" for stated in wording.terms)
    ]
    return bool(lasting) and all("notice" in words_of(one.text).split() for one in lasting)


CHECKS: Mapping[str, Check] = {
    "all_hold": _all_hold,
    **SIGNING,
    "any": _any,
    "clients": _clients,
    "of_the_trade": _of_the_trade,
    "signed_it": _signed_it,
    "signed_then": _signed_then,
    "declined": _declined,
    "notice": _notice,
    "one_share": _one_share,
    "only_items": _only_items,
    "own": _own,
    "passes_on": _passes_on,
    "accepted": _accepted,
    "governs": _governs,
    "is_below": _is_below,
    "plain_words": _plain_words,
    "priced": _priced,
    "says_again": _says_again,
}
"""By the name that a frame gives."""
