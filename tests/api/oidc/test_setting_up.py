"""What is set for signing in by the organisation, and what the doctor says of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from api.doctor.finding import Finding, Setup
from api.doctor.process import valid_settings
from api.doctor.signing_in import signing_in
from api.oidc.organisation import organisation_of
from api.oidc.roles import roles_in
from api.settings import BadSettingError, Settings
from ledger.application import Ledger
from ledger.read_back_links import NAME as BY_LINK
from ledger.sessions import BY_ORGANISATION, LASTS, LINKED
from ledger.tokens import SECRET_BYTES, Tokens, Wanted
from tests.api.examined import examined, here, of
from tests.api.oidc.house import CLIENT, SECRET, House, a_house
from tests.shared import CHECKOUT

SET = {
    "DEAL_LEDGER_OIDC_ISSUER": "https://login.example.com/house",
    "DEAL_LEDGER_OIDC_CLIENT_ID": CLIENT,
    "DEAL_LEDGER_OIDC_CLIENT_SECRET": SECRET,
    "DEAL_LEDGER_OIDC_ROLES": '{"lawyers": ["legal"]}',
    "DEAL_LEDGER_PUBLIC_URL": "https://deals.example.com/",
}


def test_the_addresses_to_register_begin_with_the_public_one() -> None:
    ours = organisation_of(Settings.from_environment(SET))
    assert ours is not None
    assert ours.redirect_uri == "https://deals.example.com/sign-in/organisation/done"
    assert ours.signed_out_uri == "https://deals.example.com/sign-in"


def test_a_secret_is_never_shown() -> None:
    settings = Settings.from_environment(SET)
    assert SECRET not in repr(settings)
    assert SECRET not in repr(organisation_of(settings))


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    given = {**SET, "DEAL_LEDGER_OIDC_CLIENT_SECRET_FILE": str(file)}
    del given["DEAL_LEDGER_OIDC_CLIENT_SECRET"]
    for wrong in (None, b"", b"\n", b"one\ntwo\n", b"\xff"):
        if wrong is not None:
            file.write_bytes(wrong)
        with pytest.raises(BadSettingError, match="OIDC_CLIENT_SECRET_FILE"):
            organisation_of(Settings.from_environment(given))
    file.write_text("s3cret\n")
    ours = organisation_of(Settings.from_environment(given))
    assert ours is not None
    assert ours.client_secret == "s3cret"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OIDC_ISSUER", "http://login.example.com"),
        ("OIDC_ISSUER", "login.example.com"),
        ("OIDC_ISSUER", "https://user:secret@login.example.com"),
        ("OIDC_ISSUER", "https://login.example.com/?x=1"),
        ("OIDC_ISSUER", "https://[::1"),
        ("OIDC_SCOPES", "email groups"),
        ("OIDC_SCOPES", "openid  email"),
        ("OIDC_CLIENT_ID", ""),
        ("PUBLIC_URL", ""),
        ("PUBLIC_URL", "http://deals.example.com"),
        ("OIDC_ROLES", "lawyers=legal"),
        ("OIDC_ROLES", '["legal"]'),
        ("OIDC_ROLES", '{"lawyers": "legal"}'),
        ("OIDC_ROLES", '{"lawyers": []}'),
        ("OIDC_ROLES", '{"lawyers": [["legal"]]}'),
        ("OIDC_ROLES", '{"lawyers": ["legal"], "lawyers": ["reader"]}'),
        ("OIDC_ROLES", '{"bosses": ["admin"]}'),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(name: str, value: str) -> None:
    given = {**SET, f"DEAL_LEDGER_{name}": value}
    with pytest.raises(BadSettingError, match=f"DEAL_LEDGER_{name}"):
        organisation_of(Settings.from_environment(given))


def test_clear_text_leads_to_this_machine_only() -> None:
    here_ = {
        "DEAL_LEDGER_OIDC_ISSUER": "http://127.0.0.1:1",
        "DEAL_LEDGER_PUBLIC_URL": "http://[::1]:2",
    }
    ours = organisation_of(Settings.from_environment({**SET, **here_}))
    assert ours is not None
    assert ours.redirect_uri.startswith("http://[::1]:2/")


def test_nobody_becomes_an_admin_by_signing_in() -> None:
    with pytest.raises(ValueError, match="import"):
        roles_in('{"bosses": ["legal", "admin"]}')


def test_what_it_needs_is_loaded_only_where_it_is_set() -> None:
    loaded = "import sys, api.serving, api.service; print('joserfc' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=CHECKOUT
    )
    assert said.stdout.strip() == "False"


@pytest.fixture
def house() -> Iterator[House]:
    """A provider that is asked of itself alone."""
    with a_house(here) as served:
        yield served


def at(house: House, **others: str) -> dict[str, str]:
    """The settings of a ledger with this provider."""
    return {**SET, "DEAL_LEDGER_OIDC_ISSUER": house.url, **others}


def looked(**environment: str) -> Finding:
    """The single finding of the check."""
    [found] = all_looked(**environment)
    return found


def all_looked(**environment: str) -> list[Finding]:
    """All findings of the check."""
    return list(signing_in(Setup(environment, valid_settings(environment), here)))


def test_the_doctor_says_where_people_sign_in_and_what_must_be_registered(
    house: House, tmp_path: Path
) -> None:
    given = at(house, DEAL_LEDGER_HOME=str(tmp_path))
    found = of("signing in", examined(None, here, **given))
    assert found.state == "ok"
    assert house.url in found.found
    assert "https://deals.example.com/sign-in/organisation/done" in found.found


def test_the_doctor_has_no_word_for_tokens_of_sign_ins_which_end_by_themselves(
    database: str, ledger: Ledger
) -> None:
    tokens = Tokens(ledger.rows)
    for n, name in enumerate((LINKED, BY_ORGANISATION, BY_LINK, "kept for long")):
        ends = here() + (timedelta(days=300) if n == 3 else LASTS)
        tokens.create(Wanted(name, ["reader"], expires_at=ends), bytes([n]) * SECRET_BYTES, here())
    found = of("tokens", examined(database))
    assert (found.state, found.found[:6]) == ("ok", "1 of 1")


def test_the_doctor_names_a_provider_that_cannot_be_used(house: House) -> None:
    for told in ({"issuer": "https://other.example"}, {"jwks_uri": None}):
        house.told = told
        assert looked(**at(house)).state == "wrong"
    house.told, house.published = {}, ()
    found = looked(**at(house))
    assert (found.state, "no key" in found.found) == ("wrong", True)


def test_the_doctor_names_a_provider_that_is_not_reached() -> None:
    given = {**SET, "DEAL_LEDGER_OIDC_ISSUER": "http://127.0.0.1:1"}
    found = looked(**given)
    assert (found.state, "cannot be reached" in found.found) == ("wrong", True)
    assert found.mend


def test_the_doctor_warns_where_nobody_would_come_in_or_nothing_has_effect(house: House) -> None:
    house.told = {
        "scopes_supported": ["openid"],
        "code_challenge_methods_supported": ["plain"],
        "end_session_endpoint": None,
    }
    given = at(house, DEAL_LEDGER_OIDC_ROLES="", DEAL_LEDGER_OIDC_SCOPES="openid groups")
    found = all_looked(**given)
    said = " ".join(each.found for each in found if each.state == "warning")
    assert "No group has a role" in said
    assert "S256" in said
    assert "scopes groups" in said
    alone = {"DEAL_LEDGER_OIDC_CLIENT_ID": CLIENT}
    assert looked(**alone).state == "warning"
    assert looked().state == "ok"
    lacking = {**SET, "DEAL_LEDGER_PUBLIC_URL": ""}
    assert looked(**lacking).state == "wrong"
