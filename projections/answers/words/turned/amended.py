"""A reading with what the sentence says of it, where that is sure: whom it reached, what is out.

"Are hoist cables charged on top?" asks whether they are out. "Delia objected. Did Hugh?" asks of
Hugh. "Did our withdrawal reach Hugh?" asks whether it was retracted, and not by Hugh.
"""

from __future__ import annotations

import re
from dataclasses import replace

from projections.answers.asked import Question
from projections.answers.words.frames.frame import with_items
from projections.answers.words.line import Line, phrase
from projections.answers.words.turned.conserved import (
    with_figures,
    with_its_subject,
    with_its_wording,
    without_a_target,
    without_the_author,
)
from projections.answers.words.turned.earlier import asks_the_same, held_only_there
from projections.answers.words.turned.left_out import with_what_is_left_out
from projections.answers.words.turned.of_offers import with_offer
from projections.answers.words.vocabulary import Vocabulary

_REACHED = phrase(
    "(?:retraction|withdrawal|revocation) (?:[^|]+ )?(?:reach|reached|get to) (?P<who>@person)"
)
_COSTS = phrase(
    "(?:do|does|is|are|did|was|were) (?:[^|]+ )?(?:costs?|charged?|billed|priced|invoiced|sold|"
    "quoted|"
    "come|comes|pays?|paid) (?:@[a-z]+ )?(?:extra|separately|on top|(?:at |the |a |for )*(?:full|"
    "list) (?:price|rate))(?: for (?:[^ |]+ ?){1,4})?|(?:is|are|was|were) (?:[^|]+ )?(?:an extra|"
    "extra(?= $)|"
    "extras|priced on request|on request|separate(?= $)|on top(?= $)|off the (?:list|table)(?= $)|"
    "at (?:full|list) (?:price|rate)(?= $))"
)
_KEPT_OUT = phrase(
    "(?:is|are|was|were|has|have|had) (?:[^ |]+ ){1,4}?(?:been )?(?:denied|refused|"
    "barred from|excepted|dropped|shut out|locked out)"
    "(?: (?:from )?(?:the )?(?:discount|rebate|price cap|price hold))?(?= $)"
)
_DENIED = phrase("or|not|never|no|nor|without|only|which|what|who|how|why|and|if|unless|still")
_DATED = phrase(
    "(?:order|meeting|mail|message|record|entry|note|call|offer) (?:of|from|dated) @date"
)
"""The day says which record is meant, and not what was on record then."""
_OF_A_DEED = phrase(
    "(?:date|time|hour|day|moment) of (?:the |our |their |@person 's )?[a-z]+ (?:[a-z]+ )?(?:"
    "corrected|altered|amended|edited|struck|falsified)"
)
"""It says what was corrected, and not what was on record then."""
_GROWS = re.compile(
    r"add|later|new|extra|further|more|other|follow|expan|upsell|futur|second|subsequent|grow|order|"
    r"open|bought|buy|next|join|acquir|build|another|take|come",
    re.IGNORECASE,
)
"""What may say that a thing is added: a heading alone ("the hectare rate") does not."""
_OTHERWISE = phrase(
    "or|not|never|no|nor|without|only|which|what|who|how|why|and|if|unless|still|discount|rebate"
)


def amended(line: Line, question: Question, vocabulary: Vocabulary) -> Question:
    """The reading as the sentence has it; the same where it says nothing of it."""
    question = with_figures(line, question, vocabulary)
    question = with_its_subject(line, question, vocabulary)
    question = with_its_wording(line, question, vocabulary)
    question = with_what_is_left_out(line, question, vocabulary)
    question = without_the_author(line, without_a_target(line, question))
    if question.kind == "sign_off":
        return _of_the_last(line, with_offer(line, question, vocabulary), vocabulary)
    if question.kind == "integrity" and (line.has(_DATED) or line.has(_OF_A_DEED)):
        return replace(question, effective_at=None)
    if question.kind == "retraction" and (found := line.find(_REACHED)):
        reached = found.values("who")
        return replace(question, persons=tuple(p for p in question.persons if p not in reached))
    if question.kind == "scope" and not question.negated and line.has(_COSTS):
        return question if line.has(_OTHERWISE) else replace(question, negated=True)
    if question.kind == "scope" and not question.negated and line.has(_KEPT_OUT):
        return question if line.has(_DENIED) else replace(question, negated=True)
    if question.kind == "scope" and len(question.items) > 1 and not _GROWS.search(line.asked):
        kept = tuple(item for item in question.items if item != ("orders", "expansion"))
        question = replace(question, items=kept)
    return _of_the_last(line, question, vocabulary)


def _of_the_last(line: Line, question: Question, vocabulary: Vocabulary) -> Question:
    """Of those alone whom a short second sentence names: "Bram has seen it. Has Owen?"."""
    parts = asks_the_same(line)
    if parts is None or question.negated or len(parts[1].values("person")) > 1:
        return question
    out = held_only_there(line, question, vocabulary)
    if question.kind in {"objection", "sign_off", "knowledge"} and parts[1].values("person"):
        return replace(
            question, persons=tuple(each for each in question.persons if each not in out)
        )
    if question.kind == "scope" and with_items(parts[1], vocabulary).values("item"):
        kept = tuple(item for item in question.items if f"{item[0]} {item[1]}" not in out)
        return replace(question, items=kept)
    return question
