"""Sentences of readings as people read them: dates in words, thousands apart, one or several.

What a reading says is the same to the letter for ever, and stands so over HTTP, in bundles and
under “As text”. A page shows the same sentence with its times and amounts written out. Words that
stand in quotes are somebody's own: they are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from api.pages.wording import mark_words, money, when

_NAMES_COME = re.compile(
    r"(?:record|clause|proposal|message|meeting|statement|grant|delegation|policy|order|deal|"
    r"sign-off|dispute|answer|agreement|document) \Z"
)
"""What stands behind these is an id, whatever it looks like."""
_TIME = re.compile(
    r"(?<![\w.,:;@+/-])"
    r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?"
    r"(?![\w@+/-]|[.:]\w)",
    re.ASCII,
)
_MONEY = re.compile(r"(?<![\w.,:@+/-])(-?\d+(?:\.\d+)?) ([A-Z]{3})\b(?![\w@+/-])", re.ASCII)
_CURRENCIES = frozenset(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP "
    "GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR "
    "KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK "
    "MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR "
    "SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS "
    "UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW".split()
)
"""ISO 4217: three capitals behind a number need not be money."""
_ONE = re.compile(r"(?<![\w.,-])1 (\w+)\(s\)((?:[^.;:]*?) (?:are|name|say)\b)?")
_UNITS = re.compile(r"(?<![\w.,-])1 (day|month)s\b")
_SEVERAL = re.compile(r"\b(\w+)\(s\)")
_MARK = re.compile(r"(?<=, )[a-z]+(?:_[a-z]+)+(?=[,\])])")
"""How far a record is believed, where it is cited."""
_VERBS = {"are": "is", "name": "names", "say": "says"}
_STOPPED = (".”", "?”", "!”", "…”")


def readable(text: str) -> str:
    """A sentence of a reading, with times, amounts and numbers of things as people write them."""
    told = ""
    for part, is_quote in _parts(text):
        # Where words in quotes have ended the sentence already, nothing more ends it.
        said = part.removeprefix(".") if told.endswith(_STOPPED) else part
        told += part if is_quote else _written_out(said)
    return told


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut where quotes begin and end, and whether each part stands in them.

    Quotes in quotes are within the outer ones. Where one is never closed, all behind it is a quote.
    """
    depth, start = 0, 0
    for found in re.finditer("[“”]", text):
        opens = found[0] == "“"
        if opens and depth == 0:
            yield text[start : found.start()], False
            start = found.start()
        if not opens and depth == 1:
            yield text[start : found.end()], True
            start = found.end()
        depth = depth + 1 if opens else max(0, depth - 1)
    yield text[start:], depth > 0


def _written_out(said: str) -> str:
    for pattern, written in ((_TIME, _time), (_MONEY, _amount), (_ONE, _one), (_MARK, _mark)):
        said = pattern.sub(written, said)
    return _SEVERAL.sub(r"\1s", _UNITS.sub(r"1 \1", said))


def _time(found: re.Match[str]) -> str:
    if _NAMES_COME.search(found.string, 0, found.start()):
        return found[0]
    try:
        return when(found[0])
    except ValueError:  # no day that there is: it is some id
        return found[0]


def _amount(found: re.Match[str]) -> str:
    return money(found[1], found[2]) if found[2] in _CURRENCIES else found[0]


def _mark(found: re.Match[str]) -> str:
    return mark_words(found[0])


def _one(found: re.Match[str]) -> str:
    before, _, verb = (found[2] or "").rpartition(" ")
    return f"1 {found[1]}{before} {_VERBS[verb]}" if verb else f"1 {found[1]}"
