"""What the record does not show, and what no proof of it can prove."""

from __future__ import annotations

from collections.abc import Iterator

from api.evidence.paper.blocks import Block, Words, bullets, quiet, section, strong
from api.evidence.paper.case import Case
from api.evidence.paper.wording import listed


def limits(case: Case) -> Block:
    """The bounds of this paper, in its own section so that nobody has to look for them."""
    blocks = [
        section("not-shown", "Not shown by this record", [bullets(_not_shown(case))], 2),
        section("not-proven", "Not proven by the proof", [bullets(_not_proven(case))], 2),
    ]
    return section("limits", "What this does not show, and does not prove", blocks)


def _not_shown(case: Case) -> Iterator[Words]:
    yield [
        (
            "Whatever happened and was not recorded. That something is not on record does not mean "
            "that it did not happen."
        )
    ]
    for said, asked in _by_question(case).items():
        yield [said, quiet(f" (question{'s' * (len(asked) > 1)} {listed(asked)})")]
    notes = dict.fromkeys(note for reading in case.readings for note in reading["notes"])
    yield from ([note] for note in notes)
    if kept := max((each["withheld"] for each in case.readings), default=0):
        yield [
            (
                f"{kept} records that are withheld from whoever exported this: the readings "
                "here rest only on what that reader may see."
            )
        ]


def _by_question(case: Case) -> dict[str, list[str]]:
    """What was looked for and not found, once, with the numbers of the questions."""
    found: dict[str, list[str]] = {}
    for number, answer in enumerate(case.told.answers, 1):
        for said in dict.fromkeys(each["sentence"] for each in answer["not_shown"]):
            found.setdefault(said, []).append(str(number))
    return found


def _not_proven(case: Case) -> Iterator[Words]:
    yield [
        strong("That what was recorded is true"),
        (
            ", or that all that happened was recorded. The proof shows that the record was not "
            "changed since it was made."
        ),
    ]
    if case.told.export.stamped:
        yield [
            strong("The exact time of an entry"),
            ". Its time is the clock of the database. The time stamps bound it from outside.",
        ]
    else:
        yield [
            strong("When an entry was made"),
            (
                ". Its time is the clock of the database, and no checkpoint says when it was "
                "signed. A checkpoint that you hold proves that an entry is not younger than the "
                "day on which you were given it."
            ),
        ]
    yield [
        strong("Anything before the first checkpoint that you keep"),
        ". A ledger that was rewritten before that begins, for you, with the rewriting.",
    ]
    yield [
        strong("That a value beside an entry is the one that was meant"),
        (
            ". The entry commits to it by a digest; a value that was erased breaks no proof, and "
            "“[erased]” stands in its place."
        ),
    ]
    yield [
        strong("That there is no second ledger"),
        (
            ". Whoever has the key and the database can keep two histories. Two people who compare "
            "their checkpoints find it."
        ),
    ]
    yield [
        strong("That this page says the same as the entries"),
        ". It is a rendering for people. What counts are the entries in the bundle.",
    ]
