"""What was objected to that is no clause: "the free meter sealing".

It may be left out where it changes nothing: where every objection on record is about it, by its
own words, its topic, or the words of the message that it is raised against.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.events.told import MessageRelayed, MessageSent, ObjectionRaised
from projections.answers.words import fillers
from projections.answers.words.clauses import stem
from projections.answers.words.line import Line, Token, phrase
from projections.answers.words.tokens import words
from projections.answers.words.vocabulary import Vocabulary

_TO = phrase(
    "(?:object|objects|objected|objecting|objections?|protest|protests|protested|complain|"
    "complained|complaints?) (?:[^ |@]+ ){0,2}?(?:to|against|about|over|on) "
    "(?P<what>(?:the|our|that|any|their|his|her|this) (?:[a-z]+ ){1,4}?[a-z]+)"
    "(?= (?:@[a-z]+|\\||in time|before|when|ever|at|by|$)|$)"
)


def without_what_all_are_about(line: Line, vocabulary: Vocabulary) -> Line:
    """With what every objection is about as `@left`, which says nothing, and is told."""
    found = line.find(_TO)
    if found is None or line.values("clause", "version", "unclear"):
        return line
    what = found.tokens("what")
    tells = {stem(token.text) for token in what if token.text not in fillers.WORDS}
    about = [*_about(vocabulary)]
    if not tells or not about or not all(tells <= each for each in about):
        return line
    begin = line.tokens.index(what[0])
    left = Token("@left", what[0].begin, what[-1].end)
    return line.replaced(begin, begin + len(what), left)


def _about(vocabulary: Vocabulary) -> Iterator[set[str]]:
    """The words that tell what each objection is about."""
    facts = vocabulary.known.deal.facts.counted
    sent = {
        fact.event.message: f"{fact.event.words or ''} {getattr(fact.event, 'adds', '') or ''}"
        for fact in facts
        if isinstance(fact.event, MessageSent | MessageRelayed)
    }
    for fact in facts:
        if isinstance(fact.event, ObjectionRaised):
            refs = fact.event.about
            said = [fact.event.words, *(each.topic or "" for each in refs)]
            said += [sent.get(each.message or "", "") for each in refs]
            yield {stem(word) for word in words(" ".join(said))}
