"""The files together: they say the same, come out the same, and stay of a size that can be set."""

from __future__ import annotations

import subprocess
import sys
from datetime import datetime
from hashlib import sha256

import pytest

from api.evidence.paper import making, of
from api.evidence.paper.blocks import Block, cell, cited, facts, moment, para, section, table
from api.evidence.paper.volumes import in_volumes
from tests.api.evidence.paper.story import blocks, told
from tests.shared import CHECKOUT

AGAIN = """
import hashlib
from api.evidence.paper import of
from tests.api.evidence.paper.story import told
for name, content in of(told()).items():
    print(name, hashlib.sha256(content).hexdigest())
"""


def test_the_story_is_a_page_and_a_pdf(made: dict[str, bytes]) -> None:
    assert list(made) == ["timeline.html", "evidence.pdf"]


def test_the_same_told_gives_the_same_bytes_in_every_process(made: dict[str, bytes]) -> None:
    again = subprocess.run(
        [sys.executable, "-c", AGAIN],
        cwd=CHECKOUT,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        check=True,
    )
    digests = (f"{name} {sha256(content).hexdigest()}" for name, content in made.items())
    assert again.stdout.decode().splitlines() == list(digests)


def test_progress_goes_up_to_its_end() -> None:
    seen: list[tuple[int, int]] = []
    of(told(answers=(), timeline=None), lambda done, all_: seen.append((done, all_)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]


def of_size(anchor: str, size: int, pieces: int = 1) -> Block:
    parts = [para("x" * (size // pieces)) for _ in range(pieces)]
    return section(anchor, anchor, parts) | {"number": "1", "apart": False}


@pytest.mark.parametrize(
    ("words", "short"),
    [("x" * 1_000, True), ("x" * 2_000, False), ("\n" * 100, False), ("中" * 500, False)],
)
def test_only_what_certainly_fits_on_a_page_is_kept_together(words: str, *, short: bool) -> None:
    assert moment([], [], [para(words)])["short"] is short
    assert cited(words, [])["short"] is short
    assert facts([("name", [words])])["short"] is short


def test_a_row_is_kept_together_by_the_width_of_its_columns() -> None:
    words = cell("x" * 1_000)
    assert table("", ["", ""], [[words, cell("")]], [50, 50])["whole"] == [True]
    assert table("", ["", ""], [[words, cell("")]], [10, 90])["whole"] == [False]
    many = table("", [""], [[cell("x")]] * 100, [100])
    assert (many["short"], set(many["whole"])) == (False, {True})


def test_what_fits_in_one_volume_is_one() -> None:
    sections = [of_size("a", 100), of_size("b", 100)]
    assert in_volumes(sections, 1_000) == [sections]


def test_a_long_section_goes_on_in_the_next_volume_and_says_so() -> None:
    sections = [of_size("a", 500), of_size("b", 5_000, 50), of_size("c", 500)]
    volumes = in_volumes(sections, 2_000)
    titles = [[each["title"] for each in volume] for volume in volumes]
    assert titles[0] == ["a", "b"]
    assert titles[1] == ["b (continued)"]
    assert titles[-1][-1] == "c"
    assert all(len(str(volume)) < 3_000 for volume in volumes)


def test_no_block_is_lost_doubled_or_moved_between_volumes() -> None:
    sections = [of_size(str(n), 700 * n, n) for n in range(1, 9)]
    volumes = in_volumes(sections, 1_500)
    kept = [b for volume in volumes for b in blocks(volume) if b["block"] == "para"]
    assert kept == [each for each in blocks(sections) if each["block"] == "para"]
    assert all(volume for volume in volumes)


def test_a_block_larger_than_a_volume_has_one_of_its_own() -> None:
    volumes = in_volumes([of_size("a", 100), of_size("b", 9_000), of_size("c", 100)], 1_000)
    assert [[each["title"] for each in volume] for volume in volumes] == [["a"], ["b"], ["c"]]


def test_a_paper_in_volumes_says_in_the_first_what_stands_in_which(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_: list[Block] = []

    def keep(paper: Block, _: datetime) -> bytes:
        set_.append(paper)
        return b""

    monkeypatch.setattr(making, "in_volumes", lambda sections: in_volumes(sections, 20_000))
    monkeypatch.setattr(making, "typeset", keep)
    files = of(told())
    assert list(files)[:3] == ["timeline.html", "evidence.pdf", "evidence-2.pdf"]
    assert len(files) == len(set_) + 1 > 3
    assert set_[1]["kind"].endswith(f"volume 2 of {len(set_)}")
    [shelf] = [each for each in set_[0]["cover"] if each["block"] == "table"]
    assert len(shelf["rows"]) == len(set_)
