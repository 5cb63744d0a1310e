"""What texts and messages say: the parameters of scope, terms, silence, precedence and the like.

Each raises NotThis where something is missing.
"""

from __future__ import annotations

import re

from domain.values import PRICING
from projections.answers.words.frames.frame import NotThis
from projections.answers.words.frames.integrity import taken_back_only
from projections.answers.words.frames.terms import of_somebody_else
from projections.answers.words.interrogative import asks_yes_or_no
from projections.answers.words.line import BREAK, Line, phrase
from projections.answers.words.meaning import roles
from projections.answers.words.meaning.meant import (
    Meant,
    Parameters,
    about_of,
    texts_of,
)
from projections.answers.words.meaning.thesaurus import is_grammar

_YES_NO = re.compile("(?:^ |\\| )(?:did|does|do|was|were|is|are|has|have|had) (?!i |you |there )")


def precedence(meant: Meant) -> Parameters:
    """Which of two texts wins."""
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


def precedent(meant: Meant) -> Parameters:
    """How other deals treated an item."""
    people = meant.given.vocabulary.people
    own = (*people.client, *people.seller)
    items = list(meant.given.items)
    items += [
        ("beneficiaries", each) for each in meant.given.line.values("party") if each not in own
    ]
    if not items:
        raise NotThis("It names nothing that other deals may have treated.")
    return {"items": tuple(items), "terms": meant.given.terms}


def integrity(meant: Meant) -> Parameters:
    """Whether the records were touched; it takes no parameters."""
    taken_back_only(meant.given)
    return {}


def terms(meant: Meant) -> Parameters:
    """What the terms were."""
    given = meant.given
    if of_somebody_else(given):
        raise NotThis("Whether a term covers somebody else is told by its scope.")
    in_force = given.line.has(_IN_FORCE) and meant.says("force")
    named = given.terms or given.clauses or given.proposal
    if not (named or meant.says("terms") or in_force):
        raise NotThis("It does not say which terms.")
    if not given.terms and given.line.has(phrase("promised")):
        raise NotThis("What was promised to somebody was said.")
    if (
        len(given.clauses) > 1
        or given.line.has(_WHICH_OF)
        or not (
            meant.says("force", "amount", "terms") or given.line.has(_OF_A_TIME) or _is_bare(meant)
        )
    ):
        raise NotThis("It does not say what is asked of it.")
    if meant.form == "whether" and given.line.has(_YES_NO):
        raise NotThis("Of terms it is told what they are.")
    return {"terms": given.terms, **texts_of(meant)}


def _is_bare(meant: Meant) -> bool:
    """Whether a kind of term is named as a text or a party has it: "payment days on the paper?"."""
    line = meant.given.line
    return bool(meant.given.terms) and line.has(_OF_TEXT) and not line.has(_VERBS)


_OF_TEXT = phrase(
    "(?:on|in|under|per|for|with) (?:the |our )?(?:papers?|contract|agreement|documents?|@client|"
    "@party|@partner)"
)
_VERBS = phrase(
    "did|does|do|was|were|is|are|has|have|had|can|could|will|would|shall|should|may|might|must|"
    "why|who|when|whether|if|in|out|not"
)
_IN_FORCE = phrase(
    "in force|in effect|in place|on offer|on the table|stood|agreed|agree|apply|applied|applicable|"
    "binding|bound|offered|offer|offering|governed|obtained|operative|quoted|quoting|promised"
)
_WHICH_TEXT = phrase("(?:which|whose|what) (?:document|paper|text|clause|schedule|one)")
_WHICH_OF = phrase("which one|which of (?:the|them|these|those|it)|whose")


_OF_A_TIME = phrase("@when|@known|@proposal|(?:what|which) (?:is|was|are|were|@kind|do|did)")


_ANY_TEXT = phrase(
    "(?:any|some|which|no) (?:[a-z]+ )?(?:clause|clauses|document|documents|paper|papers|section|"
    "provision|schedule|annex|text)|anywhere|somewhere|nowhere"
)


