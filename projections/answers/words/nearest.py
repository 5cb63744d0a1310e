"""The nearest questions that can be asked on a deal, of what was understood first."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from projections.answers.asked import Kind
from projections.answers.known import Known
from projections.answers.words.frames.frame import Given

HOW_MANY = 3


def nearest(
    known: Known, kind: Kind | None, given: Given | None, can_be_read: Callable[[str], bool]
) -> list[str]:
    """Three questions on this deal, those about what was named first; each can be read."""
    found: list[str] = []
    for question in _candidates(known, kind, given):
        if question not in found and can_be_read(question):
            found.append(question)
        if len(found) == HOW_MANY:
            break
    return found


def suggested(known: Known, can_be_read: Callable[[str], bool]) -> list[str]:
    """One question of every kind that can be asked on this deal before anything was."""
    own = _of_each_kind(known, None)
    found = (next(filter(can_be_read, questions), None) for questions in own.values())
    return [question for question in found if question is not None]


def _of_each_kind(known: Known, given: Given | None) -> dict[Kind, list[str]]:
    clauses = [*(given.clauses if given else ()), *_held(known)][:1]
    persons = [*(given.line.values("person") if given else ()), *_people(known)][:1]
    items = [*(given.items if given else ()), *_services(known)]
    clause = f"clause {clauses[0]}" if clauses else "the offer"
    person = known.deal.person(persons[0]) if persons else "the VP"
    titles = [known.deal.catalogue.title(item) for item in items] or ["expansion services"]
    ids = list(known.deal.proposals.by_id)
    return {
        "scope": [f"Does the discount cover {title}?" for title in titles[:3]],
        "terms": ["What terms are in force?", f"What does {clause} say?"],
        "sign_off": [f"Who signed off on {clause}?", f"Was {clause} signed off?"],
        "knowledge": [f"Did {person} know about {clause}?", f"Who knew about {clause}?"],
        "changes": [
            *([f"What changed between {ids[0]} and {ids[-1]}?"] if len(ids) > 1 else []),
            f"Did {clause} change after the sign-off?",
        ],
        "retraction": ["Was the offer retracted before the client accepted?"],
        "communication": [
            "What was promised to the client?",
            f"Did we ever tell the client that {titles[0]} is excluded?",
        ],
        "silence": [f"Does any document say anything about {title}?" for title in titles[:2]],
        "precedence": ["Is there an order of precedence between the documents?"],
        "precedent": [f"How did we treat {titles[0]} for this client before?"],
        "process": ["Was the approval process followed?"],
        "integrity": ["Was anything altered or added later?"],
        "objection": ["Did anybody object in time?"],
    }


def _candidates(known: Known, kind: Kind | None, given: Given | None) -> Iterator[str]:
    own = _of_each_kind(known, given)
    if kind:
        yield from own[kind]
    if given and given.clauses:
        yield from (*own["sign_off"], *own["knowledge"], *own["terms"])
    elif given and given.items:
        yield from (*own["scope"], *own["silence"])
    elif given and given.line.values("person"):
        yield from own["knowledge"]
    for each in ("terms", "sign_off", "scope", "retraction", "objection", "integrity"):
        yield from own[each][:1]
    yield "Does the discount cover expansion services?"
    yield "Does the discount cover affiliates?"


def _held(known: Known) -> list[str]:
    held = known.deal.governing.holds or dict.fromkeys(sorted(known.clauses))
    return sorted(held)


def _people(known: Known) -> list[str]:
    return [id_ for id_ in known.deal.participants if id_ in known.persons]


def _services(known: Known) -> list[tuple[str, str]]:
    return [item for item in known.deal.catalogue.known if item[0] == "services"]
