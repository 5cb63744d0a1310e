"""The same question in other words, tried where it is not read as it stands.

Each of them says the same: a clause's number as it is cited ("12(b)", "§ 3"), an item that stands
in brackets behind its description, a message by its id, a day that says again when something was.
A month is a time where nothing on the deal happened in it; else its first and its last day are two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, datetime

from domain.events.told import MessageRelayed
from projections.answers.asked import Question
from projections.answers.words.dates import MONTHS, calendar_days
from projections.answers.words.frames.frame import with_items
from projections.answers.words.line import Line, Token
from projections.answers.words.vocabulary import Vocabulary

_I = re.IGNORECASE
_CITED = re.compile(r"\b(?P<number>[\w.-]*\d[\w.]*) ?\((?P<part>[a-z]|\d{1,2}|[ivx]{1,4})\)", _I)
_SECTION = re.compile(
    r"(?:\b(?:the )?(?:new|current|present) )?(?:§§? ?|\b(?:sec|sect|cl|para|art)\. ?)(?=\w)",
    _I,
)
_BRACKETS = re.compile(
    r"\b(?:the|an?|another|any|our|their|some|more|these|those|other|further|\d+)\s"
    r"(?:[\w%'’-]+\s){0,4}?[\w%'’-]+\s\((?P<item>[^()]{3,40})\)",
    _I,
)
_PLAIN = (
    (
        re.compile(
            r"[;,.:] *(?:and |but )?(?:do|does|did) (?:the|our) (?:records?|files?|ledger|papers|"
            r"documents|log|facts?|evidence) (?:really |actually )?(?:bear (?:him|her|them|that|"
            r"this|it|us) out|back (?:him|her|them|that|this|it) up|(?:support|confirm) (?:him|her|"
            r"them|that|this|it)|say so|agree)\W*$",
            _I,
        ),
        "; is that so?",
    ),
    (re.compile(r"\b(discount|rebate|price hold|cap) touche?s\b", _I), r"\1 covers"),
    (re.compile(r"^(\W*what about [^,?]+?) in general(?=, )", _I), r"\1"),
    (re.compile(r"\bwith or without (?=(?:the |our |a )?(?:discount|rebate|cap)\b)", _I), "with "),
    (
        re.compile(
            r"\bthat ((?:the )?(?:first|last|second|P\d)[\w ]{0,20}?) (?:lacked|lacks)\b", _I
        ),
        r"that was not in \1",
    ),
    (
        re.compile(
            r"\bfor how many (?:months|years|weeks) (?=(?:are|were) \w+ (?:bound|tied|locked|"
            r"committed)\b)",
            _I,
        ),
        "how long ",
    ),
    (re.compile(r"(?<=\w) @ (?=\w)"), " at "),
    (re.compile(r"\(?\bstate of (?=\d)", _I), "(as of "),
    (
        re.compile(r"\bthe (?:amendment|offer|proposal|quote|bid|counter-?offer) (?=P\d)", _I),
        "",
    ),
)
_IN_MONTH = re.compile(
    rf"\b(?:in|during|throughout|back in) (?:the month of )?(?P<month>{'|'.join(MONTHS)}),? "
    r"(?P<year>\d{4})\b",
    _I,
)
_VERSIONS = re.compile(
    r"^\W*(?:(?:how|what|where|do|does|did|is|are|was|were|the|there|any|show|list|compare|me|"
    r"differences?|changes?|changed|between|of|from|in|please) )*(?:wordings?|versions?) "
    r"(?P<one>\d+) (?:and|to|vs\.?|versus|with|against) (?:wording |version )?(?P<two>\d+) of "
    r"(?:the )?(?:clause )?(?P<clause>[\w.-]*\w)(?: differ| compare)?\W*$",
    _I,
)
_STANDS = frozenset({"scope", "terms", "precedence"})


def restated(asked: str, vocabulary: Vocabulary) -> str:
    """The question with everything said in the other way in which the deal has it."""
    text = _SECTION.sub(" clause ", _CITED.sub(lambda found: _clause(found, vocabulary), asked))
    text = _BRACKETS.sub(lambda found: _item(found, vocabulary), text)
    for pattern, instead in _PLAIN:
        text = pattern.sub(instead, text)
    text = _VERSIONS.sub(lambda found: _changed(found, vocabulary), text)
    for message in _relayed(vocabulary):
        own = rf"(?<!record of )(?<!record of message )\b{re.escape(message)}\b"
        text = re.sub(own, "the message", text, flags=_I)
    return " ".join(text.split())


def _clause(found: re.Match[str], vocabulary: Vocabulary) -> str:
    """The id of a clause that is cited with its part in brackets, if the deal has such a one."""
    number, part = found["number"], found["part"]
    ids = {each.casefold(): each for each in vocabulary.known.clauses}
    for way in (f"{number}.{part}", f"{number}{part}", f"{number}-{part}"):
        if way.casefold() in ids:
            return ids[way.casefold()]
    return found.group()


def _changed(found: re.Match[str], vocabulary: Vocabulary) -> str:
    """What changed in a clause, where the two wordings are its first and its last."""
    clause = vocabulary.known.deal.clauses.by_id.get(found["clause"])
    numbers = {int(found["one"]), int(found["two"])}
    if clause is None or numbers != {1, max(clause.wordings, default=1)} or len(numbers) != 2:
        return found.group()
    return f"What changed in clause {found['clause']}?"


def _item(found: re.Match[str], vocabulary: Vocabulary) -> str:
    """The item in brackets, in the place of its description too."""
    said = found["item"]
    words = tuple(
        Token(each.group().casefold(), each.start(), each.end())
        for each in re.finditer(r"[\w'’-]+", said)
    )
    tokens = with_items(Line(said, words), vocabulary).tokens
    return said if [token.text for token in tokens] == ["@item"] else found.group()


def _relayed(vocabulary: Vocabulary) -> tuple[str, ...]:
    """The message that all relays on the deal pass on, if it is one."""
    facts = vocabulary.known.deal.facts.counted
    passed = {fact.event.of for fact in facts if isinstance(fact.event, MessageRelayed)}
    return tuple(passed) if len(passed) == 1 else ()


def by_month(asked: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The question with a day in the place of a month: one where its days are alike, else two."""
    found = _IN_MONTH.search(asked)
    if found is None or _IN_MONTH.search(asked, found.end()):
        return
    year, month = int(found["year"]), MONTHS[found["month"].casefold()]
    if not MINYEAR <= year <= MAXYEAR:
        return
    first, last = date(year, month, 1), date(year, month, calendar_days(year, month))
    for day in (first, last) if _anything_between(first, last, vocabulary) else (last,):
        yield f"{asked[: found.start()]}on {day.isoformat()}{asked[found.end() :]}"


