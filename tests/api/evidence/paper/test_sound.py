"""The PDF as another library reads it: sound, tagged, with its fonts in it, for archives."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf

from api.evidence.paper import setting, typeset
from api.evidence.paper.blocks import bullets, cell, para, quote, section, table
from tests.api.evidence.paper.test_page import paper
from tests.api.evidence.paper.test_pdf import AT

ACTIVE = ("/JavaScript", "/JS", "/Launch", "/OpenAction", "/AA", "/EmbeddedFile", "/EmbeddedFiles")


@pytest.fixture(scope="module", params=["of a story", "small"])
def pdf(request: pytest.FixtureRequest, made: dict[str, bytes]) -> Iterator[Pdf]:
    """A paper with everything, and one of every kind of block, in letters of several scripts."""
    content = made["evidence.pdf"]
    if request.param == "small":
        words = "Ωμέγα, Ёлка, שלום: x ≤ y → z"
        inner = section("two", words, [para(words)], 2) | {"number": "1.1"}
        told = (quote([{"removed": words}, {"added": words}], words), bullets([[words]]), inner)
        rows = table("T", ["A", "B"], [[cell("a"), cell("b")]], [1, 1])
        content = typeset.typeset(paper(*told, rows, title="Deal D-1"), AT)
    with pikepdf.open(BytesIO(content)) as opened:
        yield opened


def test_it_is_sound(pdf: Pdf) -> None:
    assert pdf.check_pdf_syntax() == []
    assert pdf.get_warnings() == []
    assert not pdf.is_encrypted
    assert len(pdf.pages) > 0


def test_it_is_tagged_in_a_language_and_shows_its_title(pdf: Pdf) -> None:
    root = pdf.Root
    assert root.MarkInfo.Marked
    assert str(root.Lang) == "en"
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.StructTreeRoot.K
    assert root.StructTreeRoot.ParentTree
    for page in pdf.pages:
        assert Name.StructParents in page.obj
        assert page.obj.Tabs == Name.S


def test_what_it_says_of_itself_is_said_for_archives(pdf: Pdf) -> None:
    with pdf.open_metadata(update_docinfo=False) as said:
        assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "A")
        assert said["pdfuaid:part"] == "1"
        assert str(said["dc:title"]).startswith("Deal D-1")
        assert "en" in said["dc:language"]
        assert said["xmp:CreateDate"] == said["xmp:ModifyDate"]
    [intent] = pdf.Root.OutputIntents
    assert intent.S == Name.GTS_PDFA1
    assert len(intent.DestOutputProfile.read_bytes()) > 100


def test_every_font_lies_in_it(pdf: Pdf) -> None:
    fonts = [each for each in of_type(pdf, Name.Font) if each.Subtype != Name.Type0]
    assert fonts
    for font in fonts:
        kept = font.FontDescriptor.keys() & {"/FontFile", "/FontFile2", "/FontFile3"}
        assert len(kept) == 1, font.BaseFont
    for font in of_type(pdf, Name.Font):
        assert font.Subtype != Name.Type0 or Name.ToUnicode in font


def of_type(pdf: Pdf, wanted: Name) -> list[Dictionary]:
    every = (each for each in pdf.objects if isinstance(each, Dictionary))
    return [each for each in every if each.get(Name.Type) == wanted]


def test_it_does_nothing_and_holds_no_file(pdf: Pdf) -> None:
    keys = {key for each in pdf.objects if isinstance(each, Dictionary) for key in each}
    assert keys.isdisjoint(ACTIVE)
    assert not pdf.attachments
    for link in of_type(pdf, Name.Annot):
        assert link.Subtype == Name.Link
        assert Name.A not in link


def test_the_standards_are_those_that_are_told() -> None:
    assert setting.STANDARDS == ["a-2a", "ua-1"]
