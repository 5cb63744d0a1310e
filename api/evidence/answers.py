"""Answers in a bundle: those on record, and those to the questions that were asked with it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from typing import Any

from api.answers import as_read, ask
from api.evidence.case import Case, Files
from api.evidence.counterparty import Counterparty, opens_the_deal
from api.evidence.sealed import NOT_NAMED, retold, sealed_texts
from api.evidence.untold import UNTOLD, of_this_part
from domain.corrections import data_shape
from domain.events.deal import PartyJoined
from domain.events.disputes import AnswerIssued, RecordCorrected
from domain.events.told import StatementMade
from domain.occurrence import moment_text
from domain.record import Entry, Evidence, Record
from domain.refusals import Fault, Malformed, Refusal
from domain.shape import with_persons
from domain.strict_json import read
from projections.answers.answering import answer_bytes
from projections.answers.asked import QuestionNotRead
from projections.basis import Asked, Basis
from projections.deal import KnownDeal

FOR_PARTIES = frozenset(
    {
        *("scope", "terms", "changes", "communication", "retraction"),
        *("silence", "precedence", "objection"),
    }
)
"""Kinds of question about texts, and about what passed between the two. The others ask what the
house did or knew: over a part of the record no answer to them would be an honest one."""
KEPT_BACK = "[withheld]"
"""Stands, in what another party's answers are read from, for words that are not given to it."""


class QuestionNotForParty(Refusal):
    """A question about the house's own doings goes into no bundle for another party."""

    code = "question_not_for_party"

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"A question of the kind {kind} asks what the house did or knew: what the party may "
            "see does not answer it. Leave it out, or export for the house.",
            "/question",
        )


def part(case: Case) -> Files:
    """A file for each answer. Raises QuestionNotRead, QuestionNotForParty, BadBasis."""
    return dict(_recorded(case)) | dict(_asked(case))


def _recorded(case: Case) -> Iterator[tuple[str, bytes]]:
    for each in case.leaving_whole():
        event = each.entry.event
        if isinstance(event, AnswerIssued):
            sent = event.answer.encode()
            if sha256(sent).hexdigest() == event.digest:  # else it was erased
                yield f"answers/recorded-{each.entry.position:010}.json", sent


def _asked(case: Case) -> Iterator[tuple[str, bytes]]:
    terms = case.terms
    if not terms.questions:
        return
    known = case.known
    if isinstance(case.sight, Counterparty):
        known = as_seen(known, case.sight)
    _refuse_unread(case, known)
    times = times_of(terms.basis)
    for number, words in enumerate(terms.questions, 1):
        deals = frozenset({terms.deal}) if terms.party else None
        found = ask(case.ledger, known, times, parsed(words), deals=deals)
        if isinstance(case.sight, Counterparty):
            _refuse_of_the_house(found)
            found = _within_sight(found, case, known)
        yield f"answers/question-{number}.json", answer_bytes(found)


def _refuse_unread(case: Case, known: KnownDeal) -> None:
    """Raise QuestionNotRead that names every question not read, before any is answered."""
    questions = case.terms.questions
    unread: list[tuple[str, QuestionNotRead]] = []
    for number, words in enumerate(questions, 1):
        try:
            as_read(case.ledger, known, parsed(words))
        except QuestionNotRead as refusal:
            named = f"Question {number}, “{words}”: " if len(questions) > 1 else ""
            unread.append((f"{named}{refusal.message}", refusal))
    if unread:
        (said, first), *others = unread
        more = [each for each, _ in others]
        raise QuestionNotRead(said, first.understood, first.nearest, more)


def times_of(basis: Basis) -> Asked | Basis:
    """What was asked of the times of an export; a time left open is each question's own.

    A time of the sources' cannot be asked for again, and stays the one of all questions.
    """
    if basis.known_by == "source":
        return basis
    at = None if basis.effective_at == basis.now_at else moment_text(basis.effective_at)
    known_at = None if basis.known_at == basis.now_position else basis.known_at
    return Asked(at, known_at, basis.role)


def _refuse_of_the_house(answered: dict[str, Any]) -> None:
    kind = answered["question"]["kind"]
    if kind not in FOR_PARTIES:
        raise QuestionNotForParty(kind)


