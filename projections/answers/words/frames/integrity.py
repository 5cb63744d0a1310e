"""integrity: whether records were altered, added later, backdated or struck."""

from __future__ import annotations

from projections.answers.words.frames.frame import Frame, Given, NotThis, Parameters, tagged
from projections.answers.words.line import phrase

_CHANGED = (
    "altered|tampered|tamper|edited|edit|doctored|doctor|manipulated|falsified|forged|backdated|"
    "backdate|corrected|struck|deleted|delete|rewritten|rewrite|fiddled|meddled|"
    "faked|touched|touch|"
    "changed|change|modified|modify|amended|removed|remove|added|add|inserted|erased|"
    "alter|untouched|"
    "unaltered|unchanged|intact|complete|genuine|overwritten|alteration|alterations|corrections|"
    "correction|additions|addition|edits|changes|tampering|integrity|late|backdating|recorded|"
    "entered|filed|redacted|scrubbed|cleaned|authentic|reliable|trustworthy|clean|"
    "strikes|strike|insert"
    "|trust|rely|mess|messing|funny|fishy|dodgy|monkey|played|play|hold|holds|held|"
    "valid|verify|verifies|verified|ok|okay|original|originals|backfilled|deletion|"
    "deletions|erasures|messed|interfered|fabricated|invented|fudged|cooked|unedited|"
    "unmodified|pristine|authenticity|inserted|slipped|put|fake|forge|falsify|"
    "manipulate|whole|as (?:it was|they were) (?:first |originally )?(?:written|recorded|"
    "entered)|unbroken|broken|intactness|created|create|belated|confirmed|check|checks|checked|"
    "retroactive|retrospective|slipped in|planted|plant|injected|sneaked|snuck|smuggled|"
    "appeared|appear|appended|append|logged|submitted|registered|made up|undisturbed|disturbed|"
    "secure|sound|consistent|continuous|gaps?|missing|vanished|disappeared|lost|suppressed|"
    "withheld|hidden|hide|tweaked|adjusted|reworked|revised|rectified|rectification|"
    "made|happened|amend|correct|retroactively"
)
_RECORDS = (
    "notes|minutes|mails|emails|messages|statements|documents|paper trail|documentation|"
    "record|records|entry|entries|log|logs|ledger|file|files|history|audit trail|trail|book|books|"
    "chain|data|timeline|evidence|proof|proofs|hashes|deal record|deal records|deal "
    "file|deal log|case file|recording|recordings|records here|logbook|register"
)
_HARD = (
    "off with|wrong with|amiss with|odd about|"
    "altered|tampered|tamper|doctored|doctor|backdated|backdate|falsified|forged|"
    "manipulated|fiddled|"
    "tampering|integrity|backdating|faked|meddled|alter|untouched|unaltered|falsify|"
    "forge|manipulate|unbroken|belated|belatedly|retroactive|planted|smuggled|"
    "vouch for|amiss|tamperings|juggled|juggling|cleaned up|clean|reliable|dependable|sound|"
    "complete|"
    "undisturbed|rectified|trusted|interfere|interfering|manipulation|manipulations|falsification|"
    "falsifications|fraud|fake|fakes|fakery|tamper proof|as first (?:entered|recorded|written)|"
    "hash chain|sealed records|soundness|unchanged|untampered|cheating|trickery|foul play|massaged|"
    "massage|dressed up|whitewashed|airbrushed|purged|purge|wiped|wipe|cover up|covered up|"
    "hindsight|in retrospect|relied upon|only afterwards|long after|interfered|"
    "alteration|alterations|corrected|correction|corrections|struck|strikes|deleted|"
    "deletion|deletions|erased|erasures|"
    "backfilled|back filled|edited|overwritten|rewritten|retroactive|retrospective|"
    "messed with|messed about with|"
    "tampered with|interfered with|interference|fabricated|fabricate|invented|"
    "forgery|forgeries|fudged|fudge|cooked|scrubbed|redacted|"
    "added in hindsight|post dated|pre dated|antedated|predated|postdated|unedited|"
    "unmodified|pristine|authenticity|genuineness|"
    "mess with|messing with|funny business|fishy|dodgy|monkey business|played with|"
    "play with|been at|proof of|proof for|proofs|trust this|trust it|trust these|"
    "trust the|rely on|relied on|trustworthy|hold up|check out"
)
_LATER = (
    "later|post dispute|in retrospect|only afterwards|long after(?: they| it)? happened|belated|"
    "belatedly|afterwards|afterward|subsequently|after the fact|in hindsight|"
    "retroactively|retrospectively"
    "|after the event|late|ex post|with (?:a |some |great )?delay|too late"
)
_CUES = phrase(f"{_HARD}|{_RECORDS}|{_LATER}|recorded when|recorded")
_WORDS = frozenset(

        f"{_CHANGED}|{_RECORDS}|{_LATER}|vouch state could would earlier than dated might "
        f"retrospect relied upon hidden hand hands touched up rest any known wrong right amiss "
        f"order everything nothing hold water stands stand trace traces reliable dependable kept "
        f"sound complete completeness gap gaps present entries added facts fact paper long "
        f"happened "
        f"whole still recorded there how many number evidence trusted can proof hash chain "
        f"reliance be made "
        f"foul play cover covered sealed check checks verify confirmed confirm arisen arose "
        f"begun before what gaps missing remain remained remains left trusted new fresh slipped "
        f"date dates dated past following sort single occurred place took taken been went go "
        f"goes gone back anything everything "
        f"something things thing can days weeks day week messed about interfered "
        f"subsequent retroactive retrospective made up only written down chain first as "
        f"same still original way any entirely after being these our of in deal case side "
        f"ever somebody anybody since untampered nobody hash hashes signature signatures "

            f"seal seals first noted logged captured were initially wrote which what list "
            f"every each hindsight see seen "

        f"sign signs evidence indication indications hint hints start beginning outset solid "
        f"safe secure far much delay delayed delays marked mark marks others other same trusting "
        f"still ok okay good fine shown wrong order notes "
        "meeting meetings minutes mail mails email emails call calls attachment attachments text "
        "texts "
        "day days account accounts picture story version versions content contents exist existed "
        "here stayed statement statements message messages meeting tidy tidied strike "
        f"struck correction proper way manner fashion shape "

    "they their them with since all later when who whole fact event hindsight it was whether case "

        "with business going any tell made were found been stand hold holds up in out "
        "time once original originally they"

    .replace("|", " ").split()
)  # fmt: skip
_DONE = phrase(_CHANGED)


