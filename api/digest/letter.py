"""A digest as a mail: plain text, one recipient, one link, nothing that tells when it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from typing import Any

LINK = "/digests/{link}"
_OPENING = (
    "All of it, with every word that changed, is behind this link, which is yours alone and ends "
    "{ends}:\n{link}\n\n"
    "When you open it and let it be shown, it goes on record that you opened this message; never "
    "that you read it or agree. Do not pass it on: whoever has the link opens it in your name. "
    "That this mail arrived, or was looked at, is not watched."
)
LONGEST_SUBJECT = 200


def words_of(digest: dict[str, Any], address: str | None = None) -> str:
    """What is sent, in words, as it is recorded: all but the link, which is nobody else's."""
    to = f"To: {address}\n" if address else ""
    return f"{to}Subject: {subject_of(digest)}\n\n{digest['text']}"


def is_addressed(words: str | None, address: str) -> bool:
    """Whether words that were recorded went to this address; also where they were erased since."""
    to, _, _ = (words or "").partition("\n")
    return not to.startswith("To: ") or to == f"To: {address}"


def subject_of(digest: dict[str, Any]) -> str:
    """The subject in one line, whatever a deal is called."""
    said = "".join(each if each.isprintable() else " " for each in digest["subject"])
    line = " ".join(_whole(said).split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 2]} …"


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom to whom a mail goes, when, with which link, which counts until it `ends`."""

    sender: str
    to: str
    at: datetime
    link: str
    ends: datetime


def letter(digest: dict[str, Any], record: str, within: Envelope) -> EmailMessage:
    """The mail. Its id follows from the record, so that doubles can be told."""
    made = EmailMessage()
    made["From"] = within.sender
    made["To"] = within.to
    made["Subject"] = subject_of(digest)
    made["Date"] = format_datetime(within.at)
    domain = within.sender.rpartition("@")[2]
    made["Message-ID"] = f"<{sha256(record.encode()).hexdigest()[:32]}@{domain}>"
    made["Auto-Submitted"] = "auto-generated"
    ends = within.ends.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    opening = _OPENING.format(ends=ends, link=within.link)
    # Of ASCII alone and in short lines: any server takes it.
    made.set_content(f"{_whole(digest['text'])}\n{opening}\n", cte="quoted-printable")
    return made


def _whole(text: str) -> str:
    """Half of a character that some system broke has no bytes: it is a question mark."""
    return text.encode("utf-8", "replace").decode()
