"""READ01: people say different things of what one wording is meant for.

1. Statements in writing that carry a scope, about a wording: each human by what they said of an
   item last. Answers to a read-back are such statements.
2. Of wordings that the text or the drafts hold: what was said of others is past. So is what was
   said before client and seller agreed on the item for that wording (`terms.clarified`).
3. Where some say that an item is in, and others that it is out, it is a finding, bound to the
   wording, to the item and to these statements: who answers anew makes another, or none.
4. It is grave where they stand on different sides, or it is not known on which; less so in one
   house.

Who said that they are not sure has no direction, and differs from nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.events.told import StatementMade
from domain.naming import Pointer
from projections.catalogue import Item
from projections.clauses import Wording
from projections.facts import Fact
from projections.findings.finding import Finding, in_order, named, record_named, wording_named
from projections.findings.looked import Looked
from projections.findings.rule import Rule
from projections.sentences.naming import listed, when

Said = dict[str, tuple[Fact, str]]
"""By human, what they said last: the record, and `in` or `out`."""
Of = tuple[str, int, Item]
"""A clause, the number of its wording, and an item."""


def find(looked: Looked) -> Iterator[Finding]:
    """One finding for each wording and item."""
    held = {wording.key: wording for wording in looked.wordings}
    for (clause, number, item), said in said_of(looked).items():
        wording = held.get((clause, number))
        differ = {state for _, state in said.values()} == {"in", "out"}
        if wording and differ and not _agreed(looked, wording, item, said):
            yield _finding(looked, wording, item, said)


def _agreed(looked: Looked, wording: Wording, item: Item, said: Said) -> bool:
    """Whether client and seller have agreed on the item since, or perhaps since."""
    levels = set(looked.deal.catalogue.ancestry(item))
    for each in looked.deal.clarified(wording):
        scope = each.event.term.scope if each.event.term else ()
        if any((one.axis, one.item) in levels for one in scope):
            when_agreed = each.fact.interval
            if not any(when_agreed.before(fact.interval) for fact, _ in said.values()):
                return True
    return False


def said_of(looked: Looked) -> dict[Of, Said]:
    """What each human said last in writing of each item, by wording."""
    found: dict[Of, Said] = {}
    happened = sorted(looked.deal.happened, key=lambda fact: (fact.interval.begin, fact.place))
    for fact in happened:
        event = fact.event
        human = looked.people.human(fact.actor)
        if not isinstance(event, StatementMade) or event.form != "written" or human is None:
            continue
        for wording in wordings_meant(looked, fact, event):
            for each in event.scope:
                of = (wording.clause, wording.number, (each.axis, each.item))
                found.setdefault(of, {})[human] = (fact, each.state)
    return found


def wordings_meant(looked: Looked, fact: Fact, event: StatementMade) -> Iterator[Wording]:
    """Those that a statement names, each once; without a number the one that was current then."""
    seen = set()
    for ref in event.about:
        clause = looked.deal.clauses.by_id.get(ref.clause) if ref.clause else None
        if clause is None:
            continue
        at = fact.interval.end
        wording = clause.wording(ref.version) if ref.version else clause.current(at)
        if wording and wording.key not in seen:
            seen.add(wording.key)
            yield wording


def _finding(looked: Looked, wording: Wording, item: Item, said: Said) -> Finding:
    title = looked.deal.catalogue.title(item)
    told = listed(
        f"{looked.name(human)} said {when(fact.occurred)} that it is {state}"
        for human, (fact, state) in said.items()
    )
    facts = in_order(fact for fact, _ in said.values())
    sides = {looked.sides.of(human, fact.interval.end) for human, (fact, _) in said.items()}
    return Finding(
        code=RULE.code,
        severity="medium" if sides == {"seller"} else "high",
        about=(wording_named(wording), Pointer("topic", item[1]), *map(record_named, facts)),
        persons=tuple(said),
        records=in_order((wording.fact, *facts)),
        sentence=f"Of {title} and {named(wording)} they say different things: {told}.",
        to_do=(
            f"Write into clause {wording.clause}, and into its term, whether it is meant for "
            f"{title}, and ask them again."
        ),
    )


RULE = Rule(
    code="READ01",
    title="People say different things of what a wording is meant for",
    severity="high",
    why=(
        "Two people who read one clause two ways will each be surprised by the other's invoice. "
        "While the offer is not yet accepted, a sentence in it settles what later takes a dispute."
    ),
    example="Asked whether the discount of clause 4.2 applies to what is added later, the drafter "
    "says yes, and the VP says that it was not intended.",
    settle=(
        "A wording that says it, and the same answer of all; or a clarification with the client; "
        "or who accepts that it stays open, and why."
    ),
    find=find,
)