def _anything_between(first: date, last: date, vocabulary: Vocabulary) -> bool:
    day_of = vocabulary.calendar.day_of
    return any(
        day_of(fact.interval.begin) <= last and day_of(fact.interval.end) >= first
        for fact in vocabulary.known.deal.facts.counted
    )


def of_what_stands(question: Question) -> bool:
    """Whether it asks what stood at a time, and of nothing that was done in it."""
    return question.kind in _STANDS


def without_day(line: Line) -> Iterator[tuple[str, date]]:
    """The question without a day that stands behind an event, and that day."""
    for token in line.tokens:
        if token.text != "@date" or len(token.values) != 1 or len(token.values[0]) != 10:
            continue
        before = re.sub(r"[\s,(]*(?:\bon|\bof)?\s*\(?$", "", line.asked[: token.begin])
        after = line.asked[token.end :].lstrip(")")
        if before and not re.search(r"\b(?:date|day)$", before, _I):
            yield f"{before}{after}", date.fromisoformat(token.values[0])


def happened_on(question: Question, day: date, vocabulary: Vocabulary) -> bool:
    """Whether the one event of a deal that a question names was on that day."""
    moments = [question.before, question.after, question.from_moment, question.to_moment]
    records = {each.record for each in moments if each and each.record}
    day_of = vocabulary.calendar.day_of
    if not records and question.effective_at and len(question.effective_at) > len("2024-05-12"):
        return day_of(datetime.fromisoformat(question.effective_at)) == day
    if len(records) != 1 or question.effective_at:
        return False
    (record,) = records
    return any(
        fact.id == record and day_of(fact.interval.begin) == day
        for fact in vocabulary.known.deal.facts.counted
    )
