"""A time stamp is judged from its bytes alone, whatever the bytes are."""

from __future__ import annotations

import random
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

from ledger.proof.checkpoint import Checkpoint
from ledger.proof.der_order import with_certificates_in_order
from ledger.proof.time_stamp import (
    TimeStamp,
    TimeStampError,
    _as_response,
    judge_checkpoint,
    judge_clock,
    judge_token,
    read_response,
    read_token,
    roots_of,
)
from tests.ledger.stamping.authority import Authority, an_authority, openssl

STAMPED = b"what is stamped\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return an_authority(tmp_path_factory.mktemp("authority") / "ca")


def a_request(algorithm: HashAlgorithm = HashAlgorithm.SHA256) -> bytes:
    return TimestampRequestBuilder(STAMPED, algorithm).build().as_bytes()


@pytest.fixture(scope="module")
def answer(authority: Authority) -> bytes:
    return authority.reply(a_request())


@pytest.fixture
def stamp(answer: bytes) -> TimeStamp:
    return read_response(answer)


def test_a_stamp_of_these_bytes_by_somebody_who_is_believed(
    stamp: TimeStamp, authority: Authority
) -> None:
    assert judge_token(stamp, STAMPED, roots_of(authority.roots)) is None
    assert stamp.imprint == sha256(STAMPED).digest()
    assert read_token(stamp.token) == stamp


def test_a_time_to_the_second_is_within_that_second(stamp: TimeStamp) -> None:
    assert stamp.accuracy == timedelta(seconds=1)
    assert stamp.at - stamp.earliest == timedelta(seconds=1)
    assert stamp.latest - stamp.at == timedelta(seconds=2)


def test_another_digest_than_sha_256_is_not_judged(authority: Authority) -> None:
    with pytest.raises(TimeStampError, match="not of a SHA-256"):
        read_response(authority.reply(a_request(HashAlgorithm.SHA512)))


@pytest.mark.parametrize(
    ("extension", "options", "why"),
    [
        ("stamps", ("-cades",), None),
        ("stamps", (), "does not name the certificate that signs it"),
        ("serves", ("-cades",), "unsuitable certificate purpose"),
    ],
)
def test_only_a_certificate_for_stamping_that_is_named_stamps(
    authority: Authority,
    tmp_path: Path,
    extension: str,
    options: tuple[str, ...],
    why: str | None,
) -> None:
    """OpenSSL does not stamp with another one, so what it stamped is signed with that by hand."""
    other = an_authority(tmp_path / "other", extension=extension)
    stamp = read_response(authority.reply(a_request()))
    (other.folder / "token").write_bytes(stamp.token)
    openssl(
        other.folder,
        *("cms", "-verify", "-noverify", "-inform", "DER", "-in", "token", "-out", "content"),
    )
    openssl(
        other.folder,
        *("cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-in", "content"),
        *("-econtent_type", "1.2.840.113549.1.9.16.1.4", "-signer", "tsa.pem"),
        *("-inkey", "tsa.key", "-certfile", "middle.pem", "-md", "sha256", "-out", "signed"),
        *options,
    )
    signed = (other.folder / "signed").read_bytes()
    found = read_response(_as_response(signed))
    broken = judge_token(found, STAMPED, roots_of(other.roots))
    assert (broken and broken.rule) == (why and "chain")
    assert why is None or (broken and why in broken.reason)


def test_whatever_is_changed_in_it_no_other_time_and_nothing_else_is_stamped(
    answer: bytes, stamp: TimeStamp, authority: Authority
) -> None:
    """Some bytes mean nothing, and nobody signed them; none changes what is stamped, or when."""
    roots = roots_of(authority.roots)
    chance = random.Random(7)
    accepted = 0
    for place in range(len(answer)):
        changed = bytearray(answer)
        changed[place] ^= 1 << chance.randrange(8)
        try:
            found = read_response(bytes(changed))
        except TimeStampError:
            continue
        if judge_token(found, STAMPED, roots) is None:
            accepted += 1
            assert (found.at, found.imprint, found.nonce) == (stamp.at, stamp.imprint, stamp.nonce)
            assert found.certificates == stamp.certificates
    assert accepted < 20


def test_any_bytes_are_judged_and_none_raises_another_fault(answer: bytes) -> None:
    chance = random.Random(11)
    for _ in range(2_000):
        changed = bytearray(answer)
        for _ in range(chance.randrange(1, 4)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        del changed[chance.choice([len(changed), chance.randrange(len(changed))]) :]
        try:
            found = read_response(bytes(changed))
        except TimeStampError:
            continue
        assert found.earliest <= found.at <= found.latest


def test_certificates_are_put_in_order_and_nothing_else_is_touched(answer: bytes) -> None:
    mended = with_certificates_in_order(answer)
    assert len(mended) == len(answer)
    assert sorted(mended) == sorted(answer)
    assert with_certificates_in_order(mended) == mended
    for other in (b"", b"\x30", b"\x30\x80", b"\x30\x84\xff\xff\xff\xff", STAMPED, bytes(300)):
        assert with_certificates_in_order(other) == other


def test_no_root_is_made_of_what_is_none() -> None:
    for content in (
        b"",
        b"rubbish",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
    ):
        with pytest.raises(TimeStampError, match="no certificate"):
            roots_of(content)


def test_a_checkpoint_of_another_ledger_or_a_later_one_is_not_of_this_entry() -> None:
    head = Checkpoint("ledger.example/a", 5, bytes(32))
    resumed = Checkpoint(f"ledger.example/a/after-{'0' * 64}", 5, bytes(32))
    assert judge_checkpoint(head, "ledger.example/a", 6, bytes(32)) is None
    assert judge_checkpoint(resumed, "ledger.example/a", 6, bytes(32)) is None
    for log, position, root, rule in (
        ("ledger.example/b", 6, bytes(32), "checkpoint"),
        ("ledger.example/a", 5, bytes(32), "checkpoint"),
        ("ledger.example/a", 6, b"other", "root"),
        ("ledger.example/a", 6, None, "root"),
    ):
        broken = judge_checkpoint(head, log, position, root)
        assert broken is not None
        assert broken.rule == rule


def test_the_clocks_of_ledger_and_authority_may_be_minutes_apart(stamp: TimeStamp) -> None:
    minutes = timedelta(minutes=1)
    assert judge_clock(stamp, stamp.at + 4 * minutes, stamp.at - 4 * minutes) is None
    assert judge_clock(stamp, stamp.at + 6 * minutes, stamp.at) is not None
    assert judge_clock(stamp, stamp.at, stamp.at - 11 * minutes) is not None
