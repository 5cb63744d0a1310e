"""The kinds of tampering by whoever holds a backup, the signer's folder, or the key."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

from api.proving import inclusion
from ledger.backup.signing import bring_back as bring_signer
from ledger.database import WRITER, connected
from ledger.proof.checkpoint import Checkpoint, checkpoint_of, key_name
from ledger.proof.note import Signer
from ledger.proof.time_stamp import as_written
from ledger.signing import published
from ledger.signing.folder import KEY, STATE, SignerFolder
from ledger.signing.resuming import ResumeError, Wish
from ledger.signing.source import asking
from ledger.signing.state import Frozen
from tests.databases import rows
from tests.faults.tampering.house import TODAY, YESTERDAY, Attempt
from tests.faults.tampering.kinds import OWNER, SERVICE
from tests.faults.tampering.means import Found, Kind, doctor, proved
from tests.faults.tampering.rows import AN_HOUR_EARLIER, OTHER_REASON
from tests.ledger.backups import bring_back, rewrite
from tests.ledger.eleven import add
from tests.ledger.proving import a_signer
from tests.ledger.signing.hand import NOW
from tests.records import statements
from tests.tampering import in_bytes, tamper

BACKUP = "whoever holds a backup"
FOLDER = "whoever has the signer's folder"
KEY_AND_DATABASE = "whoever has key and database"
_PUBLISHED = (
    "ALTER TABLE ledger.checkpoints DISABLE TRIGGER append_only",
    "TRUNCATE ledger.checkpoints",
    "ALTER TABLE ledger.checkpoints ENABLE ALWAYS TRIGGER append_only",
)


def signer_forgets(attempt: Attempt) -> None:
    """With the key alone, and without what was published, a signer begins as on its first day."""
    (attempt.signer / STATE).unlink()
    tamper(attempt.url, *_PUBLISHED)


def nothing(_: Attempt) -> None:
    """What is tampered with is the copy itself."""


def filled_up(attempt: Attempt) -> None:
    """Yesterday's ledger, with other records since, as many as there were."""
    with attempt.ledger() as ledger:
        add(ledger, *statements(TODAY - YESTERDAY, series="other"))


def signer_of_yesterday(attempt: Attempt) -> None:
    """Database and signer, both from yesterday, and other records since."""
    for name in (KEY, STATE):
        content = (attempt.house.signer_of("yesterday") / name).read_bytes()
        (attempt.signer / name).write_bytes(content)
    filled_up(attempt)


def _restored(attempt: Attempt) -> None:
    """Restored on a machine that has nothing: the signer comes with the backup."""
    for name in (KEY, STATE):
        (attempt.signer / name).unlink()
    attempt.url = attempt.empty()
    files = bring_back(attempt.house.backup, attempt.url)
    assert bring_signer(SignerFolder(attempt.signer), files, NOW) == "restored"


