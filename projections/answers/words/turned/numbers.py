"""Numbers that a question names: the wording that is read has to have them, and go that way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from projections.answers.asked import Question
from projections.answers.words.line import Line
from projections.answers.words.turned.turn import Turn, turn
from projections.answers.words.vocabulary import Vocabulary

_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_FROM_TO = re.compile(
    r"\bfrom (?P<one>\d+(?:[.,]\d+)?) ?(?:%|[a-z]+)?(?: [a-z]+)? to (?P<two>\d+(?:[.,]\d+)?)",
    re.IGNORECASE,
)
_ONES = "five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_TENS = {"eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_SPELT = {word: str(number) for number, word in enumerate(_ONES.split(), 5)} | {
    word: str(number) for word, number in _TENS.items()
}
_SHARE = re.compile(
    rf"(?P<number>\d+(?:[.,]\d+)?|\b(?:{'|'.join(_SPELT)})) ?(?:%|per ?cent\b)", re.IGNORECASE
)
_DAYS = re.compile(rf"\b(?P<number>\d+|{'|'.join(_SPELT)}) (?:days|months|weeks)\b", re.IGNORECASE)
_UP = "raised|increased|lengthened|extended|doubled|upped|put up"
_DOWN = "lowered|reduced|decreased|cut|shortened|halved|brought down"


def _texts(question: Question, vocabulary: Vocabulary) -> Iterator[str]:
    """The wordings that govern, of the clauses that are read, else of all.

    What is objected to may be any of them: the kind names none.
    """
    deal = vocabulary.known.deal
    holds = deal.governing.holds or {}
    if _is_signed_in_an_offer(question):
        offer = deal.proposals.by_id.get(question.proposal or "")
        contents = (offer.contents if offer else None) or ()
        holds = {each.clause: (each.version, question.proposal or "") for each in contents}
    for clause in question.clauses or tuple(deal.clauses.by_id):
        about = deal.clauses.by_id.get(clause)
        wordings = about.wordings if about else {}
        number = holds[clause][0] if clause in holds else max(wordings, default=1)
        for each in wordings if question.kind == "objection" else (number,):
            if each in wordings:
                yield wordings[each].text


def _is_signed_in_an_offer(question: Question) -> bool:
    """Whether it asks who signed the wordings that one offer holds."""
    return question.kind == "sign_off" and bool(question.proposal and question.clauses)


def _is_of_no_such_wording(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether a figure stands in no governing wording of what is read, and no other is named."""
    placed = question.proposal or question.effective_at or question.known_at
    if question.version or (placed and not _is_signed_in_an_offer(question)):
        return False
    asked = {_digits(each["number"]) for each in _SHARE.finditer(line.asked)}
    days = {_digits(each["number"]) for each in _DAYS.finditer(line.asked)}
    if not (asked or days) or question.before:
        return False
    text = " ".join(_texts(question, vocabulary))
    stand = {_digits(each["number"]) for each in _SHARE.finditer(text)}
    held = {_digits(each["number"]) for each in _DAYS.finditer(text)}
    return bool(asked - stand) or (question.kind == "sign_off" and bool(days - held))


def _digits(said: str) -> str:
    return _SPELT.get(said.casefold(), said).replace(",", ".")


def _goes_another_way(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether the figures of a clause went otherwise than it is asked, or it is not sure how."""
    ways = {_way(*pair) for pair in _changes(question, vocabulary)} - {0}
    if found := _FROM_TO.search(line.asked):
        return (found["one"], found["two"]) not in set(_changes(question, vocabulary))
    up = bool(re.search(rf"\b(?:{_UP})\b", line.asked, re.IGNORECASE))
    down = bool(re.search(rf"\b(?:{_DOWN})\b", line.asked, re.IGNORECASE))
    return up == down or not ways <= {1 if up else -1}


def _way(one: str, two: str) -> int:
    first, second = (float(each.replace(",", ".")) for each in (one, two))
    return (second > first) - (second < first)


def _changes(question: Question, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """The first figure that differs, of each wording of a clause and the next."""
    found = []
    for clause in question.clauses:
        about = vocabulary.known.deal.clauses.by_id.get(clause)
        wordings = [about.wordings[n].text for n in sorted(about.wordings)] if about else []
        for one, two in pairwise(wordings):
            pairs = zip(_FIGURE.findall(one), _FIGURE.findall(two), strict=False)
            found += [pair for pair in pairs if pair[0] != pair[1]][:1]
    return found


NUMBERS: tuple[Turn, ...] = (
    turn(
        "[^|]+",
        "The number stands in no wording that governs.",
        kinds="scope sign_off objection knowledge",
        also=_is_of_no_such_wording,
    ),
    turn(
        f"(?:{_UP}|{_DOWN})|from [0-9][^ |]* (?:% |percent |[a-z]+ )?to [0-9][^ |]*",
        "In which way it changed is asked, and it went another way, or none is sure.",
        kinds="changes",
        asks=("whether",),
        also=_goes_another_way,
    ),
    turn(
        "more than (?:his|her|their|the) [a-z]+ (?:percent|%)",
        "The number is not held by the reading.",
        kinds="sign_off",
    ),
)
