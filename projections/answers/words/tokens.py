"""Text into words: case, accents and punctuation folded, contractions written out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from projections.answers.words.ids import Typed
from projections.answers.words.line import BREAK, Line, Token

_CHUNK = re.compile(r"\S+")
_EDGES = "\"'“”\u2018’«»()[]{}<>*_`,;:!?.…"
_WORD = re.compile(r"\d+(?:[.,]\d+)*[^\W_]*|[^\W_]+(?:['’][^\W_]+)*|%|['’]\d\d")
_WHOLE = re.compile(
    r"\d{4}-\d\d-\d\d(?:t\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:\d\d))?"
    r"|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d\d(?:z)?|y/n|t&cs?",
)
_DOTTED = frozenset(
    "cl art sec no para mr mrs ms dr vs v resp approx nr st e g incl excl max min disc discs "
    "appr cust custs acct accts sched agmt agrmt amt qty fwd addl svc pmt sig prev orig".split()
)
_NOT = {
    **{
        f"{verb}nt": verb
        for verb in ("did was were has had is are do does have would should must").split()
    },
    "couldnt": "could",
    "wont": "will",
    "cant": "can",
    "cannot": "can",
    "aint": "is",
}
_SHORT: dict[str, tuple[str, ...]] = {
    "i.e": ("namely",), "e.g": (), "viz": (), "w/": ("with",), "w/o": ("without",),
    "re": ("regarding",), "incl": ("included",), "excl": ("excluded",), "v": ("versus",),
    "vs": ("versus",), "max": ("maximum",), "min": ("minimum",), "approx": (),
    "fw": (), "attn": (),
}  # fmt: skip
"""What is written for short, with a point or a stroke in it."""
_WITH = {"s": "is", "ve": "have", "re": "are", "d": "had", "ll": "will", "m": "am"}
_APOSTROPHE_S = frozenset("it that there what who where when how why he she here let".split())
_JOINED = {
    "whatve": ("what", "have"),
    "whove": ("who", "have"),
    "howd": ("how", "did"),
    "whyd": ("why", "did"),
    "whod": ("who", "had"),
    "wheres": ("where", "is"),
    "hows": ("how", "is"),
    "theres": ("there", "is"),
    "dont": ("do", "not"),
    "weve": ("we", "have"),
    "theyve": ("they", "have"),
    "youve": ("you", "have"),
    "dunno": (),
    "wanna": ("want", "to"),
    "gotta": ("have", "to"),
    "lemme": ("let", "me"),
    "gimme": ("give", "me"),
    "cuz": ("because",),
    "w": ("with",),
    "whats": ("what", "is"),
    "whos": ("who", "is"),
    "thats": ("that", "is"),
    "signoff": ("sign", "off"),
    "signoffs": ("sign", "offs"),
    "okd": ("approved",),
    "ok'd": ("approved",),
    "okay'd": ("approved",),
    "okayed": ("approved",),
    "oked": ("approved",),
    "docs": ("documents",),
    "doc": ("document",),
    "noone": ("nobody",),
    "anyones": ("anybody", "'s"),
    "gonna": ("going", "to"),
    "y/n": (),
    "disc": ("discount",),
    "discs": ("discounts",),
    "appr": ("approval",),
    "apprs": ("approvals",),
    "cust": ("customer",),
    "custs": ("customers",),
    "acct": ("account",),
    "accts": ("accounts",),
    "sched": ("schedule",),
    "agmt": ("agreement",),
    "agrmt": ("agreement",),
    "amt": ("amount",),
    "qty": ("quantity",),
    "fwd": ("forward",),
    "fwded": ("forwarded",),
    "fwding": ("forwarding",),
    "addl": ("additional",),
    "svc": ("service",),
    "svcs": ("services",),
    "pmt": ("payment",),
    "thru": ("through",),
    "ppl": ("people",),
    "rcvd": ("received",),
    "sig": ("signature",),
    "sigs": ("signatures",),
    "wrt": ("regarding",),
    "pls": ("please",),
    "plz": ("please",),
    "prev": ("previous",),
    "orig": ("original",),
    "hve": ("have",),
    "hav": ("have",),
    "ahve": ("have",),
    "wsa": ("was",),
    "idk": ("i", "do", "not", "know"),
    "zero": ("no",),
}


_PLAIN = re.compile("[A-Za-z0-9 ]*")
_WRITTEN_OUT = frozenset({*_JOINED, *_NOT})
"""What is written out in other words even where only letters and digits stand."""


def folded(text: str) -> str:
    """Case folded, and without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words(text: str) -> tuple[str, ...]:
    """A name as the words that would stand for it in a question."""
    if _PLAIN.fullmatch(text):
        plain = tuple(text.casefold().split())
        if _WRITTEN_OUT.isdisjoint(plain):
            return plain
    found: list[str] = []
    for chunk in _CHUNK.finditer(text.replace("_", " ")):
        found += (token.text for token in _worded(chunk.group(), chunk.start()))
    return tuple(found)


