"""Signing in at a provider on loopback, and out of it: what follows here, and what is kept."""

from __future__ import annotations

import json
from io import StringIO

import httpx2 as httpx
import pytest

from api import logs
from api.oidc.attempt import COOKIE as ATTEMPT
from api.pages.signing_in import HINT
from api.pages.visiting import COOKIE
from api.settings import Settings
from tests.api.http.calling import DEAL, Clock
from tests.api.oidc.conftest import HOME, START, Visitor, query_of
from tests.api.oidc.house import BACK, CLIENT, LEDGER, SECOND, House


def test_whom_the_organisation_vouches_for_is_signed_in_with_the_roles_of_their_groups(
    visitor: Visitor,
) -> None:
    answer = visitor.sign_in(f"/deals/{DEAL}?known_at=9")
    assert answer.status_code == 200
    assert f'content="0; url=/deals/{DEAL}?known_at=9"' in answer.text
    assert "Signed in as</span> legal, rep" in visitor.client.get(HOME).text
    [token] = visitor.tokens()
    assert (token.roles, token.person, token.deals) == (("recorder", "legal"), "rep", None)


def test_it_asks_for_a_code_with_a_challenge_of_this_ledger_and_of_nothing_else(
    visitor: Visitor,
) -> None:
    asked = query_of(visitor.begin())
    assert asked.pop("state") != asked.pop("nonce")
    assert len(asked.pop("code_challenge")) == 43
    assert asked == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "openid",
        "code_challenge_method": "S256",
    }


def test_where_it_leads_back_to_is_never_what_a_request_names_as_its_host(visitor: Visitor) -> None:
    answer = visitor.client.get(
        START, headers={"Host": "evil.example", "X-Forwarded-Host": "evil"}, follow_redirects=False
    )
    assert query_of(answer.headers["location"])["redirect_uri"] == BACK


def test_the_cookie_of_a_sign_in_underway_comes_back_from_another_site_and_the_session_s_not(
    visitor: Visitor,
) -> None:
    begun = visitor.client.get(START, follow_redirects=False).headers["set-cookie"].lower()
    assert "samesite=lax" in begun
    assert "path=/sign-in/organisation" in begun
    assert "secure" in begun
    assert "httponly" in begun
    session, hint = (
        next(each for each in visitor.sign_in().headers.get_list("set-cookie") if name in each)
        for name in (f"{COOKIE}=", f"{HINT}=")
    )
    for cookie in (session, hint):
        assert "SameSite=strict" in cookie
        assert "HttpOnly" in cookie
        assert "Secure" in cookie
    assert "Path=/sign-out" in hint


def test_it_goes_on_to_pages_of_its_own_only(visitor: Visitor) -> None:
    for next_ in ("https://evil.example/", "//evil.example", "/\\evil.example", "/\tx", ""):
        assert 'content="0; url=/deals"' in visitor.sign_in(next_).text


def test_an_address_that_is_too_long_for_a_cookie_is_not_gone_on_to(visitor: Visitor) -> None:
    assert 'content="0; url=/deals"' in visitor.sign_in(f"/deals?q={'x' * 5_000}").text


def test_what_they_record_is_no_import(visitor: Visitor, house: House) -> None:
    visitor.sign_in()
    caller = visitor.service.pages_door.caller(visitor.client.cookies[COOKIE])
    assert caller.credential.kind == "token"
    assert caller.credential.person == "rep"
    assert not caller.holds("admin")


def test_who_is_not_on_record_comes_in_and_speaks_for_nobody(
    visitor: Visitor, house: House
) -> None:
    for house.person["ledger_person"] in ("nobody-here", "not an id", "", 7, None, ["rep"]):
        assert visitor.sign_in().status_code == 200
        assert "Signed in as</span> legal</span>" in visitor.client.get(HOME).text
    assert {token.person for token in visitor.tokens()} == {None}


GROUPS: tuple[tuple[object, str], ...] = (
    (["staff", "<b>x</b>\u202e"], "says groups: staff, &lt;b&gt;x&lt;/b&gt;·"),
    ([], "does not say groups"),
    (None, "does not say groups"),
    ("Lawyers", "says groups: Lawyers"),
    ({"lawyers": True}, "does not say groups"),
)


def test_a_stranger_is_refused_in_words_with_what_to_tell_the_admin(
    visitor: Visitor, house: House
) -> None:
    for house.person["groups"], shown in GROUPS:
        said = visitor.refused(visitor.sign_in(), 403, "no_role_given")
        assert shown in said
        assert "DEAL_LEDGER_OIDC_ROLES" in said


def test_one_group_alone_and_several_give_their_roles_together(
    visitor: Visitor, house: House
) -> None:
    house.person["groups"] = "sales"
    visitor.sign_in()
    house.person["groups"] = ["sales", "lawyers"]
    visitor.sign_in()
    assert {token.roles for token in visitor.tokens()} == {
        ("reader",),
        ("recorder", "reader", "legal"),
    }


