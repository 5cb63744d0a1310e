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
from projections.findings import findings
from projections.gate import gate
from projections.impact import impact_on_record
from projections.knowledge.reading import knowledge
from projections.read_back import answered_read_back
from projections.stress import stress
from projections.timeline import Page, state, timeline
from tests.api.http.calling import DEAL, NOW, Api, refused
from tests.records import a_sending

FOLDS: dict[str, Callable[[KnownDeal], dict[str, Any]]] = {
    "clocks": clocks,
    "coverage": coverage,
    "knowledge": knowledge,
    "timeline": lambda deal: timeline(deal, page=Page(limit=100)),
    "state": lambda deal: state(deal, 31),
    "changes": lambda deal: changes(deal, "proposal:P3", "proposal:P7"),
    "findings": findings,
    "stress": stress,
    "gate": lambda deal: gate(deal, "deputy", "P7"),
    "read-back": lambda deal: answered_read_back(deal, "P7"),
    "impact": lambda deal: impact_on_record(deal, "P7"),
}
OF_PROPOSAL = {"gate": "?person=deputy", "read-back": "", "impact": ""}
GIVEN = {"changes": "?from=proposal:P3&to=proposal:P7", "state": "?position=31"}
MOMENTS = ["2025-04-30", "2025-05-08", "2025-05-14", "2025-05-31"]


def path(name: str) -> str:
    if name in OF_PROPOSAL:
        return f"/v1/deals/{DEAL}/proposals/P7/{name}{OF_PROPOSAL[name]}"
    return f"/v1/deals/{DEAL}/{name}{GIVEN.get(name, '')}"


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


def test_who_knew_by_what_was_recorded_at_the_time_alone(told: Api) -> None:
    since = a_sending(
        "acknowledgement.given", id="since", deal=DEAL, at="2025-05-20", actor="engineer",
        about=[{"clause": "4.2"}],
    )  # fmt: skip
    assert told.as_("admin").record(since).status_code == 201
    whole, then = (
        told.as_("reader").get(f"{path('knowledge')}{query}").json()
        for query in ("", "?contemporaneous_only=true")
    )
    assert "since" in whole["records"]
    assert "since" not in then["records"]
    said = "Only what was recorded at the time proves a rung here"
    assert [note for note in then["notes"] if note.startswith(said)]
    assert not [note for note in whole["notes"] if note.startswith(said)]
    perhaps = told.get(f"{path('knowledge')}?contemporaneous_only=perhaps")
    refused(perhaps, 422, "bad_parameter", "/contemporaneous_only")


@pytest.mark.parametrize(
    "name", ["clocks", "coverage", "knowledge", "timeline", "findings", "stress"]
)
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


def test_the_wordings_of_a_proposal_are_tried(told: Api) -> None:
    answer = told.get(f"/v1/deals/{DEAL}/proposals/P7/stress?scenario=renewal&scenario=co-term")
    deal = known_deal(told.service.ledger, DEAL, NOW, Asked(role="admin"))
    assert answer.json() == stress(deal, "P7", ["renewal", "co-term"])


@pytest.mark.parametrize(
    ("path", "status", "code", "pointer"),
    [
        ("proposals/P9/stress", 404, "proposal_not_on_record", "/proposal"),
        ("proposals/P7/stress?effective_at=2025-04-30", 404, "proposal_not_on_record", "/proposal"),
        ("proposals/a%2Fb/stress", 404, "proposal_not_on_record", "/proposal"),
        ("proposals/%00/stress", 404, "proposal_not_on_record", "/proposal"),
        ("stress?scenario=zebra", 422, "scenario_not_on_record", "/scenario"),
        ("stress?proposal=P7", 422, "bad_parameter", "/proposal"),
    ],
)
def test_what_cannot_be_tried_is_refused(
    told: Api, path: str, status: int, code: str, pointer: str
) -> None:
    refused(told.get(f"/v1/deals/{DEAL}/{path}"), status, code, pointer)


def test_what_a_signer_was_never_shown_is_told_of_the_clauses_asked_about(told: Api) -> None:
    at = f"/v1/deals/{DEAL}/proposals/P7/gate"
    found = told.get(f"{at}?person=deputy&clause=4.2").json()
    assert [each["clause"] for each in found["never_shown"]] == ["4.2"]
    assert "22 % discount" in found["never_shown"][0]["text"]
    assert "chat did not report" in found["coverage"]["sentence"]
    assert told.get(f"{at}?person=deal-desk").json()["never_shown"] == []


