"""What somebody did, will do or had to do, where a reading tells another thing: then it is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from projections.answers.asked import Question
from projections.answers.words.line import Line, phrase


def people_of(question: Question) -> set[str]:
    """Whom a reading names."""
    names = ("persons", "by", "to")
    return {each for name in names for each in question.parameters.get(name, ())}


_OF_NEEDED = phrase(
    "(?:which|what|whose) (?:[a-z]+ )?(?:approvals?|sign offs?|signatures?|consents?|clearances?) "
    "(?:(?:do|did|does) (?:[^ |]+ ){1,4}?(?:need|require|call for)|(?:was|were) (?:missing|"
    "lacking|absent|outstanding|required|needed|skipped|left out))"
)


def is_of_needed(line: Line, question: Question) -> bool:
    """Whether which approvals were needed or missing is asked, and who signed is read."""
    return question.kind == "sign_off" and question.ask == "who" and line.has(_OF_NEEDED)


_AROUND = phrase(
    "(?:go|goes|went|gone|going|get|got|sent|send) (?:out )?(?:around|round|past|behind) (?:the |"
    "our |a |any |its )*(?!@p|approv|polic|process|rule|channel|procedur|usual|proper|normal|"
    "people|"
    "any|every|all|hous|internal|required|back|own|who|whom)[a-z0-9@]+"
)
_IN_DISPUTE = phrase("(?:in|into) (?:a )?(?:dispute|litigation)")
_OBJECTS = phrase(
    "object[a-z]*|protest[a-z]*|complain[a-z]*|oppos[a-z]+|challeng[a-z]+|contest[a-z]*|pushed|push|"
    "raised?|concerns?|disagree[a-z]*|against"
)


def is_of_another_way(line: Line, question: Question) -> bool:
    """Whether what went around is nobody who was passed by, or a dispute is no objection."""
    if question.kind == "process" and not question.parameters.get("persons"):
        return line.has(_AROUND)
    disputed = question.kind == "objection" and line.has(_IN_DISPUTE)
    return disputed and not line.has(_OBJECTS)


_HOW_FAST_DID = phrase(
    "how (?:fast|quickly|soon|promptly|late|early) (?:did|was|were|had|has|have)"
)
_OF_KNOWING = phrase(
    "(?:did|does|do|had|has|have) (?:not )?(?:@person|@client|@party|@partner|they|he|she) "
    "(?:(?:not|"
    "ever|really|actually) )*(?:know|known|see|seen|read|understand|understood|hear|heard|learn|"
    "learnt|grasp|think|believe)"
)
_WITHOUT_A = phrase("without (?:a|an|any) @person")
_DID_WITHOUT = phrase(
    "(?P<who>@person) (?:[a-z]+ )?(?:accepted|agreed|signed|ordered|paid|took|bought|approved)"
    "(?: to| up)? (?:[^ |]+ ){0,4}?without"
)
_COMES_OFF = phrase("comes? off(?! the (?:table|market))")


def is_of_conduct(line: Line, question: Question) -> bool:
    """Whether it asks how somebody behaved, and what stands or was done to a text is read."""
    match question.kind:
        case "terms":
            return line.has(_HOW_FAST_DID) or line.has(_OF_KNOWING)
        case "process":
            found = line.find(_DID_WITHOUT)
            doer = found.values("who") if found else ()
            return line.has(_WITHOUT_A) or bool({*doer} & people_of(question))
        case "retraction":
            return line.has(_COMES_OFF)
        case _:
            return False


_GOING_TO = phrase(
    "(?:is|are|am|re) (?:not )?(?:(?:@[a-z]+|they|we|he|she|it|i|you|anybody|anyone) )?(?:(?:not|"
    "ever|still|now|really) )*(?:going|about|likely|bound|sure) to (?!be @)[a-z]+"
)
_WAS = frozenset(
    "retraction objection sign_off knowledge changes communication integrity process".split()
)


def foretells(line: Line, question: Question) -> bool:
    """Whether it asks what will be, and the reading tells what was."""
    return question.kind in _WAS and line.has(_GOING_TO)


_HOW_MUCH = phrase("how (?:many|much|long|high|big|large)")


def leaves_how_much(line: Line, question: Question) -> bool:
    """Whether one figure is asked for, and all terms are read."""
    terms = question.parameters.get("terms")
    named = question.parameters.get("clauses") or terms not in (None, "all")
    return question.kind == "terms" and not named and line.has(_HOW_MUCH)


_SUPPOSES = phrase("(?<=^ )(?:suppose|supposing|assume|assuming|imagine|pretend|hypothetically)")


def supposes(line: Line, question: Question) -> bool:
    """Whether a case is put, and what was done is read."""
    return question.kind in _WAS and line.has(_SUPPOSES)


_ASKS_ON = re.compile(
    r"\W*(?:what|who|whose|why|how|which) .*[:,] [^:,?]*, (?:do|does|did|is|are|was|were|has|have) "
    r"(?:they|it|he|she|we) \w+.*",
    re.IGNORECASE | re.DOTALL,
)


def asks_on(line: Line, _: Question) -> bool:
    """Whether it asks a second thing behind the first: "what …, and: the ropes, do they …"."""
    return bool(_ASKS_ON.fullmatch(line.asked))


_REACHES = re.compile(
    r"\b(?:extends?|extended|apply|applies|applied|qualify|qualifies|eligible|entitled)\b"
)


def searches_for_scope(_: Line, question: Question) -> bool:
    """Whether what is searched for is whether a term reaches something."""
    words = question.words if question.kind == "silence" else None
    return bool(words and _REACHES.search(words.casefold()))


_DID_HE = phrase("(?:did|has|had|was|does|is) (?:he|she)")


_HE_TELLS = phrase(
    "(?:did|has|had|does) (?:he|she) (?:[a-z]+ly |ever |even |not )*(?:tell|told|say|said|promise|"
    "promised|inform|informed|mention|mentioned|assure|assured|relay|relayed|pass|passed|forward|"
    "forwarded|hand|handed|add|added|leave|left|drop|dropped|change|changed)"
)
_NUMBERED = frozenset("as at was were used been".split())


def takes_a_number(line: Line, question: Question) -> bool:
    """Whether a bare number that something had is taken as a clause: "I remember it as 12"."""
    clauses = question.parameters.get("clauses", ())
    return any(
        two.text == "@clause"
        and one.text in _NUMBERED
        and two.values[0] in clauses
        and line.asked[two.begin : two.end].isdigit()
        for one, two in pairwise(line.tokens)
    )


def leaves_him(line: Line, question: Question) -> bool:
    """Whether what he or she did is asked, and the reading names nobody who may have."""
    if not line.has(_DID_HE):
        return False
    if question.kind == "communication" and line.has(_HE_TELLS):
        return not question.parameters.get("by")
    if question.kind == "communication":
        return not (question.parameters.get("by") or question.parameters.get("to"))
    return question.kind in {"knowledge", "sign_off"} and not question.parameters.get("persons")


_OR_WHO = phrase("or (?:who|whose|whom|why|when|what|which|how)(?: else)?(?= $)")


def asks_or_who(line: Line, question: Question) -> bool:
    """Whether "or whose?" asks for more at its end than whether it was so."""
    return question.ask == "whether" and line.has(_OR_WHO)


_WHEN_OR_WHO = phrase("(?<=^ )(?:when|where) (?:did|was|were|has|had)|(?<=^ )who (?:sent|issued)")
_WITH_OR_WITHOUT = phrase("with or without")


def asks_when_it_went(line: Line, question: Question) -> bool:
    """Whether when it went out, or who sent it, is asked, and how it could go out is read."""
    if question.kind != "process":
        return False
    return line.has(_WHEN_OR_WHO) or line.has(_WITH_OR_WITHOUT)


_HOW_LATE = phrase("how (?:long|late|many (?:days|weeks|months|years))")


def asks_how_long(line: Line, question: Question) -> bool:
    """Whether how long something takes is asked, and whether records are sound is read."""
    return question.kind == "integrity" and line.has(_HOW_LATE)


_EARLIER = frozenset("previous former earlier old prior older".split())
_OF_RECORDS = phrase(
    "(?:did|has|have|was|were) (?:the |our |any |a )?(?:records?|ledger|log|entries|entry)"
)


def passes_over_which(line: Line, question: Question) -> bool:
    """Whether an earlier text is meant, or the records are, and the text of today is read."""
    if question.kind == "changes" and line.has(_OF_RECORDS):
        return True
    earlier = question.kind in {"sign_off", "knowledge", "terms", "changes", "objection"}
    return earlier and bool({*question.passed_over} & _EARLIER)


_AND_ONE_NOT = phrase(
    "@person (?!and |or )[a-z]+ (?:[^|]+ )?(?:and|but|while|whereas) @person (?:did|has|had|was) "
    "not"
)


def sets_people_apart(line: Line, question: Question) -> bool:
    """Whether one person did and another did not, and both are asked for alike."""
    return len(people_of(question)) > 1 and line.has(_AND_ONE_NOT)


_SHOWS = phrase("(?<=^ )(?:please )?(?:show|give|get|read|send) (?:me|us)")
_RANKS = phrase(
    "which|wins?|prevails?|first|precedence|rank[a-z]*|conflict[a-z]*|priority|hierarchy|stronger|"
    "order|clash[a-z]*|beats?|overrides?|trumps?|controls?|governs?"
)


def wants_to_see(line: Line, question: Question) -> bool:
    """Whether texts are to be shown, and which of them wins is read."""
    return question.kind == "precedence" and line.has(_SHOWS) and not line.has(_RANKS)


_RELATED = phrase(
    "(?:parents?|owners?|mother|holding|suppliers?|competitors?|sisters?)(?: compan(?:y|ies))? of "
    "(?:the )?@party"
)


def is_of_a_relation(line: Line, question: Question) -> bool:
    """Whether it is asked of the parent of a party, and of that party is read."""
    return question.kind == "scope" and line.has(_RELATED)


OF_ACTS: tuple[Callable[[Line, Question], bool], ...] = (
    is_of_needed,
    is_of_another_way,
    is_of_conduct,
    foretells,
    takes_a_number,
    asks_on,
    searches_for_scope,
    supposes,
    leaves_how_much,
    leaves_him,
    asks_or_who,
    asks_when_it_went,
    asks_how_long,
    passes_over_which,
    sets_people_apart,
    wants_to_see,
    is_of_a_relation,
)
