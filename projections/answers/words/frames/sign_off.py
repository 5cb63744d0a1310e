"""sign_off: who signed what, whether it was signed, whether somebody was allowed to."""

from __future__ import annotations

import re
from dataclasses import replace

from projections.answers.words.frames.frame import (
    Frame,
    Given,
    NotThis,
    Parameters,
    refuse,
    tagged,
    with_kinds,
    with_subjects,
)
from projections.answers.words.line import Line, phrase
from projections.answers.words.vocabulary import Vocabulary

_SIGNED = (
    "sign off|signed off|signing off|signs off|sign offs|sign it off|signed it off|"
    "sign|signed|signs|signing|signature|"
    "signatures|approve|approved|approves|approving|approval|approvals|authorised|"
    "authorized|authorise|"
    "authorize|authorisation|authorization|signatory|signatories|green light|greenlit|green lit|"
    "ok|oks|ok on|signature of|endorse|endorsed|endorsement|consented|consent|assented|assent|"
    "sanctioned|sanction|(?:put|puts|set|gave|given|has) (?:his|her|their|its) "
    "(?:name|signature) (?:under|to|on|beneath)|the ok|sign offs on|"
    "wave through|wave|clear|rubber stamped|rubber stamp|cleared|clearance|countersigned|okay|"
    "gave the ok|"
    "give the ok|given the ok|gave its ok|"
    "go ahead|thumbs up|blessing|blessed|signed for|waved through|nod"
)
_ALLOWED = (
    "allowed|authority|authorised to|authorized to|entitled|empowered|mandate|"
    "(?:he|she|they|@person) (?:(?:even|really|actually|properly|duly|ever|so) "
    ")*authori[sz]ed(?! (?:to|by|it|"
    "the|@clause|@proposal))|permitted|power to|power|"
    "right to|the right|permission|competent|within (?:his|her|their|its) (?:limit|"
    "limits|authority)|"
    "could (?:he|she|they|@person)|@person (?:could|can|may|might)(?= (?:even |really )?(?:sign|"
    "approve|"
    "authori[sz]e|okay|give|grant|do|go) )|beyond (?:his|her|their|its) (?:limit|limits|"
    "authority)|have the power|"
    "exceed|exceeded|overstep|overstepped|licence to|cleared to|free to|signing "
    "limit|duly authorised|duly authorized|properly authorised|entitlement|the say so|"
    "in a position to|rank to|senior enough|within (?:his|her|their|its) (?:powers|rights|remit|"
    "mandate)|beyond (?:his|her|their|its) (?:powers|remit|mandate)|remit|competence|(?:within|"
    "beyond|outside|inside) @person 's (?:powers|power|rights|remit|mandate|"
    "limit|limits|authority)|"
    "@person 's (?:own )?(?:limits?|authority|powers?|mandate|remit)|"
    "(?:within|inside|beyond|outside|above|over) (?:the )?(?:limits?|authority|powers?|remit|"
    "mandate|delegation|competence)|delegated|delegation|"
    "up to(?= @person to )|empowerment|signing authority|above (?:his|her) limit"
)
_CUES = phrase(f"{_SIGNED}|{_ALLOWED}")
_WORDS = frozenset(

        f"{_SIGNED}|{_ALLOWED} off on for up who which whose was were did has had whether "
        f"of to given gave give got "


        "get formally it offer proposal deal contract bid package thing paper anybody "
        "anyone asked ask whole "

    "ever could he she they and allowed so do that stand stands still is as worded now "

        "wording it anything something agreed ok put whom name names signatures there "
        "any from by final "


        "everyone everybody all required we us in internally internal side people person "
        "requested request "

    "lie lies fall falls fell stay stays stayed remain remained keep kept delegated have "
    "been really go ahead one our ours stamp written writing made make do it actually both "

        "amount value percent % have had enough that much more than high discount off "
        "officially obtained obtain "


        "stretch stretches stretched extend extends extended reach reaches reached run runs far "
        "lawfully legally rightfully rightly them through carry carries bear bears surprise duly "
        "acting act acted acts managers manager approvers approver signers signer covered backed "
        "cover "
        "supported supports bearing authorising status state progress could can may might alone "
        "his her own single situation "
        "deal desk given giving gives hand hands handed sought seek seeking granting "
        ""
        "pending open subject "
        "properly validly under beneath his her names standing valid received missing "
        "outstanding secured collected hold held back withdrawn list all position rank senior "
        "end covers powers remit within beyond put set had the in place present current version "
        "text form "
        "latest place grant granted kind each "
        "stands"
    .replace("|", " ").split()
)  # fmt: skip
_WHO = phrase(
    "who|whose|whom|names|list of (?:approvers|signers)|approvers|signers|which (?:people|"
    "managers?|"
    "persons?|approvals?|signatures|sign offs?)|what "
    "(?:sign offs|approvals|signatures)|list (?:of )?(?:all )?(?:the )?(?:sign offs|"
    "signatures|approvals|signatories)"
)
_ALL_OF_THEM = phrase("approvals|sign offs|signatures|authorisations|authorizations|clearances")
_VERB = phrase("did|was|were|has|have|had|is|are|any|all|got|do|does|every|enough|both")
"""Where none stands, the list of them is asked for: "approvals on P2, please"."""
_WHO_ALLOWED = phrase(
    "and (?:with|on|under|by) (?:what|which) (?:authority|mandate|power|right)|"
    "(?:and |and also |plus )?(?:was|were|is|are|did|had|have) (?:they|he|she|that "
    "person|those people|@person) (?:even |really |actually )?(?:have )?(?:the "
    ")?(?:allowed|authority|authorised|authorized|entitled|empowered|right|mandate|"
    "power)(?: to)?(?: sign| do (?:so|that|it)| sign it)?"
)
_IS_ALLOWED = phrase(_ALLOWED)
_NOT_ASKED = phrase("when|why|how|how many|(?<! of )what (?:did|has|had|does|do|was|were|is)")
_COULD_HAVE = phrase("(?:could|might|would|should) (?:(?:else|also|@[a-z]+|he|she|they|we) )*have")
_SIGNED_UP = phrase("sign(?:ed|s|ing)? up (?:to|for)")
_BEYOND = phrase("exceed|exceeded|overstep|overstepped|beyond|more than|above(?! (?:him|her|them))")
_MONEY = phrase(
    r"(?:for |the |up to )*(?:(?:usd|eur|gbp|chf|mxn) )?(?:\d[\d,.]*[km]|\d[\d,.]*(?: "
    r"thousand| million)?(?: (?:usd|eur|gbp|chf|mxn|euro|euros|dollars|pounds))"
    r"|(?:usd|eur|gbp|chf|mxn) \d[\d,.]*)"
)


