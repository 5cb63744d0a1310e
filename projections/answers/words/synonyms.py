"""One way of saying a thing for the many ways there are, whatever the kind.

"For what reason", "on what grounds", "what prompted us to" are "why"; "by whom", "at whose request"
are "who". Nothing here adds to what is asked, or takes from it.
"""

from __future__ import annotations

import re

from projections.answers.words.line import Line, Token, phrase

_GIVEN = (
    "(?: (?:given|stated|cited|recorded|noted|documented|put forward|offered|behind|we gave|"
    "on record|mentioned))*"
)
_GROUND = (
    "(?:reason|reasons|ground|grounds|rationale|motive|motives|justification|explanation|"
    "reasoning|cause|background|trigger|thinking|logic|idea|intention)"
)
_WHOSE = "(?:the |our |their |any |a |@person 's |@party 's |@client 's |his |her |your )*"
_WAS = "(?:is|was|were|are)"
_BEGIN = r"(?:(?<=^ )|(?<= \| ))"
_NOT_BEHIND = "".join(
    f"(?<! {word} )" for word in "on at by from until before after since to of in that".split()
)
_NOT_HELD = "".join(
    f"(?<! {word} )"
    for word in (
        "go abide stand who bound governed held tied covered protected caught restricted limited "
        "affected ruled regulated stick work play live constrained come run pass swear"
    ).split()
)
"""Behind these "by" at the end asks for nobody: "the terms that we are bound by"."""
_EXACT = "(?:(?:exact|precise|very|actual|relevant|first) )*"
_HOUR = (
    "(?:dates?|days?|times?|hours?|moments?|timestamps?|time stamps?|point in time)"
    "(?: and (?:date|day|time|hour|minute))?"
)
_ON_WHICH = "(?:on which|at which|in which|when|that|of)"
_EVENT = (
    "(?:(?:the|our|its|their|his|her) )?(?:@|(?:we|they|he|she|it|you|offer|bid|proposal|"
    "retraction|withdrawal|revocation|acceptance|dispatch|signature|objection) )"
)
_SAME = (
    (
        "why",
        (f"(?:for|on|with) (?:what|which) {_GROUND}(?: that)?|what (?:{_WAS} )?{_WHOSE}{_GROUND}"
        f"{_GIVEN} (?:for|to|of|why|that|behind)|what {_GROUND} {_WAS}"
        "(?: given| stated| cited| recorded| noted| documented| offered)? (?:for|why)|"
        f"what (?:{_WAS} |lay |lies |stood |stands )?behind|what (?:made|led|prompted|drove|"
        f"moved|induced|motivated) (?:us|them|"
        f"@person|@party|@client)(?: to)?|"
        f"the {_GROUND} (?:why|for|behind)|"
        f"{_GROUND} (?:why|for|behind)|why (?:is|was) it that|what {_WAS} the (?:point|idea) of|"
        f"what explains|how is it that|how did it (?:come about|happen|come to pass) that|"
        f"how does it come that|how comes|wherefore|what for|(?<= \\| ){_GROUND}(?= $)"),
    ),
    (
        "",
        ("(?:is|was) there (?:a|any|some) (?:point in time|point|moment|time|day|date|stage) "
        "(?:(?:at|on|in) which|when|where)"),
    ),
    (
        "quote",
        f"{_BEGIN}(?:read|quote) (?:me|us|out|it out|aloud)(?= @(?:clause|version|proposal))",
    ),
    (
        "",
        (
            "(?:in whole or (?:only )?in part|wholly or (?:only )?partly|(?:entirely|fully|"
            "completely|wholly) or (?:just |only )?(?:partly|partially|in part))"
        ),
    ),
    ("if", (f"{_BEGIN}(?:suppose|supposing|assume|assuming|imagine|let us say|say)(?: that)?"
     "(?= (?:@|they |he |she |we |the |our ))")),
    ("why", r"(?<= \| )why not(?= $)"),
    ("backdated", "back dated"),
    ("", f"{_BEGIN}(?:how|what) about(?= @person (?:was|did|has|had|is|were) )"),
    ("timely", "(?:before|by|within) the (?:deadline|cut off|cut off date|time limit)"),
    ("so far", r"(?:up )?(?:un)?(?:to|till?) (?:this |the present )?(?:date|day)(?= (?:$|\|))"),
    (
        "before",
        ("(?:precede|preceded|precedes|predate|predates|predated|antedate|antedated)"
        "(?= (?:(?:the|any|its|their|his|her|our) )?(?:@(?:person|client|party) 's )?[a-z])"),
    ),
    (
        "when",
        (f"{_BEGIN}{_EXACT}{_HOUR}(?: {_ON_WHICH})?(?= {_EVENT})|"
        f"(?:what (?:is|was|were|are) )?{_NOT_BEHIND}the {_EXACT}{_HOUR}(?: {_ON_WHICH})?(?= "
        f"{_EVENT})"),
    ),
    (
        "who",
        (
            rf"{_NOT_HELD}by(?= (?:$|\|))|(?:(?<= drafter )|"
            "(?<= author )|(?<= signatory )|(?<= approver )|(?<= signatories )|(?<= objector )|"
            "(?<= originator )|(?<= initiator )|(?<= drafters )|(?<= authors )|"
            "(?<= approvers )|(?<= signers )|(?<= objectors ))(?:of|to)"
        ),
    ),
    (
        "why",
        ("what (?:prompted|triggered|caused|occasioned|motivated|led to|gave rise to|"
        "brought about|necessitated|justified|justifies)(?= (?:the|our|this|that|its|their|@))"),
    ),
    (
        "when",
        ("at (?:what|which) (?:time|point|moment|hour|date|stage)|(?:on|at|from|since) (?:what|"
        f"which) (?:date|day)|(?:what|which) (?:date|day)(?: and time)?(?: {_WAS})?(?= )|"
        f"what {_WAS} the (?:date|day|time|moment) (?:of|on which|when|that|at which)|the exact "
        f"(?:date|day|time|moment) (?:of|on which|when)|the (?:date|day|moment) on which|how soon|"
        f"(?<= \\| )(?:date|day|dates|timing|time|when exactly)(?= $)"),
    ),
    (
        "who",
        (f"by whom|at whose (?:request|instance|initiative|behest|instigation|insistence|wish|"
        f"demand|suggestion|prompting)|on whose (?:initiative|orders?|instructions?|request|"
        f"behalf|instigation|demand)|who {_WAS} (?:the (?:person|one|people|ones|man|woman) )?"
        f"(?:behind|responsible for|who|that)|whose (?:idea|doing|initiative|work|decision|"
        f"suggestion|request) {_WAS}|which (?:person|people|individual|individuals|person or "
        f"persons)|(?:what {_WAS} )?the names? of (?:those|the people|the person|everyone|"
        f"everybody|"
        f"anyone|whoever|the ones|all|all those|people|persons)(?: (?:who|that))?|"
        f"names? of (?:those|whoever|people|anyone|everyone)(?: (?:who|that))?|"
        f"(?<= \\| )(?:names?|who from|from whom|from|name and date)(?= $)|from whom|who else|"
        f"who exactly|who all|who in particular|what person"),
    ),
    (
        "when",
        (
            "(?:the )?(?:exact |precise |very )?(?:time|moment|point|hour|date|day) "
            "(?:at|on|in) which|(?:date|day|hour|time)(?: of)?(?= (?:first|last) (?:seen|opened|"
            "read|received|viewed|looked|noticed|shown|told|heard) )"
        ),
    ),
    (
        "why",
        (
            "(?:what|which) (?:reason|reasons|grounds|explanation) (?:did|do|have|had|was|were) "
            "(?:we|they|@person|@party|@client|@seller)(?: ever)? (?:give|gave|given|have|offer|"
            "offered|state|stated|cite|cited)"
            "(?: (?:to )?(?:@person|@party|@client|them|him|her|us))?(?: for)?"
        ),
    ),
    ("how", "in what (?:way|ways|manner|fashion)|by what means"),
    ("regarding", ("as regards|with regard to|as to the matter of|in relation to|in connection "
                  "with|with respect to|in respect of|as concerns|on the subject of|"
                  "on the topic of|"
                  "on the question of|when it (?:comes|came) to|in terms of|touching upon|on the "
                  "point of")),
    ("", ("to what extent|how far (?=does |do |did |is |are |was )|so much as|as much as|"
         "ever at any time|at any (?:time|point|stage|moment)|at some (?:time|point|stage)|"
         "for the first time|namely so|if any|if anything|as it happens|i mean|in so many words|"
         "as such|as an "
         "objection|strictly speaking|broadly speaking|generally speaking|per se|respectively")),
    ("when", "when if ever|when if at all"),
    ("", ("(?:could|must|may|might|can)(?= (?:[^ |]+ ){0,3}have (?:been |ever |even |already )*"
          "(?:seen|known|read|heard|learned|learnt|opened|noticed|changed|altered|tampered|"
          "edited|told|"
          "received|got|had|touched|noted|looked|been aware|aware) )")),
    ("under", ("(?:according to|pursuant to|by virtue of|as per|in accordance with)(?= (?:the )?"
               "@(?:clause|document|version|proposal) )")),
    ("", (
        "(?:it|this|that) (?:is|was)(?= @[a-z]+ (?:who|that|which) )|"
        "on earth|in the world|the hell|the heck|on our books|at any rate|in any event|"
        "in any case|in actual fact|by any stretch|in practice|in reality|in essence|"
        "once you look|at your convenience|as soon as possible|when you get a minute"
    )),
    ("", ("(?<! or @person )(?<=@person )(?:who|that)(?= (?:had|has|have|did|was|were|is|ever|"
          "first|actually|"
         "finally|then|gave|signed|approved|knew|saw|read|objected|asked|told|decided|retracted|"
         "withdrew|ordered|instructed|wanted|promised|said|added|drafted|wrote|changed|okayed|"
         "authorised|authorized|cleared|protested|complained|pulled|revoked) )")),
    ("whether", "if and when"),
    (
        "",
        ("(?:(?<= the )|(?<= our )|(?<= a )|(?<= per )|(?<= their )|(?<= this )|(?<= that ))"
         "(?:duly |fully |final )?(?:signed|executed|countersigned)"
         "(?= (?:paper|papers|paperwork|contract|agreement|deal|copy|document|documents) )"),
    ),
    (
        "not",
        ("(?:lacks|lack|lacking|misses|is missing|is short of|is without|stands without)"
         "(?= (?:(?:the|a|an|any|its|his|her|formal|written|proper) )*(?:@person 's )?(?:blessing|"
         "approval|signature|sign off|ok|okay|consent|authorisation|authorization|clearance|nod|"
         "green light|go ahead|endorsement|imprimatur) )"),
    ),
    ("without", "with no(?= @person )"),
    (
        "",
        ("(?:(?<= at the )|(?<= on the )|(?<= for the ))(?:old|former|previous|original|initial|"
         "earlier|existing|current|agreed)(?= (?:price|prices|rate|rates|discount|rebate|"
         "tariff) )"),
    ),
    (
        "recorded",
        ("(?:put|placed|entered|taken|set|noted|posted) (?:down )?(?:on|in|into|onto) (?:the )?"
         "(?:record|records|file|log|ledger|books|register)(?= (?:only|after|later|@|$))"),
    ),
    (
        "",
        ("(?<! why )must(?= have (?:been |ever |already )*(?:promised|told|informed|assured|said|"
         "mentioned|warned|notified|written|objected|protested|complained|asked) )"),
    ),
    ("why", "(?:the )?(?:reasons?|grounds?|basis|bases) (?:on|for|upon|due to) which"),
    ("", "(?<=without @person )in (?:between|the middle|the loop|the chain)"),
    ("", "(?:the )?names? of (?=(?:the )?(?:approver|signatory|signer|author|objector)s? )"),
    (
        "",
        ("by (?:everyone|everybody|all(?: (?:of )?(?:those|them|the people))?)(?: (?:who|that))? "
        "(?:had to|needed to|must|should|should have|(?:was|were) (?:required|supposed|meant) to|"
        "(?:was|were) required)(?: (?:sign|approve|do so))?(?: (?:it off|off|it))?"),
    ),
    ("list", "enumerate|itemi[sz]e"),
    ("on", (
        "(?:when|as|once) (?:the |our )?(?:contract|agreement|deal|discount|rebate|price "
        "hold) (?:took "
        "effect|came into (?:force|effect)|began|started|went live|kicked in|commenced)(?: on)?"
        "(?= @date)"
    )),
    ("", ("(?:something|anything|a deal|an offer) (?:of )?(?:this|that|such a) (?:size|big|"
    "large|high)")),
    ("before", "pre(?= (?:acceptance|signature|signing|dispute|execution|dispatch|sending) )"),
    ("", (
        "(?:(?<= discount )|(?<= rebate )|(?<= price )|(?<= pricing )|(?<= rate ))purposes"
    )),
    ("", (
        "(?:(?:properly|fairly|rightly|reasonably|truly|honestly|really) )?be (?:said|taken|seen|"
        "understood|held|considered|regarded|deemed) to(?= (?:form|fall|come|cover|include|extend|"
        "apply|belong|reach|be (?:part|in|within|covered|included)) )"
    )),
    ("", (
        "(?:(?:at|on|as of|as at) )?(?:the )?(?:execution|signing|signature|acceptance|effective|"
        "closing|contract) (?:date|day)(?: (?:of|on))?(?= (?:\\| )?@date)"
    )),
    ("did", (
        "(?:is|was) (?:that|this|it) what(?= (?:we|they|he|she|@person|@client|@party|@partner) "
        "(?:[a-z]+ )?(?:told|promised|said|wrote|assured|informed|confirmed) )"
    )),
    ("", "(?:just )?(?:like|as|same as|the same as|as with) (?:everything|anything) else"),
    ("", (
        "(?:the |our )?two (?:offers|proposals|bids|quotes|versions|texts)(?: (?:(?:that|which) )?"
        "we (?:had )?(?:sent|made|issued|submitted)(?: out)?)?"
        "(?= (?:[^ ]+ )*@proposal (?:and|vs|versus|or) @proposal(?: |$))"
    )),
    ("", (
        "of (?:that|this|such a) (?:size|kind|magnitude|height|order)|(?<= discount )(?:that|this|"
        "so) (?:big|high|large|steep)"
    )),
    ("", (
        "after (?:it|they|that|this) (?:was|were|had been) (?:(?:first|originally|initially) "
        "(?:written|drafted|worded|put in|inserted|made|created|drawn up|proposed))|after (?:its|"
        "the) (?:first|original) (?:draft|wording|version)(?= $)"
    )),
    ("", (
        "(?:\\| )?(?:or|and not) (?:is|are|was|were|do|does|did|must|will|would) (?:it|they|this|"
        "these|that|those|he|she|we) (?:not|(?:be |to be |have to be |pay )?(?:(?:billed|charged|"
        "sold|priced|paid|rented|quoted|invoiced|treated|kept) )?(?:at (?:the |their )?(?:list|"
        "full|normal|standard|regular|usual)(?: (?:price|rate)s?)?|(?:the )?(?:list|full|normal) "
        "(?:price|rate)s?|separately|separate|extra|excluded|outside|out|an extra|on top))(?= $)"
    )),
    ("show", (
        "(?:walk|talk|run|take|lead|guide|step) (?:me|us) through|go (?:through|over) with (?:me|"
        "us)|(?:put|lay|set) before (?:me|us)"
    )),
    ("as", "(?<= same )like(?= (?:in|at|before|on|it) )"),
    ("", "or (?:did|was|were|has|had) (?:we|they|it|he|she) not(?= [a-z])"),
    ("", "(?:(?<= discounted )|(?<= covered )|(?<= included ))across the board(?= (?:$|@when))"),
    ("who", (
        "which (?:one )?of (?:us|them|you)(?= (?:[a-z]+ly )?(?:ordered|instructed|demanded|wanted|"
        "decided|insisted|withdrew|pulled|retracted|revoked|rescinded|objected|protested) )"
    )),
    ("agree", "(?<= not )agree with (?:each other|one another)"),
    ("how", "for how (?=long )"),
    ("bound", "(?:tied|locked) (?:in|up|down)(?= (?:$|under|by|with|for|@))"),
    ("", (
        "(?:(?<= approval )|(?<= sign off )|(?<= signature ))(?:that )?(?:it|this|that) (?:needed|"
        "required|needs|requires)(?= $)"
    )),
    ("", "(?<= when )was it that|(?<= why )was it that|(?<= who )was it that"),
)  # fmt: skip
_PATTERNS = tuple((word, phrase(said)) for word, said in _SAME)
WORDS = frozenset(
    (
        "authored author authors drafter drafted drafting distinguishes distinguish depart "
        "departs departed lawfully lawful surprise news extent precise collide faithful objector "
        "relayed genuine waived waive renewed amounts discounting rebates clear cleared clearing "
        "expires expired lapsed lapse differently parcel pattern worth developed develop evolved "
        "confined restricted insertion "
        "deletion revising shortened lengthened extended "
        "withdrawal released rationale "
        "grounds justification explanation omission omissions belated adhered"
    ).split()
) | frozenset(word for _, said in _SAME for word in re.findall("[a-z]{3,}", said)) - {
    "predate",
    "predates",
    "predated",
}
"""Words that are no mistake for others."""


