"""What leads in to a question goes: "I am trying to work out whether …", "Joy doubts that …"."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from projections.answers.words.line import BREAK, Line, Token

_ASKS = frozenset("whether if who whom whose what which when why how where".split())
_AUXILIARY = frozenset("did does do was were is are has have had can could will would".split())
_PAST = frozenset("did had has have was were".split())
SOMEBODY = frozenset({"@person", "@client", "@party", "@partner", "@seller", "@nobody"})
_GENERAL = frozenset("you i it there anything nothing anyone anybody someone somebody".split())
HE = frozenset("he she him her his".split())
_TELLS = frozenset("tell tells told telling inform informed assured hear heard".split())
_JOINED = frozenset("since on at by for from until up in with to of".split())
_WANTERS = SOMEBODY | {"i", "we", "our", "my"}
_WANTS = frozenset(
    "wants want needs need like love grateful obliged unable find locate assist help looking "
    "hunting searching after seeks seeking".split()
)
_CLAIMS = frozenset(
    "says say claims claim insists insist thinks think believes believe reckons reckon maintains "
    "swears argues alleges feels doubts suspects contends asserts complains".split()
)
_SUBJECTS = frozenset(
    "the our their his her its he she they we it there no nobody a an all".split()
)
_FINITE = frozenset("is are was were gets get has have had came come comes does do".split())
_WOULD = ("it", "would")
_ANYBODY = frozenset("someone somebody people everyone everybody".split())
_IT = frozenset("it that they this".split())
"""What is asked of what somebody was told, and not of the telling: "told someone … Does it?"."""
_FEWEST = 2


@dataclass(frozen=True)
class Opened:
    """A line without what leads in to it, and the people who stood there."""

    line: Line
    people: tuple[Token, ...]


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    path = Path(__file__).with_name("openers.toml")
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return frozenset(table["asking"].split()), frozenset(table["grammar"].split())


def opened(line: Line) -> Opened:
    """The line without the words that lead in to its first sentence."""
    begin = _behind_a_time(line)
    end = begin + _end(line.tokens[begin:])
    if begin and end > begin:
        rest = opened(Line(line.asked, line.tokens[begin:])).line.tokens
        return Opened(Line(line.asked, (*line.tokens[:begin], *rest)), ())
    people = tuple(t for t in line.tokens[:end] if t.text in SOMEBODY)
    rest = line.tokens[end:]
    they = bool(rest) and rest[0].text == "they" and all(t.text == "@person" for t in people)
    says_he = they or any(token.text in HE for token in rest)
    if people and says_he and not any(t.text == "@person" for t in rest):
        rest = (*people[-1:], *rest)
    return Opened(Line(line.asked, rest), people)


def _behind_a_time(line: Line) -> int:
    """Where "I should like to know" begins behind "on what was on file that day,"."""
    for at, token in enumerate(line.tokens[1:], 1):
        between = line.asked[line.tokens[at - 1].end : token.begin]
        if "," in between and token.text in {"i", "we", "it", "can"}:
            return at
    return 0


def _end(tokens: tuple[Token, ...]) -> int:
    found = _boundary(tokens) or _indirect(tokens) or _wanted(tokens)
    while found and tokens[found - 1].text in _JOINED and found < len(tokens):
        if tokens[found].text not in _ASKS:
            break
        found -= 1
    return found


def _wanted(tokens: tuple[Token, ...]) -> int:
    """Where what somebody wants to see begins: "Yuki is hunting for a passage"."""
    asking, grammar = _words()
    first = tuple(token.text for token in tokens[:2])
    if not tokens or not (first[0] in _WANTERS or first == _WOULD or _is_asker(tokens)):
        return 0
    wants = False
    for at, token in enumerate(tokens):
        wants = wants or token.text in _WANTS
        if not (token.text in grammar or token.text in asking or token.text in SOMEBODY):
            return at if wants else 0
        if at and token.text in SOMEBODY:
            return 0
    return 0


def _is_asker(tokens: tuple[Token, ...]) -> bool:
    """Whether somebody from outside wants to see it: "the auditors would like to see"."""
    return tokens[0].text == "the" and len(tokens) > 1 and tokens[1].text in _ASKERS


_ASKERS = frozenset(
    "auditors auditor board court judge insurer insurers lawyers lawyer counsel management boss "
    "press minister regulator arbitrator tribunal mediator bank".split()
)


def _indirect(tokens: tuple[Token, ...]) -> int:
    """Where a question begins that somebody says that they would like to have answered.

    Any words may stand before it, if the last of them ask and no text, item or time is named.
    """
    asking, _ = _words()
    if not tokens or _is_question(tokens):
        return 0
    for at, token in enumerate(tokens):
        if token.is_thing and token.text not in SOMEBODY:
            return 0
        if token.text in _TELLS and not _is_to_us(tokens, at):
            return 0
        if token.text in _ASKS and at:
            before = {each.text for each in tokens[max(0, at - 3) : at]}
            said = {each.text for each in tokens[:at]}
            asks = bool(before & asking) and bool(said & _ASKERS_ALL)
            return at + (token.text in {"whether", "if"}) if asks else 0
    return 0


_ASKERS_ALL = frozenset("i we me us our my would must should need needs wants like be may".split())


def _boundary(tokens: tuple[Token, ...]) -> int:
    asking, grammar = _words()
    if not tokens or _is_question(tokens):
        return 0
    asks = False
    for at, token in enumerate(tokens):
        text = token.text
        if text in _ASKS and asks:
            return at + (text in {"whether", "if"})
        if text == BREAK:
            return at + 1 if asks else 0
        if text == "that" and asks and at + 1 < len(tokens):
            return at + 1
        if text in _TELLS and not _is_to_us(tokens, at):
            return 0
        if text in _CLAIMS and _goes_on(tokens, at):
            return at + 1
        if text in asking:
            asks = True
        elif not (text in grammar or text in SOMEBODY or text == "'s" or _is_unknown(tokens, at)):
            return 0
    return 0


def _goes_on(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether what is claimed follows, without "that", behind somebody who claims it."""
    if not at or at + 1 >= len(tokens):
        return False
    somebody = tokens[at - 1].text in SOMEBODY or tokens[at - 1].text in HE
    after = tokens[at + 1]
    says = any(token.text in _FINITE for token in tokens[at + 2 : at + 5])
    if after.text == "that":
        return False
    return somebody and (after.is_thing or after.text in _SUBJECTS or says)


def _is_unknown(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether it is a name at the head of somebody who only claims or doubts something."""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    return at == 0 and tokens[at].capital and after in _CLAIMS


def _is_to_us(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether it is said to whoever asks: what is told to others may be what is asked."""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if at > 1 and tokens[at - 1].text == "be" and tokens[at - 2].text == "to":
        return True
    if tokens[at].text in {"heard", "hear"}:
        return tokens[at - 1].text in {"i", "we"}
    return after in {"me", "us"} or (after in _ANYBODY and tokens[-1].text in _IT)


def begins_to_ask(tokens: tuple[Token, ...]) -> bool:
    """Whether it begins as a question does."""
    words = [token.text for token in tokens[:3] if token.text not in _LEADS]
    return bool(words) and (words[0] in _ASKS or words[0] in _AUXILIARY or words[0] in _ANY)


_LEADS = frozenset("so and but or then now well the".split())
_ANY = frozenset("any anyone anybody anything whether does is".split())


def _is_question(tokens: tuple[Token, ...]) -> bool:
    first = tokens[0].text
    if first in _ASKS:
        return True
    if first not in _AUXILIARY or len(tokens) < _FEWEST:
        return False
    return first in _PAST or tokens[1].text not in _GENERAL
