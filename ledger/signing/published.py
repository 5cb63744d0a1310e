"""Copies of checkpoints in the database, and what became of their signer: for readers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ledger.proof.checkpoint import Checkpoint
from ledger.subtrees import Ask

CHANGED = "deal_ledger_signer"
"""The channel on which it is told that there is a checkpoint, or that a signer was frozen."""

_LATEST = """
    SELECT key, origin, size, root, note, signed_at FROM ledger.checkpoints
    ORDER BY number DESC LIMIT 1"""
_COVERING = """
    SELECT key, origin, size, root, note, signed_at FROM ledger.checkpoints
    WHERE size >= %s AND origin = (
        SELECT origin FROM ledger.checkpoints ORDER BY number DESC LIMIT 1)
    ORDER BY number LIMIT 1"""
# Again after a crash between keeping a checkpoint and publishing it: the same text is there once.
_PUBLISH = """
    WITH added AS (
        INSERT INTO ledger.checkpoints (key, origin, size, root, note)
        SELECT %s, %s, %s, %s, %s
        WHERE %s IS DISTINCT FROM (
            SELECT note FROM ledger.checkpoints ORDER BY number DESC LIMIT 1)
        RETURNING number
    )
    SELECT pg_notify(%s, number::text)::text FROM added"""
_TELL = """
    WITH added AS (
        INSERT INTO ledger.signer_log (key, kind, told) SELECT %s, %s, %s::jsonb
        WHERE NOT EXISTS (
            SELECT FROM (SELECT kind, told FROM ledger.signer_log WHERE key = %s
                ORDER BY number DESC LIMIT 1) AS last
            WHERE last.kind = %s AND last.told = %s::jsonb)
        RETURNING number
    )
    SELECT pg_notify(%s, number::text)::text FROM added"""
_LAST_TOLD = """
    SELECT kind, told, told_at FROM ledger.signer_log
    WHERE key = coalesce((SELECT key FROM ledger.checkpoints ORDER BY number DESC LIMIT 1), key)
    ORDER BY number DESC LIMIT 1"""


@dataclass(frozen=True, slots=True)
class Published:
    """A checkpoint as the database has it: whether it is believed is up to who reads it."""

    key: bytes
    origin: str
    size: int
    root: bytes
    note: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database says of signing: the last checkpoint, and why its signer is frozen."""

    latest: Published | None
    frozen: dict[str, Any] | None


def latest(ask: Ask) -> Published | None:
    """The checkpoint that was published last."""
    return _published(ask(_LATEST))


def covering(ask: Ask, position: int) -> Published | None:
    """The first checkpoint that covers a position, under the origin that is signed now."""
    return _published(ask(_COVERING, position))


def _published(rows: list[dict[str, Any]]) -> Published | None:
    if not rows:
        return None
    [row] = rows
    key, root = bytes(row["key"]), bytes(row["root"])
    return Published(key, row["origin"], row["size"], root, row["note"], row["signed_at"])


def standing(ask: Ask) -> Standing:
    """How it stands with signing."""
    told = ask(_LAST_TOLD)
    frozen = told[0]["told"] if told and told[0]["kind"] == "frozen" else None
    return Standing(latest(ask), frozen)


def publish(ask: Ask, key: bytes, head: Checkpoint, note: str) -> None:
    """Give a checkpoint to readers, unless it is the one that they were given last."""
    ask(_PUBLISH, key, head.origin, head.size, head.root, note, note, CHANGED)


def tell(ask: Ask, key: bytes, kind: str, what: dict[str, Any]) -> None:
    """Tell readers that a signer was frozen or resumed, unless that was told last."""
    told = json.dumps(what)
    ask(_TELL, key, kind, told, key, kind, told, CHANGED)
