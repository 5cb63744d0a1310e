"""What a question names stands in its reading, or it is not read: figures, days, subjects, ways.

A figure without a clause ("the 90 days", "the rebate of 6 %") is the clauses whose wording has it,
in the text that is asked of. What was dropped untold would make another question of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from projections.answers.asked import Question
from projections.answers.words.figures import WORDS, figures, in_months
from projections.answers.words.line import Line, phrase
from projections.answers.words.phrases import Name
from projections.answers.words.turned.turn import NAMED, WHO, Turn, turn
from projections.answers.words.vocabulary import Vocabulary

_SPELT = "|".join(sorted(WORDS, key=lambda word: (-len(word), word)))
_FIGURE = re.compile(
    rf"(?P<span>\b(?:within|inside|after|last|past|next|every|in) (?:the |about |some )?)?"
    rf"(?P<number>(?<![\w.,])\d+(?:[.,]\d+)?|\b(?:{_SPELT})\b(?:[ -](?:{_SPELT})\b)*)[ -]?"
    r"(?P<unit>%|per ?cent\b|percent\b|pct\b|days?\b|weeks?\b|months?\b|years?\b)(?! (?:of|in) \d)",
    re.IGNORECASE,
)
_AGO = re.compile(r"^ (?:ago|later|before|after|earlier|since)\b", re.IGNORECASE)
_PERCENT = "percent"
_SUBJECTS = frozenset({"sign_off", "objection", "retraction"})


def with_figures(line: Line, question: Question, vocabulary: Vocabulary) -> Question:
    """With the clauses whose wordings have the figures that are named, where no clause is.

    What somebody was allowed to sign is judged by his signature, whatever figure is named.
    """
    if question.kind not in _SUBJECTS or question.clauses or question.ask == "allowed":
        return question
    asked = _named(line.asked)
    if not asked:
        return question
    held = dict(_held(question, vocabulary))
    found = _having(asked, [held], vocabulary)
    if not (found or question.proposal):
        found = _having(asked, _every(vocabulary), vocabulary)
    return replace(question, clauses=found) if found else question


def _having(
    asked: set[tuple[str, str]], numbers: list[dict[str, int]], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """The clauses that have all these figures in one of these wordings."""
    clauses = vocabulary.known.deal.clauses.by_id
    found: dict[str, None] = {}
    for held in numbers:
        for clause, number in held.items():
            wording = clauses[clause].wording(number) if clause in clauses else None
            if wording and asked <= _stated(wording.text):
                found[clause] = None
    return tuple(found)


def _held(question: Question, vocabulary: Vocabulary) -> Iterator[tuple[str, int]]:
    """The wordings of the text that is asked of, by clause."""
    deal = vocabulary.known.deal
    offer = deal.proposals.by_id.get(question.proposal or "")
    if offer is not None:
        yield from ((each.clause, each.version) for each in offer.contents or ())
    else:
        yield from ((clause, held[0]) for clause, held in (deal.governing.holds or {}).items())


def _every(vocabulary: Vocabulary) -> list[dict[str, int]]:
    """Every wording there is: what is asked of may not be in force."""
    clauses = vocabulary.known.deal.clauses.by_id.values()
    return [{clause.id: number} for clause in clauses for number in clause.wordings]


def _named(said: str) -> set[tuple[str, str]]:
    """The figures of a question; spans that place something else in time are none."""
    text = in_months(said.casefold())
    return {
        figure
        for found in _FIGURE.finditer(text)
        if not (found["span"] or _AGO.match(text[found.end() :]))
        for figure in _values(found)
    }


def _stated(said: str) -> set[tuple[str, str]]:
    """All figures of a wording."""
    return {
        figure
        for found in _FIGURE.finditer(in_months(said.casefold()))
        for figure in _values(found)
    }


def _values(found: re.Match[str]) -> Iterator[tuple[str, str]]:
    """Each number with its unit."""
    number = found["number"].replace(",", ".").replace("-", " ")
    unit = found["unit"].rstrip("s")
    yield from ((each, _unit(unit)) for each in figures(number.split()))


def _unit(unit: str) -> str:
    return _PERCENT if unit[0] in "%p" else unit


def _names_a_figure(line: Line, question: Question, _: Vocabulary) -> bool:
    told = " ".join(question.passed_over)
    asked = _named(line.asked) - _named(told)
    return not question.clauses and question.ask != "allowed" and bool(asked)


_EITHER = re.compile(
    r"(?<![\w.])(?P<one>\d+(?:[.,]\d+)?) (?:or|and|to|instead of|rather than|not)(?: \w+)? \d",
    re.IGNORECASE,
)


def _figure_as_clause(line: Line, question: Question, _: Vocabulary) -> bool:
    """Whether the first of two figures, whose unit stands behind the second, is a clause."""
    found = _EITHER.search(line.asked)
    return bool(
        found and found["one"] in question.clauses and _named(line.asked[found.end() - 1 :])
    )


def _from_itself(_: Line, question: Question, __: Vocabulary) -> bool:
    ends = question.parameters.get("from"), question.parameters.get("to")
    return ends[0] is not None and ends[0] == ends[1]


def with_its_wording(line: Line, question: Question, vocabulary: Vocabulary) -> Question:
    """With the wording that is named of the one clause, where the reading has the clause alone."""
    named = {token.values for token in line.tokens if token.text == "@version"}
    if question.kind not in _OF_WORDINGS or question.version or len(named) != 1:
        return question
    [(clause, number, *_)] = named
    held = (vocabulary.known.deal.governing.holds or {}).get(clause)
    if question.clauses != (clause,) or question.proposal or (held and str(held[0]) == number):
        return question
    return replace(question, version=int(number))


_OF_WORDINGS = frozenset({"sign_off", "knowledge", "terms"})
_ABOUT = phrase(
    "(?:about|regarding|concerning|with regard to|on the subject of|as to) (?:(?:the|our|their|its|"
    "that|this) )*(?P<what>[a-z][a-z'-]+(?: [a-z][a-z'-]+){0,3}?)(?= (?:$|\\||@|before|after|when|"
    "in|on|by|at|to|until|since|that|if))"
)
_NO_SUBJECT = frozenset(
    "it this that them him her us offer offers proposal deal contract agreement terms which what "
    "how whether anything everything something all when where who".split()
)


def with_its_subject(line: Line, question: Question, vocabulary: Vocabulary) -> Question:
    """With the clause whose heading says what it was about, where nothing else does."""
    said = _subject_lost(line, question)
    if said is None:
        return question
    headed = vocabulary.clauses.of_heading(said)
    return replace(question, clauses=headed) if len(headed) == 1 else question


def _subject_lost(line: Line, question: Question) -> Name | None:
    held = question.clauses or question.items or question.proposal or question.words
    found = line.find(_ABOUT) if question.kind == "communication" and not held else None
    told = any(_ABOUT.search(f" {each} ") for each in question.passed_over)
    said = tuple(found.word("what").split()) if found and not told else ()
    return said if said and said[0] not in _NO_SUBJECT else None


def _loses_its_subject(line: Line, question: Question, _: Vocabulary) -> bool:
    """Whether what was told is told whole, though a subject is named."""
    return _subject_lost(line, question) is not None


_AGREEMENT = re.compile(
    r"\b(?:first|original|initial|previous|earlier|old|former|last|other) (?:contract|agreement|"
    r"deal)\b",
    re.IGNORECASE,
)


def _loses_its_agreement(line: Line, question: Question, _: Vocabulary) -> bool:
    placed = question.proposal or question.effective_at or question.known_at
    return not placed and bool(_AGREEMENT.search(line.asked))


_SET_TO = phrase(
    "(?:moved?|changed?|postponed?|delayed?|brought forward|put (?:back|off)|shifted|extended|set|"
    "pushed (?:back|out)|advanced|deferred|shortened) (?:back |out |forward )?(?:to|until|till) "
    "(?:the )?@(?:date|month|when)"
)


def without_a_target(line: Line, question: Question) -> Question:
    """Without the day to which something was moved: it is no time of the question."""
    if question.kind == "changes" and question.effective_at and line.has(_SET_TO):
        return replace(question, effective_at=None)
    return question


_OWN_WORDS = phrase(
    "(?P<who>@person) 's (?:own )?(?:message|mail|email|e-mail|note|letter|words|statement|answer|"
    "offer|promise|remark|text)"
)


def without_the_author(line: Line, question: Question) -> Question:
    """Without whose message it was among those who passed it on."""
    found = line.find(_OWN_WORDS)
    if question.kind != "communication" or question.ask != "relay" or found is None:
        return question
    by = tuple(each for each in question.by if each not in found.values("who"))
    return replace(question, by=by) if by else question


_OFTEN = "(?:(?:ever|really|still|already|then|also|only|at all) )*"
CONSERVED: tuple[Turn, ...] = (
    turn(
        "[^|]+",
        "The number stands in no wording of the text that is asked of.",
        kinds=" ".join(sorted(_SUBJECTS)),
        also=_names_a_figure,
    ),
    turn(
        "[^|]+",
        "A number beside a percentage is no clause.",
        also=_figure_as_clause,
    ),
    turn(
        "[^|]+",
        "A text is not compared with itself.",
        kinds="changes",
        also=_from_itself,
    ),
    turn(
        "about|regarding|concerning|with regard to|on the subject of|as to",
        "What it was about is not held by the reading.",
        kinds="communication",
        also=_loses_its_subject,
    ),
    turn(
        "[^|]+",
        "Which agreement is meant is not held by the reading.",
        kinds="terms scope silence",
        also=_loses_its_agreement,
    ),
    turn(
        "(?:approval|sign off|signoff|signature|consent|clearance|go-ahead|blessing) (?:(?:of|to|"
        "for|on|from) [^|]+ )?(?:been )?(?:withdrawn|revoked|taken back|rescinded|recalled|pulled)|"
        "(?:withdrew|withdraw|revoke|revoked|took back|take back|rescind|rescinded|pulled) (?:his|"
        f"her|their|the|{NAMED} 's) (?:approval|sign off|signoff|signature|consent)",
        "Whether a sign-off was taken back is asked of no kind.",
        kinds="sign_off",
    ),
    turn(
        f"(?:still|yet|already) (?:authorised|authorized|entitled|allowed|empowered|permitted)|"
        f"(?:is|was|were|had) {WHO} {_OFTEN}(?:authorised|authorized|entitled|empowered)",
        "Whether it was allowed is asked, and not whether it was done.",
        kinds="sign_off",
        asks=("whether", "who"),
        unless="who (?:signed|approved|cleared|granted)[^|]*",
    ),
    turn(
        "(?:which|what) (?:sign offs|approvals|signatures) (?:were|are|was) (?:still )?(?:open|"
        "missing|outstanding|pending|needed|required)",
        "What was open is told by the process.",
        kinds="sign_off",
    ),
    turn(
        "(?:arrive|arrived|reach|reached|come|came|get there|got there) (?:[^|]+ )?(?:before|ahead "
        "of|earlier than|later than|after) (?:the )?(?:@proposal|offer) (?:itself|did|had)",
        "Which of the two arrived first is not held by the reading.",
        kinds="retraction",
    ),
    turn(
        "(?:order|meeting|message|mail|statement|record|entry|note|minutes|delivery) (?:(?:of|"
        "from|dated|on) )?@(?:date|month|from|when) (?:[^|]+ )?(?:corrected|altered|amended|"
        "struck)",
        "Whether a record was corrected is asked, and not whether a text was changed.",
        kinds="changes",
    ),
    turn(
        "order of (?:the |our )?(?:papers|documents|schedules|precedence)|ranking",
        "Which document goes first is told by precedence.",
        kinds="changes",
    ),
    turn(
        f"(?:did|had|has|have) {WHO} {_OFTEN}(?:receive|received|get|got) (?:the |our |their )?"
        "(?:@proposal|offer)",
        "Whether an offer came to somebody is asked, and not what was known of it.",
        kinds="knowledge",
        also=lambda _, question, vocabulary: bool(
            question.before and len(vocabulary.known.deal.proposals.by_id) > 1
        ),
    ),
)
