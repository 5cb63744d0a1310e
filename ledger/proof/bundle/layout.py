"""The files of a bundle: what they are called, and which of them its closing record commits to.

    deal/POSITION.json           the exact bytes of an entry of the deal
    organisation/POSITION.json   the same of the organisation
    leaves.csv                   entries that left as their leaf hash alone
    disclosures.csv              values that entries commit to, and who stands behind a pseudonym
    documents/SHA-256            contents of documents that entries filed
    stamps.csv                   the time stamps that bound entries of the deal: what is in stamps/
    evidence.json                what this is: log, deal, export, number of versions
    contents.sha256              every file so far and what else was made before the closing record

The closing record is the last entry of the deal. It commits to the SHA-256 of `contents.sha256`;
its own values are in `closing.csv`. What only exists after it:

    proofs/POSITION.tlog-proof   that an entry, or a leaf, is in the tree of the checkpoint
    checkpoint, verifier.vkey    the signed root, and the key that has signed it
    stamps/                      the time stamps, with what proves them
    manifest.sha256              every file but itself, as `sha256sum` writes it
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from io import StringIO
from typing import Literal

FORMAT = "deal-ledger/evidence/v1"
Stream = Literal["deal", "organisation"]
STREAMS: tuple[Stream, ...] = ("deal", "organisation")
ABOUT = "evidence.json"
LEAVES = "leaves.csv"
DISCLOSURES = "disclosures.csv"
CLOSING = "closing.csv"
CONTENTS = "contents.sha256"
MANIFEST = "manifest.sha256"
CHECKPOINT = "checkpoint"
KEY = "verifier.vkey"
PROOFS = "proofs/"
WORDINGS = "wordings/"
DOCUMENTS = "documents/"
DELIVERIES = "deliveries/"
STAMPS = "stamps/"
STAMPED = "stamps.csv"
STAMPED_COLUMNS = ("position", "leaf")
STAMPS_CERTIFICATES = f"{STAMPS}certificates.pem"
SEALED = (CLOSING, CONTENTS, CHECKPOINT, KEY)
"""What every bundle has that its closing record cannot commit to; beside it the proofs."""
AFTERWARDS = re.compile(r"timeline\.html|evidence(-[0-9]+)?\.pdf|stamps/.+")
"""What may be made of the checkpoint: only the manifest speaks for what people read of it."""
LEAF_COLUMNS = ("stream", "version", "position", "leaf")
DISCLOSURE_COLUMNS = ("position", "digest", "disclosure")
DIGITS = 10


def entry_name(stream: Stream, position: int) -> str:
    """Where the bytes of an entry are. Names sort as positions do."""
    return f"{stream}/{entry_digits(position)}.json"


def proof_name(position: int) -> str:
    """Where the proof of an entry, or of a leaf, is."""
    return f"{PROOFS}{entry_digits(position)}.tlog-proof"


def stamp_name(position: int, kind: str) -> str:
    """Where a part of the time stamp is that the entry at a position records."""
    return f"{STAMPS}{entry_digits(position)}.{kind}"


def entry_digits(position: int) -> str:
    """A position as it stands in the names of files."""
    return f"{position:0{DIGITS}}"


def listing(files: Mapping[str, bytes], leaving_out: Iterable[str] = ()) -> bytes:
    """Files with their SHA-256, as `sha256sum` writes it, in the order of their names."""
    out = set(leaving_out)
    lines = (
        f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files) if name not in out
    )
    return "".join(lines).encode()


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file (RFC 4180, but with plain line ends) with its heading."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()
