"""Sign-off coverage: clause by required sign-off, on exact wordings, with the authority then."""

from __future__ import annotations

from collections.abc import Iterator

from api.evidence.paper.blocks import (
    Block,
    Cell,
    Words,
    cell,
    lead,
    note,
    para,
    quote,
    section,
    strong,
    table,
)
from api.evidence.paper.case import Case
from api.evidence.paper.told import Json
from api.evidence.paper.wording import in_words, when, words

_STATES = {"stale": "stale (an older wording)"}


def sign_offs(case: Case) -> Block:
    """Who had to sign which wording, who did, and whether they were allowed to."""
    found = case.told.coverage
    absent = [para("The sign-off coverage is no part of this export.")]
    blocks = absent if found is None else list(_blocks(case, found))
    return section("sign-offs", "Sign-off coverage", blocks)


def _blocks(case: Case, found: Json) -> Iterator[Block]:
    yield para(
        "A sign-off binds to the exact wording that it was given on. Authority is judged as it was "
        "at the moment of the signature; it never changes whether something was signed."
    )
    if not found["clauses"]:
        yield para("No wording is on record that could be signed.")
    for row in found["clauses"]:
        of = f" of {row['proposal']}" if row["proposal"] else ", in the drafts"
        title = f"Clause {row['clause']}, wording {row['version']}{of}: {row['heading']}"
        yield section(f"signed-{row['clause']}-{row['version']}", title, list(_row(case, row)), 2)
    for name, label in (("policy_changes", "Policy changed"), ("not_counted", "Not counted")):
        for each in found[name]:
            yield note(f"{label}: {each['sentence']}")


def _row(case: Case, row: Json) -> Iterator[Block]:
    yield lead(row["sentence"])
    yield para(
        row["policy"]["sentence"], " ", row["policy"].get("corrected", {}).get("sentence", "")
    )
    if corrected := row.get("corrected"):
        pieces = [
            text if name == "kept" else {name: text}
            for piece in corrected["difference"]
            for name, text in piece.items()
        ]
        yield quote(pieces, f"corrected since, by record {corrected['by']}")
    cells = [_required(case, each) for each in row["required"]]
    cells += [_beyond(case, each) for each in row["beyond"]]
    cells += list(_further(case, row))
    if not cells:
        unsure = row["policy"]["may_ask"]
        policy = (
            "whether a policy asks for anybody is not shown"
            if unsure
            else "no policy asks for anybody"
        )
        yield para(f"Nobody was asked; {policy}.")
        return
    heads = ["Sign-off of", "State", "Signed", "Authority at that moment"]
    yield table(
        f"Sign-offs on clause {row['clause']}, wording {row['version']}",
        heads,
        cells,
        [24, 12, 26, 38],
    )


def _required(case: Case, each: Json) -> list[Cell]:
    if each["by"] == "request":
        role = f" as {words(each['role'])}" if each["role"] else ""
        asked = cell(
            [strong(each["name"])],
            f"asked{role} on {each['proposal']}, {when(each['requested_at'])}",
            case.where(each["record"]),
        )
    else:
        asked = cell(
            [strong(words(each["function"]))],
            f"by policy {each['policy']}",
            case.where(each["record"]),
        )
    return _cells(case, asked, each["state"], each)


def _beyond(case: Case, each: Json) -> list[Cell]:
    return _cells(case, cell(["Beyond what was required"], each["sentence"]), each["state"], each)


def _further(case: Case, row: Json) -> Iterator[list[Cell]]:
    """Signatures that no line above shows."""
    answers = (*row["required"], *row["beyond"])
    shown = {each["signed"]["record"] for each in answers if each["signed"]}
    for each in row["signatures"]:
        if each["record"] not in shown:
            further = cell("A further signature", each["sentence"])
            yield _cells(case, further, each["state"], {"signed": each})


def _cells(case: Case, of: Cell, state: str, each: Json) -> list[Cell]:
    signed = each["signed"]
    stands = cell([strong(_STATES.get(state, words(state)))])
    if signed is None:
        answer = each.get("answer")
        said: list[str | Words] = [case.where(answer)] if answer else ["–"]
        if each.get("reason"):
            said.append(f"“{each['reason']}”")
        return [of, stands, cell(*said), cell("–")]
    return [of, stands, cell(*_signed(case, signed)), cell(*_authority(signed))]


def _signed(case: Case, signed: Json) -> Iterator[str | Words]:
    behalf = f" on behalf of {case.name(signed['on_behalf_of'])}" if signed["on_behalf_of"] else ""
    yield [strong(signed["name"]), behalf]
    yield f"on {signed['proposal']}, {when(signed['occurred_at'])}"
    if signed["value"]:
        yield f"value {in_words(signed['value'])}"
    for condition in signed["conditions"]:
        yield f"condition: “{condition}”"
    if signed["statement"]:
        yield f"“{signed['statement']}”"
    yield case.where(signed["record"])
    if signed.get("retracted"):
        yield signed["retracted"]


def _authority(signed: Json) -> Iterator[str | Words]:
    authority = signed["authority"]
    yield [strong(words(authority["state"]))]
    yield authority["sentence"]
    yield signed["judged"]
    if authority["rests_on"]:
        yield f"Rests on records {', '.join(authority['rests_on'])}."
    if corrected := signed.get("corrected"):
        yield corrected["sentence"]