_CLEFT = phrase("(?:is|was|were) it (?P<one>@[a-z]+) (?:who|that|which)")


_GOT_WORD = phrase(
    "(?:did|has|had) (?P<one>@person|@client) (?:ever |actually |really )?(?:get|got|receive|"
    "received|hear|heard) (?:that|this|the) (?:message|news|word)"
)


def _told(line: Line) -> Line:
    """With "was Delia told" for "did Delia get that message"."""
    while found := line.find(_GOT_WORD):
        at = line.tokens[found.begin]
        was, told = (Token(word, at.begin, at.end) for word in ("was", "told"))
        line = line.replaced(found.begin, found.end, was, *found.tokens("one"), told)
    return line


def _uncleft(line: Line) -> Line:
    """With "did Ralf tell" for "was it Ralf who told": whether he did is asked."""
    while found := line.find(_CLEFT):
        place = line.tokens[found.begin]
        did = Token("did", place.begin, place.end, (), False, place.first)
        line = line.replaced(found.begin, found.end, did, *found.tokens("one"))
    return line


_DOERS = (
    ("signed", phrase("(?:the )?(?:signator(?:y|ies)|signers?)(?= $| please $)")),
    ("approved", phrase("(?:the )?approvers?(?= $| please $)")),
    ("drafted", phrase("(?:the )?(?:authors?|drafters?|originators?)(?= $| please $)")),
    ("objected", phrase("(?:the )?objectors?(?= $| please $)")),
    ("", phrase("(?:the )?(?:instigators?|initiators?)(?= $| please $)")),
)
_ASKS = phrase("who|whose|whom|did|does|do|was|were|is|are|has|have|had|can|could|any")


