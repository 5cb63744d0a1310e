"""Reading a question keeps nothing in circles: its names are given back at once."""

from __future__ import annotations

import gc

from projections.answers.question import read
from tests.questions.bank import deals
from tests.questions.measure import known

DEAL = "cobalt-2025"


def test_what_was_read_is_given_back_without_looking_for_garbage() -> None:
    asked = "Who signed off on 2.8, and were they allowed to?"
    names = known(DEAL, deals()[DEAL])
    read(asked, names)  # what is compiled once is kept
    was_on = gc.isenabled()
    gc.disable()
    try:
        gc.collect()
        read(asked, names)
        assert gc.collect() == 0
    finally:
        if was_on:
            gc.enable()
