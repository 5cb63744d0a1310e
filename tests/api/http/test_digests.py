"""Digests over HTTP: recorded before they leave, sent once, opened by who has the link."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from api.digest import sending
from api.mail.delivering import Delivery
from api.settings import Settings
from ledger.outbox.digest_links import DigestLinks
from ledger.outbox.subscriptions import Subscriptions, Wanted
from tests.api.http.calling import NOW, Api, refused
from tests.api.mail.house import DEAL, HOUSE, VERA, mailing, on
from tests.api.mail.serving import Postbox, serving_mail
from tests.threads import at_once

DIGEST, DIGESTS = f"/v1/deals/{DEAL}/digest", f"/v1/deals/{DEAL}/digests"
BY_MAIL = {"to": "vera", "by": "mail", "address": VERA, "id": "d1"}
BY_WEBHOOK = {"to": "vera", "by": "webhook", "id": "d1"}


@pytest.fixture
def box() -> Iterator[Postbox]:
    with serving_mail() as made:
        yield made


@pytest.fixture
def settings(box: Postbox) -> Settings:
    return mailing(box)


@pytest.fixture
def house(admin: Api) -> Api:
    assert admin.record(*HOUSE).status_code == 201
    return admin.as_("reader", "recorder", person="rep")


def kept(api: Api, record: str) -> dict[str, Any] | None:
    entry = api.service.ledger.entry(record)
    return entry.as_kept() if entry else None


def known(api: Api, person: str = "vera", clause: str = "4.2", version: int = 2) -> str | None:
    """The highest rung of a person."""
    found = api.get(f"/v1/deals/{DEAL}/knowledge").json()
    return next(
        (
            wording["rung"]
            for each in found["people"]
            for on in each["clauses"]
            for wording in on["wordings"]
            if (each["person"], on["clause"], wording["version"]) == (person, clause, version)
        ),
        None,
    )


def subscribed(api: Api, **given: Any) -> str:
    wanted = Wanted("s1", "https://crm.example/x", "reader", **given)
    return Subscriptions(api.service.ledger.rows).create(wanted, "whsec_x", NOW).id


def link_in(box: Postbox) -> str:
    [found] = re.findall(r"https://ledger\.example(/digests/\S+)", box.text())
    return str(found)


def test_it_is_shown_and_nothing_is_sent(house: Api, box: Postbox) -> None:
    size = house.service.ledger.size
    found = house.get(DIGEST).json()
    [one] = found["digests"]
    assert one["person"] == "vera"
    assert one["sent"] == []
    assert found["basis"]["role"] == "reader"
    assert (house.service.ledger.size, box.taken) == (size, [])
    again = house.get(DIGEST, basis=json.dumps(found["basis"]))
    assert again.json() == found


def test_whoever_asks_it_is_read_as_everybody_of_the_house_may(house: Api) -> None:
    secret = on("clause.added", "s", "2025-05-04", clause="9", heading="H", text="SENTINEL",
                privilege="attorney_client")  # fmt: skip
    admin = house.as_("admin")
    assert admin.record(secret).status_code == 201
    for reader in (house, house.as_("legal"), admin):
        said = reader.get(DIGEST).json()
        assert "SENTINEL" not in json.dumps(said)
        assert said["withheld"] == 1
    basis = admin.get(f"/v1/deals/{DEAL}/terms").json()["basis"]
    assert basis["role"] == "admin"
    assert "SENTINEL" not in admin.get(DIGEST, basis=json.dumps(basis)).text


def test_by_mail_it_is_recorded_as_sent_by_the_ledger_for_who_asked(
    house: Api, box: Postbox
) -> None:
    answer = house.post(DIGESTS, BY_MAIL)
    assert answer.status_code == 201, answer.text
    said = answer.json()
    assert (said["became"], said["added"], said["to"]) == ("accepted", True, "vera")
    sent = kept(house, "digest:d1")
    assert sent is not None
    assert (sent["type"], sent["actor"], sent["on_behalf_of"]) == (
        *("message.sent", "system:deal-ledger", "rep"),
    )
    assert sent["recorded_by"] == {"name": "deal-ledger", "kind": "ledger"}
    assert sent["data"]["about"] == [{"clause": "4.2", "version": 2}]
    assert sent["data"]["channel"] == "email"
    assert sent["privilege"] == "confidential"
    [letter] = box.letters()
    assert letter["To"] == VERA
    assert letter["Subject"] == "Harbour: 1 clause changed since you last had the terms before you"
    assert "It was “Ten percent.”" in box.text()
    assert "is “Twelve percent.”" in box.text()


def test_that_a_server_took_it_is_sent_and_nothing_above(house: Api, box: Postbox) -> None:
    house.post(DIGESTS, BY_MAIL)
    assert len(box.taken) == 1
    assert known(house) == "sent"
    assert known(house, "rep") is None
    assert kept(house, "digest:d1.failed") is None


def test_the_link_stands_in_the_mail_alone_and_of_it_the_digest_is_kept(
    house: Api, box: Postbox
) -> None:
    house.post(DIGESTS, BY_MAIL)
    text = link_in(box).rpartition("/")[2]
    assert text not in json.dumps(kept(house, "digest:d1"))
    secret = text.partition("_")[2]
    rows = house.service.ledger.rows.all("SELECT * FROM ledger.tokens")
    assert secret not in repr(rows)
    assert house.get("/v1/deals", {"Authorization": f"Bearer {text}"}).status_code == 401
    assert house.get("/v1/deals", {"Authorization": f"Bearer dl_{text}"}).status_code == 401


def test_the_same_id_sends_nothing_again(house: Api, box: Postbox) -> None:
    first = house.post(DIGESTS, BY_MAIL).json()
    again = house.post(DIGESTS, BY_MAIL)
    assert again.status_code == 200
    assert again.json() == {**first, "added": False}
    assert len(box.taken) == 1
    refused(house.post(DIGESTS, BY_MAIL | {"to": "carla"}), 409, "digest_id_reused", "/id")
    refused(house.post(DIGESTS, {**BY_WEBHOOK}), 409, "digest_id_reused", "/id")
    # Else it would say that a mail was taken which never went to this address.
    other = BY_MAIL | {"address": "other@house.example"}
    refused(house.post(DIGESTS, other), 409, "digest_id_reused", "/id")
    assert len(box.taken) == 1


def test_of_several_who_ask_at_once_one_sends(house: Api, box: Postbox) -> None:
    box.waits = 0.2
    said = at_once([lambda: house.post(DIGESTS, BY_MAIL)] * 4)
    assert sorted(each.status_code for each in said) == [200, 200, 200, 201]
    assert len(box.taken) == 1


def test_a_failure_is_on_record_also_where_somebody_took_its_id(house: Api, box: Postbox) -> None:
    other = on("message.failed", "digest:d1.failed", "2025-05-04", message="x", to=["ana"],
               reason="-")  # fmt: skip
    assert house.record(other).status_code == 201
    box.rcpt = "550 No"
    house.post(DIGESTS, BY_MAIL)
    assert known(house) == "addressed"


def test_an_id_of_a_record_that_somebody_sent_is_none_of_a_digest(house: Api) -> None:
    house.record(on("message.sent", "digest:d1", "2025-05-04", message="x", to=["vera"], about=[]))
    refused(house.post(DIGESTS, BY_MAIL), 409, "digest_id_reused", "/id")


def test_a_refused_recipient_is_on_record_as_failed(house: Api, box: Postbox) -> None:
    box.rcpt = "550 No such Vera here"
    said = house.post(DIGESTS, BY_MAIL).json()
    assert said["became"] == "failed"
    assert "answered 550 to the recipient" in said["sentence"]
    failed = kept(house, "digest:d1.failed")
    assert failed is not None
    assert failed["data"]["to"] == ["vera"]
    assert "No such Vera" not in json.dumps(failed)
    assert known(house) == "addressed"
    assert house.post(DIGESTS, BY_MAIL).json()["became"] == "failed"


def test_of_a_server_that_hangs_up_with_the_words_nothing_is_claimed(
    house: Api, box: Postbox
) -> None:
    box.hangs_up = True
    said = house.post(DIGESTS, BY_MAIL).json()
    assert said["became"] == "unknown"
    assert "whether the mail server took it is not known" in said["sentence"]
    assert kept(house, "digest:d1.failed") is None
    assert known(house) == "sent"
    box.hangs_up = False
    assert house.post(DIGESTS, BY_MAIL).json()["became"] == "unknown"
    assert len(box.taken) == 1


@pytest.mark.parametrize("dies_in", ["make", "settle"])
def test_a_process_that_ends_meanwhile_leaves_it_on_record_and_it_is_never_sent_again(
    house: Api, box: Postbox, monkeypatch: pytest.MonkeyPatch, dies_in: str
) -> None:
    def dies(*_: object) -> None:
        raise SystemError

    with monkeypatch.context() as patched:
        patched.setattr(DigestLinks, dies_in, dies)
        assert house.post(DIGESTS, BY_MAIL).status_code == 500
    left = len(box.taken)
    assert left == (1 if dies_in == "settle" else 0)
    assert kept(house, "digest:d1") is not None
    said = house.post(DIGESTS, BY_MAIL)
    assert (said.status_code, said.json()["became"]) == (200, "unknown")
    assert len(box.taken) == left


def test_it_is_on_record_before_anything_leaves(
    house: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    there: list[bool] = []

    def looking(*_: object) -> Delivery:
        there.append(kept(house, "digest:d1") is not None)
        return Delivery("accepted")

    monkeypatch.setattr(sending, "delivered", looking)
    house.post(DIGESTS, BY_MAIL)
    assert there == [True]


def test_by_webhooks_it_is_the_record_that_is_pushed(house: Api, box: Postbox) -> None:
    refused(house.post(DIGESTS, BY_WEBHOOK), 409, "no_subscription_takes_it", "/by")
    assert kept(house, "digest:d1") is None
    subscribed(house, types=["message.sent"], deals=[DEAL])
    said = house.post(DIGESTS, BY_WEBHOOK).json()
    assert (said["became"], said["added"]) == ("waiting", True)
    sent = kept(house, "digest:d1")
    assert sent is not None
    assert sent["data"]["channel"] == "other"
    assert "is “Twelve percent.”" in sent["data"]["words"]
    assert box.taken == []
    rows = house.service.ledger.rows
    rows.all("UPDATE ledger.subscriptions SET position = position + 1 RETURNING position")
    assert house.post(DIGESTS, BY_WEBHOOK).json()["became"] == "taken"


@pytest.mark.parametrize(
    "given", [{"types": ["clause.added"]}, {"deals": ["another"]}, {"types": ["message.opened"]}]
)
def test_a_subscription_that_would_not_be_pushed_it_does_not_count(
    house: Api, given: dict[str, Any]
) -> None:
    subscribed(house, **given)
    refused(house.post(DIGESTS, BY_WEBHOOK), 409, "no_subscription_takes_it", "/by")


def test_the_other_side_gets_none(house: Api, box: Postbox) -> None:
    for person in ("carla", "nobody"):
        asked = BY_MAIL | {"to": person}
        refused(house.post(DIGESTS, asked), 422, "not_of_the_house", "/to")
        refused(house.get(DIGEST, to=person), 422, "not_of_the_house", "/to")
    assert box.taken == []
    assert kept(house, "digest:d1") is None


def test_whoever_has_no_gap_gets_none(house: Api, box: Postbox) -> None:
    house.record(on("clause.displayed", "again", "2025-05-04", clause="4.2", to="vera"))
    refused(house.post(DIGESTS, BY_MAIL), 422, "nothing_changed", "/to")
    assert house.get(DIGEST, to="vera").json()["digests"] == []


@pytest.mark.parametrize(
    "address", ["vera@elsewhere.example", None, "", "vera", "v@house.example, x@y.example"]
)
def test_mail_goes_to_the_house_alone(house: Api, box: Postbox, address: str | None) -> None:
    asked = BY_MAIL | {"address": address}
    refused(house.post(DIGESTS, asked), 422, "address_not_of_the_house", "/address")
    assert (box.taken, kept(house, "digest:d1")) == ([], None)


def test_who_may(house: Api) -> None:
    for roles in (("reader",), ("legal",), ("recorder",)):
        assert house.as_(*roles).post(DIGESTS, BY_MAIL).status_code == 403
    other = house.as_("reader", "recorder", deals=["another"])
    assert other.post(DIGESTS, BY_MAIL).json()["code"] == "deal_not_on_record"
    refused(house.as_("recorder").get(DIGEST), 403, "role_not_held")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "missing_field"),
        (BY_MAIL | {"by": "pigeon"}, "not_one_of"),
        (BY_MAIL | {"id": "a b"}, "bad_id"),
        (BY_MAIL | {"id": "x" * 91}, "too_long"),
        (BY_MAIL | {"more": 1}, "unknown_field"),
        (BY_MAIL | {"to": 7}, "wrong_type"),
        ([], "wrong_type"),
        (b"{", "not_json"),
    ],
)
def test_what_is_malformed_is_refused(house: Api, body: Any, code: str) -> None:
    answer = house.post(DIGESTS, body)
    assert answer.status_code == 422
    assert answer.json()["code"] == code


def test_it_may_be_asked_for_without_an_id(house: Api, box: Postbox) -> None:
    asked = {name: value for name, value in BY_MAIL.items() if name != "id"}
    assert house.post(DIGESTS, asked).json()["id"]
    assert len(box.taken) == 1


class TestWithoutMail:
    """Where the settings name no mail server."""

    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(threads=4, position_timeout=0.3, request_timeout=2.0)

    def test_it_is_said_what_is_missing(self, house: Api) -> None:
        said = refused(house.post(DIGESTS, BY_MAIL), 501, "mail_not_set_up", "/by")
        assert "DEAL_LEDGER_MAIL_HOST" in said["detail"]
        assert "DEAL_LEDGER_PUBLIC_URL" in said["detail"]
