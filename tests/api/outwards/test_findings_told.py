"""What is told of findings: each opening once, after the view has followed what made it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli.main import application
from api.outwards.telling import CHANGES, FindingsTold
from api.views import connect_as_views
from projections.views.emptying import empty
from tests.api.outwards.conftest import House
from tests.api.outwards.receiving import Answer, Receiver, receiving, until
from tests.databases import rows
from tests.projections.views.viewing import followed, rebuilt

TERM = {"kind": "discount", "value": {"percent": "22"}, "scope": []}


def looked(house: House) -> None:
    """Follow the ledger, and write down what changed."""
    followed(house.url, house.ledger)
    findings = FindingsTold(house.url, house.ledger)
    findings.due()
    findings.close()


def told(house: House, receiver: Receiver) -> list[Any]:
    """Follow, push, and give what came since."""
    before = len(receiver.pushes)
    looked(house)
    with house.pushing():
        until(lambda: _has_all(house))
    assert house.told == []
    return [each.body for each in receiver.pushes[before:]]


def _has_all(house: House) -> bool:
    """Whether every subscription has the last change, or waits for its next try."""
    resting = [each.id for each in house.subscriptions.all() if each.rests(house.at)]
    waiting = rows(
        house.url,
        "SELECT o.subscription FROM views.told_to o JOIN views.tellings t ON t.number > o.number"
        " JOIN ledger.subscriptions s ON s.subscription = o.subscription AND s.role = t.role"
        " WHERE o.subscription <> ALL(%s)",
        resting,
    )
    return not waiting


@contextmanager
def listening(house: House, *answers: Answer, **given: Any) -> Iterator[Receiver]:
    """Somebody who is told from here on of what happens to findings."""
    with receiving(*answers) as receiver:
        house.subscribe(receiver, **{"types": list(CHANGES), **given})
        looked(house)
        yield receiver


def said(pushed: list[Any]) -> list[tuple[str, str]]:
    return [(each["type"], each["data"]["code"]) for each in pushed]


def settle(house: House, finding: dict[str, Any], **given: Any) -> str:
    bound = {"finding": finding["code"], "about": finding["about"], "persons": []}
    more = {"how": "accepted", "reason": "We know.", **given}
    return house.record("finding.settled", **bound, **more)


def test_an_opening_is_told_once_with_what_it_rests_on(house: House) -> None:
    house.record("deal.opened")
    with listening(house) as receiver:
        house.record("clause.added", id="clause", term=TERM)
        pushed = told(house, receiver)
        assert ("finding.opened", "TERM01") in said(pushed)
        assert {each["type"] for each in pushed} == {"finding.opened"}
        data = next(each["data"] for each in pushed if each["data"]["code"] == "TERM01")
        assert data["deal"] == "D-1"
        assert data["severity"] == "medium"
        assert data["records"] == ["clause"]
        assert data["about"] == [{"clause": "4.2", "version": 1}, {"record": "clause"}]
        assert data["position"] == 2
        assert len({push.id for push in receiver.pushes}) == len(pushed)
        # Whatever else happens, and whoever looks again, it stays told.
        house.record("value.reported")
        assert told(house, receiver) == []
        rebuilt(house.url, house.ledger)
        assert told(house, receiver) == []


def test_what_was_open_before_is_not_told(house: House) -> None:
    house.record("deal.opened")
    house.record("clause.added", term=TERM)
    with listening(house) as receiver:
        assert told(house, receiver) == []
        house.record("clause.added", clause="5", term=TERM)
        assert ("finding.opened", "TERM01") in said(told(house, receiver))


def test_a_settlement_is_told_and_that_it_opens_again(house: House) -> None:
    house.record("deal.opened")
    with listening(house) as receiver:
        house.record("clause.added", term=TERM)
        [opened] = [e["data"] for e in told(house, receiver) if e["data"]["code"] == "TERM01"]
        by = settle(house, opened)
        [closed] = told(house, receiver)
        assert closed["type"] == "finding.closed"
        assert closed["data"]["key"] == opened["key"]
        assert (closed["data"]["settled_by"], closed["data"]["how"]) == (by, "accepted")
        house.record("record.struck", record=by)
        [again] = told(house, receiver)
        assert (again["type"], again["data"]["key"]) == ("finding.reopened", opened["key"])
        # A new wording makes another finding: the one is gone, the other opened.
        house.record("clause.revised", term=TERM)
        pushed = [each for each in told(house, receiver) if each["data"]["code"] == "TERM01"]
        by_type = {each["type"]: each["data"] for each in pushed}
        assert set(by_type) == {"finding.opened", "finding.closed"}
        assert by_type["finding.closed"]["key"] == opened["key"]
        assert by_type["finding.closed"]["settled_by"] is None
        assert {"clause": "4.2", "version": 2} in by_type["finding.opened"]["about"]


def test_what_is_settled_before_anybody_looked_was_never_open(house: House) -> None:
    house.record("deal.opened")
    with listening(house) as receiver:
        house.record("clause.added", id="clause", term=TERM)
        about = [{"clause": "4.2", "version": 1}, {"record": "clause"}]
        settle(house, {"code": "TERM01", "about": about})
        assert "TERM01" not in {code for _, code in said(told(house, receiver))}


def test_only_who_names_them_is_told_and_of_the_deals_that_were_asked_for(house: House) -> None:
    house.record("deal.opened")
    house.record("deal.opened", deal="D-2")
    with listening(house, deals=["D-2"]) as two, receiving() as everything:
        house.subscribe(everything, after=None)
        house.record("clause.added", term=TERM)
        house.record("clause.added", deal="D-2", term=TERM)
        pushed = told(house, two)
        house.push_all()
    assert {each["data"]["deal"] for each in pushed} == {"D-2"}
    assert [each.body["type"] for each in everything.pushes] == ["clause.added", "clause.added"]


def test_its_records_are_pushed_before_the_finding(house: House) -> None:
    house.record("deal.opened")
    types = ["clause.added", "finding.opened"]
    with listening(house, types=types, after=None) as receiver:
        house.record("clause.added", term=TERM)
        pushed = told(house, receiver)
    assert [each["type"] for each in pushed][:2] == ["clause.added", "finding.opened"]


def test_after_a_fault_the_same_comes_again_under_the_same_id(house: House) -> None:
    house.record("deal.opened")
    with listening(house, Answer(500)) as receiver:
        house.record("clause.added", term=TERM)
        first = told(house, receiver)
        assert len(first) == 1
        house.later(10)
        then = told(house, receiver)
    assert then[0] == first[0]
    assert receiver.pushes[0].id == receiver.pushes[1].id
    assert len({push.id for push in receiver.pushes}) == len(then)
    [subscription] = house.subscriptions.all()
    assert (subscription.tries, subscription.last_error) == (0, None)


def test_what_rests_on_privileged_records_is_told_to_legal_alone(house: House) -> None:
    house.record("deal.opened")
    with listening(house) as reader, listening(house, role="legal") as legal:
        house.record("clause.added", id="secret", term=TERM, privilege="attorney_client")
        assert "TERM01" not in {code for _, code in said(told(house, reader))}
    assert "TERM01" in {push.body["data"]["code"] for push in legal.pushes}
    [noted] = rows(
        house.url,
        "SELECT count(*) FROM ledger.access_log WHERE action = 'push' AND privileged",
    )
    assert noted[0] > 0


def test_what_is_marked_before_it_was_pushed_is_told_to_no_reader(house: House) -> None:
    house.record("deal.opened")
    with listening(house) as receiver:
        house.record("clause.added", id="clause", term=TERM)
        looked(house)
        house.record("privilege.marked", record="clause", privilege="attorney_client")
        assert "TERM01" not in {code for _, code in said(told(house, receiver))}


def test_by_what_it_was_settled_is_told_to_no_reader_once_that_is_marked(house: House) -> None:
    house.record("deal.opened")
    with listening(house) as receiver:
        house.record("clause.added", term=TERM)
        [opened] = [e["data"] for e in told(house, receiver) if e["data"]["code"] == "TERM01"]
        by = settle(house, opened)
        looked(house)
        house.record("privilege.marked", record=by, privilege="attorney_client")
        assert by not in str(told(house, receiver))


def test_an_id_does_not_tell_how_many_others_were_told(house: House) -> None:
    house.record("deal.opened")
    with listening(house) as one, listening(house, role="legal") as legal:
        house.record("clause.added", privilege="attorney_client", term=TERM)
        house.record("clause.added", clause="5", term=TERM)
        told(house, one)
    numbers = [int(push.id.rpartition(":")[2]) for push in one.pushes]
    assert numbers
    assert len(legal.pushes) > len(one.pushes)
    # Each look has one moment, which is the same whatever else was found in it.
    assert len(set(numbers)) == 1


def test_what_the_organisation_records_opens_too(house: House) -> None:
    house.record("deal.opened")
    house.record("clause.added", id="clause", term=TERM)
    house.record("proposal.sealed")
    house.record("sign_off.requested")
    with listening(house) as receiver:
        rule = {"when": {"kind": "discount", "above": {"percent": "5"}}, "requires": "legal"}
        house.record("policy.published", policy="p", rules=[rule], from_="2025-05-17")
        assert ("finding.opened", "SIGN04") in said(told(house, receiver))


def test_after_an_erasure_telling_begins_anew(house: House) -> None:
    house.record("deal.opened")
    with listening(house) as receiver:
        house.record("clause.added", term=TERM)
        told(house, receiver)
        with connect_as_views(house.url)() as connection, connection.transaction():
            empty(connection)
        assert told(house, receiver) == []
        house.record("clause.added", clause="5", term=TERM)
        assert ("finding.opened", "TERM01") in said(told(house, receiver))


def test_who_ends_and_who_begins_later_is_told_from_then_on(house: House) -> None:
    house.record("deal.opened")
    with listening(house) as one:
        house.record("clause.added", term=TERM)
        told(house, one)
        house.subscriptions.end("s1", "enough", house.at)
    house.record("clause.added", clause="5", term=TERM)
    with listening(house) as another:
        assert told(house, another) == []
        house.record("clause.added", clause="6", term=TERM)
        assert said(told(house, another)).count(("finding.opened", "TERM01")) == 1


def test_two_that_look_at_once_tell_once(house: House) -> None:
    house.record("deal.opened")
    with listening(house) as receiver:
        house.record("clause.added", term=TERM)
        looked(house)
        looked(house)
        pushed = told(house, receiver)
    keys = [each["data"]["key"] for each in pushed]
    assert len(keys) == len(set(keys)) > 0


def test_it_is_a_type_that_can_be_named(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEAL_LEDGER_DATABASE_URL", house.url)
    create = ("subscription", "create", "https://chat.example.com/hook")
    made = CliRunner().invoke(application(), [*create, "--type", "finding.opened"])
    assert made.exit_code == 0, made.output
    refused = CliRunner().invoke(application(), [*create, "--type", "finding.found"])
    assert refused.exit_code == 2
    assert "finding.reopened" in refused.output
