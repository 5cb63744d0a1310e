"""Whether it was told: by whom, to whom, that a thing is in or out, or about it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, TypeAlias

from projections.answers.words.clauses import item_of
from projections.answers.words.frames.frame import NotThis, with_items, with_kinds
from projections.answers.words.line import Found, Line, Token, phrase
from projections.answers.words.meaning.thesaurus import is_grammar
from projections.answers.words.telling.claims import CONCERNING, GIVEN, PROMISED, state_of
from projections.answers.words.telling.known_words import are_said
from projections.answers.words.telling.lexicon import pattern
from projections.answers.words.telling.parts import Parts, of_group, people, rest_of
from projections.answers.words.vocabulary import Vocabulary

_Claimed: TypeAlias = tuple[dict[str, Any], tuple[Token, ...]]
_VERB = """
        (?:<tell> (?P<to><hearers>)|<say> to (?P<to><hearers>)|let (?P<to><hearers>) know|(?:make|
        made) (?P<to><hearers>) aware|(?:give|gave|given) (?P<to><hearers>) to understand|(?:lead|
        led) (?P<to><hearers>) to believe|<say>)"""
_WHAT = "(?=that |whether |@|the |a |an |our |any |about |of |on |regarding |concerning |<any> )"
_BY = "(?: (?:by|from) (?P<by><speakers>))?"
_FORMS = tuple(
    pattern(f"{form} {_WHAT}")
    for form in (
        f"(?:did|has|have|had) (?P<by><speakers>) <often>(?:have )?{_VERB}",
        f"""
        (?P<ask>who)(?: (?P<ours>of us|on our (?:side|team)|of our (?:people|team)|in the house))?
        (?: (?:at|from|of|on) (?:the )?(?P<by><people>))? (?:(?:has|had) )?<often>{_VERB}""",
        f"(?P<by><speakers>) <often>{_VERB}",
        f"(?:was|were|is|are|has|have|had) (?P<to><hearers>) <often>(?:been )?<often><told>{_BY}",
        f"(?P<to><hearers>) <often>(?:was|were|has been|have been|had been) <often><told>{_BY}",
        f"(?:did|has|have|had) (?P<to><hearers>) <often><hear>{_BY}",
        "(?:did|has|have|had) (?:the )?(?:word|news) <often><reach> (?P<to><hearers>)",
    )
)
_REACHED = pattern(
    "(?:did|has|have|had) (?:(?:the|our|that|any|a) )?<mail> (?P<matter>(?:<on>|that) [^|]*?) "
    "<often><reach> (?P<to><hearers>)(?P<rest> [^|]*)?$"
)
"""Whether a message about it came to somebody: then it was told."""
_MATTER = re.compile(
    r"(?:(?:the|our|any|all|every|a|an|these|those|such|further|more) )*"
    r"@item(?:(?: and| or)? (?:(?:the|our|any) )?@item)*(?= )"
)
_WORDS = re.compile(r"(?:(?:the|our|any|all|a|an) )?(?P<words>[a-z]+(?: [a-z]+){0,2}?)(?= )")
_DATED = re.compile(
    r"(?:is|are|was|were|will be|would be|moves?|moved|shifts?|shifted|changes|changed|slips?|"
    r"slipped|goes|falls|stays|has moved|had moved|is put back|was put back|is moved|was moved)"
    r"(?: (?:on|to|by|at|for|until|till))? (?P<date>@date|@month) $"
)
_PROMISES = phrase("promise|promised|offer|offered|guarantee|guaranteed")
_ABOUT = re.compile(
    "(?:(?:anything|something|a word) )?(?:at all )?(?:about|of|on|regarding|concerning) "
)


def told(line: Line, vocabulary: Vocabulary) -> Parts | None:
    """The parameters of the question, and its times; None where it is not such a one."""
    line = _with_matter_behind(line)
    match = next((one for each in _FORMS if (one := each.search(line.text))), None)
    if match is None:
        return None
    found = Found(line, match, 0, len(line.within(*match.span())))
    by = people(found, "by", vocabulary)
    by = by or (tuple(vocabulary.people.seller) if of_group(found, "ours") else ())
    claimed = _claimed(line, line.tokens[found.end :], vocabulary)
    if claimed is None:
        return None
    parameters = {"by": by, "told_to": people(found, "to", vocabulary), **claimed[0]}
    parameters["ask"] = "what" if of_group(found, "ask") else "whether"
    if parameters["ask"] == "what":
        parameters.pop("state", None)
    return Parts("communication", parameters, claimed[1])


def _with_matter_behind(line: Line) -> Line:
    """Of "did our mail about X reach Y" what asks whether Y was told about X."""
    match = _REACHED.search(line.text)
    if match is None:
        return line
    at, found = line.tokens[0], Found(line, match, 0, len(line.tokens))
    who, matter, rest = (of_group(found, name) for name in ("to", "matter", "rest"))
    was, been = (replace(at, text=word) for word in ("was", "told"))
    return Line(line.asked, (was, *who, been, *matter, *rest))


def _claimed(line: Line, rest: tuple[Token, ...], vocabulary: Vocabulary) -> _Claimed | None:
    own = Line(line.asked, rest)
    about = _ABOUT.match(own.text, 1)
    if about:
        return _about(line, rest[len(own.within(*about.span())) :], vocabulary)
    promised = PROMISED.match(own.text, 1) if line.has(_PROMISES) else None
    given = GIVEN.match(own.text, len(" that ")) if rest[0].text == "that" else None
    if lead := promised or given:
        found = _about(line, rest[_length(own, lead.end()) :], vocabulary)
        state = "out" if given and (given["no"] or given["not"]) else "in"
        return ({**found[0], "state": state}, found[1]) if found else None
    opens = rest[0].text == "whether"
    if rest[0].text in {"that", "whether"}:
        rest = with_items(Line(line.asked, rest[1:]), vocabulary).tokens
    claimed = _of_items(line, rest, vocabulary) or _of_words(line, rest, vocabulary)
    if claimed and opens:
        claimed[0].pop("state", None)
    return claimed


def _length(own: Line, end: int) -> int:
    """How many tokens stand before this place of its text."""
    return len(own.within(0, end))


def _about(line: Line, rest: tuple[Token, ...], vocabulary: Vocabulary) -> _Claimed | None:
    """About items, or a clause, without what was said of it."""
    beside = CONCERNING.match(Line("", rest).text, 1)
    rest = rest[len(Line("", rest).within(*beside.span())) :] if beside else rest
    own = Line(line.asked, rest)
    found: dict[str, Any]
    if match := _MATTER.match(own.text, 1):
        found = {"items": tuple(map(item_of, Line("", own.within(*match.span())).values("item")))}
    else:
        return None
    try:
        return found, rest_of(line, rest[len(own.within(*match.span())) :], vocabulary)
    except NotThis:
        return None


def _of_items(line: Line, rest: tuple[Token, ...], vocabulary: Vocabulary) -> _Claimed | None:
    """That items are in or out."""
    own = Line(line.asked, rest)
    match = _MATTER.match(own.text, 1)
    if match is None:
        return None
    matter = own.within(*match.span())
    items = tuple(map(item_of, Line("", matter).values("item")))
    predicate = _predicate(line, rest[len(matter) :], vocabulary)
    return None if predicate is None else ({"items": items, "state": predicate[0]}, predicate[1])


def _of_words(line: Line, rest: tuple[Token, ...], vocabulary: Vocabulary) -> _Claimed | None:
    """That something is in or out which is no item, and which the deal's records speak of."""
    own = Line(line.asked, rest)
    match = _WORDS.match(own.text, 1)
    while match:
        begin, end = match.span("words")
        words = own.within(begin, end)
        behind = rest[len(own.within(1, end)) :]
        dated = _DATED.match(Line(line.asked, behind).text, 1)
        said = line.asked[words[0].begin : words[-1].end]
        if dated:
            return _of_a_date(own, behind, said, vocabulary)
        predicate = _predicate(line, behind, vocabulary)
        if predicate is not None:
            if not _are_free(words, vocabulary) or not are_said(said, vocabulary):
                return None
            return {"words": said, "state": predicate[0]}, predicate[1]
        longer = re.compile(_WORDS.pattern.replace("{0,2}?", f"{{{len(words)}}}"))
        match = longer.match(own.text, 1) if len(words) < _LONGEST else None
    return None


