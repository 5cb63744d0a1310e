"""Moments of the deal: "before it went out", "when she accepted", "since the rejection of P1".

They become `@before`, `@after` or `@when`, with what is said of the event: its type, proposal, who
did it, and how many days away. Which record it is, is decided once the question is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from projections.answers.words.ahead import before_it_was_sent
from projections.answers.words.clocks import PART, clock_of, unit_of
from projections.answers.words.dates import COUNT, COUNTS, DAYS, WEEKDAY
from projections.answers.words.happenings import AT_THE_TIME, HAPPENINGS, STATED, TYPES
from projections.answers.words.line import Found, Line, Token, phrase
from projections.answers.words.proposals import OFFER

_BEFORE = (
    "before or (?:only )?after|before|prior to|ahead of|in advance of|earlier than|until|up to|"
    "previous to|by the time(?: that| when| of)?|by the point at which|by"
)
_AFTER = "after|since|following|once|subsequent to|later than|from the time|as soon as|post"
_WHEN = (
    "when|at the time that|at the time when|at the time of|at the time|at the moment "
    "when"
    "|as of the (?:date|day|time|moment) of|at the moment of|at the moment that|upon|on the day "
    "that|on the day of|on the day when|as of"
    "|on the date of|on the day|at the point when|the moment|the day|at|on|as at|at the point of"
    "|at the date of|on the date"
    f"|(?:(?:on|in|by|at|as of) (?:the )?|the )(?P<part>{PART}|{WEEKDAY})(?: of| that| when)?"
)
_AUX = (
    "(?:(?:was|were|is|are|got|get|had|has|have|been|being|ever|even|first|actually|finally"
    "|formally|then|already|only|could|can|might|would|did|does|do|have|having) )*"
)
_HERS = "(?:it|this|that|these|them|they|everything|the thing)"
_DRAFTS = (
    f"(?:the |our |this |that |their )?(?:whole |signed |final )?(?:{OFFER}|paper|"
    f"document|thing|contract|agreement|deal|draft|wording|text|clause|submission)"
)
_OFFERED = f"(?:(?P<of>@proposal)|(?P<clause>@clause|@version)|{_HERS}|{_DRAFTS})"
_THEM = "(?:to |past )?(?:@client|@party|@person|@partner|them|anyone|anybody)"
_OUT = "(?: (?:out|off|over|on|in|back|up))?"
_WE = "(?:we|@person|@seller|@partner|@party|anyone|anybody|somebody|someone|you|i|they|the team)"
_WHO = "(?P<who>@client|@partner|@party|@person|@seller|they|he|she|it|we|anyone|anybody)"
_SENT = (
    "offered|proposed|sent|submitted|issued|dispatched|shipped|mailed|emailed|delivered|"
    "released|out|handed over"
)
_SIGNED = (
    "signed|approved|signed it off|signed off|authorised|authorized|granted|gave approval|signed up"
    "|gave (?:his|her|their) (?:approval|signature|sign off|ok|blessing)"
)


@dataclass(frozen=True)
class _Event:
    """How an event of a type is said: as a clause, or as a noun (`the acceptance of P2`)."""

    type: str
    said: tuple[str, ...]
    nouns: str = ""


_EVENTS = (
    _Event(
        "proposal.sent",
        (
            f"{_OFFERED} {_AUX}(?:{_SENT}){_OUT}(?: {_THEM})?",
            f"{_OFFERED} (?:had )?(?:went|goes|go|going|gone){_OUT}(?: the door)?(?: {_THEM})?",
            (f"{_OFFERED} (?:had )?(?:left|leaves|leave|leaving)"
            "(?: (?:the|our) (?:house|building|door|company|desk)| us| for (?:@client|@party|"
            "@person|@partner|them))?"),
            (f"{_WE} {_AUX}(?:sent|send|submitted|submit|issued|mailed|emailed|put out|shipped|"
             f"dispatched|released|fired off|let go of|delivered){_OUT}"
            f"(?: {_OFFERED})?{_OUT}(?: {_THEM})?"),
            (f"(?:sending|submitting|issuing|dispatching|mailing|releasing)(?: {_OFFERED})?{_OUT}"
             f"(?: {_THEM})?"),
            f"(?:{_OFFERED} )?(?:having been|being) (?:{_SENT}){_OUT}(?: {_THEM})?",
            f"{_WE} {_AUX}(?:let|had) {_OFFERED} (?:go|out|leave){_OUT}",
        ),
        "sending out|sending|dispatch|submission|sending off|release|mailing",
    ),
    _Event(
        "proposal.accepted",
        (
                (f"{_WHO} {_AUX}(?:accepted|accept|accepts|accepting|agreed|agree|said yes|say yes|"
                f"signed up|took up|took)(?: to)?(?: {_OFFERED})?"),
            f"{_OFFERED} {_AUX}accepted(?: by {_WHO})?",
            (f"{_WHO} {_AUX}(?:dispatched|sent|posted|mailed|emailed|gave|given|signed|"
            f"communicated|delivered|returned|declared)(?: off| in| back| over)? (?:his|her|their|"
            f"its|the|an) acceptance(?: of (?:{_OFFERED}))?(?: off| in| back| over)?"),
            f"(?:accepting|agreeing to)(?: {_OFFERED})?",
            "(?:(?P<who>@person|@client|@party) 's|their) yes(?: (?:to|on) (?P<of>@proposal))?",
            ("(?P<who>@person|@client|@party) 's (?:letter of acceptance|acceptance|acceptance "
             "letter) (?:had |was |has been )?(?:left|leaves|went|sent|posted)(?: out| off)?"),
            f"(?:{_OFFERED} )?(?:having been|being) accepted(?: by {_WHO})?",
        ),
        "acceptance",
    ),
    _Event(
        "proposal.rejected",
        (
                (f"{_WHO} {_AUX}(?:rejected|reject|turned down|refused|declined|said no to)(?: "
                f"{_OFFERED})?(?: down)?"),
            f"{_WHO} {_AUX}(?:turned|turn|turning) {_OFFERED} down",
            f"{_OFFERED} {_AUX}(?:rejected|turned down|refused|declined)(?: by {_WHO})?",
            f"(?:rejecting|refusing|declining|turning down)(?: {_OFFERED})?",
            "(?P<who>@person|@client|@party) 's (?:no|refusal|veto)",
        ),
        "rejection|veto",
    ),
    _Event(
        "proposal.countered",
        (
            (f"{_WHO} {_AUX}(?:countered|counter offered|made (?:a|their) counter "
            f"offer)(?: {_OFFERED})?"),),
        "counter offer|counter proposal|counter|counteroffer",
    ),
    _Event(
        "proposal.retracted",
        (
                (f"{_OFFERED} {_AUX}(?:retracted|withdrawn|revoked|taken back|pulled|"
                f"rescinded)(?: by {_WHO})?"),
                (f"{_WHO} {_AUX}(?:retracted|withdrew|revoked|took back|pulled|rescinded)(?: "
                f"{_OFFERED})?(?: back)?"),
            f"(?:retracting|withdrawing|revoking|rescinding|pulling)(?: {_OFFERED})?",
        ),
        "retraction|withdrawal|revocation",
    ),
    _Event(
        "proposal.lapsed",
        (f"{_OFFERED} {_AUX}(?:lapsed|expired|ran out)",),
        "lapse|expiry",
    ),
    _Event(
        "agreement.executed",
        (
                ("(?:the )?(?:contract|agreement|deal|papers?) (?:was |got |had been "
                ")?(?:executed|countersigned|concluded|signed)"),
            f"{_OFFERED} {_AUX}(?:executed|countersigned)",
            "both (?:sides|parties) (?:had )?signed",
            f"(?:executing|concluding|countersigning) {_OFFERED}",
            "signing (?:of )?(?:the |our )?(?:contract|agreement|deal)",
        ),
        "execution|closing|conclusion of the (?:contract|agreement|deal)|"
        "(?:contract|agreement) signature",
    ),
    _Event(
        "proposal.received",
        (
            f"{_WHO} {_AUX}(?:received|got|had)(?: {_OFFERED})",
            f"{_OFFERED} {_AUX}received(?: by {_WHO})?",
            f"receiving(?: {_OFFERED})?",
            f"{_OFFERED} (?:reached|got to|arrived at|arrived with) {_WHO}",
        ),
        "receipt",
    ),
    _Event(
        "proposal.opened",
        (
            f"{_WHO} {_AUX}(?:opened|read|looked at) {_OFFERED}",
            f"{_OFFERED} {_AUX}opened(?: by {_WHO})?",
            f"(?:opening|reading) {_OFFERED}",
        ),
        "opening",
    ),
    _Event(
        "clause.displayed",
        (
            f"{_WHO} {_AUX}(?:shown|presented with) {_OFFERED}",
            f"{_OFFERED} {_AUX}(?:shown|displayed|presented) to {_WHO}",
        ),
    ),
    _Event(
        "sign_off.granted",
        (
            f"{_WHO} {_AUX}(?:{_SIGNED})(?: off)?(?: on)?(?: {_OFFERED})?(?: off)?",
            f"{_OFFERED} {_AUX}(?:signed off|signed|approved)(?: by {_WHO})?",
            f"(?:{_OFFERED} )?(?:having been|being) (?:signed off|signed|approved)(?: by {_WHO})?",
            "(?:signing|approving)(?: off)?(?: on)?(?: (?:it|@clause|@proposal))?(?: off)?",
        ),
        "sign off|signature|signing|approval|sign offs|signoff",
    ),
    _Event(
        "dispute.opened",
        (
                ("(?:the |this )?(?:dispute|quarrel|litigation|row|argument) (?:was |had |"
                "had been |got )?"
            "(?:opened|began|begun|started|arose|broke out|came up|kicked off)"),
            ("(?:we|they|it|things|the parties|both sides) (?:(?:all|first|already|were|was|had|"
            "got|ended up|fell|are|went) )*(?:in|into|to) (?:a |the )?(?:dispute|litigation|court|"
            "arbitration|a quarrel|a row)"),
            "(?:we|they|the parties|both sides) (?:had )?(?:fell|fallen) out",
            ("(?:we|they|he|she|@client|@party|@person) (?:had |have )?(?:opened|started|began|"
             "declared) (?:the |this |a )?(?:dispute|quarrel|litigation)"),
            "(?:we were|they|we|@client|@party) (?:had )?(?:sued|being sued)(?: us| them)?",
        ),
        "dispute|start of the dispute|beginning of the dispute|opening of the dispute|quarrel",
    ),
    _Event(
        "proposal.sealed",
        (
            f"{_OFFERED} {_AUX}(?:sealed|finalised|finalized|frozen)",
            f"{_WE} {_AUX}(?:sealed|finalised|finalized|froze) {_OFFERED}",
        ),
        "seal|sealing",
    ),
    _Event(
        "objection.raised",
        (f"{_WHO} {_AUX}(?:objected|protested)(?: to {_OFFERED})?", "objecting|protesting"),
        "objection",
    ),
    *(_Event(*each) for each in HAPPENINGS),
)  # fmt: skip
_OFFSET = (
    rf"(?:on )?(?:the )?(?:(?P<count>{COUNT}) )?"
    f"(?P<unit>days?|weeks?|fortnights?|months?|hours?|minutes?|{PART}) "
)


def _patterns(event: _Event) -> Sequence[str]:
    found = list(event.said)
    if event.nouns:
        found.append(
            rf"(?:(?:the|their|his|her|our|its|(?P<whose>@person|@client|@party) 's) )?"
            rf"(?:{event.nouns})(?: of (?P<of>@proposal)| of (?P<clause>@clause)| of "
            rf"(?:the )?(?:{OFFER})| by (?P<who>@client|@party|@person)| of (?:the )?"
            rf"(?P<whom>@client|@party|@person))?"
        )
    return found


def _away(relation: str) -> str:
    """How many days before or after it; "on the day when" is none."""
    return "" if relation == "when" else rf"(?:(?P<offset>{_OFFSET}))?"


_RELATIONS = (("before", _BEFORE), ("after", _AFTER), ("when", _WHEN))
_COMPILED = [
    (event.type, relation, phrase(rf"{_away(relation)}(?:{words}) (?:{said})"))
    for event in _EVENTS
    for said in _patterns(event)
    for relation, words in _RELATIONS
]


_RELATED = {relation: phrase(words) for relation, words in _RELATIONS}


_BETWEEN = phrase(
    r"(?:anywhere |somewhere )?(?:in )?between(?! @proposal| @clause| @version| @document)"
)


def moments(line: Line) -> Line:
    """With the moments of the deal as things; between two of them is from the one to the other."""
    return before_it_was_sent(_moments(_between(line)))


def _between(line: Line) -> Line:
    found = line.find(_BETWEEN)
    if found is None:
        return line
    for at in range(found.end + 1, len(line.tokens)):
        if line.tokens[at].text != "and":
            continue
        one, two = line.tokens[found.begin], line.tokens[at]
        first = _one(line, Token("after", one.begin, one.end), found.end, at)
        for end in range(len(line.tokens), at + 1, -1) if first else ():
            second = _one(line, Token("before", two.begin, two.end), at + 1, end)
            if first and second:
                pair = replace(first, text="@from"), replace(second, text="@to")
                return line.replaced(found.begin, end, *pair)
    return line


def _one(line: Line, relation: Token, begin: int, end: int) -> Token | None:
    """The moment that these words are, all of them, behind a word of relation."""
    made = _moments(Line(line.asked, (relation, *line.tokens[begin:end])))
    return made.tokens[0] if len(made.tokens) == 1 else None


def _moments(line: Line) -> Line:
    """With the moments of the deal as things. The longest that is said wins."""
    while True:
        best: tuple[int, int, Line] | None = None
        related = {name for name, words in _RELATED.items() if line.has(words)}
        for event, relation, pattern in _COMPILED:
            if relation not in related:
                continue
            found = line.find(pattern)
            if found is None or not _is_one(found, relation, event):
                continue
            size = (found.end - found.begin, -found.begin)
            if best is None or size > best[:2]:
                best = (*size, line.thing(found, *_moment(found, event, relation)))
        if best is None:
            return line
        line = best[2]


_SUBJECT = "@client|@party|@person|@partner|@seller|they|he|she|it|we|anyone|anybody|you|i"


def _is_one(found: Found, relation: str, event: str) -> bool:
    # "on" and "by" go with dates; "at acceptance", "by the acceptance" are moments with a noun.
    first, second = (*found.match.group().split(" "), "")[:2]
    if first in {"at", "on", "by", "upon"} and re.fullmatch(_SUBJECT, second):
        return False  # "who at Osprey had read it" says where, and not when
    if first == "when" and found.begin == 0 and not _leads_in(found):
        return False  # "when was it retracted" asks for the moment
    said = found.match.group().split(" ")
    if event in TYPES and not {*said[:4]} & (STATED | AT_THE_TIME) and not _part(found):
        return False
    if event == "order.placed" and "order" in said[-1:] and _is_of_documents(found):
        return False
    return not (
        relation == "when" and first == "on" and not ({"day", "date"} & {*said} or _part(found))
    )


def _part(found: Found) -> str:
    """The part of the day of a moment that is named."""
    return found.word("part") if "part" in found.match.re.groupindex else ""


def _is_of_documents(found: Found) -> bool:
    """Whether "the order" is that of papers, or one: "the order form", "ranks before the order"."""
    rest = found.line.tokens[found.end :]
    if found.begin and found.line.tokens[found.begin - 1].text in _RANKS:
        return True
    return bool(rest) and rest[0].text in {"of", "form", "forms", "to", "that"}


_RANKS = frozenset("go goes come comes rank ranks prevail prevails stand stands".split())
_ASKING = frozenset("did was were is are has have had does do who what which why how".split())


def _leads_in(found: Found) -> bool:
    """Whether something that asks stands behind a moment with which the line begins."""
    rest = found.line.tokens[found.end :]
    if not rest:
        return False
    between = found.line.asked[found.line.tokens[found.end - 1].end : rest[0].begin]
    named = found.line.asked[found.line.tokens[0].begin :][:4].casefold() == "when"
    return (named and bool(between.strip())) or any(token.text in _ASKING for token in rest)


def _moment(found: Found, event: str, relation: str) -> tuple[str, tuple[str, ...]]:
    groups = found.match.re.groupindex
    of = found.values("of") if "of" in groups else ()
    clause = found.values("clause") if "clause" in groups else ()
    who = _who(found)
    offset = ""
    if "offset" in groups and found.word("offset"):
        count = COUNTS.get(found.word("count") or "a", 1)
        unit, clock = unit_of(found.word("unit"))
        offset = f"{-count if relation == 'before' else count} {unit} {clock}".strip()
        relation = "when"
    elif part := _part(found):
        offset = f"0 {part}" if part in DAYS else f"0 days {clock_of(part)}".strip()
    if who in _CLIENTS and event == "sign_off.granted":
        event = "proposal.accepted"
    bare = event == "sign_off.granted" and not (who or of or clause)
    ours = event == "sign_off.granted" and who in {"we", "@seller"} and not (of or clause)
    if ours and found.match.group().endswith(" signed"):
        who = CONTRACT
    if bare and re.search(" (?:signing|signature)$", found.match.group()):
        who = SIGNING
    return relation, (event, of[0] if of else "", who, clause[0] if clause else "", offset)


SIGNING = "signing"
"""In the place of who did it: "at the time of signing" is when the contract was signed, but for
whoever signed it off."""
CONTRACT = "contract"
"""In the place of who did it: "when we signed", of which nothing else is said."""
_CLIENTS = frozenset({"@client", "they"})


def _who(found: Found) -> str:
    groups = found.match.re.groupindex
    for name in ("who", "whose", "whom"):
        if name in groups and (tokens := found.tokens(name)):
            token: Token = tokens[0]
            if token.text == "@client":
                return "@client"
            return " ".join((token.text, *token.values))
    return ""


WORDS = frozenset(
    word for _, _, each in _COMPILED for word in re.findall("[a-z]{3,}", each.pattern)
)
