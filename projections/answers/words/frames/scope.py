"""scope: whether a term covers an item, an order type, a beneficiary."""

from __future__ import annotations

import re

from domain.values import PRICING
from projections.answers.words.frames.additions import with_additions, with_more
from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    refuse,
    tagged,
    with_items,
    with_kinds,
)
from projections.answers.words.line import Line, phrase
from projections.answers.words.vocabulary import Vocabulary

_COVER = (
    "cover|covers|covered|covering|include|includes|included|including|extend|extends|extended|"
    "extending|apply|applies|applied|reach|reaches|reached|within|under|scope|part "
    "of|fall|falls|fell|"
    "fallen|in|out|inside|outside|exclude|excluded|excludes|excluding|discounted|entitled|eligible|"
    "benefit|benefits|qualify|qualifies|qualified|concern|concerns|encompass|"
    "encompasses|belong|belongs|"
    "go for|goes for|get|gets|got|enjoy|enjoys|come with|comes with|came with|subject to|on|at|for|"
    "with|treated|affected|captured|capture|catch|caught|hold|holds|carry|carries|"
    "part|meant|stretch|stretches|"
    "embrace|embraces|exempt|exempted|carved out|left out|count|counts|counted|"
    "protect|protects|protected|safeguard|safeguards|shield|shields|shielded|attract|attracts|"
    "attracted|share in|shares in|claim|claims|claimed|"
    "rely on|take advantage of|partake|extends|spill over|"
    "embraces|comprise|comprises|comprised|attach|attaches|attached|transfer|transfers|"
    "carry over|carries over|spread|spreads|payable|granted|available|due|open to|"
    "good for|valid for|relate|relates|run to|runs "
    "to|flow to|flows to|govern|governs|favour|favours|favor|priced|charged|billed|invoiced|"
    "ringfenced|contain|contains|contained"
)
_LATER = (
    "next year|next quarter|next month|later on|later|afterwards|in future|in the future|"
    "subsequently|down the road|down the line|at a later date|after signing|in the "
    "coming years"
)
_BOUGHT = (
    "want|wants|wanted|bought|added|ordered|purchased|buy|buys|order|add|adds|orders|"
    "buying|ordering|"
    "adding|rent|rents|rented|hire|hires|hired|book|books|booked|take|taken|purchase|purchases|"
    "take on"
)
_CUES = phrase(f"@kind|{_COVER}")
_WORDS = frozenset(

        f"{_COVER}|{_LATER}|{_BOUGHT} all them they their would will should be mean means "
        f"meant intended supposed "


        "intend intention under any deal offer contract agreement clause term terms part "
        "if what about how "

    "same ask asking asks asked when who gets us too as well it also each or both also goes go "
    "giving give given gave granting grant granted allow allowed allows whether orders order "
    "meaning come comes came going still services service products product items item things thing "
    "form forms formed obliged bound committed bind binds fleet sold let letting lets supply "
    "supplied deliver "
    "delivered "
    "provide provided make makes used uses using use "
    "theirs parties weekly monthly daily yearly annual hourly quarterly intend intends intending "
    "applicable inclusive grows grow counted rented hired bought ordered purchased sold booked "
    "price priced one ones opening opened opens joining joined joins in what purchases enjoy "
    "enjoyed "
    "side everything anything bundle along where does is are were was our of "

        "enough cheap they also affect affects available at not those proposal scope "
        "range within ambit reach "


        "promise promised agree agreed thereof like treat treats total all pay pays paid "
        "charged charge "



            "more does want wants wanted comes come back sell sold can could full "
            "anything deal whatever getting owe owes held holding intention "

        "old previous reduced share claim advantage over rent rents rented hire hires "
        "can may rightly legitimately parcel package should said something far during extra had "
        "come term life lifetime top "
        "separately surcharge purchases"
    .replace("|", " ").split()
)  # fmt: skip
_OUT = phrase(
    "at list price|at list|at full price|full price|extra|excluded|exclude|excludes|excluding|"
    "outside|out|exempt|exempted|carved out|left out"
)
_BOTH = phrase(
    "discounted or (?:not|at list price|excluded|extra|full price)|(?:extra|excluded|at list price|"
    "full price) or (?:discounted|included|not|in|in the price)|in the price or extra|"
    "in or out|out or in|included or (?:excluded|not)|in scope or out|inside or outside|"
    "in or not|covered or not|excluded or included|or excluded|or out"
)
_ASKS = phrase(
    "cover|covers|covered|covering|include|includes|included|including|extend|"
    "extends|extended|apply|"
    "applies|applied|reach|reaches|reached|within|under|scope|part of|fall|falls|"
    "fell|in|inside|outside|"
    "exclude|excluded|excludes|discounted|out|get|gets|benefit|benefits|qualify|qualifies|eligible|"
    "entitled|@kind|concern|part|exempt|carved out|left out|meant|count|counts"
)
_COVERS = phrase(
    "cover|covers|covered|covering|include|includes|included|extend|extends|extended|apply|applies|"
    "applied|reach|reaches|within|under|scope|part of|fall|falls|in|inside|outside|exclude|"
    "excluded|"
    "excludes|get|gets|benefit|benefits|qualify|qualifies|eligible|entitled|hold|holds|concern|"
    "concerns|govern|governs|same"
)
_OF_THE_DEAL = phrase(
    "(?:in|under|of|for|from|to) (?:the |our |this |that )?(?:@client |@party )?(?:'s )?"
    "(?:deal|agreement|contract|offer|proposal|bid)(?= |$)"
)
_OPEN = phrase("what(?! about)|which|how(?! about)|who|why|when (?:did|was|were|is)")
_OF_ANOTHER = phrase("@item @kind (?:.+ )?@item")
_MORE_OF = phrase("(?:added|extra|more|further|additional|new|other|future) @item")
_NOT_ASKED = (
    (
        phrase("(?:matters?|counts?) (?:more|most|less)"),
        "What matters more is not asked as the scope.",
    ),
    (
        phrase("(?:did|do) (?:we|they|you) use to|used to (?:be|get|give|have)"),
        "What used to be is no scope.",
    ),
    (
        phrase(
            "(?:told|tell|telling|promised?|informed?|assured?|on notice|to understand|led to "
            "believe|"
            "mentioned|advised|warned|notified) (?:.+ )?that|(?:told|tell|telling|promised?|"
            "promising|"
            "informed?|assured?|warned|notified) (?:them|him|her|us|everybody|anybody|anyone|"
            "@client|@person|"
            "@party|@partner)"
        ),
        "What somebody was told is not asked as the scope.",
    ),
    (phrase("(?:can|could) we"), "What may be done now is not asked of the record."),
    (
        phrase("(?:via|through|by|from) (?:@partner|@client)"),
        "Through whom is not asked as its scope.",
    ),
    (_MORE_OF, "More of an item is not the item."),
    (_OF_ANOTHER, "It names the term of one item, and another item."),
    (_OPEN, "Whether a term covers an item is asked as a question of yes or no."),
)
_SUBSIDIARY = phrase(
    "(?P<one>@party) (?:subsidiary|affiliate|(?:@client 's )?(?:subsidiary|affiliate))"
)
_SHARE = phrase(r"at (?:the )?(?P<share>\d+(?:\.\d+)?)(?! (?:%|percent|per|pct))")
_WANTED = phrase(
    "@person (?:(?:now|also|always|really) )*(?:wants|wanted|asks for|asked for|is "
    "asking for|claims|thinks|says|said|believes|insists|expects)(?: that)?"
)


