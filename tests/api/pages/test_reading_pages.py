"""The register and a deal as pages: what stands on them, harmless whatever was recorded."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

import pytest

from tests.api.http.calling import DEAL, Api
from tests.api.pages.conftest import Browser
from tests.projections.views.viewing import followed
from tests.records import a_sending

HOSTILE = "<script>alert(1)</script>\"'&{{ 7 * 7 }}\u202e\u2066left " + "w" * 10_000
VOID = {"meta", "link", "input", "br", "img", "hr"}


class Balanced(HTMLParser):
    """Whether every element is closed in its place, no id stands twice, every label has a field."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.scripts = 0
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.scripts += tag == "script"
        self.inline += [name for name in given if name.startswith("on") or name == "style"]
        if (id_ := given.get("id")) is not None:
            self.ids.append(id_)
        if tag == "label":
            self.labels.append(str(given["for"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag


def checked(text: str, scripts: int = 1) -> Balanced:
    parser = Balanced()
    parser.feed(text)
    parser.close()
    assert parser.open == []
    assert len(parser.ids) == len(set(parser.ids))
    assert set(parser.labels) <= set(parser.ids)
    assert parser.inline == []
    assert parser.scripts == scripts
    return parser


@pytest.mark.parametrize(
    "path",
    [
        "/deals",
        "/deals?q=products&standing=contested",
        "/deals?q=nothing",
        f"/deals/{DEAL}",
        f"/deals/{DEAL}?effective_at=2025-04-30",
        f"/deals/{DEAL}?effective_at=2025-05-12&known_at=record:story-18a",
        f"/deals/{DEAL}?effective_at=&known_at=",
    ],
)
def test_every_page_is_whole(lawyer: Browser, path: str) -> None:
    checked(lawyer.open(path))


def test_nothing_is_loaded_from_elsewhere_and_no_page_is_kept(lawyer: Browser) -> None:
    answer = lawyer.get(f"/deals/{DEAL}")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert answer.headers["cache-control"] == "private, no-store"
    assert "http://" not in answer.text
    assert "https://" not in answer.text


def test_the_assets_are_served(lawyer: Browser) -> None:
    for name, kind in (("pages.css", "text/css"), ("pages.js", "text/javascript")):
        assert kind in lawyer.get(f"/static/{name}").headers["content-type"]
        assert f"/static/{name}?" in lawyer.open("/deals")


def test_a_deal_is_found_by_what_stands_in_it(lawyer: Browser) -> None:
    assert f'href="/deals/{DEAL}"' in lawyer.open("/deals?q=marguerite")
    assert "No deal on record is found by that." in lawyer.open("/deals?q=zebra")


def test_what_is_silent_stands_beside_what_is_in(lawyer: Browser) -> None:
    text = lawyer.open(f"/deals/{DEAL}")
    assert "follow on, renewal, co term" in text
    assert "added by Customer during the Term" in text
    assert "contested" in text


def test_on_an_earlier_day_the_terms_are_those_of_that_day(lawyer: Browser) -> None:
    text = lawyer.open(f"/deals/{DEAL}?effective_at=2025-04-30")
    assert "Added products and services" not in text
    assert "As of 30 April 2025" in text
    assert 'value="2025-04-30"' in text


@pytest.mark.parametrize("path", ["/deals/nothing", "/deals/%20", "/deals/x/y"])
def test_a_deal_that_is_not_on_record_is_said_so(lawyer: Browser, path: str) -> None:
    answer = lawyer.get(path)
    assert answer.status_code == 404
    checked(answer.text)


@pytest.mark.parametrize(
    "path",
    [
        f"/deals/{DEAL}?effective_at=yesterday",
        f"/deals/{DEAL}?known_at=record:nothing",
        f"/deals/{DEAL}?other=1",
        "/deals?standing=happy",
        "/deals?cursor=x",
    ],
)
def test_a_bad_parameter_is_refused_on_a_page(lawyer: Browser, path: str) -> None:
    answer = lawyer.get(path)
    assert 400 <= answer.status_code < 500
    checked(answer.text)
    assert "Code " in answer.text


def test_hostile_words_are_shown_harmlessly(lawyer: Browser, database: str) -> None:
    admin = Api(lawyer.client, lawyer.service).as_("admin")
    opened = a_sending("deal.opened", deal="D-1", name=HOSTILE[:200])
    added = a_sending("clause.added", deal="D-1", heading=HOSTILE[:200], text=HOSTILE)
    assert admin.record(opened, added).status_code == 201
    followed(database, lawyer.service.ledger)
    for path in ("/deals", "/deals/D-1"):
        text = lawyer.open(path)
        checked(text)
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text
        assert "49" not in text.split("&lt;script&gt;", 1)[1].split("left", 1)[0]
    assert escape(HOSTILE[:30], quote=False)[:8] in lawyer.open("/deals/D-1")


def test_a_reader_is_told_how_many_records_are_withheld(stranger: Browser) -> None:
    legal = stranger.sign_in("legal").open(f"/deals/{DEAL}")
    reader = stranger.sign_in("reader").open(f"/deals/{DEAL}")
    assert "withheld from you" not in legal
    assert "withheld from you" in reader


def test_who_looked_is_on_record(lawyer: Browser) -> None:
    lawyer.open(f"/deals/{DEAL}")
    rows = lawyer.service.ledger.rows.all("SELECT action, deal FROM ledger.access_log")
    assert {"action": "terms page", "deal": DEAL} in rows


def test_the_register_shows_a_day_as_a_day_and_marks_a_figure_from_after_the_dispute(
    lawyer: Browser, database: str
) -> None:
    value = {"amount": "990000.00", "currency": "USD"}
    told = Api(lawyer.client, lawyer.service).as_("admin").record(
        a_sending(
            "sign_off.granted",
            id="since", deal=DEAL, at="2025-06-30", sign_off="S9", proposal="P7", value=value,
        )
    )  # fmt: skip
    assert told.status_code == 201, told.text
    followed(database, lawyer.service.ledger)
    assert "As known at position 50." in lawyer.open("/deals")
    text = lawyer.open("/deals").split("<tbody")[1]
    checked(lawyer.open("/deals"))
    line = " ".join(text.split())
    assert '<td role="cell" data-head="Last movement">30 June 2025</td>' in line
    value_cell = line.split('data-head="Value"')[1].split("</td>")[0]
    assert "USD 990,000" in value_cell
    assert "recorded after the dispute was opened" in value_cell
    assert "at the time: USD 640,000" in value_cell


def test_who_mistypes_an_address_reads_a_page(lawyer: Browser) -> None:
    for path in ("/deal/northcare-2025", "/nothing"):
        answer = lawyer.get(path, accept="text/html,*/*")
        assert answer.status_code == 404
        checked(answer.text)
        assert "To the deals" in answer.text
        assert lawyer.get(path, accept="*/*").json()["code"] == "no_such_route"
    assert lawyer.get("/v1/nothing", accept="text/html").json()["code"] == "no_such_route"


def test_from_what_is_refused_on_a_page_of_a_deal_one_goes_back_to_it(lawyer: Browser) -> None:
    back = f'<a href="/deals/{DEAL}">Back to the deal</a>'
    for path in (f"/deals/{DEAL}?known_at=record:nothing", f"/deals/{DEAL}/replay?happened=3"):
        answer = lawyer.get(path)
        assert answer.status_code == 422
        checked(answer.text)
        assert back in answer.text
    assert "Back to the deal" not in lawyer.get("/deals/nothing/findings").text
    assert "Back to the deal" not in lawyer.get("/deals?finding=nothing").text