def _backup_changed(attempt: Attempt) -> None:
    file = attempt.folder / "changed.backup"
    content = bytearray(attempt.house.backup.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    bring_back(file, attempt.empty())


def _backup_rewritten(attempt: Attempt) -> None:
    """With the passphrase: the file is sound, what it holds is not."""
    file = attempt.folder / "rewritten.backup"
    file.write_bytes(attempt.house.backup.read_bytes())
    old, new = (word.encode().hex().encode() for word in ("twelve", "ninety"))
    rewrite(file, lambda members: [(name, each.replace(old, new)) for name, each in members])
    bring_back(file, attempt.empty())


def _without_state(attempt: Attempt) -> None:
    (attempt.signer / STATE).unlink()


def _without_key(attempt: Attempt) -> None:
    (attempt.signer / KEY).unlink()


def _signed_anew(attempt: Attempt) -> None:
    """A retraction is rewritten, and the signer is made to sign that as its first checkpoint."""
    tamper(attempt.url, OTHER_REASON, chain_anew=True)
    signer_forgets(attempt)


def _forked(attempt: Attempt) -> None:
    """Somebody is shown another history of as many entries, signed with the same key."""
    key = SignerFolder(attempt.signer).key()
    assert key is not None
    own = attempt.hand.believed
    forged = Checkpoint(own.origin, own.size, bytes(32))
    notes = attempt.hand.note, Signer(key_name(forged.origin), key).sign(forged.text).encode()
    attempt.kept = replace(attempt.kept, checkpoints=(*attempt.kept.checkpoints, *notes))


def _fork_given(attempt: Attempt) -> Found | None:
    """The signer is frozen, and told to go on from the checkpoint that somebody brings."""
    hand = attempt.hand
    before = hand.state
    hand.folder.save(before.freeze(FROZEN))
    try:
        hand.resume(Wish("It stopped.", attempt.kept.checkpoints[-1]))
    except ResumeError as fault:
        return Found("fork") if "A fork" in str(fault) else None
    finally:
        hand.folder.save(before)
    return None


def _published_by_another(attempt: Attempt) -> None:
    """The service's login may publish, and signs with a key of its own."""
    head = checkpoint_of(attempt.hand.note)
    signer = a_signer(head.origin, "another")
    with connected(attempt.url, WRITER) as connection:
        note = signer.sign(head.text)
        published.publish(asking(connection), signer.verifier.public_key, head, note)


def _its_proof(attempt: Attempt) -> Found | None:
    with attempt.ledger() as ledger:
        last = published.latest(ledger.rows.all)
        assert last is not None
        head = Checkpoint(last.origin, last.size, last.root)
        proof = inclusion(ledger, last.note, head, 5).file.text.encode()
        [entry] = ledger.stored(4, 5)
    found = proved(proof, bytes(entry.state), attempt.kept)
    return found and Found(found.rule)


def _stamp(attempt: Attempt, token: str, at: str) -> None:
    """The time stamp in entry 12 becomes another one, and everything is made to fit."""
    (old, old_at), _ = _stamps(attempt)
    tamper(attempt.url, in_bytes(12, old, token), in_bytes(12, old_at, at), chain_anew=True)


def _stamps(attempt: Attempt) -> list[tuple[str, str]]:
    """Token and time of each."""
    query = (
        "SELECT data ->> 'token', data ->> 'stamped_at' FROM (SELECT position,"
        " convert_from(state, 'UTF8')::jsonb -> 'entry' -> 'data' AS data FROM ledger.entries"
        " WHERE topic = 'time_stamp.received') AS stamps ORDER BY position"
    )
    return [(str(token), str(at)) for token, at in rows(attempt.url, query)]


def _stamp_of_another_checkpoint(attempt: Attempt) -> None:
    _stamp(attempt, *_stamps(attempt)[1])


def _stamp_of_another_authority(attempt: Attempt) -> None:
    other = attempt.house.other_stamp
    _stamp(attempt, b64encode(other.token).decode(), as_written(other.at))


def _backdated(attempt: Attempt) -> None:
    """Everything is an hour older, and whoever has the key begins signing anew."""
    tamper(attempt.url, *AN_HOUR_EARLIER, chain_anew=True)
    signer_forgets(attempt)


FROZEN = Frozen(rule="leaf", reason="by hand", at=NOW)
_REWRITTEN = {"checkpoint": Found("root", "12–20"), "signer": Found("rewritten")}
BY_POWER = (
    Kind("a database from yesterday", BACKUP, nothing, 13,
         {"checkpoint": Found("size", "13–20"), "signer": Found("shrunk"),
          "doctor": Found("wrong", "signer files")}, {"doctor": doctor}, yesterday=True),
    Kind("a database from yesterday, filled up with other records", BACKUP, filled_up, 13,
         _REWRITTEN, yesterday=True),
    Kind("database and signer from yesterday, filled up with other records", BACKUP,
         signer_of_yesterday, 13, {"checkpoint": Found("root", "12–20")}, yesterday=True),
    Kind("the backup of yesterday restored, with its signer", BACKUP, _restored, 13,
         {"checkpoint": Found("size", "13–20"), "signer": Found("restored")}),
    Kind("a byte of a backup", BACKUP, _backup_changed, None, {"refused": Found("backup")}),
    Kind("an entry in a backup, by who knows its passphrase", BACKUP, _backup_rewritten, 5,
         {"refused": Found("backup")}),
    Kind("the signer's memory removed", FOLDER, _without_state, None,
         {"signer": Found("forgotten")}),
    Kind("the signer's key removed", FOLDER, _without_key, None, {"signer": Found("state")}),
    Kind("the latest retraction, all to fit, and signed anew with the stolen key",
         KEY_AND_DATABASE, _signed_anew, 20,
         {"verify": Found("root", 21), "checkpoint": Found("root", "12–20")}),
    Kind("times moved by an hour, all to fit, and signed anew with the stolen key",
         KEY_AND_DATABASE, _backdated, 1,
         {"verify": Found("root", 12), "checkpoint": Found("root", "1–11")}),
    Kind("a fork signed with a stolen key", "whoever has the key", _forked, None,
         {"checkpoint": Found("fork"), "resume": Found("fork")}, {"resume": _fork_given}),
    Kind("a checkpoint of another key published", SERVICE, _published_by_another, None,
         {"proof": Found("refused")}, {"proof": _its_proof}),
    Kind("a time stamp of another checkpoint, and all to fit", OWNER, _stamp_of_another_checkpoint,
         12, {"verify": Found("imprint", 12), "checkpoint": Found("root", "12–20"),
              "signer": Found("rewritten")}),
    Kind("a time stamp of nobody's authority, and all to fit", OWNER, _stamp_of_another_authority,
         12, {"verify": Found("chain", 12), "checkpoint": Found("root", "12–20"),
              "signer": Found("rewritten")}),
)  # fmt: skip
