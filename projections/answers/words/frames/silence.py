"""silence: whether any text says anything about an item, or about words that are no item."""

from __future__ import annotations

import re

from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    tagged,
    with_items,
)
from projections.answers.words.line import Line, Token, phrase, whole
from projections.answers.words.vocabulary import Vocabulary

_PAPER = (
    "documents?|clauses?|papers?|paperwork|texts?|contracts?|agreements?|deal documents|wordings?|"
    "provisions?|drafts?|anything in writing|page|files?|offer|terms|our side|"
    "schedules?|annexes|record"
)
_THE = (
    "(?:the |our |your |any |any of the |any of our |all |all the |one of the |these |"
    "this |some |a |of the |of our |either |signed |contract |whole )*"
)
_PAPERS = f"(?:{_THE}(?:{_PAPER})|@document|anything|it)"
_ANY = f"(?:{_PAPERS}|we|they)"
_SAYS = (
    "say|says|said|mention|mentions|mentioned|contain|contains|contained|address|"
    "addresses|addressed|"
    "deal with|deals with|talk about|talks about|speak of|speaks of|speak to|refer to|refers to|"
    "provide for|provides for|speak about|speaks about|touch on|touches on|state|states|"
    "regulate|regulates|have|has|reference|references|govern|name|names|discuss|"
    "discusses|treat|treats|contemplate|contemplates|read|speak"
)
_ON = (
    "about|on|regarding|concerning|of|as to|re|for|covering|mentioning|dealing with|that "
    "mentions|that says anything about|around|with regard to|in respect of|with respect "
    "to|addressing"
)
_SOME = (
    "(?:anything|nothing|not a word|not a line|not a syllable|no mention|no clause|no "
    "provision|no word|no words|no text|no language|no reference|something|a word|one "
    "word|a line|any words|any word|any text|any wording|any rule|any rules|a provision|"
    "any provision|language|any language|any mention|a clause|any clause|a clause "
    "anywhere|some text|any provisions|any clauses|any reference|a reference|whatever)"
)
_REST = "(?P<what>.+?)"
_TAIL = (
    r"(?: (?:at all|in (?:the |our )?(?:order form|master agreement)|anywhere|in "
    r"writing|if anything|or not|or is it silent|either|ever|in there|somewhere|"
    r"(?:anywhere )?in (?:the |our |any |any of the |all the )?(?:documents|papers|"
    r"contract|paperwork|agreement|text|offer|deal|contract documents|deal documents|"
    r"clauses|terms|file)|"
    r"in @document|@when|@known|to be found|or is that not mentioned|or are they "
    r"silent|written down|written|on paper|or silent))*"
)
_FORMS = tuple(
    whole(rf"(?:.+ )?{form}{_TAIL}")
    for form in (
        (
            rf"{_ANY} (?:even |ever |actually |really )?(?:{_SAYS})(?: {_SOME})?(?: (?:at "
            rf"all|anywhere))? (?:{_ON}) {_REST}"
        ),
        (
            rf"(?:{_PAPERS} )(?:even |ever |actually |really )?(?:mention|mentions|"
            rf"mentioned|address|addresses|addressed|contain|contains|reference|references|"
            rf"regulate|regulates|discuss|discusses|name|names|contemplate|contemplates) "
            rf"(?:{_SOME} (?:{_ON}) )?{_REST}"
        ),
        (
            rf"(?:any|either|one) (?:of (?:the|our) )?(?:documents?|papers?|clauses?|"
            rf"texts?|provisions?) (?:even |ever )?(?:cover|covers|covered|include|"
            rf"includes|treat|treats) {_REST}"
        ),
        rf"(?:mention|mentions|mentioned) (?:of )?{_REST}",
        rf"(?:silent|silence) (?:{_ON}) {_REST}",
        (
            rf"(?:anything|nothing|not anything|no mention|no word|no words|no clause|no "
            rf"provision|no text|no language|no reference|none|something|a word|one word|"
            rf"any word|words|text|wording|any mention|provision|provisions|clause|clauses|"
            rf"a line|language|rule|rules)(?: at all| anywhere| in writing| written down| "
            rf"written| on paper| in there| in (?:the |our |any )?(?:documents|papers|"
            rf"contract|paperwork|agreement|offer|terms|text)| in @document| stated| said| "
            rf"there)* (?:{_ON}) {_REST}"
        ),
        rf"(?:what|where) (?:do|does|did|is|in) {_ANY} (?:{_SAYS}) (?:{_ON}) {_REST}",
        (
            rf"(?:is|are|was|were) {_REST} (?:ever |even )?(?:mentioned|addressed|dealt "
            rf"with|regulated|referred to|named|spelled out|written down|in writing|"
            rf"covered in writing|stated|discussed|touched on|covered|mention) (?:anywhere|"
            rf"somewhere|at all|in any (?:document|clause|paper|text|of the documents)|in "
            rf"(?:the |our )(?:contract|documents|papers|agreement|paperwork)|in @document|"
            rf"by any (?:document|clause))"
        ),
        (
            rf"(?:is|are|was|were) {_REST} (?:ever |even )?(?:mentioned|addressed|dealt "
            rf"with|regulated|referred to|spelled out|written down|in writing)"
        ),
        rf"(?:anything|something|nothing) (?:said|stated|written) (?:{_ON}) {_REST}",
        rf"(?:any|some) (?:reference|references|mention|hint|allusion) (?:to|of) {_REST}",
        rf"(?:anywhere )?in (?:the |our |any )?(?:documents?|papers?|contract|text) {_REST}",
        rf"{_REST} (?:mentioned|addressed|written down|in writing|dealt with|spelled out)",
    )
)
_CUES = phrase(
    "reference|references|any hint|silent|silence|in writing|mention|mentions|"
    "mentioned|anywhere|written down|in the (?:documents|papers|contract|paperwork|"
    "agreement|text)|"
    f"(?:{_PAPER}|@document)|written|on paper|address|addressed|(?:anything|nothing) "
    f"(?:{_ON})|something (?:{_ON})|word (?:{_ON})"
)
_TRAILING = frozenset("then so far yet whatsoever please anyone either too right now".split())
_SUBJECT_OF = re.compile(
    " (?:the )?(?:subject|topic|question|matter|issue|case|point|handling|treatment) of "
)
_QUESTION = phrase(
    "who|whom|when|why|how|which one|wins|prevails|tell|told|sign|signed|changed|between"
)


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    for pattern in _FORMS:
        match = pattern.fullmatch(line.text[1:-1])
        if match is None or not (match.group("what") or "").strip():
            continue
        begin, end = match.span("what")
        tokens = line.within(begin + 1, end + 1)
        before = line.tokens[: line.tokens.index(tokens[0])]
        after = line.tokens[line.tokens.index(tokens[-1]) + 1 :]
        if _strange(before) or _strange(after):
            continue
        return Line(line.asked, (*before, _object(line, tokens, vocabulary), *after))
    return line