@pytest.mark.parametrize(
    ("path", "status", "code", "pointer"),
    [
        ("P9/gate?person=deputy", 404, "proposal_not_on_record", "/proposal"),
        ("P9/read-back", 404, "proposal_not_on_record", "/proposal"),
        ("P9/impact", 404, "proposal_not_on_record", "/proposal"),
        ("P7/impact?effective_at=2025-04-30", 404, "proposal_not_on_record", "/proposal"),
        ("%00/impact", 404, "proposal_not_on_record", "/proposal"),
        ("P7/gate", 422, "bad_parameter", "/person"),
        ("P7/gate?person=nobody", 422, "not_in_timeline", "/person"),
        ("P7/gate?person=deputy&person=rep", 422, "bad_parameter", "/person"),
        ("P7/gate?person=deputy&clauses=4.2", 422, "bad_parameter", "/clauses"),
        ("P7/read-back?person=deputy", 422, "bad_parameter", "/person"),
    ],
)
def test_what_cannot_be_read_of_a_proposal_is_refused(
    told: Api, path: str, status: int, code: str, pointer: str
) -> None:
    refused(told.get(f"/v1/deals/{DEAL}/proposals/{path}"), status, code, pointer)


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


def test_the_timeline_comes_in_pages(told: Api) -> None:
    whole = told.get(path("timeline")).json()["moments"]
    found: list[Any] = []
    after: int | None = 0
    while after is not None:
        page = told.get(f"{path('timeline')}?limit=7&after={after}").json()
        assert len(page["moments"]) <= 7
        found += page["moments"]
        after = page["next"]
    assert found == whole
    assert [each["position"] for each in found] == sorted(each["position"] for each in found)


@pytest.mark.parametrize(
    ("query", "first", "last"),
    [
        ("clause=4.2&kind=clause.added&kind=clause.revised", "story-11", "story-11"),
        ("proposal=P7&kind=proposal.retracted", "story-23", "story-23"),
        (
            "person=agency-buyer&kind=proposal.accepted&kind=message.relayed",
            "story-20a",
            "story-24",
        ),
        ("at=24&kind=proposal.sealed", "story-08", "story-08"),
    ],
)
def test_moments_are_chosen(told: Api, query: str, first: str, last: str) -> None:
    moments = told.get(f"{path('timeline')}?{query}").json()["moments"]
    assert (moments[0]["record"], moments[-1]["record"]) == (first, last)


def test_only_what_was_recorded_at_the_time(told: Api) -> None:
    of_now = told.get(f"{path('timeline')}?contemporaneous_only=true").json()["moments"]
    assert not [each for each in of_now if {"late", "after_dispute"} & set(each["marks"])]
    assert len(of_now) < len(told.get(path("timeline")).json()["moments"])


@pytest.mark.parametrize(
    ("query", "code", "pointer"),
    [
        ("person=nobody", "not_in_timeline", "/person"),
        ("clause=9.9", "not_in_timeline", "/clause"),
        ("kind=clause.rewritten", "kind_not_known", "/kind"),
        ("at=99", "bad_basis", "/at"),
        ("person=rep&person=vp-sales", "bad_parameter", "/person"),
        ("limit=501", "bad_parameter", "/limit"),
    ],
)
def test_what_is_not_on_record_is_refused(told: Api, query: str, code: str, pointer: str) -> None:
    refused(told.get(f"{path('timeline')}?{query}"), 422, code, pointer)


def test_a_slider_is_dragged_over_every_position_and_each_is_what_was_known_there(
    told: Api,
) -> None:
    service = told.service
    for position in range(service.ledger.size + 1):
        found = told.get(f"/v1/deals/{DEAL}/state?position={position}").json()
        deal = known_deal(service.ledger, DEAL, NOW, Asked(role="admin"))
        assert found == state(deal, position)
    told.record(a_sending("clause.removed", deal=DEAL, clause="4.2"))
    last = service.ledger.size
    clauses = [
        [
            each["clause"]
            for each in told.get(f"/v1/deals/{DEAL}/state?position={at}").json()["terms"]["current"]
        ]
        for at in (last - 1, last)
    ]
    assert ("4.2" in clauses[0], "4.2" in clauses[1]) == (True, False)
    refused(told.get(f"/v1/deals/{DEAL}/state?position=99"), 422, "bad_basis", "/position")
    refused(told.get(f"/v1/deals/{DEAL}/state"), 422, "bad_parameter", "/position")
