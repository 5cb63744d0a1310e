"""The answers: asked and read as, verdict, for and against at equal width, what is not shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.evidence.paper.blocks import (
    Block,
    Cell,
    Words,
    bullets,
    cell,
    cited,
    facts,
    lead,
    note,
    para,
    quiet,
    section,
    sides,
    strong,
    table,
)
from api.evidence.paper.case import Case
from api.evidence.paper.sentences import in_sentences
from api.evidence.paper.told import Json
from api.evidence.paper.wording import (
    class_of,
    corrected,
    credentials,
    kind,
    mark,
    record,
    recorded,
    sentence_case,
    when,
    words,
)

VERDICTS = {
    "yes": "yes",
    "no": "no",
    "partly": "partly",
    "ambiguous": "ambiguous: two readings are open",
    "silent": "silent: nothing on record says so",
    "undetermined": "undetermined: the record speaks, but does not decide",
    "stated": "stated (who, what or when was asked)",
}
_OF_WHAT_WAS_ASKED = ("Speaks for what was asked", "Speaks against what was asked")
_TITLES = {
    "ambiguous": ("Speaks for the one reading", "Speaks for the other reading"),
    "silent": _OF_WHAT_WAS_ASKED,
    "undetermined": _OF_WHAT_WAS_ASKED,
}


def answers(case: Case) -> Block:
    """Every question with its answer; first all of them in brief."""
    given = case.told.answers
    blocks = [_brief(given), *(_answer(n, each) for n, each in enumerate(given, 1))]
    if not given:
        blocks = [para("No question was put to the record for this export.")]
    return section("answers", "Questions and answers", blocks)


def _brief(given: Iterable[Json]) -> Block:
    rows = [_in_brief(number, each) for number, each in enumerate(given, 1)]
    return table(
        "The questions in brief",
        ["No.", "Question", "Verdict", "For", "Against", "Not shown"],
        rows,
        [6, 43, 22, 8, 11, 10],
    )


def _in_brief(number: int, answer: Json) -> list[Cell]:
    counts = (str(len(answer[name])) for name in ("supports", "opposes", "not_shown"))
    return [
        cell(str(number)),
        cell(_asked(answer)),
        cell([strong(answer["verdict"])]),
        *(cell(each) for each in counts),
    ]


def _asked(answer: Json) -> str:
    question = answer["question"]
    return str(question["asked"] or question["read_as"])


def _answer(number: int, answer: Json) -> Block:
    blocks = list(_blocks(answer))
    return section(f"answer-{number}", f"“{_asked(answer)}”", blocks, 2)


def _blocks(answer: Json) -> Iterator[Block]:
    yield facts([("Read as", _read_as(answer["question"]))])
    yield lead(strong(f"Verdict: {VERDICTS[answer['verdict']]}."))
    first, *rest = in_sentences(answer["sentence"])
    yield para(first)
    if len(rest) == 1:
        yield para(*rest)
    elif rest:
        yield bullets([each] for each in rest)
    for name in ("hypothetical", "since"):
        if found := answer.get(name):
            yield note(found["sentence"])
    if issued := answer.get("issued"):
        yield note(
            f"This answer was recorded for dispute {issued['dispute']} on "
            f"{when(issued['recorded_at'])}, SHA-256 {issued['digest']}; ",
            *record(issued["record"], issued["position"]),
            ".",
        )
    for reading in answer["readings"]:
        yield note(f"Reading “{reading['reading']}”: {reading['sentence']}")
    one, other = _TITLES.get(answer["verdict"], ("Supports the answer", "Speaks against it"))
    yield sides((one, _side(answer["supports"])), (other, _side(answer["opposes"])))
    if answer["also_said"]:
        yield para(strong("Also on record, for neither side"))
        yield from map(_cited, answer["also_said"])
    if answer["not_shown"]:
        yield para(strong("Looked for, and not on record"))
        said = dict.fromkeys(each["sentence"] for each in answer["not_shown"])
        yield bullets([each] for each in said)
    yield facts(_beside(answer))


def _read_as(question: Json) -> Words:
    said = [question["read_as"]]
    if question["negated"]:
        said.append("It was asked in the negative, and is answered as the affirmative.")
    if over := question.get("passed_over"):
        said.append(f"Passed over: {', '.join(f'“{each}”' for each in over)}.")
    return [" ".join(said)]


def _side(evidence: list[Json]) -> list[Block]:
    return [_cited(each) for each in evidence] or [para(quiet("Nothing on record."))]


def _cited(each: Json) -> Block:
    of = f"; clause {each['clause']}, wording {each['version']}" if "clause" in each else ""
    by = "" if "correction" in each else f"; {credentials(each)}"
    lines: list[Words] = [
        [strong(each["actor_name"]), f", {when(each['occurred_at'])}"],
        [f"{kind(each['type'])}{of}; {class_of(each['class'])}{by}"],
        record(each["record"], each["position"]),
    ]
    if "deal" in each:
        lines.insert(2, [f"in deal {each['deal']}"])
    if each["marks"]:
        lines.append(
            [strong("; ".join(map(mark, each["marks"]))), f" ({recorded(each['recorded_at'])})"]
        )
    if "corrected_by" in each:
        lines.append(["corrected by ", *record(each["corrected_by"])])
    if "correction" in each:
        lines.append([f"what it says rests on that: {corrected(each)}"])
    return cited(each["words"], lines)


def _beside(answer: Json) -> Iterator[tuple[str, Words]]:
    now, basis = answer["now"], answer["basis"]
    yield "Sources", [answer["coverage"]["sentence"]]
    yield "Text asked about", [answer["governing"]["sentence"]]
    yield "Today", [f"{sentence_case(words(now['verdict']))}. {now['sentence']}"]
    yield "Would change it", [answer["would_change"]]
    if answer["concepts"]:
        yield "Bears on", [f"{', '.join(answer['concepts'])} (no law is applied)"]
    yield (
        "Basis",
        [
            (
                f"as of {when(basis['effective_at'])}, as known at position {basis['known_at']}"
                f"{', by the times of the sources' if basis['known_by'] == 'source' else ''}; "
                f"role {basis['role']}, rules {answer['rules']}"
            )
        ],
    )
    if answer["withheld"]:
        yield "Withheld", [f"{answer['withheld']} privileged records, which count for nothing here"]
