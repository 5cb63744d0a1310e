"""A time, or somebody who speaks, that a question names and its reading does not hold."""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.words.line import Line
from projections.answers.words.turned.turn import Turn, is_timed, turn
from projections.answers.words.vocabulary import Vocabulary


def _is_lost(_: Line, question: Question, __: Vocabulary) -> bool:
    return not is_timed(question)


def _is_anothers(_: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether the reading has somebody of the other side say what "we" are asked to have said."""
    return bool(question.by) and not any(map(vocabulary.people.is_own, question.by))


TIMING: tuple[Turn, ...] = (
    turn(
        "(?:on|by|at|in) (?:the )?(?:very )?same (?:day|date|week|month)(?: (?:as|that|when))? "
        "@[a-z]+",
        "Whether both were on one day is asked.",
        also=_is_lost,
    ),
    turn(
        "(?:at|on|by|as of|as at|before|after|since) the (?:date|time|day|moment|hour|point) "
        "(?:of|when|that)(?! asking| writing)",
        "The time that it names is not understood.",
        kinds="scope terms sign_off knowledge objection communication retraction silence "
        "precedence process integrity changes",
        asks=(None, "whether", "what", "relay"),
        unless="(?:before|after|when|of) @(?:proposal|clause)",
        also=_is_lost,
    ),
    turn(
        "(?<=^ )(?:[a-z]+ ){0,2}(?:one|question|thing|query|minutes?|hours?) (?:before|after|ahead "
        "of) (?:the|my|our|a) (?:meeting|call|hearing)",
        "Whether it is asked before it, or was done before it, is not clear.",
        also=lambda _, question, __: is_timed(question),
    ),
    turn(
        "(?:ever )?(?:since|until|till|before|after|by|up to) (?:then|that(?= $))|"
        "\\| [^|]*beforehand",
        "From which time on is not held by the reading.",
        also=lambda line, question, vocabulary: (
            _is_lost(line, question, vocabulary) and not vocabulary.known.timed
        ),
    ),
    turn(
        "(?:did|have|had) we (?:ever |really |actually |also )*(?:tell|told|say|said|inform|"
        "informed|promise|promised|write|written)",
        "What we said is asked, and not what somebody else did.",
        kinds="communication",
        asks=("whether", "what"),
        also=_is_anothers,
    ),
)
