"""Signed notes (c2sp.org/signed-note): a text, an empty line, and lines of signatures.

    text that ends with a line end

    — NAME BASE64(key id || signature)

A key is known by its name and its id: the first four bytes of SHA-256(name || 0x0A || 0x01 ||
public key), where 0x01 says Ed25519. Written for others it is NAME+HEX(id)+BASE64(0x01 || key).
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
LARGEST_NOTE = 1_000_000
MOST_SIGNATURES = 100
_KEY_BYTES = 32
_DASH = "— "
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


class NoteError(ValueError):
    """The note cannot be read, or is not signed by whom it should be."""


@dataclass(frozen=True, slots=True)
class Signature:
    """A line below a note: whose it says it is, and the signature."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it was read; nothing is said of its signatures yet."""

    text: str
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Verifier:
    """The public key of a signer, under its name."""

    name: str
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        """The four bytes by which a signature names the key."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public_key).digest()[:4]

    @property
    def text(self) -> str:
        """As it is given to others: a `vkey`."""
        return f"{self.name}+{self.key_id.hex()}+{_base64(ED25519 + self.public_key)}"

    def accepts(self, text: str, signature: bytes) -> bool:
        """Whether this key has signed the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


def verifier_of(text: str) -> Verifier:
    """The key that a `vkey` says. Raises NoteError."""
    parts = text.strip().split("+", 2)
    if len(parts) != 3 or not is_key_name(parts[0]):
        raise NoteError("A verifier key is written NAME+HEX+BASE64.")
    name, key_id, encoded = parts
    key = _strictly(encoded)
    if len(key) != 1 + _KEY_BYTES or key[:1] != ED25519:
        raise NoteError("The verifier key is none of Ed25519.")
    found = Verifier(name, key[1:])
    if found.key_id.hex() != key_id:
        raise NoteError("The id in the verifier key is not that of its name and key.")
    return found


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key, under a name."""

    name: str
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        """What others verify with."""
        return Verifier(self.name, self.key.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """The note with this signature. Raises NoteError for what cannot be a note's text."""
        if not is_key_name(self.name):
            raise NoteError(f"{self.name!r} cannot be the name of a key.")
        _refuse_text(text)
        line = _base64(self.verifier.key_id + self.key.sign(text.encode()))
        return f"{text}\n{_DASH}{self.name} {line}\n"


def is_key_name(name: str) -> bool:
    """Whether a key may be called this: not empty, neither space nor plus."""
    return bool(name) and "+" not in name and not any(map(str.isspace, name))


def read_note(content: bytes) -> Note:
    """A note with its signatures, none of which was verified. Raises NoteError."""
    if len(content) > LARGEST_NOTE:
        raise NoteError("The note is too large.")
    try:
        whole = content.decode()
    except UnicodeDecodeError:
        raise NoteError("The note is not UTF-8.") from None
    text, empty_line, lines = whole.rpartition("\n\n")
    if not empty_line or not lines.endswith("\n"):
        raise NoteError("The note has no signatures.")
    text += "\n"
    _refuse_text(text)
    signatures = tuple(map(_signature, lines[:-1].split("\n")))
    if len(signatures) > MOST_SIGNATURES:
        raise NoteError("The note has too many signatures.")
    return Note(text, signatures)


def signed_text(content: bytes, verifiers: Iterable[Verifier]) -> str:
    """The text of a note that one of these keys has signed.

    Raises NoteError when none has, or when a signature that says to be of one of them is not.
    Signatures of others are passed over.
    """
    note = read_note(content)
    known = {(each.name, each.key_id): each for each in verifiers}
    verified = False
    for each in note.signatures:
        verifier = known.get((each.name, each.key_id))
        if verifier is None:
            continue
        if not verifier.accepts(note.text, each.value):
            raise NoteError(f"The signature of {each.name} is not one of this text.")
        verified = True
    if not verified:
        raise NoteError("The note is not signed by the key that was given.")
    return note.text


def _refuse_text(text: str) -> None:
    if not text.endswith("\n") or _CONTROL.search(text):
        raise NoteError("A note's text ends with a line end and has no control characters.")


def _signature(line: str) -> Signature:
    name, space, encoded = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or not space or not is_key_name(name):
        raise NoteError("A line below the note is no signature.")
    value = _strictly(encoded)
    if len(value) < 5:
        raise NoteError("A signature below the note is too short.")
    return Signature(name, value[:4], value[4:])


def _base64(raw: bytes) -> str:
    return b64encode(raw).decode("ascii")


def _strictly(text: str) -> bytes:
    """Base64 as only one text has it. Raises NoteError."""
    try:
        raw = b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, NotBase64):
        raise NoteError("What should be base64 is not.") from None
    if _base64(raw) != text:
        raise NoteError("What should be base64 is not written as it has to be.")
    return raw
