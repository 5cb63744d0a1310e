"""What finds a tampering, each means as its command uses it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg.errors import InsufficientPrivilege, RestrictViolation

from ledger.backup.manifest import BackupError
from ledger.proof.bundle.broken import BundleBroken
from ledger.proof.bundle.checking import check
from ledger.proof.checkpoint import Checkpoint, CheckpointError
from ledger.proof.held import judge_held
from ledger.proof.merkle import leaf_hash
from ledger.proof.note import NoteError
from ledger.proof.tlog_proof import TlogProofError, read_tlog_proof
from ledger.proof.verification import Break, Report
from ledger.signing.state import StateError
from ledger.stamping.judging import judge_stamps, sizes_stamped
from ledger.verifying import verify
from tests.api.evidence.bundles import Files, unzipped, verified
from tests.api.examined import examined, states
from tests.faults.tampering.house import Attempt, Elsewhere, House, an_attempt

Doing = Callable[[Attempt], None]


class Found(NamedTuple):
    """The rule that fails, and what is named: a position, a range of them, a file, or nothing."""

    rule: str
    where: int | str | None = None


Asking = Callable[[Attempt], Found | None]
Answers = Mapping[str, Found | None]
"""For each means that looked: what it found, None when nothing is wrong for it."""


def look(attempt: Attempt) -> Answers:
    """What the means that read a ledger find, the signer last: it writes."""
    return {**_verified(attempt), "signer": _signed(attempt)}


def _verified(attempt: Attempt) -> Answers:
    heads = attempt.kept.heads
    with attempt.ledger() as ledger:
        sizes = {each.size for each in heads} | set(sizes_stamped(ledger))
        report = verify(ledger, lambda done, total: None, sizes)
        held = judge_held(heads, ledger.origin, report)
        stamps = judge_stamps(ledger, report, attempt.kept.roots)
    broken = [each for each in (report.broken, *stamps.broken) if each]
    return {
        "verify": Found(broken[0].rule, broken[0].position) if broken else None,
        "checkpoint": _contradicted(heads, held, report),
    }


def _contradicted(
    heads: list[Checkpoint], held: list[Break | None], report: Report
) -> Found | None:
    """What the first checkpoint that does not hold says of the first entry that differs."""
    wrong = [(head.size, each) for head, each in zip(heads, held, strict=True) if each]
    if not wrong:
        return None
    size, broken = min(wrong, key=lambda each: each[0])
    if report.broken and report.broken.position:
        return Found(broken.rule, report.broken.position)
    if told := re.search(r"one of (\d+) to (\d+)", broken.reason):
        return Found(broken.rule, f"{told[1]}–{told[2]}")
    return Found(broken.rule, f"{report.entries + 1}–{size}" if broken.rule == "size" else None)


def _signed(attempt: Attempt) -> Found | None:
    try:
        hand = attempt.hand
        hand.sign()
        frozen = hand.state.frozen
    except StateError:
        return Found("state")
    return Found(frozen.rule, frozen.position) if frozen else None


def doctor(attempt: Attempt) -> Found | None:
    """What the doctor says is wrong."""
    wrong = states(examined(attempt.url, DEAL_LEDGER_HOME=str(attempt.folder)), "wrong")
    return Found("wrong", ", ".join(wrong)) if wrong else None


def checked(files: Files, kept: Elsewhere, seen: list[Checkpoint]) -> Found | None:
    """What checking a bundle says, by somebody who has the key and these checkpoints."""
    try:
        check(files, [kept.key], seen)
    except BundleBroken as broken:
        return Found(broken.rule, broken.file)
    return None


def by_itself(program: str, files: Files, kept: Elsewhere, folder: Path) -> Found | None:
    """What a verifier that lies in the bundle says; the key was handed over."""
    good, said = verified(unzipped(files, folder), program, kept.key.text)
    return None if good else Found("refused", said.strip().splitlines()[-1][:60])


def proved(proof: bytes, entry: bytes, kept: Elsewhere) -> Found | None:
    """What checking a proof says."""
    try:
        holds = read_tlog_proof(proof).proves(leaf_hash(entry), [kept.key])
    except (TlogProofError, NoteError, CheckpointError) as fault:
        return Found("refused", str(fault)[:60])
    return None if holds else Found("proof")


@dataclass(frozen=True)
class Kind:
    """One kind of tampering with a ledger. `changed`: the first entry that is another one.

    `found` says for each means what it finds, and what it names first; the means that it does not
    list must find nothing. `also` are means that are asked of this kind alone. `yesterday`: what is
    tampered with is yesterday's database.
    """

    name: str
    power: str
    do: Doing
    changed: int | None = None
    found: Mapping[str, Found] = field(default_factory=dict)
    also: Mapping[str, Asking] = field(default_factory=dict)
    yesterday: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a kind: for each means that looked what it found, and what it was to find."""

    name: str
    power: str
    changed: int | str | None
    found: Answers
    wanted: Mapping[str, Found]

    @property
    def wrong(self) -> list[str]:
        """The means that did not find what they were to find, or found something else."""
        return [each for each, found in self.found.items() if found != self.wanted.get(each)]


def tried(house: House, kind: Kind) -> Outcome:
    """Do it on a copy of everything, and look by every means."""
    series = f"{kind.power} {kind.name}"
    with an_attempt(house, series, yesterday=kind.yesterday) as attempt:
        try:
            kind.do(attempt)
            refusal = None
        except (psycopg.Error, BackupError) as fault:
            refusal = _refused(fault)
        also = {name: ask(attempt) for name, ask in kind.also.items()}
        found = {"refused": refusal, **also, **look(attempt)}
    return Outcome(kind.name, kind.power, kind.changed, found, kind.found)


def _refused(fault: psycopg.Error | BackupError) -> Found:
    """Which guard refused it. Raises anything that is no refusal."""
    if isinstance(fault, InsufficientPrivilege):
        return Found("no right")
    if isinstance(fault, RestrictViolation):
        return Found("append-only")
    if isinstance(fault, BackupError):
        return Found("backup")
    raise fault
