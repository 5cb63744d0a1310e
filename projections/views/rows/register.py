"""The register's rows of one deal: its line, and the words that it is found by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from psycopg.types.json import Jsonb

from domain.events import WRITTEN_BY_THE_LEDGER, Event
from domain.events.clauses import TermsClarified
from domain.events.deal import DealClosed
from domain.events.organisation import PersonIdentified
from domain.events.sign_off import SignOffGranted
from domain.values import Money
from domain.wordings import latest
from projections.answers.evidence import marks
from projections.catalogue import words_of
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.overview import in_register
from projections.people import people_of, persons_named
from projections.timeline.at_the_time import at_the_time, contemporaneous
from projections.views.view import Row, View

LONGEST_WORD = 400
"""Characters by which a word is found; an index holds no longer ones."""


class Line(NamedTuple):
    """A deal in the register."""

    name: str | None
    client: str | None
    client_name: str | None
    standing: str
    governing: str
    proposal: str | None
    value: Decimal | None
    currency: str | None
    value_record: str | None
    value_marks: Sequence[str]
    value_before: Jsonb | None
    outcome: str | None
    opened_on_record: bool
    last_movement: datetime
    last_record: str | None
    last_occurred_at: Jsonb | None
    version: int
    entries: int
    withheld: int


class Words(NamedTuple):
    """Words that lead to a deal: of its `name`, a `party`, a `person`, a `clause`.

    Or of a `clarification`, whose `ref` is its record.
    """

    kind: str
    ref: str
    number: int | None
    now: bool
    words: str


def rows(deal: KnownDeal) -> Iterator[Row]:
    """The deal's line and words."""
    yield line(deal)
    yield from _words(deal)


def line(deal: KnownDeal) -> Line:
    """What the register says of the deal."""
    shown = in_register(deal)
    signed = latest(_signed(deal), _now(deal))
    money = _money(signed) if signed else None
    closed = latest([f for f in deal.happened if isinstance(f.event, DealClosed)], _now(deal))
    last = last_movement(deal)
    return Line(
        name=shown["name"],
        client=shown["client"],
        client_name=shown["client_name"],
        standing=shown["standing"],
        governing=deal.governing.tier,
        proposal=shown["proposal"],
        value=Decimal(money.amount) if money else None,
        currency=money.currency if money else None,
        value_record=signed.id if signed else None,
        value_marks=_doubts(deal, signed) if signed else [],
        value_before=_before(deal) if signed and not contemporaneous(deal, signed) else None,
        outcome=closed.event.outcome if closed and isinstance(closed.event, DealClosed) else None,
        opened_on_record=shown["opened_on_record"],
        last_movement=last.interval.begin if last else _last_recorded(deal),
        last_record=last.id if last else None,
        last_occurred_at=Jsonb(last.occurred.json) if last else None,
        version=shown["version"],
        entries=shown["entries"],
        withheld=deal.withheld,
    )


def last_movement(deal: KnownDeal) -> Fact | None:
    """The last of what happened in the deal.

    What the ledger writes of itself, that it answered or exported, is no movement: whoever looks at
    a deal does not move it.
    """
    moved = [fact for fact in deal.happened if _moves(fact.event)]
    return max(moved, key=lambda fact: (fact.interval.begin, fact.place), default=None)


def _moves(event: Event) -> bool:
    return event.stored_as not in WRITTEN_BY_THE_LEDGER


def _last_recorded(deal: KnownDeal) -> datetime:
    told = [each for each in deal.shown if _moves(each.event)] or deal.shown
    return told[-1].recorded_at


def _now(deal: KnownDeal) -> datetime:
    return deal.basis.effective_at


def _signed(deal: KnownDeal, proposal: str | None = None) -> list[Fact]:
    """The signatures on a proposal, the governing one, that name an amount of money."""
    governing = deal.governing.proposal.id if deal.governing.proposal else None
    wanted = proposal or governing
    return [
        fact
        for fact in deal.happened
        if wanted
        and isinstance(fact.event, SignOffGranted)
        and fact.event.proposal == wanted
        and isinstance(fact.event.value, Money)
    ]


def _money(fact: Fact) -> Money:
    assert isinstance(fact.event, SignOffGranted)
    assert isinstance(fact.event.value, Money)
    return fact.event.value


def _doubts(deal: KnownDeal, signed: Fact) -> list[str]:
    """How far a signature is believed; that it may have been after the moment is no doubt of it."""
    return [mark for mark in marks(deal, signed) if mark != "order_unknown"]


def _before(deal: KnownDeal) -> Jsonb | None:
    """What was signed for by what was recorded at the time, in the words of then.

    A record that was made late, or after a dispute, so never changes the figure unseen.
    """
    named = _signed(deal)
    then = at_the_time(deal) if any(fact.corrected_by for fact in named) else deal
    governing = deal.governing.proposal
    signed = _signed(then, governing.id if governing else None)
    found = latest([fact for fact in signed if contemporaneous(then, fact)], _now(deal))
    if found is None:
        return None
    money = _money(found)
    return Jsonb({"value": money.amount, "currency": money.currency, "record": found.id})


def _words(deal: KnownDeal) -> Iterator[Words]:
    yield Words("name", deal.id, None, True, _vector(deal.id, _name(deal)))
    for party in deal.parties.values():
        yield Words("party", party.party, None, True, _vector(party.party, party.name))
    if deal.opened and deal.opened.client not in deal.parties:
        yield Words("party", deal.opened.client, None, True, _vector(deal.opened.client))
    people = people_of(deal)
    humans = dict.fromkeys(people.canonical(id_) for id_ in persons_named(deal, people))
    for human in humans:
        for id_ in people.aliases(human):
            assigned = deal.participants.get(id_)
            yield Words("person", id_, None, True, _vector(id_, assigned.name if assigned else ""))
    yield from _clauses(deal)
    yield from _clarifications(deal)


def _clauses(deal: KnownDeal) -> Iterator[Words]:
    """Every wording begun by now; those that govern or stand in the drafts are the ones of now."""
    stands = {id(each) for each in (*deal.text, *deal.clauses.current(_now(deal)))}
    for clause in deal.clauses.by_id.values():
        for number, wording in clause.wordings.items():
            if wording.interval.begun_by(_now(deal)):
                found = _vector(clause.id, wording.heading, wording.text)
                yield Words("clause", clause.id, number, id(wording) in stands, found)


def _clarifications(deal: KnownDeal) -> Iterator[Words]:
    """Every clarification that had begun, agreed by both sides or not.

    Of now are those in effect: one that ended with its wording is not.
    """
    in_effect = {record for record, _, _ in deal.clarifying}
    for fact in deal.happened:
        if isinstance(fact.event, TermsClarified):
            scope = fact.event.term.scope if fact.event.term else ()
            texts = (fact.event.text, *(statement.words for statement in scope))
            found = _vector(*(text for text in texts if text))
            yield Words("clarification", fact.id, None, fact.id in in_effect, found)


def _name(deal: KnownDeal) -> str:
    return deal.opened.name if deal.opened else ""


def searched(text: str) -> list[str]:
    """Text as the words to look for, each once: folded as those that are kept."""
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in words_of(text).split()))


def _vector(*texts: str) -> str:
    """The words of texts, as PostgreSQL reads a tsvector: quoted, without places."""
    return " ".join(f"'{word}'" for word in sorted(searched(" ".join(texts))))


VIEW = View(
    "register",
    version=5,
    tables={Line: "register", Words: "register_words"},
    rows=rows,
    touched_by=frozenset({PersonIdentified}),
)
