"""precedence: which document or clause wins where they differ."""

from __future__ import annotations

from dataclasses import replace

from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    tagged,
    with_items,
    with_subjects,
    without_words,
)
from projections.answers.words.line import Line, Token, phrase
from projections.answers.words.vocabulary import Vocabulary

_WIN = (
    "wins|win|won|prevail|prevails|prevailed|prevailing|precedence|precedes|precede|takes priority|"
    "take priority|priority|override|overrides|overrode|overridden|overrule|overrules|trump|trumps|"
    "trumped|rank|ranks|ranked|ranking|outrank|outranks|supersede|supersedes|beats|beat|higher "
    "up|higher|"
    "goes first|go first|comes first|come first|came first|goes before|go before|comes before|"
    "come before|hierarchy|pecking order|upper hand|counts|takes the lead|leading|"
    "which (?:one |of (?:them|the two) |document |clause )?(?:governs|controls|"
    "applies|applied|governed"
    "|controlled|rules|counts|counted|holds|should we follow)|stronger|yield to|"
    "yields to|gives way to|give way to|subordinate to|order of documents|which "
    "(?:one |of them )?is right|who is right|which (?:one )?(?:should|do) we follow|last word|"
    "takes effect|take effect|go with|prefer|subject to|bow to|"
    "final say|superior|inferior|subordinate|senior|paramount|ahead of|comes ahead|come ahead|goes "
    "ahead|carries more weight|carry more weight|more weight|weightier|weight|dominant|dominates|"
    "dominate|decisive|controlling|supreme|is (?:to be )?followed|to be followed|be applied|"
    "to be applied|binding|binds|takes over|take over|displaces|displace|defers to|defer to|bows "
    "to|cede to|"
    "have the edge|has the edge|on top|comes out on top|top dog|overrule|overruled|overruling|"
    "overriding|trumping|stands above|stand above|ranks above|"
    "(?:which|what) (?:one )?(?:is|are|would be) (?:the )?(?:applicable|authoritative|superior|"
    "higher)|"
    "(?:which|what|whose) (?:one |text |document |clause |wording |provision |version |of the "
    "two )?"
    "(?:is|are|would be) (?:the )?(?:authoritative|definitive|determinative|operative|controlling|"
    "governing|applicable)(?: one| text)?|"
    "winner|which is it|who wins|better|takes the cake|stronger|outweigh|outweighs|outweighed|"
    "which (?:one )?(?:is|are) (?:the )?(?:better|valid|decisive|right|good|binding)|"
    "@(?:clause|document) (?:over|before|above|or|versus|vs) (?:the )?@(?:clause|document)(?= $)|"
    "which (?:one )?(?:do|must|shall|can) (?:we|they|i) (?:go by|follow|apply|use|heed|obey|rely "
    "on)|"
    "(?:which|whose) (?:[a-z]+ )?(?:stands|counts|binds|gives|yields|decides|is decisive|has "
    "effect)|which (?:one )?(?:are|were|is|should) (?:we|they|it|i) (?:to )?(?:go by|follow|"
    "apply|use|heed|obey)|what gives|go by|follow|stick to|first place"
)
_CLASH = (
    "(?:cannot|can not|could not|not) be (?:reconciled|squared|read together)|irreconcilable|"
    "conflict|conflicts|conflicting|contradict|contradicts|contradicted|"
    "contradiction|differ|differs|"
    "differed|disagree|disagrees|disagreed|inconsistent|inconsistency|clash|clashes|at odds|"
    "say different things|says something different|says something else|say the opposite|"
    "(?:different|opposite|contrary|conflicting|contradictory) things|opposite|square|"
    "mismatch|mismatches|tension|discrepancy|discrepancies|diverge|"
    "diverges|"
    "divergence|at variance|variance|incompatible|incompatibility|part ways|pull in different "
    "directions|cannot both|do not fit|fit together|do not line up|line up|"
    "differences|difference|collision|are opposed|opposed|quarrel|fight|fall out|collide|in "
    "conflict|do not match|do not agree|not consistent"
)
_CUES = phrase(
    f"{_WIN}|{_CLASH}|@(?:clause|document) (?:over|versus|vs) (?:the )?@(?:clause|document)|"
    f"(?:first|higher|top)(?= $)|governs|controls|@clause v @clause|@document v "
    f"@document"
)
_WORDS = frozenset(
    "there anything something everything schedules schedule which one ones first "
    "over against vs versus between each other what if case of them two both "
    "document documents clause clauses paper papers rule rules order would will does "
    "takes take taking "
    "took given us we they text texts provision provisions goes go comes come above under "
    "below lead there then how set decided terms different who has contract "
    "contracts agreement does "
    "applicable authoritative doubt doubts dispute event cases scenario unclear "
    "can could must shall right true apply rely want needs versions part parts does do not "
    "stated among where when each said says say place event compared relative higher lower top "
    "important more than yield yields subordinate gives way give now in case "
    "conflict matters another follow should conflict our whichever something else "
    "thing things reconciled reconcile squared be "
    "others whose wording square weight ahead follow followed applied binding be should heed obey "
    "position paper wins if let suppose supposing assume assuming whenever event occasion "
    "all respective ranking rank prevail text card out together both cannot same use edge top "
    "effect decides decide decisive at it on point subject is argued says said claimed "
    "other way round around vice versa "
    "v right loser winner schedule governs governed controls applies applied question".split()
)
_ORDERED = phrase(
    "(?:order|rule|rules|ranking) of (?:precedence|priority)|precedence|ranking|priority|"
    "hierarchy|pecking order|rank|ranked|order of documents"
)
_WINS = phrase(_WIN)
_CLASHES = phrase(_CLASH)
_PAPERS = phrase("others|documents?|papers?|schedules?|annexes|texts?|contract documents")
_ASKS = phrase(
    f"{_WIN}|governs|controls|applies|vs|versus|against|v|what (?:if|happens|now)|what "
    f"applies|in (?:a |case of )?(?:a )?conflict|which is it"
)


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    if "order" in vocabulary.known.documents:
        line = line.each(phrase("the order(?! of)"), lambda _: ("document", ("order",)))
    if line.tokens and line.tokens[-1].text in {"first", "higher", "top"}:
        last = line.tokens[-1]
        line = line.replaced(len(line.tokens) - 1, len(line.tokens), _wins(last))
    headed = with_subjects(line, vocabulary)
    if headed.has(_TWO_HEADS) and not line.has(_ANY_TEXT):
        line = headed
    line = with_items(line, vocabulary)
    if len(line.values("clause", "document")) == 1:
        line = with_subjects(line, vocabulary)
    return without_words(
        line, phrase("(?:on|about|over|regarding|concerning|as to|when it comes to|for) @item")
    )


