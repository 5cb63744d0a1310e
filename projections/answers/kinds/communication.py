"""The kind `communication`: "Did we ever tell the client …?", "What was promised?" (6.2).

1. Told are the client and its people, unless others are named; a person named is not told by what
   went to its party alone. It is said by our own people, unless others are named; whose party is
   not on record counts as ours, who is the client's or the partner's does not.
2. Whether: yes when a message, a statement or a clause of a proposal to those asked about says it.
   A statement's scope says it, or the nearest statement of scope of the clause; else plain words
   do, by listed phrases (`plain_direction`). What names the matter and says neither in nor out is
   listed, and is no yes; where no state is asked about, naming it is enough.
3. A proposal is told to whom it was sent, and to whoever received, opened or answered it; a
   clarification to who agreed to it.
4. It does not count, and is named apart, when it failed to arrive, went to the partner only, to
   others, or inside the house, when somebody else said it, or when to whom is not on record. What
   a relay adds is the partner's own word; what it leaves out was not told; the rest of it, in its
   own words or else in those of what it passes on, was told if either of the two is ours.
5. Told the opposite only: silent, and that opposes. Several items, or several who are named
   as told: yes for all of them, partly for only some.
6. What: stated, with what is written in the proposals told (about nothing in particular: in the
   governing one, else the last), what was said and is not written there, what relays added or left
   out, and what was said to the partner; silent without any. What took it back since opposes.
7. Relay: stated, what relays to those asked about added or left out; silent when no such thing is
   on record.

`details`: `told` by record with `says` (`in`, `out`, `names`, `about`), `way`, `clause`, `version`
and `proposal`; `relays` with `of`, `adds`, `omits`; `without_words`, messages whose words are not
on record.
"""

from __future__ import annotations

from projections.answers.asked import Question
from projections.answers.draft import Case, Draft, Verdict
from projections.answers.kinds.communication_answer import CommunicationAnswer
from projections.answers.kinds.communication_audience import Audience
from projections.answers.kinds.communication_finding import CommunicationFinding
from projections.answers.kinds.communication_matter import Matter
from projections.answers.kinds.communication_telling import STATES, Telling
from projections.deal import KnownDeal
from projections.sentences.naming import listed


def rule(case: Case) -> Draft:
    """The answer to a question of communication."""
    answer = CommunicationAnswer(CommunicationFinding(case.deal, case.question))
    telling = Telling(answer)
    supports, opposes, also_said = answer.evidence
    return Draft(
        verdict=answer.verdict,
        sentence=telling.sentence,
        supports=supports,
        opposes=opposes,
        also_said=also_said,
        not_shown=tuple(telling.not_shown),
        would_change=telling.would_change,
        concepts=tuple(telling.concepts),
        details=telling.details,
    )


def verdict(case: Case) -> Verdict:
    """The verdict alone."""
    return CommunicationAnswer(CommunicationFinding(case.deal, case.question)).verdict


def read_as(question: Question, deal: KnownDeal) -> str:
    """The question in one plain sentence."""
    matter, audience = Matter(deal, question), Audience(deal, question)
    by = listed(deal.person(each) for each in question.by) if question.by else ""
    of = f" in {question.proposal}" if question.proposal else ""
    about = "" if matter.anything else f" about {matter.name}"
    match question.ask:
        case "what":
            who = f" by {by}" if by else ""
            return f"What was told to {audience.name}{who}{about}{of}?"
        case "relay":
            who = f"{by} add or leave" if by else "whoever passed it on add or leave"
            return f"What did {who} out, in what was passed on to {audience.name}{about}?"
        case _:
            said = about.strip() or "anything"
            if question.state:
                said = f"that the offer {STATES[question.state]} {matter.name}"
            return f"Did {by or 'we'} tell {audience.name} {said}{of}?"
