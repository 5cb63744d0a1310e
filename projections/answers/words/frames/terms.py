"""terms: what is stated, of which kinds, in which text, on which day."""

from __future__ import annotations

import re

from domain.values import PRICING, TermKind
from projections.answers.asked import with_all_pricing
from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    tagged,
    with_kinds,
    with_subjects,
)
from projections.answers.words.frames.terms_meant import with_meant
from projections.answers.words.line import Line, phrase
from projections.answers.words.vocabulary import Vocabulary

_TERMS = "terms|term|conditions|commercials|commercial terms|deal terms|terms and conditions"
_STOOD = (
    "in force|in effect|in place|valid|apply|applied|applies|stood|stand|stands|agreed|effective|"
    "on the table|governing|governed|governs|say|said|says|offered|offering|offer|"
    "offers|look like|looked like|wording|worded|"
    "contain|contained|contains|in there|in it|provide|provided|provides|state|"
    "stated|states|run|runs|ran|last|lasts|"
    "give|gave|giving|promise|get|getting|due|have to pay|set out|in|read|reads|"
    "end up with|ended up with|settle on|settled on|entitled|carry|carried|carries|foresee|"
    "foresees|foresaw|specify|specifies|specified|stipulate|"
    "stipulates|stipulated|prescribe|prescribes|lay down|laid down|fixed|come to|came to|amount "
    "to|amounts to|amounted to|feature|featured|features|grants|granted|"
    "agree|on offer|proposed|propose|proposing"
)
_CUES = phrase(f"@kind|{_TERMS}|{_STOOD}|@clause|@version|how long|how many")
_SHOW = (
    "recite|restate|outline|sketch|recap|state|name|read out|lay out|set out|spell out|pull up|"
    "bring up|look up|remind me of|walk me through|run me through|talk me through|get me|see"
)
_WORDS = frozenset(

        f"{_TERMS}|{_STOOD} what which how much many long high big large low were did "
        f"list show give overview summary summarise summarize "


        "frozen fixed held locked guaranteed obliged tied bound required take could can may "
        "rely on "
        "full all current currently everything there were we they them their us contract "
        "agreement deal "


        "text clause clauses offer proposal bid legal commit committed commits "
        "commitment pay pays paid "


        "days months years month year day until take takes looked look like anyone was "
        "at for when then kind "


        "exactly position status percent % number amount figure level rate had know "
        "known knew about with "

    "end ended settle settled percentage entitled price figures figure period figures must terms "
    "discount conditions of early later every each target details detail rundown breakdown most "
    "least net gross came come "
        "length period date last run running runs long value stand state picture point still "
        "actual precisely of "

        "off worth stay put final signed last end period length bound obligations obligation put "
        "forward position commercial text rises rise reading "
    "where stood on into substance summary recap owed accepted wording have would have "
    "being word words quote mean at limit limited capped apply applicable under by "
        "in-force time go set "


        "payable pays within customer so minimum maximum up per respect did make made "
        "charging charge paying up sitting lie lay both "


        f"{_SHOW} exposure risk maximum liable weekly monthly daily yearly annual hourly "
        f"quarterly parties rented hired fleet booked "
    "quote quoted parties payable "

    "invoice invoices invoiced bill bills billed settle days weeks soon quickly fast deadline must "
    "sent worded contained provided maximum minimum ceiling raise raised increase increases "
    "increased higher lower cheaper reduction commit bind binding notice sign concretely "
    "sixty thirty forty fifty ninety fourteen twenty ten fifteen forty-five "
    "standing put down written write owe owes owed got signed sign grant granted "
        "permitted permits permit regulated regulates governed handled arranged allow "
        "allowed concede conceded agreeing settling settle sides two both"
    .replace("|", " ").split()
)  # fmt: skip
_OPEN = phrase(
    f"{_SHOW}|what|which|where|quote|text of|wording of|recap|rundown|position|how big|how much|"
    f"how many|"
    "how long|how high|list|show|give|overview|summary|summarise|"
    "how (?:did|do|does|was|were|is|are) (?:the )?(?:terms|clause|@clause|@kind|@version|wording)|"
    "how (?:(?:it|they|this|that) )?(?:is|are|was|were) (?:(?:it|they|this|that) )?(?:regulated|"
    "governed|handled|dealt with|arranged|settled|agreed|treated)"
)
_GOES_ON = re.compile(r"^ (?:and |or |so )?(?:what|how) about (?:the |our )?@(?:kind|clause) $")
_EITHER = phrase(
    "(?:@clause|@kind|@proposal|@version) or (?:the )?(?:@clause|@kind|@proposal|@version)|which "
    "one|which of"
)
_STILL = phrase(
    "(?:is|are) @(?:clause|kind|version) (?:[^ ]+ ){0,3}what (?:it|they) (?:was|were|had)"
)
_YES_NO = phrase("(?:did|does|do|was|were|is|are|has|have|had|can|could|will|would|should)")
_WANTED = re.compile(
    r"\W*(?:(?:please|pls|just|can you|could you) )*(?:show|give|read|get|pull up|let me see)\b|"
    r".*\b(?:please|pls|plz)\W*$",
    re.IGNORECASE | re.DOTALL,
)


