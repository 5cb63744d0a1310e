"""objection: whether anybody objected, who, to what, before what."""

from __future__ import annotations

from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    tagged,
    with_subjects,
)
from projections.answers.words.frames.objected_to import without_what_all_are_about
from projections.answers.words.frames.sign_off import with_shares
from projections.answers.words.line import Line, phrase
from projections.answers.words.vocabulary import Vocabulary

_CUES = phrase(
    "object|objected|objects|objecting|objection|objections|protest|protested|protests|protesting|"
    "complain|complained|complaint|complaints|push back|pushed back|pushback|disagreed|disagree|"
    "raise concerns|raised concerns|raised a concern|voice concerns|voiced concerns|oppose|opposed|"
    "take issue|took issue|taken issue|contested|contest|objector|objectors|dissent|"
    "dissented|kick up a fuss|kicked up a fuss|make a fuss|made a fuss|fuss|speak up "
    "against|spoke up against|spoke up|speak up|say anything against|said anything "
    "against|have a problem with|had a problem with|unhappy with|grumble|grumbled|"
    "spoke out|speak out|spoken out|speaking out|spoke against|speak against|speaking up|"
    "reservation|reservations|disapproval|disapproved|disapprove|"
    "resist|resisted|resistance|veto|vetoed|veto ed|remonstrate|"
    "opposition|opposing|opponent|opponents|dissenting|dissents|disagreement|disagreements|"
    "queried|criticised|criticized|criticism|criticise|raised (?:a |an |any )?(?:red )?"
    "flag|raise (?:a |an |any )?(?:red )?flag|kick against|kicked against|came out against|come "
    "out against|gripe|griped|demur|demurred|took exception|take exception|taken exception|balk|"
    "balked|"
    "disputed|disputes|challenged|challenge|quibbled|quibble|carped|carp|resented|refused to "
    "accept|"
    "moan|moaned|issue with|issues with"
)
_WORDS = frozenset(
    "raise raised raises lodge lodged made make file filed formal formally in time "
    "timely on against "
    "allowed set given fixed names name those received whom by from red flag out exception "
    "reservations "
    "recorded noted outstanding pending open still exist exists existed been permitted prescribed "
    "window limit agreed applicable deadline due too whatever content word one each "
    "list all what lodging raising filing making tabled table brought bring forward entered "
    "heard hear come complaint issue concern concerns doubt doubts against up spoken speak spoke "
    "within deadline period come came voice voiced register registered anybody anyone there side "
    "had say said speak up anything we us they them their late enough early who "
    "people staff employees folk folks own members member colleagues contents content written "
    "writing wording team company end firm own house "
    "whose way ever express expressed through put forward all was were word words".split()
)
_WE = phrase(
    "(?:on|from|in|of|at|within) (?:our|my) (?:own )?(?:side|team|people|company|end|"
    "firm|house|ranks)|any of us|of us|(?:did|have|had|has) (?:we|i) (?:ever )?|(?:we|"
    "us) (?:ever )?(?:object|objected|protested|raised)"
)
_THEY = phrase(
    "(?:on|from|in|of|at) their (?:side|team|people|company|end)|(?:did|have|had) they|"
    "they (?:ever |had |have )*(?:object|objected|protested|complained|raised)"

               "|their (?:ever )?(?:objection|objections|protest)")  # fmt: skip
_TO_WHAT = phrase("(?:and )?(?:to|against) what")
_SIDES = phrase("(?:our|their) (?:own )?(?:side|team|people|company|end|firm)")
_WHO = phrase("who|whose|which of|whom|names?|list of (?:objectors|objections)")
_AMONG_THEMSELVES = phrase(
    "@person and @person (?:ever )?(?:disagree|disagreed|quarrel|quarrelled)"
)
_NOT_ASKED = phrase("why|when|how|what")


def _read(given: Given) -> Parameters:
    line, people = given.line, given.vocabulary.people
    if given.line.without(_TO_WHAT).has(_NOT_ASKED):
        raise NotThis("Of objections it is told whether, and who.")
    if line.has(_AMONG_THEMSELVES) or (line.has(phrase("which")) and not line.has(_WHO)):
        raise NotThis("Of objections it is told whether, and who.")
    parties = [*line.values("party", "client", "partner", "seller")]
    persons = line.values("person")
    if not parties and not persons and not given.has(_WHO):
        if given.has(_WE):
            parties += people.seller
        elif given.has(_THEY):
            parties += people.client
    if given.has(_WHO) and not parties and given.has(_SIDES):
        parties += people.seller if given.has(_WE) else people.client
    return {
        "ask": "who" if given.has(_WHO) else "whether",
        "persons": persons,
        "parties": tuple(dict.fromkeys(parties)),
        "clauses": given.clauses,
        "proposal": given.proposal,
    }


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    line = with_subjects(with_shares(line, vocabulary), vocabulary)
    return without_what_all_are_about(line, vocabulary)


FRAME = Frame(
    kind="objection",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("person", "party", "client", "partner", "seller", "clause", "proposal", "left"),
    read=_read,
    prepare=_prepare,
    moments=frozenset({"before"}),
)
