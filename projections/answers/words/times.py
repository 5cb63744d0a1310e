"""The two times: in force, stood, had happened (`@when`), and on file, known, on record (`@known`).

A date alone is a time at which something stood. `@before` and `@after` a date stay what they are.
"""

from __future__ import annotations

import re

from projections.answers.words.line import Found, Line, Token, phrase

_ON = (
    "as of|as at|as per|per|on|at|by|dated|for|of"
    "|as it stood on|as they stood on|as things stood on|as it was on|as they were on|back on"
    "|no later than|from|as from"
)
_DATES = (
    (
        "between",
        phrase(r"(?:between|from) (?P<one>@date) (?:and|to|till|until|through) (?P<two>@date)"),
    ),
    ("between", phrase(r"(?P<one>@date) (?:to|till|until|through) (?P<two>@date)")),
    ("before", phrase(r"(?:before|prior to|ahead of|until|up to|earlier than) (?P<one>@date)")),
    (
        "after",
        phrase(
            r"(?:after|since|following|subsequent to|later than|from) (?P<one>@date)"
            r"(?: on| onwards?)?"
            r"|(?:on )?(?P<two>@date) (?:and|or) (?:later|after|afterwards|onwards?|thereafter|"
            r"beyond)"
        ),
    ),
    ("when", phrase(rf"(?:(?:{_ON}) )?(?P<one>@date)")),
)  # fmt: skip
_LEAD = (
    r"(?:(?:going|judging|judged|based|relying|knowing|working|looking|solely|purely|strictly|only|"
    r"just|on the basis of|basis|with|given|using|from|on|by|of|according|to|at|and|"
    r"limited|in light"
    r"|in the light|answer|taking|as|under|having|drawing|not looking past|if we only use) )*"
)
_FACTS = (
    r"(?:what|all that|everything|whatever|the (?:facts|records|record|file|files|information|"
    r"knowledge|ledger|evidence|entries)|(?:all|only) (?:the )?(?:records|facts)|"
    r"knowledge|things|it)"
)
_BEEN = (
    r"(?:(?:that|which|we|one|anybody|anyone|people|you|they|it|was|were|had|have|has|been|is|are|"
    r"then|already|actually|as|stood|only|in our hands|knew of|could) )*"
)
_KNOWN = (
    r"(?:known|knew|know|on file|on the file|on record|on the record|recorded|available|to hand|"
    r"in the (?:file|files|ledger|records?|books|system)|filed|known to us|held|had)(?: to us)?"
)
_AT = r"(?P<time>@when|@then|@before)"
_KNOWN_FORMS = (
    phrase(rf"{_LEAD}{_FACTS} {_BEEN}{_KNOWN}(?: (?:on|at|by|as of))? {_AT}"),
    phrase(
        rf"(?:on|given|from|by) the state of (?:the |our )?(?:records?|file|files|ledger|books)"
        rf"(?: as)?(?: of| on| at)? {_AT}"
    ),
    phrase(rf"{_LEAD}(?:the )?(?:state of )?knowledge(?: as)?(?: of| on| at)? {_AT}"),
    phrase(rf"as {_BEEN}{_KNOWN}(?: (?:it|them|this|things))? {_AT}"),
    phrase(
        rf"as far as (?:the |our )?(?:{_FACTS}|we|anyone|anybody|one|people) {_BEEN}"
        rf"(?:{_KNOWN}|shows?|showed|goes|went|tells|told|could tell|could see)(?: us)? {_AT}"
    ),
    phrase(
        r"(?:ignoring|disregarding|leaving (?:out|aside)|without|forgetting|not counting|setting "
        r"aside|except for) (?:(?:all|everything|anything|whatever|what|the|any|records?|entries|"
        r"that|which|we|was|were|has|been|only) )+(?:(?:came in|came|recorded|filed|added|made|"
        r"entered|learned|learnt|heard|found out|logged|happened to be recorded|arrived) )"
        r"(?P<time>@after)"
    ),
    phrase(rf"(?:as )?(?:known|recorded|on file|on record|filed) {_AT}"),
    phrase(
        rf"{_LEAD}(?:the |our )?(?:records?|file|files|ledger|books) (?:as )?(?:it|they)? "
        rf"?(?:stood|was|were|existed|looked) {_AT}"
    ),
    phrase(
        rf"(?:(?:going|judging|judged|based|relying|looking|working|only|just|strictly|"
        rf"with|taking) )+(?:(?:by|on|at|from|only|off|to) )*(?:the |our )?(?:records?|file|"
        rf"files|ledger|books|evidence|knowledge)(?: (?:as|of|only|that|we|had|known|on))* "
        rf"{_AT}"
    ),
    phrase(
        rf"(?:with|on|from|according to|as per|per) (?:the |our )?(?:records?|file|files|ledger|"
        rf"knowledge|information) (?:of|as of)? ?{_AT}"
    ),
)  # fmt: skip
THEN = " @then "
"""A time that another sentence names."""
_KEPT = phrase(
    r"(?:have|had|was|were) (?P<file>on (?:file|record)|in (?:the|our) (?:file|files|records|"
    r"ledger)) (?P<about>(?:about|on|regarding|as to|for|of|concerning)(?: (?!@when|@then|@before)"
    rf"[^ |]+){{1,5}}?) {_AT}"
)
"""What was on file about something at a time."""
_THEN = phrase(
    "(?:(?<= records )|(?<= record )|(?<= file )|(?<= files )|(?<= known )|(?<= ledger ))at the "
    "time|(?:(?<= record )|(?<= file )|(?<= files )|(?<= known )|(?<= knew ))then|"
    "(?:on |at |by )?(?:that|the same|this very) (?:day|date|time|moment|point)|back then|"
    "(?:by|at) then"
)