def _is_wanted(line: Line) -> bool:
    """Whether a clause and nothing else is wished for: "invoices clause pls"."""
    rest = {token.text for token in line.tokens} - {"@clause", "@version"}
    return rest <= {"the", "our", "please", "and"} and bool(_WANTED.match(line.asked))


_KNEW = phrase(
    "(?:what|which terms|all) (?:that )?(?:did )?(?:we|one|anybody|you) (?:know|knew|had "
    "known|have)(?: then)? (?P<at>@when)|what was known (?P<at2>@when)"
)
_TO_PAY = phrase(
    "(?:when|by when) (?:is|are|was|were|must|does|do|has|have|did) (?:@client|@party|they|the|we) "
    "(?:(?:supposed|meant|due|expected|required|obliged|have|need|bound) )?(?:to )?pay(?: us)?|"
    "how (?:many days|long|much time) (?:do|does|did|has|have|had) (?:@client|@party|they|the|we) "
    "(?:have |get |got )?(?:to pay|for payment|(?:before|until|till) (?:an?|the|our|its|their|any) "
    "(?:invoices?|bills?) (?:falls?|is|are|becomes?|must be|has to be) (?:due|paid|payable|"
    "settled))(?: us)?|(?:when|by when) (?:are|is|"
    "were|was|do|does|did|must) (?:the |our |their |@client 's |@party 's |@seller 's )?"
    "(?:invoices?|bills?|payments?) (?:due|payable|(?:fall|falls|become|becomes|come|comes|have to "
    "be|be) (?:due|payable|paid|settled))|days to pay|payable within|how "
    "many days (?:are )?(?:invoices )?due in"
)
_HOW_LONG = phrase(
    "(?:for )?how long (?:is|was|were|are|has|have|had|will) (?:the |our |this |their "
    ")?(?:[a-z]+ )?(?:been )?"
    "(?:rented|hired|booked|licensed|leased|subscribed|engaged|taken|contracted|bound|valid)(?: "
    "for| out)?|"
    "(?:for )?how many (?:months|years|weeks) (?:is|was|are|were|has|does|did|do|will) (?:(?:the|"
    "our) )?(?:[a-z]+ ){0,2}?(?:rented|hired|booked|licensed|leased|contracted|bound|committed|run|"
    "last|valid)(?: for| out)?|"
    "(?:for )?how long (?:does|did|do|will|is|was|would) (?:the |our |this |it "
    ")?(?:agreement|contract|deal|term|commitment|it)?"
    " ?(?:itself )?(?:run|last|for|bind|go on|continue)?|(?:for )?how long (?:are|"
    "were) (?:we|they|@client) (?:bound|committed|tied in|locked in)(?: in| for)?"
)
_RAISED = phrase(
    "(?:(?:before|until|till) )?(?:(?:can|could|may|might|would|will) )?(?:(?:the|our|their|they|"
    "we) )*(?:raise |increase |put up |change )?(?:the )?"
    "@kind (?:(?:can|could|may|might|would|will) )(?:be )?(?:(?:allowed|permitted) to )?"
    "(?:raised?|increased?|put up|go up|rise|change|changed|move|be adjusted|adjusted)(?: again)?|"
    "(?:can|could|may|might) (?:the )?@kind (?:be )?(?:(?:allowed|permitted) to )?(?:raised?|"
    "increased?|put up|go up|rise|changed?|move|adjusted)(?: again)?"
)
"""How much, or from when, prices might rise is what the terms of pricing say."""
_KNOCKED_OFF = phrase(
    "(?:what|which) (?:percentage|percent|share|amount|reduction)(?: off)? (?:did|do|had|have) "
    "(?:we|"
    "@seller) (?:knock off|knocked off|take off|taken off|come down|give away|given away|concede|"
    "shave off|shaved off|cut)|(?:ceiling|limit|cap) (?:on|for|to) (?:price|rate|fee|annual) "
    "(?:increases?|rises?|raises?|adjustments?|uplifts?)|(?:price|rate) (?:rises?|raises?|"
    "increases?|"
    "uplifts?) (?:limit|cap|ceiling|allowed|permitted)"
)
_PAYING = phrase(
    "(?:within|in|by|after) (?:what|which|how long a|how many) (?:period|time|days|weeks|"
    "deadline)?(?: )?"
    "(?:must|should|do|does|did|has|have|is|are|need) (?:@client|@party|they|invoices?|the "
    "invoices?)"
    "(?: (?:have|need|had))?(?: to)? (?:pay|be paid|settle)|how (?:soon|quickly|fast|late) (?:must|"
    "do|does|can|may|should) (?:@client|@party|they|invoices?) (?:have to )?(?:pay|be paid|settle)"
)
_NOT_ASKED = phrase(
    "who|why|whom|whose|when (?:did|was|were|is|are|do|does|had)|mean|means|changed|change"
)


