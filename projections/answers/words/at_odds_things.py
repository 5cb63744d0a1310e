"""Texts, items and days that a question names, and that a reading holds as something else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from projections.answers.asked import Question
from projections.answers.words.frames.frame import with_items
from projections.answers.words.line import BREAK, Line, Token, phrase
from projections.answers.words.meaning.thesaurus import is_grammar
from projections.answers.words.tokens import folded
from projections.answers.words.vocabulary import Vocabulary

_DRAFT = phrase(
    "(?:drafts?|(?:unsigned|unsent|deleted|discarded|superseded|rejected|abandoned|scrapped) "
    "(?:version|text|wording|copy|form|draft)) of (?:the )?@(?:proposal|clause|version|document)|"
    "(?:unsigned|unsent|deleted|discarded|abandoned|scrapped) "
    "(?:version|text|wording|copy|draft|paper|papers|contract|agreement|order form)"
)


def is_of_a_draft(line: Line, _: Question) -> bool:
    """Whether it asks of a draft, or of what was never sent: no parameter names one."""
    return line.has(_DRAFT) or bool(_AN_EARLY.search(line.asked))


_AN_EARLY = re.compile(
    r"(?:['’]s\s+|\b(?:early|earlier|rough|working|internal|another|some|an?|no|any)\s+)drafts?\b",
    re.IGNORECASE,
)
_GONE = phrase(
    "(?:the|our|that|this) (?:withdrawn|retracted|revoked|pulled|rescinded)(?= (?:@proposal|"
    "@clause|offer|proposal|bid|version) )"
)
_GOES = phrase(
    "withdraw|withdrew|withdrawn|withdrawal|retract|retracted|retraction|revoke|revoked|pull|pulled|"
    "rescind|rescinded|revocation|take back|taken back|took back"
)
_OF_AN_OFFER = phrase(
    "(?:offer|proposal|bid|quote|version|one|draft) (?:that|which) (?:(?:was|were|got|had|been|has|"
    "@client|@person|they|we) )+(?:rejected|withdrawn|turned down|refused|declined|countered|"
    "retracted|pulled|never)"
)


def is_of_another_offer(line: Line, question: Question) -> bool:
    """Whether an offer is told by what became of it, which the reading takes as what is asked."""
    if line.has(_OF_AN_OFFER) and not question.parameters.get("proposal"):
        return True
    if question.kind != "retraction" or not line.has(_GONE):
        return False
    return not line.without(_GONE).has(_GOES)


_SIGNED_PAPER = phrase(
    "(?:the|our|a) (?:signed|executed|approved|countersigned)(?= (?:offer|proposal|paper|papers|"
    "contract|agreement|version|text|copy|deal|document|@proposal|@document) )"
)
_SIGNS = phrase(
    "sign|signs|signed|signing|signature|signatures|sign off|approve|approved|approval|approvals|"
    "signer|signers|signatory|signatories|authori[sz]ed|authority|allowed|ok|okay|okayed|nod|"
    "clear|cleared|consent|blessing|entitled|limit|power|mandate|empowered|executed|countersigned"
)


def is_only_a_signed_paper(line: Line, question: Question) -> bool:
    """Whether the paper is called the signed one, and who signed it is not asked."""
    if question.kind != "sign_off" or not line.has(_SIGNED_PAPER):
        return False
    return not line.without(_SIGNED_PAPER).has(_SIGNS)


_HEARINGS = phrase(
    "(?:hearing|trial|mediation|arbitration|deposition|audit|board meeting|deadline|appointment|"
    "interview|conference) (?:\\| )?(?:is |was |will be |scheduled |set |listed |due )*(?:on|of|"
    "at|for|in)? ?@(?:date|month|when|before|known)|(?:mail|email|letter|note|call|message|"
    "question|request|memo|invoice|slides?) (?:of|from|dated|on) @date|@date (?:\\| )?(?:i|we) "
    "(?:must|have to|need|shall|will|am|are|asked|want|wanted|wrote|had to)|(?:asked|wrote "
    "to) (?:you|me|us) on @date"
)


def is_the_day_of_a_hearing(line: Line, question: Question) -> bool:
    """Whether a day is that of a hearing, and the reading has it as what stood then."""
    return line.has(_HEARINGS) and bool(question.effective_at or question.known_at)


def loses_a_day(line: Line, question: Question) -> bool:
    """Whether more days are named than the reading holds times."""
    if line.has(_HEARINGS) or question.kind == "integrity":
        return False
    moments = (question.parameters.get(name) for name in ("before", "after", "from", "to"))
    held = [question.effective_at, question.known_at]
    times = [*filter(None, held), *(each for each in moments if isinstance(each, Mapping))]
    return len([token for token in line.tokens if token.text == "@date"]) > len(times)


_INSTEAD = phrase(
    "(?:in favour of|in favor of|because of|due to|on account of|in exchange for|in return for) "
    "@(?:proposal|person|client|party|clause)"
)
_APPLIES_TO = phrase(
    "(?:apply|applies|applied|cover|covers|covered|extend|extends|refer|refers|relate|relates) "
    "(?:to )?(?:the )?@(?:clause|document)(?= $)"
)
_IN_WHICH = phrase(
    "(?:in|under|with|by|into|from) (?:which|what) (?:offer|proposal|bid|version|draft|paper|"
    "document|text|meeting|call)"
)
_OTHER_DEALS = phrase(
    "(?:last|previous|earlier|prior|past|former|other) (?:deals?|contracts?|agreements?|orders?|"
    "clients?|customers?|years?)"
)


def is_of_other_matter(line: Line, question: Question) -> bool:
    """Whether it joins two texts as cause or reach, or asks of another text or deal."""
    if line.has(_INSTEAD):
        return True
    match question.kind:
        case "precedence":
            return line.has(_APPLIES_TO)
        case "changes" | "retraction" | "sign_off" | "objection":
            return line.has(_IN_WHICH)
        case "scope":
            return line.has(_OTHER_DEALS)
        case _:
            return False


_MODIFIED = frozenset("the our a an these those their your my this such".split())
_ASKING = frozenset("do does did is are was were has have had".split())
_COVERS = frozenset(
    "include includes included cover covers covered exclude excludes excluded contain contains "
    "contained".split()
)
_FREE = frozenset("free gratis complimentary partial limited".split())
_SAID_OF_IT = frozenset(
    "said above following aforesaid actual very so called feeling hunch idea suspicion notion "
    "impression inkling sense view claim fear worry rumour rumor".split()
)
"""What makes no other item of it: it is called so, or "that" is left out before it."""


def names_less(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether a word before an item makes it another one: "drone inspections", "live dubbing".

    It stands where only an adjective or a noun can, between an article or what asks and the item.
    """
    if not question.parameters.get("items"):
        return False
    tokens = with_items(line, vocabulary).tokens
    return any(
        token.text == "@item"
        and at > 0
        and _is_modified(line.asked, tokens[max(0, at - 2) : at + 1])
        for at, token in enumerate(tokens)
    )