def test_a_session_ends_after_a_day_of_work_and_when_its_token_is_revoked(
    visitor: Visitor, clock: Clock
) -> None:
    visitor.sign_in()
    [token] = visitor.tokens()
    assert token.expires_at is not None
    assert (token.expires_at - clock()).total_seconds() == 12 * 3600
    visitor.service.tokens.revoke(token.id, clock())
    visitor.service.pages_door.forget(token.id)
    assert visitor.client.get(HOME, follow_redirects=False).status_code == 303


def _sign_out(visitor: Visitor) -> httpx.Response:
    page = visitor.client.get(HOME).text
    form_token = page.partition('name="form_token" value="')[2].partition('"')[0]
    return visitor.client.post("/sign-out", data={"form_token": form_token})


def test_signing_out_ends_the_session_and_shows_the_way_to_sign_out_there(
    visitor: Visitor, house: House
) -> None:
    visitor.sign_in()
    page = _sign_out(visitor)
    assert (page.status_code, str(page.url)) == (200, f"{LEDGER}/sign-out")
    link = page.text.partition('class="button" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert link.startswith(f"{house.url}/end?")
    asked = query_of(link)
    assert asked["post_logout_redirect_uri"] == f"{LEDGER}/sign-in"
    assert asked["client_id"] == CLIENT
    assert asked["id_token_hint"].count(".") == 2
    assert {*visitor.client.cookies} == set()
    assert visitor.client.get("/sign-out").url.path == "/sign-in"
    assert visitor.client.get(HOME).url.path == "/sign-in"


def test_a_provider_that_is_down_keeps_nobody_from_signing_out(
    visitor: Visitor, house: House
) -> None:
    visitor.sign_in()
    assert visitor.service.organisation is not None
    visitor.service.organisation._metadata = None
    house.status = 500
    page = _sign_out(visitor)
    assert page.status_code == 200
    assert "does not say here where to sign out" in page.text
    assert visitor.client.get(HOME).url.path == "/sign-in"


def test_an_identity_that_no_cookie_holds_is_not_kept_for_signing_out(
    visitor: Visitor, house: House
) -> None:
    house.person["groups"] = ["lawyers", *(f"group-{n:040}" for n in range(100))]
    visitor.sign_in()
    assert "id_token_hint" not in _sign_out(visitor).text


def test_new_keys_of_the_provider_are_fetched_once(visitor: Visitor, house: House) -> None:
    visitor.sign_in()
    house.key, house.published = SECOND, (SECOND,)
    house.asked.clear()
    assert visitor.sign_in().status_code == 200
    assert visitor.sign_in().status_code == 200
    assert house.asked.count("/keys") == 1
    assert "/.well-known/openid-configuration" not in house.asked


def test_the_secret_is_sent_where_the_provider_takes_it(visitor: Visitor, house: House) -> None:
    for house.secret_in in ("client_secret_basic", "client_secret_post"):
        assert visitor.service.organisation is not None
        visitor.service.organisation._metadata = None
        assert visitor.sign_in().status_code == 200


def test_an_address_counts_where_the_provider_has_verified_it(
    settings: Settings, visitor: Visitor, house: House
) -> None:
    assert visitor.service.organisation is not None
    ours = visitor.service.organisation.organisation
    object.__setattr__(ours, "person_claim", "email")
    house.person |= {"email": "rep", "email_verified": False}
    visitor.refused(visitor.sign_in(), 403, "email_not_verified")
    house.person["email_verified"] = "true"
    visitor.refused(visitor.sign_in(), 403, "email_not_verified")
    house.person["email_verified"] = True
    visitor.sign_in()
    assert visitor.tokens()[0].person == "rep"


def test_the_log_says_who_came_in_and_who_not_without_a_word_of_theirs(
    visitor: Visitor, house: House, request: pytest.FixtureRequest
) -> None:
    house.person |= {"sub": "subject-1001", "name": "Ana Secret", "groups": ["lawyers", "secret"]}
    said = StringIO()
    logs.configure("info", said)
    request.addfinalizer(lambda: logs.configure("info"))
    visitor.sign_in()
    house.person["groups"] = ["secret"]
    visitor.sign_in()
    lines = [json.loads(line) for line in said.getvalue().splitlines()]
    [came] = [line for line in lines if line["event"] == "signed_in"]
    [token] = visitor.tokens()
    assert (came["token"], came["roles"], came["bound"]) == (token.id, ["recorder", "legal"], True)
    [not_] = [line for line in lines if line["event"] == "sign_in_refused"]
    assert not_["code"] == "no_role_given"
    for secret in ("rep", "1001", "Ana", "secret", ATTEMPT, "lawyers"):
        assert secret not in said.getvalue().replace("deal_ledger", ""), secret