_LONGEST = 3


def _are_free(words: tuple[Token, ...], vocabulary: Vocabulary) -> bool:
    """Whether words can name a thing that is no item: no name, nothing that joins or refers."""
    line = with_kinds(Line("", words), vocabulary)
    return not any(
        each.is_thing
        or is_grammar(each.text)
        or each.text in vocabulary.items.words
        or (each.capital and not each.first)
        for each in line.tokens
    )


def _of_a_date(
    own: Line, behind: tuple[Token, ...], said: str, vocabulary: Vocabulary
) -> _Claimed | None:
    """That something is on a day: the clause that it heads, and the day as it is written."""
    names = tuple(said.casefold().replace("-", " ").split())
    for shorter in (names, names[:-1]):
        clauses = tuple(vocabulary.clauses.by_heading(shorter)) if shorter else ()
        if len(clauses) == 1:
            break
    else:
        return None
    day = own.said(behind[-1:])
    if not are_said(day, vocabulary):
        return None
    return {"clauses": clauses, "words": day}, ()


def _predicate(
    line: Line, rest: tuple[Token, ...], vocabulary: Vocabulary
) -> tuple[str, tuple[Token, ...]] | None:
    """What is said of it, and the times behind; the longest that is understood."""
    for end in range(len(rest), 0, -1):
        state = state_of([token.text for token in rest[:end]])
        if state is None:
            continue
        try:
            return state, rest_of(line, rest[end:], vocabulary)
        except NotThis:
            continue
    return None