def _is_modified(asked: str, part: tuple[Token, ...]) -> bool:
    *before, word, item = part
    said = folded(asked[word.begin : word.end])
    corrected = said != word.text and word.text not in _MODIFIED | {"not"}
    if word.is_thing or word.text in _SAID_OF_IT | {BREAK}:
        return False
    if is_grammar(word.text) and not corrected:
        return False
    if asked[word.end : item.begin].strip():
        return False
    if word.text in _FREE:
        return True
    if not before or (word.text.endswith("ly") and before[0].text in _COVERS):
        return False
    return before[0].text in _MODIFIED | _COVERS or (before[0].first and before[0].text in _ASKING)


_VAGUE = frozenset(
    "maybe perhaps possibly please really something anything nothing everything all about that "
    "this these those it them there stuff".split()
)


def searches_for_nothing(_: Line, question: Question) -> bool:
    """Whether what is searched for is no name of anything: "say something about all that"."""
    words = (question.words or "").casefold().split() if question.kind == "silence" else []
    return bool(words) and all(word in _VAGUE or is_grammar(word) for word in words)


GUARDS: tuple[Callable[[Line, Question], bool], ...] = (
    is_of_a_draft,
    is_of_another_offer,
    is_only_a_signed_paper,
    is_the_day_of_a_hearing,
    loses_a_day,
    is_of_other_matter,
    searches_for_nothing,
)
