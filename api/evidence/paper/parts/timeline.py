"""The timeline: every record one moment, in the order of positions, with what it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from api.evidence.paper.blocks import (
    Block,
    Piece,
    Words,
    bullets,
    code,
    moment,
    para,
    quiet,
    quote,
    section,
    strong,
)
from api.evidence.paper.case import Case
from api.evidence.paper.told import Json
from api.evidence.paper.wording import (
    batches,
    brought_in,
    class_of,
    corrected,
    credentials,
    day_of,
    listed,
    mark,
    recorded,
    sentence_case,
    when,
    words,
)

_A_PAGE = 50
"""Moments below one heading: so that a long timeline can be found one's way in."""


def timeline(case: Case) -> Block:
    """All moments; a long timeline under headings that say which positions stand below."""
    found = case.told.timeline
    if found is None:
        return section("timeline", "Timeline", [para("The timeline is no part of this export.")])
    moments = found["moments"]
    blocks = [_how_to_read(), *_paged(moments)]
    return section(
        "timeline", "Timeline", blocks if moments else [para("No record is to be shown.")]
    )


def _how_to_read() -> Block:
    return para(
        "Every record is one moment, in the order in which the ledger took them: order is the "
        "position, not the clock. A time to the minute means within that minute, a date some time "
        "that day. Words that a record took away are ",
        {"removed": "struck through"},
        ", words that it brought are ",
        {"added": "underlined"},
        ". Below each moment stands what it moved: what somebody is on record as having been told "
        "or shown, a clock, a sign-off.",
    )


def _paged(moments: Sequence[Json]) -> Iterator[Block]:
    if len(moments) <= _A_PAGE:
        yield from map(_moment, moments)
        return
    for some in batches(moments, _A_PAGE):
        first, last = some[0], some[-1]
        of = f"Positions {first['position']} to {last['position']}"
        dates = listed(
            list(dict.fromkeys((day_of(first["occurred_at"]), day_of(last["occurred_at"]))))
        )
        blocks = [_moment(each) for each in some]
        yield section(f"position-{first['position']}", f"{of} ({dates})", blocks, 2)


def _moment(each: Json) -> Block:
    day, _, time = when(each["occurred_at"]).partition(", ")
    at: list[Words] = [[strong(day)], [time]] if time else [[strong(day)]]
    margin: list[Words] = [
        *at,
        [quiet(f"position {each['position']}")],
        [code(each["record"])],
    ]
    marks = [mark(name) for name in each["marks"]]
    if each["privilege"] != "none":
        marks.append(words(each["privilege"]))
    if each["of"] == "organisation":
        marks.append("record of the organisation")
    return moment(margin, marks, list(_body(each)))


def _body(each: Json) -> Iterator[Block]:
    said = each["sentence"]
    yield para({"removed": said} if "struck_by" in each else said)
    if "struck_by" in each:
        yield para(quiet("Struck by record "), code(each["struck_by"]))
    if "corrected_by" in each:
        yield para(
            quiet("Corrected by record "),
            code(each["corrected_by"]),
            quiet(f", {corrected(each)}. First recorded: {each['first_recorded']}"),
        )
    if (changed := each["difference"]) and changed["words"]:
        yield _redline(changed)
    if lines := list(_moved(each["moved"])):
        yield bullets(lines)
    yield para(quiet(_known(each)))


def _redline(changed: Json) -> Block:
    """Word by word; of a first wording the words alone, since there is nothing to compare with."""
    clause, before, after = changed["clause"], changed["from"], changed["to"]
    if before is None:
        text = "".join(piece.get("added", "") for piece in changed["words"])
        return quote([text], f"clause {clause}, wording {after}, the first")
    pieces: list[Piece] = [
        text if name == "kept" else {name: text}
        for piece in changed["words"]
        for name, text in piece.items()
        if text
    ]
    ends = f"wording {before} removed" if after is None else f"wording {before} to wording {after}"
    return quote(pieces, f"clause {clause}, {ends}")


def _known(each: Json) -> str:
    by, class_ = each["recorded_by"], sentence_case(class_of(each["class"]))
    how = brought_in(by)
    how = how if "correction" in each else f"{credentials(each)}, {how}"
    return f"{class_}; {recorded(each['recorded_at'])}; {how}."


def _moved(moved: Json) -> Iterator[Words]:
    yield from _rungs(moved["rungs"])
    for clock in moved["clocks"]:
        yield [f"Clock of {clock['proposal']}, {clock['clock']}: {_step(clock)}"]
    for each in moved["retractions"]:
        yield [f"Moment of the retraction {each['record']}: {_step(each)}"]
    yield from _sign_offs(moved["sign_offs"])
    if moved["standing"]:
        yield [f"Standing: {_step(moved['standing'])}"]


def _rungs(rungs: Sequence[Json]) -> Iterator[Words]:
    for name, before, after, back, on in _alike(rungs, _rung):
        yield [f"{name}: ", strong(after), f" (before: {before}){back}, on {on}"]


def _rung(each: Json) -> tuple[str, ...]:
    before = words(each["from"]) + _marked(each.get("from_marks", ()))
    after = words(each["to"]) + _marked(each.get("marks", ()))
    return each["name"], before, after, ", taken back" if each["fell"] else ""


def _sign_offs(sign_offs: Sequence[Json]) -> Iterator[Words]:
    for who, step, on in _alike(sign_offs, _sign_off):
        yield [f"Sign-off of {who}: {step}, on {on}"]


def _sign_off(each: Json) -> tuple[str, ...]:
    who = each["name"] if "name" in each else words(each.get("of") or each["function"])
    return who, _step(each)


def _alike(
    changes: Sequence[Json], said: Callable[[Json], tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """What is said alike of several wordings once, with those wordings."""
    found: dict[tuple[str, ...], list[str]] = {}
    for each in changes:
        found.setdefault(said(each), []).append(
            f"{each['clause']} (wording\u00a0{each['version']})"
        )
    for key, on in found.items():
        yield (*key, f"clause{'s' * (len(on) > 1)} {listed(on)}")


def _marked(marks: Sequence[str]) -> str:
    return f", {', '.join(map(mark, marks))}" if marks else ""


def _step(change: Json) -> str:
    return f"{words(change['to'])} (before: {words(change['from'])})"
