"""Whom a side clause names is not asked about: "P2, which Astrid sent", "as Lotte says".

Nor is whoever the question is put to, or put by.
"""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.words.line import Line
from projections.answers.words.turned.holding import holds
from projections.answers.words.turned.turn import Turn, people_in, turn
from projections.answers.words.vocabulary import Vocabulary

_REASON = "Whom the sentence names beside is nobody who is asked about."
_PEOPLE = "knowledge sign_off objection retraction communication process"
_ASIDE = holds(
    "(?:which|whom|whose|as|if|though|although|because|since|than|like|unless) (?P<who>@person)",
    "(?:who|that) (?:works?|worked|reports?|sits?|lives|belongs|stands) (?:[a-z]+ "
    "){0,2}(?P<who>@person)",
    "as (?:early|late|much|little|well|soon) as (?P<who>@person)",
    "(?<=^ )(?:for )?(?P<who>@person) (?:\\| )?(?:did|has|had|was|is)",
    "@(?:clause|proposal|version) (?P<who>@person)(?= $)",
    "(?:can|could|has|had|did|does|will) (?P<who>@person) (?:say|ask|asked|tell|told|know|confirm|"
    "confirmed|check|checked|wonder) (?:whether|if)",
    "(?:about|of) (?P<who>@person) and @clause",
    "without (?P<who>@person)(?= $)",
)
_WANTED = holds(
    "(?:that|which|when|what|whatever) (?P<who>@person) (?:had |has )?(?:asked|wanted|signed|wrote|"
    "proposed|drafted|sent|requested)"
)


def _beside(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    return len(people_in(question)) > 1 and _ASIDE(line, question, vocabulary)


BESIDE: tuple[Turn, ...] = (
    turn("@person", _REASON, kinds=_PEOPLE, also=_beside),
    turn("@person", _REASON, kinds="process", also=_WANTED),
    turn(
        "(?:has|had|did|can|could|does|will) @person (?:[a-z]+ )?(?:say|ask|asked|tell|know|"
        "confirm|"
        "confirmed|check|checked|wonder) (?:whether|if)|not having been",
        "What somebody asked or said of it is asked, and not whether it was so.",
        kinds=_PEOPLE,
        asks=("whether",),
    ),
    turn(
        "(?:did|has|had|does) who(?:ever|soever)",
        _REASON,
        kinds=_PEOPLE,
    ),
    turn(
        "(?:did|does|had) @person know (?:[^|]+ )?without @person|as much as|(?:not|never) tell|"
        "know (?:[^|]+ )?and not",
        "What somebody did besides knowing it is asked as well.",
        kinds="knowledge process",
    ),
    turn(
        "(?:read|hand|handed|give|given|gave|pass|passed) (?:@[a-z]+ )?to @person by|"
        "(?:did|has|had) @person (?:[a-z]+ )?(?:read|hand|handed|give|given|pass|passed|send|sent) "
        "(?:@[a-z]+ )?to @person",
        "Who gave it to whom is asked, and not who knew it.",
        kinds="knowledge",
        also=lambda _, question, __: len(people_in(question)) > 1,
    ),
    turn(
        "(?:was|were|is) @(?:proposal|clause) (?:[a-z]+ )?sent to (?:anybody|anyone|somebody)|for "
        "(?:his|"
        "her|their) (?:signature|approval)",
        "Whether it was sent is asked.",
        kinds="knowledge sign_off",
        asks=("whether",),
    ),
    turn(
        "(?:have|had|has) (?:we|they|@person) to (?:tell|say|inform|sign)|(?:warn|warned|tell|told|"
        "ask|asked) "
        "@person not to|(?:promise|promised|offer|agree) not to|(?:say|said|tell|told|explain|"
        "explained) why|"
        "the same about|neither|included for @(?:party|client)|(?:out|in|free|excluded|included) "
        "but|"
        "(?:did|does) (?:[^ |]+ )?(?:understand|realise|realize) that|did (?:our|the|his|her|"
        "their) (?:message|mail|email|"
        "letter|note)|[a-z]+ when (?:he|she|they|@person) (?:wrote|spoke|called|talked|mailed)",
        "That is not whether it was told.",
        kinds="communication",
        asks=("whether", "what"),
        unless="understand that (?:we|our|they)|i understand that|(?:did|does) (?:our|the) "
        "(?:message|mail|"
        "email|note) (?:tell|say|state)",
    ),
    turn(
        "(?:tell|told|inform|informed) @(?:person|client|party) that @person",
        "Whether it was told is asked, and not whether it was done.",
        kinds="objection sign_off knowledge retraction",
        asks=("whether",),
    ),
)
