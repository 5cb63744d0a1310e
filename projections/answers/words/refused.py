"""What is no one question: two of them in one, or a task."""

from __future__ import annotations

import re

from projections.answers.words.line import Line, phrase

_STARTS = re.compile(
    r"(?:^| \|| and| or| but| plus| also| so| then| ok)+ (?=(?:did|was|were|is|are|"
    r"has|have|had|does|do|could|can|who|when"
    r"|what|which|why|how|where|will|would) )"
)
_SUBJECTS = re.compile(
    r" (?:did|was|were|has|had|does|is) (?:@person|@clause|@client|@proposal|we|they|"
    r"anybody|anyone) "
)
_ONE_MATTER = phrase(
    "(?:and )?(?:did|was|does|is) (?:the|that|this|his|her|their|each) (?:approval|signature|sign "
    "off|consent|clearance|act)s? (?:[a-z]+ ){0,2}?(?:lie|lies|fall|falls|stay|stays|remain|"
    "remains|come|comes|keep|inside|within|covered|in)(?: (?:within|inside|under|by))? (?:the|his|"
    "her|their) "
    "(?:authority|powers?|limits?|mandate|remit|delegation)(?: (?:that |which )?(?:[a-z]+ ){0,3}"
    "(?:held|had|has|hold|given|enjoyed))?|"
    "(?:and )?(?:was|were|is|are|did|had|have|could) (?:they|he|she|that person|"
    "those people)(?: even| really| actually| also)*"
    "(?: have)?(?: the)? (?:allowed|authority|authorised|authorized|entitled|"
    "empowered|right|mandate|power|permitted|permission|competent)"
    "(?: to)?(?: (?:sign|approve|do)(?: off)?(?: (?:so|that|it|on it|it off))?)?"
)


_ORDERS = frozenset(
    "retract withdraw revoke pull rescind cancel sign approve authorise authorize "
    "change amend revise "
    "remove delete add insert tell inform notify promise write send draft object "
    "protest skip bypass "
    "include exclude extend alter edit record correct strike reject accept ask give grant make put "
    "call mail email file raise let take prepare warn advise assure reword rewrite "
    "drop open".split()
)
_ORDERED = re.compile(
    "@.*|the|it|our|this|that|them|him|her|a|an|their|your|us|everybody|everyone|all|to|back|up|out"
)


_IF_SO = phrase("(?:and )?if so (?:by )?(?:why|when|who|whom|how|what|which)(?: [a-z]+){0,2}(?= $)")
"""What asks on about the same matter; the frame has to know what it asks."""


def is_two(line: Line) -> bool:
    """Whether it asks twice: the second part begins as a question does."""
    text = line.without(_ONE_MATTER).without(_IF_SO).text
    text = re.sub(r" (?:what|and) if ", " ", text)
    starts = [match for match in _STARTS.finditer(text) if not _goes_on(text, match)]
    return len(starts) > 1 or len(_SUBJECTS.findall(text)) > 1


def _goes_on(text: str, start: re.Match[str]) -> bool:
    """Whether a part that begins as a question does only goes on with the same matter.

    It names nothing new; the frame that reads the first part has to know its words as well.
    """
    joined = start.group().split()
    return bool(joined) and {*joined} <= {"and", "or", "but"} and "@" not in text[start.end() :]


_NOT_DONE = phrase(
    "(?:about|going|willing|ready|prepared|refuse|refused|refuses|offer|offered|claim|claimed|"
    "claims|"
    "pretend|pretended|threaten|threatened|plan|planned|intend|intended|forget|forgot|fail|failed|"
    "mean|means|meant|hesitate|hesitated|decline|declined|want|wanted|try|tried|promise|"
    "promised) to (?:have )?"
    "(?:sign|approve|authori[sz]e|okay|retract|withdraw|revoke|rescind|pull|object|protest|"
    "complain|"
    "see|seen|know|known|read|tell|inform|accept)"
    "|(?:could|can|may|might) (?:@proposal|@clause|it|this|the offer) (?:still |ever |now |yet "
    ")*be "
    "(?:signed|approved|retracted|withdrawn|revoked|rescinded|pulled|accepted|changed|amended|"
    "cancelled)"
)


