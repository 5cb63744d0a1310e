"""changes: what changed between texts or times, whether, who changed it, and why."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from projections.answers.asked import Moment
from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    tagged,
    with_subjects,
)
from projections.answers.words.interrogative import asks_yes_or_no
from projections.answers.words.line import Found, Line, Token, phrase
from projections.answers.words.vocabulary import Vocabulary

_CHANGED = (
    "happened to|happens to|done to|tampered with|meddled with|played with|"
    "change|changed|changes|changing|differ|different|difference|differences|differs|altered|alter|"
    "alteration|alterations|amend|amended|amendments|revise|revised|revision|"
    "revisions|modify|modified|"
    "modification|modifications|reword|reworded|rewording|rewrite|rewritten|rewrote|"
    "edited|edit|edits|"
    "go up|went up|gone up|go down|went down|increase|increased|decreased|reduced|"
    "bumped|bump|hike|hiked|stay the same|stayed the same|remained the same|stay|"
    "stayed|remain|remained|add|added|adding|addition|additions|remove|removed|"
    "removing|removal|drop|"
    "dropped|putting in|delete|deleted|"
    "shift|shifted|"
    "new|moved|move|compare|compared|comparison|vs|versus|diff|redline|redlined|insert|inserted|"
    "introduce|introduced|put in|taken out|took out|take out|come in|came in|came "
    "out|draft|drafted|wrote|"
    "written|touched|touch|struck|tweak|tweaked|raise|raised|cut|lowered|adjust|"
    "adjusted|unchanged|unaltered|unamended|unmodified|unrevised|intact|the same|delta|gone|"
    "disappeared|asked for|requested|demanded|"
    "responsible for|author|authored|authors|drafter|distinguish|distinguishes|distinguished|"
    "depart|departs|"
    "departed|"
    "came up with|come up with|brainchild|became of|become of|contrast|contrasts|part company|"
    "separates|sets apart|side by side|insertion|insertions|deleting|deletion|deletions|"
    "inserting|amending|altering|revising|"
    "rewording|redraft|redrafted|redrafting|shortened|shorten|shortening|lengthened|lengthen|"
    "extended|narrowed|narrow|widened|widen|tightened|tighten|loosened|softened|soften|watered "
    "down|toughened|expanded|replaced|replace|replacement|substituted|substitute|swapped|"
    "superseded|updated|update|updates|evolved|evolve|developed|varied|vary|variation|variations|"
    "trimmed|toned down|"
    "strike|striking|strike out|struck out|crossed out|cross out|scaled back|cut back|cut down|"
    "(?:bring|brought|came|come|go|went|put|take|took|taken|wind|wound)"
    " (?:(?:the )?@clause )?(?:down|up)|marked up|mark up|markup|introducing|introduction|"
    "discrepancy|discrepancies|deviation|deviations|modifying|changeover|pushed for|push for|"
    "insist on|ask for|called for|wanted|want|proposed|suggested|initiated|instigated|requested|"
    "insisted on|messed with|mess with|fiddled with|slipped in|slip in|snuck in|"
    "sneaked in|come from|came from|end up in|ended up in|brought in|bring in|threw "
    "in|stuck in|put there|idea|identical|deviate|deviates"
)
_EFFECTS = (
    "what (?:does|did|do|has|will|would|is) @proposal (?:do|done|doing)(?: to| with)?|"
    "(?:how|in what way|what) (?:does|did|do|has|will|would|is) @proposal (?:affect|affected|alter|"
    "change|modify|touch|impact|bear on)|(?:what )?(?:is |was |were |are )?(?:the )?"
    "(?:effects?|impact|consequences?) (?:of @proposal|(?:does|did|has|will|would) @proposal "
    "(?:have|had))(?: on| for)?|(?:what )?(?:is |was |were |are )?@proposal 's (?:effects?|impact|"
    "consequences?)(?: on| for)?|what (?:happens|happened|becomes|became) (?:to|of|with)"
    "(?= @clause (?:under|by|with|through) @proposal )"
)
_EFFECT = phrase(_EFFECTS)
"""What an amendment does to a clause is what changed in it."""
_CUES = phrase(
    f"{_CHANGED}|{_EFFECTS}|@from|@proposal against @proposal|between @proposal and @proposal|from "
    f"@proposal to @proposal"
)
_WORDS = frozenset(

        f"{_CHANGED}|summarise summarize outline same effect effects impact consequence "
        f"consequences affect done bear happens what was were which who why how is are did has "
        f"had have anything "
        f"something everything to and "


        "asked ask asking wanted want requested request requests demanded demand "
        "insisted insist behind reason reasons "


        "responsible owner behind provisions provision terms sections section articles points "
        "parts part paragraphs went go goes "
        "became become becomes percent % days fate happen happens "
        "how does do compare compares higher lower longer shorter bigger smaller stricter looser "
        "greater tougher softer give tell wanted wants push pushes "
        "changing version step steps round rounds stage compare form formulation "
        "list show summary overview of in there been made be got get terms contract "
        "offer text deal proposal "


        "set against alongside placed next put side way respects respect point points list lists "
    "passages passage words word lines line every detail details since precisely exact "
    "between through during course time us our we they them their first last push pushed "
    "call called named name names person actually paper document documents page again bring "
    "down up was there take taken brought make making makes responsible wish instance "
    "bring brought put up raise lower clause clauses wording any all for by where there end "
    "ended one two whether out "
        "did it then as far much idea initiative "

    "both versions version thing things come came go went so ones whose "
    "happened happen the happening up down over side".replace("|", " ").split()
)  # fmt: skip
_P = (
    r"(?:the )?(?:(?:version|wording|text|terms|that|those|one|ones|content|contents|language) "
    r"(?:of|in) )?"
)
_PAIR = phrase(
    rf"(?:between|from|comparing|compare|compared|of|in)? ?(?:both "
    rf")?{_P}(?P<one>@proposal)(?: (?:contain|contains|have|has|had|bring|brings|show|shows|"
    rf"include|"
    rf"includes|make|makes|hold|holds|introduce|introduces|add|adds|change|changes|alter|alters|drop|"
    rf"drops|remove|removes|say|says|when|if|as|altered|changed|added|dropped|removed|brought|"
    rf"introduced|modified|amended))?(?: (?:and|into|to|vs|versus|against|with|compared to|"
    rf"compared with|over|on))? {_P}(?P<two>@proposal)"
)
_NEW_IN = phrase(
    r"new in (?P<two>@proposal) (?:compared to|compared with|since|over|vs|versus|against|"
    r"after) (?P<one>@proposal)"
)
_WORDED = phrase(_CHANGED)
_AGAINST = re.compile("between|from| to | vs | versus | against ")
_FROM = phrase(
    rf"(?P<two>@proposal) (?:(?:any|in any way|actually|even|really) )*(?:distinguish|depart|"
    rf"departs|differ|"
    rf"differs|differed|different|deviate|deviates|changed|unchanged) from "
    rf"{_P}(?P<one>@proposal)"
)
_SAME = phrase(
    rf"(?P<one>@proposal) (?:(?:and|still|exactly|really) )*(?:(?:the )?(?:same|"
    rf"identical)(?: as| to| with)? )?(?:in |under )?{_P}(?P<two>@proposal)(?: (?:are |is )?(?:the "
    rf"same|identical))?"
)
_SETS_APART = phrase(
    rf"(?:distinguishes|separates|sets) (?P<two>@proposal) (?:apart )?from {_P}(?P<one>@proposal)"
)
_SAME_IN = phrase(
    r"(?:the )?(?:same|identical|unchanged|different) (?:in|under|across|between|as between) "
    r"(?:both )?(?P<one>@proposal) and (?P<two>@proposal)"
)
_COMPARES = phrase(
    rf"(?P<two>@proposal) (?:(?:really|actually|still|exactly) )*(?:compare|compares|compared|"
    rf"contrast|"
    rf"contrasts|stack up|stacks up|square|squares|match|matches|line up|lines up|measure up|"
    rf"measures up|relate|relates) (?:with|to|against) {_P}(?P<one>@proposal)"
)
_FROM_SHARE = phrase(
    r"(?:from )?\d+(?:\.\d+)? (?:(?:%|percent|days|months|years) )?(?:(?:to|into|then|and then|"
    r"instead of|rather than|and now|now|up from|down from|becoming) )?\d+(?:\.\d+)?"
    r"(?: (?:%|percent|days|months|years))?"
)
_AS_IN = phrase(
    r"(?:the )?(?:same|identical|unchanged) (?:now |still )*(?:as |to |from |with )?(?:it was |"
    r"in |"
    r"under )*(?P<one>@proposal) (?:and|as in|as) (?:in )?(?P<two>@proposal)"
)
_IDENTICAL = phrase(
    "the same|same|identical|unchanged|unaltered|unamended|unmodified|unrevised|intact|as (?:it|"
    "they) (?:was|were)"
)
_BOTH = phrase("between (?:the two|both|our two) (?:offers|proposals|bids|quotes)")
_SINCE = phrase(r"(?:since|after) (?P<one>@proposal)")
_WHO = phrase("who|whose|by whom|which (?:person|side|party)")
_WHY = phrase("why|how come|(?:what (?:is|was) )?(?:the )?reasons?|what for")


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    line = _over_a_month(line)
    if share := line.find(_FROM_SHARE):
        at = line.tokens[share.begin]
        line = line.replaced(share.begin, share.end, Token("changed", at.begin, at.end))
    if line.has(_EFFECT):
        return amended(with_subjects(line, vocabulary), vocabulary)
    for pattern in (_NEW_IN, _SETS_APART, _FROM, _COMPARES, _AS_IN, _SAME_IN, _PAIR, _SAME):
        found = line.find(pattern)
        if found and "@from" not in line.text and _says_so(line, found):
            return with_subjects(_paired(line, found, vocabulary), vocabulary)
    sent = vocabulary.proposals.sent
    two = line.find(_BOTH)
    if two and len(sent) == 2:
        at = line.tokens[two.begin]
        pair = [Token("@proposal", at.begin, at.end, (each.id,)) for each in sent]
        line = line.replaced(two.begin, two.end, *pair)
        return _prepare(line, vocabulary)
    line = line.each(_SINCE, lambda f: ("after", ("proposal", *f.values("one"))))
    return with_subjects(line, vocabulary)


def amended(line: Line, vocabulary: Vocabulary) -> Line:
    """With the one proposal that amends another as the step from that other to it."""
    held = [token for token in line.tokens if token.text == "@proposal"]
    proposals = vocabulary.known.deal.proposals.by_id
    base = proposals[held[0].values[0]].amends if len(held) == 1 else None
    if base not in proposals:
        return line
    at = line.tokens.index(held[0])
    pair = [
        replace(held[0], text=tag, values=("proposal", each))
        for tag, each in (("@from", base), ("@to", held[0].values[0]))
    ]
    return line.replaced(at, at + 1, *pair)


def _prepare_loosely(line: Line, vocabulary: Vocabulary) -> Line:
    """With two proposals wherever they stand, or an amendment and what it amends, as a pair."""
    held = [token for token in line.tokens if token.text == "@proposal"]
    if not line.has(_WORDED) or line.has(phrase("@from|@to|@clause")):
        return line
    proposals = vocabulary.known.deal.proposals.by_id
    if len(held) == 1:
        base = proposals[held[0].values[0]].amends
        if base not in proposals or line.has(phrase("who|why")):
            return line
        held = [replace(held[0], values=(base,)), held[0]]
    if len(held) != 2:
        return line
    one, two = sorted(held, key=lambda each: _sealed(each, vocabulary))
    rest = tuple(token for token in line.tokens if token.text != "@proposal")
    ends = (("@from", one), ("@to", two))
    pair = (replace(each, text=tag, values=("proposal", *each.values)) for tag, each in ends)
    return replace(line, tokens=(*rest, *pair))


def _over_a_month(line: Line) -> Line:
    """What changed in a month changed from its first day to its last; who and why is told of "
    "all.
    """
    for at, token in enumerate(line.tokens):
        if token.text == "@month" and len(token.values) == 2:
            if line.has(_WHO) or line.has(_WHY):
                return line.replaced(at, at + 1)
            ends = zip(("@from", "@to"), token.values, strict=True)
            both = [Token(tag, token.begin, token.end, ("at", day)) for tag, day in ends]
            return line.replaced(at, at + 1, *both)
    return line


def _says_so(line: Line, found: Found) -> bool:
    """Two proposals beside each other are compared only where something says so."""
    return line.has(_WORDED) or bool(_AGAINST.search(found.match.group()))


def _paired(line: Line, found: Found, vocabulary: Vocabulary) -> Line:
    one, two = found.tokens("one")[0], found.tokens("two")[0]
    later_first = {each.pattern for each in (_FROM, _SETS_APART, _COMPARES)}
    if "from" not in found.match.group().split() or found.match.re.pattern in later_first:
        one, two = sorted((one, two), key=lambda each: _sealed(each, vocabulary))
    make = type(one)
    return line.replaced(
        found.begin,
        found.end,
        make("@from", one.begin, one.end, ("proposal", *one.values)),
        make("@to", two.begin, two.end, ("proposal", *two.values)),
    )


def _sealed(token: Token, vocabulary: Vocabulary) -> tuple[bool, datetime | None, int]:
    """When a proposal was sealed: what changed is told from the earlier to the later one."""
    fact = vocabulary.known.deal.proposals.by_id[token.values[0]].sealed
    return (True, fact.interval.begin, fact.place) if fact else (False, None, 0)


def _read(given: Given) -> Parameters:
    line = given.line
    if line.has(phrase("@proposal")):
        raise NotThis("It does not name the two texts that are compared.")
    span = line.has(phrase("@from|@to|@after|@before"))
    if not (span or given.clauses):
        raise NotThis("It does not say of what, or since when.")
    asks = [ask for ask, pattern in (("who", _WHO), ("why", _WHY)) if given.has(pattern)]
    if len(asks) > 1:
        raise NotThis("It asks for more than one thing.")
    if asks and not given.clauses and not span:
        raise NotThis("It does not say of which clause.")
    ask = asks[0] if asks else "what" if is_open(given) else "whether"
    if given.has(phrase("gone|away")) and span and ask == "whether":
        raise NotThis("It does not say whether it was taken out, or back.")
    if line.values("person"):
        raise NotThis("Who changed something is asked, and not named.")
    if given.has(phrase("how (?:did|was|has|is)")) and not line.has(
        phrase("@from|differ|different")
    ):
        raise NotThis("How it came about is not asked.")
    same = ask == "whether" and given.has(_IDENTICAL)
    return {"ask": ask, "clauses": given.clauses, "negated": same} | ends(line)


_TAGGED = re.compile(
    r"[.,;:-] *(?:did|was|were|has|have|had|is|are|do|does)(?:n't)? (?:we|they|it|he|she|that|"
    r"you)\W*$",
    re.IGNORECASE,
)
"""Whether it was so is asked behind it."""
_ANY = phrase("any (?:changes?|differences?|edits?|amendments?|modifications?|revisions?)")


def is_open(given: Given) -> bool:
    """Whether it asks what changed, and not whether anything did."""
    if asks_yes_or_no(given.line) or given.has(_ANY) or _TAGGED.search(given.line.asked):
        return False
    if given.has(
        phrase(
            "what|which|list|redraft|markup|differences?|changes|discrepancies|deviations|show|"
            "summary|overview|how|vs|versus|compare|compared|comparison|"
            "diff|redline|delta|distinguishes|separates|side by side|against"
        )
    ):
        return True
    return not (given.has(_WHETHER) or given.has(_MOVED))


_WHETHER = phrase(
    "stay|stays|stayed|remain|remains|remained|kept|did|do|does|was|were|has|have|had|is|are|anything|any|something|modified|changed|altered|amended|revised|"
    "reworded|edited|touched|adjusted|updated|replaced|raised|lowered|unchanged|the same|identical"
)


_MOVED = phrase(
    "@clause (?:been )?(?:moved|shifted|tweaked|bumped|hiked|increased|decreased|reduced|dropped|"
    "removed|deleted|struck|cut|rewritten|redrafted|swapped|extended|shortened|narrowed|widened)"
)
"""A note that asks whether it was so: "8.2 moved since the first offer?"."""


def ends(line: Line) -> dict[str, Any]:
    """The two ends between which it is asked what changed."""
    found: dict[str, Any] = {}
    for tag, name in (("@from", "from_moment"), ("@to", "to_moment")):
        for token in line.tokens:
            if token.text == tag:
                kind, *values = token.values
                if kind not in {"at", "proposal"}:
                    continue
                if kind == "at" and len(values) > 1:
                    raise NotThis("A day between which things changed can be two days.")
                found[name] = Moment(at=values[0]) if kind == "at" else Moment(proposal=values[0])
    return found


FRAME = Frame(
    kind="changes",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("clause", "proposal", "from", "to") - {"@when"} | {"@when"},
    read=_read,
    prepare=_prepare,
    prepare_loosely=_prepare_loosely,
    moments=frozenset({"before", "after"}),
)
