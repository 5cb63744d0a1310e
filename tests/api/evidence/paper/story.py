"""What a paper of the story is made of: its readings, its questions, and an export made up here."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from api.evidence.paper import Export, Told
from api.evidence.paper.blocks import Block
from api.evidence.paper.case import Case
from api.evidence.paper.parts import Part
from projections.clocks import clocks
from projections.coverage import coverage
from projections.deal import KnownDeal
from projections.knowledge.reading import knowledge
from projections.overview import overview
from projections.terms import terms
from projections.timeline import timeline
from tests.journeys.test_ten_questions import TEN
from tests.projections.test_coverage_story import NOW, story

CHECKPOINT = """example.org/log
49
PSj8eLOmzCqO+X8PCVS2AdJL2xQB/qFRNIiHM8mEZms=

— example.org/log fR2b0wQ0fR2b0wQ0fR2b0wQ0fR2b0wQ0fR2b0wQ0fR2b0wQ0fR2b0wQ0fR2b0wQ0fR2b0w==
"""
EXPORT = Export(
    id="export-1",
    origin="example.org/log",
    by="Counsel",
    role="legal",
    at=datetime(2026, 11, 1, 9, 30, tzinfo=UTC),
    entries=41,
    first_position=8,
    last_position=49,
    digest="9698fc7c48da1dc34d78d98ac6b2db2d94e59c49b6f6179a7474a6d160a8dac8",
    checkpoint=CHECKPOINT,
    verifier_key="example.org/log+7d1d9bd3+AUB4Yy0pQ2l1c3RvbWVyLXZlcmlmaWVyLWtleS0xMjM0NTY=",
)


def told_of(deal: KnownDeal, **more: Any) -> Told:
    """All readings of a deal, on its basis."""
    readings: dict[str, Any] = {
        "overview": overview(deal),
        "terms": terms(deal),
        "timeline": timeline(deal),
        "coverage": coverage(deal),
        "clocks": clocks(deal),
        "knowledge": knowledge(deal),
    }
    return Told(export=EXPORT, **readings | more)


@cache
def _told() -> Told:
    answers = tuple(story().ask(each.question, now=NOW) for each in TEN)
    return told_of(story().known(now=NOW), answers=answers)


def told(**more: Any) -> Told:
    """The story, with its ten questions answered; some of it replaced."""
    return replace(deepcopy(_told()), **more)


def blocks(of: Any) -> Iterator[Block]:
    """Every block in a tree, each before those in it."""
    if isinstance(of, dict):
        if "block" in of:
            yield of
        for each in of.values():
            yield from blocks(each)
    if isinstance(of, list):
        for each in of:
            yield from blocks(each)


def texts(of: Any) -> str:
    """All words of a tree, in their order, one space between pieces that are apart."""
    if isinstance(of, dict):
        names = [name for name in of if name not in {"block", "anchor", "number"}]
        return " ".join(texts(of[name]) for name in names)
    if isinstance(of, list):
        pieces = all(isinstance(each, str | dict) and "block" not in each for each in of)
        return ("" if pieces else " ").join(texts(each) for each in of)
    return of if isinstance(of, str) else ""


def said(part: Part, given: Told) -> str:
    """The words of one part."""
    return texts(part(Case(given)))
