"""Who may come in, and as what: by the token, never by the body."""

from __future__ import annotations

import time
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from api.sending import OF_LEGAL
from ledger.application import Ledger
from ledger.tokens import Tokens
from tests.api.http.calling import DEAL, NEEDED, NOW, QUESTION, Api, Clock, refused
from tests.databases import a_ledger, everything
from tests.domain.examples import MINIMAL
from tests.records import a_sending

READINGS = ("/v1/deals", f"/v1/deals/{DEAL}", f"/v1/deals/{DEAL}/records", "/v1/records")


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer nonsense",
        "Basic dXNlcjpwYXNz",
        "Bearer dl_0123456789abcdef_AAAA",
        "Bearer dl__",
        "Bearer " + "x" * 5_000,
    ],
)
def test_whoever_has_no_token_that_counts_is_told_no_more_than_that(
    api: Api, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header}
    response = api.get("/v1/deals", headers)
    refused(response, 401, "not_authenticated")
    assert response.headers["www-authenticate"] == "Bearer"


def test_a_token_with_another_secret_opens_nothing(admin: Api, api: Api) -> None:
    assert admin.token is not None
    forged = admin.token[:-1] + ("A" if admin.token[-1] != "A" else "B")
    headers = {"Authorization": f"Bearer {forged}"}
    refused(api.get("/v1/deals", headers), 401, "not_authenticated")


def test_an_expired_token_opens_nothing_any_more(api: Api, clock: Clock) -> None:
    reader = api.as_("reader", expires_at=NOW + timedelta(hours=1))
    assert reader.get("/v1/deals").status_code == 200
    clock.later(hours=1)
    refused(reader.get("/v1/deals"), 401, "not_authenticated")


def test_a_revoked_token_opens_nothing_at_once_though_it_was_remembered(
    api: Api, database: str
) -> None:
    reader = api.as_("reader")
    assert reader.get("/v1/deals").status_code == 200
    # As another process would: the command line, or a second server.
    with a_ledger(database, "other") as other:
        assert Tokens(other.rows).revoke(reader.token_id, NOW)
    give_up = time.monotonic() + 5
    while reader.get("/v1/deals").status_code == 200:
        assert time.monotonic() < give_up
    refused(reader.get("/v1/deals"), 401, "not_authenticated")


def test_of_a_token_only_its_digest_is_kept(admin: Api, database: str) -> None:
    assert admin.token is not None
    secret = admin.token.split("_", 2)[2]
    admin.record(a_sending("value.reported"))
    kept = everything(database)
    assert admin.token_id in kept
    assert secret not in kept


def test_a_reader_does_not_record_and_a_recorder_does_not_read(told: Api) -> None:
    reader, recorder = told.as_("reader"), told.as_("recorder")
    refused(reader.record(a_sending("value.reported")), 403, "role_not_held")
    for path in READINGS:
        refused(recorder.get(path), 403, "role_not_held")
    refused(recorder.post(f"/v1/deals/{DEAL}/ask", QUESTION), 403, "role_not_held")
    assert recorder.record(a_sending("value.reported")).status_code == 201
    assert told.as_("reader", "recorder").get("/v1/deals").status_code == 200


@pytest.mark.parametrize("type_", sorted(OF_LEGAL))
def test_disputes_and_holds_are_recorded_by_legal_alone(api: Api, type_: str) -> None:
    record = MINIMAL[type_]
    if type_ == "privilege.marked":
        marked = a_sending("value.reported", id=record["data"]["record"], deal=record["deal"])
        assert api.as_("recorder").record(marked).status_code == 201
    refused(api.as_("recorder").record(record), 403, "role_not_held", "/type")
    assert api.as_("legal").record(record).status_code == 201


