"""silence: whether any text says anything about an item, or about words that are no item."""

from __future__ import annotations

import re
from collections.abc import Sequence

from projections.answers.words import fillers
from projections.answers.words.clauses import item_of
from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    tagged,
    with_items,
)
from projections.answers.words.frames.silence_forms import (
    DEALING,
    DEALT,
    FORMS,
    HANDLES,
    ON,
    PAPER,
    RULE,
)
from projections.answers.words.kinds import EXACT
from projections.answers.words.line import BREAK, Line, Token, phrase
from projections.answers.words.vocabulary import Vocabulary
from projections.catalogue import Item

_CUES = phrase(
    f"(?:rules?|provisions?|clauses?|wording|language|text|passages?|mention) (?:{DEALING})|"
    f"regulated|regulates|regulate|addressed|addresses|stipulates|specified|documented|spelled out|"
    f"any (?:{RULE})(?= $)|(?:any|a|no|single) (?:{RULE}) (?:{DEALING})|unregulated|unmentioned|"
    f"unaddressed|"
    "anything down|(?:say|says|said|find|found|have|has) (?:anything|something|nothing)|"
    "(?:anything|something|nothing) in there|search|search for|looking for|look for|appear|occur|"
    "turn up|crop up|mute|laid "
    "down|provided for|catered for|"
    "stipulated|dealt with|reference|references|any hint|silent|silence|in writing|mention|"
    "mentions|"
    "mentioned|anywhere|written down|in the (?:documents|papers|contract|paperwork|"
    "agreement|text)|"
    f"(?:{PAPER}|@document)|written|on paper|address|addressed|(?:anything|nothing) "
    f"(?:{ON})|something (?:{ON})|word (?:{ON})"
)
_TRAILING = frozenset(
    "anything something if covered addressed mentioned then so far yet whatsoever please anyone "
    "either "
    "too right now".split()
)
_INSIDE = frozenset(
    "| is are was were does do did if whether mentioned addressed dealt anything something "
    "document documents contract deal agreement offer proposal say says silent mention would "
    "should could can must may will has "
    "nothing there have had be been being we they who what which when after before he she "
    "it".split()
)
"""Words that stand round what is searched for, and hardly ever in it."""
_PAPER_NAMED = re.compile(
    r"\b(?:annex|schedule|exhibit|appendix|section|article) (?:\S*\d|[a-z]\b)"
)
"""A paper that goes by a number stands nowhere in what is searched for."""
_LONGEST = 6
_NOT_SOUGHT = tagged("proposal", "version", "clause", "person", "people", "nobody") | {
    "@before",
    "@after",
}
_SUBJECT_OF = re.compile(
    " (?:the )?(?:subject|topic|question|matter|issue|case|point|handling|treatment) of "
)
_SPOKEN_OF = re.compile(
    " (?:(?:there|it|is|are|was|being|been) )*(?:spoken|talked|written|said|stated|mentioned|"
    "noted|found|laid down|agreed) (?:of|about|on|regarding|concerning) "
)
"""What only says that it is spoken of."""
_QUESTION = phrase(
    "who|whom|when|why|how|which one|wins|prevails|tell|told|sign|signed|changed|between"
)


_AUX_NOT = phrase(
    "(?P<aux>do|does|did|is|are|was|were|has|have|had|can|could|will|would) (?P<not>not)"
)


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    """With what is searched for as a thing; "does not mention" is "mention", and a "not" behind."""
    negated = line.find(_AUX_NOT)
    if negated is None:
        return _sought(line, vocabulary)
    place = negated.tokens("not")[0]
    kept = tuple(token for token in line.tokens if token is not place)
    found = _sought(Line(line.asked, kept), vocabulary)
    return Line(line.asked, (*found.tokens, place))


def _sought(line: Line, vocabulary: Vocabulary) -> Line:
    if line.values("words", "item") or line.has(phrase("@unclear")):
        return line
    at = _topic_ends(line)
    if at is not None:
        rest = line.tokens[at:]
        while line.tokens[at - 1].text == BREAK:
            at -= 1
        return Line(line.asked, (_object(line, line.tokens[:at], vocabulary), *rest))
    for pattern in FORMS:
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