def _strange(tokens: tuple[Token, ...]) -> bool:
    text = " ".join(token.text for token in tokens)
    return bool(_QUESTION.search(f" {text} "))


def _object(line: Line, tokens: tuple[Token, ...], vocabulary: Vocabulary) -> Token:
    """The item that is searched for; else the words as they were written."""
    part = list(tokens)
    while len(part) > 1 and part[-1].text in _TRAILING:
        part.pop()
    said = _SUBJECT_OF.match(f" {' '.join(token.text for token in part)} ")
    if said:
        part = part[len(said.group().split()) :]
    while part and re.fullmatch("the|any|our|a|an|some|in|all|such|either|both", part[0].text):
        part.pop(0)
    if not part:
        return Token("@unclear", tokens[0].begin, tokens[-1].end)
    if part[0].text in {"to", "that", "how", "what", "whether", "if", "why", "who", "when"}:
        return Token("@unclear", tokens[0].begin, tokens[-1].end)
    named = with_items(Line(line.asked, tuple(part)), vocabulary)
    kept = [t for t in named.tokens if t.text not in {"and", "or", "the", "our", "any", "nor"}]
    if kept and all(token.text == "@item" for token in kept):
        values = [value for token in kept for value in token.values]
        return Token("@item", part[0].begin, part[-1].end, tuple(dict.fromkeys(values)))
    said = line.asked[part[0].begin : part[-1].end]
    return Token("@words", part[0].begin, part[-1].end, (" ".join(said.split()),))


def _read(given: Given) -> Parameters:
    words = given.line.values("words")
    if not (given.items or words):
        raise NotThis("It does not say what is searched for.")
    return {
        "items": given.items,
        "words": words[0] if words else None,
        "documents": given.line.values("document"),
    }


_WORDS = frozenset(
    "document documents clause clauses paper papers paperwork text texts contract "
    "contracts agreement "
    "agreements wording wordings provision provisions draft drafts anything "
    "something writing written "
    "page file files offer terms say says said mention mentions mentioned contain contains address "
    "addresses addressed deal deals with talk talks speak speaks refer refers about "
    "on provide provides "
    "touch touches state states stated cover covers covered regulate regulates have "
    "has include includes "
    "reference references govern name names named discuss discusses treat treats "
    "contemplate word line "
    "words rule rules language silent silence anywhere somewhere in there if is are "
    "what where does do "
    "look looked any all our at down on paper either find found be can it we they else one of a "
    "whether nowhere by some dealt to us side single hint allusion found exist "
    "exists existing text out even".split()
)
FRAME = Frame(
    kind="silence",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("item", "words", "document") - {"@after", "@before"},
    read=_read,
    prepare=_prepare,
)