_ONE_OR = phrase(
    r"(?:\d+(?:\.\d+)?|[a-z]+teen|[a-z]+ty|ten|twelve|five|seven|nine|eight|six|four)(?: (?:%|"
    r"percent|days|months))? or(?= (?:\d|[a-z]+teen |[a-z]+ty |@kind|ten |twelve |five |seven |"
    r"nine |eight |six ))"
)
_OF_PAYING = phrase(
    "(?:how (?:many (?:days|weeks)|long|much time|soon|quickly|fast|late)|(?:within|in|by|"
    "after) (?:what|"
    "which|how many)(?: (?:time|period|days|date|deadline))?|when|by when|deadline|days|"
    "time allowed|time limit)(?= (?:.+ )?(?:pay|pays|paid|payable|paying|settle|settled|settles|"
    "invoices?|bills?) )|(?:pay|paid|payable|settle|settled|invoices?|bills?) (?:.+ )?(?:within|in|"
    "by) (?:how many|what|which)(?: (?:days|weeks|time|date))?"
)
_HOW_FAST = phrase(
    "how (?:fast|quickly|soon|promptly|rapidly) (?:do|does|must|should|have|has|had|is|are|"
    "was|were|"
    "will|can|did|need|needs) (?:(?!@date|@when)[^ |]+ ){1,8}?(?:deliver|delivered|turned? around|"
    "ready|done|respond|responded|react|reacted|answered?|on site|repaired|fixed|restored|returned|"
    "completed|finished|attend|attended|supplied|show up|turn up|come out)(?: (?:by|to) (?:us|them|"
    "@[a-z]+))?(?: (?:after|from|following|once|to) (?:[^ |@]+ ){0,4}?[^ |@]+)?(?= $)"
)
"""How fast something has to be done is the service level."""
_AS_IN = phrase(
    "as (?:was |were |it was |they were |is |are )?(?:sent|worded|offered|agreed|contained|set out|"
    "stated|written|laid down|provided|proposed|submitted|accepted|drafted)?(?= (?:in|with|of) "
    "@proposal )"
)


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    line = line.without(_AS_IN).without(_ONE_OR)
    line = line.each(_HOW_FAST, lambda _: ("kind", ("service_level",)))
    line = line.each(_HOW_LONG, lambda _: ("kind", ("duration",)))
    line = line.each(_TO_PAY, lambda _: ("kind", ("payment",)))
    line = line.each(_KNEW, lambda f: ("known", f.values("at") or f.values("at2")))
    line = line.each(_KNOCKED_OFF, lambda _: ("kind", PRICING))
    line = line.each(_PAYING, lambda _: ("kind", ("payment",)))
    if not line.has(
        phrase(
            "how long (?:does|did|do|is|was|will) (?:the |our |this )?(?:deal|contract|agreement)"
        )
    ):
        line = line.each(_OF_PAYING, lambda _: ("kind", ("payment",)))
    line = with_kinds(line, vocabulary)
    line = line.each(_RAISED, lambda found: ("kind", found.values()))
    return with_subjects(line, vocabulary)


def _kinds(given: Given) -> tuple[TermKind, ...]:
    """The kinds that are asked for: how long prices are held is no duration of the contract."""
    kinds: tuple[TermKind, ...] = given.terms
    if given.has(_LISTED):
        return kinds
    pricing = bool(set(kinds) & set(PRICING))
    if pricing and "liability" in kinds and given.line.has(phrase("@kind @kind|@kind .*@kind")):
        said = [given.line.said([t]) for t in given.line.tokens if t.text == "@kind"]
        if any(each.casefold() in {"cap", "capped", "limit"} for each in said):
            return tuple(kind for kind in kinds if kind not in PRICING)
    if pricing and "duration" in kinds:
        return tuple(kind for kind in kinds if kind != "duration")
    return kinds


_BESIDE = phrase(
    "(?P<one>@clause) (?:and|or|plus) (?:the |our |on )?@kind|"
    "@kind (?:and|or|plus) (?:the |our |on )?(?P<two>@clause)"
)


def _headed_beside_a_kind(given: Given) -> tuple[TermKind, ...]:
    """What a clause states that is named by its heading beside another kind: "rent and rebate".

    Both kinds are asked for, and not the other one in the first one's clause.
    """
    found = given.line.find(_BESIDE)
    if found is None or len(given.clauses) != 1:
        return ()
    (token,) = found.tokens("one") or found.tokens("two")
    if any(each.isdigit() for each in given.line.said([token])):
        return ()
    return given.vocabulary.clauses.kinds_of(token.values[0])  # type: ignore[return-value]


