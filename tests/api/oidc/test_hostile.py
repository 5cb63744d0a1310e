"""What is not believed: forged identities, answers to other questions, broken providers."""

from __future__ import annotations

import hmac
import json
import socket
from base64 import urlsafe_b64encode
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from api.oidc.attempt import COOKIE as ATTEMPT
from tests.api.http.calling import Clock
from tests.api.oidc.conftest import DONE, HOME, START, Visitor, query_of
from tests.api.oidc.house import CLIENT, FIRST, SECOND, SECRET, House

Claims = dict[str, Any]


def _with(**others: Any) -> Callable[[House, Claims], str]:
    """The identity with other claims, rightly signed; None leaves one out."""

    def forged(house: House, claims: Claims) -> str:
        kept = {name: value for name, value in (claims | others).items() if value is not None}
        return house.signed(kept)

    return forged


def _later(**by: int) -> Callable[[House, Claims], str]:
    def forged(house: House, claims: Claims) -> str:
        return house.signed(claims | {name: claims["iat"] + more for name, more in by.items()})

    return forged


def _part(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _head(text: str) -> str:
    return urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _unsigned(_: House, claims: Claims) -> str:
    return f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(claims)}."


def _with_a_shared_secret(secret: bytes) -> Callable[[House, Claims], str]:
    def forged(house: House, claims: Claims) -> str:
        text = f"{_part({'alg': 'HS256', 'kid': house.key.kid})}.{_part(claims)}"
        signature = hmac.digest(secret, text.encode(), "sha256")
        return f"{text}.{urlsafe_b64encode(signature).rstrip(b'=').decode()}"

    return forged


def _by_another_key(house: House, claims: Claims) -> str:
    return house.signed(claims, key=SECOND)


def _by_a_key_of_its_own(house: House, claims: Claims) -> str:
    return house.signed(claims, key=SECOND, kid="second", jwk=SECOND.as_dict(private=False))


def _changed_after_it_was_signed(house: House, claims: Claims) -> str:
    head, _, signature = house.signed(claims).split(".")
    return f"{head}.{_part(claims | {'groups': ['lawyers'], 'sub': 'somebody'})}.{signature}"


FORGED: dict[str, tuple[Callable[[House, Claims], str], str]] = {
    "alg none": (_unsigned, "signature"),
    "the public key as a secret": (
        _with_a_shared_secret(FIRST.as_pem(private=False)),
        "signature",
    ),
    "the client's secret": (_with_a_shared_secret(SECRET.encode()), "signature"),
    "another key under its name": (_by_another_key, "signature"),
    "a key that it brings along": (_by_a_key_of_its_own, "key that is not published"),
    "changed": (_changed_after_it_was_signed, "signature"),
    "no token": (lambda *_: "rubbish", "signature"),
    "empty": (lambda *_: "", "signature"),
    "not text": (lambda *_: "ä.ö.ü", "signature"),
    "nested": (lambda house, _: house.signed("[" * 60_000), "signature"),
    "a nested head": (lambda *_: f"{_head('[' * 9_000)}.e30.AA", "signature"),
    "no object": (lambda house, _: house.signed([]), "signature"),  # type: ignore[arg-type]
    "other issuer": (_with(iss="https://evil.example"), "the issuer that is set"),
    "no issuer": (_with(iss=None), "the issuer that is set"),
    "other audience": (_with(aud="another"), "for this ledger"),
    "audiences without ours": (_with(aud=["another", "third"]), "for this ledger"),
    "ours among several": (_with(aud=[CLIENT, "another"]), "for this ledger"),
    "made for another party": (_with(aud=[CLIENT], azp="another"), "for this ledger"),
    "no audience": (_with(aud=None), "for this ledger"),
    "other nonce": (_with(nonce="other"), "this sign-in"),
    "no nonce": (_with(nonce=None), "this sign-in"),
    "expired": (_later(iat=-400, exp=-61), "expired"),
    "never expires": (_with(exp=None), "expired"),
    "expires at a word": (_with(exp="tomorrow"), "expired"),
    "of the future": (_later(iat=61, exp=300), "future"),
    "not yet": (_later(nbf=61), "future"),
    "nobody": (_with(sub=None), "say whom"),
    "a number": (_with(sub=7), "say whom"),
}


def test_a_forged_identity_signs_nobody_in(visitor: Visitor, house: House) -> None:
    for forged, (house.forges, why) in FORGED.items():
        said = visitor.refused(visitor.sign_in(), 403, "identity_not_believed")
        assert why in said, forged


def test_clocks_may_be_a_minute_apart(visitor: Visitor, house: House) -> None:
    for forged in (_later(iat=59), _later(iat=-360, exp=-59), _with(aud=[CLIENT, "x"], azp=CLIENT)):
        house.forges = forged
        assert visitor.sign_in().status_code == 200