def test_disputes_are_corrected_and_struck_by_legal_alone(api: Api) -> None:
    legal, recorder = api.as_("legal"), api.as_("recorder")
    data = {"dispute": "Q1", "question": "Was it?"}
    dispute = {**a_sending("value.reported"), "id": "q", "type": "dispute.opened", "data": data}
    assert legal.record(dispute).status_code == 201
    right = {"corrects": "q", "reason": "A slip.", "data": {**data, "question": "Was it so?"}}
    correction = {**a_sending("record.corrected", id="fix"), "data": right}
    strike = a_sending("record.struck", id="strike", record="q")
    for change in (correction, strike):
        refused(recorder.record(change), 403, "role_not_held", "/type")
        assert legal.record(change).status_code == 201
    second = {**dispute, "id": "q2", "data": {**data, "dispute": "Q2"}}
    assert legal.record(second, a_sending("record.struck", record="q2")).status_code == 201
    own = a_sending("value.reported", id="own")
    assert recorder.record(own).status_code == 201
    of_own = a_sending("record.struck", record="own")
    refused(legal.record(of_own), 403, "role_not_held", "/type")
    assert recorder.record(of_own).status_code == 201


def test_legal_records_nothing_but_disputes(api: Api) -> None:
    legal = api.as_("legal")
    refused(legal.record(a_sending("value.reported")), 403, "role_not_held", "/type")
    assert api.as_("legal", "recorder").record(a_sending("value.reported")).status_code == 201


def test_who_recorded_is_the_token_and_not_what_the_body_says(api: Api) -> None:
    claimed = {**a_sending("value.reported"), "recorded_by": {"name": "somebody else"}}
    refused(api.as_("recorder").record(claimed), 422, "unknown_field", "/recorded_by")
    recorder = api.as_("recorder", person="ana")
    recorder.record(a_sending("value.reported", id="mine"))
    admin = api.as_("admin")
    admin.record(a_sending("value.reported", id="imported"))
    records = {each["id"]: each for each in admin.get("/v1/records").json()["records"]}
    assert records["mine"]["recorded_by"] == {
        "name": f"token:{recorder.token_id}",
        "kind": "token",
        "person": "ana",
    }
    assert records["imported"]["recorded_by"]["kind"] == "admin_import"


def test_what_a_token_says_of_its_source_is_what_the_sender_says(api: Api) -> None:
    """Section 7: a source's clock, and signed evidence, are believed of an admin's import only."""
    statement = a_sending(
        "statement.made",
        id="said",
        at="2026-05-01",
        statement="S1",
        words="Expansion is meant too.",
        about=[],
        form="written",
        scope=[{"axis": "orders", "item": "expansion", "state": "in"}],
        source={"system": "mail", "recorded_at": "2026-05-01T12:00Z"},
        evidence={"class": "signed"},
    )
    api.as_("recorder", person="ana").record(statement)
    admin = api.as_("admin")
    admin.record({**statement, "id": "imported", "data": {**statement["data"], "statement": "S2"}})
    asked = {"kind": "scope", "items": [{"axis": "orders", "item": "expansion"}]}
    answer = admin.post("/v1/deals/D-1/ask", asked).json()
    cited = {each["record"]: each for each in answer["supports"]}
    assert set(cited["said"]["marks"]) == {"late", "the_sender_says"}
    assert "the_sender_says" in cited["said"]["recorded_at"]
    assert cited["said"]["by_self"] is True
    assert cited["imported"]["marks"] == []
    assert cited["imported"]["by_self"] is False


def test_a_token_limited_to_deals_records_on_these_alone(api: Api) -> None:
    limited = api.as_("recorder", deals=["D-1"])
    recorded = limited.record(a_sending("value.reported", actor="nobody-yet"), deal="D-1")
    assert recorded.status_code == 201
    assert recorded.json()["first_named"] == []
    other = a_sending("value.reported", deal="D-2")
    refused(limited.record(other, deal="D-2"), 404, "deal_not_on_record", "/deal")
    mixed = [a_sending("value.reported"), other]
    refused(limited.record(*mixed), 404, "deal_not_on_record", "/1/deal")
    item = a_sending("catalogue.item_defined")
    refused(limited.record(item), 403, "limited_to_deals", "/type")