_OF_WHAT = phrase(
    "(?:which|what) (?:of )?(?:(?:the|our|these|those) )?(?:documents?|papers?|clauses?|"
    "attachments?|signatures?|people|persons?|messages|mails?|emails|statements|terms|offers?)"
)


_OF_TEXTS = phrase(
    "(?:text|texts|wording|wordings|language|draft|provisions?|paragraphs?) (?:(?:was|were|been|"
    "has|have|had|got|ever|later) )*(?:edited|altered|changed|amended|modified|revised|touched|"
    "adjusted|reworked)"
)


def _read(given: Given) -> Parameters:
    line = given.line
    hard, records = line.has(phrase(_HARD)), line.has(phrase(_RECORDS))
    told = hard or (records and line.has(phrase(_LATER)))
    if not (line.has(_DONE) or told):
        raise NotThis("It does not say what may have been done to the records.")
    after = line.has(phrase("@after"))
    if not (
        hard or records or line.has(phrase("recorded")) or (line.has(phrase(_LATER)) and not after)
    ):
        raise NotThis("It does not say that it is about the records.")
    if line.has(
        phrase(
            "who|when|why|how(?! (?:many|sound|reliable|trustworthy|complete|intact|dependable|"
            "clean|authentic|"
            "far|much|safe|solid|genuine))"
        )
    ) and not line.has(phrase("when it (?:did )?happened")):
        raise NotThis("Of the records it is told whether anything was altered.")
    if line.has(
        phrase("(?:anything|nothing|something|word) (?:about|on|regarding)(?! file| record)")
    ):
        raise NotThis("It asks what the texts say.")
    if line.has(_OF_TEXTS) and not records:
        raise NotThis("It asks what changed in the texts.")
    taken_back_only(given)
    if line.has(_OF_WHAT):
        raise NotThis("Of the records it is told whether anything was altered.")
    # After a moment, all that was done to records is told, each with its time.
    bounds = {"@before"} if records else {"@after", "@before"}
    if any(values[0] not in {"dispute.opened", "at"} for values in _values(given, bounds)):
        raise NotThis("Of the records it is told whether anything was altered at all.")
    return {}


def taken_back_only(given: Given) -> None:
    """Raises NotThis where a record is named of which what is told of all of them is not so."""
    of_one = given.line.values("filed", "message")
    if not all(map(given.vocabulary.by_record.on_file.is_taken_back, of_one)):
        raise NotThis("The records of a deal are told of together.")


def _values(given: Given, bounds: set[str]) -> list[tuple[str, ...]]:
    return [t.values for t in given.line.tokens if t.text in bounds]


FRAME = Frame(
    kind="integrity",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("client", "party", "seller", "document", "filed", "message"),
    read=_read,
    drops=frozenset({"after"}),
)
