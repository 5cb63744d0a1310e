"""A name is found however it is joined, spelt and escaped: by an erasure and by `--check` alike."""

from __future__ import annotations

import json
from base64 import b64encode
from time import process_time
from unicodedata import normalize
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.erasing.matching import Matcher
from ledger.erasing.plan import IdNamesThem, ReasonNamesThem
from ledger.erasing.reading import names_in
from ledger.erasing.scanning import Wanted
from tests.ledger.erasing.erasing import House

OLGA = Matcher(("of-17",), ("Olga Ferro",), ("o.ferro@acme.example",))
ANNE = Matcher(("a.l",), ("Anne-Marie Ferro-Lenz",))


def is_found(name: str, text: str) -> tuple[bool, bool]:
    """By an erasure of somebody of this name, and by `--check` for it."""
    by_check = bool(list(Wanted.of([name]).met_in(text.encode())))
    return Matcher((), (name,)).names_them(text), by_check


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Olga Ferro", "CV_Olga_Ferro.pdf"),
        ("Olga Ferro", "from olga.ferro@acme.example"),
        ("Olga Ferro", "Ferro-Olga"),
        ("Olga Ferro", "FERRO, Olga"),
        ("Olga Ferro", "CVOlgaFerro2024.docx"),
        ("Olga Ferro", "/home/olgaferro/x"),
        ("Olga Ferro", "Olga  \n Ferro"),
        ("Olga Ferro", "Ol\u00adga\u200b Ferro"),
        ("Olga Ferro", "\uff2f\uff4c\uff47\uff41\u3000\uff26\uff45\uff52\uff52\uff4f"),
        ("Olga Ferro", "Ólga Fërro"),
        ("Anne-Marie Ferro-Lenz", "Anne Ferro"),
        ("Anne-Marie Ferro-Lenz", "lenz_marie"),
        ("Anne-Marie Ferro-Lenz", "Annemarie Ferro Lenz"),
        ("Jörg Groß", "JOERG_GROSS"),
        ("Jörg Groß", "jorg.gross"),
        ("Joerg Gross", "Jörg Groß"),
        ("Søren Łoś", "soren-los"),
        ("Märta Østergård", "marta oestergaard"),
        ("Märta Østergård", "Maerta_Ostergard.pdf"),
        ("Märta Østergård", "MARTA OeSTERGARD".title()),
        ("Märta Østergård", "OESTERGARD, MÄRTA"),
        ("marta oestergaard", "Märta Østergård"),
        ("Maerta Ostergard", "Østergård-Märta"),
        ("Fay O’Dell", "fay.odell"),
        ("Fay O’Dell", "O'Dell, Fay"),
        ("McDonald Ray", "ray mcdonald"),
        ("Li Wu", "wu_li.txt"),
        ("王小明", "请联系王小明。"),
        ("김철수", "김철수는 왔다"),
        ("Ольга Ферро", "ФЕРРО_ольга"),
    ],
)
def test_a_name_is_found_by_both(name: str, text: str) -> None:
    assert is_found(name, text) == (True, True)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Olga Ferro", "Olgas Ferrovia"),
        ("Olga Ferro", "an olgaferrous rock"),
        ("Olga Ferro", "ferro is iron, and olga is a name"),
        ("Anne-Marie Ferro-Lenz", "Anne and Marie"),
        ("Anne-Marie Ferro-Lenz", "Ferro-Lenz"),
        ("Li Wu", "Believe."),
        ("Manuel Bauer", "Manul Baur"),
        ("Märta Østergård", "Merta Ostergard"),
    ],
)
def test_what_is_another_word_is_found_by_neither(name: str, text: str) -> None:
    assert is_found(name, text) == (False, False)


JOINED = st.sampled_from([" ", "_", "-", ".", ", ", "__", "%20", "&nbsp;", "\u00a0", ""])
CASES = st.sampled_from([str, str.lower, str.upper, str.title])
FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])
ESCAPES = st.sampled_from([
    str,
    quote,
    lambda text: quote(quote(text)),
    json.dumps,
    lambda text: json.dumps(json.dumps(text)),
    lambda text: json.dumps(quote(text)),
    lambda text: "".join(f"&#{ord(each)};" for each in text),
    lambda text: "".join(f"\\u{ord(each):04X}" for each in text),
    lambda text: "x " + b64encode(f"to {text} at once".encode()).decode(),
    lambda text: text.encode().hex(),
])  # fmt: skip
NAMES = st.sampled_from(["Olga Ferro", "Börje Ström", "Émile Zhu-Ott", "Fay O’Dell", "Łucja Żak"])


@given(NAMES, JOINED, CASES, FORMS, ESCAPES, st.booleans())
def test_however_a_name_is_written_both_find_it(
    name: str, joined: str, case: type[str], form: str, escape: type[str], backwards: bool
) -> None:
    words = name.split()[:: -1 if backwards else 1]
    text = escape(normalize(form, case(joined.join(words))))  # type: ignore[arg-type]
    [met] = {number for number, _ in Wanted.of([name]).met_in(text.encode())}
    assert met == 1


