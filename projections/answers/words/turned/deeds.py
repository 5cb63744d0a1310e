"""A deed that is named and that no reading holds: instructed, delayed, invoiced, contradicted."""

from __future__ import annotations

from domain.events.disputes import ProposalRetracted
from projections.answers.asked import Question
from projections.answers.words.line import Line, phrase
from projections.answers.words.turned.turn import Turn, turn
from projections.answers.words.vocabulary import Vocabulary

_WHO = "(?:@person|@client|@party|@partner|@seller|we|they|he|she|i)"
_SIGNATURE = "(?:sign off|sign offs|signoff|approval|signature|clearance|blessing|consent)"


def _are_the_clients(_: Line, question: Question, vocabulary: Vocabulary) -> bool:
    people = vocabulary.people
    return bool(question.persons) and not any(map(people.is_own, question.persons))


_SOMEBODY_SIGNED = phrase(
    "(?:before|until|by the time) (?:he|she|they) (?:had |ever )*signed|"
    "before (?:(?:his|her|their) )?(?:signing|signature)"
)


def _signs_for_the_client(line: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether a sign-off of ours stands for what the client's person, or nobody named, signed."""
    if question.before is None or question.before.event != "sign_off.granted":
        return False
    named = line.values("person")
    if not named:
        return line.has(_SOMEBODY_SIGNED)
    return not any(map(vocabulary.people.is_own, named))


def _was_taken_back(_: Line, question: Question, vocabulary: Vocabulary) -> bool:
    events = [fact.event for fact in vocabulary.known.deal.facts.counted]
    taken = {
        clause
        for each in events
        if isinstance(each, ProposalRetracted)
        for clause in each.clauses or ()
    }
    return bool(taken & {*question.clauses})


def _never_went_out(_: Line, question: Question, vocabulary: Vocabulary) -> bool:
    offer = vocabulary.known.deal.proposals.by_id.get(question.proposal or "")
    own = any(map(vocabulary.people.is_own, question.persons))
    return offer is not None and not offer.sent and bool(question.persons) and not own


def _holds_no_clause(_: Line, question: Question, __: Vocabulary) -> bool:
    return not (question.clauses or question.proposal)


_INSTRUCTS = "(?:instruct|instructed|instructs|order|ordered|direct|directed)"


def _did_not_instruct(_: Line, question: Question, vocabulary: Vocabulary) -> bool:
    """Whether one of those named retracted it without having instructed it."""
    facts = vocabulary.known.deal.facts.counted
    retracted = [fact for fact in facts if isinstance(fact.event, ProposalRetracted)]
    instructed = {fact.entry.envelope.instructed_by for fact in retracted}
    return bool(question.persons) and not {*question.persons} <= instructed


DEEDS: tuple[Turn, ...] = (
    turn(
        "(?:is|are|was|were|has|had|have) (?:the |our |their |this |that )?(?:offer|proposal|quote|"
        "bid|@proposal|@clause) (?:been )?(?:withdrawn|retracted|pulled|accepted|signed|approved|"
        "sent|opened|seen)",
        "What became of an offer or a clause is asked, and not whether its records were altered.",
        kinds="integrity",
    ),
    turn(
        "decided?|authori[sz]ed?|requested|approved?",
        "When it was decided is asked, and the reading tells when it was instructed and done.",
        kinds="retraction",
        asks=("when",),
    ),
    turn(
        f"(?:did|had|has) @person (?:[a-z]+ )?{_INSTRUCTS}",
        "Whoever is named did it, and did not instruct it.",
        kinds="retraction",
        asks=("whether",),
        also=_did_not_instruct,
    ),
    turn(
        "(?:is|are) (?:the |our |this )?(?:offer|proposal|@proposal|quote|bid|contract|agreement|"
        "deal) (?:(?:now|already|fully|finally|even|actually) )*(?:signed|executed)(?= $)",
        "Whether the sides signed is not whether it was signed off.",
        kinds="sign_off",
    ),
    turn(
        "[^|]+",
        "What the client's people sign is no sign-off of ours.",
        kinds="retraction knowledge objection changes",
        also=_signs_for_the_client,
    ),
    turn(
        "both (?:the )?(?:sides|parties)",
        "Whether the sides signed is not whether it was signed off.",
        kinds="sign_off",
    ),
    turn("costs? more(?= $)", "Whether it costs more is a comparison.", kinds="scope"),
    turn(
        "@person 's (?:signature|approval|sign off)",
        "What the client's people sign is no sign-off of ours.",
        kinds="sign_off",
        also=_are_the_clients,
    ),
    turn(
        "(?:signature|acceptance|yes|letter) (?:had |has )?(?:arrived?|came|come|reached|reach|"
        "got|landed|was in|was received)|(?:arrival|receipt) of (?:the |her |his |their "
        "|@person 's |@client 's )?(?:acceptance|signature|letter)",
        "When it arrived is asked, and the reading has when it was made.",
        kinds="retraction knowledge sign_off objection",
    ),
    turn(
        "(?:dropped|lifted|gone|scrapped|axed|removed|deleted|taken out|struck out)(?= (?:$|\\|))",
        "What was taken back is no change of its text.",
        kinds="changes",
        also=_was_taken_back,
    ),
    turn(
        "delayed|postponed|deferred|put off|pushed back|(?:call|called|ring|phone) (?:me|us|him|"
        "her) back|(?:get|got|gets|reach|reached|pass|passed) (?:[^|]+ )?(?:unchanged|unaltered)",
        "That is not whether records were altered, or an offer retracted.",
        kinds="integrity retraction",
        unless="(?:record|records|recorded|entry|entries|entered|logged|log|filed|filing|booked)",
    ),
    turn(
        "(?<=^ )how (?:do|can|should|would|could) (?:i|we|you|one) (?:[a-z]+ )?(?:add|enter|record|"
        "file|correct|change|import|strike)",
        "How the ledger is used is asked.",
        kinds="integrity retraction changes",
    ),
    turn(
        "(?:is|are) there (?:still )?(?:a|an|any) (?:cap|limit|ceiling|maximum|minimum)",
        "What the terms are is asked, and not whether they changed.",
        kinds="changes",
        asks=("whether",),
    ),
    turn(
        "(?:was|is|has|had) (?:the |our |this )?(?:contract|agreement) (?:been )?(?:cancelled|"
        "canceled|ended|dissolved|called off)",
        "That a contract ended is not that an offer was retracted.",
        kinds="retraction",
    ),
    turn(
        "late with|late in object[a-z]*",
        "Whether it came late is asked, and the reading tells whether it came in time.",
        kinds="objection",
        also=lambda _, question, __: not question.negated,
    ),
    turn(
        "deadline|missed|overdue",
        "Whether a deadline was kept is asked of no kind.",
        kinds="process",
    ),
    turn(
        "(?:is|are|was|were) (?:[^ |]+ ){1,4}(?:fixed|settled|final|certain)(?= $)|was there "
        "(?:still |ever |then )*an? (?:offer|proposal)|was @clause still|how many (?:[^|]+ )?"
        "(?:done|made|delivered|ordered|bought)",
        "What the terms are does not answer it.",
        kinds="terms",
        unless="what|how (?:was|were|is|are)|which",
    ),
    turn(
        "(?:contradict|contradicts|contradicted) @[a-z]+",
        "What contradicts a text is no objection to it.",
        kinds="objection",
        unless="object[a-z]*|protest[a-z]*|complain[a-z]*",
    ),
    turn(
        f"(?<=^ )(?:was|were|has|have|had) (?:[^ |]+ ){{1,4}}(?:invoiced|paid)|(?:did|"
        f"have|has) {_WHO} (?:ever |in fact |really )*(?:apply|applied|invoice|charge|charged|"
        "grant|granted|bill)|"
        "(?:is|are|was|were|be) (?:[^|]+ )?(?:taken into|ordered|open)(?= (?:$|in|"
        "for|under|the|than))|@(?:partner|party|person) promised|broker promised|the order of "
        "@date|(?:cheaper|dearer) in",
        "What was done, promised or compared is not what holds.",
        kinds="scope",
    ),
    turn(
        "(?:what|which) (?:price|rate|discount|rebate) (?:applies|holds|applied|goes) [^|]*"
        "(?:ordered|bought|placed|taken)",
        "What the price of an order is, the reading does not tell.",
        kinds="scope",
    ),
    # Signing.
    turn(
        "or (?:did|does|had) (?:he|she|they|@person) (?:have|need) to|who (?:still )?(?:could|can|"
        f"may)|still within|(?:did|has|had) @person (?:[a-z]+ )?(?:get|got|obtain|obtained|seek|"
        f"sought|ask for|asked for|request|requested) (?:a |an |the |any )?{_SIGNATURE}",
        "Who else signed, or whether it was needed or asked for, is not held by the reading.",
        kinds="sign_off",
        asks=("whether", "who"),
    ),
    turn(
        "(?:to|could|can|may|might) (?:say|tell|write|promise|offer)(?= )|(?:sign|approve|grant|"
        "give)(?: off)?(?: on)? (?:a |the )?(?:[0-9]+(?: %)?|@number|@money|[a-z]+) (?:months?|"
        "years?|weeks?|days?)",
        "What it was that was to be signed is not held by the reading.",
        kinds="sign_off",
        asks=("allowed",),
        also=_holds_no_clause,
    ),
    turn(
        "(?:his|her|their) own (?:@clause|clause|text|draft|wording|discount|offer)",
        "Whose own it is, is not held by the reading.",
        kinds="sign_off",
    ),
    turn(
        "why (?:was|were|is|has|had) (?:[^|]+ )?(?:never|not) (?:[a-z]+ )?(?:signed|approved|"
        "cleared|authori[sz]ed)",
        "Why somebody did not sign is asked of no kind.",
        kinds="process",
    ),
    # Knowing.
    turn(
        "that (?:[^|]+ )?(?:gone|went|going) (?:up|down|out|away)|that (?:[^|]+ )?(?:risen|fallen|"
        "dropped|rose|fell)(?= )",
        "Whether a change was noticed is not whether its text was known.",
        kinds="knowledge",
    ),
    turn(
        "[^|]+",
        "That offer never went out: its wordings may be known from another.",
        kinds="knowledge",
        also=_never_went_out,
    ),
)
