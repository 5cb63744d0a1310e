"""The replay of a deal as a page: every moment a step, and what stood and who knew after it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from api.pages import handles
from tests.api.http.calling import DEAL, Api
from tests.api.pages.conftest import Browser
from tests.api.pages.test_reading_pages import HOSTILE, checked
from tests.records import a_sending

REPLAY = f"/deals/{DEAL}/replay"
SENT = 39
"""The position at which the offer of the story was sent, on 12 May."""


@pytest.mark.parametrize(
    "path",
    [
        REPLAY,
        f"{REPLAY}?position={SENT}",
        f"{REPLAY}?position={SENT}&happened=30",
        f"{REPLAY}?effective_at=2025-05-12",
        f"{REPLAY}?known_at=record:story-18a",
        f"{REPLAY}?known_at=2025-05-10",
        f"{REPLAY}?known_at=2025-05-10&effective_at=2025-05-01",
        f"{REPLAY}?position=0",
        f"{REPLAY}?contemporaneous_only=true",
        f"{REPLAY}?known_at=&effective_at=",
    ],
)
def test_every_page_is_whole(lawyer: Browser, path: str) -> None:
    text = lawyer.open(path)
    checked(text, scripts=2)
    assert "http://" not in text


@pytest.mark.parametrize(
    "query",
    ["", f"?position={SENT}", f"?position={SENT}&happened=30", "?position=0", "?known_at=12"],
)
def test_a_step_is_a_part_of_the_page(lawyer: Browser, query: str) -> None:
    part = lawyer.open(f"{REPLAY}/at{query}")
    checked(part, scripts=0)
    assert part.lstrip().startswith('<div id="moment"')
    whole = lawyer.open(f"{REPLAY}{query}")
    assert stood(part) in whole
    assert len(part) < len(whole) / 2


def stood(text: str) -> str:
    """What a step says of what stood; not as of when it was asked, which is another time."""
    return text[text.index('<div id="stood"') : text.index('<p class="basis">')]


def test_on_12_may_the_vp_had_not_been_shown_the_clause(lawyer: Browser) -> None:
    part = lawyer.open(f"{REPLAY}/at?position={SENT}")
    assert "sent proposal P7 to Northcare" in part
    knew = part.split("4.2 wording 1</h3>")[1].split("</dl>")[0]
    vp = knew.split("Marguerite Oyelaran</dt>")[1].split("</dd>")[0]
    assert "<strong>received</strong>" in vp
    assert "Nothing on record: Pilar Vasquenza" in part


def test_a_step_changes_standing_terms_clocks_and_sign_offs(lawyer: Browser) -> None:
    before, after = (lawyer.open(f"{REPLAY}/at?position={at}") for at in (26, SENT))
    assert 'class="standing draft"' in before
    assert 'class="standing offered"' in after
    assert "added by Customer during the Term" not in before
    assert "added by Customer during the Term" in after
    assert "authority exceeded" in after.split("Sign-offs</h2>")[1]
    assert "Sign-offs</h2>" in before
    assert "authority" not in before.split("Sign-offs</h2>")[1]


def test_a_signature_beyond_authority_is_not_shown_as_a_good_one(lawyer: Browser) -> None:
    signed = lawyer.open(f"{REPLAY}/at?position={SENT}").split("Sign-offs</h2>")[1]
    assert signed.count('<span class="state not_all_allowed">signed</span>') == 5
    assert 'class="state signed"' not in signed


def test_without_a_script_every_moment_is_a_link(lawyer: Browser) -> None:
    text = lawyer.open(REPLAY)
    steps = re.search(r'data-steps="([-0-9 ]+)"', text)
    assert steps
    runs = [tuple(map(int, each.split("-"))) for each in steps[1].split()]
    places = [place for run in runs for place in range(run[0], run[-1] + 1)]
    assert f"of {len(places)}</p>" in text
    for place in places:
        assert f"replay?position={place}#moment" in text
    last = lawyer.open(f"{REPLAY}?position={SENT}")
    assert f"replay?position={SENT - 1}#moment" in last
    assert f"replay?position={SENT + 1}#moment" in last


def test_the_two_handles_go_together_until_they_are_taken_apart(lawyer: Browser) -> None:
    together = lawyer.open(f"{REPLAY}?position=49")
    assert together.count('class="handle"') == 1
    assert "replay?position=49&amp;happened=49" in together
    apart = lawyer.open(f"{REPLAY}?position=49&happened={SENT}")
    assert apart.count('class="handle"') == 2
    assert "What had happened by 12 May 2025, 13:58 UTC" in apart
    assert 'class="standing offered"' in apart
    assert 'href="/deals/northcare-2025/replay?position=49"' in apart


def test_with_the_handles_apart_a_later_correction_is_not_told_as_what_had_happened_last(
    lawyer: Browser,
) -> None:
    api = Api(lawyer.client, lawyer.service).as_("admin")
    right = {"proposal": "P7", "by": "partner-lead"}
    told = api.record(
        a_sending(
            "record.corrected",
            id="right", deal=DEAL, at="2025-06-20", corrects="story-19", data=right,
            occurred_at="2025-05-12T14:05Z", reason="The clock was slow.",
        )
    )  # fmt: skip
    assert told.status_code == 201, told.text
    since = "What was corrected or struck since counts, too. The last record known is of that kind:"
    assert since in lawyer.open(f"{REPLAY}?position=50&happened={SENT}")
    assert since in lawyer.open(f"{REPLAY}/at?position=50&happened={SENT}")
    before = lawyer.open(f"{REPLAY}?position=49&happened={SENT}")
    assert since not in before
    assert "The last record of it:" in before


def test_the_other_pages_of_the_deal_open_at_the_step(lawyer: Browser) -> None:
    assert f'href="/deals/{DEAL}?known_at={SENT}"' in lawyer.open(f"{REPLAY}?position={SENT}")
    apart = lawyer.open(f"{REPLAY}?position=49&happened={SENT}")
    assert f'href="/deals/{DEAL}?effective_at=2025-05-12T13%3A58%3A59Z"' in apart
    terms = lawyer.open(f"/deals/{DEAL}?effective_at=2025-05-12&known_at={SENT}")
    assert f"{REPLAY}?effective_at=2025-05-12&amp;known_at={SENT}" in terms
    assert "As of 12 May 2025" in terms


def test_what_was_recorded_after_the_dispute_can_be_left_out(lawyer: Browser) -> None:
    said = "I was never told"
    assert said in lawyer.open(REPLAY).split('id="moments"')[1]
    less = lawyer.open(f"{REPLAY}?contemporaneous_only=true")
    assert said not in less.split('id="moments"')[1]
    assert "still counts all that was on record by then" in less


def test_by_the_sources_times_the_replay_says_so(lawyer: Browser) -> None:
    text = lawyer.open(f"{REPLAY}?known_at=2025-05-10")
    assert "The ledger itself began later" in text
    assert "known_at=2025-05-10" in text
    assert "Tobias Wrenfield sent proposal P7" not in text


@pytest.mark.parametrize(
    "query",
    [
        "position=50",
        "position=-1",
        "position=x",
        "happened=3",
        "happened=49&effective_at=2025-05-12",
        "effective_at=yesterday",
        "known_at=record:nothing",
        "contemporaneous_only=perhaps",
        "other=1",
    ],
)
@pytest.mark.parametrize("path", [REPLAY, f"{REPLAY}/at"])
def test_a_step_that_is_none_is_refused_on_a_page(lawyer: Browser, path: str, query: str) -> None:
    answer = lawyer.get(f"{path}?{query}")
    assert answer.status_code == 422
    checked(answer.text)


def test_a_reader_is_shown_nothing_privileged(stranger: Browser) -> None:
    reader = stranger.sign_in("reader")
    text = reader.open(REPLAY)
    assert "dispute opened" not in text
    assert "1 record is withheld from you" in text
    assert "1 record is withheld from you" in reader.open(f"{REPLAY}/at")


def test_of_a_long_deal_the_steps_say_the_same(
    lawyer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = lawyer.open(f"{REPLAY}/at?position={SENT}")
    monkeypatch.setattr(handles, "LONG", 10)
    monkeypatch.setattr("projections.timeline.replay.LENGTH", 3)
    lawyer.service.replays.forget()
    assert lawyer.open(f"{REPLAY}/at?position={SENT}") == usual
    assert "This deal is long" in lawyer.open(REPLAY)


def test_of_many_moments_those_around_the_step_are_listed(
    lawyer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.replay.LISTED", 10)
    listed = lawyer.open(f"{REPLAY}?position={SENT}").split('id="moments"')[1]
    assert listed.count("<li") == 10
    assert f'data-position="{SENT}"' in listed
    assert "Earlier moments" in listed
    assert "Later moments" in listed


def test_a_long_table_is_there_when_it_is_asked_for(
    lawyer: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    inline = the_table(lawyer.open(REPLAY))
    monkeypatch.setattr("api.pages.replay.ROWS", 3)
    less = lawyer.open(REPLAY)
    checked(less, scripts=2)
    assert "<tbody>" not in less.split("</svg>")[1].split('id="stood"')[0]
    link = re.search(r'<a href="([^"]+)#lanes-table">The same as a table', less)
    assert link
    more = lawyer.open(unescape(link[1]))
    checked(more, scripts=2)
    assert the_table(more) == inline


def the_table(text: str) -> str:
    return text.split("The same as a table</summary>")[1].split("</details>", maxsplit=1)[0]


def test_a_page_after_a_new_record_is_the_one_made_anew(lawyer: Browser) -> None:
    admin = Api(lawyer.client, lawyer.service).as_("admin")
    for number in range(3):
        lawyer.open(f"{REPLAY}/at?position={SENT}")
        said = a_sending(
            "statement.made",
            deal=DEAL,
            statement=f"new-{number}",
            words="So it stays.",
            form="written",
            about=[{"clause": "4.2"}],
        )
        assert admin.record(said).status_code == 201
        steps = range(SENT, lawyer.service.ledger.size + 1)
        went_on = [lawyer.open(f"{REPLAY}/at?position={at}") for at in steps]
        assert "So it stays." in went_on[-1]
        page = lawyer.open(REPLAY)
        lawyer.service.replays.forget()
        assert [lawyer.open(f"{REPLAY}/at?position={at}") for at in steps] == went_on
        assert lawyer.open(REPLAY) == page


def test_hostile_words_are_shown_harmlessly(lawyer: Browser) -> None:
    admin = Api(lawyer.client, lawyer.service).as_("admin")
    opened = a_sending("deal.opened", deal="D-1", name=HOSTILE[:200])
    added = a_sending("clause.added", deal="D-1", heading=HOSTILE[:200], text=HOSTILE)
    joined = a_sending(
        "participant.assigned", deal="D-1", person="vera", name=HOSTILE[:200], party="house"
    )
    about = [{"clause": "4.2"}]
    said = a_sending(
        "statement.made", deal="D-1", statement="X", words=HOSTILE, form="written", about=about
    )
    told = admin.record(opened, added, joined, said)
    assert told.status_code == 201, told.text
    for path, scripts in (("/deals/D-1/replay", 2), ("/deals/D-1/replay/at", 0)):
        text = lawyer.open(path)
        checked(text, scripts)
        assert "<script>alert" not in text
        assert "&lt;script&gt;" in text


def test_who_looked_at_which_step_is_on_record(lawyer: Browser) -> None:
    lawyer.open(REPLAY)
    lawyer.open(f"{REPLAY}/at?position={SENT}")
    rows = lawyer.service.ledger.rows.all("SELECT action, deal, position FROM ledger.access_log")
    assert {"action": "replay page", "deal": DEAL, "position": 49} in rows
    assert {"action": "replay step", "deal": DEAL, "position": SENT} in rows


def test_a_mistyped_year_breaks_the_axis_and_is_said_in_words(lawyer: Browser) -> None:
    whole = lawyer.open(REPLAY)
    assert "The axis is broken" not in whole
    slip = a_sending("value.reported", id="slip", deal=DEAL, at="1925-05-12")
    assert Api(lawyer.client, lawyer.service).as_("admin").record(slip).status_code == 201
    text = lawyer.open(REPLAY)
    checked(text, scripts=2)
    said = "The axis is broken: between 12 May 1925 and 7 April 2025 nothing is on record."
    assert text.count(f'<p class="note">{said}</p>') == 1
    note = text.split("Far from all others stands ")[1].split("</p>")[0]
    assert "record slip</a>: value reported, 12 May 1925." in note
    assert text.count('class="torn"') == 4  # wide, and for a phone