def test_an_identity_of_an_earlier_sign_in_counts_for_no_other(
    visitor: Visitor, house: House
) -> None:
    kept: list[str] = []

    def keep(house: House, claims: Claims) -> str:
        kept.append(house.signed(claims))
        return kept[0]

    house.forges = keep
    assert visitor.sign_in().status_code == 200
    assert "not made for this sign-in" in visitor.sign_in().text
    assert len(visitor.tokens()) == 1


def test_an_answer_counts_once(visitor: Visitor) -> None:
    back = visitor.at_the_house(visitor.begin())
    assert visitor.back(back).status_code == 200
    again = visitor.back(back)
    assert (again.status_code, "Code sign_in_not_begun_here." in again.text) == (403, True)
    assert len(visitor.tokens()) == 1


def test_an_answer_that_is_replayed_with_its_cookie_is_refused_by_the_provider(
    visitor: Visitor,
) -> None:
    back = visitor.at_the_house(visitor.begin())
    cookie = visitor.client.cookies[ATTEMPT]
    assert visitor.back(back).status_code == 200
    visitor.client.cookies.set(ATTEMPT, cookie)
    assert "Code sign_in_too_late." in visitor.back(back).text
    assert len(visitor.tokens()) == 1


def test_an_answer_to_another_browser_is_refused(visitor: Visitor) -> None:
    back = visitor.at_the_house(visitor.begin())
    visitor.client.cookies.clear()
    visitor.refused(visitor.back(back), 403, "sign_in_not_begun_here")
    visitor.begin()  # of its own
    visitor.refused(visitor.back(back), 403, "sign_in_not_begun_here")


def test_an_answer_with_another_state_is_refused_before_anybody_is_asked(
    visitor: Visitor, house: House
) -> None:
    for state in ("", "other", "ö", "\ud800"):
        code = query_of(visitor.at_the_house(visitor.begin()))["code"]
        house.asked.clear()
        back = urlencode({"code": code, "state": state}, errors="surrogatepass")
        visitor.refused(visitor.back(f"{DONE}?{back}"), 403, "sign_in_not_begun_here")
        assert house.asked == []


def test_a_code_of_another_sign_in_is_of_no_use(visitor: Visitor) -> None:
    """Injected into a sign-in of somebody else, it lacks its verifier."""
    stolen = query_of(visitor.at_the_house(visitor.begin()))["code"]
    state = query_of(visitor.begin())["state"]
    back = f"{DONE}?{urlencode({'code': stolen, 'state': state})}"
    visitor.refused(visitor.back(back), 403, "sign_in_too_late")


def test_a_process_whose_clock_is_a_little_behind_takes_it_up(
    visitor: Visitor, clock: Clock
) -> None:
    back = visitor.at_the_house(visitor.begin())
    clock.later(seconds=-60)
    assert visitor.back(back).status_code == 200


def test_a_sign_in_that_took_too_long_is_begun_anew(visitor: Visitor, clock: Clock) -> None:
    back = visitor.at_the_house(visitor.begin())
    clock.later(minutes=10)
    visitor.refused(visitor.back(back), 403, "sign_in_not_begun_here")


COOKIES = ("", "x", "..", "a.b.c", "AAAA.1.AAAA", f"{'A' * 43}.{10**30}.AAAA", "A" * 9_000)


def test_a_cookie_of_anybody_s_making_is_no_sign_in(visitor: Visitor) -> None:
    for cookie in COOKIES:
        headers = {"Cookie": f"{ATTEMPT}={cookie}"}
        answer = visitor.client.get(
            f"{DONE}?code=x&state=y", headers=headers, follow_redirects=False
        )
        visitor.refused(answer, 403, "sign_in_not_begun_here")


def test_a_cookie_of_ones_own_making_leads_nowhere_else(visitor: Visitor) -> None:
    visitor.begin()
    secret, began, _ = visitor.client.cookies[ATTEMPT].split(".")
    evil = urlsafe_b64encode(b"https://evil.example/").rstrip(b"=").decode()
    answer = visitor.client.get(
        f"{DONE}?code=x&state=y",
        headers={"Cookie": f"{ATTEMPT}={secret}.{began}.{evil}"},
        follow_redirects=False,
    )
    assert answer.status_code == 403
    assert "evil" not in answer.text


def test_what_the_provider_declines_is_said_in_words(visitor: Visitor, house: House) -> None:
    for house.declines, status, code in (
        ("access_denied", 403, "sign_in_declined"),
        ("interaction_required", 403, "sign_in_declined"),
        ("temporarily_unavailable", 503, "provider_not_reached"),
        ("invalid_scope", 502, "provider_not_right"),
        ("<b>made up</b>", 502, "provider_not_right"),
    ):
        assert "made up" not in visitor.refused(visitor.sign_in(), status, code)


