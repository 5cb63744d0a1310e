"""Looking into the inbox, trying again, and parking by hand."""

from __future__ import annotations

import json

import pytest

from ledger.inbox.connections import Connection, ConnectionExistsError, Connections
from ledger.inbox.delivery import Delivery, Told
from ledger.inbox.listing import Listing
from tests.ledger.inbox.delivering import AT, Lists, Post
from tests.records import a_sending


@pytest.fixture
def listing(post: Post) -> Listing:
    return Listing(post.ledger.rows)


def test_items_are_listed_by_state_and_connection_page_by_page(
    post: Post, listing: Listing
) -> None:
    post.deliver(*(a_sending("value.reported", id=f"v-{n}") for n in range(3)))
    post.deliver({"type": "nothing"}, {"type": "strange", "id": "x"})
    post.work()
    assert [each.records for each in listing.items("recorded")] == [("v-0",), ("v-1",), ("v-2",)]
    assert len(listing.items("recorded", "crm")) == 3
    assert listing.items("recorded", "other") == []
    first = listing.items(limit=2)
    rest = listing.items(after=first[-1].item)
    assert [each.state for each in (*first, *rest)] == post.states()
    assert listing.counts() == [
        {"connection": "crm", "state": "parked", "times": 1},
        {"connection": "crm", "state": "recorded", "times": 3},
        {"connection": "crm", "state": "uncovered", "times": 1},
    ]


def test_an_item_is_shown_with_its_delivery_as_it_came(post: Post, listing: Listing) -> None:
    body = json.dumps([a_sending("deal.opened", id="a")], indent=3).encode()
    post.deliver_bytes(body)
    post.work()
    [item] = listing.items()
    found = listing.item(item.item)
    assert found is not None
    listed, delivery = found
    assert (delivery.body, delivery.headers) == (body, {"content-type": ("application/json",)})
    assert (listed.connection, listed.provider, listed.received_at) == ("crm", "lists", AT)
    assert listing.item(item.item + 1) is None


def test_a_parked_item_is_tried_again(post: Post, listing: Listing) -> None:
    post.deliver(a_sending("deal.opened", id="a"), a_sending("deal.opened", id="b"))
    post.work()
    [parked] = listing.items("parked")
    assert listing.retry(parked.item, post.now())
    assert listing.items("waiting")[0].tries == 0
    post.work()
    assert listing.items("parked")[0].tries == 1
    [recorded] = listing.items("recorded")
    assert not listing.retry(recorded.item, post.now())
    assert not listing.retry(999, post.now())


class Mended(Lists):
    """Reads what `Lists` could not: a record a line."""

    def split(self, delivery: Delivery) -> list[Told]:
        return [Told("D-1", delivery.received_at) for _ in delivery.body.splitlines()]

    def translate(self, delivery: Delivery, place: int):  # type: ignore[no-untyped-def]
        lines = [json.loads(line) for line in delivery.body.splitlines()]
        body = json.dumps(lines).encode()
        whole = Delivery(1, "crm", AT, verified=True, body_digest=b"", headers={}, body=body)
        return super().translate(whole, place)


def test_what_could_not_be_read_is_read_anew_as_a_whole(post: Post, listing: Listing) -> None:
    lines = [json.dumps(a_sending("value.reported", id=f"v-{n}")) for n in range(3)]
    post.deliver_bytes("\n".join(lines).encode())
    post.work()
    [parked] = listing.items("parked")
    assert listing.retry(parked.item, post.now())
    post.work(Mended())
    assert post.ledger.size == 3
    assert post.states() == ["recorded"] * 3


def test_an_item_that_waits_is_parked_by_hand_and_stays_so(post: Post, listing: Listing) -> None:
    post.deliver(a_sending("clause.revised", id="change"))
    post.work()
    [waiting] = listing.items("waiting")
    assert listing.park(waiting.item, "Sent by mistake.", post.now())
    assert not listing.park(waiting.item, "Again.", post.now())
    post.deliver(a_sending("clause.added", id="create"))
    post.work()
    [parked] = listing.items("parked")
    assert (parked.code, parked.reason) == ("parked_by_hand", "Sent by mistake.")


def test_secrets_count_until_they_are_ended(post: Post) -> None:
    connections = Connections(post.ledger.rows)
    first = connections.add_secret("crm", "one", AT)
    connections.add_secret("crm", "two", AT)
    found = connections.get("crm")
    assert found is not None
    assert found.active_secrets == ("two", "one")
    assert connections.end_secret("crm", first, AT)
    assert not connections.end_secret("other", first, AT)
    found = connections.get("crm")
    assert found is not None
    assert found.active_secrets == ("two",)
    assert [each.ended_at for each in found.secrets] == [AT, None]


def test_an_id_is_given_to_one_connection_only(post: Post) -> None:
    connections = Connections(post.ledger.rows)
    with pytest.raises(ConnectionExistsError):
        connections.create(Connection("crm", "lists", {}, "", None, AT))
    assert connections.change("crm", {"organization": "7"}, "# mapping")
    assert not connections.change("other", {}, "")
    assert connections.end("crm", AT)
    [found] = connections.all()
    assert (found.settings, found.mapping, found.ended_at) == (
        {"organization": "7"},
        "# mapping",
        AT,
    )
