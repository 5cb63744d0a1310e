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

_DET = "(?:the|my|our|your|an?|this|that|today's|tomorrow's|tonight's|next week's|another)"
_COURT = "hearing|trial|court|board|tribunal|audit|deposition|arbitration|exam|committee|judge"
"""No deal has a record of these: what is asked before them is asked now."""
_PLACES = sorted(
    {
        *_COURT.split("|"),
        *PURPOSE[3:-1].split("|"),
        *"call,board meeting,conference,train,plane,flight,taxi,cab,car,airport,station".split(","),
        *"office,phone,road,lunch,dinner,appointment,session,pitch,weekend,holidays".split(","),
    },
    key=len,
    reverse=True,
)
_PLACE = f"(?:{'|'.join(_PLACES)})"
_COUNT = "(?:an?|one|two|three|four|five|ten|fifteen|twenty|thirty|half an|a few|a couple of)"
_LONG = f"(?:(?:just|only|about|with) )?{_COUNT} (?:seconds?|secs?|minutes?|mins?|hours?|days?) "
_ON = (
    "(?:before|ahead of|for|after|from|during|into|in|on (?:the|my|our) way (?:in)?to|on|at|"
    "heading (?:in)?to|going into|between|preparing(?: for)?)"
)
_HOURS = "noon|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_SOON = (
    "(?: (?:today|tomorrow|tonight|now|later|starts|begins|next week|"
    f"this (?:morning|afternoon|evening|week)|at (?:{_HOURS})))*"
)
_KIND = (
    "(?:(?:very|really|quick|last|short|small|final|stupid|silly|dumb|basic|naive|simple|odd|tiny|"
    "urgent|next|other|more|maybe an?|probably an?|just|an?|one|another|my|the|same) )*"
)
_AT_COURT = f"(?:{_LONG})?{_ON} (?:{_DET} )?(?:[a-z]+ )?(?:{_COURT}){_SOON}"
_SORRY = (
    "for to about if the my late short early stupid basic naive silly this that mail email message "
    "question hour rush again asking ask bother bothering trouble troubling disturb disturbing "
    "pester pestering chase chasing you both all reply repeat being"
)
_GREETS = (
    "hi hello hey dear good morning afternoon evening greetings all both team everyone everybody "
    "there again folks so ok okay right well now and but please thanks cheers me"
)
_PIECES = (
    (f"{_KIND}(?:question|query|one|thing|check|favou?r|point|request)(?: (?:from me|from my side|"
    "again|for you|for today|for now|please|probably|perhaps|i know))*"),
    f"(?:{_LONG})?{_ON} (?:{_DET} )?(?:[a-z]+ )?{_PLACE}{_SOON}",
    ("(?:i am|i'm|we are|we're|am|still) (?:in (?:a|the) (?:hurry|rush|meeting|call|cab|taxi|car)|"
    "on (?:the|a|my) (?:train|phone|call|road|way)|short on time|late|travelling|in court)"),
    ("(?:so )?(?:sorry|apologies|forgive me|excuse me|pardon|(?:forgive|excuse) (?:the|my))"
    f"(?: (?:{'|'.join(_SORRY.split())})(?!\\w))*"),
    ("no (?:rush|hurry|pressure)(?: (?:at all|on this|with this))?|not urgent|(?:very )?urgent|"
    "(?:when|if|once|as soon as) (?:you have|you've got|you get|you find) (?:a |the |some )?"
    "(?:second|sec|minute|moment|time)|whenever you can|at your convenience|off the record|"
    "between us|long shot|for what it's worth|in (?:a|some) (?:hurry|rush|haste)|low priority"),
    ("(?:i |we )?(?:need|needed|want) (?:this|it|that|an answer|one) (?:by|before|for|in) (?:"
    f"{_HOURS}|tonight|tomorrow|today|lunch|(?:mon|tues|wednes|thurs|fri)day|an hour|"
    "the (?:hour|morning|weekend|hearing|board|call))"),
    "i (?:may|might|must|could) have (?:missed|overlooked|forgotten) (?:it|this|something|that)",
    ("(?:i )?(?:can't|cannot|could not|couldn't) (?:find|see|remember|recall) (?:it|this|that)"
    "(?: (?:anywhere|any more|anymore|right now))?"),
    f"asking for (?:a friend|myself|{_DET} (?:[a-z]+ )?{_PLACE})",
    f"(?:thank you|in advance|as always|so much|a lot|{'|'.join(_GREETS.split())})(?!\\w)",
)  # fmt: skip
_PIECE = f"(?>{'|'.join(_PIECES)})"
"""One piece is taken whole or not at all, so that a long row of them costs no more."""
_OPENING = re.compile(
    rf"^\W*(?P<head>{_PIECE}(?:[,;.!(]*\s+\(?(?:but )?{_PIECE})*\)?)"
    r"(?P<end>\s*(?::|;|!+|\.+|…)\s+|\s+[-–—]+\s+|,\s*(?:but\s+)?)(?=\w)",
    re.IGNORECASE,
)
_CLOSING = re.compile(rf"(?<=[?.!])\s+(?P<tail>{_PIECE}(?:[,;.!]?\s+{_PIECE})*)\W*$", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?<=[?.!])\s*(?P<tail>(?:many |kind |best |warm )?(?:thanks|thank you|thx|cheers|regards|"
    r"wishes|ta|br)(?: (?:a lot|so much|again|in advance|and regards))?[,.!]*"
    r"\s*(?:[-–—/]\s*)?(?:(?-i:[A-Z])[\w’'-]*(?: (?-i:[A-Z])[\w’'-]*)?)?)\W*$",
    re.IGNORECASE,
)
_OR_NOT = re.compile(
    r",?\s+or\s+(?:not|(?:did|was|were|has|have|had|is|are|does|do)(?:n['’]t (?:he|she|they|it|we)|"
    r" (?:he|she|they|it|we) not))\s*\?*\s*$",
    re.IGNORECASE,
)
"""It asks whether, as it does without it."""
_ASKS_WHETHER = re.compile(r"\W*(?:did|was|were|has|have|had|is|are|does|do) ", re.IGNORECASE)
_WHAT_ABOUT = re.compile(
    r"^(?:and |so |but |ok |now )*(?:what|how) about (?P<what>[^?:;.,]{2,60})[?:;.,]\s+(?=\w)",
    re.IGNORECASE,
)
_REFERS = re.compile(r"\b(?:it|its|they|them|their|he|she|him|her|this|that)\b", re.IGNORECASE)
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


def _told(read: tuple[Question, ...], asked: str, over: tuple[str, ...]) -> tuple[Question, ...]:
    if not over:
        return read
    return tuple(replace(one, asked=asked, passed_over=(*over, *one.passed_over)) for one in read)


def _alone(asked: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]]:
    """What is asked, and what was taken away before and behind it."""
    over = []
    text = asked
    if _ASKS_WHETHER.match(text) and (or_not := _OR_NOT.search(text)):
        over.append(or_not.group().strip(" ,?"))
        text = f"{text[: or_not.start()]}?"
    if (about := _WHAT_ABOUT.match(text)) and _REFERS.search(text[about.end() :]):
        over.append(text[: about.start("what")].strip())
        text = f"{about['what']}: {text[about.end() :]}"
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
    named = (vocabulary.names - {*_PLACES}) | {*vocabulary.items.words}
    named |= vocabulary.people.party_words
    return any(not is_grammar(each) for each in words & named)
