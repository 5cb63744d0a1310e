"""The kind `sign_off`: "Who signed off on clause 4.2, and were they allowed to?" (VOCABULARY 6.2).

1. The wording is the one named, else the governing one, else the current one (`asked_text`); a
   proposal means all that it holds; nothing named, the governing text.
2. `whether`: no when a required sign-off was declined or withdrawn and not granted since; yes when
   every required one covers the wording, or when nobody was required and somebody signed it; partly
   when there is a signature, on this or an older wording, but not that; else silent.
3. Of several wordings: over all required sign-offs together; where none was required, yes when each
   wording is signed, partly when some are.
4. Of named people: over what they were asked for, else over all wordings. Yes by the own signature;
   no when they declined or withdrew; partly when only a deputy signed for them, or they signed an
   older wording.
5. `who`: stated, with everybody who signed; silent when nobody did.
6. `allowed`: yes for within or delegated, no for exceeded, expired or none, undetermined for
   unknown; some allowed and some not is partly; silent when there is no signature to judge.
   A signature on this wording is judged before one on an older one.
7. Authority never changes the verdict on who and whether, and is always in the sentence. A deputy
   is judged by the delegation alone; what the own grants would allow stands under `opposes`.
8. What binds to no known wording, for its proposal has no seal on record: undetermined.
9. A request that nobody answered for this wording speaks against a verdict of partly; of silent it
   is `also_said`. So is a refusal of another wording, whatever the verdict: it says nothing here.
"""

from __future__ import annotations

from collections.abc import Iterator

from projections.answers.asked import Question
from projections.answers.cited import Cited
from projections.answers.draft import Case, Draft, Verdict
from projections.answers.kinds.sign_off_finding import SignOffFinding
from projections.answers.kinds.sign_off_telling import Telling
from projections.clauses import Wording
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.sentences.naming import listed
from projections.signing.required import ByPolicy, Requested


def rule(case: Case) -> Draft:
    """The answer to a question of sign-off."""
    finding = SignOffFinding(case.deal, case.question)
    telling = Telling(finding)
    cited = _cited(finding)
    return Draft(
        verdict=finding.verdict,
        sentence=telling.sentence,
        supports=cited.supports,
        opposes=cited.opposes,
        also_said=cited.also_said,
        not_shown=tuple(telling.not_shown),
        would_change=telling.would_change,
        concepts=tuple(telling.concepts),
        details=telling.details,
    )


def verdict(case: Case) -> Verdict:
    """The verdict alone."""
    return SignOffFinding(case.deal, case.question).verdict


def _cited(finding: SignOffFinding) -> Cited:
    """For and against: by the verdict, what was signed, and what was declined or withdrawn."""
    cited = Cited()
    signed = [(each.signed.signature.fact, each.signed.wording) for _, each in finding.signed]
    signed += [(signature.fact, None) for signature, _ in finding.loose]
    against = list(_against(finding))
    no = finding.verdict == "no" and finding.question.ask != "allowed"
    if finding.verdict == "silent":
        cited.also(signed)
    else:
        cited.support(against if no else signed)
    if finding.question.ask != "allowed":
        cited.oppose(signed if no else against)
    cited.oppose((fact, None) for each in finding.in_own_name for fact in each.rests_on)
    if finding.verdict == "partly":
        cited.oppose(_unanswered(finding))
    if finding.verdict == "silent":
        cited.also(_beside(finding))
    else:
        cited.support(_beside(finding))
    cited.also((f, None) for _, each in finding.signed for f in each.signed.retracted_by)
    cited.also((each.fact, None) for _, each, _, _ in finding.refused_otherwise)
    for own in finding.taken_back:
        facts = (own.signed.signature.fact, own.ended_by)
        cited.also((fact, own.signed.wording) for fact in facts if fact)
    return cited


_Found = Iterator[tuple[Fact, Wording | None]]


def _against(finding: SignOffFinding) -> _Found:
    """What declined, or took back."""
    for row, cell in finding.cells:
        if cell.decided and cell.decided.answer.kind != "signed":
            yield cell.decided.answer.fact, row.wording
        for each in cell.decided.answers if cell.decided else ():
            if each.kind != "signed":
                yield each.fact, row.wording
    for row, beyond in finding.beyond:
        if beyond.decided.answer.kind != "signed":
            yield beyond.decided.answer.fact, row.wording
    for _, own in finding.signed:
        if own.ended_by:
            yield own.ended_by, own.signed.wording


def _unanswered(finding: SignOffFinding) -> _Found:
    """Requests that nobody answered, and the wordings that came after what was signed."""
    for row, cell in finding.cells:
        if cell.state in {"open", "stale"} and isinstance(cell.required, Requested):
            yield cell.required.request.fact, row.wording
        if cell.state == "stale":
            yield row.wording.fact, row.wording
    for row, beyond in finding.beyond:
        if beyond.state == "stale":
            yield row.wording.fact, row.wording


def _beside(finding: SignOffFinding) -> _Found:
    """Who was asked, by which policy, and what the authority rests on."""
    for row, cell in finding.cells:
        if isinstance(cell.required, Requested):
            yield cell.required.request.fact, row.wording
        if isinstance(cell.required, ByPolicy):
            yield cell.required.regime.fact, None
    yield from ((fact, None) for each in finding.judged for fact in each.rests_on)
    yield from ((each.fact, None) for each in finding.unbound)
    for row in finding.rows:
        if row.policy.regime:
            yield row.policy.regime.fact, None


def read_as(question: Question, deal: KnownDeal) -> str:
    """The question in one plain sentence."""
    what = [f"clause {each}" for each in question.clauses]
    if question.version is not None:
        what = [f"{what[0]}, wording {question.version},"]
    text = question.proposal or "the governing text"
    where = f" as {question.proposal} holds it" if what and question.proposal else ""
    of = f"{listed(what)}{where}" if what else text
    who = listed((deal.person(each) for each in question.persons), "or")
    match question.ask:
        case "who":
            by = f" ({who})" if question.persons else ""
            return f"Who{by} signed off on {of}, and were they allowed to?"
        case "allowed":
            return f"Was {who if question.persons else 'whoever signed'} allowed to sign {of}?"
        case _:
            by = f" by {who}" if question.persons else ""
            return f"Was {of} signed off{by}?"
