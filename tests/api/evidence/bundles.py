"""Bundles made on a ledger of the test, changed by hand, and handed to what verifies them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from api.evidence import printed
from api.evidence.exporting import Exported, export
from api.evidence.standalone import __file__ as standalone
from api.evidence.terms import Wish
from domain.record import Record
from ledger.application import Ledger
from ledger.embedded import EmbeddedServer
from ledger.proof.bundle import layout
from ledger.proof.bundle.archive import packed, unpacked
from ledger.proof.bundle.broken import BundleBroken
from ledger.proof.bundle.checking import Checked, check
from ledger.proof.note import Verifier
from ledger.signing.published import Published, covering
from ledger.signing.signer import verifier
from tests.databases import MIGRATED, a_database, a_ledger
from tests.ledger.signing.hand import ByHand
from tests.records import BY

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
Files = dict[str, bytes]
MEMBERS = Path(standalone).parent


@dataclass
class House:
    """A ledger with a signer that signs when it is asked, and a clock that a test moves."""

    ledger: Ledger
    hand: ByHand
    now: datetime = NOW
    asked: list[int] = field(default_factory=list)

    def add(self, *records: Record) -> None:
        """Record them one by one."""
        for record in records:
            self.ledger.record(record, BY)

    def export(self, deal: str = "D-1", **wish: Any) -> Exported:
        """Export as legal would from the command line."""
        return export(self.ledger, self.now, Wish(deal, "command line", **wish), self.covering)

    def covering(self, position: int) -> Published | None:
        """Signs, and gives what covers the position."""
        self.asked.append(position)
        self.hand.sign()
        return covering(self.ledger.rows.all, position)

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    @property
    def key(self) -> Verifier:
        """The verifier key."""
        key = self.hand.folder.key()
        assert key is not None
        return verifier(key, self.hand.state.origin)


def printed_files(house: House, **wish: Any) -> Files:
    """The files of a bundle of D-1 with its page and its PDF."""
    wanted = Wish("D-1", "command line", **wish)
    return export(house.ledger, house.now, wanted, house.covering, (printed.part,)).files


@contextmanager
def a_house(server: EmbeddedServer, path: Path, *records: Record) -> Iterator[House]:
    """A house of its own, with these records."""
    with a_database(server, MIGRATED) as url, a_ledger(url, "house") as ledger:
        house = House(ledger, ByHand(url, path / "signer"))
        house.add(*records)
        yield house


def checked(files: Mapping[str, bytes], **given: Any) -> Checked:
    """Check files as they are."""
    return check(files, **given)


def broken(files: Mapping[str, bytes], **given: Any) -> tuple[str, str | None]:
    """The rule that does not hold, and the file."""
    with pytest.raises(BundleBroken) as found:
        check(files, **given)
    return found.value.rule, found.value.file


def relisted(files: Mapping[str, bytes], changed: Mapping[str, bytes | None]) -> Files:
    """The files with some changed (None: removed), and a manifest that fits: nobody signs it."""
    merged = {**files, **changed}
    return with_manifest({name: found for name, found in merged.items() if found is not None})


def with_manifest(files: Mapping[str, bytes]) -> Files:
    """The files with a manifest that lists them as they are."""
    return dict(files) | {layout.MANIFEST: layout.listing(files, {layout.MANIFEST})}


def zipped(files: Mapping[str, bytes], path: Path) -> Path:
    """The files as a bundle on the disk."""
    path.write_bytes(b"".join(packed(files)))
    return path


def opened(path: Path) -> Files:
    """The files of a bundle on the disk."""
    with unpacked(path) as files:
        return dict(files)


def unzipped(files: Mapping[str, bytes], folder: Path) -> Path:
    """The files in a folder that holds nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


VERIFIERS = {
    "verify.sh": ("bash", "verify.sh"),
    "verify.py": ("python3", "-I", "-S", "verify.py"),
}


def verified(folder: Path, name: str, *key: str) -> tuple[bool, str]:
    """Whether what lies in the folder verifies it, without the project, and what it says."""
    clean = {"PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [*VERIFIERS[name], *key],
        cwd=folder,
        env=clean,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return done.returncode == 0, (done.stdout + done.stderr).decode(errors="replace")


def kind_of(name: str) -> str:
    """What kind of file it is: those of a folder are one."""
    return name.partition("/")[0]


def a_change(content: bytes, series: str) -> bytes:
    """The content with one bit of one byte changed, always the same for the same series."""
    digest = sha256(series.encode()).digest()
    at = int.from_bytes(digest[:8]) % len(content)
    changed = content[at] ^ (1 << digest[8] % 8)
    return content[:at] + bytes([changed]) + content[at + 1 :]
