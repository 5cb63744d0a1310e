"""A digest by webhooks is the record of it, pushed in its place like every other."""

from __future__ import annotations

from api.digest.sending import Digests, WantedDigest
from api.digest.undelivered import record_undelivered
from api.settings import Settings
from domain.record import record_of
from tests.api.http.calling import Clock, outside
from tests.api.mail.house import DEAL, HOUSE
from tests.api.outwards.conftest import SECRET, House
from tests.api.outwards.receiving import Answer, receiving
from tests.records import BY

WANTED = WantedDigest(DEAL, "vera", "webhook", "d1", asked_by="rep")


def digests(house: House) -> Digests:
    house.ledger.record_together([record_of(each) for each in HOUSE], BY)
    return Digests(house.ledger, Settings(), outside(Clock()))


def test_the_receiver_has_it_with_the_lines_and_without_any_link(house: House) -> None:
    sender = digests(house)
    with receiving() as receiver:
        house.subscribe(receiver, types=["message.sent"], deals=[DEAL])
        assert sender.send(WANTED)["became"] == "waiting"
        house.push_all()
        assert sender.send(WANTED)["became"] == "taken"
        house.push_all()
    [push] = receiver.pushes
    assert push.fits(SECRET)
    pushed = push.body["data"]
    assert (pushed["id"], pushed["on_behalf_of"]) == ("digest:d1", "rep")
    assert pushed["data"]["to"] == ["vera"]
    assert "It was “Ten percent.”" in pushed["data"]["words"]
    assert "http" not in pushed["data"]["words"]


def test_where_the_receiver_wants_no_more_it_is_told_as_failed(house: House) -> None:
    sender = digests(house)
    with receiving(Answer(410)) as receiver:
        house.subscribe(receiver, types=["message.sent"])
        sender.send(WANTED)
        house.push_all()
    assert sender.send(WANTED)["became"] == "failed"
    assert house.ended == ["s1"]
    for _ in range(2):
        record_undelivered(house.ledger, outside(Clock()))
    entry = house.ledger.entry("digest:d1.failed")
    assert entry is not None
    assert entry.as_kept()["data"]["to"] == ["vera"]
    assert entry.recorded_by.kind == "ledger"


def test_of_several_subscriptions_one_that_takes_it_is_enough(house: House) -> None:
    sender = digests(house)
    with receiving(Answer(410)) as gone, receiving() as there:
        house.subscribe(gone, types=["message.sent"])
        house.subscribe(there, types=["message.sent"])
        sender.send(WANTED)
        house.push_all()
    assert sender.send(WANTED)["became"] == "taken"
    record_undelivered(house.ledger, outside(Clock()))
    assert house.ledger.entry("digest:d1.failed") is None
