"""Time stamps go with the entries that they bound, and verify with and without the ledger."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from api.evidence import parts, stamps
from ledger.embedded import EmbeddedServer
from ledger.proof.bundle import layout
from ledger.proof.bundle.checking import Checked
from ledger.proof.time_stamp import roots_of
from tests.api.cli import Command
from tests.api.evidence.bundles import (
    VERIFIERS,
    Files,
    House,
    a_house,
    broken,
    checked,
    printed_files,
    relisted,
    unzipped,
    verified,
    zipped,
)
from tests.ledger.stamping.authority import Authority, an_authority
from tests.ledger.stamping.hand import StampedByHand
from tests.records import a_record


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return an_authority(tmp_path_factory.mktemp("tsa") / "ca")


@pytest.fixture(scope="module")
def house(
    server: EmbeddedServer, tmp_path_factory: pytest.TempPathFactory, authority: Authority
) -> Iterator[House]:
    """Stamps at 2, 5, 8 and 11; entries of the deal between them, and two after the last."""
    told = (a_record("catalogue.item_defined", id="o"),)
    with a_house(server, tmp_path_factory.mktemp("house"), *told) as made:
        hand = StampedByHand(made.ledger, made.hand, authority)
        hand.every = timedelta()
        made.hand.sign()
        assert hand.step() == 1
        opening = (
            (a_record("deal.opened"), a_record("party.joined")),
            (
                a_record("participant.assigned", person="carla", party="acme"),
                a_record("message.sent"),
            ),
            (a_record("value.reported", deal="D-2"), a_record("catalogue.item_defined", item="x")),
        )
        for records in opening:
            made.add(*records)
            made.hand.sign()
            assert hand.step() == 1
        made.add(a_record("value.reported"), a_record("catalogue.item_defined", item="y"))
        yield made


@pytest.fixture(scope="module")
def files(house: House) -> Files:
    return house.export().files


def positions(files: Files) -> set[str]:
    return {
        name.removeprefix("stamps/").split(".")[0].lstrip("0")
        for name in files
        if name.endswith(".token")
    }


def test_the_organisation_is_without_a_gap_and_the_stamps_are_those_that_bound_the_deal(
    files: Files, authority: Authority
) -> None:
    found = checked(files)
    assert {"organisation/0000000002.json", "organisation/0000000011.json"} <= files.keys()
    assert positions(files) == {"2", "5", "8", "11"}
    assert [each.vouched for each in found.stamps] == [None] * 4
    assert (found.times, found.unsigned) == ((), ())
    judged = checked(files, roots=roots_of(authority.roots))
    assert [each.vouched for each in judged.stamps] == [True] * 4
    bounds = bounds_of(judged)
    at = {each.position: each.stamp for each in judged.stamps}
    assert bounds.keys() >= {3, 4, 6, 7, 12, 14}
    assert bounds[3] == bounds[4] == (at[2].earliest, at[5].latest)
    assert bounds[6] == bounds[7] == (at[5].earliest, at[8].latest)
    assert bounds[12] == bounds[14] == (at[11].earliest, None)


def bounds_of(judged: Checked) -> dict[int, tuple[datetime | None, datetime | None]]:
    """By position: entries with the same bounds are told together, and stamps are to the second."""
    return {
        position: (each.no_earlier_than, each.no_later_than)
        for each in judged.times
        for position in range(each.first, each.last + 1)
    }


def test_another_party_is_given_the_stamps_and_nothing_else_of_the_organisation(
    house: House, authority: Authority
) -> None:
    files = house.export(party="acme").files
    judged = checked(files, roots=roots_of(authority.roots))
    assert positions(files) == {"2", "5", "8", "11"}
    assert judged.times[0].no_earlier_than is not None
    assert not any(name.startswith("organisation/") for name in files)


def test_the_same_export_again_has_the_same_stamps(house: House, authority: Authority) -> None:
    first = house.export()
    hand = StampedByHand(house.ledger, house.hand, authority)
    hand.every = timedelta()
    assert hand.step() == 1
    again = house.export(again=first.terms.export)
    assert again.files == first.files


def test_a_root_that_vouches_for_nothing_bounds_nothing(files: Files, tmp_path: Path) -> None:
    other = an_authority(tmp_path / "other")
    judged = checked(files, roots=roots_of(other.roots))
    assert [each.vouched for each in judged.stamps] == [False] * 4
    [nothing] = judged.times
    assert (nothing.no_earlier_than, nothing.no_later_than) == (None, None)


def test_openssl_verifies_them_in_the_unpacked_folder(
    files: Files, authority: Authority, tmp_path: Path
) -> None:
    folder = unzipped(files, tmp_path / "bundle")
    (tmp_path / "roots.pem").write_bytes(authority.roots)
    text = files["README.txt"].decode()
    loop = text[text.index("    for t in") : text.index("    done") + 8]
    loop = loop.replace("-CAfile roots.pem", "-CAfile ../roots.pem")
    done = subprocess.run(
        ["bash", "-ec", loop], cwd=folder, capture_output=True, text=True, check=False
    )
    said = done.stdout + done.stderr
    assert said.count("Verification: OK") == 4, said
    assert said.count("Time stamp: ") == 4, said


@pytest.mark.parametrize("program", VERIFIERS)
def test_what_lies_in_the_bundle_says_that_it_did_not_look(
    program: str, files: Files, tmp_path: Path
) -> None:
    good, said = verified(unzipped(files, tmp_path / "bundle"), program)
    assert good, said
    assert said.count("Not looked at: the time stamps in stamps/.") == 1
    assert "For reading only" not in said


STAMP, OTHER = "stamps/0000000005", "stamps/0000000008"
CHANGES: dict[str, Callable[[Files], bytes]] = {
    f"{STAMP}.json": lambda f: f[f"{OTHER}.json"],
    f"{STAMP}.tlog-proof": lambda f: f[f"{OTHER}.tlog-proof"],
    f"{STAMP}.checkpoint": lambda f: f[f"{OTHER}.checkpoint"],
    f"{STAMP}.token": lambda f: f[f"{OTHER}.token"],
    f"{STAMP}.consistency": lambda f: f[f"{OTHER}.consistency"],
    layout.STAMPS_CERTIFICATES: lambda f: f[layout.STAMPS_CERTIFICATES] + b"\n",
    "stamps/0000000099.txt": lambda _: b"believe me",
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_stamp_that_was_changed_is_refused(name: str, files: Files) -> None:
    rule, file = broken(relisted(files, {name: CHANGES[name](files)}))
    assert (rule, file) == ("stamps", name)


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"{}", b'{"hashes":["zz"]}'])
def test_whatever_lies_there_is_refused_in_order(name: str, content: bytes, files: Files) -> None:
    assert broken(relisted(files, {name: content})) == ("stamps", name)


def without_stamps(files: Files, position: str = "") -> Files:
    gone = (name for name in files if name.startswith(f"stamps/{position}"))
    return relisted(files, dict.fromkeys(gone))


def test_stamps_that_were_taken_out_are_missed(files: Files) -> None:
    assert broken(without_stamps(files)) == ("missing", "stamps/0000000002.json")
    assert broken(without_stamps(files, "0000000005")) == ("missing", f"{STAMP}.json")
    unnamed = relisted(without_stamps(files), {layout.STAMPED: None})
    assert broken(unnamed) == ("contents", layout.STAMPED)
    fewer = files[layout.STAMPED].splitlines(keepends=True)
    renamed = relisted(without_stamps(files, "0000000011"), {layout.STAMPED: b"".join(fewer[:-1])})
    assert broken(renamed) == ("contents", layout.STAMPED)


@pytest.mark.parametrize("program", VERIFIERS)
def test_what_lies_in_the_bundle_misses_them_too(
    program: str, files: Files, tmp_path: Path
) -> None:
    odd = f"stamps/{99:010}.json"
    for changed, told in (
        (without_stamps(files), "stamps/0000000002.json is missing"),
        (without_stamps(files, "0000000005"), f"{STAMP}.json is missing"),
        (relisted(files, {layout.STAMPS_CERTIFICATES: None}), "certificates.pem is missing"),
        (relisted(files, {f"{STAMP}.token": None}), f"{STAMP}.token is missing"),
        (relisted(files, {f"{STAMP}.json": files[f"{OTHER}.json"]}), "is not the entry"),
        (relisted(files, {odd: b"{}"}), f"{odd} is of no time stamp"),
        (relisted(files, {"stamps/more/of.it": b""}), "stamps/more/of.it is of no time stamp"),
        (relisted(without_stamps(files), {layout.STAMPED: None}), "changed after the export"),
    ):
        good, said = verified(unzipped(changed, tmp_path / "bundle"), program)
        assert not good, told
        assert told in said


@pytest.mark.parametrize("kind", ["json", "tlog-proof", "checkpoint", "token", "consistency"])
def test_a_stamp_is_whole(kind: str, files: Files) -> None:
    name = f"{STAMP}.{kind}"
    assert broken(relisted(files, {name: None})) == ("missing", name)


def test_check_says_between_what_the_entries_were_recorded(
    files: Files, authority: Authority, tmp_path: Path
) -> None:
    bundle, roots = zipped(files, tmp_path / "e.zip"), authority.folder / "root.pem"
    command = Command({})
    said = command("check", str(bundle), "--roots", str(roots)).out
    assert "Entries of the deal from 3 to " in said
    assert "were recorded no earlier than" in said
    told = command("check", str(bundle), "--roots", str(roots), "--json").json
    assert (told["times"][0]["first"], told["times"][-1]["last"]) == (3, 14)
    assert told["times"][-1]["no_later_than"] is None
    assert [each["vouched"] for each in told["stamps"]] == [True] * 4
    assert "who made the 4 time stamp(s)" in command("check", str(bundle)).out
    none = tmp_path / "none.pem"
    none.write_text("nothing")
    assert command("check", str(bundle), "--roots", str(none)).code == 2


def test_the_paper_says_which_stamps_lie_with_it(house: House) -> None:
    page = printed_files(house)["timeline.html"].decode()
    assert "4 lie with this export, from" in page


def test_a_bundle_of_before_holds_and_says_what_cannot_be_seen(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unnamed = tuple(each for each in parts.CONTENTS if each is not stamps.named)
    monkeypatch.setattr(parts, "CONTENTS", unnamed)
    before = house.export(party="acme", questions=("What terms are in force?",)).files
    assert layout.STAMPED not in before
    assert (len(checked(before).stamps), checked(before).stamps_named) == (5, False)
    told = Command({})("check", str(zipped(before, tmp_path / "e.zip")), "--json").json
    assert any("that no time stamp was taken out" in each for each in told["not_verified"])


def test_a_stamp_that_holds_and_was_not_exported_is_refused(house: House, files: Files) -> None:
    more = house.export(questions=("What terms are in force?",)).files
    [name] = (each for each in more if each.endswith(".token") and each not in files)
    later = {each: more[each] for each in more if each[:17] == name[:17]}
    assert broken(relisted(files, later)) == ("stamps", f"{name[:17]}.json")
