"""scope: whether a term covers an item, an order type, a beneficiary."""

from __future__ import annotations

from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    tagged,
    with_items,
    with_kinds,
)
from projections.answers.words.line import Line, phrase
from projections.answers.words.vocabulary import Vocabulary

_COVER = (
    "cover|covers|covered|covering|include|includes|included|including|extend|extends|extended|"
    "extending|apply|applies|applied|reach|reaches|reached|within|under|scope|part of|fall|falls|fell|"
    "fallen|in|out|inside|outside|exclude|excluded|excludes|excluding|discounted|entitled|eligible|"
    "benefit|benefits|qualify|qualifies|qualified|concern|concerns|encompass|encompasses|belong|belongs|"
    "go for|goes for|get|gets|got|enjoy|enjoys|come with|comes with|came with|subject to|on|at|for|"
    "with|treated|affected|captured|capture|catch|caught|hold|holds|carry|carries|part|meant|stretch|stretches|"
    "embrace|embraces|exempt|exempted|carved out|left out|count|counts|counted|ringfenced|contain|contains|contained"
)
_LATER = "next year|next quarter|next month|later on|later|afterwards|in future|in the future|subsequently|down the road|down the line|at a later date|after signing|in the coming years"
_BOUGHT = "bought|added|ordered|purchased|buy|buys|order|add|adds|orders|buying|ordering|adding|take|taken|purchase|purchases|take on"
_CUES = phrase(f"@kind|{_COVER}")
_WORDS = frozenset(
    f"{_COVER}|{_LATER}|{_BOUGHT} all them they their would will should be mean means meant intended supposed "
    "intend intention under any deal offer contract agreement clause term terms part if what about how "
    "same ask asking asks asked when who gets us too as well it also each or both also goes go "
    "giving give given gave granting grant granted allow allowed allows whether orders order "
    "meaning come comes came going still services service products product items item things thing "
    "price priced one side everything anything bundle along where does is are were was our of "
    "enough cheap they also affect affects available at not those proposal scope range within ambit reach "
    "promise promised agree agreed thereof like treat treats total all pay pays paid charged charge "
    "more does".replace("|", " ").split()
)  # fmt: skip
_OUT = phrase("excluded|exclude|excludes|excluding|outside|out|exempt|exempted|carved out|left out")
_BOTH = phrase("in or out|out or in|included or (?:excluded|not)|in scope or out|inside or outside|in or not|covered or not|excluded or included|or excluded|or out")
_ASKS = phrase(
    "cover|covers|covered|covering|include|includes|included|including|extend|extends|extended|apply|"
    "applies|applied|reach|reaches|reached|within|under|scope|part of|fall|falls|fell|in|inside|outside|"
    "exclude|excluded|excludes|discounted|out|get|gets|benefit|benefits|qualify|qualifies|eligible|"
    "entitled|@kind|concern|part|exempt|carved out|left out|meant|count|counts"
)
_OPEN = phrase("what(?! about)|which|how(?! about)|who|why|when (?:did|was|were|is)")
_FUTURE = phrase("cost|costs|how much")
_SUBJECT = phrase("(?P<one>@client|@party) (?:is|was|keeps|were) (?:also )?(?:asking|asks|buys|bought|ordered|orders|adds|wants)")


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    line = with_items(line, vocabulary)
    line = with_kinds(line, vocabulary)
    later, bought = line.find(phrase(_LATER)), line.find(phrase(_BOUGHT))
    orders = any(value.startswith("orders ") for value in line.values("item"))
    if later and not (bought or orders):
        return line.thing(later, "unclear")
    if later and bought and not orders:
        line = line.thing(later, "item", ("orders expansion",))
    return line


def _read(given: Given) -> Parameters:
    line, people = given.line, given.vocabulary.people
    items = list(given.items)
    clients = set(people.client)
    for token in line.tokens:
        for value in token.values if token.text == "@party" else ():
            if value not in clients and value not in people.seller:
                items.append(("beneficiaries", value))
    if not items:
        for tag, item in (("client", "client"), ("partner", "partner")):
            if line.has(phrase(f"@{tag}")):
                items.append(("beneficiaries", item))
    if not items:
        raise NotThis("No item of the catalogue, order type or beneficiary is named in it.")
    if not given.has(_ASKS):
        raise NotThis("It does not say what should be in scope of what.")
    if given.has(_OPEN):
        raise NotThis("Whether a term covers an item is asked as a question of yes or no.")
    if any(axis == "services" for axis, _ in items) or given.terms or given.has(_ASKS):
        return {
            "items": tuple(dict.fromkeys(items)),
            "terms": given.terms,
            "negated": given.has(_OUT) and not given.has(_BOTH),
        }
    raise NotThis("It does not say what should be in scope of what.")


FRAME = Frame(
    kind="scope",
    cues=_CUES,
    words=_WORDS - {"later", "next", "year", "quarter", "month", "future"},
    takes=tagged("item", "kind", "client", "party", "seller", "partner") - {"@after"},
    read=_read,
    prepare=_prepare,
)