_THE_DEAL = phrase(
    "(?:(?:in|under|within|by|of|from|with|per) )?(?:what|that which|the thing|all that) "
    "(?:(?:we|they|both|@client|@party|@seller|was|were|is|has been|had been|had|have|got|both "
    "sides|finally|actually|ever) )+(?:agreed|signed|sent|offered|accepted|sold|promised|settled|"
    "agreed on|agreed upon|agreed to|proposed|submitted|bought|negotiated)"
    "(?: (?:on|upon|to|off|with (?:@client|@party|them)))?"
)
"""What was agreed is the governing text, and names nothing."""
_IN_PAPERS = phrase(
    "(?:under|in|per|by|following|going by|within|on the basis of) (?:the terms of )?@document"
)
_WHAT_IT_COVERS = phrase(
    "(?:(?:a )?part of |among |amongst |one of )?(?:what|the things|those things)(?: that)?"
    "(?= (?:the |our |that )?@kind (?:cover|covers|covered|applies|applied|apply|extends|reaches|"
    "includes|is for|goes) )"
)


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    line = line.without(_WANTED).without(_THE_DEAL).without(_IN_PAPERS).without(_OF_THE_DEAL)
    line = with_additions(line, vocabulary)
    line = line.each(_SHARE, lambda found: _share(found.word("share"), vocabulary))
    line = line.without(phrase("(?:can|could|may) (?:they|the client)"))
    line = line.each(
        phrase("(?:can|could|may) (?P<one>@client|@party)"),
        lambda f: (f.tokens("one")[0].text[1:], f.values("one")),
    )
    line = line.each(_SUBSIDIARY, lambda f: ("party", f.values("one")))
    line = with_items(line, vocabulary)
    line = with_kinds(line, vocabulary).without(_WHAT_IT_COVERS)
    later, bought = line.find(phrase(_LATER)), line.find(phrase(_BOUGHT))
    orders = any(value.startswith("orders ") for value in line.values("item"))
    if later and not (bought or orders):
        return line.thing(later, "unclear")
    if later and orders:
        return line.replaced(later.begin, later.end)
    if later and bought and not orders:
        line = line.thing(later, "item", ("orders expansion",))
    return line


