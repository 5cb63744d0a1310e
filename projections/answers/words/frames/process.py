"""process: policy, who was asked, what was bypassed, who was left out."""

from __future__ import annotations

from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    tagged,
    with_subjects,
)
from projections.answers.words.frames.sign_off import STILL_WITHOUT
from projections.answers.words.line import Line, phrase
from projections.answers.words.vocabulary import Vocabulary

_SHOULD_HAVE = (
    "(?:which|what|whose) (?:approvals?|sign offs?|signatures?|consents?|clearances?) "
    "(?:should|ought|must|would) (?:to )?(?:@proposal|@clause|it|this|we)(?: to)? (?:have|need|"
    "require)(?: had| needed| required| got| obtained)?"
)
_SKIPPED = (
    "unapproved|unsigned|unauthorised|unauthorized|unchecked|uncleared|jump the queue|jumped the "
    "queue|jumping the queue|cut corners|cut a corner|cutting corners|"
    "took a shortcut|take a shortcut|shortcut|shortcuts|shortcutting|short circuit|"
    "short circuited|disregard|disregarded|dodged|dodge|evaded|evade|avoided|avoid|omitted|omit|"
    "dispensed with|neglected|steamrolled|overrode|missed out|missed|flouted|flout|"
    "skip|skipped|skipping|bypass|bypassed|bypassing|circumvent|circumvented|sidestep|sidestepped|"
    "left out|leave out|cut out|kept out|went around|go around|gone around|got around|get around|"
    "went round|go round|gone round|work around|worked around|passed over|overlooked|ignored|"
    "forget|forgot|forgotten|forgetting|sneak past|sneaked past|slip past|slipped "
    "past|slip by|slipped by|went past|go past|past|behind the back of|over the head "
    "of|left in the dark"
)
_LOOP = (
    "in the loop|out of the loop|involved|consulted|engaged|looped in|brought in|"
    "included in the process|a look in|look in|a say|had no say|any say|no say|kept informed|"
    "part of the "
    "process|given a chance|asked first|heard(?! (?:of|about|from|that|it))|at the table|sidelined|"
    "part of the (?:approvals?|sign offs?|decision|chain|process|loop|discussion)|"
    "roped in|called in|notified|excluded|frozen out|shut out|a voice"
)
_RULES = (
    "(?:approvals?|sign offs?|proper|right|usual|normal|required|internal|correct|full) "
    "(?:(?:approvals?|sign offs?|internal|in house) )?(?:channels?|steps|stages|route|path|process|"
    "procedures?|chain|order|sequence|formalities|motions)|"
    "policy|policies|approval process|sign off process|approvals process|signing process|procedure|"
    "procedures|proper channels|proper process|process|workflow|approval chain|approval rules|"
    "approval route|approval path|internal rules|our rules|our own rules|the rules|"
    "house rules|rulebook|approval matrix|signing rules|approval requirements|"
    "approval policy|sign off policy|rules on approvals|approval procedure|approval regime|sign "
    "off procedure|sign off rules|internal procedure|governance|delegation of authority|authority "
    "matrix|due process|chain of approval|internal controls?|house policy|company policy|our policy"
)
_HAD = (
    f"{_SHOULD_HAVE}|"
    "(?:should|ought) (?:to )?(?:@person |anybody |anyone |the approvers )?(?:have )?(?:been )?"
    "(?:ask|asked|sign|signed|approve|approved|consulted|involved|seen|signing|"
    "approving|signed off)|"
    "had to (?:be )?(?:ask|asked|sign|signed|approve|approved|consulted|sign off|agree|see)|"
    "need to (?:be )?(?:ask|asked|sign|signed|approve|approved|sign off)|needed to (?:be )?"
    "(?:ask|asked|sign|signed|approve|approved|sign off)|has to (?:be )?(?:asked|"
    "sign|approve|sign off)|have to (?:be )?(?:asked|sign|approve|sign off)|"
    "required|require|requires|must (?:be )?(?:asked|sign|approve|sign off)|supposed "
    "to (?:sign|approve|be asked|sign off)|needed|mandatory|"
    "(?:approvals?|sign offs?|signatures?|consents?|clearances?) (?:do|did|does|has|have) (?:the "
    "|our )?(?:@proposal|@clause|(?:[a-z]+ ){0,2}?[a-z]+) (?:need|require|call for)|"
    "(?:approvals?|sign offs?|signatures?|consents?|clearances?) (?:was|were) (?:missing|lacking|"
    "absent|outstanding|skipped|left out|not (?:obtained|sought|there))"
)
_ASKED = (
    "why (?:was|were|is|did|has|had) (?:not )?(?:@person|nobody|anybody|they|we|anyone|"
    "no one)(?: and @person| or @person)*(?: not)?(?: ever| never| even| been)* (?:asked|"
    "ask|consulted|consult|told|included)|"
    "(?:why|how come) @person (?:(?:was|were|had|has|got|did|never|not|ever|been|even|get) )*"
    "(?:asked|consulted|told|included)"
)
_PUT = (
    "(?:was|were|is|been|had|has|who was|who were) (?:@person|anybody|anyone|"
    "somebody|they|(?:(?:all|the|right|necessary|required|relevant|proper|of) )*"
    "(?:approvers|people|persons|functions|ones))?"
    "(?: (?:and|or) @person)*(?: ?(?:ever|even|been|first|also|actually))* ?asked"
    "(?: to (?:look at|review|check|comment on|weigh in on|have a look at)|(?! (?:to|for)))"
)
_ASKING = (
    "(?:thought of|bothered|remembered|think of|bother|remember) (?:asking|to ask|consulting|to "
    "consult) @person|"
    "(?:we|anyone|anybody|somebody|someone|you|they) (?:ever |even )?(?:ask|asked) @person|"
    "(?:wait|waited|waiting) for @person"
)
_NEEDED = (
    "(?:did|do|does) (?:we|it|this|@proposal|@clause|the offer|they) (?:really |even "
    ")?need (?:the |an |any |a )?(?:approval|sign off|signature|ok|approvals|@person)"
)
_THROUGH = (
    "(?:go|went|gone|going|pass|passed|sent|send|get|got|leave|left|slip|slipped|issued|made it|"
    "sail|sailed|get out|got out) (?:out )?(?:through|past|by|around|round|behind|over the head of|"
    "behind the back of) @person|(?:run|ran) "
    "(?:it |this |that |@proposal |@clause |the offer )?(?:past|by) @person"
)
_UNSEEN = phrase(
    "(?:why|how come) (?:.+ )?(?:@person|anybody|ever) (?:.+ )?(?:saw|see|seen|shown|"
    "told|look at|looked at|sees|got to see|informed|sign|signed|approve|approved|sign off)"
)
_WITHOUT = "without"
_CUES = phrase(
    f"why|how come|{_SKIPPED}|{_LOOP}|{_RULES}|{_HAD}|{_WITHOUT}|{_ASKED}|{_PUT}|"
    f"{_NEEDED}|{_THROUGH}|{_ASKING}|behind @person 's back|over @person 's heads?|behind the "
    f"back of|by "
    f"the book"
)
_WORDS = frozenset(
    f"{_SKIPPED}|{_LOOP}|{_RULES} why how come who which what was were did could book "
    f"behind back own house rulebook wait waited waiting unsigned look looked looking "
    f"says claims claim said run "
    f"ran saw shown told informed usual by line accordance violation violated violate "
    f"whom prior full need needs included told tell include reach reached reaching "
    f"got get "
    "go goes went gone out sent send left around round get got slip slipped issued made it "
    "left leave the door house building without past "
    "approvals approval "
    "sign off offs signed signature signatures signing approved approve asked ask "
    "asking anybody anyone "
    "should have been had to be required require requires needed need rules rule in force followed "
    "follow through proper properly correct correctly process wrong happen happened for on our "
    "offer proposal deal bid contract paper thing clause all steps step internal "
    "internally work worked "
    "works able manage managed make made possible possibly possible any everybody "
    "everyone they leave let "
    "although even happen demands demand demanded obtained obtain adhered adhere adhering "
    "adherence "
    "observe observing met meet honoured kept keep respected abided abide conform conformed "
    "compliance compliant line released release dispatched issued submitted shipped launched "
    "came come since when until queue corners jump jumped cut corner shortcut never no first "
    "chance table say voice look in laid down prescribed foreseen calls called call for every "
    "single needed necessary involving informing informed consulting consultation knowing "
    "them all before cleared clearance clear approve steps sequence order correct route "
    "bothering bothered hand hands handed desks ok behind out of loop been decision decided "
    "that those gone reason policy matrix rules offers "
    "missing outstanding lacking open way by by-passed under according given seeing seen see "
    "them being having us we "
    "right people person "
    "respected observed complied comply apply applied applies applicable stick stuck "
    "break broken broke breach "
    "whose ok okay saying word blessing knowledge consent input review reviewed head "
    "back involvement "
    "office desk quote say so said checked involve consult at stage point chain "
    "necessary must supposed ought "
    "as well properly normal usual gate gates step channels channel authority "
    "authorisation role roles".replace("|", " ").split()
)
_MAIN = phrase(
    f"{_SKIPPED}|{_LOOP}|{_RULES}|{_HAD}|{_ASKED}|{_PUT}|{_ASKING}|{_NEEDED}|{_THROUGH}|behind "
    f"@person 's back|over @person 's heads?|by the book|"
    "without (?:anyone|anybody|somebody|someone|everybody) (?:being (?:asked|consulted|involved|"
    "told|informed)|having (?:signed|approved|been asked|been consulted)|signing|approving|"
    "asking|knowing|looking|signing off)|"
    "without (?:(?:the|any|a|an|ever|proper|prior|our|internal|required|full|all|"
    "necessary) )*(?:approval|approvals|sign off|sign offs|signature|signatures|"
    "asking|authorisation|clearance)"
)
_ACTIVE = phrase(f"@person (?:(?:ever|simply|just) )?(?:{_SKIPPED}) (?P<left>@person)")
_FOR_A_SHARE = phrase(
    r"(?<=^ )\d+(?:\.\d+)? (?:%|percent|per cent) (?:discount|rebate|reduction)|"
    r"(?:for|on|of|at|with|above|a|the) (?:a |an |the |our |such |any )*(?:(?:discount|rebate|"
    r"reduction) of )?(?:\d+(?:\.\d+)?|[a-z]+) "
    r"(?:%|percent|pct|per cent)(?: (?:discount|rebate|reduction|off))?"
)
_PASSING_ON = phrase(
    "(?:pass|passed|passing|hand|handed|handing) (?:(?:it|this|that|our|the|message|mail) "
    ")*(?:on|along)|"
    "relay|relayed|relaying|forward|forwarded|forwarding|(?:our|the) (?:message|mail|email)"
)
_ALL_SIGNED = phrase(
    "(?:have|has|had|did|do|are|were|is|was) (?:all|every|everyone|everybody|the|any) (?:of "
    ")?(?:the )?"
    "(?:required|necessary|needed|mandatory) (?:.+ )?(?:signed|sign|approved|approve|given|"
    "obtained|"
    "there|in place|granted)(?: off)?"
)
_SIGNED_IT = phrase(
    r"\| (?:did|has|have|had) (?:he|she|they|@person)(?: ever)? (?:sign|signed|approve|approved|"
    "authorise|authorised|authorize|authorized|clear|cleared)(?: off)?(?: (?:it|on it|it off|"
    "that))?"
)
_OMITS = phrase(
    "(?:did|has|have|had) @person (?:(?:ever|actually) )*(?:omit|omitted|leave out|left out|drop)"
)
_BY_POLICY = phrase(
    "(?:according to|under|by|per|as per|going by|in line with|pursuant to) (?:the |our |any |"
    "company |"
    "internal )*(?:policy|policies|rules?)(?= $| @)"
)
_REQUIRED_BY = phrase(
    "whose [a-z]+ (?:did|does|do|must|should|would) (?:[^ ]+ ){1,5}(?:require|need|call for|want)"
)
"""What an approval was required for is the clause, also where policy is named."""
_POLICY_ON = phrase(
    "(?:(?<= policy )|(?<= policies )|(?<= rules ))(?:on|about|for|regarding) (?:discounts|"
    "discounting|rebates|pricing|approvals)"
)
_POLICY = phrase("policy|policies|require|required|requires|rule|rules")