def _prepare_loosely(line: Line, vocabulary: Vocabulary) -> Line:
    """With the items, else the one run of words that no frame knows, as what is searched for."""
    if not line.has(_SEARCHED) or line.values("words", "item", "unclear"):
        return line
    named = with_items(line, vocabulary, grown=False)
    if named.values("item") and all(map(_is_round, named.tokens)):
        return named
    strange = [n for n, token in enumerate(line.tokens) if not _is_round(token)]
    if not strange:
        return line
    begin, end = strange[0], strange[-1] + 1
    run = line.tokens[begin:end]
    before = line.tokens[begin - 1].text if begin else "|"
    after = line.tokens[end].text if end < len(line.tokens) else "|"
    if any(_is_round(token) and token.text not in _JOINTS for token in run):
        return line
    if not (before in _LEADERS and after in _FOLLOWERS) and not _quoted(line.asked, run):
        return line
    return line.replaced(begin, end, _object(line, run, vocabulary))


def _is_round(token: Token) -> bool:
    """Whether a token stands round what is searched for."""
    if token.is_thing:
        return token.text in {"@document", "@when", "@known", "@item"}
    return token.text in _WORDS | fillers.WORDS | _NOTS | {BREAK}


def _stands_apart(token: Token, quoted: re.Match[str]) -> bool:
    """Whether a word stands outside of the quotation, and says more than that it is one."""
    return token.begin < quoted.start() and token.text not in _WORDS | fillers.WORDS


def _quoted(asked: str, tokens: Sequence[Token]) -> re.Match[str] | None:
    """The words between quotation marks, when these tokens end in those."""
    found = _QUOTATION.search(asked)
    if found is None or not found.start() <= tokens[-1].begin < found.end():
        return None
    return found


_QUOTATION = re.compile('["“”„«»\'\u2018](?P<said>[^"“”„«»]+?)["“”«»\'’](?=\\W|$)')
_SEARCHED = phrase(
    "mention|mentions|mentioned|mentioning|anything|nothing|something|silent|silence|mute|in "
    "writing|"
    "written|documented|on paper|in black and white|address|addresses|addressed|dealt with|"
    "deal with|deals with|touch on|touches on|refer to|refers to|referred to|reference|references|"
    "search|look for|find|found|appear|appears|occur|occurs|spelled out|laid down|regulate|"
    "regulated|"
    "regulates|stipulated|provided for|provides for|a word|word of|any word|any words|"
    "(?:any|a|some|no) (?:rule|provision|passage|wording|language|clause|text|line|sentence)|"
    "say about|says about|say on|says on|speak of|speaks of|speak to|talk about|talks about|"
    "contain|contains|discuss|discusses|anywhere|somewhere|nowhere|in there|silence|quiet|gap|"
    "in (?:the |our |these |any |all |of )*(?:documents|papers|paperwork)"
)
_JOINTS = frozenset("of and or the a an for to in 's on at by from our with".split())
_LEADERS = frozenset(
    "| about on regarding concerning of to for with the any a an some our mention mentions "
    "mentioned "
    "mentioning address addresses is are was were does do did contain contains word words term "
    "terms "
    "phrase discuss discusses regulate regulates find search re around covering @document over "
    "anything something have has had".split()
)
_FOLLOWERS = frozenset(
    "| is are was were been in at anywhere somewhere mentioned addressed documented written "
    "regulated "
    "found "
    "dealt appear appears occur occurs mention not @when @known @document on by to covered "
    "referred spelled stated discussed provided laid stipulated nowhere".split()
)


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


_COLON = re.compile(r"(?<=\w)[\"'”]?(?::| [-–—]|;|\?|(?<=[a-z]{4})\.) ")
_NOTS = frozenset("not no nothing nowhere none".split())
_LEAD_IN = frozenset("is are was were does do did has have search where what which".split())
_IN_PAPERS = phrase(
    f"@document|(?:in|within|by|do|does|did|is|are) (?:the |our |any |all |of )*(?:{PAPER})|"
    f"(?:{DEALT})|"
    f"documented|anywhere|anything|in writing|mention|silent|"
    f"(?:any|a) (?:{RULE})|nowhere|nothing|not a word|covered"
)


_ON = frozenset("on about regarding concerning to".split())
_SPEECH = frozenset(
    "any some a the wording language text passage passages provision provisions line lines word "
    "words sentence paragraph section anything something rule rules reference references "
    "statement directed dealing".split()
)


def _strange(tokens: tuple[Token, ...]) -> bool:
    text = " ".join(token.text for token in tokens)
    return bool(_QUESTION.search(f" {text} "))


