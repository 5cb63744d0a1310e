"""Proposals by id, by their place in the order of sending, by what they do, by when they were sent.

"The offer", "it" and "this" are the governing text, and name no proposal.
"""

from __future__ import annotations

import re
from datetime import date

from domain.events.proposals import AgreementExecuted
from projections.answers.known import Known
from projections.answers.words.dates import Calendar
from projections.answers.words.ids import spelt
from projections.answers.words.line import Found, Line, Token, phrase
from projections.proposals import Proposal, first

OFFER = "offer|proposal|bid|quote|quotation|package|tender"
_LAST = "final|last|latest|most recent|newest"
_FIRST = "first|initial|original|very first|earliest|opening"
_NTH = {"second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}
_WHOSE = "(?:the |our |your |their |that )?"
_PLACED = phrase(
    rf"{_WHOSE}(?:(?P<last>{_LAST})|(?P<first>{_FIRST})|(?P<nth>{'|'.join(_NTH)})) "
    rf"(?:(?:{OFFER})|(?P<one>one)|(?P<version>version|draft)"
    rf"(?! of )|(?:version|draft) of (?:the |our )?(?:{OFFER}))"
    rf"(?: (?:that )?(?:we|was) (?:sent|made))?"
)
_ELLIPTIC = phrase(
    rf"{_WHOSE}(?:(?P<last>{_LAST})|(?P<first>{_FIRST})|(?P<nth>{'|'.join(_NTH)}))(?P<one>)"
    rf"(?= (?:to|and|vs|versus|with|against) {_WHOSE}(?:{_LAST}|{_FIRST}|"
    rf"{'|'.join(_NTH)}) (?:{OFFER}|one))"
)
_TWO_PLACED = phrase(
    rf"{_WHOSE}(?P<one>{_FIRST}|{_LAST}|{'|'.join(_NTH)}) (?P<join>and|to|with|vs|versus) {_WHOSE}"
    rf"(?P<two>{_FIRST}|{_LAST}|{'|'.join(_NTH)}) (?:(?:{OFFER})s|versions)"
)
_BESIDE = (
    "to",
    "and",
    "vs",
    "versus",
    "with",
    "from",
    "against",
    "over",
    "than",
    "or",
    "compared with",
    "compared to",
    "relative to",
)
_TO_THE_NTH = phrase(
    rf"(?:{'|'.join(f'(?<=@proposal {to} )' for to in _BESIDE)})"
    rf"{_WHOSE}(?:(?P<last>{_LAST})|(?P<first>{_FIRST})|(?P<nth>{'|'.join(_NTH)}))(?P<one>)"
    r"(?= $| \|)"
)
_ROUND = phrase(
    rf"(?:in |on )?(?:the |our )?(?:(?P<last>last)|(?P<first>first)|(?P<nth>{'|'.join(_NTH)})) "
    r"(?:(?:time|go) (?:around|round)|round)"
)
"""What was offered "the first time round" is the first offer."""
_AMENDMENT = phrase(
    rf"{_WHOSE}(?<! any )(?<! an )(?<! no )(?<! some )(?:amendment|amending (?:{OFFER})|amended "
    rf"(?:{OFFER}))"
)
_MONTHLY = phrase(rf"{_WHOSE}(?P<month>@month) (?:'s )?amendment")
_ACCEPTED = phrase(
    rf"(?:the )?accepted (?:{OFFER}|version)|(?:(?<=@proposal and )|(?<=@proposal to ))the "
    rf"accepted one|(?:the )?(?:{OFFER}|one) (?:that )?(?:they|"
    rf"@client|@party) accepted"
)
_SENT = (
    rf"(?:what|whatever|the (?:{OFFER}|one|thing|version)|(?:{OFFER}))(?: that| which)?"
    r"(?: (?:we|@person|@seller|@partner))?(?: (?:had|was|were|got))? "
    r"(?:sent|submitted|issued|went|made|mailed|emailed)(?: out| over)?(?: to "
    r"(?:@client|@party|them))?"
)
_IN_MONTH = phrase(
    rf"{_SENT}(?: back)? (?P<month>@month)(?P<tail> to (?:@client|@party|them))?"
    rf"|(?:the |our )?(?:{OFFER}) (?P<month2>@month)"
    rf"|(?:the way|as|how|in the form in which) (?:it was|they were|we|it had been|@seller) "
    rf"(?:had )?(?:sent|submitted|issued|offered)(?: it| them)?(?: out| over)? (?P<month5>@month)"
    rf"|(?:the |our )(?P<month3>@month) (?:(?:'s|s) )?(?:{OFFER}|one)|(?P<month4>@month) (?:'s|s) "
    rf"(?:{OFFER})"
)
_ON_DAY = phrase(
    rf"{_SENT} (?:on |of )?(?P<day>@date)|(?:the |our )?(?:{OFFER}) (?:of|from|dated|"
    rf"sent on) (?P<day2>@date)(?! (?:to|until|till|through|and) @date)"
)
_DATED = phrase(r"(?P<one>@proposal) (?:\| )?(?:of|dated|as sent on|sent on) (?P<day>@date)")
_NAMED = phrase(rf"{_WHOSE}(?:{OFFER}|version|draft) (?P<one>@proposal)")
_NUMBERED = phrase(rf"(?:{OFFER}) (?:number |no |nr |# )?(?P<number>\d+)")


class ProposalNames:
    """The proposals of a deal by id, and in the order in which they were first sent.

    An executed agreement's id is its proposal's.
    """

    def __init__(self, known: Known) -> None:
        self.by_id = known.deal.proposals.by_id
        self.ids: dict[str, str] = {}
        executed = [(fact.event, id_) for id_, each in self.by_id.items() for fact in each.executed]
        agreed = {
            event.agreement: id_ for event, id_ in executed if isinstance(event, AgreementExecuted)
        }
        for name, id_ in spelt((*sorted(self.by_id), *agreed), by=".:/"):
            if not name.isdigit():
                self.ids.setdefault(name, agreed.get(id_, id_))
        self.agreements = {id_.casefold() for id_ in agreed}
        sent = [each for each in self.by_id.values() if each.sent]
        sent.sort(key=lambda each: (first(each.sent).interval.begin, first(each.sent).place))
        self.sent = sent

    def numbered(self, number: str) -> str | None:
        """The proposal that alone has this number in its id."""
        fits = [id_ for id_ in self.by_id if re.findall(r"\d+", id_)[-1:] == [number]]
        return fits[0] if len(fits) == 1 else None

    def sent_within(self, begin: str, end: str, calendar: Calendar) -> list[str]:
        """The proposals that were sent on these days."""
        span = date.fromisoformat(begin[:10]), date.fromisoformat(end[:10])
        return [
            each.id
            for each in self.sent
            if any(span[0] <= calendar.day_of(fact.interval.begin) <= span[1] for fact in each.sent)
        ]


def by_id(line: Line, names: ProposalNames) -> Line:
    """With the proposals that are named by id as things."""
    for at, token in enumerate(line.tokens):
        id_ = names.ids.get(token.text)
        if id_ is not None:
            found = Found(line, re.match("", ""), at, at + 1)  # type: ignore[arg-type]
            line = line.thing(found, "proposal", (id_,))
            if token.text in names.agreements and _is_a_moment(line, at):
                said = (Token(word, token.begin, token.end) for word in ("execution", "of"))
                line = line.replaced(at, at, *said)
                return by_id(line, names)
    return line


def _is_a_moment(line: Line, at: int) -> bool:
    """Whether an agreement stands for its execution: "since AG-1"."""
    after = line.tokens[at + 1].text if at + 1 < len(line.tokens) else ""
    relates = at > 0 and line.tokens[at - 1].text in {"since", "before", "after", "until", "till"}
    return relates and after not in {"was", "is", "has", "had", "got", "came", "went"}


def proposed(line: Line, names: ProposalNames, calendar: Calendar) -> Line:
    """With the proposals as things, however they are named."""
    line = line.each(_NAMED, lambda found: ("proposal", found.values()))
    line = line.each(_NUMBERED, lambda found: _one(names.numbered(found.word("number"))))
    line = line.each(_IN_MONTH, lambda found: _in_month(found, names, calendar))
    line = line.each(_ON_DAY, lambda found: _on_day(found, names, calendar))
    line = line.each(_DATED, lambda found: _sent_then(found, names, calendar))
    line = _two_placed(line, names.sent)
    line = line.each(_ELLIPTIC, lambda found: _placed(found, names.sent, line))
    line = line.each(_PLACED, lambda found: _placed(found, names.sent, line))
    line = line.each(_ROUND, lambda found: _place(found, names.sent))
    line = line.each(_TO_THE_NTH, lambda found: _placed(found, names.sent, line))
    line = line.each(_MONTHLY, lambda found: _amended_in(found, names, calendar))
    line = line.each(_AMENDMENT, lambda _: _amendment(names))
    line = line.each(_ACCEPTED, lambda _: _accepted(names))
    return line.each(_TWICE, _once)


_TWICE = phrase("(?P<one>@proposal) (?P<two>@proposal)")


def _once(found: Found) -> tuple[str, tuple[str, ...]] | None:
    """One proposal for "the amendment A1", where that is what is called so."""
    return ("proposal", found.values("one")) if found.values("one") == found.values("two") else None


def _one(id_: str | None) -> tuple[str, tuple[str, ...]] | None:
    return ("proposal", (id_,)) if id_ else None


def _two_placed(line: Line, sent: list[Proposal]) -> Line:
    """With "the first and the last offers" as two proposals."""
    found = line.find(_TWO_PLACED)
    if found is None:
        return line
    things = []
    for place in ("one", "two"):
        word = found.word(place)
        at = _NTH[word] - 1 if word in _NTH else -1 if re.fullmatch(_LAST, word) else 0
        token = found.tokens(place)[0]
        known = at < len(sent) and bool(sent)
        values = (sent[at].id,) if known else ()
        things.append(Token("@proposal" if known else "@unclear", token.begin, token.end, values))
    return line.replaced(found.begin, found.end, things[0], *found.tokens("join"), things[1])


def _placed(found: Found, sent: list[Proposal], line: Line) -> tuple[str, tuple[str, ...]] | None:
    if found.word("one") and not re.search(f" (?:{OFFER}) | @proposal ", line.text):
        return None
    if "version" in found.match.re.groupindex and found.word("version") and "@clause" in line.text:
        return None
    return _place(found, sent)


def _place(found: Found, sent: list[Proposal]) -> tuple[str, tuple[str, ...]]:
    """The proposal that was sent first, last or as the nth."""
    place = 0 if found.word("first") else -1
    if found.word("nth"):
        place = _NTH[found.word("nth")] - 1
    if not sent or place >= len(sent):
        return "unclear", ()
    return "proposal", (sent[place].id,)


def _sent_then(
    found: Found, names: ProposalNames, calendar: Calendar
) -> tuple[str, tuple[str, ...]]:
    """The proposal alone, where the day named beside it is that of its sending."""
    one = found.values("one")
    fits = [id_ for day in found.values("day") for id_ in names.sent_within(day, day, calendar)]
    return ("proposal", one) if one[0] in fits else ("unclear", ())


def _amendment(names: ProposalNames) -> tuple[str, tuple[str, ...]] | None:
    amending = [each.id for each in names.by_id.values() if each.amends]
    return ("proposal" if len(amending) == 1 else "unclear", tuple(amending))


def _accepted(names: ProposalNames) -> tuple[str, tuple[str, ...]] | None:
    accepted = [each.id for each in names.by_id.values() if each.accepted]
    return ("proposal" if len(accepted) == 1 else "unclear", tuple(accepted))


def _in_month(
    found: Found, names: ProposalNames, calendar: Calendar
) -> tuple[str, tuple[str, ...]] | None:
    # The sentence may name others between: whom it was sent to.
    groups = ("month", "month2", "month3", "month4", "month5")
    days = next(filter(None, map(found.values, groups)))
    pairs = zip(days[::2], days[1::2], strict=True)
    fits = [id_ for begin, end in pairs for id_ in names.sent_within(begin, end, calendar)]
    fits = list(dict.fromkeys(fits))
    return ("proposal" if len(fits) == 1 else "unclear", tuple(fits))


def _amended_in(
    found: Found, names: ProposalNames, calendar: Calendar
) -> tuple[str, tuple[str, ...]]:
    """The one proposal sent in that month that amends another."""
    days = found.values("month")
    pairs = zip(days[::2], days[1::2], strict=True)
    sent = {id_ for begin, end in pairs for id_ in names.sent_within(begin, end, calendar)}
    fits = [id_ for id_ in sent if names.by_id[id_].amends]
    return ("proposal" if len(fits) == 1 else "unclear", tuple(fits))


def _on_day(
    found: Found, names: ProposalNames, calendar: Calendar
) -> tuple[str, tuple[str, ...]] | None:
    days = found.values("day") or found.values("day2")
    fits = [id_ for day in days for id_ in names.sent_within(day, day, calendar)]
    fits = list(dict.fromkeys(fits))
    return ("proposal" if len(fits) == 1 else "unclear", tuple(fits))


WORDS = frozenset(
    word
    for each in (_PLACED, _AMENDMENT, _ACCEPTED, _IN_MONTH, _ON_DAY, _NAMED)
    for word in re.findall("[a-z]{3,}", each.pattern)
)
