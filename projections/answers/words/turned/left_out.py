"""What a reading would leave out, and the record tells what it is; else it is said or refused."""

from __future__ import annotations

from dataclasses import replace

from projections.answers.asked import Question
from projections.answers.words.clauses import item_of
from projections.answers.words.dates import MONTHS
from projections.answers.words.figures import figures
from projections.answers.words.frames.frame import with_items
from projections.answers.words.kinds import EXACT
from projections.answers.words.line import Line, phrase
from projections.answers.words.turned.turn import Turn, turn
from projections.answers.words.vocabulary import Vocabulary
from projections.catalogue import name_among, words_of

_TAKEN_FROM = phrase(
    "(?:taken|took|take|put|moved|struck|left|dropped|removed|deleted|added|brought|written|cut|"
    "kept) (?:out of|out from|into|from|to|in|off) (?P<where>@clause)"
)
_WHICH_MESSAGE = phrase(
    "(?P<said>(?:message|mail|email|e-mail|note|letter|words|offer|sentence|line) (?:about|on|"
    "regarding|concerning|of) [^|@]+)(?= (?:$|\\||@))"
)
_EMPOWERED = phrase(
    "(?:have|has|had|got) (?:the |any )?(?:power|powers|authority|right|mandate|competence) to "
    "(?:sign|approve|grant|agree|give|clear)"
)
_BEHALF = phrase("(?:on behalf of|in the name of|in place of|instead of) (?P<whom>@person)")
_OF_A_RECORD = "(?:changed|altered|edited|amended) (?:later )?(?:in|on) the (?:records?|file)"


def with_what_is_left_out(line: Line, question: Question, vocabulary: Vocabulary) -> Question:
    """The reading with what the sentence still says of it, or with that as passed over."""
    if question.kind == "changes":
        return _in_a_month(line, _from_one_clause(line, question))
    if question.kind == "sign_off" and question.ask == "whether" and line.has(_EMPOWERED):
        return replace(question, ask="allowed")
    if question.kind == "scope":
        return _of_a_heading(line, _with_what_is_held(line, question, vocabulary), vocabulary)
    if question.kind == "communication" and question.ask == "relay":
        return _of_one_message(line, _by_no_client(question, vocabulary))
    return _of_a_month(line, question, vocabulary)


def _with_what_is_held(line: Line, question: Question, vocabulary: Vocabulary) -> Question:
    """With the list price of an item, where that is named: it is another than the agreed one."""
    if not question.items or question.negated:
        return question
    named = with_items(line, vocabulary, grown=False).values("item")
    held = tuple(item_of(each) for each in named if each == "held list_price")
    return replace(question, items=tuple(dict.fromkeys((*question.items, *held))))


def _of_a_heading(line: Line, question: Question, vocabulary: Vocabulary) -> Question:
    """A word of a heading is no item: "the winter rebate" has nothing of "Winter training"."""
    asked = f" {words_of(line.asked)} "
    headed = [
        name
        for name in vocabulary.clauses.headings
        if len(name) > 1 and name[-1] in EXACT and f" {' '.join(name)} " in asked
    ]
    of_headings = {word for name in headed for word in name}
    catalogue = vocabulary.known.deal.catalogue
    kept = tuple(
        item
        for item in question.items
        if name_among(asked, catalogue.names(item))
        or not of_headings & {word for name in catalogue.names(item) for word in name.split()}
    )
    return replace(question, items=kept) if kept and len(question.items) > 1 else question


def _from_one_clause(line: Line, question: Question) -> Question:
    """What was taken out of a clause is not itself another one, though one is headed so."""
    found = line.find(_TAKEN_FROM)
    where = found.values("where") if found else ()
    taken_from = where and {*where} < {*question.clauses}
    return replace(question, clauses=where) if taken_from else question


def _in_a_month(line: Line, question: Question) -> Question:
    """Who changed it, and why, is told of all changes: the month is passed over."""
    if question.ask not in {"who", "why"} or question.effective_at or question.from_moment:
        return question
    over = tuple(line.said([each]) for each in line.tokens if each.text == "@month")
    return replace(question, passed_over=(*question.passed_over, *over))