_TOLD = "Of a sign-off it is told who, whether, and whether with authority."
REFUSED = (
    (_NOT_ASKED, _TOLD),
    (_SIGNED_UP, _TOLD),
    (_COULD_HAVE, "Who might have signed is not on record."),
    (
        phrase(
            "@person (?:.+ )?(?:for|instead of|on behalf of|in place of) @person|"
            "(?:for|instead of|on behalf of|in place of) @person (?:.+ )?by @person"
        ),
        "It asks who signed for whom.",
    ),
)


STILL_WITHOUT = phrase(
    "(?:still|yet) (?:without|lacking|missing|lacks|misses|awaiting)(?= (?:[a-z]+ "
    "){0,2}(?:signature|"
    "approval|sign off|ok|okay|authorisation|authorization|blessing|nod))"
)


def _still_without(line: Line) -> Line:
    """What is still without a signature: whether it was signed is asked."""
    return line.without(STILL_WITHOUT)


def when_signed(line: Line) -> Line:
    """With the offer or clause itself for "when he signed it": it is that signature."""
    for at, token in enumerate(line.tokens):
        if token.text != "@when" or token.values[:1] != ("sign_off.granted",):
            continue
        named = (("@proposal", token.values[1]), ("@clause", token.values[3]))
        things = [replace(token, text=tag, values=(value,)) for tag, value in named if value]
        return line.replaced(at, at + 1, *things) if things else line
    return line


def _prepare(line: Line, vocabulary: Vocabulary) -> Line:
    line = when_signed(_still_without(line)).without(_AT_THAT)
    if line.has(_IS_ALLOWED) and not line.has(phrase("@clause")):
        line = _by_span(line, vocabulary)
    percents = _percentages(line.without(_MONEY), vocabulary)
    return with_subjects(_by_share(percents, vocabulary), vocabulary)


_AT_THAT = phrase(
    "(?:with|at|for|carrying|containing|given) (?:that|this|such a|the|its) (?:percentage|figure|"
    "number|rate|level|amount|value|size)(?: (?:in|on) it)?"
)
"""How high it was is told by the signature."""


def _by_share(line: Line, vocabulary: Vocabulary) -> Line:
    """A percentage that is signed is the clause that states it."""
    return line.each(
        phrase(
            r"(?:the |our )?(?P<share>\d+(?:\.\d+)?|[a-z]+) (?:%|percent|pct|per cent)(?: "
            r"discount| rebate)?"
        ),
        lambda found: _stating(found.word("share"), vocabulary),
    )


def _by_span(line: Line, vocabulary: Vocabulary) -> Line:
    """What is signed for so many months is the one clause that states them."""
    return line.each(_SPAN, lambda found: _lasting(found.word("many"), vocabulary))


