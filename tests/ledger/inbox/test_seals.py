"""A delivered seal that does not name its contents: it is made once, and waits for its clauses."""

from __future__ import annotations

from typing import Any

from domain.events.proposals import ProposalSealed
from tests.ledger.inbox.delivering import Post
from tests.records import BY, a_record, a_sending


def clause(name: str, **given: Any) -> dict[str, Any]:
    return a_sending("clause.added", id=f"c-{name}", clause=name, at="2026-02-01", **given)


def seal(**given: Any) -> dict[str, Any]:
    return a_sending("proposal.sealed", id="seal", proposal="P1", at="2026-02-03", **given)


def sealed(post: Post) -> list[tuple[str, int]]:
    [event] = [
        each.event for each in post.ledger.entries("D-1") if isinstance(each.event, ProposalSealed)
    ]
    return [(each.clause, each.version) for each in event.contents or ()]


def test_a_seal_before_its_clauses_waits_and_holds_them_when_they_come(post: Post) -> None:
    post.deliver(seal())
    post.work()
    [item] = post.items()
    assert (item["state"], item["code"], item["tries"]) == ("waiting", "nothing_to_seal", 1)
    assert post.ledger.size == 0
    post.deliver(clause("1"))
    post.work()
    post.later(5)
    post.work()
    assert sealed(post) == [("1", 1)]
    assert post.states() == ["recorded", "recorded"]


def test_everything_in_reverse_order_ends_in_the_seal_of_everything(post: Post) -> None:
    revised = a_sending("clause.revised", id="r-1", clause="1", at="2026-02-02")
    for each in (seal(), revised, clause("2"), clause("1")):
        post.deliver(each)
        post.work()
        post.later(2)
    assert [each["code"] for each in post.items() if each["state"] == "waiting"] == [
        "nothing_to_seal"
    ]
    post.later(5)
    post.work()
    assert sealed(post) == [("2", 1), ("1", 2)]
    assert post.states() == ["recorded"] * 4


def test_a_seal_that_comes_after_its_clauses_waits_for_nothing(post: Post) -> None:
    post.deliver(clause("1"), seal())
    post.work()
    assert sealed(post) == [("1", 1)]


def test_waiting_for_more_clauses_counts_as_no_try(post: Post) -> None:
    post.deliver(seal())
    post.work()
    for n in range(8):
        post.later(2)
        post.deliver(clause(str(n)))
        post.work()
    [item] = [each for each in post.items() if each["state"] == "waiting"]
    assert item["tries"] == 1
    assert "still coming" in item["reason"]


def test_a_seal_whose_clauses_never_come_is_parked_and_made_when_they_do(post: Post) -> None:
    post.deliver(seal())
    for _ in range(6):
        post.work()
        post.later(601)
    assert post.states() == ["parked"]
    post.deliver(clause("1"))
    post.work()
    post.later(5)
    post.work()
    assert sealed(post) == [("1", 1)]


def test_who_names_the_contents_waits_for_no_others_and_may_name_none(post: Post) -> None:
    post.deliver(seal(contents=[]))
    post.work()
    assert sealed(post) == []
    assert post.states() == ["recorded"]


def test_a_seal_that_nobody_delivered_is_made_as_it_stands(post: Post) -> None:
    post.ledger.record(a_record("proposal.sealed", id="seal", proposal="P1"), BY)
    assert sealed(post) == []
