"""From what was heard to the parameters of a kind. Each raises NotThis where something is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.values import PRICING
from projections.answers.asked import Kind
from projections.answers.words.frames import knowledge, sign_off
from projections.answers.words.frames.changes import ends, is_open
from projections.answers.words.frames.frame import Given, NotThis, refuse
from projections.answers.words.interrogative import asks_yes_or_no
from projections.answers.words.line import BREAK, Line, phrase
from projections.answers.words.meaning import roles
from projections.answers.words.meaning.forms import Form
from projections.answers.words.meaning.thesaurus import is_grammar

Parameters = dict[str, Any]
_WE = phrase(
    "we|us|our (?:own )?(?:side|team|people|company|end|firm|house|ranks|guys|staff|shop|camp|outfit|office)|any of us"
)
_YES_NO = re.compile("(?:^ |\\| )(?:did|does|do|was|were|is|are|has|have|had) (?!i |you |there )")
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
    strong: bool = False
    """Whether one of its ways of saying means hardly anything else."""

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
    refuse(meant.given, sign_off.REFUSED)
    persons = _persons(meant)
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
    texts = _texts(meant)
    if not (texts["clauses"] or texts["proposal"]):
        texts["proposal"] = sign_off.sent_then(meant.given.line)
    return {"ask": ask, "persons": persons, **texts}


def _asks_authority(meant: Meant) -> bool:
    """Whether a word says that somebody was allowed to, and not only that it was approved."""
    if meant.given.line.has(_UP_TO):
        return True
    authority, approve = (meant.said.get(each, frozenset()) for each in ("authority", "approve"))
    if not authority:
        return False
    return bool(authority - approve) or bool(approve - authority) or meant.given.line.has(_AUTHORISED)


_UP_TO = phrase("up to (?:@person|him|her|them) to")
_LISTED = phrase("approvals|sign offs|signoffs|signatures|authorisations|authorizations|clearances")
_VERB = phrase("did|was|were|has|have|had|is|are|any|all|got|do|does|every|enough|both|in")
_AUTHORISED = phrase(
    "(?:was|were|is|are) (?:@person|he|she|they) (?:[a-z]+ly )?authori[sz]ed(?! by)"
)


def _knowledge(meant: Meant) -> Parameters:
    refuse(meant.given, knowledge.REFUSED)
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
    if line.has(_AT_ACCEPTANCE) and not meant.says("change", "insert", "origin"):
        raise NotThis("It does not say whether it was taken out, or back.")
    ask: str = "what" if meant.form == "how" else meant.form
    if ask == "whether" and is_open(meant.given):
        ask = "what"
    if ask in {"who", "why"} and not meant.given.clauses and not span:
        raise NotThis("It does not say of which clause.")
    if ask == "when":
        raise NotThis("When it was changed is told by what changed.")
    return {"ask": ask, "clauses": meant.given.clauses} | ends(line)


def _instructed(line: Line) -> tuple[str, ...]:
    """Whom somebody told to: who told them is asked. A name behind the question is a guess."""
    return tuple(value for match in _TOLD.finditer(line.text) for token in line.within(*match.span())
                 for value in token.values)  # fmt: skip


_TAKEN_OUT = phrase(
    "(?:drop|ditch|axe|chop|scrap|scratch|cut|delete|remove|strik)(?:s|e|ed|ped|ing|ping|ted|ting)?"
    "|struck|dropped"
)
_TOLD = phrase(
    "(?:told|asked|instructed|ordered|made|got|forced|pushed|directed|gave|handed|sent|have|had) "
    "@person|@person(?= $)"
)
_AT_ACCEPTANCE = phrase("@when|@before")


def _retraction(meant: Meant) -> Parameters:
    line = meant.given.line
    if set(line.values("party", "client", "partner")) - set(meant.given.vocabulary.people.seller):
        raise NotThis("Only whoever made an offer can retract it.")
    if meant.given.clauses and not meant.given.proposal and line.has(_TAKEN_OUT):
        raise NotThis("A clause that was dropped was changed, and not retracted.")
    if any(t.values[:1] == ("proposal.retracted",) for t in line.tokens if t.is_thing):
        raise NotThis("It asks what came before the retraction.")
    ask = {"how": "why"}.get(meant.form, meant.form)
    persons = _persons(meant)
    if ask == "who":
        persons = tuple(each for each in persons if each not in _instructed(line))
    if ask == "who" and persons:
        raise NotThis("It asks who, and names somebody.")
    return {"ask": ask, "persons": persons, **_about(meant)}


def _objection(meant: Meant) -> Parameters:
    ask = "who" if meant.form in {"who", "what"} else "whether"
    if meant.form == "what":
        raise NotThis("Of objections it is told whether, and who.")
    return {"ask": ask, "persons": _persons(meant), "parties": _parties(meant), **_about(meant)}


def _process(meant: Meant) -> Parameters:
    people = meant.given.vocabulary.people
    persons = _persons(meant)
    named = persons or meant.given.clauses or meant.given.proposal or meant.given.line.has(_MOMENT)
    if not (named or meant.strong):
        raise NotThis("It does not say what went past whom.")
    ours = tuple(each for each in persons if people.party_of.get(each) in people.seller)
    return {"persons": ours or persons, **_about(meant)}


_MOMENT = phrase("@before|@when")


def _precedence(meant: Meant) -> Parameters:
    given = meant.given
    documents, clauses = given.line.values("document"), given.clauses
    ordered = meant.says("papers") or given.line.has(_ORDERED)
    none = not (documents or clauses or given.items) and ordered
    if len(documents) + len(clauses) < 2 and not (none and meant.says("prevail")):
        raise NotThis("It does not name two clauses or documents.")
    return {"documents": documents, "clauses": clauses, "items": given.items}


_ORDERED = phrase(
    "(?:order|rules?|ranking|order of) (?:of )?(?:precedence|priority)|hierarchy|pecking order"
)


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
    if not (given.terms or given.clauses or given.proposal or meant.says("terms", "force")):
        raise NotThis("It does not say which terms.")
    if not given.terms and given.line.has(phrase("promised")):
        raise NotThis("What was promised to somebody was said.")
    if len(given.clauses) > 1 or given.line.has(_WHICH_OF) or not (
        meant.says("force", "amount", "terms") or given.line.has(_OF_A_TIME)
    ):
        raise NotThis("It does not say what is asked of it.")
    if meant.form == "whether" and given.line.has(_YES_NO):
        raise NotThis("Of terms it is told what they are.")
    return {"terms": given.terms, **_texts(meant)}


_WHICH_OF = phrase("which one|which of (?:the|them|these|those|it)|whose")
_OF_A_TIME = phrase("@when|@known|@proposal|(?:what|which) (?:is|was|are|were|@kind|do|did)")


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
    """The one run of words that is searched for, as it was written."""
    line, taken = meant.given.line, frozenset().union(*meant.said.values())
    papers = meant.says("papers") or bool(line.values("document"))
    if not (meant.strong or (papers and line.has(_ABOUT))):
        raise NotThis("It does not say what is searched for.")
    runs: list[list[int]] = [[]]
    for at, token in enumerate(line.tokens):
        if at in taken or token.is_thing or token.text == BREAK:
            runs.append([])
        else:
            runs[-1].append(at)
    trimmed = [_trimmed(run, line) for run in runs]
    found = [run for run in trimmed if run]
    if len(found) != 1 or not set(meant.rest) <= set(found[0]) or len(found[0]) > _LONGEST:
        raise NotThis("It does not say what is searched for.")
    part = [line.tokens[at] for at in found[0]]
    if any(each.capital and not each.first or not each.text.isalpha() for each in part):
        raise NotThis("It does not say what is searched for.")
    return " ".join(line.asked[part[0].begin : part[-1].end].split())


def _trimmed(run: list[int], line: Line) -> list[int]:
    words = [line.tokens[at].text for at in run]
    while words and is_grammar(words[0]):
        words.pop(0)
        run = run[1:]
    while words and is_grammar(words[-1]):
        words.pop()
        run = run[:-1]
    return run


_LONGEST = 5
_ABOUT = phrase("on|about|for|of|with|to|into|regarding|concerning|any|anything|something|nothing|say|says")


def _communication(meant: Meant) -> Parameters:
    given = meant.given
    line, people = given.line, given.vocabulary.people
    said = (meant.said.get(each, frozenset()) for each in ("say", "promise", "relay", "send"))
    light = (at for at, token in enumerate(line.tokens) if token.text in _GIVES)
    verbs = frozenset(light).union(*said)
    by, to = roles.speakers(line.tokens, verbs, people)
    state = line.values("state")
    if meant.says("papers") and not line.values("person", "party", "client", "partner"):
        raise NotThis("It asks what stands in writing.")
    to = to or _told_before(meant)
    found: Parameters = {"items": given.items, **_about(meant), "by": by, "told_to": to}
    partner = {*people.partner} | {p for p, of in people.party_of.items() if of in people.partner}
    if set(by) & partner and meant.says("relay") and not state:
        return found | {"ask": "relay"}
    if state and given.items:
        return found | {"ask": "whether", "state": state[0]}
    if not (by or to):
        raise NotThis("It does not say whose words they may have been.")
    listed = line.has(_EVERYTHING) and not asks_yes_or_no(line)
    if meant.form in {"what", "how"} or listed:
        return found | {"ask": "what"}
    if given.items and meant.says("promise") and not meant.says("cover", "exclude"):
        return found | {"ask": "whether", "state": "in"}
    if given.items:
        return found | {"ask": "whether"}
    raise NotThis("It does not say what may have been said.")


_GIVES = frozenset("give gives gave given giving make makes made making offer offered".split())
_EVERYTHING = phrase(
    "everything|list|statements|promises|assurances|representations|all (?:that|which)"
)
_HIM = phrase("him|her")


def _told_before(meant: Meant) -> tuple[str, ...]:
    """Whom "him" means, where only the moment names somebody. Raises NotThis if nobody is."""
    if not meant.given.line.has(_HIM):
        return ()
    named = {
        who.removeprefix("@person ")
        for token in meant.given.line.tokens
        if token.text in {"@before", "@when"}
        for who in token.values[2:3]
        if who.startswith("@person ")
    }
    if len(named) != 1:
        raise NotThis("It does not say to whom.")
    return tuple(named)


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