def test_an_answer_of_another_issuer_is_refused(visitor: Visitor, house: House) -> None:
    back = visitor.at_the_house(visitor.begin())
    answer = visitor.back(f"{back}&iss=https%3A%2F%2Fevil.example")
    visitor.refused(answer, 403, "identity_not_believed")
    house.told = {"authorization_response_iss_parameter_supported": True}
    assert visitor.service.organisation is not None
    visitor.service.organisation._metadata = None
    visitor.refused(visitor.sign_in(), 403, "identity_not_believed")


def test_parameters_that_stand_twice_are_refused(visitor: Visitor) -> None:
    back = visitor.at_the_house(visitor.begin())
    visitor.refused(visitor.back(f"{back}&code=other"), 422, "bad_parameter")


def test_no_code_is_no_sign_in(visitor: Visitor) -> None:
    state = query_of(visitor.begin())["state"]
    visitor.refused(visitor.back(f"{DONE}?state={state}"), 502, "provider_not_right")


def test_a_provider_that_is_down_is_said_in_words(visitor: Visitor, house: House) -> None:
    for status in (500, 503, 429):
        house.status = None
        back = visitor.at_the_house(visitor.begin())
        house.status = status
        visitor.refused(visitor.back(back), 503, "provider_not_reached")
    assert visitor.service.organisation is not None
    visitor.service.organisation._metadata = None
    answer = visitor.client.get(START, follow_redirects=False)
    assert "or sign in with a token" in visitor.refused(answer, 503, "provider_not_reached")


def test_a_provider_that_is_not_there_is_said_in_words(visitor: Visitor) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens
        _at(visitor, f"http://127.0.0.1:{taken.getsockname()[1]}")
        answer = visitor.client.get(START, follow_redirects=False)
    visitor.refused(answer, 503, "provider_not_reached")


def _at(visitor: Visitor, issuer: str) -> None:
    assert visitor.service.organisation is not None
    object.__setattr__(visitor.service.organisation.organisation, "issuer", issuer)


TOLD: tuple[tuple[dict[str, Any], str], ...] = (
    ({"issuer": "https://evil.example"}, "otherwise"),
    ({"token_endpoint": "http://evil.example/token"}, "token_endpoint"),
    ({"authorization_endpoint": "javascript:alert(1)"}, "authorization_endpoint"),
    ({"jwks_uri": None}, "jwks_uri"),
    ({"end_session_endpoint": "//evil.example"}, "end_session_endpoint"),
    ({"authorization_endpoint": 7}, "authorization_endpoint"),
)


def test_a_provider_that_tells_what_cannot_be_used_is_said_in_words(
    visitor: Visitor, house: House
) -> None:
    for house.told, why in TOLD:
        answer = visitor.client.get(START, follow_redirects=False)
        assert why in visitor.refused(answer, 502, "provider_not_right")


def test_a_provider_that_does_not_take_this_ledger_is_said_in_words(
    visitor: Visitor, house: House
) -> None:
    back = visitor.at_the_house(visitor.begin())
    house.secret_in = "none"
    said = visitor.refused(visitor.back(back), 502, "provider_not_right")
    assert "invalid_client" in said


def test_keys_that_are_none_sign_nobody_in(visitor: Visitor, house: House) -> None:
    back = visitor.at_the_house(visitor.begin())
    house.published = ()
    visitor.refused(visitor.back(back), 502, "provider_not_right")


def test_keys_of_other_kinds_beside_ours_do_no_harm() -> None:
    from api.oidc.identity import keys_in  # noqa: PLC0415 - loaded where there is a provider

    others: list[object] = [{"kty": "AKP"}, {"kty": "EC", "crv": "P-0"}, {}, 7, None, {"kty": []}]
    others += [{"kty": "RSA", "n": 1, "e": None}, {"kty": "RSA", "n": "AA", "e": "AQAB"}]
    others += [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}, {"kty": "OKP", "crv": "X"}]
    published = {"keys": [*others, FIRST.as_dict(private=False)]}
    assert [key.kid for key in keys_in(published)] == ["first"]


def test_where_no_provider_is_named_there_is_nothing_of_it(visitor: Visitor) -> None:
    object.__setattr__(visitor.service, "organisation", None)
    assert "organisation" not in visitor.client.get("/sign-in").text
    for path in (START, DONE):
        assert visitor.client.get(path).status_code == 404
    assert visitor.client.get(HOME).url.path == "/sign-in"
