"""A ledger with everything that can be tampered with, and what others have kept of it elsewhere.

1–11   records of the organisation and of two deals
12     a time stamp of the checkpoint of 11                        ← the backup of yesterday
13     a document, with its content
14     a mark: record 8 is privileged
15–16  somebody, and a message to them: erased since
17     the erasure
18–20  a proposal that is sealed, sent and retracted
21     a time stamp of the checkpoint of 20
22     an export of deal D-1
23–24  two records that were signed, and that nobody has a checkpoint of
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from cryptography.x509 import Certificate
from psycopg.conninfo import conninfo_to_dict

from api.proving import inclusion
from ledger.application import Ledger
from ledger.backup.signing import files_of
from ledger.contents import Contents
from ledger.database import migrate
from ledger.embedded import EmbeddedServer
from ledger.logins import make_logins
from ledger.proof.checkpoint import Checkpoint, checkpoint_of
from ledger.proof.note import Verifier
from ledger.proof.time_stamp import TimeStamp, read_response, roots_of
from tests.api.evidence.bundles import Files
from tests.api.evidence.bundles import House as Exporting
from tests.databases import MIGRATED, SEEDS, a_database, a_ledger, run
from tests.ledger.backups import save
from tests.ledger.eleven import add, eleven
from tests.ledger.erasing.erasing import House as Erasing
from tests.ledger.signing.hand import ByHand
from tests.ledger.stamping.authority import Authority, an_authority, openssl
from tests.ledger.stamping.hand import StampedByHand
from tests.records import DEAL, a_record, number_anew

CONTENT = b"The agreement, as it was signed."
YESTERDAY, STAMPED, EXPORTED, TODAY = 12, 20, 22, 24
"""How many entries there were: at the backup, at the last stamp, at the last checkpoint that
somebody else has, and at the last that was signed.
"""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What nobody who has the database or the key can change: others keep it."""

    key: Verifier
    checkpoints: tuple[bytes, ...]
    roots: tuple[Certificate, ...]
    bundle: Files
    proof: bytes
    entry: bytes

    @property
    def heads(self) -> list[Checkpoint]:
        """The checkpoints, with their signatures verified."""
        return [checkpoint_of(each, [self.key]) for each in self.checkpoints]


@dataclass(frozen=True, slots=True)
class House:
    """The ledger as it is; every attempt is made on a copy of it.

    `other_stamp` is a stamp of the first checkpoint by an authority that nobody believes.
    """

    server: EmbeddedServer
    folder: Path
    template: str
    yesterday: str
    elsewhere: Elsewhere
    other_stamp: TimeStamp

    @property
    def backup(self) -> Path:
        """Yesterday's backup."""
        return self.folder / "yesterday.backup"

    def signer_of(self, day: str) -> Path:
        """The signer's folder as it was at the end of a day."""
        return self.folder / f"signer-{day}"


@dataclass(slots=True)
class Attempt:
    """One copy of everything, to be tampered with. `kept` is what whoever looks has kept."""

    house: House
    folder: Path
    url: str
    kept: Elsewhere
    stack: ExitStack

    @property
    def hand(self) -> ByHand:
        """The signer of this copy, which begins anew."""
        return ByHand(self.url, self.signer)

    @property
    def signer(self) -> Path:
        """The signer's folder."""
        return self.folder / "signer"

    def empty(self) -> str:
        """The URL of a database that holds nothing, for as long as the attempt."""
        return self.stack.enter_context(a_database(self.house.server, "template1"))

    @contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """The ledger of this copy, as another process opens it."""
        with a_ledger(self.url, self.folder.name) as opened:
            yield opened


@contextmanager
def an_attempt(house: House, name: str, *, yesterday: bool = False) -> Iterator[Attempt]:
    """A copy of everything, or of the database as it was yesterday. Gone after."""
    folder = house.folder / "attempts" / sha256(name.encode()).hexdigest()[:16]
    folder.mkdir(parents=True)
    shutil.copytree(house.signer_of("today"), folder / "signer")
    try:
        with ExitStack() as stack:
            template = house.yesterday if yesterday else house.template
            url = stack.enter_context(a_database(house.server, template))
            yield Attempt(house, folder, url, house.elsewhere, stack)
    finally:
        shutil.rmtree(folder)


