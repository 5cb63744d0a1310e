"""precedent: how an item was treated in earlier deals, of this client and of others."""

from __future__ import annotations

from projections.answers.words.frames.additions import with_additions
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

_DEALS = (
    "deals|deal|contracts|contract|agreements|agreement|clients|client|customers|"
    "customer|accounts|orders|cases|projects|bids|offers"
)
_EARLIER = "earlier|past|previous|prior|other|former|older|old|comparable|similar|preceding"
_CUES = phrase(
    f"precedent|precedents|(?:{_EARLIER}) (?:{_DEALS}|@client|@party|@kind|discounts?|rebates?|"
    f"prices?|"
    f"rates?|terms|times|occasions|treatment|"
    f"treatments|"
    "handling|practice|approach|dealings|arrangements?|instances?|examples?|decisions?)|before|"
    f"(?:last|latest|recent|few|two|three|most) (?:{_DEALS})|to date|in (?:any|all|our|the) other|"
    f"over the years|(?:any|which|some) (?:{_DEALS}) (?:where|in which|that|with)|(?:another|any "
    f"other|some other) (?:{_DEALS})|"
    "(?:other|comparable|similar) (?:ports|hotels|broadcasters|agencies|hospitals|labs|"
    "laboratories|"
    "companies|contractors|builders|advertisers|brands|terminals|stations|networks|buyers|retailers|"
    "authorities|manufacturers|providers|firms|businesses|organisations|organizations)|"
    f"other times|as a rule|on previous occasions|"
    f"previously|in the past|historically|"
    "for (?:anyone|anybody|nobody|somebody)(?: else)?|elsewhere|last time|usually|normally|track "
    "record|so far|until now|up to now|past practice|"
    "earlier|in the old days|history|hitherto|anywhere else|with others|for others|"
    "other (?:@client)|with other|for other|of other|to other|other people|others|(?:a|any|the|"
    "one) "
    "(?:former|previous|prior|earlier|past) (?:occasion|occasions|time|engagement|engagements|"
    "transaction|transactions|dealings|business|negotiations?)|dealings|on (?:earlier|previous|"
    "past|other) "
    "occasions|first time|for the first time|ever before|custom|customary|customarily|"
    "traditionally|"
    "tradition|routinely|hitherto|back then|years ago|rest of (?:our|the) (?:clients|customers)|"
    "earlier on|habit|practice|usual"
)
_WORDS = frozenset(
    f"{_DEALS}|{_EARLIER} precedent precedents how what treat treatment treated "
    f"treating treats handle handled handling deal "
    "dealt do did done we they them times time occasions before previously past historically "
    "elsewhere last usually normally track record so far until up practice cover covered covers "
    "include included includes including in out give given gave gives giving offer offered get got "
    "who share shares shared sharing pay pays paid paying throw throws threw thrown same where "
    "when which whose there price priced sell sold charge charged ever grant granted "
    "allow allowed who others else anywhere everybody everyone same apply applied applies extend "
    "extended extends come comes came with history been case cases made make position way approach "
    "look looked like similar been say said exclude excluded excludes across kind "
    "agree agreed usual under part "
    "terms term purchases dealings engagement transaction transactions occasion negotiations "
    "what whether find treatment position stance line taken took take been were any sort "
    "cheaper discounted list full free charge extra separately excluded covered rest "
    "used using use accounts anyone everyone did case custom tradition years ago first "
    "reduced lower practice thrown throw something differently different pattern could would "
    "should stand stood attitude practise price level comparable matter find found show shows "
    "showing example examples "
    "instance instances "
    "elsewhere over all time far there ones out track "
    "another broadcasters agencies hospitals labs laboratories contractors builders advertisers "
    "brands "
    "terminals stations networks buyers retailers authorities manufacturers providers "
    "organisations "
    "rent rented rents hire hired sold sells buying ordered order purchased booked let lets "
    "letting to "
    "date receive received receives last recent few two three number go goes going went gone fare "
    "fared arrangement arrangements decision decisions others ports hotels companies company firms "
    "businesses elsewhere standard rule extra included bundled thrown "
    "book books buy happened happen most often always bought buy all ones".replace("|", " ").split()
)


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    line = with_items(line, vocabulary)
    return with_kinds(line, vocabulary)


def _read(given: Given) -> Parameters:
    items = list(given.items)
    people = given.vocabulary.people
    own = (*people.client, *people.seller)
    items += [("beneficiaries", party) for party in given.line.values("party") if party not in own]
    if not (items or given.terms):
        raise NotThis("It names nothing that other deals may have treated.")
    if given.has(phrase("(?:(?<=^ )|(?<= \\| ))who|why")):
        raise NotThis("Of other deals it is told how they treated an item.")
    return {"items": tuple(items), "terms": given.terms}


FRAME = Frame(
    kind="precedent",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("item", "kind", "client", "party", "seller") - {"@before", "@after"},
    read=_read,
    prepare=_prepare,
    prepare_loosely=with_additions,
)