@pytest.mark.parametrize(
    "piece",
    [
        "\\",
        "\\u",
        "%25",
        "&amp;",
        "é",
        "olga_",
        "_____",
        "Olga MariaX ",
        "oe",
        "aa",
        "Öae",
        "a\u0308",
    ],
)
def test_no_text_takes_long_to_be_looked_through(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    began = process_time()
    OLGA.tells_them(text)
    list(Wanted.of(["Olga Ferro"]).met_in(text.encode()))
    assert process_time() - began < 5


def test_an_id_is_found_as_it_is_written_and_not_in_the_id_of_another() -> None:
    anna = Matcher(("anna",), (), (), ("anna-lena",))
    for text in ("cv_anna.pdf", "anna@acme.example", "crm:anna:7", "anna-lena, anna"):
        assert anna.names_them(text)
    for text in ("anna-lena", "of anna-lena.pdf", "Anna", "anna2", "hannah"):
        assert not anna.names_them(text)


def test_an_id_of_several_words_is_found_in_any_letters() -> None:
    peter = Matcher(("p.mueller",), (), (), ("p.mueller-lenz",))
    for text in ("P.MUELLER", "as P.Müller said", "cv_P.Mueller.pdf"):
        assert peter.names_them(text)
    for text in ("P.MUELLER-LENZ", "p.muellers", "p.miller"):
        assert not peter.names_them(text)
    assert Matcher(("anna",), ()).may_name_them("by ANNA")


def test_where_they_take_part_a_part_of_the_name_is_enough() -> None:
    for text in ("As Ferro said", "FERRO", "cv_ferro.pdf", "ferro@acme.example", "Férro"):
        assert OLGA.may_name_them(text)
        assert not OLGA.names_them(text)
    for text in ("a ferro alloy", "Ferroviario", "nothing"):
        assert not OLGA.may_name_them(text)
    assert ANNE.may_name_them("Marie was late")


@pytest.mark.parametrize(
    "reason",
    ["CARLA asked", "by carla", "órtel_klein", "OERTEL", "for klein", "c.klein", "Carla_Klein",
     "CARLA@kunde.EXAMPLE", "C\u200barla", "Carla%20Klein"],
)  # fmt: skip
def test_a_reason_or_an_id_that_tells_them_in_other_letters_is_refused(
    house: House, reason: str
) -> None:
    with pytest.raises(ReasonNamesThem):
        house.erase(reason=reason)
    with pytest.raises(IdNamesThem):
        house.ask(reason)
    assert house.found()


WRITTEN = (
    "CV_Carla_Klein.pdf", "carla.ortel@x.example", "Klein-Carla", "KLEIN Carla", "Carla%20Oertel",
    "Carla&nbsp;&Ouml;rtel", "carla_örtel_klein", r"C\u0061rla\nKlein", "Örtel, Carla",
)  # fmt: skip


def test_what_an_erasure_leaves_the_check_does_not_find(house: House) -> None:
    for number, name in enumerate(WRITTEN):
        house.record(
            "document.filed", document=f"W{number}", name=name, media_type="x/y", bytes=1,
            sha256=f"{number:064}", actor="vera",
        )  # fmt: skip
    assert len(house.found("Carla Örtel-Klein")) >= len(WRITTEN)
    house.erase()
    names = [
        each.record.as_sent()["data"]["name"]
        for each in house.ledger.entries("D-1")
        if each.event.stored_as == "document.filed"
    ]
    assert set(names) == {"[erased]"}
    assert house.found() == []


def encoded(name: str) -> list[str]:
    octets = "".join(f"={each:02X}" for each in name.encode())
    sentence = b64encode(f"to {name} at once".encode()).decode()
    return [
        b64encode(name.encode()).decode(), name.encode().hex(), f"see {sentence}.",
        f"=?utf-8?B?{sentence}?=", f"=?utf-8?Q?{octets}?=",
        b64encode(b64encode(f"{name} ".encode())).decode(),
    ]  # fmt: skip


def test_what_is_encoded_in_a_value_goes_as_the_check_finds_it(house: House) -> None:
    written = [*encoded("Carla Örtel-Klein"), *encoded("c.klein"), "C.KLEIN", "carla_oertel_klein"]
    for number, words in enumerate(written):
        house.record("message.sent", message=f"E{number}", to=["vera"], words=words)
    assert len(house.found("Carla Örtel-Klein", "c.klein")) >= len(written)
    house.erase()
    sent = [each.record.as_sent()["data"] for each in house.ledger.entries("D-1")]
    assert {each["words"] for each in sent if each.get("message", "")[0:1] == "E"} == {"[erased]"}
    assert house.found() == []


@pytest.mark.parametrize("piece", ["00", "A", "=C3", "QUFB", "=?utf-8?B?w5hz?= ", "word "])
def test_no_value_takes_long_to_be_decoded(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    began = process_time()
    names_in(text, OLGA, takes_part=True)
    assert process_time() - began < 3


def test_what_names_somebody_else_stays(house: House) -> None:
    house.record("message.sent", message="N1", to=["vera"], words="To carla-maria at once.")
    house.record("participant.assigned", person="carla-maria", name="Maria Weber")
    house.erase()
    sent = [each.record.as_sent()["data"] for each in house.ledger.entries("D-1")]
    assert "To carla-maria at once." in [each.get("words") for each in sent]