def _object(line: Line, tokens: tuple[Token, ...], vocabulary: Vocabulary) -> Token:
    """The item that is searched for; else the words as they were written."""
    part = list(tokens)
    while len(part) > 1 and part[-1].text in _TRAILING:
        part.pop()
    spoken = _SPOKEN_OF.match(f" {' '.join(token.text for token in part)} ")
    if spoken and len(spoken.group().split()) < len(part):
        part = part[len(spoken.group().split()) :]
    subject = _SUBJECT_OF.match(f" {' '.join(token.text for token in part)} ")
    if subject:
        part = part[len(subject.group().split()) :]
    about = [n for n, token in enumerate(part[:3]) if token.text in _ON]
    if about and all(token.text in _SPEECH for token in part[: about[0]]):
        part = part[about[0] + 1 :]
    while part and re.fullmatch("the|any|our|a|an|some|in|all|such|either|both", part[0].text):
        part.pop(0)
    if not part:
        return Token("@unclear", tokens[0].begin, tokens[-1].end)
    said_of = " ".join(token.text for token in part)
    if (
        len(part) > _LONGEST
        or _PAPER_NAMED.search(said_of)
        or any(token.text in _INSIDE | _NOT_SOUGHT for token in part)
    ):
        return Token("@unclear", tokens[0].begin, tokens[-1].end)
    if part[0].text in {"to", "that", "how", "what", "whether", "if", "why", "who", "when"}:
        return Token("@unclear", tokens[0].begin, tokens[-1].end)
    named = with_items(Line(line.asked, tuple(part)), vocabulary, grown=False)
    kept = [t for t in named.tokens if t.text not in {"and", "or", "the", "our", "any", "nor"}]
    if kept and all(token.text == "@item" for token in kept):
        values = [value for token in kept for value in token.values]
        return Token("@item", part[0].begin, part[-1].end, tuple(dict.fromkeys(values)))
    if len(line.asked[part[0].begin : part[-1].end].split()) > _LONGEST + 2:
        return Token("@unclear", tokens[0].begin, tokens[-1].end)
    quoted = _quoted(line.asked, part)
    if quoted and any(_stands_apart(token, quoted) for token in part):
        return Token("@unclear", tokens[0].begin, tokens[-1].end)
    said = quoted["said"] if quoted else line.asked[part[0].begin : part[-1].end]
    return Token("@words", part[0].begin, part[-1].end, (" ".join(said.split()),))


def _says_nothing(words: str) -> bool:
    return {*words.casefold().split()} <= _WORDS | fillers.WORDS


_VERB = re.compile(
    r"^(?:(?:covers?|governs?|regulates?|deals? with|touch(?:es)? on|concerns?|treats?) )+|"
    r"(?: (?:priced|charged|covered|regulated|governed|treated))+$",
    re.IGNORECASE,
)


def _bare(words: str) -> str:
    """What is searched for without what a text would do with it: "cover", "priced"."""
    return _VERB.sub("", words) or words


def _as_item(words: tuple[str, ...], given: Given) -> tuple[Item, ...]:
    """The item of which these are the name, once they are bare."""
    if given.items or len(words) != 1:
        return ()
    meant = given.vocabulary.items.of(tuple(words[0].casefold().split()), "item")
    return (item_of(meant[0]),) if len(meant) == 1 else ()


def _read(given: Given) -> Parameters:
    words = tuple(map(_bare, given.line.values("words")))
    named = _as_item(words, given)
    if named:
        return {"items": named, "words": None, "documents": given.line.values("document")}
    if given.items:
        words = tuple(each for each in words if not _says_nothing(each))
    if not (given.items or words):
        raise NotThis("It does not say what is searched for.")
    if words and words[0].casefold() in EXACT and given.has(phrase("what (?:do|does|did)")):
        raise NotThis("It asks what a term is, and not whether one stands there.")
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
    "keep keeps kept stay stays stayed remain remains remained tackle allude make makes "
    "provision allowance mute quiet silent not much so what was agreed "
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
    "write writes wrote talks mentioning pages "
    "exists existing text out even documented contractual paperwork passage mentioning there "
    "breathe breathes contained containing whatsoever anyplace phrase language speaking "
    "papers".split()
) | frozenset(re.findall("[a-z]+", f"{DEALT}|{HANDLES}|{RULE}|{DEALING}|made agreed"))
FRAME = Frame(
    kind="silence",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("item", "words", "document") - {"@after", "@before"},
    read=_read,
    prepare=_prepare,
    prepare_loosely=_prepare_loosely,
)
