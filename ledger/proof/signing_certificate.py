"""Whether a token names, in what is signed, the certificate that signs it (RFC 3161, RFC 5816).

Else the certificate could be exchanged for another one of the same key. The library does not look.

    SignerInfo { version, sid, digestAlgorithm, [0] signedAttrs {
        Attribute { type, { value } } … } … }
    SigningCertificateV2 { certs { ESSCertIDv2 { [hashAlgorithm,] certHash, … } … } … }
"""

from __future__ import annotations

import hashlib

from ledger.proof.der import (
    CONTEXT_0,
    OCTETS,
    OID,
    SEQUENCE,
    SET,
    DerError,
    Part,
    part,
    parts,
    signed_data,
)

_ATTRIBUTES = {
    bytes.fromhex("2a864886f70d010910020c"): "sha1",  # id-aa-signingCertificate
    bytes.fromhex("2a864886f70d010910022f"): "sha256",  # id-aa-signingCertificateV2
}
_ALGORITHMS = {
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}


def names_its_signer(token: bytes, certificate: bytes) -> bool:
    """Whether the first certificate that is named in the signed part is this one (DER)."""
    try:
        named = [_digest(token, each) for each in _attributes(token)]
    except (IndexError, ValueError, KeyError):
        return False
    found = [hashlib.new(name, certificate).digest() == digest for name, digest in named]
    return bool(found) and all(found)


def _attributes(token: bytes) -> list[tuple[str, Part]]:
    """The attributes that name it: the digest's usual algorithm, and the value."""
    [signer] = parts(token, signed_data(token, part(token, 0, len(token)))[-1], SET)
    signed = list(parts(token, signer, SEQUENCE))[3]
    found = []
    for attribute in parts(token, signed, CONTEXT_0):
        kind, values = parts(token, attribute, SEQUENCE)
        name = _ATTRIBUTES.get(_content(token, kind.of(OID)))
        if name is not None:
            [value] = parts(token, values, SET)
            found.append((name, value))
    return found


def _digest(token: bytes, attribute: tuple[str, Part]) -> tuple[str, bytes]:
    name, value = attribute
    certificates = next(parts(token, value, SEQUENCE))
    first, *rest = parts(token, next(parts(token, certificates, SEQUENCE)), SEQUENCE)
    if first.tag == SEQUENCE:
        if name == "sha1" or not rest:
            raise DerError("an algorithm where a digest should stand")
        name = _ALGORITHMS[_content(token, next(parts(token, first, SEQUENCE)).of(OID))]
        first = rest[0]
    return name, _content(token, first.of(OCTETS))


def _content(token: bytes, of: Part) -> bytes:
    return token[of.inside : of.end]
