"""Whether a text that is kept names a person: as it stands, and by what is encoded in it."""

from __future__ import annotations

from ledger.erasing.forms import layers
from ledger.erasing.matching import Matcher
from ledger.erasing.undoing import readings


def names_in(text: str, matcher: Matcher, *, takes_part: bool = False) -> bool:
    """Whether it does, in base64, hexadecimal digits and a mail's encodings, too.

    `takes_part`: the person is known to, so that a part of the name is enough.
    """
    says = matcher.may_name_them if takes_part else matcher.names_them
    if says(text):
        return True
    for reading in readings(text.encode("utf-8", "replace")):
        for layer in layers(reading):
            decoded = layer.bytes.decode("utf-8", "replace")
            # Any word can be read as base64: what that gives is hardly ever text.
            if says(decoded) if layer.is_text else matcher.in_bytes.names_them(decoded):
                return True
    return False
