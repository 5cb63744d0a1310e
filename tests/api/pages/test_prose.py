"""Sentences of readings on a page: written out, and nobody's own words touched."""

from __future__ import annotations

import re
from html import unescape

import pytest

from api.pages.prose import readable
from tests.api.pages.conftest import Browser
from tests.browser.pages import LINK, PAGES

_KEPT = re.compile(
    r"<(?:pre|textarea|blockquote|dl class=\"exact\")[ >].*?</(?:pre|textarea|blockquote|dl)>"
    r"|<[^>]*>",
    re.DOTALL,
)
_RAW = re.compile(r"\d{4}-\d\d-\d\dT|\d{4}\.\d\d\b|\(s\)|[.?!]”\.")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Sent 2025-05-12T13:58Z.", "Sent 12 May 2025, 13:58 UTC."),
        ("Valid until 2025-06-11: over.", "Valid until 11 June 2025: over."),
        ("At 2025-05-12T10:00+02:00;", "At 12 May 2025, 10:00 +02:00;"),
        ("(2025-05-05T10:15:04Z, record a).", "(5 May 2025, 10:15:04 UTC, record a)."),
        ("At 2025-05-12T23:59:59Z these stand.", "At 12 May 2025, 23:59 UTC these stand."),
        (
            "[2025-06-05, record a, after_dispute]",
            "[5 June 2025, record a, recorded after the dispute was opened]",
        ),
        ("640000.00 USD is beyond 500000 EUR.", "USD 640,000 is beyond EUR 500,000."),
        ("It comes to 1234.50 CHF.", "It comes to CHF 1,234.50."),
        ("From 2025-04-01 on: 1 rule(s).", "From 1 April 2025 on: 1 rule."),
        ("2 record(s) name a time.", "2 records name a time."),
        ("1 record(s) of this deal are withheld.", "1 record of this deal is withheld."),
        ("21 record(s) are late.", "21 records are late."),
        ("Up to 1 months, or 1 days, or 11 months.", "Up to 1 month, or 1 day, or 11 months."),
        ("Reason: “Withdrawn.”. Told by X.", "Reason: “Withdrawn.” Told by X."),
    ],
)
def test_a_sentence_is_written_out(said: str, shown: str) -> None:
    assert readable(said) == shown


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Said “by 2025-06-11, for 640000.00 USD, in 1 month(s)”; nothing else.",
        "Said “he said “No.”. On 2025-06-11”; nothing else.",
        "Said “and never closed, 2025-06-11",
        "Rests on record 2025-06-11, and on crm:2025-06-11, 2025-06-11-a and 2025-06-11.b.",
        "Seen of record 2025-06-11 alone.",
        "On 2025-13-45 and at 2025-06-11T25:00Z.",
        "Route 2000 USA, 12 UTC, 3 SLA.",
    ],
)
def test_words_in_quotes_ids_and_what_is_no_date_or_amount_stay_to_the_letter(said: str) -> None:
    assert readable(said) == said


def test_a_quote_of_ten_thousand_characters_is_read_at_once() -> None:
    said = f"{'“' * 5_000}{'2025-06-11 ' * 5_000}{'1 ' * 5_000}"
    assert readable(said) == said
    assert readable("1 " * 50_000) == "1 " * 50_000


def test_no_page_has_raw_times_or_ungrouped_amounts(stranger: Browser) -> None:
    admin = stranger.sign_in("admin")
    for name, path in PAGES.items():
        if LINK in path:
            continue
        text = unescape(_KEPT.sub(" ", admin.open(path)))
        found = [text[max(0, f.start() - 40) : f.end() + 20] for f in _RAW.finditer(text)]
        # How an amount is written into a field is said in the way in which it is to be written.
        assert (name, [each for each in found if "Written as" not in each]) == (name, [])
