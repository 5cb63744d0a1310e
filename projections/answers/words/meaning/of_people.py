"""What people did: parameters of sign-offs, knowledge, changes, retractions and the like.

Each raises NotThis where something is missing.
"""

from __future__ import annotations

from projections.answers.words.frames import knowledge, sign_off
from projections.answers.words.frames.changes import ends, is_open
from projections.answers.words.frames.frame import NotThis, refuse
from projections.answers.words.frames.process import LOOPED_IN
from projections.answers.words.line import Line, phrase
from projections.answers.words.meaning.meant import (
    Meant,
    Parameters,
    about_of,
    parties_of,
    persons_of,
    texts_of,
)


def signed(meant: Meant) -> Parameters:
    """Who signed, whether, and whether they were allowed to."""
    refuse(meant.given, sign_off.REFUSED)
    persons = persons_of(meant)
    sellers = meant.given.vocabulary.people.seller
    if set(meant.given.line.values("party", "client", "partner")) - set(sellers):
        raise NotThis("Of a sign-off it is told which of the seller's people gave it.")
    ask, listed = "whether", meant.given.line.has(_LISTED) and not persons
    if meant.form in {"who", "what"} or (listed and not meant.given.line.has(_VERB)):
        ask = "who"
        if persons or not meant.says("approve"):
            raise NotThis("It asks who, and names somebody.")
    elif _asks_authority(meant):
        ask = "allowed"
        if not persons:
            raise NotThis("It does not say who may have been allowed to.")
    if not (persons or meant.given.clauses or meant.given.proposal or ask == "who"):
        raise NotThis("It does not say what may have been signed.")
    texts = texts_of(meant)
    if not (texts["clauses"] or texts["proposal"]):
        texts["proposal"] = sign_off.sent_then(meant.given.line)
    return {"ask": ask, "persons": persons, **texts}


def _asks_authority(meant: Meant) -> bool:
    """Whether a word says that somebody was allowed to, and not only that it was approved."""
    if meant.given.line.has(_UP_TO) or meant.given.line.has(_AUTHORISED):
        return True
    authority, approve = (meant.said.get(each, frozenset()) for each in ("authority", "approve"))
    if not authority:
        return False
    return (
        bool(authority - approve) or bool(approve - authority) or meant.given.line.has(_AUTHORISED)
    )


_UP_TO = phrase("up to (?:@person|him|her|them) to")


_LISTED = phrase("approvals|sign offs|signoffs|signatures|authorisations|authorizations|clearances")


_VERB = phrase("did|was|were|has|have|had|is|are|any|all|got|do|does|every|enough|both|in")


_AUTHORISED = phrase(
    "(?:was|were|is|are) (?:@person|he|she|they) (?:[a-z]+ly )?authori[sz]ed(?! by)"
)


def knew(meant: Meant) -> Parameters:
    """Whether, when, and who knew."""
    refuse(meant.given, knowledge.REFUSED)
    if not (meant.given.clauses or meant.given.proposal):
        raise NotThis("It does not say which clause.")
    if meant.given.line.has(phrase("in the loop")) and not meant.given.clauses:
        raise NotThis("It asks whether somebody was left out.")
    persons, parties = persons_of(meant), parties_of(meant)
    ask = meant.form if meant.form in {"who", "when"} else "whether"
    if meant.form == "how":
        raise NotThis("Of knowledge it is told whether, who, and when.")
    if ask == "who" and persons:
        raise NotThis("It asks who, and names somebody.")
    if ask != "who" and not (persons or parties):
        raise NotThis("It does not say who may have known it.")
    if meant.given.clauses:
        return {"ask": ask, "persons": persons, "parties": parties, **texts_of(meant)}
    return {"ask": ask, "persons": persons, "parties": parties, **texts_of(meant)}


def changed(meant: Meant) -> Parameters:
    """What changed, whether, why, and at whose request."""
    line = meant.given.line
    span = line.has(phrase("@from|@to|@after|@before"))
    if line.has(phrase("@proposal")):
        raise NotThis("It does not name the two texts that are compared.")
    if not (span or meant.given.clauses):
        raise NotThis("It does not say of what, or since when.")
    if persons_of(meant):
        raise NotThis("Who changed something is asked, and not named.")
    if line.has(_RECORDS) and not meant.given.clauses:
        raise NotThis("It asks about the records.")
    if line.has(_AT_ACCEPTANCE) and not meant.says("change", "insert", "origin"):
        raise NotThis("It does not say whether it was taken out, or back.")
    if not meant.says("change", "insert", "remove", "origin"):
        _refuse_unless_bare(meant)
    ask: str = "what" if meant.form == "how" else meant.form
    if ask == "whether" and is_open(meant.given):
        ask = "what"
    if ask in {"who", "why"} and not meant.given.clauses and not span:
        raise NotThis("It does not say of which clause.")
    if ask == "when":
        raise NotThis("When it was changed is told by what changed.")
    return {"ask": ask, "clauses": meant.given.clauses} | ends(line)


