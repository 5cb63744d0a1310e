"""What "that clause", "it" and "they" mean behind a sentence, and which of its days say nothing."""

from __future__ import annotations

from typing import Any

import pytest

from projections.answers.asked import QuestionNotRead
from projections.answers.question import read
from tests.questions.bank import deals
from tests.questions.measure import known

COBALT, GULLWING, SALTMARSH = "cobalt-2025", "gullwing-2024", "saltmarsh-2023"
NAMES = {deal: known(deal, deals()[deal]) for deal in (COBALT, GULLWING, SALTMARSH)}


@pytest.mark.parametrize(
    ("deal", "question", "kind", "parameters"),
    [
        (COBALT, "Marcus rewrote 2.8. Was that clause approved?", "sign_off", {"clauses": ["2.8"]}),
        (COBALT, "Legal never answered on 2.8. Is it signed off?", "sign_off", {}),
        (SALTMARSH, "We sent P2. Was that offer retracted?", "retraction", {}),
        (
            COBALT,
            "Carla keeps asking about generators. Do they carry a discount?",
            "scope",
            {"items": [{"axis": "services", "item": "generators"}]},
        ),
        (
            GULLWING,
            "Gullwing Inland rang. Are they entitled to the discount?",
            "scope",
            {"items": [{"axis": "beneficiaries", "item": "gullwing-inland"}]},
        ),
        (COBALT, "Carla complained back in January. Is 2.3 signed off?", "sign_off", {}),
        (
            COBALT,
            "Exhibit A says no, 2.3 says 18 %. Are generators discounted?",
            "scope",
            {},
        ),
    ],
)
def test_it_is_the_one_thing_that_was_named(
    deal: str, question: str, kind: str, parameters: dict[str, Any]
) -> None:
    (found,) = read(question, NAMES[deal])
    assert found.kind == kind
    assert found.parameters.items() >= parameters.items()
    assert found.effective_at is None


@pytest.mark.parametrize(
    ("deal", "question"),
    [
        (COBALT, "Carla complained back in January. Was 2.3 signed off?"),
        (COBALT, "P2 was accepted on 3 May 2025. Was it signed off then?"),
        (GULLWING, "Joost got 12 cranes. Does the discount cover spare parts?"),
        (GULLWING, "Joost rang. Do they get the discount?"),
        (GULLWING, "Gullwing Inland ordered cranes. Do they get the discount for spare parts?"),
    ],
)
def test_what_may_be_another_thing_or_time_refuses(deal: str, question: str) -> None:
    with pytest.raises(QuestionNotRead):
        read(question, NAMES[deal])
