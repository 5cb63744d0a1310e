"""Reading: every word is accounted for, by the frame of exactly one kind, or nothing is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from projections.answers.asked import Kind, Question, QuestionNotRead
from projections.answers.known import Known
from projections.answers.words import (
    clause_texts,
    clauses,
    fillers,
    moments,
    naming,
    negation,
    preambles,
    proposals,
    synonyms,
    times,
)
from projections.answers.words.agreeing import agree
from projections.answers.words.anyway import went_out
from projections.answers.words.apposed import unapposed
from projections.answers.words.assembling import questions
from projections.answers.words.at_odds import at_odds
from projections.answers.words.at_odds_reasons import reason_at_odds
from projections.answers.words.background import by_itself, only_says_why, parts
from projections.answers.words.beside import with_days_of_moments
from projections.answers.words.conditions import unconditioned
from projections.answers.words.descriptions import without_descriptions
from projections.answers.words.frames import communication
from projections.answers.words.frames.every import FRAMES
from projections.answers.words.frames.frame import Frame, Given, NotThis, with_items
from projections.answers.words.interrogative import fits
from projections.answers.words.kept import keeps_all
from projections.answers.words.line import BREAK, Line, Token
from projections.answers.words.loosely import loosely, with_left_out
from projections.answers.words.meaning.opening import opened
from projections.answers.words.meaning.reading import by_meaning, unknown_texts
from projections.answers.words.meaning.remarks import without_remarks, without_tail
from projections.answers.words.misread import Misread
from projections.answers.words.named_days import with_days
from projections.answers.words.naming import with_names
from projections.answers.words.nearest import nearest, suggested
from projections.answers.words.numbers import spoken
from projections.answers.words.ordinary import without_adverbs
from projections.answers.words.recasting.recast import recast
from projections.answers.words.refused import NO_QUESTIONS, is_judged, is_requested, is_two
from projections.answers.words.restated import (
    by_month,
    happened_on,
    of_what_stands,
    restated,
    without_day,
)
from projections.answers.words.spelling import is_spelt, known_words
from projections.answers.words.telling.reading import told_of
from projections.answers.words.tokens import line_of
from projections.answers.words.topics import with_topic
from projections.answers.words.turned import turned
from projections.answers.words.turned.amended import amended
from projections.answers.words.two_questions import TwoQuestions
from projections.answers.words.typos import corrected
from projections.answers.words.vocabulary import Vocabulary

LONGEST = 600


class Reader:
    """Reads questions on one deal."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self.vocabulary = Vocabulary(known)
        self._lines: dict[str, Line] = {}

    @property
    def _two(self) -> TwoQuestions:
        """Made when it is asked: kept, it would keep all names until garbage is looked for."""
        return TwoQuestions(self.line, self._read)

    def read(self, asked: str) -> tuple[Question, ...]:
        """One question, or two readings of it. Raises QuestionNotRead."""
        if len(asked) > LONGEST:
            raise self._nothing(f"A question is at most {LONGEST} characters.")
        said, asked = asked, unconditioned(asked)
        if said == asked and (told := told_of(self.named(asked), self.vocabulary)):
            return told
        found = self._found(asked)
        if isinstance(found, tuple) and (said == asked or found[0].kind == "scope"):
            plain = recast(asked, self.named, self.vocabulary)
            said_plainly = plain.text if plain and plain.text else asked
            try:
                read = self._as_said(said_plainly, found)
            except QuestionNotRead:
                if (found := self._recast(asked) or ()) == ():
                    raise
                read = self._as_said(said_plainly, found)
            over = self._without_its_item(asked, read)
            return tuple(
                replace(one, asked=said, passed_over=(*over, *one.passed_over)) for one in read
            )
        raise self._refusal([] if isinstance(found, tuple) else found)

    def _found(self, asked: str) -> tuple[Question, ...] | list[Misread]:
        """Read as it stands, without its background, or in other words that say the same."""
        if recast(asked, self.named, self.vocabulary, ahead=True):
            return self._recast(asked) or []
        found = self._read(asked)
        if isinstance(found, tuple):
            if not self._two.asked_in(asked):
                return found
            found = []
        return (
            without_descriptions(self.named(asked), self.vocabulary, self._once_more)
            or self._recast(asked)
            or self._without_background(asked)
            or self._restated(asked)
            or found
        )

    def _recast(self, asked: str) -> tuple[Question, ...] | None:
        """Read by the plain form of what is asked."""
        plain = recast(asked, self.named, self.vocabulary)
        found = plain and (self._once_more(plain.text) or self._restated(plain.text))
        if not (plain and found and plain.may_be(found)):
            return None
        return tuple(replace(one, asked=asked) for one in found)

    def _without_its_item(self, asked: str, read: tuple[Question, ...]) -> tuple[str, ...]:
        """The item whose terms are asked, where all terms of a whole text are read: it is told."""
        if not any(one.kind == "terms" and not one.clauses for one in read):
            return ()
        line = with_items(self.named(asked), self.vocabulary)
        return tuple(line.said([each]) for each in line.tokens if each.text == "@item")

    def _as_said(self, asked: str, found: tuple[Question, ...]) -> tuple[Question, ...]:
        """The reading as the whole of the question has it. Raises QuestionNotRead if it turns."""
        line, vocabulary = self.named(asked), self.vocabulary
        read = tuple(amended(line, one, vocabulary) for one in found)
        for one in read:
            if reason := turned(line, one, vocabulary):
                [frame] = [each for each in FRAMES if each.kind == one.kind]
                raise self._refusal([Misread(frame, reason, (), Given(line, vocabulary))])
        return read

    def _restated(self, asked: str) -> tuple[Question, ...] | None:
        """Read by the same question in other words."""
        vocabulary = self.vocabulary
        described = without_descriptions(self.named(asked), vocabulary, self._once_more)
        if described:
            return described
        text = restated(unapposed(self.named(asked), vocabulary), vocabulary)
        text = went_out(self.named(text), vocabulary) or text
        if text != asked and (found := self._once_more(text)):
            return tuple(replace(one, asked=asked) for one in found)
        days = [self._once_more(each) for each in by_month(text, vocabulary)]
        if days and all(days):
            every = [one for found in days for one in found or ()]
            if len(every) == len(days) and all(map(of_what_stands, every)):
                return tuple(replace(one, asked=asked) for one in every)
        for without, day in without_day(self.named(text)):
            found = self._once_more(without)
            if found and len(found) == 1 and happened_on(found[0], day, vocabulary):
                return (replace(found[0], asked=asked),)
        return None

    def _once_more(self, text: str) -> tuple[Question, ...] | None:
        found = self._read(text)
        if isinstance(found, tuple):
            return None if self._two.asked_in(text) else found
        return self._without_background(text)

    def _without_background(self, asked: str) -> tuple[Question, ...] | None:
        """Read by what asks alone, where the rest only says why it is asked."""
        whole = self.line(asked)
        if any(no(whole) for no in NO_QUESTIONS):
            return None
        for part in parts(asked):
            line = self.named(part.background)
            asks = by_itself(part, line, self.vocabulary)
            if asks is None or not asks:
                continue
            found = self._read(asks)
            if not isinstance(found, tuple) or self._two.asked_in(asks):
                continue
            if not part.is_told and isinstance(self._read(part.background), tuple):
                continue
            kind = found[0].kind
            if only_says_why(part.background, line, self.named(asks), self.vocabulary, kind):
                return tuple(
                    replace(one, asked=asked, passed_over=(part.background, *one.passed_over))
                    for one in found
                )
        return None

    def _read(self, asked: str) -> tuple[Question, ...] | list[Misread]:
        """Read by its words and by their meaning; where the two differ, it is not read."""
        line = self.line(asked)
        none = not line.tokens or any(no(line) for no in NO_QUESTIONS)
        if none or is_requested(self.named(asked)):
            return []
        found = self._by_words(asked, line)
        if not isinstance(found, tuple) and is_judged(line):
            return found
        named = self.named(asked)
        if isinstance(found, tuple) and self._is_at_odds(named, found):
            found = self._turned(named, found[0])
        meant = self._by_meaning(asked)
        if meant and self._is_at_odds(named, meant):
            if not isinstance(found, tuple):
                found = self._turned(named, meant[0]) or found
            meant = None
        if isinstance(found, tuple):
            return found if meant is None or agree(found, meant) else []
        return meant or found

    def _is_at_odds(self, named: Line, read: tuple[Question, ...]) -> bool:
        return any(at_odds(named, one, self.vocabulary) for one in read)

    def _turned(self, named: Line, read: Question) -> list[Misread]:
        """The reading that is at odds with its question, where the reason can be told."""
        reason = reason_at_odds(named, read, self.vocabulary)
        [frame] = [each for each in FRAMES if each.kind == read.kind]
        return [Misread(frame, reason, (), Given(named, self.vocabulary))] if reason else []

    def _by_words(self, asked: str, line: Line) -> tuple[Question, ...] | list[Misread]:
        found = self._strictly(line)
        if isinstance(found, tuple) or is_two(line) or is_judged(line):
            return found
        shorter, adverbs = without_adverbs(asked)
        if not adverbs:
            return loosely(line, self.vocabulary, FRAMES, self._tried) or found
        plain = self.line(shorter)
        read = self._by_words(shorter, plain) if plain.tokens else found
        if not isinstance(read, tuple):
            return found
        return tuple(
            replace(one, asked=asked, passed_over=(*adverbs, *one.passed_over)) for one in read
        )

    def _strictly(self, line: Line) -> tuple[Question, ...] | list[Misread]:
        """Read by the first frame that accounts for every word of it."""
        two = is_two(line)
        misread: list[Misread] = []
        for frame in FRAMES:
            if not line.has(frame.cues) and not _cued(frame, line, self.vocabulary):
                continue
            tried = self._tried(frame, line)
            if not (isinstance(tried, Misread) or two):
                return tried
            if not isinstance(tried, Misread):
                given = Given(line, self.vocabulary)
                tried = Misread(frame, "These are two questions.", (), given)
            misread.append(tried)
        return misread

    def line(self, asked: str) -> Line:
        """The question with everything named that any kind can name, and courtesies left out."""
        return self._plain(self.named(asked))

    def _by_meaning(self, asked: str) -> tuple[Question, ...] | None:
        """Read by what its words mean, without what leads in to it or is remarked beside it."""
        named = self.named(asked)
        line = without_tail(named)
        for each in (opened(line).line, *without_remarks(line)):
            plain = self._plain(each)
            fewer = not plain.values("known") and self._plain(named).values("known")
            if unknown_texts(each) < unknown_texts(line) or fewer:
                continue
            if not plain.tokens or is_two(plain) or any(no(plain) for no in NO_QUESTIONS):
                continue
            if times.THEN in plain.text:
                continue
            found = by_meaning(plain, self.vocabulary, FRAMES)
            if found:
                return tuple(with_left_out(named, each, one) for one in found)
        return None

    def named(self, asked: str) -> Line:
        """The question with people, clauses, offers, papers and days as things; made once."""
        if asked not in self._lines:
            self._lines[asked] = self._named(asked)
        return self._lines[asked]

    def _named(self, asked: str) -> Line:
        vocabulary = self.vocabulary
        line = line_of(asked, vocabulary.is_name, vocabulary.ids.typed(asked))
        line = naming.with_possessives(line, vocabulary.people.names)
        spelt = vocabulary.texts.or_theirs(is_spelt)
        line = corrected(
            line, lambda: known_words() | vocabulary.words, lambda: vocabulary.names, spelt
        )
        line = proposals.by_id(line, vocabulary.proposals)
        line = vocabulary.by_record.named(line)
        line = spoken(with_days(line, vocabulary.calendar))
        line = clauses.numbered(line, vocabulary.clauses)
        line = vocabulary.by_record.meant(with_names(line, vocabulary))
        line = proposals.proposed(line, vocabulary.proposals, vocabulary.calendar)
        return clause_texts.described(line, vocabulary)

    def _plain(self, line: Line) -> Line:
        line = synonyms.same(preambles.without_preambles(with_topic(line)))
        line = preambles.without_preambles(line)
        line = moments.moments(fillers.direct(line))
        if self.vocabulary.known.timed:
            line = times.beside(line)
        line = with_days_of_moments(times.timed(line), self.vocabulary)
        line = times.known(line)
        return fillers.plain(line)

    def _tried(self, frame: Frame, line: Line) -> tuple[Question, ...] | Misread:
        state: str | None = None
        asked, vocabulary = line, self.vocabulary
        if frame.kind == "communication":
            line, state = communication.state_of(line, vocabulary)
        if frame.kind == "silence":
            line = frame.prepare(line, vocabulary)
        line, negated = negation.affirmed(line)
        if frame.kind != "silence":
            line = frame.prepare(line, vocabulary)
        if state and line.tokens:
            at = line.tokens[-1].end
            line = replace(line, tokens=(*line.tokens, Token("@state", at, at, (state,))))
        given = Given(line, vocabulary, negated)
        left = _left(frame, line)
        if left:
            said = ", ".join(dict.fromkeys(_said(line, left)))
            return Misread(frame, f"These words are not understood: {said}.", left, given)
        if not line.has(frame.cues):
            return Misread(frame, "It does not say what is asked.", (), given)
        try:
            read = questions(frame, given, dict(frame.read(given)))
        except NotThis as reason:
            return Misread(frame, str(reason), (), given)
        if not all(fits(asked, one) and keeps_all(asked, one) for one in read):
            return Misread(frame, "It asks for something else.", (), given)
        return read

    def _nothing(self, message: str) -> QuestionNotRead:
        return QuestionNotRead(message, {}, self._nearest(None, None))

    def _refusal(self, misread: list[Misread]) -> QuestionNotRead:
        best = min(misread, key=_distance, default=None)
        if best is None:
            return self._nothing("It does not say what is asked.")
        # The words of some other kind's question say little about what this one is.
        kind = best.frame.kind if len(best.left) <= 2 else None
        understood: dict[str, Any] = {"kind": kind} if kind else {}
        return QuestionNotRead(
            best.reason, understood | best.understood, self._nearest(kind, best.given)
        )

    def suggested(self) -> list[str]:
        """Questions of every kind, before anything was asked; each can be read."""
        return suggested(self._known, lambda each: isinstance(self._read(each), tuple))

    def _nearest(self, kind: Kind | None, given: Given | None) -> list[str]:
        return nearest(self._known, kind, given, lambda each: isinstance(self._read(each), tuple))


def _cued(frame: Frame, line: Line, vocabulary: Vocabulary) -> bool:
    """Whether it has a cue once its own things are named."""
    return "@kind" in frame.cues.pattern and frame.prepare(line, vocabulary).has(frame.cues)


def _said(line: Line, left: tuple[Token, ...]) -> Iterator[str]:
    for token in left:
        yield (line.said([token]) or token.text[1:]) if token.is_thing else token.text


def _left(frame: Frame, line: Line) -> tuple[Token, ...]:
    """The words that the frame does not account for, and the things that it does not take."""
    left = []
    cued = {
        id(token)
        for match in frame.cues.finditer(line.text)
        for token in line.within(match.start(), match.end())
    }
    for token in line.tokens:
        if token.is_thing:
            if token.text not in frame.takes:
                left.append(token)
        elif not (id(token) in cued or token.text in _ALWAYS or token.text in frame.alone):
            left.append(token)
    return tuple(left)


_ALWAYS = fillers.WORDS | {BREAK}


def _distance(misread: Misread) -> tuple[int, int]:
    return len(misread.left), FRAMES.index(misread.frame)
