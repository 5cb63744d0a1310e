"""Typing mistakes: a word is corrected only when exactly one known word can be meant.

Within one letter (two for a long word); two letters that changed places count as one. A word with
a digit, a short one, and one that is known itself, is never corrected. Of a name, one letter at
most, and only in a long one: Maria is not Marta.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from projections.answers.words.common import COMMON
from projections.answers.words.dates import DAYS, MONTHS
from projections.answers.words.line import BREAK, Line, Token

Known = Callable[[], frozenset[str]]
SHORTEST = 4
LONG = 8
SHORTEST_NAME = 6
USUAL: Mapping[str, str] = {
    "ad": "add",
    "ben": "been",
    "rite": "right",
    "sped": "speed",
    "teh": "the",
    "kow": "know",
    "wre": "were",
    "whoo": "who",
    "wether": "whether",
    "hte": "the",
    "th": "the",
    "wer": "were",
    "whas": "was",
    "hav": "have",
    "wiht": "with",
    "wih": "with",
    "od": "of",
    "abuot": "about",
    "abotu": "about",
    "abt": "about",
    "yuo": "you",
    "hsa": "has",
    "hs": "has",
    "hvae": "have",
    "ahve": "have",
    "ny": "any",
    "ayn": "any",
    "anu": "any",
    "oyu": "you",
    "ou": "our",
    "ech": "each",
    "ther": "there",
    "aer": "are",
    "arre": "are",
    "nto": "not",
    "tge": "the",
    "tje": "the",
    "iwth": "with",
    "waz": "was",
    "wsa": "was",
    "wos": "was",
    "dos": "does",
    "deos": "does",
    "dose": "does",
    "di": "did",
    "ddi": "did",
    "dd": "did",
    "idd": "did",
    "adn": "and",
    "nad": "and",
    "fo": "of",
    "ot": "to",
    "si": "is",
    "ti": "it",
    "thr": "the",
    "hwo": "who",
    "woh": "who",
    "wo": "who",
    "hwen": "when",
    "wen": "when",
    "wehn": "when",
    "wat": "what",
    "wht": "what",
    "waht": "what",
    "wich": "which",
    "taht": "that",
    "thta": "that",
    "thier": "their",
    "prat": "part",
    "sing": "sign",
    "singed": "signed",
    "sgin": "sign",
    "knwo": "know",
    "konw": "know",
    "kno": "know",
    "nkow": "know",
    "nkew": "knew",
    "ofer": "offer",
    "ofr": "offer",
    "offr": "offer",
    "claus": "clause",
    "clasue": "clause",
    "caluse": "clause",
    "clent": "client",
    "clinet": "client",
    "becuase": "because",
    "befor": "before",
    "b4": "before",
    "bfore": "before",
    "afer": "after",
    "aftr": "after",
    "u": "you",
    "r": "are",
    "thx": "thanks",
    "alowed": "allowed",
    "sean": "seen",
    "sene": "seen",
    "beeen": "been",
    "bin": "been",
    "evr": "ever",
    "nver": "never",
    "nevr": "never",
    "objct": "object",
    "tel": "tell",
    "tol": "told",
    "wihtout": "without",
    "w/o": "without",
    "entires": "entries",
    "giv": "give",
    "gav": "gave",
    "payed": "paid",
    "sayd": "said",
    "shld": "should",
    "wrd": "word",
}


def corrected(line: Line, known: Known, names: Known, spelt: Callable[[str], bool]) -> Line:
    """The line with its typing mistakes corrected; what is not clear stays as it is.

    `known` gives the words of frames and of the deal's things, `names` those of its people;
    `spelt` tells words that are right as they stand.
    """
    if all(_is_plain(token) or _is_right(token, spelt) for token in line.tokens):
        return line
    words, people = known(), names()
    tokens = tuple(
        token
        if _is_right(token, spelt) or _is_known(token, words, people)
        else _corrected(token, words, people)
        for token in line.tokens
    )
    return Line(line.asked, tokens)


def _is_right(token: Token, spelt: Callable[[str], bool]) -> bool:
    return token.text not in USUAL and spelt(token.text)


def _is_plain(token: Token) -> bool:
    return token.text not in USUAL and (token.text in COMMON or len(token.text) < SHORTEST)


def _is_known(token: Token, known: frozenset[str], names: frozenset[str]) -> bool:
    text = token.text
    mistyped = text in USUAL
    common = text in COMMON and not mistyped
    return common or text in known or text in names or token.is_thing or text in {BREAK, "'s"}


def _corrected(token: Token, known: frozenset[str], names: frozenset[str]) -> Token:
    text = token.text
    a_name = token.capital and not token.first
    found = USUAL.get(text) or _nearest(text, _DATES if a_name else known, names)
    if found is None:
        return token
    return Token(found, token.begin, token.end, token.values, token.capital, token.first)


def _nearest(text: str, known: frozenset[str], names: frozenset[str]) -> str | None:
    if len(text) < SHORTEST or not text.isalpha():
        return None
    if text.endswith("s") and text[:-1] in known | names:
        # A plural is another word, not a mistake, unless two neighbours changed places.
        return _only({word for word in _near(text, known, 0) if _swapped(text, word)})
    if text.endswith("er") and (text[:-2] in known | COMMON or text[:-1] in known | COMMON):
        return None  # clearer is no mistake for cleared
    one = {word for word in _near(text, known) if distance(text, word) == 1}
    one = {word for word in one if not _is_replaced(text, word)}
    if len(text) >= SHORTEST_NAME:
        one |= {word for word in _near(text, names) if distance(text, word) == 1}
    else:
        one |= {word for word in names if _swapped(text, word) or _lacks(text, word)}
    sounds = {word for word in one if _sounds(text, word)}
    if one:
        return _only({word for word in one if _swapped(text, word)} or sounds or one)
    if len(text) < SHORTEST_NAME:
        return None
    two = {word for word in _near(text, known, 2) if distance(text, word) == 2}
    two = {word for word in two if not _is_a_form(text, word)}
    alike = {word for word in two if _sounds(text, word) or _reordered(text, word)}
    alike = {word for word in alike if not _inflects(text, word)}
    return _only(alike or (two if len(text) >= LONG else set()))


def _sounds(one: str, other: str) -> bool:
    """Whether they differ only in vowels and doubled letters: aprovd for approved."""
    return one[:1] == other[:1] and _skeleton(one) == _skeleton(other)


def _skeleton(word: str) -> str:
    letters = [letter for letter in word if letter not in _VOWELS]
    return "".join(
        letter for at, letter in enumerate(letters) if not at or letters[at - 1] != letter
    )


def _inflects(one: str, other: str) -> bool:
    """Whether one is inflected as the other is not: stained is no mistake for stand."""
    return any(one.endswith(end) and not other.endswith(end) for end in ("ed", "ing", "er", "est"))


def _reordered(one: str, other: str) -> bool:
    """Whether they have the same letters, the first and the last where they were."""
    same_ends = one[0] == other[0] and one[-1] == other[-1]
    return same_ends and sorted(one) == sorted(other)


def _swapped(one: str, other: str) -> bool:
    """Whether they differ only in two neighbours that changed places."""
    return sorted(one) == sorted(other) and distance(one, other) == 1


_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACES = {key: (row, at) for row, keys in enumerate(_KEYS) for at, key in enumerate(keys)}
_VOWELS = frozenset("aeiouy")


def _is_replaced(one: str, other: str) -> bool:
    """Whether a letter stands for one that no finger takes for it: misled is not missed."""
    differ = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if len(one) != len(other) or len(differ) != 1:
        return False
    letter, wanted = differ[0]
    if {letter, wanted} <= _VOWELS or not {letter, wanted} <= _PLACES.keys():
        return False
    (row, at), (other_row, other_at) = _PLACES[letter], _PLACES[wanted]
    return abs(row - other_row) > 1 or abs(at - other_at) > 1


def _lacks(one: str, other: str) -> bool:
    """Whether a letter inside is all that is missing: hectr for hector."""
    whole = len(other) == len(one) + 1 and one[:1] == other[:1] and one[-1:] == other[-1:]
    return whole and distance(one, other) == 1


def _is_a_form(one: str, other: str) -> bool:
    """Whether one is derived as the other is not: arbitration is no mistake for arbitrator."""
    return any(one.endswith(end) and not other.endswith(end) for end in _ENDINGS)


_DATES = frozenset({*MONTHS, *DAYS})
_ENDINGS = tuple("tion sion ment ness ance ence ity ism ist ship able ible ive ous ors ers".split())


def _only(words: set[str]) -> str | None:
    """The one word, or the longest of several forms of one word."""
    forms = sorted(words, key=lambda word: (-len(word), word))
    if len({word[:SHORTEST] for word in forms}) > 1:
        return None
    return forms[0] if forms else None


def _near(text: str, known: Iterable[str], by: int = 1) -> Iterable[str]:
    # People hardly ever mistype the first letter, but for changing it with the second.
    return (
        word
        for word in known
        if len(word) >= SHORTEST
        and abs(len(word) - len(text)) <= by
        and word[:1] in text[:2]
        and text[:1] in word[:2]
        and word.isalpha()
    )


def distance(one: str, other: str) -> int:
    """How many letters must be added, left out, changed, or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != wanted))
            swapped = i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted
            row.append(min(cost, before[j - 2] + 1) if swapped else cost)
        before, last = last, row
    return last[-1]
