"""The README's tour of the HTTP interface: its commands in their order, against what it serves."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Sequence

import httpx
import pytest

from api.reading_bodies import Knowledge, State, Terms, Timeline
from api.schemas import Answer, Entry, PageAcross, Register
from tests.journeys.readme import blocks, commands, section
from tests.journeys.terminal import Terminal

TOUR = section("Over HTTP")
SERVE, ACTIVATE, *TYPED = commands(TOUR)
PORT = "8321"
"""The port that the README names: whoever may listen on it, the tour is served on a free one."""
OUT_OF_TIME = 28
"""curl's exit code when its time is over."""


class Tour:
    """A service, and what the tour's commands printed, by what was typed."""

    def __init__(self, terminal: Terminal, address: str, token: str) -> None:
        self.terminal = terminal
        self.address = address
        self.token = token
        self._said = dict(zip(TYPED, self.type(TYPED), strict=True))

    def type(self, typed: Sequence[str]) -> list[tuple[str, int]]:
        """What commands print, and their exit codes."""
        return self.terminal.type([self.here(each) for each in typed])

    def here(self, text: str) -> str:
        """A text of the README with the port and the token of this tour."""
        return text.replace("dl_…", self.token).replace(PORT, self.address.rpartition(":")[2])

    def saw(self, words: str, code: int = 0) -> str:
        """What the command with these words in it printed."""
        [(text, ended)] = [said for typed, said in self._said.items() if words in typed]
        assert ended == code, text
        return text


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    """The whole tour, once. What it is served by is stopped when all tests have looked."""
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed here")
    terminal = Terminal(tmp_path_factory.mktemp("tour"))
    terminal.run("deal-ledger", "demo", "--save", "story.jsonl")
    with terminal.serving(SERVE) as (address, token):
        yield Tour(terminal, address, token)


def test_the_tour_begins_with_serving() -> None:
    assert (SERVE, ACTIVATE) == ("deal-ledger serve", ". .venv/bin/activate")
    assert len(TYPED) == 14


def test_the_story_is_recorded_by_one_request_and_once(tour: Tour) -> None:
    assert tour.saw("$(paste").strip() == "201"
    *_, (again, _) = tour.type([each for each in TYPED if re.match(r"export|call\(|printf", each)])
    assert again.strip() == "200"


def test_the_register_shows_the_deal(tour: Tour) -> None:
    [deal] = Register.model_validate_json(tour.saw("call $LEDGER")).deals
    assert (deal.deal, deal.standing) == ("northcare-2025", "contested")


def test_terms_are_read_as_of_a_day(tour: Tour) -> None:
    assert Terms.model_validate_json(tour.saw("/terms?")).standing == "offered"


def test_who_knew_what_when_is_read(tour: Tour) -> None:
    people = Knowledge.model_validate_json(tour.saw("/knowledge?")).people
    assert {each.person for each in people} >= {"rep", "vp-sales", "deal-desk"}
    timeline = Timeline.model_validate_json(tour.saw("/timeline?"))
    assert len(timeline.moments) == 5
    assert timeline.next == timeline.moments[-1].position
    assert State.model_validate_json(tour.saw("/state?")).position == 31


def test_questions_across_deals_are_answered(tour: Tour) -> None:
    [deal] = Register.model_validate_json(tour.saw("?q=discount")).deals
    assert deal.deal == "northcare-2025"
    rows = PageAcross.model_validate_json(tour.saw("/exposures?")).rows
    assert {(each["clause"], each["rung"]) for each in rows} == {
        ("3.1", "discussed"),
        ("4.2", "discussed"),
    }


def test_a_question_is_answered(tour: Tour) -> None:
    assert Answer.model_validate_json(tour.saw("/ask")).verdict == "silent"


def test_the_stream_sends_the_records_after_a_position(tour: Tour) -> None:
    sent = re.findall(r"^data: (.*)$", tour.saw("/stream", OUT_OF_TIME), re.MULTILINE)
    assert [Entry.model_validate_json(each).position for each in sent] == [48, 49]


def test_the_problem_that_the_readme_shows_is_what_comes_back(tour: Tour) -> None:
    [shown] = blocks("json", TOUR)
    assert json.loads(tour.saw("clause.revised")) == json.loads(shown)


def test_the_auditor_reads_one_deal_and_records_nothing(tour: Tour) -> None:
    [token] = re.findall(r"dl_\S+", tour.saw("token create"))
    with httpx.Client(
        base_url=tour.address,
        headers={"Authorization": f"Bearer {token}"},
        transport=httpx.HTTPTransport(),
    ) as auditor:
        assert auditor.get("/v1/deals/northcare-2025").status_code == 200
        assert auditor.get("/v1/deals/harbour-2026").status_code == 404
        assert auditor.post("/v1/records", json={}).status_code == 403


def test_the_python_of_the_tour_works_as_it_is_written(tour: Tour) -> None:
    [code] = blocks("python", TOUR)
    answer, *entries = tour.terminal.run(
        "python", "-W", "error", "-c", tour.here(code), TOKEN=tour.token
    ).splitlines()
    assert answer.startswith("silent ")
    assert len(entries) > 30
    assert entries[0].split() == ["8", "deal.opened", "rep"]