def _refuse_unless_bare(meant: Meant) -> None:
    """What asks who or why of a clause, and says nothing else, asks how it came to be there."""
    bare = meant.form in {"who", "why"} and not any(meant.said.values())
    if not bare or len(meant.given.line.asked.split()) < _LEAST:
        raise NotThis("It does not say what may have changed.")


_LEAST = 5
_RECORDS = phrase("files?|logs?|ledger|records?|entries|entry|books|register")


def _instructed(line: Line) -> tuple[str, ...]:
    """Whom somebody told to: who told them is asked. A name behind the question is a guess."""
    told = (line.within(*match.span()) for match in _TOLD.finditer(line.text))
    return tuple(value for tokens in told for token in tokens for value in token.values)


_TAKEN_OUT = phrase(
    "(?:drop|ditch|axe|chop|scrap|scratch|cut|delete|remove|strik)(?:s|e|ed|ped|ing|ping|ted|ting)?"
    "|struck|dropped"
)


_RECALLS = phrase("(?:on|about|regarding|any|the|of) recalls")
_YES_NO = phrase("did|was|were|has|have|had|is|are|any|ever")
_WANTED = phrase("@person (?:[a-z]+ )?(?:want|wanted|wants|wish|wished|wishes)")
_TOLD = phrase(
    "(?:tell|ask|instruct|order|make|force|push|direct|told|asked|instructed|ordered|made|got|"
    "forced|pushed|directed|gave|handed|sent) "
    "@person|@person(?= $)"
)


_AT_ACCEPTANCE = phrase("@when|@before")


def retracted(meant: Meant) -> Parameters:
    """Whether, when, why an offer was retracted, and who decided it."""
    line = meant.given.line
    if set(line.values("party", "client", "partner")) - set(meant.given.vocabulary.people.seller):
        raise NotThis("Only whoever made an offer can retract it.")
    if meant.given.clauses and not meant.given.proposal and line.has(_TAKEN_OUT):
        raise NotThis("A clause that was dropped was changed, and not retracted.")
    if any(t.values[:1] == ("proposal.retracted",) for t in line.tokens if t.is_thing):
        raise NotThis("It asks what came before the retraction.")
    ask = {"how": "why"}.get(meant.form, meant.form)
    persons = persons_of(meant)
    persons = tuple(each for each in persons if each not in _instructed(line))
    if line.has(_RECALLS):
        raise NotThis("A recall of something else may be meant.")
    nouns = meant.says("instruct") and not line.has(_YES_NO)
    if ask == "whether" and (nouns or line.has(_WANTED)):
        raise NotThis("It does not say what is asked of the retraction.")
    if ask == "who" and persons:
        raise NotThis("It asks who, and names somebody.")
    return {"ask": ask, "persons": persons, **about_of(meant)}


def objected(meant: Meant) -> Parameters:
    """Whether somebody objected, and who."""
    ask = "who" if meant.form in {"who", "what"} else "whether"
    if meant.form == "what":
        raise NotThis("Of objections it is told whether, and who.")
    return {
        "ask": ask,
        "persons": persons_of(meant),
        "parties": parties_of(meant),
        **about_of(meant),
    }


def passed_by(meant: Meant) -> Parameters:
    """What went past whom."""
    people = meant.given.vocabulary.people
    if meant.given.line.has(sign_off.STILL_WITHOUT):
        raise NotThis("It asks whether it is signed.")
    if meant.given.line.has(LOOPED_IN) and not meant.given.negated:
        raise NotThis("It asks whether somebody knew.")
    if meant.given.line.has(_PASSED_ON):
        raise NotThis("It asks what was left out of a message.")
    if not meant.says("skip", "policy") and not (
        meant.given.negated and meant.form in {"why", "how"}
    ):
        raise NotThis("It does not say who or what was left out.")
    if meant.given.line.has(_OBLIGES) and not meant.says("skip", "approve", "see", "know"):
        raise NotThis("What somebody has to do is told by terms.")
    persons = persons_of(meant)
    named = persons or meant.given.clauses or meant.given.proposal or meant.given.line.has(_MOMENT)
    if not (named or meant.strong):
        raise NotThis("It does not say what went past whom.")
    persons = _left_out(meant, persons)
    ours = tuple(each for each in persons if people.party_of.get(each) in people.seller)
    return {"persons": ours or persons, **about_of(meant)}


def _left_out(meant: Meant, persons: tuple[str, ...]) -> tuple[str, ...]:
    """Of "did Dana go round Marcus" the one who stands behind the verb."""
    places = meant.said.get("skip", frozenset())
    tokens = meant.given.line.tokens
    behind = tuple(
        value
        for at, token in enumerate(tokens)
        if token.text == "@person" and places and at > min(places)
        for value in token.values
    )
    active = bool(behind) and not meant.given.line.has(_PASSIVE)
    return tuple(dict.fromkeys(behind)) if active else persons


_OBLIGES = phrase("must|should|ought")
_PASSIVE = phrase("was|were|been|being|got|not|by")
_MOMENT = phrase("@before|@when")
_PASSED_ON = phrase(
    "relay|relayed|relaying|forwarded|forwarding|(?:our|the) (?:message|mail|email)"
)
