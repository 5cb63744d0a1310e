"""What something is likened to, set apart from or put beside as an alternative is not asked."""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.words.frames.frame import with_items
from projections.answers.words.line import Line, phrase
from projections.answers.words.turned.turn import Turn, turn
from projections.answers.words.vocabulary import Vocabulary


def _many(_: Line, question: Question, __: Vocabulary) -> bool:
    return len(question.items) > 1 or len(question.clauses) > 1


def _likens(_: Line, question: Question, __: Vocabulary) -> bool:
    return "like" in {word.casefold() for word in question.passed_over}


_EITHER = phrase(
    "(?:(?:is|are|do|does|were|was) (?:the |our )?@item or (?:the |our )?@item|neither (?:the |our "
    ")?@item nor (?:the |our )?@item)"
)


def _either(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    several = len(question.items) > 1
    return several and with_items(line, vocabulary).has(_EITHER)


LIKENED: tuple[Turn, ...] = (
    turn(
        "like",
        "What it is likened to is not asked.",
        kinds="scope precedent changes",
        also=_likens,
    ),
    turn(
        "as (?:[^ |]+ ){1,4}(?:is|are|do|does|was|were)(?= $)|whether or not|(?:treated|priced|"
        "charged|discounted|rebated) (?:as|like|the same (?:way )?as)|all (?:[^ |]+ ){1,3}but|"
        "but (?:[^ |]+ ){1,3}(?:not|kept|stays?|remains?|left)(?= $)|and (?:[^ |]+ ){1,3}not"
        "(?= $)",
        "One is set apart from the other, or only likened to it: a reading has both alike.",
        kinds="scope retraction changes precedent",
        also=_many,
    ),
    turn(
        "or (?:is |are |was |were )?(?:it |they )?(?:charged|billed|priced|invoiced)(?= )",
        "An alternative is asked, and half of it read.",
        kinds="scope",
    ),
    turn(
        "in or out(?= $)",
        "An alternative is asked, and half of it read.",
        kinds="communication",
    ),
    turn("[^|]+", "One of them is enough, or none is meant.", kinds="scope", also=_either),
    turn(
        "as @person (?:ever |had |has )*(?:told|tells|wrote|writes|says?|said|claims?|claimed|"
        "promised|put it)|what @(?:proposal|clause) (?:already|itself) [a-z]+|and nothing (?:else|"
        "more)|(?:document|paper|contract|text)s? (?:promises?|promised)|(?:promised?|told|said) "
        "(?:[^|]+ )?(?:free|for free|free of charge)(?= $)|(?:added|new|dropped) (?:in|to|from) "
        "@proposal",
        "What was told is not what is asked.",
        kinds="communication",
    ),
    turn(
        "(?:is|was) (?:the |a )?(?:precedence|ranking|order of precedence) clause|who (?:decided|"
        "determined|agreed|said)",
        "What ranks first is not what is asked.",
        kinds="precedence",
    ),
    turn("like other|other (?:[a-z]+ )?translations", "No other deal is meant.", kinds="precedent"),
    turn(
        "by (?:a|an|one|two|three|four|six|twelve|half a|[0-9]+) (?:days?|weeks?|months?|years?|"
        "percent|points?|%)",
        "By how much it changed is asked.",
        kinds="changes",
        asks=("whether",),
    ),
)
