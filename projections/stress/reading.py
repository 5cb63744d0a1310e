"""The reading `stress`, as JSON: a table of scenarios, each read as in and read as out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from domain.values import Money
from projections.answers.speech import Spoken
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.findings.reading import settlement
from projections.findings.settling import Settled
from projections.stress.outcome import Outcome, Says, Texts, offer_of
from projections.stress.price import Price, PriceTerm, price_in, price_out
from projections.stress.scenarios import scenarios_of
from projections.stress.settling import settled
from projections.stress.telling import Told, price_told, start_told
from projections.stress.tested import tested
from projections.stress.timing import Timing

Stands = Literal["stated", "ruled_out", "in_part", "open", "undecided", "unsaid"]
_STANDS: Mapping[Says, tuple[Stands, Stands]] = {
    "in": ("stated", "ruled_out"),
    "out": ("ruled_out", "stated"),
    "partly": ("in_part", "in_part"),
    "ambiguous": ("open", "open"),
    "undetermined": ("undecided", "undecided"),
    "silent": ("unsaid", "unsaid"),
}
"""How the readings in and out stand."""


def stress(
    deal: KnownDeal, proposal: str | None = None, scenarios: Sequence[str] = ()
) -> dict[str, Any]:
    """The stress test of a proposal's wordings, or of the drafts where none is named.

    `start` is from when months are counted. Each scenario has what the terms `says`, item by item
    (`items`), its `finding` (`two_readings`, `no_term` or None) and its `readings` in and out, each
    with how it `stands`, the statements that say it, and the `price` that it comes to. `findings`
    counts the scenarios that have one. Nothing is tried (`scenarios` is empty) where no wording is
    there to be tried.

    Raises ProposalNotOnRecord, ScenarioNotOnRecord.
    """
    text = tested(deal, proposal)
    timing, wanted = Timing(text), scenarios_of(deal, scenarios)
    offer = offer_of(text)
    texts = Texts(timing)
    outcomes = [Outcome(each, timing, offer, texts) for each in wanted] if text.wordings else []
    rows = list(settled(deal, outcomes))
    day = timing.day(timing.start.at)
    return {
        "deal": deal.id,
        "version": deal.version,
        "basis": deal.basis.json,
        "proposal": proposal,
        "clauses": [_wording(each) for each in text.wordings],
        "start": {
            "day": day,
            "by": timing.start.by,
            "record": timing.start.record,
            "sentence": start_told(timing.start, day),
        },
        "scenarios": [
            _shown(each) | _bound(deal, row) for each, row in zip(outcomes, rows, strict=True)
        ],
        "findings": sum(row is not None and row.by is None for row in rows),
        "settled": sum(row is not None and row.by is not None for row in rows),
        "missing": text.missing if text.wordings or text.missing else [_NOTHING],
        "notes": deal.notes,
        "withheld": deal.withheld,
    }


_NOTHING = "No clause stands in the drafts: nothing was tried."


def _wording(wording: Wording) -> dict[str, Any]:
    return {
        "clause": wording.clause,
        "version": wording.number,
        "heading": wording.heading,
        "document": wording.document,
        "record": wording.fact.id,
    }


def _shown(outcome: Outcome) -> dict[str, Any]:
    order, told = outcome.scenario.order, Told(outcome)
    data = order.model_dump(mode="json", exclude={"scenario", "name"})
    defined = outcome.scenario.defined
    return {
        "scenario": order.scenario,
        "name": order.name,
        "defined_by": defined.id if defined else None,
        "order": data,
        "day": outcome.timing.day(outcome.moment) if outcome.moment else None,
        "items": [
            {
                "axis": each.item[0],
                "item": each.item[1],
                "name": outcome.finding.deal.catalogue.title(each.item),
                "verdict": each.verdict,
                "rule": each.ruling.rule,
            }
            for each in outcome.finding.items
        ],
        "says": outcome.says,
        "finding": outcome.open,
        "sentence": told.sentence,
        "readings": _readings(outcome, told),
        "not_stated": told.not_stated,
    }


def _bound(deal: KnownDeal, row: Settled | None) -> dict[str, Any]:
    """By what a row can be settled, and by which record it was."""
    if row is None:
        return {"key": None, "about": [], "settled_by": None}
    return {
        "key": row.finding.key,
        "about": [each.json for each in row.finding.about],
        "settled_by": settlement(deal, row.by) if row.by else None,
    }


def _readings(outcome: Outcome, told: Told) -> list[dict[str, Any]]:
    order, stands = outcome.scenario.order, _STANDS[outcome.says]
    prices = (("in", price_in(outcome)), ("out", price_out(outcome)))
    return [
        {
            "reading": reading,
            "stands": how,
            "statements": [
                _statement(each, told) for each in outcome.finding.stated if each.says == reading
            ],
            "price": _price(
                price, price_told(price, order.units, order.unit_price, read_in=reading == "in")
            ),
        }
        for how, (reading, price) in zip(stands, prices, strict=True)
    ]


def _statement(spoken: Spoken, told: Told) -> dict[str, Any]:
    return {
        "record": spoken.fact.id,
        "clause": spoken.wording.clause,
        "version": spoken.wording.number,
        "document": spoken.document,
        "axis": spoken.statement.axis,
        "item": spoken.statement.item,
        "words": spoken.words,
        "sentence": told.statement(spoken),
    }


def _price(price: Price, lines: list[str]) -> dict[str, Any]:
    return {
        "sentence": " ".join(lines),
        "lines": lines,
        "terms": [_term(each) for each in price.terms],
        "listed": _money(price.listed),
        "sum": _money(price.sum),
        "no_sum": price.no_sum,
    }


def _term(each: PriceTerm) -> dict[str, Any]:
    term = each.stated.term
    return {
        "clause": each.wording.clause,
        "version": each.wording.number,
        "record": each.stated.fact.id,
        "kind": term.kind,
        "value": term.value.model_dump(mode="json") if term.value else None,
        "condition": term.condition,
        "held": list(each.held),
        "not_held": list(each.not_held),
        "silent_on": each.silent_on,
    }


def _money(money: Money | None) -> dict[str, str] | None:
    return {"amount": money.amount, "currency": money.currency} if money else None