def _within_sight(answered: dict[str, Any], case: Case, known: KnownDeal) -> dict[str, Any]:
    """An answer that says, also where it is quoted alone, that it does not stand on everything."""
    sight = case.sight
    assert isinstance(sight, Counterparty)
    many = len(known.entries)
    given = sum(sight.leaves(each) == "whole" for each in case.known.entries)
    sentence = (
        f"This rests only on what {sight.party} was party to: {given} of {many} records "
        "of the deal, and the texts of proposals, which stand under the record and the time of "
        f"their seal. “On record” means these; what others say is not in it. {UNTOLD}"
    )
    rests_on = {"party": sight.party, "left_out": many - given, "sentence": sentence}
    texts = sealed_texts(sight, case.known.entries, known.basis.known_at)
    told: dict[str, Any] = of_this_part(retold(answered, texts))
    return told | {"sentence": f"{told['sentence']} {sentence}", "rests_on": rests_on}


def parsed(words: str) -> str | dict[str, Any]:
    """A question in plain words, or its parameters where it is JSON. Raises Malformed."""
    if not words.lstrip().startswith("{"):
        return words
    found = read(words)
    if not isinstance(found, dict):
        message = "A question is plain words, or a JSON object of parameters."
        raise Malformed((Fault("wrong_type", "/question", message),))
    return found


def as_seen(known: KnownDeal, sight: Counterparty) -> KnownDeal:
    """The deal as a party may know it: its own matter, and the texts that it was sent.

    Records that are not its matter count for nothing, but wordings keep their numbers.
    """
    texts = {
        each.draft.id: each for each in sealed_texts(sight, known.entries, known.basis.known_at)
    }
    entries = [
        texts[each.id].entry if each.id in texts else _kept_back(each, sight)
        for each in known.entries
    ]
    shown = {each.id for each in known.entries if sight.leaves(each) == "whole"}
    shown |= {each.stands_as for each in texts.values()}
    joined = {each.event.party for each in entries if isinstance(each.event, PartyJoined)}
    named = [_named(each, sight, joined) if each.id in shown else each for each in entries]
    hidden = frozenset(each.id for each in named if each.id not in shown)
    return KnownDeal(known.id, named, (), known.basis, hidden)


def _named(entry: Entry, sight: Counterparty, parties: set[str]) -> Entry:
    """Nobody stands in its data whom the party never dealt with."""

    def named(person: str) -> str:
        return person if sight.names(person) or person in parties else NOT_NAMED

    event = entry.event
    said = event.model_dump(mode="json", by_alias=True, exclude_none=True)
    told = with_persons(deepcopy(said), data_shape(event), named)
    if told == said:
        return entry
    return replace(entry, record=Record(entry.envelope, type(event).model_validate(told)))


def _kept_back(entry: Entry, sight: Counterparty) -> Entry:
    envelope = entry.envelope
    source = envelope.source

    def named(person: str | None) -> str | None:
        return person if person and sight.names(person) else None

    own = {
        # When its source recorded it stands in the bytes that leave, and says what is late.
        "source": source and source.model_copy(update={"ref": None}),
        "evidence": Evidence.model_validate({"class": envelope.evidence.class_}),
        "actor": named(envelope.actor) or NOT_NAMED,
        "on_behalf_of": named(envelope.on_behalf_of),
        "instructed_by": named(envelope.instructed_by),
    }
    event = entry.event.model_copy(update=_unsaid(entry, sight))
    return replace(entry, record=Record(envelope.model_copy(update=own), event))


def _unsaid(entry: Entry, sight: Counterparty) -> dict[str, Any]:
    """The fields of an event that are not given to the party, with what stands in their place."""
    event = entry.event
    names: tuple[str, ...] = _NOT_GIVEN_OF_THE_OPENING if opens_the_deal(entry) else ()
    if entry.envelope.actor not in sight.people:
        names += _NOT_GIVEN_OF_OTHERS
    said = event.model_dump(mode="json", by_alias=True, exclude_none=True)
    found: dict[str, Any] = {name: KEPT_BACK for name in names if name in said}
    if isinstance(event, StatementMade):
        found["scope"] = ()
    if isinstance(event, RecordCorrected):
        data = {name: KEPT_BACK if name in names else value for name, value in event.data.items()}
        if event.type == StatementMade.stored_as:
            data.pop("scope", None)
        found["data"] = data
    return found


_NOT_GIVEN_OF_THE_OPENING = ("name", "governing_law")
_NOT_GIVEN_OF_OTHERS = ("notes", "reason")
