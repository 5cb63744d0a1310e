"""How high somebody stood on a wording by a moment, as an answer of knowledge needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from domain.events.proposals import ProposalAccepted, ProposalSent
from domain.events.sign_off import SignOffGranted
from domain.events.told import MessageRelayed, MessageSent, StatementMade
from domain.occurrence import Interval
from projections.answers.asked import Question
from projections.answers.asked_text import AskedText, AskedWording, asked_text
from projections.answers.combining import of_all, of_any
from projections.answers.draft import Verdict
from projections.answers.kinds.knowledge_standing import Reached, Standing
from projections.answers.moments import Order, Resolved, resolved
from projections.catalogue import names_in, words_of
from projections.deal import KnownDeal
from projections.facts import Fact
from projections.knowledge.knowing import Knowledge
from projections.knowledge.ladder import RANK, SEEN, Rung, at_least
from projections.knowledge.proving import Proof
from projections.knowledge.written import Key, Written

_DENYING = ("never", "not", "no", "none", "nobody", "nothing", "t", "without")
"""Words that deny; `t` is what remains of `didn't` as words."""
_KNOWING = (
    *("told", "tell", "know", "knew", "known", "aware", "idea", "informed", "heard", "hear"),
    *("see", "saw", "seen", "shown", "showed", "read", "received", "got", "opened", "copied"),
)


@dataclass(frozen=True)
class KnowledgeFinding:
    """What a known deal says on a question of knowledge, by the rules of `knowledge`."""

    deal: KnownDeal
    question: Question

    @cached_property
    def known(self) -> Knowledge:
        """The knowledge ladder of the deal."""
        return Knowledge(self.deal)

    @cached_property
    def text(self) -> AskedText:
        """The wordings asked about."""
        return asked_text(self.deal, self.question)

    @cached_property
    def humans(self) -> tuple[str, ...]:
        """The people named; else those of the parties named; else everybody on record."""
        people = self.known.people
        if self.question.persons:
            return tuple(dict.fromkeys(people.canonical(each) for each in self.question.persons))
        if not self.question.parties:
            return self.known.exposed
        return tuple(each for each in self.known.participants if self._is_of_parties(each))

    def _is_of_parties(self, human: str) -> bool:
        moment = self.deal.basis.effective_at
        own = (self.deal.assignments.at(i, moment) for i in self.known.people.aliases(human))
        return any(each.party in self.question.parties for each in own if each)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Where each of them stood on each wording."""
        return tuple(each for human in self.humans for each in self._of(human))

    @cached_property
    def verdict(self) -> Verdict:
        """By what is asked: whether, who, or when."""
        match self.question.ask:
            case "who":
                return "stated" if any(each.reached.proofs for each in self.standings) else "silent"
            case "when":
                return "stated" if any(each.seen_first for each in self.standings) else "silent"
            case _:
                by_human = [of_all(s.verdict for s in own) for own in self.by_human.values()]
                return of_all(by_human) if self.question.persons else of_any(by_human)

    @cached_property
    def by_human(self) -> dict[str, list[Standing]]:
        """The standings of each."""
        found: dict[str, list[Standing]] = {human: [] for human in self.humans}
        for each in self.standings:
            found[each.human].append(each)
        return found

    @cached_property
    def _moments(self) -> dict[Key, Resolved | None]:
        return {}

    def moment(self, asked: AskedWording) -> Resolved | None:
        """The moment asked about; one of proposals is that of the first that holds the wording."""
        before = self.question.before
        if before is None:
            return None
        if asked.key not in self._moments:
            self._moments[asked.key] = resolved(before, self.deal, self._holding(asked.key))
        return self._moments[asked.key]

    def _holding(self, key: Key) -> Callable[[Fact], bool]:
        proposals = self.deal.proposals.by_id

        def fits(fact: Fact) -> bool:
            named = getattr(fact.event, "proposal", None)
            if isinstance(fact.event, ProposalAccepted) and fact.event.qualifications:
                return False
            if not isinstance(named, str):
                return not isinstance(fact.event, ProposalSent)
            contents = proposals[named].contents if named in proposals else None
            return any((held.clause, held.version) == key for held in contents or ())

        return fits

    def _order(self, asked: AskedWording) -> Callable[[Fact], Order]:
        """Whether a fact came before the moment asked about, or had happened by now."""
        if moment := self.moment(asked):
            return moment.order
        by = self.deal.basis.effective_at
        return lambda fact: "before" if fact.interval.end <= by else "unknown"

    def window(self, asked: AskedWording) -> Interval:
        """From the beginning of the wording to the moment asked about."""
        moment = self.moment(asked)
        end = moment.interval.end if moment else self.deal.basis.effective_at
        begin = asked.wording.interval.begin
        return Interval(min(begin, end), end)

    def _of(self, human: str) -> Iterator[Standing]:
        proofs = self._proofs(human, self._keys)
        for asked in self.text.wordings:
            reached = self._reached(proofs.get(asked.key, []), asked)
            enough = at_least(reached.surely, "opened") or self._of_anybody_on_all
            earlier = () if enough else tuple(self._earlier(human, asked))
            yield Standing(human, asked, reached, earlier, self.moment(asked))

    @property
    def _of_anybody_on_all(self) -> bool:
        """Whether who and when is asked of nobody in particular, on a whole text."""
        question = self.question
        named = question.persons or question.parties or question.clauses
        return question.ask != "whether" and not named

    def _earlier(self, human: str, asked: AskedWording) -> Iterator[tuple[Written, Reached]]:
        before = self.known.before_it(asked.key)
        proofs = self._proofs(human, {each.key for each in before})
        for written in before:
            if written.key in proofs:
                yield written, self._reached(proofs[written.key], asked, written)

    def _proofs(self, human: str, wanted: set[Key]) -> dict[Key, list[Proof]]:
        """The proofs on these wordings, in the order of time, each once."""
        found: dict[Key, list[Proof]] = {}
        leading = self._leading(human)
        for key in wanted & leading.keys():
            own: dict[tuple[str, Rung], Proof] = {}
            for place, proofs in leading[key]:
                for each in proofs:
                    if each.lead.size > place:
                        own.setdefault((each.record, each.proves), each)
            found[key] = sorted(own.values(), key=_in_time)
        return found

    def _leading(self, human: str) -> dict[Key, list[tuple[int, list[Proof]]]]:
        """Per wording the proofs of what holds it, with its place there. Made once for a human."""
        if human not in self._leads:
            found: dict[Key, list[tuple[int, list[Proof]]]] = {}
            for target, proofs in self.known.exposures(human).items():
                for place, written in enumerate(target.wordings):
                    found.setdefault(written.key, []).append((place, proofs))
            self._leads[human] = found
        return self._leads[human]

    @cached_property
    def _leads(self) -> dict[str, dict[Key, list[tuple[int, list[Proof]]]]]:
        return {}

    def _reached(
        self, proofs: Iterable[Proof], asked: AskedWording, written: Written | None = None
    ) -> Reached:
        moment = self.window(asked).end
        of = written or self.known.chronicle.by_key.get(asked.key)
        if of is None or not of.interval.begun_by(moment):
            return Reached((), (), moment)
        order = self._order(asked)
        ordered = [(each, order(each.fact)) for each in proofs]
        found = [(each, order) for each, order in ordered if order in {"before", "unknown"}]
        return Reached(
            tuple(each for each, _ in found),
            tuple(each for each, when in found if when == "before" and not each.unsure(of)),
            moment,
        )

    @cached_property
    def messages(self) -> dict[str, Fact]:
        """The messages by their ids: what arrived says its words where it was sent."""
        sent = (MessageSent, MessageRelayed)
        return {f.event.message: f for f in self.deal.happened if isinstance(f.event, sent)}

    @cached_property
    def sayings(self) -> list[tuple[Fact, bool]]:
        """What those asked about said of it themselves, and whether they deny to have known."""
        humans, human = set(self.humans), self.known.people.human
        return [
            (fact, _denies(words))
            for fact, words in self._statements
            if human(fact.actor) in humans and self.about(fact)
        ]

    @cached_property
    def naming(self) -> list[Fact]:
        """What others said of it, naming one of the people asked about."""
        names = [words_of(self.deal.person(each)) for each in self.question.persons]
        called = tuple(dict.fromkeys(n for name in names for n in (name, name.split(" ")[0]) if n))
        own = {fact.id for fact, _ in self.sayings}
        return [
            fact
            for fact, words in self._statements
            if called and names_in(words, called) and fact.id not in own and self.about(fact)
        ]

    @cached_property
    def _statements(self) -> list[tuple[Fact, str]]:
        happened = self.deal.happened
        return [(f, f.event.words) for f in happened if isinstance(f.event, StatementMade)]

    @cached_property
    def for_them(self) -> list[Fact]:
        """Sign-offs that a deputy gave for one of them: those give the principal nothing."""
        found = []
        for fact in self.deal.happened:
            behalf = fact.entry.envelope.on_behalf_of
            if isinstance(fact.event, SignOffGranted) and behalf and self.question.persons:
                principal = self.known.people.human(behalf)
                if principal in self.humans and self.about(fact):
                    found.append(fact)
        return found

    def about(self, fact: Fact) -> bool:
        """Whether a record leads to one of the wordings asked about."""
        return any(
            place is not None and place < lead.size
            for lead in self.known.leads.of(fact)
            for place in map(lead.target.place, self._keys)
        )

    @cached_property
    def _keys(self) -> set[Key]:
        return {each.key for each in self.text.wordings}

    def otherwise_shown(self, standing: Standing) -> list[Proof]:
        """The last that was opened by or displayed to them of other clauses, before the moment."""
        asked, order = {clause for clause, _ in self._keys}, self._order(standing.asked)
        found = {
            proof.record: proof
            for target, proofs in self.known.exposures(standing.human).items()
            for proof in proofs
            if proof.rung in SEEN
            and asked.isdisjoint(written.key[0] for written in target.wordings[: proof.lead.size])
            and order(proof.fact) == "before"
        }
        return sorted(found.values(), key=_in_time)[-3:]


def _denies(words: str) -> bool:
    """Whether words speak of knowing or seeing, and negate."""
    denies = names_in(words, _DENYING) and names_in(words, _KNOWING)
    return bool(denies or names_in(words, ("unaware",)))


def _in_time(proof: Proof) -> tuple[tuple[datetime, int], int]:
    return proof.order, RANK[proof.proves]