def is_only_meant(line: Line) -> bool:
    """Whether it asks what somebody was about to do, and not what was done."""
    return line.has(_NOT_DONE)


_OTHERS = phrase(
    "(?:apart from|other than|aside from|besides|except|except for|excepting|excluding|save for|"
    "but for|"
    "not counting|leaving aside) @(?:person|party|client|partner|seller|clause|"
    "proposal|document|version|people)"
)
_WISE = (
    "(?:right|wrong|wise|unwise|correct|justified|foolish|sensible|reasonable|stupid|mistaken|"
    "smart|clever|prudent|careless|negligent)"
)
_JUDGED = phrase(
    f"(?:was|were|is|are) (?:@[a-z]+|we|they|he|she|i|you|it) (?:(?:[a-z]+ly|even|so) )?{_WISE} "
    "(?:to|in|not to) (?!say|think|assume|believe|suppose)[a-z]+|"
    "(?:was|is|were|would) (?:it|that|this) (?:be )?(?!(?:theirs|his|hers|ours|their|her|our) )"
    "(?:[a-z]+ ){1,2}(?:(?:of|for) (?:@[a-z]+|us|"
    "them|him|"
    "her) )?to (?!know|say|see|check|hear)[a-z]+"
)


_QUALIFIED = phrase(
    "(?:but|yet) (?:(?:then|also|he|she|they|it|we|@person|@client|@party|"
    "actually|really|just|simply) )*(?:(?:did|does|do|was|were|is|are|has|have|had|would|could) "
    ")?(?:not|never)(?= [a-z]+)"
)
_AS_CLAIMED = phrase(
    "(?:what|as|the way|how) (?:@client|@party|@person|@partner|@seller|they|he|she|somebody|"
    "people) (?:says?|said|claims?|claimed|thinks?|thought|believes?|believed|reads?|wants?|"
    "wanted|remembers?|recalls?|told|makes? of)(?: (?:it|they|us|me|that))?(?: (?:[a-z]+ ){0,3}"
    "(?:says?|said|means?|meant|is|was|does|did))(?= $)"
)


_COUNTERFACTUAL = phrase(
    "(?:would|could|might) (?:[^ |]+ ){1,4}?have (?:been )?[a-z]+ (?:.+ )?(?:without|if|unless|had|"
    "but for)|(?:if|had) (?:.+ )(?:would|could|might) (?:[^ |]+ ){1,4}?have(?: been)? [a-z]+"
)
_ATTRIBUTED = phrase(
    "for the (?:same |very |stated )?(?:reasons?|purpose|grounds?) (?:that |which )?(?:@[a-z]+|we|"
    "they|he|she|it)"
)


_OF_A_PERSON = phrase(
    "@person 's (?:e ?mail|mail|phone|telephone|number|phone number|address|email address|salary|"
    "title|job|age|birthday|boss|manager)(?= $)"
)


def is_qualified(line: Line) -> bool:
    """Whether it asks for what was done and something else was not, or is as somebody has it."""
    return any(map(line.has, (_QUALIFIED, _AS_CLAIMED, _ATTRIBUTED, _COUNTERFACTUAL, _OF_A_PERSON)))


_ADVICE = phrase(
    "(?:what|who|whom|how|when|where|why) (?:should|shall|must|ought) (?:we|i|you|@[a-z]+|they|he|"
    "she)(?: to)? (?!have |follow |apply |go by |go with |use |obey |heed |rely |pay |know |be )"
    "[a-z]+|(?<=^ )(?:should|shall) (?:we|i|you) (?!have )[a-z]+"
)


_FELT = phrase(
    "(?:did|does|do|has|have|had) (?:@person|@client|@party|@partner|they|he|she|anyone|anybody) "
    "(?:(?:ever|really|actually|not) )*(?:feel|feels|felt|regret|regretted|dislike|disliked|resent|"
    "resented)|what would it take"
)
_COMPARED = phrase(
    "(?:cheaper|dearer|clearer|longer|shorter|larger|smaller|fairer|safer|simpler|nicer|tougher|"
    "easier|better written|worse|harsher|more [a-z]+|less [a-z]+) than (?:the )?@(?:proposal|"
    "clause|version|document)"
)
_OF_A_MEETING = phrase(
    "(?:was|were|is|did|does|has|had|cancel|cancelled|attend|attended|miss|missed|call off|called "
    "off|postpone|postponed|long did) (?:the|our|that|this) (?:meeting|call|hearing)(?= (?:$|"
    "called|cancelled|take|last|off|held|postponed))"
)