def _who_did(line: Line) -> Line:
    """With "who signed" for "4.5: signatory?"."""
    if line.has(_ASKS) or len(line.tokens) < _LEAST:
        return line
    for verb, pattern in _DOERS:
        if found := line.find(pattern):
            at = line.tokens[found.begin]
            said = [Token(word, at.begin, at.end) for word in ("who", verb) if word]
            line = line.replaced(found.begin, found.end, *said)
    return line


_LEAST = 2


_UNPROTESTED = phrase(
    "(?:accepted|accept|signed|sign|agreed|agree|took|take|swallowed|approved|received)(?: to)? "
    "(?P<what>(?:[^ |]+ ){0,6}?)without (?:(?:any|a|an|ever|much|further|single) )*(?:objecting|"
    "protesting|complaining|objections?|protests?|complaints?|demur|murmur|reservations?)"
)


def _unprotested(line: Line) -> Line:
    """With "not objected" for "accepted it without protest"."""
    found = line.find(_UNPROTESTED)
    if found is None:
        return line
    at = found.tokens()[0]
    said = [Token(word, at.begin, at.end) for word in ("not", "objected")]
    what = found.tokens("what")
    to = [Token("to", at.begin, at.end)] if what and what[0].is_thing else []
    return line.replaced(found.begin, found.end, *said, *to, *what)


def same(line: Line) -> Line:
    """With the one word in place of each way of saying it; the things in it are left out."""
    line = _unprotested(_who_did(_uncleft(_told(line))))
    for word, pattern in _PATTERNS:
        while found := line.find(pattern):
            place = line.tokens[found.begin]
            one = (Token(word, place.begin, place.end, (), False, place.first),) if word else ()
            kept = [each for each in found.tokens() if each.is_thing and each.text != "@person"]
            line = line.replaced(found.begin, found.end, *one, *kept)
            if found.match.group().strip() == word:
                break
    return line
