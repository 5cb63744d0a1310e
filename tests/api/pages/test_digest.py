"""Digests as pages: looked at, sent after they were shown, opened by who asks for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from api.app import app
from api.service import Service, running
from ledger.outbox.subscriptions import Subscriptions, Wanted
from tests.api.http.calling import NOW, Api, Clock, outside
from tests.api.mail.house import DEAL, HOUSE, VERA, mailing, on
from tests.api.mail.serving import Postbox, serving_mail
from tests.api.pages.conftest import Browser
from tests.api.pages.filling import Form
from tests.api.pages.test_reading_pages import HOSTILE, checked
from tests.projections.views.viewing import followed

HERE = "http://testserver"
DIGEST = f"/deals/{DEAL}/digest"
SEND = f"{DIGEST}/send?to=vera"


@pytest.fixture
def box() -> Iterator[Postbox]:
    with serving_mail() as made:
        yield made


@pytest.fixture
def service(database: str, clock: Clock, box: Postbox) -> Iterator[Service]:
    with running(database, mailing(box, HERE), outside(clock)) as started:
        with TestClient(app(started)) as client:
            told = Api(client, started).as_("admin").record(*HOUSE)
            assert told.status_code == 201, told.text
        followed(database, started.ledger)
        yield started


@pytest.fixture
def rep(stranger: Browser) -> Browser:
    return stranger.sign_in("reader", "recorder", person="rep")


def more(browser: Browser, *records: dict[str, Any]) -> None:
    assert Api(browser.client, browser.service).as_("admin").record(*records).status_code == 201


def filled(browser: Browser, **fields: str) -> dict[str, str]:
    """The form that sends, as it is shown, with what is filled in."""
    values = Form(browser.open(SEND)).values
    shown = {name: each[0] for name, each in values.items()}
    return {**shown, "by": "mail", "address": VERA, **fields}


def send(browser: Browser, fields: dict[str, str]) -> httpx.Response:
    given: dict[str, Any] = {**fields}
    return browser.send(f"{DIGEST}/send", **given)


def sent(browser: Browser) -> str:
    """Send it by mail; gives the id of its record."""
    fields = filled(browser)
    answer = send(browser, fields)
    assert answer.status_code == 303, answer.text
    return f"digest:{fields['id']}"


def link_in(box: Postbox) -> str:
    [found] = re.findall(rf"{HERE}(/digests/\S+)", box.text())
    return str(found)


def opened(browser: Browser, path: str) -> httpx.Response:
    """Ask for it on the page behind a link."""
    return browser.send(path, form_token=browser.form_token(path))


def test_looking_shows_who_has_a_gap_and_records_nothing(rep: Browser, box: Postbox) -> None:
    size = rep.service.ledger.size
    text = rep.open(DIGEST)
    checked(text)
    assert "It was “Ten percent.” (wording 1, the last that you had before you)" in text
    assert "Look at it as it is sent, then send it" in text
    checked(rep.open(SEND))
    assert (rep.service.ledger.size, box.taken) == (size, [])


def test_who_only_reads_sends_nothing(stranger: Browser) -> None:
    reader = stranger.sign_in("reader")
    assert "then send it" not in reader.open(DIGEST)
    assert reader.get(SEND).status_code == 403
    token = reader.form_token()
    assert send(reader, {"form_token": token, "to": "vera", "by": "mail"}).status_code == 403


def test_what_was_shown_is_what_is_sent_and_it_says_what_became_of_it(
    rep: Browser, box: Postbox
) -> None:
    text = rep.open(SEND)
    letter = re.search(r'<pre class="letter"[^>]*>(.*?)</pre>', text, re.DOTALL)
    assert letter is not None
    record = sent(rep)
    assert letter[1].strip().splitlines()[2] in box.text()
    entry = rep.service.ledger.entry(record)
    assert entry is not None
    assert entry.envelope.on_behalf_of == "rep"
    after = rep.open(f"{DIGEST}?sent={record.removeprefix('digest:')}")
    checked(after)
    assert "The mail server took it. That it arrived, or was looked at, is not on record." in after
    assert "that it was opened is not on record" in after


def test_sent_twice_it_leaves_once(rep: Browser, box: Postbox) -> None:
    fields = filled(rep)
    assert [send(rep, fields).status_code for _ in range(2)] == [303, 303]
    assert len(box.taken) == 1


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"by": ""}, "by", "Choose how it is sent."),
        ({"address": ""}, "address", "one address of the house"),
        ({"address": "vera@elsewhere.example"}, "address", "one address of the house"),
        ({"by": "webhook"}, "by", "No subscription is pushed the messages"),
    ],
)
def test_a_refusal_stands_beside_its_field_and_nothing_leaves(
    rep: Browser, box: Postbox, fields: dict[str, str], field: str, said: str
) -> None:
    size = rep.service.ledger.size
    given = filled(rep, **fields)
    answer = send(rep, given)
    assert answer.status_code in {409, 422}
    checked(answer.text)
    [beside] = re.findall(rf'id="{field}-fault">(.*?)</p>', answer.text)
    assert said in beside
    assert Form(answer.text).values.get("address", [""]) == [given["address"]]
    assert (rep.service.ledger.size, box.taken) == (size, [])


def test_where_more_was_recorded_since_it_is_shown_again_first(rep: Browser, box: Postbox) -> None:
    fields = filled(rep)
    more(rep, on("clause.revised", "c3", "2025-05-04", clause="4.2", text="Thirteen percent."))
    answer = send(rep, fields)
    assert answer.status_code == 422
    assert "More was recorded since this digest was shown to you." in answer.text
    assert "Thirteen percent." in answer.text
    assert box.taken == []
    again = {**fields, "seen": Form(answer.text).values["seen"][0]}
    assert send(rep, again).status_code == 303
    assert "Thirteen percent." in box.text()


def test_a_form_of_another_session_sends_nothing(rep: Browser, box: Postbox) -> None:
    assert send(rep, {**filled(rep), "form_token": "0" * 64}).status_code == 403
    assert send(rep, {**filled(rep), "id": "a b"}).status_code == 403
    assert box.taken == []


def test_to_whom_nothing_is_to_be_told(rep: Browser) -> None:
    for person in ("carla", "", "nobody"):
        assert rep.get(f"{DIGEST}/send?to={person}").status_code == 422
    more(rep, on("clause.displayed", "seen", "2025-05-04", clause="4.2", to="vera"))
    assert "Nothing is to be told" in rep.open(SEND)
    assert "Nobody of the house has a gap" in rep.open(DIGEST)


def test_coming_by_the_link_shows_nothing_and_records_nothing(rep: Browser, box: Postbox) -> None:
    sent(rep)
    size = rep.service.ledger.size
    rep.client.cookies.clear()
    text = rep.open(link_in(box))
    checked(text)
    assert "percent" not in text
    assert "Harbour" not in text
    assert rep.client.head(link_in(box)).status_code in {200, 405}
    assert rep.service.ledger.size == size


def test_who_asks_for_it_there_is_shown_all_of_it_and_it_is_on_record(
    rep: Browser, box: Postbox
) -> None:
    record = sent(rep)
    rep.client.cookies.clear()
    size = rep.service.ledger.size
    answer = opened(rep, link_in(box))
    assert answer.status_code == 200
    checked(answer.text)
    assert "<del>Ten</del><ins>Twelve</ins> percent." in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    entry = rep.service.ledger.entry(f"{record}.opened")
    assert entry is not None
    kept = entry.as_kept()
    assert kept["type"] == "message.opened"
    assert kept["data"] == {"message": record, "by": "vera"}
    assert kept["actor"] == "system:deal-ledger"
    assert kept["recorded_by"]["kind"] == "ledger"
    assert opened(rep, link_in(box)).status_code == 200
    assert rep.service.ledger.size == size + 1


def test_opened_is_the_rung_then_and_the_gap_is_closed(rep: Browser, box: Postbox) -> None:
    sent(rep)
    cookies = dict(rep.client.cookies)
    rep.client.cookies.clear()
    opened(rep, link_in(box))
    rep.client.cookies.update(cookies)
    assert "Nobody of the house has a gap" in rep.open(DIGEST)
    api = Api(rep.client, rep.service).as_("reader")
    asked = {"question": "Did vera know about clause 4.2?"}
    assert api.post(f"/v1/deals/{DEAL}/ask", asked).json()["verdict"] == "yes"


@pytest.mark.parametrize("change", ["", "x", "0" * 16 + "_x"])
def test_another_text_leads_nowhere(rep: Browser, box: Postbox, change: str) -> None:
    sent(rep)
    link = link_in(box)[:-1] + change if len(change) < 2 else f"/digests/{change}"
    answer = rep.get(link)
    assert answer.status_code == 404
    assert "There is no such link." in answer.text


@pytest.mark.parametrize("odd", ["%00", "%ff", "%ed%a0%80", "x" * 3000, "a%0Ab"])
def test_odd_addresses_lead_nowhere(rep: Browser, odd: str) -> None:
    assert rep.get(f"/digests/{odd}").status_code == 404
    assert rep.send(f"/digests/{odd}", form_token="x").status_code in {403, 404}
    assert rep.get(f"/deals/{DEAL}/digests/{odd}").status_code == 404
    assert rep.get(f"{DIGEST}?sent={odd[:100]}").status_code == 200
    assert rep.get(f"{DIGEST}/send?to={odd[:100]}").status_code == 422


def test_a_link_ends(rep: Browser, box: Postbox, clock: Clock) -> None:
    sent(rep)
    rep.client.cookies.clear()
    page = rep.open(link_in(box))
    clock.later(days=14)
    assert rep.get(link_in(box)).status_code == 410
    token = re.search(r'name="form_token" value="([0-9a-f]+)"', page)
    assert token
    assert rep.send(link_in(box), form_token=token[1]).status_code == 410


def revoked(rep: Browser) -> None:
    [row] = rep.service.ledger.rows.all("SELECT token FROM ledger.digest_links")
    rep.service.tokens.revoke(row["token"], NOW)


def struck(rep: Browser) -> None:
    [row] = rep.service.ledger.rows.all("SELECT record FROM ledger.digest_links")
    more(rep, on("record.struck", "st", "2026-11-25", record=row["record"], reason="A test."))


def gone(rep: Browser) -> None:
    more(rep, on("participant.assigned", "p9", "2026-11-24", person="vera", name="Vera",
                 party="northcare", function="client_contact"))  # fmt: skip


def marked(rep: Browser) -> None:
    more(rep, on("privilege.marked", "pm", "2026-11-25", record="c2", reason="Counsel's.",
                 privilege_="attorney_client"))  # fmt: skip


def taken(rep: Browser) -> None:
    [row] = rep.service.ledger.rows.all("SELECT record FROM ledger.digest_links")
    more(rep, on("message.opened", f"{row['record']}.opened", "2026-11-25", message="x", by="ana"))


def test_where_no_record_would_tell_of_it_nothing_is_shown(rep: Browser, box: Postbox) -> None:
    sent(rep)
    taken(rep)
    rep.client.cookies.clear()
    answer = opened(rep, link_in(box))
    assert answer.status_code == 410
    assert "percent" not in answer.text


@pytest.mark.parametrize("happened", [revoked, struck, gone, marked])
def test_what_is_not_to_be_shown_any_more_is_not_and_nothing_is_recorded(
    rep: Browser, box: Postbox, happened: Any
) -> None:
    record = sent(rep)
    page = rep.open(link_in(box))
    happened(rep)
    rep.client.cookies.clear()
    token = re.search(r'action="/digests/[^<]*<input[^>]*name="form_token" value="(\w+)"', page)
    assert token
    answer = rep.send(link_in(box), form_token=token[1])
    assert answer.status_code == 410
    assert "percent" not in answer.text
    assert rep.get(link_in(box)).status_code == 410
    assert rep.service.ledger.entry(f"{record}.opened") is None


def test_a_correction_since_changes_nothing_that_was_sent(rep: Browser, box: Postbox) -> None:
    sent(rep)
    right = {"clause": "4.2", "text": "Fifteen percent."}
    more(
        rep, on("record.corrected", "co", "2026-11-25", corrects="c2", data=right, reason="A typo.")
    )
    rep.client.cookies.clear()
    assert "<ins>Twelve</ins>" in opened(rep, link_in(box)).text


def test_who_is_signed_in_opens_what_was_sent_to_them_and_nobody_elses(
    rep: Browser, stranger: Browser
) -> None:
    wanted = Wanted("s1", "https://crm.example/x", "reader")
    Subscriptions(rep.service.ledger.rows).create(wanted, "whsec_x", NOW)
    fields = filled(rep, by="webhook", address="")
    assert send(rep, fields).status_code == 303
    at = f"/deals/{DEAL}/digests/{fields['id']}"
    assert rep.get(at).status_code == 404
    assert rep.get(f"/deals/{DEAL}/digests/nothing").status_code == 404
    vera = stranger.sign_in("reader", person="vera")
    size = vera.service.ledger.size
    text = vera.open(at)
    checked(text)
    assert "<ins>" not in text
    assert vera.service.ledger.size == size
    answer = opened(vera, at)
    checked(answer.text)
    assert "<ins>Twelve</ins>" in answer.text
    assert vera.service.ledger.entry(f"digest:{fields['id']}.opened") is not None


def test_hostile_words_do_no_harm(rep: Browser, box: Postbox) -> None:
    more(rep, on("clause.added", "c9", "2025-05-09", clause="9", heading=HOSTILE, text=HOSTILE))
    for path in (DIGEST, SEND):
        text = rep.open(path)
        checked(text)
        assert "<script>alert" not in text
    sent(rep)
    rep.client.cookies.clear()
    answer = opened(rep, link_in(box))
    checked(answer.text)
    assert "<script>alert" not in answer.text
