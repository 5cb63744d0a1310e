"""The verb of a question: a reading that is told by another verb, or passes it over, is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from projections.answers.asked import Question
from projections.answers.words.line import Line, phrase
from projections.answers.words.meaning.inflecting import lemmas

_SUBJECT = (
    "(?:@person|@party|@client|@partner|@seller|we|they|he|she|i|you|anyone|anybody|someone|"
    "somebody|everyone|everybody|whoever(?: (?!sign|see|know|read)[a-z]+){0,3}?(?: @clause)?|"
    "(?:the |our |their )?(?:signatory|signatories|signers?|approvers?|objectors?|authors?|"
    "drafters?))"
)
_AUXILIARY = "(?P<be>did|does|do|has|had|have|was|were|is|are|could|can|will|would)"
_BETWEEN = (
    "(?:(?:not|ever|never|already|even|really|actually|also|still|just|then|both|in fact|been|"
    "himself|herself|[a-z]+ly) )*"
)
_MAIN = phrase(
    f"{_AUXILIARY} (?:not )?(?P<who>{_SUBJECT})(?: (?:and|or|nor) {_SUBJECT})* (?P<so>{_BETWEEN})"
    "(?P<verb>[a-z]+)"
)


_LIGHT = frozenset(
    "stand come give exist act keep hold lay obtain possess make get go be do have bite say list "
    "wait right else last on in up".split()
)
"""What says little by itself: what was done is told by what stands behind it."""


def passes_over_the_verb(line: Line, question: Question) -> bool:
    """Whether the very verb of the question is passed over: "did Will let May sign?"."""
    passed = {word.casefold() for word in question.passed_over}
    return any(
        match["verb"] in passed
        and not lemmas(match["verb"]) & _LIGHT
        and (question.ask in {"whether", None} or match["who"] not in _WE)
        for match in _MAIN.finditer(line.text)
    )


_SEES = "see read open view notice peruse know learn hear study"
_SIGNS = "sign approve authorise authorize countersign okay"
_TELLS = "tell inform warn advise assure notify say mention announce explain admit deny show"
_ACCEPTS = "accept reject receive get"
_ASKS = "ask request wonder demand"
_WILLS = (
    "want wish let make force allow permit believe think expect assume understand feel deny "
    "refuse forget fail avoid intend mean hope fear need promise delegate send forward"
)
_OTHERS: Mapping[str, frozenset[str]] = {
    kind: frozenset(" ".join(words).split())
    for kind, words in {
        "knowledge": (_SIGNS, _ASKS, "accept reject object retract withdraw believe acknowledge"),
        "sign_off": (
            _SEES, _TELLS, _ASKS, "accept reject receive object retract withdraw want let force",
            "believe delegate send forward leave",
        ),
        "retraction": (_SIGNS, _SEES, _TELLS, _ACCEPTS, _ASKS, _WILLS, "object leave reach"),
        "objection": (_SIGNS, _SEES, _TELLS, "accept reject receive retract withdraw forget"),
        "communication": (
            _SIGNS, _ASKS, "know see read open accept reject object retract withdraw believe",
            "think understand deny refuse forget fail avoid want expect assume hope fear",
        ),
        "process": (_SIGNS, _TELLS, "know see read accept object"),
        "changes": (_TELLS, _SEES, "accept object kill replace supersede overtake prevail send"),
        "scope": ("ask want expect negotiate claim demand request wish hope assume",),
    }.items()
}  # fmt: skip
"""What tells of another matter than this kind does."""


def is_of_another_verb(line: Line, question: Question) -> bool:
    """Whether the verb of the question is one by which another kind is told."""
    others = _OTHERS.get(question.kind, frozenset())
    for match in _MAIN.finditer(line.text):
        verb = lemmas(match["verb"])
        passive = match["be"] in _IS or "been " in match["so"]
        if not verb & others or match["be"] in _CAN or (passive and verb & _ASKED):
            continue
        if match["who"] not in _WE or not verb & _SEEN:
            return True
    return False


_CAN = frozenset("can could will would".split())
_IS = frozenset("was were is are".split())
_ASKED = frozenset(_ASKS.split())
_WE = frozenset("we i you".split())
_SEEN = frozenset(f"{_SEES} have".split())
"""What we see or know of a matter only leads in to it: "do we know who objected?"."""


_TELLS_ACTIVELY = phrase(
    f"(?:did|does|do|has|had|have) (?:not )?{_SUBJECT} {_BETWEEN}(?:tell|told|show|shown|inform|"
    "informed|warn|warned|advise|advised|notify|notified|brief|briefed|alert|alerted|explain|"
    "explained|mention|mentioned|describe|described|read|hand|handed|send|sent) (?:@person|@party|"
    "@client|@partner|him|her|them|anyone|anybody|us|me)(?= (?:(?!whether|if)[^ ]+))|who(?:m)? "
    f"(?:did|have|has|had) {_SUBJECT} {_BETWEEN}(?:tell|told|show|shown|inform|informed|warn|"
    f"warned)"
)
_WHO_MAIN = phrase(
    "who(?:m)? (?:(?:had|has|have|was|were|is|ever|actually|really|else|then|also|been|did|in "
    "fact|[a-z]+ly) )*(?P<verb>(?!(?:by|on|at|to|for|from|in|of) )[a-z]+)"
)
_ORDERS = frozenset("tell make ask want force wish".split())
"""Who told somebody to do it, or wanted it done, is who had it done."""


def is_who_did_another(line: Line, question: Question) -> bool:
    """Whether who answered or received it is asked, and who did it is told."""
    if question.ask != "who":
        return False
    others = _OTHERS.get(question.kind, frozenset())
    passed = {word.casefold() for word in question.passed_over}
    for match in _WHO_MAIN.finditer(line.text):
        verb = lemmas(match["verb"])
        if verb & _ORDERS:
            continue
        if verb & others or (match["verb"] in passed and not verb & _LIGHT):
            return True
    return False


_ASKED_TO_TELL = phrase(
    "(?:would|could|can|will) (?:you|somebody|someone) (?:please |kindly )?(?:tell|inform|notify|"
    "remind|warn|let|write to|ask) (?:@(?:person|party|client|partner)|him|her|them)"
)
_WAS_TOLD = phrase(
    "(?:who|whom|was @person|were @person|was @party|was @client|were @client) (?:was |were |been "
    "|ever )*(?:told|informed|notified|advised|warned) (?:@person )?(?:of|about|that|why|when|how)"
)


def is_told_and_not_done(line: Line, question: Question) -> bool:
    """Whether it asks if somebody told it to somebody, and what was told is read as asked."""
    if line.has(_ASKED_TO_TELL):
        return True
    if question.kind in {"communication", "scope", "terms", "silence"}:
        return False
    if line.has(_TELLS_ACTIVELY):
        return True
    return question.kind != "knowledge" and line.has(_WAS_TOLD)


_TAKEN_BACK = (
    "(?:withdraw|withdrew|withdrawn|withdrawing|withdraws|revoke|revoked|rescind|rescinded|cancel|"
    "cancelled|retract|retracted|take back|took back|taken back|taking back|reverse|reversed|undo|"
    "undid|undone)"
)
_GRANTED = (
    "(?:sign off|signoff|signature|approval|approvals|consent|clearance|okay|ok|authori[sz]ation|"
    "acceptance|retraction|revocation|objection|instruction|order|permission|delegation)"
)
_OWN = "(?:his|her|their|the|its|our|that|this|any|an|a|@(?:person|party|client) 's)"
_UNDONE = phrase(
    f"{_TAKEN_BACK} (?:{_OWN} )?(?:own )?{_GRANTED}|(?:take|took|taken|taking|pull|pulled|call|"
    f"called) {_OWN} (?:own )?{_GRANTED} back|{_GRANTED} (?:(?:of|on|for|by) (?:the )?@[a-z]+ "
    f")*(?:(?:was|were|had|has|been|be|ever|already|later|then|not|since) )*{_TAKEN_BACK}"
)
_FROM_THE_DEAL = phrase(
    f"{_TAKEN_BACK} from (?:the |this |our )?(?:deal|talks|negotiations?|contract|agreement|"
    "project|business)"
)


def is_of_what_was_undone(line: Line, question: Question) -> bool:
    """Whether a sign-off, an acceptance or a retraction was taken back: no kind tells that."""
    if question.kind not in {"retraction", "sign_off", "objection"}:
        return False
    return line.has(_UNDONE) or line.has(_FROM_THE_DEAL)


_ALONE = phrase(
    "himself|herself|themselves|alone|single handed|on (?:his|her|their) own(?: [a-z]+)?|by "
    "(?:himself|herself)|of (?:his|her|their) own [a-z]+"
)


def is_how_alone(line: Line, question: Question) -> bool:
    """Whether somebody retracted alone is asked: a reading tells only who had a part in it."""
    return question.kind == "retraction" and line.has(_ALONE)


_SAYS = (
    "(?:tell|told|tells|say|said|says|inform|informed|warn|warned|claim|claimed|promise|promised|"
    "mention|mentioned|write|wrote|assure|assured|announce|announced)"
)
_SOMEBODY = "(?:@(?:person|party|client|partner)|they|he|she|we|nobody|somebody)"
_TOLD_OF_DOING = phrase(
    f"(?:did|has|had|have|was|were) (?:not )?(?:@[a-z]+|we|they|he|she|anyone|anybody) "
    f"{_BETWEEN}{_SAYS} (?:[^ |]+ ){{0,3}}?that {_SOMEBODY} (?:(?:had|has|have|was|were|is|would|"
    f"also|never|"
    "not|once) )*(?:said|says|told|tells|wants?|wanted|asks?|asked|promised|promises|agreed|"
    "expects|expected|needs?|needed|objected|knew|knows|signed|accepted|refused|insisted|hopes|"
    "hoped|thinks|thought|believes|believed|claims|claimed|requested|demanded|wrote)"
)
_NOT_TO = phrase(
    f"(?:{_SAYS}|ask|asked|instruct|instructed|order|ordered|agree|agreed)(?: [^ |]+)? not to "
    "[a-z]+"
)
_THE_SAME = phrase(
    f"{_SAYS} (?:[^ |]+ ){{1,4}}?the same(?= (?:about|on|as|thing|story|$))|the same (?:thing|"
    f"story|"
    "words?)"
)
_WHY = phrase(f"{_SAYS} (?:[^ |]+ ){{0,3}}?(?:why|how come|for what reason)")
_IN_STATE = "(?:in|included|covered|discounted|free|part)"
_OUT_STATE = "(?:out|excluded|exempt|excepted|extra)"
_TWO_STATES = phrase(
    f"(?:is|are|was|were|stay|stays|remain) (?:{_OUT_STATE} (?:but|and|while|whereas) (?:[^ |]+ "
    f"){{1,5}}?(?:is|are|was|were|stay|stays|remain) {_IN_STATE}|{_IN_STATE} (?:but|and|while|"
    f"whereas) (?:[^ |]+ ){{1,5}}?(?:is|are|was|were|stay|stays|remain) {_OUT_STATE})"
)
_ANYONE_ELSE = phrase("(?:anyone|anybody|someone|somebody|everyone|everybody) else")
_SAYING = frozenset("asked ask asks asking wants wanted want denied deny denies".split())


def is_told_of_doing(line: Line, question: Question) -> bool:
    """Whether what was said is what another said, wanted or did, or was not to be said."""
    if question.kind != "communication":
        return False
    if any(map(line.has, (_TOLD_OF_DOING, _NOT_TO, _THE_SAME, _WHY, _TWO_STATES, _ANYONE_ELSE))):
        return True
    return any(_asks_with(line, word) for word in {*question.passed_over} & _SAYING)


def _asks_with(line: Line, word: str) -> bool:
    """Whether a word that is passed over stands in what asks, and not in what leads in to it."""
    at = next((n for n, token in enumerate(line.tokens) if token.text == word), None)
    return at is not None and any(
        token.text in {"did", "was", "were", "has", "had", "have"} for token in line.tokens[:at]
    )


_PASSED_ON = phrase(
    "(?:did|has|had|have) (?:not )?@(?:person|party|partner) (?:ever |really |actually "
    ")*(?:forward|forwarded|relay|relayed|pass on|passed on|send on|sent on) (?:@proposal|@clause|"
    "@document|the offer|the proposal)(?: on)?(?: to @[a-z]+)?(?= $)"
)


def is_whether_passed_on(line: Line, question: Question) -> bool:
    """Whether it asks if a text was passed on at all, and how it was is read."""
    return question.ask == "relay" and line.has(_PASSED_ON)


_ASKED_TO_SIGN = phrase(
    "(?:was|were|has|had|have|is|are) @person (?:(?:ever|been|even|also|never|not) )*(?:asked|"
    "invited|requested|urged|pressed|due|scheduled|about) to (?:sign|approve|countersign)|(?:sent|"
    "put|passed|given|submitted|forwarded|went|go) to @person for (?:(?:his|her|their|a|the) "
    ")?(?:signature|approval|sign off|consent|clearance|signing)"
)
_RIGHT_THAT = phrase(
    "(?:was|is) it (?:(?:really|even) )?(?:right|wrong|necessary|wise|fair|proper|correct|good|"
    "bad|normal|needed|important|lawful|legal|usual) (?:that|for)"
)
_ALTHOUGH = phrase(
    "@person (?:sign|signed|approve|approved) (?:[^|]+ )?(?:although|though|even though|despite|"
    "while|after) (?:he|she|they|@person) (?:had )?(?:delegated|delegate)|(?:did|has|had) @person "
    "(?:delegate|delegated)"
)


def is_asked_to_sign(line: Line, question: Question) -> bool:
    """Whether somebody was asked to sign, or it was right that somebody did: not who did."""
    if question.kind != "sign_off":
        return False
    return line.has(_ASKED_TO_SIGN) or line.has(_RIGHT_THAT) or line.has(_ALTHOUGH)


_MEANS = phrase(
    "what (?:the )?@(?:clause|proposal|version|document) (?:really |actually )?(?:means?|meant|"
    "entails?|implies|implied|does|did|costs?|changes)"
)
_AND_DID = phrase(
    "and (?:(?:still|not|yet|then|nevertheless|just|simply|never|even so) )*(?:let|tell|say|do|"
    "keep|send|stay|remain|ignore|hide|sign|approve|accept|allow|agree|stay silent|nothing)(?! me)"
)


def is_more_than_known(line: Line, question: Question) -> bool:
    """Whether what a text means is asked, or what somebody did who knew of it."""
    if question.kind != "knowledge":
        return False
    return line.has(_MEANS) or (question.ask == "whether" and line.has(_AND_DID))


_TO_OBJECT = phrase(
    "(?:how|too late|late|able|possible|right|entitled|free|need|needs|have|has|time|when|where|"
    "reason|cause|allowed|welcome) (?:for (?:@[a-z]+|us|them) )?to (?:object|protest|complain)"
)


def is_how_to_object(line: Line, question: Question) -> bool:
    """Whether how, or if still, one may object is asked, and not whether anybody did."""
    return question.kind == "objection" and line.has(_TO_OBJECT)


_ON_A_CLAUSE = phrase(
    "(?:did|does|do|has|had|will|can) @(?:clause|document|version) (?:ever |also |not |now "
    ")*(?!differ|change(?= (?:$|after|before|between|since|from|at|in|when|once|at all|ever|"
    "again))|get|have|been|lose|come|go|move|stay|remain|say|read|look|add|drop|alter|bring|"
    "contain|leave|touch|include|introduce|keep|become|undergo)[a-z]+ (?:the )?(?:@(?:clause|"
    "version|document|proposal)|fees|prices?)"
)
_OUR_IDEA = phrase(
    "(?:our|their|his|her|my|your|@(?:person|client|party) 's) (?:own )?(?:idea|suggestion|wish|"
    "proposal|initiative|doing|request|work)(?= (?:$|or|from|originally))"
)
_THE_DIFFERENCE = phrase(
    "(?:difference|differences|differ|differs)(?: [^ |]+){0,2} (?:between )?@clause (?:and|from) "
    "@clause|@clause (?:differ|differs|different) from @clause"
)
_BACK = phrase(
    "(?:changed?|put|set|turned|altered|moved) @clause back|@clause (?:was |been |got "
    ")?(?:changed|put|set|turned) back"
)
_NOT_CHANGED = phrase(
    "what (?:[a-z]+ ){0,2}?(?:stayed|stays|remained|remains|is|was) (?:the same|unchanged|as it "
    "was)|what (?:did|has|was) not (?:been )?(?:change|changed|altered|amended)"
)
_KEPT = phrase(
    "(?:@clause (?:(?:was|were|been|get|got|still|also) )*)?(?:kept|survive|survived|survives|"
    "retained|preserved|left in)|(?:survive|keep|retain|preserve) @clause"
)
_TOGETHER = phrase("(?:along|together) with (?:the )?@(?:clause|proposal|version)|@clause together")
_BY_NOUN = phrase(
    "(?:changed|altered|amended|replaced|revised) by (?:the |a |our )?(?P<what>[a-z]+)"
)


def is_of_another_change(line: Line, question: Question) -> bool:
    """Whether one text acts on another, two texts are compared, or what was kept is asked."""
    if question.kind == "retraction":
        return line.has(_TOGETHER)
    if question.kind != "changes":
        return False
    if question.ask == "whether" and (line.has(_ON_A_CLAUSE) or line.has(_OUR_IDEA)):
        return True
    if line.has(_KEPT) and not question.negated:
        return True
    found = line.find(_BY_NOUN)
    if found and found.word("what") in question.passed_over:
        return True
    return any(map(line.has, (_THE_DIFFERENCE, _BACK, _NOT_CHANGED, _TOGETHER)))


VERBS: tuple[Callable[[Line, Question], bool], ...] = (
    passes_over_the_verb,
    is_of_another_verb,
    is_who_did_another,
    is_told_and_not_done,
    is_of_what_was_undone,
    is_how_alone,
    is_told_of_doing,
    is_whether_passed_on,
    is_asked_to_sign,
    is_more_than_known,
    is_how_to_object,
    is_of_another_change,
)
