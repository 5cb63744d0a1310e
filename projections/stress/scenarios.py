"""The scenarios that are tried: those that are shipped, and those that the organisation defined."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from domain.events.scenarios import ScenarioDefined
from domain.refusals import Refusal
from domain.wordings import latest
from projections.deal import KnownDeal
from projections.facts import Fact


class ScenarioNotOnRecord(Refusal):
    """No scenario of this id is shipped or defined."""

    code = "scenario_not_on_record"

    def __init__(self, scenario: str, known: Sequence[str]) -> None:
        super().__init__(
            f"No scenario {scenario!r}; these are there: {', '.join(known)}.", "/scenario"
        )


@dataclass(frozen=True, slots=True)
class Scenario:
    """An order that may come; `defined` is the record that defines it, None where it is shipped."""

    order: ScenarioDefined
    defined: Fact | None = None

    @property
    def id(self) -> str:
        """Its id."""
        return self.order.scenario


@cache
def shipped() -> tuple[ScenarioDefined, ...]:
    """The usual ones, in their order."""
    text = (files("projections.stress") / "scenarios.toml").read_text(encoding="utf-8")
    return tuple(ScenarioDefined.model_validate(each) for each in tomllib.loads(text)["scenario"])


def scenarios_of(deal: KnownDeal, wanted: Sequence[str] = ()) -> list[Scenario]:
    """The scenarios of an organisation by `effective_at`, or those wanted, each once.

    One that was defined only later is taken as it was first: like an item of the catalogue, it says
    what may come, and happens at no time. Raises ScenarioNotOnRecord.
    """
    found = {each.scenario: Scenario(each) for each in shipped()}
    defined: dict[str, list[Fact]] = {}
    for fact in deal.organisation:
        if isinstance(fact.event, ScenarioDefined):
            defined.setdefault(fact.event.scenario, []).append(fact)
    for scenario, facts in defined.items():
        fact = latest(facts, deal.basis.effective_at) or facts[0]
        assert isinstance(fact.event, ScenarioDefined)
        found[scenario] = Scenario(fact.event, fact)
    for each in wanted:
        if each not in found:
            raise ScenarioNotOnRecord(each, list(found))
    return [found[each] for each in dict.fromkeys(wanted)] if wanted else list(found.values())
