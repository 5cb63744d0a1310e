"""Whether and when an offer came to somebody: what is known of its wordings does not tell it.

An earlier offer may have held them, and what was sent is not what was seen.
"""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.words.line import Line
from projections.answers.words.turned.turn import Turn, turn
from projections.answers.words.vocabulary import Vocabulary
from projections.facts import Fact

_OFFER = "(?:the |our |their |his |her )?(?:@proposal|offer|proposal|bid|quote)"
_OFTEN = "(?:(?:ever|actually|really|already|even|first|also|finally|not|yet|never) )*"
_WHO = (
    "(?:@person|@client|@party|@partner|@seller|@people|we|they|he|she|anyone|anybody|someone|"
    "somebody|everyone|everybody|nobody)"
)
_AT = f"(?:(?:at|from|of|in|on) (?:the )?{_WHO} )?"
_GOT = "(?:receive|receives|received|get|gets|got|gotten|obtain|obtained|handed|given|sent)"
_OPENED = "(?:open|opens|opened)"


def _opened_another(_: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether who is asked about had another offer, and has not opened this one on record."""
    return _had_another(question, vocabulary, received=False)


def _got_another(_: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """The same of who neither received nor opened it; when, is never told of an offer."""
    return question.ask == "when" or _had_another(question, vocabulary, received=True)


def _had_another(question: Question, vocabulary: Vocabulary, *, received: bool) -> bool:
    offers = vocabulary.known.deal.proposals.by_id
    asked = offers.get(question.proposal or "")
    if asked is None or not question.persons:
        return len(offers) > 1
    this = {*map(_by, asked.opened), *(map(_by, asked.received) if received else ())}
    others = [each for each in offers.values() if each is not asked]
    had = {_by(fact) for each in others for fact in (*each.opened, *each.received, *each.accepted)}
    return bool(had & {*question.persons} - this)


def _by(fact: Fact) -> str:
    return str(getattr(fact.event, "by", fact.actor))


RECEIPT: tuple[Turn, ...] = (
    turn(
        f"(?:did|has|had|have|does|do|was|were|is) {_WHO} {_AT}{_OFTEN}{_GOT} {_OFFER}|"
        f"(?:did|has|had|have|was|were) {_WHO} {_AT}{_OFTEN}(?:receive|received|sent) @clause|"
        f"(?:was|were|has|had) @clause (?:been )?{_OFTEN}(?:received|sent|delivered) (?:by|to) "
        f"{_WHO}|"
        f"who {_AT}(?:(?:has|had|was|were|all|else) )*{_OFTEN}{_GOT} {_OFFER}|"
        f"(?:was|were|has|had|is) {_OFFER} (?:been )?{_OFTEN}(?:received|sent|delivered|handed|"
        f"given|mailed|emailed|served|forwarded)(?: out| off| over)? (?:by|to|on) {_WHO}|"
        f"(?:did|has|had|does) {_OFFER} {_OFTEN}(?:reach|reached|get to|got to|gotten to|arrive|"
        "arrived|go to|gone to|come to|land)",
        "Whether and when an offer came to somebody is asked, and not what was known of it.",
        kinds="knowledge",
        unless="attention|notice|desk|ears|sight of|wind of|to (?:see|know|read|hear)",
        also=_got_another,
    ),
    turn(
        f"(?:did|has|had|have) {_WHO} {_AT}{_OFTEN}{_OPENED} {_OFFER}|who {_AT}(?:(?:has|had|all|"
        f"else) )*{_OFTEN}{_OPENED} {_OFFER}|(?:was|were|has|had) {_OFFER} (?:been )?{_OFTEN}"
        "opened",
        "Whether that offer was opened is asked, and its wordings may be known from another.",
        kinds="knowledge",
        also=_opened_another,
    ),
    turn(
        f"(?:is|are|was|were) (?:[^ |]+ ){{1,5}}(?:mentioned|named|listed|spoken of|referred to|"
        f"to be found|found) (?:anywhere )?(?:in|by|under) {_OFFER}|(?:does|did|do) {_OFFER} "
        f"{_OFTEN}(?:mention|name|list|speak of|refer to)|(?:do|did|does) {_WHO} {_OFTEN}(?:"
        f"mention|name|list) (?:[^ |]+ ){{1,5}}in {_OFFER}",
        "What an offer mentions is asked, and not what was told.",
        kinds="communication scope",
    ),
    turn(
        "(?<=^ )how (?:did|was|were|has|had|is|does)",
        "How it came about is asked.",
        kinds="knowledge scope communication sign_off objection integrity silence",
        unless="how (?:did|was|were|has|had|is|does) (?:[^|]+ )?(?:put|worded|phrased|formulated|"
        "priced|charged|treated|billed)",
    ),
)
