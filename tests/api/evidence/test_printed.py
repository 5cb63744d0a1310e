"""The paper in a bundle: made of its own readings, the same each time, and signed by nothing."""

from __future__ import annotations

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
