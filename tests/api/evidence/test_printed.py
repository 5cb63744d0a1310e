"""The paper in a bundle: made of its own readings, the same each time, and signed by nothing."""

from __future__ import annotations

import html
import re

from tests.api.evidence.bundles import House, checked, printed_files

QUESTION = "Does the discount cover analytics?"


def test_a_bundle_with_its_paper_checks_and_comes_again(house: House) -> None:
    first = printed_files(house, questions=(QUESTION,))
    assert first["evidence.pdf"].startswith(b"%PDF-")
    page = first["timeline.html"].decode()
    assert QUESTION in page
    assert "The discount stays." in page
    assert first["checkpoint"].decode().splitlines()[2] in page
    assert printed_files(house, questions=(QUESTION,)) == first
    assert checked(first).unsigned == ("evidence.pdf", "timeline.html")


def test_the_paper_shows_what_the_bundle_discloses(house: House) -> None:
    page = printed_files(house, without_privileged=True)["timeline.html"].decode()
    assert "The discount stays." not in page
    assert "work product" in page


def test_the_certificate_says_the_same_on_paper_and_in_its_file(house: House) -> None:
    files = printed_files(house)
    page = " ".join(re.sub("<[^>]+>", "", files["timeline.html"].decode()).split())
    for paragraph in files["certificate.txt"].decode().split("\n\n"):
        said = " ".join(paragraph.replace("_", " ").split()).removesuffix(":")
        assert said in html.unescape(page), said
