"""SCOPE02: two clauses rule differently, and no precedence decides.

1. Of the governing text, and of the drafts, the terms of prices are read together, and the terms of
   every other kind.
2. An item on which the rules of `scope` leave two readings open is a finding: documents differ and
   no stated precedence ranks them, or one document is at odds with itself.
3. So it is where they will be open once a term begins that is stated already: that is told now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from domain.naming import Pointer
from domain.values import PRICING, Term, TermKind
from projections.answers.ruling import Rules
from projections.answers.speech import Spoken
from projections.catalogue import Item
from projections.clauses import Wording
from projections.findings.finding import Finding, in_order, named, record_named, wording_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.sentences.naming import listed, quoted
from projections.terms import in_period, terms_of


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each item, and for the kinds of terms that are read together."""
    for text in looked.texts:
        kinds = {each.term.kind for wording in text for each in terms_of(looked.deal, wording)}
        for group in _groups(kinds):
            found: set[Item] = set()
            for at in _moments(looked, text, group):
                rules = looked.ruled(text, group, partial(_speaks, looked, at))
                for item in dict.fromkeys(each.item for each in rules.spoken):
                    ruling = rules.own(item)
                    if ruling.state == "ambiguous" and item not in found:
                        found.add(item)
                        of = "prices" if group is PRICING else group[0].replace("_", " ")
                        yield _finding(rules, item, ruling.decided_by, _Of(of, at > looked.moment))


def _speaks(looked: Looked, at: datetime, term: Term) -> bool:
    return in_period(term, at, looked.deal.zone)


def _moments(
    looked: Looked, text: Sequence[Wording], kinds: tuple[TermKind, ...]
) -> list[datetime]:
    """The moment asked, and each later one at which a term of these kinds begins."""
    terms = (each.term for wording in text for each in terms_of(looked.deal, wording))
    begins = {
        term.from_.interval(looked.deal.zone).begin
        for term in terms
        if term.from_ is not None and term.kind in kinds
    }
    return [looked.moment, *sorted(each for each in begins if each > looked.moment)]


def _groups(kinds: set[TermKind]) -> Iterator[tuple[TermKind, ...]]:
    if kinds & {*PRICING}:
        yield PRICING
    yield from ((kind,) for kind in sorted(kinds - {*PRICING}))


@dataclass(frozen=True, slots=True)
class _Of:
    """Of which terms, and whether they meet only later than the moment asked."""

    kinds: str
    later: bool


def _finding(rules: Rules, item: Item, spoken: tuple[Spoken, ...], of: _Of) -> Finding:
    title = rules.catalogue.title(item)
    wordings = list(dict.fromkeys(each.wording for each in spoken))
    facts = in_order(fact for each in spoken for fact in (each.wording.fact, each.fact))
    stated = dict.fromkeys(each.fact for each in spoken)
    return Finding(
        code=RULE.code,
        severity="high",
        about=(
            *(wording_named(each) for each in wordings),
            *(record_named(each) for each in in_order(stated)),
            Pointer("topic", item[1]),
        ),
        records=facts,
        sentence=(
            f"On {title} the terms of {of.kinds} differ: "
            f"{listed([_said(each) for each in spoken])}. No stated precedence decides."
            f"{' They do not all speak yet.' if of.later else ''}"
        ),
        to_do=(
            f"Word {listed([f'clause {each.clause}' for each in wordings])} alike on {title}, or "
            "state which document prevails."
        ),
    )


def _said(each: Spoken) -> str:
    words = f", {quoted(each.words)}" if each.words else ""
    return f"{named(each.wording)} of {each.document} says {each.says}{words}"


RULE = Rule(
    code="SCOPE02",
    title="Two clauses rule differently, and no precedence is stated",
    severity="high",
    why=(
        "Both sides can point at a clause that says what they want. Which of the two prevails is "
        "then for a court, or for whoever has the stronger nerves."
    ),
    example=(
        "Schedule A excludes expansion from the discount, clause 4.2 of the order includes it, and "
        "nothing says which document comes first."
    ),
    settle=(
        "Word both clauses alike, or record which document prevails (`precedence.stated`); or "
        "record who accepts the two readings and why."
    ),
    find=find,
)
