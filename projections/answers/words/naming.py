"""The names in a line: people, parties, documents; not where a word is only a word."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from projections.answers.words.common import COMMON
from projections.answers.words.in_papers import by_paper
from projections.answers.words.line import Found, Line, Token, phrase
from projections.answers.words.meaning.thesaurus import is_grammar
from projections.answers.words.people import DUAL, ROLES, Peopled, function_of
from projections.answers.words.phrases import Name, Names, named

if TYPE_CHECKING:
    from projections.answers.words.vocabulary import Vocabulary

_BEFORE_A_PERSON = frozenset(
    "did does do had has have was were is are without and or when after before by told tell asked "
    "ask that to from until since why come for once of because where between".split()
)
_AFTER_A_PERSON = frozenset(
    "know knew known see saw seen sign signed signs approve approved object objected ever allowed "
    "accept accepted get got aware had has was is did does never really also even read opened look "
    "looked hear heard sees 's not and or authorised authorized entitled in agree agreed protest "
    "bypassed skipped sidelined sidestepped ignored overlooked passed kept excluded circumvented "
    "raise raised give gave learn learned decline declined refuse refused added add "
    "leave left tell "
    "say said withdraw withdrew ok have first finally actually at of on about been being told "
    "shown "
    "informed asked consulted involved within put made okay okayed made authorise authorize clear "
    "cleared retract retracted revoke revoked pull pulled withdrawn take took recall cancel "
    "cancelled mention mentioned promise promised drop dropped pass passed notified present "
    "complain complained protested oppose opposed come came find found receive received notice "
    "noticed set lay laid go went".split()
)
_VERBS_AFTER = frozenset(
    "know knew see saw sign signed approve approved object objected ever accept "
    "accepted get allowed retract retracted "
    "not consulted involved informed told shown skipped bypassed left "
    "aware protest raise learn look decline did had has was never does is 's and or needs wants "
    "asks "
    "says insists thinks believes wonders claims maintains would".split()
)
_DID = _AFTER_A_PERSON - frozenset("have see sign accept know get look hear be".split())
"""What follows a name at the head, and no verb of its own: "May gave …"."""
_OF_PARTY = phrase(
    r"(?P<party>@party|@client|@partner|@seller) (?:'s )?(?P<function>@function)"

        r"|(?P<function2>@function) (?:at|of|from|for|with|on) (?P<party2>@party|@client|"
        r"@partner|@seller)(?: 's)?(?: side| end)?"

)  # fmt: skip
_SAME = phrase(r"(?P<one>@person) (?P<two>@person)")
_OF_SIDE = phrase(
    "(?P<one>@person) (?:over )?(?:(?P<in>of|at|in)|from|with|on|) ?(?:the |our )?"
    "(?:(?P<side>@party|@client|@partner|@seller)(?: 's)?(?: (?:side|end|group|company|team))?|"
    "(?P<same>@person)|(?P<ours>our (?:own )?(?:side|team|end|company|firm)))"
)
"""Where somebody belongs, as it is said beside the name: "Joost from the port"."""
_THEIR = phrase("(?:their|the (?:client|customer) 's) (?P<function>@function)")
_HOLDER = (
    "(?:man|woman|guy|lady|gentleman|fellow|bloke|chap|girl|person|people|folks|colleagues?|team|"
    "department|dept)"
)
_HELD = phrase(f"@function {_HOLDER}|{_HOLDER} (?:over )?(?:from|in|of|at) (?:the |our )?@function")
"""Whoever has a function: "the finance man", "the lady from legal"."""
_OF_PERSON = phrase(
    "(?P<whose>@person|@people) 's (?P<function>@function)(?= (?:\\| )?(?:did|does|was|is|has|had|"
    "he|she|ever|never|saw|knew|signed|approved|told|said|read|objected|$))"
)
"""Whoever has a function for somebody, and not for us: "Nadia's lawyer"."""
_ANOTHER = phrase(
    "(?:the |our )?(?:other|another|former|ex|previous|new|interim|next|future|second) @person"
    "(?! (?:'s |@))"
)
"""Whoever goes by the name of somebody else, or held or will hold the function."""
_INITIAL = phrase("(?P<before>[a-z]) (?P<one>@person)|(?P<two>@person) (?P<after>[a-z])")
_SUPERIOR = phrase(
    "@person 's (?:boss|manager|superior|chief|head|colleague|deputy|assistant|number two|"
    "successor|predecessor|line manager) (?P<one>@person)"
)
_ARTICLED = phrase(
    "(?:the|our|your|their) (?P<one>@client|@partner|@seller|@person|@party|@nobody|@document)"
)


_GROUPED = phrase(
    "(?P<one>@client|@party|@partner|@seller) (?:group|company|folks|guys|lot|camp|crowd)"
)


_FRIENDS = phrase(
    "(?:our|the|your|those) (?:good |dear )?(?:friends?|folks|guys|lot|pals?|chums|gang|crowd|"
    "people) (?:over )?(?:at|from) (?P<one>@client|@party|@partner)"
)


def with_possessives(line: Line, names: Names) -> Line:
    """With "hugh" and "'s" for "hughs", where nobody is called so and no word is spelt so."""
    for at in range(len(line.tokens) - 2, -1, -1):
        token = line.tokens[at]
        name = token.text[:-1]
        if not token.text.endswith("s") or token.text in COMMON or (token.text,) in names:
            continue
        if len(name) < _SHORTEST or name in DUAL or not names.of((name,), "person"):
            continue
        owner = replace(token, text=name, end=token.end - 1)
        line = line.replaced(at, at + 1, owner, Token("'s", token.end - 1, token.end))
    return line


_SHORTEST = 3


def with_names(line: Line, vocabulary: Vocabulary) -> Line:
    """With people, parties and documents as things."""
    line = named(line, vocabulary.everybody, _choose)
    people = vocabulary.people
    line = line.each(_HELD, lambda found: ("function", found.values()))
    line = line.each(_THEIR, lambda found: _holder(people, found.values("function"), _side(people)))
    line = line.each(_OF_PARTY, lambda found: _holder(
        people,
        found.values("function") or found.values("function2"),
        found.tokens("party") or found.tokens("party2"),
    ))  # fmt: skip
    line = line.each(_OF_PERSON, lambda found: _of_person(found, people))
    line = line.without(phrase("(?<=@function )(?:function|role)(?! of)"))
    line = line.each(phrase("(?P<one>@function)"), lambda f: _holder(people, f.values(), ()))
    line = line.each(_OF_SIDE, lambda found: _at_home(found, people))
    line = line.each(_SAME, lambda found: _apposed(found.values("one"), found.values("two")))
    line = line.each(_INITIAL, lambda found: _with_initial(found, people))
    line = line.each(_ANOTHER, lambda _: ("nobody", ()))
    line = line.each(_SUPERIOR, lambda found: ("person", found.values("one")))
    line = line.each(_ARTICLED, lambda f: (f.tokens("one")[0].text[1:], f.values("one")))
    line = line.each(_FRIENDS, lambda f: (f.tokens("one")[0].text[1:], f.values("one")))
    line = line.each(_GROUPED, lambda f: (f.tokens("one")[0].text[1:], f.values("one")))
    line = _without_trade(_without_client(line, people), vocabulary)
    return by_paper(line, vocabulary.known)


_OWN_DEAL = phrase(
    "(?:the|our|this|that|their|other|earlier|past|previous|prior) "
    "(?P<trade>(?!papers? |documents? |clauses? |texts? )[a-z]+) "
    "(?:agreement|contract|deal)s?"
)


_OWN_PAPERS = phrase(
    "(?P<whose>@client|@party|@seller)(?: 's)?(?= (?:deal |contract |case )?(?:papers|paperwork|"
    "documents|docs|contract|agreement|file|files|records?|log|ledger|bundle|deal|matter) )"
)


def _without_client(line: Line, people: Peopled) -> Line:
    """Of "the Northcare papers" the papers: every deal's are those of its client and seller."""
    found = line.find(_OWN_PAPERS)
    sides = {*people.client, *people.seller}
    if found is None or not {*found.values("whose")} <= sides:
        return line
    at = line.tokens.index(found.tokens("whose")[0])
    return line.replaced(at, found.end)