def test_a_token_limited_to_one_deal_sees_404_for_all_others(told: Api) -> None:
    told.record(a_sending("deal.opened", id="other", deal="D-2"))
    limited = told.as_("admin", deals=["D-2", "D-3"])
    paths = told.get("/openapi.json").json()["paths"]
    calls = [(path, method) for path in paths if "{deal}" in path for method in paths[path]]
    assert len(calls) >= 5
    for path, method in calls:
        query = urlencode(NEEDED.get(path, {}))
        address = f"{path}?{query}" if query else path
        said = [_body(limited, method, address.replace("{deal}", d)) for d in (DEAL, "nowhere")]
        assert said[0].replace(DEAL, "nowhere") == said[1]
    assert [each["deal"] for each in limited.get("/v1/deals").json()["deals"]] == ["D-2"]
    page = limited.get("/v1/records", limit=500).json()
    assert [each["id"] for each in page["records"]] == ["other"]
    assert page["withheld"] == 0
    assert limited.get("/v1/deals/D-2").status_code == 200


def _body(api: Api, method: str, path: str) -> str:
    """What a deal that is not to be seen, or is not there, is answered with."""
    record = {**a_sending("value.reported"), "id": "v", "deal": path.split("/")[3]}
    sent = {"json": QUESTION if path.endswith("/ask") else record} if method == "post" else {}
    response = api.call(method.upper(), path, **sent)
    refused(response, 404, "deal_not_on_record", "/deal")
    return response.text


def test_a_record_of_another_deal_is_not_on_record_for_a_limited_token(told: Api) -> None:
    told.record(a_sending("deal.opened", id="other", deal="D-2"))
    limited = told.as_("reader", deals=["D-2"])
    for known_at in ("record:story-09", "record:nowhere"):
        response = limited.get("/v1/deals/D-2/terms", known_at=known_at)
        detail = refused(response, 422, "bad_basis", "/known_at")["detail"]
        assert detail == f"{known_at!r} is not on record."
        asked = {"kind": "scope", "items": [{"axis": "orders", "item": "expansion"}]}
        body = {**asked, "known_at": known_at}
        refused(limited.post("/v1/deals/D-2/ask", body), 422, "bad_basis", "/known_at")
    assert limited.get("/v1/deals/D-2/terms", known_at="record:other").status_code == 200


def test_a_strike_of_a_dispute_in_another_deal_tells_a_limited_token_nothing(told: Api) -> None:
    limited = told.as_("recorder", deals=["D-2"])
    for named in ("story-25", "story-09", "nowhere"):
        strike = a_sending("record.struck", deal="D-2", record=named)
        refused(limited.record(strike), 422, "record_not_on_record", "/data/record")


def test_a_reader_may_not_stand_on_the_basis_of_one_who_sees_more(told: Api) -> None:
    path = f"/v1/deals/{DEAL}/ask"
    answer = told.post(path, QUESTION).json()
    again = {**QUESTION, "basis": answer["basis"]}
    refused(told.as_("reader").post(path, again), 403, "role_not_held", "/basis/role")
    assert told.as_("legal").post(path, again).status_code == 200
    basis = told.as_("reader").post(path, QUESTION).json()["basis"]
    less = told.as_("legal").post(path, {**QUESTION, "basis": basis}).json()
    assert less["basis"]["role"] == "reader"
    assert less["withheld"] > 0


def test_every_token_that_was_ever_made_is_listed(ledger: Ledger, api: Api) -> None:
    made = [api.as_("reader"), api.as_("legal", "recorder", deals=["D-1"], person="ana")]
    listed = api.service.tokens.all()
    assert [each.id for each in listed] == [each.token_id for each in made]
    assert listed[1].roles == ("recorder", "legal")
    assert not Tokens(ledger.rows).revoke("nowhere", NOW)
