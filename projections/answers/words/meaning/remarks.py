"""Remarks round a question: "Ellis is out today, so here: who wins?", "…; I should like to know".

A remark goes only when the question reads without it: it names no text, item, time or number, says
nothing that bounds or supposes anything, and asks nothing itself. The people it names are who "he"
and "she" are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from projections.answers.words.common import COMMON
from projections.answers.words.line import BREAK, Line, Token, phrase
from projections.answers.words.meaning.opening import HE, SOMEBODY, begins_to_ask, opened
from projections.answers.words.meaning.thesaurus import is_grammar
from projections.answers.words.ordinary import is_ordinary

Part = tuple[Token, ...]
_KEPT = SOMEBODY | {"@function", "@people"}
_BOUNDS = frozenset(
    "suppose supposing assuming assume if unless except only without until before after since "
    "despite although though because hypothetically imagine had should would other others "
    "earlier previous past".split()
)
_TAG = frozenset(
    "it he she that this they so then did was has had is were do does done since not indeed "
    "exists exist one any such happened happen ever really actually true right correct borne out "
    "case the one who".split()
)
_CLAIMS = frozenset(
    "says said say claims claimed claim insists insisted maintains maintained thinks believes "
    "believed argues argued alleges alleged swears denies denied told tell tells promised nobody "
    "never wants wanted suggests suggested contends".split()
)
"""What somebody says of the matter is no remark beside it."""
_MARKS = (":", ";", " - ", " – ", "—", "?", "!")
_FEWEST = 2


def without_remarks(line: Line) -> Iterator[Line]:
    """The line without the remarks before or behind what is asked, in each way that can be "
    "meant.
    """
    parts = list(_parts(line))
    if len(parts) < _FEWEST:
        return
    *before, last = parts
    if _asks_again(last):
        yield opened(Line(line.asked, _joined(before))).line
    tag = opened(Line(line.asked, last)).line.tokens
    if _is_tag(tag, last):
        yield opened(Line(line.asked, _joined(before))).line
    led_in = line.asked[before[-1][-1].end : last[0].begin].startswith(":") and _says(before[-1])
    if begins_to_ask(last) or tag != last or led_in:
        texts = _texts(_joined(before), tag)
        if all(_is_remark(_apart(each, texts)) for each in before):
            yield _with_people(line, (*texts, *tag), _joined(before))
    first, *after = parts
    if _is_marked(line, first) and all(_is_remark(each) for each in after):
        yield opened(Line(line.asked, first)).line


_TAIL = phrase(
    "for (?:the|my|our|a|his|her) (?:[a-z]+ )?(?:deck|report|slides?|meeting|call|memo|board|"
    "review|"
    "brief|file|minutes|summary|pack|presentation|hearing|statement|affidavit|court|judge)(?= $)"
    "|or (?:not|no|none|without|nah|nope)(?= $)|is what (?:i|we) (?:am|are) after(?= $)"
    "|is what (?:i|we) need(?= $)"
)
"""What only says what it is wanted for, or that the answer may be no."""


def without_tail(line: Line) -> Line:
    """The line without a last remark in its own sentence."""
    return line.without(_TAIL)


def _parts(line: Line) -> Iterator[Part]:
    found: list[Token] = []
    for at, token in enumerate(line.tokens):
        if token.text != BREAK:
            found.append(token)
        after = line.tokens[at + 1 : at + 2]
        between = line.asked[token.end : after[0].begin] if after else ""
        if found and (token.text == BREAK or any(mark in between for mark in _MARKS)):
            yield tuple(found)
            found = []
    if found:
        yield tuple(found)


def _texts(before: Part, asked: Part) -> Part:
    """The one text of the remark that "it" is in the question, if that names none itself."""
    texts = tuple(token for token in before if token.text in _CARRIED)
    if len(texts) != 1 or any(token.text in _CARRIED for token in asked):
        return ()
    return texts if any(token.text in _IT for token in asked) else ()


def _apart(part: Part, texts: Part) -> Part:
    return tuple(token for token in part if token not in texts)


_CARRIED = frozenset({"@clause", "@version", "@proposal"})
_IT = frozenset("it this that".split())


def _joined(parts: list[Part]) -> Part:
    return tuple(token for part in parts for token in part)


def _is_tag(tokens: Part, part: Part) -> bool:
    """Whether a part only asks whether what stands before it is so."""
    return tokens != part and bool(tokens) and all(token.text in _TAG for token in tokens)


def _asks_again(part: Part) -> bool:
    """Whether it only asks again what was asked: "Who was it?"."""
    words = {token.text for token in part}
    return bool(words & _WHO) and words <= _WHO | _TAG


_WHO = frozenset({"who", "when", "why"})


def _is_remark(part: Part) -> bool:
    """Whether nothing is lost with a part."""
    if begins_to_ask(part) or any(token.text in _BOUNDS | _CLAIMS for token in part):
        return False
    if any(token.is_thing and token.text not in _KEPT for token in part):
        return False
    if any(map(_is_unknown, part)) or _goes_through(part):
        return False
    return not any(token.text[:1].isdigit() for token in part) and not _is_topic(part)


def _goes_through(part: Part) -> bool:
    """Whether it says who passed something on: that is no remark beside what was passed on."""
    return any(
        one.text in {"through", "via"} and two.text in SOMEBODY for one, two in pairwise(part)
    )


def _is_unknown(token: Token) -> bool:
    """Whether it may be a name that nobody knows."""
    listed = is_grammar(token.text) or token.text in COMMON
    plain = token.first and (not token.begin or token.text.endswith(("s", "ing", "ed", "ly")))
    return token.capital and not (plain or token.is_thing or listed or is_ordinary(token.text))


def _says(part: Part) -> bool:
    return any(token.text in {"asking", "question", "so", "here"} for token in part)


def _is_topic(part: Part) -> bool:
    """Whether it may be what is asked about, and no remark: no verb stands in it."""
    words = [token.text for token in part if not token.is_thing]
    courteous = any(token.text in _COURTEOUS for token in part[:1])
    verbs = _VERBS if courteous else _VERBS - _COURTEOUS
    return not any(word in verbs or word.endswith("ing") for word in words)


_COURTEOUS = frozenset("hi hello hey please sorry thanks".split())
_VERBS = frozenset(
    "is are was were am be been has have had need needs want wants must can cannot hi hello hey "
    "ask asks said says told think thinks thanks please sorry rather losing".split()
)


def _with_people(line: Line, tokens: Part, before: Part) -> Line:
    """With the last person of the remark, where the question only says he or she."""
    people = [token for token in before if token.text == "@person"]
    pronoun = any(token.text in HE for token in tokens)
    if people and pronoun and not any(token.text == "@person" for token in tokens):
        return Line(line.asked, (people[-1], *tokens))
    return Line(line.asked, tokens)


def _is_marked(line: Line, part: Part) -> bool:
    """Whether a question mark stands behind it."""
    return "?" in line.asked[part[-1].end : part[-1].end + 3] and not all(
        is_grammar(token.text) for token in part
    )
