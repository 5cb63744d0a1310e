"""When something stood or was on file, and what stands round a question in its sentence or beside.

`times.jsonl` has what people ask of several deals, and what it is read as: the kind, some of the
parameters (null where none may be), and how both times begin. Near sentences are not read.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from projections.answers.asked import Question, QuestionNotRead
from projections.answers.known import Known
from projections.answers.question import read
from tests.projections.words.test_names_and_things import names
from tests.questions.bank import deals
from tests.questions.measure import known

READ = [
    json.loads(line)
    for line in Path(__file__).with_name("times.jsonl").read_text("utf-8").splitlines()
]


@cache
def deal_of(name: str) -> Known:
    return known("cobalt-2025", deals()["cobalt-2025"]) if name == "cobalt" else names(name)


def _begins(time: str | None, begin: str | None) -> bool:
    return time is None if begin is None else time is not None and time.startswith(begin)


def _is(found: Question, row: dict[str, Any]) -> bool:
    parameters = found.parameters
    return (
        found.kind == row["kind"]
        and all(parameters.get(name) == value for name, value in row["has"].items())
        and _begins(found.effective_at, row["effective_at"])
        and _begins(found.known_at, row["known_at"])
    )


@pytest.mark.parametrize("row", READ, ids=[row["asked"] for row in READ])
def test_it_is_read_as_of_the_time_that_it_names(row: dict[str, Any]) -> None:
    found = read(row["asked"], deal_of(row["deal"]))
    assert any(_is(one, row) for one in found), found
    assert {one.kind for one in found} == {row["kind"]}
    assert {one.asked for one in found} == {row["asked"]}


@pytest.mark.parametrize(
    ("deal", "asked"),
    [
        # Whether it was on the day is asked, and not whether it was by then.
        ("132", "Was A2.3 signed off on the same day P2 was sent?"),
        ("105", "Was P1 taken back on the day it was sent?"),
        ("132", "Was A2.3 signed off within two days after 14 June 2024?"),
        ("136", "Within a week of the acceptance, had R-7 been withdrawn?"),
        ("132", "Did Špela sign A2.3 more than a day before P2 was sent?"),
        ("102", "P2 was pulled 25 minutes before they accepted. Was it really?"),
        # No such time, two of them, or none that is named.
        ("136", "Which terms applied at 25:00 on 20 May 2025?"),
        ("136", "Which terms applied at 13 pm on 20 May 2025?"),
        ("132", "At midnight on 17 June 2024, was A2.3 signed off?"),
        ("132", "What terms applied in the morning?"),
        ("71", "Were spares under the ceiling in mid-February 2024?"),
        ("92", "On the Monday P2 was sent, was B/3 signed off?"),
        ("136", "Since then, has anything changed?"),
        ("136", "Had R-7 been withdrawn by then?"),
        ("136", "H1 was accepted. Was R-7 withdrawn beforehand?"),
        ("83", "What did III.1 say at the time of the strike?"),
        # No such thing happened, or more than once, or it is not clear whether it did.
        ("105", "Did anyone object before the order?"),
        ("136", "Before the meeting, did anyone object?"),
        ("132", "Did anyone object before the meeting with Bojan?"),
        ("132", "Quick one before the meeting with Alenka: did anyone object to G.5?"),
        ("132", "Did Mark hear of A1 at the meeting?"),
        (
            "136",
            "Before the clarification, say on 20 August 2025: was wind monitoring in the hold?",
        ),
        # What stands round it changes what is asked.
        ("83", "Was Hope allowed to sign III.1 when Maarja did?"),
        ("136", "Edem told Yaw about the drivers. Did we ever tell him that?"),
        ("136", "What about R-7? Who signed Y:1?"),
        ("136", "Not the call, the mail: was R-7 signed off?"),
        ("136", "Was R-7 signed off or Y:1?"),
        ("55", "How do X-1 and G/4 differ. Who signed X-1?"),
    ],
)
def test_near_it_nothing_is_read(deal: str, asked: str) -> None:
    with pytest.raises(QuestionNotRead):
        read(asked, deal_of(deal))


@pytest.mark.parametrize(
    ("asked", "over"),
    [
        ("Two minutes before the hearing, was R-7 signed off?", "Two minutes before the hearing"),
        ("Was R-7 signed off? Thanks, Grant", "Thanks, Grant"),
    ],
)
def test_the_occasion_is_passed_over_and_told(asked: str, over: str) -> None:
    (found,) = read(asked, names("136"))
    assert (found.kind, found.clauses, found.persons) == ("sign_off", ("R-7",), ())
    assert over in found.passed_over
