"""What stands round a question in its own sentence: why it is asked, and what somebody makes of it.

Nothing goes that holds an unknown name or number, or names a thing that can be asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from projections.answers.words.common import COMMON
from projections.answers.words.line import BREAK, Line, Token, phrase
from projections.answers.words.ordinary import is_ordinary, stands_as_verb
from projections.answers.words.preambles import without_preambles
from projections.answers.words.vocabulary import Vocabulary

SOMEBODY = frozenset({"@person", "@client", "@party", "@partner", "@seller"})
CARRIED = frozenset({"@clause", "@version", "@proposal", "@item", "@document"})
_WHO = (
    "(?:@client|@party|@partner|@seller|@person|we|they|he|she|i|you|it|nobody|everybody|somebody|"
)
_REASON = phrase(
    "because|given that|seeing that|considering that|considering|in view of the fact that|now that|"
    "so that|in order to|in order that|in case|just in case|on the grounds that|inasmuch as|"
    "not that it matters|if only because|"
    f"(?:since|as|while|although|though|even though|whereas)(?= (?:the )?{_WHO}someone|there|our|"
    f"my|"
    "their) (?:[a-z]+ ){0,2}(?:had|declined|refused|objected|protested|warned|complained|"
    "insists?|claims?|says?|keeps?|wants?|needs?|has to|have to|is|are|"
    "am|"
    "thinks?|believes?|argues?|denies|deny|maintains?|asks?|swears?|denied|insisted|claimed|said|"
    "must|will|seems?|never mentioned|cannot|can|suggests?) )"
)
_CAUSE = phrase("because|in order to|in order that|so that|on the grounds that")
_FEELS = (
    "upset|under the impression|convinced|sure|certain|adamant|worried|unhappy|annoyed|angry|"
    "positive|"
    "confident|surprised|puzzled|baffled|furious|cross|glad|happy|pleased|of the (?:opinion|view|"
    "belief)|"
    "satisfied|persuaded|nervous|concerned|afraid|anxious|suspicious|sceptical|curious|livid|"
    "hearing|"
    "complaining|grumbling|insistent|unsure|doubtful|in no doubt|alleging|suggesting|arguing"
)
_IMPRESSION = re.compile(
    rf"^ {_WHO}people) (?:is|are|was|were|am|feels?|seems?|looks?|gets?|got) (?:(?:very|quite|"
    rf"rather|so|"
    rf"not|still|now) )*(?:{_FEELS}) (?:that|about|because) "
)
_CLAIMS = (
    "feels?|felt|says?|said|claims?|claimed|insists?|insisted|reckons?|reckoned|thinks?|thought|believes?|"
    "believed|"
    "maintains?|maintained|argues?|argued|swears?|swore|alleges?|alleged|complains?|complained|"
    "recalls?|"
    "suspects?|assumes?|assumed|suggests?|contends?|asserts?|has it|will have it|seems to think|"
    "is saying|"
    "keeps saying|keeps telling us|keeps insisting|would have us believe|figures|holds|tells? "
    "(?:me|us)|"
    "told (?:me|us|someone|somebody|people|everyone|everybody)"
)
_VIEW = (
    "(?:view|position|story|account|claim|argument|understanding|recollection|line|case|belief|"
    "impression|stance|version)"
)
_CLAIM = re.compile(
    rf"^ (?:(?:and|so|but|now|well|then|[a-z]+ly) )*{_WHO}people|somebody|someone|some)(?: (?:at|"
    rf"from) @[a-z]+| 's (?:boss|manager|lawyers?|counsel|team|assistant|colleagues?|people|side))?"
    rf"(?: (?:(?:now|also|still|always|just|[a-z]+ly) )*(?:{_CLAIMS})| 's {_VIEW} is) (?:that "
    rf")?(?=(?:the |our |"
    rf"their |his |"
    r"her |its )?(?:@[a-z]+|we|they|he|she|it|i|you|there|nobody|everybody|somebody|no|all|"
    r"[a-z]+) )"
)
_BY_THE_WAY = phrase(
    rf"(?:or )?so (?:I )?{_WHO}people) (?:{_CLAIMS})|(?:or so )?(?:we are told|i am told|i hear|"
    rf"we hear|it is "
    r"said|they say|i gather|we gather|or so it seems|it seems|it appears|as i understand it|as we "
    r"understand it|as far as i (?:know|can see|understand)|if i understand (?:it )?(?:right|"
    r"rightly|correctly))"
)
_MEETING = re.compile(
    r"^ (?:before|for|ahead of|in|after|in time for|in view of) (?:my|our|the|this|today 's|"
    r"tomorrow 's) "
    r"(?:[a-z]+ ){0,2}?(?:call|meeting|hearing|talk|talks|session|lunch|interview|deadline|"
    r"conference|"
    r"appointment|review|audit|deposition|mediation|trial|statement|brief|briefing) "
)
_BEFORE_I = re.compile(r"^ (?:before|when|until|once|as|if|while|so|after) i (?:[^ ]+ ){1,6}")
_TAILS = (
    (phrase("(?:and )?if so (?:why|when|what|how)(?: [a-z]+){0,2}(?= $)"), None),
    (phrase("(?:only|just|merely|but) (?:to be )?[a-z]+ed(?= $)"), phrase("never|not")),
    (
        phrase(f"(?:us|them|we|they|{'|'.join(sorted(SOMEBODY))}) or (?:us|them|we|they|"
               f"{'|'.join(sorted(SOMEBODY))})(?= $)"),
        phrase("who|whose"),
    ),
)  # fmt: skip
_PARTS = phrase(
    "(?:so|then|and so|but|yet) (?=(?:is|was|were|are|did|has|have|had|who|when|what) )"
)
_DECLINED = frozenset("declined refused objected rejected warned complained protested".split())


@dataclass(frozen=True)
class Asides:
    """Leaves out of a line what says nothing of what is asked. `known` are the words of frames."""

    vocabulary: Vocabulary
    known: frozenset[str]

    def without(self, line: Line) -> Line:
        """The line without reasons, tails and what somebody makes of it, parted at ", so is it"."""
        line = self._without_reasons(line)
        line = self._without_adverb(line)
        line = self._without_parenthesis(line)
        for pattern in (_MEETING, _IMPRESSION, _CLAIM, _BEFORE_I):
            line = self._without_beginning(line, pattern)
        for tail, wanted in _TAILS:
            found = line.find(tail)
            if found and _comma(line, found.begin) and (wanted is None or line.has(wanted)):
                line = line.replaced(found.begin, found.end)
        return _parted(line)

    def may_go(self, tokens: Sequence[Token], asked: str) -> bool:
        """Whether nothing that could be asked about is lost with these words."""
        return all(self._may_go(tokens, at, asked) for at in range(len(tokens)))

    def _may_go(self, tokens: Sequence[Token], at: int, asked: str) -> bool:
        token = tokens[at]
        if token.is_thing:
            return token.text in SOMEBODY
        if token.capital and not token.first and token.text != "i":
            return False
        listed = token.text in self.known or is_ordinary(token.text) or token.text in _DECLINED
        # Of other words only verbs: a noun may be what is asked about.
        return listed or (token.text in COMMON and stands_as_verb(tokens, at, asked))

    def _without_reasons(self, line: Line) -> Line:
        found = line.find(_REASON)
        if found is None:
            return line
        end = found.end
        while end < len(line.tokens) and not _comma(line, end):
            end += 1
        whole = found.begin == 0 and end == len(line.tokens)
        # "Did he sign because he was told to" asks about the reason itself.
        asked_too = found.begin > 0 and not _comma(line, found.begin)
        if (
            whole
            or (asked_too and line.has(_CAUSE))
            or not self.may_go(line.tokens[found.begin : end], line.asked)
        ):
            return line
        return self._without_reasons(line.replaced(found.begin, end))

    def _without_adverb(self, line: Line) -> Line:
        """Without an adverb before somebody's claim, and then without the claim."""
        first = line.tokens[0].text if line.tokens else ""
        if not (first.endswith("ly") and is_ordinary(first)):
            return line
        rest = replace(line, tokens=line.tokens[1:])
        shorter = without_preambles(rest)
        return line if shorter is rest else shorter

    def _without_parenthesis(self, line: Line) -> Line:
        found = line.find(_BY_THE_WAY)
        if found is None or found.begin == 0 or not _comma(line, found.begin):
            return line
        ends = found.end == len(line.tokens) or _comma(line, found.end)
        return line.replaced(found.begin, found.end) if ends else line

    def _without_beginning(self, line: Line, pattern: re.Pattern[str]) -> Line:
        match = pattern.match(line.text)
        if match is None:
            return line
        end = len(match.group().split())
        if pattern is _MEETING and not (end < len(line.tokens) and _comma(line, end)):
            return line
        if pattern is _BEFORE_I:
            ends = [at for at in range(2, len(line.tokens)) if _comma(line, at)]
            if not ends or ends[0] > 8:
                return line
            end = ends[0]
        told = pattern is not _BEFORE_I
        if end >= len(line.tokens) or not (told or self.may_go(line.tokens[:end], line.asked)):
            return line
        rest = replace(line, tokens=line.tokens[end:])
        return with_people(rest, line.tokens[:end]) or line


