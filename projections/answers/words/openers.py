"""What stands before a question, or behind it, and only says on which occasion it is put.

"Quick one before the call: …", "Two minutes before the hearing, …", "… ? No rush.", "Thanks, Ben":
taken away before anything is read. It is made of pieces, each of which says nothing of any deal;
whatever names one of its people, parties, items or texts, or bears a number, is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from projections.answers.asked import Question, QuestionNotRead
from projections.answers.words.lead_ins import PURPOSE
from projections.answers.words.meaning.thesaurus import is_grammar
from projections.answers.words.vocabulary import Vocabulary

_DET = r"(?:the|my|our|your|a|an|this|that|today's|tomorrow's|tonight's|next week's|another)"
_COURT = r"hearing|trial|court|board|tribunal|audit|deposition|arbitration|exam|committee|judge"
"""No deal has a record of these: what is asked before them is asked now."""
_PLACE = (
    rf"(?:{_COURT}|call|board meeting|interview|conference|train|plane|flight|taxi|cab|car|airport|"
    r"station|office|phone|road|lunch|dinner|appointment|session|presentation|pitch|weekend|"
    rf"holidays?|mediation|{PURPOSE[3:-1]})"
)
_COUNT = r"(?:a|an|one|two|three|four|five|ten|fifteen|twenty|thirty|half an|a few|a couple of)"
_LONG = rf"(?:(?:just|only|about|with) )?{_COUNT} (?:seconds?|secs?|minutes?|mins?|hours?|days?) "
_ON = (
    r"(?:before|ahead of|for|after|from|during|in|into|on|at|on (?:the|my|our) way (?:in)?to|"
    r"heading (?:in)?to|going into|between|preparing(?: for)?)"
)
_SOON = (
    r"(?: (?:today|tomorrow|tonight|now|later|starts|begins|this (?:morning|afternoon|evening|week)|"
    r"next week|at (?:noon|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)))*"
)
_KIND = (
    r"(?:(?:very|really|quick|last|short|small|final|stupid|silly|dumb|basic|naive|simple|odd|tiny|"
    r"urgent|next|other|more|maybe a|probably a|just|a|an|one|another|my|the|same) )*"
)
_AT_COURT = rf"(?:{_LONG})?{_ON} (?:{_DET} )?(?:[a-z]+ )?(?:{_COURT}){_SOON}"
_PIECES = (
    rf"{_KIND}(?:question|query|one|thing|check|favou?r|point|request)"
    r"(?: (?:from me|from my side|again|for you|for today|for now|please|probably|perhaps|i know))*",
    rf"(?:{_LONG})?{_ON} (?:{_DET} )?(?:[a-z]+ )?{_PLACE}{_SOON}",
    r"(?:i am|i'm|we are|we're|am|still) (?:in (?:a|the) (?:hurry|rush|meeting|call|cab|taxi|car)|"
    r"on (?:the|a|my) (?:train|phone|call|road|way)|short on time|running late|out of office|"
    r"travelling|in court|back)",
    r"(?:so )?(?:sorry|apologies|forgive me|excuse me|pardon|forgive (?:the|my)|excuse (?:the|my))"
    r"(?: (?:for|to|about|if|the|my|late|short|early|stupid|basic|naive|silly|this|that|mail|email|"
    r"message|question|hour|rush|again|asking|ask|bother|bothering|trouble|troubling|disturb|"
    r"disturbing|pester|pestering|chase|chasing|you|both|all|late reply|repeat|being|a pain))*",
    r"no (?:rush|hurry|pressure)(?: (?:at all|on this|with this))?|not urgent|(?:very )?urgent|"
    r"(?:when|if|once|as soon as) (?:you have|you've got|you get|you find) (?:a |the |some )?(?:sec|"
    r"second|minute|moment|time)|whenever you can|at your convenience|off the record|between us|"
    r"long shot|for what it's worth|in (?:a|some) (?:hurry|rush|haste)|short on time|low priority",
    r"(?:i |we )?(?:need|needed|want) (?:this|it|that|an answer|one) (?:by|before|for|in) "
    r"(?:five|six|noon|tonight|tomorrow|today|lunch|monday|tuesday|wednesday|thursday|friday|"
    r"the (?:hour|morning|weekend|hearing|board|call)|an hour)",
    r"i (?:may|might|must|could) have (?:missed|overlooked|forgotten) (?:it|this|something|that)",
    r"(?:i )?(?:can't|cannot|could not|couldn't) (?:find|see|remember|recall) (?:it|this|that)"
    r"(?: (?:anywhere|any more|anymore|right now))?",
    rf"asking for (?:a friend|myself|{_DET} (?:[a-z]+ )?{_PLACE})",
    r"(?:hi|hello|hey|dear|good|morning|afternoon|evening|greetings|all|both|team|everyone|everybody|"
    r"there|again|folks|so|ok|okay|right|well|now|and|but|please|thanks|thank you|cheers|"
    r"in advance|as always|me)(?: (?:morning|afternoon|evening|all|both|team|everyone|there|again|"
    r"in advance|so much|a lot))*",
)
_PIECE = "|".join(f"(?:{each})" for each in _PIECES)
_OPENING = re.compile(
    rf"^\W*(?P<head>(?:{_PIECE})(?:[,;.!]?\s+(?:but )?(?:{_PIECE}))*)"
    r"(?P<end>\s*(?::|;|!+|\.+|…)\s+|\s+[-–—]+\s+|,\s*(?:but\s+)?)(?=\w)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    rf"(?<=[?.!])\s+(?P<tail>(?:{_PIECE})(?:[,;.!]?\s+(?:{_PIECE}))*)\W*$", re.IGNORECASE
)
_SIGNED = re.compile(
    r"(?<=[?.!])\s*(?P<tail>(?:many |kind |best |warm )?(?:thanks|thank you|thx|cheers|regards|"
    r"wishes|ta|br)(?: (?:a lot|so much|again|in advance|and regards))?[,.!]*"
    r"\s*(?:[-–—/]\s*)?(?:(?-i:[A-Z])[\w’'-]*(?: (?-i:[A-Z])[\w’'-]*)?)?)\W*$",
    re.IGNORECASE,
)
_AT = re.compile(rf"(?:.*\s)?{_AT_COURT}", re.IGNORECASE)
_OCCASION = re.compile(
    rf"(?:.*[\s,;])?(?:before|ahead of|after|during|in|at|on|for|from) (?:\S+ )*{_PLACE}{_SOON}",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SHORTEST = 2


def read_alone(
    asked: str, vocabulary: Vocabulary, read: Callable[[str], tuple[Question, ...]]
) -> tuple[Question, ...]:
    """What is asked, read as it stands, else without what stands round it.

    Raises QuestionNotRead, as `read` does of the whole.
    """
    plain = _SIGNED.sub("", asked)
    over = (asked[len(plain) :].strip(),) if plain != asked else ()
    try:
        return _told(read(plain), asked, over)
    except QuestionNotRead:
        alone, round_it = _alone(plain, vocabulary)
        if not round_it:
            raise
        try:
            return _told(read(alone), asked, (*round_it, *over))
        except QuestionNotRead:
            pass
        raise


def _told(
    read: tuple[Question, ...], asked: str, over: tuple[str, ...]
) -> tuple[Question, ...]:
    if not over:
        return read
    return tuple(replace(one, asked=asked, passed_over=(*over, *one.passed_over)) for one in read)


def _alone(asked: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """What is asked, and what was taken away before and behind it."""
    over = []
    text = asked
    found = _OPENING.match(text)
    if found and _is_opener(found, vocabulary) and len(text[found.end() :].split()) >= _SHORTEST:
        over.append(found["head"])
        text = text[found.end() :]
    closed = _CLOSING.search(text)
    if closed and not _names(closed["tail"], vocabulary):
        over.append(closed["tail"])
        text = text[: closed.start()]
    return text, tuple(over)


def _is_opener(found: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Whether it names nothing; before a comma only what is no moment of a deal."""
    head = found["head"]
    if _names(head, vocabulary):
        return False
    comma = found["end"].strip()[:1] == ","
    return not comma or not _OCCASION.fullmatch(head) or bool(_AT.fullmatch(head))


def _names(said: str, vocabulary: Vocabulary) -> bool:
    """Whether a word of it is one of a name of the deal: of a person, a party, or an item."""
    words = {each.group().casefold() for each in _WORD.finditer(said)}
    named = vocabulary.names | {*vocabulary.items.words} | vocabulary.people.party_words
    return any(not is_grammar(each) for each in words & named)