_AS_IT_WAS = phrase(
    "(?:just |exactly )?as (?:it|they|this|that|things|matters) (?:had )?(?:was|were|is|are|"
    "stood|read|"
    "stands|reads|ran|looked|been|applied)(?= @(?:when|before|known|then) )"
)


_TEXT_OF = phrase(
    "(?:(?:having |with )?regard to|looking at|going by|judging by|taking|under|based on|on|by|as) "
    "(?:the |our )?(?:texts?|wording|terms|papers?|documents?|contract|agreement|deal|version)"
    "(?: (?:as it|as they|as|that|which|was|were|then|had))*"
    "(?: (?:in force|in effect|stood|applied|applicable|current|valid|governing|ran|read))+"
    "(?= @when )"
)
"""What stood at a time is told by the time alone."""


def timed(line: Line) -> Line:
    """With the times as things: `@when`, `@before`, `@after`, `@from`, `@to`."""
    while found := line.find(_DATES[0][1]) or line.find(_DATES[1][1]):
        one, two = found.tokens("one")[0], found.tokens("two")[0]
        line = line.replaced(
            found.begin,
            found.end,
            type(one)("@from", one.begin, one.end, ("at", *one.values)),
            type(two)("@to", two.begin, two.end, ("at", *two.values)),
        )
    for tag, pattern in _DATES[2:]:
        line = line.each(pattern, lambda found, tag=tag: (tag, ("at", *found.values())))  # type: ignore[misc]
    return line.without(_AS_IT_WAS).without(_TEXT_OF)


_ACTS = phrase(
    "(?:(?<= objections )|(?<= protests )|(?<= complaints )|(?<= approvals )|(?<= signatures )|"
    "(?<= changes )|(?<= retractions )|(?<= offs ))(?:on (?:record|file)|recorded|filed|"
    "noted|logged|registered) @before"
)
"""What was done up to a day, where what was done is said to be on record: "objections on record up
to 1 March"."""


_AT_THAT_TIME = phrase(
    "(?:as (?:recorded|known|filed) )?(?:as )?(?:on|at|by|of|up to|until) (?:that|the same|"
    "this very) (?:day|date|time|moment|point)(?: in time)?"
    "|at the time(?! (?:of|that|when))|back then|by then|at then"
)


def beside(line: Line) -> Line:
    """Without "at that time", where the time is sent beside the words and none is named in them."""
    return line if line.values("date", "month") else line.without(_AT_THAT_TIME)


def known(line: Line) -> Line:
    """With what was known by a time as `@known`. "On that day" is the day that was named."""
    line = line.each(_THEN, lambda _: ("then", ()))
    line = line.each(_ACTS, lambda found: ("when", found.values()))
    line = _kept(line)
    for pattern in _KNOWN_FORMS:
        line = line.each(pattern, _known)
    return line


def _kept(line: Line) -> Line:
    """With the time behind "on file about the price" as one at which it was known."""
    found = line.find(_KEPT)
    made = _known(found) if found else None
    if found is None or made is None:
        return line
    time = found.tokens("time")[0]
    known = Token(f"@{made[0]}", time.begin, time.end, made[1])
    begin = line.tokens.index(found.tokens("file")[0])
    return line.replaced(begin, found.end, *found.tokens("about"), known)


def _known(found: Found) -> tuple[str, tuple[str, ...]] | None:
    token = found.tokens("time")[0]
    if token.text != "@then":
        return "known", token.values
    said = found.line.values("when")
    return ("known", said) if said else None


WORDS = frozenset(
    word for each in (*_KNOWN_FORMS, _THEN) for word in re.findall("[a-z]{3,}", each.pattern)
)