LOOPED_IN = phrase("in the loop (?:on|about|regarding|of|as to|concerning) (?:the )?@clause")
"""Who was in the loop on a clause knew it; who was out of it was passed over."""


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    # What policy says about rebates is not asked about the clause on rebates.
    if line.has(_POLICY):
        line = line.without(_FOR_A_SHARE).without(_POLICY_ON)
    named = with_subjects(line, vocabulary)
    if not line.has(_POLICY) or line.has(_BY_POLICY):
        return named
    before = {token.begin for token in line.tokens if token.is_thing}
    if line.has(_REQUIRED_BY):
        return named
    kept = [t for t in named.tokens if t.text != "@clause" or t.begin in before]
    return Line(line.asked, tuple(kept))


def _read(given: Given) -> Parameters:
    line = given.line
    if given.has(_ALL_SIGNED) or given.has(_SIGNED_IT) or given.has(STILL_WITHOUT):
        raise NotThis("It asks whether what is required is signed.")
    if given.has(LOOPED_IN) and not given.negated:
        raise NotThis("It asks whether somebody knew.")
    if given.has(_PASSING_ON) or (given.has(phrase("what")) and given.has(_OMITS)):
        raise NotThis("It asks what was left out of a message.")
    persons = line.values("person")
    if given.has(phrase("excluded")) and not persons and line.values("party", "client", "partner"):
        raise NotThis("It may ask what is excluded.")
    if active := line.find(_ACTIVE):
        persons = active.values("left")
    unseen = given.negated and bool(persons) and given.has(_UNSEEN)
    if not given.has(_MAIN) and not unseen and not (persons and given.has(phrase(_WITHOUT))):
        raise NotThis("It does not say who or what was left out.")
    if given.has(phrase("past")) and not persons:
        raise NotThis("It does not say who was passed over.")
    return {"persons": persons, "clauses": given.clauses, "proposal": given.proposal}


FRAME = Frame(
    kind="process",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("person", "clause", "proposal", "client", "party", "partner"),
    read=_read,
    prepare=_prepare,
    drops=frozenset({"sent", "of"}),
)