_OWN = (
    "signature|approval|consent|say|ok|okay|blessing|name|nod|limit|limits|powers|authority|remit|"
    "mandate|knowledge|back|desk|notice|attention|objections?|protest|acceptance|own|side|people"
)
_HE = phrase(
    f"he|she|him|her(?! [a-z])|hers|(?:his|her)(?= (?:{_OWN}) )|her(?= (?:about|of|that) )"
)
_THEY = phrase(f"they|them|theirs|their(?= (?:{_OWN}) )")
_THEIRS = phrase("his|her|their")


def with_people(line: Line, things: Sequence[Token]) -> Line | None:
    """With whom these tokens name in the place of "he", "she" and "they"; None if unclear."""
    persons = {token.values: token for token in things if token.text == "@person"}
    parties = {token.values: token for token in things if token.text in SOMEBODY - {"@person"}}
    for pattern, meant in ((_HE, persons), (_THEY, parties or persons)):
        found = line.find(pattern)
        named = any(token.text in SOMEBODY for token in line.tokens)
        if found is None or not meant or named:
            continue
        if len(meant) > 1:
            return None
        line = line.replaced(found.begin, found.end, next(iter(meant.values())))
    return None if persons and line.has(_THEIRS) else line


def _comma(line: Line, at: int) -> bool:
    """Whether a sentence or a clause ends before this token."""
    between = line.asked[line.tokens[at - 1].end : line.tokens[at].begin]
    return line.tokens[at].text == BREAK or bool(re.search(r"[,;:()–—]|\s-\s", between))


def _parted(line: Line) -> Line:
    """With a break before ", so is it …": what stands before is another sentence."""
    found = line.find(_PARTS)
    if found is None or found.begin == 0 or not _comma(line, found.begin):
        return line
    place = line.tokens[found.begin]
    return line.replaced(found.begin, found.end, Token(BREAK, place.begin, place.begin))
