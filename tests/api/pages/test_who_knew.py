"""Who knew what, as a table and person by person; and the records, each in its place."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.http.calling import DEAL, Api
from tests.api.pages.conftest import Browser
from tests.api.pages.test_reading_pages import HOSTILE, checked
from tests.records import a_sending

KNEW = f"/deals/{DEAL}/knowledge"
RECORDS = f"/deals/{DEAL}/records"


def row(text: str, name: str) -> str:
    """The row of a person in the table."""
    rows = [each.split("</tr>", 1)[0] for each in text.split('<tr role="row">')[1:]]
    [found] = [each for each in rows if f">{name}</a>" in each]
    return found


@pytest.mark.parametrize(
    "path",
    [
        KNEW,
        f"{KNEW}?wordings=all",
        f"{KNEW}?wordings=clause:4.2",
        f"{KNEW}?wordings=clause:nothing",
        f"{KNEW}?effective_at=2025-04-01",
        f"{KNEW}?known_at=record:story-18a&person=vp-sales&clause=4.2&version=1",
        f"{KNEW}?person=nobody",
        RECORDS,
        f"{RECORDS}?of=organisation",
        f"{RECORDS}?effective_at=2025-04-01",
        f"{RECORDS}?known_at=0",
        f"{RECORDS}?record=story-26",
        f"{RECORDS}?record=story-01",
        f"{RECORDS}?record=nothing",
        f"{RECORDS}?after=40",
    ],
)
def test_every_page_is_whole(lawyer: Browser, path: str) -> None:
    checked(lawyer.open(path))


@pytest.mark.parametrize("path", [f"{KNEW}?version=0", f"{KNEW}?wordings=x", f"{RECORDS}?after=x"])
def test_a_bad_parameter_is_refused_on_a_page(lawyer: Browser, path: str) -> None:
    answer = lawyer.get(path)
    assert answer.status_code == 422
    checked(answer.text)


def test_the_leader_had_never_been_shown_the_clause(lawyer: Browser) -> None:
    text = lawyer.open(f"{KNEW}?effective_at=2025-05-12")
    of_her = row(text, "Marguerite Oyelaran").split("<td")
    assert ">displayed</a>" in of_her[1]
    assert "having seen it" not in of_her[1]
    assert ">received</a>" in of_her[2]
    assert "not on record as having seen it" in of_her[2]


def test_what_is_not_on_record_is_never_said_to_be_unknown(lawyer: Browser) -> None:
    text = lawyer.open(KNEW)
    assert row(text, "Pilar Vasquenza").count("not on record</span>") == 2
    assert text.count("did not know") == 1  # where it says that this is never meant
    assert "chat did not report from 5 May 2025 until 6 May 2025" in text


def test_what_first_opened_it_is_named_and_not_taken_for_what_stands_above(
    lawyer: Browser,
) -> None:
    text = lawyer.open(f"{KNEW}?person=vp-sales&clause=4.2&version=1")
    of = text.split('id="w-4.2-1"')[1].split("</li>")[0]
    exposed, opened = (
        of.split(f"<dt>{title}</dt><dd>")[1].split("</dd>")[0]
        for title in ("First exposure", "First opened or more")
    )
    assert "record story-12a</a>" in exposed
    assert opened.startswith("as proven: ")
    assert "record story-22</a>" in opened


def test_a_rung_leads_to_the_record_that_proves_it(lawyer: Browser) -> None:
    text = lawyer.open(f"{KNEW}?known_at=record:story-21")
    found = re.search(r'href="([^"]+)#w-4.2-1">received</a>', row(text, "Marguerite Oyelaran"))
    assert found
    sheet = lawyer.open(KNEW + found[1].replace("&amp;", "&")).split('id="person"', 1)[1]
    opened = sheet.split("<details open>", 1)[1].split("</details>", 1)[0]
    assert "Message M1 was received by Marguerite Oyelaran." in opened
    assert f'href="{RECORDS}?record=story-12b#record-story-12b"' in opened
    assert "the chat connection" in sheet


def test_a_record_that_may_have_meant_a_later_wording_proves_neither(lawyer: Browser) -> None:
    admin = Api(lawyer.client, lawyer.service).as_("admin")
    told = admin.record(
        a_sending("deal.opened", at="2025-05-01"),
        a_sending("participant.assigned", person="carla", name="Carla Diaz", at="2025-05-01"),
        a_sending("clause.added", id="first", at="2025-05-02"),
        a_sending("clause.displayed", id="shown", clause="4.2", to="carla", at="2025-05-10"),
        a_sending("clause.revised", id="late", at="2025-05-05"),
    )
    assert told.status_code == 201, told.text
    text = lawyer.open("/deals/D-1/knowledge?wordings=all&person=carla&clause=4.2&version=2")
    checked(text)
    assert ">not known</a>" in row(text, "Carla Diaz").split("<td")[2]
    assert "no system reported" in row(text, "Carla Diaz")
    assert "No system is on record as reporting on this person." in text.split('id="coverage"')[1]
    assert "The rung would be: displayed." in text


def test_what_was_struck_or_corrected_stays_and_says_so(lawyer: Browser) -> None:
    admin = Api(lawyer.client, lawyer.service).as_("admin")
    data = {"message": "M7", "to": ["vp-sales"], "channel": "email", "about": [], "words": "Yes."}
    told = admin.record(
        a_sending("message.sent", deal=DEAL, id="m7", **data | {"words": "No."}),
        a_sending("record.corrected", deal=DEAL, id="c7", corrects="m7", data=data),
        a_sending("record.struck", deal=DEAL, id="s7", record="story-10"),
    )
    assert told.status_code == 201, told.text
    text = lawyer.open(RECORDS)
    checked(text)
    of = {each.split('"', 1)[0]: each for each in text.split('id="record-')[1:]}
    assert "Yes." in of["m7"]
    assert "First recorded" in of["m7"]
    assert 'record=c7#record-c7"' in of["m7"]
    assert "<del>" in of["story-10"]
    assert "it counts for nothing" in of["story-10"]


def test_a_record_is_found_on_whichever_page_it_stands(lawyer: Browser) -> None:
    admin = Api(lawyer.client, lawyer.service).as_("admin")
    about = [{"topic": "x"}]
    many = [
        a_sending("message.sent", deal=DEAL, id=f"n{n}", message=f"N{n}", about=about)
        for n in range(60)
    ]
    assert admin.record(*many).status_code == 201
    first = lawyer.open(RECORDS)
    assert 'id="record-n59"' not in first
    found = re.search(r'rel="next" href="([^"]+)"', first)
    assert found
    second = lawyer.open(found[1].replace("&amp;", "&"))
    checked(second)
    assert f'rel="prev" href="{RECORDS}?of=deal"' in second
    assert 'id="record-n20"' in second
    assert 'id="record-n59"' in lawyer.open(f"{RECORDS}?record=n59")


def test_records_of_the_organisation_are_for_who_may_see_all_deals(lawyer: Browser) -> None:
    assert 'id="record-story-01"' in lawyer.open(f"{RECORDS}?record=story-01")
    token = Api(lawyer.client, lawyer.service).as_("legal", deals=[DEAL]).token
    assert token is not None
    assert lawyer.send("/sign-in", token=token).status_code == 303
    for path in (f"{RECORDS}?record=story-01", f"{RECORDS}?of=organisation"):
        assert 'id="record-story-01"' not in lawyer.open(path)


def test_what_is_withheld_is_counted(stranger: Browser) -> None:
    text = stranger.sign_in("reader").open(RECORDS)
    assert re.search(r"Withheld from you: [1-9][0-9]* of this deal", text)
    assert 'id="record-story-25"' not in text


def test_hostile_words_are_shown_harmlessly(lawyer: Browser) -> None:
    admin = Api(lawyer.client, lawyer.service).as_("admin")
    name, about = HOSTILE[:200], [{"clause": "4.2"}]
    told = admin.record(
        a_sending("deal.opened", name=name),
        a_sending("participant.assigned", name=name),
        a_sending("clause.added", heading=name, text=HOSTILE),
        a_sending("message.sent", id="m", to=["ana"], about=about, words=HOSTILE),
        a_sending("coverage_gap.recorded", system="chat", cause=HOSTILE[:1_000]),
    )
    assert told.status_code == 201, told.text
    for path, scripts in (
        ("knowledge?person=ana&clause=4.2&version=1", 1),
        ("records", 1),
        ("ask", 2),
        ("ask?kind=terms&clauses=4.2", 2),
        ("ask?kind=knowledge&clauses=4.2&persons=ana", 2),
    ):
        text = lawyer.open(f"/deals/D-1/{path}")
        checked(text, scripts)
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text


def test_who_recorded_for_whom_is_said(stranger: Browser) -> None:
    api = Api(stranger.client, stranger.service)
    about, told = [{"clause": "4.2"}], "The discount was meant to cover expansion."
    scope = [{"axis": "orders", "item": "expansion", "state": "in"}]
    given: dict[str, Any] = {
        "scope": scope,
        "form": "written",
        "about": about,
        "words": told,
        "deal": DEAL,
        "actor": "vp-sales",
    }
    for id_, person in (("own", "vp-sales"), ("other", "rep"), ("nobody", None)):
        sender = api.as_("recorder", person=person)
        assert sender.record(a_sending("statement.made", id=id_, statement=id_, **given)).is_success
    reader = stranger.sign_in("reader")
    cards = {each.split('"', 1)[0]: each for each in reader.open(RECORDS).split('id="record-')[1:]}
    asked = reader.open(
        f"/deals/{DEAL}/ask?question=Was the discount meant to cover expansion services?"
    )
    for text in (cards["other"], asked):
        assert "by the credentials of Tobias Wrenfield, for Marguerite Oyelaran (token:" in text
    for text in (cards["nobody"], asked):
        assert "by a token that is bound to nobody (token:" in text
    assert "a token, by the person’s own credentials." in cards["own"]


def test_how_far_the_record_behind_a_rung_is_believed_stands_with_it(lawyer: Browser) -> None:
    sender = Api(lawyer.client, lawyer.service).as_("recorder")
    met = {"attendees": ["engineer"], "about": [{"clause": "4.2"}], "at": "2025-05-20"}
    at_first = row(lawyer.open(KNEW), "Pilar Vasquenza")
    assert "recorded late" not in at_first
    told = sender.record(
        a_sending("meeting.held", deal=DEAL, id="met", meeting="met", **met)
        | {"evidence": {"class": "signed"}}
    )
    assert told.is_success, told.text
    marks = (
        "recorded late",
        "recorded after the dispute was opened",
        "its class is only what the sender says",
    )
    replayed = lawyer.open(f"/deals/{DEAL}/replay?known_at=record:met").split('id="knew-head"')[1]
    of_person = replayed.split(">Pilar Vasquenza</dt>")[1].split("</dd>")[0]
    sheet = lawyer.open(f"{KNEW}?person=engineer").split('id="person"')[1].split("</section>")[0]
    for text in (row(lawyer.open(KNEW), "Pilar Vasquenza"), of_person, sheet):
        assert "discussed" in text
        assert all(each in text for each in marks)


def test_who_knew_by_what_was_recorded_at_the_time_alone(lawyer: Browser) -> None:
    about: dict[str, Any] = {"about": [{"clause": "4.2"}]}
    told = Api(lawyer.client, lawyer.service).as_("admin").record(
        a_sending(
            "acknowledgement.given", id="since", deal=DEAL, at="2025-05-20", actor="engineer",
            **about,
        )
    )  # fmt: skip
    assert told.status_code == 201, told.text
    whole = lawyer.open(KNEW)
    assert ">acknowledged</a>" in row(whole, "Pilar Vasquenza")
    [only] = re.findall(r'<a href="([^"]+)">Only what was recorded at the time</a>', whole)
    assert "contemporaneous_only=true" in only
    then = lawyer.open(f"{KNEW}{only.strip().replace('&amp;', '&')}")
    checked(then)
    assert "acknowledged" not in row(then, "Pilar Vasquenza")
    assert ">discussed</a>" in row(then, "Marguerite Oyelaran")
    assert "Only what was recorded at the time proves a rung here." in then
    unseen = then.split('id="not-seen"')[1].split("</dl>")[0]
    assert "Pilar Vasquenza" in unseen


def test_what_was_chosen_in_the_replay_is_kept_on_the_way_to_who_knew_and_back(
    lawyer: Browser,
) -> None:
    replay = lawyer.open(f"/deals/{DEAL}/replay?contemporaneous_only=true&position=39")
    to = f"/deals/{DEAL}/knowledge?known_at=39&amp;contemporaneous_only=true"
    assert replay.count(f'href="{to}"') == 2  # the tab, and beside who knew then
    knew = lawyer.open(to.replace("&amp;", "&"))
    checked(knew)
    times = "effective_at=&amp;known_at=39"
    assert f'href="/deals/{DEAL}/replay?{times}&amp;contemporaneous_only=true"' in knew
    assert f'href="/deals/{DEAL}/ask?{times}"' in knew
    person = lawyer.open(f"{KNEW}?contemporaneous_only=true&person=vp-sales")
    assert re.search(r'/replay\?known_at=record:[^"]+&amp;contemporaneous_only=true"', person)
    assert 'name="contemporaneous_only" value="true"' in person


def test_a_late_failure_takes_no_rung_back_where_only_what_was_recorded_then_counts(
    lawyer: Browser,
) -> None:
    sent = a_sending(
        "message.sent", id="then", deal=DEAL, at="2025-05-07", message="M50", to=["engineer"],
        about=[{"clause": "4.2"}],
        source={"system": "mail", "ref": "50", "recorded_at": "2025-05-07T12:00:00Z"},
    )  # fmt: skip
    failed = a_sending(
        "message.failed", id="failed", deal=DEAL, at="2025-05-07", message="M50", to=["engineer"],
        reason="The box was full.",
    )  # fmt: skip
    told = Api(lawyer.client, lawyer.service).as_("admin").record(sent, failed)
    assert told.status_code == 201, told.text
    assert ">addressed</a>" in row(lawyer.open(KNEW), "Pilar Vasquenza")
    then = lawyer.open(f"{KNEW}?contemporaneous_only=true")
    assert ">sent</a>" in row(then, "Pilar Vasquenza")