_TWO_HEADS = phrase(
    "@clause (?:and|or|vs|versus|against|over|with|but|while|(?:[a-z]+ ){0,3}(?:conflicts? with|"
    "contradicts?|beats?|trumps?|overrides?|overrules?|outranks?|supersedes?|give way to|gives way "
    "to|yields? to|prevails? over|precedence over|priority over|subject to|stronger than|ahead of|"
    "before|defers? to|bows? to|at odds with)) (?:the |our )?@clause"
)
_ANY_TEXT = phrase("@clause|@document")


def _wins(token: Token) -> Token:
    """What asks which one is first, asks which one wins."""
    return replace(token, text="precedence")


def _read(given: Given) -> Parameters:
    line = given.line
    documents, clauses = line.values("document"), given.clauses
    one = len(documents) + len(clauses) == 1 and given.has(_WINS) and not given.has(_CLASHES)
    none = not (documents or clauses) and given.has(_WINS) and given.has(_PAPERS)
    if (
        len(documents) + len(clauses) < 2
        and not (one or none)
        and not (given.has(_ORDERED) and len(documents) + len(clauses) == 0 and not given.items)
    ):
        raise NotThis("It does not name two clauses or documents.")
    if not given.has(_ASKS):
        raise NotThis("It does not ask which one wins.")
    if given.has(phrase("why|when did|who (?:decided|says|said|agreed|set)")):
        raise NotThis("Of precedence it is told which one wins.")
    return {"documents": documents, "clauses": clauses, "items": given.items}


FRAME = Frame(
    kind="precedence",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("document", "clause", "item"),
    read=_read,
    prepare=_prepare,
)
