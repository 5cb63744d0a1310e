"""Gate, read-back and retraction desk, by mouse and by keyboard alone; what is on record then."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.hands import Hands, Keys, Mouse
from tests.browser.looking import bars, load_axe
from tests.browser.visiting import House, Visitor
from tests.records import a_sending

BY: dict[str, type[Hands]] = {"mouse": Mouse, "keys": Keys}
QUESTION = "apply to services or licences that are not in this order and are added later?"
PRICE = {"kind": "price", "value": {"amount": "9000.00", "currency": "EUR"}, "scope": []}
DISCOUNT = {"kind": "discount", "value": {"percent": "15"}, "scope": []}
Json = dict[str, Any]


def a_deal(by: str) -> list[Json]:
    """An offer of two clauses, sent to the client on 16 May 2025, of which nobody saw a word."""
    deal = f"offer-{by}"
    people = (("dora", "Dora Drafts", "sales"), ("sam", "Sam Signs", "deal_desk"))
    kinds: list[tuple[str, Json]] = [
        ("deal.opened", {"name": f"Offer by {by}", "client": f"acme-{by}"}),
        ("party.joined", {"party": f"acme-{by}"}),
        ("party.joined", {"party": "seller", "name": "Seller", "role": "seller"}),
        *(
            ("participant.assigned", {"person": each, "name": name, "function": function})
            for each, name, function in people
        ),
        ("clause.added", {"clause": "4.1", "heading": "Fees", "term": PRICE}),
        ("clause.added", {"clause": "4.2", "term": DISCOUNT, "drafted_by": "dora"}),
        ("proposal.sealed", {"proposal": "P1"}),
        ("sign_off.requested", {"of": "sam"}),
        ("proposal.sent", {"to": [f"acme-{by}"]}),
    ]
    return [
        a_sending(type_, id=f"{by}-{number}", deal=deal, **data)
        for number, (type_, data) in enumerate(kinds, 1)
    ]


@pytest.fixture(scope="module")
def beside() -> list[Json]:
    """A deal for each way to walk."""
    return [each for by in BY for each in a_deal(by)]


@pytest.fixture(params=list(BY))
def by(request: pytest.FixtureRequest) -> str:
    """The way to walk."""
    return str(request.param)


class Walk:
    """Somebody at a page, signed in as themselves; every page that they open bars nobody."""

    def __init__(self, visitor: Visitor, house: House, by: str, person: str) -> None:
        self._house, self._deal = house, f"offer-{by}"
        self.visitor, self.page = visitor, visitor.page
        self.hands = BY[by](self.page)
        made = house.terminal.run(
            *("deal-ledger", "token", "create", f"{person}, {by}", "--person", person),
            *("--role", "recorder", "--role", "reader", "--json"),
        )
        self.page.goto("/sign-in")
        self.hands.page.get_by_label("Token").fill(json.loads(made)["text"])
        self.page.get_by_role("button", name="Sign in").press("Enter")
        self.page.wait_for_url("**/deals")
        self.page.goto(f"/deals/{self._deal}")

    def follow(self, name: str) -> None:
        """Press the link or button with this name; what it leads to bars nobody."""
        either = self.page.get_by_role("link", name=name, exact=True)
        found = either.or_(self.page.get_by_role("button", name=name, exact=True))
        self.hands.follow(found.first)
        load_axe(self.page)
        assert bars(self.page) == [], self.page.url

    def may_refuse(self, path: str) -> None:
        """What is sent there may be refused."""
        self.visitor.may_refuse(f"/deals/{self._deal}/record/{path}")

    def today(self, legend: str) -> None:
        """Fill in that it happened today."""
        when = self.page.get_by_role("group", name=legend, exact=True)
        self.hands.pick(when.get_by_label("On a day"))
        day: str = self.page.evaluate("() => new Date().toISOString().slice(0, 10)")
        self.hands.on(when.get_by_label("Day", exact=True), day)


Walker = Callable[[str], Walk]


@pytest.fixture
def as_(visit: Visit, house: House, by: str) -> Walker:
    """Makes somebody who walks."""
    return lambda person: Walk(visit(stranger=True, bypass_csp=True), house, by, person)


@pytest.fixture
def kept(house: House, by: str) -> Callable[[str], list[Json]]:
    """Gives what the ledger holds of a type, in the order of positions."""

    def of(type_: str) -> list[Json]:
        found = _read(house, by, "records", limit="500")["records"]
        return [each for each in found if each["type"] == type_]

    return of


def _read(house: House, by: str, reading: str, **asked: str) -> Json:
    answer = httpx.get(
        f"{house.address}/v1/deals/offer-{by}/{reading}",
        params=asked,
        headers={"Authorization": f"Bearer {house.token}"},
    )
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


Kept = Callable[[str], list[Json]]


def test_who_signs_is_shown_what_they_never_saw_and_may_waive_it_with_a_reason(
    as_: Walker, kept: Kept
) -> None:
    sam = as_("sam")
    hands, page = sam.hands, sam.page
    sam.follow("Record something")
    sam.follow("A sign-off, granted")
    hands.choose(page.get_by_label("What it is about"), "P1, asked of")
    sam.today("When")
    sam.may_refuse("sign-off")
    sam.follow("Record it")
    expect(page.get_by_role("heading", name="Before you sign P1")).to_be_visible()
    # The most money first: the amount before the percentage.
    expect(page.get_by_role("article").first).to_contain_text("Fees")
    hands.tick(page.get_by_label("I have these words of 4.1 before me"))
    sam.follow("Record the sign-off")
    expect(page.get_by_role("alert")).to_contain_text("Not signed yet")
    assert kept("sign_off.granted") == []
    reason = page.get_by_label("Why you sign without looking at the rest")
    expect(reason).to_be_focused()
    page.keyboard.type("On the train.")
    sam.follow("Record the sign-off")
    expect(page.get_by_role("status")).to_have_text("It is on record, here.")

    [displayed], [waived], [signed] = map(
        kept, ("clause.displayed", "review.waived", "sign_off.granted")
    )
    assert displayed["data"] == {"clause": "4.1", "version": 1, "to": "sam", "surface": "gate"}
    of = {"sign_off": "S1", "proposal": "P1"}
    assert waived["data"] == {**of, "clauses": ["4.2"], "reason": "On the train."}
    assert of.items() <= signed["data"].items()
    assert displayed["position"] < waived["position"] < signed["position"]
    assert {each["recorded_by"]["person"] for each in (displayed, waived, signed)} == {"sam"}


def _answers(walk: Walk, proposal: str, answer: str) -> None:
    walk.follow("Record something")
    walk.follow("A read-back")
    walk.follow(proposal)
    asked = f"Does the price of clause 4.1 {QUESTION}"
    question = walk.page.get_by_role("group", name=asked)
    walk.hands.pick(question.get_by_label(answer, exact=True))
    walk.follow("Record my answers")
    expect(walk.page.get_by_role("status")).to_have_text("It is on record, here.")


def _differs(page: Page) -> Any:
    return page.get_by_role("article").filter(has_text="READ01")


def test_two_who_answer_differently_are_found_and_a_new_wording_opens_it_again(
    as_: Walker, kept: Kept, house: House, by: str
) -> None:
    dora, sam = as_("dora"), as_("sam")
    _answers(dora, "P1", "Yes")
    dora.follow("Findings")
    expect(_differs(dora.page)).to_have_count(0)
    _answers(sam, "P1", "That was not intended")
    [first, second] = kept("statement.made")
    assert [each["actor"] for each in (first, second)] == ["dora", "sam"]
    state = {"axis": "orders", "item": "expansion"}
    assert first["data"]["scope"] == [{**state, "state": "in"}]
    assert second["data"]["scope"] == [{**state, "state": "out"}]
    assert QUESTION in first["evidence"]["quote"]

    dora.follow("Findings")
    expect(_differs(dora.page)).to_have_count(1)
    dora.follow("Settle it: People say different things of what a wording is meant for")
    dora.hands.pick(dora.page.get_by_label("It is accepted as it is"))
    dora.hands.write(dora.page.get_by_label("The reason, in words"), "We ask the client.")
    dora.today("When they decided it")
    dora.follow("Record it")
    [settled] = kept("finding.settled")
    assert (settled["data"]["finding"], settled["data"]["how"]) == ("READ01", "accepted")
    assert settled["data"]["persons"] == ["dora", "sam"]
    dora.follow("Findings")
    expect(dora.page.get_by_role("region", name="Settled (1)")).to_contain_text("READ01")
    assert _open(house, by) == []

    _reworded(house, by)
    _answers(dora, "P2", "Yes")
    _answers(sam, "P2", "No")
    [again] = _open(house, by)
    assert {"clause": "4.1", "version": 2} in again["about"]
    dora.follow("Findings")
    expect(_differs(dora.page).filter(has_text="Settle it by a record")).to_have_count(1)
    expect(_differs(dora.page).filter(has_text="We ask the client.")).to_have_count(1)


def _open(house: House, by: str) -> list[Json]:
    found: list[Json] = _read(house, by, "findings", code="READ01")["findings"]
    return found


def _reworded(house: House, by: str) -> None:
    """Clause 4.1 in another wording with the same term, sealed as P2, on 17 May 2025."""
    of: Json = {"deal": f"offer-{by}", "at": "2025-05-17T10:00Z"}
    sent = [
        a_sending("clause.revised", id=f"{by}-again", clause="4.1", term=PRICE, **of),
        a_sending("proposal.sealed", id=f"{by}-sealed", proposal="P2", **of),
    ]
    answer = httpx.post(
        f"{house.address}/v1/deals/offer-{by}/records",
        json=sent,
        headers={"Authorization": f"Bearer {house.token}"},
    )
    assert answer.status_code == 201, answer.text


def _instructs(sam: Walk, kept: Kept) -> None:
    """Sam tells Dora to take P1 back, which takes nothing back yet."""
    hands, page = sam.hands, sam.page
    sam.follow("Record something")
    sam.follow("An instruction to retract")
    hands.choose(page.get_by_label("Whom they told to retract"), "Dora")
    hands.choose(page.get_by_label("What is to be taken back"), "P1")
    sam.today("When they told them to")
    hands.choose(page.get_by_label("Kind of reason"), "commercial")
    hands.write(page.get_by_label("The reason, in words"), "Too cheap.")
    sam.follow("Record it")
    [told] = kept("retraction.instructed")
    assert (told["actor"], told["data"]["to"]) == ("sam", "dora")
    assert told["data"]["target"] == {"proposal": "P1"}
    assert kept("proposal.retracted") == []


def test_one_instructs_and_another_retracts_under_objection(
    as_: Walker, kept: Kept, house: House, by: str
) -> None:
    _instructs(as_("sam"), kept)
    dora = as_("dora")
    hands, page = dora.hands, dora.page
    dora.follow("Record something")
    dora.follow("A retraction")
    dora.follow("P1")
    met = page.get_by_role("region", name="What a retraction of P1 would meet")
    expect(met).to_contain_text("Without clause 4.1, the other clause of it would stay as it is")
    expect(met).to_contain_text("Sent to Acme GmbH")
    hands.pick(page.get_by_label("Yes, as it is on record: by Sam Signs"))
    hands.pick(page.get_by_label("The whole proposal"))
    dora.today("When it was retracted")
    act = page.get_by_role("region", name="The retraction")
    hands.choose(act.get_by_label("Kind of reason"), "commercial")
    hands.write(act.get_by_label("The reason, in words"), "We take it back.")
    objects = act.get_by_label("What whoever retracts objects to it")
    hands.write(objects, "The client was promised this price.")
    dora.follow("Record the retraction")
    expect(page.get_by_role("status")).to_have_text("It is on record, here.")

    [objection], [retracted] = map(kept, ("objection.raised", "proposal.retracted"))
    assert (objection["actor"], objection["data"]["about"]) == ("dora", [{"proposal": "P1"}])
    assert objection["data"]["words"] == "The client was promised this price."
    assert (retracted["actor"], retracted["instructed_by"]) == ("dora", "sam")
    assert retracted["data"]["to"] == [f"acme-{by}"]
    assert objection["position"] < retracted["position"]
    assert len(kept("retraction.instructed")) == 1
    dora.follow("Findings")
    expect(page.get_by_role("article").filter(has_text="RETR01")).not_to_have_count(0)
