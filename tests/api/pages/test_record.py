"""Recording by hand: the same checks as over HTTP, beside the fields; and never an import."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from tests.api.http.calling import DEAL, Api
from tests.api.pages.conftest import Browser
from tests.api.pages.filling import RECORD, Form, last, on, opened, sent
from tests.api.pages.test_reading_pages import HOSTILE, checked
from tests.records import a_sending

ABOUT = "clause:4.2"
FORMS: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "meeting": (
        "meeting.held",
        {"attendees": ["rep", "vp-sales"], "about": [ABOUT, "proposal:P7"], "notes": "All of it."},
        {
            "attendees": ["rep", "vp-sales"],
            "about": [{"clause": "4.2"}, {"proposal": "P7"}],
            "notes": "All of it.",
        },
    ),
    "call": (
        "message.sent",
        {"to": ["agency-buyer"], "about_topic": "add-ons", "words": "They are in."},
        {
            "to": ["agency-buyer"],
            "channel": "call",
            "about": [{"topic": "add-ons"}],
            "words": "They are in.",
        },
    ),
    "statement": (
        "statement.made",
        {
            "to": ["northcare"],
            "about": ["clause:4.2@1"],
            "words": "Anything\r\nyou add.",
            "form": "recollection",
            "scope_in": ["orders:expansion"],
            "scope_out": ["orders:renewal"],
        },
        {
            "to": ["northcare"],
            "about": [{"clause": "4.2", "version": 1}],
            "words": "Anything\nyou add.",
            "form": "recollection",
            "scope": [
                {"axis": "orders", "item": "expansion", "state": "in"},
                {"axis": "orders", "item": "renewal", "state": "out"},
            ],
        },
    ),
    "acknowledgement": (
        "acknowledgement.given",
        {"about": [ABOUT]},
        {"about": [{"clause": "4.2"}]},
    ),
    "objection": (
        "objection.raised",
        {"about": [ABOUT], "words": "Not at that price."},
        {"about": [{"clause": "4.2"}], "words": "Not at that price."},
    ),
    "sign-off": (
        "sign_off.granted",
        {
            "which": "P7",
            "on_behalf_of": "vp-sales",
            "clauses": ["4.2"],
            "value": "640000.00",
            "value_unit": "USD",
            "conditions": "No affiliates.\r\n\r\nNo renewals.",
        },
        {
            "proposal": "P7",
            "clauses": ["4.2"],
            "value": {"amount": "640000.00", "currency": "USD"},
            "conditions": ["No affiliates.", "No renewals."],
        },
    ),
    "sign-off-declined": (
        "sign_off.declined",
        {"which": "P7", "reason": "Too much."},
        {"proposal": "P7", "reason": "Too much."},
    ),
    "person": (
        "participant.assigned",
        {"person": "new.person", "name": "A New One", "party": "vendor", "function": "legal"},
        {"person": "new.person", "name": "A New One", "party": "vendor", "function": "legal"},
    ),
    "company": (
        "party.joined",
        {"party": "northcare-south", "name": "South", "role": "client", "parent": "northcare"},
        {"party": "northcare-south", "name": "South", "role": "client", "parent": "northcare"},
    ),
}


@pytest.fixture
def clerk(stranger: Browser) -> Browser:
    """A browser in which a person who reads and records is signed in."""
    return stranger.sign_in("reader", "recorder", person="rep")


@pytest.mark.parametrize("form", sorted(FORMS))
def test_a_form_is_whole_and_records_what_is_filled_in(clerk: Browser, form: str) -> None:
    type_, fields, data = FORMS[form]
    checked(clerk.open(f"{RECORD}/{form}"))
    answer = sent(clerk, form, opened(clerk, form), actor="rep", **on("2025-05-10"), **fields)
    assert answer.status_code == 303, answer.text
    entry = last(clerk)
    kept = entry.as_kept()
    assert (kept["type"], kept["actor"], kept["occurred_at"]) == (type_, "rep", "2025-05-10")
    given = {name: each for name, each in kept["data"].items() if name in data}
    assert given == data
    assert kept["evidence"] == {"class": "asserted"}
    page = clerk.open(answer.headers["location"])
    checked(page)
    assert 'role="status"' in page
    assert f'id="record-{entry.id}"' in page


def test_a_sign_off_that_was_asked_for_is_known_by_its_request(clerk: Browser) -> None:
    shown = opened(clerk, "sign-off")
    text = clerk.open(f"{RECORD}/sign-off")
    [asked] = [
        e.split('"')[0] for e in text.split('<option value="')[1:] if "of Hanneke" in e[:200]
    ]
    sign_off, proposal = asked.split()
    answer = sent(clerk, "sign-off", shown, which=asked, actor="deal-desk", **on("2025-05-10"))
    assert answer.status_code == 303, answer.text
    data = last(clerk).as_kept()["data"]
    assert (data["sign_off"], data["proposal"]) == (sign_off, proposal)
    again = opened(clerk, "sign-off-withdrawn")
    why = {"reason_class": "error", "reason": "A slip."}
    fields = {"which": sign_off, "actor": "deal-desk", **on("2025-05-11"), **why}
    assert sent(clerk, "sign-off-withdrawn", again, **fields).status_code == 303
    assert last(clerk).as_kept()["data"] == {"sign_off": sign_off, **why}


def test_that_a_call_was_heard_is_recorded_when_somebody_says_so(clerk: Browser) -> None:
    fields = FORMS["call"][1] | {"actor": "rep", "to": ["agency-buyer", "partner-lead"]}
    times = {"when_how": "moment", "when_at": "2025-05-10T09:30"}
    shown = opened(clerk, "call")
    led = sent(clerk, "call", shown, **fields, **times, heard="yes")
    assert led.status_code == 303
    call, *heard = (last(clerk, back).as_kept() for back in (3, 2, 1))
    assert [each["data"]["by"] for each in heard] == ["agency-buyer", "partner-lead"]
    assert {each["type"] for each in heard} == {"message.received"}
    assert led.headers["location"].endswith(f"#record-{quote(call['id'], safe='')}")
    assert {each["data"]["message"] for each in heard} == {call["data"]["message"]}
    assert {each["occurred_at"] for each in (call, *heard)} == {"2025-05-10T09:30Z"}
    offered = clerk.open(f"{RECORD}/statement").split("What was said before")[1]
    assert "Tobias Wrenfield, 10 May 2025, 09:30 UTC said in a call: “" in offered
    assert "Tobias Wrenfield, 5 May 2025, 10:15 UTC wrote: “The draft P6" in offered


def test_what_a_person_records_is_no_import_whoever_signed_in(stranger: Browser) -> None:
    admin = stranger.sign_in("admin")
    fields = FORMS["objection"][1] | {"actor": "vp-sales", "evidence": "signed"}
    answer = sent(admin, "objection", opened(admin, "objection"), **fields, **on("2025-05-10"))
    assert answer.status_code == 303
    entry = last(admin)
    assert entry.recorded_by.kind == "token"
    assert not entry.recorded_by.believed
    page = admin.open(answer.headers["location"])
    assert "its class is only what the sender says" in page.split(f'id="record-{entry.id}"')[1]


def test_the_person_of_the_token_is_offered_and_shown_as_recording_themselves(
    stranger: Browser,
) -> None:
    browser = stranger.sign_in("reader", "recorder", person="nobody.yet")
    shown = opened(browser, "objection")
    assert shown["actor"] == ["nobody.yet"]
    answer = sent(browser, "objection", shown, **FORMS["objection"][1], **on("2025-05-10"))
    assert answer.status_code == 303
    assert last(browser).recorded_by.person == "nobody.yet"


def test_a_form_that_is_sent_twice_adds_nothing_the_second_time(clerk: Browser) -> None:
    shown = opened(clerk, "objection")
    fields = FORMS["objection"][1] | on("2025-05-10")
    first, second = (sent(clerk, "objection", shown, **fields) for _ in range(2))
    size = clerk.service.ledger.size
    assert (first.status_code, second.status_code) == (303, 303)
    assert "It is on record, here." in clerk.open(first.headers["location"])
    assert "nothing was added" in clerk.open(second.headers["location"])
    assert clerk.service.ledger.size == size
    assert opened(clerk, "objection")["record"] != shown["record"]


def test_a_form_that_is_sent_again_with_other_words_is_another_record(clerk: Browser) -> None:
    shown = opened(clerk, "objection")
    fields = FORMS["objection"][1] | on("2025-05-10")
    assert sent(clerk, "objection", shown, **fields).status_code == 303
    fields["words"] = "Not at all."
    refused = sent(clerk, "objection", shown, **fields)
    assert refused.status_code == 409
    assert "record_id_reused" in refused.text
    form = Form(refused.text)
    assert form.values["record"] != shown["record"]
    assert form.values["words"] == ["Not at all."]
    assert sent(clerk, "objection", form.values).status_code == 303


@pytest.mark.parametrize(
    ("fields", "field", "code", "pointer"),
    [
        ({"words": " "}, "words", "missing_field", "/data/words"),
        ({"about": []}, "about", "missing_field", "/data/about"),
        ({"about": ["clause:9.9"]}, "about", "clause_not_on_record", "/data/about/0/clause"),
        ({"about": ["clause:4.2@7"]}, "about", "wording_not_on_record", "/data/about/0/version"),
        ({"about": ["nothing"]}, None, None, None),
        ({"when_day": ""}, "when", "missing_field", "/occurred_at"),
        ({"when_day": "2025-02-30"}, "when", "bad_time", "/occurred_at"),
        ({"actor": ""}, "actor", "missing_field", "/actor"),
        ({"actor": "not a person"}, "actor", "bad_id", "/actor"),
        ({"evidence": "hearsay"}, "evidence", "not_one_of", "/evidence/class"),
        ({"privilege": "secret"}, "privilege", "not_one_of", "/privilege"),
        ({"words": "x" * 100_001}, "words", "too_long", "/data/words"),
        ({"words": "\x00"}, "words", "bad_text", "/data/words"),
    ],
)
def test_what_is_refused_stands_beside_its_field_and_what_was_typed_is_kept(
    clerk: Browser, fields: dict[str, Any], field: str | None, code: str, pointer: str
) -> None:
    filled = FORMS["objection"][1] | {"actor": "rep", "quote": "As it says."} | on("2025-05-10")
    size = clerk.service.ledger.size
    answer = sent(clerk, "objection", opened(clerk, "objection"), **(filled | fields))
    if field is None:  # it is a topic, in whatever words
        assert answer.status_code == 303
        return
    assert answer.status_code == 422, answer.text
    assert clerk.service.ledger.size == size
    checked(answer.text)
    form = Form(answer.text)
    assert form.focus[:1] == [field if field in {"words", "actor"} else f"{field}-1"]
    assert f'href="#{form.focus[0]}"' in answer.text
    assert f'id="{field}-fault"' in answer.text
    assert f"({code} at {pointer})" in answer.text
    assert "<title>Not recorded: " in answer.text
    assert form.values["quote"] == ["As it says."]
    if field in {"words", "actor"}:
        assert f"{field}-fault" in form.described[field]


def test_an_amount_is_asked_for_in_the_words_of_who_fills_in_forms(clerk: Browser) -> None:
    filled = {"which": " P7", "actor": "rep", "value": "640,000", **on("2025-05-10")}
    answer = sent(clerk, "sign-off", opened(clerk, "sign-off"), **filled)
    assert answer.status_code == 422
    said = answer.text.split('id="value-fault"')[1].split("</p>")[0]
    assert "Write digits alone, with a point before the decimals" in said
    assert "string" not in said


def test_all_that_is_wrong_is_said_at_once_in_the_order_of_the_form(clerk: Browser) -> None:
    shown = opened(clerk, "statement") | {"actor": [""]}
    answer = sent(clerk, "statement", shown)
    summary = answer.text.split('id="faults-head"')[1].split("</ul>")[0]
    links = [each.split('"')[0] for each in summary.split('href="#')[1:]]
    assert links == ["actor", "when-1", "about-1", "words", "form-1"]
    assert len(Form(answer.text).focus) == 1


def test_a_time_that_the_deals_zone_never_had_is_refused_beside_its_field(clerk: Browser) -> None:
    api = Api(clerk.client, clerk.service).as_("admin")
    told = api.record(a_sending("deal.opened", time_zone="Europe/Oslo"), a_sending("party.joined"))
    assert told.status_code == 201
    path = "/deals/D-1/record/company"
    text = clerk.open(path)
    assert "In the time zone of this deal, Europe/Oslo." in text
    fields: Any = Form(text).values | {"party": "p", "name": "P", "role": "other", "actor": "rep"}
    fields |= {"when_how": "moment", "when_at": "2025-03-30T02:30"}
    refused = clerk.send(path, None, **fields)
    assert refused.status_code == 422
    assert "does not exist in Europe/Oslo" in refused.text
    assert Form(refused.text).values["when_at"] == ["2025-03-30T02:30"]
    told_again = clerk.send(path, None, **(fields | {"when_at": "2025-03-30T03:30"}))
    assert told_again.status_code == 303
    assert last(clerk, deal="D-1").as_kept()["occurred_at"] == "2025-03-30T03:30+02:00"


def test_who_may_not_record_has_no_such_page(stranger: Browser) -> None:
    for roles in (("reader",), ("legal",)):
        browser = stranger.sign_in(*roles)
        assert f'href="{RECORD}"' not in browser.open(f"/deals/{DEAL}")
        for path in (RECORD, f"{RECORD}/meeting", f"{RECORD}/retraction"):
            assert browser.get(path).status_code == 403
            answer = browser.send(path, form_token=browser.form_token())
            assert answer.status_code in {403, 405}
    recorder = stranger.sign_in("recorder")
    assert recorder.get(f"{RECORD}/meeting").status_code == 403


def test_what_is_not_there_is_said_so(clerk: Browser) -> None:
    assert clerk.get(f"{RECORD}/nothing").status_code == 404
    assert clerk.get("/deals/nothing/record/meeting").status_code == 404
    assert clerk.get(f"{RECORD}?other=1").status_code == 422
    limited = clerk.sign_in("reader", "recorder", deals=["other"])
    assert limited.get(f"{RECORD}/meeting").status_code == 404
    answer = limited.send(f"{RECORD}/objection", form_token=limited.form_token())
    assert answer.status_code == 404


def test_a_form_of_another_site_records_nothing(clerk: Browser) -> None:
    size = clerk.service.ledger.size
    shown = opened(clerk, "objection") | {"form_token": ["0" * 64]}
    fields = FORMS["objection"][1] | on("2025-05-10")
    assert sent(clerk, "objection", shown, **fields).status_code == 403
    assert clerk.service.ledger.size == size


def test_what_is_privileged_is_recorded_and_said_to_be_withheld(clerk: Browser) -> None:
    fields = FORMS["objection"][1] | on("2025-05-10") | {"privilege": "attorney_client"}
    answer = sent(clerk, "objection", opened(clerk, "objection"), **fields)
    assert last(clerk).privilege == "attorney_client"
    page = clerk.open(answer.headers["location"])
    assert "not among the records that you may see" in page
    assert "Not at that price." not in page


@pytest.fixture
def hostile(clerk: Browser) -> Browser:
    """A deal in which everything is called something hostile."""
    api = Api(clerk.client, clerk.service).as_("admin")
    name, about = HOSTILE[:200], [{"clause": "4.2"}]
    told = api.record(
        a_sending("deal.opened", name=name),
        a_sending("party.joined", name=name),
        a_sending("participant.assigned", name=name, party="acme"),
        a_sending("clause.added", heading=name, text=HOSTILE),
        a_sending("clause.revised", text=HOSTILE + "!"),
        a_sending("proposal.sealed"),
        a_sending("statement.made", statement="X", words=HOSTILE, form="written", about=about),
        a_sending("sign_off.requested"),
        a_sending("sign_off.granted", conditions=[HOSTILE]),
        a_sending("retraction.instructed", target={"proposal": "P1"}, to="ana",
                  reason_class="error", reason=HOSTILE),
        a_sending("reliance.reported", by="acme", act=HOSTILE, on={"proposal": "P1"}),
    )  # fmt: skip
    assert told.status_code == 201, told.text
    return clerk


@pytest.mark.parametrize(
    "path", [*sorted(FORMS), "sign-off-withdrawn", "retraction", "retraction?proposal=P1"]
)
def test_hostile_words_are_shown_harmlessly(hostile: Browser, path: str) -> None:
    text = hostile.open(f"/deals/D-1/record/{path}")
    checked(text)
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
    form = Form(text)
    filled = {name: [HOSTILE] for name in form.names - {"form_token"}}
    answer = hostile.send(
        f"/deals/D-1/record/{path.partition('?')[0]}",
        None,
        **(filled | {"form_token": form.values["form_token"], "proposal": ["P1"]}),
    )
    assert answer.status_code == 422
    checked(answer.text)
    assert "<script>alert" not in answer.text