def _share(share: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]] | None:
    """A bare number that a term states as its percentage is that term."""
    return ("kind", PRICING) if vocabulary.clauses.of_share(share) else None


def _read(given: Given) -> Parameters:
    items = _items(given)
    if not items:
        raise NotThis("No item of the catalogue, order type or beneficiary is named in it.")
    refuse(given, _NOT_ASKED)
    if not given.has(_ASKS):
        raise NotThis("It does not say what should be in scope of what.")
    kinds = [token for token in given.line.tokens if token.text == "@kind"]
    if kinds and not set(given.terms) & set(PRICING) and not given.has(_COVERS):
        raise NotThis("It does not say what should be in scope of what.")
    if len(kinds) > 1 and _names_a_share(given.line):
        raise NotThis("How high the discount is, is not asked as its scope.")
    return {
        "items": tuple(dict.fromkeys(items)),
        "clauses": given.clauses,
        "terms": given.terms or (PRICING if ("held", "unit_price") in given.items else ()),
        "negated": given.has(_OUT) and not given.has(_BOTH),
    }


def _items(given: Given) -> list[tuple[str, str]]:
    """The items of the catalogue, and those for whom: the client only where it is alone."""
    line, people = given.line, given.vocabulary.people
    clients = () if line.has(_TOGETHER) else people.client
    parties = line.values("party")
    items = list(given.items)
    if not clients and line.has(phrase("@client")):
        items.append(("beneficiaries", "client"))
    if line.has(phrase("@partner")):
        items.append(("beneficiaries", "partner"))
    items += [("beneficiaries", id_) for id_ in parties if id_ not in (*clients, *people.seller)]
    if given.has(_OR_LIST_PRICE):
        items = [item for item in items if item != ("held", "list_price")]
    items = _without_prices(items)
    if items:
        return items
    named = [("beneficiaries", party) for party in parties if party in clients]
    return named or ([("beneficiaries", "client")] if line.has(phrase("@client")) else [])


_TOGETHER = phrase(
    "(?:@party|@client) (?:and|or) (?:@party|@client|@partner)|@partner (?:and|or) @client"
)


_OR_LIST_PRICE = phrase(
    "or (?:(?:is|are|was|were|it|they|to be|charged|sold|billed|priced|paid|at|for|the|rented) "
    ")*@item(?= $|$)"
)


def _names_a_share(line: Line) -> bool:
    """Whether one of the terms is named by its percentage."""
    kinds = [line.said([token]) for token in line.tokens if token.text == "@kind"]
    return any(re.search(r"%|percent|per cent|pct", said.casefold()) for said in kinds)


def _without_prices(items: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The unit prices of something are its pricing, and no item beside it."""
    held = [item for item in items if item[0] == "held"]
    others = [item for item in items if item[0] != "held"]
    if held and others:
        if ("held", "list_price") in held:
            raise NotThis("Whether something is at list price is not asked as its scope.")
        return others
    return items


FRAME = Frame(
    kind="scope",
    cues=_CUES,
    words=_WORDS - {"later", "next", "year", "quarter", "month", "future"},
    takes=tagged("item", "kind", "clause", "client", "party", "seller", "partner") - {"@after"},
    read=_read,
    prepare=_prepare,
    prepare_loosely=with_more,
)
