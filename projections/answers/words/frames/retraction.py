"""retraction: whether, when, why an offer or clause was retracted, and who decided it."""

from __future__ import annotations

from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    tagged,
    with_subjects,
)
from projections.answers.words.line import phrase

_VERBS = (
    "retract|retracted|retracting|retracts|withdraw|withdrawn|withdrew|withdrawing|revoke|revoked|"
    "revoking|rescind|rescinded|pull|pulled|pulling|(?:take|took|taken|taking) (?:[^ "
    "]+ ){0,4}back|take back|took back|taken back|taking back|"
    "take it back|took it back|recalled|recall|walk back|walked back|walked it back|"
    "back out|backed out|call back|called back|"
    "take (?:@proposal|@clause) back|took (?:@proposal|@clause) back|taken "
    "(?:@proposal|@clause) back|"
    "take (?:the )?(?:offer|proposal|bid|thing) back|took (?:the )?(?:offer|proposal|"
    "bid|thing) back|pull back|pulled back|retractions|taken off the table|took "
    "(?:it |@proposal |the offer )?off the table|off the table|pulled out|pull out|"
    "walk away|walked away|walked|yank|yanked|backtrack|"
    "backtracked|ditched|ditch|binned|scrapped|killed|called off|call off|gone back "
    "on|went back on|go back on|reneged|unsent|stepped back from|voided|cancel|"
    "cancelled|canceled"
)
_NOUNS = "retraction|retractions|withdrawal|revocation|rescission"
_CUES = phrase(f"{_VERBS}|{_NOUNS}")
_WORDS = frozenset(
    "offer proposal bid quote package thing clause deal whole entire part any was "
    "were who when why "
    "how come what made make decided decide decision ordered order told tell "
    "instructed instruct instruction "
    "asked ask got behind reason reasons for cause caused date day time happened happen "
    "happening exactly off out by us we was at point moment take took taken back call called "
    "contract agreement market table wanted want whom whose order orders "
    "instructions behest command request initiative plug or still standing from idea "
    "all completely "
    "entirely fully decision pull responsible initiated motive "
    "off table ground grounds given gave give say said formally in paper sent had".split()
)
_TOLD = phrase(
    "who (?:ever |actually |first )?(?:told|asked|instructed|ordered|made|got|forced|"
    "pushed|directed) "
    "(?P<whom>@person|us)(?: to)?"
)
_WHO = phrase("who|whose|whom")
_WHY = phrase(
    "why|how come|(?:what (?:is|was|were) )?(?:the )?(?:reason|reasons|grounds|ground|"
    "motive)|what for|what made us|what caused"
)
_WHEN = phrase(
    "when|what (?:date|day|time)|on (?:what|which) (?:date|day)|which (?:date|day)|at "
    "what point|date of|day of"
)


def _told(given: Given) -> tuple[str, ...]:
    """Whom somebody told to retract: who told them is asked."""
    found = given.line.find(_TOLD)
    return found.values("whom") if found else ()


def _read(given: Given) -> Parameters:
    if set(given.line.values("person")) - set(_told(given)):
        raise NotThis("Of a retraction it is told who decided it; nobody is named beforehand.")
    if any(t.text == "@after" for t in given.line.tokens):
        raise NotThis("Whether it was retracted is asked before a moment, not after it.")
    asks = [
        ask
        for ask, pattern in (("who", _WHO), ("why", _WHY), ("when", _WHEN))
        if given.has(pattern)
    ]
    if len(asks) > 1:
        raise NotThis("It asks for more than one thing.")
    if given.has(phrase("made|decided|ordered|told|instructed|responsible|behind")) and not asks:
        raise NotThis("It does not ask who decided it.")
    return {
        "ask": asks[0] if asks else "whether",
        "proposal": given.proposal,
        "clauses": given.clauses,
    }


FRAME = Frame(
    kind="retraction",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("person", "clause", "proposal", "month"),
    read=_read,
    prepare=with_subjects,
    moments=frozenset({"before"}),
)