def scope(meant: Meant) -> Parameters:
    """Whether a term covers an item, an order or somebody."""
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
    if line.has(_ANY_TEXT):
        raise NotThis("It asks what texts say.")
    if meant.form != "whether":
        raise NotThis("Whether a term covers an item is asked as a question of yes or no.")
    held = PRICING if ("held", "unit_price") in meant.given.items else ()
    return {
        "items": tuple(dict.fromkeys(items)),
        "clauses": meant.given.clauses,
        "terms": meant.given.terms or held,
    }


_COVERS = phrase("cover|covers|covered|include|included|includes|part")


def silence(meant: Meant) -> Parameters:
    """Whether a text says anything of it."""
    given = meant.given
    which = given.line.has(_WHICH_TEXT)
    if which or any(token.text == BREAK for token in given.line.tokens):
        raise NotThis("It does not say in one sentence what is searched for.")
    words = None
    in_texts = meant.says("papers") or given.line.values("document") or meant.strong
    if given.items and given.line.has(_COVERS) and not in_texts:
        raise NotThis("It asks what a term covers.")
    if not given.items:
        words = _free_words(meant)
    elif meant.rest:
        raise NotThis("More is named than an item.")
    return {"items": given.items, "words": words, "documents": given.line.values("document")}


def _free_words(meant: Meant) -> str:
    """The one run of words that is searched for, as it was written."""
    line, taken = meant.given.line, frozenset().union(*meant.said.values())
    papers = meant.says("papers") or bool(line.values("document"))
    mentions = meant.strong and meant.says("mention")
    if not (mentions or (papers and line.has(_ABOUT))):
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
    if any((each.capital and not each.first) or not each.text.isalpha() for each in part):
        raise NotThis("It does not say what is searched for.")
    return " ".join(line.asked[part[0].begin : part[-1].end].split())


def _trimmed(run: list[int], line: Line) -> list[int]:
    words = [line.tokens[at].text for at in run]
    while words and (is_grammar(words[0]) or words[:1] == ["spoken"]):
        words.pop(0)
        run = run[1:]
    while words and is_grammar(words[-1]):
        words.pop()
        run = run[:-1]
    return run


_LONGEST = 5


_ABOUT = phrase(
    "(?:on|about|for|of|with|to|into|regarding|concerning)(?! (?:the |our |signed )*(?:papers?|"
    "contract|agreement|documents?|texts?|files?)(?: |$))|any|anything|something|nothing|say|says"
)


def communication(meant: Meant) -> Parameters:
    """What was said to whom."""
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
    found: Parameters = {"items": given.items, **about_of(meant), "by": by, "told_to": to}
    partner = {*people.partner} | {p for p, of in people.party_of.items() if of in people.partner}
    if set(by) & partner and meant.says("relay") and not state:
        return found | {"ask": "relay"}
    if state and given.items:
        return found | {"ask": "whether", "state": state[0]}
    if not (by or to):
        raise NotThis("It does not say whose words they may have been.")
    listed = line.has(_EVERYTHING) and not asks_yes_or_no(line)
    if meant.form in {"what", "how"} or listed:
        if meant.says("relay") and not meant.says("say", "promise"):
            raise NotThis("It does not say who passed it on.")
        return found | {"ask": "what"}
    if given.items and meant.says("promise") and not meant.says("cover", "exclude"):
        return found | {"ask": "whether", "state": "in"}
    if given.items and line.has(_SAID_OF_IT):
        raise NotThis("It does not say what may have been said of it.")
    if given.items:
        return found | {"ask": "whether"}
    raise NotThis("It does not say what may have been said.")


_SAID_OF_IT = phrase(
    "that (?:the |our |all |any |every )?(?:@item (?:and |or )?)+(?:is|are|was|were|be|will|would|"
    "can|could|may|must|has|have|had|gets?|comes?|costs?|stays?|goes|go|does|do|carry|carries|rises?|falls?)"
)
"""What is said of an item, and is neither that it is in nor out: it would be lost."""
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
