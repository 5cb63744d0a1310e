"""What is told again: recorded once, and told apart from what another tells under the same id."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from ledger.inbox.delivery import Delivery, Told, Translated
from tests.ledger.inbox.delivering import Lists, Post
from tests.records import a_sending


def sent(kind: str, /, **given: Any) -> dict[str, Any]:
    return a_sending(kind, **given)


def opened(**given: Any) -> dict[str, Any]:
    return sent("deal.opened", **given)


def test_a_refusal_that_means_it_is_there_settles_the_item(post: Post) -> None:
    post.deliver(opened(id="a"))
    post.deliver({**opened(id="b"), "already": ["deal_already_opened"]})
    post.work()
    assert post.states() == ["recorded", "recorded"]
    assert post.ledger.size == 1


def test_what_is_there_already_is_named_and_what_is_not_is_not(post: Post) -> None:
    post.deliver(opened(id="a"))
    post.deliver({**opened(id="b"), "already": ["deal_already_opened"]})
    post.deliver({**opened(id="a", name="Another"), "already": ["record_id_reused"]})
    post.work()
    assert [each["records"] for each in post.items()] == [["a"], [], ["a"]]


@pytest.mark.parametrize(
    ("code", "again"), [("record_id_reused", "m"), ("id_already_used", "another")]
)
def test_what_is_told_again_of_somebody_else_is_not_taken_for_what_is_there(
    post: Post, code: str, again: str
) -> None:
    def told(id_: str, to: str, **given: Any) -> dict[str, Any]:
        return sent("message.sent", id=id_, to=[to], **given) | {"already": [code]}

    post.deliver(told("m", "carla"))
    post.deliver(told(again, "carla", words="Told less exactly.", actor="system:sign"))
    post.deliver(told(again, "dora"))
    post.work()
    assert [(each["state"], each["code"]) for each in post.items()] == [
        ("recorded", None),
        ("recorded", None),
        ("parked", code),
    ]


def test_what_is_parked_is_not_parked_again_each_time_that_it_is_told(post: Post) -> None:
    def told(to: str, **given: Any) -> dict[str, Any]:
        return sent("message.sent", id="m", to=[to], **given) | {"already": ["record_id_reused"]}

    post.deliver(told("carla"))
    post.deliver(told("dora"))
    post.work()
    post.deliver(told("dora", words="Told less exactly."))
    post.deliver(told("emil"))
    post.work()
    assert [(each["state"], each["code"]) for each in post.items()] == [
        ("recorded", None),
        ("parked", "record_id_reused"),
        ("uncovered", "told_before"),
        ("parked", "record_id_reused"),
    ]
    assert f"Item {post.items()[1]['item']} tells the same" in post.items()[2]["reason"]


def test_the_same_record_in_another_delivery_differs_by_that_deliverys_digest_alone(
    post: Post,
) -> None:
    def reported(digest: str, value: str) -> dict[str, Any]:
        evidence = {"class": "system_observed", "sha256": digest * 64}
        return sent("value.reported", id="v", evidence=evidence, value=value)

    post.deliver(reported("a", "open"))
    post.deliver(reported("b", "open"))
    post.deliver(reported("c", "lost"))
    post.work()
    assert [(each["state"], each["code"]) for each in post.items()] == [
        ("recorded", None),
        ("recorded", None),
        ("parked", "record_id_reused"),
    ]
    assert post.ledger.size == 1


def test_what_is_told_again_in_part_lists_all_that_it_tells(post: Post) -> None:
    class Together(Lists):
        """All records of a body are one thing that is told."""

        def split(self, delivery: Delivery) -> Sequence[Told]:
            return list(super().split(delivery))[:1]

        def translate(self, delivery: Delivery, place: int) -> Translated:
            every = [
                Lists.translate(self, delivery, n) for n in range(len(super().split(delivery)))
            ]
            return Translated(
                [record for each in every for record in each.records],
                settled_by={key: x for each in every for key, x in each.settled_by.items()},
            )

    a, b = sent("value.reported", id="a"), sent("value.reported", id="b")
    post.deliver(a)
    post.deliver(a, b)
    again = {**sent("value.reported", id="a", value="9"), "already": ["record_id_reused"]}
    post.deliver(again, sent("value.reported", id="c"))
    post.work(Together())
    assert [each["records"] for each in post.items()] == [["a"], ["a", "b"], ["a", "c"]]
    assert post.states() == ["recorded"] * 3
