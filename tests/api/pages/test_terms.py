"""The terms of a deal as a page: what of a long deal is shown at once, and what when asked for."""

from __future__ import annotations

import re
from html import unescape

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


def the_sign_offs(text: str) -> str:
    return text.split("Sign-offs</h2>")[1]
