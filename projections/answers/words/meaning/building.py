"""From what was heard to the parameters of a kind. Each raises NotThis where something is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.values import PRICING
from projections.answers.asked import Kind
from projections.answers.words.frames.changes import ends
from projections.answers.words.frames.frame import Given, NotThis
from projections.answers.words.line import phrase
from projections.answers.words.meaning import roles
from projections.answers.words.meaning.forms import Form

Parameters = dict[str, Any]
_WE = phrase(
    "we|us|our (?:own )?(?:side|team|people|company|end|firm|house|ranks|guys|staff)|any of us"
)
_YES_NO = re.compile("^ (?:did|does|do|was|were|is|are|has|have|had) (?!i |we |you |there )")
_THEY = phrase("they|them|their (?:side|people|team|end)|other side")


@dataclass(frozen=True)
class Meant:
    """A question as one kind would have it: the line, its form, and where which concept stands."""

    given: Given
    form: Form
    said: Mapping[str, frozenset[int]]
    """The places of each concept."""
    rest: tuple[int, ...] = ()
    """The places of words that nothing explains (for `silence`)."""

    def says(self, *concepts: str) -> bool:
        """Whether one of them is said."""
        return any(self.said.get(each) for each in concepts)


def _persons(meant: Meant) -> tuple[str, ...]:
    return meant.given.line.values("person")


def _parties(meant: Meant) -> tuple[str, ...]:
    line, people = meant.given.line, meant.given.vocabulary.people
    parties = [*line.values("party", "client", "partner", "seller")]
    if not parties and not _persons(meant):
        if line.has(_WE):
            parties += people.seller
        elif line.has(_THEY):
            parties += people.client
    return tuple(dict.fromkeys(parties))


def _texts(meant: Meant) -> Parameters:
    given = meant.given
    return {"clauses": given.clauses, "version": given.version, "proposal": given.proposal}


def _about(meant: Meant) -> Parameters:
    return {"clauses": meant.given.clauses, "proposal": meant.given.proposal}


def _sign_off(meant: Meant) -> Parameters:
    persons = _persons(meant)
    sellers = meant.given.vocabulary.people.seller
    if set(meant.given.line.values("party", "client", "partner")) - set(sellers):
        raise NotThis("Of a sign-off it is told which of the seller's people gave it.")
    ask = "whether"
    if meant.form in {"who", "what"}:
        ask = "who"
        if persons or not meant.says("approve"):
            raise NotThis("It asks who, and names somebody.")
    elif meant.says("authority"):
        ask = "allowed"
        if not persons:
            raise NotThis("It does not say who may have been allowed to.")
    if not (persons or meant.given.clauses or meant.given.proposal or ask == "who"):
        raise NotThis("It does not say what may have been signed.")
    return {"ask": ask, "persons": persons, **_texts(meant)}


def _knowledge(meant: Meant) -> Parameters:
    if not (meant.given.clauses or meant.given.proposal):
        raise NotThis("It does not say which clause.")
    persons, parties = _persons(meant), _parties(meant)
    ask = meant.form if meant.form in {"who", "when"} else "whether"
    if meant.form == "how":
        raise NotThis("Of knowledge it is told whether, who, and when.")
    if ask == "who" and persons:
        raise NotThis("It asks who, and names somebody.")
    if ask != "who" and not (persons or parties):
        raise NotThis("It does not say who may have known it.")
    if meant.given.clauses:
        return {"ask": ask, "persons": persons, "parties": parties, **_texts(meant)}
    return {"ask": ask, "persons": persons, "parties": parties, **_texts(meant)}


def _changes(meant: Meant) -> Parameters:
    line = meant.given.line
    span = line.has(phrase("@from|@to|@after|@before"))
    if line.has(phrase("@proposal")):
        raise NotThis("It does not name the two texts that are compared.")
    if not (span or meant.given.clauses):
        raise NotThis("It does not say of what, or since when.")
    if _persons(meant):
        raise NotThis("Who changed something is asked, and not named.")
    ask: str = "what" if meant.form == "how" else meant.form
    if ask in {"who", "why"} and not meant.given.clauses and not span:
        raise NotThis("It does not say of which clause.")
    if ask == "when":
        raise NotThis("When it was changed is told by what changed.")
    return {"ask": ask, "clauses": meant.given.clauses} | ends(line)


def _retraction(meant: Meant) -> Parameters:
    line = meant.given.line
    if set(line.values("party", "client", "partner")) - set(meant.given.vocabulary.people.seller):
        raise NotThis("Only whoever made an offer can retract it.")
    ask = {"how": "why"}.get(meant.form, meant.form)
    persons = _persons(meant)
    if ask == "who" and persons:
        raise NotThis("It asks who, and names somebody.")
    if ask == "why":
        persons = ()
    return {"ask": ask, "persons": persons, **_about(meant)}


def _objection(meant: Meant) -> Parameters:
    ask = "who" if meant.form in {"who", "what"} else "whether"
    if meant.form == "what":
        raise NotThis("Of objections it is told whether, and who.")
    return {"ask": ask, "persons": _persons(meant), "parties": _parties(meant), **_about(meant)}


def _process(meant: Meant) -> Parameters:
    people = meant.given.vocabulary.people
    persons = _persons(meant)
    ours = tuple(each for each in persons if people.party_of.get(each) in people.seller)
    return {"persons": ours or persons, **_about(meant)}


def _precedence(meant: Meant) -> Parameters:
    given = meant.given
    documents, clauses = given.line.values("document"), given.clauses
    if len(documents) + len(clauses) < 2:
        raise NotThis("It does not name two clauses or documents.")
    return {"documents": documents, "clauses": clauses, "items": given.items}


def _precedent(meant: Meant) -> Parameters:
    people = meant.given.vocabulary.people
    own = (*people.client, *people.seller)
    items = list(meant.given.items)
    items += [
        ("beneficiaries", each) for each in meant.given.line.values("party") if each not in own
    ]
    if not items:
        raise NotThis("It names no item that other deals may have treated.")
    return {"items": tuple(items), "terms": meant.given.terms}


def _integrity(meant: Meant) -> Parameters:
    return {}


def _terms(meant: Meant) -> Parameters:
    given = meant.given
    if not (given.terms or given.clauses or meant.says("terms")):
        raise NotThis("It does not say which terms.")
    if meant.form == "whether" and given.line.has(_YES_NO):
        raise NotThis("Of terms it is told what they are.")
    return {"terms": given.terms, **_texts(meant)}


def _scope(meant: Meant) -> Parameters:
    line, people = meant.given.line, meant.given.vocabulary.people
    items = list(meant.given.items)
    if line.has(phrase("@partner")):
        items.append(("beneficiaries", "partner"))
    items += [
        ("beneficiaries", each)
        for each in line.values("party")
        if each not in (*people.client, *people.seller)
    ]
    others = [item for item in items if item[0] != "held"]
    items = others or items
    if not items:
        raise NotThis("No item of the catalogue, order type or beneficiary is named in it.")
    if not (meant.says("cover", "exclude") or meant.given.terms):
        raise NotThis("It does not say what should be in scope of what.")
    if meant.form not in {"whether"}:
        raise NotThis("Whether a term covers an item is asked as a question of yes or no.")
    held = PRICING if ("held", "unit_price") in meant.given.items else ()
    return {
        "items": tuple(dict.fromkeys(items)),
        "clauses": meant.given.clauses,
        "terms": meant.given.terms or held,
    }


def _silence(meant: Meant) -> Parameters:
    given = meant.given
    words = None
    if not given.items:
        words = _free_words(meant)
    elif meant.rest:
        raise NotThis("More is named than an item.")
    return {"items": given.items, "words": words, "documents": given.line.values("document")}


def _free_words(meant: Meant) -> str:
    line = meant.given.line
    if not meant.rest:
        raise NotThis("It does not say what is searched for.")
    first, last = meant.rest[0], meant.rest[-1]
    if last - first > 4 or any(line.tokens[n].is_thing for n in range(first, last + 1)):
        raise NotThis("It does not say what is searched for.")
    part = line.tokens[first : last + 1]
    return " ".join(line.asked[part[0].begin : part[-1].end].split())


def _communication(meant: Meant) -> Parameters:
    given = meant.given
    line, people = given.line, given.vocabulary.people
    verbs = frozenset().union(*(meant.said.get(c, frozenset()) for c in ("say", "promise", "relay")))
    by, to = roles.speakers(line.tokens, verbs, people)
    state = line.values("state")
    found: Parameters = {"items": given.items, **_about(meant), "by": by, "told_to": to}
    partner = {*people.partner} | {p for p, of in people.party_of.items() if of in people.partner}
    if set(by) & partner and meant.says("relay") and not state:
        return found | {"ask": "relay"}
    if state and given.items:
        return found | {"ask": "whether", "state": state[0]}
    if not (by or to):
        raise NotThis("It does not say whose words they may have been.")
    if meant.form in {"what", "how"} or given.items:
        return found | {"ask": "what"}
    raise NotThis("It does not say what may have been said.")


BUILDERS: Mapping[Kind, Callable[[Meant], Parameters]] = {
    "scope": _scope,
    "terms": _terms,
    "sign_off": _sign_off,
    "knowledge": _knowledge,
    "changes": _changes,
    "retraction": _retraction,
    "communication": _communication,
    "silence": _silence,
    "precedence": _precedence,
    "precedent": _precedent,
    "process": _process,
    "integrity": _integrity,
    "objection": _objection,
}