def _without_trade(line: Line, vocabulary: Vocabulary) -> Line:
    """Of "the linen deal" the deal: what it is about, by a word of its own, asks nothing."""
    found = line.find(_OWN_DEAL)
    if found is None or not vocabulary.is_trade(found.word("trade")):
        return line
    at = line.tokens.index(found.tokens("trade")[0])
    return line.replaced(at, at + 1)


def _with_initial(found: Found, people: Peopled) -> tuple[str, tuple[str, ...]] | None:
    """Of "O. Price" the one person, if a name of that person begins with the letter."""
    letter = found.word("before") or found.word("after")
    persons = found.values("one") or found.values("two")
    named_ = (name for name, means in people.names if set(persons) & set(means.get("person", ())))
    return ("person", persons) if any(name[0].startswith(letter) for name in named_) else None


def _of_person(found: Found, people: Peopled) -> tuple[str, tuple[str, ...]] | None:
    """The holder of a function at the party of somebody from outside; ours has ours."""
    sides = {people.party_of.get(each, "") for each in found.values("whose")}
    if sides & {*people.seller}:
        return None
    parties = tuple(Token("@party", 0, 0, (each,)) for each in sides)
    return _holder(people, found.values("function"), parties)


def _side(people: Peopled) -> tuple[Token, ...]:
    return tuple(Token("@client", 0, 0, (each,)) for each in people.client)


