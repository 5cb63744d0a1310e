"""The three clocks of every proposal, and the moment at which each retraction met it."""

from __future__ import annotations

from collections.abc import Iterator

from api.evidence.paper.blocks import (
    Block,
    Cell,
    Words,
    bullets,
    cell,
    note,
    para,
    section,
    strong,
    table,
)
from api.evidence.paper.case import Case
from api.evidence.paper.sentences import in_sentences
from api.evidence.paper.told import Json
from api.evidence.paper.wording import kind, listed, missed, when, words

_CLOCKS = {
    "internal": "Internal: drafted to signed off",
    "communication": "Communication: sent to opened",
    "formation": "Formation: offered to accepted or ended",
}


def clocks(case: Case) -> Block:
    """Signing off inside, telling the other side, making the agreement; each for itself."""
    found = case.told.clocks
    absent = [para("The clocks are no part of this export.")]
    blocks = absent if found is None else list(_blocks(case, found))
    return section("clocks", "The three clocks of each proposal", blocks)


def _blocks(case: Case, found: Json) -> Iterator[Block]:
    law = found["governing_law"]
    yield para(
        "A proposal is signed off inside, told to the other side and made into an agreement on "
        "three clocks that run apart. "
        + (f"The governing law on record is: {law}." if law else "No governing law is on record.")
        + " No law is applied here: where two rules of law would count a moment differently, both "
        "are shown."
    )
    if not found["proposals"]:
        yield para("No proposal is on record.")
    for each in found["proposals"]:
        anchor, title = f"proposal-{each['proposal']}", f"Proposal {each['proposal']}"
        yield section(anchor, title, list(_proposal(case, each)), 2)
    for each in found["unplaced"]:
        yield note(
            f"On no proposal that the record shows: {kind(each['type'])} by {each['actor_name']}, ",
            *case.where(each["record"]),
        )


def _proposal(case: Case, each: Json) -> Iterator[Block]:
    if each["amends"]:
        yield para(f"It amends {each['amends']}.")
    rows = [_clock(case, label, each[name]) for name, label in _CLOCKS.items()]
    heads = ["Clock", "State", "In words", "Steps on record"]
    yield table(f"Clocks of {each['proposal']}", heads, rows, [16, 13, 38, 33])
    for late in each["not_in_it"]:
        yield note(missed(each["proposal"], late))
    for retraction in (*each["retractions"], *each["clause_retractions"]):
        yield note(strong(f"Retraction; its moment: {words(retraction['moment'])}."))
        yield bullets(_retraction(retraction))
    for instruction in each["instructions_not_followed"]:
        yield note(
            "Instruction to take back that nobody followed on record: ",
            *_instructed(case, instruction),
        )
    if beside := list(_beside(case, each)):
        yield bullets(beside)


def _clock(case: Case, label: str, clock: Json) -> list[Cell]:
    name, span = label.split(": ")
    unsure = ["when it ended is not certain"] if clock["order_unknown"] else []
    steps: list[str | Words] = [_step(case, each) for each in clock["steps"]]
    return [
        cell([strong(name)], span),
        cell([strong(words(clock["state"]))], *unsure),
        cell(clock["sentence"]),
        cell(*(steps or ["–"])),
    ]


def _step(case: Case, step: Json) -> Words:
    order = "" if step["after_previous"] else " (order against the one above not known)"
    return [
        f"{words(step['step'])}, {when(step['occurred_at'])}{order}; ",
        *case.where(step["record"]),
    ]


def _retraction(retraction: Json) -> Iterator[Words]:
    said = f"{retraction['sentence']} {retraction['decided']}"
    for each in in_sentences(said):
        yield [each]
    if retraction["reason"]:
        yield [f"The reason in its words: “{retraction['reason']}”"]
    for told in retraction["instructed"]["instructions"]:
        yield [f"The instruction in its words (record {told['record']}): “{told['reason']}”"]


def _instructed(case: Case, each: Json) -> Words:
    said = f"{each['actor_name']}, {when(each['occurred_at'])}: “{each['reason']}”; "
    return [said, *case.where(each["record"])]


def _beside(case: Case, each: Json) -> Iterator[Words]:
    for promise in each["promises"]:
        yield [f"Promise of time: {promise['sentence']} ", *_in(case, promise)]
    for relied in each["reliance"]:
        by = case.name(relied["by"])
        yield [
            f"Reliance of {by}, {when(relied['occurred_at'])}: “{relied['act']}” ",
            *_in(case, relied),
        ]
    for clarified in each["clarifications"]:
        agreed = listed([case.name(party) for party in clarified["agreed_by"]])
        stands = "in effect" if clarified["in_effect"] else "not in effect at the moment asked"
        yield [f"Clarification agreed by {agreed}: {stands} ", *_in(case, clarified)]
    for order in each["orders"]:
        claimed = (
            f", claimed under clause {order['claimed_under']}" if order["claimed_under"] else ""
        )
        yield [
            f"Order {order['order']} ({words(order['order_type'])}){claimed} ",
            *_in(case, order),
        ]
    for ended in each["formation"]["ended_too"]:
        if said := ended.get("sentence"):
            yield [said]
    for replaced in each["replaced_by"]:
        yield [f"Said to be replaced by {replaced['proposal']} ", *_in(case, replaced)]


def _in(case: Case, each: Json) -> Words:
    return ["(", *case.where(each["record"]), ")"]