@contextmanager
def a_house(server: EmbeddedServer, folder: Path) -> Iterator[House]:
    """Tell everything on a server that has a migrated database, and keep what others keep."""
    number_anew()
    with ExitStack() as stack:
        url = stack.enter_context(a_database(server, MIGRATED))
        make_logins(url)
        authority = an_authority(folder / "authority")
        signer = ByHand(url, folder / "signer-today")
        with a_day(url, signer, authority) as stamped:
            first = _first_day(stamped)
        save(url, folder / "yesterday.backup", signer=files_of(signer.folder, SEEDS.origin))
        yesterday = stack.enter_context(a_database(server, _name(url)))
        shutil.copytree(signer.folder.path, folder / "signer-yesterday")
        with a_day(url, signer, authority) as stamped:
            second = _second_day(stamped, url, folder)
            elsewhere = _export(stamped.ledger, signer, authority, (first, second))
        (folder / "attempts").mkdir()
        other = _stamped_by_another(folder, first)
        yield House(server, folder, _name(url), _name(yesterday), elsewhere, other)


def migrated(server: EmbeddedServer) -> None:
    """Make the database that others are copied from."""
    run(server.url("postgres"), f"CREATE DATABASE {MIGRATED}")
    migrate(server.url(MIGRATED), lambda: SEEDS)


@contextmanager
def a_day(url: str, signer: ByHand, authority: Authority) -> Iterator[StampedByHand]:
    """A process that records, and has stamped what is signed."""
    with a_ledger(url, "house") as ledger:
        stamped = StampedByHand(ledger, signer, authority)
        stamped.every = timedelta()
        yield stamped


def _name(url: str) -> str:
    return str(conninfo_to_dict(url)["dbname"])


def _first_day(stamped: StampedByHand) -> bytes:
    add(stamped.ledger, *eleven())
    assert stamped.signer.sign()
    first = stamped.signer.note
    assert stamped.step() == 1
    assert stamped.signer.sign()
    assert stamped.ledger.size == YESTERDAY
    return first


def _second_day(stamped: StampedByHand, url: str, folder: Path) -> bytes:
    ledger = stamped.ledger
    digest = sha256(CONTENT).hexdigest()
    filed = a_record(
        "document.filed", id="filed", document="msa", name="Agreement", bytes=len(CONTENT),
        media_type="text/plain", sha256=digest,
    )  # fmt: skip
    add(ledger, filed)
    Contents(ledger.rows).keep(DEAL, "filed", CONTENT, datetime(2026, 11, 25, tzinfo=UTC), "vera")
    add(
        ledger,
        a_record("privilege.marked", record="r-8"),
        a_record("participant.assigned", person="nora", name="Nora Novak"),
        a_record("message.sent", message="M2", to=["nora"], words="Dear Nora, it stays."),
    )
    Erasing(url, ledger, folder).erase("nora", also=())
    add(
        ledger,
        a_record("proposal.sealed"),
        a_record("proposal.sent"),
        a_record(
            "proposal.retracted", proposal="P1", to=["carla"], reason_class="error",
            reason="It was a mistake.",
        ),
    )  # fmt: skip
    assert stamped.signer.sign()
    second = stamped.signer.note
    assert (stamped.step(), ledger.size) == (1, STAMPED + 1)
    return second


def _stamped_by_another(folder: Path, checkpoint: bytes) -> TimeStamp:
    authority = an_authority(folder / "another")
    (authority.folder / "checkpoint").write_bytes(checkpoint)
    openssl(
        authority.folder,
        *("ts", "-query", "-data", "checkpoint", "-sha256", "-cert", "-out", "query.tsq"),
    )
    return read_response(authority.reply((authority.folder / "query.tsq").read_bytes()))


def _export(
    ledger: Ledger, signer: ByHand, authority: Authority, checkpoints: tuple[bytes, ...]
) -> Elsewhere:
    exporting = Exporting(ledger, signer)
    files = exporting.export().files
    assert ledger.size == EXPORTED
    kept = signer.note
    head = checkpoint_of(kept, [exporting.key])
    proof = inclusion(ledger, kept.decode(), head, 5).file.text.encode()
    entry = bytes(next(iter(ledger.stored(4, 5))).state)
    add(ledger, a_record("clause.revised"), a_record("clause.revised", deal="D-2"))
    assert signer.sign()
    assert ledger.size == TODAY
    roots = tuple(roots_of(authority.roots))
    return Elsewhere(exporting.key, (*checkpoints, kept), roots, files, proof, entry)
