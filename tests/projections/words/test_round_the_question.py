"""What stands round a question says nothing; what would be misread is refused."""

from __future__ import annotations

from typing import Any

import pytest

from projections.answers.asked import QuestionNotRead
from projections.answers.question import read
from tests.questions.bank import deals
from tests.questions.measure import known

NAMES = known("cobalt-2025", deals()["cobalt-2025"])


@pytest.mark.parametrize(
    ("question", "kind", "parameters"),
    [
        ("Counsel asks: was P1 withdrawn?", "retraction", {"ask": "whether", "proposal": "P1"}),
        ("Somebody claims that P1 was withdrawn; is that so?", "retraction", {"proposal": "P1"}),
        ("It would help to know whether P1 was withdrawn.", "retraction", {"proposal": "P1"}),
        ("For what reason was P1 withdrawn?", "retraction", {"ask": "why"}),
        ("P1 withdrawal - date?", "retraction", {"ask": "when"}),
        ("Approvals on P2: names?", "sign_off", {"ask": "who", "proposal": "P2"}),
        ("Sign-offs on P2 please", "sign_off", {"ask": "who", "proposal": "P2"}),
        ("theft: does the contract address it?", "silence", {"words": "theft"}),
        ("what do the papers say about theft, anything?", "silence", {"words": "theft"}),
        ("Who authored section 2.8?", "changes", {"ask": "who", "clauses": ["2.8"]}),
        ("2.1 or 2.8 - which one do we go with?", "precedence", {"clauses": ["2.1", "2.8"]}),
        (
            "What was the duration of the price hold?",
            "terms",
            {"terms": ["price", "discount", "price_hold", "price_cap"]},
        ),
        (
            "Dana: what was she told about gensets?",
            "communication",
            {"ask": "what", "to": ["w.dana"]},
        ),
    ],
)
def test_it_is_read_as_what_it_asks(question: str, kind: str, parameters: dict[str, Any]) -> None:
    (found,) = read(question, NAMES)
    assert found.kind == kind
    assert found.parameters.items() >= parameters.items()


@pytest.mark.parametrize(
    "question",
    [
        "and what about the discount",
        "Was P1 still open when Cobalt accepted?",
        "withdrawal of P2 - decision",
        "Does the discount stop at the first order?",
        "Had we told him gensets are out?",
    ],
)
def test_what_would_be_misread_is_refused(question: str) -> None:
    with pytest.raises(QuestionNotRead):
        read(question, NAMES)
