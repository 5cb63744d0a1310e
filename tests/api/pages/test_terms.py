"""The terms of a deal as a page: what of a long deal is shown at once, and what when asked for."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from tests.api.http.calling import DEAL, Api
from tests.api.pages.conftest import Browser
from tests.api.pages.test_reading_pages import checked
from tests.records import a_sending

TERMS = f"/deals/{DEAL}"


def wordings(text: str, clause: str) -> list[str]:
    """What the page says of how a clause came to its words, one by one."""
    section = text.split(f'id="clause-{clause}"')[1].split("</section>", maxsplit=1)[0]
    found = re.search(r'<ol class="history".*?</ol>', section, re.DOTALL)
    return found[0].split("<li>")[1:] if found else []


def link(text: str, words: str) -> str:
    found = re.search(rf'<a href="([^"]+)">{words}', text)
    assert found, words
    return unescape(found[1]).partition("#")[0]


@pytest.mark.parametrize("times", ["", "?effective_at=2025-05-18&known_at=record:new-2"])
def test_of_many_wordings_those_of_one_clause_are_compared_when_asked_for(
    lawyer: Browser, monkeypatch: pytest.MonkeyPatch, times: str
) -> None:
    clause = "4.2"
    revised = [
        a_sending("clause.revised", id=f"new-{n}", deal=DEAL, clause=clause, text=f"Words {n}.")
        for n in range(5)
    ]
    told = Api(lawyer.client, lawyer.service).as_("admin").record(*revised)
    assert told.status_code == 201, told.text
    every = lawyer.open(f"{TERMS}{times}")
    assert len(wordings(every, clause)) > 3
    monkeypatch.setattr("api.pages.terms.AT_ONCE", 1)
    less = lawyer.open(f"{TERMS}{times}")
    checked(less)
    assert 'class="redline"' not in less
    assert not wordings(less, clause)
    section = less.split(f'id="clause-{clause}"')[1]
    shown: list[str] = []
    asked = lawyer.open(link(section, "How it came"))
    while True:
        checked(asked)
        assert [each for each in clauses(asked) if wordings(asked, each)] == [clause]
        shown = [*wordings(asked, clause), *shown]
        if "Earlier wordings" not in asked:
            break
        asked = lawyer.open(link(asked, "Earlier wordings"))
    assert [each.split("</li>")[0] for each in shown] == [
        each.split("</li>")[0] for each in wordings(every, clause)
    ]


def clauses(text: str) -> list[str]:
    return re.findall(r'<section class="clause" id="clause-([^"]+)"', text)


def test_the_clocks_of_earlier_proposals_are_shown_when_asked_for(
    lawyer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = the_clocks(lawyer.open(TERMS))
    assert every.count("<h3>") > 1
    monkeypatch.setattr("api.pages.terms.CLOCKS", 1)
    less = lawyer.open(TERMS)
    assert the_clocks(less).count("<h3>") == 1
    assert every.startswith(the_clocks(less))
    assert f"({every.count('<h3>') - 1} before these)" in less
    assert the_clocks(lawyer.open(link(less, "All proposals"))) == every


def the_clocks(text: str) -> str:
    return (
        text.split("Three clocks</h2>")[1]
        .split("</section>", maxsplit=1)[0]
        .split("<p><a", maxsplit=1)[0]
        .rstrip()
    )


@pytest.mark.parametrize(
    "query", ["wordings=-1", "wordings=x", "clocks=some", "history=" + 121 * "x"]
)
def test_what_is_none_of_these_is_refused(lawyer: Browser, query: str) -> None:
    answer = lawyer.get(f"{TERMS}?{query}")
    assert answer.status_code == 422
    checked(answer.text)


@pytest.mark.parametrize("query", ["history=nothing", "history=4.2&wordings=0", "wordings=7"])
def test_a_clause_that_is_not_there_shows_nothing_more(lawyer: Browser, query: str) -> None:
    checked(lawyer.open(f"{TERMS}?{query}"))


def test_no_signature_hides_that_one_before_it_exceeded_its_authority(lawyer: Browser) -> None:
    grant = a_sending(
        "authority.granted", id="own-grant", grant="G-own", at="2025-06-01", person="deputy"
    )
    later = a_sending(
        "sign_off.granted",
        id="later-signature",
        deal=DEAL,
        at="2025-11-01",
        actor="deputy",
        sign_off="S2",
        proposal="P7",
    )
    for each in (grant | {"data": grant["data"] | {"over": "any"}}, later):
        told = Api(lawyer.client, lawyer.service).as_("admin").record(each)
        assert told.status_code == 201, told.text
    text = lawyer.open(TERMS)
    checked(text)
    shown = the_sign_offs(text)
    by_deputy = [each for each in shown.split("<li>") if "Dashiell Okonjo</span>" in each]
    before, after = (
        [each for each in by_deputy if f"record={record}#" in each]
        for record in ("story-17b", "later-signature")
    )
    assert len(before) == len(after) == 2
    assert all("authority exceeded" in each for each in before)
    assert all("authority within" in each for each in after)
    required = [each for each in shown.split("<li>") if "S2 was requested" in each]
    assert len(required) == 2
    assert all('class="state not_all_allowed"' in each for each in required)
    assert 'class="state signed"' not in shown


def recorded(browser: Browser, *records: dict[str, Any]) -> None:
    told = Api(browser.client, browser.service).as_("admin").record(*records)
    assert told.status_code == 201, told.text


def clause_of(browser: Browser, path: str, clause: str = "4.2") -> str:
    """A clause of the document on a page."""
    text = browser.open(path)
    checked(text, scripts=2 if "/replay" in path else 1)
    return text.split(f'<span class="id">{clause}</span>')[1].split("</section>")[0]


def cells(section: str, axis: str) -> list[str]:
    """In, out and silent on an axis, by the first table of a clause."""
    found = re.search(
        rf'<th role="rowheader" scope="row">{axis}</th>(.*?)</tr>', section, re.DOTALL
    )
    assert found
    return [re.sub(r"<[^>]+>", " ", each).strip() for each in found[1].split("</td>")[:3]]


@pytest.mark.parametrize("path", [TERMS, f"{TERMS}/replay"])
def test_services_that_nobody_named_are_silent(lawyer: Browser, path: str) -> None:
    section = clause_of(lawyer, path)
    assert cells(section, "services") == [
        "platform",
        "nothing",
        "what is not named, nor below what is",
    ]
    assert cells(section, "orders")[2] == "follow on, renewal, co term"


@pytest.mark.parametrize("path", [TERMS, f"{TERMS}/replay"])
def test_what_was_clarified_since_stands_with_the_clause(lawyer: Browser, path: str) -> None:
    agreed = a_sending(
        "terms.clarified", id="agreed", deal=DEAL, at="2025-06-20", clauses=["4.2"],
        agreed_by=["northcare", "vendor"], text="Renewals are not meant.",
        term={
            "kind": "discount",
            "scope": [{"axis": "orders", "item": "renewal", "state": "out"}],
            "until": "2026-01-31",
        },
    )  # fmt: skip
    recorded(lawyer, agreed)
    section = clause_of(lawyer, path)
    said = section.split("Clarified by")[1]
    assert "Northcare Regional Health Agency, Lumenfold Software Inc." in said
    assert "in effect from 20 June 2025" in said
    assert "Renewals are not meant.</blockquote>" in said
    assert "Discount: orders, renewal out." in said
    assert "It speaks until 31 January 2026." in said


@pytest.mark.parametrize("path", [TERMS, f"{TERMS}/replay"])
def test_on_what_condition_and_how_long_a_term_speaks_stands_with_it(
    lawyer: Browser, path: str
) -> None:
    limited = {
        "kind": "discount",
        "value": {"percent": "22"},
        "from": "2025-06-01",
        "until": "2028-05-31",
        "condition": "Northcare buys <all> of it.",
        "scope": [{"axis": "orders", "item": "expansion", "state": "in"}],
    }
    recorded(
        lawyer,
        a_sending(
            "term.stated", deal=DEAL, at="2025-05-03", clause="4.2", term=limited, method="human"
        ),
    )
    section = clause_of(lawyer, path)
    assert "It speaks from 1 June 2025 until 31 May 2028." in section
    assert "On a condition: <q" in section
    assert "Northcare buys &lt;all&gt; of it.</q>" in section


@pytest.mark.parametrize("path", [TERMS, f"{TERMS}/replay"])
def test_a_corrected_wording_stands_beside_the_one_that_was_sealed(
    lawyer: Browser, path: str
) -> None:
    right = {"clause": "4.2", "heading": "Added products", "text": "The discount applies to all."}
    recorded(
        lawyer,
        a_sending(
            "record.corrected", id="right", deal=DEAL, at="2025-06-20", corrects="story-11",
            data=right, reason="Mistyped.",
        ),
    )  # fmt: skip
    section = clause_of(lawyer, path)
    assert '<p class="text" dir="auto">The discount applies to all.</p>' in section
    sealed = section.split("As sealed in P7, which stays so: ")[1].split("</p>")[0]
    assert "added by Customer during the Term (36 months).</q>" in sealed
    assert "record right</a>" in section


def test_drafts_beside_the_text_that_governs_are_shown_as_such(lawyer: Browser) -> None:
    recorded(
        lawyer,
        a_sending("clause.revised", deal=DEAL, at="2025-05-20", clause="4.2", text="Later words."),
    )
    text = lawyer.open(TERMS)
    assert "Later words." in text.split("wording 2, a draft that does not govern")[1]


def test_a_wording_that_came_after_the_seal_is_said_not_to_be_in_it(lawyer: Browser) -> None:
    recorded(
        lawyer,
        a_sending("clause.revised", deal=DEAL, at="2025-05-03", clause="4.2", text="Early words."),
    )
    text = lawyer.open(TERMS)
    assert "Not in P7: clause 4.2 wording 2, which arrived after its seal" in text


def test_what_was_retracted_in_part_is_said_once(lawyer: Browser) -> None:
    recorded(
        lawyer,
        a_sending(
            "proposal.retracted", id="part", deal=DEAL, at="2025-06-20", proposal="P7",
            clauses=["3.1"], to=["northcare"], reason_class="error", reason="Mistyped.",
        ),
    )  # fmt: skip
    document = lawyer.open(TERMS).split('<article class="document">')[1].split("</article>")[0]
    notes = re.findall(r'<p class="note">([^<]*record part[^<]*)</p>', document)
    assert len(notes) == len(set(notes)) == 1


def the_sign_offs(text: str) -> str:
    return text.split("Sign-offs</h2>")[1]