def _at_home(found: Found, people: Peopled) -> tuple[str, tuple[str, ...]] | None:
    """The person alone, where the side named beside the name is that person's own."""
    one, tokens = found.values("one"), found.tokens()
    own = people.party_of.get(one[0])
    beside = found.line.asked[tokens[0].end : tokens[1].begin]
    if len(tokens) == _BARE and "(" not in beside and not found.word("ours"):
        return None
    if found.values("same"):
        other = ("nobody", ()) if found.word("in") else None
        return ("person", one) if found.values("same") == one else other
    sides = found.values("side") or people.seller
    return ("person", one) if own in sides else None


_BARE = 2


def _apposed(one: tuple[str, ...], two: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    # "the VP Marguerite" is one person.
    return ("person", one) if one == two else None


def everybody(vocabulary: Vocabulary) -> Names:
    """People and documents; the names of items and headings are there to be passed over."""
    every = _passed(vocabulary)
    for names in (vocabulary.people.names, vocabulary.documents):
        for name, meanings in names:
            for tag, values in meanings.items():
                for value in values:
                    every.add(name, tag, value)
    for role, called in ROLES.items():
        for value in getattr(vocabulary.people, role):
            for each in called:
                every.add(tuple(each.replace(" s ", " 's ").split()), role, value)
    return every


_NO_NAMES = tuple(
    tuple(each.split())
    for each in (
        "in compliance with",
        "compliance with",
        "is the boss",
        "is boss",
        "legal text",
        "legal wording",
        "legal terms",
    )
)
"""What is said with the word of a function, and names nobody."""


def _passed(vocabulary: Vocabulary) -> Names:
    passed = Names()
    items = [name for name, meanings in vocabulary.items if {"item", "grown"} & meanings.keys()]
    for name in (*items, *vocabulary.clauses.headings, *_NO_NAMES):
        if len(name) > 1:
            passed.add(name, "passed", "")
    return passed


def _choose(line: Line, at: int, name: Name, meanings: dict[str, tuple[str, ...]]) -> Token | None:
    begin, end = line.tokens[at].begin, line.tokens[at + len(name) - 1].end
    if "person" in meanings and not _is_a_word(line, at, name):
        persons = meanings["person"]
        tag = "person" if len(persons) == 1 else "people"
        return Token(f"@{tag}", begin, end, persons)
    if "passed" in meanings:
        return None
    if _is_plain(line, at, name):
        meanings = {tag: values for tag, values in meanings.items() if tag != "party"}
    for tag in ("document", "party"):
        if tag in meanings and not _is_what_is_agreed(line, at, name):
            values = meanings[tag]
            return Token(f"@{tag}" if len(values) == 1 else "@unclear", begin, end, values)
    if "sort" in meanings and at and line.tokens[at - 1].text in _POINTS:
        values = meanings["sort"]
        return Token("@party" if len(values) == 1 else "@unclear", begin, end, values)
    if "function" in meanings:
        return Token("@function", begin, end, meanings["function"])
    if "role" in meanings:
        role = meanings["role"][0]
        values = meanings.get(role, ())
        if len(values) > 1 and role != "partner":
            return Token("@unclear", begin, end, values)
        return Token(f"@{role}" if values else "@nobody", begin, end, values)
    return None


_POINTS = frozenset("the this that our".split())
"""What stands before an organisation that is called by what it is."""


def _is_plain(line: Line, at: int, name: Name) -> bool:
    """Whether a word of a party's name is only that word, as whoever writes capitals has it."""
    word = len(name) == 1 and (name[0] in COMMON or is_grammar(name[0]))
    plain = word and not line.tokens[at].capital
    plain = plain and not (at and line.tokens[at - 1].text in {"the", "our", "this"})
    return plain and line.asked[:1].isupper()


def _is_a_word(line: Line, at: int, name: Name) -> bool:
    """Whether a name that is a word, too, is only that word here."""
    if len(name) > 1 or name[0] not in DUAL:
        return False
    token = line.tokens[at]
    if not token.capital and line.asked[:1].isupper():
        return True  # whoever writes capitals writes them in names
    before = line.tokens[at - 1].text if at else "|"
    after = line.tokens[at + 1].text if at + 1 < len(line.tokens) else "|"
    if before in {"the", "a", "an", "any", "our", "unit", "list", "same", "rate", "in"}:
        return not (before == "in" and token.capital and not token.first and after in {"|", "'s"})
    if token.capital and (not token.first or after in _DID):
        return False
    if token.capital and _is_set_off(line, at):
        return False
    if before in _BEFORE_A_PERSON:
        return not (after in _AFTER_A_PERSON or after == "|" or after.startswith("@"))
    return not (before == "|" and after in _VERBS_AFTER)


def _is_set_off(line: Line, at: int) -> bool:
    """Whether a name stands at the head by itself: "Grace / 3.4 / seen?"."""
    after = line.asked[line.tokens[at].end :]
    return bool(re.match(r"\s*[/:,–—]|\s+-\s", after))


def _holder(
    people: Peopled, functions: tuple[str, ...], parties: tuple[Token, ...]
) -> tuple[str, tuple[str, ...]]:
    """The person who holds a function; `@people` when several do, `@nobody` when nobody does."""
    asked = [value for token in parties for value in token.values]
    held = [id_ for each in functions for id_ in function_of(people, each, asked)]
    found = tuple(dict.fromkeys(held))
    if len(found) == 1:
        return "person", found
    return ("people", found) if found else ("nobody", ())


_OF_TERMS = frozenset(
    "price pricing payment discount commercial liability what which any all".split()
)


def _is_what_is_agreed(line: Line, at: int, name: Name) -> bool:
    """Whether "terms" is what is agreed, in a deal that has a document of that name."""
    before = line.tokens[at - 1].text if at else ""
    return name == ("terms",) and before in _OF_TERMS and not line.tokens[at].capital
