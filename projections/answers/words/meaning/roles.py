"""Who spoke and who was told, by where they stand beside the verbs of telling."""

from __future__ import annotations

from collections.abc import Sequence

from projections.answers.words.frames.frame import NotThis
from projections.answers.words.line import BREAK, Token
from projections.answers.words.people import Peopled

SOMEBODY = frozenset({"@person", "@client", "@party", "@partner", "@seller"})
_TO = frozenset(
    "to with towards toward for tell telling told inform informing assure assuring".split()
)
_BY = frozenset({"by", "from"})
_SKIPPED = frozenset(
    "the our their all both and or any anyone anybody at people of ever either".split()
)
_BE = frozenset("was were is are been be being get got gets getting".split())
_HEARS = frozenset(
    "hear heard hears learn learned learnt receive received receives understand understood believe "
    "believes believed think thinks thought get gets got given told informed led had has".split()
)
_PARTICIPLES = frozenset("given led made put told sold fed sent".split())
_ADDRESSED = frozenset("told informed assured notified warned advised briefed alerted".split())
_POSSESSED = frozenset(
    "mail email message note letter relay version account summary words promise promises statement "
    "statements assurance assurances forward remarks memo cover forwarding relaying retelling "
    "rendering passing handing".split()
)


def speakers(
    tokens: Sequence[Token], verbs: frozenset[int], people: Peopled
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """By whom it was said, and to whom. Raises NotThis where somebody named is neither."""
    by: list[str] = []
    to: list[str] = []
    for at, token in enumerate(tokens):
        values = _values(token, tokens, at, people)
        if not values:
            continue
        role = _role(tokens, at, verbs) or _of_pronoun(tokens, at, verbs)
        if role is None:
            raise NotThis("It is not clear who is said to have spoken to whom.")
        (to if role == "to" else by).extend(values)
    return tuple(dict.fromkeys(by)), tuple(dict.fromkeys(to))


def _values(token: Token, tokens: Sequence[Token], at: int, people: Peopled) -> tuple[str, ...]:
    if token.text in SOMEBODY:
        return token.values
    if token.text in {"they", "them"}:
        return people.client
    if token.text in {"us", "me"} and at and tokens[at - 1].text in {"tell", "told", "to", "tells"}:
        return people.seller
    return ()


def _role(tokens: Sequence[Token], at: int, verbs: frozenset[int]) -> str | None:
    before = at - 1
    while before >= 0 and (tokens[before].text in _SKIPPED or tokens[before].text in SOMEBODY):
        before -= 1
    word = tokens[before].text if before >= 0 else ""
    after = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if after == "'s":
        owned = {each.text for each in tokens[at + 2 : at + 5]}
        return "by" if owned & _POSSESSED else "to"
    if word in _BY:
        return "by"
    if word in _TO or before in verbs:
        return "to"
    verb = next(
        (n for n in range(at + 1, len(tokens)) if n in verbs or tokens[n].text == BREAK), None
    )
    if verb is None or tokens[verb].text == BREAK:
        return None
    if any(each.text in {"what", "who", "which", "how"} for each in tokens[at + 1 : verb]):
        later = (n for n in range(at + 1, len(tokens)) if tokens[n].text in _PRONOUNS)
        return next((role for n in later if (role := _role(tokens, n, verbs))), None)
    told = _has_hearer(tokens, verb)
    if tokens[verb].text in _ADDRESSED and not told:
        return "to"
    between = {each.text for each in tokens[at + 1 : verb + 1]}
    passive = bool(between & _BE) or word in _BE
    if told and tokens[verb].text in _ADDRESSED and not passive:
        return "by"
    participle = tokens[verb].text.endswith("ed") or tokens[verb].text in _PARTICIPLES
    if tokens[verb].text in _HEARS - _PARTICIPLES or (passive and participle):
        return "to"
    return "by"


def _has_hearer(tokens: Sequence[Token], verb: int) -> bool:
    """Whether whoever was told stands behind the verb: "Ivo told Hugh", "told them"."""
    after = tokens[verb + 1].text if verb + 1 < len(tokens) else ""
    return after in SOMEBODY or after in _HEARERS


_HEARERS = frozenset(
    "us me him her them you the our their its anyone anybody someone somebody everyone "
    "people".split()
)


def _of_pronoun(tokens: Sequence[Token], at: int, verbs: frozenset[int]) -> str | None:
    """The role of the one person of whom another sentence speaks as "he" or "her"."""
    if sum(token.text in SOMEBODY for token in tokens) > 1:
        return None
    later = (n for n in range(at + 1, len(tokens)) if tokens[n].text in _PRONOUNS)
    return next((role for n in later if (role := _role(tokens, n, verbs))), None)


_PRONOUNS = frozenset("he she him her".split())