def _of_one_message(line: Line, question: Question) -> Question:
    """Of which message it was is not what was added to it."""
    found = line.find(_WHICH_MESSAGE)
    if found is None or not question.items:
        return question
    over = line.said(found.tokens("said"))
    return replace(question, items=(), passed_over=(*question.passed_over, over))


def _by_no_client(question: Question, vocabulary: Vocabulary) -> Question:
    """The client is whom it was passed on to."""
    by = tuple(each for each in question.by if each not in vocabulary.people.client)
    return replace(question, by=by) if by else question


def _of_a_month(line: Line, question: Question, vocabulary: Vocabulary) -> Question:
    """A month that stands in one wording of a clause alone tells which: "the November date"."""
    said = {MONTHS[each.text] for each in line.tokens if each.text in MONTHS and len(each.text) > 3}
    if question.kind not in {"knowledge", "sign_off"} or len(said) != 1:
        return question
    if question.version or question.proposal or len(question.clauses) != 1:
        return question
    deal = vocabulary.known.deal
    clause = deal.clauses.by_id.get(question.clauses[0])
    having = {
        number
        for number, wording in (clause.wordings if clause else {}).items()
        if said <= {MONTHS.get(word.strip(".,;:"), 0) for word in wording.text.casefold().split()}
    }
    held = (deal.governing.holds or {}).get(question.clauses[0])
    if len(having) != 1 or (held and held[0] in having):
        return question
    return replace(question, version=having.pop())


def _told_to_whom_told(_: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether somebody would have told it to himself, or to the party that he belongs to."""
    people = vocabulary.people
    told = {*(question.told_to or people.client)}
    by = {each for by in question.by for each in (by, people.party_of.get(by, by))}
    return question.ask != "relay" and bool(by & told)


def _loses_for_whom(line: Line, question: Question, _: Vocabulary) -> bool:
    found = line.find(_BEHALF)
    return bool(found and not {*found.values("whom")} & {*question.persons})


def _passes_a_number(_: Line, question: Question, __: Vocabulary) -> bool:
    over = [each.casefold().split() for each in question.passed_over]
    return any(words[0] == "the" and figures(words) for words in over if words)


LEFT_OUT: tuple[Turn, ...] = (
    turn(
        "[^|]+",
        "A number that it names is not held by the reading.",
        kinds="objection sign_off",
        also=_passes_a_number,
    ),
    turn(
        "(?:pay|pays|paid|paying|charged|billed|invoiced) (?:at )?(?:the )?(?:full|list|normal|"
        "regular|standard|whole) (?:rent|price|prices|rate|rates|fee|fees|tariff|amount)",
        "It asks whether it is out, and the reading tells whether it is in.",
        kinds="scope",
        also=lambda _, question, __: not question.negated,
    ),
    turn(
        "[^|]+",
        "What somebody told is not told to himself.",
        kinds="communication",
        also=_told_to_whom_told,
    ),
    turn(
        "on behalf of|in the name of|in place of|instead of",
        "For whom it was signed is not held by the reading.",
        kinds="sign_off",
        also=_loses_for_whom,
    ),
    turn(
        "(?:more|less|higher|lower|longer|further) than (?:he|she|they) (?:may|might|could|was|"
        "were)",
        "Whether it was allowed is asked, and not whether it was done.",
        kinds="sign_off",
        asks=("whether", "who"),
    ),
    turn(
        "(?:did|has|had) @(?:party|client|partner) (?:[a-z]+ )?(?:get|got|receive|received) (?:the "
        "|our )?(?:offer|proposal|@proposal)",
        "Whether an offer came to somebody is asked, and not what it covers.",
        kinds="scope",
    ),
    turn(
        "(?:was|were|is) @person (?:[a-z]+ )?(?:allowed|entitled|authori[sz]ed) to add",
        "Whether it was allowed is asked, and not what was added.",
        kinds="communication",
    ),
    turn(
        "shuts? out|excludes?|rules? out|supersedes?|replaces?",
        "What a clause does to what was said is no matter of how it went out.",
        kinds="process",
    ),
    turn(
        _OF_A_RECORD,
        "Whether a record was changed is asked, and not whether a text was.",
        kinds="changes",
    ),
)
