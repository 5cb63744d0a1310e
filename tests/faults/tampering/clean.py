"""Clean checks: what nobody touched is judged right, however often and however it is asked.

Pure, from a fixed seed: random trees, proofs, entries, values and signed checkpoints.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from domain.canonical import canonical
from ledger.proof.checkpoint import Checkpoint
from ledger.proof.consistency import prove_consistency, verify_consistency
from ledger.proof.disclosure import disclose
from ledger.proof.entry_bytes import NO_PREVIOUS
from ledger.proof.inclusion import prove_inclusion, verify_inclusion
from ledger.proof.merkle import Place, leaf_hash, push, root_of
from ledger.proof.tlog_proof import TlogProof, read_tlog_proof
from ledger.proof.verification import Row, Verification
from tests.ledger.proving import ORIGIN, a_signer

ENTRIES = 600
STREAMS = 7
SHARES = {"inclusion": 0.35, "consistency": 0.3, "entry": 0.2, "value": 0.1, "tlog-proof": 0.05}
"""Of all checks; the last takes a signature."""


class AlarmError(Exception):
    """Something that nobody touched was judged to be wrong."""


def clean_checks(many: int, seed: int) -> Iterator[tuple[str, int]]:
    """Make so many checks; gives how many of each kind. Raises AlarmError."""
    chance = random.Random(seed)
    ledger = _Untouched(chance)
    checks: Mapping[str, Callable[[], int]] = {
        "inclusion": ledger.inclusion,
        "consistency": ledger.consistency,
        "entry": ledger.entries_of_a_pass,
        "value": ledger.value,
        "tlog-proof": ledger.tlog_proof,
    }
    for kind, share in SHARES.items():
        done, wanted = 0, round(many * share)
        while done < wanted:
            done += checks[kind]()
        yield kind, done


@dataclass
class _Untouched:
    """A log in memory, with all the rows that a database would have of it."""

    chance: random.Random
    rows: list[Row] = field(default_factory=list)
    roots: list[bytes] = field(default_factory=lambda: [root_of([])])
    kept: dict[Place, bytes] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        frontier: list[bytes] = []
        heads: dict[str, tuple[int, str]] = {}
        for position in range(1, ENTRIES + 1):
            stream = f"D-{self.chance.randrange(STREAMS)}"
            version, prev = heads.get(stream, (0, NO_PREVIOUS))
            row = self._row(position, stream, version + 1, prev)
            finished = push(frontier, position - 1, row.leaf)
            self.kept |= {(position, at): node for at, node in enumerate((row.leaf, *finished))}
            self.rows.append(row._replace(subtrees=b"".join(finished)))
            self.roots.append(root_of(frontier))
            heads[stream] = version + 1, row.leaf.hex()

    def _row(self, position: int, stream: str, version: int, prev: str) -> Row:
        values = [self._disclosure() for _ in range(self.chance.randrange(4))]
        gone = [each for each in values if self.chance.random() < 0.2]
        entry = {
            "_sd": sorted(digest.hex() for digest, _ in values),
            "data": {"text": self._text()},
            "deal": stream,
            "domain": "deal-ledger/entry/v1",
            "id": f"r-{position}",
            "origin": ORIGIN,
            "type": "clause.revised",
        }
        at = f"2026-11-25T12:{position // 60:02}:{position % 60:02}.000000Z"
        state = b'{"entry":%b,"position":%d,"prev":"%b","recorded_at":"%b","version":%d}' % (
            canonical(entry), position, prev.encode(), at.encode(), version,
        )  # fmt: skip
        return Row(
            position, stream, version, f"r-{position}", "clause.revised", at, state,
            leaf_hash(state), b"", [each for each in values if each not in gone],
            {digest for digest, _ in gone},
        )  # fmt: skip

    def _disclosure(self) -> tuple[bytes, str]:
        made = disclose("/data/words", self._text(), self.chance.randbytes(16))
        return made.digest, made.text

    def _text(self) -> str:
        letters = 'abc \u00e4\u00df\u4e2d\U0001f600\u202e"\\\n\t{}[]'
        return "".join(self.chance.choices(letters, k=self.chance.randrange(40)))

    def _subtree(self, end: int, height: int) -> bytes:
        return self.kept[end, height]

    def _size(self, least: int = 1) -> int:
        return self.chance.randint(least, ENTRIES)

    def inclusion(self) -> int:
        """An entry lies in a tree."""
        size = self._size()
        index = self.chance.randrange(size)
        path, leaf = prove_inclusion(index, size, self._subtree), self.rows[index].leaf
        _need(verify_inclusion(index, size, leaf, path, self.roots[size]), "inclusion", index, size)
        return 1

    def consistency(self) -> int:
        """A tree is the beginning of another."""
        second = self._size()
        first = self.chance.randint(0, second)
        path = prove_consistency(first, second, self._subtree)
        roots = self.roots[first], self.roots[second]
        _need(verify_consistency((first, second), path, roots), "consistency", first, second)
        return 1

    def entries_of_a_pass(self) -> int:
        """Every entry of a log that was verified up to some size."""
        size = self._size()
        going = Verification(ORIGIN, lambda stream, position: None)
        for row in self.rows[:size]:
            _need(going.judge(row) is None, "entry", row.position, size)
        _need(going.root == self.roots[size], "root", size)
        return size

    def value(self) -> int:
        """An entry that has some of its values left, all others erased."""
        row = self.chance.choice(self.rows)
        left = [each for each in row.disclosures if self.chance.random() < 0.5]
        erased = {*(row.erased or ()), *(digest for digest, _ in row.disclosures)}
        going = self._before(row.position)
        broken = going.judge(row._replace(disclosures=left, erased=erased))
        _need(broken is None, "value", row.position)
        return 1

    def _before(self, position: int) -> Verification:
        """A pass that has come up to there."""
        row = self.rows[position - 1]
        last = _last_of(self.rows[: position - 1], row.stream)
        frontier: list[bytes] = []
        for size, each in enumerate(self.rows[: position - 1]):
            push(frontier, size, each.leaf)
        head = (last.version, last.leaf) if last else None
        return Verification(
            ORIGIN, lambda _, __: head, position - 1, frontier=frontier, asks_heads=True
        )

    def tlog_proof(self) -> int:
        """A proof in a file, under a checkpoint that is signed."""
        size = self._size()
        index = self.chance.randrange(size)
        note = self.notes.setdefault(
            size, a_signer().sign(Checkpoint(ORIGIN, size, self.roots[size]).text)
        )
        hashes = tuple(prove_inclusion(index, size, self._subtree))
        found = read_tlog_proof(TlogProof(index, hashes, note).text.encode())
        holds = found.proves(self.rows[index].leaf, [a_signer().verifier])
        _need(holds, "tlog-proof", index, size)
        return 1


def _last_of(rows: Sequence[Row], stream: str) -> Row | None:
    return next((each for each in reversed(rows) if each.stream == stream), None)


def _need(holds: bool, *what: object) -> None:
    if not holds:
        raise AlarmError(" ".join(map(str, what)))
