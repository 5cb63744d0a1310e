"""What a sentence names for the next one to search for: "I looked for it. Is it anywhere?".

"I was looking for force majeure. Is it in any of the documents?" asks whether force majeure is in
any of the documents. Only where the second sentence asks what texts say, and names nothing itself.
"""

from __future__ import annotations

from dataclasses import replace

from projections.answers.words.line import BREAK, Line, Token, phrase, whole

_WHO = (
    "(?:@person|@client|@party|@partner|@seller|@nobody|@function|i|we|they|he|she|somebody|"
    "someone|people|(?:the |our |my |their )?(?:auditors?|lawyers?|counsel|boss|board|court|judge|"
    "insurers?|colleagues?|manager|management|regulator|procurement|clients?|customers?|other side)"
    "(?: [a-z]+)?(?: (?:row|question|point|item|line|number|no) \\d+)?)"
)
_PAPERS = (
    "(?:(?:the|our|all|every|whole|signed|entire|of|their|this|these|any) )*(?:contracts?|"
    "agreements?|papers?|documents?|paperwork|file|files|text|texts|bundle|set|pile|@document)"
)
_BE = (
    "(?:(?:am|is|are|was|were) being|have|has|had|'ve|am|is|are|was|were|have been|has "
    "been|had been|'s|keep|keeps|kept)"
)
_NO_RULE = (
    "(?:(?:any|a|the|no|anything|something|some|nothing) )?(?:(?:provision|clause|passage|wording|"
    "rule|line|word|mention|text|language|reference|term)s? )?(?:on|about|as to|for|of|regarding|"
    "concerning|dealing with|covering)"
)
_SOUGHT = whole(
    f"(?:(?:so|ok|well|and|now|but|hi|look) )*(?:"
    f"(?:{_WHO} (?:{_BE} )?(?:[a-z]+ly |still |just |also |now |again )*)?(?:"
    f"(?:looking|searching|hunting|checking|combing|scanning|gone|been|going|look|looked|search|"
    f"searched|hunted|combed|checked|scanned|read|went|leafed|dug)(?: (?:twice|once|again|back))*"
    f"(?: (?:through|over|in|all over|all through|into))?(?: {_PAPERS})?(?: (?:twice|again))? "
    f"(?:for|on|about|as to)|"
    f"(?:asks?|asked|asking|wonders?|wondered|wondering|worried|worries|worry|curious|concerned|"
    f"nervous|keen|talks?|talked|talking|complains?|complained|complaining|on|going on|goes on|"
    f"argues?|argued|arguing|insists?|fusses|fussing|pressing)(?: (?:me|us|again|now))* "
    f"(?:about|on|over|for|regarding)|"
    f"(?:raises?|raised|mentions?|mentioned|needs?|wants?|brought up|brings up|brings|keeps "
    f"mentioning|mean|means)|"
    f"(?:cannot|can not|could not|did not|do not|unable to|failed to|(?:am|was|were|are|been) "
    f"unable to) (?:find|locate|see|spot|trace|discover)(?: {_NO_RULE})?)|"
    "(?:there is|there was|we have|we had)(?: still| now)? (?:a |some |an |another )?(?:question|"
    "dispute|row|issue|fuss|argument|query|debate|quarrel|point) (?:about|over|on|as to|regarding)|"
    "(?:(?:i|we|just) )*(?:have|had|got|took|received) (?:just )?(?:an?|another|some|the|more) "
    "(?:[a-z]+ )?(?:calls?|questions?|query|queries|mails?|emails?|complaints?|meetings?|messages?|"
    "requests?|chats?|letters?) (?:about|on|over|regarding|concerning)|"
    "(?:about|regarding|concerning|as for|as to|take|consider|on)"
    ") (?P<topic>[^|@]+?)(?: (?:just now|today|again|this morning|yesterday|now|earlier|@date))?"
    "(?P<where>(?: anywhere)?(?: in (?:the |our )?@document)|(?: anywhere))?"
)
_ASKS = phrase(
    "documents?|papers?|paperwork|contracts?|agreements?|texts?|clauses?|provisions?|anywhere|"
    "nowhere|in writing|mention|mentions|mentioned|addressed|written|dealt with|@document|file"
)
_IT = phrase("it|that|this|them|those|they|these")
_ANY = phrase(
    "(?:any|a|some|no)(?: single)? (?:mention|trace|word|provision|clause|passage|rule|sign|"
    "reference|line|wording|language|text)(?! (?:of|on|about|for|as|regarding|dealing|covering))"
)
_ONE = phrase("(?:one|any|such a (?:clause|provision|thing)) (?:exists?|is there)")
_LONGEST = 5
_NAMES = phrase("@(?:clause|version|proposal|person|item|party|client|partner)")
_SAYS = frozenset(
    "is are was were does do did if whether we they you i he she it that this what who when where "
    "how why before after not never and".split()
)


def with_topic(line: Line) -> Line:
    """With what the first of two sentences is looking for in the place of the second's "it"."""
    breaks = [at for at, token in enumerate(line.tokens) if token.text == BREAK]
    if len(breaks) != 1:
        return line
    before = Line(line.asked, line.tokens[: breaks[0]])
    asks = Line(line.asked, line.tokens[breaks[0] + 1 :])
    topic, where = _topic(before)
    if not topic or not (asks.has(_ASKS) or asks.has(_ONE)) or asks.has(_NAMES):
        return line
    if found := asks.find(_ANY):
        at = asks.tokens[found.end - 1]
        on = replace(at, text="on")
        return asks.replaced(found.end, found.end, on, *topic)
    if found := asks.find(_ONE):
        at = asks.tokens[found.begin]
        said = [Token(word, at.begin, at.end) for word in ("any", "provision", "on")]
        behind = [Token(word, at.begin, at.end) for word in ("in", "the", "documents")]
        return asks.replaced(found.begin, found.end, *said, *topic, *behind)
    if found := asks.find(_IT):
        after = asks.tokens[found.end : found.end + 1]
        at = asks.tokens[found.begin]
        stands = after and after[0].text in {"in", "anywhere", "there", "somewhere"}
        mentioned = [Token("mentioned", at.begin, at.end)] if stands else []
        rest = asks.replaced(found.begin, found.end, *topic, *mentioned)
        return replace(rest, tokens=(*rest.tokens, *where))
    return line


def _topic(before: Line) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """The words that are looked for, without articles before them, and where."""
    match = _SOUGHT.fullmatch(before.text.strip())
    if match is None:
        return (), ()
    begin, end = match.span("where")
    where = before.within(begin + 1, end + 1) if end > begin else ()
    begin, end = match.span("topic")
    tokens = list(before.within(begin + 1, end + 1))
    while tokens and tokens[0].text in {"the", "a", "an", "any", "our", "some"}:
        tokens.pop(0)
    numbered = any(not token.text.replace("-", "").isalpha() for token in tokens)
    if len(tokens) > _LONGEST or numbered or any(token.text in _SAYS for token in tokens):
        return (), ()
    return tuple(tokens), where
