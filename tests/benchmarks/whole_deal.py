"""A deal with every kind of record that moves a reading: rounds of an offer, as they are lived.

In each round clauses are revised, people write, meet and are shown wordings, a proposal is sealed,
signed off, sent, received and countered. Here and there a message fails, somebody speaks of a
topic, a record is corrected or struck.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import count
from typing import Any

from domain.record import Record, record_of
from tests.benchmarks.inputs import CLAUSES, SEED, prose

OURS = tuple(f"person-{n:02}" for n in range(8))
CLIENTS = ("buyer-1", "buyer-2")
PARTNER = "partner-lead"
CORRECTED_EVERY, STRUCK_EVERY, FAILED_EVERY = 25, 40, 5
"""In rounds of about twenty records."""

Step = tuple[str, str, dict[str, Any]]
"""Type, actor and data of a record."""


def organisation(deal: str) -> list[Record]:
    """What the organisation laid down before: who may sign, what the policy asks for."""
    money = {"amount": "500000.00", "currency": "EUR"}
    rule = {"when": {"kind": "discount", "above": {"percent": "20"}}, "requires": "deal_desk"}
    said: list[tuple[str, dict[str, Any]]] = [
        (
            "authority.granted",
            {"grant": f"{deal}-g1", "function": "deal_desk", "over": "any", "limit": money},
        ),
        (
            "authority.granted",
            {"grant": f"{deal}-g2", "function": "sales_leadership", "over": "any"},
        ),
        ("policy.published", {"policy": f"{deal}-policy", "rules": [rule], "from": "2024-12-01"}),
        ("catalogue.item_defined", {"item": f"{deal}-analytics", "name": "Analytics"}),
    ]
    return [
        _record(None, f"{deal}-organisation-{n}", "2024-12-01T09:00:00Z", "system:admin", *each)
        for n, each in enumerate(said)
    ]


def whole_deal(deal: str) -> Iterator[Record]:
    """The records of a deal, without end."""
    chance = random.Random(f"{SEED} {deal} whole")
    for number, (type_, actor, data) in enumerate(_steps(deal, chance)):
        yield _record(deal, _id(deal, number), _at(number), actor, type_, data)


def _id(deal: str, number: int) -> str:
    return f"{deal}-{number:07}"


def _at(number: int) -> str:
    day, minute = divmod(number * 20, 1440)
    return f"2025-{1 + day // 28 % 12:02}-{1 + day % 28:02}T{minute // 60:02}:{minute % 60:02}:00Z"


def _record(
    deal: str | None, id_: str, at: str, actor: str, type_: str, data: dict[str, Any]
) -> Record:
    sent = {"id": id_, "type": type_, "occurred_at": at, "actor": actor, "data": data}
    source = {"system": "crm", "recorded_at": at}
    return record_of(sent | {"source": source} | ({"deal": deal} if deal else {}))


def _steps(deal: str, chance: random.Random) -> Iterator[Step]:
    yield from _beginning(deal)
    done = len(CLAUSES) + len(OURS) + len(CLIENTS) + 6
    for number in count(1):
        steps = list(_round(number, chance))
        if number % CORRECTED_EVERY == 0:
            steps.append(_correction(_id(deal, done), steps[0]))
        if number % STRUCK_EVERY == 0:
            struck = {"record": _id(deal, done + 1), "reason": "Recorded twice."}
            steps.append(("record.struck", OURS[0], struck))
        done += len(steps)
        yield from steps


def _beginning(deal: str) -> Iterator[Step]:
    opened = {"name": f"Licences {deal}", "client": "agency", "currency": "EUR"}
    yield "deal.opened", OURS[0], opened
    for party, role in (("agency", "client"), ("vendor", "seller"), ("reseller", "partner")):
        yield "party.joined", OURS[0], {"party": party, "name": party.title(), "role": role}
    functions = ("sales", "deal_desk", "sales_leadership", "legal")
    for n, person in enumerate(OURS):
        yield _assigned(person, "vendor", functions[n % len(functions)])
    for person in CLIENTS:
        yield _assigned(person, "agency", "client_contact")
    yield _assigned(PARTNER, "reseller", "partner_contact")
    yield "source.connected", OURS[0], {"system": "crm", "channel": "email"}
    for clause in CLAUSES:
        yield "clause.added", OURS[0], {"clause": clause, "heading": "Fees", "text": "As listed."}


def _assigned(person: str, party: str, function: str) -> Step:
    data = {"person": person, "name": person.title(), "party": party, "function": function}
    return "participant.assigned", OURS[0], data


def _round(n: int, chance: random.Random) -> Iterator[Step]:
    proposal, before = f"P{n}", f"P{n - 1}"
    clauses = chance.sample(CLAUSES, 3)
    for clause in clauses:
        yield _revision(clause, chance)
    yield from _talk(n, clauses, chance)
    yield "proposal.sealed", OURS[0], {"proposal": proposal}
    for place, signer in enumerate((OURS[1], OURS[2])):
        asked = {"sign_off": f"S{n}-{place}", "proposal": proposal}
        yield "sign_off.requested", OURS[0], asked | {"of": signer}
        if chance.random() < 0.9:
            amount = {"amount": f"{chance.randrange(300, 700)}000.00", "currency": "EUR"}
            yield "sign_off.granted", signer, asked | {"value": amount}
        else:
            yield "sign_off.declined", signer, asked | {"reason": "Too low."}
    to = {"to": ["agency"], "via": "reseller", "channel": "email"}
    yield "proposal.sent", OURS[0], {"proposal": proposal} | to
    yield "proposal.received", PARTNER, {"proposal": proposal, "by": PARTNER}
    yield "proposal.opened", CLIENTS[0], {"proposal": proposal, "by": CLIENTS[0]}
    match n % 4:
        case 0:
            why = {"reason_class": "commercial", "reason": "A better one follows."}
            back = {"proposal": proposal, "to": ["agency"], "replacement": f"P{n + 1}"}
            yield "proposal.retracted", OURS[0], back | why
        case 1:
            yield "proposal.rejected", CLIENTS[0], {"proposal": before, "by": CLIENTS[0]}
        case _:
            yield "proposal.countered", CLIENTS[0], {"proposal": proposal, "by": CLIENTS[0]}


def _revision(clause: str, chance: random.Random) -> Step:
    scope = [{"axis": "orders", "item": "expansion", "state": "in"}]
    percent = {"percent": f"{chance.randrange(5, 30)}"}
    drafted = {"clause": clause, "text": prose(chance, 240), "drafted_by": chance.choice(OURS)}
    term = {"kind": "discount", "value": percent, "scope": scope}
    return "clause.revised", chance.choice(OURS), drafted | {"term": term}


def _talk(n: int, clauses: list[str], chance: random.Random) -> Iterator[Step]:
    to = chance.sample(OURS, 2)
    about = [{"clause": clause} for clause in clauses[:2]]
    sent = {"message": f"M{n}", "to": to, "channel": "email", "about": about}
    yield "message.sent", chance.choice(OURS), sent | {"words": prose(chance, 160)}
    if n % FAILED_EVERY == 0:
        failed = {"message": f"M{n}", "to": to[:1], "reason": "Mailbox full."}
        yield "message.failed", "system:mail", failed
    yield "message.received", to[1], {"message": f"M{n}", "by": to[1]}
    yield "clause.displayed", OURS[0], {"clause": clauses[0], "to": chance.choice(OURS)}
    held = {"meeting": f"H{n}", "attendees": [OURS[0], CLIENTS[0]]}
    yield "meeting.held", OURS[0], held | {"about": [{"clause": clauses[1]}]}
    about = [{"topic": "expansion"}] if n % 10 == 0 else [{"message": f"M{n}"}]
    said = {"statement": f"T{n}", "words": "So it stays.", "about": about, "form": "written"}
    yield "statement.made", OURS[3], said | {"to": [OURS[4]]}
    relayed = {"message": f"R{n}", "of": f"M{n}", "to": [CLIENTS[1]], "adds": "All services."}
    yield "message.relayed", PARTNER, relayed


def _correction(record: str, wrong: Step) -> Step:
    """Of the first record of a round: another text under the same ids."""
    data = wrong[2] | {"text": "As listed in the annex."}
    return "record.corrected", OURS[0], {"corrects": record, "data": data, "reason": "Typed wrong."}