_SIGN = (
    "(?:ever |yet )?(?:sign|signed|approve|approved|authori[sz]e|authori[sz]ed|countersign|"
    "countersigned)"
)
_UNSIGNED = phrase(
    f"(?:why|how come) (?:did|has|had|have) (?:not @person|@person not|@person never) {_SIGN}|"
    f"(?:why|how come) @person (?:never|(?:did|has|had) (?:not|never)) {_SIGN}"
)
"""Somebody's reason not to sign is on record only where it was declined: no kind tells it."""


def is_of_something_else(line: Line) -> bool:
    """Whether it asks what somebody felt, why somebody did not sign, which text is better, or about
    a meeting itself.
    """
    return any(map(line.has, (_FELT, _COMPARED, _OF_A_MEETING, _UNSIGNED)))


_WHO_SHOULD = phrase("who (?:should|shall) (?:now |still |next )?(?!have |be |ever )[a-z]+")
_BY_RULE = phrase("policy|policies|rules?|rulebook|procedures?|process|matrix|governance")


def is_advice(line: Line) -> bool:
    """Whether it asks what somebody should do, and not what was done or holds."""
    if line.has(_WHO_SHOULD) and not line.has(_BY_RULE):
        return True
    return line.has(_ADVICE) and not line.has(phrase("@clause|@document"))


def is_of_others(line: Line) -> bool:
    """Whether it asks of all but what it names: no reading leaves anybody out."""
    return line.has(_OTHERS)


def is_judged(line: Line) -> bool:
    """Whether it asks how wise, fair or right something was, and not whether it was done."""
    return line.has(_JUDGED)


def is_task(line: Line) -> bool:
    """Whether it wants something done: it begins as an order does."""
    words = [
        token.text
        for token in line.tokens
        if token.text not in {"please", "pls", "plz", "kindly", "just"}
    ]
    if tuple(words[:2]) in _SHOWN:
        return False
    return len(words) > 1 and words[0] in _ORDERS and bool(_ORDERED.fullmatch(words[1]))


_SHOWN = {("pull", "up"), ("call", "up"), ("bring", "up")}
"""What begins as an order does, and only wants to be shown something."""


_SUPPOSED = re.compile(
    r"(?:^|[.;!?:]\s)\W*(?:(?:and|but|so|now|just|let us|let['’]s|please|can we|could we) )*"
    r"(?:suppose|supposing|imagine|imagining|pretend|pretending|hypothetically)\b(?! so)",
    re.IGNORECASE,
)


_OF_TERMS = phrase(
    "discounts?|rebates?|prices?|rates?|cap|covers?|covered|apply|applies|extends?|included|clash|"
    "clashes|conflicts?|contradicts?|prevails?|wins"
)
"""What a term covers, and which text wins, may be asked of a case that is put."""


def is_supposed(line: Line) -> bool:
    """Whether something is supposed first that is not on record."""
    return bool(_SUPPOSED.search(line.asked)) and not line.has(_OF_TERMS)


_REQUESTED = phrase(
    "(?:could|can|would|will|may|might) (?:you|someone|somebody|anyone|i ask you to) (?:please |"
    "kindly |quickly |just )*(?:draft|write|prepare|send|call|email|mail|compose|make|create|book|"
    "schedule|translate|fix|update|delete|change|print|sign|approve|reserve|arrange|organise|"
    "organize|order|pay|cancel|phone|ring|remind @[a-z]+) (?:me|us|a|an|the|our|him|her|them|this|"
    "that|it|@[a-z]+|up)"
)


def is_requested(line: Line) -> bool:
    """Whether somebody is asked to write or do something."""
    return line.has(_REQUESTED)


NO_QUESTIONS = (
    is_supposed,
    is_task,
    is_only_meant,
    is_of_others,
    is_qualified,
    is_advice,
    is_of_something_else,
)
"""What tells that a line is no question about the record that has one answer."""
