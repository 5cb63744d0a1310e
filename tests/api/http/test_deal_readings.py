"""Clocks, coverage, knowledge, changes over HTTP: the folds' own values, for who may see them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from api.reading import known_deal
from projections.basis import Asked
from projections.changes.reading import changes
from projections.clocks.reading import clocks
from projections.coverage import coverage
from projections.deal import KnownDeal
from projections.facts import Role
from projections.knowledge.reading import knowledge
from tests.api.http.calling import DEAL, NOW, Api, refused
from tests.records import a_sending

FOLDS: dict[str, Callable[[KnownDeal], dict[str, Any]]] = {
    "clocks": clocks,
    "coverage": coverage,
    "knowledge": knowledge,
    "changes": lambda deal: changes(deal, "proposal:P3", "proposal:P7"),
}
ENDS = "?from=proposal:P3&to=proposal:P7"
MOMENTS = ["2025-04-30", "2025-05-08", "2025-05-14", "2025-05-31"]


def path(name: str) -> str:
    return f"/v1/deals/{DEAL}/{name}{ENDS if name == 'changes' else ''}"


@pytest.mark.parametrize("name", FOLDS)
@pytest.mark.parametrize(("role", "sees"), [("reader", "reader"), ("legal", "legal")])
def test_a_reading_is_what_the_fold_gives_to_that_role(
    told: Api, name: str, role: Any, sees: Role
) -> None:
    answer = told.as_(role).get(path(name))
    assert answer.status_code == 200, answer.text
    deal = known_deal(told.service.ledger, DEAL, NOW, Asked(role=sees))
    assert answer.json() == FOLDS[name](deal)
    assert answer.headers["vary"] == "Authorization"


@pytest.mark.parametrize("name", ["clocks", "coverage", "knowledge"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_reading_on_a_basis_comes_again_and_has_the_same_tag(
    told: Api, name: str, moment: str
) -> None:
    path = f"/v1/deals/{DEAL}/{name}"
    first = told.get(path, effective_at=moment).json()
    told.record(a_sending("value.reported", deal=DEAL))
    basis = json.dumps(first["basis"])
    again = told.get(path, basis=basis)
    assert again.json() == first
    same = told.get(path, headers={"If-None-Match": again.headers["etag"]}, basis=basis)
    assert same.status_code == 304


def test_changes_refuses_an_end_that_cannot_be_compared(told: Api) -> None:
    path = f"/v1/deals/{DEAL}/changes"
    for given, pointer in (
        ("from=proposal:P99", "/from"),
        ("from=proposal:P3&to=wording:4.2", "/to"),
    ):
        refused(told.get(f"{path}?{given}"), 422, "bad_end", pointer)
    refused(told.get(path, form="proposal:P3"), 422, "bad_parameter", "/form")


@pytest.mark.parametrize("name", FOLDS)
def test_another_deal_is_not_on_record_for_a_limited_token(told: Api, name: str) -> None:
    limited = told.as_("admin", deals=["D-1"])
    answer = limited.get(path(name))
    refused(answer, 404, "deal_not_on_record", "/deal")


@pytest.mark.parametrize("name", FOLDS)
def test_who_looked_is_written_down(told: Api, name: str) -> None:
    told.get(path(name))
    told.service.access.close()
    rows = told.service.ledger.rows.all("SELECT action, deal FROM ledger.access_log")
    assert {"action": name, "deal": DEAL} in rows
