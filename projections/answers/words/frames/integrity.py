"""integrity: whether records were altered, added later, backdated or struck."""

from __future__ import annotations

from projections.answers.words.frames.frame import Frame, Given, NotThis, Parameters, tagged
from projections.answers.words.line import phrase

_CHANGED = (
    "altered|tampered|tamper|edited|edit|doctored|doctor|manipulated|falsified|forged|backdated|"
    "backdate|corrected|struck|deleted|delete|rewritten|rewrite|fiddled|meddled|faked|touched|touch|"
    "changed|change|modified|modify|amended|removed|remove|added|add|inserted|erased|alter|untouched|"
    "unaltered|unchanged|intact|complete|genuine|overwritten|alteration|alterations|corrections|"
    "correction|additions|addition|edits|changes|tampering|integrity|late|backdating|recorded|"
    "entered|filed|redacted|scrubbed|cleaned|authentic|reliable|trustworthy|clean|strikes|strike|insert"
    "|inserted|slipped|put|fake|forge|falsify|manipulate|made|happened|amend|correct|retroactively"
)
_RECORDS = (
    "record|records|entry|entries|log|logs|ledger|file|files|history|audit trail|trail|book|books|"
    "chain|data|timeline|evidence|proof"
)
_HARD = (
    "altered|tampered|tamper|doctored|doctor|backdated|backdate|falsified|forged|manipulated|fiddled|"
    "tampering|integrity|backdating|faked|meddled|alter|untouched|unaltered|falsify|forge|manipulate|"
    "alteration|alterations"
)
_LATER = (
    "later|afterwards|afterward|subsequently|after the fact|in hindsight|retroactively|retrospectively"
    "|after the event|late|ex post"
)
_CUES = phrase(f"{_HARD}|{_RECORDS}|{_LATER}")
_WORDS = frozenset(
    f"{_CHANGED}|{_RECORDS}|{_LATER}|went go goes gone back anything everything something things thing "
    "they their them with since all later when who whole fact event hindsight it was whether case "
    "any tell made were found been stand hold holds up in out time once original originally they"
    .replace("|", " ").split()
)  # fmt: skip
_DONE = phrase(_CHANGED)


def _read(given: Given) -> Parameters:
    line = given.line
    hard, records = line.has(phrase(_HARD)), line.has(phrase(_RECORDS))
    if not line.has(_DONE):
        raise NotThis("It does not say what may have been done to the records.")
    after = line.has(phrase("@after"))
    if not (hard or records or (line.has(phrase(_LATER)) and not after)):
        raise NotThis("It does not say that it is about the records.")
    if line.has(phrase("who|when")) and not line.has(phrase("when it (?:did )?happened")):
        raise NotThis("Of the records it is told whether anything was altered.")
    if any(values[0] == "at" for values in _values(given)):
        raise NotThis("Of the records it is told whether anything was altered at all.")
    return {}


def _values(given: Given) -> list[tuple[str, ...]]:
    return [t.values for t in given.line.tokens if t.text in {"@after", "@before"}]


FRAME = Frame(
    kind="integrity",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("client") - {"@client"},
    read=_read,
    drops=frozenset({"after"}),
)