def negations_apart(text: str) -> str:
    """The text with "isnt" and "isn't" as "is not": each of the two can be taken by itself."""
    return _NEGATED.sub(_apart, text)


_NEGATED = re.compile(r"\b[^\W\d_]+(?:n['’]?t|not)\b", re.IGNORECASE)


def _apart(found: re.Match[str]) -> str:
    base = _NOT.get(re.sub("['’]", "", folded(found.group())))
    return f"{base} not" if base else found.group()


def line_of(asked: str, is_name: Callable[[str], bool], typed: Sequence[Typed] = ()) -> Line:
    """The tokens of a question. `is_name` knows ids that stand as they are written (4.2, P7).

    `typed` are ids that were found in it before; each is one token.
    """
    tokens: list[Token] = []
    for begin, made in _pieces(asked, is_name, typed):
        if tokens and tokens[-1].text != BREAK and _breaks_before(asked, tokens[-1].end, begin):
            at = tokens[-1].end
            tokens.append(Token(BREAK, at, at))
        tokens += made
    first = True
    marked = []
    for token in tokens:
        marked.append(Token(token.text, token.begin, token.end, token.values, token.capital, first))
        first = token.text == BREAK
    while marked and marked[-1].text == BREAK:
        marked.pop()
    return Line(asked, tuple(marked))


def _pieces(
    asked: str, is_name: Callable[[str], bool], typed: Sequence[Typed]
) -> Iterator[tuple[int, Iterable[Token]]]:
    """The tokens piece by piece, and where each begins: an id, or what stands between spaces."""
    blank = asked
    found: list[tuple[int, Iterable[Token]]] = []
    for each in typed:
        blank = f"{blank[: each.begin]}{' ' * (each.end - each.begin)}{blank[each.end :]}"
        found.append((each.begin, (Token(each.id, each.begin, each.end),)))
        if owns := _OWNS.match(blank, each.end):
            blank = f"{blank[: each.end]}{' ' * len(owns.group())}{blank[owns.end() :]}"
            found.append((each.end, (Token("'s", each.end, owns.end()),)))
    chunks = _CHUNK.finditer(blank)
    found += [(each.start(), _of_chunk(each.group(), each.start(), is_name)) for each in chunks]
    yield from sorted(found, key=lambda piece: piece[0])


_OWNS = re.compile(r"['’]s?(?![^\W_])")
_INITIAL = re.compile(
    r"(?<!schedule)(?<!exhibit)(?<!annex)(?<!appendix)(?:^|\s)[^\W\d_]$", re.IGNORECASE
)
"""A single letter with a point is somebody's first name, where it is not a document's."""


def _breaks_before(asked: str, end: int, begin: int) -> bool:
    between = asked[end:begin]
    if not re.search(r"[.?!;…]", between):
        return False
    if between.startswith(".") and _INITIAL.search(asked[:end]):
        return False
    before = re.search(r"(\w+)$", asked[:end])
    return not (between.startswith(".") and before and before.group(1).casefold() in _DOTTED)


def _of_chunk(chunk: str, begin: int, is_name: Callable[[str], bool]) -> Iterator[Token]:
    left = len(chunk) - len(chunk.lstrip(_EDGES))
    core = chunk.strip(_EDGES)
    begin += left
    plain = folded(core)
    if plain in _SHORT:
        yield from (Token(word, begin, begin + len(core)) for word in _SHORT[plain])
        return
    whole = _WHOLE.fullmatch(plain) or is_name(plain)
    if core and whole and plain not in _JOINED:
        yield Token(plain, begin, begin + len(core))
        return
    named = re.fullmatch(r"(.+?)['’]s?", plain)
    if named and is_name(named.group(1)):
        end = begin + len(named.group(1))
        yield Token(named.group(1), begin, end)
        yield Token("'s", end, begin + len(core))
        return
    parts = re.split(r"([/|+=–—→]+|-+>|-(?=[^\W\d_]?\d))", core)
    if len(parts) > 1 and any(is_name(folded(part.strip(_EDGES))) for part in parts):
        for part in parts:
            if part and re.search(r"\w", part):
                yield from _of_chunk(part, begin, is_name)
            begin += len(part)
        return
    yield from _worded(core, begin)


def _worded(chunk: str, begin: int) -> Iterator[Token]:
    for match in _WORD.finditer(chunk):
        raw = match.group()
        at = begin + match.start()
        capital = raw[:1].isupper()
        for text in _written_out(folded(raw).replace("’", "'")):
            yield Token(text, at, at + len(raw), (), capital)


def _written_out(word: str) -> tuple[str, ...]:
    if word in _JOINED:
        return _JOINED[word]
    base = word.replace("'", "")
    if base in _NOT:
        return _NOT[base], "not"
    head, mark, tail = word.rpartition("'")
    if not mark or not head:
        return (word,)
    if tail == "s":
        if head == "let":
            return ("let", "us")
        return (head, "is") if head in _APOSTROPHE_S else (head, "'s")
    if tail in _WITH:
        return head, _WITH[tail]
    return (word.replace("'", ""),)
