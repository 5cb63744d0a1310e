"""What stands before or behind a question and only says why it is asked: it is passed over.

The last resort, where the whole is not read. What asks must be read by itself and refer to nothing
outside of it, but to one person whom the background names; and the background must not ask, set a
condition, or name anything that would change what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from projections.answers.asked import Kind
from projections.answers.words.common import COMMON
from projections.answers.words.frames.frame import with_items, with_kinds, with_subjects
from projections.answers.words.line import Line
from projections.answers.words.meaning.thesaurus import is_grammar
from projections.answers.words.ordinary import is_ordinary
from projections.answers.words.referring import with_referents
from projections.answers.words.sentences import begins_as_question
from projections.answers.words.vocabulary import Vocabulary

_ENDS = re.compile(
    r"(?:(?<=[a-z]{3})|(?<= %)|(?<=\d%)|(?<=\d)(?=\. (?:Was|Is|Did|Does|Has|Had|Were|Are|Who)\b))"
    r"(?<!\b[A-Z]..)(?<!\binc)(?<!\bltd)[.!]+['\"”’)]*\s+|"
    r"\?+\s+|\s*[:;]\s+|\s+[-–—]+\s+|,\s+(?:but|so|hence)\s+"
)
_LONGEST = 40
_REFERS = re.compile(
    r"\b(?:it|its|this|they|them|their|theirs|these|those|then|so|such|same|too|also|again|"
    r"afterwards|else)\b|\bthat(?=\W*$|,? (?:is|was|were|did|does|do|has|have|had|be|at|in|on|with|"
    r"to|for|clause|offer|one|price|term|order|day|time)\b)|(?<!is )(?<!was )(?<!are )(?<!were )"
    r"(?<!been )\bthere\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(r"\b(?:he|she)(?:(?='d\b|’d\b)|\b)", re.IGNORECASE)
_HIM = re.compile(r"\b(?:him|her|his|hers)\b", re.IGNORECASE)
_MORE = re.compile(
    r"\?|\d(?![\d.,]*\s?(?:%|per ?cent|percent|pct))|\b(?:who|whom|whose|when|where|whether|which|"
    r"what|how|if|unless|except|excepting|only|without|assum\w+|suppos\w+|imagin\w+|pretend\w*|"
    r"ignor\w+|disregard\w*|instead|rather|hypothetical\w*|provided|until|till|since|apart|aside|"
    r"limited|limit|concerns?|concerning|regarding|restrict\w*|respectively|as of|as at|"
    r"yesterday|back then|at the time|before|after|during|mean|means|meant|not counting)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"\W*(?:please |pls |kindly |could you |can you |just |now |and |then )*(?:list|show|give|name|"
    r"tell|find|explain|describe|summari[sz]e|draft|write|send|prepare|calculate|compute|compare|"
    r"count|state|identify|confirm|check|verify|remind|translate|delete|add|change|remove|print|"
    r"export|forward|call|email|mail|make|let|advise|recommend|help|get|set|take|look|go)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:i|we|you|he|she|they|it|someone|somebody|everyone|everybody|nobody|people|i'?m|is|are|am|"
    r"was|were|has|have|had|does|do|did|can|cannot|could|would|will|might|must|\w+n['’]t|\w+['’]s|"
    r"\w{3,}ed|says|thinks|claims|wants|asks|keeps|wonders|believes|insists|swears|hints|hopes|"
    r"here|feels|needs|knows|told|said|rang|came|went|thought|heard|got|left|sits|makes|made|"
    r"put|puts|keep|gave|wrote|rewrote|took|saw|shows|fixes|sent|brought|bought|sold|met|spoke)\b",
    re.IGNORECASE,
)
"""What a sentence has, and a bare name or topic has not: that is what is asked about."""
_SHORTEST = 3
_WEEKDAY = re.compile(
    r"(?:(?:on|this|next|last) )?(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|tonight|"
    r"this (?:morning|afternoon|evening|week)",
    re.IGNORECASE,
)
"""When somebody comes or rang is no time of the deal."""
_CHANGING = frozenset({
    "@clause", "@version", "@proposal", "@document", "@item", "@kind", "@date", "@month", "@when",
    "@before", "@after", "@known", "@from", "@to", "@unclear",
})  # fmt: skip
_WHO = frozenset({"@person", "@client", "@party", "@partner", "@function"})


@dataclass(frozen=True, slots=True)
class Part:
    """A question as it is to be read, and the background that is passed over.

    `is_told`: the background ends as a statement does, and what asks as a question.
    """

    asks: str
    background: str
    is_told: bool = False


def parts(asked: str) -> Iterator[Part]:
    """Every way in which a part of it may ask, and the rest be background; the longest first."""
    ends = list(_ENDS.finditer(asked))
    for end in ends:
        asks = asked[end.end() :].strip()
        is_told = end.group().lstrip()[:1] in {".", "!"} and asks.endswith("?")
        yield Part(asks, asked[: end.start()].strip(), is_told)
    for end in reversed(ends):
        if end.group().lstrip().startswith("?"):
            yield Part(f"{asked[: end.start()].strip()}?", asked[end.end() :].strip())


def only_says_why(
    background: str, line: Line, asks: Line, vocabulary: Vocabulary, kind: Kind | None = None
) -> bool:
    """Whether it neither asks nor changes what is asked; `line` is it, with its names as things.

    `kind`: what is asked; of a scope all papers are compared, whichever it is said to stand in.
    """
    is_now = kind in _STANDS and bool(_NOW.match(asks.text))
    if (
        _MORE.search(_without_names(line, is_now=is_now))
        or _ORDERS.match(background)
        or begins_as_question(line)
    ):
        return False
    if not _SHORTEST <= len(background.split()) <= _LONGEST or not _SENTENCE.search(background):
        return False
    if _names_unknown(background, line) or _is_about_more(line):
        return False
    own = {(token.text, token.values) for token in _all_named(asks, vocabulary).tokens}
    says_kind = any(text == "@kind" for text, _ in own)
    changing = _CHANGING - {"@kind"} if says_kind else _CHANGING
    if is_now:
        changing -= {"@date", "@month"}
    if kind == "scope" and _TEXTS_SAY.search(line.text):
        changing -= {"@document", "@clause", "@kind"}
    named = _all_named(line, vocabulary).tokens
    return all(
        (token.text, token.values) in own or _WEEKDAY.fullmatch(line.said([token]))
        for token in named
        if token.text in changing
    )


_TEXTS_SAY = re.compile(
    r" (?:@document|@clause|the order) (?:says?|fixes|gives?|has|states?|grants?|puts?|knows) .* "
    r"(?:@document|@clause|the order) (?:says?|fixes|gives?|has|states?|grants?|puts?|knows) "
)
"""That two texts say different things of it: that is why it is asked."""


_STANDS = frozenset({"sign_off", "scope", "terms", "precedence", "silence"})
_NOW = re.compile(r" (?:(?:so|and|but|which|what) )?(?:is|are|does|do) ")
"""What asks of today by its verb: the day of what is told before is no time of it."""


def _without_names(line: Line, *, is_now: bool) -> str:
    """The background without the ids and names in it: the number of an id is no number."""
    text = line.asked
    for token in reversed(line.tokens):
        if token.text in _NUMBERED or (is_now and token.text in {"@date", "@month"}):
            text = f"{text[: token.begin]} {text[token.end :]}"
    return text


_NUMBERED = frozenset({"@clause", "@version", "@proposal", "@document", "@person", "@party"})


def by_itself(part: Part, line: Line, vocabulary: Vocabulary) -> str | None:
    """What asks, with the one person whom the background names in the place of "he" or "she".

    None where it refers to anything else; `line` is the background, with its names as things.
    """
    named = with_kinds(with_items(line, vocabulary), vocabulary)
    asks = with_referents(part.asks, named)
    if _REFERS.search(asks) or _HIM.search(asks):
        return None
    if not _SOMEBODY.search(asks):
        return asks
    people = [token for token in line.tokens if token.text in _WHO]
    if len(people) != 1 or people[0].text != "@person" or len(people[0].values) != 1:
        return None
    name = line.asked[people[0].begin : people[0].end]
    return _SOMEBODY.sub(name, asks, count=1)


def _all_named(line: Line, vocabulary: Vocabulary) -> Line:
    return with_subjects(with_kinds(with_items(line, vocabulary), vocabulary), vocabulary)


def _is_listed(word: str) -> bool:
    return word in COMMON or is_grammar(word) or is_ordinary(word)


_AGREED = frozenset("agree agreed agrees agreeing consented objected signed".split())


def _is_about_more(line: Line) -> bool:
    """Whether it is about a thing that may be what is asked about: "in a huff about horses"."""
    words = ["", *(token.text for token in line.tokens)]
    at = next(
        (
            n
            for n, token in enumerate(line.tokens)
            if token.text == "about" or (token.text == "to" and words[n] in _AGREED)
        ),
        None,
    )
    if at is None:
        return False
    return not all(
        token.is_thing or is_grammar(token.text) or is_ordinary(token.text)
        for token in line.tokens[at + 1 :]
    )


def _names_unknown(background: str, line: Line) -> bool:
    """Whether a word behind its first is written as a name, and is nobody's on this deal."""
    first = line.tokens[0] if line.tokens else None
    is_name = first and first.capital and not (first.is_thing or _is_listed(first.text))
    if is_name and first and not first.text.endswith(("s", "ing", "ed", "ly")):
        return True
    known = [(token.begin, token.end) for token in line.tokens if token.is_thing]
    return any(
        not any(begin <= found.start() < end for begin, end in known)
        for found in re.finditer(r"(?<=[a-z,;:] )(?![A-Z][a-z]+day\b)[A-Z][a-z]\w*", background)
    )
