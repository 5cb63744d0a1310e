"""The form of a question: what its question words ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from projections.answers.words.line import BREAK, Line, Token, phrase

Form = Literal["who", "when", "why", "what", "how", "whether"]

_AUXILIARY = frozenset(
    "did does do was were is are has have had can could any anybody anyone anything".split()
)
_LEADS = frozenset("so and but or then now well by on at to for in of with since the".split())
_WORDS: dict[str, Form] = {
    "who": "who",
    "whom": "who",
    "whose": "who",
    "when": "when",
    "why": "why",
    "what": "what",
    "which": "what",
    "how": "how",
    "where": "what",
}
_GOES_ON = frozenset({"when", "where"})
_JOINS = frozenset({"and", "or", "but"})
_DOES = frozenset(
    "@person @client @party @partner @seller he she they we it i @proposal @clause".split()
)
_KNOWS = frozenset(
    "know knows say says tell tells told see sure check find out remember recall wonder ask asks "
    "clear establish".split()
)
_PEOPLE = frozenset(
    "person persons people individual individuals colleague colleagues manager managers name names "
    "objector objectors signatory signatories approver approvers signer signers employee employees "
    "member members".split()
)
_TIMES = frozenset("date dates day days time moment point hour stage week month year".split())
_CAUSES = frozenset("reason reasons ground grounds cause motive made prompted explanation".split())
_WHO_NOUNS = (
    "(?:the |all )?names? (?:of|for)|list of (?:people|persons|approvers|signatories|names)|"
    "everyone who|everybody who|anyone who|the (?:person|persons|people|one|ones) who|by whom|"
    "(?:the )?(?:author|drafter|originator|instigator|initiator|signatory|signatories|approver|"
    "approvers|objectors?) (?:of|behind|for|to)"
)
_WHEN_NOUNS = (
    "(?:the )?(?:exact |precise |very )?(?:date|day|moment|hour|the time) (?:of|on which|upon "
    "which|at which|"
    "that|when|we|they|it|@person|@clause|@proposal)|how (?:early|late|soon|long ago)|since when|"
    "(?:the )?timing of|(?:date|day)(?= $)|(?<! to )date (?:of )?(?:first |last )?(?:[a-z]+ed|seen|"
    "read|sent|shown|given)"
)
_WHY_NOUNS = (
    "(?:the )?(?:reasons?|grounds?|rationale|motive|explanation|justification|cause|excuse) (?:for|"
    "behind|of|why|that|given|we|@person|was)|how come|(?:what is )?the story (?:behind|with)|on "
    "what grounds?|for what reasons?|what for|the thinking behind|what (?:made|caused|prompted|"
    "drove|led)|(?:reason|reasons|grounds)(?= $)"
)
_NOUNS: tuple[tuple[Form, str], ...] = (
    ("who", _WHO_NOUNS),
    ("when", _WHEN_NOUNS),
    ("why", _WHY_NOUNS),
)
_PATTERNS = tuple((form, phrase(words)) for form, words in _NOUNS)


def forms(line: Line) -> tuple[Form, ...]:
    """What it asks for; more than one where several question words ask for different things."""
    found = [form for sentence in _sentences(line) for form in _of(Line(line.asked, sentence))]
    open_ = tuple(dict.fromkeys(form for form in found if form != "whether"))
    return open_ or ("whether",)


def _sentences(line: Line) -> Iterator[tuple[Token, ...]]:
    found: list[Token] = []
    for token in line.tokens:
        if token.text == BREAK:
            yield tuple(found)
            found = []
        else:
            found.append(token)
    yield tuple(found)


def _of(line: Line) -> Iterator[Form]:
    if not line.tokens:
        return
    for form, pattern in _PATTERNS:
        if line.has(pattern):
            yield form
            return
    words = [token.text for token in line.tokens]
    head = next((word for word in words if word not in _LEADS), "")
    if head in _AUXILIARY:
        yield _WORDS[words[-1]] if words[-1] in {"who", "why", "when"} else "whether"
        return
    asked = False
    for at, word in enumerate(words):
        if word not in _WORDS or _is_relative(line.tokens, at):
            continue
        if asked and word in _GOES_ON and words[at - 1] not in _JOINS:
            continue  # "what did he add when he passed it on"
        if word in _GOES_ON and _tells(line, at):
            continue  # "something went missing when he passed it on. What was it?"
        asked = True
        yield _asked(words, at)


def _tells(line: Line, at: int) -> bool:
    """Whether a sentence that asks nothing only says when it was."""
    words = [token.text for token in line.tokens]
    after = words[at + 1] if at + 1 < len(words) else ""
    end = line.asked[line.tokens[-1].end :].lstrip()[:1]
    return at > 1 and after in _DOES and words[at - 1] not in _KNOWS and end == "."


def _is_relative(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether a question word only goes on: "the clause which …", "of what we sent"."""
    if at == 0:
        return False
    before = tokens[at - 1].text
    if tokens[at].text == "what" and before in _OF:
        return any(token.text in _AUXILIARY for token in tokens[: at - 1])
    if at == _SECOND and tokens[0].text in _LEADS | _ON:
        return False  # "against P2 who has objected"
    if tokens[at].text in {"who", "whom", "which", "whose"}:
        return before.startswith("@") and not _is_set_off(tokens, at)
    return False


_OF = frozenset("of than with by from as to".split())
_ON = frozenset("against about regarding concerning under".split())
_SECOND = 2


def _is_set_off(tokens: tuple[Token, ...], at: int) -> bool:
    return tokens[at].begin - tokens[at - 1].end > 1


def _asked(words: list[str], at: int) -> Form:
    following = words[at + 1 : at + 6]
    if words[at] in {"what", "which"}:
        for word in following:
            if word in _PEOPLE:
                return "who"
            if word in _TIMES:
                return "when"
            if word in _CAUSES:
                return "why"
            if word.startswith("@") or word in _AUXILIARY:
                break
    return _WORDS[words[at]]