_OF_ONE_KIND = phrase(
    "days?|weeks?|months?|years?|invoices?|bills?|pay|pays|paid|payable|percent|%|percentage"
)
"""What is of one kind only: where that kind is not understood, all terms are not meant."""
_BECOMES = phrase(
    "(?:do|does|did|done) to|affects?|affected|(?<! in )effects?|impact|happen|happens|happened|"
    "became of"
)
_BEGINS_OPEN = re.compile(
    r"\W*(?:(?:so|and|ok|well|please)\W+)?(?:(?:in|by|within|at|on|of|for|to) )?(?:how|what|which|"
    r"every term|each term|all (?:the |our )?terms) "
)
_ASKED_OF = re.compile(r"\b(?:wording|text|language|words|contents?) (?:of|in)\b")
_OWN_WORDING = phrase(
    "@(?:clause|version) (?:'s )?(?:exact |current )?(?:wording|text|language)(?= (?:please )?$)"
)
_BARE = frozenset("the our and that this those thing things".split())
_LISTED = phrase("and|or|plus|also|as well as")


def of_somebody_else(given: Given) -> bool:
    """Whether it names a party that is no side of the deal: who else is covered is asked."""
    people = given.vocabulary.people
    sides = {*people.client, *people.seller, *people.partner}
    return bool({*given.line.values("party")} - sides)


def _read(given: Given) -> Parameters:
    line = given.line
    if given.has(_NOT_ASKED):
        raise NotThis("Of terms it is told what they are.")
    if of_somebody_else(given):
        raise NotThis("Whether a term covers somebody else is told by its scope.")
    if line.has(_BECOMES):
        raise NotThis("It asks what something does to the terms, and not what they are.")
    if line.has(_GOES_ON):
        raise NotThis("It does not say what is asked of it.")
    if line.has(_STILL):
        raise NotThis("It asks whether it is still the same, and not what it is.")
    if line.has(_EITHER):
        raise NotThis("It asks which of two, and not what they say.")
    named = bool(given.terms or given.clauses or given.proposal)
    about = (
        named
        or given.has(phrase(_TERMS))
        or given.has(
            phrase(
                "in force|in effect|bound to|bound by|commercial position|put forward|"
                "obligations|committed to|agreed|offered|offering|on the "
                "table|stood|in place|on offer|"
                "applied|governed"
            )
        )
    )
    if not about or (not named and given.has(_OF_ONE_KIND)):
        raise NotThis("It does not say which terms.")
    open_ = given.has(_OPEN) or given.terms == ("duration",)
    open_ = open_ or given.has(_OWN_WORDING) or bool(_ASKED_OF.search(line.asked.casefold()))
    open_ = open_ or bool(_BEGINS_OPEN.match(line.asked.casefold()))
    open_ = open_ or (
        given.terms == ("payment",)
        and bool(re.search(r"\b(?:days|weeks|how|when)\b", line.asked.casefold()))
    )
    open_ = open_ or bool(_ASKED_AS_NOUN.match(line.text))
    if not open_ and given.has(_YES_NO) and not line.has(phrase("(?:what|which)")):
        raise NotThis("Of terms it is told what they are.")
    named_fully = [line.said([token]) for token in line.tokens if token.text == "@kind"]
    bare = [token for token in line.tokens if token.text not in _BARE]
    if (
        len(bare) == 1
        and not any(" " in each for each in named_fully)
        and not re.search(
            "terms|conditions|how|what|which|text|wording|quote", line.asked.casefold()
        )
    ):
        raise NotThis("It does not say what is asked of it.")
    stood = bool(given.clauses) and (line.has(phrase("@when|@known")) or _is_wanted(line))
    if not open_ and not (given.terms or stood or given.has(phrase(_TERMS))):
        raise NotThis("It does not ask what the terms are.")
    headed = _headed_beside_a_kind(given)
    return {
        "terms": with_all_pricing((*_kinds(given), *headed)),
        "clauses": () if headed else given.clauses,
        "version": None if headed else given.version,
        "proposal": given.proposal,
    }


_ASKED_AS_NOUN = re.compile(
    r"^ (?:(?:the|our|all|any) )*@kind (?:(?:that|which) )?(?:we|they|@client|@party|@seller) "
    r"(?:were|"
    r"was|are|is|had|have|did) "
)


FRAME = Frame(
    kind="terms",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("kind", "clause", "version", "proposal", "client", "party", "seller") - {"@after"},
    read=_read,
    prepare=_prepare,
    prepare_loosely=with_meant,
)
