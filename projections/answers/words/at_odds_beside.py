"""What stands beside the act that is asked about, and turns it: whose view, in whose name, what
else was done, which text is meant. A reading that leaves it out is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from projections.answers.asked import PARAMETERS, Question
from projections.answers.words.at_odds_acts import people_of
from projections.answers.words.line import BREAK, Line, Token, phrase
from projections.answers.words.turned.earlier import asks_the_same

_ACTS = frozenset("knowledge communication sign_off retraction objection process changes".split())
_WHO = "@(?:person|party|client|partner)"
_VIEW = phrase(
    f"(?:according to|in the (?:view|eyes|opinion|account|words) of|if you ask) (?P<who>{_WHO})|"
    f"(?P<whose>{_WHO}) 's (?:view|opinion|account|eyes)"
)
_PRONOUN = phrase("he|she|they|him|her|his|hers|them|their")


def is_in_a_view(line: Line, question: Question) -> bool:
    """Whether somebody whose account it is is read as who had a part in it."""
    found = line.find(_VIEW)
    if found is None or question.kind not in _ACTS or line.has(_PRONOUN):
        return False
    held = {*people_of(question), *question.parameters.get("parties", ())}
    return bool(held & {*found.values()})


_ON_BEHALF = phrase(
    "(?:speak|spoke|speaking|spoken|act|acted|acting) for (?:us|them|@[a-z]+)|on (?:our|their|his|"
    "her|whose|the [a-z]+ 's|@(?:person|party|client|partner|seller) 's|its) (?:own )?behalf|on "
    "behalf of|in (?:our|their|his|her|whose|the [a-z]+ 's|@(?:person|party|client|partner|"
    "seller) 's) (?:own )?name"
)


def is_on_behalf(line: Line, question: Question) -> bool:
    """Whether in whose name it was done is asked: only whether one may sign so is told."""
    if question.ask != "whether" or question.kind not in _ACTS:
        return False
    return bool(people_of(question)) and line.has(_ON_BEHALF)


_WHEN_SOMEBODY = phrase(
    "(?:when|before|after|while|until|till|once|by the time|as soon as|since) (?P<who>@person)"
)
_DOER = phrase("he|she|they|him|his|hers|them|their")


def is_of_a_time(line: Line, question: Question) -> bool:
    """Whether who only tells when is read as who told or retracted it."""
    found = line.find(_WHEN_SOMEBODY)
    told = question.kind == "communication" and question.ask != "relay"
    if found is None or not (told or question.kind == "retraction") or line.has(_DOER):
        return False
    who = {*found.values("who")}
    elsewhere = {
        value
        for at, token in enumerate(line.tokens)
        if token.text == "@person" and not found.begin <= at < found.end
        for value in token.values
    }
    return bool(who & people_of(question) - elsewhere)


def has_what_it_has_not(_: Line, question: Question) -> bool:
    """Whether a reading holds a span that its kind does not know, and would not be answered by."""
    known = PARAMETERS[question.kind]
    return any(
        name not in known and isinstance(question.parameters.get(name), dict)
        for name in ("from", "to")
    )


_ELLIPSIS = re.compile(
    r"(?:and |but |so )?(?:did|was|were|is|are|has|had|have|does) (?:not )?(?:the "
    r")?(?P<what>@[a-z]+|[a-z]+(?: [a-z]+)?)(?: (?:too|also|as well|either|ever))?"
)


def is_of_what_was_told_first(line: Line, question: Question) -> bool:
    """Whether "8.2 was changed. Was 3.4?" is read as if it asked for both."""
    at = max((n for n, token in enumerate(line.tokens) if token.text == BREAK), default=None)
    if at is None:
        return False
    found = _ELLIPSIS.fullmatch(" ".join(token.text for token in line.tokens[at + 1 :]))
    if found is None:
        return False
    if asks_the_same(line) and (found["what"] == "@person" or question.kind == "scope"):
        return False  # it is read of the last alone (`turned.amended`)
    if found["what"].startswith("@"):
        told = _named(line.tokens[:at], found["what"])
        asked = _named(line.tokens[at + 1 :], found["what"])
        held = {*question.clauses, *people_of(question), *question.parameters.get("parties", ())}
        return bool(asked & held) and bool((told - asked) & held)
    return len(question.parameters.get("items", ())) > 1


def _named(tokens: tuple[Token, ...], tag: str) -> set[str]:
    return {value for token in tokens if token.text == tag for value in token.values}


_AND_ALSO = phrase(
    "and (?:(?:then|also|still|yet|later|did|has|had|not|he|she|they) )*(?P<verb>accept|accepted|"
    "sign|signed|approve|approved|object|objected|retract|retracted|withdraw|withdrew|tell|told|"
    "pay|paid|leave|left|order|ordered|read|see|saw|reject|rejected|let|send|sent)(?= (?:@|it|the|"
    "his|her|them|$|anyway|all|him))"
)
_OWN = {
    "knowledge": "read see saw",
    "sign_off": "sign signed approve approved",
    "retraction": "retract retracted withdraw withdrew",
    "objection": "object objected",
    "communication": "tell told send sent sign let leave left read",
    "process": "send sent sign signed approve approved leave left let",
}


def did_something_else(line: Line, question: Question) -> bool:
    """Whether a second act is asked for: "did she object to A2.3 and accept P1 all the same?"."""
    own = _OWN.get(question.kind)
    found = line.find(_AND_ALSO) if own and question.ask in {"whether", None} else None
    if found is None or own is None or found.word("verb") in own.split():
        return False
    return line.has(
        phrase("(?:did|has|had|have) (?:not )?(?:@[a-z]+|we|they|he|she|anyone|anybody)")
    )


_BUT_NOT = phrase(
    "why (?:was|were|is|did) (?:@[a-z]+|we|they|it) not|but not (?:the )?@(?:clause|proposal)|as "
    "a whole"
)
_WANTED = phrase(
    "@(?:person|party|client) (?:(?:had|has|have|really|also|so|once) )*(?:wanted|wants|asked for|"
    "liked|needed|insisted on|requested|was accepting|were accepting)"
)
_NO_REASON = phrase("for no (?:[a-z]+ )?reason|without (?:a |any )?(?:[a-z]+ )?reason")
_THE_REST = phrase(
    "(?:anything|something|nothing|everything|what|anyone|anybody|who|someone|somebody) else|the "
    "rest of|the remainder of"
)
_NO_OBJECT = phrase(
    "@person (?:(?:ever|already|finally|then) )*(?:withdraw|withdrew|withdrawn)(?= (?:$|before|"
    "after|when|in time|at all|on|until|@before|@after|@when|@date))"
)
_DOES = phrase(
    "(?:does|do|did|can|will|would|could) @(?:clause|proposal|document) (?!still|stand|get|ever|"
    "remain|lapse|have|apply|hold|come|disappear|go|fall|cease|die)[a-z]+"
)


def is_of_another_retraction(line: Line, question: Question) -> bool:
    """Whether why not, who wanted it, or what else was retracted is asked."""
    if question.kind != "retraction":
        return False
    if question.ask == "why" and (line.has(_BUT_NOT) or line.has(_NO_REASON)):
        return True
    if bool(people_of(question)) and (line.has(_WANTED) or line.has(_NO_OBJECT)):
        return True
    return any(map(line.has, (_THE_REST, _DOES)))


_ALL_OF_IT = phrase(
    "(?:all|the whole|every part|most|any part) of @proposal|@proposal (?:as a whole|in full|in "
    "its entirety|entirely|completely)|(?:as a whole|in its entirety)"
)
_ELSE = phrase("(?:anything|something|nothing) else|the rest of")
_A_PAPER = phrase(
    "(?:object|objected|objections?|protest|protested|complain|complained) (?:to|against|about) "
    "(?:the |our )?(?:order|contract|agreement|dispute|minutes|meeting|invoice|delivery|"
    "correction|record|ledger)"
)
_DOUBTS = phrase("(?:have|had|has|having|any|his|her|their) (?:[a-z]+ )?doubts?")
_ACCEPTED_OFFER = phrase(
    "(?:offer|proposal|bid|quote) (?:that|which) (?:(?:was|were|had|has|been|finally|later|then|"
    "@client|@party|@person|they|we) )+(?:accepted|signed|taken)"
)


def is_of_another_objection(line: Line, question: Question) -> bool:
    """Whether all or the rest of an offer is objected to, or only doubts are asked for."""
    if question.kind != "objection":
        return False
    if line.has(_ACCEPTED_OFFER) and not question.parameters.get("proposal"):
        return True
    return any(map(line.has, (_ALL_OF_IT, _ELSE, _DOUBTS, _A_PAPER)))


_OVER = phrase(
    "(?:was|is|were|had) (?:not )?(?:@person 's|the|his|her|their) delegation (?:(?:was|been|had|"
    "already|by then) )*(?:over|expired|ended|up|gone|revoked|withdrawn|finished|lapsed)|(?:was|"
    "is|were|are) (?:@clause|@proposal|@version|that|this|it) (?:[a-z]+ )?(?:outside|out of|over|"
    "beyond|past|above|in excess of) (?:of )?(?:his|her|their|the|@person 's|@function 's) (?:own "
    ")?(?:limits?|authority|powers?|remit|mandate|delegation|competence)"
)
_HAS_A_LIMIT = phrase(
    "(?:did|does|do|had|has|have) (?:@person|he|she|they) (?:(?:even|ever|actually|have|got) "
    ")*(?:a|any|no) (?:[a-z]+ )?limit(?= $)"
)
_WAS_THAT = phrase(
    "\\| (?:was|is) (?:that|this|it) (?:really )?(?:allowed|ok|okay|right|permitted|fine)"
)
_GOES_OUT = phrase(
    "(?:did|does|was|were|has|had|have) @proposal (?:(?:ever|still|not|been|already|really) "
    ")*(?:go|gone|went|sent|leave|left|issued|released|dispatched)"
)
_A_CLAUSE_DOES = phrase(
    "(?:does|do|did|can|will|would) @(?:clause|document) (?:also |not )?(?:allow|permit|require|"
    "entitle|authori[sz]e|let|forbid|oblige|bind|empower|approve)"
)
_OF_TWO = phrase("both (?!@|of|the|and|clauses|proposals|offers|parties|sides|deal)[a-z]+s")


def is_of_another_sign_off(line: Line, question: Question) -> bool:
    """Whether a limit or a delegation is asked about, or that it went out, and signing is read."""
    if question.kind != "sign_off":
        return False
    if question.ask == "allowed":
        turned = line.has(_OVER) and not question.negated
        return turned or line.has(_HAS_A_LIMIT) or (question.negated and line.has(_WAS_THAT))
    if line.has(_OF_TWO) and not people_of(question):
        return True
    return line.has(_GOES_OUT) or line.has(_A_CLAUSE_DOES)


_BOTH_WORDINGS = phrase(
    "(?:both|all|either|neither|two|each) (?:of the )?(?:wordings|versions|texts)"
)
_SENT_TO_ANY = phrase(
    "@proposal (?:(?:ever|really|actually|been) )*sent to (?:anybody|anyone|somebody)"
)
_IN_WHICH = phrase("(?:in|of|under) (?:which|whom) @(?:clause|person|party)")


def is_of_another_knowledge(line: Line, question: Question) -> bool:
    """Whether it asks who saw several wordings, or if a text was sent to anybody at all."""
    if question.kind == "sign_off" and line.has(_IN_WHICH):
        return True
    if question.kind != "knowledge":
        return False
    sent = line.has(_SENT_TO_ANY) and not people_of(question)
    return sent or line.has(_BOTH_WORDINGS) or line.has(_IN_WHICH)


_BROKEN_BY = phrase(
    "(?:breach|breached|break|broken|violate|violated|infringed|disregarded|ignored) (?:by|from) "
    "(?P<who>@person)|(?:breach|violation) (?:of (?:the |our )?[a-z]+ )?by (?P<by>@person)"
)
_LEAVES_OUT = phrase(
    "(?:did|has|had|does) (?:not )?@(?:person|party|partner) (?:(?:ever|really|not) )*(?:leave|"
    "left|omit|omitted|skip|skipped|drop|dropped) (?:out )?(?:anything|something|what|any part|"
    "nothing|part|a word|words?)"
)


def is_of_what_was_left_out(line: Line, question: Question) -> bool:
    """Whether who left something unsaid, or broke a rule, is read as who was bypassed."""
    if question.kind != "process":
        return False
    found = line.find(_BROKEN_BY)
    broke = found is not None and bool(people_of(question) & {*found.values()})
    return broke or line.has(_LEAVES_OUT)


_A_WORDING = phrase("(?:wording|version|draft|text) @clause(?: of @clause)?")
_FIRST_ONE = frozenset("original originally initial".split())


def takes_a_wording_for_a_clause(line: Line, question: Question) -> bool:
    """Whether "wording 2" is read as clause 2, or "the original" is passed over."""
    found = line.find(_A_WORDING)
    number = found.tokens()[1] if found else None
    if number and line.asked[number.begin : number.end].isdigit():
        return number.values[0] in question.clauses
    if question.kind not in {"sign_off", "knowledge", "objection"}:
        return False
    return bool({*question.passed_over} & _FIRST_ONE)


_ACTED = phrase(
    "(?:did|does|has|had|was|were|will|can) (?:@proposal (?:(?:ever|been|now|then|also|later) "
    ")*(?:beat|kill|killed|replace|replaced|supersede|superseded|overtake|overtook|overtaken|"
    "outrank|trump|end|ended|void|cancel|cancelled|sent|go out|gone out|prevail|bring|restore|"
    "restored|survive)|@clause (?:(?:ever|been|now|then|also|later) )*(?:prevail|beat|outrank|"
    "trump|survive|restored|superseded|overtaken))"
)


def is_of_one_text_on_another(line: Line, question: Question) -> bool:
    """Whether what one offer did to another is asked, and how their texts differ is read."""
    return question.kind == "changes" and question.ask == "whether" and line.has(_ACTED)


_TWO_AT_ONCE = phrase(
    "and (?:when|why|where|how|who|whom|what) (?:(?:was|were|did|had|is|it|he|she|they) "
    ")*(?:accepted|signed|sent|retracted|withdrawn|objected|rejected|paid|executed|approved|"
    "changed)(?= $)"
)


def asks_for_another_act(line: Line, question: Question) -> bool:
    """Whether "and when accepted?" asks for a second act behind the first."""
    return question.kind in _ACTS and question.ask != "who" and line.has(_TWO_AT_ONCE)


_NOT_HAVING = re.compile(r"\W*(?:not|never) (?:having|being|knowing)\b", re.IGNORECASE)


def negates_its_lead(line: Line, question: Question) -> bool:
    """Whether "not having been asked, did she object?" is read as if she had not."""
    return question.negated and bool(_NOT_HAVING.match(line.asked))


BESIDE: tuple[Callable[[Line, Question], bool], ...] = (
    is_in_a_view,
    is_on_behalf,
    is_of_a_time,
    has_what_it_has_not,
    is_of_what_was_told_first,
    did_something_else,
    is_of_another_retraction,
    is_of_another_objection,
    is_of_another_sign_off,
    is_of_another_knowledge,
    is_of_what_was_left_out,
    takes_a_wording_for_a_clause,
    is_of_one_text_on_another,
    asks_for_another_act,
    negates_its_lead,
)
