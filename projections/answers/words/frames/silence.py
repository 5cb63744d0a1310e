"""silence: whether any text says anything about an item, or about words that are no item."""

from __future__ import annotations

import re

from projections.answers.words import fillers
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
    "schedules?|annexes|record|parties|small print|boilerplate|exhibits?|appendix|attachments?|"
    "deal file|signed version|bundle"
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
    r"(?: (?:at all|in writing|in (?:the |our )?(?:order form|master agreement)|anywhere|in "
    r"writing|if anything|or not|or is it silent|either|ever|in there|somewhere|"
    r"(?:anywhere )?in (?:the |our |any |any of the |all the )?(?:documents|papers|"
    r"contract|paperwork|agreement|text|offer|deal|contract documents|deal documents|"
    r"clauses|terms|file)|"
    r"in what (?:was|we|they) (?:agreed|signed|sent|accepted)|if at all|\\||or is (?:it|that) left "
    r"open|or (?:is|are) (?:it|they|that) (?:not|missing)|"
    r"in @document|@when|@known|to be found|or is that not mentioned|or are they "
    r"silent|written down|written|on paper|or silent))*"
)
_DEALT = (
    "mentioned|addressed|dealt with|regulated|referred to|named|spelled out|spelt out|written down|"
    "covered in writing|stated|discussed|touched on|touched upon|provided for|catered for|set out|"
    "laid down|found|stipulated|governed|foreseen|contemplated|described|alluded to|tackled|"
    "handled|treated|to be found|on paper|in black and white|put in writing|in print|"
    "recorded in writing|settled|specified|taken up|spoken of|talked about"
)
_HANDLES = (
    "mention|mentions|mentioned|address|addresses|addressed|contain|contains|reference|references|"
    "regulate|regulates|discuss|discusses|name|names|contemplate|contemplates|deal with|deals with|"
    "dealt with|provide for|provides for|provided for|cater for|caters for|speak of|speaks of|"
    "speak to|speaks to|refer to|refers to|touch on|touches on|touch upon|touches upon|foresee|"
    "foresees|stipulate|stipulates|allude to|alludes to|go into|goes into|spell out|spells out|"
    "set out|sets out|tackle|tackles|make provision for|makes provision for|make mention of|makes "
    "mention of|make reference to|makes reference to|make allowance for|take up|takes up|lay down|"
    "lays down|handle|handles|treat|treats|govern|governs|settle|settles|specify|specifies|"
    "describe|describes|talk about|talks about|breathe a word about|breathes a word about|"
    "breathe a word of|hint at|hints at|bring up|brings up|"
    "have anything to say (?:about|on)|has anything to say (?:about|on)"
)
_RULE = (
    "anything|nothing|something|mention|provision|provisions|clause|clauses|rule|rules|"
    "wording|text|language|passage|passages|sentence|sentences|paragraph|line|word|words|"
    "reference|references|section|sections|stipulation|hint|allusion|article"
)
_DEALING = (
    "dealing with|covering|concerning|regarding|about|on|addressing|governing|as to|relating to|"
    "related to|referring to|to do with|touching|touching on|touching upon|providing for|"
    "catering for|mentioning|for|of|re|(?:that|which) (?:deals? with|covers?|mentions?|"
    "addresses|governs?|concerns?|touch(?:es)? on|regulates?|speaks? of|refers? to|provides? for|"
    "says? anything (?:about|on)|says? something (?:about|on))|where (?:we|it|they) (?:mention|"
    "address|discuss)"
)
_SILENT = f"(?:{_PAPERS} )?(?:is |are |was |were )?(?:{_PAPERS} )?(?:silent|mute|quiet)"
_WIDER = (
    rf"(?:word|keyword|text|full text|key word|term) search(?: for| on| of)? {_REST}",
    rf"(?:search|scan|comb|check|go through|look through|searching) {_PAPERS} for {_REST}",
    rf"(?:search for|look for|searching for|looking for) {_REST}",
    (
        rf"(?:does|do|did) (?:the )?(?:word|words|term|phrase|expression|notion|name|subject|"
        rf"topic) "
        rf"{_REST} (?:appear|occur|feature|turn up|crop up|come up|figure|show up|arise)"
    ),
    (
        rf"(?:does|do|did) {_REST} (?:appear|occur|feature|turn up|crop up|come up|figure|show up|"
        rf"get (?:a mention|mentioned|addressed|any mention))"
    ),
    rf"where (?:in {_PAPERS} )?(?:is|are|was|were) {_REST} (?:{_DEALT})",
    (
        rf"where (?:in {_PAPERS} )?(?:do|does|can|could|might) (?:{_ANY}|i|one|you) "
        rf"(?:find|see|read|{_HANDLES})(?: anything)?(?: (?:about|on))? {_REST}"
    ),
    rf"{_SILENT} (?:{_ON}) {_REST}",
    (
        rf"(?:anything|nothing|something|not anything) (?:laid down|said|stated|written|written "
        rf"down|"
        rf"agreed in writing|set out|to be found|provided|stipulated|on paper|in writing|"
        rf"recorded in "
        rf"writing|put down|down) (?:{_ON}) {_REST}"
    ),
    (
        rf"(?:any|a|one|some|is there|no|not|so much as|single) (?:{_RULE})(?: (?:at all|"
        rf"anywhere|in {_PAPERS}|to be found|whatsoever|made))* (?:{_DEALING}) {_REST}"
    ),
    rf"{_PAPERS} (?:even |ever |actually |really |anywhere |also )*(?:{_HANDLES}) {_REST}",
    (
        rf"{_REST} (?:(?:is|are|was|were|does|do) )?(?:{_PAPERS} )(?:{_HANDLES}|cover|covers) "
        rf"(?:it|them|that|this)"
    ),
    (
        rf"{_REST} (?:is|are|was|were) (?:it|they|that|this|there) (?:ever |even )?(?:{_DEALT}|"
        rf"any (?:{_RULE})(?: (?:on|about|for|of) (?:it|them|that|this))?)"
    ),
    (
        rf"{_REST} (?:do|does|did) {_ANY} (?:even |ever |actually )?(?:say|have|contain|mention|"
        rf"state) "
        rf"(?:anything|something|a word|a thing|any rule)(?: (?:on|about) (?:it|them|that|this))?"
    ),
    (
        rf"{_REST} (?:what|where) (?:do|does|did) {_ANY} (?:say|state|provide|have)"
        rf"(?: (?:on|about) (?:it|them|that|this))?"
    ),
    (
        rf"{_REST} (?:any|a|is there any|is there a|are there any) (?:{_RULE})"
        rf"(?: (?:on|about|for|of) (?:it|them|that|this))?"
    ),
    rf"{_REST} (?:{_SILENT})(?: (?:on|about) (?:it|them|that|this))?",
    rf"(?:is|are|was|were) {_REST} (?:ever |even |anywhere )?(?:{_DEALT})",
    (
        rf"(?:is|are|was|were|did we leave|have we left) {_REST} (?:left )?(?:unregulated|"
        rf"unmentioned|unaddressed|undefined|unsettled|out of (?:{_PAPERS}))"
    ),
    rf"(?:is|are|was|were|does|do) {_REST} (?:anywhere|somewhere|to be found)",
    (
        rf"(?:would|can|could|will|do|did|might) (?:i|we|you|one|anybody|"
        rf"anyone) (?:ever )?(?:find|see|"
        rf"come across) {_REST}"
    ),
    (
        rf"(?:has|have|had|was|were|is) (?:any |some )?(?:provision|mention|allowance|reference) "
        rf"(?:been )?(?:ever )?made (?:for|of|to) {_REST}"
    ),
    (
        rf"(?:has|have|had|was|were) (?:anything|something|"
        rf"nothing) (?:ever )?(?:been )?(?:agreed|said|"
        rf"written|put|laid down|set out)(?: down| in writing| on paper)? (?:{_ON}) {_REST}"
    ),
    rf"(?:is|are|was|were) {_REST} (?:not|never|ever|nowhere) (?:{_DEALT})",
    rf"{_REST} (?:is|are|was|were) (?:not |never |ever |nowhere )?(?:{_DEALT})",
    rf"{_REST} (?:ever |even |anywhere )?(?:{_DEALT})",
)
_FORMS = tuple(
    whole(rf"(?:.+ )?{form}{_TAIL}")
    for form in (
        *_WIDER,
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
    f"(?:any|a|no|single) (?:{_RULE}) (?:{_DEALING})|unregulated|unmentioned|unaddressed|"
    "anything down|search|search for|looking for|look for|appear|occur|turn up|crop up|mute|laid "
    "down|provided for|catered for|"
    "stipulated|dealt with|reference|references|any hint|silent|silence|in writing|mention|"
    "mentions|"
    "mentioned|anywhere|written down|in the (?:documents|papers|contract|paperwork|"
    "agreement|text)|"
    f"(?:{_PAPER}|@document)|written|on paper|address|addressed|(?:anything|nothing) "
    f"(?:{_ON})|something (?:{_ON})|word (?:{_ON})"
)
_TRAILING = frozenset(
    "anything something if addressed mentioned then so far yet whatsoever please anyone either "
    "too right now".split()
)
_INSIDE = frozenset(
    "| is are was were does do did if whether mentioned addressed dealt anything something "
    "document documents contract deal agreement offer proposal say says silent mention would "
    "should could can must may will has "
    "have had be been being we they who what which when after before he she it".split()
)
"""Words that stand round what is searched for, and hardly ever in it."""
_LONGEST = 6
_NOT_SOUGHT = tagged("proposal", "version", "person", "people", "nobody") | {"@before", "@after"}
_SUBJECT_OF = re.compile(
    " (?:the )?(?:subject|topic|question|matter|issue|case|point|handling|treatment) of "
)
_QUESTION = phrase(
    "who|whom|when|why|how|which one|wins|prevails|tell|told|sign|signed|changed|between"
)


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    at = _topic_ends(line)
    if at is not None:
        rest = line.tokens[at:]
        return Line(line.asked, (_object(line, line.tokens[:at], vocabulary), *rest))
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


def _topic_ends(line: Line) -> int | None:
    """Where the topic of "theft: anything in the papers?" ends, if all behind it asks for it."""
    found = _COLON.search(line.asked)
    if found is None:
        return None
    at = sum(token.end <= found.start() + 1 for token in line.tokens)
    rest = Line(line.asked, line.tokens[at:])
    known = all(
        token.text in _WORDS | fillers.WORDS | _NOTS
        or token.text in {"|", "@document", "@when", "@known"}
        for token in rest.tokens
    )
    first = {token.text for token in line.tokens[:at]}
    if any(token.is_thing for token in line.tokens[:at]):
        return None
    if not (at and rest.tokens and known) or first & _LEAD_IN or not rest.has(_IN_PAPERS):
        return None
    return at


_COLON = re.compile(r"(?<=\w)[\"'”]?(?::| [-–—]|;|\?) ")
_NOTS = frozenset("not no nothing nowhere none".split())
_LEAD_IN = frozenset("is are was were does do did has have search where what which".split())
_IN_PAPERS = phrase(
    f"@document|(?:{_PAPER})|(?:{_DEALT})|anywhere|anything|in writing|mention|silent|"
    f"(?:any|a) (?:{_RULE})|nowhere|nothing|not a word|covered"
)


def _strange(tokens: tuple[Token, ...]) -> bool:
    text = " ".join(token.text for token in tokens)
    return bool(_QUESTION.search(f" {text} "))


def _object(line: Line, tokens: tuple[Token, ...], vocabulary: Vocabulary) -> Token:
    """The item that is searched for; else the words as they were written."""
    part = list(tokens)
    while len(part) > 1 and part[-1].text in _TRAILING:
        part.pop()
    subject = _SUBJECT_OF.match(f" {' '.join(token.text for token in part)} ")
    if subject:
        part = part[len(subject.group().split()) :]
    while part and re.fullmatch("the|any|our|a|an|some|in|all|such|either|both", part[0].text):
        part.pop(0)
    if not part:
        return Token("@unclear", tokens[0].begin, tokens[-1].end)
    if len(part) > _LONGEST or any(token.text in _INSIDE | _NOT_SOUGHT for token in part):
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
    "would could might see across made agreed put parties small bundle looking left leave "
    "unregulated unmentioned unaddressed undefined "
    "word keyword search searching scan comb through for appear appears occur feature turn crop "
    "come up figure arise laid provided catered stipulated stipulate foresee foresees lay lays "
    "tackle allude make makes provision allowance mute quiet silent not much so what was agreed "
    "signed sent get dealing concerning regarding relating related touching addressing governing "
    "that which where single place part passage sentence paragraph term print black white "
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
) | frozenset(re.findall("[a-z]+", f"{_DEALT}|{_HANDLES}|{_RULE}|{_DEALING}|made agreed"))
FRAME = Frame(
    kind="silence",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("item", "words", "document") - {"@after", "@before"},
    read=_read,
    prepare=_prepare,
)
