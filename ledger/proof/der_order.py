"""The certificates that come with a time stamp, in the order that DER wants of a set.

Some authorities, and openssl, send them from the one that signed up to the root, which the library
refuses. The order means nothing and nobody signed it, so it may be mended; nothing else is.

    TimeStampResp { status, ContentInfo { type, [0] { SignedData {
        version, digestAlgorithms, encapContentInfo, [0] certificates, … } } } }
"""

from __future__ import annotations

from ledger.proof.der import CONTEXT_0, SEQUENCE, part, parts, signed_data


def with_certificates_in_order(response: bytes) -> bytes:
    """The same answer with its certificates in order; as it is where it has another form."""
    try:
        _, token = parts(response, part(response, 0, len(response)), SEQUENCE)
        place = signed_data(response, token)[3]
        found = [response[each.start : each.end] for each in parts(response, place, CONTEXT_0)]
    except (IndexError, ValueError):
        return response
    return response[: place.inside] + b"".join(sorted(found)) + response[place.end :]