_SPAN = phrase(
    "(?:(?<= off )|(?<= on )|(?<= sign )|(?<= signed )|(?<= approve )|(?<= approved )|"
    "(?<= clear )|(?<= cleared )|(?<= authorise )|(?<= grant )|(?<= for ))(?:an? |the |our )?"
    "(?:(?:hold|price hold|term|period) of )?(?P<many>[0-9]+|[a-z]+) (?:months?|days?)"
    "(?: (?:hold|price hold|term|period))?"
)


def _lasting(many: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]] | None:
    fits = vocabulary.clauses.lasting(many)
    return (
        ("clause", fits) if len(fits) == 1 and vocabulary.clauses.now_lasts(*fits, many) else None
    )


_AGAINST = phrase(
    r"(?:against|to|about|over|on) (?:the |our )?[a-z0-9.]+ (?:%|percent|pct|per cent)(?: discount|"
    r" rebate)?"
)


def with_shares(line: Line, vocabulary: Vocabulary) -> Line:
    """With the one clause that states it for a percentage: "his protest against the 10 percent"."""
    if not line.has(_AGAINST):
        return line
    named = _by_share(line, vocabulary)
    return named if not any(token.text == "@signed" for token in named.tokens) else line


def _stating(share: str, vocabulary: Vocabulary) -> tuple[str, tuple[str, ...]] | None:
    fits = vocabulary.clauses.of_share(share)
    return ("clause", fits) if len(fits) == 1 else ("signed", ()) if fits else None


def _percentages(line: Line, vocabulary: Vocabulary) -> Line:
    """What somebody signed for is said by the signature; a percentage names no clause."""
    at = 0
    while match := phrase(
        r"(?:for|at|give|grant|offer|to|giving|granting) (?:a |the )?(?:\d+(?:\.\d+)?|"
        r"[a-z]+) (?:%|percent|pct)(?: discount| rebate)?|(?:an? |the )?(?:discount|rebate|"
        r"reduction) of (?:\d+(?:\.\d+)?|[a-z]+) (?:%|percent|per cent|pct)|"
        r"(?:the |a |an )?(?:\d+|[a-z]+ty|[a-z]+teen|ten|twelve) (?:days|months)"
    ).search(line.text, at):
        part = line.within(match.start(), match.end())
        text = " ".join(token.text for token in part)
        at = match.start() + 1
        named_ = with_kinds(Line(line.asked, part), vocabulary)
        lasts = part[-1].text in {"days", "months"} and vocabulary.clauses.lasting(part[-2].text)
        if lasts or any(token.text == "@kind" for token in named_.tokens):
            begin = line.tokens.index(part[0])
            line = line.replaced(begin, begin + len(part))
            at = 0
        assert text
    return line


_SIGN_ON = re.compile(r"\b(?:single )?sign-on\b", re.IGNORECASE)


def sent_then(line: Line) -> str | None:
    """The offer of which it is asked what there was when it was sent."""
    found = [
        t.values[1] for t in line.tokens if t.text == "@when" and t.values[0] == "proposal.sent"
    ]
    return found[0] or None if found else None


def _read(given: Given) -> Parameters:
    line = given.line
    persons = given.line.values("person")
    refuse(given, REFUSED)
    if _SIGN_ON.search(line.asked):
        raise NotThis("A way of signing on is no signature.")
    if given.has(phrase("(?<! of )what|which")) and not given.has(_WHO):
        raise NotThis(_TOLD)
    if set(given.line.values("party")) - set(given.vocabulary.people.seller):
        raise NotThis("Of a sign-off it is told which of the seller's people gave it.")
    ask = "whether"
    if given.has(_WHO) or (given.has(_ALL_OF_THEM) and not persons and not given.has(_VERB)):
        ask = "who"
        if given.line.without(_WHO_ALLOWED).has(_IS_ALLOWED):
            raise NotThis("It asks who was allowed to, and not who signed.")
        if persons and not given.has(phrase("who (?:else )?at")):
            raise NotThis("It asks who, and names somebody.")
    elif given.has(_IS_ALLOWED):
        ask = "allowed"
        if not persons:
            raise NotThis("It does not say who may have been allowed to.")
    elif not given.has(phrase(_SIGNED)):
        raise NotThis("It does not ask about a signature.")
    if ask == "whether" and given.has(phrase("they")) and not persons:
        raise NotThis("It does not say who may have signed.")
    clauses = given.clauses
    return {
        "ask": ask,
        "persons": persons,
        "clauses": clauses,
        "version": given.version,
        "proposal": given.proposal or (None if clauses else sent_then(line)),
        "negated": ask == "allowed" and given.has(_BEYOND),
    }


FRAME = Frame(
    kind="sign_off",
    cues=_CUES,
    words=_WORDS,
    takes=tagged("person", "clause", "version", "proposal", "signed", "seller", "party"),
    read=_read,
    prepare=_prepare,
)
